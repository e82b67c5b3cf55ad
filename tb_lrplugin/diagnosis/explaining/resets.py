"""Which period makes the points follow f(x mod period): a schedule that begins again on a beat."""

from __future__ import annotations

import numpy as np

from tb_lrplugin.data.series import FloatArray
from tb_lrplugin.diagnosis.comparing import Case
from tb_lrplugin.diagnosis.explaining.inverse import densest, windows
from tb_lrplugin.diagnosis.explaining.proof import follows
from tb_lrplugin.diagnosis.explaining.searching import MOST_LISTED, Fit, misfit
from tb_lrplugin.diagnosis.explaining.telling import some_of
from tb_lrplugin.words.round_numbers import roundest_whole

# Periods tried between two logged points; the best of them are narrowed down by the points themselves. Full logs have
# fewer whole periods than that between two points, so that all are tried; the best half dozen hold the true one of
# sparse logs.
_GRID = 401
_CANDIDATES = 6
# Points beside a reset land in the wrong period while the period is a guess; more than a third of them do not.
_HOPELESS = 0.3
# The second round counts the resets with the first one's period, which is right to a step by then.
_ROUNDS = 2


def fit_period(case: Case, low: int, high: int) -> Fit | None:
    """Find the period after which the schedule begins again every time.

    Args:
      case: the points.
      low: least period to try, in steps, above 0.
      high: largest period to try.

    Returns:
      The period, and as phase where its count begins: at 0 of the counter that the logger shows offset, or of the
      logged steps; None where no period explains every point.
    """
    grid = np.unique(np.rint(np.linspace(low, high, _GRID)))
    sample = case.once(some_of)
    for begin in dict.fromkeys((0, case.offset)):
        losses = misfit(sample.values, sample.rates.nearest(since_reset(sample, grid[:, None], begin)), sample.scale)
        for index in np.argsort(losses, kind="stable")[:_CANDIDATES]:
            if losses[index] > _HOPELESS:
                break
            for period in _periods(sample, float(grid[index]), begin):
                if follows(sample, since_reset(sample, period, begin))[0].all():
                    right, explained = follows(case, since_reset(case, period, begin))
                    if right.all():
                        return Fit(period, explained, begin)
    return None


def since_reset(case: Case, period: float | FloatArray, begin: float) -> FloatArray:
    """Give the steps since the last reset, float64[..., n]; counted from `begin` on."""
    return np.where(case.steps < begin, 0.0, np.mod(case.steps - begin, period) + begin)


def reset_at(case: Case, period: float, begin: float) -> FloatArray:
    """Give the number of resets before each point, float64[n]."""
    count: FloatArray = np.maximum(np.floor_divide(case.steps - begin, period), 0.0)
    return count


def _periods(case: Case, guess: float, begin: float) -> list[int]:
    """List whole periods near a guess that suit most points."""
    low = high = guess
    for _ in range(_ROUNDS):
        resets = reset_at(case, guess, begin)
        later = np.flatnonzero(resets > 0)
        if later.size == 0:
            return []
        some, count = case[later], resets[later]
        found = windows(some, since_reset(some, guess, begin))
        # Up to the point itself a reset may lie anywhere.
        low, high, _ = densest((some.steps - found.upper) / count, (some.steps - found.lower) / count)
        low, high = float(np.clip(low, 1, 2 * guess)), float(np.clip(high, 1, 2 * guess))
        if low > high:
            return [round(guess)]
        guess = (low + high) / 2
    first, last = int(np.ceil(low)), int(np.floor(high))
    if last - first < MOST_LISTED:
        return list(range(first, last + 1)) or [round(guess)]
    return [roundest_whole(first, last), (first + last) // 2, round(guess)]
