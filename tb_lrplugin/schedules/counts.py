"""Counts of steps and of cycles: checked, listed, and kept within what numbers hold."""

from __future__ import annotations

import math

import numpy as np

from tb_lrplugin.schedules.base import FloatArray, IntArray, require
from tb_lrplugin.words.numbers import format_rate, format_step

# Counts of steps are kept in int64.
MOST_STEPS = 2**63 - 1

# An arc takes some ten evaluations to follow and forty points to draw, a stair two.
CORNERS_PER_ARC = 8

# Times the last step this is still a number.
_MOST_CYCLES = 1e288


def every(first: int, stop: int, width: int) -> IntArray:
    """List `first` and every `width` steps after it, below `stop`, int64[n]."""
    if first >= stop:
        return np.empty(0, np.int64)
    return np.arange(first, stop, min(width, stop - first), dtype=np.int64)


def require_steps(what: str, steps: int, least: int = 1) -> None:
    """Refuse a number of steps that is too small or too large; what takes them begins the sentence."""
    require(steps >= least, f"{what} {format_step(steps)} steps: it must take {least} or more")
    require(steps <= MOST_STEPS, f"{what} {format_step(steps)} steps: no run takes that many")


def require_pace(steps: int, unit: str) -> None:
    """Refuse a number of steps per epoch, say, that is none."""
    require(1 <= steps <= MOST_STEPS, f"{steps} steps per {unit}: it must be 1 or more")


def require_divisor(name: str, value: float) -> None:
    """Refuse what no step can be divided by."""
    require(
        math.isfinite(value) and value > 0,
        f"{name} is {format_rate(value)}: the schedule divides by it, so it must be above 0",
    )


def require_cycles(num_cycles: float) -> None:
    """Refuse a number of cycles that makes no wave."""
    require(
        math.isfinite(num_cycles) and num_cycles > 0, f"num_cycles is {format_rate(num_cycles)}: it must be above 0"
    )


def cycles_after(num_cycles: float, share: FloatArray) -> FloatArray:
    """Give the cycles that are over after a share float64[...] of the steps that `num_cycles` take."""
    # All products as large as these are whole numbers of cycles; they must only stay finite.
    return min(num_cycles, _MOST_CYCLES) * share
