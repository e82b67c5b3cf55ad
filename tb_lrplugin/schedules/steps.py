"""One rate for ever, or rates that change at given steps."""

from __future__ import annotations

import bisect
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tb_lrplugin.schedules.base import FloatArray, IntArray, Pieces, Schedule, Shape, require, require_rate
from tb_lrplugin.schedules.counts import MOST_STEPS
from tb_lrplugin.schedules.notation import Argument, number, piecewise
from tb_lrplugin.words.numbers import format_rate, format_step

_SHOWN_BOUNDARIES = 4


def raised(base: float, exponent: float) -> float:
    """Raise a number; infinite, which no schedule takes for a rate, where float64 has none so large."""
    try:
        return float(base**exponent)
    except (OverflowError, ZeroDivisionError):
        return math.inf


@dataclass(frozen=True)
class Constant(Schedule):
    """f(step) = value (optax `constant_schedule`).

    Raises:
      ScheduleError: if the value is negative or not finite.
    """

    value: float

    kind = "constant"
    first_rate = last_rate = "value"

    def __post_init__(self) -> None:
        require_rate("value", self.value)

    def _evaluate(self, steps: IntArray) -> FloatArray:
        return np.full(steps.shape, self.value)

    def value_at(self, step: int) -> float:
        return self.value

    def pieces(self, start: int, stop: int) -> Pieces:
        return Pieces.of([start], Shape.CONSTANT)

    def _turns(self, start: int) -> Sequence[int]:
        return ()

    def scaled(self, factor: int) -> Constant:
        return self

    def describe(self, offset: int = 0) -> str:
        return f"constant {format_rate(self.value)}"

    def formula(self, step: Argument) -> str:
        return number(self.value)


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

    kind = "piecewise_constant"

    def __post_init__(self) -> None:
        require(
            len(self.values) == len(self.boundaries) + 1,
            f"{len(self.boundaries)} boundaries need {len(self.boundaries) + 1} rates, "
            f"but there are {len(self.values)}",
        )
        previous = 0
        for boundary in self.boundaries:
            require(
                previous < boundary <= MOST_STEPS,
                f"boundary {format_step(boundary)} comes after {format_step(previous)}: "
                "boundaries must be above 0 and strictly increasing",
            )
            previous = boundary
        for value in self.values:
            require_rate("a rate", value)

    def _evaluate(self, steps: IntArray) -> FloatArray:
        index = np.searchsorted(np.asarray(self.boundaries, np.int64), steps, side="right")
        return np.asarray(self.values, np.float64)[index]

    def value_at(self, step: int) -> float:
        return self.values[bisect.bisect_right(self.boundaries, step)]

    def scaled(self, factor: int) -> Schedule | None:
        boundaries = tuple(boundary * factor for boundary in self.boundaries)
        return None if max(boundaries, default=0) > MOST_STEPS else self._with(boundaries=boundaries)

    def pieces(self, start: int, stop: int) -> Pieces:
        starts = [start]
        value = self.value_at(start)
        for boundary, after in zip(self.boundaries, self.values[1:], strict=True):
            if start < boundary < stop and after != value:
                starts.append(boundary)
                value = after
        return Pieces.of(starts, Shape.CONSTANT)

    def _turns(self, start: int) -> Sequence[int]:
        return self.boundaries[bisect.bisect_right(self.boundaries, start) :]

    def _solve(self, start: int, low: float, high: float) -> float:
        # Where it turns is where it jumps, and never before.
        return math.inf

    def corners_in(self, steps: float) -> float:
        return len(self.values)

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

    def formula(self, step: Argument) -> str:
        return piecewise(step, [number(value) for value in self.values], self.boundaries)


def scaled_at(boundaries: Sequence[int], init_value: float, scale: float) -> PiecewiseConstant:
    """Multiply a rate by the same number at each boundary (optax `piecewise_constant_schedule`).

    Raises:
      ScheduleError: if the boundaries are not increasing.
    """
    values = tuple(init_value * raised(scale, count) for count in range(len(boundaries) + 1))
    return PiecewiseConstant(tuple(boundaries), values)
