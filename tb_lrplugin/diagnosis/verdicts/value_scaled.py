"""The rate follows the schedule times a constant."""

from __future__ import annotations

import math

from tb_lrplugin.diagnosis.comparing import Case
from tb_lrplugin.diagnosis.explaining import Explanation, factor, likeliest, whole_factor
from tb_lrplugin.diagnosis.model import Finding
from tb_lrplugin.words.numbers import format_rate

_USUAL_BATCH_SIZE = 256
# The square of a factor that is known to five digits; beyond a few hundred every number would be a whole one.
_SAME, _LARGEST_BATCHES = 1e-4, 256


def find(case: Case) -> Finding | None:
    """Apply where the likeliest of the explanations found is a factor on the rate."""
    found = likeliest(case, "value_scaled")
    if found is None:
        return None
    best, alternatives = found
    scale = best.number
    onset = case.first_disagreement
    times = f"{factor(scale)} times the schedule"
    return Finding(
        "value_scaled",
        times[0].upper() + times[1:],
        f"Every logged rate is {factor(scale)} times the one asked for: {format_rate(float(case.values[-1]))} instead "
        f"of {format_rate(float(case.expected[-1]))} at {case.at(case.last_step)}. The shape is that of the schedule: "
        f"{case.schedule.describe()}.",
        _causes(best),
        None,
        onset,
        value_scale=scale,
        step_offset=best.offset,
        alternatives=alternatives,
        explained=best.explained,
    )


def _causes(best: Explanation) -> tuple[str, ...]:
    scale = best.number
    settings = tuple(f"Your settings say {setting}, which is multiplied into the rate." for setting in best.settings)
    larger = scale if scale >= 1 else 1 / scale
    words = []
    whole = whole_factor(scale)
    if whole is not None:
        words.append(
            f"A batch-size rule scales the rate linearly: {whole} processes, or a batch {whole} times "
            f"{'larger' if scale > 1 else 'smaller'} than the reference (such as {_USUAL_BATCH_SIZE})."
        )
    squared = larger * larger
    if round(squared) <= _LARGEST_BATCHES and math.isclose(squared, round(squared), rel_tol=_SAME) and whole is None:
        words.append(
            f"A batch-size rule scales the rate with the square root of a batch {round(squared)} times as large."
        )
    words.append("The run was started with another base rate than the configured one, on the command line say.")
    words.append("This parameter group has a rate of its own (layer-wise decay, a lower rate for the backbone).")
    return settings + tuple(words)
