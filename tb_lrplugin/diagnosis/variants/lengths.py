"""Entering a decay elsewhere, or letting it drop later."""

from __future__ import annotations

from tb_lrplugin.schedules import Constant, Cosine, CosineArc, PiecewiseConstant, Schedule, Shift


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
