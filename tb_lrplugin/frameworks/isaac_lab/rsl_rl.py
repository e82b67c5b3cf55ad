"""rsl_rl's PPO: a fixed rate, or one that follows the KL divergence.

Read from rsl-rl-lib 5.5.1 `algorithms/ppo.py` (241-256) and `utils/logger.py`: under `schedule: adaptive` each
mini-batch divides the rate by 1.5 where the divergence is above twice desired_kl, and multiplies it where that is below
half of it, between 1e-5 and 1e-2, which stand in the code. `Loss/learning_rate` is logged once per iteration, after its
updates.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from tb_lrplugin.formats import Arguments
from tb_lrplugin.formats.setting_lines import quoted
from tb_lrplugin.frameworks.reading import MetricRule, Reading
from tb_lrplugin.schedules import Constant, ScheduleError

_FACTOR, _FLOOR, _CEILING = 1.5, 1e-5, 1e-2
_SHOWN = ("learning_rate", "schedule", "desired_kl", "num_learning_epochs", "num_mini_batches")


def rsl_rl_reading(agent: Mapping[Any, Any]) -> Reading | None:
    """Read the agent's settings; None where they are another library's."""
    algorithm = agent.get("algorithm")
    if not isinstance(algorithm, Mapping) or not {"learning_rate", "schedule"} <= algorithm.keys():
        return None
    shown = {name: algorithm[name] for name in _SHOWN if name in algorithm}
    reading = Reading(
        text="\n".join(["algorithm:", *quoted(shown, shown, "  ")]),
        tags="Loss/learning_rate",
        optimizer="Adam",
    )
    given = Arguments("algorithm", algorithm)
    try:
        schedule, rate = given.raw("schedule"), given.number("learning_rate")
        total = Arguments("agent.yaml", agent).whole("max_iterations", 0) or None
    except ScheduleError as error:
        return dataclasses.replace(reading, error=str(error))
    if schedule not in ("adaptive", "fixed"):
        return dataclasses.replace(reading, unreadable=f"the schedule {str(schedule)[:80]}, whose rule is not known")
    # Without desired_kl the rule is off.
    is_adaptive = schedule == "adaptive" and given.has("desired_kl")
    rule = MetricRule("schedule: adaptive", "the KL divergence", _FACTOR, _FLOOR, _CEILING, raises=True)
    return dataclasses.replace(reading, schedule=Constant(rate), total_steps=total, rule=rule if is_adaptive else None)
