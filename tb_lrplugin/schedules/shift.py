"""A schedule that is entered somewhere after its beginning."""

from __future__ import annotations

from dataclasses import dataclass

from tb_lrplugin.schedules.base import FloatArray, IntArray, Phase, Pieces, Schedule, require
from tb_lrplugin.schedules.power import Power
from tb_lrplugin.words.numbers import format_step


@dataclass(frozen=True)
class Shift(Schedule):
    """f(step) = schedule(step + steps): a decay that went on counting during a warm-up, say.

    Args:
      schedule: any schedule.
      steps: how many of its first steps are never seen, 0 or above.

    Raises:
      ScheduleError: if steps is below 0.
    """

    schedule: Schedule
    steps: int

    def __post_init__(self) -> None:
        require(self.steps >= 0, f"a schedule cannot begin {format_step(-self.steps)} steps before its first step")

    def _evaluate(self, steps: IntArray) -> FloatArray:
        return self.schedule(steps + self.steps)

    def value_at(self, step: int) -> float:
        return self.schedule.value_at(max(step, 0) + self.steps)

    def largest_term(self, steps: IntArray) -> float:
        return self.schedule.largest_term(steps + self.steps)

    def known_until(self) -> int | None:
        last = self.schedule.known_until()
        return None if last is None else last - self.steps

    def pieces(self, start: int, stop: int) -> Pieces:
        inner = self.schedule.pieces(start + self.steps, stop + self.steps)
        return Pieces(inner.starts - self.steps, inner.shapes)

    def first_outside(self, start: int, low: float, high: float) -> int | None:
        found = self.schedule.first_outside(start + self.steps, low, high)
        return None if found is None else found - self.steps

    def phases(self) -> tuple[Phase, ...]:
        inner = self.schedule.phases()
        begun = [phase for phase in inner if phase.start <= self.steps]
        return tuple(Phase(phase.name, max(phase.start - self.steps, 0)) for phase in inner[max(len(begun) - 1, 0) :])

    def describe(self, offset: int = 0) -> str:
        begin = offset - self.steps
        text = self.schedule.describe(begin)
        # A power says itself from where it counts.
        return text if isinstance(self.schedule, Power) else f"{text}, counted from step {format_step(begin)}"
