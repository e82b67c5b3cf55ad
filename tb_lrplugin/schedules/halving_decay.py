"""Half of a half-life, stretched to arrive."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from tb_lrplugin.schedules.base import FloatArray, IntArray
from tb_lrplugin.schedules.ramp import Ramp


@dataclass(frozen=True)
class HalvingDecay(Ramp):
    """f(step) = end_value + (init_value - end_value) * (2 * 0.5 ** min(step / transition_steps, 1) - 1).

    The "exponential" decay of warm-up-stable-decay in NVIDIA/Megatron-LM d98e8a64dd
    (`megatron/core/optimizer_param_scheduler.py`).

    Raises:
      ScheduleError: if a parameter is out of its range.
    """

    @property
    def _curve(self) -> str:
        return "exponential (halving)"

    def _weight(self, steps: IntArray) -> FloatArray:
        return np.asarray(2.0 * np.power(0.5, np.minimum(steps / self.transition_steps, 1.0)) - 1.0)

    def _step_of(self, weight: float) -> float:
        return self.transition_steps * (1.0 - math.log2(1.0 + weight))
