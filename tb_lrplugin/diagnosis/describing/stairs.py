"""Rates that stay, drop and stay again: staircases, drops at given steps, and curves stepped once in many steps."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from tb_lrplugin.diagnosis.describing.curves import Counted, Curve
from tb_lrplugin.diagnosis.describing.points import Points
from tb_lrplugin.diagnosis.describing.words import SAME_FACTOR, common_factor
from tb_lrplugin.schedules import Exponential, Floor, PiecewiseConstant, Schedule
from tb_lrplugin.schedules.base import FloatArray
from tb_lrplugin.words.round_numbers import digits_of, roundest_step, snap

_MOST_DROPS = 40
# A step is pinned down where the interval between two points that holds it is this share of the way to it.
_PINNED = 0.05
# So few of the runs of a staircase may have been logged only once.
_SINGLES = 0.1
# Factors as close to 1 as so many times what two may differ by would have every ratio as their power.
_LEAST_FACTOR = 200 * SAME_FACTOR
# More runs than that are no stairs that anybody set.
_MOST_LEVELS = 5000
# So many lengths of a stair are tried, of those that first and last stair allow.
_LENGTHS = 400


@dataclass(frozen=True)
class Levels:
    """Runs of one rate each.

    Attributes:
      first: float64[k], first logged step of each run.
      last: float64[k], last logged step of each run.
      rates: float64[k], its rate.
      are_steps: whether nearly every rate was logged more than once in a row.
    """

    first: FloatArray
    last: FloatArray
    rates: FloatArray
    are_steps: bool

    @staticmethod
    def of(points: Points) -> Levels:
        """Find the runs of one rate."""
        starts = points.run_starts()
        ends = np.append(starts[1:], len(points))
        first, last = points.y[starts], points.y[ends - 1]
        # A rate that creeps on from point to point by less than float32 tells is no step.
        drifts = bool((np.abs(last - first) > points.tolerance[starts]).any())
        singles = int((ends - starts == 1)[1:-1].sum())
        are_many = 2 <= len(starts) <= 0.5 * len(points) and singles <= _SINGLES * len(starts)
        return Levels(points.x[starts], points.x[ends - 1], first, are_many and not drifts)

    def __len__(self) -> int:
        return len(self.rates)


@dataclass(frozen=True)
class Drops(Curve):
    """Rates that change at given steps.

    Attributes:
      is_irregular: whether the steps are known well enough to see that nobody would have chosen them.
    """

    boundaries: tuple[int, ...]
    rates: tuple[float, ...]
    is_irregular: bool

    def value(self, x: FloatArray) -> FloatArray:
        return np.asarray(self.rates)[np.searchsorted(np.asarray(self.boundaries), x, side="right")]

    def schedule(self, begin: int, end: int, is_last: bool) -> Schedule:
        return PiecewiseConstant(tuple(step - begin for step in self.boundaries), self.rates)


def fit_stairs(levels: Levels) -> Counted | None:
    """Find the staircase behind runs of one rate each.

    Args:
      levels: of all logged points, not of a sample: every drop counts.

    Returns:
      The curve; None where there is no such staircase.
    """
    return _stairs(levels) or _floored_stairs(levels) if 3 <= len(levels) <= _MOST_LEVELS else None


def fit_drops(levels: Levels) -> Drops | None:
    """Find the few rates that points keep for several points each; None where they are not few."""
    if not levels.are_steps or len(levels) > _MOST_DROPS:
        return None
    lows, highs = levels.last[:-1] + 1, levels.first[1:]
    boundaries = [int(roundest_step(float(low), float(high)) or high) for low, high in zip(lows, highs, strict=True)]
    # Within its logging interval some step is always round; a chosen one is rounder than that.
    widths = 10 ** np.floor(np.log10(highs - lows + 1))
    is_chosen = bool((np.array(boundaries) % (5 * widths) == 0).all())
    is_pinned = bool((widths <= _PINNED * np.diff(boundaries, prepend=0)).all())
    rates = tuple(snap(rate) for rate in levels.rates.tolist())
    is_irregular = len(boundaries) >= 3 and is_pinned and not is_chosen and common_factor(rates) is not None
    return Drops(tuple(boundaries), rates, is_irregular)


def _factor_and_drops(rates: FloatArray) -> tuple[float, FloatArray] | None:
    """Find the factor of which every ratio of neighbouring rates is a whole power, and the drops before each run."""
    if (rates <= 0).any():
        return None
    logs = np.log(rates)
    moves = np.diff(logs)
    if not ((moves > 0).all() or (moves < 0).all()):
        return None
    smallest = float(moves[np.argmin(np.abs(moves))])
    if abs(smallest) < _LEAST_FACTOR:
        return None
    drops = np.concatenate([[0.0], np.cumsum(np.round(moves / smallest))])
    way = logs - logs[0]
    log_factor = float((drops * way).sum() / (drops * drops).sum())
    if (np.abs(way - drops * log_factor) > SAME_FACTOR).any():
        return None
    return snap(math.exp(log_factor)), drops


def _lengths(levels: Levels, numbers: FloatArray) -> tuple[float, float] | None:
    """Bound the length of a stair by the first and the last drop; None where there is only one.

    Each drop lies after the last point of one run and at or before the first of the next.
    """
    apart = float(numbers[-1] - numbers[1])
    if apart < 1:
        return None
    return (levels.last[-2] + 1 - levels.first[1]) / apart, (levels.first[-1] - levels.last[0] - 1) / apart


def _origins(levels: Levels, numbers: FloatArray, lengths: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Bound, for each length, the step at which the stairs may begin: every run lies within its own."""
    lows = (levels.last[None, :] + 1 - (numbers[None, :] + 1) * lengths[:, None]).max(axis=1)
    highs = (levels.first[None, :] - numbers[None, :] * lengths[:, None]).min(axis=1)
    return lows, highs


def _stairs(levels: Levels) -> Counted | None:
    found = _factor_and_drops(levels.rates)
    bounds = None if found is None or len(levels) < 3 else _lengths(levels, found[1])
    if found is None or bounds is None:
        return None
    factor, drops = found
    # Whole drops between step 0 and the first point.
    guess = math.floor(levels.first[0] / (0.5 * (bounds[0] + bounds[1])))
    for before in range(max(guess - 1, 0), min(guess + 2, _MOST_LEVELS)):
        numbers = drops + before
        with np.errstate(divide="ignore"):
            high = float(np.min(np.where(numbers > 0, levels.first / numbers, np.inf)))
        low = float(np.max((levels.last + 1) / (numbers + 1)))
        rate = snap(float(levels.rates[0]) / factor**before)
        # Nobody has seen a rate far above the logged ones.
        if 1 <= low <= high and rate <= 2 * float(levels.rates.max()):
            return Counted(
                Exponential(rate, float(roundest_step(low, high) or 0.5 * (low + high)), factor, staircase=True), 0
            )
    return _stairs_from_anywhere(levels, factor, drops, bounds)


def _stairs_from_anywhere(
    levels: Levels, factor: float, drops: FloatArray, bounds: tuple[float, float]
) -> Counted | None:
    """Find the length of the stairs and the step they count from; both must be told by three drops or more."""
    if len(levels) < 4 or bounds[1] < 1:
        return None
    lengths = np.unique(np.linspace(max(math.floor(bounds[0]), 1), math.ceil(bounds[1]), _LENGTHS).round())
    lows, highs = _origins(levels, drops, lengths)
    good = np.flatnonzero(lows <= highs)
    if not len(good):
        return None
    length = roundest_step(float(lengths[good[0]]), float(lengths[good[-1]]))
    index = int(np.argmin(np.abs(lengths - (length or 0))))
    if index not in good:
        index = int(good[len(good) // 2])
    # A logger that shows the rate of the next step counts from -1.
    origin = roundest_step(max(float(lows[index]), -float(lengths[index])), float(highs[index]))
    if origin is None:
        return None
    return Counted(Exponential(snap(float(levels.rates[0])), float(lengths[index]), factor, staircase=True), origin)


def _floored_stairs(levels: Levels) -> Counted | None:
    """Find a staircase whose last stair is a floor."""
    upper = Levels(levels.first[:-1], levels.last[:-1], levels.rates[:-1], levels.are_steps)
    found = _stairs(upper) if len(levels) >= 5 else None
    floor = float(levels.rates[-1])
    if found is None or found.at(float(levels.first[-1])) > floor * (1 + SAME_FACTOR):
        return None
    return Counted(Floor(found.counted, snap(floor)), found.origin)


def stair_of_curve(levels: Levels) -> tuple[int, int, Points] | None:
    """Find a length of stairs all alike, stepped once per epoch, say, whatever curve they follow.

    Returns:
      The length, the steps by which the first stair is shorter, and the points of the curve over the number of the
      stair; None where the stairs are not alike.
    """
    if not 5 <= len(levels) <= _MOST_LEVELS or not levels.are_steps:
        return None
    rough = float(np.median(np.diff(levels.first)))
    numbers = np.round((levels.first - levels.first[0]) / rough)
    bounds = _lengths(levels, numbers)
    if bounds is None or (np.diff(numbers) < 1).any():
        return None
    shortest, longest = max(math.floor(bounds[0]), 2), max(math.ceil(bounds[1]), 2)
    lengths = np.unique(np.linspace(shortest, longest, _LENGTHS).round())
    found: list[tuple[bool, int, int, int, int]] = []
    for length, low, high in np.stack([lengths, *_origins(levels, numbers, lengths)], axis=1).tolist():
        if low <= high:
            # On whole multiples of the length where they can be.
            ahead = math.floor(high / length)
            whole = ahead * length >= low
            begin = int(ahead * length if whole else roundest_step(low, high) or high)
            found.append((not whole, digits_of(length), int(length), begin, ahead))
    if not found:
        return None
    is_cut, _, length, begin, ahead = min(found)
    before, cut = (ahead, 0) if not is_cut else (ahead + 1, -begin % length)
    if before < 0:
        return None
    return length, cut, Points.of(numbers + before, levels.rates)
