"""Burn-ins and warm-ups that are no gentle start, or never end."""

from __future__ import annotations

import math
from collections.abc import Iterator

from tb_lrplugin.diagnosis.warnings.plan import SLACK, Plan
from tb_lrplugin.frameworks.reading import RunWarning
from tb_lrplugin.schedules import (
    Constant,
    Floor,
    Join,
    Polynomial,
    Schedule,
    ScheduleError,
)
from tb_lrplugin.schedules.base import Path
from tb_lrplugin.schedules.views import Span, at_path, edited, replaced, spans_of
from tb_lrplugin.words.numbers import format_rate

# What is proposed: a warm-up of a twentieth of the run, a burn-in at a tenth of the base rate.
_USUAL_WARMUP = 0.05
_USUAL_BURNIN = 0.1


def long_warmup(plan: Plan, steps: int) -> Iterator[RunWarning]:
    """A burn-in or warm-up that the run does not see to its end."""
    span = next(span for span in plan.spans if plan.fills(span, steps))
    assert span.end is not None
    reached, after = plan.schedule.value_at(steps), plan.schedule.value_at(math.ceil(span.end))
    length = max(int(_USUAL_WARMUP * steps), 1)
    if span.end > steps:
        story = f"the rate is {format_rate(reached)} there and never gets to {format_rate(after)}"
    else:
        story = "the rate rises all the way, and whatever is to follow never comes"
    yield RunWarning(
        "warmup_longer_than_run",
        f"The {span.name} lasts until {plan.at(span.end)}, but the run is planned to end at {plan.at(steps)}: {story}.",
        plan.fix(
            _with_preparation(plan, span, length),
            f"a {span.name} of {plan.count(length)}, a twentieth of the run",
        )
        or f"Make the {span.name} {plan.count(length)} long, a twentieth of the run.",
    )


def _with_preparation(plan: Plan, span: Span, length: int) -> Schedule | None:
    """Give the schedule whose burn-in or warm-up takes another number of steps, everything after it moved along."""
    found = _join_around(plan.schedule, span.path)
    if found is None:
        return None
    path, join = found
    saved = join.boundaries[0] - length
    try:
        first = join.schedules[0]
        if isinstance(first, Polynomial):
            first = edited(first, spans_of(first)[0], transition_steps=length)
        boundaries = tuple(boundary - saved for boundary in join.boundaries)
        return replaced(plan.schedule, path, Join((first, *join.schedules[1:]), boundaries, join.phase_names))
    except ScheduleError:
        return None


def _join_around(schedule: Schedule, path: Path) -> tuple[Path, Join] | None:
    """Find the join whose first part stands at a path; None where that is elsewhere, or on another axis."""
    outer = path[:-2]
    join = at_path(schedule, outer)
    if not isinstance(join, Join) or path[-2:] != ("schedules", 0):
        return None
    is_floored_only = all(isinstance(at_path(schedule, outer[:i]), Floor) for i in range(len(outer)))
    return (outer, join) if is_floored_only else None


def high_burnin(plan: Plan) -> Iterator[RunWarning]:
    """A burn-in that is no gentle start."""
    for before, after in zip(plan.spans, plan.spans[1:], strict=False):
        if before.name != "burn-in" or not isinstance(before.schedule, Constant):
            continue
        base = after.schedule.value_at(0)
        if before.schedule.value <= base * (1 + SLACK):
            continue
        gentle = float(f"{_USUAL_BURNIN * base:.3g}")
        yield RunWarning(
            "burnin_above_base",
            f"The burn-in rate {format_rate(before.schedule.value)} is above the base rate {format_rate(base)} that "
            f"follows it, though a burn-in is there to begin gently.",
            plan.fix(
                plan.edit(before, value=gentle),
                f"burn-in at {format_rate(gentle)}, a tenth of the base rate",
                f"# a burn-in rate of {format_rate(gentle)}, a tenth of the base rate",
            ),
        )
