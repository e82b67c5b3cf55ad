"""The rate follows the schedule, displaced by some steps."""

from __future__ import annotations

import numpy as np

from tb_lrplugin.diagnosis.advice import advice_on
from tb_lrplugin.diagnosis.comparing import Case
from tb_lrplugin.diagnosis.explaining import likeliest
from tb_lrplugin.diagnosis.explaining.leg import Leg
from tb_lrplugin.diagnosis.model import Finding
from tb_lrplugin.diagnosis.verdicts import restarted
from tb_lrplugin.tolerance import CONVENTIONAL_OFFSETS
from tb_lrplugin.words.numbers import format_rate, format_step

# A step more or less is the logger's convention.
_CONVENTION = max(CONVENTIONAL_OFFSETS)


def find(case: Case) -> Finding | None:
    """Apply where the likeliest of the explanations found is an offset."""
    found = likeliest(case, "shifted")
    if found is None:
        return None
    best, alternatives = found
    offset = int(best.number)
    if _is_late_start(case, offset):
        leg = Leg(0, len(case.series), best.explained, best.offset, offset, restarts=True)
        return restarted.told(case, (leg,), (best.sentence(), *alternatives))
    onset = case.first_disagreement
    # What is left when the logger's own offset is counted in: what a reader finds who compares steps.
    displaced = offset + best.offset
    count = f"{format_step(abs(displaced))} {case.reading.unit}"
    ahead = displaced > 0
    at_last = case.at(case.last_step)
    advice = advice_on(case, "shifted/ahead" if ahead else "shifted/behind")
    return Finding(
        "shifted",
        f"{count} {'ahead of' if ahead else 'behind'} the schedule",
        f"Every logged point is the schedule's rate {count} {'later' if ahead else 'earlier'}: at {at_last} the rate "
        f"is {format_rate(float(case.values[-1]))}, due at {case.at(case.last_step + displaced)}, where "
        f"{format_rate(float(case.expected[-1]))} is asked for. The schedule: {case.schedule.describe()}.",
        (_phase_cause(case, displaced), *advice.causes),
        advice.fix,
        onset,
        step_offset=displaced,
        alternatives=alternatives,
        explained=best.explained,
    )


def _is_late_start(case: Case, offset: int) -> bool:
    """Say whether the schedule began within one logging interval before a first point that comes later than that.

    So it looks where a resumed run that lost the schedule's state logs into a directory of its own.
    """
    steps = case.series.steps
    if len(steps) < 2:
        return False
    interval = float(np.median(np.diff(steps)))
    return bool(0 <= steps[0] + offset <= interval < steps[0])


def _phase_cause(case: Case, offset: int) -> str:
    phases = case.schedule.phases()
    for index, after in enumerate(phases[1:], start=1):
        if abs(after.start - abs(offset)) <= _CONVENTION:
            names = " and ".join(before.name for before in phases[:index])
            length = f"the schedule has {format_step(after.start)} steps of it"
            if offset > 0:
                return f"Without {names}: {length}, and the run begins behind them."
            return f"Twice the {names}, or once in front of a schedule that has its own: {length}."
    if abs(-offset - case.step_at(0)) <= _CONVENTION:
        return f"The schedule's own counter begins at 0 where the log begins at {case.at(case.step_at(0))}."
    return "The counter that the schedule reads and the one that the logger writes do not count from one beginning."
