"""The model JSON that Keras' TensorBoard callback writes, with the compiled optimizer in it.

Read from keras 3.15.1: `keras/src/callbacks/tensorboard.py` logs `epoch_learning_rate` in the run `train` at each
epoch's index, counted from 0, after that epoch's updates: f((x + 1) * steps per epoch). With several optimizers the tag
is `epoch_learning_rate_NAME`. Keras 2 writes no optimizer into the JSON, so it tells nothing. A second `fit()` of the
same model counts its epochs from 0 again, and the optimizer goes on counting its steps.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tb_lrplugin.data.run_evidence import RunEvidence
from tb_lrplugin.data.series import Series
from tb_lrplugin.frameworks.fitted_axis import agreeing_points, agrees, fit_steps_per_unit, fit_units_before
from tb_lrplugin.frameworks.keras.schedule import from_keras_config
from tb_lrplugin.frameworks.parse_memo import ParseMemo
from tb_lrplugin.frameworks.reading import Measures, Reading
from tb_lrplugin.frameworks.run_numbers import named, numbers_of
from tb_lrplugin.schedules import Constant, OnAxis, Schedule, ScheduleError
from tb_lrplugin.words.numbers import as_float32

KIND = "keras_model"

_EPOCH_TAG = "epoch_learning_rate"
# Of the run `validation`: its step is the optimizer's own counter at the end of an epoch ...
_ITERATIONS_TAG = "evaluation_loss_vs_iterations"
# ... and its step is that epoch's index.
_EPOCHS_TAG = "epoch_loss"
# Text of large models runs to megabytes; beyond this it is no model but a mistake.
_MOST_CHARACTERS = 64 * 2**20
_MOST_EPOCHS_BEFORE = 1000


@dataclass(frozen=True)
class KerasReading(Reading):
    """An optimizer of a compiled Keras model.

    Attributes:
      accumulates: whether the optimizer applies the gradients of several batches at once; the schedule then counts
        batches, the run `validation` updates.
      counted: the optimizer's own counter and the epoch at whose end it was read, as the run `validation` tells.
    """

    accumulates: bool = False
    counted: tuple[int, int] | None = None

    def candidates(self, series: Series) -> Sequence[Reading]:
        """Put the schedule on the axis of epochs; where nothing tells how long one is, fit it to the points."""
        if self.schedule is None or not series.tag.startswith("epoch_"):
            return (self,)
        if self.schedule.is_constant:
            return (dataclasses.replace(self, unit="epochs"),)
        first = self._first_fit(series, self.schedule)
        found = [self._on_epochs(first)]
        if not agrees(series, first):
            later = self._later_fit(series, self.schedule)
            found += [self._on_epochs(later)] if later is not None else []
        return found

    def _first_fit(self, series: Series, schedule: Schedule) -> OnAxis:
        """Put the schedule on the axis of the first `fit()`, as the run `validation` tells or else the points."""
        # The counter is written before the epoch it belongs to, so a run that is looked at or dies in between has
        # counted one epoch more.
        steps, last = self.counted or (0, 0)
        paces = [steps // epochs for epochs in (last + 1, last + 2) if steps and steps % epochs == 0]
        told = [OnAxis(schedule, pace, 1) for pace in paces]
        if told and agrees(series, told[0]):
            return told[0]
        number, how = fit_steps_per_unit(series, schedule, shift=1)
        fitted = OnAxis(schedule, number, 1, f"epoch ({how})")
        if not told:
            return fitted
        # A counter that began anew in the middle tells of no epoch's length; the points up to there do. Where they
        # follow another pace to the end, that pace is the fault.
        if how == "inferred" and not agrees(series, fitted):
            told.append(fitted)
        return max(told, key=lambda on_axis: agreeing_points(series, on_axis))

    def _later_fit(self, series: Series, schedule: Schedule) -> OnAxis | None:
        """Put the schedule on the axis of a `fit()` that others came before; None where that explains nothing."""
        if self.counted is None:
            found = fit_units_before(series, schedule, shift=1)
            return None if found is None else OnAxis(schedule, found[1], 1 + found[0], _later_unit(found[0]))
        steps, last = self.counted
        # Some whole number of epochs made all the steps; the fewest, so the longest, first.
        for epochs in range(last + 2, min(last + 2 + _MOST_EPOCHS_BEFORE, steps + 1)):
            if steps % epochs == 0:
                before = epochs - last - 1
                on_axis = OnAxis(schedule, steps // epochs, 1 + before, _later_unit(before))
                if agrees(series, on_axis):
                    return on_axis
        return None

    def _on_epochs(self, on_axis: OnAxis) -> Reading:
        # The plan counts optimizer steps; on this axis it would be epochs.
        is_known = "assumed" not in on_axis.unit
        numbers = self.numbers + (named("steps per epoch", on_axis.steps_per_unit) if is_known else ())
        return dataclasses.replace(self, schedule=on_axis, total_steps=None, unit="epochs", numbers=numbers)

    def measures(self, run: str, tag: str) -> Measures:
        """The callback logs `optimizer.learning_rate`."""
        return "optimizer"


class KerasModelSource:
    """Reads the optimizers of a compiled model."""

    text_tags: frozenset[str] = frozenset()
    scalar_tags = frozenset({_ITERATIONS_TAG, _EPOCHS_TAG})

    def __init__(self) -> None:
        self._parse = ParseMemo(_parse)

    def read(self, evidence: RunEvidence, siblings: Mapping[str, RunEvidence]) -> Sequence[Reading]:
        """Read every optimizer that the model was compiled with; empty where there is none."""
        if evidence.keras_model is None or len(evidence.keras_model) > _MOST_CHARACTERS:
            return ()
        where = "keras" if evidence.run == "." else f"{evidence.run}: keras"
        counted = _counted(siblings.get("validation"))
        return [
            reading if reading.accumulates else dataclasses.replace(reading, counted=counted)
            for reading in self._parse(where, evidence.keras_model)
        ]


def _later_unit(epochs: int) -> str:
    return f"epoch (inferred: a later fit(), {epochs:,} epochs after the first)"


def _counted(validation: RunEvidence | None) -> tuple[int, int] | None:
    if validation is None:
        return None
    iterations = validation.last_points.get(_ITERATIONS_TAG)
    epochs = validation.last_points.get(_EPOCHS_TAG)
    if iterations is None or epochs is None or epochs.step < 0 or iterations.step <= 0:
        return None
    return iterations.step, epochs.step


def _parse(where: str, text: str) -> tuple[KerasReading, ...]:
    try:
        model = json.loads(text)
    except (ValueError, RecursionError):
        return ()
    compiled = model.get("compile_config") if isinstance(model, dict) else None
    optimizer = compiled.get("optimizer") if isinstance(compiled, dict) else None
    found = list(_optimizers(optimizer))
    readings = []
    for one in found:
        name = str(one["config"].get("name", ""))
        tag = f"{_EPOCH_TAG}_{name}" if len(found) > 1 else ""
        readings.append(_reading(where, one, tag))
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


def _reading(where: str, optimizer: Mapping[str, Any], tag: str) -> KerasReading:
    rate = optimizer["config"]["learning_rate"]
    reading = KerasReading(
        KIND,
        where,
        None,
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
        return dataclasses.replace(reading, unreadable=f"the schedule {name}, whose formula is not known")
    return dataclasses.replace(reading, schedule=schedule)


def _schedule_of(rate: Any) -> Schedule | None:
    if isinstance(rate, (int, float)) and not isinstance(rate, bool):
        return Constant(as_float32(rate))
    config = rate.get("config") if isinstance(rate, dict) else None
    return from_keras_config(str(rate.get("class_name")), config) if isinstance(config, dict) else None
