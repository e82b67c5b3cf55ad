"""Points on an axis of epochs, held against their schedule on its own axis, where one step is one update."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tb_lrplugin.diagnosis.comparing import Case
from tb_lrplugin.diagnosis.comparing.rates import Rates
from tb_lrplugin.schedules import OnAxis


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
