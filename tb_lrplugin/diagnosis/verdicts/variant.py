"""The rate follows a variation of the configured schedule: the same numbers, read in another way."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np

from tb_lrplugin.diagnosis.comparing import Case, compare
from tb_lrplugin.diagnosis.comparing.case import allowed
from tb_lrplugin.diagnosis.explaining import likeliest
from tb_lrplugin.diagnosis.explaining.proof import may_prove_variation
from tb_lrplugin.diagnosis.model import Finding
from tb_lrplugin.diagnosis.variants import Variant, stepped_per_epoch, variants_of
from tb_lrplugin.diagnosis.variants.advice import causes, fix, headline
from tb_lrplugin.schedules import Schedule
from tb_lrplugin.words.numbers import format_rate

_OFFSETS = np.array([-1, 0, 1], np.int64)
_FEW_POINTS = 4
# The few points are looked at with a scale of their own; the whole series decides.
_SLACK = 10
_MOST_ALTERNATIVES = 2


def find(case: Case) -> Finding | None:
    """Apply where every point agrees with a variation, and two disagreeing points or more prove it."""
    if case.holds or case.is_flat:
        return None
    # A schedule may grow beyond all numbers; infinite rates agree with nothing.
    with np.errstate(invalid="ignore", over="ignore"):
        fitting = list(itertools.islice(_fitting(case), 1 + _MOST_ALTERNATIVES)) if may_prove_variation(case) else []
    if not fitting or _is_pace_of_a_setting(case):
        return None
    variant, varied = fitting[0]
    onset = case.first_disagreement
    at = case.at(case.step_at(onset))
    logged, due = float(case.values[onset]), float(case.expected[onset])
    return Finding(
        "variant",
        headline(variant.name),
        f"All {case.series.counted} follow a variation of the schedule: {variant.difference}. "
        f"Configured: {case.described}. Followed: {variant.describe()}. They part at {at}, where "
        f"{format_rate(logged)} is logged and {format_rate(due)} is due; {len(case) - case.agreeing:,} logged points "
        "tell them apart.",
        causes(variant.name, case.reading),
        fix(variant, case),
        onset,
        step_offset=varied.offset,
        variant=variant.name,
        alternatives=tuple(f"It fits as well that {other.difference}." for other, _ in fitting[1:]),
        explained=varied.expected,
    )


def _is_pace_of_a_setting(case: Case) -> bool:
    """Say whether another pace explains the points as well, and a setting of the run gives a reason for it."""
    found = likeliest(case, "time_scaled") if case.reading.numbers else None
    return found is not None and found[0].is_exact and bool(found[0].reasons)


def _fitting(case: Case) -> Iterator[tuple[Variant, Case]]:
    """Yield the variations that every point agrees with, each schedule once."""
    wrong = np.flatnonzero(~case.agrees)
    few = wrong[np.unique(np.linspace(0, len(wrong) - 1, _FEW_POINTS).astype(np.int64))]
    steps = case.series.steps[few, None] + _OFFSETS
    values = case.values[few, None]
    scale = max(case.scale, float(np.abs(case.values).max()))
    slack = _SLACK * allowed(case.series, case.reading, values, scale)
    found: list[Schedule] = []
    for variant in _variants(case):
        if not (np.abs(variant.schedule(steps) - values) <= slack).any(axis=1).all():
            continue
        varied = compare(case.series, case.reading, variant.schedule)
        if varied.holds and variant.schedule not in found:
            found.append(variant.schedule)
            yield variant, varied


def _variants(case: Case) -> Iterator[Variant]:
    yield from variants_of(case.schedule)
    yield from stepped_per_epoch(case)
