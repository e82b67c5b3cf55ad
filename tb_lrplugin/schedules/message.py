"""Schedules to and from the package's own protobuf message."""

from __future__ import annotations

from tb_lrplugin.protos import optimizer_config_pb2 as pb
from tb_lrplugin.schedules.base import Schedule, ScheduleError
from tb_lrplugin.schedules.constant import Constant
from tb_lrplugin.schedules.cosine import Cosine
from tb_lrplugin.schedules.exponential import Exponential
from tb_lrplugin.schedules.floor import Floor
from tb_lrplugin.schedules.inverse_time import InverseTime
from tb_lrplugin.schedules.join import Join
from tb_lrplugin.schedules.piecewise_constant import PiecewiseConstant
from tb_lrplugin.schedules.polynomial import Polynomial
from tb_lrplugin.schedules.sampled import Sampled

# Real configurations nest three deep; a hostile message must not exhaust the stack.
_MAX_DEPTH = 20


def to_message(schedule: Schedule) -> pb.Schedule:
    """Write a schedule as its message; `from_message` gives an equal schedule back.

    Raises:
      TypeError: for a class that the message does not know.
    """
    message = pb.Schedule()
    if isinstance(schedule, Constant):
        message.constant.value = schedule.value
        # A submessage whose fields are all default would otherwise leave no trace of its kind.
        message.constant.SetInParent()
    elif isinstance(schedule, Exponential):
        message.exponential.CopyFrom(
            pb.Exponential(
                init_value=schedule.init_value,
                transition_steps=schedule.transition_steps,
                decay_rate=schedule.decay_rate,
                staircase=schedule.staircase,
                float32_steps=schedule.float32_steps,
            )
        )
    elif isinstance(schedule, InverseTime):
        message.inverse_time.CopyFrom(
            pb.InverseTime(
                init_value=schedule.init_value,
                transition_steps=schedule.transition_steps,
                decay_rate=schedule.decay_rate,
                staircase=schedule.staircase,
            )
        )
    elif isinstance(schedule, Polynomial):
        message.polynomial.CopyFrom(
            pb.Polynomial(
                init_value=schedule.init_value,
                end_value=schedule.end_value,
                transition_steps=schedule.transition_steps,
                power=schedule.power,
            )
        )
    elif isinstance(schedule, Cosine):
        message.cosine.CopyFrom(
            pb.Cosine(
                init_value=schedule.init_value,
                decay_steps=schedule.decay_steps,
                end_value=schedule.end_value,
            )
        )
    elif isinstance(schedule, PiecewiseConstant):
        message.piecewise_constant.CopyFrom(
            pb.PiecewiseConstant(boundaries=schedule.boundaries, values=schedule.values)
        )
    elif isinstance(schedule, Sampled):
        message.sampled.CopyFrom(pb.Sampled(steps=schedule.steps, values=schedule.values))
    elif isinstance(schedule, Join):
        message.join.CopyFrom(
            pb.Join(
                schedules=[to_message(part) for part in schedule.schedules],
                boundaries=schedule.boundaries,
                phases=schedule.phase_names,
            )
        )
    elif isinstance(schedule, Floor):
        message.floor.CopyFrom(pb.Floor(schedule=to_message(schedule.schedule), min_value=schedule.min_value))
    else:
        raise TypeError(
            f"{type(schedule).__name__} cannot be written as a message; record it with "
            "tb_lrplugin.schedules.record(schedule, total_steps)"
        )
    return message


def from_message(message: pb.Schedule) -> Schedule:
    """Read a schedule from its message.

    Raises:
      ScheduleError: if the message is empty, of an unknown kind, nested too deep, or holds parameters
        that make no valid schedule.
    """
    return _from_message(message, _MAX_DEPTH)


def _from_message(message: pb.Schedule, depth: int) -> Schedule:
    if depth == 0:
        raise ScheduleError(f"the schedule is nested more than {_MAX_DEPTH} deep")
    kind = message.WhichOneof("kind")
    if kind == "constant":
        return Constant(message.constant.value)
    if kind == "exponential":
        exponential = message.exponential
        return Exponential(
            exponential.init_value,
            exponential.transition_steps,
            exponential.decay_rate,
            exponential.staircase,
            exponential.float32_steps,
        )
    if kind == "inverse_time":
        inverse = message.inverse_time
        return InverseTime(inverse.init_value, inverse.transition_steps, inverse.decay_rate, inverse.staircase)
    if kind == "polynomial":
        ramp = message.polynomial
        return Polynomial(ramp.init_value, ramp.end_value, ramp.transition_steps, ramp.power)
    if kind == "cosine":
        return Cosine(message.cosine.init_value, message.cosine.decay_steps, message.cosine.end_value)
    if kind == "piecewise_constant":
        stairs = message.piecewise_constant
        return PiecewiseConstant(tuple(stairs.boundaries), tuple(stairs.values))
    if kind == "sampled":
        return Sampled(tuple(message.sampled.steps), tuple(message.sampled.values))
    if kind == "join":
        return Join(
            tuple(_from_message(part, depth - 1) for part in message.join.schedules),
            tuple(message.join.boundaries),
            tuple(message.join.phases),
        )
    if kind == "floor":
        return Floor(_from_message(message.floor.schedule, depth - 1), message.floor.min_value)
    raise ScheduleError("it holds no schedule of a kind this version knows; update tb-lrplugin")
