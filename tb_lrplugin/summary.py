"""Tells TensorBoard which schedule a training script asked for, to hold the logged rate against.

    tb_lrplugin.summary.optimizer_config(optimizer, writer=writer)

The format is described in docs/metadata_summary.md. Frameworks are touched only through the objects that the caller
hands in.
"""

from __future__ import annotations

import warnings
from typing import Any

from tensorboard.compat.proto import summary_pb2

from tb_lrplugin.frameworks.own.optimizer_config import UNITS
from tb_lrplugin.live import asked_of
from tb_lrplugin.live.writing import summary_of, write_summary
from tb_lrplugin.schedules import ScheduleError

__all__ = ["optimizer_config", "optimizer_config_pb"]


def optimizer_config(
    config: Any,
    *,
    writer: Any,
    total_steps: int | None = None,
    steps_per_call: int | None = None,
    tag: str = "",
    name: str = "",
    unit: str = "steps",
    optimizer: str = "",
) -> bool:
    """Write which schedule an optimizer was asked to follow; call it once, before training.

    It never ends a training script: what cannot be told is said in one warning. Schedulers, optimizers and random
    numbers are as they were.

    Args:
      config: what asks for the learning rate. A torch scheduler, or one of transformers, timm or a script that steps
        as torch's do; a torch optimizer without a scheduler; what Lightning's `configure_optimizers` returned; a Keras
        optimizer or `LearningRateSchedule`; a message of the Object Detection API (pipeline, `TrainConfig`, `Optimizer`
        or `LearningRate`) or its text; a `tb_lrplugin.schedules.Schedule`; a number; or any function from a step to a
        rate (of optax, say), with `total_steps`.
      writer: where to write. A `tf.summary` writer, a torch or tensorboardX `SummaryWriter`, or a log
        directory. Prefer the writer that logs the learning rate.
      total_steps: planned length of the run in `unit`; needed where the schedule has no known formula (a `LambdaLR`),
        for it is then recorded as points from 0 to there.
      steps_per_call: optimizer steps between two calls of a torch scheduler's `step()`: those of an epoch where it is
        stepped once per epoch; None for one, or for what `configure_optimizers` says.
      tag: tag of the scalar series that this schedule governs; "" for every learning rate of the run.
      name: tells several optimizers of one run apart.
      unit: what the schedule's argument counts: "steps" (optimizer steps), "micro-batches", "epochs" or
        "samples".
      optimizer: the optimizer's name, for people; found out from `config` where possible.

    Returns:
      Whether it was written.
    """
    try:
        summary = optimizer_config_pb(
            config,
            total_steps=total_steps,
            steps_per_call=steps_per_call,
            tag=tag,
            name=name,
            unit=unit,
            optimizer=optimizer,
        )
        write_summary(writer, summary)
    except Exception as error:  # Whatever a framework, a file system or a script's own class raises.
        warnings.warn(f"The learning-rate schedule was not written to the log: {_sentence(error)}", stacklevel=2)
        return False
    return True


def _sentence(error: Exception) -> str:
    text = " ".join(str(error).split())
    if isinstance(error, (ValueError, TypeError)) and text.endswith("."):
        return text
    return f"{text}." if isinstance(error, (ScheduleError, OSError)) else f"{type(error).__name__}: {text}."


def optimizer_config_pb(
    config: Any,
    *,
    total_steps: int | None = None,
    steps_per_call: int | None = None,
    tag: str = "",
    name: str = "",
    unit: str = "steps",
    optimizer: str = "",
) -> summary_pb2.Summary:
    """Make the summary that `optimizer_config` writes, for a writer of your own; write it at step 0.

    Arguments are those of `optimizer_config`.

    Returns:
      A summary of one value, or of several where optimizers or parameter groups have rates of their own.

    Raises:
      ValueError: if the configuration makes no schedule (a `ScheduleError` where a parameter is out of its
        range), `total_steps` is missing or below 1, or the unit is unknown.
      TypeError: if `config` is nothing that is understood.
    """
    if unit not in UNITS:
        raise ValueError(f"The unit {unit!r} is unknown; it must be one of {', '.join(UNITS)}.")
    for argument, number in (("total_steps", total_steps), ("steps_per_call", steps_per_call)):
        if number is not None and number < 1:
            raise ValueError(f"{argument} is {number}; it must be 1 or more, or None where not known.")
    return summary_of(
        asked_of(config, total_steps, steps_per_call),
        total_steps=total_steps,
        tag=tag,
        name=name,
        unit=unit,
        optimizer=optimizer,
    )
