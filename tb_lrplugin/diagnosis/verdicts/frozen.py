"""The rate followed the schedule up to a step and stands still from there on."""

from __future__ import annotations

import numpy as np

from tb_lrplugin.diagnosis.advice import schedule_object
from tb_lrplugin.diagnosis.case import Case, is_flat
from tb_lrplugin.diagnosis.model import Finding
from tb_lrplugin.schedules.numbers import format_rate, headline_pair

_PREPARATIONS = ("burn-in", "warm-up")


def find(case: Case) -> Finding | None:
    """Apply where the points agree up to one, and all from there on are one value although the schedule moves."""
    onset = case.agreement.first_disagreement
    if case.agreement.holds or onset == 0 or not _stands_still(case, onset):
        return None
    logged = float(case.values[-1])
    phase = _phase(case, logged, onset)
    there, now = float(case.expected[onset]), float(case.expected[-1])
    headline = {
        "after burn-in": "Frozen since burn-in ended",
        "after warm-up": "Frozen since warm-up ended",
    }.get(phase, f"Frozen since {case.at(case.step_at(onset - 1))}")
    is_rate, due_rate = headline_pair(logged, now)
    return Finding(
        "frozen",
        f"{headline}: {is_rate} where {due_rate} is due",
        f"Followed the schedule up to {case.at(case.step_at(onset - 1))} and stands at {format_rate(logged)} "
        f"ever since. The schedule asks for {format_rate(there)} at {case.at(case.step_at(onset))} and for "
        f"{format_rate(now)} at {case.at(case.last_step)}. The schedule: {case.schedule.describe()}.",
        _causes(phase),
        schedule_object(case),
        onset,
        phase,
    )


def _stands_still(case: Case, onset: int) -> bool:
    tail = case.values[onset:]
    if not is_flat(tail):
        return False
    before, value = float(case.values[onset - 1]), float(tail[0])
    if case.is_near(value, before):
        return True
    # Frozen between two logged points: at a rate the schedule had on the way. One point alone does not
    # show that it stands.
    if len(tail) < 2:
        return False
    offset = case.agreement.offset
    start, stop = case.step_at(onset - 1) + offset, case.step_at(onset) + offset + 1
    # Between two corners a schedule only falls or only rises, so the corners bound the way.
    corners = case.schedule.pieces(start, stop).starts
    way = case.schedule(np.concatenate([corners, corners[1:] - 1, [stop - 1]]))
    lowest, highest = float(way.min()), float(way.max())
    return lowest <= value <= highest or case.is_near(value, lowest) or case.is_near(value, highest)


def _phase(case: Case, logged: float, onset: int) -> str:
    """Name where it froze: at the very rate with which burn-in or warm-up ended, or in mid-decay."""
    for before, phase in zip(case.schedule.phases(), case.schedule.phases()[1:], strict=False):
        reached = before.name in _PREPARATIONS and phase.start <= case.step_at(onset)
        if reached and case.is_near(logged, case.schedule.value_at(phase.start)):
            return f"after {before.name}"
    return "mid-decay"


def _causes(phase: str) -> tuple[str, ...]:
    if phase == "mid-decay":
        return (
            "The step counter that the schedule reads stopped there (a variable that is no longer incremented, a "
            "counter with an upper limit).",
            "Something wrote a plain number to optimizer.learning_rate there (a callback, a loaded checkpoint), which "
            "replaced the schedule.",
            "The scheduler's step() is no longer called from there on.",
        )
    return (
        f"Another schedule is in force, one that only has the part before: constant {phase}.",
        "A callback that drives the first part sets the rate once more and then leaves it.",
        "The decay reads a step variable of its own, and nothing increments it.",
    )
