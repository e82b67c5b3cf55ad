"""The rate never left its first value although the schedule moved on."""

from __future__ import annotations

from tb_lrplugin.diagnosis.advice import advice_on
from tb_lrplugin.diagnosis.comparing import Case
from tb_lrplugin.diagnosis.model import Finding
from tb_lrplugin.words.numbers import format_rate, headline_rate

_NAME_OF_FIRST_RATE = {"burn-in": "burn-in rate", "warm-up": "warm-up's first rate"}


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
    advice = advice_on(case, "stuck_at_initial")
    return Finding(
        "stuck_at_initial",
        f"Stuck at the {name} {headline_rate(logged)} since {case.at(case.step_at(onset))}",
        f"All {case.series.counted} are {format_rate(logged)}, the schedule's rate at step 0. It asks for "
        f"{format_rate(there)} at {case.at(case.step_at(onset))} and for {format_rate(now)} at "
        f"{case.at(case.last_step)}, the last one logged. The schedule: {case.described}.",
        advice.causes,
        advice.fix,
        onset,
        phase if phase in _NAME_OF_FIRST_RATE else "initial",
    )
