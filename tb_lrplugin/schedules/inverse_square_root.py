"""Decay with the inverse square root of the step."""

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

# Its square is still finite; no run falls that far.
_LARGEST_RATIO = 1e100


@dataclass(frozen=True)
class InverseSquareRoot(Schedule):
    """f(step) = init_value / sqrt(1 + step / timescale).

    The decay of `get_inverse_sqrt_schedule` (transformers 5.23.0 `optimization.py`) counted from the end of
    its warm-up.

    Raises:
      ScheduleError: if a parameter is out of its range.
    """

    init_value: float
    timescale: float

    def __post_init__(self) -> None:
        require_rate("the first rate", self.init_value)
        require(
            math.isfinite(self.timescale) and self.timescale > 0,
            f"timescale is {format_rate(self.timescale)}: the schedule divides by it, so it must be above 0",
        )

    def _evaluate(self, steps: IntArray) -> FloatArray:
        return self.init_value / np.sqrt(1.0 + steps / self.timescale)

    def pieces(self, start: int, stop: int) -> Pieces:
        return Pieces.of([start], [Shape.CONSTANT if self.init_value == 0 else Shape.CURVE])

    def first_outside(self, start: int, low: float, high: float) -> int | None:
        if not low <= self.value_at(start) <= high:
            return start
        if low <= 0 or self.init_value == 0:
            return None
        guess = self.timescale * (min(self.init_value / low, _LARGEST_RATIO) ** 2 - 1.0)
        return first_true(lambda step: self.value_at(step) < low, start, guess)

    def describe(self, offset: int = 0) -> str:
        return f"{format_rate(self.init_value)} / sqrt(1 + step / {format_step(self.timescale)})"
