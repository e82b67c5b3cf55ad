"""Series that begin late in their schedule: resumed runs, evaluations, and records that end before the run."""

from __future__ import annotations

import numpy as np
import pytest

from tb_lrplugin.diagnosis.engine import diagnose
from tb_lrplugin.frameworks.object_detection import PipelineReading
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.schedules import Constant, Exponential, OnAxis, Sampled, Schedule, cosine_decay_with_warmup, record
from tests.support.made_series import series_of


def float32_cosine(steps: range, base: float, total: int) -> np.ndarray:
    """The Object Detection API's own float32 arithmetic, where 1 + cos cancels near the end."""
    progress = np.asarray(steps, np.float32) / np.float32(total)
    return np.float32(0.5) * np.float32(base) * (np.float32(1) + np.cos(np.float32(np.pi) * progress))


@pytest.mark.parametrize(
    "steps",
    [range(24_000, 25_001, 10), range(24_900, 25_001, 1), range(24_990, 25_001), range(24_998, 25_001)],
    ids=["last thousand", "last hundred", "last ten", "last three"],
)
@pytest.mark.parametrize("warmup_learning_rate", [0.0, 0.01])
def test_a_cosine_seen_only_near_its_end_is_healthy(steps: range, warmup_learning_rate: float) -> None:
    schedule = cosine_decay_with_warmup(0.04, 25_000, warmup_learning_rate, 0)
    series = series_of(steps, float32_cosine(steps, 0.04, 25_000))
    assert diagnose(series, [Reading("test", "test", schedule)]).severity in ("ok", "notice")


def test_a_late_exponential_is_still_held_to_its_own_value() -> None:
    """Factors do not cancel: far below the base rate a wrong rate must not hide behind it."""
    schedule = Exponential(0.1, 100, 0.5, staircase=True)
    steps = range(2_000, 2_400, 20)
    series = series_of(steps, schedule(steps) * 1.01)
    assert diagnose(series, [Reading("test", "test", schedule)]).severity != "ok"


def recorded(last: int) -> Sampled:
    return record(lambda step: 0.1 * 0.999**step, last)


@pytest.mark.parametrize("schedule", [recorded(1_000), OnAxis(recorded(10_000), 10)])
def test_beyond_its_record_a_recorded_schedule_says_nothing(schedule: Schedule) -> None:
    steps = range(0, 1_500, 10)
    known = np.minimum(steps, 1_000)
    series = series_of(steps, np.where(np.asarray(steps) <= 1_000, schedule(known), 0.05))
    diagnosis = diagnose(series, [Reading("test", "test", schedule)])
    assert diagnosis.finding.verdict == "on_schedule"
    assert (diagnosis.expected_last, diagnosis.next_change) == (None, None)
    assert diagnosis.series is series


def test_a_series_wholly_beyond_the_record_has_no_schedule() -> None:
    diagnosis = diagnose(series_of(range(2_000, 2_100, 10), 0.1), [Reading("test", "a file", recorded(1_000))])
    assert diagnosis.finding.verdict == "no_schedule"
    assert "a file holds a schedule recorded only up to step 1,000" in diagnosis.finding.detail


def test_an_invalid_rate_beyond_the_record_is_found() -> None:
    series = series_of(range(0, 2_000, 100), [*recorded(1_000)(range(0, 1_100, 100)), *[0.1] * 8, np.nan])
    diagnosis = diagnose(series, [Reading("test", "a file", recorded(1_000))])
    assert diagnosis.finding.verdict == "invalid_values"
    assert diagnosis.evidence.onset_step == 1_900


def test_steps_at_the_end_of_int64_break_nothing() -> None:
    last = 2**63 - 1
    diagnosis = diagnose(series_of([0, 10, last], [0.1, 0.1, 0.1]), [Reading("test", "test", Exponential(0.1, 5, 0.9))])
    assert diagnosis.next_change is None
    assert diagnosis.finding.verdict == "stuck_at_initial"


@pytest.mark.parametrize(
    ("run", "tag", "governs"),
    [
        ("models/ssd/train", "learning_rate", True),
        ("models/ssd", "learning_rate_1", True),
        ("models/ssd", "LearningRate/LearningRate/learning_rate", True),
        ("models/ssd/other", "epoch_learning_rate", False),
        ("models/ssd/other", "train/learning_rate", False),
        ("models/ssd/other", "lr-Adam", False),
        ("models/ssd", "lr", True),
    ],
)
def test_a_pipeline_governs_what_the_api_logs_and_what_lies_beside_it(run: str, tag: str, governs: bool) -> None:
    reading = PipelineReading("pipeline_config", "models/ssd/pipeline.config", Constant(0.5))
    assert reading.governs(run, tag) is governs
    verdict = diagnose(series_of(range(10), 0.1, run, tag), [reading]).finding.verdict
    assert verdict == ("constant_mismatch" if governs else "no_schedule")
