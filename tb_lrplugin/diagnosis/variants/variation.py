"""What a variation of a schedule is, and the decay in it entered elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from tb_lrplugin.schedules import Constant, Cosine, CosineArc, PiecewiseConstant, Schedule, Shift


@dataclass(frozen=True)
class Variant:
    """One way in which a run may have read its configuration otherwise; it has no free parameter.

    Attributes:
      name: the same for every framework, for programs; `HEADLINES` in advice.py lists them.
      schedule: what the run follows then, an ordinary schedule.
      difference: how that differs from what the configuration asks for, a clause for people: "the rate drops in
        stairs".
      formula: the schedule in one line; "" where it describes itself.
    """

    name: str
    schedule: Schedule
    difference: str
    formula: str = ""

    def describe(self) -> str:
        """Say in one line what the run follows."""
        return self.formula or self.schedule.describe()


def entered(schedule: Schedule) -> tuple[Schedule, int]:
    """Give a decay from its own beginning on, and how many of its steps are over where the schedule enters it."""
    if isinstance(schedule, Shift):
        return schedule.schedule, schedule.steps
    if isinstance(schedule, CosineArc) and schedule.begin < 0:
        length, begin = float(schedule.end - schedule.begin), float(-schedule.begin)
        if length.is_integer() and begin.is_integer():
            return Cosine(schedule.init_value, int(length), schedule.end_value), int(begin)
    return schedule, 0


def from_step(schedule: Schedule, steps: int) -> Schedule:
    """Enter a schedule after some of its steps."""
    return Shift(schedule, steps) if steps > 0 and not isinstance(schedule, Constant) else schedule


def drops_later(schedule: Schedule, steps: int) -> Schedule | None:
    """Delay every change of a step function; None for any other schedule."""
    if not isinstance(schedule, PiecewiseConstant):
        return None
    return PiecewiseConstant(tuple(boundary + steps for boundary in schedule.boundaries), schedule.values)
