"""From a series and the readings that speak for it to a diagnosis."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from tb_lrplugin.data.run_evidence import LastPoint
from tb_lrplugin.data.series import Series
from tb_lrplugin.diagnosis.comparing.case import Case
from tb_lrplugin.diagnosis.comparing.next_change import next_change
from tb_lrplugin.diagnosis.describing import infer
from tb_lrplugin.diagnosis.explaining.explanation import explanations
from tb_lrplugin.diagnosis.explaining.legs import find_legs
from tb_lrplugin.diagnosis.model import Diagnosis, Evidence, Finding, Inferred
from tb_lrplugin.diagnosis.unknowns import bind
from tb_lrplugin.diagnosis.verdicts import (
    config_error,
    constant_by_config,
    constant_mismatch,
    externally_controlled,
    flat_by_design,
    frozen,
    frozen_after_resume,
    invalid_values,
    no_schedule,
    not_measured,
    off_schedule,
    on_schedule,
    restarted,
    resumed_elsewhere,
    shifted,
    stuck_at_initial,
    time_scaled,
    value_scaled,
    variant,
    waiting,
)
from tb_lrplugin.diagnosis.warnings.plan_warnings import plan_warnings
from tb_lrplugin.frameworks.reading import Reading


def _one_change(case: Case) -> Finding | None:
    """Explain the series by one factor or offset."""
    found = explanations(case)
    return time_scaled.find(case, found) or value_scaled.find(case, found) or shifted.find(case, found)


def _several_legs(case: Case) -> Finding | None:
    """Explain each leg of the series by itself."""
    legs = find_legs(case.target)
    return (
        restarted.find(case, legs) or frozen_after_resume.find_after_resume(case) or resumed_elsewhere.find(case, legs)
    )


# The first that applies is the verdict; the simpler explanation stands before the wider one.
_VERDICTS: Sequence[Callable[[Case], Finding | None]] = (
    waiting.find,
    not_measured.find,
    on_schedule.find,
    constant_by_config.find,
    flat_by_design.find,
    externally_controlled.find,
    stuck_at_initial.find,
    frozen.find,
    constant_mismatch.find,
    variant.find,
    _one_change,
    _several_legs,
    off_schedule.find,
)

# The verdicts that say beside their own words what the points alone describe.
_DESCRIBED_BY_POINTS: dict[str, Callable[[Diagnosis, Inferred], Finding]] = {
    "no_schedule": no_schedule.with_inferred,
    "variant": off_schedule.with_inferred,
    "off_schedule": off_schedule.with_inferred,
}


def diagnose(series: Series, readings: Sequence[Reading]) -> Diagnosis:
    """Diagnose one series.

    Args:
      series: the logged rates; at least one point.
      readings: what the sources say of its run, the one to believe first.

    Returns:
      The diagnosis; never raises for what a log directory can hold.
    """
    return _with_inferred(_diagnose(series, readings))


def _diagnose(series: Series, readings: Sequence[Reading]) -> Diagnosis:
    bound = bind(series, readings)
    if bound is None:
        finding = invalid_values.find(series) or no_schedule.find(series)
        return Diagnosis(series, finding, _onset_evidence(series, finding), None, None, "unknown")
    reading, case = bound.reading, bound.case
    measures = reading.measures(series.run, series.tag)
    broken = config_error.find(reading)
    if broken is not None or case is None or reading.schedule is None:
        finding = broken or invalid_values.find(series) or no_schedule.find(series, reading)
        evidence = _onset_evidence(series, finding)
        return Diagnosis(series, finding, evidence, reading, None, measures, binding=bound.rule, others=bound.others)
    finding = invalid_values.find(series) or _verdict(case)
    is_whole = len(case.series) == len(series)
    last = LastPoint(int(series.steps[-1]), float(series.values[-1]))
    return Diagnosis(
        series,
        finding,
        # Beyond its record a recorded schedule has no expected rate to set beside an invalid one.
        _evidence(case, finding) if (finding.onset or 0) < len(case.series) else _onset_evidence(series, finding),
        reading,
        case.schedule,
        measures,
        expected_first=float(case.expected[0]),
        expected_last=float(case.expected[-1]) if is_whole else None,
        case=case,
        offset=case.agreement.offset,
        next_change=next_change(series, case.schedule, case.agreement.offset, reading.total_steps)
        if is_whole
        else None,
        warnings=(*reading.warnings(series.run, series.tag, last), *plan_warnings(series, reading, case.schedule)),
        binding=bound.rule,
        others=bound.others,
    )


def _with_inferred(diagnosis: Diagnosis) -> Diagnosis:
    """Say what the points follow, where no schedule is known or they follow another one than was asked for."""
    describe = _DESCRIBED_BY_POINTS.get(diagnosis.finding.verdict)
    if describe is None:
        return diagnosis
    inferred = infer(diagnosis.series, "steps" if diagnosis.reading is None else diagnosis.reading.unit)
    if inferred is None:
        return diagnosis
    return replace(diagnosis, inferred=inferred, finding=describe(diagnosis, inferred))


def _verdict(case: Case) -> Finding:
    for find in _VERDICTS:
        finding = find(case)
        if finding is not None:
            return finding
    raise AssertionError("off_schedule applies to every series that disagrees")


def _onset_evidence(series: Series, finding: Finding) -> Evidence:
    if finding.onset is None:
        return Evidence()
    return Evidence(onset_step=int(series.steps[finding.onset]), onset_logged=float(series.values[finding.onset]))


def _evidence(case: Case, finding: Finding) -> Evidence:
    onset = finding.onset
    return Evidence(
        case,
        step_offset=case.agreement.offset if finding.step_offset is None else finding.step_offset,
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
