"""What a schedule cannot do within the planned updates: the plan's warnings that are faults whatever comes."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tb_lrplugin.data.series import Series
from tb_lrplugin.diagnosis.warnings import plan_warnings
from tb_lrplugin.frameworks.reading import RunWarning
from tb_lrplugin.live.asked import Asked
from tb_lrplugin.live.libraries import held_for

_TOO_SLOW = frozenset({"schedule_longer_than_run", "first_drop_beyond_run", "warmup_longer_than_run"})
_FAULTS = _TOO_SLOW | {"schedule_shorter_than_run"}


def plan_faults(asked: Asked, total_steps: int) -> Iterator[RunWarning]:
    """Hold a schedule against the length of the run.

    Args:
      asked: the schedule, in updates.
      total_steps: updates that the run is to take.
    """
    reading = asked.as_found("", total_steps)
    nothing = Series.from_points("", "", np.zeros(1), np.zeros(1), np.zeros(1))
    for warning in plan_warnings(nothing, reading, asked.schedule):
        if warning.id in _FAULTS:
            yield warning


def too_slow_from(asked: Asked, total_steps: int, least: int) -> int:
    """Find the updates between two calls of a scheduler from which on its schedule comes too late for the run.

    Args:
      asked: the schedule, in calls.
      total_steps: updates that the run is to take.
      least: pace to begin with.

    Returns:
      The least pace, not below `least`, at which it is a fault of the plan; `total_steps` where it is none before.
    """
    low, high = least, max(total_steps, least)
    while low < high:
        middle = (low + high) // 2
        if any(warning.id in _TOO_SLOW for warning in plan_faults(held_for(asked, middle), total_steps)):
            high = middle
        else:
            low = middle + 1
    return low


def is_over(asked: Asked, calls: int) -> bool:
    """Say whether a schedule stands still from some call of the scheduler on."""
    rate = asked.schedule.value_at(calls)
    until = asked.schedule.known_until()
    if until is not None and calls >= until:
        return True
    return asked.schedule.first_outside(calls, rate * (1 - 1e-6), rate * (1 + 1e-6)) is None
