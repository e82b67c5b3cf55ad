"""Which points of a long series make up its picture."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from tb_lrplugin.data.series import FloatArray, IntArray

# More than a screen has columns; TensorBoard itself keeps 1,000 points of a series unless told otherwise.
MOST_SHOWN = 8_000
# A small picture in a list.
MOST_OF_A_PICTURE = 32


def shown_points(values: FloatArray, most: int = MOST_SHOWN) -> npt.NDArray[np.intp]:
    """Choose the points that a line drawn through all of them shows.

    The series is cut into spans of equal count; of each, the first point, the last, the lowest and the highest
    are kept (M4: Jugel et al., VLDB 2014), and the first that is not finite: no peak, dip, jump or NaN is lost, and
    no step is made up.

    Args:
      values: float64[n].
      most: of n points up to so many all are shown.

    Returns:
      intp[m], ascending indices, the first and last point among them; m is at most `most`.
    """
    count = len(values)
    if count <= most:
        return np.arange(count)
    width = -(-count // (most // 5))
    starts = np.arange(0, count, width)
    spans = np.full((len(starts), width), np.nan)
    spans.ravel()[:count] = values
    finite = np.isfinite(spans)
    kept = [
        starts,
        np.minimum(starts + width, count) - 1,
        starts + np.where(finite, spans, np.inf).argmin(axis=1),
        starts + np.where(finite, spans, -np.inf).argmax(axis=1),
        starts + finite.argmin(axis=1),
    ]
    chosen = np.unique(np.concatenate(kept))
    return chosen[chosen < count]


def outline_points(values: FloatArray, most: int) -> IntArray:
    """Choose the few points that keep a curve's outline: first, last, and the extremes of the stretches between.

    Args:
      values: float64[n].
      most: of n points up to so many all are chosen; at least 4.

    Returns:
      Indices, int64[m], increasing, m at most `most`.
    """
    count = len(values)
    if count <= most:
        return np.arange(count)
    bounds = np.linspace(1, count - 1, most // 2).round().astype(np.int64)
    chosen = {0, count - 1}
    # What is no number would win every comparison.
    finite = np.where(np.isfinite(values), values, values[0])
    for begin, end in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        stretch = finite[begin:end]
        chosen.add(begin + int(stretch.argmin()))
        chosen.add(begin + int(stretch.argmax()))
    return np.array(sorted(chosen))
