"""The rate followed the schedule, jumped to another value, and stands still there: a resume that lost the schedule."""

from __future__ import annotations

import numpy as np

from tb_lrplugin.diagnosis.advice import schedule_object
from tb_lrplugin.diagnosis.comparing.case import Case, is_flat
from tb_lrplugin.diagnosis.comparing.pauses import seconds_paused
from tb_lrplugin.diagnosis.meaning import meaning_of
from tb_lrplugin.diagnosis.model import Finding
from tb_lrplugin.diagnosis.verdicts.frozen import AFTER_RESUME, CAUSES_AFTER_RESUME
from tb_lrplugin.tolerance import tolerance
from tb_lrplugin.words.numbers import format_duration, format_rate, headline_pair

# One point may agree by chance; a schedule that is started again may stand still as well, for a point or two.
_LEAST_FOLLOWED, _LEAST_STANDING = 2, 3


def find_after_resume(case: Case) -> Finding | None:
    """Apply where two points or more agree up to a jump, and three or more from there on are one value.

    The expected rate must have moved twice meanwhile, so that a move which only comes late is not taken for none.
    """
    onset = case.agreement.first_disagreement
    tail = case.values[onset:]
    if onset < _LEAST_FOLLOWED or len(tail) < _LEAST_STANDING or not is_flat(tail) or _moves(case, onset) < 2:
        return None
    logged = float(tail[-1])
    there, now = float(case.expected[onset]), float(case.expected[-1])
    if case.is_near(logged, now):
        return None
    paused = float(seconds_paused(case.series)[onset])
    meaning = meaning_of(case, logged)
    what = "" if meaning is None else f", {meaning.name},"
    is_rate, due_rate = headline_pair(logged, now)
    at, since = case.at(case.step_at(onset)), case.at(case.step_at(onset - 1))
    evidence = (
        f"Between the two the run paused for {format_duration(paused)}: it was resumed there."
        if paused
        else "The wall-clock times show no pause there: a resume at once, or something else that set the rate."
    )
    return Finding(
        "frozen",
        f"{'Frozen since the resume' if paused else 'Jumps and stands still'} at {at}: {is_rate} where {due_rate} is "
        "due",
        f"Followed the schedule up to {since}, was at {format_rate(logged)}{what} at {at}, and stands there ever "
        f"since. {evidence} The schedule asks for {format_rate(there)} at {at} and for {format_rate(now)} at "
        f"{case.at(case.last_step)}: {case.schedule.describe()}.",
        (
            *CAUSES_AFTER_RESUME,
            "A callback or the training loop set the rate there, as a plain number that replaced the schedule.",
        ),
        schedule_object(case),
        onset,
        AFTER_RESUME,
    )


def _moves(case: Case, onset: int) -> int:
    """Count the points since the onset at which the expected rate is another than at the point before."""
    expected = case.expected[onset:]
    least = tolerance(expected[1:], case.agreement.scale, case.agreement.relative_tolerance)
    return int((np.abs(np.diff(expected)) > least).sum())
