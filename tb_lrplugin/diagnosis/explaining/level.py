"""Which a makes the points follow a * f(x)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from tb_lrplugin.diagnosis.comparing import Case
from tb_lrplugin.diagnosis.explaining.proof import proves_level
from tb_lrplugin.diagnosis.explaining.searching import SHARES, Fit
from tb_lrplugin.diagnosis.explaining.telling import some_of
from tb_lrplugin.words.round_numbers import digits_of, simplest_factor, whole_factor

# A factor nearer to 1 than this is rounding.
_LEAST_OFF = 1e-4
# Rates below this share of the largest are next to 0.
_TELLING = 1e-3


def fit_value_scale(conventions: Iterable[Case], known: Sequence[float] = ()) -> tuple[Case, Fit] | None:
    """Find the factor between logged and expected rates.

    Where an exponential is logged a step late, that is a factor as well: of the logger's conventions the one counts
    under which the rates are met best, and of those that are as good the one with the simplest factor.

    Args:
      conventions: the points under every offset that the logger may have, the likelier first.
      known: numbers from the configuration that may be the factor.

    Returns:
      The points under one offset and a, which explains every one of them; None where no factor does.
    """
    found = [(case, *fit) for case in conventions if (fit := _fitted(case, known)) is not None]
    if not found:
        return None
    best, number, _ = min(found, key=lambda one: (one[2], *_complexity(one[1].number, known)))
    return best, number


def _complexity(factor: float, known: Sequence[float]) -> tuple[bool, bool, int]:
    """Say how far a factor is from the one that a person would name."""
    is_known = any(factor in (number, 1 / number) for number in known if number)
    return not is_known, whole_factor(factor) is None, digits_of(factor)


def _fitted(case: Case, known: Sequence[float]) -> tuple[Fit, float] | None:
    """Find the factor under one offset, and the share of the tolerance within which it meets the rates that tell."""
    # Rates next to 0 say little of a factor.
    telling = case.expected > case.scale * _TELLING
    if not telling.any() or not _may_fit(case.once(some_of)):
        return None
    guess, ends = _bounds(case, telling, SHARES)
    low, high = ends[-1]
    if not 0 < low <= high or low <= 1 <= high or abs(guess - 1) <= _LEAST_OFF:
        return None
    share, (low, high) = next(found for found in zip(SHARES, ends, strict=True) if 0 < found[1][0] <= found[1][1])
    scale = simplest_factor(low, high, known)
    explained = scale * case.expected
    with np.errstate(invalid="ignore"):
        right = np.abs(case.values - explained) <= scale * case.tolerance_at(case.expected)
    return (Fit(scale, explained), share) if bool(right.all()) and proves_level(case, explained, telling) else None


def _may_fit(some: Case) -> bool:
    """Say whether a factor may explain some of the points; most are ruled out by them, in the doubled tolerance."""
    telling = some.expected > some.scale * _TELLING
    if not telling.any():
        return True
    low, high = _bounds(some, telling, (2.0,))[1][0]
    return low <= high


def _bounds(
    case: Case, telling: npt.NDArray[np.bool_], shares: Sequence[float]
) -> tuple[float, list[tuple[float, float]]]:
    """Give the median factor of the points that tell, and the least and the largest within shares of the tolerance."""
    values, expected = case.values[telling], case.expected[telling]
    # A factor may be infinite, and fits nothing then.
    with np.errstate(invalid="ignore"):
        guess = float(np.median(values / expected))
        # Under a factor the tolerance grows with it: it is a share of the rates.
        slack = guess * case.tolerance_at(expected)
        return guess, [
            (float(np.max((values - share * slack) / expected)), float(np.min((values + share * slack) / expected)))
            for share in shares
        ]
