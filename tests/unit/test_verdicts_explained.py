"""What is said of runs that follow their schedule in another way: the sentences and their numbers, and the evidence."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tb_lrplugin.answers.chart import chart_data
from tb_lrplugin.data.series import FloatArray, IntArray, Series
from tb_lrplugin.diagnosis.engine import diagnose
from tb_lrplugin.diagnosis.model import Diagnosis
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.schedules import Exponential, Polynomial, Schedule, cosine_decay_with_warmup
from tb_lrplugin.tolerance import tolerance
from tests.support.made_series import prefix_of, series_of
from tests.support.properties import examples

TOTAL = 10_000
STEPS = np.arange(0, TOTAL, 100)
HALF_WAY = 4_000
COSINE = cosine_decay_with_warmup(0.02, TOTAL, 0.002, 500, 500)
EXPONENTIAL = Exponential(0.1, 900, 0.5)
SCHEDULES = (COSINE, EXPONENTIAL, Polynomial(0.1, 0.0, TOTAL))
# With two rates and two steps of a long run.
LONGEST_HEADLINE = 75


def said(rates: FloatArray, schedule: Schedule = COSINE, steps: IntArray = STEPS, **numbers: float) -> Diagnosis:
    """Diagnose rates against a schedule, in a run that has settings."""
    return diagnosed(series_of(steps, rates), schedule, **numbers)


def diagnosed(series: Series, schedule: Schedule = COSINE, **numbers: float) -> Diagnosis:
    reading = Reading("made", "config", schedule, total_steps=TOTAL, numbers=tuple(numbers.items()))
    diagnosis = diagnose(series, [reading])
    assert len(diagnosis.finding.headline) <= LONGEST_HEADLINE
    return diagnosis


def changed_half_way(rates: FloatArray) -> FloatArray:
    return np.where(STEPS < HALF_WAY, COSINE(STEPS), rates)


class TestTimeScaled:
    def test_too_fast_by_a_setting(self) -> None:
        diagnosis = said(COSINE(4 * STEPS), gradient_accumulation_steps=4.0, num_processes=3.0)
        finding, evidence = diagnosis.finding, diagnosis.evidence
        assert finding.headline == "Runs 4 times too fast"
        # At the last step 0 is logged, and next to nothing is due: where the two differ most it shows.
        assert "at step 2,400 the rate is already 9.73193e-5, which is due at step 9,600; " in finding.detail
        assert finding.detail.split("; ")[1].startswith("0.0188295 is asked for there")
        # At the first point of all nothing was to move yet.
        assert "It agrees" not in finding.detail
        assert finding.causes[0].startswith("gradient_accumulation_steps is 4: the schedule is stepped 4 times per")
        assert not any("coincidence" in cause for cause in finding.causes)
        assert not any("num_processes" in cause for cause in finding.causes)
        assert finding.fix is not None
        assert "once per optimizer update" in finding.fix
        assert (evidence.time_scale, evidence.value_scale, evidence.step_offset) == (4.0, 1.0, 0)
        assert (evidence.onset_step, evidence.restart_steps) == (100, ())

    def test_two_settings_multiply(self) -> None:
        finding = said(COSINE(6 * STEPS), devices=2.0, num_nodes=3.0).finding
        assert finding.causes[0].startswith("devices times num_nodes is 6: the schedule is stepped 6 times per")

    def test_a_setting_that_cannot_act_is_a_coincidence_and_told_last(self) -> None:
        finding = said(COSINE(4 * STEPS), batch_size=4.0).finding
        assert finding.causes[-1].startswith("The factor 4 equals batch_size in your settings, a coincidence unless")
        assert not any("batch_size" in cause for cause in finding.causes[:-1])

    def test_too_slow(self) -> None:
        diagnosis = said(COSINE(STEPS // 2))
        finding = diagnosis.finding
        assert finding.headline == "Runs 2 times too slow"
        assert "the schedule's rate at 1/2 of its step" in finding.detail
        assert "at step 8,600 the rate is still 0.0140674, which is due at step 4,300; " in finding.detail
        assert finding.fix is not None
        assert "count optimizer updates, once" in finding.fix
        assert diagnosis.evidence.time_scale == 0.5

    def test_another_total_is_no_matter_of_processes(self) -> None:
        finding = said(COSINE(np.floor(1.37 * STEPS).astype(np.int64))).finding
        assert finding.headline == "Runs 1.37 times too fast"
        assert finding.causes[0].startswith("The schedule was built for an older, shorter plan")
        assert not any("processes" in cause for cause in finding.causes)


class TestValueScaled:
    def test_by_a_setting(self) -> None:
        diagnosis = said(8 * COSINE(STEPS), num_processes=8.0)
        finding = diagnosis.finding
        assert (finding.verdict, finding.headline) == ("value_scaled", "8 times the scheduled rate")
        assert "4.87338e-5 instead of 6.09173e-6 at step 9,900" in finding.detail
        assert finding.causes[-1].startswith("The factor 8 equals num_processes in your settings, a coincidence")
        assert "8 processes" in finding.causes[0]
        assert finding.fix is None
        assert (diagnosis.evidence.value_scale, diagnosis.evidence.onset_step) == (8.0, 0)

    def test_square_root_of_a_batch(self) -> None:
        causes = said(np.sqrt(8) * COSINE(STEPS)).finding.causes
        assert "square root of a batch 8 times as large" in causes[0]

    def test_an_exponentials_shift_is_its_scale(self) -> None:
        finding = said(EXPONENTIAL(STEPS + 1800), EXPONENTIAL).finding
        assert finding.headline == "1/4 of the scheduled rate"
        assert finding.alternatives == ("The schedule 1,800 steps ahead of its due time fits as well.",)


class TestShifted:
    @pytest.mark.parametrize(("offset", "way", "later"), [(1300, "ahead of", "later"), (-700, "behind", "earlier")])
    def test_numbers(self, offset: int, way: str, later: str) -> None:
        diagnosis = said(COSINE(STEPS + offset))
        finding = diagnosis.finding
        assert finding.headline == f"{abs(offset):,} steps {way} the schedule"
        assert f"the schedule's rate {abs(offset):,} steps {later}" in finding.detail
        assert f"due at step {9900 + offset:,}" in finding.detail
        assert diagnosis.evidence.step_offset == offset
        assert finding.fix is None

    def test_phases_left_out(self) -> None:
        causes = said(COSINE(STEPS + 1000)).finding.causes
        assert causes[0] == (
            "Without warm-up and hold: the schedule has 1,000 steps of it, and the run begins behind them."
        )


class TestRestarted:
    def test_after_a_pause(self) -> None:
        series = series_of(STEPS, changed_half_way(COSINE(STEPS - HALF_WAY)))
        late = series.wall_times + np.where(STEPS >= HALF_WAY, 4 * 3600.0, 0.0)
        diagnosis = diagnosed(Series(series.run, series.tag, series.steps, series.values, late))
        finding, evidence = diagnosis.finding, diagnosis.evidence
        # The rates are those of the last step, and not of the restart.
        assert finding.headline == f"Restarted at step 4,000: 0.00861 where 6.09e-6 is due at step {STEPS[-1]:,}"
        assert "began again at step 4,000, after a pause of 4 h." in finding.detail
        assert "it stands where it should have been at step 5,900: 0.00860827 instead of 6.09173e-6" in finding.detail
        assert finding.fix is not None
        assert "scheduler.load_state_dict" in finding.fix
        assert (evidence.restart_steps, evidence.boundary_steps, evidence.onset_step) == ((4000,), (4000,), 4000)

    def test_no_pause_is_told_where_there_is_none(self) -> None:
        assert "pause" not in said(changed_half_way(COSINE(STEPS - HALF_WAY))).finding.detail

    def test_on_a_beat(self) -> None:
        diagnosis = said(COSINE(STEPS % 2500))
        assert diagnosis.finding.headline == "Restarted every 2,500 steps: 0.0188 now"
        assert diagnosis.finding.causes[0].startswith("The schedule is given the step within the epoch")
        assert diagnosis.evidence.restart_steps == (2500, 5000, 7500)

    def test_a_late_log_begins_with_a_restart(self) -> None:
        late = STEPS[STEPS >= HALF_WAY]
        diagnosis = said(COSINE(late - 3950), steps=late)
        finding = diagnosis.finding
        assert finding.verdict == "restarted"
        assert finding.detail.startswith("The log begins at step 4,000, the schedule with it.")
        assert finding.alternatives == ("The schedule 3,950 steps behind its due time fits as well.",)
        assert diagnosis.evidence.restart_steps == (4000,)


class TestResumedElsewhere:
    @pytest.mark.parametrize(
        ("rates", "way", "number"),
        [
            (COSINE(STEPS - 1500), "1,500 steps behind", ("step_offset", -1500)),
            (0.5 * COSINE(STEPS), "1/2 times the rate", ("value_scale", 0.5)),
        ],
    )
    def test_way(self, rates: FloatArray, way: str, number: tuple[str, float]) -> None:
        diagnosis = said(changed_half_way(rates))
        finding, evidence = diagnosis.finding, diagnosis.evidence
        assert finding.headline == f"Goes on elsewhere from step 4,000: {way}"
        assert f"in 2 legs: from step 0 as asked for; from step 4,000 {way}." in finding.detail
        assert getattr(evidence, number[0]) == number[1]
        assert (evidence.boundary_steps, evidence.onset_step, evidence.phase) == ((4000,), 4000, "after resume")

    def test_one_point(self) -> None:
        rates = COSINE(STEPS)
        rates[40] = 0.5
        diagnosis = said(rates)
        assert diagnosis.finding.headline == "Leaves the schedule for 1 point at step 4,000"
        assert "from step 4,000 at 0.5; from step 4,100 as asked for" in diagnosis.finding.detail
        assert "before its state is loaded" in diagnosis.finding.causes[0]


def by_evidence(diagnosis: Diagnosis, schedule: Schedule) -> FloatArray:
    """Evaluate one factor and offset as the evidence gives them, at the nearest steps of the schedule."""
    evidence = diagnosis.evidence
    due = evidence.time_scale * STEPS + evidence.step_offset
    return evidence.value_scale * schedule(np.rint(due).astype(np.int64))


@examples(40)
@given(
    schedule=st.sampled_from(SCHEDULES),
    times=st.sampled_from([2, 3, 4, 8]),
    level=st.floats(0.1, 10).filter(lambda level: abs(level - 1) > 0.05),
    offset=st.integers(200, 3000),
    kind=st.sampled_from(["time", "value", "place"]),
)
def test_the_evidence_reproduces_every_point(
    schedule: Schedule, times: int, level: float, offset: int, kind: str
) -> None:
    rates = {"time": schedule(times * STEPS), "value": level * schedule(STEPS), "place": schedule(STEPS + offset)}[kind]
    diagnosis = said(rates, schedule)
    if diagnosis.finding.verdict not in ("time_scaled", "value_scaled", "shifted"):
        # The length of the warm-up is an offset that has a name of its own.
        assert diagnosis.finding.verdict == "variant"
        return
    logged = diagnosis.series.values
    allowed = tolerance(logged, 10 * float(max(logged.max(), schedule(STEPS).max())))
    assert (np.abs(by_evidence(diagnosis, schedule) - logged) <= 2 * allowed).all()


@examples(25)
@given(
    schedule=st.sampled_from(SCHEDULES[1:]),
    begin=st.integers(10, 80),
    kind=st.sampled_from(["restarted", "halved", "frozen"]),
    more=st.integers(3, 20),
)
def test_flagged_from_the_onset_on_and_not_before(schedule: Schedule, begin: int, kind: str, more: int) -> None:
    since = STEPS - STEPS[begin]
    rates = {
        "restarted": schedule(since),
        "halved": 0.5 * schedule(STEPS),
        "frozen": schedule(np.full_like(STEPS, STEPS[begin - 1])),
    }[kind]
    series = series_of(STEPS, np.where(since >= 0, rates, schedule(STEPS)))
    assert diagnosed(prefix_of(series, begin), schedule).severity == "ok"
    assert diagnosed(prefix_of(series, min(begin + more, len(STEPS))), schedule).severity in ("warning", "error")


def test_steps_near_the_end_of_int64_raise_no_warning(recwarn: pytest.WarningsRecorder) -> None:
    steps = np.array([0, 2**62, 2**63 - 2, 2**63 - 1], np.int64)
    diagnosis = said(np.full(len(steps), 0.0123), steps=steps)
    assert diagnosis.finding.verdict == "constant_mismatch"
    assert [str(warning.message) for warning in recwarn] == []


class TestOffSchedule:
    def test_the_headline_tells_the_farthest_point(self) -> None:
        rise = np.clip(STEPS - 2900, 0, None) ** 1.1
        odd = COSINE(STEPS) * (1.0 + 0.00002 * rise)
        finding = said(odd).finding
        assert finding.verdict == "off_schedule"
        far = int(np.argmax(odd - COSINE(STEPS)))
        share = f"{100 * (odd[far] / COSINE(STEPS)[far] - 1):.3g} % too high"
        assert finding.headline == f"Off schedule since step 3,000: up to {share}"
        assert f"the farthest at step {STEPS[far]:,} (" in finding.detail
        assert "At step 9,900 the rate is" in finding.detail

    def test_a_run_that_follows_again_is_not_off_for_ever(self) -> None:
        noise = np.random.default_rng(3).uniform(0.5, 0.9, len(STEPS))
        diagnosis = said(COSINE(STEPS) * np.where(STEPS < 4000, noise, 1.0))
        assert diagnosis.finding.verdict == "off_schedule"
        assert diagnosis.finding.headline == "Off the schedule up to step 3,900; since then it follows"
        assert "Since step 4,000 all agree." in diagnosis.finding.detail
        assert chart_data(diagnosis)["disagreements"] == [{"first": 0, "last": 3900}]

    def test_a_few_points_that_agree_at_the_end_are_no_return(self) -> None:
        noise = np.random.default_rng(3).uniform(0.5, 0.9, len(STEPS))
        diagnosis = said(COSINE(STEPS) * np.where(STEPS < 9600, noise, 1.0))
        assert "since then" not in diagnosis.finding.headline

    def test_each_stretch_is_shaded_alone(self) -> None:
        noise = np.random.default_rng(3).uniform(0.5, 0.9, len(STEPS))
        is_off = ((STEPS >= 2000) & (STEPS < 3000)) | (STEPS == 5000)
        diagnosis = said(COSINE(STEPS) * np.where(is_off, noise, 1.0))
        assert diagnosis.finding.headline == "Off the schedule from step 2,000 to 5,000; it follows since"
        chart = chart_data(diagnosis)
        assert chart["disagreements"] == [{"first": 2000, "last": 2900}, {"first": 5000, "last": 5000}]
        assert chart_data(said(COSINE(STEPS)))["disagreements"] == []
