"""Half cosine waves one after the other, each as long as the one before or a whole number of times longer."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from tb_lrplugin.schedules.base import (
    MAX_PIECES,
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


@dataclass(frozen=True)
class CosineRestarts(Schedule):
    """f(step) = end_value + (init_value - end_value) * (1 + cos(pi * t / length)) / 2, t counted from the last restart.

    Loshchilov and Hutter, SGDR, ICLR 2017 (arXiv 1608.03983); torch 2.13 `CosineAnnealingWarmRestarts` with T_0 =
    `first_steps` and T_mult = `length_factor`.

    Raises:
      ScheduleError: if a parameter is out of its range.
    """

    init_value: float
    end_value: float
    first_steps: int
    length_factor: int = 1

    def __post_init__(self) -> None:
        require_rate("the first rate", self.init_value)
        require_rate("the last rate", self.end_value)
        require(
            self.first_steps > 0,
            f"the first cosine takes {format_step(self.first_steps)} steps: it must take 1 or more",
        )
        require(self.length_factor >= 1, f"each cosine is {self.length_factor} times longer: it must be 1 or more")

    def _cycle(self, steps: IntArray) -> tuple[IntArray, IntArray]:
        """Give the step at which the cycle of each step began, and the length of that cycle."""
        if self.length_factor == 1:
            return steps // self.first_steps * self.first_steps, np.full(steps.shape, self.first_steps)
        starts = np.array(self._all_starts(), np.int64)
        number = np.searchsorted(starts, steps, side="right") - 1
        return starts[number], np.append(np.diff(starts), MAX_STEP)[number]

    def _all_starts(self) -> list[int]:
        starts, length = [0], self.first_steps
        while starts[-1] + length < MAX_STEP:
            starts.append(starts[-1] + length)
            length *= self.length_factor
        return starts

    def _starts(self, start: int, stop: int) -> IntArray:
        """List the first step of every cycle in [start, stop), `start` the first of them."""
        if self.length_factor == 1:
            first = start // self.first_steps + 1
            later = np.arange(first * self.first_steps, stop, self.first_steps, dtype=np.int64)
        else:
            later = np.array([step for step in self._all_starts() if start < step < stop], np.int64)
        return np.concatenate([np.array([start], np.int64), later])

    def _evaluate(self, steps: IntArray) -> FloatArray:
        begin, length = self._cycle(steps)
        weight = np.square(np.sin(0.5 * np.pi * (1.0 - (steps - begin) / length)))
        return self.end_value + (self.init_value - self.end_value) * weight

    def largest_term(self, steps: IntArray) -> float:
        return max(self.init_value, self.end_value)

    def pieces(self, start: int, stop: int) -> Pieces:
        is_flat = self.init_value == self.end_value or (self.first_steps == 1 and self.length_factor == 1)
        if is_flat or (stop - start) / self.first_steps > MAX_PIECES:
            return Pieces.of([start], [Shape.CONSTANT if is_flat else Shape.CURVE])
        starts = self._starts(start, stop)
        return Pieces.of(starts, np.full(starts.shape, Shape.CURVE))

    def first_outside(self, start: int, low: float, high: float) -> int | None:
        def is_outside(step: int) -> bool:
            return not low <= self.value_at(step) <= high

        if is_outside(start):
            return start
        # Within a cycle the rate only rises or only falls. Cycles of one length are all alike, so two of them
        # tell all; longer ones come ever closer to the last rate.
        horizon = MAX_STEP if self.length_factor > 1 else start + 2 * self.first_steps
        starts = self._starts(start, horizon)
        lasts = np.append(starts[1:], horizon) - 1
        for begin, last in zip(starts.tolist(), lasts.tolist(), strict=True):
            if is_outside(begin):
                return int(begin)
            if is_outside(last):
                return first_true(is_outside, begin, self._guess(begin, low, high), last)
        return None

    def _guess(self, step: int, low: float, high: float) -> float:
        """Solve for where the rate leaves [low, high] in the cycle of a step; right but for rounding."""
        begin, length = self._cycle(np.asarray(step))
        span = self.init_value - self.end_value
        weight = ((low if span > 0 else high) - self.end_value) / span
        share = 1.0 - 2.0 / math.pi * math.asin(math.sqrt(min(max(weight, 0.0), 1.0)))
        return float(begin + length * share)

    def describe(self, offset: int = 0) -> str:
        growth = "" if self.length_factor == 1 else f", each {self.length_factor} times as long as the one before"
        return (
            f"cosine from {format_rate(self.init_value)} to {format_rate(self.end_value)} "
            f"over {format_step(self.first_steps)} steps, again and again{growth}"
        )
