"""What all moves from one rate to another have in common, whatever their curve."""

from __future__ import annotations

import math
from abc import abstractmethod
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
class Ramp(Schedule):
    """f(step) = end_value + (init_value - end_value) * weight(step), a weight that falls from 1 to 0 and stays there.

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
            self.transition_steps >= self._least_steps,
            f"the {self._curve} ramp takes {format_step(self.transition_steps)} steps: it must take "
            f"{self._least_steps} or more",
        )

    @property
    @abstractmethod
    def _curve(self) -> str:
        """Name the curve for people: "linear"."""

    @abstractmethod
    def _weight(self, steps: IntArray) -> FloatArray:
        """Give the weight of init_value at int64[...] steps."""

    @abstractmethod
    def _step_of(self, weight: float) -> float:
        """Give the step at which the weight has fallen to a number from 0 to 1."""

    @property
    def _least_steps(self) -> int:
        return 1

    @property
    def _arrival(self) -> int:
        """The first step at which the weight is 0."""
        return self.transition_steps

    @property
    def _shape(self) -> Shape:
        return Shape.CURVE

    def _evaluate(self, steps: IntArray) -> FloatArray:
        return np.asarray(self.end_value + (self.init_value - self.end_value) * self._weight(steps), np.float64)

    def largest_term(self, steps: IntArray) -> float:
        return max(self.init_value, self.end_value)

    def pieces(self, start: int, stop: int) -> Pieces:
        if self.init_value == self.end_value or start >= self._arrival:
            return Pieces.of([start], [Shape.CONSTANT])
        if stop <= self._arrival:
            return Pieces.of([start], [self._shape])
        return Pieces.of([start, self._arrival], [self._shape, Shape.CONSTANT])

    def first_outside(self, start: int, low: float, high: float) -> int | None:
        if not low <= self.value_at(start) <= high:
            return start
        bound = low if self.init_value > self.end_value else high
        span = self.init_value - self.end_value
        if span == 0 or start >= self._arrival or math.isinf(bound):
            return None
        weight = (bound - self.end_value) / span
        if weight < 0:
            return None
        guess = self._step_of(min(weight, 1.0))
        return first_true(lambda step: not low <= self.value_at(step) <= high, start, guess, self._arrival)

    def describe(self, offset: int = 0) -> str:
        return (
            f"{self._curve} from {format_rate(self.init_value)} to {format_rate(self.end_value)} "
            f"over {format_step(self.transition_steps)} steps"
        )
