"""torchtune's `torchtune_config.yaml`.

Read from torchtune 0.6.1: every recipe saves its configuration in output_dir (`training/metric_logging.py`), and
TensorBoardLogger usually writes below it. The one scheduler of torchtune is `get_cosine_schedule_with_warmup`
(`training/lr_schedulers.py`, the formula of transformers), over epochs * steps per epoch. Steps per epoch are those of
the data set, max_steps_per_epoch at most. `lr` is logged at x updates done, when the scheduler has moved on: f(x).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from tb_lrplugin.data.files import ConfigFileError, Directory
from tb_lrplugin.data.series import Series
from tb_lrplugin.formats.arguments import Arguments
from tb_lrplugin.formats.safe_yaml import load_yaml
from tb_lrplugin.frameworks.framework import About, Framework
from tb_lrplugin.frameworks.huggingface.schedule import Plan, from_transformers
from tb_lrplugin.frameworks.parse_memo import ParseMemo
from tb_lrplugin.frameworks.reading import Measures, Reading
from tb_lrplugin.frameworks.run_numbers import named, numbers_of
from tb_lrplugin.frameworks.torch.writer import torch_configuration
from tb_lrplugin.schedules import Constant, Schedule, ScheduleError
from tb_lrplugin.tolerance import CONVENTIONAL_OFFSETS, tolerance

KIND = "torchtune"
FILE_NAME = "torchtune_config.yaml"

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
# Tried in turn: nearly every epoch is shorter than the first.
_LIMITS = (2**12, 2**18)
# Where neither the configuration nor the points tell; a curve must be drawn all the same.
_ASSUMED_STEPS_PER_EPOCH = 1000
_MOST_POINTS = 50
# Fewer points after the warm-up may agree with some length by chance.
_LEAST_FITTING = 3
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

    def governs(self, run: str, tag: str) -> bool:
        """The trainer logs `lr`."""
        return super().governs(run, tag) and tag == "lr"

    def candidates(self, series: Series) -> Sequence[Reading]:
        """Take max_steps_per_epoch at its word first; the data set may have fewer steps, or nothing may be said."""
        if self.plan is None or self.schedule is None:
            return (self,)
        if self.most_steps_per_epoch is not None and _agrees_to_the_end(series, self.plan, self.most_steps_per_epoch):
            return (self,)
        fitted = _fit_steps_per_epoch(series, self.plan, self.most_steps_per_epoch)
        if self.most_steps_per_epoch is not None:
            return (self,) if fitted is None else (self, self._with_steps(fitted, "inferred"))
        if fitted is not None:
            return (self._with_steps(fitted, "inferred"),)
        # A run is at least as long as what it has logged.
        logged = -(-int(series.steps[-1]) // self.plan.total)
        return (self._with_steps(max(_ASSUMED_STEPS_PER_EPOCH, logged), "assumed"),)

    def _with_steps(self, steps_per_epoch: int, how: str) -> Reading:
        assert self.plan is not None
        total = self.plan.total * steps_per_epoch
        return dataclasses.replace(
            self,
            schedule=_cosine(self.plan, total),
            total_steps=None if how == "assumed" else total,
            text=f"{self.text}\n# {how}: {steps_per_epoch:,} steps per epoch",
            numbers=self.numbers if how == "assumed" else self.numbers + named("steps per epoch", steps_per_epoch),
        )

    def measures(self, run: str, tag: str) -> Measures:
        """The recipes log the rate of the optimizer's parameter groups."""
        return "optimizer"


class TorchtuneSource:
    """Reads `torchtune_config.yaml`."""

    def __init__(self) -> None:
        self._parse = ParseMemo(_parse)

    def read(self, directory: Directory) -> Reading | None:
        """Read the configuration of a directory, where there is one."""
        if FILE_NAME not in directory.file_names():
            return None
        where = directory.where(FILE_NAME)
        try:
            text = directory.read_text(FILE_NAME)
        except ConfigFileError as error:
            return TorchtuneReading(KIND, where, None, str(error))
        return self._parse(where, text)


def _parse(where: str, text: str) -> TorchtuneReading | None:
    try:
        config = load_yaml(text)
    except ConfigFileError as error:
        return TorchtuneReading(KIND, where, None, str(error))
    optimizer = config.get("optimizer") if isinstance(config, dict) else None
    if not isinstance(optimizer, dict) or optimizer.get("lr") is None:
        return None
    scheduler = config.get("lr_scheduler")
    reading = TorchtuneReading(
        KIND,
        where,
        None,
        optimizer=_component(optimizer).rpartition(".")[2],
        lines=_lines(config, "lr_scheduler" if scheduler else "optimizer"),
        text=_text_of(config, scheduler),
        numbers=numbers_of(config, _NUMBERS),
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


def _fit_steps_per_epoch(series: Series, plan: Plan, most: int | None) -> int | None:
    """Find the one length of an epoch under which every point agrees; the smallest, should neighbours fit as well.

    Args:
      series: at least one point.
      plan: what is known.
      most: the longest that an epoch can be; None where nothing says.

    Returns:
      The length; None where no length fits, or where the points do not single one out (a warm-up alone).
    """
    after = np.flatnonzero(series.steps > plan.warmup)
    if len(after) == 0:
        return None
    chosen = after[np.unique(np.linspace(0, len(after) - 1, _MOST_POINTS).astype(np.int64))]
    limits = _LIMITS if most is None else (min(most, _LIMITS[-1]),)
    for limit in limits:
        # From the end: the last points tell lengths apart best.
        lengths, fitting = _narrow(series, plan, chosen[::-1], limit)
        if fitting == len(chosen) and (most is not None or lengths[-1] < limit):
            return int(lengths[0])
    if most is not None:
        return None
    # A run that leaves its schedule later on is fitted by the points before.
    for limit in limits:
        lengths, fitting = _narrow(series, plan, chosen, limit)
        if fitting >= _LEAST_FITTING and lengths[-1] < limit:
            return int(lengths[0])
    return None


def _narrow(series: Series, plan: Plan, chosen: npt.NDArray[np.int64], limit: int) -> tuple[npt.NDArray[np.int64], int]:
    """Find the lengths of an epoch up to a limit that fit the first of the chosen points, and how many these are."""
    lengths = np.arange(1, limit + 1, dtype=np.int64)
    for fitting, index in enumerate(chosen):
        step, value = int(series.steps[index]), float(series.values[index])
        left = lengths[np.logical_or.reduce([_agrees(plan, lengths, step + d, value) for d in CONVENTIONAL_OFFSETS])]
        if len(left) == 0:
            return lengths, fitting
        lengths = left
    return lengths, len(chosen)


def _agrees_to_the_end(series: Series, plan: Plan, length: int) -> bool:
    """Say whether every point agrees with one length, before others are tried."""
    schedule = _cosine(plan, plan.total * length)
    assert schedule is not None
    found = [schedule(series.steps + offset) for offset in CONVENTIONAL_OFFSETS]
    return any(bool((np.abs(rates - series.values) <= tolerance(rates, plan.rate)).all()) for rates in found)


def _agrees(plan: Plan, lengths: npt.NDArray[np.int64], step: int, value: float) -> npt.NDArray[np.bool_]:
    decay = np.maximum(1, lengths * plan.total - plan.warmup)
    waves = plan.number("num_cycles", 0.5)
    expected = plan.rate * np.cos(np.pi * waves * (max(step - plan.warmup, 0) / decay)) ** 2
    return np.abs(expected - value) <= tolerance(expected, plan.rate)


TORCHTUNE = Framework(
    kind=KIND,
    about=About(
        "torchtune",
        "PyTorch",
        "`torchtune_config.yaml` in the output directory",
        "steps per epoch, where `max_steps_per_epoch` does not tell",
        "nothing more",
    ),
    is_inherited=True,
    write=torch_configuration,
)
