"""The curve, or the rule of a metric, of a scheduler's state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tb_lrplugin.frameworks.checkpoint.others import deepspeed_schedule
from tb_lrplugin.frameworks.checkpoint.states import SchedulerState
from tb_lrplugin.frameworks.reading import MetricRule
from tb_lrplugin.frameworks.torch.schedule import from_torch_scheduler, rule_of
from tb_lrplugin.schedules import Constant, Schedule


def rule_of_state(state: SchedulerState) -> MetricRule | None:
    """Give the rule of a metric; its state keeps the least rate of each group under another name."""
    least = state.arguments.get("min_lrs")
    return rule_of(state.name, {**state.arguments, "min_lr": least[0] if isinstance(least, list) and least else None})


def schedule_of(state: SchedulerState | None, rate: float) -> Schedule | None:
    """Build the schedule of a scheduler's state for a parameter group.

    Args:
      state: of the scheduler; None for an optimizer without one.
      rate: the group's rate before the schedule.

    Returns:
      The schedule, in calls of the scheduler; None where the class has no closed form here.

    Raises:
      ScheduleError: if the state makes no schedule.
    """
    if state is None:
        return Constant(rate)
    arguments: Mapping[str, Any] = state.arguments
    if len(state.base_rates) > 1 and state.name in ("CyclicLR", "OneCycleLR") and rate in state.base_rates:
        index = state.base_rates.index(rate)
        arguments = {
            key: value[index : index + 1] if isinstance(value, list) and len(value) > index else value
            for key, value in arguments.items()
        }
    return from_torch_scheduler(state.name, arguments, rate) or deepspeed_schedule(state.name, arguments, rate)
