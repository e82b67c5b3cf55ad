"""A schedule known only by recorded points, and the recorder."""

from __future__ import annotations

import functools
import itertools
import math
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tb_lrplugin.schedules.base import FloatArray, IntArray, Pieces, Schedule, Shape, require, require_rate
from tb_lrplugin.schedules.notation import Argument
from tb_lrplugin.words.numbers import format_rate, format_step

# Steps up to here are told apart by a float.
_MOST_STEPS = 2**53

# So many points have about a megabyte, and are read back.
MOST_RECORDED = 100_000
# A callable that takes no longer for all steps is asked for all of them.
_CHEAP_SECONDS = 1.0
# Earlier versions kept so many points, spread over all steps, however many it took.
_SPENT = range(19_000, 20_001)
_GRID = 512
# A callable may compute in float32, whose noise (6e-8) must not be refined.
_TOLERANCE = 1e-6
# Of the tolerance, what is tied to the largest rate.
_ABSOLUTE_SHARE = 0.1


@dataclass(frozen=True)
class Sampled(Schedule):
    """Points of any callable, joined by straight lines; the end values hold outside.

    A jump is two points one step apart, so a step function is recorded exactly.

    Args:
      steps: n >= 1 strictly increasing steps.
      values: n rates.
      is_refined: whether the lines are within the recorder's tolerance of the callable, up to the last point.

    Raises:
      ScheduleError: if the steps are not increasing or the counts differ.
    """

    steps: tuple[int, ...]
    values: tuple[float, ...]
    is_refined: bool = False

    kind = "sampled"

    def __post_init__(self) -> None:
        require(
            len(self.steps) == len(self.values) > 0,
            f"{len(self.steps)} steps with {len(self.values)} rates make no schedule: give one rate per step",
        )
        require(
            all(a < b for a, b in zip(self.steps, self.steps[1:], strict=False)),
            "the recorded steps are not strictly increasing",
        )
        require(
            self.steps[0] >= -_MOST_STEPS and self.steps[-1] <= _MOST_STEPS,
            "the recorded steps go beyond 2^53, where lines between them cannot be computed",
        )
        for value in self.values:
            require_rate("a recorded rate", value)

    @functools.cached_property
    def _points(self) -> tuple[IntArray, FloatArray]:
        return np.asarray(self.steps, np.int64), np.asarray(self.values, np.float64)

    def _evaluate(self, steps: IntArray) -> FloatArray:
        return np.asarray(np.interp(steps, *self._points), np.float64)

    @property
    def may_be_off(self) -> bool:
        """Whether an earlier version recorded it with fewer points than it may have needed."""
        return not self.is_refined and len(self.steps) in _SPENT

    def known_until(self) -> int | None:
        return self.steps[-1]

    def pieces(self, start: int, stop: int) -> Pieces:
        knots, rates = self._points
        rising = np.diff(rates) != 0
        # Interval i lies between knots i and i + 1; before the first and after the last it is flat.
        shapes = np.concatenate([[False], rising, [False]]).astype(np.uint8) * Shape.LINEAR
        starts = np.concatenate([[np.iinfo(np.int64).min], knots])
        inside = (starts > start) & (starts < stop)
        first = int(np.searchsorted(starts, start, side="right")) - 1
        return Pieces.of(np.concatenate([[start], starts[inside]]), np.concatenate([[shapes[first]], shapes[inside]]))

    def _turns(self, start: int) -> IntArray:
        knots, _ = self._points
        return knots[np.searchsorted(knots, start, side="right") :]

    def _solve(self, start: int, low: float, high: float) -> float:
        # Most often a jump, in the very last step before the next point.
        return math.inf

    def corners_in(self, steps: float) -> float:
        return len(self.values)

    def describe(self, offset: int = 0) -> str:
        return (
            f"recorded at {len(self.steps):,} points, from {format_rate(self.values[0])} at step "
            f"{format_step(self.steps[0] + offset)} to {format_rate(self.values[-1])} at step "
            f"{format_step(self.steps[-1] + offset)}"
        )

    def formula(self, step: Argument) -> str:
        return f"straight lines between {len(self.steps)} recorded points"


def record(schedule: Callable[[int], float], total_steps: int, *, tolerance: float = _TOLERANCE) -> Sampled:
    """Record a callable as points from step 0 to `total_steps`.

    A grid is refined wherever the callable bends between two points: jumps down to the very step, smooth curves until a
    straight line is within 1e-6 of the rate (or 1e-7 of the largest rate). Up to 100,000 steps of a callable that takes
    less than a second for all of them are looked at one by one; of others a change that both begins and ends between
    two grid points, 1/512 of the run apart, can escape.

    Args:
      schedule: maps an optimizer step to a rate.
      total_steps: last step to record, 1 or more.
      tolerance: in the place of 1e-6, for a callable that computes in float64.

    Returns:
      The points; they end before `total_steps` where 100,000 of them are not enough, since none beyond would be right.

    Raises:
      ScheduleError: if total_steps is below 1, or a rate is negative or not finite.
    """
    require(total_steps >= 1, f"total_steps is {total_steps}: give the number of steps, 1 or more")
    known: dict[int, float] = {}

    def rate(step: int) -> float:
        if step not in known:
            known[step] = float(schedule(step))
        return known[step]

    grid = sorted({total_steps * i // _GRID for i in range(_GRID + 1)})
    # Of this thread alone: how busy a machine is must not decide what is recorded.
    begun = time.thread_time()
    largest = max(abs(rate(step)) for step in grid)
    seconds = (time.thread_time() - begun) / len(grid) * total_steps
    if total_steps <= MOST_RECORDED and seconds < _CHEAP_SECONDS:
        rates = np.array([rate(step) for step in range(total_steps + 1)])
        places = functools.partial(_every_step, rates)
    else:
        places = functools.partial(_three_steps, rate)
    slack = _ABSOLUTE_SHARE * tolerance * largest
    steps = [0]
    todo = list(itertools.pairwise(grid))[::-1]
    # From the begin on, so that where the points run out all that is recorded is right.
    while todo and len(steps) < MOST_RECORDED:
        begin, end = todo.pop()
        if end - begin > 1 and not _is_straight(*places(begin, end), tolerance, slack):
            middle = (begin + end) // 2
            todo += [(middle, end), (begin, middle)]
        else:
            steps.append(end)
    return Sampled(*_without_idle_points(steps, [rate(step) for step in steps]), is_refined=True)


def _every_step(rates: FloatArray, begin: int, end: int) -> tuple[IntArray, FloatArray]:
    """Give all steps of a line, its ends among them, and the rates there."""
    return np.arange(begin, end + 1), rates[begin : end + 1]


def _three_steps(rate: Callable[[int], float], begin: int, end: int) -> tuple[IntArray, FloatArray]:
    """Give the ends of a line and three steps between them, and the rates there."""
    steps = [begin + (end - begin) * quarter // 4 for quarter in range(5)]
    return np.array(steps), np.array([rate(step) for step in steps])


def _is_straight(steps: IntArray, rates: FloatArray, tolerance: float, slack: float) -> bool:
    """Say whether the line from the first of some steps to the last is the rate at all of them."""
    line = rates[0] + (rates[-1] - rates[0]) * (steps - steps[0]) / (steps[-1] - steps[0])
    return bool((np.abs(rates - line) <= tolerance * np.abs(line) + slack).all())


def _without_idle_points(steps: list[int], values: list[float]) -> tuple[tuple[int, ...], tuple[float, ...]]:
    """Drop the inner points of flat stretches: they say nothing."""
    keep = [i for i in range(len(steps)) if i in (0, len(steps) - 1) or not values[i - 1] == values[i] == values[i + 1]]
    return tuple(steps[i] for i in keep), tuple(values[i] for i in keep)
