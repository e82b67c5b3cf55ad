"""Curves one after the other: where they meet, the schedule they make and the words for it."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass, replace

import numpy as np

from tb_lrplugin.diagnosis.describing.curves import Curve, Decay, Flat, HalfWave, Line, Power, Root
from tb_lrplugin.diagnosis.describing.points import Points
from tb_lrplugin.diagnosis.describing.wording import Wording
from tb_lrplugin.schedules import Constant, Join, Schedule, ScheduleError
from tb_lrplugin.words.numbers import format_rate
from tb_lrplugin.words.round_numbers import roundest_step

_BISECTIONS = 44


@dataclass(frozen=True)
class Piece:
    """A curve and the first and last logged step that follow it."""

    curve: Curve
    first: float
    last: float


@dataclass(frozen=True)
class Description:
    """A schedule and the words for it."""

    schedule: Schedule
    text: str


def describe(pieces: list[Piece], points: Points, wording: Wording) -> Description | None:
    """Build the schedule that follows curve after curve.

    Args:
      pieces: one or more, in order, that share no point.
      points: all points, to settle where a jump happens.
      wording: names of steps.

    Returns:
      The schedule on the points' own axis; None where the curves make no valid one.
    """
    span = float(points.x[-1] - points.x[0])
    # A curve is followed back to step 0 unless that is far from anything that was seen.
    is_near = points.x[0] <= span and pieces[0].curve.at(0.0) <= 2 * points.scale
    begins = [0, int(points.x[0])] if is_near else [int(points.x[0])]
    for begin in dict.fromkeys(begins):
        try:
            return _described(pieces, points, wording, begin)
        except (ScheduleError, ArithmeticError):
            continue
    return None


def _described(pieces: list[Piece], points: Points, wording: Wording, begin: int) -> Description:
    meetings = [_meeting(one, other, points) for one, other in itertools.pairwise(pieces)]
    curves = [piece.curve for piece in pieces]
    starts, stops = [begin, *meetings], [*meetings, max(int(points.x[-1]), begin + 1)]
    curves = [
        replace(curve, until=meeting) if isinstance(curve, Line) else curve
        for curve, meeting in zip(curves, [*meetings, None], strict=True)
    ]
    resting = curves[-1] if len(curves) > 1 else None
    is_held = isinstance(resting, Flat) and _comes_to_rest(curves[-2], starts[-2], stops[-2], resting.rate, points)
    if is_held:
        curves, starts, stops = curves[:-1], starts[:-1], stops[:-1]
    if any(one >= other for one, other in itertools.pairwise(starts)):
        raise ScheduleError("two curves begin at one step")
    schedules: list[Schedule] = []
    texts: list[str] = []
    names: list[str] = []
    for index, (curve, start, stop) in enumerate(zip(curves, starts, stops, strict=True)):
        is_last = index + 1 == len(curves)
        schedules.append(curve.schedule(start, stop))
        texts.append(_words(curves, index, start, stop, wording))
        names.append(_phase(curve, index, is_last))
    if is_held and not texts[-1].endswith(", then constant"):
        texts[-1] += ", then constant"
    text = ", then ".join(texts)
    if begin > 0:
        schedules.insert(0, Constant(max(curves[0].at(begin), 0.0)))
        starts.insert(0, 0)
        names.insert(0, "before the first point")
    if len(schedules) == 1:
        return Description(schedules[0], text)
    return Description(Join(tuple(schedules), tuple(starts[1:]), tuple(names)), text)


def _words(curves: list[Curve], index: int, start: int, stop: int, wording: Wording) -> str:
    curve = curves[index]
    text = curve.words(start, stop, wording)
    is_last = index + 1 == len(curves)
    if isinstance(curve, Flat):
        if is_last:
            return f"{text} since {wording.at(start)}" if index else text
        return f"{text} until {wording.at(stop)}"
    is_ramp = isinstance(curve, Line | Decay | HalfWave) and curve.at(stop) > curve.at(start)
    if is_ramp and index == 0 and not is_last and not (isinstance(curve, Line) and not curve.is_seen):
        kind = "linear" if isinstance(curve, Line) else "exponential" if isinstance(curve, Decay) else "cosine"
        built = curve.schedule(start, stop)
        return (
            f"{kind} warm-up from {format_rate(built.value_at(0))} to {format_rate(built.value_at(stop - start))} over "
            f"{wording.length(stop - start)}"
        )
    if isinstance(curve, Decay) and not is_last and not isinstance(curves[index + 1], Flat):
        return f"{text} until {wording.at(stop)}"
    return text


def _phase(curve: Curve, index: int, is_last: bool) -> str:
    if isinstance(curve, Flat):
        return "burn-in" if index == 0 else "hold"
    return "warm-up" if index == 0 and not is_last else "decay"


def _comes_to_rest(curve: Curve, start: int, stop: int, rate: float, points: Points) -> bool:
    """Say whether a curve's own schedule stays at a rate from `stop` on."""
    if not isinstance(curve, Line | Power | HalfWave | Root):
        return False
    schedule = curve.schedule(start, stop)
    slack = 1e-5 * rate + 1e-6 * points.scale
    ahead = np.array([stop - start, int(points.x[-1]) - start], np.int64)
    return bool((np.abs(schedule(ahead) - rate) <= slack).all())


def _meeting(one: Piece, other: Piece, points: Points) -> int:
    """Choose the step at which one curve hands over to the next: where they meet, or a round step for a jump."""
    low, high = one.last, other.first
    starts, ends = other.curve.starts_at, one.curve.ends_at
    if starts is not None and low - 0.5 <= starts <= high and not isinstance(one.curve, Line):
        return min(max(round(starts), int(low)), int(high)) or int(high)
    if ends is not None and not isinstance(one.curve, Line) and low - 0.5 <= ends <= high + 0.5:
        return min(max(math.ceil(ends - 1e-3), int(low) + 1), int(high))

    def gap(step: float) -> float:
        return one.curve.at(step) - other.curve.at(step)

    at_low, at_high = gap(low), gap(high)
    slack = 2e-5 * max(abs(one.curve.at(low)), 1e-2 * points.scale)
    if abs(at_low) <= slack and low > 0 and abs(at_low) < abs(at_high):
        return int(low)
    if at_low * at_high <= 0:
        left, right = low, high
        for _ in range(_BISECTIONS):
            middle = 0.5 * (left + right)
            if gap(middle) * at_low > 0:
                left = middle
            else:
                right = middle
        # Half a percent of the interval is within what the points tell; a step of round thousands is likelier.
        near = roundest_step(right - 1e-3 * (high - low) - 1e-3, right + 1e-3 * (high - low) + 1e-3)
        return min(max(round(right) if near is None else near, int(low)), int(high)) or int(high)
    low, high = _tight(low, high, points)
    found = roundest_step(low + 1, high)
    return int(high) if found is None else found


def _tight(low: float, high: float, points: Points) -> tuple[float, float]:
    """Narrow the gap between two sampled points down to the two logged points with the widest move between them."""
    first, last = np.searchsorted(points.x, [low, high])
    if last - first <= 1:
        return low, high
    moves = np.abs(np.diff(points.y[first : last + 1]))
    widest = int(np.argmax(moves))
    others = float(np.median(moves))
    # Only a jump stands out; a bend may lie anywhere between.
    if moves[widest] > 20 * max(others, 1e-6 * points.scale):
        return float(points.x[first + widest]), float(points.x[first + widest + 1])
    return low, high
