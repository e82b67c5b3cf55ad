"""Too few points to tell."""

from __future__ import annotations

from tb_lrplugin.diagnosis.comparing import Case
from tb_lrplugin.diagnosis.model import Finding, Question
from tb_lrplugin.diagnosis.verdicts import no_schedule
from tb_lrplugin.frameworks.ways_to_tell import unit_of
from tb_lrplugin.words import place
from tb_lrplugin.words.numbers import format_rate, headline_pair, headline_rate

LEAST_POINTS = 2


def find(question: Question) -> Finding | None:
    """Apply where fewer than two points are logged and they do not contradict a schedule.

    One point shows no movement. From an evaluation (no optimizer behind it) it shows nothing else either, and a rate
    that the program may move by itself is not contradicted by it.
    """
    series, case = question.series, question.case
    if len(series) >= LEAST_POINTS:
        return None
    return _without_schedule(question) if case is None else _against(case)


def _without_schedule(question: Question) -> Finding:
    series = question.series
    rate, unit = format_rate(float(series.values[-1])), unit_of(question.reading, series.tag)
    return Finding(
        "waiting",
        f"Waiting: one point so far, {headline_rate(float(series.values[-1]))}, and no schedule known",
        f"One point is logged, {rate} at {place(unit, int(series.steps[-1]))}: whether the rate moves shows with the "
        f"next points. {no_schedule.why(question)}.",
        fix=no_schedule.how_to_tell(question),
    )


def _against(case: Case) -> Finding | None:
    is_evaluation = case.reading.is_evaluation(case.series.run, case.series.tag)
    may_differ = is_evaluation or case.reading.names_rate_alone
    if not (case.holds or may_differ):
        return None
    rate, due = format_rate(float(case.values[-1])), format_rate(float(case.expected[-1]))
    is_rate, due_rate = headline_pair(float(case.values[-1]), float(case.expected[-1]))
    as_expected = "as expected" if case.holds else f"where {due_rate} is due"
    return Finding(
        "waiting",
        f"Waiting: one point so far, {is_rate} {as_expected}",
        f"One point is logged, {rate} at {case.at(case.last_step)}; the schedule asks for {due} there "
        f"({case.described}). Whether the rate moves as it should shows with the next points.",
    )
