"""The `hyp.yaml` and `opt.yaml` that YOLOv5, YOLOv7 and YOLOv9 write beside the event file.

Read from YOLOv5 (ultralytics/yolov5 1.0 to 7.0 and 5081342f0), YOLOv7 (WongKinYiu/yolov7 a207844) and YOLOv9
(WongKinYiu/yolov9 5b1ea9a): `train.py`, which logs the rates of three parameter groups as `x/lr0`, `x/lr1` and `x/lr2`
at each epoch's index, counted from 0, after its last batch. The options tell which of them it was, as far as the
formulas differ; how long the warm-up is and which group holds the biases, the points tell. YOLOv5 up to 3.0 has neither
`lrf` nor settings of the warm-up: a cosine down to 0.2 of lr0 (0.1 in 1.0) after 3 epochs, the biases from a rate of
0.1, stand in its code.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from tb_lrplugin.data.files import ConfigFileError
from tb_lrplugin.formats import Arguments
from tb_lrplugin.formats.safe_yaml import excerpt, load_yaml
from tb_lrplugin.formats.setting_lines import quoted
from tb_lrplugin.formats.settings_text import load_settings
from tb_lrplugin.frameworks.readers import Found, ReaderFunction, TextFile, Traces, Trust, located, parsed_once, refused
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.frameworks.run_numbers import Numbers, named, numbers_of
from tb_lrplugin.frameworks.unknown import Unknown
from tb_lrplugin.frameworks.yolo.reading import YoloReading, scheduled
from tb_lrplugin.frameworks.yolo.schedule import Decay, Recipe, Warmup
from tb_lrplugin.schedules import ScheduleError
from tb_lrplugin.schedules.base import FloatArray, IntArray

HYPERPARAMETERS = "hyp.yaml"
OPTIONS = "opt.yaml"

TAG = re.compile(r"x/lr([0-2])")
_OPTION_SETTINGS = ("epochs", "cos_lr", "flat_cos_lr", "fixed_lr", "linear_lr", "optimizer", "adam")
_SETTINGS = ("lr0", "lrf", "warmup_epochs", "warmup_bias_lr")
# YOLOv5 since 6.2 has the biases first; before, and in YOLOv7, they are last, and a warm-up takes longer.
_NEW_LEAST_BATCHES, _OLD_LEAST_BATCHES = 100, 1000
_NEW_BIAS_GROUP, _OLD_BIAS_GROUP = 0, 2
# The nominal batch size: batches are accumulated until so many images are seen.
_NOMINAL_BATCH = 64
# YOLOv5 up to 3.0 has these in its code, and a loss that no other program names among its settings.
_IN_THE_CODE = {"lrf": 0.2, "warmup_epochs": 3.0, "warmup_bias_lr": 0.1}
_LAST_OF_1_0 = 0.1
_OF_THE_FIRST = frozenset({"giou", "cls", "momentum"})


@dataclass(frozen=True)
class Yolov5Reading(YoloReading):
    """The two files, from which the recipes of a parameter group follow.

    Attributes:
      is_new: whether the options are those of YOLOv5 since 6.1 or of YOLOv9.
    """

    is_new: bool = True

    def recipes(self, tag: str) -> list[Recipe]:
        """List how the trainers may have set the rates of a series, the documented way first."""
        assert self.rate is not None
        found = TAG.fullmatch(tag)
        # Without a run, the group of the weights: it shows what most have.
        group = int(found[1]) if found else 1
        starts = [0.0]
        if group in (_NEW_BIAS_GROUP, _OLD_BIAS_GROUP):
            is_bias = group == (_NEW_BIAS_GROUP if self.is_new else _OLD_BIAS_GROUP)
            starts = [self.bias_start, 0.0] if is_bias else [0.0, self.bias_start]
        least_batches = [_NEW_LEAST_BATCHES, _OLD_LEAST_BATCHES]
        return [
            Recipe(decay, Warmup(self.warmup_epochs, least), (self.rate,), start)
            for decay in self.decays
            for start in starts
            for least in (least_batches if self.is_new else reversed(least_batches))
        ]


def _read_both(traces: Traces) -> Iterator[Found]:
    """Read the two files of a directory; a pair that belongs to something else is passed over in silence."""
    directory = traces.directory
    if not {HYPERPARAMETERS, OPTIONS}.issubset(directory.file_names()):
        return
    loaded = []
    for name in (HYPERPARAMETERS, OPTIONS):
        try:
            text = directory.read_text(name)
            settings, shown = parsed_once(_load, text)
        except ConfigFileError as error:
            yield directory.where(name), refused(Reading, error)
            return
        if settings is None:
            return
        loaded.append((settings, shown, text))
    (hyperparameters, shown, text), (options, shown_options, _) = loaded
    if _are_rates(hyperparameters):
        reading = _reading_of(hyperparameters, options, f"{shown}\n{shown_options}")
        yield directory.where(HYPERPARAMETERS), located(reading, text)


@dataclass(frozen=True)
class OneOfTwo(Reading):
    """One of the two files alone.

    Attributes:
      other: what it lacks, and where that stands.
    """

    other: str = ""

    def alternatives(self, tag: str) -> Iterable[Reading | Unknown]:
        """Leave it open: no number of its own makes a curve of it."""
        return (Unknown(self.other, _no_rates, lambda _found: None, range(1, 3)),)


def _no_rates(numbers: IntArray, steps: IntArray) -> FloatArray:
    return np.full(np.broadcast_shapes(numbers.shape, steps.shape), np.nan)


def _parse_hyperparameters(text: str) -> Reading | None:
    settings, shown = _load(text)
    if settings is None or not _are_rates(settings) or "epochs" in settings:
        return None
    return OneOfTwo(text=shown, other=f"epochs, in {OPTIONS} beside it")


def _parse_options(text: str) -> Reading | None:
    """Read the options; since YOLOv5 7.0 they hold the hyperparameters as well (`opt.hyp` in `train.py`)."""
    settings, shown = _load(text)
    if settings is None or not {"epochs", "hyp", "batch_size"} <= settings.keys():
        return None
    inner = settings["hyp"]
    if isinstance(inner, Mapping) and _are_rates(inner):
        rates = "\n".join(quoted(inner, _SETTINGS, "hyp."))
        return _reading_of(inner, settings, f"{rates}\n{shown}")
    return OneOfTwo(text=shown, other=f"rates, in {HYPERPARAMETERS} beside it")


def _are_rates(hyperparameters: Mapping[Any, Any]) -> bool:
    return "lr0" in hyperparameters and ("lrf" in hyperparameters or hyperparameters.keys() >= _OF_THE_FIRST)


def _reading_of(hyperparameters: Mapping[Any, Any], options: Mapping[Any, Any], shown: str) -> Reading:
    reading = Yolov5Reading(unit="epochs", text=shown, numbers=_numbers(options))
    try:
        return _read(reading, hyperparameters, options)
    except ScheduleError as error:
        return dataclasses.replace(reading, error=str(error))


def _load(text: str) -> tuple[Mapping[Any, Any] | None, str]:
    """Parse one file: its settings, and the lines to show.

    Raises:
      ConfigFileError: if it is no YAML.
    """
    settings = load_yaml(text)
    if not isinstance(settings, Mapping):
        return None, ""
    return settings, excerpt(text, settings, (*_SETTINGS, *_OPTION_SETTINGS))


def _read(reading: Yolov5Reading, hyperparameters: Mapping[Any, Any], options: Mapping[Any, Any]) -> Yolov5Reading:
    epochs = Arguments(OPTIONS, options).whole("epochs")
    is_first = "lrf" not in hyperparameters
    arguments = Arguments(HYPERPARAMETERS, {**_IN_THE_CODE, **hyperparameters} if is_first else hyperparameters)
    lasts = (arguments.number("lrf"), *((_LAST_OF_1_0,) if is_first else ()))
    read = dataclasses.replace(
        reading,
        total_steps=epochs,
        optimizer=_optimizer(options),
        decays=tuple(_decay(options, epochs, last) for last in lasts),
        rate=arguments.number("lr0"),
        warmup_epochs=arguments.number("warmup_epochs"),
        bias_start=arguments.number("warmup_bias_lr"),
        is_new="cos_lr" in options,
    )
    return scheduled(read, "x/lr1", "x/lr0")


def _numbers(options: Mapping[Any, Any]) -> Numbers:
    """Collect what multiplies steps; of several processes total_batch_size is that of all together."""
    batches = numbers_of(options, ("total_batch_size", "batch_size"))
    found = batches + numbers_of(options, ("world_size",))
    if not batches:
        return found
    name, images = batches[0]
    accumulated = max(round(_NOMINAL_BATCH / images), 1)
    return found + named(f"accumulated batches ({_NOMINAL_BATCH} / {name})", accumulated)


def _optimizer(options: Mapping[Any, Any]) -> str:
    if options.get("adam") is True:
        return "Adam"
    return str(options.get("optimizer", "SGD"))


def _decay(options: Mapping[Any, Any], epochs: int, last: float) -> Decay:
    cosine = Decay("cosine", epochs, last)
    if "cos_lr" not in options:
        # YOLOv5 up to 6.0 and YOLOv7; their line reaches the last rate in the last epoch.
        return Decay("linear", max(epochs - 1, 1), last) if options.get("linear_lr") is True else cosine
    if options["cos_lr"] is True:
        return cosine
    if options.get("flat_cos_lr") is True:
        return Decay("flat_cosine", epochs, last)
    return Decay("constant" if options.get("fixed_lr") is True else "linear", epochs, last)


def whole(text: str) -> str:
    """Make options of the lines of both files, with the hyperparameters among them, as `opt.yaml` may have them."""
    of_the_first = dict.fromkeys(_OF_THE_FIRST, 0.0)
    settings = load_settings(text)
    return json.dumps({"batch_size": 1, **settings, "hyp": {**of_the_first, **settings}}, default=str)


READERS = (
    ReaderFunction(_read_both, re.escape(HYPERPARAMETERS), together=(HYPERPARAMETERS, OPTIONS), trust=Trust.FILE),
)
FILES = (TextFile(HYPERPARAMETERS, _parse_hyperparameters), TextFile(OPTIONS, _parse_options))
