"""What the places of the points tell by themselves: which of them to look at, and how far they are apart."""

from __future__ import annotations

import numpy as np

from tb_lrplugin.data.series import IntArray, Series

# Both sides of the first moves tell most; of the rest of a long run a few points will do.
_MOST_MOVES = 32
_LATER_POINTS = 16
# Before the first of points that were chosen at random there are hardly ever more of the widest gaps between them.
_GAPS_BEFORE = 4


def spacing_of(series: Series) -> int:
    """Give the distance of points that all stand at a multiple of it; 0 where they do not."""
    if len(series) < 2:
        return 0
    spacing = int(np.gcd.reduce(series.steps))
    # A few points of one epoch may have a divisor by chance, but then none of them are as close as that.
    return spacing if spacing == int(np.diff(series.steps).min()) else 0


def distance_of(series: Series) -> int:
    """Give the distance that most points have from the one before, wherever the first one stands; 0 for no such."""
    distances, counts = np.unique(np.diff(series.steps), return_counts=True)
    most = int(np.argmax(counts)) if len(counts) else 0
    return int(distances[most]) if len(counts) and 2 * counts[most] > counts.sum() else 0


def telling_points(series: Series) -> IntArray:
    """List the points to look at, in order: both sides of the first moves, and some of the rest."""
    # Compared, not subtracted: infinity is a value as well.
    moves = np.flatnonzero(series.values[1:] != series.values[:-1])[:_MOST_MOVES]
    later = np.linspace(moves[-1] if moves.size else 0, len(series) - 1, _LATER_POINTS).astype(np.int64)
    return np.unique(np.concatenate([[0], moves, moves + 1, later]))


def may_lack_begin(steps: IntArray) -> bool:
    """Say whether points are so far apart that more may have been left out before the first one."""
    return bool(steps[0] <= _GAPS_BEFORE * np.diff(steps).max(initial=0))
