"""From a series and the readings that speak for it to a diagnosis."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from tb_lrplugin.data.company import ALONE, Company
from tb_lrplugin.data.run_evidence import LastPoint
from tb_lrplugin.data.series import Series
from tb_lrplugin.diagnosis.comparing.next_change import NextChange, next_change
from tb_lrplugin.diagnosis.comparing.testimony import is_of
from tb_lrplugin.diagnosis.counters import proved
from tb_lrplugin.diagnosis.describing import infer
from tb_lrplugin.diagnosis.model import Diagnosis, Evidence, Finding, Question, applied_rate
from tb_lrplugin.diagnosis.origin import FindOrigins, bound_to_origin, told_by_origin
from tb_lrplugin.diagnosis.unknowns import bind
from tb_lrplugin.diagnosis.verdicts import SEVERITY_OF, VERDICTS, Verdict, not_diagnosed
from tb_lrplugin.diagnosis.warnings import hidden_launches, plan_warnings
from tb_lrplugin.diagnosis.warnings.checkpoints import checkpoint_warnings
from tb_lrplugin.frameworks.reading import Reading, RunWarning
from tb_lrplugin.frameworks.ways_to_tell import unit_of
from tb_lrplugin.frameworks.witness import Witness
from tb_lrplugin.words import counted
from tb_lrplugin.words.numbers import headline_pair

logger = logging.getLogger(__name__)


def diagnose(
    series: Series, readings: Sequence[Reading], company: Company = ALONE, find_origins: FindOrigins = tuple
) -> Diagnosis:
    """Diagnose one series.

    Args:
      series: the logged rates; at least one point, or the reason why they cannot be read.
      readings: what the sources say of its run, the one to believe first.
      company: what else its run has.
      find_origins: finds the runs that it may go on from.

    Returns:
      The diagnosis; never raises: what cannot be judged is said.
    """
    try:
        # Beside a rate of 1e-310 a factor is infinite, and times 0 it is none: neither fits anything, as it should.
        with np.errstate(all="ignore"):
            diagnosis = _diagnosed(series, readings, company, find_origins)
        if not series.origin:
            return diagnosis
        detail = f"{diagnosis.finding.detail} The points are from {series.origin}."
        return replace(diagnosis, finding=replace(diagnosis.finding, detail=detail))
    except Exception as error:
        logger.debug("could not diagnose %s, %s", series.run, series.tag, exc_info=True)
        return failed(series, error)


def failed(series: Series, error: Exception) -> Diagnosis:
    """Say that a series could not be diagnosed, or its diagnosis not be told, and why."""
    finding = not_diagnosed.of_error(error)
    return Diagnosis(series, finding, SEVERITY_OF[finding.verdict], Evidence(), None, None)


def _diagnosed(series: Series, readings: Sequence[Reading], company: Company, find_origins: FindOrigins) -> Diagnosis:
    bound = None if series.unreadable else bind(series, readings)
    if not series.unreadable and (bound is None or (bound.case is None and bound.reading.witness is not None)):
        # The counters of a checkpoint go with whatever schedule is known.
        bound = bound_to_origin(series, find_origins()) or bound
    reading, case = (None, None) if bound is None else (bound.reading, bound.case)
    witness = _witness(series, readings, reading)
    question = Question(series, reading, case, company, witness)
    verdict, finding = _judged(question)
    if SEVERITY_OF[finding.verdict] in ("error", "warning"):
        finding = told_by_origin(question, finding, find_origins)
    finding = proved(finding, question)
    if unjudged := _unjudged(question):
        finding = replace(finding, detail=f"{finding.detail}{unjudged}")
    # One verdict may tell of another.
    severity = SEVERITY_OF[finding.verdict]
    change, foreseen = _foreseen(question)
    seen = () if witness is None else checkpoint_warnings(series, witness, foreseen)
    warnings = (*hidden_launches(series, company), *foreseen, *seen)
    diagnosis = Diagnosis(
        series,
        _telling_applied(finding, warnings),
        severity,
        _evidence(question, finding),
        question.reading,
        question.case,
        change,
        warnings,
        None if bound is None else bound.rule,
        () if bound is None else bound.others,
        witness=witness,
    )
    if verdict.with_inferred is None or finding.verdict != verdict.name:
        return diagnosis
    inferred = infer(series, unit_of(question.reading, series.tag))
    if inferred is None:
        return diagnosis
    return replace(diagnosis, inferred=inferred, finding=verdict.with_inferred(diagnosis, inferred))


def _witness(series: Series, readings: Sequence[Reading], governing: Reading | None) -> Witness | None:
    """Choose the checkpoint that tells of a series: that which governs it, or the first that is of this run."""
    if governing is not None and governing.witness is not None:
        return governing.witness
    seen = (reading.witness for reading in readings if reading.witness is not None)
    return None if series.unreadable else next((witness for witness in seen if is_of(series, witness)), None)


def _judged(question: Question) -> tuple[Verdict, Finding]:
    """Find the first verdict that applies."""
    for verdict in VERDICTS:
        finding = verdict.find(question)
        if finding is not None:
            return verdict, finding
    raise AssertionError("off_schedule applies to every series that disagrees")


def _foreseen(question: Question) -> tuple[NextChange | None, tuple[RunWarning, ...]]:
    """Give what the schedule has in store, and what is wrong with it, whatever the points do."""
    series, reading, case = question.series, question.reading, question.case
    if case is None or reading is None:
        return None, ()
    own = reading.warnings(series.run, series.tag, LastPoint(int(series.steps[-1]), float(series.values[-1])))
    if reading.is_assumed:
        return None, own
    is_whole = len(case) == len(series)
    change = next_change(series, case.schedule, case.offset, reading.total_steps) if is_whole else None
    return change, (*own, *plan_warnings(series, reading, case.schedule))


def _telling_applied(finding: Finding, warnings: Sequence[RunWarning]) -> Finding:
    """Say in the headline that the optimizer trains at another rate than the log tells, where a warning knows it."""
    applied = applied_rate(warnings)
    if applied is None:
        return finding
    rate, logged = headline_pair(*applied)
    if finding.verdict == "on_schedule":
        return replace(finding, headline=f"Logged on schedule, but the optimizer trains at {rate} instead of {logged}")
    return replace(finding, headline=f"{finding.headline}, but the optimizer trains at {rate}")


def _unjudged(question: Question) -> str:
    """Say which points no schedule speaks for, and why."""
    series, case = question.series, question.case
    left = 0 if case is None else len(series) - len(case)
    if case is None or left == 0:
        return ""
    behind, since = counted(left, "point"), case.at(int(series.steps[len(case)]))
    if case.reading.followed_by:
        return f" From {since} on {case.reading.followed_by} sets the rate: the {behind} there are not judged."
    until = case.at(case.schedule.known_until() or 0)
    return f" The schedule is recorded only up to {until}: the {behind} from {since} on are not judged."


def _evidence(question: Question, finding: Finding) -> Evidence:
    series, case, onset = question.series, question.case, finding.onset
    # Beyond its record a recorded schedule has no expected rate to set beside an invalid one.
    if case is None or (onset is not None and onset >= len(case)):
        if onset is None:
            return Evidence()
        return Evidence(onset_step=int(series.steps[onset]), onset_logged=float(series.values[onset]))
    return Evidence(
        case,
        step_offset=case.offset if finding.step_offset is None else finding.step_offset,
        onset_step=None if onset is None else case.step_at(onset),
        onset_logged=None if onset is None else float(case.values[onset]),
        onset_expected=None if onset is None else float(case.expected[onset]),
        phase=finding.phase,
        time_scale=finding.time_scale,
        value_scale=finding.value_scale,
        restart_steps=finding.restart_steps,
        boundary_steps=finding.boundary_steps,
        variant=finding.variant,
    )
