"""Inverse time decay, continuous or as a staircase."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from tb_lrplugin.schedules.base import (
    MAX_PIECES,
    FloatArray,
    IntArray,
    Pieces,
    Schedule,
    Shape,
    first_true,
    require,
    require_rate,
)
from tb_lrplugin.schedules.staircase import stair_starts
from tb_lrplugin.words.numbers import format_rate, format_step


@dataclass(frozen=True)
class InverseTime(Schedule):
    """f(step) = init_value / (1 + decay_rate * step / transition_steps), the quotient floored for a staircase.

    The formula of `keras.optimizers.schedules.InverseTimeDecay` (keras 3.15
    `learning_rate_schedule.py`). A `decay_rate` of 0 is a constant.

    Raises:
      ScheduleError: if a parameter is out of its range.
    """

    init_value: float
    transition_steps: float
    decay_rate: float
    staircase: bool = False

    def __post_init__(self) -> None:
        require_rate("the initial rate", self.init_value)
        require(
            math.isfinite(self.transition_steps) and self.transition_steps > 0,
            f"decay_steps is {format_rate(self.transition_steps)}: the schedule divides by it, so it must be above 0",
        )
        require(
            math.isfinite(self.decay_rate) and self.decay_rate >= 0,
            f"decay_rate is {format_rate(self.decay_rate)}: it must be 0 or above",
        )

    def _evaluate(self, steps: IntArray) -> FloatArray:
        return self.init_value / (1.0 + self.decay_rate * self._progress(steps))

    def _progress(self, steps: IntArray) -> FloatArray:
        progress = steps / self.transition_steps
        return np.floor(progress) if self.staircase else progress

    def pieces(self, start: int, stop: int) -> Pieces:
        if self.decay_rate == 0 or self.init_value == 0:
            return Pieces.of([start], [Shape.CONSTANT])
        if not self.staircase or (stop - start) / self.transition_steps > MAX_PIECES:
            return Pieces.of([start], [Shape.CURVE])
        starts = stair_starts(start, stop, self.transition_steps, self._progress)
        return Pieces.of(starts, np.full(starts.shape, Shape.CONSTANT))

    def first_outside(self, start: int, low: float, high: float) -> int | None:
        if not low <= self.value_at(start) <= high:
            return start
        if low <= 0 or self.decay_rate == 0 or self.init_value == 0:
            return None
        # Solve low = init_value / (1 + decay_rate * n); a stair reaches it with the next whole n.
        progress = (self.init_value / low - 1.0) / self.decay_rate
        whole = float(np.ceil(progress)) if self.staircase else progress
        return first_true(lambda step: self.value_at(step) < low, start, whole * self.transition_steps)

    def describe(self, offset: int = 0) -> str:
        return (
            f"{format_rate(self.init_value)} / (1 + {format_rate(self.decay_rate)} * step / "
            f"{format_step(self.transition_steps)}) "
            f"({'staircase' if self.staircase else 'continuous'})"
        )
