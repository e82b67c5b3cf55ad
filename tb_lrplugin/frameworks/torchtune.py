"""torchtune's `torchtune_config.yaml`.

Read from torchtune 0.6.1: every recipe saves its configuration in output_dir (`training/metric_logging.py`), and
TensorBoardLogger usually writes below it. The one scheduler of torchtune is `get_cosine_schedule_with_warmup`
(`training/lr_schedulers.py`, the formula of transformers), over epochs * steps per epoch. Steps per epoch are those of
the data set, max_steps_per_epoch at most. `lr` is logged at x updates done, when the scheduler has moved on: f(x).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from tb_lrplugin.formats import Arguments
from tb_lrplugin.formats.safe_yaml import load_yaml
from tb_lrplugin.formats.settings_text import nested
from tb_lrplugin.frameworks.framework import About, Advice, Framework
from tb_lrplugin.frameworks.huggingface.schedule import Plan, from_transformers
from tb_lrplugin.frameworks.readers import TextFile
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.frameworks.run_numbers import numbers_of
from tb_lrplugin.frameworks.shared_advice import extended, looped_by
from tb_lrplugin.frameworks.torch.writer import torch_configuration
from tb_lrplugin.frameworks.unknown import Solution, Unknown
from tb_lrplugin.schedules import Constant, Schedule, ScheduleError
from tb_lrplugin.schedules.base import FloatArray, IntArray

_SCHEDULER = "get_cosine_schedule_with_warmup"
_NUMBERS = (
    "gradient_accumulation_steps",
    "batch_size",
    "epochs",
    "max_steps_per_epoch",
    "tensor_parallel_dim",
    "data_parallel_replicate_dim",
    "data_parallel_shard_dim",
)
_LONGEST = 2**18
# Where neither the configuration nor the points tell; a curve must be drawn all the same.
_ASSUMED_STEPS_PER_EPOCH = 1000
_MOST_EPOCHS = 2**25


@dataclass(frozen=True)
class TorchtuneReading(Reading):
    """A cosine whose length may have to be found.

    Attributes:
      plan: the rate and options, its total that of one step per epoch; None for a constant rate.
      most_steps_per_epoch: `max_steps_per_epoch`; None where the data set alone decides.
    """

    plan: Plan | None = None
    most_steps_per_epoch: int | None = None

    def alternatives(self, tag: str) -> Iterable[Reading | Unknown]:
        """Take max_steps_per_epoch at its word first; the data set may have fewer steps, or nothing may be said."""
        if self.plan is None or self.schedule is None:
            return (self,)
        epochs, most = self.plan.total, self.most_steps_per_epoch
        unknown = Unknown(
            "steps per epoch",
            partial(_rates, self.plan),
            self._with_steps,
            range(1, (most or _LONGEST) + 1),
            # A run is at least as long as what it has logged.
            lambda last: max(_ASSUMED_STEPS_PER_EPOCH, -(-last // epochs)),
            is_excuse=most is not None,
        )
        return (unknown,) if most is None else (self, unknown)

    def _with_steps(self, found: Solution) -> Reading:
        assert self.plan is not None
        total = self.plan.total * found.number
        return dataclasses.replace(
            self,
            schedule=_cosine(self.plan, total),
            total_steps=total if found.is_known else None,
            text=f"{self.text}\n# {found.how}: {found.number:,} steps per epoch",
        )


def _parse(text: str) -> Reading | None:
    config = load_yaml(text)
    optimizer = config.get("optimizer") if isinstance(config, dict) else None
    if not isinstance(optimizer, dict) or optimizer.get("lr") is None:
        return None
    scheduler = config.get("lr_scheduler")
    reading = TorchtuneReading(
        optimizer=_component(optimizer).rpartition(".")[2],
        lines=_lines(config, "lr_scheduler" if scheduler else "optimizer"),
        text=_text_of(config, scheduler),
        numbers=numbers_of(config, _NUMBERS),
        loss_scaling=None,
    )
    try:
        return _with_schedule(reading, config, optimizer, scheduler)
    except ScheduleError as error:
        return dataclasses.replace(reading, error=str(error))


def _with_schedule(
    reading: TorchtuneReading, config: Mapping[str, Any], optimizer: Mapping[str, Any], scheduler: Any
) -> TorchtuneReading:
    rate = Arguments("the optimizer", optimizer).number("lr")
    most = _whole(config, "max_steps_per_epoch")
    epochs = _whole(config, "epochs")
    if not scheduler:
        total = epochs * most if epochs and most else None
        return dataclasses.replace(reading, schedule=Constant(rate), total_steps=total)
    component = _component(scheduler)
    if component.rpartition(".")[2] != _SCHEDULER:
        return dataclasses.replace(reading, unreadable=f"the scheduler {component[:80]}, whose formula is not known")
    if epochs is None:
        return dataclasses.replace(reading, unreadable="a cosine of unknown length, as the file has no epochs")
    warmup = max(0, Arguments(_SCHEDULER, scheduler).whole("num_warmup_steps"))
    plan = Plan(rate, warmup, epochs, scheduler)
    total = epochs * (most or _ASSUMED_STEPS_PER_EPOCH)
    return dataclasses.replace(
        reading,
        schedule=_cosine(plan, total),
        total_steps=total if most else None,
        plan=plan,
        most_steps_per_epoch=most,
    )


def _cosine(plan: Plan, total: int) -> Schedule | None:
    return from_transformers("cosine", dataclasses.replace(plan, total=total))


def _whole(config: Mapping[str, Any], name: str) -> int | None:
    """Read a number of epochs or steps; None where it is left open."""
    given = Arguments("the file", config)
    if not given.has(name):
        return None
    number = given.whole(name)
    if not 0 < number <= _MOST_EPOCHS:
        raise ScheduleError(f"{name} is {number:,}: no run takes so many")
    return number


def _component(node: Any) -> str:
    return str(node.get("_component_", "")) if isinstance(node, dict) else str(node)


def _lines(config: Any, name: str) -> tuple[int, int] | None:
    found: tuple[int, int] | None = getattr(config, "lines", {}).get(name)
    return found


def _text_of(config: Mapping[str, Any], scheduler: Any) -> str:
    lines = [f"optimizer.lr: {config['optimizer']['lr']}"]
    if isinstance(scheduler, dict):
        lines += [f"lr_scheduler.{name}: {value}" for name, value in list(scheduler.items())[:20]]
    lines += [f"{name}: {config[name]}" for name in ("epochs", "max_steps_per_epoch") if name in config]
    return "\n".join(line[:200] for line in lines)


def _rates(plan: Plan, lengths: IntArray, steps: IntArray) -> FloatArray:
    """Evaluate the cosine under many lengths of an epoch at once, as the recipes do."""
    after = steps - plan.warmup
    progress = after / np.maximum(1, lengths * plan.total - plan.warmup)
    cosine = np.cos(np.pi * plan.number("num_cycles", 0.5) * progress) ** 2
    return plan.rate * np.where(after < 0, np.maximum(steps, 0) / max(1, plan.warmup), cosine)


# torchtune 0.6.1, recipes/.
_NOT_MADE = (
    "The recipe in use makes no scheduler from lr_scheduler (ppo_full_finetune_single_device does not), or never calls "
    "its step()."
)
_RECIPE = (
    "Run a recipe that makes the scheduler and steps it, such as lora_finetune_single_device or "
    "full_finetune_distributed; one of your own has to make it of lr_scheduler after the optimizer, and to call "
    "self._lr_scheduler.step() after self._optimizer.step()."
)
_ADVICE = extended(
    looped_by(
        "the recipe",
        rate="optimizer.lr",
        length="epochs and max_steps_per_epoch",
        resume="Resume with resume_from_checkpoint: True and the checkpointer's recipe_checkpoint: the recipe winds "
        "the scheduler forward to its step.",
    ),
    {
        "stuck_at_initial": Advice((_NOT_MADE,), _RECIPE),
        "frozen": Advice((_NOT_MADE,), _RECIPE),
        "time_scaled/slow": Advice(
            ("The total counts batches: gradient_accumulation_steps of them make one update.",),
        ),
        "restarted": Advice(("resume_from_checkpoint is False, or recipe_checkpoint names no file.",)),
    },
)

TORCHTUNE = Framework(
    kind="torchtune",
    whole=nested,
    about=About(
        "torchtune",
        "PyTorch",
        "`torchtune_config.yaml` in the output directory",
        inferred="steps per epoch, where `max_steps_per_epoch` does not tell",
        unknown="nothing more",
    ),
    readers=(TextFile("torchtune_config.yaml", _parse, is_unmistakable=True, proof=r"_component_ *:"),),
    tags="lr",
    # The recipes log the rate of the optimizer's parameter groups.
    measures="optimizer",
    is_inherited=True,
    write=torch_configuration,
    advice=_ADVICE,
)
