"""Finds the number that a configuration leaves open, and the group's rate beside it, from the points."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tb_lrplugin.data.series import FloatArray, IntArray, Series
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.frameworks.run_numbers import named
from tb_lrplugin.frameworks.unknown import Curve, How, Solution, Unknown
from tb_lrplugin.tolerance import CONVENTIONAL_OFFSETS, tolerance

# Tried in turn: nearly every epoch is shorter than the first.
_LIMITS = (2**12, 2**16, 2**20)
# Both sides of the first moves tell most; of the rest of a long run a few points will do.
_MOST_MOVES = 32
_LATER_POINTS = 16
# Numbers whose rates show how large the curve is.
_SAMPLED = 9
# Of more numbers that the points cannot tell apart, an even choice is looked at more closely.
_MOST_COMPARED = 4096
# Rates that differ by less are one rate, stored as float32.
_ROUNDING = 1e-6
# Of a float32, as a share of the difference that is allowed.
_LOG_ROUNDING = 0.012
# A group's rate shows in the first points, but for those at the very begin of a warm-up from nothing.
_RATE_POINTS = 3
# Steps beyond are garbage of the log, which a product with a number must not wrap around.
_LAST_STEP = 2**40

_TOLD: How = "told"
_ASSUMED: How = "assumed"


def candidates(series: Series, reading: Reading) -> Iterator[Reading]:
    """List what a reading means for a series, every number filled in; the first is to be taken where none agrees.

    Args:
      series: at least one point.
      reading: as a source tells it.
    """
    relative = reading.tolerance_until(int(series.steps[-1]))
    if relative != reading.relative_tolerance:
        reading = dataclasses.replace(reading, relative_tolerance=relative)
    alternatives = list(reading.alternatives(series.tag))
    spacing = _spacing(series)
    marked = [one for one in alternatives if isinstance(one, Unknown) and _is_told_by(one, spacing)]
    known = named(marked[0].name, spacing) if marked else ()
    search = _Search(series, reading.step_offset(series.run, series.tag), relative)
    for one in (*marked, *(one for one in alternatives if one not in marked)):
        if isinstance(one, Reading):
            yield dataclasses.replace(one, numbers=one.numbers + known) if known else one
            continue
        found = search.find(dataclasses.replace(one, told=(spacing,), searched=()) if one in marked else one)
        built = None if found is None else one.build(found)
        if found is not None and built is not None:
            own = named(one.name, found.number) if one.name and found.is_known else known
            yield dataclasses.replace(built, numbers=built.numbers + own)


def _is_told_by(unknown: Unknown, spacing: int) -> bool:
    return spacing > 1 and unknown.marks_starts and (spacing in unknown.told or not unknown.told)


def _spacing(series: Series) -> int:
    """Give the distance of points that all stand at a multiple of it; 0 where they do not."""
    if len(series) < 2:
        return 0
    spacing = int(np.gcd.reduce(series.steps))
    # A few points of one epoch may have a divisor by chance, but then none of them are as close as that.
    return spacing if spacing == int(np.diff(series.steps).min()) else 0


def telling_points(series: Series) -> IntArray:
    """List the points to look at, in order: both sides of the first moves, and some of the rest."""
    # Compared, not subtracted: infinity is a value as well.
    moves = np.flatnonzero(series.values[1:] != series.values[:-1])[:_MOST_MOVES]
    later = np.linspace(moves[-1] if moves.size else 0, len(series) - 1, _LATER_POINTS).astype(np.int64)
    return np.unique(np.concatenate([[0], moves, moves + 1, later]))


class _Fit(NamedTuple):
    """The numbers under which the first `points` of the telling points agree."""

    numbers: IntArray
    points: int


class _Search:
    """The telling points of one series, held against every number that a reading leaves open."""

    def __init__(self, series: Series, offset: int, relative: float) -> None:
        points = telling_points(series)
        self._last = int(series.steps[-1])
        self._steps = np.clip(series.steps[points], -_LAST_STEP, _LAST_STEP) + offset
        self._values = series.values[points]
        self._relative = relative
        # The logger's own convention, and the others.
        self._conventions = np.array(sorted({other - offset for other in CONVENTIONAL_OFFSETS}, key=abs), np.int64)
        self._own = self._conventions[:1]
        self._moves = int(np.count_nonzero(series.values[1:] != series.values[:-1]))
        with np.errstate(invalid="ignore"):
            distances = np.abs(series.values - series.values[0])
            self._stands_still = not (distances > _ROUNDING * np.abs(series.values).max()).any()
        # From both ends in turn: a few points there rule out nearly all numbers.
        forward = np.arange(len(points))
        self._inwards = np.stack([forward[::-1], forward], axis=1).ravel()[: len(forward)]

    def find(self, unknown: Unknown) -> Solution | None:
        """Give the number with which the points agree, or agree longest; None for an excuse that is none."""
        if self._moves < unknown.least_moves:
            return None
        curve, told = self._curve(unknown), _array(unknown.told)
        # A rate that stands still says nothing of an offset.
        has_conventions = unknown.counts_steps and not self._stands_still
        conventions = self._conventions if has_conventions else self._own
        agreeing = self._agreeing(curve, told, conventions)
        if agreeing.size:
            return self._solution(unknown, curve, _Fit(agreeing, len(self._steps)), "told")
        assumed = np.array([unknown.assumed(self._last)])
        best, how = (self._longest(curve, told), _TOLD) if told.size else (_Fit(assumed, 0), _ASSUMED)
        everything = self._searched(unknown)
        for limit in _LIMITS:
            numbers = everything[:limit]
            if not numbers.size:
                break
            # Where units are long, a step more or less of the logger hardly ever shows.
            agreeing = self._agreeing(curve, numbers, conventions if limit == _LIMITS[0] else self._own)
            if agreeing.size and told.size:
                # Another pace than the run itself tells, to the end, is the fault.
                break
            if agreeing.size and not self._tells(numbers, agreeing, assumed):
                return self._solution(unknown, curve, _Fit(assumed, len(self._steps)), _ASSUMED)
            is_last = len(numbers) == len(everything)
            if agreeing.size and (is_last or _is_within(agreeing, numbers)):
                return self._solution(unknown, curve, _Fit(agreeing, len(self._steps)), "inferred")
            fit = best if agreeing.size or unknown.is_excuse else self._longest(curve, numbers)
            if fit.points > best.points and self._tells(numbers, fit.numbers, assumed) and self._moves_by(fit.points):
                best, how = fit, "inferred"
            if is_last:
                break
        return None if unknown.is_excuse else self._solution(unknown, curve, best, how)

    def _searched(self, unknown: Unknown) -> IntArray:
        """List the numbers to search."""
        numbers = unknown.searched
        if unknown.is_hold and isinstance(numbers, range):
            # Longer holds than the run are one and the same.
            numbers = range(numbers.start, min(numbers.stop, max(self._last + 3, numbers.start + 1)))
        array = _array(numbers)
        return array[array > self._steps[0]] if unknown.is_from_begin else array

    def _tells(self, numbers: IntArray, fitting: IntArray, assumed: IntArray) -> bool:
        """Say whether points that admit some of the numbers speak against the assumed one, or against both ends."""
        return _is_within(fitting, numbers) or min(assumed[0], numbers[-1]) not in fitting

    def _moves_by(self, count: int) -> bool:
        """Say whether the rate moves among the first telling points: an inference is shown by what it explains."""
        return bool((self._values[:count] != self._values[0]).any())

    def _agreeing(self, curve: Curve, numbers: IntArray, conventions: IntArray) -> IntArray:
        """List the numbers under which every point agrees."""
        scale = self._scale(curve, numbers)
        for offsets in (self._own, conventions)[: len(conventions)]:
            left = numbers
            for index in self._inwards:
                if not left.size:
                    break
                left = left[self._agrees(curve, left, int(index), offsets, scale)]
            if left.size:
                return left
        return numbers[:0]

    def _longest(self, curve: Curve, numbers: IntArray) -> _Fit:
        """Keep the numbers under which the most points agree, from the first one on."""
        scale = self._scale(curve, numbers)
        for index in range(len(self._steps)):
            kept = numbers[self._agrees(curve, numbers, index, self._own, scale)]
            if not kept.size:
                return _Fit(numbers, index)
            numbers = kept
        return _Fit(numbers, len(self._steps))

    def _scale(self, curve: Curve, numbers: IntArray) -> float:
        """Give the largest rate of the curve under some of the numbers, small and large."""
        if not numbers.size:
            return 0.0
        sizes = np.abs(curve(_few(numbers)[:, None], self._steps))
        return float(sizes[np.isfinite(sizes)].max(initial=0.0))

    def _agrees(
        self, curve: Curve, numbers: IntArray, index: int, conventions: IntArray, scale: float
    ) -> npt.NDArray[np.bool_]:
        """Say under which numbers one point agrees, bool[k]."""
        if len(numbers) > _MOST_COMPARED:
            # A point that has one rate under all numbers (of a warm-up, say) tells none of them apart.
            few = self._agrees(curve, _few(numbers), index, conventions, scale)
            if few.all() and np.ptp(curve(_few(numbers)[:, None], self._steps[index] + conventions), axis=0).max() == 0:
                return np.ones(len(numbers), np.bool_)
        expected = curve(numbers[:, None], self._steps[index] + conventions)
        with np.errstate(invalid="ignore"):
            near = np.abs(self._values[index] - expected) <= tolerance(expected, scale, self._relative)
        agrees: npt.NDArray[np.bool_] = near.any(axis=1)
        return agrees

    def _curve(self, unknown: Unknown) -> Curve:
        """Give the rates under numbers, with the group's rate that the first points ask for under each."""

        def rates(numbers: IntArray, steps: IntArray) -> FloatArray:
            with np.errstate(all="ignore"):
                found = unknown.curve(numbers, steps)
                if unknown.slope is not None:
                    found = found + self._group_rates(unknown, numbers) * unknown.slope(numbers, steps)
            return np.broadcast_to(found, (len(numbers), len(steps)))

        return rates

    def _group_rates(self, unknown: Unknown, numbers: IntArray) -> FloatArray:
        """Give the group's rate under each of int64[k, 1] numbers, float64[k, 1]; NaN where there is none."""
        assert unknown.slope is not None
        allowed = np.asarray(unknown.group_rates, np.float64)
        if len(allowed) == 1:
            return np.full(numbers.shape, allowed[0])
        rates = np.full(numbers.shape, np.nan)
        for index in range(min(len(self._steps), _RATE_POINTS)):
            step = self._steps[index : index + 1]
            slope = unknown.slope(numbers, step)
            wanted = (self._values[index] - unknown.curve(numbers, step)) / slope
            if allowed.size:
                wanted = allowed[np.searchsorted((allowed[1:] + allowed[:-1]) / 2, wanted)]
            is_rate = (slope > 0) & (wanted > 0) & np.isfinite(wanted)
            rates = np.where(np.isnan(rates) & is_rate, wanted, rates)
        return np.nan_to_num(rates) if allowed.size else rates

    def _solution(self, unknown: Unknown, curve: Curve, fit: _Fit, how: How) -> Solution:
        """Choose among numbers that fit: the one that fits best, the first of several."""
        numbers = fit.numbers[:: max(1, len(fit.numbers) // _MOST_COMPARED)]
        if self._stands_still and len(numbers) > 1:
            # Under the largest one the rate moves last, so that none is held against the points too early.
            numbers, how = fit.numbers[-1:], "at most"
        count = max(fit.points, 1)
        expected = curve(numbers[:, None], self._steps[:count])
        with np.errstate(invalid="ignore", divide="ignore"):
            difference = np.abs(self._values[:count] - expected)
            worst = np.max(difference / tolerance(expected, self._scale(curve, numbers), self._relative), axis=1)
        worst = np.nan_to_num(worst, nan=np.inf)
        best = int(np.argmin(worst))
        rate = math.nan
        if unknown.slope is not None:
            with np.errstate(all="ignore"):
                rate = float(self._group_rates(unknown, numbers[best : best + 1, None])[0, 0])
        neighbours = int((worst <= worst[best] + _LOG_ROUNDING).sum()) > 1
        return Solution(int(numbers[best]), how, rate, neighbours)


def _is_within(fitting: IntArray, numbers: IntArray) -> bool:
    """Say whether points bound the numbers that fit: the least and the largest one are bounds of our search."""
    return bool(numbers[0] < fitting[0] and fitting[-1] < numbers[-1])


def _few(numbers: IntArray) -> IntArray:
    """Choose some of the numbers, small and large."""
    return numbers[np.unique(np.geomspace(1, len(numbers), _SAMPLED).astype(np.int64)) - 1]


def _array(numbers: Sequence[int]) -> IntArray:
    return np.arange(numbers.start, numbers.stop) if isinstance(numbers, range) else np.asarray(numbers, np.int64)
