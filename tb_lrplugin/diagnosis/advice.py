"""What to write instead, in the syntax of the source that was read."""

from __future__ import annotations

import math

from tb_lrplugin.diagnosis.case import Case
from tb_lrplugin.diagnosis.keras_code import optimizer_code
from tb_lrplugin.diagnosis.parts import ExponentialPart
from tb_lrplugin.schedules import Constant
from tb_lrplugin.schedules.numbers import format_rate, format_step

# The end rate that a decay over a whole run is usually meant to reach, relative to its start.
_USUAL_END = 0.1


def decay_within_run(case: Case, part: ExponentialPart) -> str | None:
    """Write the exponential decay that reaches a tenth of its rate by the end of the planned steps.

    Returns:
      Text to copy; None where the run is too short for the drops, or the rate does not decay.
    """
    decay = part.decay
    steps = case.planned_steps - part.begin
    if not 0 < decay.decay_rate < 1 or steps < 1:
        return None
    # Rates come from float32 fields: 0.1 ** (1 / 45) drops must not become 46 by rounding.
    drops = math.ceil(math.log(_USUAL_END) / math.log(decay.decay_rate) - 1e-6)
    if drops > steps:
        return None
    decay_steps = steps // drops
    end = format_rate(float(f"{decay.init_value * decay.decay_rate**drops:.3g}"))
    intent = (
        f"# down to {end} by step {format_step(case.planned_steps)}: {drops} drops of "
        f"{format_rate(decay.decay_rate)}, one every {format_step(decay_steps)} steps"
    )
    if case.reading.kind == "pipeline_config":
        fields = [
            f"initial_learning_rate: {format_rate(decay.init_value)}",
            f"decay_steps: {decay_steps}",
            f"decay_factor: {format_rate(decay.decay_rate)}",
        ]
        if isinstance(part.burnin, Constant):
            fields.append(f"burnin_learning_rate: {format_rate(part.burnin.value)}")
            fields.append(f"burnin_steps: {part.begin}")
        if part.min_value:
            fields.append(f"min_learning_rate: {format_rate(part.min_value)}")
        if not decay.staircase:
            fields.append("staircase: false")
        body = "".join(f"  {field}\n" for field in fields)
        return f"{intent}\nexponential_decay_learning_rate {{\n{body}}}"
    return f"{intent}\ndecay_steps = {decay_steps}"


def schedule_object(case: Case) -> str:
    """Write code that hands the schedule itself, not a number, to the optimizer."""
    return optimizer_code(case.schedule, case.reading.optimizer)
