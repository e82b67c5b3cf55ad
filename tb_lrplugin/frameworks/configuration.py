"""The configuration to copy, in the syntax of whatever was read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tb_lrplugin.frameworks.huggingface.writer import hf_arguments
from tb_lrplugin.frameworks.keras.writer import schedule_code
from tb_lrplugin.frameworks.object_detection.writer import pipeline_block
from tb_lrplugin.frameworks.own.writer import schedule_file
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.frameworks.torch.writer import torch_code
from tb_lrplugin.schedules import Schedule

Syntax = Literal["pipeline_config", "keras", "hf_arguments", "torch", "schedule_file"]

_TORCH_KINDS = ("lightning_cli", "accelerate", "torchtune")


@dataclass(frozen=True)
class Configuration:
    """Text to copy.

    Attributes:
      syntax: what it is: a block of pipeline.config, Keras or torch code, TrainingArguments, or lr_schedule.pbtxt.
      text: several lines, without a line break at the end.
    """

    syntax: Syntax
    text: str


def configuration(reading: Reading | None, schedule: Schedule) -> Configuration:
    """Write a schedule as the source of a reading would hold it; where that has no such schedule, as a schedule file.

    Args:
      reading: what the source told; None where no source spoke.
      schedule: what to follow; its steps are those of the series.
    """
    own = own_configuration(reading, schedule)
    return own or Configuration("schedule_file", schedule_file(schedule, reading))


def own_configuration(reading: Reading | None, schedule: Schedule) -> Configuration | None:
    """Write a schedule in the source's own syntax; None where that is not known or has no such schedule."""
    if reading is None:
        return None
    kind, made_from = reading.kind, reading.text if reading.kind == "metadata" else ""
    syntax: Syntax
    if kind == "pipeline_config" or "_learning_rate {" in made_from:
        syntax, text = "pipeline_config", pipeline_block(schedule)
    elif kind == "keras_model" or "keras" in made_from:
        syntax, text = "keras", schedule_code(schedule)
    elif kind == "hf_trainer":
        syntax, text = "hf_arguments", hf_arguments(schedule, reading.total_steps)
    elif kind in _TORCH_KINDS or "torch" in made_from:
        syntax, text = "torch", torch_code(schedule, reading.optimizer, reading.total_steps)
    else:
        syntax, text = "schedule_file", schedule_file(schedule, reading) if kind == "schedule_file" else None
    return None if text is None else Configuration(syntax, text)
