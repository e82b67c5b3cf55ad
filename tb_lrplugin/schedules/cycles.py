"""Decays that start again and again: cosines and polynomials in cycles."""

from __future__ import annotations

import functools
import math
from abc import abstractmethod
from dataclasses import dataclass

import numpy as np

from tb_lrplugin.schedules.base import (
    LAST_STEP,
    MAX_PIECES,
    MAX_STEP,
    FloatArray,
    IntArray,
    Pieces,
    Shape,
    require,
)
from tb_lrplugin.schedules.between import Between
from tb_lrplugin.schedules.counts import CORNERS_PER_ARC, cycles_after, every, require_cycles, require_steps
from tb_lrplugin.schedules.decays import stair_starts
from tb_lrplugin.schedules.notation import Argument, between, half_wave, number, piecewise, times
from tb_lrplugin.schedules.ramps import cosine_progress, falling_cosine
from tb_lrplugin.words import length
from tb_lrplugin.words.numbers import format_rate


class Cycles(Between):
    """A rate that moves one way within each of its cycles, and jumps back where the next one begins."""

    _shape = Shape.CURVE
    # The rate is 0 from this step on.
    _end = LAST_STEP

    @property
    @abstractmethod
    def _shortest(self) -> float:
        """The number of steps, which need not be whole, of the shortest cycle."""

    @abstractmethod
    def _starts(self, start: int, stop: int) -> IntArray:
        """List `start` and the first step of every cycle in (start, stop)."""

    @abstractmethod
    def _horizon(self, start: int) -> int:
        """Give a step before which all rates have been seen that may come after `start`."""

    def _cycles_in(self, steps: int) -> float:
        """Bound the number of cycles in so many steps."""
        return steps / self._shortest

    def pieces(self, start: int, stop: int) -> Pieces:
        if self._is_flat or start >= self._end:
            return Pieces.of([start], Shape.CONSTANT)
        if self._cycles_in(stop - start) > MAX_PIECES:
            cycles = Pieces.of([start], Shape.CURVE)
        else:
            cycles = Pieces.of(self._starts(start, min(stop, self._end)), self._shape)
        if stop <= self._end:
            return cycles
        return Pieces.of(np.append(cycles.starts, self._end), np.append(cycles.shapes, Shape.CONSTANT))

    def _turns(self, start: int) -> IntArray:
        if self._is_flat or start >= self._end:
            return np.empty(0, np.int64)
        horizon = min(self._horizon(start), LAST_STEP)
        if self._cycles_in(horizon - start) > MAX_PIECES:
            # Cycles shorter than anybody could draw: look at every step that one can.
            return np.arange(start + 1, min(horizon, start + MAX_PIECES), dtype=np.int64)
        starts = self._starts(start, horizon)
        return np.append(np.stack([starts[1:] - 1, starts[1:]], axis=1).ravel(), horizon - 1)

    def corners_in(self, steps: float) -> float:
        return CORNERS_PER_ARC * steps / self._shortest + 4


@dataclass(frozen=True)
class CosineCycles(Cycles):
    """f(step) = init_value * (1 + cos(pi * (num_cycles * step / decay_steps mod 1))) / 2, then 0 from decay_steps on.

    The decay of `get_cosine_with_hard_restarts_schedule_with_warmup` (transformers 5.23.0 `optimization.py`)
    counted from the end of its warm-up. A cycle need not be a whole number of steps long.
    """

    init_value: float
    decay_steps: int
    num_cycles: float = 1.0

    kind = "cosine_cycles"
    length = "decay_steps"
    lengths = ("decay_steps",)
    end_value = 0.0
    first_rate = "init_value"

    def __post_init__(self) -> None:
        super().__post_init__()
        require_steps("the cosine takes", self.decay_steps)
        require_cycles(self.num_cycles)

    def _weight(self, steps: IntArray) -> FloatArray:
        # In the framework's own order of operations, which decides at which step a cycle begins.
        return np.where(steps >= self.decay_steps, 0.0, falling_cosine(self._cycle(steps) % 1.0))

    def _cycle(self, steps: IntArray) -> FloatArray:
        return cycles_after(self.num_cycles, steps / self.decay_steps)

    @property
    def _end(self) -> int:  # type: ignore[override]
        return self.decay_steps

    @property
    def _shortest(self) -> float:
        return self.decay_steps / self.num_cycles

    def _starts(self, start: int, stop: int) -> IntArray:
        return stair_starts(start, stop, self._shortest, lambda steps: np.floor(self._cycle(steps)))

    def _horizon(self, start: int) -> int:
        return self.decay_steps + 1

    def describe(self, offset: int = 0) -> str:
        return (
            f"cosine from {format_rate(self.init_value)} to 0, {format_rate(self.num_cycles)} times "
            f"over {length('steps', self.decay_steps)}"
        )

    def formula(self, step: Argument) -> str:
        weight = half_wave(f"π · (({times(self.num_cycles)}{step.over(self.decay_steps)}) mod 1)")
        wave = between(0.0, self.init_value, weight)
        if step.limit is not None and step.limit <= self.decay_steps:
            return wave
        return piecewise(step, [wave, "0"], [self.decay_steps])


@dataclass(frozen=True)
class CosineRestarts(Cycles):
    """f(step) = end_value + (init_value - end_value) * (1 + cos(pi * t / length)) / 2, t counted from the last restart.

    Loshchilov and Hutter, SGDR, ICLR 2017 (arXiv 1608.03983); torch 2.13 `CosineAnnealingWarmRestarts` with T_0 =
    `first_steps` and T_mult = `length_factor`.
    """

    init_value: float
    end_value: float
    first_steps: int
    length_factor: int = 1

    kind = "cosine_restarts"
    lengths = ("first_steps",)

    def __post_init__(self) -> None:
        super().__post_init__()
        require_steps("the first cosine takes", self.first_steps)
        require(self.length_factor >= 1, f"each cosine is {self.length_factor} times longer: it must be 1 or more")

    def _cycle(self, steps: IntArray) -> tuple[IntArray, IntArray | int]:
        """Give the step at which the cycle of each step began, and the length of that cycle."""
        if self.length_factor == 1:
            return steps // self.first_steps * self.first_steps, self.first_steps
        starts, lengths = self._growing
        number = np.searchsorted(starts, steps, side="right") - 1
        return starts[number], lengths[number]

    @functools.cached_property
    def _growing(self) -> tuple[IntArray, IntArray]:
        """The first steps of all cycles that any run may see, and their lengths, where they grow."""
        starts, lengths = [0], [self.first_steps]
        while starts[-1] + lengths[-1] < MAX_STEP:
            starts.append(starts[-1] + lengths[-1])
            lengths.append(lengths[-1] * self.length_factor)
        return np.array(starts, np.int64), np.minimum(np.array(lengths, object), LAST_STEP).astype(np.int64)

    def _weight(self, steps: IntArray) -> FloatArray:
        begin, length = self._cycle(steps)
        return falling_cosine((steps - begin) / length)

    @property
    def _is_flat(self) -> bool:
        return super()._is_flat or (self.first_steps == 1 and self.length_factor == 1)

    @property
    def _shortest(self) -> float:
        return self.first_steps

    def _starts(self, start: int, stop: int) -> IntArray:
        if self.length_factor == 1:
            later = every((start // self.first_steps + 1) * self.first_steps, stop, self.first_steps)
        else:
            starts = self._growing[0]
            later = starts[(starts > start) & (starts < stop)]
        return np.concatenate([np.array([start], np.int64), later])

    def _cycles_in(self, steps: int) -> float:
        # Those that grow are never many.
        return super()._cycles_in(steps) if self.length_factor == 1 else len(self._growing[0])

    def _horizon(self, start: int) -> int:
        # Cycles of one length are all alike, so two of them tell all; longer ones come ever closer to the last rate.
        return max(MAX_STEP, start + 1) if self.length_factor > 1 else start + 2 * self.first_steps

    def _solve(self, start: int, low: float, high: float) -> float:
        begin, length = self._cycle(np.asarray(start))
        return float(begin + length * cosine_progress(self._weight_of(low, high)))

    def describe(self, offset: int = 0) -> str:
        growth = "" if self.length_factor == 1 else f", each {self.length_factor} times as long as the one before"
        return f"{self._describe_as('cosine', self.first_steps)}, again and again{growth}"

    def formula(self, step: Argument) -> str:
        first, factor = self.first_steps, self.length_factor
        if factor == 1:
            weight = half_wave(f"π · ({step.atom} mod {first}) / {first}")
            return between(self.end_value, self.init_value, weight)
        weight = half_wave(f"π · t / ({first} · {factor}^i)")
        shrink = "" if factor == 2 else f" / {factor - 1}"
        return (
            f"{between(self.end_value, self.init_value, weight)}, where "
            f"i = ⌊log(1 + {times(factor - 1)}{step.over(first)}) / log({factor})⌋ "
            f"and t = {step} − {first} · ({factor}^i − 1){shrink}"
        )


@dataclass(frozen=True)
class PolynomialCycles(Cycles):
    """f(step) = end_value + (init_value - end_value) * (1 - step / (n * transition_steps)) ** power.

    n is the number of the cycle: 1 up to and including step `transition_steps`, 2 up to twice as many, and so on.
    `PolynomialDecay(cycle=True)` of keras 3.15.1 and tf_keras 2.20.1 (`learning_rate_schedule.py`).
    """

    init_value: float
    end_value: float
    transition_steps: int
    power: float = 1.0

    kind = "polynomial_cycles"
    lengths = ("transition_steps",)

    def __post_init__(self) -> None:
        super().__post_init__()
        require_steps("a cycle takes", self.transition_steps)
        require(
            math.isfinite(self.power) and self.power > 0,
            f"power is {format_rate(self.power)}: it must be above 0",
        )

    def _weight(self, steps: IntArray) -> FloatArray:
        cycles = np.maximum(-(-steps // self.transition_steps), 1)
        left = 1.0 - (steps / self.transition_steps) / cycles
        return np.asarray(np.power(np.maximum(left, 0.0), self.power))

    @property
    def _shape(self) -> Shape:  # type: ignore[override]
        return Shape.LINEAR if self.power == 1 else Shape.CURVE

    @property
    def _shortest(self) -> float:
        return self.transition_steps

    def _cycle_end(self, step: int) -> int:
        return max(-(-step // self.transition_steps), 1) * self.transition_steps

    def _starts(self, start: int, stop: int) -> IntArray:
        later = every(self._cycle_end(start) + 1, stop, self.transition_steps)
        return np.concatenate([np.array([start], np.int64), later])

    def _horizon(self, start: int) -> int:
        # A cycle moves to end_value, and every one begins closer to it than the last one.
        return self._cycle_end(start) + 2

    def describe(self, offset: int = 0) -> str:
        kind = "linear" if self.power == 1 else f"polynomial of power {format_rate(self.power)}"
        return f"{self._describe_as(kind, self.transition_steps)}, in ever longer cycles"

    def formula(self, step: Argument) -> str:
        cycles = f"max(⌈{step.over(self.transition_steps)}⌉, 1)"
        power = "" if self.power == 1 else f"^{number(self.power)}"
        weight = f"(1 − {step.factor} / ({self.transition_steps} · {cycles})){power}"
        return between(self.end_value, self.init_value, weight)
