"""Half a cosine wave from one rate down to another."""

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
from tb_lrplugin.words.numbers import format_rate, format_step


@dataclass(frozen=True)
class Cosine(Schedule):
    """f(step) = end_value + (init_value - end_value) * (1 + cos(pi * min(step / decay_steps, 1))) / 2.

    Loshchilov and Hutter, SGDR, ICLR 2017 (arXiv 1608.03983), one period; optax
    `cosine_decay_schedule` with alpha = end_value / init_value.

    Raises:
      ScheduleError: if a parameter is out of its range.
    """

    init_value: float
    decay_steps: int
    end_value: float = 0.0

    def __post_init__(self) -> None:
        require_rate("the first rate", self.init_value)
        require_rate("the last rate", self.end_value)
        require(
            self.decay_steps > 0,
            f"the cosine takes {format_step(self.decay_steps)} steps: it must take 1 or more",
        )

    def _evaluate(self, steps: IntArray) -> FloatArray:
        progress = np.minimum(steps / self.decay_steps, 1.0)
        # sin^2 keeps its digits near the end, where 1 + cos cancels; np.square has the same for one step as for many.
        weight = np.square(np.sin(0.5 * np.pi * (1.0 - progress)))
        return self.end_value + (self.init_value - self.end_value) * weight

    def largest_term(self, steps: IntArray) -> float:
        return max(self.init_value, self.end_value)

    def pieces(self, start: int, stop: int) -> Pieces:
        if self.init_value == self.end_value or start >= self.decay_steps:
            return Pieces.of([start], [Shape.CONSTANT])
        if stop <= self.decay_steps:
            return Pieces.of([start], [Shape.CURVE])
        return Pieces.of([start, self.decay_steps], [Shape.CURVE, Shape.CONSTANT])

    def first_outside(self, start: int, low: float, high: float) -> int | None:
        if not low <= self.value_at(start) <= high:
            return start
        bound = low if self.init_value > self.end_value else high
        span = self.init_value - self.end_value
        if span == 0 or start >= self.decay_steps:
            return None
        weight = (bound - self.end_value) / span
        if weight < 0 or math.isinf(bound):
            return None
        guess = self.decay_steps * (1.0 - 2.0 / math.pi * math.asin(math.sqrt(min(weight, 1.0))))
        return first_true(lambda step: not low <= self.value_at(step) <= high, start, guess, self.decay_steps)

    def describe(self, offset: int = 0) -> str:
        return (
            f"cosine from {format_rate(self.init_value)} to {format_rate(self.end_value)} "
            f"over {format_step(self.decay_steps)} steps"
        )
