"""Points on an axis of epochs or of updates, held against their schedule on its own axis."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tb_lrplugin.data.series import IntArray
from tb_lrplugin.diagnosis.comparing import Case, is_flat
from tb_lrplugin.diagnosis.comparing.rates import Rates
from tb_lrplugin.schedules import Held, OnAxis


def by_update(case: Case) -> tuple[Case, OnAxis] | None:
    """Count the updates of a schedule that is logged by the epoch.

    Between two epochs lie many updates: a pace or a place is exact to one of them, and one of grace is not an epoch.

    Returns:
      The same points on the schedule's own axis, and the axis they were on; None where that is its own already.
    """
    axis = case.schedule
    if not isinstance(axis, OnAxis):
        return None
    counts = (case.steps + axis.shift).astype(np.int64) * axis.steps_per_unit
    if counts[0] < 0 or counts[-1] // axis.steps_per_unit != int(case.steps[-1]) + axis.shift:
        return None
    return replace(
        case,
        series=replace(case.series, steps=counts),
        rates=Rates(axis.schedule),
        offset=0,
        horizon=case.horizon * axis.steps_per_unit,
    ), axis


def by_hold(case: Case) -> tuple[Case, IntArray, Held] | None:
    """Count the steps of a scheduler that is stepped once per epoch, of which the log shows every update.

    A scheduler that is stepped twice at the end of each epoch runs at no pace within the epoch.

    Returns:
      One point of each epoch on the schedule's own axis, for every point which one it is, and the schedule as it was;
      None where that is its own axis, or the rate moves within an epoch.
    """
    held = case.schedule
    if not isinstance(held, Held) or held.hold_steps == 1 or case.steps[0] < 0:
        return None
    holds, first, where = np.unique(
        case.steps.astype(np.int64) // held.hold_steps, return_index=True, return_inverse=True
    )
    if len(first) == len(case) or not all(is_flat(part) for part in np.split(case.values, first[1:])):
        return None
    one = case[first]
    series = replace(one.series, steps=holds)
    horizon = case.horizon / held.hold_steps
    return replace(one, series=series, rates=Rates(held.schedule), offset=0, horizon=horizon), where, held
