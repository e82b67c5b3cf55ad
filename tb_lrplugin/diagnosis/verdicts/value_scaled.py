"""The rate follows the schedule times a constant."""

from __future__ import annotations

import math

from tb_lrplugin.diagnosis.advice import advice_on, coincidence, goes_on
from tb_lrplugin.diagnosis.comparing import Case
from tb_lrplugin.diagnosis.explaining import factor, likeliest, multiple
from tb_lrplugin.diagnosis.explaining.legs import find_legs
from tb_lrplugin.diagnosis.model import Finding
from tb_lrplugin.words.numbers import format_rate
from tb_lrplugin.words.round_numbers import whole_factor

_USUAL_BATCH_SIZE = 256
# The square of a factor that is known to five digits; beyond a few hundred every number would be a whole one.
_SAME, _LARGEST_BATCHES = 1e-4, 256


def find(case: Case) -> Finding | None:
    """Apply where the likeliest of the explanations found is a factor on the rate."""
    found = likeliest(case, "value_scaled")
    if found is None or _begins_anew(case):
        return None
    best, alternatives = found
    scale = best.number
    onset = case.first_disagreement
    headline = multiple(scale, "the scheduled rate")
    larger = scale if scale >= 1 else 1 / scale
    advice = advice_on(case, "value_scaled")
    # A framework's own advice names the rules that it has.
    rules = () if advice.fix else _batch_rules(scale)
    return Finding(
        "value_scaled",
        headline,
        f"Every logged rate is {multiple(scale, 'the one asked for')}: {format_rate(float(case.values[-1]))} instead "
        f"of {format_rate(float(case.expected[-1]))} at {case.at(case.last_step)}. The shape is that of the schedule: "
        f"{case.described}.",
        (*rules, *advice.causes, *coincidence(best.settings, factor(larger))),
        advice.fix,
        onset,
        value_scale=scale,
        step_offset=best.offset,
        alternatives=alternatives,
        explained=best.explained,
    )


def _begins_anew(case: Case) -> bool:
    """Say whether a run that goes on from a step far above 0 follows its schedule from the beginning.

    Of an exponential decay a level is a place as well, and a level that is the first rate again is no chance.
    """
    if not goes_on(case) or not any(
        case.is_near(float(case.values[0]), case.schedule.value_at(step)) for step in (0, 1)
    ):
        return False
    legs = case.once(find_legs)
    return len(legs) == 1 and legs[0].restarts


def _batch_rules(scale: float) -> tuple[str, ...]:
    """List the rules for the rate of another batch that would give the factor, for a framework that is not known."""
    larger = scale if scale >= 1 else 1 / scale
    whole = whole_factor(scale)
    if whole is not None:
        return (
            f"A batch-size rule scales the rate linearly: {whole} processes, or a batch {whole} times "
            f"{'larger' if scale > 1 else 'smaller'} than the reference (such as {_USUAL_BATCH_SIZE}).",
        )
    squared = larger * larger
    if round(squared) <= _LARGEST_BATCHES and math.isclose(squared, round(squared), rel_tol=_SAME):
        return (f"A batch-size rule scales the rate with the square root of a batch {round(squared)} times as large.",)
    return ()
