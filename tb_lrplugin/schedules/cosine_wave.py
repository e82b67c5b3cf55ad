"""A cosine wave that nobody stops at its end."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from tb_lrplugin.schedules.base import (
    MAX_STEP,
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

# The wave is searched this many half-waves ahead; a band it leaves later it leaves "never".
_MOST_HALF_WAVES = 4096


@dataclass(frozen=True)
class CosineWave(Schedule):
    """f(step) = end_value + (init_value - end_value) * (1 + cos(2 pi * num_cycles * (step + shift) / decay_steps)) / 2.

    The decay of `get_cosine_schedule_with_warmup` (transformers 5.23.0 `optimization.py`) counted from the end
    of its warm-up. It is not clamped: past `decay_steps` a half wave rises again.

    Attributes:
      init_value: rate at the top of the wave.
      end_value: rate at its bottom.
      decay_steps: steps for `num_cycles` whole waves.
      num_cycles: waves in `decay_steps`; 0.5 is one fall from top to bottom.
      shift: steps by which the wave is ahead.

    Raises:
      ScheduleError: if a parameter is out of its range.
    """

    init_value: float
    end_value: float
    decay_steps: int
    num_cycles: float = 0.5
    shift: int = 0

    def __post_init__(self) -> None:
        require_rate("the highest rate", self.init_value)
        require_rate("the lowest rate", self.end_value)
        require(
            self.decay_steps > 0,
            f"the cosine takes {format_step(self.decay_steps)} steps: it must take 1 or more",
        )
        require(
            math.isfinite(self.num_cycles) and self.num_cycles > 0,
            f"num_cycles is {format_rate(self.num_cycles)}: it must be above 0",
        )
        require(self.shift >= 0, f"the shift is {self.shift}: it must be 0 or above")

    def _evaluate(self, steps: IntArray) -> FloatArray:
        # sin^2, counted from the bottom of the wave, keeps its digits there, where 1 + cos cancels.
        phase = self.num_cycles * ((steps + self.shift) / self.decay_steps) % 1.0
        weight = np.square(np.sin(np.pi * (0.5 - phase)))
        return self.end_value + (self.init_value - self.end_value) * weight

    def largest_term(self, steps: IntArray) -> float:
        return max(self.init_value, self.end_value)

    def pieces(self, start: int, stop: int) -> Pieces:
        return Pieces.of([start], [Shape.CONSTANT if self.init_value == self.end_value else Shape.CURVE])

    def first_outside(self, start: int, low: float, high: float) -> int | None:
        if not low <= self.value_at(start) <= high:
            return start
        if low <= min(self.init_value, self.end_value) and high >= max(self.init_value, self.end_value):
            return None
        # Within each half wave the rate only rises or only falls: its ends tell whether it leaves the band there.
        half = self.decay_steps / self.num_cycles / 2.0
        # Waves shorter than a step are no waves any more, and every step is an end.
        half = max(half, 1.0)
        turns = (math.floor((start + self.shift) / half) + np.arange(_MOST_HALF_WAVES + 1)) * half - self.shift
        turns = np.minimum(turns, MAX_STEP)
        begins = np.maximum(np.ceil(turns[:-1]), start).astype(np.int64)
        ends = np.floor(turns[1:]).astype(np.int64)
        values = self(np.stack([begins, ends]))
        outside = (((values < low) | (values > high)) & (begins <= ends)).any(axis=0)
        if not outside.any():
            return None
        index = int(np.argmax(outside))
        return first_true(
            lambda step: not low <= self.value_at(step) <= high, int(begins[index]), math.nan, int(ends[index])
        )

    def describe(self, offset: int = 0) -> str:
        waves = "" if self.num_cycles == 0.5 else f" ({format_rate(self.num_cycles)} waves)"
        return (
            f"cosine from {format_rate(self.init_value)} to {format_rate(self.end_value)} "
            f"over {format_step(self.decay_steps)} steps{waves}"
        )
