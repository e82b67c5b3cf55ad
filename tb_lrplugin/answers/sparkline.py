"""A series as a picture of a few points, logged and expected, for lists."""

from __future__ import annotations

import numpy as np

from tb_lrplugin.answers.entry import JsonObject, strings_for_non_finite
from tb_lrplugin.data.series import FloatArray, IntArray
from tb_lrplugin.diagnosis.model import Diagnosis

MOST_POINTS = 32
# Four digits are more than a picture of this size can show.
_DIGITS = 4


def sparkline(diagnosis: Diagnosis) -> JsonObject:
    """Choose the points of one series.

    Returns:
      {"run", "tag", "step", "logged", "expected"}; the last three are columns of one length, at most MOST_POINTS, and
      "expected" is empty where no schedule is known.
    """
    series = diagnosis.series
    chosen = choose_points(series.values)
    steps = series.steps[chosen]
    expected = diagnosis.expected
    return strings_for_non_finite(
        {
            "run": series.run,
            "tag": series.tag,
            "step": steps.tolist(),
            "logged": _rounded(series.values[chosen]),
            "expected": [] if expected is None else _rounded(expected[chosen]),
        }
    )


def choose_points(values: FloatArray) -> IntArray:
    """Choose the points that keep a curve's outline: first, last, and the extremes of the stretches between.

    Args:
      values: float64[n].

    Returns:
      Indices, int64[m], increasing, m at most MOST_POINTS.
    """
    count = len(values)
    if count <= MOST_POINTS:
        return np.arange(count)
    bounds = np.linspace(1, count - 1, MOST_POINTS // 2).round().astype(np.int64)
    chosen = {0, count - 1}
    # What is no number would win every comparison.
    finite = np.where(np.isfinite(values), values, values[0])
    for begin, end in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        stretch = finite[begin:end]
        chosen.add(begin + int(stretch.argmin()))
        chosen.add(begin + int(stretch.argmax()))
    return np.array(sorted(chosen))


def _rounded(values: FloatArray) -> list[float]:
    return [float(f"{value:.{_DIGITS}g}") for value in values.tolist()]
