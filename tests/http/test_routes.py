"""The plugin's routes in a real TensorBoard process, with the data server and with the Python reader."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tb_lrplugin.cli import main
from tests.conftest import HTML_RUN, UNICODE_RUN
from tests.support.event_files import write_scalars
from tests.support.tensorboard_process import TensorBoardProcess, tensorboard_alone

VERDICTS = {
    "healthy/train": "on_schedule",
    "stuck/train": "stuck_at_initial",
    "flat/train": "flat_by_design",
    "broken/train": "config_error",
    "zero/train": "config_error",
    "nan/train": "invalid_values",
    "infinite/train": "invalid_values",
    "negative/train": "invalid_values",
    "one_point/train": "waiting",
    f"{HTML_RUN}/train": "stuck_at_initial",
    f"{UNICODE_RUN}/train": "stuck_at_initial",
    "no_config": "no_schedule",
    "backwards": "no_schedule",
}

ROW_KEYS = {
    "run",
    "tag",
    "verdict",
    "severity",
    "headline",
    "applied_value",
    "acknowledged",
    "standing",
    "last_step",
    "last_value",
    "expected_value",
    "onset_step",
    "next_change_step",
    "schedule_text",
    "warnings",
}


def test_diagnoses_lists_every_series_worst_first(served: TensorBoardProcess) -> None:
    answer = served.route("diagnoses")
    assert answer.status == 200
    assert answer.headers["Content-Type"].startswith("application/json")
    rows = answer.json()["series"]
    assert {row["run"]: row["verdict"] for row in rows} == VERDICTS
    assert all(set(row) == ROW_KEYS for row in rows)
    order = ["error", "warning", "notice", "unknown", "ok"]
    severities = [order.index(row["severity"]) for row in rows]
    assert severities == sorted(severities)


def test_unchanged_diagnoses_are_answered_304_without_a_body(served: TensorBoardProcess) -> None:
    etag = served.route("diagnoses").headers["ETag"]
    again = served.route("diagnoses", {"If-None-Match": etag})
    assert (again.status, again.body, again.headers["ETag"]) == (304, b"", etag)
    # A proxy that compresses makes a tag weak.
    assert served.route("diagnoses", {"If-None-Match": f"W/{etag}"}).status == 304
    other = served.route("diagnoses", {"If-None-Match": '"something-else"'})
    assert other.status == 200


@pytest.mark.parametrize("run", VERDICTS)
def test_series_has_the_full_diagnosis_and_what_to_draw(served: TensorBoardProcess, run: str) -> None:
    tag = {"no_config": "train/lr", "backwards": "lr"}.get(run, "learning_rate")
    answer = served.route("series", run=run, tag=tag)
    assert answer.status == 200
    body = answer.json()
    assert (body["run"], body["tag"], body["verdict"]) == (run, tag, VERDICTS[run])
    assert len(body["points"]["step"]) == len(body["points"]["value"]) == body["steps"]["count"]
    assert served.route("series", {"If-None-Match": answer.headers["ETag"]}, run=run, tag=tag).status == 304


def test_the_same_json_as_the_command_line(
    served: TensorBoardProcess, small_logdir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--format", "json", str(small_logdir)]) == 1
    report = json.loads(capsys.readouterr().out)
    assert len(report["series"]) == len(VERDICTS)
    for entry in report["series"]:
        body = served.route("series", run=entry["run"], tag=entry["tag"]).json()
        assert {key: body[key] for key in entry} == entry


def test_a_staircase_is_drawn_with_two_vertices_at_each_drop(served: TensorBoardProcess) -> None:
    curve = served.route("series", run="healthy/train", tag="learning_rate").json()["curve"]
    at_drop = [v for s, v in zip(curve["step"], curve["value"], strict=True) if s == 200]
    assert at_drop == pytest.approx([0.005, 0.0025])
    assert curve["interpolation"] == "linear"


def test_non_finite_rates_are_strings(served: TensorBoardProcess) -> None:
    body = served.route("series", run="nan/train", tag="learning_rate").json()
    assert "NaN" in body["points"]["value"]
    assert body["evidence"]["onset_step"] == 210


def test_a_broken_config_names_line_and_column(served: TensorBoardProcess) -> None:
    body = served.route("series", run="broken/train", tag="learning_rate").json()
    assert "line 7, column 24" in body["detail"]
    assert body["source"] == {"kind": "pipeline_config", "where": "broken/pipeline.config"}


@pytest.mark.parametrize(
    ("route", "parameters", "status"),
    [
        ("series", {}, 400),
        ("series", {"run": "stuck/train"}, 400),
        ("series", {"run": "stuck/train", "tag": "no such tag"}, 404),
        ("series", {"run": "../../etc", "tag": "learning_rate"}, 404),
        ("static/../plugin.py", {}, 404),
        ("static/%2e%2e/plugin.py", {}, 404),
        ("static/build.json", {}, 404),
    ],
)
def test_bad_requests_are_refused(
    served: TensorBoardProcess, route: str, parameters: dict[str, str], status: int
) -> None:
    answer = served.route(route, **parameters)
    assert answer.status == status
    if route == "series":
        assert answer.json()["error"].endswith(".") or "(any more)" in answer.json()["error"]


def test_only_get_is_answered(served: TensorBoardProcess) -> None:
    answer = served.get("data/plugin/lr_diagnostics/diagnoses", method="POST")
    assert answer.status == 405
    assert "error" in answer.json()


def test_the_module_is_served_as_javascript(served: TensorBoardProcess) -> None:
    answer = served.route("static/index.js")
    assert answer.status == 200
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_the_tab_is_listed(served: TensorBoardProcess) -> None:
    plugin = served.get("data/plugins_listing").json()["lr_diagnostics"]
    assert plugin["enabled"] is True
    assert plugin["tab_name"] == "Learning Rate"


def test_tensorboard_has_nothing_to_complain_about(served: TensorBoardProcess) -> None:
    served.route("diagnoses", {"If-None-Match": served.route("diagnoses").headers["ETag"]})
    complaints = [line for line in served.output if "In 3.0" in line or "Traceback" in line]
    assert complaints == []


def test_the_tab_is_hidden_where_there_is_no_learning_rate(tmp_path: Path) -> None:
    write_scalars(tmp_path / "run", "loss", [(1, 0.5), (2, 0.25)])
    with tensorboard_alone(tmp_path) as process:
        body = process.route("diagnoses").json()
        assert body["series"] == []
        assert process.get("data/plugins_listing").json()["lr_diagnostics"]["enabled"] is False
        assert wait_for_tags(process) == ["loss"]


def wait_for_tags(process: TensorBoardProcess) -> list[str]:
    import time

    end = time.monotonic() + 30
    while time.monotonic() < end:
        tags: list[str] = process.route("diagnoses").json()["scalar_tags"]
        if tags:
            return tags
        time.sleep(0.2)
    return []


def test_the_tags_flag_and_the_path_prefix(tmp_path: Path) -> None:
    write_scalars(tmp_path / "run", "pace of learning", [(1, 0.5), (2, 0.5)])
    write_scalars(tmp_path / "run", "learning_rate", [(1, 0.5), (2, 0.5)])
    flags = ["--lr_diagnostics_tags", "^pace", "--path_prefix", "/some/prefix"]
    with tensorboard_alone(tmp_path, *flags) as process:
        rows = process.wait_for_series(1)
        assert [row["tag"] for row in rows] == ["pace of learning"]


def test_new_points_change_the_answer(tmp_path: Path) -> None:
    write_scalars(tmp_path / "run", "lr", [(1, 0.5), (2, 0.5)])
    with tensorboard_alone(tmp_path) as process:
        rows = process.wait_for_series(1)
        before = process.route("diagnoses").headers["ETag"]
        assert rows[0]["last_step"] == 2
        write_scalars(tmp_path / "other", "lr", [(1, 0.5), (30, 0.25)])
        rows = process.wait_for_series(2)
        assert {row["last_step"] for row in rows} == {2, 30}
        assert process.route("diagnoses").headers["ETag"] != before
