"""Rates that go up and down more than once: restarts, triangles, a cosine that nobody stops."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass

import numpy as np

from tb_lrplugin.diagnosis.describing.cosine_fit import fit_half_wave, fit_wave
from tb_lrplugin.diagnosis.describing.curves import Curve, Line
from tb_lrplugin.diagnosis.describing.fits import best_fit, follows
from tb_lrplugin.diagnosis.describing.points import Points, Stretch
from tb_lrplugin.diagnosis.describing.wording import Wording
from tb_lrplugin.schedules import (
    Constant,
    CosineCycles,
    CosineRestarts,
    CosineWave,
    Cyclic,
    Join,
    Schedule,
    ScheduleError,
    Shift,
)
from tb_lrplugin.schedules.base import FloatArray
from tb_lrplugin.words.numbers import format_rate, format_step
from tb_lrplugin.words.round_numbers import roundest_step, snap


def _delayed(schedule: Schedule, rate: float, origin: int, begin: int) -> Schedule:
    """Build what counts from `begin` of a schedule that counts from `origin`."""
    if begin > origin:
        return Shift(schedule, begin - origin)
    return schedule if begin == origin else Join((Constant(rate), schedule), (origin - begin,))


@dataclass(frozen=True)
class Whole(Curve):
    """A schedule that counts from a step of its own, and the words for it."""

    counted: Schedule
    origin: int
    text: str

    def value(self, x: FloatArray) -> FloatArray:
        return self.counted((x - self.origin).astype(np.int64))

    def schedule(self, begin: int, end: int) -> Schedule:
        return _delayed(self.counted, self.counted.value_at(0), self.origin, begin)

    def words(self, begin: int, end: int, wording: Wording) -> str:
        return self.text

    @property
    def starts_at(self) -> float | None:
        return float(self.origin) if self.origin else None


def fit_waves(points: Points, parts: list[Stretch], wording: Wording) -> Curve | None:
    """Find what repeats in points that rise and fall more than once.

    Args:
      points: a sample of the points.
      parts: their stretches.
      wording: names of steps.

    Returns:
      The curve; None where nothing repeats.
    """
    moving = [part.direction for part in parts if part.direction != 0]
    rises, falls = moving.count(1), moving.count(-1)
    fits = [_restarts] if falls >= 2 else []
    if rises + falls >= 3:
        fits += [_triangles]
    if rises + falls >= 3 or (rises and falls and moving[0] < 0):
        fits += [_unstopped_wave]
    for fit in fits:
        try:
            found = fit(points, parts, wording)
        except ScheduleError:
            continue
        if found is not None and follows(found, points):
            return found
    return None


def _falls(points: Points) -> list[tuple[int, int]] | None:
    """List the falls [begin, end) between jumps upwards; None where the rate rises otherwise than by jumps."""
    rises = np.flatnonzero(np.diff(points.y) > 1e-6 * points.scale) + 1
    if not len(rises) or (np.diff(rises) == 1).any():
        return None
    edges = [0, *rises.tolist(), len(points)]
    return list(itertools.pairwise(edges))


def _restarts(points: Points, parts: list[Stretch], wording: Wording) -> Curve | None:
    falls = _falls(points)
    if falls is None or len(falls) < 2:
        return None
    begin, end = max(falls, key=lambda fall: fall[1] - fall[0])
    jumps = [(points.x[falls[i][1] - 1] + 1, points.x[falls[i + 1][0]]) for i in range(len(falls) - 1)]
    wave = next(
        (wave for wave in fit_half_wave(points.part(begin, end), (0.0,)) if follows(wave, points.part(begin, end))),
        None,
    )
    if wave is None or wave.first <= wave.last:
        return None
    number = falls.index((begin, end))
    length = wave.end - wave.begin
    last = wave.last
    top = wave.first
    for factor in (1, 2, 3, 4, 5):
        first_length = length / factor**number
        ahead = number * first_length if factor == 1 else first_length * (factor**number - 1) / (factor - 1)
        origin = wave.begin - ahead
        if origin < -0.5 - 1e-4 * length:
            continue
        whole = _whole_length(origin, first_length, factor, jumps)
        if whole is None:
            continue
        start, steps = whole
        heights = _heights(points, CosineRestarts(1.0, 0.0, steps, factor), start)
        for high, low in (*heights, (top, last)):
            schedule = CosineRestarts(high, low, steps, factor)
            longer = "" if factor == 1 else f", each cycle {factor} times as long as the one before"
            curve = Whole(
                schedule,
                start,
                f"cosine from {format_rate(high)} to {format_rate(low)} over {wording.length(steps)}, restarted at "
                f"{wording.places([round(_turn(start, steps, factor, k)) for k in range(1, len(falls))], 3)}{longer}",
            )
            if follows(curve, points):
                return curve
    return _uneven_cycles(points, wave.begin - number * length, length, len(falls), top, wording)


def _turn(origin: float, length: float, factor: int, number: int) -> float:
    return origin + (number * length if factor == 1 else length * (factor**number - 1) / (factor - 1))


def _whole_length(
    origin: float, length: float, factor: int, jumps: list[tuple[float, float]]
) -> tuple[int, int] | None:
    """Find whole numbers near a fitted origin and length that put every restart where the points jump."""
    for start in dict.fromkeys([0, round(origin)] if abs(origin) < 0.01 * length + 1 else [round(origin)]):
        low, high = length * 0.99, length * 1.01
        for number, (first, last) in enumerate(jumps, 1):
            unit = _turn(0.0, 1.0, factor, number)
            low, high = max(low, (first - start) / unit), min(high, (last - start) / unit)
        near = roundest_step(max(low, length - 0.5), min(high, length + 0.5)) if low <= high else None
        for steps in (near, roundest_step(low, high) if low <= high else None):
            if steps is not None and steps >= 1 and start >= 0:
                return start, steps
    return None


def _heights(points: Points, weights: Schedule, origin: int) -> list[tuple[float, float]]:
    """Fit the highest and the lowest rate of a wave of known shape."""
    weight = weights((points.x - origin).astype(np.int64))
    linear, *_ = np.linalg.lstsq(np.stack([weight, 1.0 - weight], axis=1), points.y, rcond=None)
    high, low = float(linear[0]), float(linear[1])
    doubt = float(points.tolerance.max()) / low if low > 0 else 0.0
    found = [(snap(high), snap(max(low, 0.0))), (snap(high), snap(max(low, 0.0), doubt))]
    alone = float((weight * points.y).sum() / max(float((weight * weight).sum()), 1e-300))
    return [(snap(alone), 0.0), *found]


def _uneven_cycles(
    points: Points, origin: float, length: float, count: int, top: float, wording: Wording
) -> Curve | None:
    """Fit cycles that are no whole number of steps long, down to 0."""
    start = round(origin)
    if start < 0:
        return None
    for cycles in range(count, count + 3):
        total = roundest_step(length * cycles * (1 - 3e-4) - 0.5, length * cycles * (1 + 3e-4) + 0.5)
        for steps in dict.fromkeys([total or 0, round(length * cycles)]):
            if steps < 1:
                continue
            weights = CosineCycles(1.0, steps, float(cycles))
            high = _heights(points, weights, start)[0][0]
            curve = Whole(
                CosineCycles(high, steps, float(cycles)),
                start,
                f"cosine from {format_rate(high)} to 0, {cycles} times over {wording.length(steps)}",
            )
            if follows(curve, points):
                return curve
    return None


def _triangles(points: Points, parts: list[Stretch], wording: Wording) -> Curve | None:
    moving = [part for part in parts if len(part) >= 2]
    if len(moving) < 2:
        return None
    lines: list[tuple[Line, int]] = []
    for part in moving:
        # Turning points may belong to either side.
        inner = points.part(part.begin + (part.begin > 0), part.end - 1 if part.end < len(points) else part.end)
        line = best_fit(inner, waves=False) if len(inner) >= 2 else None
        if not isinstance(line, Line):
            continue
        lines.append((line, part.direction))
    if len(lines) < 2:
        return None
    # Where neighbours of opposite slope meet.
    corners: list[tuple[float, float, int]] = []
    for (one, _), (other, _) in itertools.pairwise(lines):
        if one.slope * other.slope >= 0:
            return None
        step = ((other.rate - other.slope * other.step) - (one.rate - one.slope * one.step)) / (one.slope - other.slope)
        corners.append((step, one.at(step), 1 if one.slope > 0 else -1))
    tops = [(step, rate) for step, rate, kind in corners if kind > 0]
    feet = [(step, rate) for step, rate, kind in corners if kind < 0]
    if not tops:
        return None
    foot = snap(feet[0][1], 1e-5) if feet else max(float(points.y.min()), 0.0)
    if foot < 1e-6 * points.scale:
        foot = 0.0
    up = next(line for line, direction in lines if line.slope > 0)
    down = next(line for line, direction in lines if line.slope < 0)
    top = tops[0]
    steps_up, steps_down = round((top[1] - foot) / up.slope), round((top[1] - foot) / -down.slope)
    if len(feet) == 0 or steps_up < 1 or steps_down < 1:
        return None
    factors = [1.0]
    if len(tops) >= 2:
        factors.insert(0, snap((tops[1][1] - foot) / (top[1] - foot), 1e-4))
    cycle = steps_up + steps_down
    origin = round(top[0] - (top[1] - foot) / up.slope)
    for factor in factors:
        if not 0 < factor <= 1:
            continue
        schedule = Cyclic(foot, snap(top[1], 1e-5), steps_up, steps_down, factor)
        text = (
            f"up and down between {format_rate(foot)} and {format_rate(schedule.peak_value)} in straight lines, "
            f"{wording.length(steps_up)} up and {format_step(steps_down)} down"
        )
        if factor != 1:
            text += f", each cycle x{format_rate(factor)} as high as the one before"
        # A cycle under way at step 0 began before it.
        curve = (
            Whole(schedule, origin, text)
            if origin >= 0
            else Whole(Shift(schedule, -origin if -origin < cycle else -origin % cycle), 0, text)
        )
        if follows(curve, points):
            return curve
    return None


def _unstopped_wave(points: Points, parts: list[Stretch], wording: Wording) -> Curve | None:
    if len(points) < 7 or len(parts) > 40:
        return None
    found = fit_wave(points, 0.9 * math.pi, (len(parts) + 1) * math.pi)
    if found is None or found[4] > 20 * float(points.tolerance.max()):
        return None
    _, _, frequency, top, _ = found
    half = math.pi / frequency
    slack = max(0.6, 3e-4 * half)
    origin = 0 if abs(top) <= slack else round(top)
    shift = 0
    if origin < 0:
        shift, origin = -origin, 0
    for steps in (roundest_step(half - slack, half + slack), round(half)):
        if steps is None or steps < 1:
            continue
        # A top before the first point: the waves since then are never seen.
        for high, low in _heights(points, CosineWave(1.0, 0.0, steps, 0.5, shift), origin):
            if high <= low:
                continue
            turn = origin - shift + steps
            text = (
                f"cosine from {format_rate(high)} to {format_rate(low)} at {wording.at(turn)}, and up again from there"
                if turn > points.x[0]
                else f"cosine wave between {format_rate(high)} and {format_rate(low)}, {wording.length(steps)} each way"
            )
            curve = Whole(CosineWave(high, low, steps, 0.5, shift), origin, text)
            if follows(curve, points):
                return curve
    return None
