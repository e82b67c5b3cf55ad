"""The `config.json` that VITS and its kin (so-vits-svc, RVC, GPT-SoVITS) keep beside the event file.

Read from jaywalnut310/vits 2e561ba (`train.py` 110-121, 198-205), RVC 4338f12 (`train/train.py` 205-277, 540),
svc-develop-team/so-vits-svc 730930d (`train.py` 85-150) and GPT-SoVITS 48b1a01 (`s2_train.py`): torch's ExponentialLR
with gamma `train.lr_decay`, stepped at the end of each epoch. `learning_rate` is logged at the index of the batch, from
0. so-vits-svc warms up over `train.warmup_epochs`, epoch by epoch; VITS has the setting and passes it over. GPT-SoVITS,
which alone has `text_low_lr_rate`, steps the scheduler once before the first epoch (`s2_train.py`, 278).

Its first stage (`s1_train.py`) is a LightningModule, with `hparams.yaml`: the scheduler made of lr_init, lr, lr_end,
warmup_steps and decay_steps sets 0.002 at every step instead (`AR/modules/lr_schedulers.py`, 65), once in four batches
(`AR/models/t2s_lightning_module.py`, 40-72).
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Mapping
from typing import Any

from tb_lrplugin.data.files import ConfigFileError
from tb_lrplugin.formats import Arguments
from tb_lrplugin.formats.safe_yaml import load_yaml
from tb_lrplugin.formats.setting_lines import quoted
from tb_lrplugin.formats.texts import json_object
from tb_lrplugin.frameworks.framework import About, Advice, Framework
from tb_lrplugin.frameworks.open_reading import Open, OpenReading, by_epoch
from tb_lrplugin.frameworks.readers import TextFile
from tb_lrplugin.frameworks.reading import Reading, RunWarning
from tb_lrplugin.frameworks.run_numbers import numbers_of
from tb_lrplugin.frameworks.shared_advice import extended, looped_by, stepped_by_epoch
from tb_lrplugin.frameworks.training_log import by_places, with_logged_lengths
from tb_lrplugin.schedules import Constant, Exponential, Join, Polynomial, Schedule, ScheduleError
from tb_lrplugin.schedules.base import require
from tb_lrplugin.words import listed
from tb_lrplugin.words.numbers import format_rate

_SHOWN = ("learning_rate", "lr_decay", "warmup_epochs", "text_low_lr_rate", "epochs", "batch_size")
# "Train Epoch: 3 [45%]", and in the next line the losses, the step and the rate, as a list or by name.
_PLACE = re.compile(r"Train Epoch: (\d{1,6}) \[.*\n.*(?:\[|, |step: )(\d{1,12}), (?:lr: )?[0-9.e+-]+(?:\]|,|$)")
# GPT-SoVITS' first stage.
_LOCKED_RATE = 0.002
_UNUSED = ("lr", "lr_init", "lr_end", "warmup_steps", "decay_steps")
_STAGE_MARKS = frozenset({"train_semantic_path", "train_phoneme_path"})
# What a configuration of speech has, whoever made it.
_OF_SPEECH = ("sampling_rate", "hop_length", "filter_length")


def _parse(text: str) -> Reading | None:
    config = json_object(text)
    train, data = (config.get(name) for name in ("train", "data"))
    if not isinstance(train, dict) or not isinstance(data, dict) or not any(name in data for name in _OF_SPEECH):
        return None
    if "learning_rate" not in train or "lr_decay" not in train:
        return None
    shown = {name: train[name] for name in _SHOWN if name in train}
    reading = OpenReading(
        optimizer="AdamW",
        text=json.dumps({"train": shown}, indent=2)[:4000],
        numbers=numbers_of(train, ("batch_size", "epochs")),
    )
    try:
        schedule, ways = _read(train)
    except ScheduleError as error:
        return dataclasses.replace(reading, error=str(error))
    return dataclasses.replace(reading, schedule=schedule, ways=ways)


def _read(train: Mapping[str, Any]) -> tuple[Schedule, tuple[Open, ...]]:
    given = Arguments("train", train)
    rate, decay = given.number("learning_rate"), given.number("lr_decay")
    require(0 < decay <= 1, f"lr_decay is {format_rate(decay)}: it must be above 0, and 1 at most")
    epochs, warmup = given.whole("epochs", 0) or None, given.whole("warmup_epochs", 0)
    plain = Exponential(rate, 1, decay)
    ways = [by_epoch(plain, epochs)]
    if given.has("text_low_lr_rate"):
        ways.insert(0, by_epoch(Exponential(rate * decay, 1, decay), epochs))
    if warmup > 1:
        ramp = Polynomial(rate / warmup, rate, warmup - 1)
        ways.append(by_epoch(Join((ramp, plain), (warmup - 1,), ("warm-up", "decay")), epochs))
    return plain, tuple(ways)


def _parse_first_stage(text: str) -> Reading | None:
    try:
        config = load_yaml(text)
    except ConfigFileError:
        return None
    config = config.get("config") if isinstance(config, Mapping) else None
    if not isinstance(config, Mapping) or not config.keys() >= _STAGE_MARKS:
        return None
    optimizer = config.get("optimizer")
    if not isinstance(optimizer, Mapping) or not optimizer.keys() >= {"lr", "lr_init", "lr_end"}:
        return None
    unused = tuple(name for name in _UNUSED if name in optimizer)
    told = RunWarning(
        "setting_without_effect",
        f"{listed(unused)} of the configuration have no effect: the scheduler of GPT-SoVITS' first stage sets "
        f"{format_rate(_LOCKED_RATE)} at every step (AR/modules/lr_schedulers.py).",
    )
    return Reading(
        schedule=Constant(_LOCKED_RATE),
        optimizer="ScaledAdam",
        text="\n".join(["optimizer:", *quoted(optimizer, unused, "  ")]),
        # The mean of an epoch takes in the few batches before the scheduler's second step.
        tags="lr(?:_step)?",
        told=(told,),
    )


_ONCE = """\
# in train.py, after the loop over the epoch's batches, for generator and discriminator
scheduler_g.step()
scheduler_d.step()"""
_BY_BATCH = "scheduler_g.step() stands within the loop over batches: lr_decay is meant for whole epochs."
_ADVICE = extended(
    stepped_by_epoch(
        looped_by(
            "train.py",
            rate="train.learning_rate",
            length="train.epochs and train.lr_decay",
            resume="Keep G_*.pth and D_*.pth with their optimizer in the model's directory: train.py goes on from the "
            "newest, and sets the scheduler to its epoch.",
        )
    ),
    {
        "stuck_at_initial": Advice(("scheduler_g.step() and scheduler_d.step() are not called.",), _ONCE, "python"),
        "frozen": Advice(("scheduler_g.step() is no longer called.",), _ONCE, "python"),
        "time_scaled/fast": Advice((_BY_BATCH,), _ONCE, "python"),
        "restarted": Advice(
            ("The checkpoint was not found, or holds no optimizer: train.py then begins at epoch 1 in silence.",)
        ),
        "value_scaled": Advice(("A checkpoint's optimizer brings its own rate along, whatever config.json says.",)),
    },
)

VITS = Framework(
    kind="vits",
    about=About(
        "VITS, so-vits-svc, RVC, GPT-SoVITS",
        "PyTorch",
        "`config.json` and `train.log` (first stage of GPT-SoVITS: `hparams.yaml`) beside the event file",
        inferred="steps per epoch, where `train.log` does not tell; whether `warmup_epochs` is in force",
    ),
    readers=(
        TextFile(
            "config.json",
            _parse,
            signs=(r'"lr_decay" *:', r'"learning_rate" *:'),
            complete=with_logged_lengths({"train.log": by_places(_PLACE)}),
        ),
        TextFile("hparams.yaml", _parse_first_stage, signs=(r"\btrain_semantic_path *:", r"\blr_init *:")),
    ),
    tags="learning_rate",
    measures="optimizer",
    whole=lambda text: text.replace("{", '{"data": {"sampling_rate": 0},', 1),
    advice={
        **_ADVICE,
        "stepped_every_step": Advice(causes=(_BY_BATCH,), fix=_ONCE, syntax="python"),
    },
)
