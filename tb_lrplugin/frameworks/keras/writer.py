"""A schedule as the Keras code that makes an optimizer follow it.

The inverse of `schedule.py`. Keras computes with integers as integers, so every rate is written as a
float.
"""

from __future__ import annotations

import dataclasses
import json
from typing import Any

from tb_lrplugin.formats.python_calls import Call, calls_in, read_calls
from tb_lrplugin.formats.texts import double_text, float32_text, python_float
from tb_lrplugin.frameworks.framework import Configuration
from tb_lrplugin.frameworks.keras.schedule import from_keras_config
from tb_lrplugin.frameworks.reading import Reading, changed
from tb_lrplugin.schedules import (
    Constant,
    Cosine,
    CosineRestarts,
    Exponential,
    InverseTime,
    Join,
    OnAxis,
    PiecewiseConstant,
    Polynomial,
    PolynomialCycles,
    Schedule,
)
from tb_lrplugin.schedules.views import ExponentialPart, exponential_part
from tb_lrplugin.words.numbers import as_float32

# What every schedule of Keras, and that of this package, has among its arguments.
_LENGTHS = frozenset({"decay_steps", "first_decay_steps", "boundaries", "learning_rate_decay_steps"})
_OPTIMIZERS = {
    "adam": "Adam",
    "adamw": "AdamW",
    "momentum": "SGD",
    "sgd": "SGD",
    "rms_prop": "RMSprop",
    "rmsprop": "RMSprop",
    "adagrad": "Adagrad",
    "adamax": "Adamax",
    "nadam": "Nadam",
}


def keras_configuration(reading: Reading, schedule: Schedule) -> Configuration | None:
    """Write a schedule for whoever trains with Keras; None where Keras has no such schedule."""
    return Configuration.of("keras", schedule_code(schedule), lambda code: _read(reading, schedule, code))


def _read(reading: Reading, written: Schedule, code: str) -> Reading:
    found = read_calls(code)["schedule"]
    schedule = (
        from_keras_config(found.name, found.arguments) if isinstance(found, Call) else Constant(as_float32(found))
    )
    if schedule is not None and isinstance(written, OnAxis):
        schedule = dataclasses.replace(written, schedule=schedule)
    return changed(reading, schedule=schedule)


def whole(text: str) -> str:
    """Make the JSON of a compiled model of that of its schedule, or of code that makes it."""
    rate: Any
    if text.lstrip().startswith("{"):
        rate = json.loads(text)
    else:
        made = next((one for one in calls_in(text) if not _LENGTHS.isdisjoint(one.arguments)), None)
        rate = read_calls(text)["schedule"] if made is None else {"class_name": made.name, "config": made.arguments}
    optimizer = {"class_name": "Adam", "config": {"learning_rate": rate}}
    return json.dumps({"compile_config": {"optimizer": optimizer}}, default=str)


def optimizer_code(schedule: Schedule, optimizer: str) -> str:
    """Write code that hands a schedule object to a Keras optimizer.

    Args:
      schedule: what to follow.
      optimizer: name of the optimizer as the source wrote it; "" where not known.
    """
    name = _OPTIMIZERS.get(optimizer.lower(), "Adam")
    if isinstance(schedule, OnAxis):
        # The optimizer counts its own steps, whatever the logger's axis counts.
        schedule = schedule.schedule
    # Where the API's own function was called, its counterpart is the one to put in its place.
    code = _with_burnin(schedule) or schedule_code(schedule)
    if code is None:
        return (
            "# `schedule`: a keras.optimizers.schedules.LearningRateSchedule of your own that computes\n"
            f"# {schedule.describe()}.\n"
            "# Hand that object itself to the optimizer, not a number computed from it.\n"
            f"optimizer = keras.optimizers.{name}(learning_rate=schedule)"
        )
    return f"{code}\noptimizer = keras.optimizers.{name}(learning_rate=schedule)"


def schedule_code(schedule: Schedule) -> str | None:
    """Write code that makes the object `schedule`; None where neither Keras nor this package has such a class."""
    if isinstance(schedule, OnAxis):
        schedule = schedule.schedule
    if isinstance(schedule, Constant):
        return f"import keras\n\nschedule = {_number(schedule.value)}"
    standard = _standard_arguments(schedule)
    if standard is not None:
        name, *rest = standard
        return f"import keras\n\nschedule = {_call(f'keras.optimizers.schedules.{name}', rest)}"
    return _with_burnin(schedule)


def _with_burnin(schedule: Schedule) -> str | None:
    part = exponential_part(schedule)
    if part is None or not isinstance(part.burnin, (Constant, type(None))):
        return None
    if not float(part.decay.transition_steps).is_integer():
        return None
    call = _call("ExponentialDecayWithBurnin", _burnin_arguments(part))
    return f"import keras\nfrom tb_lrplugin.keras import ExponentialDecayWithBurnin\n\nschedule = {call}"


def _burnin_arguments(part: ExponentialPart) -> list[str]:
    decay = part.decay
    arguments = [
        f"learning_rate_base={_number(decay.init_value)}",
        f"learning_rate_decay_steps={int(decay.transition_steps)}",
        f"learning_rate_decay_factor={_number(decay.decay_rate)}",
    ]
    if isinstance(part.burnin, Constant):
        arguments.append(f"burnin_learning_rate={_number(part.burnin.value)}")
        arguments.append(f"burnin_steps={part.begin}")
    if part.min_value:
        arguments.append(f"min_learning_rate={_number(part.min_value)}")
    arguments.append(f"staircase={decay.staircase}")
    return arguments


def _standard_arguments(schedule: Schedule) -> list[str] | None:
    """Name the Keras class, then its arguments; None where Keras has no such schedule."""
    if isinstance(schedule, (Exponential, InverseTime)):
        return [
            "ExponentialDecay" if isinstance(schedule, Exponential) else "InverseTimeDecay",
            f"initial_learning_rate={_number(schedule.init_value)}",
            f"decay_steps={float32_text(schedule.transition_steps)}",
            f"decay_rate={_number(schedule.decay_rate)}",
            f"staircase={schedule.staircase}",
        ]
    if isinstance(schedule, Cosine):
        return _cosine_arguments(schedule, None)
    if isinstance(schedule, PiecewiseConstant):
        # Keras holds values[i] through its boundary, one step longer than ours.
        boundaries = ", ".join(str(boundary - 1) for boundary in schedule.boundaries)
        values = ", ".join(_number(value) for value in schedule.values)
        return ["PiecewiseConstantDecay", f"boundaries=[{boundaries}]", f"values=[{values}]"]
    if isinstance(schedule, (Polynomial, PolynomialCycles)):
        cycle = ["cycle=True"] if isinstance(schedule, PolynomialCycles) else []
        return [
            "PolynomialDecay",
            f"initial_learning_rate={_number(schedule.init_value)}",
            f"decay_steps={schedule.transition_steps}",
            f"end_learning_rate={_number(schedule.end_value)}",
            f"power={python_float(double_text(schedule.power))}",
            *cycle,
        ]
    if isinstance(schedule, CosineRestarts):
        return [
            "CosineDecayRestarts",
            f"initial_learning_rate={_number(schedule.init_value)}",
            f"first_decay_steps={schedule.first_steps}",
            f"t_mul={float(schedule.length_factor)}",
            f"alpha={_share(schedule.end_value, schedule.init_value)}",
        ]
    if isinstance(schedule, Join) and len(schedule.schedules) == 2:
        ramp, cosine = schedule.schedules
        is_ramp = isinstance(ramp, Polynomial) and ramp.power == 1 and schedule.boundaries == (ramp.transition_steps,)
        if isinstance(ramp, Polynomial) and is_ramp and isinstance(cosine, Cosine):
            # Keras' warm-up ends where its cosine begins.
            return _cosine_arguments(cosine, ramp) if ramp.end_value == cosine.init_value else None
    return None


def _cosine_arguments(cosine: Cosine, ramp: Polynomial | None) -> list[str]:
    arguments = ["CosineDecay"]
    if ramp is None:
        arguments.append(f"initial_learning_rate={_number(cosine.init_value)}")
    else:
        arguments.append(f"initial_learning_rate={_number(ramp.init_value)}")
    arguments.append(f"decay_steps={cosine.decay_steps}")
    if ramp is not None:
        arguments.append(f"warmup_target={_number(ramp.end_value)}")
        arguments.append(f"warmup_steps={ramp.transition_steps}")
    if cosine.end_value and cosine.init_value:
        arguments.append(f"alpha={_share(cosine.end_value, cosine.init_value)}")
    return arguments


def _call(name: str, arguments: list[str]) -> str:
    inner = "".join(f"    {argument},\n" for argument in arguments)
    return f"{name}(\n{inner})"


def _share(end: float, start: float) -> str:
    # Six digits are what a person wrote; the quotient of two float32 numbers has more.
    return python_float(f"{end / start:.6g}") if start else "0.0"


def _number(value: float) -> str:
    return python_float(float32_text(value))
