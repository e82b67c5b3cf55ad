"""Up and down between two rates, over and over."""

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
class Cyclic(Schedule):
    """f(step) = init_value + (peak_value - init_value) * triangle(step) * cycle_factor ** cycle * step_factor ** step.

    Smith, Cyclical Learning Rates, 2017 (arXiv 1506.01186); torch 2.13 `CyclicLR`: "triangular" with both factors 1,
    "triangular2" with cycle_factor 0.5, "exp_range" with step_factor = gamma.

    Attributes:
      init_value: rate at the foot of every triangle.
      peak_value: rate at the top of the first one.
      steps_up: steps from foot to top.
      steps_down: steps from top to foot.
      cycle_factor: height of a triangle relative to the one before.
      step_factor: factor on the height with every step.

    Raises:
      ScheduleError: if a parameter is out of its range.
    """

    init_value: float
    peak_value: float
    steps_up: int
    steps_down: int
    cycle_factor: float = 1.0
    step_factor: float = 1.0

    def __post_init__(self) -> None:
        require_rate("the lower rate", self.init_value)
        require_rate("the upper rate", self.peak_value)
        require(
            self.steps_up > 0 and self.steps_down > 0,
            f"a cycle takes {format_step(self.steps_up)} steps up and {format_step(self.steps_down)} down: "
            "both must be 1 or more",
        )
        for factor in (self.cycle_factor, self.step_factor):
            require(0 < factor <= 1, f"the height changes by the factor {format_rate(factor)}: it must be in (0, 1]")

    @property
    def _length(self) -> int:
        return self.steps_up + self.steps_down

    def _evaluate(self, steps: IntArray) -> FloatArray:
        cycle, within = np.divmod(steps, self._length)
        triangle = np.where(within <= self.steps_up, within / self.steps_up, (self._length - within) / self.steps_down)
        with np.errstate(under="ignore"):
            height = np.power(self.cycle_factor, cycle) * np.power(self.step_factor, steps)
        return np.asarray(self.init_value + (self.peak_value - self.init_value) * triangle * height)

    def _turns(self, start: int, stop: int, within: tuple[int, ...]) -> IntArray:
        """List the steps in (start, stop) that lie so many steps after the foot of a triangle."""
        feet = np.arange(start // self._length, -(-stop // self._length) + 1, dtype=np.int64) * self._length
        turns = np.unique(feet[:, None] + np.array(within, np.int64))
        return turns[(turns > start) & (turns < stop)]

    def largest_term(self, steps: IntArray) -> float:
        return max(self.init_value, self.peak_value)

    def pieces(self, start: int, stop: int) -> Pieces:
        if self.init_value == self.peak_value:
            return Pieces.of([start], [Shape.CONSTANT])
        if 2 * (stop - start) / self._length > MAX_PIECES:
            return Pieces.of([start], [Shape.CURVE])
        starts = np.concatenate([np.array([start], np.int64), self._turns(start, stop, (0, self.steps_up))])
        return Pieces.of(starts, np.full(starts.shape, Shape.LINEAR if self.step_factor == 1 else Shape.CURVE))

    def first_outside(self, start: int, low: float, high: float) -> int | None:
        def is_outside(step: int) -> bool:
            return not low <= self.value_at(step) <= high

        if is_outside(start):
            return start
        if self.init_value == self.peak_value:
            return None
        # Between these the rate only rises or only falls, and triangles only shrink: two of them tell all.
        within = [0, self.steps_up]
        if self.step_factor < 1:
            # step * step_factor ** step is highest here.
            top = math.floor(-1.0 / math.log(self.step_factor))
            within += [step for step in (top, top + 1) if step < self.steps_up]
        horizon = start + 2 * self._length
        begin = start
        for end in [*self._turns(start, horizon, tuple(within)).tolist(), horizon]:
            if is_outside(end):
                return first_true(is_outside, begin, math.nan, end)
            begin = end
        return None

    def describe(self, offset: int = 0) -> str:
        text = (
            f"from {format_rate(self.init_value)} up to {format_rate(self.peak_value)} over "
            f"{format_step(self.steps_up)} steps and back over {format_step(self.steps_down)}, again and again"
        )
        if self.cycle_factor < 1:
            text += f", each time {format_rate(self.cycle_factor)} times as high"
        if self.step_factor < 1:
            text += f", the height times {format_rate(self.step_factor)} with every step"
        return text
