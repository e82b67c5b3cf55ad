"""Finds the number that a configuration leaves open, and the group's rate beside it, from the points."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator, Sequence
from functools import partial

import numpy as np
import numpy.typing as npt

from tb_lrplugin.data.series import FloatArray, IntArray, Series
from tb_lrplugin.diagnosis.comparing import claimed
from tb_lrplugin.diagnosis.comparing.case import allowed
from tb_lrplugin.diagnosis.unknowns.family import Family
from tb_lrplugin.diagnosis.unknowns.points import distance_of, may_lack_begin, spacing_of, telling_points
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.frameworks.run_numbers import named
from tb_lrplugin.frameworks.unknown import LARGEST, Curve, How, Solution, Unknown
from tb_lrplugin.tolerance import CONVENTIONAL_OFFSETS

# Tried in turn: nearly every epoch is shorter than the first.
_LIMITS = (2**12, 2**16, 2**20)
# Of more numbers that the points cannot tell apart, an even choice is looked at more closely.
_MOST_COMPARED = 4096
# So few are held against all points at once.
_FEW = 256
# Between numbers that were tried, so many places at which the last rate is met are looked at, and what lies beside.
_MOST_CROSSINGS, _BESIDE = 4, np.arange(-2, 4)
# Rates that differ by less are one rate, stored as float32.
_ROUNDING = 1e-6
# What a schedule runs at where it is stepped more than once for an update, or once in several.
_PACES = (2.0, 3.0, 4.0, 8.0, 0.5, 0.25)
# Two numbers are not singled out by fewer moves of the rate.
_LEAST_MOVES = 3
# Of a float32, as a share of the difference that is allowed.
_LOG_ROUNDING = 0.012
# A group's rate shows in the first points, but for those at the very begin of a warm-up from nothing.
_RATE_POINTS = 3
# A run goes on for longer than it was planned, but hardly ever so many times as long.
_MOST_OVERRUN = 4
# Steps beyond are garbage of the log, which a product with a number must not wrap around.
_LAST_STEP = 2**40


def candidates(series: Series, reading: Reading) -> Iterator[Reading]:
    """List what a reading means for a series, every number filled in; the first is to be taken where none agrees.

    Args:
      series: at least one point.
      reading: as a source tells it.
    """
    series = claimed(series, reading) or series
    alternatives = list(reading.alternatives(series.tag))
    unknowns = [one for one in alternatives if isinstance(one, Unknown)]
    if not unknowns:
        yield from (one for one in alternatives if isinstance(one, Reading))
        return
    spacing = distance_of(series) if any(one.marks_windows for one in unknowns) else spacing_of(series)
    marked = [one for one in unknowns if _is_told_by(one, spacing)]
    known = named(marked[0].name, spacing) if marked else ()
    search = _Search(series, reading)
    for one in (*marked, *(one for one in alternatives if one not in marked)):
        if isinstance(one, Reading):
            yield dataclasses.replace(one, numbers=one.numbers + known) if known else one
            continue
        found = search.find(dataclasses.replace(one, told=(spacing,), searched=()) if one in marked else one)
        built = None if found is None else one.build(found)
        if found is not None and built is not None:
            own = named(one.name, found.number) if one.name and found.is_known else known
            yield dataclasses.replace(built, numbers=built.numbers + own, solution=found)


def _is_told_by(unknown: Unknown, spacing: int) -> bool:
    is_marked = unknown.marks_starts or unknown.marks_windows
    return spacing > 1 and is_marked and (spacing in unknown.told or not unknown.told)


class _Search:
    """The telling points of one series, held against every number that a reading leaves open."""

    def __init__(self, series: Series, reading: Reading) -> None:
        points, offset = telling_points(series), reading.step_offset(series.run, series.tag)
        self._last = int(series.steps[-1])
        # Within this many steps the rate has moved, or never.
        with np.errstate(invalid="ignore"):
            distances = np.abs(series.values - series.values[0])
        moved = np.flatnonzero(~(distances <= 2 * reading.absolute_tolerance))
        self._first_move = int(series.steps[moved[0]]) if moved.size else self._last
        # Of points this far apart, or of a sample, the first one need not be where the run began.
        self._may_miss_begin = series.is_sample or may_lack_begin(series.steps)
        self._steps = np.clip(series.steps[points], -_LAST_STEP, _LAST_STEP) + offset
        self._values = series.values[points]
        self._allowed = partial(allowed, series, reading)
        # The logger's own convention, and the others.
        self._conventions = np.array(
            sorted({0, *(other - offset for other in CONVENTIONAL_OFFSETS)}, key=abs), np.int64
        )
        self._moves = int(np.count_nonzero(series.values[1:] != series.values[:-1]))
        self._stands_still = not (distances > _ROUNDING * np.abs(series.values).max()).any()
        # From both ends in turn: a few points there rule out nearly all numbers.
        self._all = np.arange(len(points))
        self._inwards = np.stack([self._all[::-1], self._all], axis=1).ravel()[: len(points)]

    def find(self, unknown: Unknown) -> Solution | None:
        """Give the number with which the points agree, or agree longest; None for an excuse that is none."""
        if self._moves < unknown.least_moves:
            return None
        # A rate that stands still says nothing of an offset.
        conventions = self._conventions[: None if unknown.counts_steps and not self._stands_still else 1]
        told = self._family(unknown, _array(unknown.told))
        agreeing = self._agreeing(told, conventions)
        if len(agreeing):
            return self._solution(agreeing, len(self._steps), "told")
        searched = self._bounded(unknown)
        assumed = self._assumed(unknown)
        stages: list[Family] = []
        for limit in _LIMITS:
            numbers = self._family(unknown, self._begun(unknown, _array(searched[:limit])))
            # Where units are long, a step more or less of the logger hardly ever shows.
            agreeing = self._agreeing(numbers, conventions if limit == _LIMITS[0] else conventions[:1])
            if len(agreeing) and len(told):
                # Another pace than the run itself tells, to the end, is the fault.
                stages = []
                break
            is_last = limit >= min(len(searched), _LIMITS[-1])
            if len(agreeing) and not _tells(numbers, agreeing, assumed):
                return self._solution(assumed, len(self._steps), "assumed")
            if len(agreeing) and (is_last or _is_within(agreeing, numbers)):
                # What every longer unit explains as well is no more than bounded from below.
                is_open = agreeing.numbers[-1] == LARGEST
                return self._solution(agreeing, len(self._steps), "assumed" if is_open else "inferred")
            stages += [numbers] if len(numbers) else []
            if is_last:
                break
        if unknown.is_sample and stages and not len(told):
            return self._of_sample(stages[-1], assumed)
        if unknown.is_excuse:
            return None
        found = self._at_a_level(unknown, stages) or self._at_a_pace(unknown, stages)
        return found or self._partly(told, assumed, stages)

    def _at_a_level(self, unknown: Unknown, stages: Sequence[Family]) -> Solution | None:
        """Find the number under which every point is the curve times one factor: that is a fault of its own."""
        if unknown.slope is not None or self._moves < _LEAST_MOVES:
            return None
        # The factor is what the rates rise with.
        levelled = dataclasses.replace(
            unknown, curve=lambda numbers, steps: np.zeros(np.broadcast(numbers, steps).shape), slope=unknown.curve
        )
        for numbers in stages:
            agreeing = self._agreeing(self._family(levelled, numbers.numbers), self._conventions[:1])
            if len(agreeing) and _is_within(agreeing, numbers):
                found = self._solution(agreeing, len(self._steps), "inferred")
                return dataclasses.replace(found, rate=math.nan)
        return None

    def _at_a_pace(self, unknown: Unknown, stages: Sequence[Family]) -> Solution | None:
        """Find the number under which every point is the curve at another pace, which what has a known length tells."""
        if unknown.slope is not None or self._moves < _LEAST_MOVES:
            return None
        # Logged after the last step of an update, before the first one, or as the logger's own convention has it.
        ways = [(pace, lead) for pace in _PACES for lead in ((0.0, pace - 1, 1 - pace) if pace > 1 else (0.0,))]
        for pace, lead in ways:
            paced = dataclasses.replace(unknown, curve=partial(_paced, unknown.curve, pace, lead))
            for numbers in stages[:2]:
                agreeing = self._agreeing(Family(paced, numbers.numbers, numbers.rates), self._conventions[:1])
                if len(agreeing) and _is_within(agreeing, numbers):
                    return self._solution(agreeing, len(self._steps), "inferred")
        return None

    def _assumed(self, unknown: Unknown) -> Family:
        """Give the number for a curve where nothing tells; of a rate that moves, that under which the run is whole."""
        number = unknown.assumed(self._last)
        if unknown.is_hold and unknown.planned and not self._stands_still:
            number = max(-(-(self._last + 1) // unknown.planned), 1)
        return self._family(unknown, np.array([number]))

    def _of_sample(self, tried: Family, assumed: Family) -> Solution:
        """Look between numbers of which none explains the points, which proves nothing by itself."""
        rates = tried.at(self._steps)
        known = np.flatnonzero(np.isfinite(rates).all(axis=1))
        if not len(known):
            return self._solution(assumed, 0, "undecided")
        tried, rates = tried[known], rates[known]
        between = np.flatnonzero(np.diff(rates[:, -1] > self._values[-1]))[:_MOST_CROSSINGS]
        near = [self._crossing(tried, int(tried.numbers[index]), int(tried.numbers[index + 1])) for index in between]
        numbers = np.unique(np.concatenate([[0], *(number + _BESIDE for number in near)]))[1:]
        agreeing = self._agreeing(self._family(tried.unknown, numbers[numbers > 0]), self._conventions[:1])
        if len(agreeing):
            return self._solution(agreeing, len(self._steps), "inferred")
        scale = self._scale(tried)
        is_one_rate = np.ptp(rates, axis=0) <= self._allowed(rates[0], scale)
        is_wrong = ~self._agrees(tried, self._all, self._conventions, scale).any(axis=0)
        # Where every number makes the same rate, and it was not logged, the number is not to blame.
        how: How = "assumed" if (is_one_rate & is_wrong).any() else "undecided"
        return self._solution(assumed, len(self._steps), how)

    def _crossing(self, tried: Family, low: int, high: int) -> int:
        """Halve the numbers between two, one of which makes the last rate too high and one too low."""
        is_above = self._rate_of(tried, low) > self._values[-1]
        while high - low > 1:
            middle = (low + high) // 2
            if (self._rate_of(tried, middle) > self._values[-1]) == is_above:
                low = middle
            else:
                high = middle
        return low

    def _partly(self, told: Family, assumed: Family, stages: Sequence[Family]) -> Solution:
        """Give the number with which the points agree longest, where none agrees with them all."""
        how: How = "told" if len(told) else "assumed"
        best, points = self._longest(told) if len(told) else (assumed, 0)
        # What the run itself tells may be wrong where a counter began anew, and then not even the first point agrees.
        for numbers in () if points else stages:
            longest, count = self._longest(numbers)
            # An inference is shown by a change that it explains.
            has_moved = (self._values[:count] != self._values[0]).any()
            if count > points and has_moved and _tells(numbers, longest, assumed):
                best, points, how = longest, count, "inferred"
                if _is_within(longest, numbers):
                    break
        return self._solution(best, points, how)

    def _rate_of(self, tried: Family, number: int) -> float:
        return float(self._family(tried.unknown, np.array([number])).at(self._steps[-1:])[0, 0])

    def _bounded(self, unknown: Unknown) -> Sequence[int]:
        """Give the numbers to search; of holds that are longer than it takes the rate to move, one stands for all."""
        numbers = unknown.searched
        if unknown.planned and isinstance(numbers, range):
            # Under shorter units the run would be far beyond its end.
            least = -(-(self._last + 1) // (_MOST_OVERRUN * unknown.planned))
            numbers = range(max(numbers.start, min(least, numbers.stop - 1)), numbers.stop)
        if len(self._steps) > 1 and self._moves == 0 and isinstance(numbers, range):
            numbers = range(max(numbers.start, unknown.least_standing), numbers.stop)
        if not unknown.is_hold or not isinstance(numbers, range):
            return numbers
        return range(numbers.start, min(numbers.stop, max(self._first_move + 3, numbers.start + 1)))

    def _begun(self, unknown: Unknown, numbers: IntArray) -> IntArray:
        is_whole = not unknown.is_from_begin or self._may_miss_begin
        return numbers if is_whole else numbers[numbers > self._steps[0]]

    def _family(self, unknown: Unknown, numbers: IntArray) -> Family:
        """Find the group's rate that the first points ask for under each number, where it is open."""
        rates: FloatArray = np.broadcast_to(np.nan, numbers.shape)
        if unknown.slope is None:
            return Family(unknown, numbers, rates)
        allowed, column = np.asarray(unknown.group_rates, np.float64), numbers[:, None]
        if len(allowed) == 1:
            return Family(unknown, numbers, np.full(numbers.shape, allowed[0]))
        for step, value in zip(self._steps[:_RATE_POINTS], self._values, strict=False):
            if not np.isnan(rates).any():
                break
            with np.errstate(all="ignore"):
                slope = unknown.slope(column, np.array([step]))[:, 0]
                wanted = (value - unknown.curve(column, np.array([step]))[:, 0]) / slope
            if allowed.size:
                wanted = allowed[np.searchsorted((allowed[1:] + allowed[:-1]) / 2, wanted)]
            is_rate = (slope > 0) & (wanted > 0) & np.isfinite(wanted)
            rates = np.where(np.isnan(rates) & is_rate, wanted, rates)
        return Family(unknown, numbers, np.nan_to_num(rates) if allowed.size else rates)

    def _agreeing(self, family: Family, conventions: IntArray) -> Family:
        """Choose the numbers under which every point agrees."""
        if not len(family):
            return family
        scale = self._scale(family)
        for offsets in (conventions[:1], conventions)[: len(conventions)]:
            left = family
            for index in range(len(self._inwards)):
                few = self._inwards[index : None if len(left) <= _FEW else index + 1]
                left = left[np.flatnonzero(self._agrees(left, few, offsets, scale).all(axis=1))]
                if len(few) > 1:
                    break
            if len(left):
                return left
        return family[:0]

    def _longest(self, family: Family) -> tuple[Family, int]:
        """Choose the numbers under which the most points agree from the first one on, and count those."""
        scale = self._scale(family)
        for index in self._all:
            if len(family) <= _FEW:
                agrees = self._agrees(family, self._all[index:], self._conventions[:1], scale)
                counts = np.logical_and.accumulate(agrees, axis=1).sum(axis=1)
                return family[counts == counts.max()], int(index + counts.max())
            kept = family[self._agrees(family, self._all[index : index + 1], self._conventions[:1], scale)[:, 0]]
            if not len(kept):
                return family, int(index)
            family = kept
        return family, len(self._all)

    def _scale(self, family: Family) -> float:
        """Give the largest rate of the curve under some of the numbers."""
        sizes = np.abs(family.few().at(self._steps))
        return float(sizes[np.isfinite(sizes)].max(initial=0.0))

    def _agrees(self, family: Family, points: IntArray, conventions: IntArray, scale: float) -> npt.NDArray[np.bool_]:
        """Say under which of k numbers which of n points agree, bool[k, n]."""
        steps = (self._steps[points, None] + conventions).ravel()
        if len(family) > _MOST_COMPARED:
            few = family.few()
            # A point that has one rate under all numbers (of a warm-up, say) tells none of them apart.
            if np.ptp(few.at(steps), axis=0).max() == 0 and self._agrees(few, points, conventions, scale).all():
                return np.ones((len(family), len(points)), np.bool_)
        expected = family.at(steps).reshape(len(family), len(points), len(conventions))
        with np.errstate(invalid="ignore"):
            agrees = np.abs(self._values[points, None] - expected) <= self._allowed(expected, scale)
        some: npt.NDArray[np.bool_] = np.any(agrees, axis=2)
        return some

    def _solution(self, family: Family, points: int, how: How) -> Solution:
        """Choose among numbers that fit: the one that fits best, the first of several."""
        family = family[:: max(1, len(family) // _MOST_COMPARED)]
        count = max(points, 1)
        expected = family.at(self._steps[:count])
        with np.errstate(invalid="ignore", divide="ignore"):
            shares = np.abs(self._values[:count] - expected) / self._allowed(expected, self._scale(family))
        worst = np.nan_to_num(shares.max(axis=1), nan=np.inf)
        best = int(np.argmin(worst))
        neighbours = int((worst <= worst[best] + _LOG_ROUNDING).sum())
        if self._stands_still and neighbours == len(family) > 1:
            # Under the largest one the rate moves last, so that none is held against the points too early.
            best, how = len(family) - 1, "at most"
        return Solution(int(family.numbers[best]), how, float(family.rates[best]), neighbours > 1)


def _paced(curve: Curve, pace: float, lead: float, numbers: IntArray, steps: IntArray) -> FloatArray:
    return curve(numbers, np.floor(pace * steps + lead).astype(np.int64))


def _tells(searched: Family, fitting: Family, assumed: Family) -> bool:
    """Say whether points that admit some of the numbers bound them, or speak against the assumed one."""
    return _is_within(fitting, searched) or min(assumed.numbers[0], searched.numbers[-1]) not in fitting.numbers


def _is_within(fitting: Family, searched: Family) -> bool:
    """Say whether the points bound the numbers that fit; the least and the largest one are bounds of the search."""
    few, all_ = fitting.numbers, searched.numbers
    return bool(all_[0] < few[0] and few[-1] < all_[-1])


def _array(numbers: Sequence[int]) -> IntArray:
    return np.arange(numbers.start, numbers.stop) if isinstance(numbers, range) else np.asarray(numbers, np.int64)
