"""What is wrong with a schedule whatever the run does: warnings before the points can show it.

Schedules are held against the planned steps where the configuration tells them, never against the steps logged so far.
A plan and a schedule that are within 1 % of each other mean the same.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from tb_lrplugin.data.series import Series
from tb_lrplugin.diagnosis.advice import decay_to_a_tenth, in_syntax
from tb_lrplugin.diagnosis.places import place
from tb_lrplugin.schedules import (
    Constant,
    Cosine,
    CosineWave,
    Exponential,
    Floor,
    InverseTime,
    Join,
    PiecewiseConstant,
    Polynomial,
    Schedule,
    ScheduleError,
)
from tb_lrplugin.schedules.numbers import format_percent, format_rate, format_step
from tb_lrplugin.schedules.spans import Path, Span, arrival_of, at_path, edited, replaced, spans_of
from tb_lrplugin.sources.reading import Reading, RunWarning

# Ends this close to each other, as a share of the plan, are meant to be one.
_SLACK = 0.01
# Conventions of counting differ by a step or two of the schedule's own.
_SLACK_STEPS = 2.0
# A rate below this share of the peak trains nothing any more.
_NOTHING = 1e-3
# What is proposed: a warm-up of a twentieth of the run, a burn-in at a tenth of the base rate, a floor at a hundredth.
_USUAL_WARMUP = 0.05
_USUAL_BURNIN = 0.1
_USUAL_FLOOR = 0.01
# The last of several drops, as a share of the run.
_USUAL_LAST_DROP = 0.9
# Where a class of these sources rises it was meant to decay; elsewhere a lone ramp is a warm-up.
_DECAYS_ONLY = ("keras_model", "model_garden")


def plan_warnings(series: Series, reading: Reading, schedule: Schedule) -> tuple[RunWarning, ...]:
    """Warn of what a schedule cannot do, or not within the planned steps.

    Args:
      series: the series that the schedule governs.
      reading: where the schedule comes from, with the planned steps where known.
      schedule: on the axis of the series.

    Returns:
      The warnings, each with what to write instead where that can be said.
    """
    if reading.is_evaluation(series.run, series.tag):
        # The training run says it.
        return ()
    plan = _Plan(reading, schedule)
    if plan.steps is None:
        checks = _WITHOUT_PLAN
    elif plan.is_all_preparation(plan.steps):
        # Nothing that comes later ever counts.
        checks = (_long_warmup, *_WITHOUT_PLAN)
    else:
        checks = (*_WITHIN_PLAN, *_WITHOUT_PLAN)
    return tuple(warning for check in checks for warning in check(plan))


@dataclass(frozen=True)
class _Plan:
    """A schedule beside the planned steps of its run."""

    reading: Reading
    schedule: Schedule

    @property
    def steps(self) -> int | None:
        """The planned steps; None where nobody tells them."""
        return self.reading.total_steps

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """The primitives of the schedule."""
        return spans_of(self.schedule)

    def at(self, step: float) -> str:
        """Name a place on the axis."""
        return place(self.reading.unit, math.ceil(step))

    def count(self, steps: float) -> str:
        """Name a number of steps: "the 200,000 steps"."""
        return f"{format_step(steps)} {self.reading.unit}"

    def is_all_preparation(self, steps: int) -> bool:
        """Say whether a burn-in or warm-up lasts beyond the planned steps."""
        return any(
            span.name in ("burn-in", "warm-up") and span.end is not None and span.end > steps and span.begin < steps
            for span in self.spans
        )

    def slack(self, span: Span, steps: int) -> float:
        """Say how far an end may lie from the planned one."""
        return max(_SLACK * steps, _SLACK_STEPS * max(span.unit, 1.0))

    def edit(self, span: Span, **parameters: float | tuple[int, ...]) -> Schedule | None:
        """Give the schedule with other parameters for one primitive; None where that makes none."""
        try:
            return edited(self.schedule, span, **parameters)
        except ScheduleError:
            return None

    def fix(self, schedule: Schedule | None, intent: str, otherwise: str | None = None) -> str | None:
        """Write a schedule in the syntax of the source."""
        return None if schedule is None else in_syntax(self.reading, schedule, intent, otherwise)


_Check = Callable[[_Plan], Iterator[RunWarning]]


def _late_first_drop(plan: _Plan) -> Iterator[RunWarning]:
    """A step function that takes its first step when the run is over."""
    steps = plan.steps
    assert steps is not None
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
    rate = format_rate(plan.schedule.value_at(steps))
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


def _earlier_drops(plan: _Plan, span: Span, steps: int) -> str | None:
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


def _end_of(plan: _Plan, span: Span) -> float | None:
    """Give the step at which a falling move of the schedule arrives; None where it is none, or is cut off before."""
    primitive = span.schedule
    arrival = arrival_of(primitive)
    if arrival is None or span.name == "warm-up" or _last_rate(primitive) >= _first_rate(primitive):
        return None
    end = span.at(arrival)
    # The frameworks that close a decay at a step cut it off one step of its own before it arrives.
    return end if span.end is None or span.end >= end - span.unit else None


def _first_rate(primitive: Schedule) -> float:
    return float(getattr(primitive, "init_value", 0.0))


def _last_rate(primitive: Schedule) -> float:
    return float(getattr(primitive, "end_value", 0.0))


def _too_long(plan: _Plan) -> Iterator[RunWarning]:
    """A decay that the run does not see to its end."""
    steps = plan.steps
    assert steps is not None
    span = next((span for span in reversed(plan.spans) if _end_of(plan, span) is not None), None)
    end = None if span is None else _end_of(plan, span)
    if span is None or end is None or end <= steps + plan.slack(span, steps):
        return
    first, last = _first_rate(span.schedule), _last_rate(span.schedule)
    reached = plan.schedule.value_at(steps)
    if _is_one_update_behind(plan, span, steps):
        return
    if reached - last <= _SLACK * (first - last):
        return
    if span.begin >= steps:
        story = f"its decay begins at {plan.at(span.begin)}, when the run is over, and the rate never falls"
    else:
        share = format_percent(float(f"{reached / first:.2g}"))
        target = format_rate(last)
        story = f"there the rate is still {format_rate(reached)}, {share} of its peak, and never falls to {target}"
    yield RunWarning(
        "schedule_longer_than_run",
        f"The schedule ends at {plan.at(end)}, but the run is planned to end at {plan.at(steps)}: {story}.",
        _ending_with_the_run(plan, span, steps),
    )


def _is_one_update_behind(plan: _Plan, span: Span, steps: int) -> bool:
    """Say whether the decay is as long as the run, and only begins with the second update, as CleanRL's does."""
    if len(plan.spans) != 2 or span is not plan.spans[1]:
        return False
    length = span.unit * (arrival_of(span.schedule) or 0.0)
    is_same_rate = plan.spans[0].schedule == Constant(_first_rate(span.schedule))
    return is_same_rate and abs(length - steps) <= plan.slack(span, steps)


def _ending_with_the_run(plan: _Plan, span: Span, steps: int) -> str | None:
    """Write the schedule whose decay arrives with the last planned step."""
    length = math.floor(span.own(steps))
    names = {"transition_steps", "decay_steps", "end"} & set(vars(span.schedule))
    if len(names) != 1 or length < 1 or (span.begin > 0 and span.begin >= steps):
        return None
    (name,) = names
    shift = span.schedule.shift if isinstance(span.schedule, CosineWave) else 0
    # What follows at the old end would follow too late, or cut the new one off.
    schedule = plan.schedule if span is plan.spans[-1] else None
    changed = None if schedule is None else plan.edit(span, **{name: length + shift})
    return plan.fix(changed, f"ends with the run, at {plan.at(steps)}", f"# its decay takes {plan.count(length)}")


def _too_short(plan: _Plan) -> Iterator[RunWarning]:
    """A decay that is over, or turns up again, while the run goes on."""
    steps = plan.steps
    assert steps is not None
    ends = [(end, span) for span in plan.spans if (end := _end_of(plan, span)) is not None]
    if not ends:
        return
    end, span = ends[-1]
    if end >= steps - plan.slack(span, steps):
        return
    first, last = _first_rate(span.schedule), _last_rate(span.schedule)
    left = steps - end
    share = format_percent(float(f"{left / steps:.2g}"))
    rest = f"for the last {plan.count(math.floor(left))} ({share} of the run)"
    if isinstance(span.schedule, CosineWave):
        risen = plan.schedule.value_at(steps)
        # One that has been up and down again is meant to be a wave.
        if steps >= span.at(2 * (arrival_of(span.schedule) or 0.0)) or risen - last <= _SLACK * (first - last):
            return
        story = f"{rest} the rate turns up again, to {format_rate(risen)}"
    else:
        if last > _NOTHING * first or not _stays_low(plan.schedule, math.ceil(end), steps, _NOTHING * first):
            return
        learned = "nothing" if last == 0 else "next to nothing"
        story = f"{rest} the rate is {format_rate(last)}, and {learned} is learned"
    yield RunWarning(
        "schedule_shorter_than_run",
        f"The schedule is at its end, {format_rate(last)}, by {plan.at(end)}, but the run is planned to end at "
        f"{plan.at(steps)}: {story}.",
        _ending_with_the_run(plan, span, steps),
    )


def _stays_low(schedule: Schedule, begin: int, end: int, most: float) -> bool:
    # float32 and the last step of an arc may leave it a hair above.
    above = schedule.first_outside(begin + 1, -math.inf, most)
    return above is None or above >= end


def _long_warmup(plan: _Plan) -> Iterator[RunWarning]:
    """A burn-in or warm-up that the run does not see to its end."""
    steps = plan.steps
    assert steps is not None
    span = next(span for span in plan.spans if span.name in ("burn-in", "warm-up") and (span.end or 0) > steps)
    assert span.end is not None
    after = plan.schedule.value_at(math.ceil(span.end))
    length = max(int(_USUAL_WARMUP * steps), 1)
    yield RunWarning(
        "warmup_longer_than_run",
        f"The {span.name} lasts until {plan.at(span.end)}, but the run is planned to end at {plan.at(steps)}: the "
        f"rate is {format_rate(plan.schedule.value_at(steps))} there and never gets to {format_rate(after)}.",
        plan.fix(
            _with_preparation(plan, span, length),
            f"a {span.name} of {plan.count(length)}, a twentieth of the run",
            f"# a {span.name} of {plan.count(length)}",
        ),
    )


def _with_preparation(plan: _Plan, span: Span, length: int) -> Schedule | None:
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


def _high_burnin(plan: _Plan) -> Iterator[RunWarning]:
    """A burn-in that is no gentle start."""
    for before, after in zip(plan.spans, plan.spans[1:], strict=False):
        if before.name != "burn-in" or not isinstance(before.schedule, Constant):
            continue
        base = after.schedule.value_at(0)
        if before.schedule.value <= base * (1 + _SLACK):
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


def _high_floor(plan: _Plan) -> Iterator[RunWarning]:
    """A floor, or an end, that lies so high that nothing can decay."""
    if isinstance(plan.schedule, Floor):
        yield from _floor_above(plan, plan.schedule)
    span = plan.spans[-1]
    primitive = span.schedule
    is_decay = isinstance(primitive, (Cosine, CosineWave)) or (
        isinstance(primitive, Polynomial) and plan.reading.kind in _DECAYS_ONLY
    )
    if not is_decay or span.name not in ("", "decay"):
        return
    first, last = _first_rate(primitive), _last_rate(primitive)
    if last > first > 0:
        low = float(f"{_USUAL_FLOOR * first:.3g}")
        yield RunWarning(
            "floor_above_base",
            f"The schedule is to end at {format_rate(last)}, which is above the {format_rate(first)} that it begins "
            f"with: the rate rises where it should decay.",
            plan.fix(plan.edit(span, end_value=low), f"down to {format_rate(low)}, a hundredth of the first rate"),
        )


def _floor_above(plan: _Plan, schedule: Floor) -> Iterator[RunWarning]:
    spans = spans_of(schedule.schedule)
    base = max(_first_rate(span.schedule) for span in spans)
    if base == 0 or schedule.schedule.is_constant or schedule.min_value < base * (1 - _SLACK):
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
            f"# a floor of {format_rate(low)}, a hundredth of the base rate",
        ),
    )


def _growing(plan: _Plan) -> Iterator[RunWarning]:
    """An exponential decay that does not decay."""
    for span in plan.spans:
        decay = span.schedule
        if not isinstance(decay, Exponential) or decay.decay_rate < 1 or decay.init_value == 0:
            continue
        factor = _falling_factor(decay, span, plan.steps)
        if decay.decay_rate > 1:
            story = "so the rate grows without end instead of decaying"
        else:
            story = "so the rate never changes"
        yield RunWarning(
            "rate_grows",
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
        return float(f"{1.0 / decay.decay_rate:.3g}")
    drops = 0 if steps is None else math.floor(span.own(steps) / decay.transition_steps)
    return float(f"{0.1 ** (1.0 / drops):.3g}") if drops >= 1 else None


_WITHIN_PLAN: tuple[_Check, ...] = (_late_first_drop, _too_long, _too_short)
_WITHOUT_PLAN: tuple[_Check, ...] = (_high_burnin, _high_floor, _growing)
