"""Does a series follow a schedule? The one comparison that every verdict rests on."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt

from tb_lrplugin.data.series import FloatArray, IntArray, Series
from tb_lrplugin.schedules import Schedule
from tb_lrplugin.schedules.base import MAX_STEP
from tb_lrplugin.tolerance import ABSOLUTE_TOLERANCE, CONVENTIONAL_OFFSETS, RELATIVE_TOLERANCE, tolerance

# Neighbouring moves of a smooth schedule differ by less than this factor.
_STEADY = 3.0


@dataclass(frozen=True, eq=False)
class Agreement:
    """A series held against a schedule.

    Attributes:
      offset: the step offset d of the expected curve, f(x + d).
      expected: float64[n], expected rate at each logged point.
      agrees: bool[n], which logged points agree with it.
      find_scale: computes `scale`, which costs a second evaluation of the schedule and is seldom asked for.
      relative_tolerance: the part of the tolerance that hangs on the expected rate itself.
    """

    offset: int
    expected: FloatArray
    agrees: npt.NDArray[np.bool_]
    find_scale: Callable[[], float]
    relative_tolerance: float = RELATIVE_TOLERANCE

    @cached_property
    def scale(self) -> float:
        """Largest number on the way to the expected rates; the absolute part of the tolerance hangs on it."""
        return self.find_scale()

    @cached_property
    def holds(self) -> bool:
        """Whether every logged point agrees."""
        return bool(self.agrees.all())

    @property
    def agreeing(self) -> int:
        """How many points agree."""
        return int(np.count_nonzero(self.agrees))

    @property
    def first_disagreement(self) -> int:
        """Index of the first point that disagrees; the number of points where none does."""
        return len(self.agrees) if self.holds else int(np.argmin(self.agrees))


def compare(
    series: Series,
    schedule: Schedule,
    conventional_offset: int = 0,
    relative_tolerance: float = RELATIVE_TOLERANCE,
) -> Agreement:
    """Hold a series against a schedule, under whichever offset convention fits best.

    Args:
      series: at least one point.
      schedule: what was asked for.
      conventional_offset: the offset d that the framework is known to log with; it wins ties.
      relative_tolerance: larger where the framework's logger rounds.

    Returns:
      The agreement under one offset of -1, 0 and +1; where none fits every point, under a mixture of 0
      and one other (a logger that races with training logs now the one, now the other) if that does;
      else under the conventional offset, unless another fits clearly longer.
    """
    offsets = sorted(CONVENTIONAL_OFFSETS, key=lambda offset: offset != conventional_offset)
    found = []
    for offset in offsets:
        agreement = _compare_at(series, schedule, offset, relative_tolerance)
        if agreement.holds:
            return agreement
        found.append(agreement)
    at_zero = found[offsets.index(0)]
    for other in (-1, 1):
        mixed = _mix(series, at_zero, found[offsets.index(other)])
        if mixed.holds:
            return mixed
    # None fits to the end. The framework's own convention is the truth then, unless another offset
    # explains clearly more: a single point at a boundary may agree by chance.
    conventional = found[0]
    longest, most = _most(found, "first_disagreement"), _most(found, "agreeing")
    for best, more in (
        (longest, longest.first_disagreement - conventional.first_disagreement),
        # Two curves that cross here and there agree by chance as well: only most of the points tell.
        (most, most.agreeing - conventional.agreeing if 2 * most.agreeing > len(series) else 0),
    ):
        if more > 1 or (more == 1 and _is_on_a_slope(series, schedule, conventional)):
            return best
    return conventional


def _most(found: Sequence[Agreement], count: Literal["first_disagreement", "agreeing"]) -> Agreement:
    return max(found, key=lambda agreement: int(getattr(agreement, count)))


def _is_on_a_slope(series: Series, schedule: Schedule, agreement: Agreement) -> bool:
    """Say whether the schedule moves steadily at the first disagreement, so that one step more or less shows."""
    step = int(series.steps[agreement.first_disagreement])
    if abs(step) >= MAX_STEP:
        return False
    # Before step 0 nothing moves.
    around = max(step + agreement.offset, 2) + np.arange(-2, 3)
    moves = np.abs(np.diff(schedule(around)))
    return bool(moves.min() > 0 and moves.max() <= _STEADY * moves.min())


def _compare_at(series: Series, schedule: Schedule, offset: int, relative: float) -> Agreement:
    steps = _offset_steps(series, offset)
    expected = schedule(steps)
    sizes = np.abs(expected)
    largest = float(sizes.max())
    if not math.isfinite(largest):
        finite = sizes[np.isfinite(sizes)]
        largest = float(finite.max()) if finite.size else 0.0

    def find_scale() -> float:
        return max(largest, schedule.largest_term(np.maximum(steps, 0)))

    # inf - inf is NaN, which agrees with nothing, as it should.
    with np.errstate(invalid="ignore"):
        differences = np.abs(series.values - expected)
        # The scale is no smaller than this, so what agrees here agrees.
        agrees = differences <= tolerance(expected, largest, relative)
        agreement = Agreement(offset, expected, agrees, find_scale, relative)
        if agreement.holds or agreement.scale == largest:
            return agreement
        agrees = differences <= tolerance(expected, agreement.scale, relative)
    return Agreement(offset, expected, agrees, lambda: agreement.scale, relative)


def _offset_steps(series: Series, offset: int) -> IntArray:
    steps = series.steps
    if steps[0] < -MAX_STEP or steps[-1] > MAX_STEP:
        # Steps beyond MAX_STEP are garbage that an offset must not wrap around.
        steps = np.clip(steps, -MAX_STEP, MAX_STEP)
    return steps + offset if offset else steps


def _mix(series: Series, one: Agreement, other: Agreement) -> Agreement:
    with np.errstate(invalid="ignore"):
        nearer = np.abs(series.values - one.expected) <= np.abs(series.values - other.expected)
    return Agreement(
        one.offset,
        np.where(nearer, one.expected, other.expected),
        one.agrees | other.agrees,
        lambda: max(one.scale, other.scale),
        one.relative_tolerance,
    )


def relative_errors(series: Series, agreement: Agreement) -> FloatArray:
    """Give (logged - expected) / expected at every point, float64[n].

    Relative to an expected rate of next to nothing every difference is huge, so it is taken relative to
    1 % of the curve's largest rate at least; and within the absolute tolerance (near the end of a cosine,
    where float32 has 0 and the formula 1e-11) to a tenth of it, or rounding would read as an error.
    """
    scale = agreement.scale
    with np.errstate(divide="ignore", invalid="ignore"):
        difference = series.values - agreement.expected
        is_rounding = np.abs(difference) <= ABSOLUTE_TOLERANCE * scale
        least = np.where(is_rounding, 0.1 * scale, 0.01 * scale)
        return np.where(difference == 0, 0.0, difference / np.maximum(np.abs(agreement.expected), least))
