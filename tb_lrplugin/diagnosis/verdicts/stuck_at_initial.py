"""The rate never left its first value although the schedule moved on."""

from __future__ import annotations

from tb_lrplugin.diagnosis.advice import advice_on
from tb_lrplugin.diagnosis.comparing import Case, is_flat
from tb_lrplugin.diagnosis.model import Finding, Question
from tb_lrplugin.frameworks import collection
from tb_lrplugin.schedules import OnAxis, Schedule
from tb_lrplugin.words.numbers import format_rate, format_step, headline_rate

_NAME_OF_FIRST_RATE = {"burn-in": "burn-in rate", "warm-up": "warm-up's first rate"}


def find(case: Case) -> Finding | None:
    """Apply where every logged rate equals the first expected one although the expected rate has moved."""
    if case.holds or not case.is_flat:
        return None
    logged = float(case.values[-1])
    if not any(case.is_near(logged, first) for first in _first_rates(case.schedule)):
        return None
    onset = case.first_disagreement
    phase = case.phase_at(0) or "initial"
    name = _NAME_OF_FIRST_RATE.get(phase, "initial rate")
    there, now = float(case.expected[onset]), float(case.expected[-1])
    advice = advice_on(case, "stuck_at_initial")
    return Finding(
        "stuck_at_initial",
        f"Stuck at the {name} {headline_rate(logged)} since {case.at(case.step_at(onset))}"
        if logged
        else "Stuck at the rate 0, at every step: nothing is learned",
        f"All {case.series.counted} are {format_rate(logged)}, the rate that the schedule begins with. Due: "
        f"{format_rate(there)} at {case.at(case.step_at(onset))}, {format_rate(now)} at {case.at(case.last_step)}, "
        f"the last one logged. The schedule: {case.described}.",
        advice.causes,
        advice.fix,
        onset,
        phase if phase in _NAME_OF_FIRST_RATE else "initial",
    )


def _first_rates(schedule: Schedule) -> tuple[float, ...]:
    """List what may be called the first rate."""
    # A logger may show the rate of the next update first, so step 1 is a first value as well.
    firsts = (schedule.value_at(0), schedule.value_at(1))
    # What is logged at the end of an epoch has moved by then; who never stepped stands at the begin of the first one.
    return (*firsts, schedule.schedule.value_at(0)) if isinstance(schedule, OnAxis) else firsts


def find_uncalled(question: Question) -> Finding | None:
    """Apply where nobody can evaluate the schedule, but a checkpoint shows that the scheduler was never stepped."""
    series, witness, reading = question.series, question.witness, question.reading
    if witness is None or reading is None or not witness.was_never_stepped:
        return None
    if question.case is not None and (reading.rule is None or witness.epoch is None):
        # A metric may be asked for more seldom than a checkpoint is saved.
        return None
    if not is_flat(series.values) or len(series) == 1:
        return None
    advice = collection().of(reading).advice_on("stuck_at_initial", reading)
    logged = float(series.values[-1])
    computed = "a function: no checkpoint holds it" if reading.rule is None else "told by a metric"
    return Finding(
        "stuck_at_initial",
        f"Stuck at the initial rate {headline_rate(logged)}: the scheduler was never stepped",
        f"All {series.counted} are {format_rate(logged)}. {witness.where} holds a scheduler that was stepped 0 times "
        f"in {format_step(witness.steps or 0)} updates. What it would compute is {computed}.",
        advice.causes,
        advice.fix,
        phase="initial",
    )
