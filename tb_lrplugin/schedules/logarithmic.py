"""A ramp whose steps become ever smaller, as a logarithm's do."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from tb_lrplugin.schedules.base import FloatArray, IntArray
from tb_lrplugin.schedules.ramp import Ramp


@dataclass(frozen=True)
class Logarithmic(Ramp):
    """f(step) = init_value + (end_value - init_value) * min(ln(step + 1) / ln(transition_steps), 1).

    The default warm-up of DeepSpeed's `WarmupLR` (deepspeed 0.19.8 `runtime/lr_schedules.py`); it arrives one
    step early, at `transition_steps - 1`.

    Raises:
      ScheduleError: if a parameter is out of its range.
    """

    @property
    def _curve(self) -> str:
        return "logarithmic"

    @property
    def _least_steps(self) -> int:
        return 2

    @property
    def _arrival(self) -> int:
        return self.transition_steps - 1

    def _weight(self, steps: IntArray) -> FloatArray:
        return np.asarray(1.0 - np.minimum(np.log(steps + 1.0) / math.log(self.transition_steps), 1.0))

    def _step_of(self, weight: float) -> float:
        return math.expm1((1.0 - weight) * math.log(self.transition_steps))
