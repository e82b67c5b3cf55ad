"""The schedule began again at one or more steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from tb_lrplugin.diagnosis.advice import advice_on
from tb_lrplugin.diagnosis.comparing import Case
from tb_lrplugin.diagnosis.comparing.pauses import seconds_paused
from tb_lrplugin.diagnosis.explaining import factor
from tb_lrplugin.diagnosis.explaining.leg import Leg
from tb_lrplugin.diagnosis.explaining.legs import find_legs
from tb_lrplugin.diagnosis.model import Finding
from tb_lrplugin.words import places, uncapitalized
from tb_lrplugin.words.numbers import format_duration, format_rate, format_step, headline_pair, headline_rate

_SHOWN = 4
_LEFT_BEHIND = (
    "The scheduler was made anew on an optimizer whose state was loaded: it takes the rate that it finds there, which "
    "had decayed already, for its first one.",
)
# Legs of one length within this share of it are a reset on a beat.
_EVEN = 0.02


def find(case: Case) -> Finding | None:
    """Apply where every leg follows the schedule, and each but the first begins at its step 0.

    Of a run that goes on in a directory of its own the first leg may be such a one as well.
    """
    legs = case.once(find_legs)
    return told(case, legs) if _is_restart(legs) else None


def told(case: Case, legs: Sequence[Leg], alternatives: tuple[str, ...] = ()) -> Finding:
    """Tell of legs that begin again, and of what else fits as well."""
    begun = [leg for leg in legs if leg.restarts]
    offset = legs[0].offset
    onset = case.first_disagreement
    steps = tuple(_begin(case, leg) for leg in begun)
    shown = places(case.reading.unit, steps, _SHOWN)
    beat = _beat(steps)
    # A headline names the first, the text some more.
    others = (
        f" and {len(steps) - 1:,} more times" if len(steps) > 2 else f" and {case.at(steps[-1])}" if steps[1:] else ""
    )
    headline = (
        f"Restarted every {format_step(beat)} {case.reading.unit}"
        if beat
        else f"Restarted at {case.at(steps[0])}{others}"
    )
    last, pace = begun[-1], legs[0].time_scale
    own = round(pace * (case.last_step + last.step_offset))
    pause = _pause(case, begun[0])
    begins_late = legs[0].restarts and len(legs) == 1
    what = f"The log begins at {shown}, the schedule with it" if begins_late else f"The schedule began again at {shown}"
    advice = advice_on(case, "restarted/on a beat" if beat else "restarted")
    lowered = last.value_scale != 1
    cause = _LEFT_BEHIND if lowered else ()
    return Finding(
        "restarted",
        f"{_at_pace(pace)}{headline if pace == 1 else uncapitalized(headline)}: "
        f"{_rate_now(case, is_short=len(steps) == 1 and pace == 1)}",
        f"{what}{_from_rate(case, begun)}{pause}. At {case.at(case.last_step)} it stands where it "
        f"{_would_have_been(last)} at {case.at(own)}: "
        f"{format_rate(float(case.values[-1]))} instead of {format_rate(float(case.expected[-1]))}. The schedule: "
        f"{case.described}.",
        (*_of_pace(case, pace), *cause, *advice.causes),
        advice.fix,
        onset,
        time_scale=pace,
        value_scale=last.value_scale,
        step_offset=offset,
        restart_steps=steps,
        boundary_steps=tuple(case.step_at(leg.start) for leg in legs[1:]),
        alternatives=alternatives,
        explained=np.concatenate([leg.explained for leg in legs]),
    )


def _at_pace(pace: float) -> str:
    """Say how much too fast or too slow the schedule runs besides, to be followed by its restarts."""
    if pace == 1:
        return ""
    return f"Runs {factor(max(pace, 1 / pace))} times too {'fast' if pace > 1 else 'slow'}, and "


def _of_pace(case: Case, pace: float) -> tuple[str, ...]:
    """Give the first cause of another pace."""
    return () if pace == 1 else advice_on(case, f"time_scaled/{'fast' if pace > 1 else 'slow'}").causes[:1]


def _rate_now(case: Case, *, is_short: bool) -> str:
    """Tell the last rate, beside the one that is due where there is room and another."""
    rate, due = float(case.values[-1]), float(case.expected[-1])
    if not is_short or case.agrees[-1]:
        return f"{headline_rate(rate)} now"
    is_rate, due_rate = headline_pair(rate, due)
    # These are not the rates of the step that stands before them.
    return f"{is_rate} where {due_rate} is due at {case.at(case.last_step)}"


def _from_rate(case: Case, begun: Sequence[Leg]) -> str:
    """Name the rates with which it began again, where those are not the first one."""
    if all(leg.value_scale == 1 for leg in begun):
        return ""
    first = case.schedule.value_at(0)
    rates = ", ".join(format_rate(first * leg.value_scale, 4) for leg in begun[:_SHOWN])
    return f", from the rate that was left behind there ({rates} instead of {format_rate(first)})"


def _would_have_been(leg: Leg) -> str:
    return (
        "should have been"
        if leg.value_scale == 1
        else f"would be, at {format_rate(leg.value_scale, 4)} times the rate,"
    )


def _begin(case: Case, leg: Leg) -> int:
    """Give the first logged step of a new start; on a plateau the log shows it only later."""
    own_start = -leg.step_offset - leg.offset
    return case.step_at(min(int(np.searchsorted(case.series.steps, own_start)), leg.start))


def _is_restart(legs: Sequence[Leg]) -> bool:
    """Say whether something restarts, and nothing happens that a restart would not explain; at one pace all along."""
    legs = [replace(leg, time_scale=1.0) if leg.time_scale == legs[0].time_scale else leg for leg in legs]
    plain = all((leg.value_scale == 1 or leg.restarts) and leg.time_scale == 1 for leg in legs)
    return plain and any(leg.restarts for leg in legs) and all(leg.restarts or leg.is_plain for leg in legs)


def _beat(steps: tuple[int, ...]) -> int | None:
    """Give the number of steps between restarts where it is always the same; None for fewer than three."""
    lengths = np.diff(np.asarray(steps))
    if len(lengths) < 2 or np.ptp(lengths) > _EVEN * lengths.max():
        return None
    return round(float(lengths.mean()))


def _pause(case: Case, leg: Leg) -> str:
    """Say how long nothing was logged before the leg, where that tells of a resume."""
    paused = float(seconds_paused(case.series)[leg.start])
    return f", after a pause of {format_duration(paused)}" if paused else ""
