"""Half a cosine wave, over and over."""

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
class CosineCycles(Schedule):
    """f(step) = init_value * (1 + cos(pi * (num_cycles * step / decay_steps mod 1))) / 2, then 0 from decay_steps on.

    The decay of `get_cosine_with_hard_restarts_schedule_with_warmup` (transformers 5.23.0 `optimization.py`)
    counted from the end of its warm-up. A cycle need not be a whole number of steps long.

    Raises:
      ScheduleError: if a parameter is out of its range.
    """

    init_value: float
    decay_steps: int
    num_cycles: float = 1.0

    def __post_init__(self) -> None:
        require_rate("the first rate", self.init_value)
        require(
            self.decay_steps > 0,
            f"the cosine takes {format_step(self.decay_steps)} steps: it must take 1 or more",
        )
        require(
            math.isfinite(self.num_cycles) and self.num_cycles > 0,
            f"num_cycles is {format_rate(self.num_cycles)}: it must be above 0",
        )

    def _evaluate(self, steps: IntArray) -> FloatArray:
        # In the framework's own order of operations, which decides at which step a cycle begins.
        phase = self._cycle(steps) % 1.0
        weight = np.square(np.sin(0.5 * np.pi * (1.0 - phase)))
        return np.where(steps >= self.decay_steps, 0.0, self.init_value * weight)

    def _cycle(self, steps: IntArray) -> FloatArray:
        return np.asarray(self.num_cycles * (steps / self.decay_steps), np.float64)

    def _starts(self, start: int, stop: int) -> IntArray | None:
        """List the first step of every cycle in [start, stop); None where there are too many to tell apart."""
        width = self.decay_steps / self.num_cycles
        if (stop - start) / width > MAX_PIECES:
            return None
        return stair_starts(start, stop, width, lambda steps: np.floor(self._cycle(steps)))

    def largest_term(self, steps: IntArray) -> float:
        return self.init_value

    def pieces(self, start: int, stop: int) -> Pieces:
        if self.init_value == 0 or start >= self.decay_steps:
            return Pieces.of([start], [Shape.CONSTANT])
        starts = self._starts(start, min(stop, self.decay_steps))
        curved = [start] if starts is None else starts.tolist()
        flat = [self.decay_steps] if stop > self.decay_steps else []
        return Pieces.of(curved + flat, [Shape.CURVE] * len(curved) + [Shape.CONSTANT] * len(flat))

    def first_outside(self, start: int, low: float, high: float) -> int | None:
        if not low <= self.value_at(start) <= high:
            return start
        if self.init_value == 0 or start >= self.decay_steps:
            return None
        starts = self._starts(start, self.decay_steps)
        if starts is None:
            # Cycles shorter than anybody could draw: look at every step that one can.
            steps = np.arange(start, min(self.decay_steps, start + MAX_PIECES), dtype=np.int64)
            outside = (self(steps) < low) | (self(steps) > high)
            return int(steps[np.argmax(outside)]) if outside.any() else None
        # Within a cycle the rate only falls.
        lasts = np.append(starts[1:], self.decay_steps) - 1
        outside = (self(starts) > high) | (self(lasts) < low)
        if not outside.any():
            return self.decay_steps if low > 0 else None
        index = int(np.argmax(outside))
        begin, last = int(starts[index]), int(lasts[index])
        return first_true(lambda step: not low <= self.value_at(step) <= high, begin, math.nan, last)

    def describe(self, offset: int = 0) -> str:
        return (
            f"cosine from {format_rate(self.init_value)} to 0, {format_rate(self.num_cycles)} times "
            f"over {format_step(self.decay_steps)} steps"
        )
