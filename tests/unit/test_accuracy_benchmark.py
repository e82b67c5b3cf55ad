"""The accuracy benchmark's own bookkeeping: what it does to runs is what it says, and its judgement can tell."""

from __future__ import annotations

import dataclasses
import json
import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from benchmarks.corpus_confusion import _compared
from benchmarks.diagnosis_accuracy import reproduce
from benchmarks.diagnosis_accuracy.__main__ import main
from benchmarks.diagnosis_accuracy.case import CELLS, HEALTHY_CELLS, Case, make_case
from benchmarks.diagnosis_accuracy.families import FAMILIES, Configured
from benchmarks.diagnosis_accuracy.faults import FAULTS
from benchmarks.diagnosis_accuracy.judge import Outcome, is_aliased, judge, reproduces
from benchmarks.diagnosis_accuracy.resumes import rates_restarting_at
from benchmarks.diagnosis_accuracy.sampling import SAMPLINGS
from benchmarks.diagnosis_accuracy.tally import is_determined, is_met, restarts_found
from benchmarks.diagnosis_accuracy.truth import Truth
from tb_lrplugin.data.series import Series
from tb_lrplugin.diagnosis.model import Evidence
from tb_lrplugin.schedules import Constant, Cosine, Exponential, InverseSquareRoot, Join, Polynomial, Schedule

SEED = 20
# float32 keeps 24 bits; two roundings where the base rate is multiplied in float32.
ROUNDING = 3 * 2.0**-24
TINIEST = 1e-37


def faulty_cases(fault: str) -> Iterator[Case]:
    """Give a case of every family and sampling that the fault can be done to."""
    for index, cell in enumerate(CELLS):
        if cell[0] == fault:
            case = make_case(SEED, index, is_healthy=False)
            if case is not None:
                yield case


def some_of(case: Case) -> npt.NDArray[np.int64]:
    """Take some of the points, and the two around where it begins."""
    begins = [int(step) - case.offset for step in (*case.truth.boundary_steps, *case.truth.restart_steps)]
    around = np.searchsorted(case.series.steps, begins)[:, None] + [-1, 0]
    indices = np.unique(np.append(reproduce.probes(np.arange(len(case.series))), around))
    return indices[(indices >= 0) & (indices < len(case.series))]


def counters_of(case: Case) -> list[int]:
    return [int(step) + case.offset for step in case.series.steps[some_of(case)]]


def assert_rates(case: Case, rates: list[float]) -> None:
    logged = case.series.values[some_of(case)]
    np.testing.assert_allclose(logged, rates, rtol=ROUNDING, atol=TINIEST, err_msg=case.truth.note)


def one_by_one(case: Case, counters: list[int]) -> list[float]:
    """Evaluate f step by step, as a training loop would."""
    return [case.configured.schedule.value_at(counter) for counter in counters]


def test_cases_are_drawn_again_the_same_for_a_seed_and_differ_between_seeds() -> None:
    one, again, other = make_case(1, 5, False), make_case(1, 5, False), make_case(2, 5, False)
    assert one is not None and again is not None and other is not None
    np.testing.assert_array_equal(one.series.values, again.series.values)
    assert one.configured == again.configured
    assert one.configured != other.configured


def test_every_cell_has_its_turn() -> None:
    assert set(CELLS) == {(fault, family, way) for fault in FAULTS for family in FAMILIES for way in SAMPLINGS}


def test_a_reservoir_keeps_the_last_point() -> None:
    for case in faulty_cases("shifted"):
        assert (np.diff(case.series.steps) > 0).all()
        if case.sampling == "reservoir":
            assert len(case.series) == 1_000 and case.series.steps[-1] == 99_999
        if case.sampling == "ten_points":
            assert len(case.series) == 10


def test_a_time_scale_is_that_of_the_counters() -> None:
    for case in faulty_cases("time_scaled"):
        scale = case.truth.time_scale
        slack = math.ceil(scale)
        for counter, value in zip(counters_of(case), case.series.values[some_of(case)], strict=True):
            nearby = [
                case.configured.schedule.value_at(math.floor(scale * counter) + lead) for lead in range(slack + 1)
            ]
            assert any(math.isclose(value, rate, rel_tol=ROUNDING, abs_tol=TINIEST) for rate in nearby)


def test_a_shift_and_a_value_scale_are_those_of_the_formula() -> None:
    for case in faulty_cases("shifted"):
        assert abs(case.truth.step_offset) >= 2
        assert_rates(case, one_by_one(case, [counter + case.truth.step_offset for counter in counters_of(case)]))
    for case in faulty_cases("value_scaled"):
        assert_rates(case, [case.truth.value_scale * rate for rate in one_by_one(case, counters_of(case))])


def test_skipped_updates_are_lost_one_after_the_other() -> None:
    for case in faulty_cases("skipped_updates"):
        lost = [
            -case.truth.step_offset - sum(counter < step for step in case.truth.boundary_steps)
            for counter in counters_of(case)
        ]
        assert lost == sorted(lost) and lost[-1] == -case.truth.step_offset
        rates = one_by_one(case, [counter - one for counter, one in zip(counters_of(case), lost, strict=True)])
        assert_rates(case, rates)


def test_another_total_is_the_formula_at_another_pace() -> None:
    for case in faulty_cases("another_total"):
        assert reproduce.follows_formula(case, case.truth.time_scale), case.truth.note
        if case.disagreeing > 20 and case.configured.family == "cosine":
            assert not reproduce.follows_formula(case, 1.05 * case.truth.time_scale)


def test_an_overwritten_configuration_is_followed_since_the_resume() -> None:
    for case in faulty_cases("configuration_overwritten"):
        after = [counter for counter in counters_of(case) if counter >= case.truth.boundary_steps[0]]
        logged = case.series.values[some_of(case)][len(counters_of(case)) - len(after) :]
        np.testing.assert_allclose(logged, one_by_one(case, after), rtol=ROUNDING, atol=TINIEST)


def test_a_run_that_begins_after_the_end_is_flat_by_design() -> None:
    cases = [
        make_case(SEED, index, is_healthy=True)
        for index, (_, family, sampling) in enumerate(HEALTHY_CELLS)
        if sampling == "after_the_end" and family in ("cosine", "linear", "polynomial")
    ]
    assert {case.truth.verdict for case in cases if case is not None} == {"flat_by_design"}


@pytest.mark.parametrize("fault", ["restarted", "restarted_per_epoch"])
def test_restarts_begin_at_0_again(fault: str) -> None:
    for case in faulty_cases(fault):
        begins = [0, *case.truth.restart_steps]
        since = [counter - max(b for b in begins if b <= max(counter, 0)) for counter in counters_of(case)]
        assert_rates(case, one_by_one(case, since))


@pytest.mark.parametrize("fault", ["restarted_in_part", "resumed_elsewhere", "one_point_jumps"])
def test_a_run_is_healthy_up_to_its_boundary(fault: str) -> None:
    for case in faulty_cases(fault):
        before = [counter for counter in counters_of(case) if counter < case.truth.boundary_steps[0]]
        logged = case.series.values[some_of(case)][: len(before)]
        np.testing.assert_allclose(logged, one_by_one(case, before), rtol=ROUNDING, atol=TINIEST)


def test_only_one_point_jumps() -> None:
    for case in faulty_cases("one_point_jumps"):
        counters = case.series.steps + case.offset
        differs = ~np.isclose(case.series.values, case.configured.schedule(counters), rtol=1e-4, atol=TINIEST)
        assert counters[differs].tolist() == list(case.truth.boundary_steps)


@pytest.mark.parametrize("fault", ["frozen_mid_decay", "frozen_after_preparation"])
def test_a_frozen_rate_stands_from_its_stop_on(fault: str) -> None:
    for case in faulty_cases(fault):
        stop = case.truth.boundary_steps[0]
        assert_rates(case, one_by_one(case, [min(counter, stop) for counter in counters_of(case)]))


def test_a_constant_mismatch_is_constant_and_not_the_first_rate() -> None:
    for case in faulty_cases("constant_mismatch"):
        assert reproduce.is_flat(case.series.values)
        assert not math.isclose(case.series.values[0], case.configured.schedule.value_at(0), rel_tol=1e-5)


def test_invalid_values_are_invalid() -> None:
    for case in faulty_cases("invalid_values"):
        valid = np.isfinite(case.series.values) & (case.series.values >= 0)
        assert not valid.all()


def evidence_of(case: Case) -> Evidence:
    """Say what an engine would that knew what was done."""
    truth, steps = case.truth, case.series.steps
    # Of several restarts within one logging interval only the last one shows.
    visible = {int(np.searchsorted(steps, step - case.offset)): step - case.offset for step in truth.restart_steps}
    boundaries = tuple(step - case.offset for step in truth.boundary_steps)
    if case.fault == "one_point_jumps":
        boundaries = tuple(int(step) for step in steps[steps >= boundaries[0]][:2])
    return Evidence(
        time_scale=truth.time_scale,
        value_scale=truth.value_scale,
        step_offset=truth.step_offset,
        restart_steps=tuple(step for index, step in visible.items() if 0 < index < len(steps)),
        boundary_steps=boundaries,
        variant=truth.variation,
    )


# Faults after which the data may not show where they began are left to the verdict's name.
NAMED_BY_NUMBERS = ["time_scaled", "shifted", "value_scaled", "restarted_per_epoch", "one_point_jumps", "variation"]


@pytest.mark.parametrize("fault", NAMED_BY_NUMBERS)
def test_what_was_done_reproduces_what_is_logged(fault: str) -> None:
    for case in faulty_cases(fault):
        assert reproduces(case, case.truth.verdict, evidence_of(case)), f"{case.name}: {case.truth.note}"


def test_other_numbers_do_not_reproduce_what_is_logged() -> None:
    wrong = 0
    cases = [case for case in faulty_cases("time_scaled") if case.disagreeing > 10]
    for case in cases:
        evidence = dataclasses.replace(evidence_of(case), time_scale=case.truth.time_scale * 1.05)
        wrong += not reproduces(case, "time_scaled", evidence)
    # On a plateau, or in a staircase of few drops, 5 % may not show.
    assert len(cases) > 20 and wrong > 0.7 * len(cases)


def test_a_verdict_without_its_numbers_is_wrong() -> None:
    judged = 0
    for case in faulty_cases("off_schedule"):
        if case.disagreeing > 10 and not case.configured.schedule.is_constant:
            diagnosis = case.diagnose()
            made_up = dataclasses.replace(
                diagnosis,
                finding=dataclasses.replace(diagnosis.finding, verdict="stuck_at_initial"),
                evidence=Evidence(),
            )
            assert judge(case, made_up) is Outcome.WRONG
            judged += 1
        if judged == 8:
            break
    assert judged == 8


def test_the_report_is_the_same_twice_and_counts_every_series(capsys: pytest.CaptureFixture[str]) -> None:
    reports: list[dict[str, Any]] = []
    for _ in range(2):
        assert main(["--series", "40", "--seed", "3", "--format", "json"]) == 0
        reports.append(json.loads(capsys.readouterr().out))
    assert reports[0] == reports[1]
    faulty = reports[0]["faulty"]
    left_out = sum(faulty["undecidable"].values())
    assert faulty["judged"] + left_out + reports[0]["cells_that_cannot_be"] == 40
    assert sum(faulty["outcomes"].values()) == faulty["judged"]
    assert sum(sum(row.values()) for row in faulty["confusion"].values()) == faulty["judged"]
    assert main(["--series", "40", "--seed", "3"]) == 0
    assert f"{faulty['judged']:,} faulty series judged" in capsys.readouterr().out


def test_a_case_can_be_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--seed", "3", "--explain", "faulty-0"]) == 0
    assert "configured: " in capsys.readouterr().out
    with pytest.raises(SystemExit):
        main(["--explain", "nothing"])


def test_the_corpus_table_counts_a_warning_on_a_healthy_series() -> None:
    entry = {
        "run": "train",
        "tag": "lr",
        "verdict": "off_schedule",
        "severity": "warning",
        "next_change": None,
        "evidence": {"time_scale": 1.0},
    }
    label = {"verdict": ["on_schedule"], "evidence": {"time_scale": [0.9, 0.95]}}
    compared = _compared(entry, label)
    assert compared.is_false_alarm and not compared.is_right and len(compared.outside) == 1


def worth(case: Case, **evidence: Any) -> Outcome:
    """Judge a verdict that is made up."""
    diagnosis = case.diagnose()
    verdict = evidence.pop("verdict")
    finding = dataclasses.replace(diagnosis.finding, verdict=verdict)
    return judge(case, dataclasses.replace(diagnosis, finding=finding, evidence=Evidence(**evidence)))


def made(schedule: Schedule, steps: npt.NDArray[np.int64], rates: npt.NDArray[np.float64], truth: Truth) -> Case:
    series = Series.from_points("run", "lr", steps, rates.astype(np.float32).astype(np.float64), 0.5 * steps)
    configured = Configured("made", schedule, float(rates.max()))
    return Case("faulty-0", "short", "made", configured, 0, truth, series, int(steps[-1]))


TWENTY = np.arange(0, 1000, 50)


def test_a_loggers_convention_is_no_number_under_a_pace() -> None:
    root = Join((Polynomial(0.0, 0.1, 10), InverseSquareRoot(0.1, 10)), (10,))
    half = made(root, TWENTY[1:], 0.5 * root(TWENTY[1:] - 1), Truth("value_scaled", TWENTY, "half", value_scale=0.5))
    assert worth(half, verdict="time_scaled", time_scale=4.0, step_offset=-4) is Outcome.EQUIVALENT
    assert worth(half, verdict="time_scaled", time_scale=4.0, step_offset=-40) is Outcome.WRONG


def test_a_pace_may_begin_with_a_phase() -> None:
    schedule = Join((Polynomial(0.0, 0.1, 100), Cosine(0.1, 2000)), (100,), ("warm-up", "decay"))
    rates = schedule(np.where(TWENTY > 100, 2 * TWENTY - 100, TWENTY))
    case = made(schedule, TWENTY, rates, Truth("resumed_elsewhere", rates, "2", numbers=2))
    assert worth(case, verdict="time_scaled", time_scale=2.0, phase="decay") is Outcome.EQUIVALENT
    assert worth(case, verdict="time_scaled", time_scale=2.0) is Outcome.WRONG


def test_a_jump_to_a_rate_that_stands_has_two_numbers() -> None:
    cosine = Cosine(0.1, 1000)
    rates = np.where(TWENTY > 500, 0.3, cosine(TWENTY))
    for numbers, outcome in ((1, Outcome.WRONG), (2, Outcome.EQUIVALENT)):
        case = made(cosine, TWENTY, rates, Truth("resumed_elsewhere", rates, "stands", numbers=numbers))
        assert worth(case, verdict="frozen", phase="after resume") is outcome


def test_a_restart_may_go_back() -> None:
    cosine = Cosine(0.1, 1000)
    rates = cosine(np.where((TWENTY >= 300) & (TWENTY < 700), TWENTY - 300, TWENTY))
    case = made(cosine, TWENTY, rates, Truth("resumed_elsewhere", rates, "back", numbers=2))
    assert worth(case, verdict="restarted", restart_steps=(300,), boundary_steps=(300, 700)) is Outcome.EQUIVALENT
    assert worth(case, verdict="restarted", restart_steps=(300,), boundary_steps=(300, 500)) is Outcome.WRONG
    # Of a restart on a plateau the step lies before the point that shows it.
    stairs = Exponential(0.1, 400, 0.5, staircase=True)
    begins = np.where(TWENTY < 250, 0, np.where(TWENTY < 650, 250, np.where(TWENTY < 850, 500, 0)))
    late = made(stairs, TWENTY, stairs(TWENTY - begins), Truth("resumed_elsewhere", rates, "back", numbers=3))
    evidence = {"restart_steps": (250, 500), "boundary_steps": (400, 650, 850)}
    assert worth(late, verdict="restarted", **evidence) is Outcome.EQUIVALENT


@pytest.mark.parametrize(
    ("schedule", "made_at", "given", "is_found"),
    [
        (Cosine(0.1, 1000), (320,), (350,), True),
        (Cosine(0.1, 1000), (320,), (450,), False),
        (Cosine(0.1, 1000), (320,), (350, 500), False),
        # That the drop at step 900 has not come tells of some restart, and nothing of any one.
        (Join((Constant(0.1), Constant(0.05)), (900,)), (120, 260), (300,), None),
        (Join((Constant(0.1), Cosine(0.1, 300)), (300,)), (120, 260), (300,), True),
        (Join((Constant(0.1), Cosine(0.1, 300)), (300,)), (120, 260), (150,), False),
    ],
)
def test_restarts_that_the_points_tell(
    schedule: Schedule, made_at: tuple[int, ...], given: tuple[int, ...], is_found: bool | None
) -> None:
    configured = Configured("made", schedule, 0.1)
    rates = rates_restarting_at(made_at, configured, TWENTY)
    truth = Truth("restarted", rates, "made", restart_steps=made_at)
    case = made(schedule, TWENTY, rates, truth)
    assert restarts_found(case, given) is is_found


def test_a_restart_before_the_first_point_may_be_told_as_one_at_it() -> None:
    cosine = Cosine(0.1, 1000)
    rates = cosine(TWENTY[6:] - np.where(TWENTY[6:] >= 700, 700, 280))
    case = made(cosine, TWENTY[6:], rates, Truth("restarted", rates, "made", restart_steps=(280, 700)))
    assert restarts_found(case, (300, 700)) and restarts_found(case, (700,))
    assert not restarts_found(case, (300,))


def test_a_pace_at_the_edge_of_a_stair_is_open_to_one_side() -> None:
    stairs = Exponential(0.1, 100, 0.5, staircase=True)
    at_edge = made(stairs, TWENTY, stairs(2 * TWENTY), Truth("time_scaled", stairs(2 * TWENTY), "2", time_scale=2.0))
    assert not is_determined(dataclasses.replace(at_edge, fault="another_total"))
    smooth = Cosine(0.1, 3000)
    curve = made(smooth, TWENTY, smooth(2 * TWENTY), Truth("time_scaled", smooth(2 * TWENTY), "2", time_scale=2.0))
    assert is_determined(dataclasses.replace(curve, fault="another_total"))


def test_one_rate_that_tells_gives_a_pace_for_each_convention() -> None:
    ramp, steps = Join((Polynomial(0.0, 0.1, 100), Constant(0.1)), (100,)), np.arange(50, 500, 50)
    rates = ramp(np.round(0.5 * (steps + 1)).astype(np.int64))
    case = made(ramp, steps[[0, 5, 6]], rates[[0, 5, 6]], Truth("time_scaled", rates, "half", time_scale=0.5))
    assert is_met(case, Evidence(time_scale=float(rates[0]) * 1000 / 50))
    assert not is_met(case, Evidence(time_scale=0.6))


def test_a_leg_that_turns_faster_than_its_log_is_aliased() -> None:
    wave = Cosine(0.1, 1000)
    case = made(wave, TWENTY, wave(TWENTY), Truth("resumed_elsewhere", TWENTY, "4 times", fastest=4.0))
    slow = dataclasses.replace(case.truth, fastest=1.0)
    configured = dataclasses.replace(case.configured, period=300)
    assert is_aliased(dataclasses.replace(case, configured=configured))
    assert not is_aliased(dataclasses.replace(case, configured=configured, truth=slow))


def test_the_full_rate_of_one_cycle_is_its_highest() -> None:
    for case in faulty_cases("frozen_after_preparation"):
        if case.configured.family == "one_cycle":
            rates = case.configured.schedule(np.arange(case.configured.preparation + 3))
            assert case.configured.preparation == int(np.argmax(rates))


def test_one_edge_in_the_wrong_place_tells_of_nothing_that_moved_it() -> None:
    stairs = Exponential(0.1, 300, 0.5, staircase=True)
    one, two = stairs(np.where(TWENTY > 200, TWENTY - 120, TWENTY)), stairs(np.maximum(TWENTY - 120, 0))
    rates = np.where(TWENTY < 500, one, stairs(TWENTY))
    truth = Truth("variant", rates, "edge", numbers=1)
    restarts = {"verdict": "restarted", "restart_steps": (150,), "boundary_steps": (300, 500)}
    assert worth(made(stairs, TWENTY, rates, truth), **restarts) is Outcome.EQUIVALENT
    assert worth(made(stairs, TWENTY, rates, truth), verdict="off_schedule") is Outcome.DECLINED
    assert worth(made(stairs, TWENTY, two, truth), verdict="off_schedule") is Outcome.WRONG


def test_rates_within_the_tolerance_show_no_shape() -> None:
    cosine = Cosine(0.1, 100_000)
    for pace, outcome in ((0.2, Outcome.DECLINED), (0.9, Outcome.WRONG)):
        rates = cosine(np.round(pace * TWENTY).astype(np.int64))
        case = made(cosine, TWENTY, rates, Truth("time_scaled", rates, "slow", time_scale=pace))
        assert worth(case, verdict="off_schedule") is outcome


def test_the_last_leg_may_be_the_one_that_is_as_configured() -> None:
    cosine = Cosine(0.1, 1000)
    rates = cosine(np.where(TWENTY < 500, 2 * TWENTY, TWENTY))
    case = made(cosine, TWENTY, rates, Truth("resumed_elsewhere", rates, "2", numbers=2))
    assert reproduces(case, "resumed_elsewhere", Evidence(boundary_steps=(500,)))
    assert not reproduces(case, "resumed_elsewhere", Evidence(boundary_steps=(400,)))


def test_other_restarts_that_reproduce_every_point_are_as_good() -> None:
    schedule, steps = Join((Constant(0.1), Constant(0.8)), (210,)), np.arange(59, 1500, 60)
    configured = Configured("made", schedule, 0.8)
    made_at = tuple(range(213, 1500, 213))
    rates = rates_restarting_at(made_at, configured, steps)
    case = made(schedule, steps, rates, Truth("restarted", rates, "made", restart_steps=made_at))
    assert (rates == 0.1).all()
    assert restarts_found(case, (239, 479, 719, 959, 1199, 1439)) is None
    assert restarts_found(case, (239, 719, 1199)) is False
    assert restarts_found(case, made_at) is True


def test_the_level_of_an_exponential_is_open_by_a_step_of_its_logger() -> None:
    for schedule, is_open in ((Exponential(0.1, 300, 0.5), True), (Cosine(0.1, 3000), False)):
        rates = 3.7 * schedule(TWENTY)
        case = made(schedule, TWENTY, rates, Truth("value_scaled", rates, "3.7", value_scale=3.7))
        assert is_determined(dataclasses.replace(case, fault="value_scaled")) is not is_open


def test_a_decay_displaced_by_the_warm_up_is_a_variation() -> None:
    decay = Join((Polynomial(0.0, 0.1, 40), Cosine(0.1, 1000)), (40,))
    rates = decay(TWENTY[1:] + 40)
    case = made(decay, TWENTY[1:], rates, Truth("shifted", rates, "40", step_offset=40))
    case = dataclasses.replace(case, configured=dataclasses.replace(case.configured, preparation=40))
    assert reproduces(case, "variant", Evidence(variant="warmup_not_subtracted"))
    other = dataclasses.replace(case, configured=dataclasses.replace(case.configured, preparation=90))
    assert not reproduces(other, "variant", Evidence(variant="warmup_not_subtracted"))
