"""A series beside the schedule that it should follow: the one object that every question is asked of."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from tb_lrplugin.data.series import FloatArray, IntArray, Series
from tb_lrplugin.diagnosis.comparing.rates import Rates
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.schedules import Schedule
from tb_lrplugin.schedules.base import MAX_STEP
from tb_lrplugin.schedules.views import rises_again_at
from tb_lrplugin.tolerance import ABSOLUTE_TOLERANCE, CONVENTIONAL_OFFSETS, tolerance
from tb_lrplugin.words import in_unit, place
from tb_lrplugin.words.numbers import format_step

# A logged rate is flat when it moves by no more than float32 rounding.
_FLAT = 1e-6
# Kept of each schedule, for the next run that follows it.
_STEPS_KEPT = 2_000
# A run outlasts a schedule that is over before this share of its planned steps.
_OUTLASTED = 0.99

_Found = TypeVar("_Found")


def is_flat(values: FloatArray) -> bool:
    """Say whether logged rates are all one value, but for float32 rounding."""
    return float(np.ptp(values)) <= _FLAT * float(np.abs(values).max())


@dataclass(frozen=True, eq=False)
class Case:
    """Logged points held against a schedule under one step offset; at least one point.

    Attributes:
      series: the points.
      reading: what governs them.
      rates: the schedule that they are held against.
      offset: the step offset d of the expected curve, f(x + d).
      expected: float64[n], expected rate at each point.
      agrees: bool[n], which points agree with it.
      horizon: last step at which the schedule is of interest, the planned end or the last logged step.
      find_scale: computes `scale`, which costs a second evaluation of the schedule and is seldom asked for.
    """

    series: Series
    reading: Reading
    rates: Rates
    offset: int
    expected: FloatArray
    agrees: npt.NDArray[np.bool_]
    horizon: float
    find_scale: Callable[[], float]

    def __len__(self) -> int:
        return len(self.expected)

    @property
    def schedule(self) -> Schedule:
        """What was asked for, or a variation of it."""
        return self.rates.schedule

    @property
    def values(self) -> FloatArray:
        """float64[n], the logged rates."""
        return self.series.values

    @cached_property
    def steps(self) -> FloatArray:
        """float64[n], the schedule's own steps at the points, x + d."""
        return steps_under(self.series, self.offset).astype(np.float64)

    @cached_property
    def scale(self) -> float:
        """Largest number on the way to the expected rates; the absolute part of the tolerance hangs on it."""
        return self.find_scale()

    @cached_property
    def holds(self) -> bool:
        """Whether every point agrees."""
        return bool(self.agrees.all())

    @property
    def agreeing(self) -> int:
        """How many points agree."""
        return int(np.count_nonzero(self.agrees))

    @property
    def first_disagreement(self) -> int:
        """Index of the first point that disagrees; the number of points where none does."""
        return len(self) if self.holds else int(np.argmin(self.agrees))

    @cached_property
    def slack(self) -> FloatArray:
        """float64[n], the largest difference that counts as equal at the logged rates."""
        return self.tolerance_at(self.values)

    def tolerance_at(self, rates: npt.ArrayLike) -> FloatArray:
        """Give the largest difference that counts as equal at rates, float64[...]."""
        return allowed(self.series, self.reading, rates, self.scale)

    def near(self, rates: FloatArray | float) -> npt.NDArray[np.bool_]:
        """Say where rates (float64[..., n], or one for all) equal the logged ones within the tolerance."""
        with np.errstate(invalid="ignore"):
            return np.abs(self.values - rates) <= self.tolerance_at(rates)

    def is_near(self, value: float, expected: float) -> bool:
        """Say whether a rate equals an expected one within the tolerance."""
        return abs(value - expected) <= float(self.tolerance_at(expected))

    @property
    def errors(self) -> FloatArray:
        """(logged - expected) / expected at every point, float64[n].

        Relative to an expected rate of next to nothing every difference is huge, so it is taken relative to 1 % of the
        curve's largest rate at least; and within the absolute tolerance (near the end of a cosine, where float32 has 0
        and the formula 1e-11) to a tenth of it, or rounding would read as an error. A point that disagrees by less than
        that 1 % is told as it is, 100 % at most: 0 where 1e-7 is due is 100 % too low.
        """
        with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
            difference = self.values - self.expected
            size = np.abs(difference)
            least = np.where(size <= ABSOLUTE_TOLERANCE * self.scale, 0.1 * self.scale, 0.01 * self.scale)
            least = np.where(self.agrees, least, np.minimum(least, size))
            return np.where(difference == 0, 0.0, difference / np.maximum(np.abs(self.expected), least))

    @cached_property
    def farthest(self) -> int:
        """Index of the point at which logged and expected differ most, as on a chart; a number beats what is none."""
        with np.errstate(invalid="ignore"):
            size = np.abs(self.values - self.expected)
        return int(np.argmax(np.where(np.isnan(size), -1.0, size)))

    @cached_property
    def max_relative_error(self) -> float | None:
        """The largest size of `errors`; None where a logged rate is not finite."""
        return float(np.abs(self.errors).max()) if np.isfinite(self.values).all() else None

    def __getitem__(self, where: slice | IntArray) -> Case:
        """Take some of the points alone; the curve's scale stays that of all."""
        series, expected, agrees = self.series[where], self.expected[where], self.agrees[where]
        # Searches take some points again and again: `replace` takes twice as long.
        return Case(series, self.reading, self.rates, self.offset, expected, agrees, self.horizon, lambda: self.scale)

    def under(self, offset: int) -> Case:
        """Hold the same points against the schedule under another offset of the logger."""
        return held_against(self.series, self.reading, self.rates, offset)

    def at_level(self, level: float) -> Case:
        """Hold the points against the same schedule with their rates divided by a level."""
        scaled = replace(self, series=replace(self.series, values=self.values / level))
        return replace(scaled, agrees=scaled.near(self.expected))

    def conventions(self) -> list[Case]:
        """List the same points under every offset that a logger may have, their own first."""
        return self.once(_conventions)

    def among(self, conventions: Sequence[Case]) -> Case:
        """Keep the same points under every offset, of which this is one, so that nobody evaluates them again."""
        vars(self).setdefault("_found", {})[_conventions] = [self, *(one for one in conventions if one is not self)]
        return self

    def once(self, find: Callable[[Case], _Found]) -> _Found:
        """Give what a search finds in this case, searched for only once however many verdicts ask."""
        found: dict[object, _Found] = vars(self).setdefault("_found", {})
        if find not in found:
            found[find] = find(self)
        return found[find]

    @cached_property
    def is_flat(self) -> bool:
        """Whether every logged rate is the same."""
        return is_flat(self.values)

    @cached_property
    def described(self) -> str:
        """The schedule in one line, in the unit of the axis; of a wave that the run outlasts, that it rises again."""
        text, turn = self.reading.described(self.schedule), rises_again_at(self.schedule)
        # A length that is assumed tells no place.
        if turn is not None and turn < _OUTLASTED * self.planned_steps and not self.reading.is_assumed:
            text += f", rising again from step {format_step(turn)} on"
        return in_unit(text, self.reading.unit)

    @property
    def last_step(self) -> int:
        """Last logged step."""
        return int(self.series.steps[-1])

    @property
    def planned_steps(self) -> int:
        """Steps that the run is planned to take, or has taken so far where nobody says."""
        return max(self.reading.total_steps or 0, self.last_step)

    def step_at(self, index: int) -> int:
        """Give the logged step of a point."""
        return int(self.series.steps[index])

    def at(self, step: int) -> str:
        """Name a place on the series' own axis for people: "step 800,720", "epoch 12"."""
        return place(self.reading.unit, step)

    def phase_at(self, step: int) -> str | None:
        """Name the schedule's phase at an optimizer step; None where it has none."""
        begun = [phase.name for phase in self.schedule.phases() if phase.start <= step]
        return begun[-1] if begun else None


def _conventions(case: Case) -> list[Case]:
    known = case.reading.step_offset(case.series.run, case.series.tag)
    others = dict.fromkeys((known, *CONVENTIONAL_OFFSETS))
    return [case, *(case.under(offset) for offset in others if offset != case.offset)]


def held_against(series: Series, reading: Reading, rates: Rates, offset: int) -> Case:
    """Hold points against a schedule under one step offset."""
    schedule = rates.schedule
    steps = steps_under(series, offset)
    expected, largest = _expected(schedule, steps)

    def find_scale() -> float:
        return max(largest, schedule.largest_term(np.maximum(steps, 0)))

    horizon = max(float(reading.total_steps or 0), float(steps[-1]), 1.0)
    # inf - inf is NaN, which agrees with nothing, as it should.
    with np.errstate(invalid="ignore"):
        differences = np.abs(series.values - expected)
        # The scale is no smaller than this, so what agrees here agrees.
        agrees = differences <= allowed(series, reading, expected, largest)
        case = Case(series, reading, rates, offset, expected, agrees, horizon, find_scale)
        if case.holds or case.scale == largest:
            return case
        return replace(case, agrees=differences <= case.tolerance_at(expected), find_scale=lambda: case.scale)


def _expected(schedule: Schedule, steps: IntArray) -> tuple[FloatArray, float]:
    """Give the rates at some steps and the largest finite one; most runs of a sweep are logged at the same steps."""
    known: tuple[IntArray, FloatArray, float] | None = vars(schedule).get("_expected")
    if known is not None and np.array_equal(known[0], steps):
        return known[1:]
    expected = schedule(steps)
    sizes = np.abs(expected)
    largest = float(sizes.max())
    if not math.isfinite(largest):
        finite = sizes[np.isfinite(sizes)]
        largest = float(finite.max()) if finite.size else 0.0
    if len(steps) <= _STEPS_KEPT:
        # Whoever would write into it writes into that of others.
        expected.flags.writeable = False
        vars(schedule)["_expected"] = steps, expected, largest
    return expected, largest


def allowed(series: Series, reading: Reading, rates: npt.ArrayLike, scale: float) -> FloatArray:
    """Give the largest difference that counts as equal at rates, float64[...], computed and written as these are."""
    return tolerance(rates, scale, max(reading.relative_tolerance, series.rounding)) + reading.absolute_tolerance


def steps_under(series: Series, offset: int) -> IntArray:
    """Give the schedule's own steps at the points, int64[n]."""
    steps = series.steps
    if steps[0] < -MAX_STEP or steps[-1] > MAX_STEP:
        # Steps beyond MAX_STEP are garbage that an offset must not wrap around.
        steps = np.clip(steps, -MAX_STEP, MAX_STEP)
    return steps + offset if offset else steps
