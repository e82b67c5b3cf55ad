"""The rate never left its first value although the schedule moved on."""

from __future__ import annotations

from tb_lrplugin.diagnosis.advice import schedule_object
from tb_lrplugin.diagnosis.comparing import Case
from tb_lrplugin.diagnosis.model import Finding
from tb_lrplugin.words.numbers import format_rate, headline_rate

_NAME_OF_FIRST_RATE = {"burn-in": "burn-in rate", "warm-up": "warm-up's first rate"}

CAUSES_OF_A_STANDING_RATE = (
    "The rate was computed once, as a number or a tensor, and handed to the optimizer, which cannot compute it "
    "again. (Keras optimizers since TensorFlow 2.11 call a plain callable once, without a word, and keep the result; "
    "only a LearningRateSchedule object is evaluated at every step.)",
    "The schedule reads a step variable that nothing increments: another one than the optimizer's own counter.",
    "The scheduler's step() is never called, or its result is never written to the optimizer.",
)


def find(case: Case) -> Finding | None:
    """Apply where every logged rate equals the first expected one although the expected rate has moved."""
    if case.holds or not case.is_flat:
        return None
    # A logger may show the rate of the next update first, so step 1 is a first value as well.
    firsts = (case.schedule.value_at(0), case.schedule.value_at(1))
    logged = float(case.values[-1])
    if not any(case.is_near(logged, first) for first in firsts):
        return None
    onset = case.first_disagreement
    phase = case.phase_at(0) or "initial"
    name = _NAME_OF_FIRST_RATE.get(phase, "initial rate")
    there, now = float(case.expected[onset]), float(case.expected[-1])
    return Finding(
        "stuck_at_initial",
        f"Stuck at the {name} {headline_rate(logged)} since {case.at(case.step_at(onset))}",
        f"All {case.series.counted} are {format_rate(logged)}, the schedule's rate at step 0. It asks for "
        f"{format_rate(there)} at {case.at(case.step_at(onset))} and for {format_rate(now)} at "
        f"{case.at(case.last_step)}, the last one logged. The schedule: {case.schedule.describe()}.",
        CAUSES_OF_A_STANDING_RATE,
        schedule_object(case),
        onset,
        phase if phase in _NAME_OF_FIRST_RATE else "initial",
    )
