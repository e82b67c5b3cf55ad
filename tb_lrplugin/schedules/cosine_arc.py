"""Half a cosine wave between two points in time that need not be whole steps."""

from __future__ import annotations

import math
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
class CosineArc(Schedule):
    """f(step) = end_value + (init_value - end_value) * (1 + cos(pi * clip((step - begin) / (end - begin), 0, 1))) / 2.

    The annealing of torch's OneCycleLR (torch 2.13 `torch/optim/lr_scheduler.py`), whose phases end between steps.

    Raises:
      ScheduleError: if a parameter is out of its range.
    """

    init_value: float
    end_value: float
    begin: float
    end: float

    def __post_init__(self) -> None:
        require_rate("the first rate", self.init_value)
        require_rate("the last rate", self.end_value)
        require(
            math.isfinite(self.begin) and math.isfinite(self.end) and self.begin < self.end,
            f"the cosine runs from step {self.begin:g} to step {self.end:g}: it must end after it begins",
        )

    def _evaluate(self, steps: IntArray) -> FloatArray:
        progress = np.clip((steps - self.begin) / (self.end - self.begin), 0.0, 1.0)
        # sin^2 keeps its digits near the end, where 1 + cos cancels; np.square has the same for one step as for many.
        weight = np.square(np.sin(0.5 * np.pi * (1.0 - progress)))
        return np.asarray(self.end_value + (self.init_value - self.end_value) * weight)

    def largest_term(self, steps: IntArray) -> float:
        return max(self.init_value, self.end_value)

    def pieces(self, start: int, stop: int) -> Pieces:
        # The last step at which the rate is still the first one, and the first at which it is the last one.
        first, last = math.floor(self.begin), math.ceil(self.end)
        if self.init_value == self.end_value or start >= last:
            return Pieces.of([start], [Shape.CONSTANT])
        starts, shapes = [start], [Shape.CONSTANT if start < first else Shape.CURVE]
        for corner, shape in ((first, Shape.CURVE), (last, Shape.CONSTANT)):
            if start < corner < stop:
                starts.append(corner)
                shapes.append(shape)
        return Pieces.of(starts, shapes)

    def first_outside(self, start: int, low: float, high: float) -> int | None:
        if not low <= self.value_at(start) <= high:
            return start
        last = math.ceil(self.end)
        if start >= last or self.init_value == self.end_value:
            return None
        # It only rises or only falls, so the search may begin anywhere.
        return first_true(lambda step: not low <= self.value_at(step) <= high, start, math.nan, last)

    def describe(self, offset: int = 0) -> str:
        return (
            f"cosine from {format_rate(self.init_value)} to {format_rate(self.end_value)} "
            f"over {format_step(round(self.end - self.begin))} steps"
        )
