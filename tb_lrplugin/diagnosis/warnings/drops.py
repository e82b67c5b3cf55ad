"""Step functions whose first step comes too late."""

from __future__ import annotations

import math
from collections.abc import Iterator

from tb_lrplugin.diagnosis.advice import decay_to_a_tenth
from tb_lrplugin.diagnosis.warnings.plan import Plan
from tb_lrplugin.frameworks.reading import RunWarning
from tb_lrplugin.schedules import (
    Constant,
    Exponential,
    InverseTime,
    PiecewiseConstant,
)
from tb_lrplugin.schedules.views import Span
from tb_lrplugin.words.numbers import format_rate, format_step

# The last of several drops that are moved into the run, as a share of it.
_USUAL_LAST_DROP = 0.9


def late_first_drop(plan: Plan, steps: int) -> Iterator[RunWarning]:
    """A step function that takes its first step when the run is over."""
    span = plan.spans[-1]
    drop = _first_drop(span)
    first = span.schedule.value_at(0)
    # A rate that only comes up to it is no drop.
    is_first = all(
        other.name in ("burn-in", "warm-up") or (isinstance(other.schedule, Constant) and other.schedule.value <= first)
        for other in plan.spans[:-1]
    )
    if drop is None or not is_first or span.at(drop) < steps or plan.schedule.value_at(steps) == 0:
        return
    rate = format_rate(plan.schedule.value_at(min(steps, math.ceil(span.at(drop)) - 1)))
    yield RunWarning(
        "first_drop_beyond_run",
        f"The schedule's first drop comes at {plan.at(span.at(drop))}, but the run is planned to end at "
        f"{plan.at(steps)}: the rate stands at {rate} to the end, and nothing decays.",
        _earlier_drops(plan, span, steps),
    )


def _first_drop(span: Span) -> float | None:
    primitive = span.schedule
    if isinstance(primitive, Exponential) and primitive.staircase and primitive.decay_rate < 1:
        return primitive.transition_steps
    if isinstance(primitive, InverseTime) and primitive.staircase and primitive.decay_rate > 0:
        return primitive.transition_steps
    if isinstance(primitive, PiecewiseConstant) and primitive.boundaries and primitive.values[1] < primitive.values[0]:
        return primitive.boundaries[0]
    return None


def _earlier_drops(plan: Plan, span: Span, steps: int) -> str | None:
    primitive = span.schedule
    if not isinstance(primitive, PiecewiseConstant):
        return decay_to_a_tenth(plan.reading, plan.schedule, span, steps)
    last = span.own(_USUAL_LAST_DROP * steps)
    earlier = tuple(int(boundary * last / primitive.boundaries[-1]) for boundary in primitive.boundaries)
    listed = ", ".join(format_step(round(span.at(boundary))) for boundary in earlier)
    return plan.fix(
        plan.edit(span, boundaries=earlier),
        f"the drops in the same proportions within the run: at {listed}",
        f"boundaries = {list(earlier)}",
    )
