"""Powers of the step, with or without a linear cool-down at the end."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from tb_lrplugin.schedules.base import MAX_STEP, FloatArray, IntArray, Pieces, Schedule, Shape, require, require_rate
from tb_lrplugin.schedules.notation import Argument, number
from tb_lrplugin.words.numbers import format_rate, format_step

# e ** 80 steps are more than any run takes, and far from what a float can hold.
_MOST_EXPONENT = 80.0


@dataclass(frozen=True)
class Power(Schedule):
    """f(step) = init_value * (max(step, 1) / transition_steps) ** power * min(1, max(0, what is left to cool)).

    power -0.5 is the inverse square root of Vaswani et al., Attention Is All You Need, 2017 (arXiv 1706.03762);
    a power above 0 with init_value reached at transition_steps is a polynomial warm-up.

    Attributes:
      init_value: rate at step `transition_steps`.
      power: of either sign.
      transition_steps: the step that counts as 1.
      cooldown_end: step from which the rate is 0, where there is a cool-down.
      cooldown_steps: over this many steps before `cooldown_end` the rate is multiplied by
        (cooldown_end - step) / cooldown_steps; 0 for no cool-down.
    """

    init_value: float
    power: float
    transition_steps: float = 1.0
    cooldown_end: float = 0.0
    cooldown_steps: float = 0.0

    kind = "power"
    labels: ClassVar[Mapping[str, str]] = {"transition_steps": "steps of the scale"}

    def __post_init__(self) -> None:
        require_rate("the initial rate", self.init_value)
        require(math.isfinite(self.power), f"power is {self.power}: it must be a finite number")
        require(
            math.isfinite(self.transition_steps) and self.transition_steps > 0,
            f"the power counts in {format_rate(self.transition_steps)} steps: it must be above 0",
        )
        require(
            math.isfinite(self.cooldown_end) and math.isfinite(self.cooldown_steps) and self.cooldown_steps >= 0,
            f"the cool-down takes {format_rate(self.cooldown_steps)} steps up to step "
            f"{format_rate(self.cooldown_end)}: it must take a finite number, 0 or above",
        )

    def _evaluate(self, steps: IntArray) -> FloatArray:
        if self.init_value == 0:
            return np.zeros(steps.shape)
        # A growing rate may overflow far beyond any run; infinity is then the honest answer.
        with np.errstate(over="ignore", under="ignore"):
            rates = self.init_value * np.power(np.maximum(steps, 1) / self.transition_steps, self.power)
            if self.cooldown_steps == 0:
                return np.asarray(rates)
            left = np.minimum((self.cooldown_end - steps) / self.cooldown_steps, 1.0)
            return np.where(left > 0, np.where(left > 0, rates, 0.0) * np.maximum(left, 0.0), 0.0)

    @property
    def _cooling(self) -> tuple[int, int]:
        """The first step of the cool-down, and the first one after it."""
        begin, end = self.cooldown_end - self.cooldown_steps, self.cooldown_end
        return math.floor(_within_steps(begin)), math.ceil(_within_steps(end))

    def _shape_at(self, step: int) -> Shape:
        begin, end = self._cooling
        if self.init_value == 0 or (self.cooldown_steps > 0 and step >= end):
            return Shape.CONSTANT
        if self.cooldown_steps > 0 and step >= begin:
            return Shape.CURVE
        if self.power == 0 or step < 1:
            return Shape.CONSTANT
        return Shape.LINEAR if self.power == 1 else Shape.CURVE

    def pieces(self, start: int, stop: int) -> Pieces:
        corners = {1, *self._cooling} if self.cooldown_steps > 0 else {1}
        starts, shapes = [start], [self._shape_at(start)]
        for corner in sorted(corners):
            shape = self._shape_at(corner)
            if start < corner < stop and not (shape == shapes[-1] == Shape.CONSTANT):
                starts.append(corner)
                shapes.append(shape)
        return Pieces.of(starts, shapes)

    def _turns(self, start: int) -> Sequence[int]:
        turns = [1.0]
        if self.cooldown_steps > 0:
            turns += [self.cooldown_end - self.cooldown_steps, self.cooldown_end]
            if self.power > 0:
                # step ** power * (end - step) is highest here.
                turns.append(self.cooldown_end * (self.power / (1.0 + self.power)))
        floors = [math.floor(_within_steps(turn)) for turn in turns]
        return sorted(step for step in {*floors, *(step + 1 for step in floors), MAX_STEP} if step > start)

    def _solve(self, start: int, low: float, high: float) -> float:
        bound = high if self.power > 0 else low
        if self.init_value == 0 or self.power == 0 or self.cooldown_steps > 0 or not 0 < bound < math.inf:
            return math.nan
        exponent = (math.log(bound) - math.log(self.init_value)) / self.power
        return self.transition_steps * math.exp(min(exponent, _MOST_EXPONENT))

    def describe(self, offset: int = 0) -> str:
        step = f"(step {'-' if offset > 0 else '+'} {format_step(abs(offset))})" if offset else "step"
        if self.transition_steps != 1:
            step = f"({step} / {format_step(self.transition_steps)})"
        text = f"{format_rate(self.init_value)} times {step} to the power {format_rate(self.power)}"
        if self.power == 1:
            text = f"{format_rate(self.init_value)} times {step}"
        if self.cooldown_steps == 0:
            return text
        return (
            f"{text}, linearly to 0 over the {format_step(self.cooldown_steps)} steps before step "
            f"{format_step(self.cooldown_end + offset)}"
        )

    def formula(self, step: Argument) -> str:
        base = f"max({step}, 1)"
        base = base if self.transition_steps == 1 else f"({base} / {number(self.transition_steps)})"
        exponent = number(self.power) if self.power >= 0 else f"(−{number(-self.power)})"
        text = f"{number(self.init_value)} · {base}^{exponent}"
        if self.cooldown_steps == 0:
            return text
        left = f"({number(self.cooldown_end)} − {step.factor}) / {number(self.cooldown_steps)}"
        return f"{text} · min(1, max(0, {left}))"


def _within_steps(step: float) -> float:
    """Give the nearest step that a run may take."""
    return min(max(step, -1.0), MAX_STEP)
