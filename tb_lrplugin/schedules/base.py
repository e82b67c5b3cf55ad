"""What every schedule can do, and the few tools they share."""

from __future__ import annotations

import dataclasses
import math
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from tb_lrplugin.schedules.notation import Argument

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]

# Names of parameters and indices of list entries, from the outermost schedule inwards.
Path = tuple[str | int, ...]

# Beyond this many stairs in one view a staircase cannot be told from a curve on any screen.
MAX_PIECES = 20_000

# No run takes this many steps; larger solutions of a closed form mean "never".
MAX_STEP = 2**60

# Rates are told up to here and later steps count as this one, so that sums of two steps stay within int64.
LAST_STEP = 2**62

# float32 keeps 24 bits, so a drop of "1 %" read from a float32 field may be 0.99999 %. A change is
# counted as reaching its fraction this much (relative to the rate) early.
_FRACTION_SLACK = 1e-6

# So many turns of a curve are looked at one by one; of more, all at once, the nearest ones first.
_FEW_TURNS, _NEAR_TURNS = 8, 64

# The classes that messages and JSON know, by kind.
KINDS: dict[str, type[Schedule]] = {}


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
    def of(starts: npt.ArrayLike, shapes: npt.ArrayLike | Shape) -> Pieces:
        """Make pieces from anything array-like; one shape is that of all."""
        begins = np.asarray(starts, np.int64)
        if isinstance(shapes, Shape):
            return Pieces(begins, np.full(len(begins), shapes.value, np.uint8))
        return Pieces(begins, np.asarray(shapes, np.uint8))


@dataclass(frozen=True)
class Phase:
    """A named part of a schedule ("burn-in", "warm-up", "hold", "decay") and its first step."""

    name: str
    start: int


@dataclass(frozen=True)
class Part:
    """A schedule within a composed one, and where it holds on the axis of the whole.

    Attributes:
      schedule: the part.
      path: where it is found among the parameters of the whole.
      begin: first step at which it holds.
      end: first step at which it no longer does; None where it holds as long as the whole.
      origin: step of the whole that is its own step 0.
      unit: steps of the whole per step of its own, as a numerator and a divisor.
      name: the phase that it is; None where that is the phase of the whole.
    """

    schedule: Schedule
    path: Path
    begin: float = -math.inf
    end: float | None = None
    origin: int = 0
    unit: tuple[int, int] = (1, 1)
    name: str | None = None


class Schedule(ABC):
    """A pure function from optimizer steps (0, 1, 2 ...) to learning rates.

    Steps below zero count as zero. Instances are immutable and compare by their parameters. Whatever finite parameters
    make a schedule, its rates are numbers from 0 up; one that grows beyond all numbers is infinite from there on.
    Parameters that make none are refused with a `ScheduleError`.

    Attributes:
      kind: its name in messages and JSON; a class that names one is known to them.
      labels: names of its parameters for people, where they are not the common ones of their names.
      length: the parameter that says after how many steps it arrives, "" where none does.
      lengths: the parameters that count steps and grow with them where all of the schedule is slowed down.
      first_rate: the parameter that is its first rate, "" where that is none or not alone.
      last_rate: the parameter that is its last rate, "" where that is none.
    """

    kind: ClassVar[str] = ""
    labels: ClassVar[Mapping[str, str]] = {}
    length: ClassVar[str] = ""
    lengths: ClassVar[tuple[str, ...]] = ()
    first_rate: ClassVar[str] = ""
    last_rate: ClassVar[str] = ""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if "kind" in vars(cls):
            KINDS[cls.kind] = cls

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

    def first_outside(self, start: int, low: float, high: float) -> int | None:
        """Find the first step at or after `start` whose rate is below `low` or above `high`.

        Solved in closed form where there is one, and settled on the exact integer step; None where there is none.
        """

        def is_outside(step: int) -> bool:
            return not low <= self.value_at(step) <= high

        if is_outside(start):
            return start
        if start >= MAX_STEP:
            return None
        at, turns = start, self._turns(start)
        if len(turns) > _FEW_TURNS:
            if self._extremes is not None and low <= min(self._extremes) and max(self._extremes) <= high:
                return None
            at, turns = self._around_first_outside(start, turns, low, high)
        for turn in map(int, turns):
            guess = self._solve(at, low, high)
            # Without a guess it is worth a look whether there is anything to find.
            if not math.isnan(guess) or is_outside(turn):
                found = first_true(is_outside, at + 1, guess, turn)
                if found is not None:
                    return found
            at = turn
        return None

    def _around_first_outside(
        self, start: int, turns: Sequence[int] | IntArray, low: float, high: float
    ) -> tuple[int, Sequence[int] | IntArray]:
        """Find the first of many turns outside a band: the one before it, and it alone."""
        for begin, end in ((0, _NEAR_TURNS), (_NEAR_TURNS, len(turns))):
            rates = self(turns[begin:end])
            outside = np.flatnonzero((rates < low) | (rates > high))
            if outside.size:
                index = begin + int(outside[0])
                return int(turns[index - 1]) if index else start, turns[index : index + 1]
        return start, ()

    def _turns(self, start: int) -> Sequence[int] | IntArray:
        """List steps from `start` on, in order, such that between neighbours the rate only rises or only falls.

        They go on until the rate has settled, or whatever comes next has been within the same bounds before. More than
        a few come as int64[n].
        """
        raise NotImplementedError(f"{type(self).__name__} does not say where its rate turns")

    @property
    def _extremes(self) -> tuple[float, float] | None:
        """The two rates between which it moves, in any order; None where they are not known."""
        return None

    def _solve(self, start: int, low: float, high: float) -> float:
        """Solve for where the rate leaves a band; infinity: look at the next turn first, NaN: there is no telling."""
        return math.nan

    @abstractmethod
    def describe(self, offset: int = 0) -> str:
        """Say in one line what the schedule does, its own step 0 being step `offset` of the run."""

    def formula(self, step: Argument) -> str:
        """Write the rate at a step as mathematics, in plain Unicode text."""
        return self.describe()

    def parts(self) -> tuple[Part, ...]:
        """List the schedules that this one is made of, in the order of their steps; empty for a primitive."""
        return ()

    def phases(self) -> tuple[Phase, ...]:
        """Name the parts of the schedule in order; empty where it has only one."""
        return ()

    def largest_term(self, steps: IntArray) -> float:
        """Give the largest number that a framework handles on the way to the rates at int64[n] steps.

        Its float32 rounding is what an absolute tolerance has to cover: near the end of a cosine, 1e-7 of the
        rate at its start. A formula of factors alone is as exact as its value, which is the answer here.
        """
        if self._extremes is not None:
            return max(self._extremes)
        rates = self(steps)
        finite = rates[np.isfinite(rates)]
        return float(np.abs(finite).max()) if finite.size else 0.0

    def known_until(self) -> int | None:
        """Give the last step that the schedule speaks for; None where it speaks for all."""
        return None

    @property
    def arrival(self) -> float | None:
        """The step at which a move between two rates arrives; None for whatever never comes to rest."""
        return getattr(self, self.length) if self.length else None

    def lengthened(self, steps: int) -> Schedule | None:
        """Let a decay take more steps (fewer, below 0) to its end; None where it has no end, or none is left of it."""
        try:
            return self._with(**{self.length: getattr(self, self.length) + steps}) if self.length else None
        except ScheduleError:
            return None

    def scaled(self, factor: int) -> Schedule | None:
        """Let everything take `factor` times as many steps; None where that has no closed form here."""
        changes = {name: getattr(self, name) * factor for name in self.lengths}
        if not changes or max(map(abs, changes.values())) >= MAX_STEP:
            return None
        return self._with(**changes)

    def _with(self, **changes: object) -> Schedule:
        """Give the schedule with other parameters."""
        changed: Schedule = dataclasses.replace(self, **changes)  # type: ignore[type-var]  # all are dataclasses
        return changed

    def corners_in(self, steps: float) -> float:
        """Bound the number of corners that it takes to draw so many steps."""
        return 4

    def value_at(self, step: int) -> float:
        """Evaluate at one step; searches do so again and again, so this takes the short way."""
        at = np.int64(min(max(step, 0), LAST_STEP))
        return float(self._evaluate(at))  # type: ignore[arg-type]  # a scalar is an array[()]

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
        # Infinity is no distance away from itself.
        band = abs(value) * (fraction - _FRACTION_SLACK) if math.isfinite(value) else 0.0
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
    false, true = lower - 1, last + 1
    at = lower if math.isnan(guess) else int(min(max(guess, lower), last))
    stride = 1
    while true - false > 1:
        holds = predicate(at)
        false, true = (false, at) if holds else (at, true)
        # Away from the guess in ever longer strides, until the answer lies between two steps that were tried.
        if holds and false < lower:
            at -= stride
        elif not holds and true > last:
            at += stride
        else:
            at = (false + true) // 2
        at = min(max(at, false + 1), true - 1)
        stride *= 2
    return true if true <= last else None


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
