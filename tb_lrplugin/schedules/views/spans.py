"""The primitives within a composed schedule, each with the steps of the run over which it holds."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tb_lrplugin.schedules.base import Schedule
from tb_lrplugin.schedules.cosine import Cosine
from tb_lrplugin.schedules.cosine_arc import CosineArc
from tb_lrplugin.schedules.cosine_cycles import CosineCycles
from tb_lrplugin.schedules.cosine_wave import CosineWave
from tb_lrplugin.schedules.floor import Floor
from tb_lrplugin.schedules.held import Held
from tb_lrplugin.schedules.join import Join
from tb_lrplugin.schedules.on_axis import OnAxis
from tb_lrplugin.schedules.ramp import Ramp
from tb_lrplugin.schedules.shift import Shift

# Names of parameters and indices of list entries, from the outermost schedule inwards.
Path = tuple[str | int, ...]


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
    schedule = span.schedule
    if isinstance(schedule, Join):
        starts: Sequence[int] = (0, *schedule.boundaries)
        ends = (*schedule.boundaries, None)
        names = schedule.phase_names or (span.name,) * len(starts)
        for index, (part, start, end, name) in enumerate(zip(schedule.schedules, starts, ends, names, strict=True)):
            begin = max(span.at(start), span.begin)
            limits = [limit for limit in (span.end, None if end is None else span.at(end)) if limit is not None]
            stop = min(limits, default=None)
            if stop is None or begin < stop:
                origin = span.at(start)
                yield from _spans(Span(part, (*span.path, "schedules", index), name, begin, stop, origin, span.unit))
    elif isinstance(schedule, (Floor, Shift, Held, OnAxis)):
        origin, unit = span.origin, span.unit
        if isinstance(schedule, Shift):
            origin -= unit * schedule.steps
        elif isinstance(schedule, Held):
            unit *= schedule.hold_steps
        elif isinstance(schedule, OnAxis):
            origin -= unit * schedule.shift
            unit /= schedule.steps_per_unit
        path = (*span.path, "schedule")
        yield from _spans(Span(schedule.schedule, path, span.name, span.begin, span.end, origin, unit))
    else:
        yield span


def arrival_of(primitive: Schedule) -> float | None:
    """Give the step at which a move between two rates arrives; None for whatever never comes to rest."""
    if isinstance(primitive, Ramp):
        return primitive.transition_steps
    if isinstance(primitive, (Cosine, CosineCycles)):
        return primitive.decay_steps
    if isinstance(primitive, CosineArc):
        return primitive.end
    if isinstance(primitive, CosineWave) and primitive.num_cycles == 0.5:
        # There it turns, which for whoever wanted half a wave is the end.
        return primitive.decay_steps - primitive.shift
    return None


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
