"""A schedule that never falls below a rate."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tb_lrplugin.schedules.base import FloatArray, IntArray, Pieces, Schedule, Shape, require_rate
from tb_lrplugin.schedules.combinators import Wrapper
from tb_lrplugin.schedules.notation import Argument, number, within
from tb_lrplugin.words.numbers import format_rate

# So few moving pieces are searched one by one, merged ones (see `MAX_PIECES`) among them.
_FEW_PIECES = 64
_MOST_CROSSINGS = 200


@dataclass(frozen=True)
class Floor(Wrapper):
    """f(step) = max(schedule(step), min_value)."""

    schedule: Schedule
    min_value: float

    kind = "floor"

    def __post_init__(self) -> None:
        require_rate("the floor", self.min_value)

    def _evaluate(self, steps: IntArray) -> FloatArray:
        return np.maximum(self.schedule(steps), self.min_value)

    def value_at(self, step: int) -> float:
        return max(self.schedule.value_at(step), self.min_value)

    def largest_term(self, steps: IntArray) -> float:
        return max(self.schedule.largest_term(steps), self.min_value)

    def pieces(self, start: int, stop: int) -> Pieces:
        inner = self.schedule.pieces(start, stop)
        # The step behind the last int64 is none.
        ends = np.append(inner.starts[1:], min(stop, np.iinfo(np.int64).max))
        floored = self.schedule(inner.starts) <= self.min_value
        floored_at_end = self.schedule(ends - 1) <= self.min_value
        moving = np.flatnonzero(inner.shapes != Shape.CONSTANT)
        starts, shapes = [inner.starts], [np.where(floored, Shape.CONSTANT, inner.shapes)]
        on_floor = [floored]
        if len(moving) > _FEW_PIECES:
            # A piece moves one way, so it crosses the floor once where its ends lie on either side, else never.
            once = np.flatnonzero((inner.shapes != Shape.CONSTANT) & (floored != floored_at_end))
            starts.append(self._one_crossing(inner.starts[once], ends[once] - 1, floored[once]))
            shapes.append(np.where(floored[once], inner.shapes[once], Shape.CONSTANT))
            on_floor.append(~floored[once])
            moving = moving[:0]
        for index in moving:
            # A moving piece may dive below the floor, or rise from it, in its middle.
            for first, is_floored in self._crossings(int(inner.starts[index]), int(ends[index]))[1:]:
                starts.append(np.array([first], np.int64))
                shapes.append(np.array([Shape.CONSTANT if is_floored else inner.shapes[index]]))
                on_floor.append(np.array([is_floored]))
        all_starts = np.concatenate(starts)
        order = np.argsort(all_starts)
        flat = np.concatenate(on_floor)[order]
        # Along the floor the inner schedule's own breakpoints cannot be seen.
        seen = np.append(True, ~(flat[1:] & flat[:-1]))
        return Pieces.of(all_starts[order][seen], np.concatenate(shapes)[order][seen])

    def _one_crossing(self, before: IntArray, after: IntArray, floored: npt.NDArray[np.bool_]) -> IntArray:
        """Find the first steps, int64[n], on the other side of the floor than the steps `before` are, up to `after`."""
        while (after - before > 1).any():
            middle = before + (after - before) // 2
            is_before = (self.schedule(middle) <= self.min_value) == floored
            before, after = np.where(is_before, middle, before), np.where(is_before, after, middle)
        return after

    def _crossings(self, begin: int, end: int) -> list[tuple[int, bool]]:
        """Split [begin, end) where the inner schedule dives below the floor or comes up again."""
        at = begin
        is_floored = self.schedule.value_at(at) <= self.min_value
        found = [(at, is_floored)]
        above = math.nextafter(self.min_value, math.inf)
        while len(found) <= _MOST_CROSSINGS:
            low, high = (-math.inf, self.min_value) if is_floored else (above, math.inf)
            crossing = self.schedule.first_outside(at, low, high)
            if crossing is None or not at < crossing < end:
                return found
            at, is_floored = crossing, not is_floored
            found.append((at, is_floored))
        # A piece that stands for more cycles than anyone can see is no place for all their crossings; it moves on.
        return [*found[:-1], (at, False)]

    def first_outside(self, start: int, low: float, high: float) -> int | None:
        if self.min_value > high:
            return start
        inner_low = low if self.min_value < low else -math.inf
        return self.schedule.first_outside(start, inner_low, high)

    def describe(self, offset: int = 0) -> str:
        return f"{self.schedule.describe(offset)}, not below {format_rate(self.min_value)}"

    def formula(self, step: Argument) -> str:
        return f"max({within(self.schedule.formula(step))}, {number(self.min_value)})"
