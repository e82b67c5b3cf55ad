"""The curves that a stretch of points may follow, each in absolute steps."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from dataclasses import dataclass

import numpy as np

from tb_lrplugin.diagnosis.describing.wording import Wording, times
from tb_lrplugin.schedules import (
    Constant,
    Cosine,
    CosineArc,
    Exponential,
    InverseSquareRoot,
    InverseTime,
    Polynomial,
    Schedule,
    ScheduleError,
    SquareRoot,
)
from tb_lrplugin.schedules.base import FloatArray
from tb_lrplugin.words.numbers import format_rate, format_step
from tb_lrplugin.words.round_numbers import digits_of, roundest_step, snap

# Factors that people decay by, the more usual first.
_FACTORS = (0.1, 0.5, 0.9, 0.95, 0.96, 0.97, 0.98, 0.99, 0.94, 0.8, 0.7, 0.85, 0.75, 0.92, 0.93, 0.3, 0.2, 0.25, 0.999)


class Curve(ABC):
    """A curve fitted to points; the value at any step, and the schedule that has it."""

    @abstractmethod
    def value(self, x: FloatArray) -> FloatArray:
        """Evaluate at float64[n] steps."""

    @abstractmethod
    def schedule(self, begin: int, end: int) -> Schedule:
        """Build the schedule that counts from `begin`.

        Args:
          begin: the step at which it takes over.
          end: the step at which the next one takes over; for the last curve the last logged step.

        Raises:
          ScheduleError: if the curve has no valid rates there.
        """

    @abstractmethod
    def words(self, begin: int, end: int, wording: Wording) -> str:
        """Say what it does, "from" left to the caller: "linear from 0.1 to 0 at step 500"."""

    def at(self, step: float) -> float:
        """Evaluate at one step."""
        return float(self.value(np.array([step], np.float64))[0])

    @property
    def parameters(self) -> int:
        """How many numbers were fitted."""
        return 2

    @property
    def starts_at(self) -> float | None:
        """The step at which the curve itself begins; None where any step will do."""
        return None

    @property
    def ends_at(self) -> float | None:
        """The step at which the curve itself comes to rest; None where it never does."""
        return None


@dataclass(frozen=True)
class Flat(Curve):
    """One rate."""

    rate: float

    @property
    def parameters(self) -> int:
        return 1

    def value(self, x: FloatArray) -> FloatArray:
        return np.full(x.shape, self.rate)

    def schedule(self, begin: int, end: int) -> Schedule:
        return Constant(self.rate)

    def words(self, begin: int, end: int, wording: Wording) -> str:
        return f"constant {format_rate(self.rate)}"


@dataclass(frozen=True)
class Line(Curve):
    """y = rate + slope * (x - step).

    Attributes:
      until: the step at which another curve takes over; None where none does.
      is_seen: whether two points or more lie on it; else only its first point is known.
    """

    step: float
    rate: float
    slope: float
    until: int | None = None
    is_seen: bool = True

    def value(self, x: FloatArray) -> FloatArray:
        return self.rate + self.slope * (x - self.step)

    @property
    def ends_at(self) -> float | None:
        """Where a falling line reaches 0."""
        return self.step - self.rate / self.slope if self.slope < 0 else None

    def _target(self, begin: int, end: int) -> tuple[int, float]:
        """Give the step and the rate that the line leads to: 0 where it is about to get there."""
        zero, last = self.ends_at, max(self.at(end), 0.0)
        if zero is None:
            return end, last
        whole = max(round(zero), begin + 1)
        if zero <= end + 0.5:
            return whole, 0.0
        # A last rate of next to nothing at a round step was meant.
        is_end = last < 1e-3 * self.at(begin) and digits_of(end) < digits_of(whole)
        if self.until is None and not is_end:
            # Just beyond the last point, or at a round step: the end that was meant.
            near = roundest_step(zero * (1 - 2e-6) - 0.01, zero * (1 + 2e-6) + 0.01)
            if zero - end <= 0.03 * (end - begin) or (
                near is not None and digits_of(near) <= 2 and zero - end <= 4 * (end - begin)
            ):
                return whole, 0.0
        return end, last

    def schedule(self, begin: int, end: int) -> Polynomial:
        step, rate = self._target(begin, end)
        first = self.at(begin)
        largest = max(abs(first), abs(self.at(step)), abs(self.rate))
        # What is small beside the rest of the line is known to fewer digits.
        doubt = min(3e-7 * largest / rate, 0.01) if rate > 0 else 0.0
        return Polynomial(
            0.0 if abs(first) < 1e-6 * largest else snap(first), snap(rate, max(doubt, 2e-6)), step - begin
        )

    def words(self, begin: int, end: int, wording: Wording) -> str:
        built = self.schedule(begin, end)
        step, rate = self._target(begin, end)[0], built.end_value
        if not self.is_seen:
            return f"up from {format_rate(built.init_value)} by {wording.at(step)} at the latest"
        text = f"linear from {format_rate(built.init_value)} to {format_rate(rate)} at {wording.at(step)}"
        goes_on = self.until is None and rate > 1e-3 * max(self.at(begin), rate)
        return f"{text}, the last one logged" if goes_on else text


@dataclass(frozen=True)
class Power(Curve):
    """y = floor + factor * (end - x) ** power."""

    end: float
    factor: float
    power: float
    floor: float

    @property
    def parameters(self) -> int:
        return 3

    def value(self, x: FloatArray) -> FloatArray:
        return self.floor + self.factor * np.power(np.maximum(self.end - x, 0.0), self.power)

    @property
    def ends_at(self) -> float | None:
        return self.end

    def schedule(self, begin: int, end: int) -> Schedule:
        return Polynomial(snap(self.at(begin)), snap(self.floor), max(round(self.end) - begin, 1), self.power)

    def words(self, begin: int, end: int, wording: Wording) -> str:
        return (
            f"polynomial of power {format_rate(self.power, 4)} from {format_rate(self.at(begin))} to "
            f"{format_rate(self.floor)} at {wording.at(round(self.end))}"
        )


@dataclass(frozen=True)
class HalfWave(Curve):
    """Half a cosine wave from `first` at step `begin` to `last` at step `end`, held outside."""

    first: float
    last: float
    begin: float
    end: float

    @property
    def parameters(self) -> int:
        return 4

    def value(self, x: FloatArray) -> FloatArray:
        left = 1.0 - np.clip((x - self.begin) / (self.end - self.begin), 0.0, 1.0)
        return self.last + (self.first - self.last) * np.sin(0.5 * np.pi * left) ** 2

    @property
    def starts_at(self) -> float | None:
        return self.begin

    @property
    def ends_at(self) -> float | None:
        return self.end

    def schedule(self, begin: int, end: int) -> Schedule:
        if self.begin == begin and float(self.end).is_integer():
            return Cosine(self.first, int(self.end) - begin, self.last)
        return CosineArc(self.first, self.last, self.begin - begin, self.end - begin)

    def words(self, begin: int, end: int, wording: Wording) -> str:
        end_step = round(self.end) if abs(self.end) > 1000 else snap(self.end, 1e-4)
        text = f"cosine from {format_rate(self.first)} to {format_rate(self.last)} at {wording.at(end_step)}"
        return f"{text}, then constant" if end > self.end + 0.01 * (self.end - self.begin) else text


@dataclass(frozen=True)
class Decay(Curve):
    """y = exp(log_rate + slope * (x - step)), an exponential decay or rise."""

    step: float
    log_rate: float
    slope: float
    span: float

    def value(self, x: FloatArray) -> FloatArray:
        with np.errstate(over="ignore"):
            return np.asarray(np.exp(self.log_rate + self.slope * (x - self.step)))

    def factor_and_steps(self) -> tuple[float, float]:
        """Choose a factor and the steps it takes, both as round as the points allow."""
        # The slope is known to float32 noise over the span.
        relative = max(2e-6, min(2e-6 / (abs(self.slope) * self.span), 2e-3))
        per_step = math.exp(self.slope)
        choices: list[tuple[int, int, float, float]] = []
        short = snap(per_step, relative * abs(self.slope))
        # A factor per step so near to 1 is nothing that people write.
        if digits_of(short) <= 4 and abs(1 - short) >= 1e-4 and abs(short - per_step) <= relative * abs(self.slope):
            choices.append((1 + digits_of(short), len(choices), short, 1.0))
        for factor in _FACTORS:
            factor = factor if self.slope < 0 else 1 / factor
            steps = math.log(factor) / self.slope
            whole = roundest_step(steps * (1 - relative), steps * (1 + relative))
            if whole is not None and whole > 1:
                choices.append((digits_of(factor) + digits_of(whole), len(choices), factor, float(whole)))
        if choices:
            best = min(choices)
            if best[0] <= 5:
                return best[2], best[3]
        factor = 0.5 if self.slope < 0 else 2.0
        return factor, math.log(factor) / self.slope

    def schedule(self, begin: int, end: int) -> Schedule:
        factor, steps = self.factor_and_steps()
        return Exponential(snap(self.at(begin)), steps, factor)

    def words(self, begin: int, end: int, wording: Wording) -> str:
        factor, steps = self.factor_and_steps()
        return f"{format_rate(self.at(begin))}, {times(factor)} {wording.every(snap(steps, 1e-5))} (exponential)"


@dataclass(frozen=True)
class Hyperbola(Curve):
    """y = factor / (x - zero) ** power; power 1 is inverse time, 0.5 the inverse square root."""

    factor: float
    zero: float
    power: float

    def value(self, x: FloatArray) -> FloatArray:
        with np.errstate(divide="ignore"):
            return np.asarray(self.factor / np.power(np.maximum(x - self.zero, 0.0), self.power))

    def schedule(self, begin: int, end: int) -> Schedule:
        if begin <= self.zero:
            raise ScheduleError(f"the decay begins after step {format_step(self.zero)}")
        timescale = snap(begin - self.zero)
        if self.power == 0.5:
            return InverseSquareRoot(snap(self.at(begin)), timescale)
        return InverseTime(snap(self.at(begin)), timescale, 1.0)

    def words(self, begin: int, end: int, wording: Wording) -> str:
        rate, timescale = format_rate(snap(self.at(begin))), begin - self.zero
        kind = "inverse square root" if self.power == 0.5 else "inverse"
        if begin > 0 and abs(self.zero) <= max(2.0, 1e-4 * timescale):
            return f"{rate} falling with the {kind} of the {wording.one}"
        root = "sqrt" if self.power == 0.5 else ""
        since = wording.one if begin == 0 else f"({wording.one} - {format_step(begin)})"
        return f"{rate} / {root}(1 + {since} / {format_step(snap(timescale, 1e-5))})"


@dataclass(frozen=True)
class Root(Curve):
    """y = top - factor * sqrt(x - begin), down to `last`."""

    top: float
    factor: float
    begin: float
    last: float

    def value(self, x: FloatArray) -> FloatArray:
        return np.maximum(self.top - self.factor * np.sqrt(np.maximum(x - self.begin, 0.0)), self.last)

    @property
    def starts_at(self) -> float | None:
        return self.begin

    @property
    def ends_at(self) -> float | None:
        return self.begin + ((self.top - self.last) / self.factor) ** 2

    def schedule(self, begin: int, end: int) -> Schedule:
        steps = max(round((self.ends_at or 0.0) - begin), 1)
        return SquareRoot(snap(self.top), snap(self.last), steps)

    def words(self, begin: int, end: int, wording: Wording) -> str:
        return (
            f"1 - square root from {format_rate(self.top)} to {format_rate(self.last)} at "
            f"{wording.at(round(self.ends_at or 0.0))}"
        )
