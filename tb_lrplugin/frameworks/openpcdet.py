"""The configuration of OpenPCDet's model, `MODEL.yaml` in the directory above `tensorboard/`.

Read from OpenPCDet 0eba0cc and 8caccce: `tools/train_utils/optimization/` (learning_schedules_fastai.py, __init__.py)
and `train_utils.py` (42-64, 129-131). `adam_onecycle` rises along a half cosine to LR and falls to LR / DIV_FACTOR /
1e4; `adam_cosineanneal` rises in a line over WARMUP_ITER iterations, and falls to LR / 1000 by a cosine that moves once
per epoch; other optimizers drop by LR_DECAY at the epochs of DECAY_STEP_LIST. Iterations per epoch are not told. Every
iteration is logged twice as `meta_data/learning_rate`: at its own index, and by the validation of the one before at
the next.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import numpy as np

from tb_lrplugin.formats import Arguments
from tb_lrplugin.formats.safe_yaml import load_entries
from tb_lrplugin.formats.setting_lines import quoted
from tb_lrplugin.frameworks.framework import About, Advice, Framework
from tb_lrplugin.frameworks.open_reading import Open, OpenReading, by_epoch
from tb_lrplugin.frameworks.readers import TextFile
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.frameworks.run_numbers import numbers_of
from tb_lrplugin.frameworks.shared_advice import extended, looped_by, stepped_anyway
from tb_lrplugin.schedules import (
    Cosine,
    CosineArc,
    Floor,
    Held,
    Join,
    Polynomial,
    Schedule,
    ScheduleError,
    Shift,
)
from tb_lrplugin.schedules.base import FloatArray, IntArray, require
from tb_lrplugin.schedules.ramps import falling_cosine
from tb_lrplugin.schedules.steps import scaled_at

_ONE_CYCLE, _COSINE = "adam_onecycle", "adam_cosineanneal"
_SHOWN = ("OPTIMIZER", "LR", "NUM_EPOCHS", "PCT_START", "DIV_FACTOR", "DECAY_STEP_LIST", "LR_DECAY", "LR_CLIP")
_LAST_DIVISION = 1e4
# Of the cosine: the last rate, and by how much the warm-up falls short of the first one at its begin.
_LAST_SHARE, _SHORT_AT_FIRST = 0.001, 0.66666667


def _parse(text: str) -> Reading | None:
    settings = load_entries(text, ("OPTIMIZATION",)).get("OPTIMIZATION")
    if not isinstance(settings, Mapping) or not {"LR", "OPTIMIZER", "NUM_EPOCHS"} <= settings.keys():
        return None
    reading = OpenReading(
        loss_scaling=None,
        optimizer="AdamW" if settings["OPTIMIZER"] in (_ONE_CYCLE, _COSINE) else str(settings["OPTIMIZER"])[:80],
        text="\n".join(["OPTIMIZATION:", *quoted(settings, _SHOWN, "  ")]),
        numbers=numbers_of(settings, ("BATCH_SIZE_PER_GPU", "NUM_EPOCHS")),
    )
    given = Arguments("OPTIMIZATION", settings)
    try:
        epochs = given.whole("NUM_EPOCHS")
        require(epochs > 0, f"NUM_EPOCHS is {epochs}: nothing is trained")
        if given.raw("OPTIMIZER") == _ONE_CYCLE:
            cycle = _Cycle(given)
            way = Open(
                "iterations per epoch",
                lambda numbers, steps: cycle.rates(numbers * epochs, steps),
                lambda number, _how: cycle.schedule(number * epochs),
                epochs,
            )
            return dataclasses.replace(reading, schedule=cycle.schedule(epochs * 100), ways=(way,))
        if given.raw("OPTIMIZER") == _COSINE:
            way = _cosine(given, epochs)
            return dataclasses.replace(reading, schedule=way.build(100, "assumed"), ways=(way,))
        if given.raw("LR_WARMUP") is True:
            return dataclasses.replace(reading, unreadable="a warm-up (LR_WARMUP) by epochs of unknown length")
        steps = _steps(given)
        return dataclasses.replace(reading, schedule=steps, ways=(by_epoch(steps, epochs),))
    except ScheduleError as error:
        return dataclasses.replace(reading, error=str(error))


class _Cycle:
    """Up along a half cosine from LR / DIV_FACTOR to LR, and down to a ten thousandth of that begin."""

    def __init__(self, given: Arguments) -> None:
        self._peak, self._share = given.number("LR"), given.number("PCT_START")
        division = given.number("DIV_FACTOR")
        require(0 < self._share < 1, f"PCT_START is {self._share:g}: it must be between 0 and 1")
        require(division > 0, f"DIV_FACTOR is {division:g}: it must be above 0")
        self._low = self._peak / division

    def schedule(self, total: int) -> Schedule:
        """Build the schedule of a run of so many iterations."""
        turn = int(total * self._share)
        down = CosineArc(self._peak, self._low / _LAST_DIVISION, 0, total - turn)
        if turn == 0:
            return down
        return Join((CosineArc(self._low, self._peak, 0, turn), down), (turn,), ("warm-up", "decay"))

    def rates(self, totals: IntArray, steps: IntArray) -> FloatArray:
        """Evaluate it under many lengths of the run at once."""
        turns = (totals * self._share).astype(np.int64)
        up = np.clip(steps / np.maximum(turns, 1), 0, 1)
        down = np.clip((steps - turns) / np.maximum(totals - turns, 1), 0, 1)
        last = self._low / _LAST_DIVISION
        return np.where(
            steps < turns,
            self._peak + (self._low - self._peak) * falling_cosine(up),
            last + (self._peak - last) * falling_cosine(down),
        )


def _cosine(given: Arguments, epochs: int) -> Open:
    rate, warmup = given.number("LR"), given.whole("WARMUP_ITER")
    require(warmup >= 0, f"WARMUP_ITER is {warmup}: it must be 0 or more")
    fall = Cosine(rate, epochs, rate * _LAST_SHARE)
    ramp = Polynomial(rate * (1 - _SHORT_AT_FIRST), rate, warmup) if warmup else None

    def rates(numbers: IntArray, steps: IntArray) -> FloatArray:
        main = fall(np.maximum(steps, 0) // numbers)
        return main if ramp is None else np.where(steps < warmup, ramp(np.maximum(steps, 0)), main)

    def build(number: int, how: str) -> Schedule:
        main: Schedule = Held(fall, number, f"epoch ({how})")
        return main if ramp is None else Join((ramp, Shift(main, warmup)), (warmup,), ("warm-up", "decay"))

    return Open("iterations per epoch", rates, build, epochs)


def _steps(given: Arguments) -> Schedule:
    rate, gamma = given.number("LR"), given.number("LR_DECAY")
    epochs = given.wholes("DECAY_STEP_LIST")
    require(0 <= gamma <= 1, f"LR_DECAY is {gamma:g}: it must be between 0 and 1")
    drops = scaled_at(epochs, rate, gamma)
    least = given.number("LR_CLIP", 0.0)
    return Floor(drops, least) if least > 0 else drops


_COUNT = "In train_one_epoch call lr_scheduler.step(accumulated_iter, cur_epoch) with the count of the whole run."
_ADVICE = extended(
    stepped_anyway(
        looped_by(
            "OpenPCDet's train_model",
            rate="OPTIMIZATION.LR",
            length="OPTIMIZATION.NUM_EPOCHS",
            resume="Resume with --ckpt checkpoint_epoch_N.pth, or in the same output directory: the iteration and the "
            "optimizer come with it.",
        )
    ),
    {
        "stuck_at_initial": Advice(("lr_scheduler.step() is given a count that stands still.",), _COUNT),
        "time_scaled/another plan": Advice(("--epochs on the command line wins over NUM_EPOCHS.",)),
        "restarted": Advice(("The checkpoint holds no optimizer state, or --pretrained_model was given for --ckpt.",)),
    },
)

OPENPCDET = Framework(
    kind="openpcdet",
    about=About(
        "OpenPCDet",
        "PyTorch",
        "the model's `.yaml` above `tensorboard/`",
        inferred="iterations per epoch",
        unknown="`--epochs` on the command line",
    ),
    readers=(
        TextFile(
            "model.yaml", _parse, signs=(r"^OPTIMIZATION *:", r"^ +OPTIMIZER *:", r"^ +LR *:"), other_names="*.yaml"
        ),
    ),
    tags="meta_data/learning_rate|train/lr|meta_data/lr",
    measures="optimizer",
    is_inherited=True,
    advice=_ADVICE,
)
