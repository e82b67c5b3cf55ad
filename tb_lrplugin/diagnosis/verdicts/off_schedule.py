"""The rate does something else than the schedule, and no simpler explanation fits."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tb_lrplugin.diagnosis.comparing import Case
from tb_lrplugin.diagnosis.explaining.telling import turning_interval
from tb_lrplugin.diagnosis.model import Diagnosis, Finding, Inferred
from tb_lrplugin.words.numbers import format_percent, format_rate, format_step, headline_pair


def find(case: Case) -> Finding | None:
    """Apply where any point disagrees; the last verdict to be asked."""
    if case.holds:
        return None
    onset = case.first_disagreement
    at = case.at(case.step_at(onset))
    logged, expected = float(case.values[onset]), float(case.expected[onset])
    headline = "Does not follow the schedule" if onset == 0 else f"Leaves the schedule at {at}"
    worst = format_percent(float(np.abs(case.errors).max()))
    wrong = int((~case.agrees).sum())
    is_rate, due_rate = headline_pair(logged, expected)
    return Finding(
        "off_schedule",
        f"{headline}: {is_rate} where {due_rate} is due",
        f"{wrong:,} of {case.series.counted} disagree with the schedule, the first at {at} "
        f"({format_rate(logged)} instead of {format_rate(expected)}), the worst by {worst}. At "
        f"{case.at(case.last_step)} the rate is {format_rate(float(case.values[-1]))}, due is "
        f"{format_rate(float(case.expected[-1]))}. The schedule: {case.schedule.describe()}.{_aliasing(case)}",
        (
            "The run was started with another configuration than the one that lies beside it.",
            "Something else sets the rate as well: a callback, a wrapper, a second scheduler.",
            "The schedule is stepped at another pace than once per optimizer step, or starts from another step.",
        ),
        None,
        onset,
    )


def _aliasing(case: Case) -> str:
    """Say that the log is too sparse to tell more, where it is."""
    every = turning_interval(case)
    if every is None:
        return ""
    logged = float(np.median(np.diff(case.series.steps)))
    return (
        f" It turns about every {format_step(max(round(every), 1))} {case.reading.unit}, but only about one in "
        f"{format_step(round(logged))} is logged (aliasing): what the rate does in between cannot be told from these "
        "points. Log more often to see it."
    )


def with_inferred(diagnosis: Diagnosis, inferred: Inferred) -> Finding:
    """Set what the points follow beside what was asked for."""
    if diagnosis.schedule is None:
        return diagnosis.finding
    sentence = f"Asked for: {diagnosis.schedule.describe()}; ran: {inferred.text} (inferred from the points)."
    return replace(diagnosis.finding, detail=f"{diagnosis.finding.detail} {sentence}")
