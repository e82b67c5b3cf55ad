"""From one rate to another along a square root: fast at first, then ever slower."""

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
class SquareRoot(Schedule):
    """f(step) = init_value + (end_value - init_value) * sqrt(min(step / transition_steps, 1)).

    The decay type "1-sqrt" of `get_wsd_schedule` (transformers 5.23.0 `optimization.py`). (Its *warm-up* type
    "1-sqrt" is a polynomial of power 0.5.)

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
            self.transition_steps > 0,
            f"the square root takes {format_step(self.transition_steps)} steps: it must take 1 or more",
        )

    def _evaluate(self, steps: IntArray) -> FloatArray:
        weight = 1.0 - np.sqrt(np.minimum(steps / self.transition_steps, 1.0))
        return self.end_value + (self.init_value - self.end_value) * weight

    def largest_term(self, steps: IntArray) -> float:
        return max(self.init_value, self.end_value)

    def pieces(self, start: int, stop: int) -> Pieces:
        if self.init_value == self.end_value or start >= self.transition_steps:
            return Pieces.of([start], [Shape.CONSTANT])
        if stop <= self.transition_steps:
            return Pieces.of([start], [Shape.CURVE])
        return Pieces.of([start, self.transition_steps], [Shape.CURVE, Shape.CONSTANT])

    def first_outside(self, start: int, low: float, high: float) -> int | None:
        if not low <= self.value_at(start) <= high:
            return start
        bound = low if self.init_value > self.end_value else high
        span = self.end_value - self.init_value
        if span == 0 or start >= self.transition_steps or math.isinf(bound):
            return None
        weight = (bound - self.init_value) / span
        guess = self.transition_steps * min(max(weight, 0.0), 1.0) ** 2
        return first_true(lambda step: not low <= self.value_at(step) <= high, start, guess, self.transition_steps)

    def describe(self, offset: int = 0) -> str:
        return (
            f"square root from {format_rate(self.init_value)} to {format_rate(self.end_value)} "
            f"over {format_step(self.transition_steps)} steps"
        )
