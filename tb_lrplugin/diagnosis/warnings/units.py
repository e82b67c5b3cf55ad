"""Lengths written in epochs for a schedule that counts batches."""

from __future__ import annotations

from collections.abc import Iterator

from tb_lrplugin.diagnosis.warnings.plan import SLACK, Plan
from tb_lrplugin.frameworks import collection
from tb_lrplugin.frameworks.reading import RunWarning
from tb_lrplugin.schedules import CosineWave, Exponential, OnAxis, PiecewiseConstant, Schedule
from tb_lrplugin.schedules.views import settled_at
from tb_lrplugin.words.numbers import format_rate, format_step

# Settings that tell how many epochs a run takes.
_EPOCHS = ("max_epochs", "num_train_epochs", "max_train_epochs", "epochs")
# A run is longer than its epochs are many, by more than any count of batches is uncertain.
_LEAST_BATCHES = 4


def over_within_one(plan: Plan) -> Iterator[RunWarning]:
    """A schedule of batches that is over before the first epoch is."""
    schedule = plan.schedule
    if not isinstance(schedule, OnAxis) or schedule.is_constant or not _stands(schedule):
        return
    end = settled_at(schedule.schedule)
    if end is None:
        return
    rate = format_rate(schedule.value_at(0))
    yield RunWarning(
        "schedule_shorter_than_run",
        f"The schedule is over at step {format_step(end)}, before the end of the first epoch: every epoch ends at "
        f"{rate}. Its lengths (decay_steps, boundaries) count batches, not epochs.",
        in_epochs(plan, schedule),
    )


def in_epochs(plan: Plan, schedule: OnAxis) -> str | None:
    """Write the schedule with its lengths taken for epochs; None where it is not known how long one is."""
    if " " in schedule.unit:
        return None
    batches = schedule.steps_per_unit
    longer = schedule.schedule.scaled(batches)
    intent = f"the same lengths as epochs, of {format_step(batches)} batches each"
    return None if longer is None else plan.fix(longer, intent)


def _stands(schedule: Schedule) -> bool:
    rate = schedule.value_at(0)
    return schedule.first_outside(0, rate, rate) is None


def counts_epochs(plan: Plan, last_step: int) -> Iterator[RunWarning]:
    """A schedule whose length is the number of epochs, though it is stepped with every batch."""
    found = [(name, number) for name, number in plan.reading.numbers if name.rpartition(".")[2] in _EPOCHS]
    if plan.reading.unit != "steps" or not found:
        return
    (name, epochs), span = found[0], plan.spans[-1]
    steps = max(plan.steps or 0, last_step)
    length = _length(span.schedule)
    end = 0.0 if length is None else span.at(length)
    if length is None or span.unit != 1 or not 2 <= end <= epochs or steps < _LEAST_BATCHES * epochs:
        return
    setting = _SETTINGS[type(span.schedule)]
    if isinstance(span.schedule, CosineWave):
        high, low = format_rate(span.schedule.init_value), format_rate(span.schedule.end_value)
        story = f"the rate swings between {high} and {low}, a half wave every {format_step(length)} steps"
    else:
        story = f"the schedule is through with it by {plan.at(end)}"
    yield RunWarning(
        "length_counts_epochs",
        f"{setting} = {format_step(length)} looks like epochs ({name} is {format_step(epochs)}), but the scheduler is "
        f"stepped per batch, not per epoch: {story}.",
        collection().of(plan.reading).advice_on("time_scaled/fast", plan.reading).fix,
    )


def counts_updates(plan: Plan) -> Iterator[RunWarning]:
    """A schedule whose own length is the number of updates of the run, though it is stepped once in several of them."""
    span, steps, end = plan.spans[-1], plan.steps, settled_at(plan.schedule)
    if plan.reading.unit != "steps" or steps is None or end is None or span.unit < _LEAST_BATCHES:
        return
    own = end / span.unit
    if abs(own - steps) > SLACK * steps:
        return
    fix = collection().of(plan.reading).advice_on("stepped_per_epoch", plan.reading).fix
    yield RunWarning(
        "schedule_longer_than_run",
        f"The schedule is as long as the run has updates, {format_step(steps)}, but the scheduler is stepped once in "
        f"{format_step(round(span.unit))} of them, at the end of an epoch: it would end at {plan.at(end)}, and the run "
        f"is planned to end at {plan.at(steps)}.",
        fix or f"Step the scheduler after every update, or make it {format_step(round(steps / span.unit))} steps long.",
    )


# torch's names: where else a length is written in epochs, the framework turns it into batches.
_SETTINGS: dict[type[Schedule], str] = {
    CosineWave: "T_max",
    PiecewiseConstant: "The last of milestones",
    Exponential: "step_size",
}


def _length(schedule: Schedule) -> float | None:
    """Give the steps after which a schedule turns or takes its last drop; None where it never does."""
    if isinstance(schedule, CosineWave):
        return schedule.arrival
    if isinstance(schedule, PiecewiseConstant):
        return schedule.boundaries[-1] if schedule.boundaries else None
    return schedule.transition_steps if isinstance(schedule, Exponential) and schedule.staircase else None
