"""A schedule that is stepped once in many optimizer steps."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tb_lrplugin.schedules.base import (
    MAX_PIECES,
    MAX_STEP,
    FloatArray,
    IntArray,
    Phase,
    Pieces,
    Schedule,
    Shape,
    require,
)
from tb_lrplugin.words.numbers import format_step


@dataclass(frozen=True)
class Held(Schedule):
    """f(step) = schedule(floor(step / hold_steps)): a scheduler that is stepped at the end of each epoch, say.

    Args:
      schedule: counts holds.
      hold_steps: optimizer steps per hold, 1 or more.
      unit: name of one hold, for people; a remark may follow: "epoch (inferred)".

    Raises:
      ScheduleError: if hold_steps is below 1.
    """

    schedule: Schedule
    hold_steps: int
    unit: str = "epoch"

    def __post_init__(self) -> None:
        require(self.hold_steps >= 1, f"{self.hold_steps} steps per {self.unit}: it must be 1 or more")

    def _evaluate(self, steps: IntArray) -> FloatArray:
        return self.schedule(steps // self.hold_steps)

    def largest_term(self, steps: IntArray) -> float:
        return self.schedule.largest_term(steps // self.hold_steps)

    def known_until(self) -> int | None:
        last = self.schedule.known_until()
        return None if last is None else (last + 1) * self.hold_steps - 1

    def pieces(self, start: int, stop: int) -> Pieces:
        if self.hold_steps == 1:
            return self.schedule.pieces(start, stop)
        first, last = start // self.hold_steps, (stop - 1) // self.hold_steps
        inner = self.schedule.pieces(first, last + 1)
        ends = np.append(inner.starts[1:], last + 1)
        moving = inner.shapes != Shape.CONSTANT
        if int((ends - inner.starts)[moving].sum()) > MAX_PIECES:
            return Pieces.of([start], [Shape.CURVE])
        # Where the schedule moves, every hold is a stair; where it rests, one piece is enough.
        holds = np.concatenate(
            [
                np.arange(begin, end) if is_moving else np.array([begin], np.int64)
                for begin, end, is_moving in zip(inner.starts, ends, moving, strict=True)
            ]
        )
        values = self.schedule(holds)
        seen = np.append(True, values[1:] != values[:-1])
        starts = np.maximum(holds[seen] * self.hold_steps, start)
        return Pieces.of(starts, np.full(starts.shape, Shape.CONSTANT))

    def first_outside(self, start: int, low: float, high: float) -> int | None:
        found = self.schedule.first_outside(start // self.hold_steps, low, high)
        # Beyond the last step that anybody counts is never.
        return None if found is None or found * self.hold_steps > MAX_STEP else max(found * self.hold_steps, start)

    def phases(self) -> tuple[Phase, ...]:
        return tuple(Phase(phase.name, phase.start * self.hold_steps) for phase in self.schedule.phases())

    def describe(self, offset: int = 0) -> str:
        word = self.unit.partition(" ")[0]
        return f"{self.schedule.describe()}, counted in {word}s; {format_step(self.hold_steps)} steps per {self.unit}"
