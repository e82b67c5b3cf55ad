"""Verdicts of series that do something else than their configuration asks for."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tb_lrplugin.diagnosis.engine import diagnose
from tb_lrplugin.diagnosis.model import Diagnosis
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.schedules import (
    Constant,
    Cosine,
    Exponential,
    Join,
    PiecewiseConstant,
    Polynomial,
    Schedule,
    cosine_decay_with_warmup,
    exponential_decay_with_burnin,
)
from tests.support.made_series import diagnose_against, healthy_series, series_of

STEPS = range(0, 401, 10)
STAIRS = exponential_decay_with_burnin(0.01, 60, 0.8)
BURNIN = exponential_decay_with_burnin(0.01, 60, 0.5, 0.002, 40, 0.0004)
COSINE = cosine_decay_with_warmup(0.02, 300, 0.002, 50, 50)
RAMP_FROM_ZERO = Join((Polynomial(0.0, 0.1, 50), Cosine(0.1, 350)), (50,), ("warm-up", "decay"))


def onset(diagnosis: Diagnosis) -> tuple[int | None, float | None, float | None]:
    evidence = diagnosis.evidence
    return evidence.onset_step, evidence.onset_logged, evidence.onset_expected


class TestStuckAtInitial:
    """The second founding question."""

    @pytest.mark.parametrize(
        ("schedule", "value", "phase", "name", "step"),
        [
            (STAIRS, 0.01, "initial", "initial rate", 70),
            (BURNIN, 0.002, "burn-in", "burn-in rate", 50),
            (COSINE, 0.002, "warm-up", "warm-up's first rate", 10),
            (RAMP_FROM_ZERO, 0.0, "warm-up", "warm-up's first rate", 10),
            (Cosine(0.1, 400), 0.1, "initial", "initial rate", 10),
        ],
        ids=["staircase", "burn-in", "warm-up", "warm-up from zero", "cosine"],
    )
    def test_verdict_and_phase(self, schedule: Schedule, value: float, phase: str, name: str, step: int) -> None:
        diagnosis = diagnose_against(series_of(STEPS, value), schedule)
        assert (diagnosis.finding.verdict, diagnosis.severity) == ("stuck_at_initial", "error")
        assert diagnosis.evidence.phase == phase
        expected = f"Stuck at the {name} " if value else "Stuck at the rate 0, at every step: nothing is learned"
        assert expected in diagnosis.finding.headline
        # A drop on a logged step may, by the conventions, be logged one point later.
        assert diagnosis.evidence.onset_step in (step - 10, step)
        assert diagnosis.evidence.onset_logged == pytest.approx(value)
        assert diagnosis.evidence.onset_expected == schedule.value_at(
            int(diagnosis.evidence.onset_step or 0) + diagnosis.evidence.step_offset
        )

    def test_says_expected_and_logged_and_how_to_hand_the_schedule_over(self) -> None:
        diagnosis = diagnose_against(series_of(STEPS, 0.01), STAIRS)
        assert "logged points are 0.01" in diagnosis.finding.detail
        assert "Due: 0.008 at step 60, 0.00262144 at step 400" in diagnosis.finding.detail
        assert "ExponentialDecayWithBurnin(" in str(diagnosis.finding.fix)
        assert "learning_rate_decay_steps=60" in str(diagnosis.finding.fix)
        compile(str(diagnosis.finding.fix), "fix", "exec")

    def test_a_logger_that_shows_the_next_update_is_stuck_at_the_rate_of_step_one(self) -> None:
        diagnosis = diagnose_against(series_of(STEPS, COSINE.value_at(1)), COSINE)
        assert diagnosis.finding.verdict == "stuck_at_initial"

    def test_one_point_is_enough_where_expected_has_moved(self) -> None:
        assert diagnose_against(series_of([100], 0.01), STAIRS).finding.verdict == "stuck_at_initial"

    @pytest.mark.parametrize("schedule", [STAIRS, BURNIN, COSINE, RAMP_FROM_ZERO, PiecewiseConstant((9,), (1, 2))])
    def test_the_fix_is_python(self, schedule: Schedule) -> None:
        diagnosis = diagnose_against(series_of(range(0, 999, 50), schedule.value_at(0)), schedule)
        assert diagnosis.finding.verdict == "stuck_at_initial"
        compile(str(diagnosis.finding.fix), "fix", "exec")


class TestFrozen:
    def frozen_at(self, schedule: Schedule, step: int, steps: range = STEPS) -> Diagnosis:
        """Follow a schedule up to a step and stand still from there on."""
        at = np.minimum(np.asarray(steps), step)
        return diagnose_against(series_of(steps, schedule(at)), schedule)

    def test_after_burn_in(self) -> None:
        schedule = exponential_decay_with_burnin(0.01, 60, 0.5, 0.002, 40)
        diagnosis = self.frozen_at(schedule, 40)
        assert (diagnosis.finding.verdict, diagnosis.severity) == ("frozen", "error")
        assert diagnosis.evidence.phase == "after burn-in"
        assert diagnosis.finding.headline.startswith("Frozen since burn-in ended: 0.01 where ")
        assert diagnosis.evidence.onset_step in (100, 110)

    def test_after_warm_up(self) -> None:
        diagnosis = self.frozen_at(COSINE, 50)
        assert diagnosis.finding.verdict == "frozen"
        assert diagnosis.evidence.phase == "after warm-up"
        assert onset(diagnosis)[0] == 110
        assert onset(diagnosis)[1] == pytest.approx(0.02)

    def test_in_mid_decay(self) -> None:
        diagnosis = self.frozen_at(COSINE, 200)
        assert diagnosis.finding.verdict == "frozen"
        assert diagnosis.evidence.phase == "mid-decay"
        assert onset(diagnosis)[0] == 210
        assert diagnosis.finding.headline.startswith("Frozen since step 200: 0.01 where 0 is due at step ")

    def test_between_two_logged_points(self) -> None:
        diagnosis = self.frozen_at(COSINE, 205)
        assert diagnosis.finding.verdict == "frozen"
        assert onset(diagnosis)[0] == 210
        assert diagnosis.evidence.phase == "mid-decay"

    def test_between_two_logged_points_far_apart(self) -> None:
        schedule = Cosine(0.1, 10_000_000)
        diagnosis = self.frozen_at(schedule, 4_500_000, range(0, 10_000_000, 1_000_000))
        assert diagnosis.finding.verdict == "frozen"
        assert onset(diagnosis)[0] == 5_000_000

    def test_on_a_hump_between_two_logged_points(self) -> None:
        """Up and down again from one point to the next: the way is more than its two ends."""
        hump = Join((Polynomial(0.01, 0.1, 500_000), Polynomial(0.1, 0.01, 500_000)), (500_000,))
        schedule = Join((hump, Polynomial(0.01, 0.001, 9_000_000)), (1_000_000,))
        diagnosis = diagnose_against(series_of([0, 1_000_000, 2_000_000], [0.01, 0.05, 0.05]), schedule)
        assert diagnosis.finding.verdict == "frozen"

    def test_on_a_ramp_that_ended_in_a_jump_between_two_logged_points(self) -> None:
        """The highest rate on the way is the one just before the jump, which no corner shows."""
        ramp_and_fall = Join((Polynomial(0.01, 0.1, 500), Constant(0.02)), (500,))
        diagnosis = diagnose_against(series_of([0, 1000, 2000], [0.01, 0.082, 0.082]), ramp_and_fall)
        assert diagnosis.finding.verdict == "frozen"

    @pytest.mark.parametrize("interval", [10, 1_000_000])
    def test_standing_at_a_rate_the_schedule_never_had_is_not_frozen_mid_decay(self, interval: int) -> None:
        """However far apart the points are: the rate was set to something else (test_frozen_after_resume)."""
        schedule = Cosine(0.1, 10 * interval)
        steps = np.arange(0, 10) * interval
        values = np.where(steps < 5 * interval, schedule(steps), 0.5)
        diagnosis = diagnose_against(series_of(steps, values), schedule)
        assert diagnosis.evidence.phase == "after resume"


class TestConstantMismatch:
    @pytest.mark.parametrize(
        ("schedule", "optimizer", "value", "meaning"),
        [
            (COSINE, "momentum", 0.02, ", the schedule's base rate. "),
            (Exponential(0.1, 40, 0.5), "adam", 0.1 * 0.5**10, ", the lowest rate the schedule reaches within 400 "),
            (Exponential(0.1, 40, 0.5), "adam", 0.001, ", a usual default of optimizers. "),
            (Constant(0.1), "momentum", 0.01, ", a usual default of optimizers. "),
            (Constant(0.1), "adam", 0.07, " are 0.07. "),
            (Constant(0.1), "adam", 0.01, ", 1/10 of the 0.1 that is asked for first. "),
            (Constant(0.1), "adam", 0.8, ", 8 times the 0.1 that is asked for first. "),
            (Exponential(0.1, 40, 0.5), "adamw_torch_fused", 0.001, ", a usual default of optimizers. "),
            (Exponential(0.1, 40, 0.5), "Adadelta", 1.0, ", a usual default of optimizers. "),
            (Cosine(0.1, 4000, 0.03), "adam", 0.03, ", the rate the schedule ends at. "),
            (Exponential(0.1, 40, 0.5), "adam", 0.1 * 0.5 ** (123 / 40), ", the schedule's rate at step 123. "),
        ],
        ids=[
            "base rate",
            "lowest",
            "default",
            "default of a constant",
            "no meaning",
            "a tenth",
            "a multiple",
            "default of a long name",
            "default of torch",
            "the end",
            "some step",
        ],
    )
    def test_names_the_meaning(self, schedule: Schedule, optimizer: str, value: float, meaning: str) -> None:
        diagnosis = diagnose_against(series_of(STEPS, value), schedule, optimizer=optimizer)
        assert (diagnosis.finding.verdict, diagnosis.severity) == ("constant_mismatch", "error")
        assert meaning in diagnosis.finding.detail
        assert onset(diagnosis)[:2] == (0, pytest.approx(value))

    def test_the_cause_that_goes_with_the_meaning_comes_first(self) -> None:
        finding = diagnose_against(series_of(STEPS, 0.8), Constant(0.1)).finding
        assert finding.causes[0].startswith("The rate was multiplied by 8 on its way to the optimizer")
        finding = diagnose_against(series_of(STEPS, 0.07), Constant(0.1)).finding
        assert finding.causes[0] == "The optimizer got another number than the configured one."

    def test_a_warm_up_that_ends_between_the_looks_still_gives_the_base_rate(self) -> None:
        schedule = Join((Polynomial(0.0, 0.1, 33), Cosine(0.1, 5_000_000)), (33,), ("warm-up", "decay"))
        finding = diagnose_against(series_of(STEPS, 0.1), schedule, total_steps=5_000_000).finding
        assert ", the schedule's base rate. " in finding.detail

    def test_all_zero(self) -> None:
        assert diagnose_against(series_of(STEPS, 0.0), Constant(0.1)).finding.verdict == "constant_mismatch"


class TestOffSchedule:
    def test_leaves_it_at_a_step(self) -> None:
        steps = np.asarray(STEPS)
        # Half of what is due, and wobbling: no factor, place or pace explains that.
        wobble = 0.5 + 0.1 * np.sin(steps - 200.0)
        values = np.where(steps < 200, COSINE(steps), wobble * COSINE(steps))
        diagnosis = diagnose_against(series_of(steps, values), COSINE)
        assert (diagnosis.finding.verdict, diagnosis.severity) == ("off_schedule", "warning")
        assert onset(diagnosis)[0] == 200
        assert diagnosis.finding.headline.startswith("Leaves the schedule at step 200: 0.005 where 0.01 is due")
        assert diagnosis.evidence.max_relative_error == pytest.approx(0.6, abs=0.01)

    def test_never_follows_it(self) -> None:
        diagnosis = diagnose_against(healthy_series(Cosine(0.3, 400), STEPS), COSINE)
        assert diagnosis.finding.headline.startswith("Off schedule: 0.3 where 0.002 is due at step ")

    def test_a_single_point_that_is_no_initial_rate(self) -> None:
        assert diagnose_against(series_of([100], 0.5), COSINE).finding.verdict == "off_schedule"

    def test_shifted_by_two_steps_is_no_convention(self) -> None:
        diagnosis = diagnose_against(healthy_series(COSINE, range(300), -2), COSINE)
        assert diagnosis.severity == "warning"

    def test_differences_just_above_the_tolerance_count_and_just_below_do_not(self) -> None:
        steps = np.asarray(STEPS)
        assert diagnose_against(series_of(steps, COSINE(steps) * (1 + 3e-5)), COSINE).severity == "warning"
        assert diagnose_against(series_of(steps, COSINE(steps) * (1 + 5e-6)), COSINE).severity == "ok"


class TestInvalidValues:
    @pytest.mark.parametrize(
        ("value", "word"), [(math.nan, "NaN"), (math.inf, "infinity"), (-math.inf, "-infinity"), (-1.0, "-1")]
    )
    @pytest.mark.parametrize("with_schedule", [True, False])
    def test_the_first_such_step(self, value: float, word: str, with_schedule: bool) -> None:
        values = COSINE(STEPS)
        values[[20, 25]] = value
        series = series_of(STEPS, values)
        diagnosis = diagnose_against(series, COSINE) if with_schedule else diagnose(series, [])
        assert (diagnosis.finding.verdict, diagnosis.severity) == ("invalid_values", "error")
        assert diagnosis.finding.headline == f"Logged rate is {word} at step 200"
        assert diagnosis.finding.detail.startswith("2 of 41 logged rates are NaN, infinite or negative")
        assert diagnosis.evidence.onset_step == 200

    def test_a_single_point_is_enough(self) -> None:
        assert diagnose_against(series_of([5], math.nan), COSINE).finding.verdict == "invalid_values"

    def test_zero_is_a_rate(self) -> None:
        assert diagnose(series_of([0, 1], 0.0), []).finding.verdict == "no_schedule"


def test_config_error() -> None:
    reading = Reading("pipeline_config", "a/pipeline.config", None, "decay_steps is 0")
    diagnosis = diagnose(series_of(STEPS, 0.01), [reading])
    assert (diagnosis.finding.verdict, diagnosis.severity) == ("config_error", "error")
    assert diagnosis.finding.headline == "a/pipeline.config cannot be used"
    assert diagnosis.finding.detail == "a/pipeline.config: decay_steps is 0."
    assert diagnosis.expected_first is None
    assert diagnosis.reading is reading


class TestBinding:
    def test_a_summary_that_names_the_tag_beats_all_others(self) -> None:
        named = Reading("metadata", "b", Constant(0.2), tag="learning_rate")
        other = Reading("metadata", "c", Constant(0.3), tag="other")
        general = Reading("metadata", "a", Constant(0.1))
        diagnosis = diagnose(series_of(STEPS, 0.2), [general, other, named])
        assert diagnosis.reading is named

    def test_a_summary_for_another_tag_says_nothing(self) -> None:
        other = Reading("metadata", "c", Constant(0.3), tag="other")
        assert diagnose(series_of(STEPS, 0.2), [other]).finding.verdict == "no_schedule"

    def test_the_first_kind_is_believed_even_where_another_fits(self) -> None:
        metadata, file = Reading("metadata", "a", Constant(0.1)), Reading("pipeline_config", "b", Constant(0.2))
        diagnosis = diagnose(series_of(STEPS, 0.2), [metadata, file])
        assert diagnosis.reading is metadata
        assert diagnosis.finding.verdict == "constant_mismatch"

    def test_of_several_optimizers_the_one_that_fits_longest(self) -> None:
        wrong, right = Reading("metadata", "a", Cosine(0.1, 100)), Reading("metadata", "b", Cosine(0.2, 100))
        assert diagnose(healthy_series(Cosine(0.2, 100), STEPS), [wrong, right]).reading is right

    def test_a_valid_reading_stands_for_one_of_the_same_kind_that_is_broken(self) -> None:
        broken, right = Reading("metadata", "a", None, "broken"), Reading("metadata", "b", Constant(0.2))
        assert diagnose(series_of(STEPS, 0.2), [broken, right]).reading is right
