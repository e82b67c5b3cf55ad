"""The hyperparameters that accelerate's TensorBoard tracker writes for a training script.

Read from accelerate 1.15.0, `tracking.py`: `init_trackers(name, config)` writes them for TensorBoard's HParams tab, and
torch puts such a summary into a child run named by the time, `NAME/1795298013.7831588`; every continued run adds one.
The scripts (examples of diffusers 0.39.0, `optimization.py`; sd-scripts of kohya) log `lr`, after x updates the rate of
the next one. Their schedules are those of transformers. The scripts multiply warm-up and total by the number of
processes, as the wrapped scheduler is stepped that often, so in updates the curve is the plain one.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tb_lrplugin.data.run_evidence import Hyperparameter
from tb_lrplugin.frameworks.framework import About, Framework
from tb_lrplugin.frameworks.huggingface.advice import SCRIPTS
from tb_lrplugin.frameworks.huggingface.schedule import Plan, as_number, from_transformers, whole_steps
from tb_lrplugin.frameworks.huggingface.unused import without_effect
from tb_lrplugin.frameworks.readers import Found, ReaderFunction, Traces
from tb_lrplugin.frameworks.reading import Reading, RunWarning
from tb_lrplugin.frameworks.run_numbers import numbers_of
from tb_lrplugin.frameworks.torch.writer import torch_configuration
from tb_lrplugin.schedules import Schedule, ScheduleError
from tb_lrplugin.schedules.base import require

_TIME = re.compile(r"\d{9,11}(\.\d{1,20})?")
# A run is seldom continued more often, and the newest settings are in force.
_MOST_SESSIONS = 16
# By their names in diffusers, in kohya's sd-scripts and in the examples of transformers.
_SCHEDULER = ("lr_scheduler", "lr_scheduler_type")
_WARMUP = ("lr_warmup_steps", "num_warmup_steps")
_TOTAL = ("max_train_steps",)
_CYCLES = ("lr_num_cycles", "lr_scheduler_num_cycles")
_POWER = ("lr_power", "lr_scheduler_power")
# Schedulers for which the number of training steps is of no account.
_WITHOUT_TOTAL = ("constant", "constant_with_warmup", "inverse_sqrt", "reduce_lr_on_plateau")
_RATE = "learning_rate"
# kohya's scripts may train their parts at rates of their own.
_OTHER_RATES = ("unet_lr", "text_encoder_lr")
_OPTIMIZER = ("optimizer", "optimizer_type")
_SHOWN = (_RATE, *_OTHER_RATES, *_SCHEDULER, *_WARMUP, *_TOTAL, *_CYCLES, *_POWER, "gradient_accumulation_steps")
_SHOWN_CHARACTERS = 200
# By their names in diffusers, sd-scripts and the examples of transformers; the last two are written by few scripts.
_NUMBERS = (
    "gradient_accumulation_steps",
    "train_batch_size",
    "per_device_train_batch_size",
    "total_batch_size",
    "num_train_epochs",
    "max_train_epochs",
    "num_processes",
    "world_size",
)

# The defaults of diffusers' scripts: whoever leaves both alone has asked for no warm-up.
_UNASKED = ("constant", 500.0)

# Schedulers whose curve hangs on options that scripts name in ways of their own.
_WITH_OPTIONS = frozenset({"cosine_with_min_lr", "warmup_stable_decay"})


def _read_sessions(traces: Traces) -> Iterator[Found]:
    """Read the sessions in the child runs named by a time; hyperparameters without a scheduler are passed over."""
    children = traces.evidence.children
    times = [name for name, child in children.items() if child.hparams and _TIME.fullmatch(name)]
    known = set()
    for session in (children[name] for name in sorted(times, key=float, reverse=True)[:_MOST_SESSIONS]):
        if _is_ours(session.hparams):
            reading = _read(session.hparams)
            # A run that is continued with the same settings tells nothing new.
            settings = (reading.schedule, reading.error, reading.unreadable, reading.text)
            if settings not in known:
                known.add(settings)
                yield f"{session.run}: hyperparameters", reading


# Where a script does not say it, `accelerate launch` may.
_LOSS_SCALING = {"fp16": "mixed_precision=fp16", "bf16": None}


def _is_ours(hparams: Mapping[str, Hyperparameter]) -> bool:
    return _RATE in hparams and any(name in hparams for name in _SCHEDULER)


def _read(hparams: Mapping[str, Hyperparameter]) -> Reading:
    reading = Reading(
        optimizer=str(_first(hparams, _OPTIMIZER) or "")[:60],
        text="\n".join(f"{name}: {str(hparams[name])[:_SHOWN_CHARACTERS]}" for name in _SHOWN if name in hparams),
        numbers=numbers_of(hparams, _NUMBERS),
        loss_scaling=_LOSS_SCALING.get(str(hparams.get("mixed_precision")), ""),
    )
    # Written as "cosine", or as the text of an enumeration, "SchedulerType.COSINE".
    scheduler = str(_first(hparams, _SCHEDULER)).removeprefix("SchedulerType.").lower()[:60]
    by_class = hparams.get("lr_scheduler_type")
    if "lr_scheduler" in hparams and isinstance(by_class, str) and by_class.strip():
        # In kohya's scripts a class that is named stands before the name of a scheduler.
        return dataclasses.replace(
            reading, unreadable=f"the scheduler class {by_class[:60]}, with arguments of its own"
        )
    if scheduler in _WITH_OPTIONS:
        return dataclasses.replace(reading, unreadable=f"the scheduler {scheduler}, whose options are not all written")
    try:
        rates = list(
            dict.fromkeys(
                as_number(name, hparams[name])
                for name in (_RATE, *_OTHER_RATES)
                # Lists of rates are written as text; their series are left without a reading.
                if name == _RATE or isinstance(hparams.get(name), float)
            )
        )
        total = _total(hparams)
        if total is None and scheduler not in _WITHOUT_TOTAL:
            return dataclasses.replace(
                reading, unreadable=f"the scheduler {scheduler} without max_train_steps, over which it decays"
            )
        schedules = [_schedule(hparams, scheduler, rate, total or 0) for rate in rates]
    except ScheduleError as error:
        return dataclasses.replace(reading, error=str(error))
    found = [
        dataclasses.replace(reading, schedule=schedule, total_steps=total)
        for schedule in schedules
        if schedule is not None
    ]
    if not found:
        return dataclasses.replace(reading, unreadable=f"the scheduler {scheduler}, whose formula is not known")
    # A part of the model may train at a rate of its own.
    return dataclasses.replace(found[0], others=tuple(found[1:]), told=_without_effect(hparams, scheduler))


def _without_effect(hparams: Mapping[str, Hyperparameter], scheduler: str) -> tuple[RunWarning, ...]:
    asked, cycles = _named(hparams, _WARMUP, 0.0), _named(hparams, _CYCLES, 1.0)
    if (scheduler, asked[1]) == _UNASKED:
        asked = (asked[0], 0.0)
    return without_effect(scheduler, asked, cycles, lambda name, intent: f"# {intent}\n--{_SCHEDULER[0]} {name}")


def _named(hparams: Mapping[str, Hyperparameter], names: Sequence[str], otherwise: float) -> tuple[str, float]:
    """Give the name and the value of a setting that is a number."""
    return next(
        ((name, value) for name in names if isinstance(value := hparams.get(name), float)), (names[0], otherwise)
    )


def _schedule(hparams: Mapping[str, Hyperparameter], scheduler: str, rate: float, total: int) -> Schedule | None:
    options: dict[str, Any] = {}
    # diffusers hands these two on to the one schedule each that is named after them.
    if scheduler == "cosine_with_restarts":
        options["num_cycles"] = _first(hparams, _CYCLES)
    if scheduler == "polynomial":
        options["power"] = _first(hparams, _POWER)
    return from_transformers(scheduler, Plan(rate, _warmup(hparams, total), total, options))


def _total(hparams: Mapping[str, Hyperparameter]) -> int | None:
    value = _first(hparams, _TOTAL)
    if value is None:
        return None
    total = whole_steps("max_train_steps", value)
    require(total >= 1, "max_train_steps is 0: it must be 1 or above")
    return total


def _warmup(hparams: Mapping[str, Hyperparameter], total: int) -> int:
    value = _first(hparams, _WARMUP)
    if value is None:
        return 0
    steps = as_number("lr_warmup_steps", value)
    # kohya's scripts take a number below 1 for a share of the total.
    return int(steps * total) if 0 < steps < 1 else whole_steps("lr_warmup_steps", steps)


def _first(hparams: Mapping[str, Hyperparameter], names: Sequence[str]) -> Hyperparameter | None:
    return next((hparams[name] for name in names if name in hparams), None)


ACCELERATE = Framework(
    kind="accelerate",
    about=About(
        "accelerate: diffusers' scripts, sd-scripts with `--log_config`",
        "PyTorch",
        "the hyperparameters in the child run named by the time",
        unknown="the number of processes",
    ),
    readers=(ReaderFunction(_read_sessions),),
    # The scripts log `lr_scheduler.get_last_lr()`, what the scheduler has set in the optimizer.
    measures="optimizer",
    write=torch_configuration,
    advice=SCRIPTS,
)
