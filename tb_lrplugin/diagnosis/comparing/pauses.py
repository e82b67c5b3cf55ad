"""Pauses in a series' wall-clock times: where a run was interrupted and resumed."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from tb_lrplugin.data.series import Series

# Far above the usual pace, and longer than an evaluation or a checkpoint takes between two points.
_TIMES_USUAL = 10.0
_LEAST_SECONDS = 60.0
# A run is resumed now and then; what interrupts it again and again is an evaluation or a checkpoint.
_MOST_PAUSES = 3


def seconds_paused(series: Series) -> npt.NDArray[np.float64]:
    """Give the length of the pause that ends at each logged point.

    An interval is a pause where it took more than 60 s and more than ten times what the median pace, in seconds per
    step, allows for its steps (a sample of a long series has intervals of any length), unless more than three
    intervals stand out like that.

    Args:
      series: n points.

    Returns:
      float64[n], seconds; 0 where there is no pause, and at the first point.
    """
    paused = np.zeros(len(series))
    # Wall-clock times are whatever the file holds.
    with np.errstate(invalid="ignore", over="ignore"):
        steps, seconds = np.diff(series.steps), np.diff(series.wall_times)
    if len(steps) >= 2 and np.isfinite(seconds).all():
        usual = float(np.median(seconds / steps)) * steps
        is_pause = (seconds > _LEAST_SECONDS) & (seconds > _TIMES_USUAL * usual)
        if int(is_pause.sum()) <= _MOST_PAUSES:
            paused[1:][is_pause] = seconds[is_pause]
    return paused
