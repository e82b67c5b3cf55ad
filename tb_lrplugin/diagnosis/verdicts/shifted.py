"""The rate follows the schedule, displaced by some steps."""

from __future__ import annotations

import numpy as np

from tb_lrplugin.diagnosis.advice import advice_on
from tb_lrplugin.diagnosis.comparing import Case
from tb_lrplugin.diagnosis.explaining import likeliest
from tb_lrplugin.diagnosis.explaining.leg import Leg
from tb_lrplugin.diagnosis.explaining.skips import MOST_SKIPPED, Skips
from tb_lrplugin.diagnosis.model import Finding
from tb_lrplugin.diagnosis.verdicts import restarted
from tb_lrplugin.schedules import OnAxis
from tb_lrplugin.tolerance import CONVENTIONAL_OFFSETS
from tb_lrplugin.words import counted, length
from tb_lrplugin.words.numbers import format_rate, format_step

# A step more or less is the logger's convention.
_CONVENTION = max(CONVENTIONAL_OFFSETS)
_SHOWN = 4
# A run that goes on from a checkpoint has found its scale before: more than this it was left behind otherwise.
_MOST_SKIPPED_LATER = 8


def find(case: Case) -> Finding | None:
    """Apply where the likeliest of the explanations found is an offset."""
    found = likeliest(case, "shifted")
    if found is None:
        return None
    best, alternatives = found
    offset = round(best.number)
    if _is_late_start(case, offset):
        leg = Leg(0, len(case.series), best.explained, best.offset, offset, restarts=True)
        return restarted.told(case, (leg,), (best.sentence(), *alternatives))
    # What is left when the logger's own offset is counted in: what a reader finds who compares steps.
    displaced = offset + best.offset
    count = _count(case, best.number + best.offset)
    ahead = best.number + best.offset > 0
    phase = _phase_cause(case, displaced) or counted_twice(case, displaced, 0)
    updates = _updates(case, best.number + best.offset)
    situation = "ahead" if ahead else "skipped" if not phase and _may_be_skipped(case, updates) else "behind"
    advice = advice_on(case, f"shifted/{situation}")
    at_last = case.at(case.last_step)
    skips, later = best.skips, f"{count} {'later' if ahead else 'earlier'}"
    way = later if skips is None else _growing(case, skips)
    due = f"at {case.at(case.last_step + displaced)}" if offset == best.number else later
    now = (
        f"at {at_last} the rate is {format_rate(float(case.values[-1]))}, due {due}, where "
        f"{format_rate(float(case.expected[-1]))} is asked for. The schedule: {case.described}."
    )
    return Finding(
        "shifted",
        f"{count} {'ahead of' if ahead else 'behind'} the schedule{', a few at a time' if skips else ''}",
        f"Every logged point is the schedule's rate {way}: {now}",
        (*phase, *_skipped(case, updates, situation), *advice.causes),
        advice.fix,
        case.first_disagreement,
        step_offset=displaced,
        boundary_steps=() if skips is None else tuple(map(case.step_at, skips.places)),
        alternatives=alternatives,
        explained=best.explained,
    )


def _updates(case: Case, displaced: float) -> int:
    """Give the length of a displacement in the schedule's own steps."""
    axis = case.schedule
    return round(abs(displaced) * (axis.steps_per_unit if isinstance(axis, OnAxis) else 1))


def _count(case: Case, displaced: float) -> str:
    """Name the length of a displacement; of a part of a unit in the schedule's own steps as well."""
    axis = case.schedule
    units = length(case.reading.unit, round(abs(displaced), 2))
    if float(displaced).is_integer() or not isinstance(axis, OnAxis):
        return units
    return f"{length('steps', _updates(case, displaced))} ({units})"


def _may_be_skipped(case: Case, behind: int) -> bool:
    """Say whether a loss scaler may have skipped so many updates: it halves its way down from 2^16, and once only."""
    steps = case.series.steps
    begins_late = len(steps) > 1 and bool(steps[0] > np.median(np.diff(steps)) + _CONVENTION)
    return behind <= (_MOST_SKIPPED_LATER if begins_late else MOST_SKIPPED)


def counted_twice(case: Case, ahead: int, start: int) -> tuple[str, ...]:
    """Say that a resume added its position to a counter that was there already, where the schedule is ahead by it.

    Args:
      case: the points.
      ahead: the steps by which the schedule is ahead from a point on.
      start: index of that point, the first one behind the resume.
    """
    first = case.step_at(start)
    interval = first - case.step_at(start - 1) if start else int(np.diff(case.series.steps[:2]).max(initial=0))
    if not (first > interval and first - interval - _CONVENTION <= ahead <= first + _CONVENTION):
        return ()
    return (
        f"The position was counted twice: the schedule's counter was restored to about {case.at(ahead)}, and what "
        "was done so far was added to it once more.",
    )


def _growing(case: Case, skips: Skips) -> str:
    """Say by how much the schedule is behind, and since when: "2 at first, 3 from step 51 on"."""
    first = -skips.offsets[0]
    begin = "none at first" if first <= 0 else f"{format_step(first)} at first"
    grown = [
        f"{format_step(-offset)} from {case.at(case.step_at(index))} on"
        for offset, index in zip(skips.offsets[1:], skips.places, strict=True)
    ]
    more = len(grown) - _SHOWN
    if more > 0:
        grown = [*grown[: _SHOWN - 1], f"and so on {counted(more, 'more time')}", grown[-1]]
    return f"some {case.reading.unit} earlier, {', '.join([begin, *grown])}"


def _skipped(case: Case, updates: int, situation: str) -> tuple[str, ...]:
    """Say that updates were skipped, and what in the run's settings speaks for it."""
    if situation != "skipped":
        return ()
    # The logger's own convention is not told apart from one more.
    own = 0 if isinstance(case.schedule, OnAxis) else case.reading.step_offset(case.series.run, case.series.tag)
    count = abs(-updates - own)
    setting = case.reading.loss_scaling
    if setting is None:
        return ()
    scaler = f"the loss scaler of {setting} skips" if setting else "as the loss scaler of mixed precision (fp16) skips"
    were = "1 update was skipped" if count == 1 else f"{format_step(count)} updates were skipped"
    how = f"{were}{':' if setting else ','} {scaler} those that overflow."
    late = " The one step more is the logger's own: it writes the rate of the update before." if own == -1 else ""
    return (f"{how} The log counts them, and the schedule does not.{late if count == updates - 1 else ''}",)


def _is_late_start(case: Case, offset: int) -> bool:
    """Say whether the schedule began within one logging interval before a first point that comes later than that.

    So it looks where a resumed run that lost the schedule's state logs into a directory of its own.
    """
    steps = case.series.steps
    if len(steps) < 2:
        return False
    # Points that were chosen at random begin late by chance.
    interval = float(np.diff(steps).max())
    return bool(0 <= steps[0] + offset <= interval < steps[0])


def _phase_cause(case: Case, offset: int) -> tuple[str, ...]:
    """Say which number of the schedule or the log the displacement is, if any."""
    phases = case.schedule.phases()
    for index, after in enumerate(phases[1:], start=1):
        if abs(after.start - abs(offset)) <= _CONVENTION:
            names = " and ".join(before.name for before in phases[:index])
            count = f"the schedule has {length('steps', after.start)} of it"
            if offset > 0:
                return (f"Without {names}: {count}, and the run begins behind them.",)
            return (f"Twice the {names}, or once in front of a schedule that has its own: {count}.",)
    first = case.step_at(0)
    # A first point after one logging interval or less is no start of its own.
    if abs(-offset - first) <= _CONVENTION < first:
        return (f"The schedule's own counter begins at 0 where the log begins at {case.at(first)}.",)
    return ()
