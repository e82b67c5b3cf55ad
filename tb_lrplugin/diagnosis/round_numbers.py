"""The number a person would name among those that fit."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

_MOST_DIGITS = 16
_LARGEST_DENOMINATOR = 12


def simplest_factor(low: float, high: float, known: Sequence[float] = ()) -> float:
    """Choose the simplest positive factor within [low, high], both above 0.

    A known number or its reciprocal comes first, then a whole number, its reciprocal, a fraction of small numbers,
    and last the middle rounded to the fewest digits.
    """
    for number in known:
        for factor in (number, 1 / number if number else 0.0):
            if factor > 0 and low <= factor <= high:
                return float(factor)
    middle = math.sqrt(low * high)
    for denominator in range(1, _LARGEST_DENOMINATOR + 1):
        for fraction in (Fraction(round(middle * denominator), denominator), _reciprocal(middle, denominator)):
            if fraction > 0 and low <= fraction <= high:
                return float(fraction)
    return roundest(low, high)


def _reciprocal(middle: float, numerator: int) -> Fraction:
    denominator = round(numerator / middle) if middle > 0 else 0
    return Fraction(numerator, denominator) if denominator else Fraction(0)


def roundest(low: float, high: float) -> float:
    """Choose the number within [low, high] that has the fewest digits; nearest to the middle among equals."""
    middle = (low + high) / 2
    if low <= 0 <= high:
        return 0.0
    magnitude = math.floor(math.log10(max(abs(low), abs(high))))
    for digits in range(_MOST_DIGITS):
        unit = 10.0 ** (magnitude - digits)
        # 2 * unit and 5 * unit are no rounder than unit itself: only the count of digits is compared.
        number = round(middle / unit) * unit
        for candidate in (number, math.ceil(low / unit) * unit, math.floor(high / unit) * unit):
            if low <= candidate <= high:
                return candidate
    return middle
