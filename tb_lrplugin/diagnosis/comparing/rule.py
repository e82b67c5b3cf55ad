"""Logged rates held against a rule that moves the rate by a metric."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from tb_lrplugin.data.series import FloatArray
from tb_lrplugin.frameworks.reading import MetricRule

# Rates are multiplied in double precision and logged in float32.
_ROUNDING = 2e-5


def first_break(values: FloatArray, rule: MetricRule, first: float) -> int | None:
    """Give the index of the first rate that the rule cannot have led to; None where it can to all.

    A rate follows from the one before by moves of one factor. A move that a bound cuts short leads to that bound, from
    which the next ones go on; and a run that is taken up again begins at its first rate.

    Args:
      values: float64[n], the logged rates, finite.
      rule: what binds them.
      first: the rate that the rule begins with.
    """
    if not len(values):
        return None
    broken = (values > rule.ceiling * (1 + _ROUNDING)) | (values < rule.floor * (1 - _ROUNDING))
    if rule.factor > 1 and not rule.is_averaged:
        before = np.concatenate([values[:1], values[:-1]])
        starts = [bound for bound in (first, rule.floor, rule.ceiling) if 0 < bound < math.inf]
        reached = _is_reached(values, before, rule.factor)
        for start in starts:
            reached |= _is_reached(values, np.full(values.shape, start), rule.factor)
        broken |= ~reached
    return int(np.argmax(broken)) if broken.any() else None


def _is_reached(values: FloatArray, starts: FloatArray, factor: float) -> npt.NDArray[np.bool_]:
    """Say which rates lie whole moves away from others."""
    with np.errstate(divide="ignore", invalid="ignore"):
        moves = np.log(values / starts) / math.log(factor)
        reached: npt.NDArray[np.bool_] = np.abs(moves - np.rint(moves)) * math.log(factor) <= _ROUNDING
    return reached


def pinned_from(values: FloatArray, bound: float, reach: float) -> int:
    """Give the index from which on all rates stand at a bound, or near it; their number where the last one does not.

    Args:
      values: float64[n].
      bound: the floor or the ceiling of a rule.
      reach: the factor within which a rate is near it, 1 or above.
    """
    reach = math.log(reach) + _ROUNDING
    with np.errstate(divide="ignore", invalid="ignore"):
        away = np.flatnonzero(~(np.abs(np.log(values / bound)) <= reach))
    return int(away[-1]) + 1 if away.size else 0
