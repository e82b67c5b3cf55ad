"""What every schedule can do, and the few tools they share."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]

# Beyond this many stairs in one view a staircase cannot be told from a curve on any screen.
MAX_PIECES = 20_000

# No run takes this many steps; larger solutions of a closed form mean "never".
MAX_STEP = 2**60

# float32 keeps 24 bits, so a drop of "1 %" read from a float32 field may be 0.99999 %. A change is
# counted as reaching its fraction this much (relative to the rate) early.
_FRACTION_SLACK = 1e-6


class ScheduleError(ValueError):
    """Parameters that make no valid schedule; the message is a sentence for the user."""


class Shape(IntEnum):
    """How a schedule moves within one piece."""

    CONSTANT = 0
    LINEAR = 1
    CURVE = 2


@dataclass(frozen=True)
class Pieces:
    """A partition of an interval of steps into pieces of one shape each.

    Attributes:
      starts: int64[n], first step of each piece, strictly increasing; a piece ends before the next
        one starts.
      shapes: uint8[n], the `Shape` of each piece.
    """

    starts: IntArray
    shapes: npt.NDArray[np.uint8]

    @staticmethod
    def of(starts: npt.ArrayLike, shapes: npt.ArrayLike) -> Pieces:
        """Make pieces from anything array-like."""
        return Pieces(np.asarray(starts, np.int64), np.asarray(shapes, np.uint8))


@dataclass(frozen=True)
class Phase:
    """A named part of a schedule ("burn-in", "warm-up", "hold", "decay") and its first step."""

    name: str
    start: int


class Schedule(ABC):
    """A pure function from optimizer steps (0, 1, 2 ...) to learning rates.

    Steps below zero count as zero. Instances are immutable and compare by their parameters.
    """

    def __call__(self, steps: npt.ArrayLike) -> FloatArray:
        """Evaluate the schedule.

        Args:
          steps: int64[...], optimizer steps.

        Returns:
          float64[...], the learning rate at each step.
        """
        return self._evaluate(np.maximum(np.asarray(steps, np.int64), 0))

    @abstractmethod
    def _evaluate(self, steps: IntArray) -> FloatArray:
        """Evaluate at int64[...] steps, none negative."""

    @abstractmethod
    def pieces(self, start: int, stop: int) -> Pieces:
        """Split the steps [start, stop) into constant, linear and curved pieces, exactly."""

    @abstractmethod
    def first_outside(self, start: int, low: float, high: float) -> int | None:
        """Find the first step at or after `start` whose rate is below `low` or above `high`.

        Solved in closed form and settled on the exact integer step; None where there is none.
        """

    @abstractmethod
    def describe(self, offset: int = 0) -> str:
        """Say in one line what the schedule does, its own step 0 being step `offset` of the run."""

    def phases(self) -> tuple[Phase, ...]:
        """Name the parts of the schedule in order; empty where it has only one."""
        return ()

    def largest_term(self, steps: IntArray) -> float:
        """Give the largest number that a framework handles on the way to the rates at int64[n] steps.

        Its float32 rounding is what an absolute tolerance has to cover: near the end of a cosine, 1e-7 of the
        rate at its start. A formula of factors alone is as exact as its value, which is the answer here.
        """
        rates = self(steps)
        finite = rates[np.isfinite(rates)]
        return float(np.abs(finite).max()) if finite.size else 0.0

    def known_until(self) -> int | None:
        """Give the last step that the schedule speaks for; None where it speaks for all."""
        return None

    def value_at(self, step: int) -> float:
        """Evaluate at one step; searches do so again and again, so this takes the short way."""
        return float(self._evaluate(np.int64(max(step, 0))))  # type: ignore[arg-type]  # a scalar is an array[()]

    def breakpoints(self, start: int, stop: int) -> IntArray:
        """List the steps in (start, stop) at which the rate jumps or its formula changes, int64[n]."""
        return self.pieces(start, stop).starts[1:]

    def first_change(self, step: int, fraction: float = 0.01) -> int | None:
        """Find the first step after `step` whose rate differs from that at `step` by `fraction` or more.

        Args:
          step: an optimizer step.
          fraction: relative to the rate at `step`; for a rate of 0 any change counts.

        Returns:
          The step, or None where the rate never changes that much again.
        """
        if step >= MAX_STEP:
            return None
        value = self.value_at(step)
        band = abs(value) * (fraction - _FRACTION_SLACK)
        return self.first_outside(step + 1, value - band, value + band)

    @property
    def is_constant(self) -> bool:
        """Whether the schedule asks for one rate at every step."""
        value = self.value_at(0)
        return self.first_outside(0, value, value) is None


def first_true(predicate: Callable[[int], bool], lower: int, guess: float, upper: int | None = None) -> int | None:
    """Find the first integer from `lower` on where a once-false-then-true predicate holds.

    Args:
      predicate: false up to some step, true from it on.
      lower: where to begin.
      guess: a closed-form solution, right but for rounding; the search gallops from there.
      upper: last integer to try; None for no bound but `MAX_STEP`.

    Returns:
      The integer, or None where the predicate holds nowhere in the range.
    """
    last = MAX_STEP if upper is None else upper
    if lower > last:
        return None
    at = lower if math.isnan(guess) else int(min(max(guess, lower), last))
    stride = 1
    if predicate(at):
        known_true = at
        while True:
            if known_true == lower:
                return lower
            known_false = max(lower, known_true - stride)
            if not predicate(known_false):
                break
            known_true = known_false
            stride *= 2
    else:
        known_false = at
        while True:
            if known_false == last:
                return None
            known_true = min(last, known_false + stride)
            if predicate(known_true):
                break
            known_false = known_true
            stride *= 2
    while known_true - known_false > 1:
        middle = (known_true + known_false) // 2
        if predicate(middle):
            known_true = middle
        else:
            known_false = middle
    return known_true


def require(condition: bool, sentence: str) -> None:
    """Raise `ScheduleError` with a sentence for the user unless the condition holds."""
    if not condition:
        raise ScheduleError(sentence)


def require_rate(name: str, value: float) -> None:
    """Refuse a rate that is negative, NaN or infinite."""
    require(
        math.isfinite(value) and value >= 0,
        f"{name} is {value}: a learning rate must be a finite number, 0 or above",
    )
