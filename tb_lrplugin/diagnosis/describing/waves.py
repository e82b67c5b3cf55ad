"""Rates that go up and down more than once: restarts, triangles, a cosine that nobody stops."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence

import numpy as np

from tb_lrplugin.diagnosis.describing.cosine_fit import KNOWN_ENDS, fit_half_wave, fit_wave, heights
from tb_lrplugin.diagnosis.describing.curves import Counted, Line
from tb_lrplugin.diagnosis.describing.one_curve import QUICK, Part, best_fit
from tb_lrplugin.diagnosis.describing.points import NOTHING, Points, Stretch
from tb_lrplugin.schedules import CosineCycles, CosineRestarts, CosineWave, Cyclic, Schedule, ScheduleError, Shift
from tb_lrplugin.words.round_numbers import roundest_step, snap

# A wave that goes on is told by this much of its half.
_LEAST_SEEN = 0.9
# A wave with more turns than that is no half of one that went too far.
_MOST_TURNS = 40
# A cycle is known to this share of its length before its restarts tell more.
_KNOWN_CYCLE = 0.01
_LENGTH_FACTORS = (1, 2, 3, 4, 5)
# Corners are known as well as the two lines that meet there.
_KNOWN_CORNER = 1e-5


def fit_waves(points: Points, parts: Sequence[Stretch]) -> Counted | None:
    """Find what repeats in points that rise and fall more than once.

    Args:
      points: a sample of the points.
      parts: their stretches.

    Returns:
      The curve; None where nothing repeats.
    """
    moving = [part.direction for part in parts if part.direction != 0]
    rises, falls = moving.count(1), moving.count(-1)
    fits = (
        (_restarts(points), falls >= 2),
        (_triangles(points, parts), rises + falls >= 3),
        (_unstopped_waves(points, len(parts)), rises + falls >= 3 or (rises == falls == 1 and moving[0] < 0)),
    )
    for curves in (curves for curves, is_likely in fits if is_likely):
        try:
            found = next((curve for curve in curves if curve.follows(points)), None)
        except ScheduleError:
            continue
        if found is not None:
            return found
    return None


def _restarts(points: Points) -> Iterator[Counted]:
    falls = _falls(points)
    if len(falls) < 2:
        return
    begin, end = max(falls, key=lambda fall: fall[1] - fall[0])
    fall = points.part(begin, end)
    wave = next((wave for wave in fit_half_wave(fall, (0.0,)) if wave.follows(fall)), None)
    if wave is None or wave.first <= wave.last:
        return
    jumps = [(points.x[one[1] - 1] + 1, points.x[other[0]]) for one, other in itertools.pairwise(falls)]
    number, length = falls.index((begin, end)), wave.end - wave.begin
    for factor in _LENGTH_FACTORS:
        first_length = length / factor**number
        origin = wave.begin - _turn(first_length, factor, number)
        whole = _whole_length(origin, first_length, factor, jumps)
        if whole is not None:
            start, steps = whole
            weight = CosineRestarts(1.0, 0.0, steps, factor)
            for high, low in (*_heights(points, weight, start), (wave.first, wave.last)):
                yield Counted(CosineRestarts(high, low, steps, factor), start)
    yield from _uneven_cycles(points, round(wave.begin - number * length), length, len(falls))


def _falls(points: Points) -> list[tuple[int, int]]:
    """List the falls [begin, end) between jumps upwards; empty where the rate rises otherwise than by jumps."""
    rises = np.flatnonzero(np.diff(points.y) > NOTHING * points.scale) + 1
    return [] if (np.diff(rises) == 1).any() else list(itertools.pairwise([0, *rises.tolist(), len(points)]))


def _turn(length: float, factor: int, number: int) -> float:
    """Give the steps from the origin to the end of a number of cycles, each longer than the one before."""
    return length * (number if factor == 1 else (factor**number - 1) / (factor - 1))


def _whole_length(
    origin: float, length: float, factor: int, jumps: list[tuple[float, float]]
) -> tuple[int, int] | None:
    """Find whole numbers near a fitted origin and length that put every restart where the points jump."""
    for start in dict.fromkeys([0, round(origin)] if abs(origin) < _KNOWN_CYCLE * length + 1 else [round(origin)]):
        low, high = length * (1 - _KNOWN_CYCLE), length * (1 + _KNOWN_CYCLE)
        for number, (first, last) in enumerate(jumps, 1):
            unit = _turn(1.0, factor, number)
            low, high = max(low, (first - start) / unit), min(high, (last - start) / unit)
        near = roundest_step(max(low, length - 0.5), min(high, length + 0.5))
        for steps in (near, roundest_step(low, high)):
            if steps is not None and steps >= 1 and start >= 0:
                return start, steps
    return None


def _heights(points: Points, weight: Schedule, origin: int) -> Iterator[tuple[float, float]]:
    """Fit the highest and the lowest rate of a wave of known shape, the lowest at 0 first."""
    return heights(points, weight((points.x - origin).astype(np.int64)), (0.0,))


def _uneven_cycles(points: Points, start: int, length: float, count: int) -> Iterator[Counted]:
    """Fit cycles that are no whole number of steps long, down to 0."""
    if start < 0:
        return
    for cycles in range(count, count + 3):
        total = length * cycles
        slack = KNOWN_ENDS * total + 0.5
        for steps in dict.fromkeys([roundest_step(total - slack, total + slack) or 0, round(total)]):
            if steps >= 1:
                high, _ = next(_heights(points, CosineCycles(1.0, steps, float(cycles)), start))
                yield Counted(CosineCycles(high, steps, float(cycles)), start)


def _triangles(points: Points, parts: Sequence[Stretch]) -> Iterator[Counted]:
    lines = _slopes(points, parts)
    if any(one.slope * other.slope >= 0 for one, other in itertools.pairwise(lines)):
        return
    corners = [_crossing(one, other) for one, other in itertools.pairwise(lines)]
    if len(corners) < 2:
        return
    # Corners are tops and feet in turn.
    is_up = lines[0].slope > 0
    tops, feet = (corners[0::2], corners[1::2]) if is_up else (corners[1::2], corners[0::2])
    up, down = (lines[0], lines[1]) if is_up else (lines[1], lines[0])
    top_step, top = tops[0]
    foot = snap(feet[0][1], _KNOWN_CORNER)
    foot = 0.0 if foot < NOTHING * points.scale else foot
    height = top - foot
    steps_up, steps_down = round(height / up.slope), round(height / -down.slope)
    if steps_up < 1 or steps_down < 1:
        return
    origin = round(top_step - height / up.slope)
    for factor in [*(snap((second - foot) / height, _KNOWN_CORNER) for _, second in tops[1:2]), 1.0]:
        if 0 < factor <= 1:
            schedule = Cyclic(foot, snap(top, _KNOWN_CORNER), steps_up, steps_down, factor)
            yield _since(schedule, origin, steps_up + steps_down)


def _slopes(points: Points, parts: Sequence[Stretch]) -> list[Line]:
    """Fit a line to every stretch, without its turning points, which may belong to either side."""
    lines: list[Line] = []
    for part in parts:
        inner = points.part(part.begin + (part.begin > 0), part.end - (part.end < len(points)))
        line = best_fit(Part(inner), QUICK) if len(inner) >= 2 else None
        if isinstance(line, Line):
            lines.append(line)
    return lines


def _crossing(one: Line, other: Line) -> tuple[float, float]:
    """Find the step and the rate at which two lines meet."""
    step = (other.at(0.0) - one.at(0.0)) / (one.slope - other.slope)
    return step, one.at(step)


def _since(schedule: Schedule, origin: int, cycle: int) -> Counted:
    """Count a schedule from a step; where that lies before step 0, a cycle was under way there."""
    ahead = -origin if -origin < cycle else -origin % cycle
    return Counted(schedule, origin) if origin >= 0 else Counted(Shift(schedule, ahead), 0)


def _unstopped_waves(points: Points, parts: int) -> Iterator[Counted]:
    if len(points) < 7 or parts > _MOST_TURNS:
        return
    found = fit_wave(points, _LEAST_SEEN * math.pi, (parts + 1) * math.pi)
    if found is None:
        return
    slack = max(0.5, KNOWN_ENDS * found.half)
    top = 0 if abs(found.top) <= slack else round(found.top)
    # A top before the first point: the waves since then are never seen.
    shift, origin = max(-top, 0), max(top, 0)
    for steps in (roundest_step(found.half - slack, found.half + slack), round(found.half)):
        if steps is not None and steps >= 1:
            for high, low in _heights(points, CosineWave(1.0, 0.0, steps, 0.5, shift), origin):
                if high > low:
                    yield Counted(CosineWave(high, low, steps, 0.5, shift), origin)
