"""Decays that end after the run, or before it."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from tb_lrplugin.data.series import Series
from tb_lrplugin.diagnosis.warnings.plan import SLACK, Plan, first_rate, last_rate
from tb_lrplugin.frameworks.reading import RunWarning
from tb_lrplugin.schedules import CosineWave, Floor, Sampled, Schedule
from tb_lrplugin.schedules.views import Span
from tb_lrplugin.words.numbers import format_percent, format_rate

# A rate below this share of the peak trains nothing any more.
_NOTHING = 1e-3
# Of the steps so far; a run that goes on for a little after its last rate is meant.
_LEAST_LEFT = 0.2
# So near to its last rate, as a share of the peak, a recorded function has come to its end.
_RECORDED = 1e-6


def _end_of(span: Span) -> float | None:
    """Give the step at which a falling move of the schedule arrives; None where it is none, or is cut off before."""
    primitive = span.schedule
    arrival = primitive.arrival
    if arrival is None or span.name == "warm-up" or last_rate(primitive) >= first_rate(primitive):
        return None
    end = span.at(arrival)
    # The frameworks that close a decay at a step cut it off one step of its own before it arrives.
    return end if span.end is None or span.end >= end - span.unit else None


def _last_end(plan: Plan) -> tuple[float, Span | None]:
    """Give the step at which the last falling move of a plan arrives, and that move; None where there is none."""
    ends = [(end, span) for span in plan.spans if (end := _end_of(span)) is not None]
    return ends[-1] if ends else (0.0, None)


def _end_rate(plan: Plan, span: Span) -> float:
    """Give the rate that a move arrives at, with a floor below it."""
    floor = plan.schedule.min_value if isinstance(plan.schedule, Floor) else 0.0
    return max(last_rate(span.schedule), floor)


def too_long(plan: Plan, steps: int) -> Iterator[RunWarning]:
    """A decay that the run does not see to its end."""
    end, span = _last_end(plan)
    if span is None or end <= steps + plan.reading.late_by + plan.slack(span, steps):
        return
    first, last = first_rate(span.schedule), _end_rate(plan, span)
    reached = plan.schedule.value_at(steps)
    if reached - last <= SLACK * (first - last):
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


def _ending_with_the_run(plan: Plan, span: Span, steps: int) -> str | None:
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


def too_short(plan: Plan, steps: int) -> Iterator[RunWarning]:
    """A decay that is over, or turns up again, while the run goes on."""
    end, span = _last_end(plan)
    if span is None:
        yield from _ended_record(plan, steps)
        return
    if end >= steps - plan.slack(span, steps):
        return
    first, last = first_rate(span.schedule), _end_rate(plan, span)
    if isinstance(span.schedule, CosineWave):
        risen = plan.schedule.value_at(steps)
        # One that has been up and down again is meant to be a wave.
        if steps >= span.at(2 * (span.schedule.arrival or 0.0)) or risen - last <= SLACK * (first - last):
            return
        story = f"the rate turns up again, to {format_rate(risen)}"
    elif last > _NOTHING * first or not _stays_low(plan.schedule, math.ceil(end), steps, _NOTHING * first):
        return
    else:
        story = _learned(last)
    yield _over(plan, end, steps, last, story, _ending_with_the_run(plan, span, steps))


def _ended_record(plan: Plan, steps: int) -> Iterator[RunWarning]:
    """A recorded function that stays at next to nothing for the rest of the run."""
    found = _end_of_record(plan.schedule)
    if found is not None and found[0] < steps - plan.slack(plan.spans[0], steps) and steps <= found[2]:
        yield _over(plan, found[0], steps, found[1], _learned(found[1]), None)


def _end_of_record(schedule: Schedule) -> tuple[int, float, int] | None:
    """Give the step at which a recorded function comes to nothing, the rate there, and the last recorded step."""
    if not isinstance(schedule, Sampled):
        return None
    values, rate = np.asarray(schedule.values), schedule.values[-1]
    (trained,) = np.nonzero(values > rate + _RECORDED * values.max())
    if rate > _NOTHING * values.max() or not trained.size:
        return None
    return schedule.steps[trained[-1] + 1], rate, schedule.steps[-1]


def _learned(rate: float) -> str:
    return f"the rate is {format_rate(rate)}, and {'nothing' if rate == 0 else 'next to nothing'} is learned"


def _over(plan: Plan, end: float, steps: int, rate: float, story: str, fix: str | None) -> RunWarning:
    left = steps - end
    share = format_percent(float(f"{left / steps:.2g}"))
    return RunWarning(
        "schedule_shorter_than_run",
        f"The schedule is at its end, {format_rate(rate)}, by {plan.at(end)}, but the run is planned to end at "
        f"{plan.at(steps)}: for the last {plan.count(math.floor(left))} ({share} of the run) {story}.",
        fix,
    )


def over_already(plan: Plan, series: Series) -> Iterator[RunWarning]:
    """A decay to nothing that was over long before the last logged step, where nobody tells the planned ones."""
    end, span = _last_end(plan)
    steps = series.last_step or 0
    # What was over before the first point is told by the verdict.
    if span is None or isinstance(span.schedule, CosineWave) or not series.steps.size:
        return
    if not series.steps[0] < end < (1 - _LEAST_LEFT) * steps:
        return
    rate = _end_rate(plan, span)
    if max(rate, float(series.values[-1])) > _NOTHING * first_rate(span.schedule):
        return
    share = format_percent(float(f"{1 - end / steps:.2g}"))
    yield RunWarning(
        "schedule_shorter_than_run",
        f"The schedule was at its end, {format_rate(rate)}, by {plan.at(end)}, and the run went on to "
        f"{plan.at(steps)}: for {share} of it {_learned(rate)}.",
        _ending_with_the_run(plan, span, steps),
    )


def _stays_low(schedule: Schedule, begin: int, end: int, most: float) -> bool:
    # float32 and the last step of an arc may leave it a hair above.
    above = schedule.first_outside(begin + 1, -math.inf, most)
    return above is None or above >= end
