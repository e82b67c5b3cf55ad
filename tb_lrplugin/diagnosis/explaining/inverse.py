"""Where on its way the schedule has a logged rate: the steps that a point may have been logged at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tb_lrplugin.data.series import FloatArray, IntArray
from tb_lrplugin.diagnosis.comparing import Case
from tb_lrplugin.diagnosis.explaining.proof import follows
from tb_lrplugin.diagnosis.explaining.searching import risen
from tb_lrplugin.schedules import Shape

# The neighbouring pieces that are searched for a rate, near ones first.
_NEIGHBOURS = (0, -1, 1, -2, 2)
_BESIDE = 3
# From a guess within the piece these reach whole steps on every curve of the schedules.
_SECANT_STEPS = 4
# They are there when none moves a point by more than this share of a step.
_THERE = 0.125
# Whole steps and the framework's rounding leave a curve's step open by so much.
_STEP_SLACK = 1.0
# A line through the points may begin a little before the guess, and run on beyond it.
_LOOK_BEYOND = 1.05
# So near to each other, in steps, two places are one.
_HAIR = 2.0**-20
# Where the tolerance is so large a share of a rate, the rate says nothing of its step.
_VAGUE = 1e-3
# Slopes are looked for up to this factor from the guess.
_SLOPES = 1.5


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
    parts = _Parts(case, due)
    vague = _is_vague(case)
    result = Windows(np.where(vague, -np.inf, np.nan), np.where(vague, np.inf, np.nan))
    for neighbour in _NEIGHBOURS:
        points = np.flatnonzero(~result.found)
        piece = parts.home[points] + neighbour
        exists = (piece >= 0) & (piece < len(parts.first))
        points, piece = points[exists], piece[exists]
        if points.size:
            found, lower, upper = parts.search(points, piece, due[points])
            result.lower[points[found]] = lower[found]
            result.upper[points[found]] = upper[found]
    return result


def exact_windows(case: Case, due: FloatArray, shares: Sequence[float]) -> list[Windows] | None:
    """Find, for every point, the real-valued steps around a guess at which the formula itself has the logged rate.

    Args:
      case: the points.
      due: float64[n], the guess.
      shares: of the tolerance within which two rates are equal, the largest last.

    Returns:
      The windows for each share, NaN where a point has none; None where one has none for the last share.
    """
    start, stop = _around(due)
    begins, is_flat = case.rates.pieces_within(start, stop)
    home = np.clip(np.searchsorted(begins, due, side="right") - 1, 0, len(begins) - 1)
    slack = np.asarray(shares)[:, None] * case.slack
    # Beside a turn the guess may lie in the next piece, which has the same rate far away: the nearest place is meant.
    neighbours = np.asarray(_NEIGHBOURS if len(begins) > 1 else (0,))
    wanted = home + neighbours[:, None]
    piece = np.clip(wanted, 0, len(begins) - 1)
    pieces = _Pieces.of(case, slack, begins[piece], np.append(begins[1:], np.inf)[piece], is_flat[piece], float(stop))
    is_met = pieces.is_met & (piece == wanted)[:, None]
    # One rate that no piece reaches is enough, and is told before any is searched.
    if not is_met[:, -1].any(axis=0).all():
        return None
    vague = _is_vague(case)
    # Mostly those beside the guess have all the rates.
    for count in (_BESIDE, len(neighbours)):
        firsts, lasts = pieces.bounds(case, slack, is_met[:count])
        with np.errstate(invalid="ignore"):
            distances = np.maximum(np.maximum(firsts[:, -1] - due, due - lasts[:, -1]), 0)
        distances[np.isnan(distances)] = np.inf
        nearest = np.argmin(distances, axis=0)
        # Of a rate that may be that of several pieces the one beyond must be known.
        if np.isfinite(distances.min(axis=0)).all() and not (vague & (nearest != 0)).any():
            break
    order = np.argsort(neighbours[: len(firsts)])
    lower, upper, is_bounded = _joined(firsts[order], lasts[order], np.argsort(order)[nearest])
    vague &= ~is_bounded
    lower, upper = np.where(vague, -np.inf, lower), np.where(vague, np.inf, upper)
    return None if np.isnan(lower[-1]).any() else [Windows(*ends) for ends in zip(lower, upper, strict=True)]


def _joined(
    firsts: FloatArray, lasts: FloatArray, chosen: IntArray
) -> tuple[FloatArray, FloatArray, npt.NDArray[np.bool_]]:
    """Join the windows of neighbouring pieces that meet: where a ramp leads to a hold, both have its last rate.

    Args:
      firsts: float64[m, k, n], where the windows begin in the pieces that were looked at, in order.
      lasts: float64[m, k, n], where they end.
      chosen: int64[n], the piece of each point.

    Returns:
      float64[k, n] each; bool[n], whether the outermost pieces have no window, so that there are none beyond either.
    """
    points, most = np.arange(firsts.shape[2]), len(firsts) - 1
    lower, upper = firsts[chosen, :, points].T, lasts[chosen, :, points].T
    for way in (-1, 1):
        for beside in range(1, most + 1):
            row = np.clip(chosen + way * beside, 0, most)
            first, last = firsts[row, :, points].T, lasts[row, :, points].T
            # No number meets nothing.
            with np.errstate(invalid="ignore"):
                meets = (first <= upper + 2 * _HAIR) & (last >= lower - 2 * _HAIR)
                lower = np.where(meets, np.minimum(lower, first), lower)
                upper = np.where(meets, np.maximum(upper, last), upper)
    return lower, upper, np.isnan(lasts[0, -1]) & np.isnan(lasts[-1, -1])


@dataclass(frozen=True, eq=False)
class _Pieces:
    """Of m pieces for each of n points where they lie, how their rates go, and whether the point's is among them.

    Attributes:
      first, last, end: float64[m, n], where they begin, and end; the last place is a hair before the end.
      is_flat: bool[m, n], which ones stand still.
      before, after: float64[m, n], the first and the last rate.
      is_met: bool[m, k, n], which ones have the point's rate within each of k slacks.
    """

    first: FloatArray
    last: FloatArray
    end: FloatArray
    is_flat: npt.NDArray[np.bool_]
    before: FloatArray
    after: FloatArray
    is_met: npt.NDArray[np.bool_]

    @staticmethod
    def of(
        case: Case, slack: FloatArray, first: FloatArray, end: FloatArray, is_flat: npt.NDArray[np.bool_], stop: float
    ) -> _Pieces:
        """Evaluate the schedule where the pieces begin and end.

        Args:
          case: n points.
          slack: float64[k, n], in rates.
          first: float64[m, n], where the pieces begin.
          end: float64[m, n], where they end.
          is_flat: bool[m, n], which ones stand still.
          stop: where to end a piece that goes on for ever.
        """
        last = np.minimum(end, stop) - _HAIR
        before, after = case.rates.within(np.stack([first, last]))
        least, most = np.where(after >= before, (before, after), (after, before))[:, :, None]
        is_within = (least <= case.values + slack) & (most >= case.values - slack)
        is_met = np.where(is_flat[:, None], case.near(before)[:, None], is_within)
        return _Pieces(first, last, end, is_flat, before, after, is_met)

    def bounds(self, case: Case, slack: FloatArray, is_met: npt.NDArray[np.bool_]) -> tuple[FloatArray, FloatArray]:
        """Bound the steps of the first rows of pieces at which the points' rates are met within the slacks.

        Args:
          case: n points.
          slack: float64[k, n], in rates.
          is_met: bool[rows, k, n], which pieces have the point's rate; no other is searched for it.

        Returns:
          float64[rows, k, n] each, NaN where the piece has no such rate.
        """
        rows = slice(len(is_met))
        first, last, end = self.first[rows, None], self.last[rows, None], self.end[rows, None]
        before, after, is_flat = self.before[rows, None], self.after[rows, None], self.is_flat[rows, None]
        sign = np.where(after >= before, 1.0, -1.0)
        low, high = sign * case.values - slack, sign * case.values + slack
        lower, upper = np.broadcast_to(first, low.shape).copy(), np.broadcast_to(last, low.shape).copy()
        moving = np.nonzero(is_met & ~is_flat)
        if moving[0].size:
            up, rates = np.broadcast_to(sign, low.shape)[moving], np.stack([low[moving], high[moving]])
            start, stop = (np.stack([side[moving]] * 2) for side in (lower, upper))
            lower[moving], upper[moving] = risen(start, stop, lambda steps: up * case.rates.within(steps) - rates)
        # Outwards, so that what is left of an interval leaves no step out.
        lower, upper = np.maximum(lower - _HAIR, first), np.minimum(upper + _HAIR, last)
        lower = np.where(is_flat | (sign * before >= low), first, lower)
        upper = np.where(is_flat | (sign * after <= high), end, upper)
        return np.where(is_met, np.where(lower <= 0, -np.inf, lower), np.nan), np.where(is_met, upper, np.nan)


def _around(due: FloatArray) -> tuple[int, int]:
    """Give the whole steps between which a schedule is searched for the rates of steps near the ones due."""
    beyond = (_LOOK_BEYOND - 1) * (due.max() - due.min())
    start = max(int(np.floor(min(due.min() / _LOOK_BEYOND, due.min() - beyond))) - 1, 0)
    return start, max(int(np.ceil(due.max() * _LOOK_BEYOND)), start) + 2


def _is_vague(case: Case) -> npt.NDArray[np.bool_]:
    """Say which rates lie within the absolute tolerance of 0 and may be those of any late step, bool[n]."""
    vague: npt.NDArray[np.bool_] = case.slack > _VAGUE * case.values
    return vague


class _Parts:
    """The pieces of a schedule around some steps, each searched for the rates of some points."""

    def __init__(self, case: Case, due: FloatArray) -> None:
        pieces = case.schedule.pieces(*_around(due))
        self._case = case
        self._flat = pieces.shapes == Shape.CONSTANT
        self.first = pieces.starts.astype(np.float64)
        # The piece that is cut off goes on for all that is known.
        self._last = np.append(self.first[1:] - 1, np.inf)
        self.home = np.clip(np.searchsorted(self.first, due, side="right") - 1, 0, len(self.first) - 1)

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
        right = np.zeros(len(points), np.bool_)
        still, moving = np.flatnonzero(flat), np.flatnonzero(~flat)
        # Where a rate stands still, no rounding makes it that of the piece beside it.
        if still.size:
            right[still] = some[still].near(some.rates.nearest(at[still]))
        if moving.size:
            right[moving] = follows(some[moving], at[moving])[0]
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

    Every two points bound the slope: from the end of one window to the begin of the other it is steepest, or least so.

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
    before, after = np.triu_indices(len(x), 1)
    apart = x[after] - x[before]
    low = max(float(((lower[after] - upper[before]) / apart).max()), guess / _SLOPES)
    high = min(float(((upper[after] - lower[before]) / apart).min()), guess * _SLOPES)
    return (low, high) if low <= high else None
