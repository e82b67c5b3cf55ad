"""Where on its way the schedule has a logged rate: the steps that a point may have been logged at."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tb_lrplugin.data.series import FloatArray, IntArray
from tb_lrplugin.diagnosis.comparing import Case
from tb_lrplugin.diagnosis.explaining.proof import follows
from tb_lrplugin.diagnosis.explaining.searching import bisected
from tb_lrplugin.schedules import Shape

# The neighbouring pieces that are searched for a rate, near ones first.
_NEIGHBOURS = (0, -1, 1, -2, 2)
# From a guess within the piece these reach whole steps on every curve of the schedules.
_SECANT_STEPS = 4
# They are there when none moves a point by more than this share of a step.
_THERE = 0.125
# Whole steps and the framework's rounding leave a curve's step open by so much.
_STEP_SLACK = 1.0
# A line through the points may run on a little beyond the guess.
_LOOK_BEYOND = 1.05
# Where the tolerance is so large a share of a rate, the rate says nothing of its step.
_VAGUE = 1e-3
# Slopes are searched up to this factor from the guess, in rounds that each leave an eighth of the interval.
_SLOPES = 1.5
_TRIED, _NARROWINGS = 17, 12
# So finely, as a share of the guess, the slopes at the edge are told.
_FINEST = 2.0**-40


@dataclass(frozen=True, eq=False)
class Windows:
    """For every point the steps at which it may have been logged; NaN where there are none near the guess.

    Attributes:
      lower, upper: float64[n].
    """

    lower: FloatArray
    upper: FloatArray

    @property
    def found(self) -> npt.NDArray[np.bool_]:
        """bool[n], which points have a window."""
        return ~np.isnan(self.lower)


def windows(case: Case, due: FloatArray) -> Windows:
    """Find, for every point, the steps around a guess (float64[n]) at which the schedule has the logged rate."""
    start = max(int(np.floor(due.min())) - 1, 0)
    stop = max(int(np.ceil(due.max() * _LOOK_BEYOND)), start) + 2
    parts = _Parts(case, start, stop)
    home = np.clip(np.searchsorted(parts.first, due, side="right") - 1, 0, len(parts.first) - 1)
    # Rates within the absolute tolerance of 0 may be those of any late step.
    vague = case.tolerance_at(case.values) > _VAGUE * case.values
    result = Windows(np.where(vague, -np.inf, np.nan), np.where(vague, np.inf, np.nan))
    for neighbour in _NEIGHBOURS:
        points = np.flatnonzero(~result.found)
        piece = home[points] + neighbour
        exists = (piece >= 0) & (piece < len(parts.first))
        points, piece = points[exists], piece[exists]
        if points.size:
            found, lower, upper = parts.search(points, piece, due[points])
            result.lower[points[found]] = lower[found]
            result.upper[points[found]] = upper[found]
    return result


class _Parts:
    """The pieces of a schedule, each searched for the rates of some points."""

    def __init__(self, case: Case, start: int, stop: int) -> None:
        pieces = case.schedule.pieces(start, stop)
        self._case = case
        self._flat = pieces.shapes == Shape.CONSTANT
        self.first = pieces.starts.astype(np.float64)
        # The piece that is cut off goes on for all that is known.
        self._last = np.append(self.first[1:] - 1, np.inf)

    def search(
        self, points: IntArray, piece: IntArray, guess: FloatArray
    ) -> tuple[npt.NDArray[np.bool_], FloatArray, FloatArray]:
        """Search one piece for each of some points.

        Returns:
          bool[m], which are found; float64[m] each, lower and upper end of their windows.
        """
        some, first, last, flat = self._case[points], self.first[piece], self._last[piece], self._flat[piece]
        at = np.clip(guess, first, last)
        slack, allowed = np.zeros(len(points)), some.tolerance_at(some.values)
        for _ in range(0 if flat.all() else _SECANT_STEPS):
            low, high = np.maximum(at - 1, first), np.minimum(at + 1, last)
            below, here, above = some.rates.between(np.stack([low, at, high]))
            with np.errstate(divide="ignore", invalid="ignore"):
                steps_per_rate = (high - low) / (above - below)
                move = (some.values - here) * steps_per_rate
                slack = np.abs(steps_per_rate) * allowed
            moved = np.where(flat | ~np.isfinite(move), at, np.clip(at + move, first, last))
            is_there = np.abs(moved - at).max() < _THERE
            at = moved
            if is_there:
                break
        slack = np.where(np.isfinite(slack), slack, 0.0) + _STEP_SLACK
        lower = np.where(flat, first, np.maximum(at - slack, first))
        upper = np.where(flat, last + 1, np.minimum(at + slack, last + 1))
        # Steps below zero count as zero.
        lower = np.where(lower <= 0, -np.inf, lower)
        # Where a rate stands still, no rounding makes it that of the piece beside it.
        right = np.where(flat, some.near(some.rates.nearest(at)), follows(some, at)[0])
        return right, lower, upper


def densest(lower: FloatArray, upper: FloatArray) -> tuple[float, float, float]:
    """Find where most of the intervals [lower, upper] overlap; float64[n] each, NaN for none.

    Returns:
      Lower and upper end of that place, and the share of the n intervals that cover it.
    """
    known = ~np.isnan(lower)
    if not known.any():
        return 0.0, -1.0, 0.0
    ends = np.concatenate([lower[known], upper[known]])
    change = np.concatenate([np.ones(known.sum()), -np.ones(known.sum())])
    # At one and the same place an interval begins before another ends.
    order = np.lexsort((-change, ends))
    covered = np.cumsum(change[order])
    at = int(np.argmax(covered))
    return float(ends[order[at]]), float(ends[order[at + 1]]), float(covered[at]) / len(lower)


def line_through(steps: FloatArray, found: Windows, guess: float) -> tuple[float, float] | None:
    """Find the slopes of the lines k * x + d that pass through the window of every point that has one.

    For a slope, the lines leave d the room min(upper - k * x) - max(lower - k * x), which is concave in k.

    Args:
      steps: float64[n], x.
      found: their windows.
      guess: a slope near the ones sought.

    Returns:
      The least and the largest slope; None where no line passes through all windows, or any slope does.
    """
    known = found.found
    x, lower, upper = steps[known], found.lower[known], found.upper[known]
    if len(x) < 2 or not (np.isfinite(lower).any() and np.isfinite(upper).any()):
        return None

    def room(slopes: FloatArray) -> FloatArray:
        along = slopes[:, None] * x
        wide: FloatArray = (upper - along).min(axis=1) - (lower - along).max(axis=1)
        return wide

    low, high = guess / _SLOPES, guess * _SLOPES
    for _ in range(_NARROWINGS):
        tried = np.linspace(low, high, _TRIED)
        best = int(np.argmax(room(tried)))
        low, high = float(tried[max(best - 1, 0)]), float(tried[min(best + 1, _TRIED - 1)])
    widest = (low + high) / 2
    if room(np.array([widest]))[0] < 0:
        return None
    # From the slope that has room towards either side, the last one that still has some.
    inside, outside = np.full(2, widest), np.array([guess / _SLOPES, guess * _SLOPES])
    has_room, _ = bisected(inside, outside, lambda slopes: room(slopes) >= 0, guess * _FINEST)
    low, high = np.where(room(outside) >= 0, outside, has_room).tolist()
    return low, high
