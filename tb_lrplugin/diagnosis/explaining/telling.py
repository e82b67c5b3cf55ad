"""Which points a search looks at, and whether they are close enough together to tell anything."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from tb_lrplugin.data.series import FloatArray, IntArray
from tb_lrplugin.diagnosis.comparing import Case

# Enough to tell curves apart, few enough to try a thousand of them in a millisecond.
_EVENLY = 36
_EARLY = 12
_EDGES = 24
# Of those, enough to rule out most curves.
_FEW = 12
# Where a schedule turns between so many of the logged points, its swings are faster than the log.
_MOST_TURNS = 0.6
_INTERVALS = 256
# Turns are counted in so many of the first intervals, at so many places in each.
_LOOKED_AT, _FINELY = 32, 512
# Uneven, so that no period hides between them.
_BETWEEN = (0.13, 0.31, 0.47, 0.64, 0.82)


@lru_cache
def search_points(count: int) -> IntArray:
    """Choose some of so many points: spread evenly, and closer together at the beginning, where ramps are.

    Returns:
      int64[m], strictly increasing, first and last included; not to be written into.
    """
    if count <= _EVENLY + _EARLY:
        return np.arange(count)
    even = np.linspace(0, count - 1, _EVENLY)
    early = np.geomspace(1, count / 8, _EARLY)
    return np.unique(np.concatenate([even, early]).astype(np.int64))


@lru_cache
def evenly(count: int, most: int) -> IntArray:
    """Choose at most so many of `count` items at even distances, int64[m], first and last included."""
    return np.unique(np.linspace(0, count - 1, most).astype(np.int64))


def few_of(case: Case) -> Case:
    """Take a few of the points, which have to do before all of them are looked at."""
    return case[evenly(len(case), _FEW)]


def some_of(case: Case) -> Case:
    """Take as many of the points as tell curves apart."""
    return case[search_points(len(case))]


def some_with_edges(case: Case, points: IntArray | None = None) -> Case:
    """Take some of the points (int64[m]), and those on either side of the places where the logged rate changes.

    Of a staircase these tell everything, and of a curve no more than others.
    """
    chosen = search_points(len(case)) if points is None else points
    edges = case.once(changes)
    if len(edges) > _EDGES:
        edges = edges[evenly(len(edges), _EDGES)]
    return case[np.unique(np.concatenate([chosen, edges, edges + 1]))]


def changes(case: Case) -> IntArray:
    """List the points after which the logged rate is another, int64[m]."""
    return np.flatnonzero(~case[1:].near(case.values[:-1]))


def unseen_since(case: Case, index: int) -> int:
    """Give the index of the last earlier point after which a change that shows at a point may have come.

    On a plateau a change shows late: before it lies the last point that has another rate. 0 where none has.
    """
    other = np.flatnonzero(~case[:index].near(float(case.values[index])))
    return int(other[-1]) if other.size else 0


def is_aliased(case: Case, due: FloatArray) -> bool:
    """Say whether the schedule swings up and down between the points, so that anything would fit them.

    Args:
      case: the points.
      due: float64[n], the steps of the schedule that they stand for.
    """
    if len(due) < 3:
        return False
    # Some intervals of a long series stand for all.
    first = evenly(len(due) - 1, _INTERVALS)
    begin, width = due[first], due[first + 1] - due[first]
    rates = case.rates.nearest(begin + np.array([0.0, 1.0, *_BETWEEN])[:, None] * width)
    ends, way = rates[:2], rates[2:]
    low, high = ends.min(axis=0), ends.max(axis=0)
    slack = 1e-3 * case.scale
    turns = ((way < low - slack) | (way > high + slack)).any(axis=0)
    return float(turns.mean()) > _MOST_TURNS


def turning_interval(case: Case) -> float | None:
    """Give the mean number of steps between two turns of the schedule, where those are faster than the log.

    Returns:
      Steps; None where the schedule does not swing up and down between most of the points.
    """
    if not is_aliased(case, case.steps):
        return None
    some = case.steps[: _LOOKED_AT + 1]
    ways = np.linspace(some[0], some[-1], _FINELY * len(some))
    moves = np.diff(case.rates.nearest(ways))
    moves = moves[np.abs(moves) > 1e-9 * case.scale]
    turns = int(np.count_nonzero(np.sign(moves[1:]) != np.sign(moves[:-1])))
    return float(some[-1] - some[0]) / turns if turns else None
