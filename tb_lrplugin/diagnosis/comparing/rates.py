"""A schedule between its steps and at many steps at once, as comparisons and searches need it."""

from __future__ import annotations

import numpy as np

from tb_lrplugin.data.series import FloatArray
from tb_lrplugin.schedules import Schedule
from tb_lrplugin.schedules.base import MAX_STEP


class Rates:
    """Evaluates a schedule at real-valued optimizer steps; NaN beyond what it speaks for."""

    def __init__(self, schedule: Schedule) -> None:
        self.schedule = schedule
        self._known_until = schedule.known_until()

    def nearest(self, steps: FloatArray) -> FloatArray:
        """Evaluate at the nearest whole steps, float64[...]."""
        return self._at_whole(np.rint(steps))

    def between(self, steps: FloatArray) -> FloatArray:
        """Evaluate with a straight line between whole steps, float64[...]."""
        below = np.floor(steps)
        weight = steps - below
        if not weight.any():
            return self._at_whole(below)
        lower, upper = self._at_whole(np.stack([below, below + 1]))
        between: FloatArray = lower + weight * (upper - lower)
        return between

    def neighbours(self, steps: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Evaluate at the whole steps below and above, float64[...] each; both the same at a whole step."""
        # Rounding of k * x + d must not push a whole step over to the next.
        whole = np.rint(steps)
        near = np.abs(steps - whole) <= 1e-9 * np.maximum(np.abs(steps), 1)
        lower, upper = self._at_whole(
            np.stack([np.where(near, whole, np.floor(steps)), np.where(near, whole, np.ceil(steps))])
        )
        return lower, upper

    def _at_whole(self, steps: FloatArray) -> FloatArray:
        rates = self.schedule(np.clip(steps, -MAX_STEP, MAX_STEP).astype(np.int64))
        if self._known_until is not None:
            rates = np.where(steps > self._known_until, np.nan, rates)
        return rates
