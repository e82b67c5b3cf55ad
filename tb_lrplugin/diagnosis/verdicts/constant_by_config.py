"""The configuration asks for a constant rate, and that is what is logged."""

from __future__ import annotations

from tb_lrplugin.diagnosis.comparing import Case
from tb_lrplugin.diagnosis.model import Finding
from tb_lrplugin.words.numbers import format_rate


def find(case: Case) -> Finding | None:
    """Apply where every point agrees and the schedule is constant at every step."""
    if not case.holds or not case.schedule.is_constant:
        return None
    rate, witness = format_rate(float(case.expected[-1])), case.reading.witness
    asked = f"The configuration asks for one rate, {rate}, at every step"
    if witness is not None and not witness.scheduler and case.reading.names_rate_alone:
        asked = f"{witness.where} holds an optimizer that was made with the rate {rate}, and no scheduler"
    return Finding(
        "constant_by_config",
        f"Constant at {rate}, as configured",
        f"{asked}, and all {case.series.counted} have it.",
    )
