"""Two faults at once: restarts at another pace, and a rate that is scaled together with the steps."""

from __future__ import annotations

import numpy as np
import pytest

from tb_lrplugin.schedules import Constant, Cosine, Exponential, Join, PiecewiseConstant, Polynomial, Schedule
from tests.support.made_series import diagnose_against, series_of

STEPS = np.arange(0, 2000, 20)
WARMED = Join((Polynomial(0.0, 0.1, 100), PiecewiseConstant((700, 1300), (0.1, 0.01, 0.001))), (100,))


@pytest.mark.parametrize("schedule", [Cosine(0.1, 3000), Polynomial(0.1, 0.0, 3000), Exponential(0.1, 90, 0.8, True)])
@pytest.mark.parametrize(("every", "resumed"), [(2, (900,)), (4, (1230,)), (2, (700, 1400))])
def test_a_slow_schedule_that_was_restarted(schedule: Schedule, every: int, resumed: tuple[int, ...]) -> None:
    begins = np.array([0, *resumed])[np.searchsorted(resumed, STEPS, side="right")]
    found = diagnose_against(series_of(STEPS, schedule((STEPS - begins) // every)), schedule)
    assert found.finding.verdict == "restarted"
    assert found.evidence.time_scale == pytest.approx(1 / every, rel=1e-3)
    assert found.evidence.restart_steps == tuple(pytest.approx(step, abs=20) for step in resumed)
    assert found.finding.headline.startswith(f"Runs {every} times too slow, and restarted at step ")


def test_a_fast_one() -> None:
    schedule, begins = Cosine(0.1, 9000), np.where(STEPS >= 1500, 1500, 0)
    found = diagnose_against(series_of(STEPS, schedule(4 * (STEPS - begins))), schedule)
    assert (found.finding.verdict, found.evidence.time_scale) == ("restarted", 4.0)
    assert found.finding.headline.startswith("Runs 4 times too fast, and restarted at step 1,500")


@pytest.mark.parametrize("factor", [2, 4, 8])
@pytest.mark.parametrize(
    "schedule", [WARMED, Join((Polynomial(0.0, 0.1, 200), Cosine(0.1, 4000)), (200,))], ids=["steps", "cosine"]
)
def test_workers_scale_the_rate_and_the_steps(schedule: Schedule, factor: int) -> None:
    """As detectron2 does for another number of workers than the configuration is for."""
    steps = np.arange(0, 2000, 2)
    found = diagnose_against(series_of(steps, factor * schedule(factor * steps)), schedule)
    assert found.finding.verdict == "time_scaled"
    assert found.evidence.time_scale == pytest.approx(factor, rel=1e-6)
    assert found.evidence.value_scale == pytest.approx(factor, rel=1e-6)
    assert found.finding.headline == f"Runs {factor} times too fast, at {factor} times the rate"
    assert f"is {factor} times the schedule's rate at {factor} times its step" in found.finding.detail
    assert "scaled together" in found.finding.causes[0]


def test_two_numbers_need_points_that_move() -> None:
    schedule = Join((Constant(0.1), Constant(0.01)), (700,))
    steps = np.arange(0, 1000, 50)
    assert diagnose_against(series_of(steps, 2 * schedule(2 * steps)), schedule).finding.verdict == "off_schedule"
