"""A schedule seen on an axis that counts something coarser than optimizer steps."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tb_lrplugin.schedules.base import MAX_STEP, FloatArray, IntArray, Phase, Pieces, Schedule, require
from tb_lrplugin.words.numbers import format_step

# After so many units in which a rate left a band and came back, it is taken to do so for ever.
_MOST_UNITS = 500


@dataclass(frozen=True)
class OnAxis(Schedule):
    """f(x) = schedule(steps_per_unit * (x + shift)), where x counts epochs, say.

    Args:
      schedule: counts optimizer steps.
      steps_per_unit: optimizer steps per unit of x, 1 or more.
      shift: units added to x first: 1 where x counts epochs from 0 and the rate is that at the epoch's end.
      unit: name of one unit, for people.

    Raises:
      ScheduleError: if steps_per_unit is below 1.
    """

    schedule: Schedule
    steps_per_unit: int
    shift: int = 0
    unit: str = "epoch"

    def __post_init__(self) -> None:
        require(self.steps_per_unit >= 1, f"{self.steps_per_unit} steps per {self.unit}: it must be 1 or more")

    def _evaluate(self, steps: IntArray) -> FloatArray:
        return self.schedule(self._inner(steps))

    def _inner(self, steps: IntArray) -> IntArray:
        return (steps + self.shift) * self.steps_per_unit

    def _first_at(self, inner: int) -> int:
        """Give the first x whose inner step is at or after `inner`."""
        return -(-inner // self.steps_per_unit) - self.shift

    def largest_term(self, steps: IntArray) -> float:
        return self.schedule.largest_term(self._inner(steps))

    def known_until(self) -> int | None:
        last = self.schedule.known_until()
        return None if last is None else last // self.steps_per_unit - self.shift

    def pieces(self, start: int, stop: int) -> Pieces:
        # Steps beyond what any run takes are garbage of the log; they must not leave the range of int64.
        inner_start = min((start + self.shift) * self.steps_per_unit, MAX_STEP - 1)
        inner_stop = min((stop + self.shift) * self.steps_per_unit, MAX_STEP)
        inner = self.schedule.pieces(inner_start, inner_stop)
        starts = np.maximum(-(-inner.starts // self.steps_per_unit) - self.shift, start)
        # Of several inner pieces within one unit only the last one is seen at an x.
        last = np.append(starts[1:] != starts[:-1], True) & (starts < stop)
        return Pieces(starts[last], inner.shapes[last])

    def first_outside(self, start: int, low: float, high: float) -> int | None:
        at = start
        for _ in range(_MOST_UNITS):
            inner = self.schedule.first_outside((at + self.shift) * self.steps_per_unit, low, high)
            if inner is None:
                return None
            at = max(at, self._first_at(inner))
            if not low <= self.value_at(at) <= high:
                return at
            # It left the band and came back within one unit: look on from here.
            at += 1
        # A wave whose period fits into one unit comes back every time.
        return None

    def phases(self) -> tuple[Phase, ...]:
        return tuple(Phase(phase.name, max(self._first_at(phase.start), 0)) for phase in self.schedule.phases())

    def describe(self, offset: int = 0) -> str:
        return f"{self.schedule.describe(offset)}; {format_step(self.steps_per_unit)} steps per {self.unit}"
