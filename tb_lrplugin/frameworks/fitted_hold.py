"""How many optimizer steps a scheduler stands still that is stepped once per epoch, found from the points."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from tb_lrplugin.data.series import Series
from tb_lrplugin.frameworks.fitted_axis import telling_points
from tb_lrplugin.schedules import Schedule
from tb_lrplugin.tolerance import ABSOLUTE_TOLERANCE, tolerance

_MOST_TRIES = 1024
_MOST_EPOCHS = 10_000
# Rates that differ by less are one rate, stored as float32.
_ROUNDING = 1e-6


def holds_admitted(series: Series, schedule: Schedule, shift: int = 0) -> range:
    """List the numbers of steps per epoch that the first move of a series admits; empty where it does not move.

    Args:
      series: at least one point; x counts optimizer steps.
      schedule: counts epochs.
      shift: steps added to x.
    """
    with np.errstate(invalid="ignore"):
        moved = np.abs(series.values - series.values[0]) > _ROUNDING * np.abs(series.values).max()
    begin = _epoch_of_first_point(series, schedule)
    first = schedule.value_at(begin)
    epoch = schedule.first_outside(begin + 1, first * (1 - _ROUNDING), first * (1 + _ROUNDING))
    if not moved.any() or epoch is None:
        return range(0)
    index = int(np.argmax(moved))
    before, after = int(series.steps[index - 1]) + shift, int(series.steps[index]) + shift
    return range(max(before // epoch + 1, 1), after // epoch + 1)


def _epoch_of_first_point(series: Series, schedule: Schedule) -> int:
    """Give the first epoch that has the rate of the first point, above 0 in a resumed leg; 0 where none has."""
    rates = schedule(np.arange(_MOST_EPOCHS))
    with np.errstate(invalid="ignore"):
        same = np.abs(rates - series.values[0]) <= _ROUNDING * np.abs(rates)
    return int(np.argmax(same))


def fit_hold(
    series: Series, build: Callable[[int], Schedule | None], numbers: Sequence[int], shift: int = 0
) -> tuple[int, bool] | None:
    """Find the number of steps per epoch with which the points agree longest, the smallest of several.

    Args:
      series: at least one point.
      build: gives the schedule, counting optimizer steps, for a number of steps per epoch; None where it has none.
      numbers: those to try, ascending; of very many an even choice is tried.
      shift: steps added to x.

    Returns:
      The number, and whether every point agrees; None where there is nothing to try.
    """
    if len(numbers) > _MOST_TRIES:
        chosen = np.unique(np.linspace(0, len(numbers) - 1, _MOST_TRIES).astype(np.int64))
        numbers = [numbers[int(index)] for index in chosen]
    points = telling_points(series)
    steps, values = series.steps[points] + shift, series.values[points]
    best: tuple[int, int] | None = None
    for number in numbers:
        schedule = build(number)
        if schedule is None:
            continue
        expected = schedule(steps)
        scale = float(np.abs(expected).max())
        with np.errstate(invalid="ignore"):
            agrees = np.abs(values - expected) <= tolerance(expected, scale) + ABSOLUTE_TOLERANCE * scale
        fitting = len(agrees) if agrees.all() else int(np.argmin(agrees))
        if best is None or fitting > best[1]:
            best = number, fitting
        if fitting == len(agrees):
            return number, True
    return None if best is None else (best[0], False)
