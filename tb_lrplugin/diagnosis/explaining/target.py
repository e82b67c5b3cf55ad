"""The points that an explanation has to account for, and the test whether it does."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from tb_lrplugin.data.series import FloatArray, IntArray
from tb_lrplugin.diagnosis.explaining.rates import Rates
from tb_lrplugin.schedules import Schedule
from tb_lrplugin.tolerance import CONVENTIONAL_OFFSETS, tolerance

# Where k * x + d is no whole step, the framework's own rounding decides which neighbour is meant.
_ROUNDING = 0.5
# Rates that differ by less (relative to the larger) are one rate.
_DISTINCT = 1e-4
# Points on either side of an edge that show where it is.
_EDGE = 3


@dataclass(frozen=True, eq=False)
class Target:
    """Points to be explained; at least one.

    Attributes:
      steps: float64[n], the x at which the schedule is due under the framework's own offset (x + d).
      values: float64[n], logged rates.
      expected: float64[n], what the schedule asks for there.
      agrees: bool[n], which points follow it as it is.
      rates: the schedule.
      relative_tolerance: of the source.
      scale: the largest expected rate.
      offset: the framework's own offset d, which is in `steps` already.
      horizon: last step at which the schedule is of interest, the planned end or the last logged step.
    """

    steps: FloatArray
    values: FloatArray
    expected: FloatArray
    agrees: npt.NDArray[np.bool_]
    rates: Rates
    relative_tolerance: float
    scale: float
    offset: int
    horizon: float

    @staticmethod
    def of(
        schedule: Schedule,
        steps: FloatArray,
        values: FloatArray,
        expected: FloatArray,
        agrees: npt.NDArray[np.bool_],
        relative_tolerance: float,
        offset: int,
        planned: float,
    ) -> Target:
        """Prepare the points of a whole series."""
        rates = Rates(schedule)
        horizon = max(planned, float(steps[-1]), 1.0)
        finite = np.abs(expected[np.isfinite(expected)])
        scale = max(float(finite.max()) if finite.size else 0.0, rates.largest_term(np.linspace(0.0, horizon, 65)))
        return Target(steps, values, expected, agrees, rates, relative_tolerance, scale, offset, horizon)

    def __len__(self) -> int:
        return len(self.steps)

    def at(self, where: slice | IntArray) -> Target:
        """Take some of the points alone."""
        return replace(
            self,
            steps=self.steps[where],
            values=self.values[where],
            expected=self.expected[where],
            agrees=self.agrees[where],
        )

    def under(self, offset: int) -> Target:
        """Take the same points under another offset of the logger."""
        steps = self.steps - self.offset + offset
        other = replace(self, steps=steps, expected=self.rates.nearest(steps), offset=offset)
        return replace(other, agrees=other.near(other.expected))

    def conventions(self) -> list[Target]:
        """List the same points under every offset that a logger may have, their own first."""
        return [self, *(self.under(offset) for offset in CONVENTIONAL_OFFSETS if offset != self.offset)]

    @property
    def first_disagreement(self) -> int:
        """Index of the first point that disagrees; the number of points where none does."""
        return len(self) if self.agrees.all() else int(np.argmin(self.agrees))

    def unseen_since(self, index: int) -> int:
        """Give the index of the last earlier point after which a change that shows at a point may have come.

        On a plateau a change shows late: before it lies the last point that has another rate. 0 where none has.
        """
        other = np.flatnonzero(~self.at(slice(0, index)).near_value(float(self.values[index])))
        return int(other[-1]) if other.size else 0

    def tolerance_at(self, rates: FloatArray) -> FloatArray:
        """Give the largest difference that counts as equal at rates, float64[..., n]."""
        return tolerance(rates, self.scale, self.relative_tolerance)

    def near(self, rates: FloatArray) -> npt.NDArray[np.bool_]:
        """Say where rates (float64[..., n]) equal the logged ones within the tolerance."""
        with np.errstate(invalid="ignore"):
            return np.abs(self.values - rates) <= self.tolerance_at(rates)

    def near_value(self, rate: float) -> npt.NDArray[np.bool_]:
        """Say where the logged rates equal one rate, bool[n]."""
        return self.near(np.full(len(self), rate))

    def follows(self, due: FloatArray) -> tuple[npt.NDArray[np.bool_], FloatArray]:
        """Say where the logged rates are those of the real-valued steps `due`, float64[..., n].

        Returns:
          bool[..., n], where they are; float64[..., n], the rate explained there.
        """
        whole = np.rint(due)
        if np.abs(due - whole).max() <= 1e-6:
            explained = self.rates.nearest(whole)
            return self.near(explained), explained
        lower, upper = np.sort(np.stack(self.rates.neighbours(due)), axis=0)
        explained = np.clip(self.values, lower, upper)
        right = self.near(explained)
        if not right.all():
            around = np.stack([*self.rates.neighbours(due - _ROUNDING), *self.rates.neighbours(due + _ROUNDING)])
            wider = np.clip(self.values, around.min(axis=0), around.max(axis=0))
            explained = np.where(right, explained, wider)
            right = self.near(explained)
        return right, explained

    def shows_change(self, explained: FloatArray) -> bool:
        """Say whether an explanation gives the points that disagree two rates or more, float64[n]."""
        wrong = ~self.agrees
        return int(np.count_nonzero(wrong)) >= 2 and _differ(explained[wrong])

    def proves(self, explained: FloatArray) -> bool:
        """Say whether an explanation accounts for enough of what is wrong.

        Two rates among the points that disagree do; so does one rate, where three points have it and three others,
        which agree, have another: an edge in the wrong place.
        """
        disagreeing = int(np.count_nonzero(~self.agrees))
        return self.shows_change(explained) or (
            min(disagreeing, len(self) - disagreeing) >= _EDGE and _differ(explained)
        )


def _differ(rates: FloatArray) -> bool:
    return float(np.ptp(rates)) > _DISTINCT * float(rates.max())
