"""The rate follows a variation of the configured schedule: the same numbers, read in another way."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from tb_lrplugin.data.series import FloatArray
from tb_lrplugin.diagnosis.comparing.agreement import Agreement, compare
from tb_lrplugin.diagnosis.comparing.case import Case
from tb_lrplugin.diagnosis.model import Finding
from tb_lrplugin.diagnosis.variants import Variant, stepped_per_epoch, variants_of
from tb_lrplugin.diagnosis.variants.advice import causes, fix, headline
from tb_lrplugin.schedules import Schedule
from tb_lrplugin.tolerance import tolerance
from tb_lrplugin.words.numbers import format_rate

# One disagreeing point may lie on some variation by chance.
_LEAST_POINTS = 2
_OFFSETS = np.array([-1, 0, 1], np.int64)
_FEW_POINTS = 4
# The few points are looked at with a scale of their own; the whole series decides.
_SLACK = 10
_MOST_ALTERNATIVES = 2


def find(case: Case) -> Finding | None:
    """Apply where every point agrees with a variation, and two disagreeing points or more prove it."""
    if case.agreement.holds or case.is_flat:
        return None
    wrong = np.flatnonzero(~case.agreement.agrees)
    # A schedule may grow beyond all numbers; infinite rates agree with nothing.
    with np.errstate(invalid="ignore", over="ignore"):
        is_proof = _is_proof(case, wrong)
        fitting = list(itertools.islice(_fitting(case, wrong), 1 + _MOST_ALTERNATIVES)) if is_proof else []
    if not fitting:
        return None
    variant, agreement = fitting[0]
    onset = case.agreement.first_disagreement
    at = case.at(case.step_at(onset))
    logged, due = float(case.values[onset]), float(case.expected[onset])
    return Finding(
        "variant",
        headline(variant.name),
        f"All {len(case.series):,} logged points follow a variation of the schedule: {variant.difference}. "
        f"Configured: {case.schedule.describe()}. Followed: {variant.describe()}. They part at {at}, where "
        f"{format_rate(logged)} is logged and {format_rate(due)} is due; {len(wrong):,} logged points tell them apart.",
        causes(variant.name, case.reading),
        fix(variant, case),
        onset,
        step_offset=agreement.offset,
        variant=variant.name,
        alternatives=tuple(f"It fits as well that {other.difference}." for other, _ in fitting[1:]),
        explained=agreement.expected,
    )


def _is_proof(case: Case, wrong: npt.NDArray[np.intp]) -> bool:
    """Say whether the points that disagree are more than one number that a variation might hit by chance.

    They have two rates or more, logged or due; or they are all the first ones, which burn-in and warm-up govern, and
    the rate moves on from there as it should.
    """
    if len(wrong) < _LEAST_POINTS:
        return False
    is_lead = int(wrong[-1]) == len(wrong) - 1
    return is_lead or any(_has_rates(case, rates[wrong]) for rates in (case.values, case.expected))


def _has_rates(case: Case, rates: FloatArray) -> bool:
    allowed = tolerance(rates, case.agreement.scale, case.agreement.relative_tolerance)
    return bool(np.ptp(rates) > 2 * float(allowed.max()))


def _fitting(case: Case, wrong: npt.NDArray[np.intp]) -> Iterator[tuple[Variant, Agreement]]:
    """Yield the variations that every point agrees with, each schedule once."""
    few = wrong[np.unique(np.linspace(0, len(wrong) - 1, _FEW_POINTS).astype(np.int64))]
    steps = case.series.steps[few, None] + _OFFSETS
    values = case.values[few, None]
    scale = max(case.agreement.scale, float(np.abs(case.values).max()))
    reading = case.reading
    allowed = _SLACK * tolerance(values, scale, reading.relative_tolerance)
    offset = reading.step_offset(case.series.run, case.series.tag)
    found: list[Schedule] = []
    for variant in _variants(case):
        if not (np.abs(variant.schedule(steps) - values) <= allowed).any(axis=1).all():
            continue
        agreement = compare(case.series, variant.schedule, offset, reading.relative_tolerance)
        if agreement.holds and variant.schedule not in found:
            found.append(variant.schedule)
            yield variant, agreement


def _variants(case: Case) -> Iterator[Variant]:
    yield from variants_of(case.schedule)
    yield from stepped_per_epoch(case.target, case.series.steps)
