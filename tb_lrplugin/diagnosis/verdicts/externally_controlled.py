"""The configuration holds a constant, yet the logged rate moves: something outside of it sets the rate."""

from __future__ import annotations

import numpy as np

from tb_lrplugin.diagnosis.case import Case
from tb_lrplugin.diagnosis.model import Finding
from tb_lrplugin.schedules.numbers import format_rate, headline_rate

_SHOWN_CHANGES = 4


def find(case: Case) -> Finding | None:
    """Apply where the schedule is constant, the first logged rate is that constant, and later ones are not."""
    if case.agreement.holds or not case.schedule.is_constant or not case.agreement.agrees[0]:
        return None
    onset = case.agreement.first_disagreement
    changes = np.flatnonzero(np.diff(case.values)) + 1
    shown = ", ".join(
        f"{format_rate(float(case.values[index]))} from {case.at(case.step_at(int(index)))}"
        for index in changes[:_SHOWN_CHANGES]
    )
    more = f" and {len(changes) - _SHOWN_CHANGES:,} more changes" if len(changes) > _SHOWN_CHANGES else ""
    return Finding(
        "externally_controlled",
        f"Set from outside: {len(changes):,} changes, now {headline_rate(float(case.values[-1]))}",
        f"The configuration holds a constant rate, {format_rate(float(case.expected[0]))}, and the logged rate begins "
        f"with it. Then something else sets it: {shown}{more}. Whether that is as it should be, the configuration "
        "cannot tell.",
        (
            "A callback sets the rate from a metric (ReduceLROnPlateau) or from a function of the epoch "
            "(LearningRateScheduler); neither leaves a trace in the configuration.",
            "The training loop writes to optimizer.learning_rate by itself.",
        ),
        None,
        onset,
    )
