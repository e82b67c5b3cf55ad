"""The logged points as the fits see them: a manageable sample, its flat stretches and its turns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tb_lrplugin.schedules.base import FloatArray, IntArray, Schedule
from tb_lrplugin.tolerance import ABSOLUTE_TOLERANCE, RELATIVE_TOLERANCE, tolerance

# Two float32 rates this close (relative) are one rate: each is rounded, and so is what led to it.
SAME_RATE = 3e-7
# The points tell a rate or a length to this share of it.
KNOWN = 2e-6
# What is small beside the rest of its curve is known to fewer digits: to this share of it at worst.
MOST_DOUBT = 0.01
# Beside the largest rate, this share of it is 0.
NOTHING = ABSOLUTE_TOLERANCE
# And what falls to this share of where it began is at its end.
NEXT_TO_NOTHING = 1e-3

# Enough to fix every parameter of every shape; the result is held against all points.
_SAMPLE = 400
# Extra points, ever closer together towards both ends and the peak, where warm-ups and holds may be short.
_SAMPLE_NEAR = 24

# A turn of noise moves the rate by less than this share of all its way.
_LEAST_MOVE = 0.02


@dataclass(frozen=True, eq=False)
class Points:
    """Logged points, or a sample of them.

    Attributes:
      x: float64[n], steps, strictly increasing.
      y: float64[n], rates, finite and not negative.
      tolerance: float64[n], how far a fit may lie from each.
      scale: largest logged rate.
    """

    x: FloatArray
    y: FloatArray
    tolerance: FloatArray
    scale: float

    @staticmethod
    def of(x: npt.NDArray[np.generic], y: FloatArray, rounding: float = 0.0) -> Points:
        """Make points whose fits must be as close as float32 allows, or a coarser rounding (relative to the value)."""
        scale = float(y.max())
        return Points(x.astype(np.float64), y, tolerance(y, scale, max(RELATIVE_TOLERANCE, rounding)), scale)

    def __len__(self) -> int:
        return len(self.x)

    def part(self, begin: int, end: int) -> Points:
        """Cut out the points [begin, end)."""
        return self.chosen(slice(begin, end))

    def after(self, step: float) -> Points:
        """Leave out what was logged up to a step."""
        return self.part(int(np.searchsorted(self.x, step, side="right")), len(self))

    def chosen(self, which: slice | npt.NDArray[np.generic]) -> Points:
        """Keep the points of a slice, a mask or an array of indices."""
        return Points(self.x[which], self.y[which], self.tolerance[which], self.scale)

    def misses(self, schedule: Schedule) -> FloatArray:
        """Measure how far each point lies from a schedule, float64[n]."""
        return np.abs(schedule(self.x.astype(np.int64)) - self.y)

    def lie_on(self, schedule: Schedule) -> bool:
        """Say whether every point lies on a schedule, but for its rounding and that of the schedule's numbers."""
        return bool((self.misses(schedule) <= 2 * self.tolerance).all())

    def sampled(self) -> Points:
        """Choose some hundred points: evenly, and more of them near both ends and the peak."""
        count = len(self)
        if count <= _SAMPLE + 4 * _SAMPLE_NEAR:
            return self
        near = np.unique(np.geomspace(1, count / 8, _SAMPLE_NEAR).astype(np.int64))
        peak = int(np.argmax(self.y))
        chosen = np.concatenate(
            [np.linspace(0, count - 1, _SAMPLE).astype(np.int64), near - 1, count - near, peak + near - 1, peak - near]
        )
        return self.chosen(np.unique(chosen[(chosen >= 0) & (chosen < count)]))

    def loosened(self, share: float) -> Points:
        """Allow every fit to lie off by a share of the largest rate."""
        return Points(self.x, self.y, np.full(len(self), share * self.scale), self.scale)

    def directions(self) -> npt.NDArray[np.int8]:
        """Say of each of the n - 1 intervals whether the rate rises (1), falls (-1) or stays (0)."""
        moves = np.diff(self.y)
        moving = np.abs(moves) > SAME_RATE * np.maximum(self.y[1:], self.y[:-1])
        return (np.sign(moves) * moving).astype(np.int8)

    def run_starts(self) -> IntArray:
        """List the first index of every run of one rate, int64[runs], 0 first."""
        return np.concatenate([[0], np.flatnonzero(self.directions()) + 1])


@dataclass(frozen=True)
class Stretch:
    """Points [begin, end) along which the rate rises (1), falls (-1) or stays (0)."""

    begin: int
    end: int
    direction: int

    def __len__(self) -> int:
        return self.end - self.begin


def stretches(points: Points) -> list[Stretch]:
    """Split points where the rate turns, comes to rest or sets off again.

    A turning point is the last of its stretch; so is the point before a jump. Two equal neighbours within a slope
    are a rounding matter and no rest, at either end they are one.
    """
    directions = points.directions()
    edges = np.concatenate([[0], np.flatnonzero(np.diff(directions)) + 1, [len(directions)]])
    runs: list[list[int]] = []
    for begin, end in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
        direction = int(directions[begin])
        is_rest = direction == 0 and (end - begin >= 2 or begin == 0 or end == len(directions))
        if direction == 0 and not is_rest:
            direction = runs[-1][2]
        if runs and runs[-1][2] == direction:
            runs[-1][1] = end
        else:
            runs.append([begin, end, direction])
    found: list[Stretch] = []
    at = 0
    for index, (begin, end, direction) in enumerate(runs):
        # Interval i lies between points i and i + 1. The points of a rest are its own, a turn's goes to the first.
        last = end + 1
        if direction != 0 and index + 1 < len(runs) and runs[index + 1][2] == 0:
            last = end
        if last > at and not (direction == 0 and last - begin < 2):
            found.append(Stretch(at, last, direction))
            at = last
    if at < len(points):
        found.append(Stretch(at, len(points), runs[-1][2]))
    return found


def moves_faster_than_logged(y: FloatArray) -> bool:
    """Say whether the rate turns at most logged points, so that its period is about two intervals or less.

    What lies between the points cannot be told then; a sampled wave shows waves that never were.
    """
    moves = np.diff(y)
    signs = np.sign(moves[np.abs(moves) > _LEAST_MOVE * float(np.ptp(y))])
    turns = int((signs[1:] != signs[:-1]).sum())
    return turns >= 4 and turns > 0.5 * (len(y) - 2)
