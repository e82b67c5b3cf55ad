"""The primitives within a composed schedule, each with the steps of the run over which it holds."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tb_lrplugin.schedules.base import Path, Schedule
from tb_lrplugin.schedules.decays import Exponential
from tb_lrplugin.schedules.floor import Floor
from tb_lrplugin.schedules.join import Join
from tb_lrplugin.schedules.steps import Constant, PiecewiseConstant
from tb_lrplugin.schedules.waves import CosineWave


@dataclass(frozen=True)
class Span:
    """A primitive and where it stands.

    Attributes:
      schedule: the primitive.
      path: where it is found within the whole.
      name: the phase it belongs to ("warm-up"); "" where it has no name.
      begin: first step at which it holds, on the axis of the whole.
      end: first step at which it no longer does; None where it holds for ever.
      origin: step, on the axis of the whole, that is its own step 0; before `begin` for a schedule entered late.
      unit: steps of the whole for one step of its own.
    """

    schedule: Schedule
    path: Path
    name: str
    begin: float
    end: float | None
    origin: float
    unit: float

    def at(self, step: float) -> float:
        """Give the step of the whole that is this step of its own."""
        return self.origin + self.unit * step

    def own(self, step: float) -> float:
        """Give the step of its own that is this step of the whole."""
        return (step - self.origin) / self.unit


def spans_of(schedule: Schedule) -> tuple[Span, ...]:
    """List the primitives of a schedule in the order of their steps."""
    return tuple(_spans(Span(schedule, (), "", 0.0, None, 0.0, 1.0)))


def _spans(span: Span) -> Iterator[Span]:
    parts = span.schedule.parts()
    if not parts:
        yield span
    for part in parts:
        begin = max(span.at(part.begin), span.begin)
        limits = [limit for limit in (span.end, None if part.end is None else span.at(part.end)) if limit is not None]
        end = min(limits, default=None)
        if end is None or begin < end:
            name = span.name if part.name is None else part.name
            steps, divisor = part.unit
            unit = span.unit * steps / divisor
            path = (*span.path, *part.path)
            yield from _spans(Span(part.schedule, path, name, begin, end, span.at(part.origin), unit))


def at_path(schedule: Schedule, path: Path) -> Any:
    """Look up what stands at a path: a schedule or a parameter."""
    value: Any = schedule
    for key in path:
        value = value[key] if isinstance(key, int) else getattr(value, key)
    return value


def replaced(schedule: Schedule, path: Path, value: Any) -> Schedule:
    """Give the schedule with something else at a path.

    Raises:
      ScheduleError: where that makes no valid schedule.
    """
    edited: Schedule = _replaced(schedule, path, value)
    return edited


def _replaced(node: Any, path: Path, value: Any) -> Any:
    if not path:
        return value
    key, *rest = path
    if isinstance(key, int):
        return (*node[:key], _replaced(node[key], tuple(rest), value), *node[key + 1 :])
    return dataclasses.replace(node, **{key: _replaced(getattr(node, key), tuple(rest), value)})


def edited(schedule: Schedule, span: Span, **parameters: Any) -> Schedule:
    """Give the schedule with other parameters for one of its primitives.

    Raises:
      ScheduleError: where that makes no valid schedule.
    """
    primitive = dataclasses.replace(span.schedule, **parameters)  # type: ignore[type-var]
    return replaced(schedule, span.path, primitive)


def settled_at(schedule: Schedule) -> float | None:
    """Give the step from which a schedule stays as it is; None where it never does, or where that is not known."""
    span = spans_of(schedule)[-1]
    primitive = span.schedule
    if isinstance(primitive, Constant):
        return span.begin
    if isinstance(primitive, PiecewiseConstant) and primitive.boundaries:
        return span.at(primitive.boundaries[-1])
    is_wave = isinstance(primitive, CosineWave)
    return None if primitive.arrival is None or is_wave else span.at(primitive.arrival)


def rises_again_at(schedule: Schedule) -> float | None:
    """Give the step at which the half wave turns with which a schedule ends; None where it ends with none."""
    span = spans_of(schedule)[-1]
    is_falling = isinstance(span.schedule, CosineWave) and span.schedule.init_value > span.schedule.end_value
    return span.at(span.schedule.arrival) if is_falling and span.schedule.arrival is not None else None


@dataclass(frozen=True)
class ExponentialPart:
    """The exponential decay within a schedule, and what stands around it.

    Attributes:
      decay: the exponential itself; it counts its steps from `begin`.
      begin: optimizer step at which it takes over.
      burnin: the schedule before it; None where it begins at step 0.
      min_value: floor under the whole; 0 where there is none.
    """

    decay: Exponential
    begin: int
    burnin: Schedule | None
    min_value: float


def exponential_part(schedule: Schedule) -> ExponentialPart | None:
    """Find the exponential decay of a schedule that is one, or a burn-in or warm-up before one, floored or not."""
    min_value = 0.0
    if isinstance(schedule, Floor):
        min_value, schedule = schedule.min_value, schedule.schedule
    if isinstance(schedule, Exponential):
        return ExponentialPart(schedule, 0, None, min_value)
    if isinstance(schedule, Join) and len(schedule.schedules) == 2:
        last = schedule.schedules[1]
        if isinstance(last, Exponential):
            return ExponentialPart(last, schedule.boundaries[0], schedule.schedules[0], min_value)
    return None
