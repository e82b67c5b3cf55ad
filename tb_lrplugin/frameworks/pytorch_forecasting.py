"""The `hparams.yaml` of pytorch-forecasting's models (TFT, N-BEATS, DeepAR ...), which Lightning writes.

Read from pytorch-forecasting 1.8.0 `models/base/_base_model.py` (configure_optimizers): `learning_rate` is a list of
rates, one for each epoch, the last of which holds on; or a number under ReduceLROnPlateau with factor
1 / reduce_on_plateau_reduction, patience and cool-down of reduce_on_plateau_patience epochs and the floor
reduce_on_plateau_min_lr; or a constant where that patience is null. LearningRateMonitor logs it at the index of the
update, from 0.
"""

from __future__ import annotations

import dataclasses
import math
from functools import partial

from tb_lrplugin.formats import Arguments
from tb_lrplugin.formats.safe_yaml import load_entries
from tb_lrplugin.formats.setting_lines import quoted
from tb_lrplugin.frameworks.framework import About, Advice, Framework
from tb_lrplugin.frameworks.open_reading import OpenReading, by_epoch, with_epochs
from tb_lrplugin.frameworks.readers import TextFile
from tb_lrplugin.frameworks.reading import MetricRule, Reading
from tb_lrplugin.frameworks.shared_advice import extended, with_fixes
from tb_lrplugin.frameworks.torch.advice import LIGHTNING_MODELS
from tb_lrplugin.schedules import Constant, PiecewiseConstant, Schedule, ScheduleError
from tb_lrplugin.schedules.base import require

_EPOCH_TAG = "epoch"
_PATIENCE, _REDUCTION, _LEAST = (f"reduce_on_plateau_{name}" for name in ("patience", "reduction", "min_lr"))
_SETTINGS = ("learning_rate", "optimizer", _PATIENCE, _REDUCTION, _LEAST)
_MOST_EPOCHS = 10_000


def _parse(text: str) -> Reading | None:
    settings = load_entries(text, _SETTINGS)
    if not {"learning_rate", _PATIENCE, "optimizer"} <= settings.keys():
        return None
    reading = OpenReading(
        optimizer=str(settings["optimizer"])[:80],
        text="\n".join(quoted(settings, _SETTINGS)),
    )
    given = Arguments("hparams.yaml", settings)
    try:
        if isinstance(settings["learning_rate"], list):
            listed = _listed(settings["learning_rate"])
            return dataclasses.replace(reading, schedule=listed, ways=(by_epoch(listed, marks_starts=True),))
        rate = Constant(given.number("learning_rate"))
        rule = _rule(given) if given.has(_PATIENCE) else None
    except ScheduleError as error:
        return dataclasses.replace(reading, error=str(error))
    return dataclasses.replace(reading, schedule=rate, rule=rule)


def _listed(values: list[object]) -> Schedule:
    require(0 < len(values) <= _MOST_EPOCHS, f"learning_rate lists {len(values):,} rates: give one for each epoch")
    rates = tuple(Arguments("learning_rate", {"an epoch's rate": value}).number("an epoch's rate") for value in values)
    return PiecewiseConstant(tuple(range(1, len(rates))), rates) if len(rates) > 1 else Constant(rates[0])


def _rule(given: Arguments) -> MetricRule:
    reduction, floor = given.number(_REDUCTION, 2.0), given.number(_LEAST, 1e-5)
    factor = reduction if reduction > 1 else math.nan
    return MetricRule("ReduceLROnPlateau", "the validation loss", factor, floor=max(floor, 0.0))


_BY_EPOCH = "A list of rates holds one for each epoch: learning_rate was changed after the model was made."
_BY_TRAINER = (
    "Give learning_rate to from_dataset() as the model is made, and let the Lightning Trainer step the scheduler that "
    "the model returns: configure_optimizers and optimizer_step are the model's own."
)
_ADVICE = extended(
    LIGHTNING_MODELS
    | with_fixes(LIGHTNING_MODELS, ("stuck_at_initial", "frozen", "frozen/after preparation"), _BY_TRAINER, "words"),
    {
        "stuck_at_initial": Advice((_BY_EPOCH,)),
        "constant_mismatch": Advice(
            ("A learning-rate finder (trainer.tuner, lr_find) set another rate than hparams.yaml tells.",)
        ),
    },
)

PYTORCH_FORECASTING = Framework(
    kind="pytorch_forecasting",
    about=About(
        "pytorch-forecasting (TFT, N-BEATS, DeepAR)",
        "PyTorch",
        "`hparams.yaml` beside the event file",
        inferred="steps per epoch, where `learning_rate` is a list",
        unknown="when the plateau rule acts",
    ),
    readers=(
        TextFile(
            "hparams.yaml",
            _parse,
            signs=(rf"^{_PATIENCE} *:", r"^learning_rate *:"),
            complete=partial(with_epochs, _EPOCH_TAG),
            scalar_tags=frozenset({_EPOCH_TAG}),
        ),
    ),
    tags="lr-.*|.*learning_rate.*",
    measures="optimizer",
    advice=_ADVICE,
)
