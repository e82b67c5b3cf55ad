"""How many optimizer steps one unit of a series' axis takes, found from the points themselves."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from tb_lrplugin.data.series import Series
from tb_lrplugin.schedules import Schedule
from tb_lrplugin.tolerance import tolerance

# Where neither the metadata nor the points tell; a curve must be drawn all the same.
ASSUMED_STEPS_PER_EPOCH = 10
# An epoch of a single step is no epoch: whoever trains so would count steps.
_LEAST = 2
# Tried in turn: nearly every epoch is shorter than the first, hardly any is longer than the last.
_LIMITS = (2**12, 2**16, 2**20)
_MOST_MOVES = 50
# A count of units before the first one is a second number to find: fewer moves do not single out two.
_LEAST_MOVES = 3
_MOST_UNITS_BEFORE = 64


def fit_steps_per_unit(series: Series, schedule: Schedule, shift: int) -> tuple[int, str]:
    """Find the number of steps per unit under which every point agrees with the schedule.

    Args:
      series: at least one point; x counts units.
      schedule: counts optimizer steps.
      shift: units added to x: the rate at x is that at step `(x + shift) * steps`.

    Returns:
      The number, and how it is known: "inferred" where the points single it out (the smallest, should a few
      neighbours fit as well), "assumed" where they do not (a flat stretch) or where no number fits. A run that
      leaves its schedule later on is fitted by the points before.
    """
    points = telling_points(series)
    longest = 0
    best: tuple[int, str] = (ASSUMED_STEPS_PER_EPOCH, "assumed")
    for limit in _LIMITS:
        numbers, fitting = _narrow(series, schedule, shift, points, limit)
        # A stretch that ends at the least or the largest number is bounded by our search, not by the points.
        is_bounded = numbers[0] > _LEAST and numbers[-1] < limit
        if fitting > longest and (is_bounded or ASSUMED_STEPS_PER_EPOCH not in numbers):
            longest, best = fitting, (int(numbers[0]), "inferred")
        if fitting == len(points):
            break
    return best


def fit_units_before(series: Series, schedule: Schedule, shift: int) -> tuple[int, int] | None:
    """Find how many units were counted before x = 0, and the steps per unit, under which every point agrees.

    Args:
      series: at least one point; x counts units.
      schedule: counts optimizer steps.
      shift: units added to x beside those found.

    Returns:
      The units before, 1 or more, and the steps per unit, the fewest units of several; None where the points do not
      move often enough to single out both, or none fits.
    """
    if int((series.values[1:] != series.values[:-1]).sum()) < _LEAST_MOVES:
        return None
    points = telling_points(series)
    for before in range(1, _MOST_UNITS_BEFORE + 1):
        numbers, fitting = _narrow(series, schedule, shift + before, points, _LIMITS[0])
        if fitting == len(points):
            return before, int(numbers[0])
    return None


def agrees(series: Series, schedule: Schedule) -> bool:
    """Say whether the telling points of a series agree with a schedule that is on their axis."""
    return agreeing_points(series, schedule) == len(telling_points(series))


def agreeing_points(series: Series, schedule: Schedule) -> int:
    """Count the telling points before the first one that disagrees with a schedule that is on their axis."""
    points = telling_points(series)
    expected = schedule(series.steps[points])
    with np.errstate(invalid="ignore"):
        within = np.abs(series.values[points] - expected) <= tolerance(expected, float(np.abs(expected).max()))
    return len(points) if within.all() else int(np.argmin(within))


def _narrow(
    series: Series, schedule: Schedule, shift: int, points: list[int], limit: int
) -> tuple[npt.NDArray[np.int64], int]:
    """Find the numbers up to a limit that fit the first points, and how many points they fit."""
    numbers = np.arange(_LEAST, limit + 1, dtype=np.int64)
    scale = float(np.abs(schedule(numbers * int(series.steps[0] + shift))).max())
    for fitting, index in enumerate(points):
        expected = schedule(numbers * int(series.steps[index] + shift))
        left = numbers[np.abs(series.values[index] - expected) <= tolerance(expected, scale)]
        if len(left) == 0:
            return numbers, fitting
        numbers = left
    return numbers, len(points)


def telling_points(series: Series) -> list[int]:
    """List the points to look at, in order: both sides of the first moves, and the last point.

    In order, so that a run that leaves its schedule later on is fitted by the part before.
    """
    # Compared, not subtracted: infinity is a value as well.
    moves = np.flatnonzero(series.values[1:] != series.values[:-1])[:_MOST_MOVES]
    return sorted({0, *moves.tolist(), *(moves + 1).tolist(), len(series) - 1})
