"""What the points do determine is told exactly, and what they do not is no proof of anything."""

from __future__ import annotations

import numpy as np
import pytest

from tb_lrplugin.data.series import IntArray
from tb_lrplugin.diagnosis.engine import diagnose
from tb_lrplugin.diagnosis.model import Diagnosis
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.frameworks.torch.schedule import from_torch_scheduler
from tb_lrplugin.schedules import (
    Constant,
    Cosine,
    CosineCycles,
    CosineRestarts,
    CosineWave,
    Cyclic,
    Exponential,
    InverseSquareRoot,
    InverseTime,
    Join,
    PiecewiseConstant,
    Polynomial,
    Schedule,
)
from tests.support.made_series import diagnose_against, series_of

# As many points as TensorBoard keeps of a long run.
SAMPLE = np.append(np.sort(np.random.default_rng(2).choice(99_999, 999, replace=False)), 99_999)
HALVING = Exponential(1e-4, 33_000, 0.5, staircase=True)


def at_pace(schedule: Schedule, pace: float, steps: IntArray) -> np.ndarray:
    """Evaluate the formula itself between its steps."""
    finer = schedule.scaled(2**20)
    assert finer is not None
    return finer(np.rint(pace * steps * 2**20).astype(np.int64))


def warmed(rate: float, warmup: int, hold: int, decay: int) -> Schedule:
    parts = (Polynomial(0.0, rate, warmup), Constant(rate), Cosine(rate, decay))
    return Join(parts, (warmup, warmup + hold), ("warm-up", "hold", "decay"))


@pytest.mark.parametrize("offset", [-1, 0, 1])
@pytest.mark.parametrize("factor", [8.0, 0.5, 0.37])
@pytest.mark.parametrize("schedule", [Exponential(1e-3, 3000, 0.5), Polynomial(0.1, 0.0, 9000, 0.5), Cosine(0.1, 9000)])
def test_a_factor_is_that_under_the_convention_that_fits_best(schedule: Schedule, factor: float, offset: int) -> None:
    steps = np.arange(0, 6000, 60)
    found = diagnose_against(series_of(steps, factor * schedule(steps + offset)), schedule)
    assert found.finding.verdict == "value_scaled"
    assert found.evidence.value_scale == pytest.approx(factor, rel=1e-6)


@pytest.mark.parametrize("pace", [1.6961879, 0.7312])
def test_a_ramp_that_ends_in_a_hold_tells_the_pace(pace: float) -> None:
    schedule = warmed(5e-6, 4000, 200_000, 50_000)
    found = diagnose_against(series_of(SAMPLE, at_pace(schedule, pace, SAMPLE)), schedule)
    assert found.finding.verdict == "time_scaled"
    assert found.evidence.time_scale == pytest.approx(pace, rel=1e-6)


@pytest.mark.parametrize("every", [50, 40])
def test_means_over_a_stretch_have_the_simple_pace(every: int) -> None:
    """A pace of 2.01 and a displacement would be exact as well, and say nothing that the means could tell."""
    schedule = Join((Polynomial(2e-5, 0.002, 100), InverseSquareRoot(0.00199007, 101)), (100,))
    steps = np.arange(every, 601, every)
    means = schedule(2 * (steps[:, None] - np.arange(every))).mean(axis=1)
    # As ESPnet's reader says it: the middle of the stretch, and the bend in it.
    tolerances = {"relative_tolerance": 0.36 * every / 100 / 4, "absolute_tolerance": 1e-5}
    reading = Reading("espnet", "train", schedule, offset=1 - (every + 1) // 2, **tolerances)
    found = diagnose(series_of(steps, means), [reading])
    assert (found.finding.verdict, found.evidence.time_scale) == ("time_scaled", 2.0)


@pytest.mark.parametrize(("pace", "said"), [(0.9995, "Runs 0.05 % too slow"), (1.0008, "Runs 0.08 % too fast")])
def test_a_pace_beside_1_is_told_in_per_cent(pace: float, said: str) -> None:
    schedule, steps = Cosine(0.1, 50_000), np.arange(0, 50_000, 100)
    found = diagnose_against(series_of(steps, at_pace(schedule, pace, steps)), schedule)
    assert found.finding.headline == said
    assert f"at {pace} times its step" in found.finding.detail


class TestThePaceWithoutASecondNumber:
    def test_comes_first_where_a_schedule_looks_like_itself(self) -> None:
        """Cycles that double are their own fourth part, displaced."""
        cycles, steps = CosineRestarts(0.15, 0.0, 347, 2), np.arange(347, 3471, 347)
        found = diagnose_against(series_of(steps, at_pace(cycles, 1.1230856, steps)), cycles)
        assert found.evidence.time_scale == pytest.approx(1.1230856, rel=1e-6)

    def test_is_found_under_a_convention_that_begins_before_the_guess(self) -> None:
        schedule, steps = InverseTime(1.7e-4, 45, 0.1), np.arange(5, 522, 6)
        found = diagnose_against(series_of(steps, at_pace(schedule, 1.9539363, steps - 1)), schedule)
        assert found.evidence.time_scale == pytest.approx(1.9539363, rel=1e-6)

    def test_is_looked_for_again_where_the_guess_was_far_off(self) -> None:
        ramp, fall = Polynomial(0.0015, 0.0079, 1938), Cosine(0.0079, 320_137)
        schedule, steps = Join((ramp, fall), (1938,)), np.arange(0, 1862, 133)
        found = diagnose_against(series_of(steps, at_pace(schedule, 1.6441895, steps)), schedule)
        assert found.evidence.time_scale == pytest.approx(1.6441895, rel=1e-6)


class TestTheLastLegIsAsConfigured:
    """The configuration beside a run is mostly that of its last leg."""

    def said(self, schedule: Schedule, steps: IntArray, at: int, pace: float) -> Diagnosis:
        rates = np.where(steps >= at, schedule(steps), at_pace(schedule, pace, steps))
        return diagnose_against(series_of(steps, rates), schedule)

    @pytest.mark.parametrize(
        ("schedule", "at", "pace", "said"),
        [
            (warmed(0.2, 200, 1200, 700), 500, 4.5254, "The total was raised from 464 to 2,100 steps at step 500"),
            (Cosine(0.03, 900), 940, 0.58851, "The total was lowered from 1,529 to 900 steps at step 940"),
            (
                Exponential(3e-6, 1200, 0.9, staircase=True),
                600,
                5.0,
                "5 times the pace up to step 580, since then as asked for",
            ),
        ],
        ids=["on its hold", "at its end", "on its first stair"],
    )
    def test_where_it_stands(self, schedule: Schedule, at: int, pace: float, said: str) -> None:
        found = self.said(schedule, np.arange(0, 1000, 20), at, pace)
        assert (found.finding.verdict, found.finding.headline) == ("resumed_elsewhere", said)

    def test_where_two_points_are_left(self) -> None:
        found = self.said(Cosine(0.1, 3000), np.arange(0, 1000, 100), 800, 0.621077)
        assert found.finding.headline == "The total was lowered from 4,830 to 3,000 steps at step 800"
        assert self.said(Cosine(0.1, 3000), np.arange(0, 1000, 100), 900, 0.621077).finding.verdict == "off_schedule"

    def test_behind_cycles(self) -> None:
        found = self.said(CosineRestarts(4e-4, 0.0, 850), np.arange(5100), 3037, 0.748113)
        assert found.finding.headline == "0.7481 times the pace up to step 3,036, since then as asked for"

    @pytest.mark.parametrize(("length", "pace"), [(300, 0.3), (700, 0.56)])
    def test_after_a_pace_and_not_after_restarts(self, length: int, pace: float) -> None:
        """Which would explain as much, stair by stair, and end by themselves."""
        stairs = Exponential(0.0012, length, 0.5, staircase=True)
        found = self.said(stairs, np.arange(0, 4000, 10), 2270, pace)
        assert found.finding.headline.endswith("times the pace up to step 2,260, since then as asked for")

    def test_behind_many_stairs(self) -> None:
        """The last of which lie near 0, but one is half of the other all the same."""
        found = self.said(HALVING, SAMPLE, 72_000, 5.57473)
        assert found.finding.verdict == "resumed_elsewhere"
        assert found.evidence.boundary_steps == (int(SAMPLE[SAMPLE >= 72_000][0]),)
        steep = Exponential(1.4e-3, 13_200, 0.1, staircase=True)
        found = self.said(steep, SAMPLE, 45_425, 1.62904)
        assert found.evidence.boundary_steps == (int(SAMPLE[SAMPLE >= 45_425][0]),)


def test_a_restart_on_a_plateau_is_told_by_the_decay_behind_it() -> None:
    schedule = Join((Constant(5e-5), Cosine(5e-5, 13_500)), (36_800,))
    begins = np.where(SAMPLE >= 73_556, 73_556, np.where(SAMPLE >= 12_684, 12_684, 0))
    found = diagnose_against(series_of(SAMPLE, schedule(SAMPLE - begins)), schedule)
    assert found.finding.verdict == "restarted"
    widest = int(np.diff(SAMPLE).max())
    assert found.evidence.restart_steps == (pytest.approx(12_684, abs=widest), pytest.approx(73_556, abs=widest))


def test_a_restart_between_stairs_is_told_by_the_next_stair() -> None:
    stairs = PiecewiseConstant((36_126, 48_664, 53_238), (4.7e-4, 2.35e-4, 1.17e-4, 5.8e-5))
    begins = np.where(SAMPLE >= 50_184, 50_184, np.where(SAMPLE >= 8762, 8762, 0))
    found = diagnose_against(series_of(SAMPLE, stairs(SAMPLE - begins)), stairs)
    widest = int(np.diff(SAMPLE).max())
    assert found.evidence.restart_steps == (pytest.approx(8762, abs=4 * widest), pytest.approx(50_184, abs=widest))


def test_a_sample_that_begins_late_by_chance_is_no_resumed_run() -> None:
    usual = np.median(np.diff(SAMPLE))
    cycles, steps = CosineRestarts(1.5e-4, 1.5e-6, 621, 2), SAMPLE[usual < SAMPLE]
    found = diagnose_against(series_of(steps, cycles(steps - int(steps[0]) + 30)), cycles)
    assert found.finding.verdict == "shifted"


def test_what_agrees_under_the_best_convention_proves_no_pace_under_another() -> None:
    warm = Join((Polynomial(0.0, 0.57, 331), CosineCycles(0.57, 17_161, 5)), (331,))
    steps = np.arange(0, 160_000, 17_366)
    found = diagnose_against(series_of(steps, warm(np.where(steps == 17_366, 17_360, steps))), warm)
    assert found.finding.verdict == "resumed_elsewhere"
    assert found.finding.headline.startswith("Leaves the schedule for 1 point")


class TestARateThatStands:
    def test_behind_the_first_point_which_alone_tells_the_convention(self) -> None:
        given = {"max_lr": 5.9e-4, "total_steps": 1210, "pct_start": 0.1, "div_factor": 10.0}
        schedule = from_torch_scheduler("OneCycleLR", given, 5.9e-4)
        assert schedule is not None
        steps = np.arange(0, 2000, 207)
        found = diagnose_against(series_of(steps, schedule(np.minimum(steps + 1, 120))), schedule)
        assert found.finding.verdict == "frozen"
        assert found.evidence.step_offset == 1

    schedule = Join(
        (Polynomial(3e-7, 1.67e-5, 600), PiecewiseConstant((2400, 12_000), (1.67e-5, 7.3e-6, 2.22025e-6))), (600,)
    )

    def test_at_a_rate_between_two_steps_of_the_ramp_was_never_computed(self) -> None:
        """It is the last rate, at which a schedule arrives that runs 64 times too fast."""
        steps = np.arange(0, 18_000, 360)
        found = diagnose_against(series_of(steps, self.schedule(64 * steps)), self.schedule)
        assert found.finding.verdict == "time_scaled"

    def test_is_set_beside_a_due_rate_that_differs(self) -> None:
        hump = Join((Polynomial(0.01, 0.1, 500), Polynomial(0.1, 0.011, 490)), (500,))
        steps = np.arange(0, 1000, 10)
        found = diagnose_against(series_of(steps, hump(np.minimum(steps, 10))), hump)
        assert found.finding.headline == "Frozen since step 10: 0.0118 where 0.1 is due at step 500"


def test_what_runs_at_another_pace_from_a_phase_on_is_not_displaced_there() -> None:
    """Then no sentence of the decay alone holds for every point."""
    schedule = Join(
        (Polynomial(6e-5, 3.4e-4, 143), PiecewiseConstant((573, 1275), (3.4e-4, 1.8e-4, 9e-5))),
        (143,),
        ("warm-up", "decay"),
    )
    steps = np.arange(0, 2400, 157)
    rates = schedule(np.where(steps >= 611, 611 + (steps - 611) // 2, steps))
    assert diagnose_against(series_of(steps, rates), schedule).finding.verdict != "time_scaled"


def test_what_was_lost_at_one_place_was_set_back_and_not_skipped() -> None:
    cycles, steps = CosineRestarts(0.0068, 0.0, 65), np.arange(9, 650, 10)
    # Six cycles take 390 steps.
    found = diagnose_against(series_of(steps, cycles(np.where(steps >= 397, steps - 397, steps))), cycles)
    assert (found.finding.verdict, found.evidence.restart_steps) == ("restarted", (399,))


def test_a_beat_is_told_by_more_than_one_restart() -> None:
    schedule = Join((Polynomial(0.0, 1e-4, 108), Constant(1e-4)), (108,))
    steps = np.arange(181, 2000, 182)
    found = diagnose_against(series_of(steps, schedule(np.where(steps >= 834, steps - 834, steps))), schedule)
    assert len(found.evidence.restart_steps) < 2


def test_restarts_of_single_points_show_nothing_where_the_schedule_swings_faster_than_the_log() -> None:
    schedule, steps = Cyclic(0.23, 0.82, 257, 128, 1.0, 0.9993), np.arange(184, 1842, 184)
    found = diagnose_against(series_of(steps, schedule(steps - 397)), schedule)
    assert (found.finding.verdict, found.evidence.restart_steps) == ("off_schedule", ())


@pytest.mark.parametrize("strategy", ["cos", "linear"])
def test_a_cycle_of_three_phases_has_a_warm_up(strategy: str) -> None:
    given = {"max_lr": 0.1, "total_steps": 1000, "anneal_strategy": strategy, "three_phase": True}
    schedule = from_torch_scheduler("OneCycleLR", given, 0.1)
    assert schedule is not None
    steps = np.arange(0, 1000, 20)
    found = diagnose_against(series_of(steps, schedule(np.maximum(steps, 299))), schedule)
    assert (found.finding.verdict, found.evidence.variant) == ("variant", "no_warmup")


@pytest.mark.parametrize(
    ("steps", "said"),
    [(2000, ", rising again from step 1,000 on."), (1000, "over 1,000 steps."), (300, "over 1,000 steps.")],
)
def test_a_wave_that_the_run_outlasts_rises_again(steps: int, said: str) -> None:
    wave, x = CosineWave(0.1, 0.0, 1000), np.arange(0, steps + 1, 20)
    detail = diagnose_against(series_of(x, 0.5 * wave(x)), wave, steps).finding.detail
    assert f"cosine from 0.1 to 0 over 1,000 steps{said.removeprefix('over 1,000 steps')}" in detail
