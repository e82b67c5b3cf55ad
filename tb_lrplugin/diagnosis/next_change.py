"""When the expected rate will move next, in steps and in time."""

from __future__ import annotations

import numpy as np

from tb_lrplugin.data.series import Series
from tb_lrplugin.diagnosis.model import NextChange
from tb_lrplugin.schedules import Schedule

# The pace is that of the last points: a run that was interrupted goes on at today's speed.
_PACE_POINTS = 20


def next_change(series: Series, schedule: Schedule, offset: int) -> NextChange | None:
    """Find the first step after the last logged one at which the expected rate differs by 1 % or more.

    Args:
      series: at least one point.
      schedule: what was asked for.
      offset: the step offset d of the series, f(x + d).

    Returns:
      The change on the series' own x axis; None where the rate never changes again.
    """
    last = int(series.steps[-1])
    step = schedule.first_change(last + offset)
    if step is None:
        return None
    pace = seconds_per_step(series)
    eta = None if pace is None else pace * (step - offset - last)
    return NextChange(step - offset, schedule.value_at(step), eta)


def seconds_per_step(series: Series) -> float | None:
    """Give the median pace of the last points in seconds per step; None where it cannot be told."""
    steps = np.diff(series.steps[-_PACE_POINTS:])
    seconds = np.diff(series.wall_times[-_PACE_POINTS:])
    if len(steps) == 0:
        return None
    pace = float(np.median(seconds / steps))
    return pace if np.isfinite(pace) and pace > 0 else None
