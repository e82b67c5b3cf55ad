"""A schedule between its steps and at many steps at once, as comparisons and searches need it."""

from __future__ import annotations

import math
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
# Rounding of k * x must not push a whole step over to the next.
_ROUNDING = 1e-9
# Turns are seen that lie at least a few of so many parts of the way apart.
_TURNS_SEEN = 1024
# So near to it, in steps, a smooth turn is as flat as can be.
_TURN = 2.0**-9


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
        rates = self._finely(np.rint(_cut(steps, -1.0, MAX_STEP / _FINE) * _FINE).astype(np.int64))
        return rates if self._known_until is None else np.where(steps > self._known_until, np.nan, rates)

    def pieces_within(self, start: int, stop: int) -> tuple[FloatArray, npt.NDArray[np.bool_]]:
        """Split [start, stop) where the formula itself turns: where each piece begins, and which ones stand still."""
        finely = self._finely
        pieces = self.schedule.pieces(start, stop) if finely is None else finely.pieces(start * _FINE, stop * _FINE)
        begins, is_flat = pieces.starts / (1 if finely is None else _FINE), pieces.shapes == Shape.CONSTANT
        if not (pieces.shapes == Shape.CURVE).any():
            return begins, is_flat
        turns = self._smooth_turns(begins, float(stop))
        order = np.argsort(np.concatenate([begins, turns]), kind="stable")
        return np.concatenate([begins, turns])[order], np.append(is_flat, np.zeros(len(turns), np.bool_))[order]

    def _smooth_turns(self, begins: FloatArray, stop: float) -> FloatArray:
        """Find where a wave turns within the pieces that begin at some steps, float64[n]."""
        grid = np.linspace(begins[0], stop, _TURNS_SEEN)
        width = float(grid[1] - grid[0])
        moves = np.sign(np.diff(self.within(grid)))
        turns = np.flatnonzero(moves[1:] * moves[:-1] < 0)
        low: FloatArray = grid[turns]
        high: FloatArray = grid[turns + 2]
        # Where a piece begins, the rate turns or jumps anyway.
        nearest = np.abs(low[:, None] + width - begins).min(axis=1, initial=np.inf)
        low, high = low[nearest > 2 * width], high[nearest > 2 * width]
        rising = self.within(low + width / 8) > self.within(low)
        for _ in range(max(0, math.ceil(math.log2(width / _TURN)))) if low.size else ():
            middle = (low + high) / 2
            before, after = self.within(np.stack([middle - _TURN, middle + _TURN]))
            is_before = (after > before) == rising
            low, high = np.where(is_before, middle, low), np.where(is_before, high, middle)
        return low

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
        rates = self.schedule(_cut(steps, -MAX_STEP, MAX_STEP).astype(np.int64))
        if self._known_until is not None:
            rates = np.where(steps > self._known_until, np.nan, rates)
        return rates


def _cut(steps: FloatArray, least: float, most: float) -> FloatArray:
    """Cut steps off to a range, as `numpy.clip` does, which takes several times as long for a few of them."""
    return np.minimum(np.maximum(steps, least), most)


class Paced(Rates):
    """Evaluates a schedule that runs at another pace, f(k * x), at the steps of the run.

    Args:
      base: the schedule as it is.
      pace: k.
      is_cut: whether the step k * x is cut off to a whole one, as by a counter that moves now and then.
    """

    def __init__(self, base: Rates, pace: float, *, is_cut: bool) -> None:
        super().__init__(base.schedule)
        self._base, self._pace, self._is_cut = base, pace, is_cut

    def _at_whole(self, steps: FloatArray) -> FloatArray:
        own = self._pace * np.maximum(steps, 0.0)
        return self._base.nearest(np.floor(own + _ROUNDING * own)) if self._is_cut else self._base.within(own)
