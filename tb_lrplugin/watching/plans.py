"""What a schedule cannot do within the planned updates: the plan's warnings that are faults whatever comes."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tb_lrplugin.data.series import Series
from tb_lrplugin.diagnosis.warnings import plan_warnings
from tb_lrplugin.frameworks.reading import RunWarning
from tb_lrplugin.live.asked import Asked

_FAULTS = frozenset(
    {"schedule_shorter_than_run", "schedule_longer_than_run", "first_drop_beyond_run", "warmup_longer_than_run"}
)


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


def is_over(asked: Asked, calls: int) -> bool:
    """Say whether a schedule stands still from some call of the scheduler on."""
    rate = asked.schedule.value_at(calls)
    until = asked.schedule.known_until()
    if until is not None and calls >= until:
        return True
    return asked.schedule.first_outside(calls, rate * (1 - 1e-6), rate * (1 + 1e-6)) is None
