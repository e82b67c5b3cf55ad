"""Powers of the step, with or without a linear cool-down at the end."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from tb_lrplugin.schedules.base import (
    FloatArray,
    IntArray,
    Pieces,
    Schedule,
    Shape,
    first_true,
    require,
    require_rate,
)
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

    Raises:
      ScheduleError: if a parameter is out of its range.
    """

    init_value: float
    power: float
    transition_steps: float = 1.0
    cooldown_end: float = 0.0
    cooldown_steps: float = 0.0

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

    def _shape_at(self, step: int) -> Shape:
        if self.init_value == 0:
            return Shape.CONSTANT
        if self.cooldown_steps > 0 and step >= self.cooldown_end:
            return Shape.CONSTANT
        if self.cooldown_steps > 0 and step >= math.floor(self.cooldown_end - self.cooldown_steps):
            return Shape.CURVE
        if self.power == 0 or step < 1:
            return Shape.CONSTANT
        return Shape.LINEAR if self.power == 1 else Shape.CURVE

    def pieces(self, start: int, stop: int) -> Pieces:
        corners = {1}
        if self.cooldown_steps > 0:
            corners |= {math.floor(self.cooldown_end - self.cooldown_steps), math.ceil(self.cooldown_end)}
        starts, shapes = [start], [self._shape_at(start)]
        for corner in sorted(corners):
            shape = self._shape_at(corner)
            if start < corner < stop and not (shape == shapes[-1] == Shape.CONSTANT):
                starts.append(corner)
                shapes.append(shape)
        return Pieces.of(starts, shapes)

    def first_outside(self, start: int, low: float, high: float) -> int | None:
        def is_outside(step: int) -> bool:
            return not low <= self.value_at(step) <= high

        if is_outside(start):
            return start
        at = start
        # Between two of these steps the rate only rises or only falls, so its ends tell of the whole.
        for turn in self._turns():
            if turn > at:
                if is_outside(turn):
                    return first_true(is_outside, at, turn, turn)
                at = turn
        bound = high if self.power > 0 else low
        if self.cooldown_steps > 0 or self.power == 0 or self.init_value == 0 or bound <= 0 or math.isinf(bound):
            return None
        exponent = (math.log(bound) - math.log(self.init_value)) / self.power
        return first_true(is_outside, at, self.transition_steps * math.exp(min(exponent, _MOST_EXPONENT)))

    def _turns(self) -> list[int]:
        turns = [1.0]
        if self.cooldown_steps > 0:
            turns += [self.cooldown_end - self.cooldown_steps, self.cooldown_end]
            if self.power > 0:
                # step ** power * (end - step) is highest here.
                turns.append(self.cooldown_end * self.power / (1.0 + self.power))
        return sorted({step for turn in turns for step in (math.floor(turn), math.floor(turn) + 1)})

    def describe(self, offset: int = 0) -> str:
        step = f"(step {'-' if offset > 0 else '+'} {format_step(abs(offset))})" if offset else "step"
        if self.transition_steps != 1:
            step = f"({step} / {format_step(self.transition_steps)})"
        text = f"{format_rate(self.init_value)} times {step} to the power {format_rate(self.power)}"
        if self.cooldown_steps == 0:
            return text
        return (
            f"{text}, linearly to 0 over the {format_step(self.cooldown_steps)} steps before step "
            f"{format_step(self.cooldown_end + offset)}"
        )
