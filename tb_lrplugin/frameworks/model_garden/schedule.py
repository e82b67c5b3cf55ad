"""The schedules of the TensorFlow Model Garden, as its code computes them.

Source of the formulas: `official/modeling/optimization/lr_schedule.py` and `optimizer_factory.py` of
tensorflow/models, tf-models-official 2.20.0, over the schedules of tf_keras 2.20.1.

Every decay counts from `step - offset`, and where that is below 0 it is carried on backwards rather than held:
an exponential begins above its initial rate. A warm-up covers the first steps of the decay and does not delay it;
it ends at the rate that the decay has by then. At the very step of a boundary the old rate still holds.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

from tb_lrplugin.frameworks.model_garden.decay_parts import Decay, Part, enter
from tb_lrplugin.schedules import (
    Constant,
    Cosine,
    CosineWave,
    Exponential,
    PiecewiseConstant,
    Polynomial,
    PolynomialCycles,
    Power,
    Shift,
)
from tb_lrplugin.schedules.base import require
from tb_lrplugin.schedules.steps import raised
from tb_lrplugin.words.numbers import format_rate, format_step


def constant(learning_rate: float) -> Decay:
    """Build `constant`: one rate."""
    rate = Constant(learning_rate)
    return lambda first: [(first, rate)]


def stepwise(boundaries: Sequence[int], values: Sequence[float], offset: int = 0) -> Decay:
    """Build `stepwise`: values[i] for boundaries[i - 1] < step - offset <= boundaries[i].

    Raises:
      ScheduleError: if the boundaries are not increasing or the counts do not fit.
    """
    _require_increasing(boundaries)
    require(
        len(values) == len(boundaries) + 1,
        f"{len(boundaries)} boundaries need {len(boundaries) + 1} values, but there are {len(values)}",
    )

    def parts(first: int) -> list[Part]:
        changes = [boundary + offset + 1 - first for boundary in boundaries]
        past = sum(change <= 0 for change in changes)
        return [(first, PiecewiseConstant(tuple(changes[past:]), tuple(values[past:])))]

    return parts


def exponential(
    initial_learning_rate: float, decay_steps: int, decay_rate: float, staircase: bool = False, offset: int = 0
) -> Decay:
    """Build `exponential`: initial_learning_rate * decay_rate ** ((step - offset) / decay_steps), floored for stairs.

    Raises:
      ScheduleError: if a parameter is out of its range.
    """
    Exponential(initial_learning_rate, decay_steps, decay_rate)

    def from_count(count: int) -> Exponential:
        rate = initial_learning_rate and initial_learning_rate * raised(decay_rate, count / decay_steps)
        return Exponential(rate, decay_steps, decay_rate, staircase, float32_steps=True)

    def parts(first: int) -> list[Part]:
        count = first - offset
        stair_begin = count // decay_steps * decay_steps
        if not staircase or stair_begin == count:
            return [(first, from_count(count))]
        # The run enters in the middle of a stair; its rest is level, and the next one begins as usual.
        next_begin = stair_begin + decay_steps
        level = Constant(from_count(stair_begin).init_value)
        return [(first, level), (next_begin + offset, from_count(next_begin))]

    return parts


def polynomial(
    initial_learning_rate: float, decay_steps: int, end_learning_rate: float, power: float = 1.0, offset: int = 0
) -> Decay:
    """Build `polynomial` without cycle: end + (initial - end) * (1 - (step - offset) / decay_steps) ** power.

    Raises:
      ScheduleError: if a parameter is out of its range.
    """
    if power == 0:
        return constant(initial_learning_rate)
    Polynomial(initial_learning_rate, end_learning_rate, decay_steps, power)

    def parts(first: int) -> list[Part]:
        left = decay_steps - (first - offset)
        if left <= 0:
            return [(first, Constant(end_learning_rate))]
        # What is left of a polynomial is a polynomial again.
        rate = initial_learning_rate
        if left != decay_steps:
            rate = end_learning_rate + (rate - end_learning_rate) * raised(left / decay_steps, power)
        return [(first, Polynomial(rate, end_learning_rate, left, power))]

    return parts


def polynomial_in_cycles(
    initial_learning_rate: float, decay_steps: int, end_learning_rate: float, power: float = 1.0, offset: int = 0
) -> Decay:
    """Build `polynomial` with cycle: decay_steps in the formula grows to the next multiple at or above the step.

    Raises:
      ScheduleError: if a parameter is out of its range, or the run begins before `offset`.
    """
    decay = PolynomialCycles(initial_learning_rate, end_learning_rate, decay_steps, power)

    def parts(first: int) -> list[Part]:
        require(
            first >= offset,
            f"offset is {format_step(offset)} and cycle is true: the code divides by 0 before that step, "
            "so the rate is infinite",
        )
        return enter([(0, decay)], offset, first)

    return parts


def cosine(initial_learning_rate: float, decay_steps: int, alpha: float = 0.0, offset: int = 0) -> Decay:
    """Build `cosine`: half a wave from the initial rate to alpha times it over decay_steps.

    Before `offset` the wave swings on backwards: it rises to the initial rate.

    Raises:
      ScheduleError: if a parameter is out of its range.
    """
    end = initial_learning_rate * alpha
    decay = Cosine(initial_learning_rate, decay_steps, end)

    def parts(first: int) -> list[Part]:
        before = [_wave(initial_learning_rate, end, decay_steps, first - offset)] if first < offset else []
        return enter([*before, (0, decay)], offset, first)

    return parts


def step_cosine(boundaries: Sequence[int], values: Sequence[float], offset: int = 0) -> Decay:
    """Build `step_cosine_with_offset`: half a wave from values[i] at boundaries[i] to values[i + 1] at the next one.

    The first one is as long as from boundaries[0] to boundaries[1] but counts from 0, and swings on until
    boundaries[1]. From the last boundary on the code divides by 0 and its rate is NaN; here the last value holds.

    Raises:
      ScheduleError: if the boundaries are not increasing or the counts do not fit.
    """
    _require_increasing(boundaries)
    require(
        len(values) == len(boundaries),
        f"{len(boundaries)} boundaries need as many values, but there are {len(values)}",
    )
    require(len(values) >= 2, "two boundaries are needed at least: with fewer the rate is NaN from the first step on")

    def parts(first: int) -> list[Part]:
        half = boundaries[1] - boundaries[0]
        if first >= offset and boundaries[0] <= 0:
            swing: Part = (0, Cosine(values[0], half, values[1]))
        else:
            swing = _wave(values[0], values[1], half, min(first - offset, boundaries[1] - 1))
        halves: list[Part] = [
            (begin, Cosine(value, end - begin, after))
            for (begin, end), (value, after) in zip(
                itertools.pairwise(boundaries[1:]), itertools.pairwise(values[1:]), strict=True
            )
        ]
        return enter([swing, *halves, (boundaries[-1], Constant(values[-1]))], offset, first)

    return parts


def direct_power(initial_learning_rate: float, power: float) -> Decay:
    """Build `power`: initial_learning_rate * max(step, 1) ** power.

    Raises:
      ScheduleError: if a parameter is out of its range.
    """
    decay = Power(initial_learning_rate, power)
    return lambda first: enter([(0, decay)], 0, first)


def power_linear(
    initial_learning_rate: float,
    total_decay_steps: int,
    power: float,
    linear_decay_fraction: float = 0.1,
    offset: int = 0,
) -> Decay:
    """Build `power_linear`: a power of `step - offset`, drawn linearly to 0 in the last fraction of its steps.

    Raises:
      ScheduleError: if a parameter is out of its range.
    """
    require(
        linear_decay_fraction <= 1,
        f"linear_decay_fraction is {format_rate(linear_decay_fraction)}: it is a part of total_decay_steps, "
        "so it must be 1 or below",
    )
    cooldown_steps = max(total_decay_steps * linear_decay_fraction, 0.0)
    decay = Power(initial_learning_rate, power, 1.0, total_decay_steps, cooldown_steps)

    def parts(first: int) -> list[Part]:
        before: list[Part] = [(first - offset, Constant(initial_learning_rate))] if first < offset else []
        return enter([*before, (0, decay)], offset, first)

    return parts


def power_with_offset(
    initial_learning_rate: float, power: float, offset: int = 0, pre_offset_learning_rate: float = 1e6
) -> Decay:
    """Build `power_with_offset`: pre_offset_learning_rate up to `offset`, then a power of `step - offset` below it.

    Raises:
      ScheduleError: if a parameter is out of its range.
    """
    decay = Power(initial_learning_rate, power)
    cap = Constant(pre_offset_learning_rate)

    def parts(first: int) -> list[Part]:
        found: list[Part] = [(min(first - offset, 0), cap)]
        above = math.nextafter(cap.value, math.inf)
        below_cap = decay.first_outside(1, above, math.inf)
        if below_cap is not None:
            found.append((below_cap, Shift(decay, below_cap)))
            above_cap = decay.first_outside(below_cap, -math.inf, cap.value)
            if above_cap is not None:
                found.append((above_cap, cap))
        return enter(found, offset, first)

    return parts


def _wave(top: float, bottom: float, half: int, begin: int) -> Part:
    """Give the wave that has a crest at count 0, from the count `begin` on."""
    return begin, CosineWave(top, bottom, half, shift=begin % (2 * half))


def _require_increasing(boundaries: Sequence[int]) -> None:
    for before, after in itertools.pairwise(boundaries):
        require(
            before < after,
            f"boundary {format_step(after)} comes after {format_step(before)}: boundaries must be strictly increasing",
        )
