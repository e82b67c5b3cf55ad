"""The checkpoints of a run: a scheduler's class, its parameters, and its counters, from files that are not executed.

What `torch.save`, Lightning, accelerate, the Hugging Face Trainer, DeepSpeed, composer and others write is read by its
content, wherever in it a scheduler's state stands. `docs/checkpoints.md` tells what is read and what it proves.
"""

from __future__ import annotations

import dataclasses
import itertools
import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from tb_lrplugin.formats.checkpoint import CheckpointError, read_checkpoint
from tb_lrplugin.frameworks.checkpoint.advice import TORCH
from tb_lrplugin.frameworks.checkpoint.curves import rule_of_state, schedule_of
from tb_lrplugin.frameworks.checkpoint.evidence import OptimizerState, Told
from tb_lrplugin.frameworks.checkpoint.finding import PLACES
from tb_lrplugin.frameworks.checkpoint.opening import newest_in
from tb_lrplugin.frameworks.checkpoint.others import keras_rates
from tb_lrplugin.frameworks.checkpoint.states import FUNCTIONS, SchedulerState, length_of, text_of
from tb_lrplugin.frameworks.checkpoint.writers import Writer, advice_of, writer_by_tag
from tb_lrplugin.frameworks.framework import About, Advice, Configuration, Framework
from tb_lrplugin.frameworks.huggingface import HF_TRAINER
from tb_lrplugin.frameworks.keras import KerasReading
from tb_lrplugin.frameworks.keras.advice import KERAS
from tb_lrplugin.frameworks.keras.writer import keras_configuration
from tb_lrplugin.frameworks.readers import Found, ReaderFunction, Traces, Trust
from tb_lrplugin.frameworks.reading import Reading, changed
from tb_lrplugin.frameworks.torch.writer import torch_configuration
from tb_lrplugin.frameworks.unknown import Solution, Unknown, held
from tb_lrplugin.frameworks.witness import Counts, HandedOver, Witness
from tb_lrplugin.schedules import Constant, Held, OnAxis, Schedule, ScheduleError
from tb_lrplugin.schedules.base import FloatArray, IntArray
from tb_lrplugin.words.numbers import format_rate

logger = logging.getLogger(__name__)

_OF_KERAS = (".keras", ".h5", ".hdf5")
# "lr/group_0", "lr-AdamW/pg1", "lr_0", "param_group_2/lr".
_GROUP = re.compile(r"(?:group_?|pg|lr_)(\d{1,3})(?:/[a-z_]+)?$")
_MOST_GROUPS = 8
# Others step a scheduler themselves, once per update or epoch; accelerate does it once for each process.
_STEPPED_BY_SCRIPTS = (Writer.SCRIPT, Writer.ACCELERATE)
_CALL = "call of the scheduler"
_LONGEST_HOLD = 2**16
_NOT_FOLLOWED = "a schedule that the points do not follow"
_SEVERAL = "several schedulers of one optimizer, whose rates act together"


@dataclass(frozen=True)
class CheckpointReading(Reading):
    """What a checkpoint says; `schedule` counts calls of the scheduler.

    Attributes:
      rates: the rates before the schedule, one for each parameter group.
      state: the scheduler; None where none was saved.
      writer: who saved it.
      is_sure: whether the schedule is due; if not, it speaks only where the points agree with it to the end.
    """

    rates: tuple[float, ...] = ()
    is_sure: bool = False
    state: SchedulerState | None = field(default=None, repr=False)
    writer: Writer = Writer.SCRIPT

    def alternatives(self, tag: str) -> Iterable[Reading | Unknown]:
        """Choose the parameter group by the tag, or else by the points; and let the counters tell the pace."""
        logged_by = writer_by_tag(tag) if self.writer is Writer.SCRIPT else self.writer
        if logged_by is not self.writer:
            return dataclasses.replace(self, writer=logged_by).alternatives(tag)
        if self.schedule is None:
            return (self,)
        found: list[Reading | Unknown] = []
        for rate in self._rates_of(tag):
            one = self if rate == self.rates[0] else self._of_group(rate)
            if one is not None and one.schedule is not None:
                found += self._paced(one, one.schedule)
        return found or (self,)

    def _rates_of(self, tag: str) -> list[float]:
        named = _GROUP.search(tag)
        # Lightning's monitor counts groups from 1.
        index = int(named[1]) - (self.writer is Writer.LIGHTNING) if named else len(self.rates)
        if 0 <= index < len(self.rates):
            return [self.rates[index]]
        return list(dict.fromkeys(self.rates))[:_MOST_GROUPS]

    def _of_group(self, rate: float) -> Reading | None:
        try:
            schedule = schedule_of(self.state, rate)
        except ScheduleError:
            return None
        text = f"{self.text}\n# of the parameter group with the rate {format_rate(rate)}"
        return None if schedule is None else dataclasses.replace(self, schedule=schedule, text=text)

    def _paced(self, reading: Reading, schedule: Schedule) -> Iterator[Reading | Unknown]:
        """List what one step of the series may be: a call of the scheduler, or one of several updates between calls."""
        witness = reading.witness
        if self.state is None or not self.is_sure:
            yield self._unknown(reading, schedule, (1,), is_excuse=True)
            return
        if reading.rule is not None and not self.state.base_rates:
            # It keeps no rate to start from: the first that was logged is that.
            yield Unknown(
                "",
                _nothing,
                lambda found: _at_rate(reading, found.rate),
                (1,),
                slope=lambda numbers, steps: 1 + _nothing(numbers, steps),
            )
            return
        if witness is not None and witness.last_epoch == 0 and not witness.was_never_stepped:
            # It may count epochs, of which the first is under way.
            yield self._unknown(reading, schedule, (1, (witness.steps or 0) + 1), is_excuse=True)
            return
        calls = None if witness is None or self.writer not in _STEPPED_BY_SCRIPTS else witness.calls_by_design
        if calls is not None:
            yield dataclasses.replace(reading, schedule=OnAxis(schedule, calls, 0, "update (told by the counters)"))
        if schedule.is_constant or witness is None:
            yield reading
            return
        between = None if witness.restarted_at is not None else witness.updates_per_call
        if between is not None and not witness.counts_updates:
            # Where the points agree with neither, the counters are what is known.
            yield from (self._built(reading, schedule, between, "told by the counters"), reading)
            yield self._unknown(reading, schedule, range(2, _LONGEST_HOLD), is_excuse=True)
            return
        yield reading
        if witness.pace in (None, 1):
            # The series may count samples, or batches of which some make an update.
            yield self._unknown(reading, schedule, range(2, _LONGEST_HOLD), is_excuse=True, least_moves=2)

    def _unknown(self, reading: Reading, schedule: Schedule, numbers: Any, **options: Any) -> Unknown:
        def build(found: Solution) -> Reading:
            return reading if found.number == 1 else self._built(reading, schedule, found.number, found.words)

        return Unknown("", held(schedule), build, numbers, **options)

    def _built(self, reading: Reading, schedule: Schedule, number: int, how: str) -> Reading:
        total = None if reading.total_steps is None else reading.total_steps * number
        return dataclasses.replace(reading, schedule=Held(schedule, number, f"{_CALL} ({how})"), total_steps=total)


def _nothing(numbers: IntArray, steps: IntArray) -> FloatArray:
    return np.zeros(np.broadcast_shapes(numbers.shape, steps.shape))


def _at_rate(reading: Reading, rate: float) -> Reading | None:
    return dataclasses.replace(reading, schedule=Constant(rate)) if rate >= 0 else None


def _read(traces: Traces) -> Iterator[Found]:
    """Read the newest checkpoint of a directory that tells anything, and the one before where that tells more."""
    newest = newest_in(traces.directory)
    if newest is None:
        return
    where = newest.where
    found = readings_of(newest.told, where)
    if any(one.witness is not None and one.witness.is_open for one in found):
        earlier = newest.told_before()
        others = [] if earlier is None else readings_of(earlier, where)
        found = list(map(_since, found, others)) if len(others) == len(found) else found
    yield from ((where, reading) for reading in found)


def _read_rate(traces: Traces) -> Iterator[Found]:
    """Read the rates of a model of Keras that is given alone: a run would show what else moves them."""
    for name in (name for name in traces.directory.file_names() if name.endswith(_OF_KERAS)):
        try:
            with traces.directory.open_ranges(name) as file:
                found = read_checkpoint(file)
        except (CheckpointError, OSError) as error:
            logger.debug("%s: %s", name, error)
            continue
        if found.kind == "keras":
            yield from ((traces.directory.where(name), reading) for reading in keras_rates(found.tree))


def _since(reading: Reading, earlier: Reading) -> Reading:
    """Take along what the same scheduler's counters were in the checkpoint before."""
    seen, before = reading.witness, earlier.witness
    if seen is None or before is None or before.scheduler != seen.scheduler or before.steps is None:
        return reading
    counts = None if before.last_epoch is None else Counts(before.steps, before.last_epoch)
    return changed(reading, witness=dataclasses.replace(seen, earlier=counts))


def readings_of(told: Told, where: str) -> Sequence[Reading]:
    """Make a reading of each scheduler that a checkpoint holds; of its optimizer's rate where it holds none."""
    plain = Witness(
        where,
        told.step,
        told.epoch,
        batches=told.batches,
        planned_steps=told.planned_steps,
        planned_epochs=told.planned_epochs,
        saved_at=told.saved_at,
    )
    return [
        _saved_by(one, told.writer) if isinstance(one, CheckpointReading) else one for one in _readings(told, plain)
    ]


def _saved_by(reading: CheckpointReading, writer: Writer) -> CheckpointReading:
    """Say who saved it, and of the Trainer's whether it made the scheduler: its own optimizers have two groups."""
    seen, state = reading.witness, reading.state
    if writer is not Writer.TRAINER or seen is None or state is None:
        return dataclasses.replace(reading, writer=writer)
    if state.name in FUNCTIONS and len(state.base_rates) == 1:
        # What the Trainer makes are partial functions, but for a constant.
        is_own = state.arguments.get("lr_lambdas") == [None]
        seen = dataclasses.replace(seen, handed_over=HandedOver(HF_TRAINER.kind, state.base_rates[0], is_own))
    return dataclasses.replace(reading, writer=writer, witness=seen)


def _readings(told: Told, plain: Witness) -> Sequence[Reading]:
    if told.schedulers:
        # Several that drive one optimizer act together: none of them alone is what is due.
        is_sure = len(told.schedulers) == 1 or len(told.optimizers) == len(told.schedulers)
        return [
            _together(found) if not is_sure else dataclasses.replace(found, is_sure=True)
            for index, one in enumerate(told.schedulers)
            for found in [_reading(one, told.optimizer_of(index), plain)]
        ]
    if told.keras:
        return [dataclasses.replace(one, witness=plain, unreadable=_NOT_FOLLOWED) for one in told.keras]
    if told.others:
        witness = _with_optimizer(plain, told.optimizers[0]) if told.optimizers else plain
        return [
            CheckpointReading(witness=witness, schedule=one, rates=(0.0,), unreadable=_NOT_FOLLOWED)
            for one in told.others
        ]
    return [_without_scheduler(one, plain) for one in told.optimizers]


def _together(reading: CheckpointReading) -> CheckpointReading:
    """Take one of several schedulers of one optimizer: neither its rate nor its length is that of all."""
    assert reading.witness is not None
    witness = dataclasses.replace(reading.witness, scheduler_rates=(), length=None)
    return dataclasses.replace(reading, witness=witness, unreadable=_SEVERAL)


def _without_scheduler(optimizer: OptimizerState, plain: Witness) -> CheckpointReading:
    """Take the rate of an optimizer for a constant, as far as the points agree: a loop may set it at any time."""
    witness = _with_optimizer(plain, optimizer)
    reading = CheckpointReading(
        witness=witness, rates=witness.optimizer_rates, unreadable="an optimizer, but no scheduler"
    )
    if any(group.initial is not None or group.rate < 0 for group in optimizer.groups):
        return reading
    return dataclasses.replace(reading, schedule=Constant(witness.optimizer_rates[0]), names_rate_alone=True)


def _with_optimizer(witness: Witness, optimizer: OptimizerState) -> Witness:
    held_rates = tuple(group.rate for group in optimizer.groups)
    return dataclasses.replace(witness, updates=optimizer.updates, optimizer_rates=held_rates)


def _reading(state: SchedulerState, optimizer: OptimizerState | None, plain: Witness) -> CheckpointReading:
    witness = plain if optimizer is None else _with_optimizer(plain, optimizer)
    groups = () if optimizer is None else optimizer.groups
    base = state.base_rates or tuple(group.initial or group.rate for group in groups)
    seen = dataclasses.replace(
        witness,
        scheduler=state.name,
        last_epoch=state.last_epoch,
        scheduler_rates=state.last_rates,
        length=length_of(state),
    )
    reading = CheckpointReading(
        witness=seen,
        rates=base,
        state=state,
        text=text_of(state, base),
        rule=rule_of_state(state),
        unreadable=f"a scheduler of the class {state.name} without what it was made with",
    )
    if state.name in FUNCTIONS:
        return dataclasses.replace(reading, unreadable="a scheduler of functions (LambdaLR), which no checkpoint holds")
    if not base:
        return reading
    try:
        schedules = [schedule_of(state, rate) for rate in dict.fromkeys(base)]
    except ScheduleError as error:
        logger.debug("%s: %s", witness.where, error)
        return reading
    if state.last_epoch:
        seen = dataclasses.replace(seen, rates_before=tuple(_rates_before(state, schedules, seen.updates or 0)))
    return dataclasses.replace(reading, schedule=schedules[0], witness=seen)


def _rates_before(state: SchedulerState, schedules: Iterable[Schedule | None], updates: int) -> Iterator[float]:
    """List what the rates may have been one call or update earlier: by the schedule, or from what it multiplied."""
    calls = state.last_epoch or 0
    back = {1, round(calls / updates)} if updates else {1}
    for schedule, set_last in itertools.zip_longest(schedules, state.last_rates):
        if schedule is None:
            continue
        now = schedule.value_at(calls)
        for before in [schedule.value_at(calls - count) for count in back if count]:
            yield before
            if now and set_last:
                yield set_last * before / now


class _Checkpoints(Framework):
    """Checkpoints of whatever framework: what is told to their users is in the words of theirs."""

    def advice_on(self, fault: str, reading: Reading) -> Advice:
        """Say what the framework knows of a fault that wrote the checkpoint of a reading."""
        if isinstance(reading, CheckpointReading):
            is_function = reading.state is not None and reading.state.name in FUNCTIONS
            seen = reading.witness
            counts_updates = seen is not None and seen.length is not None and 2 * seen.length >= (seen.steps or 0)
            return advice_of(reading.writer, fault, is_function=is_function, counts_updates=counts_updates)
        return KERAS.get(fault, Advice()) if isinstance(reading, KerasReading) else super().advice_on(fault, reading)


def _write(reading: Reading, schedule: Schedule) -> Configuration | None:
    if isinstance(reading, CheckpointReading) and reading.writer == Writer.STABLE_BASELINES:
        # Its rate is a function of the progress, which no scheduler of torch is.
        return None
    write = keras_configuration if isinstance(reading, KerasReading) else torch_configuration
    return write(reading, schedule)


CHECKPOINT = _Checkpoints(
    kind="checkpoint",
    about=About(
        "Checkpoints: PyTorch, Lightning, accelerate, Hugging Face, DeepSpeed, composer, mmengine, ignite, Keras, SB3",
        "PyTorch",
        "the newest one beside the event files or above them: class, parameters and counters of the scheduler, the "
        "optimizer's rate and counter; nothing is executed ([checkpoints](docs/checkpoints.md))",
        inferred="what a step of the series is, where the counters leave it open",
        unknown="functions (LambdaLR); weights alone; `tf.train.Checkpoint`",
    ),
    readers=(ReaderFunction(_read, PLACES, trust=Trust.STATE),),
    files=(ReaderFunction(_read_rate),),
    is_inherited=True,
    write=_write,
    advice=TORCH,
)
