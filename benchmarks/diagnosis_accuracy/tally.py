"""Run the cases and count what the engine said of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from benchmarks.diagnosis_accuracy import reproduce
from benchmarks.diagnosis_accuracy.case import CONVENTIONS, Case, make_case
from benchmarks.diagnosis_accuracy.judge import Outcome, judge
from benchmarks.diagnosis_accuracy.resumes import at_pace, rates_restarting_at
from tb_lrplugin.data.series import FloatArray
from tb_lrplugin.diagnosis.model import Diagnosis, Evidence

ALARMS = ("error", "warning")
# A factor is exact within this; float32 rounds by less than a share of the rate.
EXACT, ROUNDING, FORMULA = 1e-6, 2.0**-22, 2.0**-24
# What float32 leaves of a power whose exponent it rounds.
EXPONENT = 4e-6
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
    factor_error, is_reproduced, found_all = None, False, None
    if given == case.truth.verdict and given in FACTORS:
        found, done = getattr(evidence, FACTORS[given]), getattr(case.truth, FACTORS[given])
        # A step offset is known but for the logger's convention.
        error = max(0, abs(found - done) - 1) if given == "shifted" else abs(found - done)
        factor_error = float(error / abs(done))
        is_reproduced = reproduce.follows(case, evidence.value_scale, evidence.time_scale, evidence.step_offset)
    if given == case.truth.verdict and case.truth.restart_steps:
        found_all = restarts_found(case, evidence.restart_steps)
    is_open = factor_error is None or not is_determined(case)
    if factor_error is not None and factor_error > EXACT:
        # A single rate that tells gives another factor under each of the logger's conventions.
        is_open |= is_met(case, evidence)
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
        not is_open,
        is_reproduced,
        variations,
        found_all,
    )


def is_determined(case: Case) -> bool:
    """Say whether a factor that is off by twice the goal would show in float32."""
    if case.fault == "value_scaled":
        # An exponential that is logged a step late is another factor of itself.
        late = (case.configured.schedule(case.series.steps + one) for one in CONVENTIONS if one != case.offset)
        return not any(_is_a_factor(case.series.values, rates) for rates in late)
    if case.fault != "another_total":
        return False
    # At the edge of a stair it shows on one side alone, and the other is open.
    for side in (1 - 2 * EXACT, 1 + 2 * EXACT):
        beside = at_pace(case.configured, case.series.steps + case.offset, case.truth.time_scale * side)
        if beside is None or not (np.abs(beside - case.truth.rates) > _rounding(case, case.truth.rates)).any():
            return False
    return True


def _is_a_factor(values: FloatArray, rates: FloatArray) -> bool:
    telling = rates > 0
    factors = values[telling] / rates[telling]
    return bool(telling.any()) and float(np.ptp(factors)) <= EXPONENT * float(factors.max())


def _rounding(case: Case, rates: FloatArray) -> FloatArray:
    """Give what float32 leaves open: a share of the rate, and of the base rate where a formula is evaluated in it."""
    return ROUNDING * np.abs(rates) + FORMULA * case.configured.base_rate


def is_met(case: Case, evidence: Evidence) -> bool:
    """Say whether the factor that is given has every logged rate, as nearly as a factor that is exact."""
    logged = case.series.values
    for convention in CONVENTIONS:
        rates = at_pace(case.configured, case.series.steps + convention, evidence.time_scale)
        if rates is not None and (np.abs(logged - evidence.value_scale * rates) <= EXACT * np.abs(logged)).all():
            return True
    return False


def restarts_found(case: Case, found: Sequence[int]) -> bool | None:
    """Say whether all restarts that the points tell are given, each within one logging interval, and none too many.

    One that was made before the first point may be told as one at that point.

    Returns:
      None where the points tell none, or others reproduce every point as well.
    """
    steps, told = case.series.steps, _told(case)
    if not told:
        return None
    seen = {int(np.searchsorted(steps, made - case.offset)) for made in case.truth.restart_steps} - {len(steps)}
    are_near = all(
        any(abs(one - made) <= int(steps[index] - steps[index - 1]) for one in found) for index, made in told
    )
    if len(found) > len(seen):
        return False
    return True if are_near else None if reproduce.restarts(case, found, 1.0, 1.0) else False


def _told(case: Case) -> list[tuple[int, int]]:
    """List the restarts that the points tell: index of the first point behind each, and its step on the log's axis.

    Of several within one interval only the last one can be seen, and one before the first point is an offset. The
    points tell a restart to an interval where it would show if it had not been made, or an interval earlier or later:
    on a plateau of the schedule none of these may show.
    """
    steps, made = case.series.steps, case.truth.restart_steps
    told = {int(np.searchsorted(steps, one - case.offset)): one for one in made}
    seen = []
    for index, one in sorted(told.items()):
        if 0 < index < len(steps):
            interval = int(steps[index] - steps[index - 1]) + 1
            others = [other for other in made if other != one]
            moved = [[*others, max(one - interval, 0)], [*others, one + interval]]
            if all(_would_show(case, sorted(ones)) for ones in (others, *moved)):
                seen.append((index, one - case.offset))
    return seen


def _would_show(case: Case, restarts: Sequence[int]) -> bool:
    rates = rates_restarting_at(restarts, case.configured, case.series.steps + case.offset)
    return not case.agrees_with(rates, case.configured.base_rate).all()


def shares(verdicted: Iterable[Verdicted], key: Callable[[Verdicted], str]) -> dict[str, tuple[int, int]]:
    """Count (right, all) by a key."""
    right: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for one in verdicted:
        every[key(one)] += 1
        right[key(one)] += one.outcome is not Outcome.WRONG
    return {name: (right[name], every[name]) for name in every}
