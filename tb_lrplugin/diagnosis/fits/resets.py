"""Which period makes the points follow f(x mod period): a schedule that begins again on a beat."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tb_lrplugin.data.series import FloatArray
from tb_lrplugin.diagnosis.fits.inverse import densest, windows
from tb_lrplugin.diagnosis.fits.rates import misfit
from tb_lrplugin.diagnosis.fits.round_numbers import roundest
from tb_lrplugin.diagnosis.fits.target import Target
from tb_lrplugin.diagnosis.fits.telling import search_points

_GRID = 401
_CANDIDATES = 4
_HOPELESS = 0.3
_MOST_LISTED = 9


def fit_period(target: Target, low: int, high: int, known: Sequence[float] = ()) -> tuple[int, FloatArray] | None:
    """Find the period after which the schedule begins again every time.

    Args:
      target: the points.
      low: least period to try, in steps, above 0.
      high: largest period to try.
      known: periods that would have a reason, steps per epoch say.

    Returns:
      The period, and float64[n], the rates it gives at the points; None where no period explains every point.
    """
    tried = [number for number in known if low <= number <= high]
    grid = np.unique(np.rint(np.concatenate([tried, np.linspace(low, high, _GRID)])))
    sample = target.at(search_points(0, len(target)))
    losses = misfit(sample.values, sample.rates.nearest(within(sample, grid[:, None])), sample.scale)
    order = [*np.flatnonzero(np.isin(grid, tried)), *np.argsort(losses, kind="stable")[:_CANDIDATES]]
    for index in order:
        if losses[index] > _HOPELESS:
            continue
        for period in _periods(target, float(grid[index])):
            right, explained = target.follows(within(target, float(period)))
            if right.all():
                return period, explained
    return None


def within(target: Target, period: float | FloatArray) -> FloatArray:
    """Give the steps since the last reset, float64[..., n]; the logger's own offset is not reset."""
    return np.mod(target.steps - target.offset, period) + target.offset


def _periods(target: Target, guess: float) -> list[int]:
    """List whole periods near a guess that suit most points."""
    resets = np.floor_divide(target.steps - target.offset, guess)
    later = np.flatnonzero(resets > 0)
    if later.size == 0:
        return []
    some, count = target.at(later), resets[later]
    found = windows(some, within(some, guess))
    low, high, _ = densest((some.steps - found.upper) / count, (some.steps - found.lower) / count)
    first, last = int(np.clip(np.ceil(low), 1, guess * 2)), int(np.clip(np.floor(high), 1, guess * 2))
    if first > last:
        return [round(guess)]
    if last - first < _MOST_LISTED:
        return list(range(first, last + 1))
    return [int(roundest(first, last)), (first + last) // 2, round(guess)]
