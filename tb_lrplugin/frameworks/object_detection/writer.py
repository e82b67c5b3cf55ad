"""A schedule as the learning-rate block of the Object Detection API's `pipeline.config`.

The inverse of the reader: fields and defaults are those of
`object_detection/protos/optimizer.proto` (tensorflow/models, object_detection 2.8.0).
"""

from __future__ import annotations

from google.protobuf import text_format

from tb_lrplugin.formats.text_protos import parse_error_sentence
from tb_lrplugin.formats.texts import float32_text
from tb_lrplugin.frameworks.framework import Configuration
from tb_lrplugin.frameworks.object_detection.schedule import schedule_of
from tb_lrplugin.frameworks.reading import Reading, changed
from tb_lrplugin.protos import object_detection_pb2 as pb
from tb_lrplugin.schedules import Constant, Cosine, Join, PiecewiseConstant, Polynomial, Schedule, ScheduleError
from tb_lrplugin.schedules.views import exponential_part

# The message's fields for steps are uint32.
_MOST_STEPS = 2**32 - 1

_Fields = list[tuple[str, str]]


def pipeline_configuration(reading: Reading, schedule: Schedule) -> Configuration | None:
    """Write a schedule for whoever has a pipeline; None where the API has no such schedule."""
    return Configuration.of("pipeline_config", pipeline_block(schedule), lambda text: _read(reading, text))


def _read(reading: Reading, block: str) -> Reading:
    try:
        return changed(reading, schedule=schedule_of(text_format.Parse(block, pb.LearningRate())))
    except text_format.ParseError as error:
        raise ScheduleError(parse_error_sentence(error)) from error


def pipeline_block(schedule: Schedule) -> str | None:
    """Write the block that stands within `learning_rate { ... }`; None where the API has no such schedule."""
    for name, fields in (
        ("constant_learning_rate", _constant(schedule)),
        ("exponential_decay_learning_rate", _exponential(schedule)),
        ("manual_step_learning_rate", _manual_step(schedule)),
        ("cosine_decay_learning_rate", _cosine(schedule)),
    ):
        if fields is not None:
            body = "".join(f"  {field}{'' if value[0] == ' ' else ': '}{value}\n" for field, value in fields)
            return f"{name} {{\n{body}}}"
    return None


def _constant(schedule: Schedule) -> _Fields | None:
    return [("learning_rate", float32_text(schedule.value))] if isinstance(schedule, Constant) else None


def _exponential(schedule: Schedule) -> _Fields | None:
    part = exponential_part(schedule)
    if part is None or not isinstance(part.burnin, (Constant, type(None))):
        return None
    decay = part.decay
    steps = [decay.transition_steps, part.begin]
    # A burn-in rate of 0 means the base rate to the API.
    if not _are_steps(*steps) or (part.burnin is not None and part.burnin.value == 0):
        return None
    fields = [
        ("initial_learning_rate", float32_text(decay.init_value)),
        ("decay_steps", str(int(decay.transition_steps))),
        ("decay_factor", float32_text(decay.decay_rate)),
    ]
    if part.burnin is not None:
        fields.append(("burnin_learning_rate", float32_text(part.burnin.value)))
        fields.append(("burnin_steps", str(part.begin)))
    if part.min_value:
        fields.append(("min_learning_rate", float32_text(part.min_value)))
    return [*fields, ("staircase", str(decay.staircase).lower())]


def _manual_step(schedule: Schedule) -> _Fields | None:
    warmup = False
    if isinstance(schedule, Join) and len(schedule.schedules) == 2:
        # With a warm-up the API moves from the initial rate to that of the first step in a straight line.
        ramp, stairs = schedule.schedules
        (first,) = schedule.boundaries
        if not isinstance(ramp, Polynomial) or not isinstance(stairs, PiecewiseConstant):
            return None
        if ramp.power != 1 or ramp.transition_steps != first or ramp.end_value != stairs.values[0]:
            return None
        warmup, initial, rates = True, ramp.init_value, stairs.values
        steps = [first, *(boundary + first for boundary in stairs.boundaries)]
    elif isinstance(schedule, PiecewiseConstant) and schedule.boundaries:
        initial, *after = schedule.values
        steps, rates = list(schedule.boundaries), tuple(after)
    else:
        return None
    if not _are_steps(*steps):
        return None
    fields = [("initial_learning_rate", float32_text(initial))]
    fields += [
        ("schedule", f" {{ step: {step} learning_rate: {float32_text(rate)} }}")
        for step, rate in zip(steps, rates, strict=True)
    ]
    return [*fields, ("warmup", "true")] if warmup else fields


def _cosine(schedule: Schedule) -> _Fields | None:
    parts = list(schedule.schedules) if isinstance(schedule, Join) else [schedule]
    starts = [0, *schedule.boundaries] if isinstance(schedule, Join) else [0]
    warmup_steps = hold_steps = 0
    # Without warm-up steps the API never looks at the rate, but 10,000 of them are its default.
    warmup_rate = 0.0
    if len(parts) > 1 and isinstance(parts[0], Polynomial):
        ramp = parts.pop(0)
        assert isinstance(ramp, Polynomial)
        warmup_steps, warmup_rate = ramp.transition_steps, ramp.init_value
        starts.pop(0)
        if ramp.power != 1 or starts[0] != warmup_steps or ramp.end_value < ramp.init_value:
            return None
        peak = ramp.end_value
    else:
        peak = _first_rate(parts[0])
    if len(parts) > 1 and isinstance(parts[0], Constant):
        hold_steps = starts[1] - starts[0]
        if parts.pop(0) != Constant(peak):
            return None
        starts.pop(0)
    if len(parts) != 1:
        return None
    last = parts[0]
    if isinstance(last, Cosine) and last.end_value == 0 and last.init_value == peak:
        total = starts[0] + last.decay_steps
    elif last == Constant(0.0) and hold_steps > 0:
        # No step is left to decay: the rate holds through total_steps, then falls to 0.
        total = starts[0] - 1
        hold_steps = max(total - warmup_steps, 1)
    else:
        return None
    if not _are_steps(total, warmup_steps, hold_steps):
        return None
    fields = [
        ("learning_rate_base", float32_text(peak)),
        ("total_steps", str(total)),
        ("warmup_learning_rate", float32_text(warmup_rate)),
        ("warmup_steps", str(warmup_steps)),
    ]
    return [*fields, ("hold_base_rate_steps", str(hold_steps))] if hold_steps else fields


def _first_rate(schedule: Schedule) -> float:
    return schedule.value_at(0)


def _are_steps(*numbers: float) -> bool:
    return all(float(number).is_integer() and 0 <= number <= _MOST_STEPS for number in numbers)
