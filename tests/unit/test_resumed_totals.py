"""Resumes that change the total, or begin the schedule again from the rate that was left behind."""

from __future__ import annotations

import numpy as np
import pytest

from tb_lrplugin.diagnosis.engine import diagnose
from tb_lrplugin.diagnosis.model import Diagnosis
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.schedules import Constant, Cosine, Exponential, Join, Polynomial, Schedule
from tests.support.made_series import series_of

RATE = 3e-4
DECAYS = {"linear": lambda total: Polynomial(RATE, 0.0, total), "cosine": lambda total: Cosine(RATE, total)}


def with_warmup(decay: str, total: int, warmup: int) -> Schedule:
    make = DECAYS[decay]
    if not warmup:
        return make(total)
    return Join((Polynomial(0.0, RATE, warmup), make(total - warmup)), (warmup,))


def logged(legs: list[tuple[Schedule, int, int]], every: int) -> tuple[np.ndarray, np.ndarray]:
    """Log legs of a schedule each, from one step up to another."""
    steps = [np.arange(begin, end, every) for _, begin, end in legs]
    return np.concatenate(steps), np.concatenate([leg[0](part) for leg, part in zip(legs, steps, strict=True)])


def diagnosed(steps: np.ndarray, rates: np.ndarray, schedule: Schedule, total: int | None) -> Diagnosis:
    reading = Reading(kind="schedule_file", where="lr_schedule.pbtxt", schedule=schedule, total_steps=total)
    return diagnose(series_of(steps, rates), [reading])


@pytest.mark.parametrize("decay", DECAYS)
@pytest.mark.parametrize(("before", "after"), [(20_000, 100_000), (30_000, 47_000), (12_345, 14_000), (60_000, 50_000)])
# With a warm-up and without one, each under either configuration.
@pytest.mark.parametrize(
    ("share", "warmup", "configured"),
    [(0.5, 0, "last"), (0.5, 500, "first"), (0.99, 0, "first"), (0.99, 500, "last")],
)
def test_another_total(decay: str, warmup: int, before: int, after: int, share: float, configured: str) -> None:
    resumed = int(share * min(before, after)) // 100 * 100
    one, other = with_warmup(decay, before, warmup), with_warmup(decay, after, warmup)
    end = min(after, resumed + before)
    steps, rates = logged([(one, 100, resumed), (other, resumed, end)], 100)
    schedule, total = (other, after) if configured == "last" else (one, before)
    # The rate itself may be all that tells the total.
    found = diagnosed(steps, rates, schedule, total if warmup else None).finding
    assert found.verdict in ("resumed_elsewhere", "time_scaled")
    if share == 0.5:
        way = "raised" if after > before else "lowered"
        assert found.headline == f"The total was {way} from {before:,} to {after:,} steps at step {resumed:,}"


@pytest.mark.parametrize("decay", DECAYS)
@pytest.mark.parametrize("configured", ["last", "first"])
def test_a_total_that_was_changed_twice(decay: str, configured: str) -> None:
    totals = (10_000, 20_000, 15_000)
    legs = [DECAYS[decay](total) for total in totals]
    steps, rates = logged([(legs[0], 100, 5000), (legs[1], 5000, 9000), (legs[2], 9000, 15_000)], 100)
    finding = diagnosed(steps, rates, legs[-1 if configured == "last" else 0], None).finding
    assert finding.verdict == "resumed_elsewhere"
    assert finding.boundary_steps == (5000, 9000)
    told = "The total was raised from 10,000 to 20,000 steps at step 5,000 and lowered to 15,000 steps at step 9,000"
    assert finding.headline == told


@pytest.mark.parametrize(
    "schedule",
    [
        Exponential(0.1, 700, 0.5, staircase=True),
        Exponential(0.1, 900, 0.8),
        Cosine(0.1, 20_000),
        Polynomial(0.1, 0.0, 15_000),
    ],
)
@pytest.mark.parametrize("resumed", [[3000], [2000, 5050]])
def test_a_restart_from_the_rate_left_behind(schedule: Schedule, resumed: list[int]) -> None:
    scale, begin = 1.0, 0
    steps, rates = [], []
    for end in [*resumed, 9000]:
        part = np.arange(begin, end, 50)
        steps.append(part)
        rates.append(scale * schedule(part - begin))
        scale *= schedule.value_at(end - begin) / schedule.value_at(0)
        begin = end
    found = diagnosed(np.concatenate(steps), np.concatenate(rates), schedule, None)
    # An exponential that goes on from where it was is not restarted at all.
    if isinstance(schedule, Exponential) and not schedule.staircase:
        assert found.finding.verdict == "on_schedule"
        return
    assert found.finding.verdict == "restarted"
    for step, expected in zip(found.evidence.restart_steps, resumed, strict=True):
        assert abs(step - expected) <= 50
    assert "from the rate that was left behind" in found.finding.detail
    assert "takes the rate that it finds there" in found.finding.causes[0]


@pytest.mark.parametrize("schedule", [Cosine(0.1, 20_000), Polynomial(0.1, 0.0, 15_000)])
def test_the_rate_left_behind_may_be_that_of_the_step_before(schedule: Schedule) -> None:
    """It was saved after the update and before the scheduler counted it."""
    steps = np.arange(700)
    scale = schedule.value_at(349) / schedule.value_at(0)
    rates = np.where(steps < 350, schedule(steps), scale * schedule(steps - 350))
    found = diagnosed(steps, rates, schedule, None)
    assert found.finding.verdict == "restarted"
    assert found.evidence.restart_steps == (pytest.approx(350, abs=1),)
    assert found.evidence.value_scale == pytest.approx(scale, rel=1e-5)


@pytest.mark.parametrize("decay", DECAYS)
@pytest.mark.parametrize(("before", "after"), [(5_000, 15_000), (8_000, 5_000)])
@pytest.mark.parametrize("configured", ["last", "first"])
def test_another_total_under_a_warm_up_that_is_a_share_of_it(
    decay: str, before: int, after: int, configured: str
) -> None:
    one, other = with_warmup(decay, before, before // 10), with_warmup(decay, after, after // 10)
    steps, rates = logged([(one, 50, 3000), (other, 3000, 4900)], 50)
    schedule, total = (other, after) if configured == "last" else (one, before)
    found = diagnosed(steps, rates, schedule, total).finding
    way = "raised" if after > before else "lowered"
    assert found.headline == f"The total was {way} from {before:,} to {after:,} steps at step 3,000"


def test_a_plain_restart_is_no_restart_from_a_rate_left_behind() -> None:
    schedule = Cosine(0.1, 10_000)
    steps, rates = logged([(schedule, 0, 4000)], 50)
    again = np.arange(4000, 8000, 50)
    found = diagnosed(np.concatenate([steps, again]), np.concatenate([rates, schedule(again - 4000)]), schedule, None)
    assert found.finding.verdict == "restarted"
    assert "left behind" not in found.finding.detail


def test_a_run_that_follows_no_total_keeps_its_verdict() -> None:
    schedule = Polynomial(RATE, 0.0, 10_000)
    steps = np.arange(100, 10_000, 100)
    rates = np.where(steps < 5000, Exponential(RATE, 1000, 0.7)(steps), schedule(steps))
    assert "total" not in diagnosed(steps, rates, schedule, 10_000).finding.headline
    assert diagnosed(steps, schedule(steps), Constant(RATE), None).severity != "ok"


RESUMED = np.arange(610, 1300, 10)


@pytest.mark.parametrize("ahead", [600, 605, 610])
def test_a_position_that_was_counted_twice(ahead: int) -> None:
    schedule, before = Cosine(1e-3, 2000), np.arange(10, 601, 10)
    # In a directory of its own, and in that of the leg before.
    alone = diagnosed(RESUMED, schedule(RESUMED + ahead), schedule, 2000).finding
    assert alone.verdict == "shifted"
    both = np.concatenate([schedule(before), schedule(RESUMED + ahead)])
    later = diagnosed(np.concatenate([before, RESUMED]), both, schedule, 2000).finding
    assert later.verdict == "resumed_elsewhere"
    assert all("counted twice" in found.causes[0] for found in (alone, later))


@pytest.mark.parametrize("ahead", [50, 300, 900])
def test_another_displacement_was_not_counted_twice(ahead: int) -> None:
    schedule = Cosine(1e-3, 4000)
    found = diagnosed(RESUMED, schedule(RESUMED + ahead), schedule, 4000).finding
    assert not any("counted twice" in cause for cause in found.causes)


@pytest.mark.parametrize("rate", [0.0, 1e-3])
@pytest.mark.parametrize("count", [9, 60])
def test_a_single_point_at_the_begin_of_a_resumed_run_is_no_other_schedule(rate: float, count: int) -> None:
    schedule = Cosine(1e-3, 2000)
    rates = schedule(RESUMED[:count]).copy()
    rates[0] = rate
    found = diagnosed(RESUMED[:count], rates, schedule, 2000).finding
    assert found.headline == "Leaves the schedule for 1 point at step 610"
    assert "before its state is loaded" in found.causes[0]


def test_a_first_leg_that_went_elsewhere_is_told_as_past() -> None:
    half, steps = Exponential(RATE, 700, 0.5), np.arange(0, 4000, 50)
    found = diagnosed(steps, np.where(steps < 2000, half(steps), half(steps // 2)), Exponential(RATE, 1400, 0.5), None)
    assert found.finding.headline == "2 times the pace up to step 1,950, since then as asked for"
