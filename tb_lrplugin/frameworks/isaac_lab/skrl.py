"""skrl: KLAdaptiveLR, or any of torch's schedulers.

Read from skrl 2.1.1 `resources/schedulers/torch/kl_adaptive.py`, `agents/torch/base.py` (post_interaction,
write_tracking_data), `agents/torch/ppo/ppo.py` (452-475), `a2c/a2c.py` (436-457), `sac/sac.py` (286, 414) and the
defaults of their `*_cfg.py`. PPO and its kin learn after each rollout and step once per learning epoch, A2C once;
agents with a replay memory learn at every time step from `learning_starts` on, and step once per gradient step. A rate
is tracked after each learning, and what is written at each multiple of write_interval is the mean of those since the
last write. Without a scheduler nothing is logged.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from tb_lrplugin.formats import Arguments
from tb_lrplugin.formats.setting_lines import quoted
from tb_lrplugin.frameworks.reading import MetricRule, Reading
from tb_lrplugin.frameworks.torch.schedule import from_torch_scheduler
from tb_lrplugin.schedules import Constant, Held, Sampled, Schedule, ScheduleError
from tb_lrplugin.schedules.base import require
from tb_lrplugin.schedules.sampled import MOST_RECORDED

# Up to 1.0 it was spelled so.
_ADAPTIVE = ("KLAdaptiveLR", "KLAdaptiveRL")
_SHOWN = ("learning_rate", "learning_rate_scheduler", "learning_rate_scheduler_kwargs", "rollouts", "learning_epochs")
# What only agents with a replay memory have.
_OFF_POLICY = frozenset({"gradient_steps", "random_timesteps", "polyak", "tau", "batch_size"})
_ROLLOUT, _EPOCHS = 16, {"A2C": 1, "AMP": 6}
_USUAL_EPOCHS = 8
_MOST_RATES = 2**22


class _Learning(NamedTuple):
    """When an agent learns, in time steps, and how often it then steps the scheduler and tracks the rate."""

    first: int
    every: int
    times: int
    tracked: int


def skrl_reading(agent: Mapping[Any, Any]) -> Reading | None:
    """Read the agent's settings; None where they are another library's."""
    settings = agent.get("agent")
    if not isinstance(settings, Mapping) or not {"learning_rate", "learning_rate_scheduler"} <= settings.keys():
        return None
    reading = Reading(
        text="\n".join(["agent:", *quoted(settings, _SHOWN, "  ")]),
        tags=r"Learning / (?:(?:Policy|Critic|Value) l|L)earning rate.*",
        optimizer="Adam",
    )
    # Agents with several optimizers may list a value for each.
    names = ("learning_rate", "learning_rate_scheduler", "learning_rate_scheduler_kwargs")
    given = Arguments("agent", {**settings, **{name: _first(settings.get(name)) for name in names}})
    scheduler, keywords = given.raw(names[1]), given.raw(names[2])
    options = keywords if isinstance(keywords, Mapping) else {}
    try:
        rate, total = given.number("learning_rate"), _total(agent)
        reading = dataclasses.replace(reading, schedule=Constant(rate), total_steps=total)
        if scheduler is None:
            return reading
        name, window, learning = str(scheduler).rpartition(".")[2], _window(agent, total), _learning(given)
        reading = dataclasses.replace(reading, first_logged=learning.first)
        if name in _ADAPTIVE:
            rule = _rule(name, Arguments(name, options), is_averaged=window > learning.every)
            return dataclasses.replace(reading, rule=rule)
        schedule = _logged(from_torch_scheduler(name, options, rate), learning, window, total)
    except ScheduleError as error:
        return dataclasses.replace(reading, error=str(error))
    if schedule is None:
        unreadable = f"the scheduler {name[:80]}, as a mean over updates"
        return dataclasses.replace(reading, schedule=None, unreadable=unreadable)
    return dataclasses.replace(reading, schedule=schedule)


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value


def _rule(name: str, given: Arguments, *, is_averaged: bool) -> MetricRule:
    floor, ceiling = given.number("min_lr", 1e-6), given.number("max_lr", 1e-2)
    factor = given.number("lr_factor", 1.5)
    return MetricRule(name, "the KL divergence", factor, floor, ceiling, raises=True, is_averaged=is_averaged)


def _learning(given: Arguments) -> _Learning:
    if any(given.has(name) for name in _OFF_POLICY) and not given.has("rollouts"):
        starts, times = given.whole("learning_starts", 0), given.whole("gradient_steps", 1)
        found = _Learning(starts + 1, given.whole("update_interval", 1), times, times)
    else:
        rollout = given.whole("rollouts", _ROLLOUT)
        usual = _EPOCHS.get(str(given.raw("class")), _USUAL_EPOCHS)
        found = _Learning(rollout, rollout, 1 if usual == 1 else given.whole("learning_epochs", usual), 1)
    require(min(found) > 0, "an agent that never learns has no rates: rollouts and learning_epochs must be 1 or more")
    return found


def _logged(found: Schedule | None, learning: _Learning, window: int, total: int | None) -> Schedule | None:
    """Build what is logged of one of torch's schedulers at a time step; None where that hangs on an unknown total."""
    first, every, times, tracked = learning
    if found is None or found.is_constant:
        return found
    if first == every and every % window == 0 and every % times == 0 and tracked == 1:
        # At the end of a rollout its learning epochs are done.
        return Held(found, every // times, "learning epoch")
    if not total or window > total or total // every * tracked > _MOST_RATES or total // window > MOST_RECORDED:
        return None
    learned = np.arange(first, total + 1, every, dtype=np.int64)
    rates = found(np.arange(1, len(learned) * tracked + 1, dtype=np.int64) * (times // tracked))
    sums = np.concatenate([[0.0], np.cumsum(rates)])
    written = np.arange(window, total + 1, window, dtype=np.int64)
    since, until = (np.searchsorted(learned, at, side="right") * tracked for at in (written - window, written))
    has_learned = until > since
    written, since, until = written[has_learned], since[has_learned], until[has_learned]
    means = (sums[until] - sums[since]) / (until - since)
    return Sampled(tuple(written.tolist()), tuple(means.tolist())) if len(means) else None


def _total(agent: Mapping[Any, Any]) -> int | None:
    trainer = agent.get("trainer")
    return Arguments("trainer", trainer).whole("timesteps", 0) or None if isinstance(trainer, Mapping) else None


def _window(agent: Mapping[Any, Any], total: int | None) -> int:
    """Give the time steps between two writes; "auto" is a hundredth of the run."""
    settings = agent["agent"]
    experiment = settings.get("experiment")
    interval = experiment.get("write_interval", "auto") if isinstance(experiment, Mapping) else "auto"
    if isinstance(interval, int) and not isinstance(interval, bool) and interval > 0:
        return interval
    return max(1, total // 100) if total else 2**40
