"""The `args.yaml` that Ultralytics (YOLOv8 and later, RT-DETR) writes beside the event file.

Read from ultralytics 8.0.227, 8.2.100, 8.3.252, 8.4.0, 8.4.20, 8.4.60 and 8.4.190: `engine/trainer.py`, and
`utils/callbacks/tensorboard.py`, which logs the rates of the parameter groups as `lr/pg0`, `lr/pg1` ... at epoch + 1,
after the epoch's last batch. The file names no version, and versions differ in how long the warm-up is, which group
holds the biases, and what `optimizer: auto` (the default) chooses; the file does not tell that choice, but the weights
of 8.4.190 do. For the rest the points decide.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from tb_lrplugin.formats import Arguments
from tb_lrplugin.formats.safe_yaml import excerpt, load_yaml
from tb_lrplugin.formats.setting_lines import quoted
from tb_lrplugin.frameworks.readers import Found, ReaderFunction, TextFile, Traces, Trust
from tb_lrplugin.frameworks.reading import Reading, RunWarning
from tb_lrplugin.frameworks.run_numbers import Numbers, named, numbers_of
from tb_lrplugin.frameworks.yolo.reading import YoloReading, scheduled
from tb_lrplugin.frameworks.yolo.saved_settings import FOLDER, SCHEDULED_BY, saved_settings
from tb_lrplugin.frameworks.yolo.schedule import Decay, Recipe, Warmup
from tb_lrplugin.schedules import ScheduleError
from tb_lrplugin.words.numbers import format_rate

_FILE_NAME = "args.yaml"

TAG = re.compile(r"lr/pg(\d+)")
# Options that YOLOv5 and its relatives had before.
_OF_YOLOV5 = frozenset({"adam", "linear_lr", "flat_cos_lr", "fixed_lr"})
# MuSGD splits every group in two, the first of which runs at three times the rate.
_BOOST = 3.0
_AUTO_RATE = 0.01
_MOST_CLASSES = 10_000
# Biases: group 0 up to 8.4.0, then group 2, which MuSGD splits into 4 and 5.
_FIRST_GROUP = 0
_BIAS_GROUP = 2
_BIAS_GROUPS_OF_MUSGD = (4, 5)
# Up to 8.4.60 a warm-up takes at least so many batches.
_LEAST_BATCHES = 100


@dataclass(frozen=True)
class UltralyticsReading(YoloReading):
    """An args.yaml, from which the recipes of a parameter group follow."""

    def recipes(self, tag: str) -> list[Recipe]:
        """List how the trainer may have set the rates of a series, the newest version first."""
        found = TAG.fullmatch(tag)
        group = int(found[1][:9]) if found else 0
        return [
            Recipe(decay, warmup, rates, start, name)
            for decay in self.decays
            for rates, name in self._rates(group)
            for start in self._starts(group)
            for warmup in self._warmups(decay)
        ]

    def _rates(self, group: int) -> list[tuple[tuple[float, ...], str]]:
        """List which rates the group may have, and why."""
        if self.rate is not None:
            if self.optimizer.lower() != "musgd":
                return [((self.rate,), "")]
            boosted = ((self.rate * _BOOST,), f"{format_rate(_BOOST)} times lr0, as MuSGD has it in every other group")
            plain = ((self.rate,), "")
            return [boosted, plain] if group % 2 == 0 else [plain, boosted]
        boosted_rates = tuple(rate * _BOOST for rate in _auto_rates())
        return [
            (_auto_rates(), "chosen by optimizer: auto"),
            (boosted_rates, f"{format_rate(_BOOST)} times what optimizer: auto chose, as MuSGD has it"),
        ]

    def _starts(self, group: int) -> list[float]:
        if self.bias_start == 0:
            return [0.0]
        is_bias = group == _BIAS_GROUP or (self.optimizer.lower() == "musgd" and group in _BIAS_GROUPS_OF_MUSGD)
        if group == _FIRST_GROUP or is_bias:
            return [self.bias_start, 0.0] if is_bias else [0.0, self.bias_start]
        return [0.0]

    def _warmups(self, decay: Decay) -> list[Warmup]:
        if self.warmup_epochs <= 0:
            return [Warmup(0.0)]
        shortened = Warmup(min(self.warmup_epochs, max(decay.epochs - 1.0, 0.0)))
        return [shortened, Warmup(self.warmup_epochs, _LEAST_BATCHES)]


@cache
def _auto_rates() -> tuple[float, ...]:
    """List what `optimizer: auto` may choose: one rate for long trainings, for others one by the number of classes."""
    by_classes = {round(0.002 * 5 / (4 + classes), 6) for classes in range(1, _MOST_CLASSES)}
    return tuple(sorted(by_classes | {_AUTO_RATE}))


def _parse(text: str) -> Reading | None:
    """Read an `args.yaml`; None where another trainer wrote it.

    Raises:
      ConfigFileError: if it is no YAML.
    """
    settings = load_yaml(text)
    if not isinstance(settings, Mapping):
        return None
    return _of_settings(settings, excerpt(text, settings, SCHEDULED_BY))


def _of_settings(settings: Mapping[Any, Any], shown: str) -> Reading | None:
    if "lr0" not in settings or "lrf" not in settings or settings.get("mode", "train") != "train":
        return None
    if not _OF_YOLOV5.isdisjoint(settings):
        return None
    reading = UltralyticsReading(
        optimizer=str(settings.get("optimizer", "auto")),
        unit="epochs",
        text=shown,
        numbers=_numbers(settings),
    )
    if settings.get("time"):
        hours = str(settings["time"])[:40]
        return dataclasses.replace(
            reading,
            unreadable=f"a time limit (time: {hours}), under which every epoch changes the number of epochs",
        )
    try:
        return _read(reading, settings)
    except ScheduleError as error:
        return dataclasses.replace(reading, error=str(error))


def _numbers(settings: Mapping[Any, Any]) -> Numbers:
    """Collect what multiplies steps: the trainer accumulates until it has seen nbs images."""
    numbers = numbers_of(settings, ("batch", "nbs"))
    known = dict(numbers)
    if len(known) < 2:
        return numbers
    return numbers + named("accumulated batches (nbs / batch)", max(round(known["nbs"] / known["batch"]), 1))


def _read(reading: UltralyticsReading, settings: Mapping[Any, Any]) -> UltralyticsReading:
    arguments = Arguments(_FILE_NAME, settings)
    epochs = arguments.whole("epochs")
    rate = arguments.number("lr0")
    is_auto = reading.optimizer.lower() == "auto"
    read = dataclasses.replace(
        reading,
        total_steps=epochs,
        decays=(Decay("cosine" if settings.get("cos_lr") is True else "linear", epochs, arguments.number("lrf")),),
        rate=None if is_auto else rate,
        warmup_epochs=arguments.number("warmup_epochs"),
        bias_start=0.0 if is_auto else arguments.number("warmup_bias_lr"),
        told=_left_out(rate) if is_auto and rate != _AUTO_RATE else (),
    )
    return scheduled(read, "lr/pg0", "lr/pg2")


def _left_out(rate: float) -> tuple[RunWarning, ...]:
    """Warn of a rate that was asked for, and that the trainer leaves out: lr0 is 0.01 where nobody asks."""
    return (
        RunWarning(
            "setting_without_effect",
            f"lr0 = {format_rate(rate)} has no effect under optimizer: auto, which chooses optimizer and rate by "
            "itself (a line of the training's log says so).",
            "# an optimizer that is named takes lr0; SGD, AdamW and the others may stand here\noptimizer: AdamW",
        ),
    )


def _with_choice(reading: Reading, traces: Traces) -> Reading:
    """Take what `optimizer: auto` chose from the weights beside the file, where they tell it."""
    is_open = isinstance(reading, UltralyticsReading) and reading.decays and reading.rate is None
    saved = saved_settings(traces.directory) if is_open else None
    if saved is None or not isinstance(reading, UltralyticsReading):
        return reading
    where, settings = saved
    chosen = str(settings.get("optimizer", ""))
    if chosen.lower() == "auto":
        return reading
    try:
        rate = Arguments(where, settings).number("lr0")
        read = dataclasses.replace(reading, rate=rate, optimizer=chosen or reading.optimizer)
        note = f"# {where}: optimizer: auto chose {chosen or 'an optimizer'} with lr0: {format_rate(rate)}"
        return scheduled(dataclasses.replace(read, text=f"{reading.text}\n{note}"), "lr/pg0", "lr/pg2")
    except ScheduleError:
        return reading


def _read_saved(traces: Traces) -> Iterator[Found]:
    """Read the settings that were saved with the weights, where `args.yaml` was not kept."""
    saved = None if _FILE_NAME in traces.directory.file_names() else saved_settings(traces.directory)
    if saved is not None:
        where, settings = saved
        shown = "\n".join(quoted(settings, SCHEDULED_BY))
        reading = _of_settings(settings, shown)
        if reading is not None:
            yield where, reading


# Other trainers write an args.yaml as well; where it cannot be parsed, these lines tell whose it is.
READERS = (
    TextFile(_FILE_NAME, _parse, proof=r"\A(?=(?s:.*?)^lr0:)(?s:.*?)^lrf:", complete=_with_choice),
    ReaderFunction(_read_saved, FOLDER, trust=Trust.FILE),
)
