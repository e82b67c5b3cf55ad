"""Polynomial moves from one rate to another; power 1 is a linear ramp."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from tb_lrplugin.schedules.base import FloatArray, IntArray, Shape, require
from tb_lrplugin.schedules.ramp import Ramp
from tb_lrplugin.words.numbers import format_rate


@dataclass(frozen=True)
class Polynomial(Ramp):
    """f(step) = end_value + (init_value - end_value) * (1 - min(step / transition_steps, 1)) ** power.

    optax `polynomial_schedule`; with power 1 optax `linear_schedule` and every linear warm-up.

    Raises:
      ScheduleError: if a parameter is out of its range.
    """

    power: float = 1.0

    def __post_init__(self) -> None:
        super().__post_init__()
        require(
            math.isfinite(self.power) and self.power > 0,
            f"power is {format_rate(self.power)}: it must be above 0",
        )

    @property
    def _curve(self) -> str:
        return "linear" if self.power == 1 else f"polynomial of power {format_rate(self.power)}"

    @property
    def _shape(self) -> Shape:
        return Shape.LINEAR if self.power == 1 else Shape.CURVE

    def _weight(self, steps: IntArray) -> FloatArray:
        left = 1.0 - np.minimum(steps / self.transition_steps, 1.0)
        return np.asarray(left if self.power == 1 else np.power(left, self.power))

    def _step_of(self, weight: float) -> float:
        return self.transition_steps * (1.0 - math.pow(weight, 1.0 / self.power))
