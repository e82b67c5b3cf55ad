"""A reading whose schedule lacks one number: how many steps an epoch has, or how many the whole run takes."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np

from tb_lrplugin.frameworks.readers import Traces
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.frameworks.unknown import NOTHING_TOLD, Curve, Solution, Unknown, epoch_lengths, held
from tb_lrplugin.schedules import Held, Schedule, ScheduleError
from tb_lrplugin.schedules.base import FloatArray, IntArray

# Where neither the configuration nor the points tell; a curve must be drawn all the same.
_ASSUMED_STEPS = 1000
# Of float64[...] progress from 0 to 1, float64[...] rates.
Shape = Callable[[FloatArray], FloatArray]


@dataclass(frozen=True)
class Open:
    """A schedule with one number open.

    Attributes:
      name: what the number counts, for people: "steps per epoch".
      curve: the rates under every number.
      build: gives the schedule under a number, and how that is known, in words.
      epochs: how many of what the number measures the run takes; None where that is not told.
      is_hold: whether the number counts the steps for which a rate is held.
      marks_starts: whether the logger writes once per unit, so that the distance of the points is the number.
      is_excuse: whether all points must agree.
    """

    name: str
    curve: Curve
    build: Callable[[int, str], Schedule]
    epochs: int | None = None
    is_hold: bool = False
    marks_starts: bool = False
    is_excuse: bool = False


@dataclass(frozen=True)
class OpenReading(Reading):
    """A configuration that leaves one number to the points.

    Attributes:
      ways: the schedules that it admits, each with the number open, the documented default first.
    """

    ways: tuple[Open, ...] = field(default=(), compare=False, repr=False)

    def alternatives(self, tag: str) -> Iterable[Reading | Unknown]:
        """Leave the number of each way open; without a way the schedule is whole."""
        others = (dataclasses.replace(other, lengths=self.lengths) for other in self.others)
        own = [self._unknown(way) for way in self.ways] or (self,)
        return *own, *(one for other in others for one in other.alternatives(tag))

    def _unknown(self, way: Open) -> Unknown:
        told, searched = self.lengths
        epochs = way.epochs or 1
        return Unknown(
            way.name,
            way.curve,
            lambda found: self._built(way, found),
            searched,
            # Without a move in the points a unit is at least as long as what was logged.
            lambda last: max(
                _ASSUMED_STEPS if way.epochs is None else 1, -(-(last + 1) // (1 if way.is_hold else epochs))
            ),
            told=told,
            is_hold=way.is_hold,
            marks_starts=way.marks_starts,
            is_excuse=way.is_excuse,
            planned=way.epochs or 0,
        )

    def _built(self, way: Open, found: Solution) -> Reading | None:
        try:
            schedule = way.build(found.number, found.words)
        except ScheduleError:
            return None
        return dataclasses.replace(
            self,
            schedule=schedule,
            total_steps=(way.epochs or 0) * found.number or self.total_steps if found.is_known else self.total_steps,
            is_assumed=found.how == "assumed",
            text=f"{self.text}\n# {found.number:,} {way.name} ({found.words})",
        )


def with_epochs(tag: str, reading: Reading, traces: Traces) -> Reading:
    """Add how far the epochs are, by a scalar that holds the index of the epoch at a step, both from 0."""
    if not isinstance(reading, OpenReading):
        return reading
    lengths = epoch_lengths(traces.evidence.points_of(tag)) or NOTHING_TOLD
    return dataclasses.replace(reading, lengths=lengths)


def by_epoch(schedule: Schedule, epochs: int | None = None, *, marks_starts: bool = False) -> Open:
    """Step a schedule once per epoch; how many steps an epoch has is open.

    Args:
      schedule: counts epochs.
      epochs: planned epochs; None where they are not told.
      marks_starts: whether the rate is logged at the first step of each epoch only.
    """
    return Open(
        "steps per epoch",
        held(schedule),
        lambda number, how: Held(schedule, number, f"epoch ({how})"),
        epochs,
        is_hold=True,
        marks_starts=marks_starts,
    )


def stretched(before: Schedule | None, start: int, shape: Shape, epochs: int = 1) -> Curve:
    """Give the rates of a curve that reaches from a step to the end of the run, whose length is open.

    Args:
      before: the rates of the steps before `start`, a warm-up; None for no such steps.
      start: the step at which the curve begins.
      shape: the curve, over its progress from 0 to 1.
      epochs: how many of what the number measures make the run.
    """

    def curve(numbers: IntArray, steps: IntArray) -> FloatArray:
        after = steps - start
        progress = np.clip(after / np.maximum(numbers * epochs - start, 1), 0.0, 1.0)
        main = shape(progress)
        return main if before is None else np.where(after < 0, before(np.maximum(steps, 0)), main)

    return curve
