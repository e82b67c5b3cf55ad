"""Making a decay longer or shorter, or entering it elsewhere."""

from __future__ import annotations

import dataclasses

from tb_lrplugin.schedules import (
    Constant,
    Cosine,
    CosineArc,
    CosineCycles,
    CosineRestarts,
    CosineWave,
    Exponential,
    Floor,
    InverseSquareRoot,
    InverseTime,
    Join,
    PiecewiseConstant,
    Ramp,
    Schedule,
    Shift,
)
from tb_lrplugin.schedules.base import MAX_STEP


def lengthened(schedule: Schedule, steps: int) -> Schedule | None:
    """Let a decay take more steps (fewer, below 0) to its end; None where it has no end, or none is left of it."""
    if isinstance(schedule, Floor):
        inner = lengthened(schedule.schedule, steps)
        return None if inner is None else dataclasses.replace(schedule, schedule=inner)
    if isinstance(schedule, Shift):
        inner = lengthened(schedule.schedule, steps)
        return None if inner is None else dataclasses.replace(schedule, schedule=inner)
    if isinstance(schedule, Join):
        last = lengthened(schedule.schedules[-1], steps)
        return None if last is None else dataclasses.replace(schedule, schedules=(*schedule.schedules[:-1], last))
    if isinstance(schedule, (Cosine, CosineWave, CosineCycles)):
        length = schedule.decay_steps + steps
        return dataclasses.replace(schedule, decay_steps=length) if length > 0 else None
    if isinstance(schedule, Ramp):
        length = schedule.transition_steps + steps
        # A logarithmic ramp needs two steps.
        return dataclasses.replace(schedule, transition_steps=length) if length > 1 else None
    return None


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


def scaled(schedule: Schedule, factor: int) -> Schedule | None:
    """Let everything in a schedule take `factor` times as many steps; None where that has no closed form here."""
    if isinstance(schedule, Constant):
        return schedule
    if isinstance(schedule, (Exponential, InverseTime)) and schedule.transition_steps * factor < MAX_STEP:
        return dataclasses.replace(schedule, transition_steps=schedule.transition_steps * factor)
    if isinstance(schedule, InverseSquareRoot) and schedule.timescale * factor < MAX_STEP:
        return dataclasses.replace(schedule, timescale=schedule.timescale * factor)
    if isinstance(schedule, Ramp) and schedule.transition_steps * factor < MAX_STEP:
        return dataclasses.replace(schedule, transition_steps=schedule.transition_steps * factor)
    if isinstance(schedule, Cosine) and schedule.decay_steps * factor < MAX_STEP:
        return dataclasses.replace(schedule, decay_steps=schedule.decay_steps * factor)
    if isinstance(schedule, CosineWave) and max(schedule.decay_steps, schedule.shift) * factor < MAX_STEP:
        return dataclasses.replace(schedule, decay_steps=schedule.decay_steps * factor, shift=schedule.shift * factor)
    if isinstance(schedule, CosineRestarts) and schedule.first_steps * factor < MAX_STEP:
        return dataclasses.replace(schedule, first_steps=schedule.first_steps * factor)
    if isinstance(schedule, Join) and max(schedule.boundaries, default=0) * factor < MAX_STEP:
        parts = [scaled(part, factor) for part in schedule.schedules]
        known = tuple(part for part in parts if part is not None)
        boundaries = tuple(boundary * factor for boundary in schedule.boundaries)
        return (
            dataclasses.replace(schedule, schedules=known, boundaries=boundaries) if len(known) == len(parts) else None
        )
    return None


def drops_later(schedule: Schedule, steps: int) -> Schedule | None:
    """Delay every change of a step function; None for any other schedule."""
    if not isinstance(schedule, PiecewiseConstant):
        return None
    return PiecewiseConstant(tuple(boundary + steps for boundary in schedule.boundaries), schedule.values)
