"""Schedules to and from the package's own protobuf message.

Message and schedule have the same fields by the same names, so one loop serves all kinds.
"""

from __future__ import annotations

import dataclasses
from typing import Any

from tb_lrplugin.protos import optimizer_config_pb2 as pb
from tb_lrplugin.schedules.base import KINDS, Schedule, ScheduleError
from tb_lrplugin.schedules.sampled import MOST_RECORDED

# Real configurations nest three deep; a hostile message must not exhaust the stack.
MAX_DEPTH = 20
# What is compared and drawn point by point must not hold up everything else.
_MOST_POINTS = MOST_RECORDED


def kind_of(schedule: Schedule) -> str:
    """Name the kind of a schedule as its message does: "piecewise_constant".

    Raises:
      TypeError: for a class that the message does not know.
    """
    if KINDS.get(schedule.kind) is not type(schedule):
        raise TypeError(
            f"{type(schedule).__name__} cannot be written as a message; record it with "
            "tb_lrplugin.schedules.record(schedule, total_steps)"
        )
    return schedule.kind


def parameters_of(schedule: Schedule) -> dict[str, Any]:
    """List the parameters of a schedule by name."""
    return {field.name: getattr(schedule, field.name) for field in dataclasses.fields(schedule)}  # type: ignore[arg-type]


def to_message(schedule: Schedule) -> pb.Schedule:
    """Write a schedule as its message; `from_message` gives an equal schedule back.

    Raises:
      TypeError: for a class that the message does not know.
    """
    message = pb.Schedule()
    inner = getattr(message, kind_of(schedule))
    # A submessage whose fields are all default would otherwise leave no trace of its kind.
    inner.SetInParent()
    for name, value in parameters_of(schedule).items():
        if isinstance(value, Schedule):
            getattr(inner, name).CopyFrom(to_message(value))
        elif isinstance(value, tuple):
            getattr(inner, name).extend(to_message(part) if isinstance(part, Schedule) else part for part in value)
        else:
            setattr(inner, name, value)
    return message


def from_message(message: pb.Schedule) -> Schedule:
    """Read a schedule from its message.

    Raises:
      ScheduleError: if the message is empty, of an unknown kind, nested too deep, or holds parameters
        that make no valid schedule.
    """
    return _from_message(message, MAX_DEPTH)


def _from_message(message: pb.Schedule, depth: int) -> Schedule:
    if depth == 0:
        raise ScheduleError(f"the schedule is nested more than {MAX_DEPTH} deep")
    kind = message.WhichOneof("kind")
    schedule_class = KINDS.get(kind or "")
    if kind is None or schedule_class is None:
        raise ScheduleError("it holds no schedule of a kind this version knows; update tb-lrplugin")
    inner = getattr(message, kind)
    parameters = {}
    for field in dataclasses.fields(schedule_class):  # type: ignore[arg-type]
        value = getattr(inner, field.name)
        if isinstance(value, pb.Schedule):
            value = _from_message(value, depth - 1)
        elif not isinstance(value, (bool, int, float, str)):
            if len(value) > _MOST_POINTS:
                raise ScheduleError(
                    f"its {kind.replace('_', ' ')} schedule has {len(value):,} {field.name}, more than the "
                    f"{_MOST_POINTS:,} that are read: record fewer points"
                )
            value = tuple(_from_message(part, depth - 1) if isinstance(part, pb.Schedule) else part for part in value)
        parameters[field.name] = value
    return schedule_class(**parameters)
