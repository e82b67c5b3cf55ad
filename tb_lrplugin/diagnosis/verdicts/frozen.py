"""The rate followed the schedule up to a step and stands still from there on, where it was or after a jump."""

from __future__ import annotations

import numpy as np

from tb_lrplugin.data.series import IntArray
from tb_lrplugin.diagnosis.advice import advice_on
from tb_lrplugin.diagnosis.comparing import Case, is_flat
from tb_lrplugin.diagnosis.comparing.pauses import seconds_paused
from tb_lrplugin.diagnosis.explaining.searching import crossings
from tb_lrplugin.diagnosis.meaning import meaning_of
from tb_lrplugin.diagnosis.model import Finding
from tb_lrplugin.diagnosis.verdicts.shifted import counted_twice
from tb_lrplugin.schedules.views import settled_at
from tb_lrplugin.words.numbers import format_duration, format_rate, headline_pair

_AFTER_RESUME = "after resume"
_SITUATIONS = {"mid-decay": "frozen", _AFTER_RESUME: "frozen/after resume"}
_PREPARATIONS = ("burn-in", "warm-up")
# A rate below this share of the largest says nothing of a factor.
_NEXT_TO_0 = 1e-3
# A difference shows where it is no smaller than this share of the largest.
_SHOWS = 0.1
# To tell a jump: one point may agree by chance; a schedule that is started again may stand still as well, for a point
# or two.
_LEAST_FOLLOWED, _LEAST_STANDING = 2, 3


def find(case: Case) -> Finding | None:
    """Apply where the points agree up to one, and all from there on are one value although the schedule moves."""
    if case.holds:
        return None
    if case.first_disagreement == 0 and len(case) > 1 and is_flat(case.values[1:]):
        # Where all but the first point stand, that one alone tells the logger's own offset.
        case = max(case.conventions(), key=lambda one: one.first_disagreement)
    onset = case.first_disagreement
    if onset == 0 or not _stands_still(case, onset):
        return None
    logged = float(case.values[-1])
    resumed, paused = _resume(case, onset)
    phase = _AFTER_RESUME if resumed == onset else _phase(case, logged, onset, resumed)
    there, now = float(case.expected[onset]), float(case.expected[-1])
    headline = {
        "after burn-in": "Frozen since burn-in ended",
        "after warm-up": "Frozen since warm-up ended",
        _AFTER_RESUME: f"Frozen since the resume at {case.at(case.step_at(resumed or onset))}",
    }.get(phase, f"Frozen since {case.at(case.step_at(onset - 1))}")
    pause = (
        f" Before {case.at(case.step_at(resumed))} the run paused for {format_duration(paused)}."
        if phase == _AFTER_RESUME and resumed is not None
        else ""
    )
    advice = advice_on(case, _SITUATIONS.get(phase, "frozen/after preparation"))
    return Finding(
        "frozen",
        f"{headline}: {_where_due(case, onset)}",
        f"Followed the schedule up to {case.at(case.step_at(onset - 1))} and stands at {format_rate(logged)} "
        f"ever since. The schedule asks for {format_rate(there)} at {case.at(case.step_at(onset))} and for "
        f"{format_rate(now)} at {case.at(case.last_step)}.{pause} The schedule: {case.described}.",
        advice.causes,
        advice.fix,
        onset,
        phase,
        step_offset=case.offset,
    )


def find_after_jump(case: Case) -> Finding | None:
    """Apply where two points or more agree up to a jump, and three or more from there on are one value.

    Such is a resume that lost the schedule. The expected rate must have moved twice meanwhile, so that a move which
    only comes late is not taken for none. Asked after the restarts, which explain a jump that does not stand.
    """
    onset = case.first_disagreement
    tail = case.values[onset:]
    if onset < _LEAST_FOLLOWED or len(tail) < _LEAST_STANDING or not is_flat(tail) or _moves(case, onset) < 2:
        return None
    logged = float(tail[-1])
    there, now = float(case.expected[onset]), float(case.expected[-1])
    if case.is_near(logged, now):
        return None
    paused = float(seconds_paused(case.series)[onset])
    meaning = meaning_of(case, logged)
    what = "" if meaning is None else f", {meaning.name},"
    at, since = case.at(case.step_at(onset)), case.at(case.step_at(onset - 1))
    evidence = (
        f"Between the two the run paused for {format_duration(paused)}: it was resumed there."
        if paused
        else "The wall-clock times show no pause there: a resume at once, or something else that set the rate."
    )
    advice = advice_on(case, _SITUATIONS[_AFTER_RESUME])
    return Finding(
        "frozen",
        f"{'Frozen since the resume' if paused else 'Jumps and stands still'} at {at}: {_where_due(case, onset)}",
        f"Followed the schedule up to {since}, was at {format_rate(logged)}{what} at {at}, and stands there ever "
        f"since. {evidence} The schedule asks for {format_rate(there)} at {at} and for {format_rate(now)} at "
        f"{case.at(case.last_step)}: {case.described}.",
        (
            *_counted_twice(case, onset),
            *advice.causes,
            "A callback or the training loop set the rate there, as a plain number that replaced the schedule.",
        ),
        advice.fix,
        onset,
        _AFTER_RESUME,
    )


def _counted_twice(case: Case, onset: int) -> tuple[str, ...]:
    """Say that the position was counted twice, where twice of it lies behind the end and the rate is that."""
    at, end = case.step_at(onset), settled_at(case.schedule)
    is_over = (
        end is not None and end <= 2 * at and case.is_near(float(case.values[onset]), case.schedule.value_at(2 * at))
    )
    return counted_twice(case, at, onset) if is_over else ()


def _moves(case: Case, onset: int) -> int:
    """Count the points since the onset at which the expected rate is another than at the point before."""
    expected = case.expected[onset:]
    return int((np.abs(np.diff(expected)) > case.tolerance_at(expected[1:])).sum())


def _where_due(case: Case, onset: int) -> str:
    """Set the due rate beside the one that stands: that of the last point, unless it happens to be near."""
    differences = np.abs(case.values - case.expected)[onset:]
    last, worst = float(differences[-1]), int(np.argmax(differences))
    index = len(case) - 1 if last >= _SHOWS * differences[worst] else onset + worst
    is_rate, due_rate = headline_pair(float(case.values[-1]), float(case.expected[index]))
    return f"{is_rate} where {due_rate} is due at {case.at(case.step_at(index))}"


def _stands_still(case: Case, onset: int) -> bool:
    tail = case.values[onset:]
    if not is_flat(tail):
        return False
    before, value = float(case.values[onset - 1]), float(tail[0])
    if case.is_near(value, before):
        # One point may be late by an interval of the log. Where it was on time at an earlier move, it is not.
        return len(tail) >= 2 or _has_moved(case, onset)
    # Frozen between two logged points: at a rate the schedule had on the way. One point alone does not
    # show that it stands, and where nothing moves any more, a first rate next to 0 is right at every level.
    if len(tail) < 2 or (onset == 1 and before <= _NEXT_TO_0 * case.scale and is_flat(case.expected[onset:])):
        return False
    offset = case.offset
    start, stop = case.step_at(onset - 1) + offset, case.step_at(onset) + offset + 1
    # Between two corners a schedule only falls or only rises, so the corners bound the way.
    corners = case.schedule.pieces(start, stop).starts
    places = np.unique(np.concatenate([corners, corners[1:] - 1, [stop - 1]]))
    way = case.schedule(places)
    lowest, highest = float(way.min()), float(way.max())
    if case.is_near(value, lowest) or case.is_near(value, highest):
        return True
    return lowest < value < highest and _is_passed(case, onset, value, places)


def _is_passed(case: Case, onset: int, value: float, places: IntArray) -> bool:
    """Say whether a whole step between some places has a rate: what froze had been computed."""
    steps = crossings(case.rates, places.astype(np.float64), value)[:, None] + np.arange(-1.0, 2.0)
    return bool(case[onset : onset + 1].near(case.rates.nearest(steps.ravel())[:, None]).any())


def _has_moved(case: Case, onset: int) -> bool:
    """Say whether the points followed a move of the schedule before they stood still."""
    followed = case.expected[:onset]
    least = case.tolerance_at(followed[0])
    return bool((np.abs(followed - followed[0]) > 2 * least).any())


def _resume(case: Case, onset: int) -> tuple[int | None, float]:
    """Find the pause after which the rate stands: the last one since it took its value; None where there is none."""
    value = float(case.values[onset])
    standing = onset
    while standing > 0 and case.is_near(value, float(case.values[standing - 1])):
        standing -= 1
    # At its first value the rate may stand since before the pause, or, after a jump, since the pause itself.
    paused = seconds_paused(case.series)[standing : onset + 1]
    found = np.flatnonzero(paused)
    return (standing + int(found[-1]), float(paused[found[-1]])) if len(found) else (None, 0.0)


def _phase(case: Case, logged: float, onset: int, resumed: int | None) -> str:
    """Name where it froze: at the very rate with which burn-in or warm-up ended, at a resume, or in mid-decay."""
    for before, phase in zip(case.schedule.phases(), case.schedule.phases()[1:], strict=False):
        reached = before.name in _PREPARATIONS and phase.start <= case.step_at(onset)
        if reached and case.is_near(logged, case.schedule.value_at(phase.start)):
            return f"after {before.name}"
    return "mid-decay" if resumed is None else _AFTER_RESUME
