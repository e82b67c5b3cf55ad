"""Does an explanation reproduce the logged points? The benchmark's own evaluation, independent of the engine's."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from benchmarks.diagnosis_accuracy.case import CONVENTIONS, Case
from benchmarks.diagnosis_accuracy.resumes import at_pace
from tb_lrplugin.data.series import FloatArray, IntArray
from tb_lrplugin.tolerance import tolerance

# Points that are looked at first; most wrong explanations fail there already.
_PROBES = 24
# float32 rounding of one and the same rate.
_FLAT = 1e-6
# An inversion of the schedule gives up beyond so many times the logged steps.
_REACH = 8
_MOST_SOLUTIONS = 50_000
_MOST_LINES = 100

Chosen = npt.NDArray[np.int64]


def is_flat(values: FloatArray) -> bool:
    """Say whether all rates are one."""
    return float(np.ptp(values)) <= _FLAT * float(np.abs(values).max())


def follows(case: Case, scale: float, pace: float, offset: float, chosen: Chosen | None = None) -> bool:
    """Say whether chosen points are scale * f(floor(pace * x + offset)), give or take a step of x or of f."""
    every = np.arange(len(case.series)) if chosen is None else chosen
    # A logger's convention is one step of x, and the rate may be logged anywhere within a step.
    slack = 2 * math.ceil(pace) if pace > 1 else 1
    leads = sorted(range(-slack, slack + 1), key=abs)
    return any(_follows(case, scale, pace, offset + lead, every) for lead in leads)


def follows_formula(case: Case, pace: float) -> bool:
    """Say whether all points are the formula itself at pace * x, give or take a logger's convention."""
    every = (at_pace(case.configured, case.series.steps + convention, pace) for convention in CONVENTIONS)
    return any(rates is not None and bool(case.agrees_with(rates, case.configured.base_rate).all()) for rates in every)


def follows_since(case: Case, pace: float, start: int) -> bool:
    """Say whether the points follow the schedule up to a step, and from there on at a pace, counted from it."""
    first = int(np.searchsorted(case.series.steps, start))
    before, after = np.arange(first), np.arange(first, len(case.series))
    is_before = first == 0 or follows(case, 1.0, 1.0, 0, before)
    return is_before and after.size > 0 and follows(case, 1.0, pace, start * (1 - pace), after)


def restarts_and_goes_back(case: Case, steps: Sequence[int], boundaries: Sequence[int]) -> bool:
    """Say whether every leg begins again within the interval that holds one of the steps, or is as configured.

    A restart shows at a boundary; where it fell on a plateau, its step lies before.
    """
    legs = _legs(case, boundaries)
    ends = [*boundaries, int(case.series.steps[-1]) + 1]
    if not legs or not follows(case, 1.0, 1.0, 0, legs[0]):
        return False
    for leg, begin, end in zip(legs[1:], boundaries, ends[1:], strict=True):
        begun = [step for step in steps if step <= begin] or [step for step in steps if step < end][:1]
        is_plain = follows(case, 1.0, 1.0, 0, leg)
        if not is_plain and not (begun and _restarts(case, leg, 1.0, 1.0, begun[-1] - _widest(case))):
            return False
    return True


def _widest(case: Case) -> int:
    return int(np.diff(case.series.steps).max())


def _follows(case: Case, scale: float, pace: float, offset: float, chosen: Chosen) -> bool:
    return _agrees(case, scale, pace, offset, probes(chosen)) and _agrees(case, scale, pace, offset, chosen)


def _agrees(case: Case, scale: float, pace: float, offset: float, chosen: Chosen) -> bool:
    at = np.floor(pace * case.series.steps[chosen] + offset).astype(np.int64)
    found = np.zeros(len(chosen), bool)
    for convention in CONVENTIONS:
        found |= _equal(case, at + convention, chosen, scale)
        if found.all():
            return True
    return False


def _equal(case: Case, counters: IntArray, chosen: Chosen, scale: float = 1.0) -> npt.NDArray[np.bool_]:
    """Say whether each chosen point is scale * f(counter) within the tolerance; shapes broadcast."""
    rates = scale * case.configured.schedule(counters)
    with np.errstate(invalid="ignore"):
        return np.abs(case.series.values[chosen] - rates) <= tolerance(rates, scale * case.configured.base_rate)


def probes(chosen: Chosen) -> Chosen:
    """Take a few of the points, first and last among them."""
    if len(chosen) <= _PROBES:
        return chosen
    return chosen[np.linspace(0, len(chosen) - 1, _PROBES).astype(np.int64)]


def restarts(case: Case, steps: Sequence[int], scale: float, pace: float) -> bool:
    """Say whether the schedule begins from 0 again at these steps, each known to one logging interval.

    A log that begins late may begin with a restart, within one interval before its first point.
    """
    first = int(case.series.steps[0])
    if first > 0 and steps and steps[0] == first:
        every = np.arange(len(case.series)) if len(steps) == 1 else _legs(case, steps[1:])[0]
        begins_late = _restarts(case, every, scale, pace, max(first - _widest(case), 0))
        return begins_late and all(_restarts(case, leg, scale, pace) for leg in _legs(case, steps[1:])[1:])
    legs = _legs(case, steps)
    if not legs or not follows(case, scale, pace, 0, legs[0]):
        return False
    return all(_restarts(case, leg, scale, pace) for leg in legs[1:])


def _restarts(case: Case, leg: Chosen, scale: float, pace: float, since: int | None = None) -> bool:
    before = int(case.series.steps[leg[0] - 1]) if since is None else since
    first = int(case.series.steps[leg[0]])
    begins = np.arange(before - 1, first + 2)
    looked_at = probes(leg)
    counters = np.floor(pace * (case.series.steps[looked_at][:, None] - begins[None, :])).astype(np.int64)
    possible = begins[_equal(case, counters, looked_at[:, None], scale).all(axis=0)]
    return any(
        _follows(case, scale, pace, -pace * begin, leg) for begin in possible[_thinned(len(possible), _MOST_LINES)]
    )


def resumes_elsewhere(case: Case, boundaries: Sequence[int]) -> bool:
    """Say whether legs follow the schedule, each with a factor, pace or offset, the first or the last with none."""
    legs = _legs(case, boundaries)
    if not legs:
        return False
    for plain, others in ((legs[0], legs[1:]), (legs[-1], legs[:-1])):
        if follows(case, 1.0, 1.0, 0, plain) and all(_follows_somehow(case, leg) for leg in others):
            return True
    return False


def _follows_somehow(case: Case, leg: Chosen) -> bool:
    # One point follows everything.
    return len(leg) == 1 or follows(case, 1.0, 1.0, 0, leg) or _has_factor(case, leg) or _has_offset_or_pace(case, leg)


def _has_factor(case: Case, leg: Chosen) -> bool:
    values = case.series.values[leg]
    for convention in CONVENTIONS:
        expected = case.configured.schedule(case.series.steps[leg] + convention)
        if expected.max() > 0:
            at = int(np.argmax(expected))
            if follows(case, float(values[at] / expected[at]), 1.0, convention, leg):
                return True
    return False


def _has_offset_or_pace(case: Case, leg: Chosen) -> bool:
    """Invert the schedule at a late point of the leg, and try on the others every line through each solution.

    The line's pace is 1 (another offset), or it begins at step 0 or where the leg does (another pace).
    """
    steps = case.series.steps
    inverted = {int(index): _steps_with_rate(case, int(index)) for index in leg[[-1, len(leg) // 2]]}
    anchor = min(inverted, key=lambda index: len(inverted[index]))
    solutions, at, begin = inverted[anchor].astype(np.float64), int(steps[anchor]), int(steps[leg[0]])
    lines = [_Lines(at, solutions, np.ones_like(solutions))]
    lines += [
        _Lines(origin, np.full_like(solutions, origin), (solutions - origin) / (at - origin))
        for origin in {0, begin}
        if origin < at
    ]
    return any(_any_line_follows(case, leg, line) for line in lines)


class _Lines(NamedTuple):
    """Counters that move in straight lines: starts[i] + paces[i] * (x - origin)."""

    origin: int
    starts: FloatArray
    paces: FloatArray

    def at(self, steps: IntArray) -> IntArray:
        """int64[n, m], the counter of each line at each step."""
        return np.round(self.starts + self.paces * (steps[:, None] - self.origin)).astype(np.int64)

    def kept(self, which: npt.NDArray[np.bool_]) -> _Lines:
        return _Lines(self.origin, self.starts[which], self.paces[which])


def _any_line_follows(case: Case, leg: Chosen, lines: _Lines) -> bool:
    possible = lines.kept(_equal_somewhere(case, probes(leg), lines).all(axis=0))
    # The probes leave few lines, or many that are as good as each other (on a plateau).
    some = possible.kept(_thinned(len(possible.starts), _MOST_LINES))
    return bool(_equal_somewhere(case, leg, some).all(axis=0).any())


def _thinned(count: int, most: int) -> npt.NDArray[np.bool_]:
    return np.arange(count) % max(1, -(-count // max(1, most))) == 0


def _equal_somewhere(case: Case, chosen: Chosen, lines: _Lines) -> npt.NDArray[np.bool_]:
    """bool[n, m]: whether each chosen point has the rate that each line gives it, to one step of f."""
    counters = lines.at(case.series.steps[chosen])
    return np.logical_or.reduce([_equal(case, counters + convention, chosen[:, None]) for convention in CONVENTIONS])


def _steps_with_rate(case: Case, index: int) -> IntArray:
    """List the steps at which the schedule has a logged rate, up to a few times the logged steps."""
    every = np.arange(_REACH * int(case.series.steps[-1]) + 2)
    found = every[_equal(case, every, np.array(index))]
    return found[_thinned(len(found), _MOST_SOLUTIONS)]


def stands_within_epochs(case: Case) -> bool:
    """Say whether all points are the rate at the beginning of their epoch, for some number of steps per epoch."""
    return any(_stands_within_epochs(case, case.series.steps + convention) for convention in CONVENTIONS)


def _stands_within_epochs(case: Case, counters: IntArray) -> bool:
    lengths = np.arange(2, max(3, int(counters[-1]) // 2 + 2))
    # Points on either side of a change tell the lengths apart that a staircase admits.
    changes = np.flatnonzero(np.diff(case.series.values) != 0)
    for chosen in (probes(np.arange(len(counters))), probes(changes), probes(changes + 1)):
        if chosen.size:
            begins = counters[chosen][:, None] // lengths * lengths
            lengths = lengths[_equal(case, begins, chosen[:, None]).all(axis=0)]
    every = np.arange(len(counters))
    some = lengths[_thinned(len(lengths), _MOST_LINES)]
    return any(bool(_equal(case, counters // length * length, every).all()) for length in some)


def _legs(case: Case, boundaries: Sequence[int]) -> list[Chosen]:
    """Split the points where legs begin; none where a boundary lies outside of the logged steps."""
    begins = [int(index) for index in np.searchsorted(case.series.steps, boundaries)]
    ends = [*begins, len(case.series)]
    if not begins or any(begin >= end for begin, end in zip([0, *begins], ends, strict=True)):
        return []
    return [np.arange(begin, end) for begin, end in zip([0, *begins], ends, strict=True)]
