"""A constant rate, but not the one the configuration begins with."""

from __future__ import annotations

from tb_lrplugin.diagnosis.advice import advice_on
from tb_lrplugin.diagnosis.comparing import Case
from tb_lrplugin.diagnosis.meaning import meaning_of
from tb_lrplugin.diagnosis.model import Finding
from tb_lrplugin.words.numbers import format_rate, headline_pair


def find(case: Case) -> Finding | None:
    """Apply where two or more points are all one value, and not the schedule's first one."""
    if case.holds or not case.is_flat or len(case.series) < 2:
        return None
    onset = case.first_disagreement
    logged = float(case.values[-1])
    first = case.schedule.value_at(0)
    meaning = meaning_of(case, logged)
    # Of a schedule that moves, one rate is not what is configured; where it is due belongs to it.
    is_constant, worst = case.schedule.is_constant, case.farthest
    is_rate, due_rate = headline_pair(logged, float(case.expected[onset if is_constant else worst]))
    what, cause = (
        ("", "The optimizer got another number than the configured one.")
        if meaning is None
        else (f", {meaning.name}", meaning.cause)
    )
    # A schedule that is over was given too short a length, or goes on from beyond it, whatever the rates are.
    is_over = meaning is not None and meaning.is_end and not case.reading.is_recomputed
    advice = advice_on(case, "flat_by_design/over" if is_over else "constant_mismatch", (cause,))
    return Finding(
        "constant_mismatch",
        f"Constant at {is_rate}, not at the configured {due_rate}"
        if is_constant
        else f"Constant at {is_rate} where {due_rate} is due at {case.at(case.step_at(worst))}",
        f"All {case.series.counted} are {format_rate(logged)}{what}. The configuration begins at "
        f"{format_rate(first)} and asks for {format_rate(float(case.expected[-1]))} at "
        f"{case.at(case.last_step)}: {case.described}.",
        advice.causes,
        advice.fix,
        onset,
    )
