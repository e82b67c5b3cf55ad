"""A schedule between its steps and at many steps at once, as comparisons and searches need it."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import numpy.typing as npt

from tb_lrplugin.data.series import FloatArray
from tb_lrplugin.schedules import Schedule, Shape
from tb_lrplugin.schedules.base import MAX_STEP

# Into so many parts a step is divided where the rate within it is asked for, and so near to each other, in steps, two
# places are one: the framework's own rounding decides there on which side of a jump a step lies.
_FINE = 2**22
_SAME = 2.0 / _FINE


class Rates:
    """Evaluates a schedule at real-valued optimizer steps; NaN beyond what it speaks for."""

    def __init__(self, schedule: Schedule) -> None:
        self.schedule = schedule
        self._known_until = schedule.known_until()

    @cached_property
    def _finely(self) -> Schedule | None:
        """The same schedule over finer steps; None where it has no closed form for them."""
        return self.schedule.scaled(_FINE)

    def within(self, steps: FloatArray) -> FloatArray:
        """Evaluate the formula itself at real-valued steps, float64[...]; between whole steps where it has none."""
        if self._finely is None:
            return self.between(steps)
        rates = self._finely(np.rint(np.clip(steps, -1.0, MAX_STEP / _FINE) * _FINE).astype(np.int64))
        return rates if self._known_until is None else np.where(steps > self._known_until, np.nan, rates)

    def pieces_within(self, start: int, stop: int) -> tuple[FloatArray, npt.NDArray[np.bool_]]:
        """Split [start, stop) where the formula itself turns: where each piece begins, and which ones stand still."""
        finely = self._finely
        pieces = self.schedule.pieces(start, stop) if finely is None else finely.pieces(start * _FINE, stop * _FINE)
        return pieces.starts / (1 if finely is None else _FINE), pieces.shapes == Shape.CONSTANT

    def around(self, steps: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Evaluate a hair before and a hair after real-valued steps, float64[...] each."""
        return self.within(steps - _SAME), self.within(steps + _SAME)

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
