"""Time until the next change, from the pace of the last points."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tb_lrplugin.data.series import Series
from tb_lrplugin.diagnosis.comparing.next_change import next_change, seconds_per_step
from tb_lrplugin.schedules import Exponential

STAIRS = Exponential(0.1, 1000, 0.5, staircase=True)
STEPS = np.arange(0, 300, 10)


def series_at(wall_times: np.ndarray, steps: np.ndarray = STEPS) -> Series:
    return Series.from_points("train", "lr", steps, np.full(len(steps), 0.1), wall_times)


def test_an_even_pace_gives_the_time_left() -> None:
    change = next_change(series_at(100.0 + 0.5 * STEPS), STAIRS, 0)
    assert change is not None
    assert (change.step, change.value) == (1000, 0.05)
    assert change.eta_seconds == pytest.approx(0.5 * (1000 - 290))


@pytest.mark.parametrize("pause", [3600.0, 86_400.0])
def test_a_pause_between_two_points_does_not_count(pause: float) -> None:
    times = 0.5 * STEPS + np.where(STEPS >= 250, pause, 0.0)
    assert seconds_per_step(series_at(times)) == pytest.approx(0.5)


def test_a_checkpoint_every_few_points_does_not_count() -> None:
    times = 0.5 * STEPS + 60.0 * (STEPS // 50)
    assert seconds_per_step(series_at(times)) == pytest.approx(0.5)


def test_a_resume_from_an_older_step_on_a_faster_machine_counts_as_the_machine_of_today() -> None:
    times = np.where(STEPS < 80, 2.0 * STEPS, 100_000.0 + 0.25 * STEPS)
    assert seconds_per_step(series_at(times)) == pytest.approx(0.25)


def test_a_clock_that_was_set_back_once_does_not_matter() -> None:
    times = 0.5 * STEPS - np.where(STEPS >= 250, 3600.0, 0.0)
    assert seconds_per_step(series_at(times)) == pytest.approx(0.5)


def test_points_written_together_have_the_pace_of_all_of_them() -> None:
    times = 100.0 * (STEPS // 100)
    assert seconds_per_step(series_at(times)) == pytest.approx(100 / 190)


def test_points_of_a_sample_are_any_number_of_steps_apart() -> None:
    steps = np.sort(np.random.default_rng(3).choice(10_000, 200, replace=False))
    assert seconds_per_step(series_at(0.02 * steps, steps)) == pytest.approx(0.02)


@given(st.lists(st.tuples(st.integers(1, 10**6), st.floats(-1e9, 1e9) | st.just(math.nan)), min_size=2, max_size=25))
def test_the_pace_is_the_median_to_the_last_digit(moves: list[tuple[int, float]]) -> None:
    steps, times = (np.cumsum(column) for column in zip(*moves, strict=True))
    expected = float(np.median(np.diff(times[-20:]) / np.diff(steps[-20:])))
    pace = seconds_per_step(series_at(times, steps))
    assert pace == expected if expected > 0 else (pace is None or expected == 0)


@pytest.mark.parametrize(
    "times", [np.zeros(30), np.full(30, np.nan), -1.0 * STEPS, np.full(30, 1e300)], ids=["one", "nan", "back", "huge"]
)
def test_where_the_pace_cannot_be_told_there_is_no_time(times: np.ndarray) -> None:
    change = next_change(series_at(times), STAIRS, 0)
    assert change is not None
    assert change.eta_seconds is None


def test_one_point_has_no_pace() -> None:
    assert seconds_per_step(series_at(np.array([5.0]), np.array([7]))) is None


@pytest.mark.parametrize(("planned", "is_beyond"), [(None, False), (999, True), (1000, False), (5000, False)])
def test_a_change_may_lie_beyond_the_planned_end(planned: int | None, is_beyond: bool) -> None:
    change = next_change(series_at(0.5 * STEPS), STAIRS, 0, planned)
    assert change is not None
    assert change.beyond_planned_end is is_beyond
