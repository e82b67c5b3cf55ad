"""Up and down between two rates, over and over, without a jump."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from tb_lrplugin.schedules.base import (
    LAST_STEP,
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
from tb_lrplugin.schedules.between import Between
from tb_lrplugin.schedules.counts import CORNERS_PER_ARC, cycles_after, every, require_cycles, require_steps
from tb_lrplugin.schedules.notation import Argument, between, half_wave, number, times
from tb_lrplugin.words import length
from tb_lrplugin.words.numbers import format_rate, format_step

# The wave is searched this many half-waves ahead; a band it leaves later it leaves "never".
_MOST_HALF_WAVES = 4096


@dataclass(frozen=True)
class CosineWave(Between):
    """f(step) = end_value + (init_value - end_value) * (1 + cos(2 pi * num_cycles * (step + shift) / decay_steps)) / 2.

    The decay of `get_cosine_schedule_with_warmup` (transformers 5.23.0 `optimization.py`) counted from the end
    of its warm-up. It is not clamped: past `decay_steps` a half wave rises again.

    Attributes:
      init_value: rate at the top of the wave.
      end_value: rate at its bottom.
      decay_steps: steps for `num_cycles` whole waves.
      num_cycles: waves in `decay_steps`; 0.5 is one fall from top to bottom.
      shift: steps by which the wave is ahead.
    """

    init_value: float
    end_value: float
    decay_steps: int
    num_cycles: float = 0.5
    shift: int = 0

    kind = "cosine_wave"
    length = "decay_steps"
    lengths = ("decay_steps", "shift")
    first_rate = "init_value"
    _names = ("the highest rate", "the lowest rate")

    def __post_init__(self) -> None:
        super().__post_init__()
        require_steps("the cosine takes", self.decay_steps)
        require_cycles(self.num_cycles)
        require(0 <= self.shift <= MAX_STEP, f"the shift is {self.shift}: it must be 0 or above")

    def _weight(self, steps: IntArray) -> FloatArray:
        # sin^2, counted from the bottom of the wave, keeps its digits there, where 1 + cos cancels.
        phase = cycles_after(self.num_cycles, (steps + self.shift) / self.decay_steps) % 1.0
        weight: FloatArray = np.square(np.sin(np.pi * (0.5 - phase)))
        return weight

    def pieces(self, start: int, stop: int) -> Pieces:
        return Pieces.of([start], Shape.CONSTANT if self._is_flat else Shape.CURVE)

    def _turns(self, start: int) -> IntArray:
        # Waves shorter than a step are no waves any more, and every step is an end.
        half = min(max(self.decay_steps / self.num_cycles / 2.0, 1.0), float(MAX_STEP))
        halves = math.floor((start + self.shift) / half) + np.arange(1, _MOST_HALF_WAVES + 1)
        turns = np.minimum(halves * half - self.shift, MAX_STEP)
        steps = np.stack([np.floor(turns), np.ceil(turns)], axis=1).astype(np.int64)
        return np.maximum(steps.ravel(), start)

    @property
    def arrival(self) -> float | None:
        # There half a wave turns, which for whoever wanted it is the end.
        return self.decay_steps - self.shift if self.num_cycles == 0.5 else None

    def corners_in(self, steps: float) -> float:
        return CORNERS_PER_ARC * 2 * steps * self.num_cycles / self.decay_steps + 4

    def describe(self, offset: int = 0) -> str:
        waves = "" if self.num_cycles == 0.5 else f" ({format_rate(self.num_cycles)} waves)"
        return f"{self._describe_as('cosine', self.decay_steps)}{waves}"

    def formula(self, step: Argument) -> str:
        angle = step.later(self.shift).over(self.decay_steps)
        return between(self.end_value, self.init_value, half_wave(f"π · {times(2 * self.num_cycles)}{angle}"))


@dataclass(frozen=True)
class Cyclic(Schedule):
    """f(step) = init_value + (peak_value - init_value) * triangle(step) * cycle_factor ** cycle * step_factor ** step.

    Smith, Cyclical Learning Rates, 2017 (arXiv 1506.01186); torch 2.13 `CyclicLR`: "triangular" with both factors 1,
    "triangular2" with cycle_factor 0.5, "exp_range" with step_factor = gamma.

    Attributes:
      init_value: rate at the foot of every triangle.
      peak_value: rate at the top of the first one.
      steps_up: steps from foot to top.
      steps_down: steps from top to foot.
      cycle_factor: height of a triangle relative to the one before.
      step_factor: factor on the height with every step.
    """

    init_value: float
    peak_value: float
    steps_up: int
    steps_down: int
    cycle_factor: float = 1.0
    step_factor: float = 1.0

    kind = "cyclic"
    lengths = ("steps_up", "steps_down")

    def __post_init__(self) -> None:
        require_rate("the lower rate", self.init_value)
        require_rate("the upper rate", self.peak_value)
        require(
            self.steps_up > 0 and self.steps_down > 0,
            f"a cycle takes {format_step(self.steps_up)} steps up and {format_step(self.steps_down)} down: "
            "both must be 1 or more",
        )
        require(self._length <= LAST_STEP, f"a cycle takes {format_step(self._length)} steps: no run takes that many")
        for factor in (self.cycle_factor, self.step_factor):
            require(0 < factor <= 1, f"the height changes by the factor {format_rate(factor)}: it must be in (0, 1]")

    @property
    def _length(self) -> int:
        return self.steps_up + self.steps_down

    def scaled(self, factor: int) -> Schedule | None:
        slower = super().scaled(factor)
        return slower if slower is None else slower._with(step_factor=self.step_factor ** (1 / factor))

    def _evaluate(self, steps: IntArray) -> FloatArray:
        cycle, within = np.divmod(steps, self._length)
        triangle = np.where(within <= self.steps_up, within / self.steps_up, (self._length - within) / self.steps_down)
        with np.errstate(under="ignore"):
            height = np.power(self.cycle_factor, cycle) * np.power(self.step_factor, steps)
        return np.asarray(self.init_value + (self.peak_value - self.init_value) * triangle * height)

    @property
    def _extremes(self) -> tuple[float, float]:
        return self.init_value, self.init_value + (self.peak_value - self.init_value)

    def pieces(self, start: int, stop: int) -> Pieces:
        if self.init_value == self.peak_value:
            return Pieces.of([start], Shape.CONSTANT)
        if 2 * (stop - start) / self._length > MAX_PIECES:
            return Pieces.of([start], Shape.CURVE)
        starts = np.concatenate([np.array([start], np.int64), self._ends(start, stop, (0, self.steps_up))])
        return Pieces.of(starts, Shape.LINEAR if self.step_factor == 1 else Shape.CURVE)

    def _ends(self, start: int, stop: int, within: tuple[int, ...]) -> IntArray:
        """List the steps in (start, stop) that lie so many steps after the foot of a triangle."""
        foot = start // self._length * self._length
        ends = np.unique(np.concatenate([every(foot + step, stop, self._length) for step in within]))
        return ends[ends > start]

    def _turns(self, start: int) -> list[int]:
        # Between these the rate only rises or only falls, and triangles only shrink: two of them tell all.
        within = [0, self.steps_up]
        if self.step_factor < 1:
            # step * step_factor ** step is highest here.
            top = math.floor(-1.0 / math.log(self.step_factor))
            within += [step for step in (top, top + 1) if step < self.steps_up]
        horizon = min(start + 2 * self._length, LAST_STEP)
        return [*self._ends(start, horizon, tuple(within)).tolist(), horizon]

    def corners_in(self, steps: float) -> float:
        return CORNERS_PER_ARC * 2 * steps / self._length + 4

    def describe(self, offset: int = 0) -> str:
        text = (
            f"from {format_rate(self.init_value)} up to {format_rate(self.peak_value)} over "
            f"{length('steps', self.steps_up)} and back over {format_step(self.steps_down)}, again and again"
        )
        if self.cycle_factor < 1:
            text += f", each time {format_rate(self.cycle_factor)} times as high"
        if self.step_factor < 1:
            text += f", the height times {format_rate(self.step_factor)} with every step"
        return text

    def formula(self, step: Argument) -> str:
        cycle = self.steps_up + self.steps_down
        into = f"({step.atom} mod {cycle})"
        height = f"min({into} / {self.steps_up}, ({cycle} − {into}) / {self.steps_down})"
        if self.cycle_factor != 1:
            height += f" · {number(self.cycle_factor)}^⌊{step.over(cycle)}⌋"
        if self.step_factor != 1:
            height += f" · {number(self.step_factor)}^{step.atom}"
        return between(self.init_value, self.peak_value, height)
