"""What a configuration leaves open: a whole number, declared here and found by one search.

Steps per epoch, batches per update, epochs before the first one that was logged: a reader says which rates follow from
which number, and what the run's own log tells of it. It never sees the points: `diagnosis/unknowns` holds those
against every number at once.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from tb_lrplugin.data.run_evidence import LastPoint
from tb_lrplugin.schedules.base import FloatArray, IntArray, Schedule

if TYPE_CHECKING:
    from tb_lrplugin.frameworks.reading import Reading

# Of int64[k, 1] numbers and int64[n] steps, float64[k, n].
Curve = Callable[[IntArray, IntArray], FloatArray]

How = Literal["told", "given", "inferred", "at most", "assumed", "undecided"]

LARGEST = 2**20
_MOST_EPOCHS = 10_000


@dataclass(frozen=True)
class Solution:
    """A number, and how it is known.

    Attributes:
      number: the number.
      how: "told" by the run's own log; "given" by whoever plans the run; "inferred" from the points, which single it
        out; "at most" where several are told and the rate has yet to move; "assumed" where nothing tells; "undecided"
        where the points agree with none of the numbers tried, and others would make other points.
      rate: the rate of the parameter group, where that was open as well.
      has_neighbours: whether other numbers fit as well but for the rounding of a log.
    """

    number: int
    how: How
    rate: float = math.nan
    has_neighbours: bool = False

    @property
    def words(self) -> str:
        """How it is known, in words for people."""
        return self.how if self.how == "given" or not self.is_known else "inferred"

    @property
    def is_known(self) -> bool:
        """Whether something tells the number itself."""
        return self.how in ("told", "given", "inferred")


class EpochLengths(NamedTuple):
    """The steps per epoch that a log admits.

    Attributes:
      told: the lengths; empty where nothing tells.
      searched: those to search where the points have to tell: within the first epoch its length is only bounded from
        below.
    """

    told: range = range(0)
    searched: range = range(1, LARGEST + 1)


NOTHING_TOLD = EpochLengths()


@dataclass(frozen=True)
class Unknown:
    """A whole number that the points have to tell.

    Attributes:
      name: what it counts, for people: "steps per epoch"; "" for one that is no setting of the run.
      curve: the rates at logged steps (under the logger's own offset) under every number.
      build: gives the reading under a number; None where there is none.
      searched: the numbers to search, the likeliest first where several fit equally well.
      assumed: gives the number to draw a curve with where nothing tells, for the last logged step.
      told: the numbers that the run's own log admits, ascending. They outrank the points: where these follow another
        number to the end, that is the fault.
      is_excuse: whether it would excuse too much if a part of the points were enough: all of them must agree.
      least_moves: moves of the rate below which the points do not single out the number, so that none is given.
      least_standing: the least number for points of one rate; a lesser one would excuse a rate that stands still.
      counts_steps: whether the series counts optimizer steps, of which one more or less is a convention of loggers.
      is_hold: whether the number counts the steps for which the rate is held.
      is_from_begin: whether only points that begin within the first such unit tell, or that are a part of those logged.
      is_sample: whether `searched` leaves out numbers between its own, so that none of them need be right.
      marks_starts: whether the logger writes once per unit, at the unit's first step, so that the distance of the
        points is the number.
      marks_windows: whether the logger writes once per unit, counted from the begin of each epoch, so that most points
        are so far apart.
      slope: where the rate of the parameter group is open too, by how much the rates rise with it; `curve` then gives
        them for a rate of 0.
      group_rates: the rates that the group may have, ascending; empty for any.
      planned: how many of what the number measures the run is to take; 0 where that is not told.
    """

    name: str
    curve: Curve
    build: Callable[[Solution], Reading | None]
    searched: Sequence[int]
    assumed: Callable[[int], int] = lambda _last: 1
    told: Sequence[int] = ()
    is_excuse: bool = False
    least_moves: int = 0
    least_standing: int = 0
    counts_steps: bool = True
    is_hold: bool = False
    is_from_begin: bool = False
    is_sample: bool = False
    marks_starts: bool = False
    marks_windows: bool = False
    slope: Curve | None = None
    group_rates: tuple[float, ...] = ()
    planned: int = 0


def held(schedule: Schedule) -> Curve:
    """Step a scheduler once in so many steps."""
    return lambda numbers, steps: schedule(steps // numbers)


def on_axis(schedule: Schedule, shift: int = 0) -> Curve:
    """Put a schedule on an axis whose units take so many steps, `shift` units before it begins."""
    return lambda numbers, units: schedule((units + shift) * numbers)


def epoch_lengths(points: Sequence[LastPoint]) -> EpochLengths | None:
    """List the steps per epoch under which every point lies within its epoch.

    Args:
      points: step, counted from 0, and epoch, likewise, in the order of the steps.

    Returns:
      The lengths; where no length suits all of the points, as after a resume with another batch size, those that suit
      the last one. None where there are no points, or garbled ones.
    """
    usable = [point for point in points if point.step >= 0 and 0 <= point.value < _MOST_EPOCHS]
    if not usable or usable[-1] != points[-1]:
        return None
    for some in (usable, usable[-1:]):
        low = max(step // (int(epoch) + 1) + 1 for step, epoch in some)
        high = min((step // int(epoch) for step, epoch in some if epoch >= 1), default=None)
        if high is None:
            return EpochLengths(range(0), range(low, max(low + 1, LARGEST + 1)))
        if low <= high:
            return EpochLengths(range(low, high + 1))
    return None
