"""Too few points to tell."""

from __future__ import annotations

from tb_lrplugin.diagnosis.comparing import Case
from tb_lrplugin.diagnosis.model import Finding
from tb_lrplugin.words.numbers import format_rate

LEAST_POINTS = 2


def find(case: Case) -> Finding | None:
    """Apply where fewer than two points are logged and they do not contradict the schedule.

    One point shows no movement. From an evaluation (no optimizer behind it) it shows nothing else either, and a rate
    that the program may move by itself is not contradicted by it.
    """
    is_evaluation = case.reading.is_evaluation(case.series.run, case.series.tag)
    may_differ = is_evaluation or case.reading.names_rate_alone
    if len(case.series) >= LEAST_POINTS or not (case.holds or may_differ):
        return None
    rate, due = format_rate(float(case.values[-1])), format_rate(float(case.expected[-1]))
    as_expected = "as expected" if case.holds else f"where {due} is due"
    return Finding(
        "waiting",
        f"Waiting: one point so far, {rate} {as_expected}",
        f"One point is logged, {rate} at {case.at(case.last_step)}; the schedule asks for {due} there "
        f"({case.schedule.describe()}). Whether the rate moves as it should shows with the next points.",
    )
