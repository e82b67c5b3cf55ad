"""Does a series follow a schedule? The one comparison that every verdict rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

import numpy as np

from tb_lrplugin.data.series import Series
from tb_lrplugin.diagnosis.comparing.case import Case, held_against, is_flat
from tb_lrplugin.diagnosis.comparing.rates import Rates
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.schedules import Schedule
from tb_lrplugin.schedules.base import MAX_STEP
from tb_lrplugin.tolerance import CONVENTIONAL_OFFSETS

__all__ = ["Case", "case_of", "claimed", "compare", "is_flat"]

# Neighbouring moves of a smooth schedule differ by less than this factor.
_STEADY = 3.0


def case_of(series: Series, reading: Reading) -> Case | None:
    """Hold a series against what a reading asks for, as far as it says.

    Returns:
      The comparison; None where the reading has no schedule, or one that was recorded or is in force only up to a step
      before the first point: it says nothing of the steps beyond.
    """
    if reading.schedule is None:
        return None
    series = claimed(series, reading)
    known = reading.schedule.known_until()
    if known is not None:
        series = series.until(known)
    return compare(series, reading, reading.schedule) if len(series) else None


def claimed(series: Series, reading: Reading) -> Series:
    """Leave out the points that a reading does not speak for."""
    return series if reading.claims_until is None else series.until(reading.claims_until)


def compare(series: Series, reading: Reading, schedule: Schedule) -> Case:
    """Hold a series against a schedule, under whichever offset convention fits best.

    Args:
      series: at least one point.
      reading: whose logger it is: the offset that it is known to log with wins ties, and it may round.
      schedule: what was asked for, or a variation of it.

    Returns:
      The comparison under one offset of -1, 0 and +1; where none fits every point, under a mixture of 0
      and one other (a logger that races with training logs now the one, now the other) if that does;
      else under the conventional offset, unless another fits clearly longer.
    """
    rates = Rates(schedule)
    usual = reading.step_offset(series.run, series.tag)
    # A framework may log a whole rollout late.
    offsets = [usual, *(offset for offset in CONVENTIONAL_OFFSETS if offset != usual)]
    found = []
    for offset in offsets:
        case = held_against(series, reading, rates, offset)
        if case.holds:
            return case
        found.append(case)
    at_zero = found[offsets.index(0)]
    for other in (-1, 1):
        beside = found[offsets.index(other)]
        if (at_zero.agrees | beside.agrees).all():
            return _mix(at_zero, beside)
    # None fits to the end. The framework's own convention is the truth then, unless another offset
    # explains clearly more: a single point at a boundary may agree by chance.
    conventional = found[0]
    longest, most = _most(found, "first_disagreement"), _most(found, "agreeing")
    for best, more in (
        (longest, longest.first_disagreement - conventional.first_disagreement),
        # Two curves that cross here and there agree by chance as well: only most of the points tell.
        (most, most.agreeing - conventional.agreeing if 2 * most.agreeing > len(series) else 0),
    ):
        if more > 1 or (more == 1 and _is_on_a_slope(conventional)):
            return best.among(found)
    return conventional.among(found)


def _most(found: Sequence[Case], count: Literal["first_disagreement", "agreeing"]) -> Case:
    return max(found, key=lambda case: int(getattr(case, count)))


def _is_on_a_slope(case: Case) -> bool:
    """Say whether the schedule moves steadily at the first disagreement, so that one step more or less shows."""
    step = case.step_at(case.first_disagreement)
    if abs(step) >= MAX_STEP:
        return False
    # Before step 0 nothing moves.
    around = max(step + case.offset, 2) + np.arange(-2, 3)
    moves = np.abs(np.diff(case.schedule(around)))
    return bool(moves.min() > 0 and moves.max() <= _STEADY * moves.min())


def _mix(one: Case, other: Case) -> Case:
    with np.errstate(invalid="ignore"):
        is_nearer = np.abs(one.values - one.expected) <= np.abs(one.values - other.expected)
    return replace(
        one,
        expected=np.where(is_nearer, one.expected, other.expected),
        agrees=one.agrees | other.agrees,
        find_scale=lambda: max(one.scale, other.scale),
    )
