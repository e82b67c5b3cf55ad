"""Fitting half a cosine wave: the frequency by a search, all else by linear least squares."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from tb_lrplugin.diagnosis.describing.curves import HalfWave
from tb_lrplugin.diagnosis.describing.points import Points
from tb_lrplugin.schedules.base import FloatArray
from tb_lrplugin.words.round_numbers import roundest_step, snap

_MOST_POINTS = 96
_GRID = 36
_ROUNDS = 6
_AS_WELL = 4.0
# float32 rounding of the largest rate, and of what a framework computes on the way to it.
_ROUNDING = 1.5e-7


def fit_wave(points: Points, least: float, most: float) -> tuple[float, float, float, float, float] | None:
    """Fit y = middle + height * cos(frequency * (x - top)), height above 0.

    Args:
      points: five or more.
      least: the smallest part of a wave to look for, in radians from the first point to the last.
      most: the largest.

    Returns:
      middle, height, frequency, top (the top of the wave nearest to the first point), and the worst residual;
      None where no wave comes near.
    """
    chosen = np.unique(np.linspace(0, len(points) - 1, min(len(points), _MOST_POINTS)).astype(np.int64))
    x, y = points.x[chosen], points.y[chosen]
    span = float(x[-1] - x[0])
    u = (x - x[0]) / span
    phases = np.linspace(least, most, max(_GRID, int((most - least) * 8)))
    angles = phases[:, None] * u[None, :]
    # 1, cos, sin, made nearly independent for slow waves by taking out the constant and the line.
    basis = np.stack([np.ones_like(angles), np.cos(angles), np.sin(angles)], axis=2)
    basis, _ = np.linalg.qr(basis)
    explained = np.einsum("gnk,n->gk", basis, y)
    left = (y @ y) - (explained**2).sum(axis=1)
    phase = float(phases[int(np.argmin(left))])
    for _ in range(_ROUNDS):
        cos, sin = np.cos(phase * u), np.sin(phase * u)
        linear, *_ = np.linalg.lstsq(np.stack([np.ones_like(u), cos, sin], axis=1), y, rcond=None)
        slope = u * (linear[2] * cos - linear[1] * sin)
        step, *_ = np.linalg.lstsq(np.stack([np.ones_like(u), cos, sin, slope], axis=1), y, rcond=None)
        change = float(step[3])
        if not math.isfinite(change):
            return None
        phase = min(max(phase + max(min(change, 0.3), -0.3), 0.5 * least), 1.2 * most)
        if abs(change) < 1e-10:
            break
    cos, sin = np.cos(phase * u), np.sin(phase * u)
    linear, *_ = np.linalg.lstsq(np.stack([np.ones_like(u), cos, sin], axis=1), y, rcond=None)
    height = math.hypot(linear[1], linear[2])
    if height == 0:
        return None
    top = math.atan2(linear[2], linear[1]) / phase
    residual = float(np.abs(linear[0] + linear[1] * cos + linear[2] * sin - y).max())
    return float(linear[0]), height, phase / span, float(x[0]) + top * span, residual


def fit_half_wave(points: Points, floors: tuple[float, ...]) -> Iterator[HalfWave]:
    """Fit half a cosine wave that falls or rises all along the points.

    Args:
      points: four or more, on which the rate moves one way.
      floors: rates at which it may come to rest.

    Yields:
      Waves with their ends at round steps where the points allow, then as fitted.
    """
    falls = points.y[-1] < points.y[0]
    if len(points) < 5:
        yield from _known_ends(points, floors)
        return
    found = fit_wave(points, 0.04 * np.pi, 1.02 * np.pi)
    if found is None:
        return
    middle, height, frequency, top, residual = found
    if residual > 20 * float(points.tolerance.max()):
        return
    half = math.pi / frequency
    if not falls:
        # The wave rises to its top at the end.
        top = top if top > points.x[0] else top + 2 * half
        begin, end, first, last = top - half, top, middle - height, middle + height
    else:
        begin, end, first, last = top, top + half, middle + height, middle - height
    span = float(np.ptp(points.x))
    # The shorter the part of the wave that is seen, the less is known of its ends.
    seen = min(span / half, 1.0)
    slack = max(0.6, 4e-4 * half / seen)
    fitted = HalfWave(max(first, 0.0), max(last, 0.0), begin, end)
    # Round numbers must fit about as well as the free ones do, or the true ones are not round.
    allowed = max(_AS_WELL * float(np.abs(fitted.value(points.x) - points.y).max()), _ROUNDING * points.scale)
    for start in _near(begin, slack, (0.0, 1.0, float(points.x[0]))):
        for stop in _near(end, slack, ()):
            if start < stop:
                for wave in _with_heights(points, start, stop, floors):
                    if float(np.abs(wave.value(points.x) - points.y).max()) <= allowed:
                        yield wave
    yield fitted


def _near(value: float, slack: float, likely: tuple[float, ...]) -> list[float]:
    near = [step for step in likely if abs(step - value) <= slack]
    whole = roundest_step(value - slack, value + slack)
    return list(dict.fromkeys([*near, *([] if whole is None else [float(whole)]), float(round(value))]))


def _with_heights(points: Points, begin: float, end: float, floors: tuple[float, ...]) -> Iterator[HalfWave]:
    """Fit both rates of a wave whose ends are known."""
    weight = HalfWave(1.0, 0.0, begin, end).value(points.x)
    for floor in floors:
        first = float((weight * (points.y - floor)).sum() / max(float((weight * weight).sum()), 1e-300)) + floor
        yield HalfWave(snap(max(first, 0.0)), floor, begin, end)
    both = _two_heights(points.y, weight)
    if both is not None:
        first, last = both
        # A rate that is small beside the other is known to fewer digits.
        doubts = [float(points.tolerance.max()) / last, 2e-6] if last > 0 else [2e-6]
        for doubt in doubts:
            yield HalfWave(snap(max(first, 0.0)), snap(max(last, 0.0), min(doubt, 0.01)), begin, end)


def _two_heights(y: FloatArray, weight: FloatArray) -> tuple[float, float] | None:
    linear, *_ = np.linalg.lstsq(np.stack([weight, 1.0 - weight], axis=1), y, rcond=None)
    return (float(linear[0]), float(linear[1])) if np.isfinite(linear).all() else None


def _known_ends(points: Points, floors: tuple[float, ...]) -> Iterator[HalfWave]:
    """Fit a wave to four points that begins at the first of them or at step 0, and ends at a floor."""
    if not floors:
        return
    y0 = float(points.y[0])
    for begin in (0.0, float(points.x[0])):
        for floor in floors:
            share = (float(points.y[-1]) - floor) / max(y0 - floor, 1e-300)
            if begin != points.x[0] or not 0 <= share < 1:
                continue
            left = 2 / math.pi * math.asin(math.sqrt(share))
            end = begin + (float(points.x[-1]) - begin) / (1 - left)
            yield HalfWave(snap(y0), floor, begin, float(round(end)))
