"""Schedules to and from the package's own protobuf message.

Message and schedule have the same fields by the same names, so one loop serves all kinds.
"""

from __future__ import annotations

import dataclasses
from typing import Any

from tb_lrplugin.protos import optimizer_config_pb2 as pb
from tb_lrplugin.schedules.base import Schedule, ScheduleError
from tb_lrplugin.schedules.constant import Constant
from tb_lrplugin.schedules.cosine import Cosine
from tb_lrplugin.schedules.cosine_arc import CosineArc
from tb_lrplugin.schedules.cosine_cycles import CosineCycles
from tb_lrplugin.schedules.cosine_restarts import CosineRestarts
from tb_lrplugin.schedules.cosine_wave import CosineWave
from tb_lrplugin.schedules.cyclic import Cyclic
from tb_lrplugin.schedules.exponential import Exponential
from tb_lrplugin.schedules.floor import Floor
from tb_lrplugin.schedules.halving_decay import HalvingDecay
from tb_lrplugin.schedules.held import Held
from tb_lrplugin.schedules.inverse_square_root import InverseSquareRoot
from tb_lrplugin.schedules.inverse_time import InverseTime
from tb_lrplugin.schedules.join import Join
from tb_lrplugin.schedules.logarithmic import Logarithmic
from tb_lrplugin.schedules.on_axis import OnAxis
from tb_lrplugin.schedules.piecewise_constant import PiecewiseConstant
from tb_lrplugin.schedules.polynomial import Polynomial
from tb_lrplugin.schedules.polynomial_cycles import PolynomialCycles
from tb_lrplugin.schedules.power import Power
from tb_lrplugin.schedules.sampled import Sampled
from tb_lrplugin.schedules.shift import Shift
from tb_lrplugin.schedules.square_root import SquareRoot

# Real configurations nest three deep; a hostile message must not exhaust the stack.
MAX_DEPTH = 20

_CLASS_OF_KIND: dict[str, type[Schedule]] = {
    "constant": Constant,
    "exponential": Exponential,
    "inverse_time": InverseTime,
    "polynomial": Polynomial,
    "cosine": Cosine,
    "piecewise_constant": PiecewiseConstant,
    "sampled": Sampled,
    "join": Join,
    "floor": Floor,
    "on_axis": OnAxis,
    "inverse_square_root": InverseSquareRoot,
    "square_root": SquareRoot,
    "logarithmic": Logarithmic,
    "cosine_wave": CosineWave,
    "cosine_cycles": CosineCycles,
    "power": Power,
    "shift": Shift,
    "polynomial_cycles": PolynomialCycles,
    "held": Held,
    "cosine_arc": CosineArc,
    "cosine_restarts": CosineRestarts,
    "cyclic": Cyclic,
    "halving_decay": HalvingDecay,
}
_KIND_OF_CLASS = {schedule_class: kind for kind, schedule_class in _CLASS_OF_KIND.items()}


def kind_of(schedule: Schedule) -> str:
    """Name the kind of a schedule as its message does: "piecewise_constant".

    Raises:
      TypeError: for a class that the message does not know.
    """
    kind = _KIND_OF_CLASS.get(type(schedule))
    if kind is None:
        raise TypeError(
            f"{type(schedule).__name__} cannot be written as a message; record it with "
            "tb_lrplugin.schedules.record(schedule, total_steps)"
        )
    return kind


def class_of(kind: str) -> type[Schedule] | None:
    """Give the class of a kind; None where there is no such kind."""
    return _CLASS_OF_KIND.get(kind)


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
    if kind not in _CLASS_OF_KIND:
        raise ScheduleError("it holds no schedule of a kind this version knows; update tb-lrplugin")
    schedule_class = _CLASS_OF_KIND[kind]
    inner = getattr(message, kind)
    parameters = {}
    for field in dataclasses.fields(schedule_class):  # type: ignore[arg-type]
        value = getattr(inner, field.name)
        if isinstance(value, pb.Schedule):
            value = _from_message(value, depth - 1)
        elif not isinstance(value, (bool, int, float, str)):
            value = tuple(_from_message(part, depth - 1) if isinstance(part, pb.Schedule) else part for part in value)
        parameters[field.name] = value
    return schedule_class(**parameters)
