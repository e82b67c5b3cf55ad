"""How numbers are stored by frameworks, and how rates and steps are written for people."""

from __future__ import annotations

import math

import numpy as np

# Relative errors beyond these are not told exactly.
_LEAST_ERROR = 1e-6
_MOST_ERROR = 20.0
# From here on a factor is clearer than a percentage; beyond the other nobody counts.
_A_FACTOR, _MOST_TIMES = 3.0, 1e6


def as_float32(value: float) -> float:
    """Round a parameter as a framework does that keeps it in float32.

    0.97 becomes 0.970000029, which after 500 drops of a staircase is 1.5e-5 away. What float32 has no room for
    becomes infinite, an integer of any length too.
    """
    try:
        with np.errstate(over="ignore"):
            return float(np.float32(value))
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def format_rate(value: float, digits: int = 6) -> str:
    """Write a learning rate shortly: `0.004`, `3e-5`, `0.0038` for 0.0038000000 stored as float32.

    Six significant digits hide what float32 storage adds and keep every rate a person types.
    """
    if not math.isfinite(value):
        return {math.inf: "infinity", -math.inf: "-infinity"}.get(value, "NaN")
    mantissa, _, exponent = f"{value:.{digits}g}".partition("e")
    return f"{mantissa}e{int(exponent)}" if exponent else mantissa


def headline_rate(value: float) -> str:
    """Write a learning rate for a headline, where three digits have to do."""
    return format_rate(value, 3)


def headline_pair(one: float, other: float) -> tuple[str, str]:
    """Write two rates for a headline, with as many digits as it takes to tell them apart."""
    for digits in (3, 4, 5):
        pair = format_rate(one, digits), format_rate(other, digits)
        if pair[0] != pair[1]:
            return pair
    return format_rate(one), format_rate(other)


def format_step(step: float) -> str:
    """Write a step or a number of steps with separators: `800,720`; a fraction keeps its digits."""
    return f"{int(step):,}" if float(step).is_integer() else f"{step:,.6g}"


def format_percent(fraction: float) -> str:
    """Write a fraction as a percentage of three significant digits: `0.64 %`, `1,110 %`."""
    percent = 100.0 * fraction
    if not math.isfinite(percent):
        return "NaN %" if math.isnan(percent) else "more than 10^308 %"
    digits = f"{percent:.3g}"
    return f"{float(digits):,.0f} %" if abs(percent) >= 100 else f"{digits} %"


def deviation(rate: float, due: float) -> str:
    """Say how far a rate is from a due one: `0.64 % too low`, `33 times too high`; "" where nothing is due."""
    if not (math.isfinite(rate) and math.isfinite(due)) or due <= 0 or rate == due:
        return ""
    times = rate / due
    if times >= _A_FACTOR:
        return f"{format_times(times)} times too high"
    return f"{format_percent(abs(times - 1))} too {'high' if times > 1 else 'low'}"


def format_times(factor: float) -> str:
    """Write a factor with as many digits as say something: `2.5`, `33`, `1,200`, `more than a million`."""
    if factor > _MOST_TIMES:
        return "more than a million"
    return f"{float(f'{factor:.2g}' if factor < 100 else f'{factor:.3g}'):,.6g}"


def format_error(fraction: float) -> str:
    """Write the size of a relative error: `0.64 %`, `below 0.0001 %`, `over 2,000 %`.

    What lies beyond 2,000 % tells how small the expected rate is, and nothing of the logged one.
    """
    if fraction > _MOST_ERROR:
        return f"over {format_percent(_MOST_ERROR)}"
    return format_percent(fraction) if not 0 < fraction < _LEAST_ERROR else f"below {_LEAST_ERROR * 100:.4f} %"


def format_duration(seconds: float) -> str:
    """Write a span of time in its largest sensible unit: `40 s`, `14 min`, `16 h`, `12 days`."""
    for unit, size in (("days", 86400.0), ("h", 3600.0), ("min", 60.0)):
        if seconds >= 2 * size:
            return f"{seconds / size:,.0f} {unit}"
    return f"{seconds:.0f} s"
