"""A logarithmic ramp from one rate to another."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from tb_lrplugin.schedules.base import (
    FloatArray,
    IntArray,
    Pieces,
    Schedule,
    Shape,
    first_true,
    require,
    require_rate,
)
from tb_lrplugin.schedules.numbers import format_rate, format_step


@dataclass(frozen=True)
class Logarithmic(Schedule):
    """f(step) = init_value + (end_value - init_value) * min(ln(step + 1) / ln(transition_steps), 1).

    The default warm-up of DeepSpeed's `WarmupLR` (deepspeed 0.19.8 `runtime/lr_schedules.py`); it arrives one
    step early, at `transition_steps - 1`.

    Raises:
      ScheduleError: if a parameter is out of its range.
    """

    init_value: float
    end_value: float
    transition_steps: int

    def __post_init__(self) -> None:
        require_rate("the first rate", self.init_value)
        require_rate("the last rate", self.end_value)
        require(
            self.transition_steps > 1,
            f"the logarithmic ramp takes {format_step(self.transition_steps)} steps: it must take 2 or more",
        )

    def _evaluate(self, steps: IntArray) -> FloatArray:
        weight = 1.0 - np.minimum(np.log(steps + 1.0) / math.log(self.transition_steps), 1.0)
        return np.asarray(self.end_value + (self.init_value - self.end_value) * weight, np.float64)

    def pieces(self, start: int, stop: int) -> Pieces:
        arrival = self.transition_steps - 1
        if self.init_value == self.end_value or start >= arrival:
            return Pieces.of([start], [Shape.CONSTANT])
        if stop <= arrival:
            return Pieces.of([start], [Shape.CURVE])
        return Pieces.of([start, arrival], [Shape.CURVE, Shape.CONSTANT])

    def first_outside(self, start: int, low: float, high: float) -> int | None:
        if not low <= self.value_at(start) <= high:
            return start
        bound = low if self.init_value > self.end_value else high
        span = self.end_value - self.init_value
        if span == 0 or start >= self.transition_steps or math.isinf(bound):
            return None
        weight = min(max((bound - self.init_value) / span, 0.0), 1.0)
        guess = math.expm1(weight * math.log(self.transition_steps))
        return first_true(lambda step: not low <= self.value_at(step) <= high, start, guess, self.transition_steps)

    def describe(self, offset: int = 0) -> str:
        return (
            f"logarithmic from {format_rate(self.init_value)} to {format_rate(self.end_value)} "
            f"over {format_step(self.transition_steps)} steps"
        )
