"""Rates that stay, drop and stay again: staircases, drops at given steps, and curves stepped once in many steps."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tb_lrplugin.diagnosis.describing.curves import Curve
from tb_lrplugin.diagnosis.describing.points import Points
from tb_lrplugin.diagnosis.describing.wording import Wording, times
from tb_lrplugin.schedules import Constant, Exponential, Floor, Join, PiecewiseConstant, Schedule, Shift
from tb_lrplugin.schedules.base import FloatArray
from tb_lrplugin.words.numbers import format_rate
from tb_lrplugin.words.round_numbers import digits_of, roundest_step, snap

BoolArray = npt.NDArray[np.bool_]

# Two ratios of neighbouring rates this close (relative) are one factor: a float32 product drifts by 1e-7 a drop.
_SAME_FACTOR = 3e-5
_MOST_DROPS = 40
# More runs than that are no stairs that anybody set.
_MOST_LEVELS = 5000
_SHOWN_RATES = 4


@dataclass(frozen=True)
class Levels:
    """Runs of one rate each.

    Attributes:
      first: float64[k], first logged step of each run.
      last: float64[k], last logged step of each run.
      rates: float64[k], its rate.
      counts: float64[k], its logged points.
      drifts: bool[k], whether it creeps on from point to point by less than float32 tells.
    """

    first: FloatArray
    last: FloatArray
    rates: FloatArray
    counts: FloatArray
    drifts: BoolArray

    @staticmethod
    def of(points: Points) -> Levels:
        """Find the runs of one rate."""
        starts = points.run_starts()
        ends = np.append(starts[1:], len(points))
        first, last = points.y[starts], points.y[ends - 1]
        drifts = np.abs(last - first) > points.tolerance[starts]
        return Levels(points.x[starts], points.x[ends - 1], first, (ends - starts).astype(np.float64), drifts)

    def __len__(self) -> int:
        return len(self.rates)

    def after(self, step: float) -> Levels:
        """Leave out what was logged up to a step."""
        begin = int(np.searchsorted(self.last, step, side="right"))
        first = self.first[begin:].copy()
        if len(first) and first[0] <= step:
            first[0] = step + 1
        return Levels(first, self.last[begin:], self.rates[begin:], self.counts[begin:], self.drifts[begin:])

    @property
    def are_steps(self) -> bool:
        """Whether nearly every rate was logged more than once in a row."""
        if self.drifts.any():
            return False
        inner = self.counts[1:-1]
        singles = int((inner == 1).sum())
        return 2 <= len(self) <= 0.5 * float(self.counts.sum()) and singles <= 0.1 * len(self)


@dataclass(frozen=True)
class Stairs(Curve):
    """y = rate * factor ** floor((x - origin) / length), not below `floor`."""

    rate: float
    factor: float
    length: float
    origin: int
    floor: float = 0.0

    def value(self, x: FloatArray) -> FloatArray:
        with np.errstate(over="ignore", under="ignore"):
            drops = np.maximum(np.floor((x - self.origin) / self.length), 0.0)
            return np.maximum(self.rate * np.power(self.factor, drops), self.floor)

    def schedule(self, begin: int, end: int) -> Schedule:
        stairs: Schedule = Exponential(self.rate, self.length, self.factor, True)
        if begin > self.origin:
            stairs = Shift(stairs, begin - self.origin)
        elif begin < self.origin:
            stairs = Join((Constant(self.rate), stairs), (self.origin - begin,))
        return Floor(stairs, self.floor) if self.floor else stairs

    def words(self, begin: int, end: int, wording: Wording) -> str:
        counted = "" if not self.origin else f", counted from {wording.at(self.origin)}"
        if self.origin < 0:
            counted = f", first at {wording.at(round(self.origin + self.length))}"
        floor = f", not below {format_rate(self.floor)}" if self.floor else ""
        return f"{format_rate(self.rate)}, {times(self.factor)} {wording.every(self.length)}{counted}{floor}"


@dataclass(frozen=True)
class Drops(Curve):
    """Rates that change at given steps."""

    boundaries: tuple[int, ...]
    rates: tuple[float, ...]
    factor: float | None
    widths: tuple[int, ...]

    def value(self, x: FloatArray) -> FloatArray:
        return np.asarray(self.rates)[np.searchsorted(np.asarray(self.boundaries), x, side="right")]

    def schedule(self, begin: int, end: int) -> Schedule:
        return PiecewiseConstant(tuple(step - begin for step in self.boundaries), self.rates)

    def words(self, begin: int, end: int, wording: Wording) -> str:
        first = format_rate(self.rates[0])
        if self.factor is None:
            parts = [
                f"{format_rate(rate)} from {wording.at(step)}"
                for step, rate in zip(self.boundaries, self.rates[1:], strict=True)
            ]
            if len(parts) > _SHOWN_RATES + 1:
                hidden = len(parts) - _SHOWN_RATES
                parts = [*parts[: _SHOWN_RATES - 1], f"{hidden} more changes", parts[-1]]
            return ", ".join([first, *parts])
        text = f"{first}, {times(self.factor)} at {wording.places(list(self.boundaries))}"
        return f"{text}; irregular, as a plateau rule does" if self._is_irregular else text

    @property
    def _is_irregular(self) -> bool:
        """Whether the steps are known well enough to see that nobody would have chosen them."""
        # Within its logging interval some step is always round; a chosen one is rounder than that.
        is_chosen = all(step % (5 * width) == 0 for step, width in zip(self.boundaries, self.widths, strict=True))
        ways = np.diff((0, *self.boundaries))
        is_pinned = bool((np.array(self.widths) <= 0.05 * ways).all())
        return len(self.boundaries) >= 3 and is_pinned and not is_chosen


def fit_stairs(levels: Levels) -> Stairs | None:
    """Find the staircase behind runs of one rate each.

    Args:
      levels: of all logged points, not of a sample: every drop counts.

    Returns:
      The curve; None where there is no such staircase.
    """
    if not 3 <= len(levels) <= _MOST_LEVELS:
        return None
    return _stairs(levels) or _floored_stairs(levels)


def fit_drops(levels: Levels) -> Drops | None:
    """Find the few rates that points keep for several points each; None where they are not few."""
    return _drops(levels) if levels.are_steps and len(levels) <= _MOST_DROPS else None


def _factor_and_drops(rates: FloatArray) -> tuple[float, FloatArray] | None:
    """Find the factor of which every ratio of neighbouring rates is a whole power, and the drops before each run."""
    if (rates <= 0).any():
        return None
    logs = np.log(rates)
    moves = np.diff(logs)
    if not ((moves > 0).all() or (moves < 0).all()):
        return None
    smallest = float(moves[np.argmin(np.abs(moves))])
    # A factor closer to 1 than that would have every ratio as its power.
    if abs(smallest) < 200 * _SAME_FACTOR:
        return None
    counts = np.round(moves / smallest)
    drops = np.concatenate([[0.0], np.cumsum(counts)])
    way = logs - logs[0]
    log_factor = float((drops * way).sum() / (drops * drops).sum())
    if (np.abs(way - drops * log_factor) > _SAME_FACTOR).any():
        return None
    return snap(math.exp(log_factor), 1e-6), drops


def _stairs(levels: Levels) -> Stairs | None:
    found = _factor_and_drops(levels.rates)
    if found is None or len(levels) < 3:
        return None
    factor, drops = found
    # From first to last drop; each lies after the last point of one run and at or before the first of the next.
    apart = float(drops[-1] - drops[1])
    if apart < 1:
        return None
    shortest = max((levels.last[-2] + 1 - levels.first[1]) / apart, 1e-9)
    longest = (levels.first[-1] - levels.last[0] - 1) / apart
    # Whole drops between step 0 and the first point.
    guess = math.floor(levels.first[0] / max(0.5 * (shortest + longest), 1e-9))
    for before in range(max(guess - 1, 0), min(guess + 2, _MOST_LEVELS)):
        numbers = drops + before
        with np.errstate(divide="ignore"):
            high = float(np.min(np.where(numbers > 0, levels.first / numbers, np.inf)))
        low = float(np.max((levels.last + 1) / (numbers + 1)))
        rate = snap(float(levels.rates[0]) / factor**before)
        # Nobody has seen a rate far above the logged ones.
        if 1 <= low <= high and rate <= 2 * float(levels.rates.max()):
            return Stairs(rate, factor, float(roundest_step(low, high) or 0.5 * (low + high)), 0)
    return _stairs_from_anywhere(levels, factor, drops, shortest, longest)


def _stairs_from_anywhere(
    levels: Levels, factor: float, drops: FloatArray, shortest: float, longest: float
) -> Stairs | None:
    """Find the length of the stairs and the step they count from; both must be told by three drops or more."""
    if len(levels) < 4 or longest < 1:
        return None
    lengths = np.unique(np.linspace(max(math.floor(shortest), 1), math.ceil(longest), 400).round())
    # Origins allowed by every run, for each length.
    lows = (levels.last[None, :] + 1 - (drops[None, :] + 1) * lengths[:, None]).max(axis=1)
    highs = (levels.first[None, :] - drops[None, :] * lengths[:, None]).min(axis=1)
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
    return Stairs(snap(float(levels.rates[0])), factor, float(lengths[index]), origin)


def _floored_stairs(levels: Levels) -> Stairs | None:
    """Find a staircase whose last stair is a floor."""
    if len(levels) < 5:
        return None
    upper = Levels(levels.first[:-1], levels.last[:-1], levels.rates[:-1], levels.counts[:-1], levels.drifts[:-1])
    found = _stairs(upper)
    if found is None:
        return None
    floor = float(levels.rates[-1])
    below = found.at(float(levels.first[-1]))
    return (
        Stairs(found.rate, found.factor, found.length, found.origin, snap(floor))
        if below <= floor * (1 + _SAME_FACTOR)
        else None
    )


def _drops(levels: Levels) -> Drops:
    lows, highs = levels.last[:-1] + 1, levels.first[1:]
    boundaries = [int(roundest_step(float(low), float(high)) or high) for low, high in zip(lows, highs, strict=True)]
    moves = levels.rates[1:] / levels.rates[:-1] if (levels.rates[:-1] > 0).all() else np.array([0.0, 1.0])
    factor = float(np.exp(np.log(moves).mean())) if (moves > 0).all() else None
    is_one = factor is not None and bool((np.abs(moves / factor - 1) <= _SAME_FACTOR).all())
    widths = (10 ** np.floor(np.log10(highs - lows + 1))).astype(np.int64)
    return Drops(
        tuple(boundaries),
        tuple(snap(rate) for rate in levels.rates.tolist()),
        factor if is_one else None,
        tuple(widths.tolist()),
    )


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
    apart = float(numbers[-1] - numbers[1])
    if apart < 1:
        return None
    shortest = math.floor((levels.last[-2] + 1 - levels.first[1]) / apart)
    longest = math.ceil((levels.first[-1] - levels.last[0] - 1) / apart)
    lengths = np.unique(np.linspace(max(shortest, 2), max(longest, 2), 200).round())
    # Where the stair of the first point may begin, for each length.
    lows = (levels.last[None, :] + 1 - (numbers[None, :] + 1) * lengths[:, None]).max(axis=1)
    highs = (levels.first[None, :] - numbers[None, :] * lengths[:, None]).min(axis=1)
    found: list[tuple[bool, int, int, int, int]] = []
    for length, low, high in zip(lengths.tolist(), lows.tolist(), highs.tolist(), strict=True):
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
