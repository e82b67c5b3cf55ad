"""The schedules of the TensorFlow Object Detection API, as its code computes them.

Source of the formulas: `object_detection/utils/learning_schedules.py` and
`object_detection/builders/optimizer_builder.py` of tensorflow/models, object_detection 2.8.0. Where that
code differs from its own words the code is followed: burnin_steps are subtracted from the step although
the docstring says that decay_steps include them, and min_learning_rate lifts the burn-in rate too.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from tb_lrplugin.schedules.base import Schedule, require
from tb_lrplugin.schedules.decays import Exponential
from tb_lrplugin.schedules.floor import Floor
from tb_lrplugin.schedules.join import Join
from tb_lrplugin.schedules.ramps import Cosine, Polynomial
from tb_lrplugin.schedules.steps import Constant, PiecewiseConstant
from tb_lrplugin.words.numbers import format_rate, format_step


def exponential_decay_with_burnin(
    learning_rate_base: float,
    learning_rate_decay_steps: int,
    learning_rate_decay_factor: float,
    burnin_learning_rate: float = 0.0,
    burnin_steps: int = 0,
    min_learning_rate: float = 0.0,
    staircase: bool = True,
) -> Schedule:
    """Build `exponential_decay_learning_rate`.

    Before `burnin_steps` the rate is `burnin_learning_rate` (0 means `learning_rate_base`); from then on
    `learning_rate_base * learning_rate_decay_factor ** ((step - burnin_steps) / learning_rate_decay_steps)`,
    the exponent floored for a staircase, computed in float32; never below `min_learning_rate`.
    """
    schedule: Schedule = Exponential(
        learning_rate_base,
        learning_rate_decay_steps,
        learning_rate_decay_factor,
        staircase,
        float32_steps=True,
    )
    require(burnin_steps >= 0, f"burnin_steps is {burnin_steps}: it must be 0 or above")
    if burnin_steps > 0:
        burnin = Constant(burnin_learning_rate or learning_rate_base)
        schedule = Join((burnin, schedule), (burnin_steps,), ("burn-in", "decay"))
    require(math.isfinite(min_learning_rate), f"min_learning_rate is {min_learning_rate}: it must be a finite number")
    # A negative floor is never reached.
    return Floor(schedule, min_learning_rate) if min_learning_rate > 0 else schedule


def manual_stepping(
    initial_learning_rate: float, steps: Sequence[int], rates: Sequence[float], warmup: bool = False
) -> Schedule:
    """Build `manual_step_learning_rate`.

    The rate is `initial_learning_rate`, then `rates[i]` from `steps[i]` (included) on. With `warmup` it
    moves in a straight line from `initial_learning_rate` at step 0 to `rates[0]` at `steps[0]` instead.

    Raises:
      ScheduleError: if there is no step, a step is 0, or the steps do not increase.
    """
    require(len(steps) > 0, "the manual schedule is empty: give at least one `schedule { step: ... }`")
    require(steps[0] > 0, "the manual schedule has step 0: the API refuses a first step of 0")
    stairs = PiecewiseConstant(tuple(steps), (initial_learning_rate, *rates))
    if not warmup:
        return stairs
    first = steps[0]
    after = PiecewiseConstant(tuple(step - first for step in steps[1:]), tuple(rates))
    ramp = Polynomial(initial_learning_rate, rates[0], first)
    return Join((ramp, after), (first,), ("warm-up", "decay"))


def cosine_decay_with_warmup(
    learning_rate_base: float,
    total_steps: int,
    warmup_learning_rate: float = 0.0,
    warmup_steps: int = 0,
    hold_base_rate_steps: int = 0,
) -> Schedule:
    """Build `cosine_decay_learning_rate`.

    A straight line from `warmup_learning_rate` to `learning_rate_base` over `warmup_steps`, then the base
    rate for `hold_base_rate_steps`, then half a cosine down to 0 at `total_steps`; 0 for ever after.

    Raises:
      ScheduleError: where the API raises (warm-up above the base rate or longer than total_steps), and
        where it divides 0 by 0 (warm-up as long as total_steps, no hold).
    """
    # Without warm-up steps the API never looks at warmup_learning_rate (0.0002 where unset).
    require(
        warmup_steps == 0 or warmup_learning_rate <= learning_rate_base,
        f"warmup_learning_rate {format_rate(warmup_learning_rate)} is above learning_rate_base "
        f"{format_rate(learning_rate_base)}: the API refuses to start",
    )
    require(
        warmup_steps <= total_steps,
        f"warmup_steps {format_step(warmup_steps)} (10,000 where unset) exceeds total_steps "
        f"{format_step(total_steps)}: the API refuses to start",
    )
    begin = warmup_steps + hold_base_rate_steps
    require(
        hold_base_rate_steps > 0 or begin < total_steps,
        f"warmup_steps equals total_steps ({format_step(total_steps)}): the API divides 0 by 0, so the "
        "rate is NaN at that step",
    )
    parts: list[tuple[str, int, Schedule]] = []
    if warmup_steps > 0:
        parts.append(("warm-up", 0, Polynomial(warmup_learning_rate, learning_rate_base, warmup_steps)))
    if hold_base_rate_steps > 0:
        parts.append(("hold", warmup_steps, Constant(learning_rate_base)))
    if begin < total_steps:
        parts.append(("decay", begin, Cosine(learning_rate_base, total_steps - begin)))
    else:
        # No step is left to decay: the base rate holds through total_steps, then the API cuts to 0.
        parts.append(("end", total_steps + 1, Constant(0.0)))
    names, starts, schedules = zip(*parts, strict=True)
    return Join(schedules, starts[1:], names) if len(parts) > 1 else parts[0][2]
