"""skrl: KLAdaptiveLR, or any of torch's schedulers, stepped once per learning epoch.

Read from skrl 2.1.1 `resources/schedulers/torch/kl_adaptive.py`, `agents/torch/ppo/ppo.py` (452-475) and
`agents/torch/base.py` (write_tracking_data): a rate is tracked after each rollout's learning, and what is logged is the
mean of those tracked since the last write. Without a scheduler nothing is logged.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from tb_lrplugin.formats import Arguments
from tb_lrplugin.frameworks.reading import MetricRule, Reading
from tb_lrplugin.frameworks.torch.schedule import from_torch_scheduler
from tb_lrplugin.schedules import Constant, Held, Schedule, ScheduleError

# Up to 1.0 it was spelled so.
_ADAPTIVE = ("KLAdaptiveLR", "KLAdaptiveRL")
_SHOWN = ("learning_rate", "learning_rate_scheduler", "learning_rate_scheduler_kwargs", "rollouts", "learning_epochs")


def skrl_reading(agent: Mapping[Any, Any]) -> Reading | None:
    """Read the agent's settings; None where they are another library's."""
    settings = agent.get("agent")
    if not isinstance(settings, Mapping) or not {"learning_rate", "learning_rate_scheduler"} <= settings.keys():
        return None
    reading = Reading(
        text="\n".join(["agent:", *(f"  {name}: {settings[name]}"[:200] for name in _SHOWN if name in settings)]),
        tags=r"Learning / (?:(?:Policy|Critic) l|L)earning rate.*",
        optimizer="Adam",
    )
    scheduler, keywords = settings["learning_rate_scheduler"], settings.get("learning_rate_scheduler_kwargs")
    options = keywords if isinstance(keywords, Mapping) else {}
    given = Arguments("agent", settings)
    try:
        rate, total = given.number("learning_rate"), _total(agent)
        window, rollout = _window(agent, total), given.whole("rollouts", 1)
        if scheduler in _ADAPTIVE:
            rule = _rule(str(scheduler), Arguments(str(scheduler), options), is_averaged=window > rollout)
            return dataclasses.replace(reading, schedule=Constant(rate), rule=rule, total_steps=total)
        schedule = Constant(rate) if scheduler is None else _stepped(str(scheduler), options, rate, given, window)
    except ScheduleError as error:
        return dataclasses.replace(reading, error=str(error))
    if schedule is None:
        return dataclasses.replace(reading, unreadable=f"the scheduler {str(scheduler)[:80]}, as a mean over updates")
    return dataclasses.replace(reading, schedule=schedule, total_steps=total)


def _rule(name: str, given: Arguments, *, is_averaged: bool) -> MetricRule:
    floor, ceiling = given.number("min_lr", 1e-6), given.number("max_lr", 1e-2)
    factor = given.number("lr_factor", 1.5)
    return MetricRule(name, "the KL divergence", factor, floor, ceiling, raises=True, is_averaged=is_averaged)


def _stepped(name: str, options: Mapping[Any, Any], rate: float, given: Arguments, window: int) -> Schedule | None:
    """Build what is logged of one of torch's schedulers at a time step; None for a mean over several rollouts."""
    found = from_torch_scheduler(name, options, rate)
    rollout, epochs = given.whole("rollouts", 1), given.whole("learning_epochs", 1)
    if found is None or found.is_constant:
        return found
    if window > rollout or rollout % epochs:
        return None
    # At the end of a rollout its learning epochs are done.
    return Held(found, rollout // epochs, "learning epoch")


def _total(agent: Mapping[Any, Any]) -> int | None:
    trainer = agent.get("trainer")
    return Arguments("trainer", trainer).whole("timesteps", 0) or None if isinstance(trainer, Mapping) else None


def _window(agent: Mapping[Any, Any], total: int | None) -> int:
    """Give the time steps between two writes; "auto" is a hundredth of the run."""
    settings = agent["agent"]
    experiment = settings.get("experiment")
    interval = experiment.get("write_interval", "auto") if isinstance(experiment, Mapping) else "auto"
    if isinstance(interval, int) and not isinstance(interval, bool):
        return interval
    return max(1, (total or 0) // 100) if total else 2**40
