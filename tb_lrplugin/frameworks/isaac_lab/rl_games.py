"""rl_games: an adaptive, a linear or a constant rate.

Read from rl_games 1.6.5 `common/schedulers.py` and `common/a2c_common.py` (182-206, 1253-1283). adaptive: by the KL
divergence, a factor of 1.5, between 1e-6 and 1e-2. linear: from learning_rate to 1e-6 over max_epochs; over max_frames
the trainer hands on 0 for the frames, so that the rate never moves. Anything else is constant. `info/last_lr` is logged
at frames; an epoch with a single update shows the rate of the epoch before.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from tb_lrplugin.formats import Arguments
from tb_lrplugin.formats.setting_lines import quoted
from tb_lrplugin.frameworks.open_reading import Open, OpenReading, stretched
from tb_lrplugin.frameworks.reading import MetricRule, Reading
from tb_lrplugin.frameworks.run_numbers import numbers_of
from tb_lrplugin.schedules import Constant, Polynomial, ScheduleError

_FACTOR, _FLOOR, _CEILING = 1.5, 1e-6, 1e-2
_SHOWN = (
    "learning_rate",
    "lr_schedule",
    "schedule_type",
    "kl_threshold",
    "max_epochs",
    "max_frames",
    "num_actors",
    "horizon_length",
    "minibatch_size",
    "mini_epochs",
)


def rl_games_reading(agent: Mapping[Any, Any]) -> Reading | None:
    """Read the agent's settings; None where they are another library's."""
    params = agent.get("params")
    config = params.get("config") if isinstance(params, Mapping) else None
    if not isinstance(config, Mapping) or not {"learning_rate", "lr_schedule"} <= config.keys():
        return None
    lines = quoted(config, _SHOWN, "    ")
    reading = OpenReading(
        text="\n".join(["params:", "  config:", *lines]),
        tags="info/last_lr",
        optimizer="Adam",
        numbers=numbers_of(config, ("num_actors", "horizon_length", "mini_epochs", "minibatch_size")),
    )
    try:
        return _with_schedule(reading, Arguments("params.config", config))
    except ScheduleError as error:
        return dataclasses.replace(reading, error=str(error))


def _with_schedule(reading: OpenReading, given: Arguments) -> Reading:
    rate, kind = _number(given, "learning_rate"), given.raw("lr_schedule")
    if kind == "adaptive":
        rule = MetricRule("lr_schedule: adaptive", "the KL divergence", _FACTOR, _FLOOR, _CEILING, raises=True)
        return dataclasses.replace(reading, schedule=Constant(rate), rule=rule)
    epochs, frames = given.whole("max_epochs", -1), given.whole("max_frames", -1)
    if kind != "linear" or (epochs <= 0 and frames <= 0):
        return dataclasses.replace(reading, schedule=Constant(rate))
    if epochs <= 0:
        return dataclasses.replace(reading, schedule=Polynomial(rate, _FLOOR, frames), total_steps=frames)
    length = given.whole("num_actors", 0) * given.whole("horizon_length", 0)
    is_single = given.whole("mini_epochs", 1) == 1 and given.whole("minibatch_size", 0) >= length
    if length > 0:
        line = Polynomial(rate, _FLOOR, epochs * length)
        return dataclasses.replace(
            reading, schedule=line, total_steps=epochs * length, offset=-length if is_single else 0
        )
    way = Open(
        "frames per epoch",
        stretched(None, 0, lambda progress: _FLOOR + (rate - _FLOOR) * (1 - progress), epochs),
        lambda number, _how: Polynomial(rate, _FLOOR, epochs * number),
        epochs,
    )
    return dataclasses.replace(reading, schedule=Polynomial(rate, _FLOOR, epochs), ways=(way,))


def _number(given: Arguments, name: str) -> float:
    """Give a number that may be text in quotes, of which rl_games makes a float."""
    value = given.raw(name)
    try:
        return float(value) if isinstance(value, str) else given.number(name)
    except ValueError:
        return given.number(name)
