"""Rates that change at given steps."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tb_lrplugin.schedules.base import (
    FloatArray,
    IntArray,
    Pieces,
    Schedule,
    Shape,
    require,
    require_rate,
)
from tb_lrplugin.words.numbers import format_rate, format_step

_SHOWN_BOUNDARIES = 4


@dataclass(frozen=True)
class PiecewiseConstant(Schedule):
    """f(step) = values[i] for boundaries[i - 1] <= step < boundaries[i].

    Args:
      boundaries: n strictly increasing steps, all above 0.
      values: n + 1 rates.

    Raises:
      ScheduleError: if the boundaries are not increasing or the counts do not fit.
    """

    boundaries: tuple[int, ...]
    values: tuple[float, ...]

    def __post_init__(self) -> None:
        require(
            len(self.values) == len(self.boundaries) + 1,
            f"{len(self.boundaries)} boundaries need {len(self.boundaries) + 1} rates, "
            f"but there are {len(self.values)}",
        )
        previous = 0
        for boundary in self.boundaries:
            require(
                boundary > previous,
                f"boundary {format_step(boundary)} comes after {format_step(previous)}: "
                "boundaries must be above 0 and strictly increasing",
            )
            previous = boundary
        for value in self.values:
            require_rate("a rate", value)

    def _evaluate(self, steps: IntArray) -> FloatArray:
        index = np.searchsorted(np.asarray(self.boundaries, np.int64), steps, side="right")
        return np.asarray(self.values, np.float64)[index]

    def pieces(self, start: int, stop: int) -> Pieces:
        starts = [start]
        value = self.value_at(start)
        for boundary, after in zip(self.boundaries, self.values[1:], strict=True):
            if start < boundary < stop and after != value:
                starts.append(boundary)
                value = after
        return Pieces.of(starts, np.full(len(starts), Shape.CONSTANT))

    def first_outside(self, start: int, low: float, high: float) -> int | None:
        ends = (*self.boundaries, None)
        for begin, end, value in zip((0, *self.boundaries), ends, self.values, strict=True):
            if (end is None or end > start) and not low <= value <= high:
                return max(begin, start)
        return None

    def describe(self, offset: int = 0) -> str:
        parts = [format_rate(self.values[0])]
        parts += [
            f"{format_rate(value)} from step {format_step(boundary + offset)}"
            for boundary, value in zip(self.boundaries, self.values[1:], strict=True)
        ]
        if len(parts) > _SHOWN_BOUNDARIES + 2:
            hidden = len(parts) - _SHOWN_BOUNDARIES - 1
            parts = [*parts[:_SHOWN_BOUNDARIES], f"{hidden} more changes", parts[-1]]
        return ", ".join(parts)
