"""A diagnosis as JSON: the keys are a contract with everyone who reads it."""

from __future__ import annotations

import json
import math
from typing import Any, cast

import numpy as np
import pytest

from tb_lrplugin.answers import acknowledged_as, contract, diagnosis_row, reading_order, series_entry
from tb_lrplugin.answers.chart import chart_data, sparkline
from tb_lrplugin.answers.panel import panel
from tb_lrplugin.answers.preview import preview
from tb_lrplugin.diagnosis.engine import diagnose
from tb_lrplugin.schedules import (
    Constant,
    Cosine,
    Exponential,
    PiecewiseConstant,
    cosine_decay_with_warmup,
    exponential_decay_with_burnin,
)
from tests.support.contract_shapes import assert_is, fits
from tests.support.made_series import diagnose_against, healthy_series, series_of

STEPS = range(0, 401, 10)
BURNIN = exponential_decay_with_burnin(0.01, 60, 0.5, 0.002, 40, 0.0004)

DIAGNOSES = {
    "healthy": diagnose_against(healthy_series(BURNIN, STEPS), BURNIN, 1000),
    "stuck": diagnose_against(series_of(STEPS, 0.002), BURNIN),
    "constant": diagnose_against(series_of(STEPS, 0.1), Constant(0.1)),
    "no schedule": diagnose(series_of(STEPS, 0.1), []),
    "one point": diagnose_against(series_of([5], 0.002), BURNIN),
    "invalid": diagnose_against(series_of([1, 2, 3, 4], [math.nan, math.inf, -math.inf, 0.1]), BURNIN),
}
every = pytest.mark.parametrize("name", DIAGNOSES)


@every
def test_every_answer_is_what_the_contract_says(name: str) -> None:
    diagnosis = DIAGNOSES[name]
    entry = series_entry(diagnosis)
    assert_is(entry, contract.Entry)
    assert_is({**entry, **chart_data(diagnosis), **panel(entry)}, contract.Series)
    assert_is(diagnosis_row(diagnosis), contract.Row)
    assert_is(sparkline(diagnosis), contract.Sparkline)
    assert_is(preview(diagnosis), contract.Preview)


@pytest.mark.parametrize(
    ("answer", "hint"),
    [
        ({"run": "a"}, contract.SeriesName),
        ({"run": "a", "tag": "b", "more": 1}, contract.SeriesName),
        ({"run": "a", "tag": None}, contract.SeriesName),
        ({"step": 1, "value": "nan"}, contract.RateAt),
        ({"version": 2, "logdir": "", "series": [], "problems": []}, contract.Report),
    ],
)
def test_what_is_not_in_the_contract_would_be_noticed(answer: Any, hint: Any) -> None:
    assert not fits(answer, hint)


@every
def test_everything_is_plain_json(name: str) -> None:
    whole = {**series_entry(DIAGNOSES[name]), **chart_data(DIAGNOSES[name])}
    assert json.loads(json.dumps(whole, allow_nan=False)) == whole


def test_a_stuck_entry_in_full() -> None:
    entry = series_entry(DIAGNOSES["stuck"])
    assert (entry["run"], entry["tag"]) == ("train", "learning_rate")
    assert (entry["verdict"], entry["severity"]) == ("stuck_at_initial", "error")
    assert entry["steps"] == {"first": 0, "last": 400, "count": 41, "sampled": False}
    assert entry["logged"] == {"first": pytest.approx(0.002), "last": pytest.approx(0.002)}
    assert entry["expected"] == {"first": 0.002, "last": 0.0004}
    assert entry["evidence"] == {
        # The floor of 0.0004 is due in the end: 0.002 is four times that too much.
        "max_relative_error": pytest.approx(4.0),
        "time_scale": 1.0,
        "value_scale": 1.0,
        "step_offset": 0,
        "onset_step": 40,
        "onset_logged": pytest.approx(0.002),
        "onset_expected": 0.01,
        "restart_steps": [],
        "boundary_steps": [],
        "phase": "burn-in",
        "variant": None,
    }
    assert entry["next_change"] is None
    assert entry["source"] == {"kind": "pipeline_config", "where": "pipeline.config", "lines": [5, 9], "text": "..."}
    assert len(entry["causes"]) == 3
    assert entry["schedule_text"] == BURNIN.describe()


def test_the_schedule_by_the_names_of_its_message() -> None:
    assert series_entry(DIAGNOSES["healthy"])["schedule"] == {
        "kind": "floor",
        "schedule": {
            "kind": "join",
            "schedules": [
                {"kind": "constant", "value": 0.002},
                {
                    "kind": "exponential",
                    "init_value": 0.01,
                    "transition_steps": 60,
                    "decay_rate": 0.5,
                    "staircase": True,
                    "float32_steps": True,
                },
            ],
            "boundaries": [40],
            "phase_names": ["burn-in", "decay"],
        },
        "min_value": 0.0004,
    }
    stairs = PiecewiseConstant((5,), (1.0, 0.5))
    entry = series_entry(diagnose_against(healthy_series(stairs, range(10)), stairs))
    assert entry["schedule"] == {"kind": "piecewise_constant", "boundaries": [5], "values": [1.0, 0.5]}


def test_without_a_schedule_what_depends_on_it_is_null() -> None:
    entry = series_entry(DIAGNOSES["no schedule"])
    for key in ("next_change", "schedule", "source"):
        assert entry[key] is None
    assert entry["schedule_text"] == ""
    assert entry["expected"] == {"first": None, "last": None}
    assert entry["measures"] == "unknown"
    assert chart_data(DIAGNOSES["no schedule"])["curve"] is None


def test_numbers_that_json_has_not_are_the_strings_of_tensorboard() -> None:
    diagnosis = DIAGNOSES["invalid"]
    assert series_entry(diagnosis)["logged"]["first"] == "NaN"
    assert series_entry(diagnosis)["evidence"]["max_relative_error"] is None
    values = chart_data(diagnosis)["points"]["value"]
    assert values == ["NaN", "Infinity", "-Infinity", pytest.approx(0.1)]


@every
def test_a_row_repeats_its_entry(name: str) -> None:
    entry = series_entry(DIAGNOSES[name])
    row = diagnosis_row(DIAGNOSES[name])
    change = entry["next_change"]
    assert row == {
        **{key: entry[key] for key in ("run", "tag", "verdict", "severity", "standing", "headline")},
        "last_step": entry["steps"]["last"],
        "applied_value": entry["applied_value"],
        "acknowledged": entry["acknowledged"],
        "last_value": entry["logged"]["last"],
        "expected_value": entry["expected"]["last"],
        "onset_step": entry["evidence"]["onset_step"],
        "next_change_step": None if change is None else change["step"],
        "schedule_text": entry["schedule_text"],
        "warnings": [warning["id"] for warning in entry["warnings"]],
    }


def test_reading_order_is_severity_then_warnings_then_name() -> None:
    def entry(severity: str, warnings: int, run: str, applied: float | None = None) -> dict[str, Any]:
        told: Any = {"severity": severity, "warnings": [{}] * warnings, "run": run, "tag": "lr"}
        return cast(dict[str, Any], acknowledged_as({**told, "applied_value": applied}, None))

    ordered = [
        entry("error", 0, "z"),
        # Logged on schedule, and trained at another rate.
        entry("ok", 1, "c", 1e-9),
        entry("warning", 0, "a"),
        entry("notice", 1, "b"),
        entry("notice", 0, "a"),
        entry("unknown", 0, "a"),
        entry("ok", 0, "a"),
        entry("ok", 0, "b"),
    ]
    assert sorted(reversed(ordered), key=reading_order) == ordered


class TestChart:
    def test_the_curve_goes_on_beyond_the_last_point(self) -> None:
        curve = chart_data(DIAGNOSES["healthy"])["curve"]
        assert (curve["step"][0], curve["step"][-1]) == (0, 460)
        assert curve["interpolation"] == "linear"
        assert len(curve["step"]) == len(curve["value"])

    def test_one_point_has_a_curve_to_stand_on(self) -> None:
        curve = chart_data(DIAGNOSES["one point"])["curve"]
        assert (curve["step"][0], curve["step"][-1]) == (5, 25)

    def test_one_point_of_a_plan_has_the_whole_of_it(self) -> None:
        curve = chart_data(diagnose_against(series_of([5], 0.002), BURNIN, 1000))["curve"]
        assert (curve["step"][0], curve["step"][-1]) == (5, 1000)

    def test_marks(self) -> None:
        assert chart_data(DIAGNOSES["stuck"])["marks"] == [
            {"kind": "phase", "step": 40, "label": "burn-in ends"},
            {"kind": "onset", "step": 40, "label": "onset"},
        ]
        assert {"kind": "end", "step": 1000, "label": "planned end"} in chart_data(DIAGNOSES["healthy"])["marks"]

    def test_curve_and_marks_lie_on_the_axis_of_the_series(self) -> None:
        """Logged at x is f(x - 1): the corner at step 40 is drawn, and marked, at x = 41."""
        diagnosis = diagnose_against(healthy_series(BURNIN, range(1, 300), -1), BURNIN)
        chart = chart_data(diagnosis)
        assert diagnosis.evidence.step_offset == -1
        assert (chart["curve"]["step"][0], chart["curve"]["step"][-1]) == (1, 299 + 44)
        assert {"kind": "phase", "step": 41, "label": "burn-in ends"} in chart["marks"]
        corner = [
            value for step, value in zip(chart["curve"]["step"], chart["curve"]["value"], strict=True) if step == 41
        ]
        assert corner == [0.002, 0.01]

    def test_what_is_expected_at_the_points_is_evaluated_there(self) -> None:
        points = chart_data(DIAGNOSES["healthy"])["points"]
        assert points["expected"] == pytest.approx(points["value"], rel=1e-6)
        assert points["error"] == pytest.approx([0.0] * len(points["step"]), abs=1e-6)
        unknown = chart_data(DIAGNOSES["no schedule"])["points"]
        assert unknown["expected"] is None and unknown["error"] is None

    def test_logged_points_lie_on_the_drawn_curve(self) -> None:
        schedule = cosine_decay_with_warmup(0.02, 3000, 0.002, 500, 500)
        series = healthy_series(schedule, range(0, 4000, 37))
        curve = chart_data(diagnose_against(series, schedule))["curve"]
        drawn = np.interp(series.steps, curve["step"], curve["value"])
        assert np.abs(drawn - series.values).max() <= 1e-3 * 0.02

    @pytest.mark.parametrize("last", [2**40, 2**53])
    def test_steps_of_any_size_are_drawn(self, last: int) -> None:
        for schedule in (Exponential(0.1, 1000, 0.5, True, True), BURNIN, Cosine(0.1, 1000)):
            diagnosis = diagnose_against(series_of([0, last], 0.1), schedule)
            assert len(chart_data(diagnosis)["curve"]["step"]) < 100_000
