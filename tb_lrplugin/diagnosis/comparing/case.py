"""A series beside its schedule, with the questions that several verdicts ask."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from tb_lrplugin.data.series import FloatArray, Series
from tb_lrplugin.diagnosis.comparing.agreement import Agreement, relative_errors
from tb_lrplugin.diagnosis.explaining.target import Target
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.schedules import Schedule
from tb_lrplugin.schedules.base import MAX_STEP
from tb_lrplugin.tolerance import tolerance
from tb_lrplugin.words import place

# A logged rate is flat when it moves by no more than float32 rounding.
_FLAT = 1e-6


def is_flat(values: FloatArray) -> bool:
    """Say whether logged rates are all one value, but for float32 rounding."""
    return float(np.ptp(values)) <= _FLAT * float(np.abs(values).max())


@dataclass(frozen=True, eq=False)
class Case:
    """One series, the reading that governs it, and how well they agree; never empty."""

    series: Series
    reading: Reading
    schedule: Schedule
    agreement: Agreement

    @cached_property
    def target(self) -> Target:
        """The points as the searches for an explanation need them."""
        return Target.of(
            self.schedule,
            np.clip(self.series.steps, -MAX_STEP, MAX_STEP).astype(np.float64) + self.agreement.offset,
            self.values,
            self.expected,
            self.agreement.agrees,
            self.reading.relative_tolerance,
            self.agreement.offset,
            float(self.planned_steps),
        )

    @property
    def values(self) -> FloatArray:
        """float64[n], the logged rates."""
        return self.series.values

    @property
    def expected(self) -> FloatArray:
        """float64[n], the expected rates at the logged points."""
        return self.agreement.expected

    @property
    def last_step(self) -> int:
        """Last logged step."""
        return int(self.series.steps[-1])

    @cached_property
    def is_flat(self) -> bool:
        """Whether every logged rate is the same."""
        return is_flat(self.values)

    @cached_property
    def planned_steps(self) -> int:
        """Steps that the run is planned to take, or has taken so far where nobody says."""
        return max(self.reading.total_steps or 0, self.last_step)

    @cached_property
    def max_relative_error(self) -> float | None:
        """The largest |logged - expected| / expected over the points; None where a logged rate is not finite."""
        return float(np.abs(self.relative_errors).max()) if np.isfinite(self.values).all() else None

    @property
    def relative_errors(self) -> FloatArray:
        """float64[n], (logged - expected) / expected at every point, above 0 where the logged rate is too high."""
        return relative_errors(self.series, self.agreement)

    def step_at(self, index: int) -> int:
        """Give the logged step of a point."""
        return int(self.series.steps[index])

    def at(self, step: int) -> str:
        """Name a place on the series' own axis for people: "step 800,720", "epoch 12"."""
        return place(self.reading.unit, step)

    def is_near(self, value: float, expected: float) -> bool:
        """Say whether a logged rate equals an expected one within the tolerance."""
        return abs(value - expected) <= float(
            tolerance(expected, self.agreement.scale, self.agreement.relative_tolerance)
        )

    def phase_at(self, step: int) -> tuple[str | None, str | None]:
        """Name the schedule's phase at an optimizer step, and the phase before it."""
        before: str | None = None
        current: str | None = None
        for phase in self.schedule.phases():
            if phase.start <= step:
                before, current = current, phase.name
        return current, before
