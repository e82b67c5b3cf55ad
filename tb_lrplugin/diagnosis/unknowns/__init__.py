"""Which of the readings governs a series, and what the points say of what it leaves open."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from tb_lrplugin.data.series import Series
from tb_lrplugin.diagnosis.comparing import Case, case_of, is_flat
from tb_lrplugin.diagnosis.comparing.testimony import is_of, may_be_of
from tb_lrplugin.diagnosis.unknowns.search import candidates
from tb_lrplugin.frameworks.reading import Reading, changed
from tb_lrplugin.frameworks.witness import HandedOver
from tb_lrplugin.words import counted

# Between so many places a schedule's peak is met to this part of it.
_SAMPLES = 1_000
_PEAK = 0.02
_OF_STATE = "it is what the scheduler itself was made with, whatever configurations say"


@dataclass(frozen=True)
class Binding:
    """Which reading governs a series, and why that one.

    Attributes:
      reading: the one that governs.
      case: the series beside its schedule; None where the reading has none.
      rule: why it governs, for people.
      others: the other readings that speak for the series.
    """

    reading: Reading
    case: Case | None
    rule: str
    others: tuple[Reading, ...]


def bind(series: Series, readings: Sequence[Reading]) -> Binding | None:
    """Choose the reading that governs a series.

    A summary that names the series' tag beats every other; then the readings stand in the order of
    discovery. Where the first source gives several (one summary per optimizer, none of which names a tag),
    the one whose schedule the points agree with longest is taken.

    Args:
      series: at least one point.
      readings: in the order of discovery, the one to believe first.

    Returns:
      The binding; None where no reading speaks for the series.
    """
    return _bound(_Meanings(series), readings)


class _Meanings:
    """What readings mean for a series, worked out once for each however often it is asked."""

    def __init__(self, series: Series) -> None:
        self.series = series
        # By the identity of readings, which stay alive with the answers.
        self._found: dict[int, tuple[Reading, tuple[Reading, Case | None]]] = {}

    def of(self, reading: Reading) -> tuple[Reading, Case | None]:
        """Give the reading with its numbers filled in, and the series beside its schedule."""
        if id(reading) not in self._found:
            self._found[id(reading)] = reading, _best(self.series, reading)
        return self._found[id(reading)][1]


def _bound(meanings: _Meanings, readings: Sequence[Reading]) -> Binding | None:
    series = meanings.series
    readings = [one for one in readings if _is_of_run(meanings, one)]
    made = [one.witness.handed_over for one in readings if one.witness is not None and one.witness.handed_over]
    readings = [one for one in readings if not any(_is_replaced(meanings, one, by) for by in made)]
    named = [reading for reading in readings if reading.tag == series.tag]
    general = [reading for reading in readings if not reading.tag and reading.governs(series.run, series.tag)]
    if not named and general and general[0].is_state:
        configured = _bound(meanings, [reading for reading in general if reading.witness is None])
        if configured is not None and configured.case is not None and configured.case.holds:
            # Where both agree with the points, the configuration says it in its framework's words.
            return configured
    chosen_from = named or [reading for reading in general if reading.kind == general[0].kind]
    if not chosen_from:
        return None
    found = [meanings.of(reading) for reading in chosen_from]
    valid = [(index, case) for index, (_, case) in enumerate(found) if case is not None]
    if not valid and chosen_from[0].is_state:
        # One of several schedulers, with none of which alone the points agree.
        rest = [reading for reading in readings if not reading.is_state]
        return _bound(meanings, rest) or Binding(*found[0], "it alone speaks for this series", ())
    chosen = max(valid, key=lambda pair: pair[1].first_disagreement)[0] if valid else 0
    reading, case = found[chosen]
    others = tuple(other for other in [*named, *general] if other is not chosen_from[chosen] and _is_source(other))
    rule = _OF_STATE if reading.is_state and others else _rule(bool(named), len(chosen_from), others)
    return Binding(_completed(reading, others) if reading.is_state else reading, case, rule, others)


def _completed(state: Reading, others: Sequence[Reading]) -> Reading:
    """Complete what a scheduler was made with by what the run's settings say beside its schedule."""
    settings = next((one for one in others if one.witness is None and not one.is_assumed), None)
    if settings is None:
        return state
    return changed(
        state,
        total_steps=settings.total_steps if state.total_steps is None else state.total_steps,
        optimizer=state.optimizer or settings.optimizer,
        loss_scaling=state.loss_scaling or settings.loss_scaling,
        numbers=state.numbers or settings.numbers,
        measured=settings.measured if state.measured == "unknown" else state.measured,
    )


def _is_of_run(meanings: _Meanings, reading: Reading) -> bool:
    """Leave out a checkpoint of another run; what only may be of this one must agree with every point."""
    if reading.is_hypothesis:
        case = meanings.of(reading)[1]
        return case is not None and case.holds
    witness = reading.witness
    if witness is None or is_of(meanings.series, witness):
        return True
    if not may_be_of(meanings.series, witness):
        return False
    case = meanings.of(reading)[1]
    # A rule of a metric may move the rate at any time: nothing is held against the points.
    return case.holds or reading.rule is not None if case is not None else not reading.is_state


def _is_replaced(meanings: _Meanings, reading: Reading, by: HandedOver) -> bool:
    """Say whether the points refute settings, and a scheduler that the script made itself stands in their place."""
    if reading.kind != by.program or reading.witness is not None:
        return False
    case = meanings.of(reading)[1]
    if case is None or case.holds:
        return False
    steps = np.linspace(0, max(case.horizon, 1), _SAMPLES).astype(np.int64)
    return by.is_own_function or not math.isclose(float(case.schedule(steps).max()), by.rate, rel_tol=_PEAK)


def _is_source(reading: Reading) -> bool:
    """Say whether a reading tells of a schedule at all: of a checkpoint without one only the counters count."""
    return reading.witness is None or reading.schedule is not None


def _rule(is_named: bool, candidates: int, others: Sequence[Reading]) -> str:
    if candidates > 1:
        return f"of {candidates} configurations of one kind, the one that the points agree with longest"
    if is_named:
        return "it names this very tag"
    return "it stands nearer to the run than the others" if others else "it alone speaks for this series"


def _best(series: Series, reading: Reading) -> tuple[Reading, Case | None]:
    """Take what a reading means for a series, or for the points since it was written."""
    best, case = _best_of_all(series, reading)
    if case is None and best.since is not None:
        # What nobody can evaluate governs no part of the points either.
        best = replace(best, since=None)
    if reading.since is None or case is None or case.first_disagreement > 0:
        return best, case
    begin = int(np.searchsorted(series.wall_times, reading.since))
    if not 0 < begin < len(series):
        return best, case
    later, since = _best_of_all(series[begin:], reading)
    if since is None or not since.holds:
        return best, case
    # From its first point on the run followed something else, which nothing holds any more.
    unreadable = (
        f"a configuration that was written anew before {since.at(since.step_at(0))}: the "
        f"{counted(len(since), 'point')} from there on agree with it ({since.described}), and the "
        f"{begin:,} before were logged under an earlier one, which the event files no longer tell"
    )
    return replace(later, schedule=None, unreadable=unreadable), None


def _best_of_all(series: Series, reading: Reading) -> tuple[Reading, Case | None]:
    """Take the candidate of a reading that the points agree with; where none does, the one that explains most."""
    offset = reading.step_offset(series.run, series.tag)
    found: list[tuple[Reading, Case | None]] = []
    for candidate in candidates(series, reading):
        case = case_of(series, candidate)
        found.append((candidate, case))
        if case is not None and case.holds and case.offset == offset:
            return candidate, case
    if found:
        return max(found, key=lambda pair: (_beginning(pair[1]), _is_at_a_level(pair[1])))
    # What would speak if the points agreed says nothing.
    return replace(reading, schedule=None) if reading.unreadable else reading, None


def _is_at_a_level(case: Case | None) -> bool:
    """Say whether every rate, of several, is the one asked for times one factor."""
    if case is None or case.is_flat or not case.expected[0] > 0:
        return False
    with np.errstate(invalid="ignore", over="ignore"):
        level = float(case.values[0] / case.expected[0])
        # Both roundings of the first point are in the factor.
        return bool((np.abs(case.values - level * case.expected) <= 2 * level * case.tolerance_at(case.expected)).all())


def _beginning(case: Case | None) -> float:
    """Count the points before the first that disagrees, where the rate moves among them: that is what is explained."""
    if case is None:
        return 0
    if case.holds:
        # Under another offset than the logger's own; an exact explanation would have gone before.
        return math.inf
    count = case.first_disagreement
    return 0 if count < 2 or is_flat(case.expected[:count]) else count
