"""Where the stairs of a floored schedule begin, to the step."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from tb_lrplugin.schedules.base import FloatArray, IntArray


def stair_starts(
    start: int, stop: int, width: float, stair_of: Callable[[IntArray], FloatArray]
) -> IntArray:
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
    first = math.floor(start / width) + 1
    last = math.ceil(stop / width)
    numbers = np.arange(first, last + 1, dtype=np.float64)
    nominal = np.ceil(numbers * width).astype(np.int64)
    # float32 spaces integers 2 ** (e - 24) apart at 2 ** e: search that far to either side.
    reach = max(2, 2 ** max(0, int(stop).bit_length() - 23))
    offsets = np.arange(-reach, reach + 1, dtype=np.int64)
    candidates = nominal[:, None] + offsets[None, :]
    arrived = stair_of(np.maximum(candidates, 0).ravel()).reshape(candidates.shape) >= numbers[:, None]
    exact = nominal - reach + np.argmax(arrived, axis=1)
    inside = exact[(exact > start) & (exact < stop)]
    return np.concatenate([np.array([start], np.int64), np.unique(inside)])
