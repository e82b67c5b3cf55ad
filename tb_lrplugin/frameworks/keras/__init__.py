"""The model JSON that Keras' TensorBoard callback writes, with the compiled optimizer in it.

Read from keras 3.15.1: `keras/src/callbacks/tensorboard.py` logs `epoch_learning_rate` in the run `train` at each
epoch's index, counted from 0, after that epoch's updates: f((x + 1) * steps per epoch). With several optimizers the tag
is `epoch_learning_rate_NAME`. Keras 2 writes no optimizer into the JSON, so it tells nothing. A second `fit()` of the
same model counts its epochs from 0 again, and the optimizer goes on counting its steps.
"""

from __future__ import annotations

import dataclasses
import itertools
import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from tb_lrplugin.data.run_evidence import RunEvidence
from tb_lrplugin.frameworks.framework import About, Framework
from tb_lrplugin.frameworks.keras.advice import KERAS
from tb_lrplugin.frameworks.keras.schedule import KERAS_PACKAGES, from_keras_config, warmup_left_out
from tb_lrplugin.frameworks.keras.writer import keras_configuration, whole
from tb_lrplugin.frameworks.readers import Found, ReaderFunction, Traces, parsed_once
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.frameworks.run_numbers import named, numbers_of
from tb_lrplugin.frameworks.unknown import LARGEST, Unknown, on_axis
from tb_lrplugin.schedules import Constant, Join, OnAxis, Schedule, ScheduleError
from tb_lrplugin.words.numbers import as_float32

_EPOCH_TAG = "epoch_learning_rate"
# Of the run `validation`: its step is the optimizer's own counter at the end of an epoch ...
_ITERATIONS_TAG = "evaluation_loss_vs_iterations"
# ... and its step is that epoch's index.
_EPOCHS_TAG = "epoch_loss"
_SCALAR_TAGS = frozenset({_ITERATIONS_TAG, _EPOCHS_TAG})
# Text of large models runs to megabytes; beyond this it is no model but a mistake.
_MOST_CHARACTERS = 64 * 2**20
_MOST_EPOCHS_BEFORE = 1000
# A count of epochs before the first one is a second number to find: fewer moves do not single out two.
_LEAST_MOVES = 3
_MOST_UNITS_BEFORE = 64
# Of the newest validations.
_LAST_PAIRS = 20
_LONGEST_BEFORE = 2**12
# Where neither the metadata nor the points tell; a curve must be drawn all the same.
_ASSUMED_STEPS_PER_EPOCH = 10


@dataclass(frozen=True)
class KerasReading(Reading):
    """An optimizer of a compiled Keras model.

    Attributes:
      accumulates: whether the optimizer applies the gradients of several batches at once; the schedule then counts
        batches, the run `validation` updates.
      counted: the optimizer's own counter and the epoch at whose end it was read, as the run `validation` tells.
      begun: epochs behind the first one, counted from 0, at whose begin a fresh optimizer may have begun to count.
      paced: the steps of an epoch, the difference between two counters, where more than one was read.
    """

    accumulates: bool = False
    counted: tuple[int, int] | None = None
    begun: tuple[int, ...] = ()
    paced: int | None = None

    def alternatives(self, tag: str) -> Iterable[Reading | Unknown]:
        """Put the schedule on the axis of epochs; how long one is the run `validation` tells, or else the points."""
        if self.schedule is None or not tag.startswith("epoch_"):
            return (self,)
        if self.schedule.is_constant:
            return (dataclasses.replace(self, unit="epochs"),)
        return self._on_epochs(self.schedule)

    def _on_epochs(self, schedule: Schedule) -> Iterator[Unknown]:
        steps, last = self.counted or (0, 0)
        # The counter is written before the epoch it belongs to, so a run that is looked at or dies in between has
        # counted one epoch more.
        paces = [steps // epochs for epochs in (last + 1, last + 2) if steps and steps % epochs == 0]
        yield self._unknown(schedule, 0, LARGEST, told=paces if self.paced is None else [self.paced])
        if self.paced is not None and steps % self.paced == 0:
            # The counter may begin at another epoch than the axis does.
            before = steps // self.paced - last - 1
            if before:
                yield self._unknown(schedule, before, LARGEST, told=[self.paced], is_excuse=True)
        if steps:
            # Another fit() went before, or the first epochs were another optimizer's: some other whole number of
            # epochs made all the steps; the fewest, so the longest, first.
            later, earlier = range(last + 2, min(last + 2 + _MOST_EPOCHS_BEFORE, steps + 1)), range(last, 0, -1)
            counts = [epochs for epochs in (*later, *earlier) if steps % epochs == 0]
            if counts:
                yield Unknown(
                    "epochs of the counter",
                    lambda epochs, x: schedule((x + epochs - last) * (steps // epochs)),
                    lambda found: self._built(schedule, steps // found.number, found.number - last - 1, found.how),
                    counts,
                    counts_steps=False,
                    is_excuse=True,
                )
        else:
            for begin in self.begun:
                yield self._unknown(schedule, -begin, _LONGEST_BEFORE, is_excuse=True)
            for before in range(1, _MOST_UNITS_BEFORE + 1):
                yield self._unknown(schedule, before, _LONGEST_BEFORE, is_excuse=True, least_moves=_LEAST_MOVES)

    def _unknown(self, schedule: Schedule, before: int, longest: int, **options: Any) -> Unknown:
        return Unknown(
            "steps per epoch",
            on_axis(schedule, 1 + before),
            lambda found: self._built(schedule, found.number, before, found.how),
            range(1, longest + 1),
            lambda _last: _ASSUMED_STEPS_PER_EPOCH,
            # A single step makes an epoch where all data are one batch; with one rate logged, a stuck rate is likelier.
            least_standing=2,
            counts_steps=False,
            **options,
        )

    def _built(self, schedule: Schedule, steps_per_epoch: int, before: int, how: str) -> Reading:
        remark = "" if how == "told" else f" ({how})"
        if before > 0:
            remark = f" (inferred: a later fit(), {before:,} epochs after the first)"
        elif before < 0:
            remark = f" ({'' if how == 'told' else 'inferred: '}counted from epoch {-before:,} on)"
        on_axis: Schedule = OnAxis(schedule, steps_per_epoch, max(1 + before, 0), f"epoch{remark}")
        if 1 + before < 0:
            on_axis = Join((Constant(schedule.value_at(0)), on_axis), (-1 - before,))
        # The plan counts optimizer steps; on this axis it would be epochs.
        numbers = self.numbers + (() if how == "assumed" else named("steps per epoch", steps_per_epoch))
        return dataclasses.replace(
            self, schedule=on_axis, total_steps=None, unit="epochs", numbers=numbers, is_assumed=how == "assumed"
        )


def _read(traces: Traces) -> Iterator[Found]:
    """Read every optimizer that the model was compiled with."""
    model = traces.evidence.keras_model
    if model is not None and len(model) <= _MOST_CHARACTERS:
        counted, paced = _counted(traces.siblings.get("validation"))
        since = traces.evidence.keras_model_since
        begun = _begun(traces.evidence, since)
        for reading in parsed_once(_parse, model):
            written = dataclasses.replace(reading, since=since, begun=begun)
            completed = written if reading.accumulates else dataclasses.replace(written, counted=counted, paced=paced)
            yield traces.summary("keras"), completed


def _begun(train: RunEvidence, since: float | None) -> tuple[int, ...]:
    """List the first epoch of a run, and the first one since its model was written; none for epoch 0."""
    epochs = train.trails.get(_EPOCHS_TAG)
    if epochs is None:
        return ()
    found = [epochs.steps[0], *(() if since is None else epochs.steps[epochs.wall_times >= since][:1])]
    return tuple(dict.fromkeys(int(epoch) for epoch in found if epoch > 0))


def _counted(validation: RunEvidence | None) -> tuple[tuple[int, int] | None, int | None]:
    """Give the last counter with its epoch, and the steps of an epoch, as far as the run `validation` tells them."""
    if validation is None:
        return None, None
    pairs = _pairs(validation)
    if not pairs:
        iterations, epochs = (validation.last_points.get(tag) for tag in (_ITERATIONS_TAG, _EPOCHS_TAG))
        if iterations is None or epochs is None or epochs.step < 0 or iterations.step <= 0:
            return None, None
        return (iterations.step, epochs.step), None
    counted = pairs[-1]
    # Epochs may have been of another length before; unequal ones have none.
    paces = {
        (later[0] - earlier[0]) / (later[1] - earlier[1]) for earlier, later in itertools.pairwise(pairs[-_LAST_PAIRS:])
    }
    pace = paces.pop() if len(paces) == 1 else 0.0
    return counted, int(pace) if pace >= 1 and pace.is_integer() else None


def _pairs(validation: RunEvidence) -> list[tuple[int, int]]:
    """List counter and epoch of every validation of `fit()`, which writes the one right before the other.

    The newest counter may be there before its epoch is; `evaluate()` writes counters alone.
    """
    counters, epochs = validation.trails.get(_ITERATIONS_TAG), validation.trails.get(_EPOCHS_TAG)
    if counters is None or epochs is None:
        return []
    before = np.searchsorted(counters.wall_times, epochs.wall_times, side="right") - 1
    since = np.concatenate([[-math.inf], epochs.wall_times[:-1]])
    return [
        (int(counters.steps[index]), int(epoch))
        for index, epoch, begin in zip(before, epochs.steps, since, strict=True)
        if index >= 0 and counters.wall_times[index] > begin and epoch >= 0 and counters.steps[index] > 0
    ]


def _parse(text: str) -> tuple[KerasReading, ...]:
    try:
        model = json.loads(text)
    except (ValueError, RecursionError):
        return ()
    return readings_of_model(model)


def readings_of_model(model: Any) -> tuple[KerasReading, ...]:
    """Read the optimizers of a model's JSON, one reading each; none where it was not compiled."""
    compiled = model.get("compile_config") if isinstance(model, dict) else None
    optimizer = compiled.get("optimizer") if isinstance(compiled, dict) else None
    found = list(_optimizers(optimizer))
    readings = []
    for one in found:
        name = str(one["config"].get("name", ""))
        tag = f"{_EPOCH_TAG}_{name}" if len(found) > 1 else ""
        readings.append(_reading(one, tag))
    return tuple(readings)


def _optimizers(node: Any) -> Iterator[Mapping[str, Any]]:
    """Find the optimizers in the JSON: one, one inside a wrapper, or several inside one."""
    config = node.get("config") if isinstance(node, dict) else None
    if not isinstance(config, dict):
        return
    if isinstance(config.get("optimizers"), list):
        for inner in config["optimizers"]:
            yield from _optimizers(inner)
    elif isinstance(config.get("inner_optimizer"), dict):
        yield from _optimizers(config["inner_optimizer"])
    elif "learning_rate" in config:
        yield node


def _reading(optimizer: Mapping[str, Any], tag: str) -> KerasReading:
    rate = optimizer["config"]["learning_rate"]
    reading = KerasReading(
        tag=tag,
        optimizer=str(optimizer.get("class_name", "")),
        text=json.dumps(rate, indent=2),
        numbers=numbers_of(optimizer["config"], ("gradient_accumulation_steps",)),
        is_optimizers_own=True,
        accumulates=bool(optimizer["config"].get("gradient_accumulation_steps")),
    )
    try:
        schedule = _schedule_of(rate)
    except ScheduleError as error:
        return dataclasses.replace(reading, error=str(error))
    if schedule is None:
        name = rate.get("class_name") if isinstance(rate, dict) else None
        # It may bear the name of one that is known.
        own = ", a class of the script's own" if isinstance(rate, dict) and not _is_known(rate) else ""
        return dataclasses.replace(reading, unreadable=f"the schedule {name}{own}, whose formula is not known")
    told = warmup_left_out(rate["class_name"], rate["config"]) if isinstance(rate, dict) else None
    return dataclasses.replace(reading, schedule=schedule, told=() if told is None else (told,))


def _is_known(rate: Mapping[str, Any]) -> bool:
    """Say whether a class is Keras' or ours: its module decides, since a script's own class may bear any name."""
    if str(rate.get("registered_name") or "").startswith("tb_lrplugin>"):
        return True
    # Keras 2 wrote no module.
    return "module" not in rate or str(rate["module"] or "").partition(".")[0] in KERAS_PACKAGES


def _schedule_of(rate: Any) -> Schedule | None:
    if isinstance(rate, (int, float)) and not isinstance(rate, bool):
        return Constant(as_float32(rate))
    config = rate.get("config") if isinstance(rate, dict) and _is_known(rate) else None
    return from_keras_config(str(rate.get("class_name")), config) if isinstance(config, dict) else None


KERAS_MODEL = Framework(
    kind="keras_model",
    about=About(
        "Keras 3 with its TensorBoard callback",
        "TensorFlow",
        "the compiled optimizers in the model summary of the run `train`: every `keras.optimizers.schedules` class",
        inferred="steps per epoch, from the run `validation` or from the points; epochs of earlier `fit()` calls",
        unknown="callbacks that set the rate; custom schedules; Keras 2 writes no optimizer",
    ),
    readers=(ReaderFunction(_read, scalar_tags=_SCALAR_TAGS),),
    # The callback logs `optimizer.learning_rate`.
    measures="optimizer",
    only_decays=True,
    takes_schedule_object=True,
    write=keras_configuration,
    whole=whole,
    advice=KERAS,
)
