"""The expected curve as few points as a screen can tell apart, at a bounded cost whoever made up the schedule."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tb_lrplugin.schedules.base import FloatArray, IntArray, Schedule, Shape
from tb_lrplugin.schedules.combinators import OnAxis
from tb_lrplugin.schedules.floor import Floor
from tb_lrplugin.schedules.sampled import Sampled
from tb_lrplugin.schedules.views.spans import Span, spans_of

# The largest float64 that is an int64 as well.
_LARGEST_WHOLE = np.nextafter(2.0**63, 0)
# A curved piece is drawn with this many points over the whole view, and at least a few each.
_CURVE_POINTS = 512
_LEAST_CURVE_POINTS = 9
# ... and where it bends, until straight lines are this close, relative to its height.
_CURVE_TOLERANCE = 2e-4
_MOST_CURVE_POINTS = 8192
# More corners than this cannot be told apart, and looking for each would take long.
_MOST_PIECES = 2000
_MOST_VERTICES = 10_000
# Between every two recorded points a floor is looked for from the first one on.
_MOST_SEARCHED_POINTS = 200
_EVEN_POINTS = 2049


@dataclass(frozen=True)
class Vertices:
    """Corners of the expected curve, to be joined by straight lines; a jump is two at one step.

    Attributes:
      steps: int64[n], never decreasing.
      values: float64[n].
    """

    steps: IntArray
    values: FloatArray


def draw(schedule: Schedule, start: int, stop: int) -> Vertices:
    """Evaluate a schedule for drawing, with its true corners.

    Args:
      schedule: any schedule.
      start: first step.
      stop: last step, included, above `start`.

    Returns:
      The vertices from `start` to `stop`.
    """
    if start < 0:
        # Steps below zero count as zero; a logger's offset may ask for them.
        drawn = draw(schedule, 0, max(stop, 0))
        return Vertices(np.insert(drawn.steps, 0, start), np.insert(drawn.values, 0, schedule.value_at(0)))
    pieces = schedule.pieces(start, stop + 1)
    ends = np.append(pieces.starts[1:], stop + 1)
    columns = []
    for begin, end, shape in zip(pieces.starts, ends, pieces.shapes, strict=True):
        # The last step of a piece is end - 1; a constant one goes on to the next corner anyway.
        last = begin if shape == Shape.CONSTANT and end <= stop else end - 1
        if shape == Shape.CURVE and last > begin:
            share = (end - begin) / (stop + 1 - start)
            at = _along_curve(schedule, int(begin), int(last), round(_CURVE_POINTS * share))
        else:
            at = np.unique(np.array([begin, last], np.int64))
        values = schedule(at)
        if end <= stop:
            # Close the gap to the next corner: along a constant piece to its right end, along the
            # slope of a moving one to where it meets the next.
            at = np.append(at, end)
            values = np.append(values, _right_end(schedule, int(end), shape, values))
        columns.append((at, values))
    return Vertices(np.concatenate([at for at, _ in columns]), np.concatenate([values for _, values in columns]))


def _along_curve(schedule: Schedule, begin: int, last: int, count: int) -> IntArray:
    """Choose steps from `begin` to `last`: about `count` evenly, and more of them where the curve bends."""
    count = min(max(_LEAST_CURVE_POINTS, count), last - begin + 1)
    at = np.unique(np.minimum(np.linspace(begin, last, count).round(), _LARGEST_WHOLE).astype(np.int64))
    while len(at) < _MOST_CURVE_POINTS:
        values = schedule(at)
        middle = at[:-1] + np.diff(at) // 2
        # Where the rate is infinite nothing bends.
        with np.errstate(over="ignore", invalid="ignore"):
            straight = values[:-1] + (values[1:] - values[:-1]) * ((middle - at[:-1]) / np.diff(at))
            bent = np.abs(schedule(middle) - straight) > _CURVE_TOLERANCE * np.ptp(values)
        if not bent.any():
            break
        at = np.sort(np.concatenate([at, middle[bent]]))
    return at


def _right_end(schedule: Schedule, end: int, shape: int, values: FloatArray) -> float:
    """Value at the right end of a piece, just before the step `end` where the next one begins."""
    last = float(values[-1])
    if shape == Shape.CONSTANT or len(values) < 2:
        return last
    after = schedule.value_at(end)
    step_before = schedule.value_at(end - 2)
    # A slope that runs on into the next piece is a kink, not a jump.
    slope = abs(last - step_before)
    return after if abs(after - last) <= 2 * slope else last


def outline(schedule: Schedule, start: int, stop: int) -> Vertices:
    """Draw a schedule: with its true corners where they are few, else through evenly spaced steps.

    Args:
      schedule: any schedule.
      start: first step, which may be below 0.
      stop: last step, included, above `start`.
    """
    if not _is_slow_to_search(schedule) and _most_pieces(schedule, start, stop) <= _MOST_PIECES:
        drawn = draw(schedule, start, stop)
        if len(drawn.steps) <= _MOST_VERTICES:
            return drawn
    share = np.linspace(0.0, 1.0, min(_EVEN_POINTS, stop - start + 1))
    steps = np.unique(start + np.rint(share * (stop - start)).astype(np.int64))
    return Vertices(steps, schedule(steps))


def _is_slow_to_search(schedule: Schedule) -> bool:
    """Say whether looking for the places where it crosses a rate takes long: over a coarse axis, or many points."""
    parts = _parts(schedule.schedule if isinstance(schedule, OnAxis) else schedule)
    if any(isinstance(part, OnAxis) for part in parts):
        return True
    points = max((len(part.steps) for part in parts if isinstance(part, Sampled)), default=0)
    return points > _MOST_SEARCHED_POINTS and any(isinstance(part, Floor) for part in parts)


def _parts(schedule: Schedule) -> list[Schedule]:
    return [schedule, *(inner for part in schedule.parts() for inner in _parts(part.schedule))]


def _most_pieces(schedule: Schedule, start: int, stop: int) -> float:
    return sum(_pieces_of(span, max(start, 0), stop) for span in spans_of(schedule))


def _pieces_of(span: Span, start: int, stop: int) -> float:
    """Bound the number of pieces of one primitive between two steps."""
    end = stop if span.end is None else min(span.end, stop)
    steps = max(end - max(span.begin, start), 0.0) / span.unit
    # Every hold may be a stair.
    return steps + 2 if span.unit > 1 else span.schedule.corners_in(steps)
