"""A move that begins steeply and levels off: the square root of the way."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tb_lrplugin.schedules.base import FloatArray, IntArray
from tb_lrplugin.schedules.ramp import Ramp


@dataclass(frozen=True)
class SquareRoot(Ramp):
    """f(step) = init_value + (end_value - init_value) * sqrt(min(step / transition_steps, 1)).

    The decay type "1-sqrt" of `get_wsd_schedule` (transformers 5.23.0 `optimization.py`). (Its *warm-up* type
    "1-sqrt" is a polynomial of power 0.5.)

    Raises:
      ScheduleError: if a parameter is out of its range.
    """

    @property
    def _curve(self) -> str:
        return "square root"

    def _weight(self, steps: IntArray) -> FloatArray:
        return np.asarray(1.0 - np.sqrt(np.minimum(steps / self.transition_steps, 1.0)))

    def _step_of(self, weight: float) -> float:
        return self.transition_steps * (1.0 - weight) ** 2
