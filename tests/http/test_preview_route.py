"""`./preview` in a real TensorBoard process: an edited schedule, evaluated, and never an error of the server's own."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tb_lrplugin.schedules import Exponential, Floor, Schedule
from tb_lrplugin.schedules.views import to_object
from tests.conftest import HTML_RUN
from tests.support.properties import examples
from tests.support.tensorboard_process import Answer, TensorBoardProcess
from tests.unit.test_object_form import schedule_objects

RUN = {"run": "flat/train", "tag": "learning_rate"}
KEYS = {
    *("run", "tag", "schedule", "schedule_text", "schedule_formula", "curve", "rate_at_end"),
    *("configuration", "configuration_syntax", "settings", "settings_note", "parameters", "warnings"),
}


def ask(served: TensorBoardProcess, schedule: Schedule | Any = None, **more: str) -> Answer:
    value = to_object(schedule) if isinstance(schedule, Schedule) else schedule
    query = {} if schedule is None else {"schedule": json.dumps(value)}
    return served.route("preview", **{**RUN, **query, **more})


def test_the_configured_schedule(served: TensorBoardProcess) -> None:
    answer = ask(served)
    assert answer.status == 200
    body = answer.json()
    assert body.keys() == KEYS
    series = served.route("series", **RUN).json()
    for key in ("run", "tag", "schedule", "schedule_text", "schedule_formula"):
        assert body[key] == series[key]
    assert body["rate_at_end"] == {"step": 400, "value": pytest.approx(0.01)}
    assert body["parameters"][1] == {
        "path": ["transition_steps"],
        "name": "transition_steps",
        "label": "decay steps",
        "value": 800_720,
        "kind": "number",
        "also": [],
    }
    assert [warning["id"] for warning in body["warnings"]] == ["first_drop_beyond_run"]
    assert served.route("preview", {"If-None-Match": answer.headers["ETag"]}, **RUN).status == 304


def test_an_edited_schedule(served: TensorBoardProcess) -> None:
    edited = Floor(Exponential(0.01, 100, 0.5, staircase=True), 0.002)
    body = ask(served, edited).json()
    assert body["schedule"] == to_object(edited)
    assert body["rate_at_end"] == {"step": 400, "value": 0.002}
    at_drop = [v for s, v in zip(body["curve"]["step"], body["curve"]["value"], strict=True) if s == 100]
    assert at_drop == pytest.approx([0.01, 0.005])
    assert "  min_learning_rate: 0.002\n" in body["configuration"]
    assert body["configuration_syntax"] == "pipeline_config"
    assert ask(served, edited, total_steps="100").json()["rate_at_end"] == {"step": 100, "value": 0.005}


def test_settings_of_its_configuration(served: TensorBoardProcess) -> None:
    body = ask(served, settings='{"decay_steps": 100}').json()
    assert "  decay_steps: 100\n" in body["configuration"]
    assert body["rate_at_end"] == {"step": 400, "value": pytest.approx(0.01 * 0.5**4, rel=1e-6)}
    assert {"name": "decay_steps", "value": 100, "kind": "integer", "is_total": False} in body["settings"]


@pytest.mark.parametrize("run", ["no_config", "broken/train", "nan/train", "one_point/train", f"{HTML_RUN}/train"])
def test_every_series_can_be_tried_with_a_schedule(served: TensorBoardProcess, run: str) -> None:
    tag = "train/lr" if run == "no_config" else "learning_rate"
    answer = ask(served, Exponential(0.01, 100, 0.5), run=run, tag=tag)
    assert answer.status == 200
    assert answer.json()["schedule_formula"] == "lr(s) = 0.01 · 0.5^(s / 100)"


def test_without_any_schedule_there_is_nothing_to_draw(served: TensorBoardProcess) -> None:
    body = ask(served, run="no_config", tag="train/lr").json()
    assert (body["schedule"], body["curve"], body["parameters"]) == (None, None, [])


@pytest.mark.parametrize(
    ("query", "status", "sentence"),
    [
        ({"run": "", "tag": "learning_rate"}, 404, "has no scalar series"),
        ({"schedule": "{"}, 400, "The schedule is no JSON that can be read"),
        ({"schedule": ""}, 400, "The schedule is no JSON that can be read"),
        ({"schedule": "[" * 20_000}, 400, "The schedule is no JSON that can be read"),
        ({"schedule": "9" * 20_000}, 400, "The schedule is"),
        ({"schedule": "1" * 30_001}, 400, "30,000 are read at most"),
        ({"schedule": "null"}, 400, "an object with a"),
        ({"schedule": '{"kind": "constant", "value": NaN}'}, 400, "a finite number is needed"),
        ({"schedule": '{"kind": "constant", "value": 1e999}'}, 400, "a finite number is needed"),
        ({"schedule": '{"kind": "__class__"}'}, 400, "none that is known"),
        ({"schedule": '{"kind": "constant", "value": 1, "__init__": 2}'}, 400, "has no parameter"),
        ({"total_steps": "0"}, 400, "total_steps is '0'"),
        ({"total_steps": "-3"}, 400, "total_steps is '-3'"),
        ({"total_steps": "1e3"}, 400, "total_steps is '1e3'"),
        ({"total_steps": "9" * 30}, 400, "total_steps is"),
        ({"total_steps": "٣"}, 400, "total_steps is"),
        ({"settings": "{"}, 400, "as a JSON object"),
        ({"settings": "[1]"}, 400, "as a JSON object"),
        ({"settings": '{"decay_steps": "1"}'}, 400, "decay_steps is '1'"),
        ({"settings": '{"decay_steps": NaN}'}, 400, "decay_steps is 'nan'"),
        ({"settings": '{"decay_steps": ' + "9" * 400 + "}"}, 400, "decay_steps is '9"),
        ({"settings": '{"momentum": 1}'}, 400, "has no momentum"),
        ({"settings": '{"decay_steps": -1}'}, 400, "decay_steps"),
    ],
)
def test_what_is_wrong_is_said(served: TensorBoardProcess, query: dict[str, str], status: int, sentence: str) -> None:
    answer = served.route("preview", **{**RUN, **query})
    assert answer.status == status
    assert sentence in answer.json()["error"]


def test_the_series_must_be_named(served: TensorBoardProcess) -> None:
    assert served.route("preview", run="flat/train").status == 400
    assert served.get("data/plugin/lr_diagnostics/preview", method="POST", **RUN).status == 405


@examples(150)
@given(value=schedule_objects(), total=st.sampled_from([None, "1", str(2**53), "x"]))
def test_whatever_is_asked_is_answered_or_refused(served: TensorBoardProcess, value: Any, total: str | None) -> None:
    answer = ask(served, value, **({} if total is None else {"total_steps": total}))
    assert answer.status in (200, 400), answer.body
    body = answer.json()
    assert body.keys() == (KEYS if answer.status == 200 else {"error"})


@examples(50)
@given(text=st.text(max_size=200))
def test_text_that_is_no_schedule_is_refused(served: TensorBoardProcess, text: str) -> None:
    answer = served.route("preview", **RUN, schedule=text.encode("utf-8", "replace").decode())
    assert answer.status == 400
    assert answer.json()["error"]
