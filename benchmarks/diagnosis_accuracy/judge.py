"""Is a diagnosis right? The rules of the benchmark; README.md beside this file says them in words."""

from __future__ import annotations

from enum import Enum

import numpy as np

from benchmarks.diagnosis_accuracy import reproduce
from benchmarks.diagnosis_accuracy.case import CONVENTIONS, Case
from tb_lrplugin.diagnosis.model import Diagnosis, Evidence
from tb_lrplugin.tolerance import tolerance

# With so few points that tell anything, every explanation with a free number or two fits.
_TOO_FEW = 2
_POINTS_PER_NUMBER = 3
_SCALE_IS_ONE = 1e-6


class Outcome(Enum):
    """What a verdict is worth."""

    AS_DONE = "as done"
    EQUIVALENT = "equivalent"
    DECLINED = "declined"
    WRONG = "wrong"


def judge(case: Case, diagnosis: Diagnosis) -> Outcome:
    """Judge a diagnosis of a case whose points differ from healthy ones."""
    verdict = diagnosis.finding.verdict
    if verdict in (case.truth.verdict, case.truth.also):
        return Outcome.AS_DONE
    if case.truth.verdict == "invalid_values":
        return Outcome.WRONG
    is_jump = case.fault == "one_point_jumps"
    tells_little = not is_jump and (case.disagreeing <= _TOO_FEW or case.is_one_edge)
    if verdict == "off_schedule":
        return Outcome.DECLINED if tells_little or is_aliased(case) or _shows_no_shape(case) else Outcome.WRONG
    if verdict == "externally_controlled":
        return _when(case.configured.schedule.is_constant and not reproduce.is_flat(case.series.values))
    numbers = free_numbers(verdict, diagnosis.evidence)
    if verdict == "frozen" and not _freezes(case) and _jumps_and_stands(case):
        # The rate at which it stands is a number of its own.
        return _when(tells_little or _is_as_simple(case, numbers + 1))
    if not tells_little and not _is_as_simple(case, numbers):
        return Outcome.WRONG
    return _when(reproduces(case, verdict, diagnosis.evidence))


def _when(is_right: bool) -> Outcome:
    return Outcome.EQUIVALENT if is_right else Outcome.WRONG


def _is_as_simple(case: Case, numbers: int) -> bool:
    if case.truth.numbers is not None:
        return numbers <= case.truth.numbers
    return numbers * _POINTS_PER_NUMBER <= len(case.series)


def is_aliased(case: Case) -> bool:
    """Say whether the schedule turns between two logged points, so that nobody can follow it."""
    period = case.configured.period
    if period is None:
        return False
    pace = max(case.truth.fastest, case.truth.time_scale)
    return pace * float(np.median(np.diff(case.series.steps))) > period / 2


def _shows_no_shape(case: Case) -> bool:
    """Say whether all rates are one within the tolerance, though not the one that is due."""
    values = case.series.values
    return bool((np.abs(values - np.median(values)) <= tolerance(values, case.configured.base_rate)).all())


def free_numbers(verdict: str, evidence: Evidence) -> int:
    """Count the numbers that an explanation was free to choose.

    A logger's convention is none: it is one step of the log, and so many of the schedule as that takes in one.
    """
    convention = max(1.0, evidence.time_scale)
    factors = (
        int(abs(evidence.time_scale - 1) > _SCALE_IS_ONE)
        + int(abs(evidence.value_scale - 1) > _SCALE_IS_ONE)
        + int(abs(evidence.step_offset) > convention)
    )
    if verdict == "restarted":
        # Where it goes back to the schedule as it is there is a boundary more than restarts.
        return max(len(evidence.restart_steps), len(evidence.boundary_steps)) + factors
    if verdict == "resumed_elsewhere":
        return 2 * max(1, len(evidence.boundary_steps))
    return {"stuck_at_initial": 0, "constant_mismatch": 1, "frozen": 1, "variant": 1}.get(verdict, factors)


def reproduces(case: Case, verdict: str, evidence: Evidence) -> bool:
    """Say whether the explanation that a diagnosis gives reproduces all logged points, by the numbers it gives."""
    if verdict in ("stuck_at_initial", "constant_mismatch"):
        is_initial = bool(case.agrees_with(case.configured.schedule([0]), 0.0).any())
        return reproduce.is_flat(case.series.values) and is_initial == (verdict == "stuck_at_initial")
    if verdict == "frozen":
        return _freezes(case)
    if verdict in ("time_scaled", "shifted", "value_scaled"):
        is_formula = verdict == "time_scaled" and reproduce.follows_formula(case, evidence.time_scale)
        is_phase = verdict == "time_scaled" and _runs_at_pace_since(case, evidence)
        return (
            is_formula
            or is_phase
            or reproduce.follows(case, evidence.value_scale, evidence.time_scale, evidence.step_offset)
        )
    if verdict == "restarted":
        restarts = reproduce.restarts(case, evidence.restart_steps, evidence.value_scale, evidence.time_scale)
        return restarts or reproduce.restarts_and_goes_back(case, evidence.restart_steps, evidence.boundary_steps)
    if verdict == "resumed_elsewhere":
        return reproduce.resumes_elsewhere(case, evidence.boundary_steps)
    return verdict == "variant" and _is_a_variation(case)


def _freezes(case: Case) -> bool:
    """Say whether the points follow the schedule up to one, then stand at a rate that it had on the way there."""
    steps = case.series.steps
    for offset in CONVENTIONS:
        agrees = case.agrees_with(case.configured.schedule(steps + offset), case.configured.base_rate)
        onset = int(np.argmin(agrees))
        if not 0 < onset < len(steps) or agrees.all() or not reproduce.is_flat(case.series.values[onset:]):
            continue
        way = case.configured.schedule(np.arange(steps[onset - 1] - 1, steps[onset] + 2))
        if (np.abs(case.series.values[onset] - way) <= tolerance(way, case.configured.base_rate)).any():
            return True
    return False


def _jumps_and_stands(case: Case) -> bool:
    """Say whether the points follow the schedule up to one, then stand at any rate."""
    for offset in CONVENTIONS:
        agrees = case.agrees_with(case.configured.schedule(case.series.steps + offset), case.configured.base_rate)
        onset = int(np.argmin(agrees))
        if onset > 0 and reproduce.is_flat(case.series.values[onset:]):
            return True
    return False


def _runs_at_pace_since(case: Case, evidence: Evidence) -> bool:
    """Say whether the points follow the schedule up to the phase that is named, and from its start on at a pace."""
    phases = case.configured.schedule.phases()
    starts = [phase.start for phase in phases if phase.start > 0 and phase.name == evidence.phase]
    return any(reproduce.follows_since(case, evidence.time_scale, start) for start in starts)


def _is_a_variation(case: Case) -> bool:
    configured = case.configured
    for offset in CONVENTIONS:
        counters = case.series.steps + offset
        found = [formula(counters) for formula in configured.variations.values()]
        if configured.preparation:
            found.append(configured.schedule(np.maximum(counters, configured.preparation)))
            found.append(configured.schedule(np.minimum(counters, configured.preparation)))
        if any(case.agrees_with(rates, configured.base_rate).all() for rates in found):
            return True
    # Beyond the preparation a decay that counts it, or leaves it out, is a displaced one.
    beside = (configured.preparation, -configured.preparation)
    return any(reproduce.follows(case, 1.0, 1.0, shift) for shift in beside if shift) or (
        reproduce.stands_within_epochs(case)
    )
