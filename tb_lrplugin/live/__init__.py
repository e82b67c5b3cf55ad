"""What the objects of a running script ask for: optimizers, schedulers, schedules, functions, configurations.

They are read through what they answer: no framework is imported, and nothing of theirs is changed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from google.protobuf import text_format
from google.protobuf.message import Message

from tb_lrplugin.live.asked import Asked, name_of
from tb_lrplugin.live.keras_objects import is_keras_schedule, of_keras_optimizer, of_keras_schedule
from tb_lrplugin.live.libraries import configured, held_for, is_lightning_result, is_timm, of_timm
from tb_lrplugin.live.pipelines import of_pipeline
from tb_lrplugin.live.recording import recorded
from tb_lrplugin.live.torch_schedulers import is_optimizer, is_scheduler, of_optimizer, of_scheduler, optimizer_name
from tb_lrplugin.schedules import Constant, Schedule

__all__ = ["Asked", "asked_of"]


def asked_of(config: Any, total_steps: int | None = None, steps_per_call: int | None = None) -> list[Asked]:
    """Read what asks for a learning rate.

    Args:
      config: as `tb_lrplugin.summary.optimizer_config` takes it.
      total_steps: planned steps of the run; needed where a schedule has no known formula.
      steps_per_call: updates between two calls of a scheduler's `step()`; None for one, or for what Lightning is told.

    Returns:
      One answer for each optimizer, or parameter group, with a curve of its own; at least one.

    Raises:
      ValueError: if the configuration makes no schedule, or `total_steps` is missing.
      TypeError: if it is nothing that is understood.
    """
    pace = steps_per_call or 1
    total_calls = None if total_steps is None else -(-total_steps // pace)
    if is_timm(config):
        return [held_for(asked, pace) for asked in of_timm(config, total_calls)]
    if is_scheduler(config):
        return [held_for(asked, pace) for asked in of_scheduler(config, total_calls)]
    # Of Keras some optimizers have groups too.
    if is_optimizer(config) and not hasattr(config, "_learning_rate"):
        return of_optimizer(config)
    if is_lightning_result(config):
        return _of_lightning(config, total_steps, steps_per_call)
    return [_single(config, total_steps)]


def _of_lightning(result: Any, total_steps: int | None, steps_per_call: int | None) -> list[Asked]:
    parts = list(configured(result))
    if len(parts) == 1:
        return parts[0].asked(total_steps, steps_per_call)
    names = [f"{optimizer_name(part.optimizer)}_{index}" for index, part in enumerate(parts)]
    return [
        replace(asked, name="/".join(filter(None, (name, asked.name))))
        for name, part in zip(names, parts, strict=True)
        for asked in part.asked(total_steps, steps_per_call)
    ]


def _single(config: Any, total_steps: int | None) -> Asked:
    if isinstance(config, Schedule):
        return Asked(config)
    if isinstance(config, str):
        return of_pipeline(config)
    if isinstance(config, Message):
        return of_pipeline(text_format.MessageToString(config))
    if is_keras_schedule(config):
        return of_keras_schedule(config, total_steps)
    # A LossScaleOptimizer has a rate of its own as well, which nothing uses.
    if hasattr(config, "inner_optimizer"):
        return _single(config.inner_optimizer, total_steps)
    if hasattr(config, "_learning_rate"):
        return of_keras_optimizer(config, total_steps)
    if callable(config):
        return recorded(config, total_steps, name_of(config if hasattr(config, "__qualname__") else type(config)))
    try:
        return Asked(Constant(float(config)), made_from="a number")
    except TypeError as error:
        raise TypeError(
            f"A {name_of(type(config))} does not tell its schedule. Pass a Keras optimizer or schedule, a torch "
            "scheduler (or optimizer, where it has none), what Lightning's configure_optimizers returned, an Object "
            "Detection API message or its text, a number, or a function from a step to a rate with total_steps."
        ) from error
