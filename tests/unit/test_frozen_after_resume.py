"""Series that stand still from a resume on, with and without a jump, and pauses in wall-clock times."""

from __future__ import annotations

import numpy as np
import pytest

from tb_lrplugin.data.series import Series
from tb_lrplugin.diagnosis.comparing.pauses import seconds_paused
from tb_lrplugin.diagnosis.model import Diagnosis
from tb_lrplugin.schedules import Constant, Cosine, Exponential, Join, Polynomial, Schedule
from tests.support.made_series import diagnose_against, prefix_of, series_of

STEPS = np.arange(0, 400, 10)
COSINE = Cosine(0.1, 400)
STAIRS = Exponential(0.1, 60, 0.5, staircase=True)
WARMED = Join((Polynomial(0.0, 0.1, 100), Cosine(0.1, 300)), (100,), ("warm-up", "decay"))


def paused_at(series: Series, *pauses: tuple[int, float]) -> Series:
    """Let the run stop for some seconds before the first point at or beyond each step."""
    times = series.wall_times.copy()
    for step, seconds in pauses:
        times[series.steps >= step] += seconds
    return Series(series.run, series.tag, series.steps, series.values, times)


def standing_since(schedule: Schedule, step: int, value: float | None = None) -> Series:
    """Follow a schedule up to a step, and stand from there on, at another value where one is given."""
    followed = schedule(np.minimum(STEPS, step))
    return series_of(STEPS, followed if value is None else np.where(step > STEPS, followed, value))


def told(diagnosis: Diagnosis) -> tuple[str, str | None, int | None]:
    return diagnosis.finding.verdict, diagnosis.evidence.phase, diagnosis.evidence.onset_step


class TestWithoutAJump:
    @pytest.mark.parametrize(("schedule", "onset"), [(COSINE, 210), (WARMED, 210), (STAIRS, 240)])
    def test_a_pause_makes_it_a_resume(self, schedule: Schedule, onset: int) -> None:
        series = standing_since(schedule, 200)
        assert told(diagnose_against(series, schedule)) == ("frozen", "mid-decay", onset)
        diagnosis = diagnose_against(paused_at(series, (210, 7200.0)), schedule)
        assert told(diagnosis) == ("frozen", "after resume", onset)
        assert diagnosis.finding.headline.startswith("Frozen since the resume at step 210: ")
        assert "Before step 210 the run paused for 2 h." in diagnosis.finding.detail
        assert diagnosis.finding.causes[0].startswith("After the resume ")

    def test_at_the_end_of_warm_up(self) -> None:
        series = standing_since(WARMED, 100)
        assert told(diagnose_against(series, WARMED))[1] == "after warm-up"
        assert told(diagnose_against(paused_at(series, (50, 7200.0)), WARMED))[1] == "after warm-up"
        assert told(diagnose_against(paused_at(series, (110, 7200.0)), WARMED))[1] == "after resume"

    @pytest.mark.parametrize("pause", [(150, 7200.0), (300, 7200.0), (210, 45.0)])
    def test_a_pause_elsewhere_or_a_short_one_says_nothing(self, pause: tuple[int, float]) -> None:
        series = paused_at(standing_since(COSINE, 200), pause)
        assert told(diagnose_against(series, COSINE)) == ("frozen", "mid-decay", 210)


class TestWithAJump:
    @pytest.mark.parametrize("value", [0.1, 0.5, 0.001, 0.0])
    @pytest.mark.parametrize("seconds", [0.0, 7200.0])
    def test_told_from_the_third_point_on(self, value: float, seconds: float) -> None:
        series = paused_at(standing_since(COSINE, 200, value), (200, seconds))
        for count in (1, 2, 10, *range(18, 27), 33, *range(38, len(series) + 1)):
            diagnosis = diagnose_against(prefix_of(series, count), COSINE)
            last = int(series.steps[count - 1])
            if last < 200:
                assert diagnosis.severity in ("ok", "notice", "unknown")
            elif last < 220:
                assert diagnosis.severity == "warning"
            elif value == 0.0 and last >= 390:
                continue
            else:
                assert told(diagnosis) == ("frozen", "after resume", 200), last
                assert ("the run paused for 2 h" in diagnosis.finding.detail) == bool(seconds)
                assert ("show no pause there" in diagnosis.finding.detail) != bool(seconds)

    def test_names_what_the_rate_is(self) -> None:
        finding = diagnose_against(paused_at(standing_since(COSINE, 200, 0.1), (200, 7200.0)), COSINE).finding
        assert "was at 0.1, the schedule's base rate, at step 200" in finding.detail
        assert finding.headline.startswith("Frozen since the resume at step 200: 0.1 where ")
        jumped = diagnose_against(standing_since(COSINE, 200, 0.1), COSINE).finding
        assert jumped.headline.startswith("Jumps and stands still at step 200: 0.1 where ")

    def test_a_staircase_must_have_missed_two_drops(self) -> None:
        series = standing_since(STAIRS, 130, 0.07)
        for last in (170, 200, 239, 250):
            count = int((series.steps <= last).sum())
            diagnosis = diagnose_against(prefix_of(series, count), STAIRS)
            assert diagnosis.severity == ("error" if last == 250 else "warning"), last

    def test_standing_where_the_schedule_stands_too_is_another_level_and_not_frozen(self) -> None:
        schedule = Join((Polynomial(0.1, 0.01, 200), Constant(0.01)), (200,))
        assert diagnose_against(standing_since(schedule, 220, 0.05), schedule).severity == "warning"

    def test_one_point_that_agrees_is_no_way_followed(self) -> None:
        values = np.where(STEPS < 10, WARMED(STEPS), 0.07)
        assert diagnose_against(series_of(STEPS, values), WARMED).severity == "warning"
        values = np.where(STEPS < 20, WARMED(STEPS), 0.07)
        assert diagnose_against(series_of(STEPS, values), WARMED).finding.verdict == "frozen"

    def test_a_rate_that_moves_on_after_the_jump_is_not_frozen(self) -> None:
        values = np.where(STEPS < 200, COSINE(STEPS), 0.5 * COSINE(STEPS))
        assert diagnose_against(series_of(STEPS, values), COSINE).severity == "warning"


class TestEarliestProof:
    def test_one_point_that_is_late_by_an_interval_is_not_frozen(self) -> None:
        """A leg that begins on a stair, whose next drop is logged one point late."""
        steps = np.arange(193, 400, 10)
        late = series_of(steps, STAIRS(steps - 10))
        verdicts = [
            diagnose_against(prefix_of(late, count), STAIRS).finding.verdict for count in range(1, len(steps) + 1)
        ]
        assert "frozen" not in verdicts
        assert verdicts[int(np.argmax(steps >= 240))] not in ("on_schedule", "flat_by_design")

    def test_a_second_point_proves_it(self) -> None:
        steps = np.arange(193, 400, 10)
        series = series_of(steps, STAIRS.value_at(193))
        onset = int(np.argmax(steps >= 240))
        assert diagnose_against(prefix_of(series, onset + 2), STAIRS).finding.verdict == "frozen"

    def test_where_an_earlier_move_was_on_time_one_point_proves_it(self) -> None:
        series = standing_since(STAIRS, 200)
        onset = int(np.argmax(series.steps >= 240))
        # The drop at step 240 itself may by convention be logged one point later.
        assert diagnose_against(prefix_of(series, onset + 2), STAIRS).finding.verdict == "frozen"
        curve = standing_since(COSINE, 200)
        assert diagnose_against(prefix_of(curve, 22), COSINE).finding.verdict == "frozen"


class TestPauses:
    def test_none_in_a_steady_run(self) -> None:
        assert not seconds_paused(series_of(STEPS, 0.1)).any()
        assert not seconds_paused(series_of(np.sort(np.unique(STEPS**2)), 0.1)).any()

    def test_where_and_how_long(self) -> None:
        paused = seconds_paused(paused_at(series_of(STEPS, 0.1), (100, 3600.0), (300, 600.0)))
        assert np.flatnonzero(paused).tolist() == [10, 30]
        assert paused[[10, 30]].tolist() == [3605.0, 605.0]

    def test_an_evaluation_every_epoch_is_no_pause(self) -> None:
        every = [(step, 120.0) for step in range(50, 400, 50)]
        assert not seconds_paused(paused_at(series_of(STEPS, 0.1), *every)).any()

    @pytest.mark.parametrize("count", [0, 1, 2])
    def test_too_few_points_tell_nothing(self, count: int) -> None:
        series = prefix_of(paused_at(series_of(STEPS, 0.1), (10, 3600.0)), count)
        assert not seconds_paused(series).any()

    def test_broken_wall_times_break_nothing(self) -> None:
        series = series_of(STEPS, 0.1)
        for times in (np.full(40, np.nan), np.zeros(40), -series.wall_times, np.full(40, np.inf)):
            broken = Series(series.run, series.tag, series.steps, series.values, times)
            assert not seconds_paused(broken).any()


@pytest.mark.parametrize(("resumed", "is_over"), [(250, True), (100, False)])
def test_a_position_counted_twice_may_lie_behind_the_end(resumed: int, is_over: bool) -> None:
    # Of 100 steps counted twice the schedule has 200 to go: a rate of 0 has another cause.
    causes = diagnose_against(standing_since(COSINE, resumed, 0.0), COSINE).finding.causes
    assert ("counted twice" in causes[0]) is is_over
