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
from benchmarks.diagnosis_accuracy.families import FAMILIES
from benchmarks.diagnosis_accuracy.faults import FAULTS
from benchmarks.diagnosis_accuracy.judge import Outcome, judge, reproduces
from benchmarks.diagnosis_accuracy.sampling import SAMPLINGS
from tb_lrplugin.diagnosis.model import Evidence

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
    assert judged > 20


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
