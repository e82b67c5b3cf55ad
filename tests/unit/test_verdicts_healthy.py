"""Verdicts of series that do what their configuration asks for."""

from __future__ import annotations

import numpy as np
import pytest

from tb_lrplugin.diagnosis.engine import diagnose
from tb_lrplugin.schedules import (
    Constant,
    Cosine,
    Exponential,
    InverseTime,
    Join,
    PiecewiseConstant,
    Polynomial,
    Schedule,
    cosine_decay_with_warmup,
    exponential_decay_with_burnin,
    manual_stepping,
)
from tests.support.made_series import diagnose_against, healthy_series, prefix_of, series_of

SEED = exponential_decay_with_burnin(float(np.float32(0.004)), 800_720, float(np.float32(0.95)))
BURNIN = exponential_decay_with_burnin(0.01, 60, 0.5, 0.002, 40, 0.0004)
COSINE = cosine_decay_with_warmup(0.02, 300, 0.002, 50, 50)

MOVING: list[tuple[str, Schedule]] = [
    ("staircase", Exponential(0.1, 50, 0.5, staircase=True)),
    ("continuous", Exponential(0.1, 50, 0.5)),
    ("burn-in and floor", BURNIN),
    ("cosine, warm-up, hold", COSINE),
    ("inverse time", InverseTime(0.1, 50, 0.5)),
    ("stepped by hand", manual_stepping(0.001, [100, 200], [0.01, 0.001], warmup=True)),
    ("polynomial", Polynomial(0.1, 0.001, 300, 2.0)),
]


@pytest.mark.parametrize("schedule", [schedule for _, schedule in MOVING], ids=[name for name, _ in MOVING])
@pytest.mark.parametrize("offset", [-1, 0, 1])
def test_on_schedule_under_every_convention(schedule: Schedule, offset: int) -> None:
    diagnosis = diagnose_against(healthy_series(schedule, range(1, 400, 3), offset), schedule)
    assert (diagnosis.finding.verdict, diagnosis.severity) == ("on_schedule", "ok")
    assert diagnosis.evidence.max_relative_error is not None
    assert diagnosis.evidence.max_relative_error < 1e-5
    assert diagnosis.evidence.onset_step is None
    assert diagnosis.finding.fix is None


@pytest.mark.parametrize("offset", [-1, 0, 1])
def test_the_convention_found_is_evidence(offset: int) -> None:
    ramp = Polynomial(0.0, 0.1, 500)
    assert diagnose_against(healthy_series(ramp, range(5, 300), offset), ramp).evidence.step_offset == offset


@pytest.mark.parametrize("other", [-1, 1])
def test_a_logger_that_races_with_training_mixes_two_conventions(other: int) -> None:
    steps = np.arange(0, 300, 7)
    offsets = np.where(np.random.default_rng(1).random(len(steps)) < 0.5, 0, other)
    diagnosis = diagnose_against(series_of(steps, COSINE(steps + offsets)), COSINE)
    assert diagnosis.finding.verdict == "on_schedule"


def test_steps_below_zero_are_healthy() -> None:
    assert diagnose_against(healthy_series(COSINE, range(-3, 300)), COSINE).finding.verdict == "on_schedule"


def test_beyond_its_end_a_cosine_stands_at_zero() -> None:
    diagnosis = diagnose_against(healthy_series(COSINE, range(0, 500, 5)), COSINE)
    assert diagnosis.finding.verdict == "on_schedule"
    assert diagnosis.next_change is None


def test_constant_by_config() -> None:
    diagnosis = diagnose_against(series_of(range(10), 0.003), Constant(0.003))
    assert (diagnosis.finding.verdict, diagnosis.severity) == ("constant_by_config", "ok")
    assert diagnosis.finding.headline == "Constant at 0.003, as configured"
    assert diagnosis.next_change is None


class TestFlatByDesign:
    """The first founding question."""

    def diagnosis(self, total_steps: int | None = 200_000):  # type: ignore[no-untyped-def]
        series = series_of(range(0, 100_001, 100), 0.004, seconds_per_step=0.1)
        return diagnose_against(series, SEED, total_steps, "rms_prop")

    def test_names_the_drop(self) -> None:
        diagnosis = self.diagnosis()
        assert (diagnosis.finding.verdict, diagnosis.severity) == ("flat_by_design", "notice")
        assert diagnosis.finding.headline == "Flat by design until step 800,720, then 0.0038; the run ends before"
        assert "until the first drop, to 0.0038 at step 800,720" in diagnosis.finding.detail
        assert diagnosis.next_change is not None
        assert diagnosis.next_change.step == 800_720
        assert diagnosis.next_change.value == pytest.approx(0.0038)
        # It never gets there.
        assert diagnosis.next_change.eta_seconds is None

    def test_says_that_staircase_is_not_what_keeps_it_flat(self) -> None:
        assert (
            "Even without staircase, a continuous decay would be down by only 0.639 % by now"
            in self.diagnosis().finding.detail
        )
        assert "100,000" in self.diagnosis().finding.detail

    def test_writes_the_decay_that_was_meant(self) -> None:
        fix = self.diagnosis().finding.fix
        assert fix is not None
        assert "decay_steps: 4444\n" in fix
        assert "initial_learning_rate: 0.004\n" in fix
        assert "decay_factor: 0.95\n" in fix
        assert fix.count("{") == fix.count("}") == 1

    def test_that_decay_reaches_a_tenth_at_the_planned_end(self) -> None:
        assert Exponential(0.004, 4444, 0.95, True).value_at(200_000) == pytest.approx(0.0004, rel=0.02)

    def test_whether_the_drop_lies_beyond_the_plan(self) -> None:
        assert "stands at step 100,000 and is planned to end at step 200,000." in self.diagnosis().finding.detail
        for total, is_beyond in ((200_000, True), (1_000_000, False), (None, False)):
            diagnosis = self.diagnosis(total)
            assert diagnosis.next_change is not None
            assert diagnosis.next_change.beyond_planned_end is is_beyond
        assert self.diagnosis(None).finding.headline == "Flat by design until step 800,720, then 0.0038"
        assert "planned" not in self.diagnosis(None).finding.detail
        assert "the run stands at step 100,000, its planned end." in self.diagnosis(100_000).finding.detail

    def test_without_a_plan_the_steps_so_far_are_the_run(self) -> None:
        assert "decay_steps: 2222\n" in str(self.diagnosis(None).finding.fix)

    def test_between_two_drops_it_is_the_next_one(self) -> None:
        schedule = Exponential(0.1, 1000, 0.5, staircase=True)
        series = healthy_series(schedule, range(2100, 2900, 100))
        finding = diagnose_against(series, schedule).finding
        assert finding.headline == "Flat by design until step 3,000, then 0.0125"
        assert "until the next drop" in finding.detail

    def test_under_the_estimators_convention_the_drop_is_logged_one_step_later(self) -> None:
        from tb_lrplugin.frameworks.object_detection import PipelineReading

        reading = PipelineReading("pipeline_config", "pipeline.config", SEED)
        diagnosis = diagnose(series_of(range(1, 10_000, 100), 0.004, ".", "learning_rate_1"), [reading])
        assert diagnosis.next_change is not None
        assert diagnosis.next_change.step == 800_721

    def test_a_growing_staircase_drops_nowhere(self) -> None:
        schedule = Exponential(0.1, 1000, 1.05, staircase=True)
        finding = diagnose_against(healthy_series(schedule, range(0, 490, 10)), schedule).finding
        assert finding.verdict == "flat_by_design"
        assert "drop" not in finding.detail
        assert "by step 1,000 it will be at 0.105" in finding.detail

    def test_within_burn_in(self) -> None:
        schedule = exponential_decay_with_burnin(0.01, 1000, 0.5, 0.002, 400)
        diagnosis = diagnose_against(series_of(range(0, 300, 10), 0.002), schedule)
        assert diagnosis.finding.verdict == "flat_by_design"
        assert "until step 400" in diagnosis.finding.headline

    def test_a_slow_cosine(self) -> None:
        schedule = Cosine(0.1, 1_000_000)
        diagnosis = diagnose_against(healthy_series(schedule, range(0, 30_000, 100)), schedule)
        assert diagnosis.finding.verdict == "flat_by_design"
        assert diagnosis.next_change is not None
        assert diagnosis.next_change.step > 30_000

    def test_after_the_end_of_the_schedule(self) -> None:
        schedule = PiecewiseConstant((100,), (0.1, 0.01))
        diagnosis = diagnose_against(series_of(range(200, 300, 10), 0.01), schedule)
        assert (
            diagnosis.finding.headline == "Flat by design at 0.01: the schedule was over before the first logged point"
        )
        assert diagnosis.next_change is None


class TestWaiting:
    def test_one_point_that_agrees(self) -> None:
        diagnosis = diagnose_against(series_of([100], 0.02), COSINE)
        assert (diagnosis.finding.verdict, diagnosis.severity) == ("waiting", "unknown")
        assert diagnosis.finding.headline == "Waiting: one point so far, 0.02 as expected"

    def test_one_point_of_a_constant(self) -> None:
        assert diagnose_against(series_of([100], 0.02), Constant(0.02)).finding.verdict == "waiting"

    def test_one_point_of_an_evaluation_never_accuses(self) -> None:
        """No optimizer is behind it: a run that trains well may log anything there."""
        from tb_lrplugin.frameworks.object_detection import PipelineReading

        reading = PipelineReading("pipeline_config", "pipeline.config", COSINE)
        diagnosis = diagnose(series_of([200], 0.002, "eval_0"), [reading])
        assert diagnosis.finding.verdict == "waiting"
        assert diagnosis.measures == "schedule"

    def test_one_point_elsewhere_does(self) -> None:
        assert diagnose_against(series_of([200], 0.002), COSINE).severity == "error"


class TestNoSchedule:
    @pytest.mark.parametrize(
        ("values", "shape"),
        [
            ([0.1, 0.1, 0.1], "constant at 0.1"),
            ([0.3, 0.2, 0.2], "falling from 0.3 to 0.2"),
            ([0.1, 0.1, 0.2], "rising from 0.1 to 0.2"),
            ([0.1, 0.3, 0.2], "rising from 0.1 to 0.3, then falling to 0.2"),
            ([0.3, 0.1, 0.2], "falling from 0.3 to 0.1, then rising to 0.2"),
            ([0.1, 0.3, 0.2, 0.25], "moving up and down between 0.1 and 0.3, now 0.25"),
        ],
    )
    def test_describes_the_points(self, values: list[float], shape: str) -> None:
        diagnosis = diagnose(series_of(range(len(values)), values), [])
        assert (diagnosis.finding.verdict, diagnosis.severity) == ("no_schedule", "unknown")
        assert diagnosis.finding.headline == f"No schedule known; {shape}"
        assert diagnosis.schedule is None
        assert diagnosis.reading is None
        assert "tb_lrplugin.summary.optimizer_config" in str(diagnosis.finding.fix)


def test_the_pace_is_that_of_the_last_points() -> None:
    """A run that was interrupted overnight goes on at today's speed."""
    series = healthy_series(Exponential(0.1, 10_000, 0.5, True), range(0, 3000, 100))
    night = np.where(np.arange(len(series)) < 15, 0, 36_000)
    slow = type(series)(series.run, series.tag, series.steps, series.values, series.wall_times + night)
    diagnosis = diagnose_against(slow, Exponential(0.1, 10_000, 0.5, True))
    assert diagnosis.next_change is not None
    assert diagnosis.next_change.eta_seconds == pytest.approx(0.5 * (10_000 - 2900))


def test_no_pace_is_made_up_from_one_point_or_standing_clocks() -> None:
    schedule = Exponential(0.1, 10_000, 0.5, True)
    one = diagnose_against(series_of([5], 0.1), schedule).next_change
    still = diagnose_against(series_of([5, 10], 0.1, seconds_per_step=0.0), schedule).next_change
    assert one is not None and one.eta_seconds is None
    assert still is not None and still.eta_seconds is None


def test_every_prefix_of_a_join_of_many_parts_is_healthy() -> None:
    schedule = Join((Polynomial(0.0, 0.1, 50), Constant(0.1), Cosine(0.1, 300)), (50, 80), ("warm-up", "hold", "decay"))
    series = healthy_series(schedule, range(0, 400, 4))
    for count in range(1, len(series) + 1):
        assert diagnose_against(prefix_of(series, count), schedule).severity in ("ok", "notice", "unknown")
