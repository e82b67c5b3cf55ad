"""Exponential decay, continuous or as a staircase."""

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
class Exponential(Schedule):
    """f(step) = init_value * decay_rate ** (step / transition_steps), the exponent floored for a staircase.

    The formula of `tf.compat.v1.train.exponential_decay` and `keras...ExponentialDecay` (TensorFlow
    2.21, keras 3.15 `learning_rate_schedule.py`); optax `exponential_decay`.

    Attributes:
      init_value: rate at step 0.
      transition_steps: steps for one factor of `decay_rate`.
      decay_rate: factor, 0 or above.
      staircase: whether the rate drops only at whole multiples of `transition_steps`.
      float32_steps: whether the framework divides in float32, as TensorFlow does: from step 2**24 on
        steps are rounded and a drop can come a step or two early.

    Raises:
      ScheduleError: if a parameter is out of its range.
    """

    init_value: float
    transition_steps: float
    decay_rate: float
    staircase: bool = False
    float32_steps: bool = False

    def __post_init__(self) -> None:
        require_rate("the initial rate", self.init_value)
        require(
            math.isfinite(self.transition_steps) and self.transition_steps > 0,
            f"decay_steps is {format_rate(self.transition_steps)}: the schedule divides by it, so it must be above 0",
        )
        require(
            math.isfinite(self.decay_rate) and self.decay_rate >= 0,
            f"the decay factor is {format_rate(self.decay_rate)}: it must be 0 or above "
            "(0.95 lowers the rate by 5 % per drop)",
        )

    def _evaluate(self, steps: IntArray) -> FloatArray:
        exponent = self._exponent(steps)
        # A growing rate may overflow far beyond any run; infinity is then the honest answer.
        with np.errstate(over="ignore", under="ignore"):
            return self.init_value * np.power(self.decay_rate, exponent)

    def _exponent(self, steps: IntArray) -> FloatArray:
        if self.float32_steps:
            exponent = (steps.astype(np.float32) / np.float32(self.transition_steps)).astype(np.float64)
        else:
            exponent = steps / self.transition_steps
        return np.floor(exponent) if self.staircase else exponent

    def pieces(self, start: int, stop: int) -> Pieces:
        if self.decay_rate == 1 or self.init_value == 0:
            return Pieces.of([start], [Shape.CONSTANT])
        if not self.staircase or (stop - start) / self.transition_steps > MAX_PIECES:
            return Pieces.of([start], [Shape.CURVE])
        starts = stair_starts(start, stop, self.transition_steps, self._exponent)
        return Pieces.of(starts, np.full(starts.shape, Shape.CONSTANT))

    def first_outside(self, start: int, low: float, high: float) -> int | None:
        value = self.value_at(start)
        if not low <= value <= high:
            return start
        bound = low if self.decay_rate < 1 else high
        if self.decay_rate == 1 or self.init_value == 0 or bound <= 0 or math.isinf(bound):
            return None
        # Solve bound = init_value * decay_rate ** n; a stair reaches it with the next whole n.
        # A factor of 0 reaches every bound with the first drop.
        log_rate = math.log(self.decay_rate) if self.decay_rate > 0 else -math.inf
        exponent = max((math.log(bound) - math.log(self.init_value)) / log_rate, 0.0) or 1.0
        whole = float(np.ceil(exponent)) if self.staircase else exponent
        return first_true(
            lambda step: not low <= self.value_at(step) <= high,
            start,
            whole * self.transition_steps,
        )

    def describe(self, offset: int = 0) -> str:
        return (
            f"{format_rate(self.init_value)}, times {format_rate(self.decay_rate)} every "
            f"{format_step(self.transition_steps)} steps "
            f"({'staircase' if self.staircase else 'continuous'})"
        )
