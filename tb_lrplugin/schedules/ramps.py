"""Moves from one rate to another, along any curve; a warm-up, or a decay."""

from __future__ import annotations

import math
from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from tb_lrplugin.schedules.base import MAX_STEP, FloatArray, IntArray, Pieces, Shape, require
from tb_lrplugin.schedules.between import Between
from tb_lrplugin.schedules.counts import require_steps
from tb_lrplugin.schedules.notation import Argument, between, half_wave, number, signed
from tb_lrplugin.words.numbers import format_rate

# A step divided by it is still a number, and far beyond the end of any move.
_SHORTEST = 1e-280


class Move(Between):
    """A move from init_value to end_value, where it stays: the weight falls from 1 to 0."""

    # The first step at which the weight is less than 1 is the one after this.
    _departure = 0
    _shape = Shape.CURVE

    @property
    @abstractmethod
    def arrival(self) -> float:
        """The step at which it arrives."""

    @abstractmethod
    def _step_of(self, weight: float) -> float:
        """Give the step at which the weight has fallen to a number from 0 to 1."""

    def pieces(self, start: int, stop: int) -> Pieces:
        first, last = self._departure, math.ceil(self.arrival)
        if self._is_flat or start >= last:
            return Pieces.of([start], Shape.CONSTANT)
        starts, shapes = [start], [Shape.CONSTANT if start < first else self._shape]
        for corner, shape in ((first, self._shape), (last, Shape.CONSTANT)):
            if start < corner < stop:
                starts.append(corner)
                shapes.append(shape)
        return Pieces.of(starts, shapes)

    def _turns(self, start: int) -> Sequence[int]:
        last = min(math.ceil(self.arrival), MAX_STEP)
        return (last,) if last > start and not self._is_flat else ()

    def _solve(self, start: int, low: float, high: float) -> float:
        return self._step_of(self._weight_of(low, high))


@dataclass(frozen=True)
class Ramp(Move):
    """A move that takes `transition_steps`."""

    init_value: float
    end_value: float
    transition_steps: int

    length = "transition_steps"
    lengths = ("transition_steps",)
    first_rate, last_rate = "init_value", "end_value"
    _least_steps: ClassVar[int] = 1

    def __post_init__(self) -> None:
        super().__post_init__()
        require_steps(f"the {self._curve} ramp takes", self.transition_steps, self._least_steps)

    @property
    @abstractmethod
    def _curve(self) -> str:
        """Name the curve for people: "linear"."""

    @property
    def arrival(self) -> float:
        return self.transition_steps

    def describe(self, offset: int = 0) -> str:
        return self._describe_as(self._curve, self.transition_steps)


@dataclass(frozen=True)
class Polynomial(Ramp):
    """f(step) = end_value + (init_value - end_value) * (1 - min(step / transition_steps, 1)) ** power.

    optax `polynomial_schedule`; with power 1 optax `linear_schedule` and every linear warm-up.
    """

    power: float = 1.0

    kind = "polynomial"

    def __post_init__(self) -> None:
        super().__post_init__()
        require(
            math.isfinite(self.power) and self.power > 0,
            f"power is {format_rate(self.power)}: it must be above 0",
        )

    @property
    def _curve(self) -> str:
        return "linear" if self.power == 1 else f"polynomial of power {format_rate(self.power)}"

    @property
    def _shape(self) -> Shape:  # type: ignore[override]
        return Shape.LINEAR if self.power == 1 else Shape.CURVE

    def _weight(self, steps: IntArray) -> FloatArray:
        left = 1.0 - np.minimum(steps / self.transition_steps, 1.0)
        return np.asarray(left if self.power == 1 else np.power(left, self.power))

    def _step_of(self, weight: float) -> float:
        return self.transition_steps * (1.0 - math.pow(weight, 1.0 / self.power))

    def formula(self, step: Argument) -> str:
        progress = step.progress(self.transition_steps)
        if self.power != 1:
            return between(self.end_value, self.init_value, f"(1 − {progress})^{number(self.power)}")
        if self.end_value == 0 and self.init_value:
            return f"{number(self.init_value)} · (1 − {progress})"
        return between(self.init_value, self.end_value, progress)


@dataclass(frozen=True)
class SquareRoot(Ramp):
    """f(step) = init_value + (end_value - init_value) * sqrt(min(step / transition_steps, 1)).

    The decay type "1-sqrt" of `get_wsd_schedule` (transformers 5.23.0 `optimization.py`). (Its *warm-up* type
    "1-sqrt" is a polynomial of power 0.5.)
    """

    kind = "square_root"
    _curve = "square root"

    def _weight(self, steps: IntArray) -> FloatArray:
        return np.asarray(1.0 - np.sqrt(np.minimum(steps / self.transition_steps, 1.0)))

    def _step_of(self, weight: float) -> float:
        return self.transition_steps * (1.0 - weight) ** 2

    def formula(self, step: Argument) -> str:
        return between(self.init_value, self.end_value, f"√({step.progress(self.transition_steps)})")


@dataclass(frozen=True)
class Logarithmic(Ramp):
    """f(step) = init_value + (end_value - init_value) * min(ln(step + 1) / ln(transition_steps), 1).

    The default warm-up of DeepSpeed's `WarmupLR` (deepspeed 0.19.8 `runtime/lr_schedules.py`); it arrives one
    step early, at `transition_steps - 1`.
    """

    kind = "logarithmic"
    _curve = "logarithmic"
    _least_steps = 2

    @property
    def arrival(self) -> float:
        return self.transition_steps - 1

    def _weight(self, steps: IntArray) -> FloatArray:
        return np.asarray(1.0 - np.minimum(np.log(steps + 1.0) / math.log(self.transition_steps), 1.0))

    def _step_of(self, weight: float) -> float:
        return math.expm1((1.0 - weight) * math.log(self.transition_steps))

    def formula(self, step: Argument) -> str:
        share = f"ln({step.later(1)}) / ln({self.transition_steps})"
        return between(self.init_value, self.end_value, f"min({share}, 1)")


@dataclass(frozen=True)
class HalvingDecay(Ramp):
    """f(step) = end_value + (init_value - end_value) * (2 * 0.5 ** min(step / transition_steps, 1) - 1).

    The "exponential" decay of warm-up-stable-decay in NVIDIA/Megatron-LM d98e8a64dd
    (`megatron/core/optimizer_param_scheduler.py`).
    """

    kind = "halving_decay"
    _curve = "exponential (halving)"

    def _weight(self, steps: IntArray) -> FloatArray:
        return np.asarray(2.0 * np.power(0.5, np.minimum(steps / self.transition_steps, 1.0)) - 1.0)

    def _step_of(self, weight: float) -> float:
        return self.transition_steps * (1.0 - math.log2(1.0 + weight))

    def formula(self, step: Argument) -> str:
        weight = f"(2 · 0.5^({step.progress(self.transition_steps)}) − 1)"
        return between(self.end_value, self.init_value, weight)


def falling_cosine(progress: FloatArray) -> FloatArray:
    """Give (1 + cos(pi * progress)) / 2 at float64[...], which falls from 1 to 0 as progress rises from 0 to 1."""
    # sin^2 keeps its digits near the end, where 1 + cos cancels; np.square has the same for one step as for many.
    weight: FloatArray = np.square(np.sin(0.5 * np.pi * (1.0 - progress)))
    return weight


def cosine_progress(weight: float) -> float:
    """Give the progress at which `falling_cosine` is a number from 0 to 1."""
    return 1.0 - 2.0 / math.pi * math.asin(math.sqrt(weight))


@dataclass(frozen=True)
class Cosine(Move):
    """f(step) = end_value + (init_value - end_value) * (1 + cos(pi * min(step / decay_steps, 1))) / 2.

    Loshchilov and Hutter, SGDR, ICLR 2017 (arXiv 1608.03983), one period; optax
    `cosine_decay_schedule` with alpha = end_value / init_value.
    """

    init_value: float
    decay_steps: int
    end_value: float = 0.0

    kind = "cosine"
    length = "decay_steps"
    lengths = ("decay_steps",)
    first_rate = "init_value"

    def __post_init__(self) -> None:
        super().__post_init__()
        require_steps("the cosine takes", self.decay_steps)

    @property
    def arrival(self) -> float:
        return self.decay_steps

    def describe(self, offset: int = 0) -> str:
        return self._describe_as("cosine", self.decay_steps)

    def _weight(self, steps: IntArray) -> FloatArray:
        return falling_cosine(np.minimum(steps / self.decay_steps, 1.0))

    def _step_of(self, weight: float) -> float:
        return self.decay_steps * cosine_progress(weight)

    def formula(self, step: Argument) -> str:
        return between(self.end_value, self.init_value, half_wave(f"π · {step.progress(self.decay_steps)}"))


@dataclass(frozen=True)
class CosineArc(Move):
    """f(step) = end_value + (init_value - end_value) * (1 + cos(pi * clip((step - begin) / (end - begin), 0, 1))) / 2.

    The annealing of torch's OneCycleLR (torch 2.13 `torch/optim/lr_scheduler.py`), whose phases end between steps.
    """

    init_value: float
    end_value: float
    begin: float
    end: float

    kind = "cosine_arc"
    lengths = ("begin", "end")

    def __post_init__(self) -> None:
        super().__post_init__()
        require(
            self.begin < self.end and math.isfinite(self.end - self.begin),
            f"the cosine runs from step {self.begin:g} to step {self.end:g}: it must end after it begins",
        )

    @property
    def _departure(self) -> int:  # type: ignore[override]
        return math.floor(self.begin)

    @property
    def arrival(self) -> float:
        return self.end

    def describe(self, offset: int = 0) -> str:
        return self._describe_as("cosine", round(self.end - self.begin))

    def _weight(self, steps: IntArray) -> FloatArray:
        progress = (steps - self.begin) / max(self.end - self.begin, _SHORTEST)
        return falling_cosine(np.clip(progress, 0.0, 1.0))

    def _step_of(self, weight: float) -> float:
        return self.begin + (self.end - self.begin) * cosine_progress(weight)

    def formula(self, step: Argument) -> str:
        ahead = step.offset - self.begin
        done = step.symbol if ahead == 0 else f"({step.symbol} {signed(ahead)})"
        progress = f"{done} / {number(self.end - self.begin)}"
        return between(self.end_value, self.init_value, half_wave(f"π · min(max({progress}, 0), 1)"))
