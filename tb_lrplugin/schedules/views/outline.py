"""A curve to look at, at a bounded cost, of a schedule that anybody may have made up."""

from __future__ import annotations

import numpy as np

from tb_lrplugin.schedules.base import Schedule
from tb_lrplugin.schedules.combinators import Floor, OnAxis
from tb_lrplugin.schedules.sampled import Sampled
from tb_lrplugin.schedules.views.spans import Span, spans_of
from tb_lrplugin.schedules.views.vertices import Vertices, draw

# More corners than this cannot be told apart, and looking for each would take long.
_MOST_PIECES = 2000
_MOST_VERTICES = 10_000
# Between every two recorded points a floor is looked for from the first one on.
_MOST_SEARCHED_POINTS = 200
_EVEN_POINTS = 2049


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
