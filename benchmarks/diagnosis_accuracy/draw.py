"""Random numbers as runs have them."""

from __future__ import annotations

import math

from numpy.random import Generator


def log_uniform(random: Generator, low: float, high: float) -> float:
    """Draw a number whose logarithm is uniform between those of two others."""
    return math.exp(random.uniform(math.log(low), math.log(high)))


def log_steps(random: Generator, low: float, high: float) -> int:
    """Draw a whole number of steps, 1 or more, log-uniform."""
    return max(1, round(log_uniform(random, max(low, 1.0), max(high, 1.0))))


def happens(random: Generator, share: float) -> bool:
    """Say yes in a share of the draws."""
    return bool(random.random() < share)


def one_of(random: Generator, *choices: float) -> float:
    """Take one of several numbers."""
    return choices[int(random.integers(len(choices)))]
