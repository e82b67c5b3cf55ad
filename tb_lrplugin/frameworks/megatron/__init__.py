"""The command-line arguments that Megatron-LM writes as text summaries, one summary for each.

Read from NVIDIA/Megatron-LM d98e8a64dd: `megatron/training/training.py` writes them (`write_args_to_tensorboard`) after
the schedule's own defaults are filled in, and `learning-rate` at x iterations done: the rate of the next one.
Megatron-DeepSpeed (f4157bea) has the same arguments and calls the series `learning-rate/learning-rate`.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping

from tb_lrplugin.formats import Arguments
from tb_lrplugin.formats.python_literals import printed_value
from tb_lrplugin.frameworks.framework import About, Advice, Framework
from tb_lrplugin.frameworks.megatron.advice import ARGUMENTS, megatron_advice
from tb_lrplugin.frameworks.megatron.bridge import MEGATRON_BRIDGE
from tb_lrplugin.frameworks.megatron.reading import BY_ITERATIONS, BY_SAMPLES, MegatronReading, with_schedule
from tb_lrplugin.frameworks.readers import TextSummaries
from tb_lrplugin.frameworks.run_numbers import numbers_of, ratio

__all__ = ["MEGATRON", "MEGATRON_BRIDGE"]

_RATES = ("lr", "min_lr", "decoupled_lr", "decoupled_min_lr", "lr_warmup_init")
_SHAPES = ("lr_decay_style", "lr_wsd_decay_style")
_OTHERS = ("lr_warmup_fraction", "global_batch_size", "rampup_batch_size", "fp16", "optimizer")
_BATCH, _MICRO_BATCH, _DATA_PARALLEL = "global_batch_size", "micro_batch_size", "data_parallel_size"
_NUMBERS = (
    _BATCH,
    _MICRO_BATCH,
    _DATA_PARALLEL,
    "world_size",
    "tensor_model_parallel_size",
    "pipeline_model_parallel_size",
)
_SCHEDULE_NAMES = (*_RATES, *_SHAPES, *BY_ITERATIONS, *BY_SAMPLES, *_OTHERS)
_NAMES = tuple(dict.fromkeys((*_SCHEDULE_NAMES, *_NUMBERS)))
_OWNER = "the command line"
# The decoupled rate of embeddings and output layer has a series and arguments of its own.
_DECOUPLED_TAG = "decoupled-learning-rate"


def _parse(texts: Mapping[str, str]) -> tuple[MegatronReading, ...]:
    """Read the schedule, and that of the decoupled rate where there is one."""
    arguments = {name: printed_value(value) for name, value in texts.items()}
    if arguments["lr"] is None:
        return ()
    shown = {
        name: value
        for name, value in texts.items()
        if name in _SCHEDULE_NAMES and value != "None" and not name.startswith("decoupled")
    }
    numbers = numbers_of(arguments, _NUMBERS)
    reading = MegatronReading(
        optimizer=texts.get("optimizer", ""),
        text="\n".join(_flag(name, value) for name, value in shown.items() if value != "False"),
        numbers=numbers + ratio(numbers, "micro-batches per update", _BATCH, _MICRO_BATCH, _DATA_PARALLEL),
        loss_scaling="--fp16" if arguments.get("fp16") is True else None,
    )
    readings = [with_schedule(reading, Arguments(_OWNER, arguments))]
    if arguments.get("decoupled_lr") is not None:
        least = arguments.get("decoupled_min_lr")
        decoupled = {**arguments, "lr": arguments["decoupled_lr"]}
        if least is not None:
            decoupled["min_lr"] = least
        readings.append(with_schedule(dataclasses.replace(reading, tag=_DECOUPLED_TAG), Arguments(_OWNER, decoupled)))
    return tuple(readings)


def _flag(name: str, value: str) -> str:
    """Write an argument as it is given: a switch by its name alone, of a list the words."""
    words = "" if value == "True" else " ".join(re.findall(r"[^\[\]',\s]+", value))
    return f"--{name.replace('_', '-')} {words}".rstrip()


def _as_logged(text: str) -> str:
    """Write arguments as the summaries have them, by name."""
    return "\n".join(
        f"{name.replace('-', '_')}: {value.split() if ' ' in value else value or True}"
        for name, value in re.findall(r"(?m)^--([\w-]+) ?(.*)$", text)
    )


MEGATRON = Framework(
    kind="megatron",
    about=About(
        "Megatron-LM, Megatron-DeepSpeed",
        "PyTorch",
        "one text summary per argument",
        inferred="iterations skipped for overflow at the start",
        unknown="those skipped later",
    ),
    # Other programs write a summary for each argument as well.
    readers=(TextSummaries(_NAMES, ("lr", "lr_decay_style"), "lr_decay_style", _parse),),
    tags="(?:.*/)?learning-rate",
    # The rate is taken from the optimizer's parameter group.
    measures="optimizer",
    whole=_as_logged,
    advice={
        **megatron_advice(ARGUMENTS),
        "clamped_floor": Advice(
            causes=("The fork in use cuts the decay off with max(), as GPT-NeoX did before its PR 1008.",),
        ),
    },
)
