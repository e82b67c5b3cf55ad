"""Run the cases and count what the engine said of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

from benchmarks.diagnosis_accuracy import reproduce
from benchmarks.diagnosis_accuracy.case import Case, make_case
from benchmarks.diagnosis_accuracy.judge import Outcome, judge
from benchmarks.diagnosis_accuracy.resumes import at_pace
from tb_lrplugin.diagnosis.model import Diagnosis

ALARMS = ("error", "warning")
# A factor is exact within this; float32 rounds by less than a share of the rate.
EXACT, ROUNDING = 1e-6, 2.0**-22
# Evidence that is a factor of y(x) = a * f(k * x + d), by the verdict whose number it is.
FACTORS = {"time_scaled": "time_scale", "shifted": "step_offset", "value_scaled": "value_scale"}


@dataclass(frozen=True)
class Verdicted:
    """One case and what was said of it.

    Attributes:
      cell: fault, family and sampling.
      name: of the case.
      truth: the verdict that names what was done.
      given: the engine's.
      outcome: what it is worth.
      factor_error: relative error of the factor that the verdict names; None where it names none.
      is_determined: whether float32 leaves the factor less open than the goal.
      is_reproduced: whether that factor, as given, reproduces every logged point.
      variations: name of the variation that was run, and of the one that the verdict names; None where none was.
      restarts_found: whether every restart was found within one logging interval; None where there is none to find.
    """

    cell: tuple[str, str, str]
    name: str
    truth: str
    given: str
    outcome: Outcome
    factor_error: float | None = None
    is_determined: bool = False
    is_reproduced: bool = False
    variations: tuple[str, str] | None = None
    restarts_found: bool | None = None


@dataclass
class Tally:
    """Everything counted.

    Attributes:
      faulty: the judged faulty cases.
      undecidable: by fault, how many cases were left out because every point is as a healthy run would have it.
      false_alarms_undecidable: names of those that got an error or a warning all the same.
      impossible: how many cells' draws no schedule suited.
      healthy: the judged healthy cases.
      false_alarms: names of healthy cases that got an error or a warning, with the verdict.
    """

    faulty: list[Verdicted] = field(default_factory=list)
    undecidable: Counter[str] = field(default_factory=Counter)
    false_alarms_undecidable: list[str] = field(default_factory=list)
    impossible: int = 0
    healthy: list[Verdicted] = field(default_factory=list)
    false_alarms: list[str] = field(default_factory=list)


def run(seed: int, faulty: int, healthy: int) -> Tally:
    """Make and diagnose so many series of each kind."""
    tally = Tally()
    for case in _cases(seed, faulty, tally, is_healthy=False):
        diagnosis = case.diagnose()
        # A negative rate is wrong however small it is.
        if case.disagreeing == 0 and case.truth.verdict != "invalid_values":
            tally.undecidable[case.fault] += 1
            if diagnosis.severity in ALARMS:
                tally.false_alarms_undecidable.append(_alarm(case, diagnosis))
        else:
            tally.faulty.append(_judged(case, diagnosis, judge(case, diagnosis)))
    for case in _cases(seed, healthy, tally, is_healthy=True):
        diagnosis = case.diagnose()
        is_right = diagnosis.finding.verdict in (case.truth.verdict, case.truth.also)
        tally.healthy.append(_judged(case, diagnosis, Outcome.AS_DONE if is_right else Outcome.WRONG))
        if diagnosis.severity in ALARMS:
            tally.false_alarms.append(_alarm(case, diagnosis))
    return tally


def _cases(seed: int, count: int, tally: Tally, *, is_healthy: bool) -> Iterator[Case]:
    for index in range(count):
        case = make_case(seed, index, is_healthy)
        if case is None:
            tally.impossible += 1
        else:
            yield case


def _alarm(case: Case, diagnosis: Diagnosis) -> str:
    return f"{case.name} ({', '.join(case.cell)}): {diagnosis.finding.verdict}"


def _judged(case: Case, diagnosis: Diagnosis, outcome: Outcome) -> Verdicted:
    given: str = diagnosis.finding.verdict
    evidence = diagnosis.evidence
    factor_error, is_reproduced, restarts_found = None, False, None
    if given == case.truth.verdict and given in FACTORS:
        found, done = getattr(evidence, FACTORS[given]), getattr(case.truth, FACTORS[given])
        # A step offset is known but for the logger's convention.
        error = max(0, abs(found - done) - 1) if given == "shifted" else abs(found - done)
        factor_error = float(error / abs(done))
        is_reproduced = reproduce.follows(case, evidence.value_scale, evidence.time_scale, evidence.step_offset)
    if given == case.truth.verdict and case.truth.restart_steps:
        restarts_found = _are_found(case, evidence.restart_steps)
    variations = None
    if given == "variant" and case.truth.variation is not None:
        variations = case.truth.variation, str(evidence.variant)
    return Verdicted(
        case.cell,
        case.name,
        case.truth.verdict,
        given,
        outcome,
        factor_error,
        factor_error is not None and _is_determined(case),
        is_reproduced,
        variations,
        restarts_found,
    )


def _is_determined(case: Case) -> bool:
    """Say whether a factor that is off by twice the goal would show in float32."""
    if case.fault == "value_scaled":
        return True
    if case.fault != "another_total":
        return False
    beside = at_pace(case.configured, case.series.steps + case.offset, case.truth.time_scale * (1 + 2 * EXACT))
    return beside is not None and bool((np.abs(beside - case.truth.rates) > ROUNDING * case.truth.rates).any())


def _are_found(case: Case, found: Iterable[int]) -> bool:
    """Say whether as many restarts are given as can be seen, each within one logging interval of where it was made."""
    steps = case.series.steps
    # Of several within one interval only the last one shows; one before the first point is an offset.
    after = {int(np.searchsorted(steps, made - case.offset)): made - case.offset for made in case.truth.restart_steps}
    visible = sorted((index, made) for index, made in after.items() if 0 < index < len(steps))
    given = sorted(found)
    return len(given) == len(visible) and all(
        abs(one - made) <= int(steps[index] - steps[index - 1])
        for (index, made), one in zip(visible, given, strict=True)
    )


def shares(verdicted: Iterable[Verdicted], key: Callable[[Verdicted], str]) -> dict[str, tuple[int, int]]:
    """Count (right, all) by a key."""
    right: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for one in verdicted:
        every[key(one)] += 1
        right[key(one)] += one.outcome is not Outcome.WRONG
    return {name: (right[name], every[name]) for name in every}
