"""Keras optimizers and schedules, read through what they answer, without importing Keras."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tb_lrplugin.frameworks.keras.schedule import KERAS_PACKAGES, from_keras_config
from tb_lrplugin.live.asked import Asked, name_of, package_of
from tb_lrplugin.live.recording import recorded
from tb_lrplugin.schedules import Constant

_OWN = "tb_lrplugin"


def is_keras_schedule(config: Any) -> bool:
    """Say whether something is a `LearningRateSchedule`, of Keras or of a script."""
    return any(
        base.__name__ == "LearningRateSchedule" and package_of(base) in KERAS_PACKAGES for base in type(config).__mro__
    )


def of_keras_optimizer(optimizer: Any, total_steps: int | None) -> Asked:
    """Read a Keras optimizer.

    Raises:
      ValueError: if its rate is a function without an argument, or a schedule to record without `total_steps`.
    """
    # The public `learning_rate` is the schedule's value at this moment, not the schedule.
    rate = optimizer._learning_rate
    name = type(optimizer).__name__
    if is_keras_schedule(rate):
        return replace(of_keras_schedule(rate, total_steps), optimizer=name)
    if callable(rate) and not hasattr(rate, "assign"):
        raise ValueError(
            f"The learning rate of {name} is a function that is called without a step, so no schedule can be "
            "read from it. Pass the function from a step to a rate instead, with total_steps."
        )
    return Asked(Constant(float(rate)), name, made_from=f"the plain learning rate of {name}")


def of_keras_schedule(schedule: Any, total_steps: int | None) -> Asked:
    """Read a `LearningRateSchedule`; one without a known formula is recorded.

    Raises:
      ValueError: if it is to be recorded and `total_steps` is missing.
    """
    kind = type(schedule)
    if package_of(kind) not in (*KERAS_PACKAGES, _OWN):
        return recorded(schedule, total_steps, name_of(kind))
    name = name_of(kind) if package_of(kind) == _OWN else f"keras.optimizers.schedules.{kind.__name__}"
    known = from_keras_config(kind.__name__, schedule.get_config())
    return recorded(schedule, total_steps, name) if known is None else Asked(known, made_from=name)
