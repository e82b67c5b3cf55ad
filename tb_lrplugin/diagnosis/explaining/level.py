"""Which a makes the points follow a * f(x)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tb_lrplugin.data.series import FloatArray
from tb_lrplugin.diagnosis.explaining.target import Target
from tb_lrplugin.words.round_numbers import simplest_factor

# A factor nearer to 1 than this is rounding.
_LEAST_OFF = 1e-4
# Rates below this share of the largest are next to 0.
_TELLING = 1e-3
_MANY = 3


@dataclass(frozen=True, eq=False)
class ValueScaleFit:
    """The points follow a * f(x).

    Attributes:
      value_scale: a.
      explained: float64[n], the rates it gives at the points.
    """

    value_scale: float
    explained: FloatArray


def fit_value_scale(target: Target, known: Sequence[float] = ()) -> ValueScaleFit | None:
    """Find the factor between logged and expected rates.

    Args:
      target: the points.
      known: numbers from the configuration that may be the factor.

    Returns:
      The fit that explains every point; None where there is none.
    """
    # Rates next to 0 say little of a factor.
    telling = target.expected > target.scale * _TELLING
    if not telling.any():
        return None
    values, expected = target.values[telling], target.expected[telling]
    guess = float(np.median(values / expected))
    # Under a factor the tolerance grows with it: it is a share of the rates.
    slack = guess * target.tolerance_at(expected)
    low, high = float(np.max((values - slack) / expected)), float(np.min((values + slack) / expected))
    if not 0 < low <= high or low <= 1 <= high or abs(guess - 1) <= _LEAST_OFF:
        return None
    scale = simplest_factor(low, high, known)
    explained = scale * target.expected
    with np.errstate(invalid="ignore"):
        right = np.abs(target.values - explained) <= scale * target.tolerance_at(target.expected)
    # Where none of the points that tell agrees, one rate of many is enough.
    is_proof = target.proves(explained) or (int(telling.sum()) >= _MANY and not target.agrees[telling].any())
    return ValueScaleFit(scale, explained) if bool(right.all()) and is_proof else None
