"""litgpt's `hyperparameters.yaml`, which every checkpoint holds: `OUT/final`, `OUT/step-N`.

Read from litgpt 0.5.13 `pretrain.py` (310-400, 462-474) and `args.py` (56-75): the rate of iteration `it`, counted
from 0, is lr * it / W, then a cosine to min_lr; W and the length count iterations, which are micro-batches of one
device. `learning_rate` is logged at the index of the iteration, in OUT/logs/tensorboard/version_N.

The commands of `finetune/` (lora, full, adapter, adapter_v2) count updates: lr * n / W, then torch's cosine to 0 over
the rest of the run (`lora.py` 230-237, 366-402, 494-498). What is logged at the number of the iteration, from 1, is the
rate after its step. How many updates the run takes hangs on the data as well, so the points tell.
"""

from __future__ import annotations

import dataclasses
import fnmatch
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from tb_lrplugin.data.files import ConfigFileError
from tb_lrplugin.formats import Arguments
from tb_lrplugin.formats.safe_yaml import load_yaml
from tb_lrplugin.formats.setting_lines import quoted
from tb_lrplugin.frameworks.framework import About, Advice, Framework
from tb_lrplugin.frameworks.open_reading import Open, OpenReading
from tb_lrplugin.frameworks.readers import Found, ReaderFunction, TextFile, Traces, Trust
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.frameworks.run_numbers import numbers_of
from tb_lrplugin.frameworks.shared_advice import extended, looped_by, recomputed_by
from tb_lrplugin.schedules import Cosine, Held, Join, Polynomial, Schedule, ScheduleError
from tb_lrplugin.schedules.base import FloatArray, IntArray, require
from tb_lrplugin.schedules.ramps import falling_cosine

_FILE = "hyperparameters.yaml"
# Of the commands of finetune/ alone.
_TUNED = "checkpoint_dir"
_UNTOLD = "a cosine of unknown length, as devices is {}"
_CHECKPOINTS = ("final", "step-*")
_SHOWN = ("lr_warmup_steps", "global_batch_size", "micro_batch_size", "max_tokens", "max_seq_length", "min_lr")
_NUMBERS = ("train.global_batch_size", "train.micro_batch_size", "devices", "num_nodes")


def _parse(text: str) -> Reading | None:
    try:
        config = load_yaml(text)
    except ConfigFileError:
        return None
    if not isinstance(config, Mapping):
        return None
    train, optimizer = config.get("train"), config.get("optimizer")
    if not isinstance(train, Mapping) or not isinstance(optimizer, Mapping):
        return None
    options = optimizer.get("init_args")
    if not isinstance(options, Mapping) or "lr" not in options:
        return None
    shown = quoted(train, _SHOWN, "  ")
    reading = OpenReading(
        optimizer=str(optimizer.get("class_path", "")).rpartition(".")[2][:80],
        text="\n".join(
            ["train:", *shown, "optimizer:", "  init_args:", f"    lr: {options['lr']}"[:200], *_machines(config)]
        ),
        numbers=numbers_of(config, _NUMBERS),
    )
    given = Arguments(
        "train", {**train, "lr": options["lr"], "devices": config.get("devices"), "nodes": config.get("num_nodes")}
    )
    try:
        return _finetuned(reading, given) if _TUNED in config else _with_schedule(reading, given)
    except ScheduleError as error:
        return dataclasses.replace(reading, error=str(error))


def _machines(config: Mapping[Any, Any]) -> list[str]:
    return quoted(config, (_TUNED, "devices", "num_nodes"))


def _finetuned(reading: OpenReading, given: Arguments) -> Reading:
    devices: Any = given.raw("devices")
    if not isinstance(devices, int):
        return dataclasses.replace(reading, unreadable=_UNTOLD.format(str(devices)[:40]))
    rate, warmup = given.number("lr"), given.whole("lr_warmup_steps", 100)
    world, micro = devices * given.whole("nodes", 1), given.whole("micro_batch_size", 1)
    require(warmup > 0, f"lr_warmup_steps is {warmup}: it must be 1 or more")
    require(world > 0 and micro > 0, "an iteration of no samples trains nothing")
    accumulated = given.whole("global_batch_size", 16) // world // micro
    require(accumulated > 0, "global_batch_size is less than one micro-batch of each device")

    def build(total: int, _how: str = "") -> Schedule:
        by_update = _schedule(rate, 0.0, warmup, max(total, warmup + 1))
        return by_update if accumulated == 1 else Held(by_update, accumulated, "update")

    def rates(totals: IntArray, steps: IntArray) -> FloatArray:
        done = np.maximum(steps, 0) // accumulated
        progress = np.clip((done - warmup) / np.maximum(totals - warmup, 1), 0.0, 1.0)
        return np.where(done < warmup, rate * done / warmup, rate * falling_cosine(progress))

    most = given.whole("max_steps", 0)
    way = Open("updates of the run", rates, build)
    whole = dataclasses.replace(reading, schedule=build(most or warmup + 1), total_steps=most * accumulated or None)
    # max_steps is what the run takes at most: epochs of the data may end it before.
    is_open = dataclasses.replace(reading, schedule=whole.schedule, ways=(way,))
    return dataclasses.replace(whole, others=(is_open,)) if most else is_open


def _with_schedule(reading: Reading, given: Arguments) -> Reading:
    devices: Any = given.raw("devices")
    if not isinstance(devices, int):
        return dataclasses.replace(reading, unreadable=_UNTOLD.format(str(devices)[:40]))
    for name in ("max_tokens", "max_seq_length"):
        if not given.has(name):
            return dataclasses.replace(reading, unreadable=f"a cosine of unknown length, as the file has no {name}")
    if given.has("lr_warmup_fraction"):
        return dataclasses.replace(
            reading, unreadable="a warm-up by lr_warmup_fraction, which hangs on the data's size"
        )
    world = devices * given.whole("nodes", 1)
    micro, length = given.whole("micro_batch_size"), given.whole("max_seq_length")
    require(world > 0 and micro > 0 and length > 0, "an iteration of no tokens trains nothing")
    total = given.whole("max_tokens") // world // (micro * length)
    accumulated = given.whole("global_batch_size") // world // micro
    warmup = min(total, max(given.whole("lr_warmup_steps", 0), 0) * accumulated)
    schedule = _schedule(given.number("lr"), given.number("min_lr", 0.0), warmup, total)
    return dataclasses.replace(reading, schedule=schedule, total_steps=total)


def _schedule(rate: float, floor: float, warmup: int, total: int) -> Schedule:
    require(total > warmup, f"max_tokens make {total:,} iterations, and the warm-up takes {warmup:,}")
    decay = Cosine(rate, total - warmup, floor)
    return Join((Polynomial(0.0, rate, warmup), decay), (warmup,), ("warm-up", "decay")) if warmup > 0 else decay


_HYPERPARAMETERS = TextFile(_FILE, _parse, signs=("lr_warmup", "micro_batch_size"))


def _find(traces: Traces) -> Iterator[Found]:
    """Read the file of a checkpoint: all of one run hold the same."""
    names = traces.directory.file_names()
    folders = [name for pattern in _CHECKPOINTS for name in fnmatch.filter(names, pattern)]
    # Only where the logs are beside the checkpoints is it the run's own directory.
    for folder in folders[:1] if "logs" in names else ():
        directory = traces.directory.below(folder)
        reading = _HYPERPARAMETERS.read_file(directory, _FILE)
        if reading is not None:
            yield directory.where(_FILE), reading


_CALL = """\
# once per iteration (micro-batch), not per optimizer step: lengths count iterations
lr = get_lr(optimizer.defaults["lr"], state["iter_num"], warmup_iters, max_iters, train.min_lr)
for param_group in optimizer.param_groups:
    param_group["lr"] = lr"""
_ADVICE = extended(
    recomputed_by(
        "litgpt's fit()",
        rate="optimizer.init_args.lr",
        length="train.max_tokens",
        resume="Resume with litgpt pretrain --resume auto: iter_num comes with the checkpoint.",
    ),
    {
        "stuck_at_initial": Advice(("get_lr() is given a count that stands still.",), _CALL, "python"),
        "time_scaled/slow": Advice(
            ("get_lr() is given the count of optimizer steps, and its lengths count iterations.",), _CALL, "python"
        ),
        "time_scaled/fast": Advice(("train.max_tokens, devices or num_nodes were others when the run began.",)),
    },
)
# The commands of finetune/ step torch's scheduler and refuse train.max_tokens (`lora.py`, 563); `full.py` alone resumes
# with its state (165-170), `adapter_v2.py` with the weights (205).
_TUNED_ADVICE = looped_by(
    "litgpt's fit()",
    rate="optimizer.init_args.lr",
    length="train.epochs (or train.max_steps) and train.lr_warmup_steps",
    resume="Resume with litgpt finetune_full --resume auto, which restores the scheduler. The other finetune commands "
    "load weights at most, and their schedule begins anew.",
)


class _Litgpt(Framework):
    """Two kinds of commands, with settings and loops of their own."""

    def advice_on(self, fault: str, reading: Reading) -> Advice:
        """Take the words of the commands that wrote the settings."""
        is_tuned = f"\n{_TUNED}:" in reading.text
        return _TUNED_ADVICE.get(fault, Advice()) if is_tuned else super().advice_on(fault, reading)


LITGPT = _Litgpt(
    kind="litgpt",
    about=About(
        "litgpt pretrain and finetune",
        "PyTorch",
        "`hyperparameters.yaml` of a checkpoint beside `logs/`",
        inferred="updates of a finetune run",
        unknown="`devices: auto`; a length that is left to the model",
    ),
    readers=(ReaderFunction(_find, "logs", trust=Trust.FILE),),
    files=(_HYPERPARAMETERS,),
    tags="learning_rate",
    measures="schedule",
    is_inherited=True,
    advice=_ADVICE,
)
