"""mmengine's configuration: the text summary `config`, or `config.py` next to the event files.

Read from mmengine 0.10.7: `visualization/vis_backend.py` writes `cfg.pretty_text`, which is Python source; it is read
as literals and never run. `hooks/runtime_info_hook.py` takes the rate before an iteration and the logger writes it at
the number of iterations done: the rate at x is f(x - 1). With `paramwise_cfg` `lr` is the first parameter group's
rate and `base_lr` the schedule's own. `auto_scale_lr` scales the rate by the batch size of all processes together,
whose number is not told.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, TypeGuard

import numpy as np

from tb_lrplugin.data.files import ConfigFileError, Directory
from tb_lrplugin.data.run_evidence import LastPoint
from tb_lrplugin.formats import Arguments
from tb_lrplugin.formats.python_literals import LiteralsError, read_assignments
from tb_lrplugin.formats.texts import json_object
from tb_lrplugin.frameworks.framework import About, Advice, Framework
from tb_lrplugin.frameworks.mmengine.advice import ADVICE
from tb_lrplugin.frameworks.mmengine.schedule import NoClosedForm, chain
from tb_lrplugin.frameworks.readers import TextFile, TextSummary, Traces
from tb_lrplugin.frameworks.reading import MetricRule, Reading
from tb_lrplugin.frameworks.run_numbers import named, numbers_of
from tb_lrplugin.frameworks.unknown import LARGEST, NOTHING_TOLD, Solution, Unknown, epoch_lengths
from tb_lrplugin.schedules import Constant, Schedule, ScheduleError
from tb_lrplugin.schedules.base import FloatArray, IntArray
from tb_lrplugin.words.numbers import format_rate

_EPOCH_TAGS = ("epoch", "train/epoch")
_SCALARS_FILE = "scalars.json"
# Validation writes lines without an epoch of training.
_LAST_LINES = 20
# A configuration of anything else has no such name in it.
_SIGN = "optim_wrapper"
# Beside these the optimizer's wrapper has one of its own.
_NUMBERS = ("auto_scale_lr.base_batch_size", "train_dataloader.batch_size", "train_cfg.max_epochs")
_PLATEAU = MetricRule("ReduceOnPlateauLR")
# Of more lengths that the log admits, an even choice is tried.
_MOST_LENGTHS = 1024
# Of a first epoch under way.
_EVERY_LENGTH, _WIDER_LENGTHS = 16, 64
_PROCESSES = (1, 2, 4, 8, 16, 32, 64, 128)
# Of these one is tried to see whether the schedulers fit together.
_USUAL_LENGTHS = (1000, 10, 100, 10_000, 100_000)


@dataclass(frozen=True)
class MmengineReading(Reading):
    """An optimizer of an mmengine configuration; `schedule` is that of epochs of some length.

    Attributes:
      schedulers: the list `param_scheduler`, as it stands.
      base: the optimizer's rate, as it stands.
      scales: factors on the rate that the configuration admits, the documented default first.
      group_scales: further ones that only parameter groups have.
      max_epochs: length of the training loop, where it counts epochs.
    """

    schedulers: tuple[Mapping[Any, Any], ...] = ()
    base: float = 0.0
    scales: tuple[float, ...] = (1.0,)
    group_scales: tuple[float, ...] = ()
    max_epochs: int | None = None

    def alternatives(self, tag: str) -> Iterable[Reading | Unknown]:
        """Build the schedule for every scale admitted, with an epoch of the length that `epoch` admits."""
        if self.schedule is None:
            return (self,)
        scales = self.scales
        if tag.rpartition("/")[2].rpartition(".")[2] != "base_lr":
            scales = tuple(dict.fromkeys((*scales, *(own * group for own in scales for group in self.group_scales))))
        return [self._scaled(scale) for scale in scales]

    def _scaled(self, scale: float) -> Reading | Unknown:
        build = cache(partial(self._built, scale))
        if not any(scheduler.get("by_epoch", True) for scheduler in self.schedulers):
            return build(1)
        if self.lengths is NOTHING_TOLD:
            # Any length would agree with a rate that stands still, so none may be guessed.
            return self._of_unknown_length("nothing beside it tells how long an epoch is")
        searched = () if self.lengths.told else _spread(self.lengths.searched)
        return Unknown(
            "iterations per epoch",
            lambda lengths, steps: np.stack([_rates(build(int(length)).schedule, steps) for length in lengths[:, 0]]),
            lambda found: self._of_length(scale, found),
            searched,
            lambda last: next((length for length in searched if length >= last), LARGEST),
            told=_evenly(self.lengths.told),
            is_sample=True,
        )

    def _of_unknown_length(self, why: str) -> Reading:
        reason = f"schedulers that count epochs, and {why}"
        return dataclasses.replace(self, schedule=None, unreadable=reason)

    def _built(self, scale: float, length: int, how: str = "inferred") -> Reading:
        text = self.text if scale == 1 else f"{self.text}\n# every rate times {format_rate(scale)}"
        try:
            schedule = chain(self.schedulers, self.base * scale, length, f"epoch ({how})")
        except (ScheduleError, NoClosedForm) as reason:
            # Schedulers that follow each other with one epoch length overlap with another.
            unreadable = f"{reason}, whose formula is not known"
            return dataclasses.replace(self, schedule=None, unreadable=unreadable)
        return dataclasses.replace(self, schedule=schedule, text=text)

    def _of_length(self, scale: float, found: Solution) -> Reading:
        if found.how == "undecided":
            return self._of_unknown_length("the first epoch is under way: how long it is shows at its end")
        is_open = found.how == "assumed"
        total = self.total_steps
        if self.max_epochs is not None:
            total = None if is_open else self.max_epochs * found.number
        how = "at least: the first epoch is under way" if is_open else found.words
        reading = self._built(scale, found.number, how)
        text = f"{reading.text}\n# {found.number:,} iterations per epoch ({how})"
        return dataclasses.replace(reading, total_steps=total, text=text, is_assumed=is_open)


def _evenly(lengths: range) -> Sequence[int]:
    """Choose some of the lengths that a log admits."""
    count = min(len(lengths), _MOST_LENGTHS)
    return [lengths[index * (len(lengths) - 1) // max(count - 1, 1)] for index in range(count)]


def _spread(lengths: range) -> Sequence[int]:
    """Choose some of the lengths that a first epoch may have: every one near what is done, and ever fewer beyond."""
    beyond = lengths[_EVERY_LENGTH:]
    wider = np.unique(np.geomspace(beyond[0], beyond[-1], _WIDER_LENGTHS).astype(np.int64)).tolist() if beyond else ()
    return [*lengths[:_EVERY_LENGTH], *wider]


def _with_last_epoch(reading: Reading, traces: Traces) -> Reading:
    """Add the last epoch that the event file, or `scalars.json` beside it, knows of."""
    if not isinstance(reading, MmengineReading):
        return reading
    points = traces.evidence.points_of(*_EPOCH_TAGS)
    if not points:
        last = _last_epoch(traces.directory)
        points = () if last is None else (last,)
    # Both count from 1.
    counted = [LastPoint(point.step - 1, point.value - 1) for point in points]
    return dataclasses.replace(reading, lengths=epoch_lengths(counted) or NOTHING_TOLD)


def _last_epoch(directory: Directory) -> LastPoint | None:
    """Read the last epoch of `scalars.json`, which holds one JSON object per line."""
    try:
        lines = directory.read_text(_SCALARS_FILE).rstrip().rsplit("\n", _LAST_LINES)[-_LAST_LINES:]
    except ConfigFileError:
        return None
    for line in reversed(lines):
        point = json_object(line)
        epoch, step = (point.get(name) for name in ("epoch", "step"))
        if _is_count(epoch) and _is_count(step):
            return LastPoint(step, float(epoch))
    return None


def _parse_one(text: str) -> Reading | None:
    """Read a configuration that holds one optimizer."""
    found = _parse(text)
    return found[0] if len(found) == 1 else None


def _parse(text: str) -> tuple[Reading, ...]:
    """Read the optimizers of a configuration; none of another framework's."""
    if _SIGN not in text:
        return ()
    try:
        config = read_assignments(text)
    except LiteralsError as error:
        # A file of one's own may well be a program; only what begins as the dump does is meant to be one.
        is_dump = any(line.startswith(f"{_SIGN} = dict(") for line in text.splitlines())
        return (Reading(error=str(error)),) if is_dump else ()
    wrapper = config.get(_SIGN)
    if not isinstance(wrapper, dict):
        return ()
    schedulers = config.get("param_scheduler")
    readings = []
    for name, one in _optimizers(wrapper):
        own = schedulers.get(name) if isinstance(schedulers, dict) and "type" not in schedulers else schedulers
        readings.append(_reading(config, name, one, own))
    return tuple(readings)


def _optimizers(wrapper: Mapping[Any, Any]) -> Iterator[tuple[str, Mapping[Any, Any]]]:
    """List the optimizers of a wrapper: one without a name, or several by name."""
    if isinstance(wrapper.get("optimizer"), dict):
        yield "", wrapper
        return
    for name, inner in wrapper.items():
        if isinstance(name, str) and isinstance(inner, dict) and isinstance(inner.get("optimizer"), dict):
            yield name, inner


def _reading(config: Mapping[str, Any], name: str, wrapper: Mapping[Any, Any], schedulers: Any) -> MmengineReading:
    optimizer = wrapper["optimizer"]
    loop = config.get("train_cfg")
    reading = MmengineReading(
        loss_scaling=None,
        tag=f"{name}.lr" if name else "",
        optimizer=str(optimizer.get("type", ""))[:80],
        text=f"optimizer = {optimizer!r}\nparam_scheduler = {schedulers!r}"[:4096],
        total_steps=_limit(loop, "max_iters"),
        numbers=named("optim_wrapper.accumulative_counts", wrapper.get("accumulative_counts"))
        + numbers_of(config, _NUMBERS),
        max_epochs=_limit(loop, "max_epochs"),
    )
    listed = schedulers if isinstance(schedulers, list) else [schedulers] if schedulers else []
    if not all(isinstance(one, dict) for one in listed):
        return dataclasses.replace(reading, unreadable="schedulers that are no plain values")
    try:
        base = Arguments(reading.optimizer or "optimizer", optimizer).number("lr")
        if len(listed) == 1 and str(listed[0].get("type")).rpartition(".")[2] == _PLATEAU.name:
            return dataclasses.replace(
                reading, schedule=Constant(base), base=base, scales=_scales(config), rule=_PLATEAU
            )
        schedule = _first_built(listed, base)
    except NoClosedForm as reason:
        return dataclasses.replace(reading, unreadable=f"{reason}, whose formula is not known")
    except ScheduleError as error:
        return dataclasses.replace(reading, error=str(error))
    return dataclasses.replace(
        reading,
        schedule=schedule,
        schedulers=tuple(listed),
        base=base,
        scales=_scales(config),
        group_scales=tuple(sorted(set(_multipliers(wrapper.get("paramwise_cfg"))))),
    )


def _first_built(schedulers: Sequence[Mapping[Any, Any]], base: float) -> Schedule:
    """Build the schedule for some epoch length, to see whether any will do."""
    for length in _USUAL_LENGTHS:
        try:
            return chain(schedulers, base, length)
        except NoClosedForm:
            continue
    return chain(schedulers, base, 1)


def _scales(config: Mapping[str, Any]) -> tuple[float, ...]:
    """List the factors that `auto_scale_lr` admits, that of a single process first."""
    scaling = config.get("auto_scale_lr")
    loader = config.get("train_dataloader")
    if not isinstance(scaling, dict) or scaling.get("enable") is not True or not isinstance(loader, dict):
        return (1.0,)
    batch, reference = _limit(loader, "batch_size"), _limit(scaling, "base_batch_size")
    if batch is None or reference is None:
        return (1.0,)
    return tuple(processes * batch / reference for processes in _PROCESSES)


def _multipliers(node: Any) -> Iterator[float]:
    """List the multipliers of the rate that a `paramwise_cfg` names, however deep."""
    for key, value in node.items() if isinstance(node, dict) else ():
        if isinstance(value, dict):
            yield from _multipliers(value)
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if isinstance(key, str) and key.endswith("lr_mult") and is_number and 0 <= value < 1e6:
            yield float(value)


def _limit(block: Any, name: str) -> int | None:
    """Give a count of a block; None where it has none."""
    value = block.get(name) if isinstance(block, dict) else None
    return value if _is_count(value) else None


def _is_count(value: Any) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**40


def _rates(schedule: Schedule | None, steps: IntArray) -> FloatArray:
    """Evaluate a schedule; NaN, which agrees with nothing, where there is none."""
    return np.full(steps.shape, np.nan) if schedule is None else schedule(steps)


MMENGINE = Framework(
    kind="mmengine",
    whole=lambda text: re.sub(r"\Aoptimizer = (.*)", rf"{_SIGN} = {{'optimizer': \1}}", text),
    about=About(
        "mmengine (mmdet 3, mmseg 1, mmpretrain ...)",
        "PyTorch",
        "`config/text_summary`, or `config.py` beside the event file; read as literals, never run",
        inferred="iterations per epoch",
        unknown="the factor of `auto_scale_lr`",
    ),
    readers=(
        TextSummary(
            "config/text_summary",
            _parse,
            most_characters=2**22,
            complete=_with_last_epoch,
            scalar_tags=frozenset(_EPOCH_TAGS),
        ),
        TextFile("config.py", _parse_one, proof=rf"\b{_SIGN}\b", complete=_with_last_epoch),
    ),
    # RuntimeInfoHook takes the rate from the optimizer's parameter groups before an iteration; it is logged after it.
    measures="optimizer",
    step_offset=-1,
    advice={
        **ADVICE,
        "stepped_per_epoch": Advice(
            causes=("The scheduler is stepped by epoch: by_epoch is true unless it is set.",),
            fix="by_epoch=True, convert_to_iter_based=True",
        ),
        "stepped_every_step": Advice(fix="by_epoch=True, convert_to_iter_based=False"),
    },
)
