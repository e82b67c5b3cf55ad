"""open_clip's `params.txt`, one `name: value` a line, in the directory above `tensorboard/`.

Read from open_clip_torch 3.3.0, `open_clip_train/scheduler.py`, `main.py` (409-425) and `train.py`: the rate of
optimizer step s, counted from 0, is set before it and logged as `train/lr` at s. How many steps an epoch has is not
told.
"""

from __future__ import annotations

import dataclasses
import re

import numpy as np

from tb_lrplugin.formats import Arguments
from tb_lrplugin.formats.python_literals import printed_value
from tb_lrplugin.formats.setting_lines import quoted
from tb_lrplugin.frameworks.framework import About, Advice, Framework
from tb_lrplugin.frameworks.open_reading import Open, OpenReading, stretched
from tb_lrplugin.frameworks.readers import TextFile
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.frameworks.run_numbers import numbers_of
from tb_lrplugin.frameworks.shared_advice import extended, looped_by, stepped_anyway
from tb_lrplugin.schedules import Constant, Cosine, Join, Polynomial, Schedule, ScheduleError
from tb_lrplugin.schedules.base import FloatArray, IntArray, require
from tb_lrplugin.schedules.ramps import falling_cosine

_LINE = re.compile(r"^([a-z_0-9]+): (.*)$", re.MULTILINE)
_SHOWN = (
    "lr",
    "lr_scheduler",
    "warmup",
    "epochs",
    "epochs_cooldown",
    "lr_cooldown_power",
    "lr_cooldown_end",
    "accum_freq",
)
_NUMBERS = ("accum_freq", "batch_size", "world_size", "epochs")
_OPEN = "optimizer steps per epoch"


def _parse(text: str) -> Reading | None:
    settings = {name: printed_value(value) for name, value in _LINE.findall(text)}
    if not {"lr", "lr_scheduler", "warmup", "epochs"} <= settings.keys():
        return None
    reading = OpenReading(
        loss_scaling=None,
        optimizer=str(settings.get("opt", "AdamW"))[:80],
        text="\n".join(quoted(settings, _SHOWN)),
        numbers=numbers_of(settings, _NUMBERS),
    )
    try:
        return _with_schedule(reading, Arguments("params.txt", settings))
    except ScheduleError as error:
        return dataclasses.replace(reading, error=str(error))


def _with_schedule(reading: OpenReading, given: Arguments) -> Reading:
    rate, warmup, epochs = given.number("lr"), max(given.whole("warmup"), 0), given.whole("epochs")
    require(epochs > 0, f"epochs is {epochs}: nothing is trained")
    if given.raw("skip_scheduler") is True:
        return dataclasses.replace(reading, schedule=Constant(rate))
    kind = given.raw("lr_scheduler")
    if kind == "const":
        return dataclasses.replace(reading, schedule=_warmed(rate, warmup, Constant(rate)))
    if kind == "cosine":
        way = _cosine(rate, warmup, epochs)
    elif kind == "const-cooldown":
        way = _cooldown(rate, warmup, epochs, given)
    else:
        return dataclasses.replace(reading, unreadable=f"the scheduler {str(kind)[:80]}, whose formula is not known")
    # A run is longer than its warm-up.
    return dataclasses.replace(reading, schedule=way.build(warmup + 1, "assumed"), ways=(way,))


def _warmed(rate: float, warmup: int, main: Schedule) -> Schedule:
    """Begin with (s + 1) / W of the rate."""
    if warmup <= 0:
        return main
    ramp = Polynomial(rate / warmup, rate * (1 + 1 / warmup), warmup)
    return Join((ramp, main), (warmup,), ("warm-up", "decay"))


def _ramp(rate: float, warmup: int) -> Schedule | None:
    return _warmed(rate, warmup, Constant(rate)) if warmup > 0 else None


def _cosine(rate: float, warmup: int, epochs: int) -> Open:
    def build(number: int, _how: str) -> Schedule:
        total = number * epochs
        require(total > warmup, f"the warm-up of {warmup:,} steps is longer than the run")
        return _warmed(rate, warmup, Cosine(rate, total - warmup))

    curve = stretched(_ramp(rate, warmup), warmup, lambda progress: rate * falling_cosine(progress), epochs)
    return Open(_OPEN, curve, build, epochs)


def _cooldown(rate: float, warmup: int, epochs: int, given: Arguments) -> Open:
    cooldown = given.whole("epochs_cooldown")
    require(0 < cooldown <= epochs, f"epochs_cooldown is {cooldown}: it must be between 1 and epochs")
    end, power = given.number("lr_cooldown_end", 0.0), given.number("lr_cooldown_power", 1.0)
    ramp = _ramp(rate, warmup) or Constant(rate)

    def build(number: int, _how: str) -> Schedule:
        start, length = number * (epochs - cooldown), number * cooldown
        if start < warmup:
            # It began within the warm-up, which goes first: what is left of it is as bent as the whole.
            left = max(length - (warmup - start), 0)
            rest = (
                Polynomial(end + (rate - end) * (left / length) ** power, end, left, power) if left else Constant(end)
            )
            return _warmed(rate, warmup, rest)
        cooled = Polynomial(rate, end, length, power)
        if start == warmup:
            return _warmed(rate, warmup, cooled)
        return _warmed(rate, warmup, Join((Constant(rate), cooled), (start - warmup,), ("hold", "cool-down")))

    def curve(numbers: IntArray, steps: IntArray) -> FloatArray:
        start, length = numbers * (epochs - cooldown), numbers * cooldown
        left = (1 - (steps - start) / length).clip(0, 1)
        cooled: FloatArray = end + (rate - end) * left**power
        return np.where((steps < warmup) | (steps < start), ramp(np.maximum(steps, 0)), cooled)

    return Open(_OPEN, curve, build, epochs)


_CALL = """\
# in train_one_epoch: the step of the whole run, not that of the epoch
step = num_batches_per_epoch * epoch + i_accum
if not args.skip_scheduler:
    scheduler(step)"""
_SKIP = "A train_one_epoch of your own does not call scheduler(step)."
_ADVICE = extended(
    stepped_anyway(
        looped_by(
            "open_clip's train_one_epoch",
            rate="--lr",
            length="--epochs",
            resume="Resume with --resume latest (or a checkpoint) under the same --name: the step follows from its "
            "epoch.",
        )
    ),
    {
        "stuck_at_initial": Advice((_SKIP,), _CALL, "python"),
        "frozen": Advice((_SKIP,), _CALL, "python"),
        "restarted/on a beat": Advice(("scheduler() is given the index within the epoch.",), _CALL, "python"),
        "time_scaled/fast": Advice(("Its total leaves out --accum-freq, or counts another number of samples.",)),
        "time_scaled/slow": Advice(("--train-num-samples is larger than what an epoch goes through.",)),
    },
)

OPEN_CLIP = Framework(
    kind="open_clip",
    about=About("open_clip", "PyTorch", "`params.txt` above `tensorboard/`", inferred="optimizer steps per epoch"),
    readers=(TextFile("params.txt", _parse, signs=(r"^lr_scheduler: ", r"^warmup: ", r"^lr: ")),),
    tags="train/lr",
    measures="schedule",
    is_inherited=True,
    advice=_ADVICE,
)
