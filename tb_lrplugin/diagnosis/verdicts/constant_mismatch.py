"""A constant rate, but not the one the configuration begins with."""

from __future__ import annotations

import numpy as np

from tb_lrplugin.diagnosis.advice import schedule_object
from tb_lrplugin.diagnosis.case import Case
from tb_lrplugin.diagnosis.model import Finding
from tb_lrplugin.schedules.numbers import format_rate, format_step, headline_pair

# Defaults of Keras 3.15, torch 2.13 and tf.compat.v1 optimizers.
_DEFAULTS = {
    "adam": (0.001,),
    "adamw": (0.001,),
    "sgd": (0.01, 0.001),
    "momentum": (0.01, 0.001),
    "rms_prop": (0.001, 0.01),
    "rmsprop": (0.001, 0.01),
}
_ALL_DEFAULTS = (0.001, 0.01)


def find(case: Case) -> Finding | None:
    """Apply where two or more points are all one value, and not the schedule's first one."""
    if case.agreement.holds or not case.is_flat or len(case.series) < 2:
        return None
    onset = case.agreement.first_disagreement
    logged = float(case.values[-1])
    first = case.schedule.value_at(0)
    meaning, cause = _meaning(case, logged)
    is_rate, due_rate = headline_pair(logged, float(case.expected[onset]))
    return Finding(
        "constant_mismatch",
        f"Constant at {is_rate}, not at the configured {due_rate}",
        f"All {len(case.series):,} logged points are {format_rate(logged)}{meaning}. The configuration begins at "
        f"{format_rate(first)} and asks for {format_rate(float(case.expected[-1]))} at "
        f"{case.at(case.last_step)}: {case.schedule.describe()}.",
        (
            cause,
            "The run was started with another configuration than the one that lies beside it.",
            "The rate was computed once, at another step than 0, and handed to the optimizer as a number.",
        ),
        schedule_object(case) if not case.schedule.is_constant else None,
        onset,
    )


def _meaning(case: Case, logged: float) -> tuple[str, str]:
    """Name the nearest meaning of the value, and the cause that goes with it."""
    steps = np.linspace(0, max(case.planned_steps, 1), 1025).astype(np.int64)
    rates = case.schedule(steps)
    if case.is_near(logged, float(rates.max())):
        return ", the schedule's base rate", "The optimizer got the base rate alone; the schedule was left out."
    if case.is_near(logged, float(rates.min())):
        return (
            f", the lowest rate the schedule reaches within {format_step(case.planned_steps)} steps",
            "The schedule ran to its end before the first step (a total far too small, or a step counter that "
            "starts far beyond it).",
        )
    for default in _DEFAULTS.get(case.reading.optimizer.lower(), _ALL_DEFAULTS):
        if case.is_near(logged, default):
            return (
                ", a usual default of optimizers",
                "The optimizer was made without a learning rate and took its default.",
            )
    return "", "The optimizer got another number than the configured one."
