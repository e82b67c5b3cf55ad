"""The number a person would name among those that fit."""

from __future__ import annotations

import math
from collections.abc import Sequence

_MOST_DIGITS = 16
_SAME = 1e-6
_LARGEST_DENOMINATOR = 12
# Factors beyond it, and below its reciprocal, are of rates at the limits of float64: nobody names one.
_LARGEST_NAMED = 1e300


def simplest_factor(low: float, high: float, known: Sequence[float] = ()) -> float:
    """Choose the simplest positive factor within [low, high], both above 0.

    A known number or its reciprocal comes first, then a whole number, its reciprocal, a fraction of small numbers,
    and last the middle rounded to the fewest digits. At the limits of float64 it is `low` as it is.
    """
    for number in known:
        for factor in (number, 1 / number if number else 0.0):
            if factor > 0 and low <= factor <= high:
                return float(factor)
    if high > _LARGEST_NAMED or low < 1 / _LARGEST_NAMED:
        return low
    middle = math.sqrt(low) * math.sqrt(high)
    for denominator in range(1, _LARGEST_DENOMINATOR + 1):
        for factor in (round(middle * denominator) / denominator, denominator / max(round(denominator / middle), 1)):
            if low <= factor <= high:
                return factor
    return _roundest(low, high)


def whole_factor(number: float) -> int | None:
    """Give the whole number that a factor or its reciprocal is; None where neither is one."""
    larger = number if number >= 1 else 1 / number if number else math.inf
    return round(larger) if math.isfinite(larger) and abs(larger - round(larger)) < _SAME else None


def _roundest(low: float, high: float) -> float:
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


def roundest_step(low: float, high: float) -> int | None:
    """Find the roundest integer in [low, high]; None where the interval holds none."""
    first, last = math.ceil(low - 1e-9), math.floor(high + 1e-9)
    return roundest_whole(first, last) if first <= last else None


def roundest_whole(first: int, last: int) -> int:
    """Find the integer from first to last with the fewest digits before its zeros, the nearest to the middle."""
    if first <= 0 <= last:
        return 0
    middle = 0.5 * (first + last)
    power = 10 ** max(len(str(abs(last))), len(str(abs(first))))
    while power >= 1:
        for part in (1.0, 0.5):
            unit = power * part
            if unit >= 1:
                found = round(middle / unit) * unit
                for candidate in (found, found - unit, found + unit):
                    if first <= candidate <= last:
                        return int(candidate)
        power //= 10
    return round(middle)


def digits_of(value: float) -> int:
    """Count the significant digits that a number needs, of six at most: 20,000 needs one, 0.97 two."""
    return len(f"{value:.5e}".partition("e")[0].replace(".", "").strip("-").rstrip("0"))


def snap(value: float, relative: float = 2e-6) -> float:
    """Give the shortest decimal number within a relative distance, as a person would have typed it."""
    for digits in range(1, 7):
        short = float(f"{value:.{digits}g}")
        if abs(short - value) <= relative * abs(value):
            return short
    return value
