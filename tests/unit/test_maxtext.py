"""MaxText's configuration, one text summary for each key."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tb_lrplugin.frameworks.maxtext import MAXTEXT
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.schedules import from_message, to_message
from tests.parity.golden.golden_file import read as read_golden
from tests.parity.golden.maxtext_cases import CASES, FIRST, SECOND, THIRD
from tests.support.made_series import candidates_of, healthy_series, series_of, verdict
from tests.support.text_summaries import HOSTILE_TEXTS, entries_of, readings_of, write_run

RECORDED = read_golden("maxtext")
TAG = "learning/current_learning_rate"
COSINE = CASES[f"{THIRD}: cosine"][1]
WSD = CASES[f"{THIRD}: WSD"][1]


def texts_of(config: dict[str, Any]) -> dict[str, str]:
    """Print the configuration as `add_config_to_summary_writer` does, a few other keys among it."""
    return {
        name: str(value) for name, value in {**config, "base_emb_dim": 2048, "opt_type": "OptimizerType.ADAMW"}.items()
    }


def read(config: dict[str, Any], **texts: str) -> list[Reading]:
    return list(readings_of(MAXTEXT, texts_of(config) | texts))


@pytest.mark.parametrize("case", CASES)
def test_the_recorded_rates(case: str) -> None:
    revision, config = CASES[case]
    [reading] = read(config)
    recorded = RECORDED[case]
    assert recorded.count == config["steps"]
    which = candidates_of(reading, series_of([0], 0.0))[1 if revision == SECOND and reading.others else 0]
    assert which.schedule is not None
    difference = np.abs(which.schedule(recorded.steps) - recorded.rates)
    # Computed in float32 there.
    assert (difference <= 1e-6 * recorded.rates + 1e-6 * config["learning_rate"]).all()


@pytest.mark.parametrize("case", CASES)
def test_the_points_tell_the_revision_and_prove_nothing(case: str) -> None:
    recorded = RECORDED[case]
    assert verdict(series_of(recorded.steps, recorded.rates, tag=TAG), read(CASES[case][1])) == "not_measured"


@pytest.mark.parametrize("case", CASES)
def test_schedules_round_trip_and_describe_themselves(case: str) -> None:
    [reading] = read(CASES[case][1])
    for candidate in candidates_of(reading, series_of([0], 0.0)):
        assert candidate.schedule is not None
        assert from_message(to_message(candidate.schedule)) == candidate.schedule
        assert "\n" not in candidate.schedule.describe()


def test_a_run_end_to_end(tmp_path: Path) -> None:
    recorded = RECORDED[f"{THIRD}: WSD, then at rest"]
    points = [(int(step), float(rate)) for step, rate in zip(recorded.steps, recorded.rates, strict=True)]
    texts = texts_of(CASES[f"{THIRD}: WSD, then at rest"][1])
    write_run(tmp_path / "a", texts, {TAG: points})
    write_run(tmp_path / "b", texts, {"learning/other_lr": points})
    entries = entries_of(tmp_path)
    entry = entries["a", TAG]
    assert (entry["verdict"], entry["severity"], entry["source"]["kind"]) == ("not_measured", "notice", "maxtext")
    assert (entry["measures"], entry["evidence"]["max_relative_error"] <= 1e-5) == ("schedule", True)
    assert "never asks the optimizer" in entry["detail"]
    assert entries["b", "learning/other_lr"]["verdict"] == "no_schedule"


def test_what_is_told_beside_the_schedule() -> None:
    [reading] = read(COSINE, lr_schedule_type="LearningRateScheduleType.COSINE")
    assert (reading.total_steps, reading.optimizer, reading.measures("a", TAG)) == (10_000, "adamw", "schedule")
    assert "lr_schedule_type: cosine" in reading.text.splitlines()
    assert reading.is_recomputed
    assert reading.schedule == read(COSINE)[0].schedule


def test_a_length_of_minus_one_is_the_other_length() -> None:
    whole = read(COSINE)[0].schedule
    assert whole is not None
    assert read(COSINE, learning_rate_schedule_steps="-1")[0].schedule == whole
    assert read(COSINE, steps="-1")[0].schedule == whole


def test_one_point_waits_and_a_series_that_disagrees_is_judged_as_any_other() -> None:
    readings = read(COSINE)
    assert readings[0].schedule is not None
    assert verdict(healthy_series(readings[0].schedule, [100], tag=TAG), readings) == "waiting"
    steps = np.arange(0, 10_000, 100)
    assert verdict(series_of(steps, 0.0, tag=TAG), readings) == "stuck_at_initial"
    assert verdict(series_of(steps, np.nan, tag=TAG), readings) == "invalid_values"
    constant = read(COSINE, warmup_steps_fraction="0", learning_rate_final_fraction="1")
    assert verdict(series_of(steps, 0.5, tag=TAG), constant) == "constant_mismatch"
    assert verdict(series_of(steps, 3e-5, tag=TAG), constant) == "not_measured"


@pytest.mark.parametrize(
    ("config", "changes", "sentence"),
    [
        (COSINE, {"learning_rate": "high"}, "learning_rate of the configuration is 'high'"),
        (COSINE, {"learning_rate": "nan"}, "learning_rate of the configuration is nan"),
        (COSINE, {"learning_rate": "-0.1"}, "learning_rate is -0.1"),
        (COSINE, {"warmup_steps_fraction": "1.5"}, "warmup_steps_fraction is 1.5"),
        (COSINE, {"learning_rate_final_fraction": "-1"}, "the final rate is -3e-05"),
        (COSINE, {"learning_rate_schedule_steps": "0"}, "learning_rate_schedule_steps is 0"),
        (COSINE, {"learning_rate_schedule_steps": "-1", "steps": "-1"}, "learning_rate_schedule_steps is -1"),
        (COSINE, {"steps": "1e300"}, "steps of the configuration is 1e+300"),
        (COSINE, {"lr_schedule_type": "spiral"}, "one of cosine, wsd is needed"),
        (WSD, {"wsd_decay_steps_fraction": "0.95"}, "take 1,000 and 9,500 of 10,000 steps"),
        (WSD, {"wsd_decay_style": "sudden"}, "one of linear, cosine is needed"),
    ],
)
def test_what_cannot_be_is_named(config: dict[str, Any], changes: dict[str, str], sentence: str) -> None:
    [reading] = read(config, **changes)
    assert reading.schedule is None
    assert reading.error is not None and sentence in reading.error


def test_a_missing_final_fraction_is_named() -> None:
    texts = texts_of(COSINE)
    del texts["learning_rate_final_fraction"]
    [reading] = readings_of(MAXTEXT, texts)
    assert reading.error == "the configuration has no learning_rate_final_fraction, which it needs"


def test_other_programs_arguments_are_passed_over() -> None:
    assert list(readings_of(MAXTEXT, {"learning_rate": "0.1", "steps": "100"})) == []
    assert list(readings_of(MAXTEXT, {"lr": "0.1"})) == []


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
@pytest.mark.parametrize("name", [*WSD, "cosine_learning_rate_final_fraction", "opt_type"])
def test_hostile_values_never_raise(name: str, text: str) -> None:
    for config in (COSINE, WSD, CASES[f"{FIRST}: cosine"][1]):
        for reading in read(config, **{name: text}):
            assert (reading.schedule is None) == (reading.error is not None)
            verdict(series_of([1, 500, 10_000], [1e-7, 1e-4, 1e-5], tag=TAG), [reading])
