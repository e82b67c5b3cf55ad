"""The configuration holds a constant, yet the logged rate moves: something outside of it sets the rate."""

from __future__ import annotations

import numpy as np

from tb_lrplugin.diagnosis.comparing import Case
from tb_lrplugin.diagnosis.model import Finding
from tb_lrplugin.words.numbers import format_rate, headline_rate

_SHOWN_CHANGES = 4
_WHAT_IS_KNOWN = {
    False: "The optimizer was made with a constant rate, {rate}, and something else sets it",
    True: "The configuration names one rate, {rate}, and no schedule, and the program moves it by itself",
}


def find(case: Case) -> Finding | None:
    """Apply where the schedule is constant, later logged rates differ, and the first one shows that it is in force.

    Where the source shows the optimizer as it was made, or names a rate and leaves it open whether the program moves
    it, the first rate may differ as well; of the latter a rate that moves.
    """
    is_moved_by_program = case.reading.names_rate_alone and not case.is_flat
    is_in_force = case.reading.is_optimizers_own or is_moved_by_program or bool(case.agrees[0])
    if case.holds or not case.schedule.is_constant or not is_in_force:
        return None
    onset = case.first_disagreement
    changes = [int(index) for index in np.flatnonzero(np.diff(case.values)) + 1]
    if onset == 0:
        changes.insert(0, 0)
    shown = ", ".join(
        f"{format_rate(float(case.values[index]))} from {case.at(case.step_at(index))}"
        for index in changes[:_SHOWN_CHANGES]
    )
    more = f" and {len(changes) - _SHOWN_CHANGES:,} more changes" if len(changes) > _SHOWN_CHANGES else ""
    rate = format_rate(float(case.expected[0]))
    return Finding(
        "externally_controlled",
        f"Set from outside: {len(changes):,} changes, now {headline_rate(float(case.values[-1]))}",
        f"{_WHAT_IS_KNOWN[case.reading.names_rate_alone].format(rate=rate)}: {shown}{more}. Whether that is as it "
        "should be, the configuration cannot tell.",
        (
            "A callback sets the rate from a metric (ReduceLROnPlateau) or from a function of the epoch "
            "(LearningRateScheduler); neither leaves a trace in the configuration.",
            "The training loop writes to optimizer.learning_rate by itself.",
        ),
        None,
        onset,
    )
