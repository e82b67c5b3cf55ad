"""What an edited schedule would do: its parameters, its curve, its configuration."""

from __future__ import annotations

import copy
import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tb_lrplugin.answers.preview import preview
from tb_lrplugin.diagnosis.engine import diagnose
from tb_lrplugin.schedules import (
    Constant,
    Cosine,
    CosineRestarts,
    CosineWave,
    Exponential,
    Floor,
    Held,
    Join,
    OnAxis,
    PiecewiseConstant,
    Sampled,
    Schedule,
    ScheduleError,
    Shift,
    cosine_decay_with_warmup,
    exponential_decay_with_burnin,
)
from tb_lrplugin.schedules.views import at_path, editable_parameters, from_object, outline, replaced, to_object
from tests.support.made_series import diagnose_against, healthy_series, series_of
from tests.support.pace import quiet_seconds
from tests.support.properties import examples
from tests.support.schedule_strategies import schedules
from tests.unit.test_object_form import schedule_objects

SEED = exponential_decay_with_burnin(float(np.float32(0.004)), 800_720, float(np.float32(0.95)))
COSINE = cosine_decay_with_warmup(0.02, 300, 0.002, 50, 50)
MOST_SECONDS = 1.0
DIAGNOSIS = diagnose_against(healthy_series(COSINE, range(0, 200, 5)), COSINE, 400)


def set_in(value: Any, path: list[str | int], new: Any) -> Any:
    """Set one place of a schedule's object, as the page does."""
    changed = copy.deepcopy(value)
    node = changed
    for key in path[:-1]:
        node = node[key]
    node[path[-1]] = new
    return changed


def edit(body: dict[str, Any], label: str, new: Any) -> Schedule:
    """Change one parameter of a preview, and all the places that go with it."""
    (parameter,) = [parameter for parameter in body["parameters"] if parameter["label"] == label]
    value = body["schedule"]
    for path in [parameter["path"], *parameter["also"]]:
        value = set_in(value, path, new)
    return from_object(value)


def test_the_configured_schedule_with_its_parameters() -> None:
    body = preview(DIAGNOSIS)
    assert json.loads(json.dumps(body, allow_nan=False)) == body
    assert body["schedule"] == to_object(COSINE)
    assert body["rate_at_end"] == {"step": 400, "value": 0.0}
    assert body["curve"]["step"][-1] == 400, "the planned end is in sight"
    assert body["configuration_syntax"] == "pipeline_config"
    assert {parameter["label"]: (parameter["value"], parameter["kind"]) for parameter in body["parameters"]} == {
        "warm-up: rate at the start": (0.002, "number"),
        "warm-up: rate at the end": (0.02, "number"),
        "warm-up: power": (1.0, "number"),
        "decay steps": (200, "integer"),
        "rate at the end": (0.0, "number"),
        "warm-up steps": (50, "integer"),
        "step at which the decay begins": (100, "integer"),
    }
    assert [warning["id"] for warning in body["warnings"]] == ["schedule_shorter_than_run"]


def test_what_means_the_same_is_edited_once() -> None:
    body = preview(DIAGNOSIS)
    assert edit(body, "warm-up steps", 40) == Join(
        (COSINE.schedules[0].__class__(0.002, 0.02, 40), Constant(0.02), Cosine(0.02, 200)),  # type: ignore[attr-defined]
        (40, 100),
        ("warm-up", "hold", "decay"),
    )
    base = edit(body, "warm-up: rate at the end", 0.05)
    assert (base.value_at(50), base.value_at(80), base.value_at(100)) == (0.05, 0.05, 0.05)


def test_the_founding_question_answered_by_hand() -> None:
    series = series_of(range(0, 100_001, 100), 0.004, seconds_per_step=0.1)
    diagnosis = diagnose_against(series, SEED, 200_000, "rms_prop")
    before = preview(diagnosis)
    assert before["rate_at_end"] == {"step": 200_000, "value": pytest.approx(0.004)}
    after = preview(diagnosis, edit(before, "decay steps", 4444))
    assert after["rate_at_end"] == {"step": 200_000, "value": pytest.approx(0.000398, rel=1e-3)}
    assert "decay_steps: 4444\n" in after["configuration"]
    assert after["schedule_formula"] == "lr(s) = 0.004 · 0.95^⌊s / 4444⌋"
    assert after["warnings"] == []
    longer = preview(diagnosis, None, 1_000_000)
    assert longer["rate_at_end"] == {"step": 1_000_000, "value": pytest.approx(0.0038)}
    assert longer["curve"]["step"][-1] == 1_000_000


def test_where_nothing_is_configured_a_schedule_may_still_be_tried() -> None:
    diagnosis = diagnose(series_of(range(0, 100, 5), 0.1), [])
    assert preview(diagnosis)["schedule"] is None
    assert preview(diagnosis)["parameters"] == []
    body = preview(diagnosis, Cosine(0.1, 100))
    assert body["rate_at_end"]["step"] == 95
    assert body["configuration_syntax"] == "schedule_file"


def test_the_offset_of_the_logger_holds_for_the_edited_schedule_as_well() -> None:
    stairs = Exponential(0.1, 50, 0.5, staircase=True)
    diagnosis = diagnose_against(healthy_series(stairs, range(1, 200), 1), stairs, 149)
    body = preview(diagnosis)
    assert diagnosis.offset == 1
    assert body["rate_at_end"] == {"step": 149, "value": stairs.value_at(150)}
    assert 49 in body["curve"]["step"]


@given(schedules)
def test_every_parameter_can_be_set_to_what_it_is(schedule: Schedule) -> None:
    for parameter in editable_parameters(schedule):
        kinds = {"boolean": bool, "integer": int, "number": (int, float)}
        assert isinstance(parameter.value, kinds[parameter.kind])
        for path in (parameter.path, *parameter.also):
            assert at_path(schedule, path) == parameter.value
            assert replaced(schedule, path, parameter.value) == schedule
            value = set_in(to_object(schedule), list(path), parameter.value)
            assert from_object(value) == schedule


def test_recorded_points_and_long_lists_are_not_for_a_form() -> None:
    assert editable_parameters(Sampled((0, 5), (0.1, 0.2))) == ()
    assert editable_parameters(PiecewiseConstant(tuple(range(1, 40)), (0.1,) * 40)) == ()
    labels = [parameter.label for parameter in editable_parameters(PiecewiseConstant((5,), (0.1, 0.2)))]
    assert labels == ["step of change 1", "rate 1", "rate 2"]


COSTLY: list[Schedule] = [
    Floor(CosineWave(0.1, 0.0, 1, 1000.0), 0.05),
    Floor(CosineRestarts(0.1, 0.0, 3), 0.05),
    Floor(Sampled(tuple(range(0, 2000, 2)), (0.1, 0.2) * 500), 0.15),
    Floor(OnAxis(CosineWave(0.1, 0.0, 7, 1.0), 3), 0.05),
    Held(Exponential(0.1, 3, 0.999999, True), 2),
    Floor(Held(CosineWave(0.1, 0.0, 7, 3.0), 2), 0.05),
    Exponential(0.1, 1e-300, 0.5, True),
    Join(tuple(CosineRestarts(0.1, 0.0, 1 + n % 5) for n in range(99)), tuple(range(1000, 99_000, 1000))),
    OnAxis(Shift(CosineWave(0.1, 0.0, 2**52, 0.5, 2**52), 2**52), 2**52),
]


@pytest.mark.parametrize("schedule", COSTLY, ids=lambda schedule: type(schedule).__name__)
def test_a_schedule_that_is_costly_to_draw_is_drawn_through_even_points(schedule: Schedule) -> None:
    diagnosis = diagnose_against(series_of(range(0, 10_000_000, 10_000), 0.1), Constant(0.1), 10_000_000)
    body = preview(diagnosis, schedule)
    # Some 10 ms; a search of every corner would take minutes.
    assert quiet_seconds(lambda: preview(diagnosis, schedule), MOST_SECONDS) <= MOST_SECONDS
    assert 1 <= len(body["curve"]["step"]) <= 10_000


def test_few_corners_are_true_corners() -> None:
    stairs = Exponential(0.1, 1000, 0.5, staircase=True)
    drawn = outline(stairs, 0, 10_000)
    assert drawn.steps.tolist().count(7000) == 2
    many = outline(Exponential(0.1, 2, 0.999, staircase=True), 0, 10_000)
    assert len(many.steps) == 2049
    assert (many.steps[0], many.steps[-1]) == (0, 10_000)


def test_arcs_cost_more_than_stairs() -> None:
    waves = CosineRestarts(0.1, 0.0, 500)
    few = outline(waves, 0, 50_000)
    assert few.steps.tolist().count(7000) == 2
    # Following 1,700 arcs, each through ten evaluations, took two seconds.
    assert len(outline(waves, 0, 850_000).steps) == 2049


@examples(400)
@given(schedule_objects(), st.sampled_from([None, 1, 400, 2**53]))
def test_whatever_is_a_schedule_can_be_shown_or_is_refused(value: Any, total_steps: int | None) -> None:
    try:
        schedule = from_object(value)
    except ScheduleError:
        return
    try:
        body = preview(DIAGNOSIS, schedule, total_steps)
    except ScheduleError as error:
        assert "cannot be evaluated" in str(error)
        return
    json.dumps(body, allow_nan=False, ensure_ascii=False).encode()
    assert from_object(body["schedule"]) == schedule
