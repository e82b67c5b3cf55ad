"""Which period makes the points follow f(x mod period): a schedule that begins again on a beat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tb_lrplugin.data.series import FloatArray
from tb_lrplugin.diagnosis.explaining.inverse import densest, windows
from tb_lrplugin.diagnosis.explaining.rates import misfit
from tb_lrplugin.diagnosis.explaining.target import Target
from tb_lrplugin.diagnosis.explaining.telling import search_points
from tb_lrplugin.words.round_numbers import roundest_whole

# Periods tried between two logged points; the best of them are narrowed down by the points themselves. Full logs have
# fewer whole periods than that between two points, so that all are tried; the best half dozen hold the true one of
# sparse logs.
_GRID = 401
_CANDIDATES = 6
# Points beside a reset land in the wrong period while the period is a guess; more than a third of them do not.
_HOPELESS = 0.3
# An interval of fitting periods wider than this is not listed period by period.
_MOST_LISTED = 9
# The second round counts the resets with the first one's period, which is right to a step by then.
_ROUNDS = 2


@dataclass(frozen=True, eq=False)
class PeriodFit:
    """The points follow the schedule since the last multiple of a period.

    Attributes:
      period: in steps.
      resets_counter: whether the period is that of the counter that the logger shows offset; else of the logged steps.
      explained: float64[n], the rates it gives at the points.
    """

    period: int
    resets_counter: bool
    explained: FloatArray


def fit_period(target: Target, low: int, high: int, known: Sequence[float] = ()) -> PeriodFit | None:
    """Find the period after which the schedule begins again every time.

    Args:
      target: the points.
      low: least period to try, in steps, above 0.
      high: largest period to try.
      known: periods that would have a reason, steps per epoch say.

    Returns:
      The fit; None where no period explains every point.
    """
    tried = [number for number in known if low <= number <= high]
    grid = np.unique(np.rint(np.concatenate([tried, np.linspace(low, high, _GRID)])))
    sample = target.at(search_points(0, len(target)))
    for resets_counter in (True, False) if target.offset else (True,):
        due = since_reset(sample, grid[:, None], resets_counter)
        losses = misfit(sample.values, sample.rates.nearest(due), sample.scale)
        order = [*np.flatnonzero(np.isin(grid, tried)), *np.argsort(losses, kind="stable")[:_CANDIDATES]]
        for index in order:
            if losses[index] > _HOPELESS:
                continue
            for period in _periods(sample, float(grid[index]), resets_counter):
                if sample.follows(since_reset(sample, period, resets_counter))[0].all():
                    right, explained = target.follows(since_reset(target, period, resets_counter))
                    if right.all():
                        return PeriodFit(period, resets_counter, explained)
    return None


def since_reset(target: Target, period: float | FloatArray, resets_counter: bool) -> FloatArray:
    """Give the steps since the last reset, float64[..., n]."""
    own = 0 if resets_counter else target.offset
    return np.where(target.steps < own, 0.0, np.mod(target.steps - own, period) + own)


def reset_at(target: Target, period: float, resets_counter: bool) -> FloatArray:
    """Give the number of resets before each point, float64[n]."""
    own = 0 if resets_counter else target.offset
    count: FloatArray = np.maximum(np.floor_divide(target.steps - own, period), 0.0)
    return count


def _periods(target: Target, guess: float, resets_counter: bool) -> list[int]:
    """List whole periods near a guess that suit most points."""
    low = high = guess
    for _ in range(_ROUNDS):
        resets = reset_at(target, guess, resets_counter)
        later = np.flatnonzero(resets > 0)
        if later.size == 0:
            return []
        some, count = target.at(later), resets[later]
        found = windows(some, since_reset(some, guess, resets_counter))
        # Up to the point itself a reset may lie anywhere.
        low, high, _ = densest((some.steps - found.upper) / count, (some.steps - found.lower) / count)
        low, high = float(np.clip(low, 1, 2 * guess)), float(np.clip(high, 1, 2 * guess))
        if low > high:
            return [round(guess)]
        guess = (low + high) / 2
    first, last = int(np.ceil(low)), int(np.floor(high))
    if last - first < _MOST_LISTED:
        return list(range(first, last + 1)) or [round(guess)]
    return [roundest_whole(first, last), (first + last) // 2, round(guess)]
