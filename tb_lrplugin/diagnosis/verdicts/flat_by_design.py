"""The schedule does decay, but not within the steps logged so far."""

from __future__ import annotations

import dataclasses
import math

import numpy as np

from tb_lrplugin.diagnosis.advice import advice_on, decay_within_run
from tb_lrplugin.diagnosis.comparing import Case
from tb_lrplugin.diagnosis.explaining.telling import turning_interval
from tb_lrplugin.diagnosis.model import Finding
from tb_lrplugin.diagnosis.verdicts.on_schedule import moves, next_is_unknown
from tb_lrplugin.diagnosis.warnings.plan import Plan
from tb_lrplugin.diagnosis.warnings.units import in_epochs
from tb_lrplugin.schedules import OnAxis
from tb_lrplugin.schedules.views import ExponentialPart, exponential_part, settled_at
from tb_lrplugin.words import every, length, one_of
from tb_lrplugin.words.numbers import format_percent, format_rate, format_step

# A continuous decay down by less than this would look flat as well.
_HARDLY = 0.05


def find(case: Case) -> Finding | None:
    """Apply where every point agrees but the expected rate moves by less than 1 % over the logged steps."""
    if not case.holds or moves(case) or case.schedule.is_constant:
        return None
    if case.reading.is_assumed:
        return _so_far(case)
    aliased = _at_one_phase(case)
    if aliased is not None:
        return aliased
    change = case.schedule.first_change(case.last_step + case.offset)
    if change is None:
        return _ended(case)
    part = exponential_part(case.schedule)
    is_falling_stair = part is not None and part.decay.staircase and part.decay.decay_rate < 1
    if part is not None and is_falling_stair and part.begin <= case.last_step < change:
        return _staircase(case, change, part)
    return _slow(case, change)


def _so_far(case: Case) -> Finding:
    rate = format_rate(float(case.values[-1]))
    return Finding(
        "flat_by_design",
        f"Flat by design so far{f' at {rate}' if case.is_flat else ', less than 1 % of change'}",
        f"All {case.series.counted} agree with the schedule: {case.described}. "
        f"{next_is_unknown('moves next' if case.is_flat else 'will have moved by 1 %')} If you know that it should "
        "have moved by now, it is stuck: `tb-lrplugin explain stuck_at_initial` has the causes.",
    )


def _at_one_phase(case: Case) -> Finding | None:
    """Apply where points that agree lie on one phase of a cycle each, so that a rate that stands would look the same.

    Args:
      case: points whose expected rates hardly differ.
    """
    turns = turning_interval(case)
    if turns is None:
        return None
    rate, unit = format_rate(float(case.values[-1])), case.reading.unit
    interval = float(np.median(np.diff(case.steps)))
    # A cycle turns twice: at its foot, and at its top or where the next one begins; and the interval is some of them.
    steps = interval / max(round(interval / (2 * turns)), 1)
    cycle, logged = length(unit, round(steps)), length(unit, round(interval))
    return Finding(
        "flat_by_design",
        f"Looks flat at {rate}: every point lies on one phase of the cycle (aliasing)",
        f"The schedule goes through a cycle in about {cycle}, and one point is logged every {logged}: all "
        f"{case.series.counted} fall on one phase of it, where {rate} is due ({case.described}). They agree, "
        "but a rate that stands still would look the same.",
        fix=f"Log several times within a cycle: {every(unit, max(round(steps / 10), 1))}, say.",
    )


def _ended(case: Case) -> Finding:
    end = settled_at(case.schedule)
    if end is not None and end <= float(case.steps[0]):
        return _over_before(case)
    rate = format_rate(float(case.values[-1]))
    return Finding(
        "flat_by_design",
        f"Flat by design at {rate}: no further change is asked for",
        f"All {case.series.counted} agree with the schedule ({case.described}), which asks "
        f"for no further change after {case.at(case.last_step)}.",
    )


def _over_before(case: Case) -> Finding:
    """Tell of a schedule that was over before the first logged point, where its lengths may count something else."""
    schedule, rate = case.schedule, format_rate(float(case.values[-1]))
    advice = advice_on(case, "flat_by_design/over")
    causes = advice.causes
    if isinstance(schedule, OnAxis):
        end, unit = settled_at(schedule.schedule), one_of(case.reading.unit)
        length = f" ({schedule.steps_per_unit:,} steps long)" if " " not in schedule.unit else ""
        when = f"at step {format_step(end or 0)}, before the end of the first {unit}{length}"
        headline = f"the schedule is over within the first {unit}"
        fix = in_epochs(Plan(case.reading, schedule), schedule) or advice.fix
    else:
        when = f"by {case.at(math.ceil(settled_at(schedule) or 0))}, before the first logged point"
        headline, fix = "the schedule was over before the first logged point", None
        if case.series.steps[0] > case.series.steps[-1] - case.series.steps[0]:
            # What goes on so far from step 0 has been resumed.
            causes = causes[::-1]
    return Finding(
        "flat_by_design",
        f"Flat by design at {rate}: {headline}",
        f"The configuration asks for a schedule that is over {when}: {case.described}. All "
        f"{case.series.counted} have the rate that it ends at, {rate}.",
        causes,
        fix,
    )


def _slow(case: Case, change: int) -> Finding:
    after = format_rate(case.schedule.value_at(change))
    at = case.at(change - case.offset)
    part = exponential_part(case.schedule)
    stands = case.schedule.value_at(change - 1) == case.schedule.value_at(case.last_step + case.offset)
    return Finding(
        "flat_by_design",
        f"Flat by design until {at}, {_what_then(case, change) if stands else 'less than 1 % of change so far'}",
        f"All {case.series.counted} agree with the schedule: {case.described}. Over the "
        f"logged steps it asks for {'no change' if stands else 'a change of less than 1 %'}; by {at} it will be at "
        f"{after}. The run stands at {case.at(case.last_step)}{_planned_end(case, change)}.",
        fix=decay_within_run(case, part) if part is not None and _is_beyond_plan(case, change) else None,
    )


def _staircase(case: Case, change: int, part: ExponentialPart) -> Finding:
    rate = format_rate(float(case.values[-1]))
    after = format_rate(case.schedule.value_at(change))
    at = case.at(change - case.offset)
    since_begin = case.last_step + case.offset - part.begin
    which = "first" if since_begin < part.decay.transition_steps else "next"
    continuous = dataclasses.replace(part.decay, staircase=False)
    down = 1.0 - continuous.value_at(since_begin) / part.decay.value_at(since_begin)
    hardly = ("Even without", "only ") if down < _HARDLY else ("Without", "")
    planned = (
        f" and the {format_step(case.planned_steps)} it is planned to take" if _is_beyond_plan(case, change) else ""
    )
    return Finding(
        "flat_by_design",
        f"Flat by design until {at}, {_what_then(case, change)}",
        f"The configuration asks for a staircase: {case.described}. So the rate stands at {rate} until the "
        f"{which} drop, to {after} at {at}; the run stands at {case.at(case.last_step)}"
        f"{_planned_end(case, change)}. {hardly[0]} "
        f"staircase, a continuous decay would be down by {hardly[1]}{format_percent(down)} by now.",
        causes=(
            f"One drop takes {format_step(part.decay.transition_steps)} steps, more than the run has taken so "
            f"far{planned}.",
            "decay_steps was written for another batch size or a longer run, or counts images instead of "
            "optimizer steps.",
        ),
        fix=decay_within_run(case, part),
    )


def _what_then(case: Case, change: int) -> str:
    then = f"then {format_rate(case.schedule.value_at(change))}"
    return f"{then}; the run ends before" if _is_beyond_plan(case, change) else then


def _planned_end(case: Case, change: int) -> str:
    if not _is_beyond_plan(case, change):
        return ""
    if case.last_step >= case.planned_steps:
        return ", its planned end"
    return f" and is planned to end at {case.at(case.planned_steps)}"


def _is_beyond_plan(case: Case, change: int) -> bool:
    return case.reading.total_steps is not None and change - case.offset > case.reading.total_steps
