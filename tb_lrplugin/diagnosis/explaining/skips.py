"""Which updates were skipped: a schedule that falls behind the log by whole steps, a few at a time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tb_lrplugin.data.series import FloatArray, IntArray
from tb_lrplugin.diagnosis.comparing import Case
from tb_lrplugin.diagnosis.explaining.proof import proves_place
from tb_lrplugin.diagnosis.explaining.telling import some_with_edges
from tb_lrplugin.tolerance import CONVENTIONAL_OFFSETS

# A loss scaler that starts at 2^32 halves it 32 times at most, and later on once in a while. What lost more than this
# between two points was set back, and nothing was skipped.
MOST_SKIPPED, _MOST_AT_ONCE = 64, 8
# Fewer points than this for every time that something was skipped retell them.
_POINTS_PER_TIME = 10
# A scale that has grown too far is halved once or twice. More that were lost at one place, and none anywhere else, were
# set back.
_MOST_ONCE = 2


@dataclass(frozen=True, eq=False)
class Skips:
    """Updates that were skipped one after the other.

    Attributes:
      offset: how far behind the schedule is at the last point, a negative number of steps of the series' own axis.
      offsets: the same from each of the places on, the first for the beginning.
      places: indices of the points since which more were skipped, one fewer than `offsets`.
      explained: float64[n], the rates that it gives at the points.
    """

    offset: int
    offsets: tuple[int, ...]
    places: tuple[int, ...]
    explained: FloatArray


def fit_skips(case: Case) -> Skips | None:
    """Find the fewest places at which updates were skipped, so that every point is exactly f(x - those skipped so far).

    Returns:
      The places; None where none explain every point, or where one displacement does for all of them.
    """
    offsets = np.arange(max(CONVENTIONAL_OFFSETS), min(CONVENTIONAL_OFFSETS) - MOST_SKIPPED - 1, -1)
    some = case.once(some_with_edges)
    if not _near(some, offsets).any(axis=0).all():
        return None
    steps = case.series.steps
    near = _near(case, offsets)
    # Not more are skipped than the log has counted.
    most = np.minimum(np.diff(steps, prepend=steps[0] - MOST_SKIPPED), _MOST_AT_ONCE)
    found = _legs(near, most)
    if len(found) < 2:
        return None
    rows, places = [row for row, _ in found], [start for _, start in found]
    grown = np.diff(offsets[rows])
    if len(grown) == 1 and grown[0] < -_MOST_ONCE and abs(offsets[rows[0]]) <= max(CONVENTIONAL_OFFSETS):
        return None
    lengths = np.diff([*places, len(case)])
    explained = case.rates.nearest((steps + np.repeat(offsets[rows], lengths)).astype(np.float64))
    offset = int(offsets[rows[-1]])
    if offset >= min(CONVENTIONAL_OFFSETS) or not proves_place(case, offset - case.offset, explained):
        return None
    return Skips(offset, tuple(int(offsets[row]) for row in rows), tuple(places[1:]), explained)


def _near(case: Case, offsets: IntArray) -> npt.NDArray[np.bool_]:
    """Say under which offsets, int64[k], which points have their rate, bool[k, n]."""
    return case.near(case.rates.nearest((case.series.steps + offsets[:, None]).astype(np.float64)))


def _legs(near: npt.NDArray[np.bool_], most: IntArray) -> list[tuple[int, int]]:
    """List the offsets by row, each with the point that it begins at; empty where the points end before."""
    count = near.shape[1]
    found: list[tuple[int, int]] = []
    start, first, last = 0, 0, near.shape[0] - 1
    while start < count and len(found) * _POINTS_PER_TIME <= count:
        rows = near[first : last + 1, start:]
        runs = np.where(rows.all(axis=1), count - start, np.argmin(rows, axis=1))
        best = int(np.argmax(runs)) if runs.size else 0
        if not runs.size or runs[best] == 0:
            return []
        row = first + best
        found.append((row, start))
        start += int(runs[best])
        first, last = row + 1, row + int(most[min(start, count - 1)])
    return found if start == count else []
