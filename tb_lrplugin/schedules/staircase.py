"""Where the stairs of a floored schedule begin, to the step."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from tb_lrplugin.schedules.base import FloatArray, IntArray


def stair_starts(start: int, stop: int, width: float, stair_of: Callable[[IntArray], FloatArray]) -> IntArray:
    """List the first step of every stair in [start, stop).

    Args:
      start: first step; always the first entry.
      stop: end of the interval, excluded.
      width: steps per stair; need not be whole.
      stair_of: maps int64[n] steps to the number of the stair they stand on, as the framework
        computes it. Rounding (float32 division beyond 2**24, say) may begin a stair a few steps
        away from k * width; the answer follows `stair_of`.

    Returns:
      int64[n], strictly increasing.
    """
    first = max(math.floor(start / width), 0) + 1
    last = math.ceil(stop / width)
    numbers = np.arange(first, last + 1, dtype=np.float64)
    nominal = np.minimum(np.ceil(numbers * width), stop).astype(np.int64)
    # float32 spaces integers 2 ** (e - 24) apart at 2 ** e, and step, width and quotient are each
    # rounded: bisect within that distance to either side, for all stairs at once.
    reach = max(2, 2 ** max(0, int(stop).bit_length() - 22))
    before, arrived = np.maximum(nominal - reach - 1, -1), nominal + reach
    for _ in range((2 * reach + 1).bit_length()):
        middle = (before + arrived) // 2
        has_arrived = stair_of(np.maximum(middle, 0)) >= numbers
        arrived = np.where(has_arrived, middle, arrived)
        before = np.where(has_arrived, before, middle)
    inside = arrived[(arrived > start) & (arrived < stop)]
    return np.concatenate([np.array([start], np.int64), np.unique(inside)])
