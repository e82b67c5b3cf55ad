"""Polynomial moves from one rate to another; power 1 is a linear ramp."""

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
class Polynomial(Schedule):
    """f(step) = end_value + (init_value - end_value) * (1 - min(step / transition_steps, 1)) ** power.

    optax `polynomial_schedule`; with power 1 optax `linear_schedule` and every linear warm-up.

    Raises:
      ScheduleError: if a parameter is out of its range.
    """

    init_value: float
    end_value: float
    transition_steps: int
    power: float = 1.0

    def __post_init__(self) -> None:
        require_rate("the first rate", self.init_value)
        require_rate("the last rate", self.end_value)
        require(
            self.transition_steps > 0,
            f"the ramp takes {format_step(self.transition_steps)} steps: it must take 1 or more",
        )
        require(
            math.isfinite(self.power) and self.power > 0,
            f"power is {format_rate(self.power)}: it must be above 0",
        )

    def _evaluate(self, steps: IntArray) -> FloatArray:
        left = 1.0 - np.minimum(steps / self.transition_steps, 1.0)
        weight = left if self.power == 1 else np.power(left, self.power)
        return self.end_value + (self.init_value - self.end_value) * weight

    def largest_term(self, steps: IntArray) -> float:
        return max(self.init_value, self.end_value)

    def pieces(self, start: int, stop: int) -> Pieces:
        if self.init_value == self.end_value or start >= self.transition_steps:
            return Pieces.of([start], [Shape.CONSTANT])
        moving = Shape.LINEAR if self.power == 1 else Shape.CURVE
        if stop <= self.transition_steps:
            return Pieces.of([start], [moving])
        return Pieces.of([start, self.transition_steps], [moving, Shape.CONSTANT])

    def first_outside(self, start: int, low: float, high: float) -> int | None:
        if not low <= self.value_at(start) <= high:
            return start
        bound = low if self.init_value > self.end_value else high
        span = self.init_value - self.end_value
        if span == 0 or start >= self.transition_steps:
            return None
        left = (bound - self.end_value) / span
        if left < 0 or math.isinf(bound):
            return None
        guess = self.transition_steps * (1.0 - min(left, 1.0) ** (1.0 / self.power))
        return first_true(
            lambda step: not low <= self.value_at(step) <= high,
            start,
            guess,
            self.transition_steps,
        )

    def describe(self, offset: int = 0) -> str:
        kind = "linear" if self.power == 1 else f"polynomial of power {format_rate(self.power)}"
        return (
            f"{kind} from {format_rate(self.init_value)} to {format_rate(self.end_value)} "
            f"over {format_step(self.transition_steps)} steps"
        )
