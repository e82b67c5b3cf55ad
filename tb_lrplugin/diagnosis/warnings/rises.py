"""Rates that rise, or cannot fall, where they should decay."""

from __future__ import annotations

import math
from collections.abc import Iterator

from tb_lrplugin.diagnosis.warnings.plan import SLACK, Plan, first_rate, last_rate
from tb_lrplugin.frameworks import collection
from tb_lrplugin.frameworks.reading import RunWarning
from tb_lrplugin.schedules import (
    Cosine,
    CosineWave,
    Exponential,
    Floor,
    Polynomial,
)
from tb_lrplugin.schedules.views import Span, spans_of
from tb_lrplugin.words.numbers import format_rate

# What is proposed for a floor, as a share of the base rate.
_USUAL_FLOOR = 0.01


def high_floor(plan: Plan) -> Iterator[RunWarning]:
    """A floor, or an end, that lies so high that nothing can decay."""
    if isinstance(plan.schedule, Floor):
        yield from _floor_above(plan, plan.schedule)
    span = plan.spans[-1]
    primitive = span.schedule
    is_decay = isinstance(primitive, (Cosine, CosineWave)) or (
        isinstance(primitive, Polynomial) and collection().of(plan.reading).only_decays
    )
    if not is_decay or span.name not in ("", "decay"):
        return
    first, last = first_rate(primitive), last_rate(primitive)
    if last > first > 0:
        low = float(f"{_USUAL_FLOOR * first:.3g}")
        yield RunWarning(
            "floor_above_base",
            f"The schedule is to end at {format_rate(last)}, which is above the {format_rate(first)} that it begins "
            f"with: the rate rises where it should decay.",
            plan.fix(plan.edit(span, end_value=low), f"down to {format_rate(low)}, a hundredth of the first rate"),
        )


def _floor_above(plan: Plan, schedule: Floor) -> Iterator[RunWarning]:
    spans = spans_of(schedule.schedule)
    base = max(first_rate(span.schedule) for span in spans)
    if base == 0 or schedule.schedule.is_constant or schedule.min_value < base * (1 - SLACK):
        return
    low = float(f"{_USUAL_FLOOR * base:.3g}")
    is_above = "above" if schedule.min_value > base else "as high as"
    yield RunWarning(
        "floor_above_base",
        f"The floor {format_rate(schedule.min_value)} is {is_above} the base rate {format_rate(base)}: the rate is "
        f"{format_rate(schedule.min_value)} throughout, and no decay is ever seen.",
        plan.fix(
            Floor(schedule.schedule, low),
            f"not below {format_rate(low)}, a hundredth of the base rate",
        )
        or f"Set the floor to {format_rate(low)}, a hundredth of the base rate.",
    )


def growing(plan: Plan) -> Iterator[RunWarning]:
    """An exponential decay that does not decay."""
    for span in plan.spans:
        decay = span.schedule
        if not isinstance(decay, Exponential) or decay.decay_rate < 1 or decay.init_value == 0:
            continue
        factor = _falling_factor(decay, span, plan.steps)
        if decay.decay_rate > 1:
            name, story = "rate_grows", "so the rate grows without end instead of decaying"
        else:
            name, story = "setting_without_effect", "so the rate never changes"
        yield RunWarning(
            name,
            f"The decay factor is {format_rate(decay.decay_rate)}, {story}. A factor below 1 lowers the rate.",
            None
            if factor is None
            else plan.fix(
                plan.edit(span, decay_rate=factor),
                f"a factor of {format_rate(factor)} per {plan.count(decay.transition_steps * span.unit)}",
                f"decay factor = {format_rate(factor)}",
            ),
        )


def _falling_factor(decay: Exponential, span: Span, steps: int | None) -> float | None:
    if decay.decay_rate > 1:
        # 1.05 was meant to be 0.95, or nearly so.
        factor = 1.0 / decay.decay_rate
    else:
        drops = 0.0 if steps is None else span.own(steps) / decay.transition_steps
        factor = 0.1 ** (1.0 / math.floor(drops)) if 1 <= drops < math.inf else 1.0
    digits = 3 if factor < 0.99 else 6
    short = float(f"{factor:.{digits}g}")
    return short if short < 1 else None
