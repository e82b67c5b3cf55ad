"""A verdict comes as soon as the data prove it, and never before."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tb_lrplugin.schedules import (
    Constant,
    Cosine,
    Exponential,
    Join,
    Schedule,
    cosine_decay_with_warmup,
    exponential_decay_with_burnin,
    manual_stepping,
)
from tb_lrplugin.tolerance import ABSOLUTE_TOLERANCE, RELATIVE_TOLERANCE
from tests.support.made_series import diagnose_against, healthy_series, prefix_of, series_of
from tests.support.properties import examples
from tests.support.schedule_strategies import HORIZON, rates, schedules

SCHEDULES = {
    "staircase": exponential_decay_with_burnin(0.01, 60, 0.8),
    "burn-in and floor": exponential_decay_with_burnin(0.01, 60, 0.5, 0.002, 40, 0.0004),
    "continuous": Exponential(0.1, 60, 0.5),
    "cosine, warm-up, hold": cosine_decay_with_warmup(0.02, 300, 0.002, 50, 50),
    "warm-up from zero": cosine_decay_with_warmup(0.02, 300, 0.0, 50),
    "by hand": manual_stepping(0.001, [100, 200, 300], [0.01, 0.001, 0.0001], warmup=True),
    "constant": Constant(0.003),
}
by_name = pytest.mark.parametrize("schedule", SCHEDULES.values(), ids=SCHEDULES.keys())

# Any interval, or any subset at all, of the steps.
logged_steps = st.one_of(
    st.builds(lambda first, interval: np.arange(first, HORIZON, interval), st.integers(0, 30), st.integers(1, 120)),
    st.sets(st.integers(0, HORIZON), min_size=1, max_size=40).map(lambda steps: np.array(sorted(steps))),
)
thorough = examples(150)


def moved_at(schedule: Schedule, steps: np.ndarray, value: float, offset: int) -> np.ndarray:
    """Say at which logged points the expected rate differs from a value by more than the tolerance."""
    expected = schedule(steps + offset)
    scale = max(expected.max(), schedule.largest_term(np.maximum(steps + offset, 0)))
    tolerance = RELATIVE_TOLERANCE * expected + ABSOLUTE_TOLERANCE * scale
    return np.abs(expected - value) > tolerance


@by_name
@pytest.mark.parametrize("offset", [-1, 0, 1])
@pytest.mark.parametrize("interval", [1, 7, 50])
def test_no_prefix_of_a_healthy_series_alarms(schedule: Schedule, offset: int, interval: int) -> None:
    series = healthy_series(schedule, np.arange(0, HORIZON, interval), offset)
    for count in range(1, len(series) + 1, max(1, len(series) // 60)):
        diagnosis = diagnose_against(prefix_of(series, count), schedule)
        assert diagnosis.severity not in ("error", "warning"), (count, diagnosis.finding)


@thorough
@given(schedules, logged_steps, st.sampled_from([-1, 0, 1]), st.data())
def test_no_prefix_of_any_healthy_series_alarms(
    schedule: Schedule, steps: np.ndarray, offset: int, data: st.DataObject
) -> None:
    series = healthy_series(schedule, steps, offset)
    # Below 1e-37 float32 has no digits left to log.
    due = schedule(steps + offset)
    assume(((due == 0) | (due > 1e-37)).all())
    for count in {1, len(series), data.draw(st.integers(1, len(series)))}:
        diagnosis = diagnose_against(prefix_of(series, count), schedule)
        assert diagnosis.severity not in ("error", "warning"), (count, diagnosis.finding)


@thorough
@given(schedules, logged_steps, st.data())
def test_a_stuck_series_is_flagged_when_it_is_proven_and_not_before(
    schedule: Schedule, steps: np.ndarray, data: st.DataObject
) -> None:
    # Beyond its record a recorded schedule proves nothing (tests/unit/test_late_starts.py).
    assume(schedule.known_until() is None)
    stuck = float(np.float32(schedule.value_at(0)))
    series = series_of(steps, stuck)
    # Under every convention of -1, 0 and +1 expected must have moved: only then it is proven.
    for count in {1, len(series), data.draw(st.integers(1, len(series)))}:
        diagnosis = diagnose_against(prefix_of(series, count), schedule)
        seen = series.steps[:count]
        moved = [moved_at(schedule, seen, stuck, offset) for offset in (-1, 0, 1)]
        if not any(points.any() for points in moved):
            assert diagnosis.severity not in ("error", "warning"), (count, diagnosis.finding)
        if np.logical_and.reduce(moved).any():
            assert diagnosis.severity == "error", (count, diagnosis.finding)


@examples(50)
@given(schedules, st.integers(2, 60), rates)
def test_a_stuck_series_is_flagged_two_points_after_it_moved_for_good(
    schedule: Schedule, interval: int, first: float
) -> None:
    """Where the expected rate moves and stays away, two logged points later every convention has seen it."""
    schedule = Join((Constant(first), schedule), (100,))
    steps = np.arange(0, HORIZON, interval)
    stuck = float(np.float32(first))
    away = moved_at(schedule, np.arange(HORIZON + 2), stuck, 0)
    assume(away[100:].all())
    series = series_of(steps, stuck)
    onset = int(np.argmax(steps >= 100))
    near = range(max(1, onset - 2), min(onset + 6, len(series)) + 1)
    for count in sorted({*near, *range(1, len(series) + 1, 7), len(series)}):
        severity = diagnose_against(prefix_of(series, count), schedule).severity
        if count <= onset - 1:
            assert severity not in ("error", "warning")
        if count >= onset + 2:
            assert severity == "error"


@by_name
@pytest.mark.parametrize("interval", [5, 40])
def test_stuck_by_hand(schedule: Schedule, interval: int) -> None:
    steps = np.arange(0, HORIZON, interval)
    series = series_of(steps, schedule.value_at(0))
    moved = np.flatnonzero(moved_at(schedule, steps, schedule.value_at(0), 0))
    verdicts = [
        diagnose_against(prefix_of(series, count), schedule).finding.verdict for count in range(1, len(series) + 1)
    ]
    flagged = [index for index, verdict in enumerate(verdicts) if verdict == "stuck_at_initial"]
    if not moved.size:
        assert flagged == []
        return
    # From one point on and for good. The convention +1 sees a move one step, so one point, early.
    assert flagged == list(range(flagged[0], len(series)))
    assert moved[0] - 1 <= flagged[0] <= moved[0] + 2


@pytest.mark.parametrize("frozen_at", [60, 120, 205])
def test_frozen_by_hand(frozen_at: int) -> None:
    schedule = Cosine(0.1, 400)
    steps = np.arange(0, HORIZON, 10)
    series = series_of(steps, schedule(np.minimum(steps, frozen_at)))
    for count in range(1, len(series) + 1):
        diagnosis = diagnose_against(prefix_of(series, count), schedule)
        last = int(steps[count - 1])
        if last <= frozen_at:
            assert diagnosis.severity not in ("error", "warning")
        elif last >= frozen_at + 20:
            assert diagnosis.finding.verdict == "frozen"
            assert diagnosis.evidence.onset_step == 10 * (frozen_at // 10 + 1)
