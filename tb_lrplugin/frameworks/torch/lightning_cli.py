"""The `config.yaml` that LightningCLI writes next to the event files.

Read from lightning 2.6.6 `pytorch/cli.py` and `pytorch/callbacks/lr_monitor.py`: `optimizer` and `lr_scheduler` hold
class_path and init_args. Whether the scheduler is stepped per epoch (the default) or per optimizer step is decided in
code; the file leaves it out. LearningRateMonitor shows it: a scheduler stepped per epoch is logged at the first
step of every epoch only. Where it is made to log at every step (`logging_interval`), a rate that has yet to move may
belong to either; the scalar `epoch`, which Lightning logs with every metric, tells how far the epochs are. x is the
index of the update from 0, so the rate at x is f(x). An optimizer of several parameter groups is logged as
`lr-Adam/pg1` and so on, or by the groups' names; a group may have been given a rate of its own in code.
"""

from __future__ import annotations

import dataclasses
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from tb_lrplugin.data.files import ConfigFileError, Directory
from tb_lrplugin.data.run_evidence import LastPoint, RunEvidence
from tb_lrplugin.data.series import Series
from tb_lrplugin.formats.arguments import Arguments
from tb_lrplugin.formats.safe_yaml import YamlMap, load_yaml
from tb_lrplugin.frameworks.fitted_hold import fit_hold, holds_admitted
from tb_lrplugin.frameworks.parse_memo import ParseMemo
from tb_lrplugin.frameworks.reading import Measures, Reading
from tb_lrplugin.frameworks.run_numbers import Numbers, named, numbers_of
from tb_lrplugin.frameworks.torch.schedule import from_torch_scheduler
from tb_lrplugin.schedules import Constant, Held, Schedule, ScheduleError
from tb_lrplugin.tolerance import tolerance
from tb_lrplugin.words.numbers import format_rate

KIND = "lightning_cli"
FILE_NAME = "config.yaml"
EPOCH_TAG = "epoch"

_MOST_SHOWN = 4096
_MOST_EPOCHS = 10_000

# One of several parameter groups.
_GROUP_TAG = re.compile(r"(?:.*/)?lr-[^/]+/[^/]+")
_DEVICES = "trainer.devices"
_NUMBERS = (
    "trainer.accumulate_grad_batches",
    _DEVICES,
    "trainer.num_nodes",
    "trainer.limit_train_batches",
    "trainer.max_epochs",
    "data.batch_size",
    "data.init_args.batch_size",
    "model.batch_size",
    "model.init_args.batch_size",
)

# Cheap signs that tell the file from the many others of this name, before it is parsed.
_OPTIMIZER = re.compile(r"^ *optimizer *:", re.MULTILINE)
_CLASS_PATH = re.compile(r"^ *class_path *:", re.MULTILINE)
_TRAINER = re.compile(r"^trainer *:", re.MULTILINE)


@dataclass(frozen=True)
class LightningReading(Reading):
    """A config.yaml of LightningCLI; `schedule` counts calls of the scheduler.

    Attributes:
      max_steps: `trainer.max_steps`; None where the trainer has no such limit.
      max_epochs: `trainer.max_epochs`, likewise.
      rate: the optimizer's `lr`.
      scheduler: class path and arguments; None where there is none.
      epoch: last point of `epoch`, the index of the epoch at a step; None where no metric is logged.
    """

    max_steps: int | None = None
    max_epochs: int | None = None
    rate: float = 0.0
    scheduler: tuple[str, Mapping[Any, Any]] | None = field(default=None, repr=False)
    epoch: LastPoint | None = None

    def beside(self, evidence: RunEvidence) -> Reading:
        """Add how far the epochs are."""
        return dataclasses.replace(self, epoch=evidence.last_points.get(EPOCH_TAG))

    def candidates(self, series: Series) -> Sequence[Reading]:
        """Step the scheduler per epoch and per step; a parameter group may have a rate of its own."""
        found = list(self._at_every_pace(series))
        for own in self._own_rates(series):
            found += own._at_every_pace(series)
        return found

    def _own_rates(self, series: Series) -> Iterator[LightningReading]:
        """Read a group's own rate off its first point: under the scheduler's first factor, or that of the step."""
        if self.schedule is None or len(series) == 0 or not _GROUP_TAG.fullmatch(series.tag):
            return
        logged = float(series.values[0])
        for step in dict.fromkeys((0, max(int(series.steps[0]), 0))):
            expected = self.schedule.value_at(step)
            rate = self.rate * logged / expected if expected > 0 else 0.0
            if not 0 < rate < math.inf:
                continue
            try:
                schedule = _schedule_of(rate, self.scheduler)
            except ScheduleError:
                continue
            note = f"# the group has a rate of its own, {format_rate(rate)} (inferred from its first point)"
            yield dataclasses.replace(self, schedule=schedule, text=f"{self.text}\n{note}")

    def _at_every_pace(self, series: Series) -> Sequence[Reading]:
        """Step the scheduler per epoch and per step, first as the spacing of the points says."""
        if self.schedule is None or self.schedule.is_constant or len(series) == 0:
            return (self,)
        per_step = dataclasses.replace(self, total_steps=self.max_steps)
        spacing = _epoch_spacing(series)
        if spacing is not None:
            per_step = dataclasses.replace(per_step, numbers=self._with_epoch(spacing))
            return (self._per_epoch(self.schedule, spacing), per_step)
        schedule = self.schedule
        found = fit_hold(series, lambda number: Held(schedule, number), holds_admitted(series, schedule))
        if found is not None:
            return (per_step, self._per_epoch(schedule, found[0]))
        unmoved = self._epoch_of_unmoved(series, schedule)
        return (per_step,) if unmoved is None else (per_step, self._per_epoch(schedule, *unmoved))

    def _epoch_of_unmoved(self, series: Series, schedule: Schedule) -> tuple[int, str] | None:
        """Give the steps per epoch under which a rate that has not moved yet agrees, if any, and how they are known."""
        first, last = int(series.steps[0]), int(series.steps[-1])
        if first > 0:
            # A resumed leg begins within some epoch k, and all its points have that epoch's rate.
            epochs = np.arange(1, min(first, _MOST_EPOCHS) + 1)
            rates = schedule(epochs)
            has_rate = np.abs(rates - series.values[0]) <= tolerance(rates, float(np.abs(rates).max()))
            fitting = epochs[has_rate & ((epochs + 1) * (first // epochs) > last)]
            if len(fitting) > 0:
                return first // int(fitting[0]), "at most"
        # Before the first metric is logged nothing tells, and the scheduler is stepped per epoch unless code says not.
        step, index = self.epoch or (last, 0.0)
        if step < 0 or not 0 <= index < _MOST_EPOCHS:
            return None
        begun = int(index)
        return (max(last, step) + 1, "at least") if begun == 0 else (max(step // begun, 1), "at most")

    def _per_epoch(self, schedule: Schedule, steps_per_epoch: int, how: str = "inferred") -> Reading:
        total = self.max_steps
        if total is None and self.max_epochs is not None and how == "inferred":
            total = self.max_epochs * steps_per_epoch
        held = Held(schedule, steps_per_epoch, f"epoch ({how})")
        numbers = self._with_epoch(steps_per_epoch) if how == "inferred" else self.numbers
        return dataclasses.replace(self, schedule=held, total_steps=total, numbers=numbers)

    def _with_epoch(self, steps_per_epoch: int) -> Numbers:
        return self.numbers + named("steps per epoch", steps_per_epoch)

    def measures(self, run: str, tag: str) -> Measures:
        """LearningRateMonitor logs the rate of the optimizer's parameter group."""
        return "optimizer"


def _epoch_spacing(series: Series) -> int | None:
    """Give the steps per epoch where every point stands at the first step of an epoch; None elsewhere.

    A scheduler stepped per step is logged at n - 1, 2n - 1 ..., so that no number above 1 divides its steps.
    """
    if len(series) < 2:
        return None
    spacing = int(np.gcd.reduce(series.steps))
    # A few points of one epoch may have a divisor by chance, but then none of them are as close as that.
    return spacing if spacing > 1 and spacing == int(np.diff(series.steps).min()) else None


class LightningCliSource:
    """Reads `config.yaml`; one that another tool wrote is passed over in silence."""

    def __init__(self) -> None:
        self._parse = ParseMemo(_parse)

    def read(self, directory: Directory) -> Reading | None:
        """Read the config.yaml of a directory."""
        text = directory.text_of(FILE_NAME)
        if text is None:
            return None
        return self._parse(directory.where(FILE_NAME), text)


def _parse(where: str, text: str) -> LightningReading | None:
    if not (_OPTIMIZER.search(text) and _CLASS_PATH.search(text)):
        return None
    try:
        config = load_yaml(text)
    except ConfigFileError as error:
        return LightningReading(KIND, where, None, str(error)) if _TRAINER.search(text) else None
    if not isinstance(config, YamlMap):
        return None
    for block, is_whole in _blocks(config):
        optimizer, scheduler, key = _class_of(block.get("optimizer")), None, "optimizer"
        if optimizer is None:
            continue
        for name in ("lr_scheduler", "scheduler"):
            scheduler = _class_of(block.get(name))
            if scheduler is not None:
                key = name
                break
        # A module that is handed an optimizer alone may well make a scheduler of its own.
        if scheduler is not None or is_whole:
            return _reading(where, text, config, block, key, optimizer, scheduler)
    return None


def _blocks(config: YamlMap) -> Iterator[tuple[YamlMap, bool]]:
    """List where optimizer and scheduler may stand: at the top, or among the model's own arguments."""
    model = config.get("model")
    inner = model.get("init_args") if isinstance(model, YamlMap) else None
    is_lightning = "trainer" in config or isinstance(model, YamlMap)
    if is_lightning:
        yield config, True
    for block in (inner, model):
        if isinstance(block, YamlMap):
            yield block, False


_Class = tuple[str, Mapping[Any, Any]]


def _class_of(node: Any) -> _Class | None:
    path = node.get("class_path") if isinstance(node, Mapping) else None
    if not isinstance(path, str):
        return None
    arguments = node.get("init_args")
    return path, arguments if isinstance(arguments, Mapping) else {}


def _reading(
    where: str, text: str, config: YamlMap, block: YamlMap, key: str, optimizer: _Class, scheduler: _Class | None
) -> LightningReading:
    lines = block.lines.get(key)
    trainer = config.get("trainer")
    reading = LightningReading(
        KIND,
        where,
        None,
        optimizer=optimizer[0].rpartition(".")[2],
        lines=lines,
        text="" if lines is None else "\n".join(text.split("\n")[lines[0] - 1 : lines[1]])[:_MOST_SHOWN],
        numbers=_numbers(config),
        max_steps=_limit(trainer, "max_steps"),
        max_epochs=_limit(trainer, "max_epochs"),
    )
    arguments = Arguments(reading.optimizer, optimizer[1])
    if not arguments.has("lr"):
        return dataclasses.replace(reading, unreadable=f"the optimizer {optimizer[0]} without its lr")
    try:
        base = arguments.number("lr")
        schedule = _schedule_of(base, scheduler)
    except ScheduleError as error:
        at = "" if lines is None else f" (line {lines[0]})"
        return dataclasses.replace(reading, error=f"{key}{at}: {error}")
    if schedule is None and scheduler is not None:
        return dataclasses.replace(reading, unreadable=f"the scheduler {scheduler[0]}, whose formula is not known")
    return dataclasses.replace(
        reading,
        schedule=schedule,
        total_steps=reading.max_steps,
        rate=base,
        scheduler=scheduler,
        names_rate_alone=scheduler is None,
    )


def _schedule_of(rate: float, scheduler: _Class | None) -> Schedule | None:
    return Constant(rate) if scheduler is None else from_torch_scheduler(*scheduler, rate)


def _numbers(config: YamlMap) -> Numbers:
    """Collect what multiplies steps; devices may be given as a list of their ids."""
    trainer = config.get("trainer")
    devices = trainer.get("devices") if isinstance(trainer, Mapping) else None
    listed = named(_DEVICES, len(devices)) if isinstance(devices, list) else ()
    return numbers_of(config, _NUMBERS) + listed


def _limit(trainer: Any, name: str) -> int | None:
    value = trainer.get(name) if isinstance(trainer, Mapping) else None
    is_limit = isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**60
    return value if is_limit else None
