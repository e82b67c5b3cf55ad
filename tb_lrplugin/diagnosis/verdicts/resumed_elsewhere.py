"""The rate follows the schedule in another way from some step on, or leaves it for single points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from tb_lrplugin.diagnosis.advice import advice_on
from tb_lrplugin.diagnosis.comparing import Case
from tb_lrplugin.diagnosis.explaining import factor
from tb_lrplugin.diagnosis.explaining.leg import Leg
from tb_lrplugin.diagnosis.explaining.legs import find_legs
from tb_lrplugin.diagnosis.explaining.total import known_total
from tb_lrplugin.diagnosis.model import Finding
from tb_lrplugin.diagnosis.verdicts.shifted import counted_twice
from tb_lrplugin.words import capitalized, counted, listed
from tb_lrplugin.words.numbers import format_rate, format_step

_SHOWN = 4


def find(case: Case) -> Finding | None:
    """Apply where legs follow the schedule scaled, displaced or at another pace; restarts were asked for before."""
    legs = case.once(find_legs)
    if not legs:
        return None
    onset = case.first_disagreement
    boundaries = tuple(case.step_at(leg.start) for leg in legs[1:])
    odd = [leg for leg in legs if not leg.is_plain]
    is_transient = legs[-1].is_plain and all(len(leg) < 3 for leg in odd)
    last = legs[-1]
    first_odd, strayed = odd[0], sum(map(len, odd))
    at = case.at(case.step_at(first_odd.start))
    headline = (
        f"Leaves the schedule for {counted(strayed, 'point')}{', the first' if len(odd) > 1 else ''} at {at}"
        if is_transient
        else f"{capitalized(_way(case, first_odd))} up to {case.at(case.step_at(first_odd.stop - 1))}, "
        "since then as asked for"
        if first_odd.start == 0 and len(odd) == 1 and len(legs) > 1
        else f"Goes on elsewhere from {at}: {_way(case, first_odd)}"
    )
    parts = "; ".join(f"from {case.at(case.step_at(leg.start))} {_way(case, leg)}" for leg in legs[:_SHOWN])
    more = f"; and {len(legs) - _SHOWN:,} more legs" if len(legs) > _SHOWN else ""
    advice = advice_on(case, "resumed_elsewhere")
    twice = counted_twice(case, first_odd.step_offset, first_odd.start)
    if twice and not any("twice" in cause for cause in advice.causes):
        advice = replace(advice, causes=(*twice, *advice.causes))
    raised = _raised(case, legs)
    if raised is not None:
        headline, advice = raised, replace(advice, causes=(_cause_of_total(legs), *advice.causes[:1]), fix=_KEEP_TOTAL)
    return Finding(
        "resumed_elsewhere",
        headline,
        f"The points follow the schedule in {len(legs):,} legs: {parts}{more}. At {case.at(case.last_step)} the "
        f"rate is {format_rate(float(case.values[-1]))}, asked for is {format_rate(float(case.expected[-1]))}. The "
        f"schedule: {case.described}.",
        _TRANSIENT_CAUSES if is_transient else advice.causes,
        None if is_transient else advice.fix,
        onset,
        phase="after resume",
        time_scale=last.time_scale,
        value_scale=last.value_scale,
        step_offset=last.step_offset + last.offset,
        restart_steps=tuple(case.step_at(leg.start) for leg in legs if leg.restarts),
        boundary_steps=boundaries,
        explained=np.concatenate([leg.explained for leg in legs]),
    )


def _raised(case: Case, legs: Sequence[Leg]) -> str | None:
    """Say that the total was changed between two legs; None where anything else was."""
    configured = known_total(case)
    others = [leg for leg in legs if leg.total is not None]
    is_told = others and all(leg.total is not None or leg.is_plain for leg in legs)
    if configured is None or not is_told or len(others) == len(legs) or len(legs) > _SHOWN:
        return None
    totals = [configured if leg.total is None else leg.total for leg in legs]
    changes = [
        f"{'raised' if after > before else 'lowered'} {f'from {format_step(before)} ' if not index else ''}"
        f"to {format_step(after)} {case.reading.unit} at {case.at(case.step_at(leg.start))}"
        for index, (before, after, leg) in enumerate(zip(totals, totals[1:], legs[1:], strict=False))
    ]
    return f"The total was {listed(changes)}"


def _cause_of_total(legs: Sequence[Leg]) -> str:
    which = "last" if legs[-1].is_plain else "first"
    return (
        "The run was resumed with another total: the schedule is drawn anew over all of it, so that the rate jumps. "
        f"The configuration is that of the {which} part."
    )


def _way(case: Case, leg: Leg) -> str:
    """Say in which way a leg follows the schedule."""
    if leg.is_plain:
        return "as asked for"
    if leg.jumps:
        return f"at {format_rate(float(case.values[leg.start]))}"
    if leg.total is not None:
        return f"with a total of {format_step(leg.total)}"
    words = []
    if leg.value_scale != 1:
        words.append(f"{factor(leg.value_scale)} times the rate")
    if leg.time_scale != 1:
        words.append(f"{factor(leg.time_scale)} times the pace")
    if leg.restarts:
        words.append("from the start again")
    elif leg.step_offset:
        words.append(
            f"{format_step(abs(leg.step_offset))} {case.reading.unit} {'ahead' if leg.step_offset > 0 else 'behind'}"
        )
    return " and ".join(words)


_KEEP_TOTAL = (
    "If more steps are wanted without a jump of the rate, resume with the total as it was and let a second run, with a "
    "schedule of its own, go on from the weights."
)
# One point that shows a scheduler's first rate needs no mending.
_TRANSIENT_CAUSES = (
    "A scheduler that is made at a resume sets its first rate before its state is loaded, so that one logged point "
    "shows that rate.",
    "Two writers log under one tag, another parameter group say.",
)
