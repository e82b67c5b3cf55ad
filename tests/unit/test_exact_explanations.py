"""The explanation that is exact wins, with its number as it is."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tb_lrplugin.data.series import FloatArray, IntArray, Series
from tb_lrplugin.diagnosis.comparing.rates import Rates
from tb_lrplugin.diagnosis.engine import diagnose
from tb_lrplugin.diagnosis.model import Diagnosis
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.schedules import (
    Cosine,
    CosineCycles,
    Cyclic,
    Exponential,
    Floor,
    Held,
    Join,
    PiecewiseConstant,
    Polynomial,
    Schedule,
    Shift,
    cosine_decay_with_warmup,
)

LINEAR = Polynomial(1e-4, 0.0, 300)


def said(steps: IntArray, values: FloatArray, schedule: Schedule, **known: Any) -> Diagnosis:
    """Diagnose float32 rates."""
    series = Series.from_points("run", "lr", steps, values.astype(np.float32).astype(np.float64), 0.5 * steps)
    return diagnose(series, [Reading("made", "made", schedule, **known)])


class TestSkippedUpdates:
    @pytest.mark.parametrize("skipped", [1, 2, 3, 5, 16])
    @pytest.mark.parametrize(
        "schedule", [LINEAR, cosine_decay_with_warmup(1e-4, 300, 0.0, 30)], ids=["linear", "cosine"]
    )
    def test_one_displacement_is_exact(self, skipped: int, schedule: Schedule) -> None:
        steps = np.arange(10, 301, 10)
        diagnosis = said(steps, schedule(steps - skipped - 1), schedule, offset=-1, loss_scaling="fp16=True")
        assert diagnosis.finding.verdict == "shifted"
        assert diagnosis.evidence.step_offset == -skipped - 1
        assert "fp16=True" in diagnosis.finding.causes[0]
        assert ("1 update was" if skipped == 1 else f"{skipped} updates were") in diagnosis.finding.causes[0]
        assert "harmless" in (diagnosis.finding.fix or "")

    def test_one_after_the_other(self) -> None:
        steps = np.arange(1, 301)
        lost = 2 + (steps >= 120) + (steps >= 200)
        diagnosis = said(steps, LINEAR(steps - lost), LINEAR)
        assert diagnosis.finding.verdict == "shifted"
        assert diagnosis.evidence.step_offset == -4
        assert diagnosis.evidence.boundary_steps == (120, 200)
        assert "some steps earlier, 2 at first, 3 from step 120 on, 4 from step 200 on:" in diagnosis.finding.detail
        assert "skipped" in diagnosis.finding.causes[0]

    def test_many_times_are_told_shortly(self) -> None:
        steps = np.arange(1, 3001)
        schedule = Polynomial(1e-4, 0.0, 3000)
        lost = np.searchsorted([100, 480, 720, 1500, 1603, 2400, 2807], steps, side="right")
        diagnosis = said(steps, schedule(steps - lost), schedule)
        assert diagnosis.evidence.step_offset == -7
        assert (
            "none at first, 1 from step 100 on, 2 from step 480 on, 3 from step 720 on, and so on 3 more times, 7 from"
            in diagnosis.finding.detail
        )

    @pytest.mark.parametrize(("behind", "is_skipped"), [(4, True), (20, False)])
    def test_a_run_that_goes_on_has_found_its_scale_before(self, behind: int, is_skipped: bool) -> None:
        steps = np.arange(60, 301, 10)
        diagnosis = said(steps, LINEAR(steps - behind), LINEAR)
        assert diagnosis.evidence.step_offset == -behind
        assert ("harmless" in (diagnosis.finding.fix or "")) is is_skipped
        assert any("skipped" in cause for cause in diagnosis.finding.causes[:1]) is is_skipped

    def test_within_the_conventions_nothing_is_wrong(self) -> None:
        steps = np.arange(1, 301)
        assert said(steps, LINEAR(steps - (steps >= 120)), LINEAR).finding.verdict == "on_schedule"

    def test_a_slow_schedule_is_not_retold_skip_by_skip(self) -> None:
        steps = np.arange(1, 301)
        diagnosis = said(steps, LINEAR(np.floor(0.95 * steps).astype(np.int64)), LINEAR)
        assert diagnosis.finding.verdict == "time_scaled"
        assert diagnosis.evidence.time_scale == pytest.approx(0.95, rel=1e-3)

    def test_a_step_set_back_far_is_no_matter_of_skips(self) -> None:
        steps = np.arange(1, 301)
        diagnosis = said(steps, LINEAR(np.where(steps < 150, steps, steps - 40)), LINEAR)
        assert diagnosis.finding.verdict == "resumed_elsewhere"
        assert not any("skipped" in cause for cause in diagnosis.finding.causes)

    def test_as_many_as_the_warm_up_has_steps_are_the_warm_up(self) -> None:
        schedule = cosine_decay_with_warmup(1e-4, 300, 0.0, 30)
        steps = np.arange(1, 301)
        assert "warm-up" in said(steps, schedule(steps - 30), schedule).finding.causes[0]


class TestPace:
    @pytest.mark.parametrize("count", [8, 20, 60])
    @pytest.mark.parametrize("pace", [0.3, 1.4, 1 / 3, 0.7318437, 2.37, 0.96, 0.5])
    @pytest.mark.parametrize(
        "shape",
        [
            lambda n: Cosine(0.1, n),
            lambda n: Polynomial(0.1, 0.0, n),
            lambda n: Exponential(0.1, n, 0.1),
            lambda n: Polynomial(0.1, 0.001, n, 2.0),
            lambda n: cosine_decay_with_warmup(0.1, n, 0.0, max(n // 5, 2)),
        ],
        ids=["cosine", "linear", "exponential", "polynomial", "warm-up"],
    )
    def test_short_series_tell_it_as_it_is(self, count: int, pace: float, shape: Any) -> None:
        schedule, steps = shape(count), np.arange(count)
        diagnosis = said(steps, Rates(schedule).within(pace * steps), schedule)
        assert diagnosis.finding.verdict == "time_scaled"
        assert diagnosis.evidence.time_scale == pytest.approx(pace, rel=1e-6)
        assert "Every logged point is the schedule's rate at" in diagnosis.finding.detail

    @pytest.mark.parametrize("cycles", [2.0, 3.0, 10.0, 20.0])
    @pytest.mark.parametrize("warmup", [0, 40])
    @pytest.mark.parametrize("pace", [0.25, 0.3, 0.7318437, 2.0])
    def test_slow_and_fast_with_restarts(self, cycles: float, warmup: int, pace: float) -> None:
        decay = CosineCycles(4e-7, 400 - warmup, cycles)
        ramp = Polynomial(0.0, 4e-7, max(warmup, 1))
        schedule = Join((ramp, decay), (warmup,), ("warm-up", "decay")) if warmup else decay
        steps = np.arange(401)
        diagnosis = said(steps, Rates(schedule).within(pace * steps), schedule)
        assert diagnosis.finding.verdict == "time_scaled"
        assert diagnosis.evidence.time_scale == pytest.approx(pace, rel=1e-6)

    def test_one_cycle_of_two_is_the_accumulation_where_that_is_two(self) -> None:
        """Half the pace and no cycles are one curve; a setting of the run tells them apart."""
        schedule, steps = CosineCycles(4e-7, 400, 2.0), np.arange(400)
        rates = Rates(schedule).within(0.5 * steps)
        assert said(steps, rates, schedule).finding.verdict == "variant"
        diagnosis = said(steps, rates, schedule, numbers=(("gradient_accumulation_steps", 2.0),))
        assert diagnosis.finding.verdict == "time_scaled"
        assert diagnosis.finding.causes[0].startswith("gradient_accumulation_steps is 2: the schedule's total")

    def test_what_needs_a_step_of_grace_says_so(self) -> None:
        schedule = cosine_decay_with_warmup(0.1, 1000, 0.0, 100)
        steps = np.arange(0, 1000)
        jitter = np.random.default_rng(5).integers(0, 3, len(steps))
        detail = said(steps, schedule(3 * steps + jitter), schedule).finding.detail
        assert "follows the schedule at 3 times its step, to within one step" in detail


class TestOnePhase:
    @pytest.mark.parametrize(
        "schedule",
        [
            Cyclic(0.01, 0.1, 50, 50),
            CosineCycles(0.1, 4000, 40.0),
            Join((Polynomial(0, 0.1, 10), Cyclic(0.1, 0.2, 40, 60)), (10,)),
        ],
        ids=["triangles", "restarts", "after a warm-up"],
    )
    @pytest.mark.parametrize("times", [1, 3])
    def test_points_at_one_phase_are_aliased(self, schedule: Schedule, times: int) -> None:
        """A rate that stands still would look the same, so nothing is green, and the words say why."""
        steps = np.arange(110, 3900, 100 * times)
        finding = said(steps, schedule(steps), schedule).finding
        assert finding.verdict == "flat_by_design"
        assert finding.headline.startswith("Looks flat at ")
        assert "aliasing" in finding.headline
        assert "a cycle in about 100 steps" in finding.detail
        assert f"one point is logged every {100 * times} steps" in finding.detail

    def test_points_at_several_phases_are_on_schedule(self) -> None:
        steps = np.arange(110, 3900, 70)
        assert said(steps, Cyclic(0.01, 0.1, 50, 50)(steps), Cyclic(0.01, 0.1, 50, 50)).finding.verdict == "on_schedule"

    def test_before_the_first_drop_nothing_is_aliased(self) -> None:
        steps = np.arange(0, 900, 100)
        schedule = Exponential(0.1, 1000, 0.5, staircase=True)
        assert said(steps, schedule(steps), schedule).finding.verdict == "flat_by_design"


@pytest.mark.parametrize(
    "schedule",
    [
        Floor(Cosine(0.1, 40), 0.02),
        Shift(Polynomial(0.1, 0.0, 40), 5),
        Held(Polynomial(0.1, 0.0, 10), 4),
        PiecewiseConstant((10, 30), (0.1, 0.05, 0.01)),
        Cyclic(0.01, 0.1, 5, 8, step_factor=0.99),
        CosineCycles(0.1, 40, 3.0),
    ],
    ids=lambda schedule: type(schedule).__name__,
)
def test_a_schedule_over_finer_steps_is_itself_at_whole_ones(schedule: Schedule) -> None:
    finer = schedule.scaled(64)
    assert finer is not None
    steps = np.arange(60)
    assert finer(64 * steps) == pytest.approx(schedule(steps), rel=1e-12, abs=1e-15)
