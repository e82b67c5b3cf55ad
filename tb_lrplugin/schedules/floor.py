"""A schedule that never falls below a rate."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from tb_lrplugin.schedules.base import (
    FloatArray,
    IntArray,
    Phase,
    Pieces,
    Schedule,
    Shape,
    require_rate,
)
from tb_lrplugin.words.numbers import format_rate

# So few moving pieces are searched one by one, merged ones (see `MAX_PIECES`) among them.
_FEW_PIECES = 64
_MOST_CROSSINGS = 200


@dataclass(frozen=True)
class Floor(Schedule):
    """f(step) = max(schedule(step), min_value).

    Raises:
      ScheduleError: if the floor is negative or not finite.
    """

    schedule: Schedule
    min_value: float

    def __post_init__(self) -> None:
        require_rate("the floor", self.min_value)

    def _evaluate(self, steps: IntArray) -> FloatArray:
        return np.maximum(self.schedule(steps), self.min_value)

    def value_at(self, step: int) -> float:
        rate = self.schedule.value_at(step)
        # NaN is below nothing, and stays.
        return self.min_value if rate < self.min_value else rate

    def largest_term(self, steps: IntArray) -> float:
        return max(self.schedule.largest_term(steps), self.min_value)

    def known_until(self) -> int | None:
        return self.schedule.known_until()

    def pieces(self, start: int, stop: int) -> Pieces:
        inner = self.schedule.pieces(start, stop)
        ends = np.append(inner.starts[1:], stop)
        floored = self.schedule(inner.starts) <= self.min_value
        floored_at_end = self.schedule(ends - 1) <= self.min_value
        moving = np.flatnonzero(inner.shapes != Shape.CONSTANT)
        if len(moving) > _FEW_PIECES:
            # A piece moves one way, so it crosses the floor once where its ends lie on either side, else never.
            moving = np.flatnonzero((inner.shapes != Shape.CONSTANT) & (floored != floored_at_end))
        starts, shapes = [inner.starts], [np.where(floored, Shape.CONSTANT, inner.shapes)]
        on_floor = [floored]
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

    def _crossings(self, begin: int, end: int) -> list[tuple[int, bool]]:
        """Split [begin, end) where the inner schedule dives below the floor or comes up again."""
        at = begin
        is_floored = self.schedule.value_at(at) <= self.min_value
        found = [(at, is_floored)]
        while True:
            if is_floored:
                crossing = self.schedule.first_outside(at, -math.inf, self.min_value)
            else:
                low = math.nextafter(self.min_value, math.inf)
                crossing = self.schedule.first_outside(at, low, math.inf)
            # A rate of NaN (extreme parameters can make one) is always outside: no crossing, go no further.
            # A piece that stands for more cycles than anyone can see is no place for all their crossings.
            if crossing is None or not at < crossing < end or len(found) > _MOST_CROSSINGS:
                return found
            at, is_floored = crossing, not is_floored
            found.append((at, is_floored))

    def first_outside(self, start: int, low: float, high: float) -> int | None:
        if self.min_value > high:
            return start
        inner_low = low if self.min_value < low else -math.inf
        return self.schedule.first_outside(start, inner_low, high)

    def phases(self) -> tuple[Phase, ...]:
        return self.schedule.phases()

    def describe(self, offset: int = 0) -> str:
        return f"{self.schedule.describe(offset)}, not below {format_rate(self.min_value)}"
