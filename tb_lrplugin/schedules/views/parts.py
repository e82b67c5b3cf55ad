"""Finding a primitive within a composed schedule."""

from __future__ import annotations

from dataclasses import dataclass

from tb_lrplugin.schedules.base import Schedule
from tb_lrplugin.schedules.combinators import Floor
from tb_lrplugin.schedules.decays import Exponential
from tb_lrplugin.schedules.join import Join


@dataclass(frozen=True)
class ExponentialPart:
    """The exponential decay within a schedule, and what stands around it.

    Attributes:
      decay: the exponential itself; it counts its steps from `begin`.
      begin: optimizer step at which it takes over.
      burnin: the schedule before it; None where it begins at step 0.
      min_value: floor under the whole; 0 where there is none.
    """

    decay: Exponential
    begin: int
    burnin: Schedule | None
    min_value: float


def exponential_part(schedule: Schedule) -> ExponentialPart | None:
    """Find the exponential decay of a schedule that is one, or a burn-in or warm-up before one, floored or not."""
    min_value = 0.0
    if isinstance(schedule, Floor):
        min_value, schedule = schedule.min_value, schedule.schedule
    if isinstance(schedule, Exponential):
        return ExponentialPart(schedule, 0, None, min_value)
    if isinstance(schedule, Join) and len(schedule.schedules) == 2:
        last = schedule.schedules[1]
        if isinstance(last, Exponential):
            return ExponentialPart(last, schedule.boundaries[0], schedule.schedules[0], min_value)
    return None
