"""Which a makes the points follow a * f(x)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tb_lrplugin.diagnosis.comparing import Case
from tb_lrplugin.diagnosis.explaining.proof import proves_level
from tb_lrplugin.diagnosis.explaining.searching import SHARES, Fit
from tb_lrplugin.words.round_numbers import simplest_factor

# A factor nearer to 1 than this is rounding.
_LEAST_OFF = 1e-4
# Rates below this share of the largest are next to 0.
_TELLING = 1e-3


def fit_value_scale(case: Case, known: Sequence[float] = ()) -> Fit | None:
    """Find the factor between logged and expected rates.

    Args:
      case: the points.
      known: numbers from the configuration that may be the factor.

    Returns:
      a, which explains every point; None where no factor does.
    """
    # Rates next to 0 say little of a factor.
    telling = case.expected > case.scale * _TELLING
    if not telling.any():
        return None
    values, expected = case.values[telling], case.expected[telling]
    # A factor may be infinite, and fits nothing then.
    with np.errstate(invalid="ignore"):
        guess = float(np.median(values / expected))
        # Under a factor the tolerance grows with it: it is a share of the rates.
        slack = guess * case.tolerance_at(expected)
        ends = [
            (float(np.max((values - share * slack) / expected)), float(np.min((values + share * slack) / expected)))
            for share in SHARES
        ]
    low, high = ends[-1]
    if not 0 < low <= high or low <= 1 <= high or abs(guess - 1) <= _LEAST_OFF:
        return None
    scale = simplest_factor(*next((low, high) for low, high in ends if 0 < low <= high), known)
    explained = scale * case.expected
    with np.errstate(invalid="ignore"):
        right = np.abs(case.values - explained) <= scale * case.tolerance_at(case.expected)
    return Fit(scale, explained) if bool(right.all()) and proves_level(case, explained, telling) else None
