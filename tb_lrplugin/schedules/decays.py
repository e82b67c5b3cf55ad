"""Decays that never arrive: exponential, inverse time, inverse square root; continuous or as a staircase."""

from __future__ import annotations

import functools
import math
from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from tb_lrplugin.schedules.base import (
    MAX_PIECES,
    MAX_STEP,
    FloatArray,
    IntArray,
    Pieces,
    Schedule,
    Shape,
    require,
    require_rate,
)
from tb_lrplugin.schedules.counts import require_divisor
from tb_lrplugin.schedules.notation import Argument, number
from tb_lrplugin.words import every
from tb_lrplugin.words.numbers import format_rate, format_step

# Its square is still finite; no run falls that far.
_LARGEST_RATIO = 1e100

# Any step times its square is still a number, so that parameters within it and its inverse never overflow. Those that
# do are rare, and watching out for them takes as long as evaluating a step.
_LARGE = 1e140


@dataclass(frozen=True)
class Stairs(Schedule):
    """A decay by the number of times that `transition_steps` are over: a quotient, floored for a staircase.

    Attributes:
      init_value: rate at step 0.
      transition_steps: steps that count as one.
      decay_rate: how much it decays in them.
      staircase: whether the rate changes only at whole multiples of `transition_steps`.
    """

    init_value: float
    transition_steps: float
    decay_rate: float
    staircase: bool = False

    labels: ClassVar[Mapping[str, str]] = {"transition_steps": "decay steps"}
    lengths = ("transition_steps",)

    def __post_init__(self) -> None:
        require_rate("the initial rate", self.init_value)
        require_divisor("decay_steps", self.transition_steps)

    # Whether it is no decay at all, as a factor above 1 makes it.
    _grows = False

    @property
    @abstractmethod
    def _is_flat(self) -> bool:
        """Whether the rate never changes."""

    def _quotient(self, steps: IntArray) -> FloatArray:
        return steps / self.transition_steps

    def _stair(self, steps: IntArray) -> FloatArray:
        """Give how many times float64[...] the transition is over at int64[...] steps, as the framework computes it."""
        quotient = self._quotient(steps)
        return np.floor(quotient) if self.staircase else quotient

    @abstractmethod
    def _stair_of(self, rate: float) -> float:
        """Solve for the number of transitions after which the rate is a given one."""

    def pieces(self, start: int, stop: int) -> Pieces:
        if self._is_flat:
            return Pieces.of([start], Shape.CONSTANT)
        if not self.staircase or (stop - start) / self.transition_steps > MAX_PIECES:
            return Pieces.of([start], Shape.CURVE)
        starts = stair_starts(start, stop, self.transition_steps, self._stair)
        return Pieces.of(starts, Shape.CONSTANT)

    def _turns(self, start: int) -> Sequence[int]:
        return () if self._is_flat else (MAX_STEP,)

    def _solve(self, start: int, low: float, high: float) -> float:
        # A stair reaches a bound with the next whole number of transitions.
        bound = high if self._grows else low
        if bound <= 0:
            return math.inf
        stair = self._stair_of(bound)
        return float(np.ceil(stair) if self.staircase else stair) * self.transition_steps

    def largest_term(self, steps: IntArray) -> float:
        return super().largest_term(steps if self._grows else _first(steps))

    def corners_in(self, steps: float) -> float:
        return steps / self.transition_steps + 2 if self.staircase else super().corners_in(steps)

    @property
    def _manner(self) -> str:
        return "staircase" if self.staircase else "continuous"


@dataclass(frozen=True)
class Exponential(Stairs):
    """f(step) = init_value * decay_rate ** (step / transition_steps), the exponent floored for a staircase.

    The formula of `tf.compat.v1.train.exponential_decay` and `keras...ExponentialDecay` (TensorFlow
    2.21, keras 3.15 `learning_rate_schedule.py`); optax `exponential_decay`.

    Attributes:
      init_value: rate at step 0.
      transition_steps: steps for one factor of `decay_rate`.
      decay_rate: factor, 0 or above.
      staircase: whether the rate drops only at whole multiples of `transition_steps`.
      float32_steps: whether the framework divides in float32, as TensorFlow does: from step 2**24 on
        steps are rounded and a drop can come a step or two early.
    """

    float32_steps: bool = False

    kind = "exponential"
    labels: ClassVar[Mapping[str, str]] = {"transition_steps": "decay steps", "decay_rate": "decay factor"}
    first_rate = "init_value"

    def __post_init__(self) -> None:
        super().__post_init__()
        require(
            not self.float32_steps or bool(self._float32_divisor > 0),
            f"decay_steps is {format_rate(self.transition_steps)}: in float32 it is 0, and the schedule divides by it",
        )
        require(
            math.isfinite(self.decay_rate) and self.decay_rate >= 0,
            f"the decay factor is {format_rate(self.decay_rate)}: it must be 0 or above "
            "(0.95 lowers the rate by 5 % per drop)",
        )

    @property
    def _is_flat(self) -> bool:
        return self.decay_rate == 1 or self.init_value == 0

    @property
    def _grows(self) -> bool:  # type: ignore[override]
        return self.decay_rate > 1

    def _evaluate(self, steps: IntArray) -> FloatArray:
        if self.init_value == 0:
            return np.zeros(steps.shape)
        # A growing rate may overflow far beyond any run; infinity is then the honest answer.
        with np.errstate(over="ignore", under="ignore"):
            return self.init_value * np.power(self.decay_rate, self._stair(steps))

    def _quotient(self, steps: IntArray) -> FloatArray:
        if not self.float32_steps:
            return steps / self.transition_steps
        return (steps.astype(np.float32) / self._float32_divisor).astype(np.float64)

    @functools.cached_property
    def _float32_divisor(self) -> np.float32:
        with np.errstate(over="ignore", under="ignore"):
            return np.float32(self.transition_steps)

    def _stair_of(self, rate: float) -> float:
        # A factor of 0 reaches every rate with the first drop.
        log_rate = math.log(self.decay_rate) if self.decay_rate > 0 else -math.inf
        return max((math.log(rate) - math.log(self.init_value)) / log_rate, 0.0) or 1.0

    def describe(self, offset: int = 0) -> str:
        return (
            f"{format_rate(self.init_value)}, times {format_rate(self.decay_rate)} "
            f"{every('steps', self.transition_steps)} ({self._manner})"
        )

    def formula(self, step: Argument) -> str:
        exponent = step.atom if self.transition_steps == 1 else f"({step.over(self.transition_steps)})"
        exponent = f"⌊{step.over(self.transition_steps)}⌋" if self.staircase else exponent
        return f"{number(self.init_value)} · {number(self.decay_rate)}^{exponent}"


@dataclass(frozen=True)
class InverseTime(Stairs):
    """f(step) = init_value / (1 + decay_rate * step / transition_steps), the quotient floored for a staircase.

    The formula of `keras.optimizers.schedules.InverseTimeDecay` (keras 3.15
    `learning_rate_schedule.py`). A `decay_rate` of 0 is a constant.
    """

    kind = "inverse_time"

    def __post_init__(self) -> None:
        super().__post_init__()
        require(
            math.isfinite(self.decay_rate) and self.decay_rate >= 0,
            f"decay_rate is {format_rate(self.decay_rate)}: it must be 0 or above",
        )

    @property
    def _is_flat(self) -> bool:
        return self.decay_rate == 0 or self.init_value == 0

    def _evaluate(self, steps: IntArray) -> FloatArray:
        if self._is_tame:
            return self._rate_on(self._stair(steps))
        with np.errstate(over="ignore"):
            return np.full(steps.shape, self.init_value) if self._is_flat else self._rate_on(self._stair(steps))

    def _rate_on(self, stair: FloatArray) -> FloatArray:
        return self.init_value / (1.0 + self.decay_rate * stair)

    @functools.cached_property
    def _is_tame(self) -> bool:
        return self.decay_rate < _LARGE and self.transition_steps * _LARGE > 1

    def _stair_of(self, rate: float) -> float:
        return (self.init_value / rate - 1.0) / self.decay_rate

    def describe(self, offset: int = 0) -> str:
        return (
            f"{format_rate(self.init_value)} / (1 + {format_rate(self.decay_rate)} * step / "
            f"{format_step(self.transition_steps)}) ({self._manner})"
        )

    def formula(self, step: Argument) -> str:
        progress = step.over(self.transition_steps)
        progress = f"⌊{progress}⌋" if self.staircase else progress
        return f"{number(self.init_value)} / (1 + {number(self.decay_rate)} · {progress})"


@dataclass(frozen=True)
class InverseSquareRoot(Schedule):
    """f(step) = init_value / sqrt(1 + step / timescale).

    The decay of `get_inverse_sqrt_schedule` (transformers 5.23.0 `optimization.py`) counted from the end of
    its warm-up.
    """

    init_value: float
    timescale: float

    kind = "inverse_square_root"
    lengths = ("timescale",)

    def __post_init__(self) -> None:
        require_rate("the first rate", self.init_value)
        require_divisor("timescale", self.timescale)

    def _evaluate(self, steps: IntArray) -> FloatArray:
        if self.timescale * _LARGE > 1:
            return self.init_value / np.sqrt(1.0 + steps / self.timescale)
        with np.errstate(over="ignore"):
            return self.init_value / np.sqrt(1.0 + steps / self.timescale)

    def pieces(self, start: int, stop: int) -> Pieces:
        return Pieces.of([start], Shape.CONSTANT if self.init_value == 0 else Shape.CURVE)

    def _turns(self, start: int) -> Sequence[int]:
        return () if self.init_value == 0 else (MAX_STEP,)

    def largest_term(self, steps: IntArray) -> float:
        return super().largest_term(_first(steps))

    def _solve(self, start: int, low: float, high: float) -> float:
        if low <= 0:
            return math.inf
        return self.timescale * (min(self.init_value / low, _LARGEST_RATIO) ** 2 - 1.0)

    def describe(self, offset: int = 0) -> str:
        return f"{format_rate(self.init_value)} / sqrt(1 + step / {format_step(self.timescale)})"

    def formula(self, step: Argument) -> str:
        return f"{number(self.init_value)} / √(1 + {step.over(self.timescale)})"


def _first(steps: IntArray) -> IntArray:
    """Give the first of some steps, where a rate that falls is largest: int64[1], or int64[0] of none."""
    return steps.min(keepdims=True).ravel() if steps.size else steps


def stair_starts(start: int, stop: int, width: float, stair_of: Callable[[IntArray], FloatArray]) -> IntArray:
    """List the first step of every stair in [start, stop).

    Args:
      start: first step; always the first entry.
      stop: end of the interval, excluded.
      width: steps per stair; need not be whole.
      stair_of: maps int64[n] steps to the number of the stair they stand on, as the framework
        computes it. Rounding (float32 division beyond 2**24, say) may begin a stair a few steps
        away from k * width; the answer follows `stair_of`.

    Returns:
      int64[n], strictly increasing.
    """
    first = max(math.floor(start / width), 0) + 1
    last = math.ceil(stop / width)
    numbers = np.arange(first, last + 1, dtype=np.float64)
    nominal = np.minimum(np.ceil(numbers * width), stop).astype(np.int64)
    # float32 spaces integers 2 ** (e - 24) apart at 2 ** e, and step, width and quotient are each
    # rounded: bisect within that distance to either side, for all stairs at once.
    reach = max(2, 2 ** max(0, int(stop).bit_length() - 22))
    before, arrived = np.maximum(nominal - reach - 1, -1), nominal + reach
    for _ in range((2 * reach + 1).bit_length()):
        middle = (before + arrived) // 2
        has_arrived = stair_of(np.maximum(middle, 0)) >= numbers
        arrived = np.where(has_arrived, middle, arrived)
        before = np.where(has_arrived, before, middle)
    inside = arrived[(arrived > start) & (arrived < stop)]
    return np.concatenate([np.array([start], np.int64), np.unique(inside)])
