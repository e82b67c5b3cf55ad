"""Curves one after the other: where they meet, the schedule they make and the words for it."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tb_lrplugin.diagnosis.describing.curves import Curve, Decay, Flat, HalfWave, Line, Polyline, Power, Root
from tb_lrplugin.diagnosis.describing.one_curve import zero_between
from tb_lrplugin.diagnosis.describing.points import NEXT_TO_NOTHING, Points
from tb_lrplugin.diagnosis.describing.stairs import Drops
from tb_lrplugin.diagnosis.describing.words import shape
from tb_lrplugin.schedules import Constant, Join, Schedule, ScheduleError
from tb_lrplugin.schedules.base import MAX_STEP
from tb_lrplugin.tolerance import tolerance
from tb_lrplugin.words import length, place
from tb_lrplugin.words.numbers import format_rate
from tb_lrplugin.words.round_numbers import roundest_step

_THEN_CONSTANT = ", then constant"
# The meeting of two curves is known to this share of the interval that holds it.
_KNOWN_MEETING = 1e-3


@dataclass(frozen=True)
class Piece:
    """A curve and the first and last logged step that follow it."""

    curve: Curve
    first: float
    last: float

    @staticmethod
    def over(points: Points, curve: Curve) -> Piece:
        """Let all of some points follow a curve."""
        return Piece(curve, float(points.x[0]), float(points.x[-1]))


@dataclass(frozen=True)
class _Leg:
    """What a curve holds for: its schedule counts from `start`, and another takes over at `stop`, or logging ends."""

    curve: Curve
    schedule: Schedule
    start: int
    stop: int


@dataclass(frozen=True)
class Description:
    """A schedule and the words for it."""

    schedule: Schedule
    text: str


def describe(pieces: Sequence[Piece], points: Points, unit: str) -> Description | None:
    """Build the schedule that follows curve after curve.

    Args:
      pieces: one or more, in order, that share no point.
      points: all points, to settle where a jump happens.
      unit: what the x axis counts, for the words.

    Returns:
      The schedule on the points' own axis; None where the curves make no valid one.
    """
    first, span = int(points.x[0]), float(points.x[-1] - points.x[0])
    # A curve is followed back to step 0 unless that is far from anything that was seen.
    is_near = first <= span and pieces[0].curve.at(0.0) <= 2 * points.scale
    for begin in dict.fromkeys((0, first) if is_near else (first,)):
        try:
            return _described(pieces, points, unit, begin)
        except (ScheduleError, ArithmeticError):
            continue
    return None


def _described(pieces: Sequence[Piece], points: Points, unit: str, begin: int) -> Description:
    meetings = [_meeting(one, other, points) for one, other in itertools.pairwise(pieces)]
    starts, stops = [begin, *meetings], [*meetings, max(int(points.x[-1]), begin + 1)]
    legs = [
        _Leg(piece.curve, piece.curve.schedule(start, stop, piece is pieces[-1]), start, stop)
        for piece, start, stop in zip(pieces, starts, stops, strict=True)
    ]
    is_held = len(legs) > 1 and _comes_to_rest(legs[-2], legs[-1], points)
    if is_held:
        legs.pop()
    if any(one.start >= other.start for one, other in itertools.pairwise(legs)):
        raise ScheduleError("two curves begin at one step")
    texts = [
        _words(leg, following, leg is legs[0], unit) for leg, following in zip(legs, [*legs[1:], None], strict=True)
    ]
    text = ", then ".join(texts) + _ending(legs[-1], texts[-1], is_held)
    schedules, boundaries = [leg.schedule for leg in legs], [leg.start for leg in legs[1:]]
    names = [_phase(leg.curve, leg is legs[0], leg is legs[-1]) for leg in legs]
    if begin > 0:
        schedules.insert(0, Constant(max(legs[0].curve.at(begin), 0.0)))
        boundaries.insert(0, begin)
        names.insert(0, "before the first point")
    if not boundaries:
        return Description(schedules[0], text)
    return Description(Join(tuple(schedules), tuple(boundaries), tuple(names)), text)


def _words(leg: _Leg, following: _Leg | None, is_first: bool, unit: str) -> str:
    """Say what one curve does; the ending is left to `_ending`."""
    curve, start, stop = leg.curve, leg.start, leg.stop
    text = shape(leg.schedule, start, stop, unit)
    if isinstance(curve, Flat):
        until = f"{text} until {place(unit, stop)}"
        return until if following else text if is_first else f"{text} since {place(unit, start)}"
    if isinstance(curve, Drops) and curve.is_irregular:
        return f"{text}; irregular, as a plateau rule does"
    first, last = format_rate(leg.schedule.value_at(0)), format_rate(leg.schedule.value_at(stop - start))
    if isinstance(curve, Polyline):
        since, until = place(unit, curve.steps[0]), place(unit, stop)
        return f"warm-up along no simple curve from {first} at {since} to {last} at {until}"
    if isinstance(curve, Line) and not curve.is_seen:
        return f"up from {first} by {place(unit, stop)} at the latest"
    if is_first and following and isinstance(curve, Line | Decay | HalfWave) and curve.at(stop) > curve.at(start):
        kind = "linear" if isinstance(curve, Line) else "exponential" if isinstance(curve, Decay) else "cosine"
        return f"{kind} warm-up from {first} to {last} over {length(unit, stop - start)}"
    if isinstance(curve, Decay) and following and not isinstance(following.curve, Flat):
        return f"{text} until {place(unit, stop)}"
    return text


def _ending(leg: _Leg, text: str, is_held: bool) -> str:
    """Say how the last curve goes on."""
    if is_held:
        return "" if text.endswith(_THEN_CONSTANT) else _THEN_CONSTANT
    if isinstance(leg.curve, Line):
        first, last = leg.schedule.value_at(0), leg.schedule.value_at(MAX_STEP)
        return ", the last one logged" if last > NEXT_TO_NOTHING * max(first, last) else ""
    return ""


def _phase(curve: Curve, is_first: bool, is_last: bool) -> str:
    if isinstance(curve, Flat):
        return "burn-in" if is_first else "hold"
    return "warm-up" if is_first and not is_last else "decay"


def _comes_to_rest(leg: _Leg, rest: _Leg, points: Points) -> bool:
    """Say whether a curve's own schedule stays at the rate of what follows it."""
    if not (isinstance(rest.curve, Flat) and isinstance(leg.curve, Line | Power | HalfWave | Root)):
        return False
    ahead = np.array([leg.stop, int(points.x[-1])], np.int64) - leg.start
    slack = tolerance(rest.curve.rate, points.scale)
    return bool((np.abs(leg.schedule(ahead) - rest.curve.rate) <= slack).all())


def _meeting(one: Piece, other: Piece, points: Points) -> int:
    """Choose the step at which one curve hands over to the next: where they meet, or a round step for a jump."""
    low, high = one.last, other.first

    def within(step: int) -> int:
        return min(max(step, int(low)), int(high)) or int(high)

    def gap(step: float) -> float:
        return one.curve.at(step) - other.curve.at(step)

    if not isinstance(one.curve, Line):
        starts, ends = other.curve.starts_at, one.curve.ends_at
        if starts is not None and low - 0.5 <= starts <= high:
            return within(round(starts))
        if ends is not None and low - 0.5 <= ends <= high + 0.5:
            return within(max(math.ceil(ends - _KNOWN_MEETING), int(low) + 1))
    at_low = abs(gap(low))
    if low > 0 and at_low <= tolerance(one.curve.at(low), points.scale) and at_low < abs(gap(high)):
        return int(low)
    crossing = zero_between(gap, low, high)
    if crossing is not None:
        slack = _KNOWN_MEETING * (high - low)
        near = roundest_step(crossing - slack, crossing + slack)
        return within(round(crossing) if near is None else near)
    first, last = np.searchsorted(points.x, [low, high])
    if last - first > 1:
        # Of all logged points here, the jump lies between the two with the widest move.
        widest = first + int(np.argmax(np.abs(np.diff(points.y[first : last + 1]))))
        low, high = points.x[widest], points.x[widest + 1]
    found = roundest_step(low + 1, high)
    return int(high) if found is None else found
