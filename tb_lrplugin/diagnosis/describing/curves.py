"""The curves that a stretch of points may follow, each in absolute steps."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from tb_lrplugin import schedules
from tb_lrplugin.diagnosis.describing.points import KNOWN, MOST_DOUBT, NEXT_TO_NOTHING, NOTHING, SAME_RATE, Points
from tb_lrplugin.schedules import Schedule, ScheduleError
from tb_lrplugin.schedules.base import FloatArray
from tb_lrplugin.words.numbers import format_step
from tb_lrplugin.words.round_numbers import digits_of, roundest_step, snap

# Factors that people decay by, the more usual first.
_FACTORS = (0.1, 0.5, 0.9, 0.95, 0.96, 0.97, 0.98, 0.99, 0.94, 0.8, 0.7, 0.85, 0.75, 0.92, 0.93, 0.3, 0.2, 0.25, 0.999)
# And the most digits of a factor and its steps together; a factor per step this near to 1 nobody writes.
_MOST_DIGITS, _LEAST_STEP = 5, 1e-4
# A line that would reach 0 this much later (of its length) was meant to end there, and so was one that would at a
# round step this much later; both within a hundredth of a step.
_JUST_BEYOND, _FAR_BEYOND = 0.03, 4.0
_ON_STEP = 0.01


class Curve(ABC):
    """A curve fitted to points; the value at any step, and the schedule that has it.

    Attributes:
      parameters: how many numbers were fitted.
    """

    parameters: ClassVar[int] = 2

    @abstractmethod
    def value(self, x: FloatArray) -> FloatArray:
        """Evaluate at float64[n] steps."""

    @abstractmethod
    def schedule(self, begin: int, end: int, is_last: bool) -> Schedule:
        """Build the schedule that counts from `begin`.

        Args:
          begin: the step at which it takes over.
          end: the step at which the next one takes over; for the last curve the last logged step.
          is_last: whether none takes over.

        Raises:
          ScheduleError: if the curve has no valid rates there.
        """

    @property
    def starts_at(self) -> float | None:
        """The step at which the curve itself begins; None where any step will do."""
        return None

    @property
    def ends_at(self) -> float | None:
        """The step at which the curve itself comes to rest; None where it never does."""
        return None

    def at(self, step: float) -> float:
        """Evaluate at one step."""
        return float(self.value(np.array([step], np.float64))[0])

    def misses(self, points: Points) -> FloatArray:
        """Measure how far each of n points lies from the curve, float64[n]."""
        return np.abs(self.value(points.x) - points.y)

    def worst(self, points: Points) -> float:
        """Give the largest distance of a point from the curve."""
        return float(self.misses(points).max())

    def follows(self, points: Points) -> bool:
        """Say whether every point lies on the curve, within its tolerance."""
        return bool((self.misses(points) <= points.tolerance).all())


@dataclass(frozen=True)
class Flat(Curve):
    """One rate."""

    rate: float
    parameters: ClassVar[int] = 1

    def value(self, x: FloatArray) -> FloatArray:
        return np.full(x.shape, self.rate)

    def schedule(self, begin: int, end: int, is_last: bool) -> Schedule:
        return schedules.Constant(self.rate)


@dataclass(frozen=True)
class Bent(Curve):
    """A line y' = height + slope * (x - step), where y' are rates that a transform made straight.

    Attributes:
      direction: sign that the slope must have; 0 where it may have any.
    """

    step: float = 0.0
    height: float = 0.0
    slope: float = 0.0
    direction: ClassVar[int] = 0

    @abstractmethod
    def straight(self, rates: FloatArray) -> FloatArray:
        """Transform float64[n] rates."""

    @abstractmethod
    def rates(self, straight: FloatArray) -> FloatArray:
        """Transform float64[n] back to rates."""

    def value(self, x: FloatArray) -> FloatArray:
        return self.rates(self.height + self.slope * (x - self.step))

    @property
    def zero(self) -> float:
        """Where the line crosses 0."""
        return self.step - self.height / self.slope


@dataclass(frozen=True)
class Line(Bent):
    """A straight line of the rates themselves.

    Attributes:
      is_seen: whether two points or more lie on it; else only its first point is known.
    """

    is_seen: bool = True

    def straight(self, rates: FloatArray) -> FloatArray:
        return rates

    def rates(self, straight: FloatArray) -> FloatArray:
        return straight

    def _target(self, begin: int, end: int, is_last: bool) -> tuple[int, float]:
        """Give the step and the rate that the line leads to: 0 where it is there soon, or later but at a round step."""
        if self.slope > 0:
            return end, self.at(end)
        ahead = self.zero - end
        slack = KNOWN * abs(self.zero) + _ON_STEP
        near = roundest_step(self.zero - slack, self.zero + slack)
        is_round = near is not None and digits_of(near) <= 2 and ahead <= _FAR_BEYOND * (end - begin)
        # Or it ends at a round step just before, at a rate of next to nothing.
        is_end = self.at(end) < NEXT_TO_NOTHING * self.at(begin) and digits_of(end) < digits_of(round(self.zero))
        is_meant = (is_round or ahead <= _JUST_BEYOND * (end - begin)) and is_last and not is_end
        if ahead <= 0.5 or is_meant:
            return max(round(self.zero), begin + 1), 0.0
        return end, max(self.at(end), 0.0)

    def schedule(self, begin: int, end: int, is_last: bool) -> Schedule:
        step, rate = self._target(begin, end, is_last)
        first = self.at(begin)
        largest = max(abs(first), abs(self.at(step)), abs(self.height))
        # What is small beside the rest of the line is known to fewer digits.
        doubt = min(SAME_RATE * largest / rate, MOST_DOUBT) if rate > 0 else 0.0
        # Steps that the logger rounded leave a line that rises from 0 a hair off it where it begins.
        is_rounded = begin > 0 and -1 + _ON_STEP < self.zero - begin <= 1 and self.slope > 0
        first = 0.0 if is_rounded or abs(first) < NOTHING * largest else snap(first)
        return schedules.Polynomial(first, snap(rate, max(doubt, KNOWN)), step - begin)


@dataclass(frozen=True, kw_only=True)
class Decay(Bent):
    """An exponential decay or rise, seen over `span` steps."""

    span: float

    def straight(self, rates: FloatArray) -> FloatArray:
        return np.log(rates)

    def rates(self, straight: FloatArray) -> FloatArray:
        return np.exp(straight)

    def _factor_and_steps(self) -> tuple[float, float]:
        """Choose a factor and the steps it takes, both as round as the points allow."""
        # The slope is known to float32 noise over the span.
        relative = KNOWN * max(1.0, 1 / (abs(self.slope) * self.span))
        choices: list[tuple[int, int, float, float]] = []
        per_step = snap(math.exp(self.slope), relative * abs(self.slope))
        if 1 + digits_of(per_step) <= _MOST_DIGITS and abs(1 - per_step) >= _LEAST_STEP:
            choices.append((1 + digits_of(per_step), 0, per_step, 1.0))
        for factor in _FACTORS:
            factor = factor if self.slope < 0 else 1 / factor
            steps = math.log(factor) / self.slope
            whole = roundest_step(steps * (1 - relative), steps * (1 + relative))
            if whole is not None and whole > 1:
                choices.append((digits_of(factor) + digits_of(whole), len(choices), factor, float(whole)))
        digits, _, *best = min(choices, default=(math.inf, 0))
        if digits <= _MOST_DIGITS:
            return best[0], best[1]
        factor = 0.5 if self.slope < 0 else 2.0
        return factor, math.log(factor) / self.slope

    def schedule(self, begin: int, end: int, is_last: bool) -> Schedule:
        factor, steps = self._factor_and_steps()
        return schedules.Exponential(snap(self.at(begin)), steps, factor)


@dataclass(frozen=True, kw_only=True)
class Hyperbola(Bent):
    """y = (slope * (x - zero)) ** -power; power 1 is inverse time, 0.5 the inverse square root."""

    power: float
    direction: ClassVar[int] = 1

    def straight(self, rates: FloatArray) -> FloatArray:
        return np.power(rates, -1 / self.power)

    def rates(self, straight: FloatArray) -> FloatArray:
        return np.power(np.maximum(straight, 0.0), -self.power)

    def schedule(self, begin: int, end: int, is_last: bool) -> Schedule:
        if begin <= self.zero:
            raise ScheduleError(f"the decay begins after step {format_step(self.zero)}")
        rate, timescale = snap(self.at(begin)), snap(begin - self.zero)
        if self.power == 0.5:
            return schedules.InverseSquareRoot(rate, timescale)
        return schedules.InverseTime(rate, timescale, 1.0)


@dataclass(frozen=True, kw_only=True)
class Power(Bent):
    """y = floor + (-slope * (ends_at - x)) ** power."""

    power: float
    floor: float
    parameters: ClassVar[int] = 3
    direction: ClassVar[int] = -1

    def straight(self, rates: FloatArray) -> FloatArray:
        return np.power(rates - self.floor, 1 / self.power)

    def rates(self, straight: FloatArray) -> FloatArray:
        return self.floor + np.power(np.maximum(straight, 0.0), self.power)

    @property
    def ends_at(self) -> float:
        return self.zero

    def schedule(self, begin: int, end: int, is_last: bool) -> Schedule:
        steps = max(round(self.zero) - begin, 1)
        return schedules.Polynomial(snap(self.at(begin)), snap(self.floor), steps, self.power)


@dataclass(frozen=True, kw_only=True)
class Root(Bent):
    """y = top - sqrt(slope * (x - starts_at)), down to `last`."""

    top: float
    last: float
    direction: ClassVar[int] = 1

    def straight(self, rates: FloatArray) -> FloatArray:
        return np.square(self.top - rates)

    def rates(self, straight: FloatArray) -> FloatArray:
        return np.maximum(self.top - np.sqrt(np.maximum(straight, 0.0)), self.last)

    @property
    def starts_at(self) -> float:
        return self.zero

    @property
    def ends_at(self) -> float:
        return self.zero + (self.top - self.last) ** 2 / self.slope

    def schedule(self, begin: int, end: int, is_last: bool) -> Schedule:
        return schedules.SquareRoot(snap(self.top), snap(self.last), max(round(self.ends_at - begin), 1))


@dataclass(frozen=True)
class HalfWave(Curve):
    """Half a cosine wave from `first` at step `begin` to `last` at step `end`, held outside."""

    first: float
    last: float
    begin: float
    end: float
    parameters: ClassVar[int] = 4

    @property
    def starts_at(self) -> float:
        return self.begin

    @property
    def ends_at(self) -> float:
        return self.end

    def value(self, x: FloatArray) -> FloatArray:
        left = 1.0 - np.clip((x - self.begin) / (self.end - self.begin), 0.0, 1.0)
        return self.last + (self.first - self.last) * np.sin(0.5 * np.pi * left) ** 2

    def schedule(self, begin: int, end: int, is_last: bool) -> Schedule:
        if self.begin == begin and float(self.end).is_integer():
            return schedules.Cosine(self.first, int(self.end) - begin, self.last)
        return schedules.CosineArc(self.first, self.last, self.begin - begin, self.end - begin)


@dataclass(frozen=True)
class Polyline(Curve):
    """Straight lines from point to point: what is logged, and no law behind it."""

    steps: tuple[float, ...]
    rates: tuple[float, ...]

    def value(self, x: FloatArray) -> FloatArray:
        return np.asarray(np.interp(x, self.steps, self.rates), np.float64)

    def schedule(self, begin: int, end: int, is_last: bool) -> Schedule:
        return schedules.Sampled(tuple(int(step) - begin for step in self.steps), self.rates)


@dataclass(frozen=True)
class Counted(Curve):
    """A whole schedule that counts from a step of its own: stairs, restarts, waves."""

    counted: Schedule
    origin: int

    def value(self, x: FloatArray) -> FloatArray:
        return self.counted((x - self.origin).astype(np.int64))

    @property
    def starts_at(self) -> float | None:
        return float(self.origin) if self.origin else None

    def schedule(self, begin: int, end: int, is_last: bool) -> Schedule:
        if begin >= self.origin:
            return schedules.Shift(self.counted, begin - self.origin) if begin > self.origin else self.counted
        return schedules.Join((schedules.Constant(self.counted.value_at(0)), self.counted), (self.origin - begin,))
