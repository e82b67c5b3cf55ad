"""A polynomial decay that starts again and again, every time over a longer way."""

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
from tb_lrplugin.words.numbers import format_rate, format_step


@dataclass(frozen=True)
class PolynomialCycles(Schedule):
    """f(step) = end_value + (init_value - end_value) * (1 - step / (n * transition_steps)) ** power.

    n is the number of the cycle: 1 up to and including step `transition_steps`, 2 up to twice as many, and so on.
    `PolynomialDecay(cycle=True)` of keras 3.15.1 and tf_keras 2.20.1 (`learning_rate_schedule.py`).

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
            f"a cycle takes {format_step(self.transition_steps)} steps: it must take 1 or more",
        )
        require(
            math.isfinite(self.power) and self.power > 0,
            f"power is {format_rate(self.power)}: it must be above 0",
        )

    def _evaluate(self, steps: IntArray) -> FloatArray:
        cycles = np.maximum(-(-steps // self.transition_steps), 1)
        left = 1.0 - (steps / self.transition_steps) / cycles
        return self.end_value + (self.init_value - self.end_value) * np.power(np.maximum(left, 0.0), self.power)

    def largest_term(self, steps: IntArray) -> float:
        return max(self.init_value, self.end_value)

    def _cycle_end(self, step: int) -> int:
        return max(-(-step // self.transition_steps), 1) * self.transition_steps

    def pieces(self, start: int, stop: int) -> Pieces:
        if self.init_value == self.end_value:
            return Pieces.of([start], [Shape.CONSTANT])
        if (stop - start) / self.transition_steps > MAX_PIECES:
            return Pieces.of([start], [Shape.CURVE])
        begins = np.arange(self._cycle_end(start) + 1, stop, self.transition_steps, dtype=np.int64)
        starts = np.concatenate([np.array([start], np.int64), begins])
        return Pieces.of(starts, np.full(starts.shape, Shape.LINEAR if self.power == 1 else Shape.CURVE))

    def first_outside(self, start: int, low: float, high: float) -> int | None:
        def is_outside(step: int) -> bool:
            return not low <= self.value_at(step) <= high

        if is_outside(start):
            return start
        if self.init_value == self.end_value:
            return None
        # Within a cycle the rate moves one way, to end_value; every cycle begins closer to it than the last one.
        cycle_end = self._cycle_end(start)
        if is_outside(cycle_end):
            return first_true(is_outside, start, math.nan, cycle_end)
        return cycle_end + 1 if is_outside(cycle_end + 1) else None

    def describe(self, offset: int = 0) -> str:
        kind = "linear" if self.power == 1 else f"polynomial of power {format_rate(self.power)}"
        return (
            f"{kind} from {format_rate(self.init_value)} to {format_rate(self.end_value)} over "
            f"{format_step(self.transition_steps)} steps, in ever longer cycles"
        )
