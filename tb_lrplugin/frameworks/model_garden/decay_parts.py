"""Decays that go on counting during a warm-up: cut into parts, and entered where the warm-up ends."""

from __future__ import annotations

from collections.abc import Callable

from tb_lrplugin.schedules import Constant, Join, Polynomial, Power, Shift
from tb_lrplugin.schedules.base import Schedule

# A part of a decay: the step at which it begins, and the schedule that counts from there.
Part = tuple[int, Schedule]
# Lists the parts of a decay from a given step on; the first one begins there.
Decay = Callable[[int], list[Part]]


def without_warmup(decay: Decay) -> Schedule:
    """Build a decay that begins with step 0."""
    parts = decay(0)
    return parts[0][1] if len(parts) == 1 else _join(parts, ())


def linear_warmup(decay: Decay, warmup_steps: int, warmup_learning_rate: float) -> Schedule:
    """Build `LinearWarmup`: a straight line from `warmup_learning_rate` to the rate of the decay at its end.

    Raises:
      ScheduleError: if a parameter is out of its range.
    """
    if warmup_steps <= 0:
        return without_warmup(decay)
    after = decay(warmup_steps)
    return _warmed_up(Polynomial(warmup_learning_rate, after[0][1].value_at(0), warmup_steps), after)


def polynomial_warmup(decay: Decay, warmup_steps: int, power: float) -> Schedule:
    """Build `PolynomialWarmUp`: (max(step, 1) / warmup_steps) ** power of the rate of the decay at its end.

    Raises:
      ScheduleError: if a parameter is out of its range.
    """
    if warmup_steps <= 0:
        return without_warmup(decay)
    after = decay(warmup_steps)
    return _warmed_up(Power(after[0][1].value_at(0), power, warmup_steps), after)


def _warmed_up(warmup: Schedule, after: list[Part]) -> Schedule:
    return _join([(0, warmup), *after], ("warm-up",) + ("decay",) * len(after))


def _join(parts: list[Part], names: tuple[str, ...]) -> Schedule:
    return Join(tuple(schedule for _, schedule in parts), tuple(begin for begin, _ in parts[1:]), names)


def enter(parts: list[Part], offset: int, first: int) -> list[Part]:
    """Take the parts of a decay, given in its own count, from the step `first` of the run on."""
    count = first - offset
    current = max(index for index, (begin, _) in enumerate(parts) if begin <= count)
    begin, schedule = parts[current]
    later = [(begin + offset, part) for begin, part in parts[current + 1 :]]
    return [(first, _later(schedule, count - begin)), *later]


def _later(schedule: Schedule, steps: int) -> Schedule:
    if steps == 0 or isinstance(schedule, Constant):
        return schedule
    if isinstance(schedule, Shift):
        return Shift(schedule.schedule, schedule.steps + steps)
    return Shift(schedule, steps)
