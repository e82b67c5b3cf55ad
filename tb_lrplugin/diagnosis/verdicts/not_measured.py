"""The logged rate was evaluated anew from the configuration, so its agreement says nothing of the optimizer."""

from __future__ import annotations

from tb_lrplugin.diagnosis.comparing import Case
from tb_lrplugin.diagnosis.model import Finding
from tb_lrplugin.words.numbers import format_rate, headline_rate


def find(case: Case) -> Finding | None:
    """Apply where every point agrees, and the logger is known to evaluate the configured schedule by itself."""
    if not case.reading.is_recomputed or not case.holds:
        return None
    last = float(case.values[-1])
    return Finding(
        "not_measured",
        f"Not measured: the schedule's own {headline_rate(last)}, not the optimizer's rate",
        f"All {case.series.counted} agree with the schedule, {case.described}, the last with "
        f"{format_rate(last)} at {case.at(case.last_step)}. But this framework's logger evaluates the schedule of the "
        "configuration anew at every step and never asks the optimizer, so the points would agree even if the "
        "optimizer used another rate, or none.",
        (
            "That is how the framework logs; nothing needs to be wrong.",
            "A fault between schedule and optimizer (a second schedule, a frozen step counter, a resumed state) does "
            "not show in this series.",
        ),
        "# log what the optimizer itself holds; with JAX and optax, make the rate part of its state:\n"
        "optimizer = optax.inject_hyperparams(optax.adamw)(learning_rate=schedule)\n"
        'rate = optimizer_state.hyperparams["learning_rate"]',
    )
