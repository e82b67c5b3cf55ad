"""One rate for ever."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tb_lrplugin.schedules.base import (
    FloatArray,
    IntArray,
    Pieces,
    Schedule,
    Shape,
    require_rate,
)
from tb_lrplugin.words.numbers import format_rate


@dataclass(frozen=True)
class Constant(Schedule):
    """f(step) = value (optax `constant_schedule`).

    Raises:
      ScheduleError: if the value is negative or not finite.
    """

    value: float

    def __post_init__(self) -> None:
        require_rate("value", self.value)

    def _evaluate(self, steps: IntArray) -> FloatArray:
        return np.full(steps.shape, self.value)

    def pieces(self, start: int, stop: int) -> Pieces:
        return Pieces.of([start], [Shape.CONSTANT])

    def first_outside(self, start: int, low: float, high: float) -> int | None:
        return None if low <= self.value <= high else start

    def describe(self, offset: int = 0) -> str:
        return f"constant {format_rate(self.value)}"
