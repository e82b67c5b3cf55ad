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
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tb_lrplugin.formats import Arguments
from tb_lrplugin.formats.safe_yaml import YamlMap, load_yaml
from tb_lrplugin.frameworks.framework import About, Advice, Framework
from tb_lrplugin.frameworks.readers import TextFile, Traces
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.frameworks.run_numbers import Numbers, named, numbers_of
from tb_lrplugin.frameworks.torch.advice import LIGHTNING, STEPPED_PER_EPOCH, STEPPED_PER_STEP
from tb_lrplugin.frameworks.torch.callbacks import SWA, swa_epoch
from tb_lrplugin.frameworks.torch.schedule import from_torch_scheduler, rule_of
from tb_lrplugin.frameworks.torch.writer import torch_configuration, whole
from tb_lrplugin.frameworks.unknown import NOTHING_TOLD, Curve, Solution, Unknown, epoch_lengths, held
from tb_lrplugin.schedules import Constant, Held, Schedule, ScheduleError
from tb_lrplugin.schedules.base import FloatArray, IntArray
from tb_lrplugin.words.numbers import format_rate

_EPOCH_TAG = "epoch"

_MOST_SHOWN = 4096
_EPOCH = "steps per epoch"

# One of several parameter groups.
_GROUP_TAG = re.compile(r"(?:.*/)?lr-[^/]+/[^/]+|[^/]+/pg\d+")
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


@dataclass(frozen=True)
class LightningReading(Reading):
    """A config.yaml of LightningCLI; `schedule` counts calls of the scheduler.

    Attributes:
      max_steps: `trainer.max_steps`; None where the trainer has no such limit.
      max_epochs: `trainer.max_epochs`, likewise.
      rate: the optimizer's `lr`.
      scheduler: class path and arguments; None where there is none.
      swa_epoch: first epoch, counted from 0, whose rate StochasticWeightAveraging sets; None where it sets none.
    """

    max_steps: int | None = None
    max_epochs: int | None = None
    rate: float = 0.0
    scheduler: tuple[str, Mapping[Any, Any]] | None = field(default=None, repr=False)
    swa_epoch: int | None = None

    def alternatives(self, tag: str) -> Iterable[Reading | Unknown]:
        """Step the scheduler per step and per epoch; a parameter group may have a rate of its own."""
        per_step = dataclasses.replace(self, total_steps=self.max_steps or self._told_total)
        if self.schedule is None:
            return (self,)
        found: list[Reading | Unknown] = [per_step]
        if not self.schedule.is_constant:
            per_epoch = self._per_epoch(held(self.schedule))
            # A scheduler that code has stepped every few steps shows it from the begin of the run.
            seldom = dataclasses.replace(
                per_epoch,
                name="",
                told=(),
                # It may be stepped several times within the first epoch.
                searched=NOTHING_TOLD.searched,
                is_excuse=True,
                is_from_begin=True,
                least_moves=1,
            )
            # Per epoch is Lightning's own default; the points tell where nothing else says how long one is.
            found = [per_epoch, per_step] if per_epoch.told else [per_step, per_epoch]
            # Where nothing is told, every length of an epoch is searched as well.
            found += [] if self.lengths is NOTHING_TOLD else [seldom]
        if _GROUP_TAG.fullmatch(tag) and self.rate > 0:
            found += self._own_rates(self.schedule)
        return found

    @property
    def _told_total(self) -> int | None:
        """The steps of all epochs; None where the run's own log does not single out how long one is."""
        told = self.lengths.told
        return self.max_epochs * told[0] if self.max_epochs is not None and len(told) == 1 else None

    def _per_epoch(self, curve: Curve, **options: Any) -> Unknown:
        told, searched = self.lengths
        # Before the first metric is logged nothing tells, and the scheduler is stepped per epoch unless code says not.
        return Unknown(
            _EPOCH,
            curve,
            self._built,
            searched,
            lambda last: max(last + 1, searched[0]),
            told=told,
            is_hold=True,
            marks_starts=True,
            **options,
        )

    def _own_rates(self, schedule: Schedule) -> Iterator[Unknown]:
        """Let the points tell the group's rate too: torch's schedules rise with it in proportion, but for a floor."""
        try:
            doubled = _schedule_of(2 * self.rate, self.scheduler)
        except ScheduleError:
            return
        assert doubled is not None
        one, other = held(schedule), held(doubled)

        def slope(numbers: IntArray, steps: IntArray) -> FloatArray:
            return (other(numbers, steps) - one(numbers, steps)) / self.rate

        def floor(numbers: IntArray, steps: IntArray) -> FloatArray:
            return one(numbers, steps) - self.rate * slope(numbers, steps)

        yield Unknown("", floor, self._built, (1,), slope=slope, is_excuse=True)
        if not schedule.is_constant:
            yield self._per_epoch(floor, slope=slope, is_excuse=True)

    def _built(self, found: Solution) -> Reading | None:
        """Build the schedule of a group's own rate, of a scheduler stepped per epoch, or of both."""
        schedule, text = self.schedule, self.text
        if not math.isnan(found.rate):
            try:
                schedule = _schedule_of(found.rate, self.scheduler)
            except ScheduleError:
                return None
            text += f"\n# the group has a rate of its own, {format_rate(found.rate)} (inferred from its first point)"
        if schedule is None:
            return None
        total = self.max_steps
        if found.number > 1:
            how = "at least" if found.how == "assumed" else found.words
            # Code may have it stepped every so many steps, whatever an epoch has of them.
            is_epoch = not self.lengths.told or found.number in self.lengths.told
            schedule = Held(schedule, found.number, f"{'epoch' if is_epoch else 'call of the scheduler'} ({how})")
            if not is_epoch:
                total = total or self._told_total
            elif total is None and self.max_epochs is not None and found.is_known:
                total = self.max_epochs * found.number
        is_assumed = found.how == "assumed" and found.number > 1
        return dataclasses.replace(self, schedule=schedule, total_steps=total, text=text, is_assumed=is_assumed)


def with_epoch(reading: Reading, traces: Traces) -> Reading:
    """Add how far the epochs are, and with it how far the scheduler sets the rate."""
    if not isinstance(reading, LightningReading):
        return reading
    lengths = epoch_lengths(traces.evidence.points_of(_EPOCH_TAG)) or NOTHING_TOLD
    reading = dataclasses.replace(reading, lengths=lengths)
    if reading.swa_epoch is None or reading.scheduler is None:
        return reading
    # Of several lengths the least one, so that nothing is claimed of a step that may not be the scheduler's.
    last = reading.swa_epoch * (lengths.told or lengths.searched)[0] - 1
    if lengths is NOTHING_TOLD or last < 1:
        unreadable = f"{SWA}, which takes the rate over from {reading.scheduler[0]} within the run"
        return dataclasses.replace(reading, schedule=None, unreadable=unreadable)
    return dataclasses.replace(reading, claims_until=last, followed_by=SWA)


def _parse(text: str) -> LightningReading | None:
    """Read a `config.yaml` of LightningCLI; None where another tool wrote it.

    Raises:
      ConfigFileError: if it is no YAML.
    """
    config = load_yaml(text)
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
            return _reading(text, config, block, key, optimizer, scheduler)
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
    text: str, config: YamlMap, block: YamlMap, key: str, optimizer: _Class, scheduler: _Class | None
) -> LightningReading:
    lines, above = block.lines.get(key), block.lines.get("optimizer")
    if lines is not None and above is not None and above[1] + 1 == lines[0]:
        # LightningCLI writes one under the other; both make the schedule.
        lines = (above[0], lines[1])
    trainer = config.get("trainer")
    reading = LightningReading(
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
        at = f" (line {block.lines[key][0]})" if key in block.lines else ""
        return dataclasses.replace(reading, error=f"{key}{at}: {error}")
    if schedule is None and scheduler is not None:
        return dataclasses.replace(reading, unreadable=f"the scheduler {scheduler[0]}, whose formula is not known")
    return dataclasses.replace(
        reading,
        schedule=schedule,
        total_steps=reading.max_steps,
        rate=base,
        scheduler=scheduler,
        swa_epoch=None if scheduler is None else swa_epoch(trainer),
        names_rate_alone=scheduler is None,
        rule=None if scheduler is None else rule_of(*scheduler),
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


LIGHTNING_CLI = Framework(
    kind="lightning_cli",
    about=About(
        "LightningCLI",
        "PyTorch",
        "`config.yaml` beside the event file: torch's schedulers by class_path",
        inferred="whether the scheduler is stepped per epoch or per step; steps per epoch; a parameter group's own "
        "rate",
        unknown="plain Lightning leaves no scheduler behind",
    ),
    readers=(
        TextFile(
            "config.yaml",
            _parse,
            signs=(r"^ *optimizer *:", r"^ *class_path *:"),
            proof=r"^trainer *:",
            complete=with_epoch,
            scalar_tags=frozenset({_EPOCH_TAG}),
        ),
    ),
    # LearningRateMonitor logs the rate of the optimizer's parameter group.
    measures="optimizer",
    write=torch_configuration,
    whole=whole,
    advice={
        **LIGHTNING,
        "time_scaled/fast": dataclasses.replace(LIGHTNING["time_scaled/fast"], fix=STEPPED_PER_EPOCH, syntax="python"),
        "stepped_per_epoch": Advice(
            causes=(
                "Lightning steps a scheduler once per epoch unless configure_optimizers returns it with interval "
                '"step".',
            ),
            fix=STEPPED_PER_STEP,
            syntax="python",
        ),
    },
)
