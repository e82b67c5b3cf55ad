"""A schedule as the Keras code that makes an optimizer follow it."""

from __future__ import annotations

from tb_lrplugin.diagnosis.parts import exponential_part
from tb_lrplugin.schedules import Constant, Cosine, Join, OnAxis, PiecewiseConstant, Polynomial, Schedule
from tb_lrplugin.schedules.numbers import format_rate

_OPTIMIZERS = {"adam": "Adam", "momentum": "SGD", "sgd": "SGD", "rms_prop": "RMSprop", "rmsprop": "RMSprop"}


def optimizer_code(schedule: Schedule, optimizer: str) -> str:
    """Write code that hands a schedule object to a Keras optimizer.

    Args:
      schedule: what to follow.
      optimizer: name of the optimizer as the source wrote it; "" where not known.
    """
    name = _OPTIMIZERS.get(optimizer.lower(), "Adam")
    build = _constructor(schedule)
    if build is None:
        return (
            "# `schedule`: a keras.optimizers.schedules.LearningRateSchedule of your own that computes\n"
            f"# {schedule.describe()}.\n"
            "# Hand that object itself to the optimizer, not a number computed from it.\n"
            f"optimizer = keras.optimizers.{name}(learning_rate=schedule)"
        )
    module, call = build
    return f"{module}\n\nschedule = {call}\noptimizer = keras.optimizers.{name}(learning_rate=schedule)"


def _constructor(schedule: Schedule) -> tuple[str, str] | None:
    if isinstance(schedule, OnAxis):
        # The optimizer counts its own steps, whatever the logger's axis counts.
        schedule = schedule.schedule
    decay = exponential_part(schedule)
    if decay is not None and (decay.burnin is None or isinstance(decay.burnin, Constant)):
        arguments = [
            f"learning_rate_base={_number(decay.decay.init_value)}",
            f"learning_rate_decay_steps={int(decay.decay.transition_steps)}",
            f"learning_rate_decay_factor={_number(decay.decay.decay_rate)}",
        ]
        if isinstance(decay.burnin, Constant):
            arguments.append(f"burnin_learning_rate={_number(decay.burnin.value)}")
            arguments.append(f"burnin_steps={decay.begin}")
        if decay.min_value:
            arguments.append(f"min_learning_rate={_number(decay.min_value)}")
        arguments.append(f"staircase={decay.decay.staircase}")
        return (
            "import keras\nfrom tb_lrplugin.keras import ExponentialDecayWithBurnin",
            _call("ExponentialDecayWithBurnin", arguments),
        )
    standard = _standard_arguments(schedule)
    if standard is None:
        return None
    name, *rest = standard
    return "import keras", _call(f"keras.optimizers.schedules.{name}", rest)


def _standard_arguments(schedule: Schedule) -> list[str] | None:
    """Name the Keras class, then its arguments; None where Keras has no such schedule."""
    if isinstance(schedule, Cosine):
        return _cosine_arguments(schedule, None)
    if isinstance(schedule, PiecewiseConstant):
        # Keras holds values[i] through its boundary, one step longer than ours.
        boundaries = ", ".join(str(boundary - 1) for boundary in schedule.boundaries)
        values = ", ".join(_number(value) for value in schedule.values)
        return ["PiecewiseConstantDecay", f"boundaries=[{boundaries}]", f"values=[{values}]"]
    if isinstance(schedule, Polynomial):
        return [
            "PolynomialDecay",
            f"initial_learning_rate={_number(schedule.init_value)}",
            f"decay_steps={schedule.transition_steps}",
            f"end_learning_rate={_number(schedule.end_value)}",
            f"power={_number(schedule.power)}",
        ]
    if isinstance(schedule, Join) and len(schedule.schedules) == 2:
        ramp, cosine = schedule.schedules
        if isinstance(ramp, Polynomial) and ramp.power == 1 and isinstance(cosine, Cosine):
            return _cosine_arguments(cosine, ramp)
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
        arguments.append(f"alpha={_number(cosine.end_value / cosine.init_value)}")
    return arguments


def _call(name: str, arguments: list[str]) -> str:
    inner = "".join(f"    {argument},\n" for argument in arguments)
    return f"{name}(\n{inner})"


def _number(value: float) -> str:
    """Write a rate as a Python float: Keras computes with integers as integers, and fails on `0`."""
    text = format_rate(value)
    return text if "." in text or "e" in text else f"{text}.0"
