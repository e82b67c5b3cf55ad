"""Fitting half a cosine wave: the frequency by a search, all else by linear least squares."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from tb_lrplugin.diagnosis.describing.curves import HalfWave
from tb_lrplugin.diagnosis.describing.points import KNOWN, MOST_DOUBT, Points
from tb_lrplugin.schedules.base import FloatArray
from tb_lrplugin.words.round_numbers import roundest_step, snap

_MOST_POINTS = 96
_GRID = 36
_ROUNDS = 6
# The search for the frequency is over when it moves by less than this, in radians.
_SETTLED = 1e-10
# Half a wave is told by this much of it, and rounding may make it look a little longer.
_LEAST_SEEN, _MOST_SEEN = 0.04, 1.02
# Round numbers may miss by so many times what the free ones do.
_AS_WELL = 4.0
# float32 rounding of the largest rate, and of what a framework computes on the way to it.
_ROUNDING = 1.5e-7
# A fit that misses by so many tolerances is none that rounding its numbers would mend.
_HOPELESS = 20
# The ends of half a wave are known to half a step, and to this share of its length.
KNOWN_ENDS = 4e-4


class Wave(NamedTuple):
    """y = middle + height * cos(frequency * (x - top)), height above 0; `top` is the one nearest to the first point."""

    middle: float
    height: float
    frequency: float
    top: float

    @property
    def half(self) -> float:
        """Steps from its top to its foot."""
        return math.pi / self.frequency


def fit_wave(points: Points, least: float, most: float) -> Wave | None:
    """Fit a cosine wave.

    Args:
      points: five or more.
      least: the smallest part of a wave to look for, in radians from the first point to the last.
      most: the largest.

    Returns:
      The wave; None where none comes near.
    """
    chosen = np.unique(np.linspace(0, len(points) - 1, min(len(points), _MOST_POINTS)).astype(np.int64))
    x, y = points.x[chosen], points.y[chosen]
    span = float(x[-1] - x[0])
    u = (x - x[0]) / span
    phases = np.linspace(least, most, max(_GRID, int((most - least) * 8)))
    angles = phases[:, None] * u[None, :]
    # 1, cos, sin, made nearly independent for slow waves by taking out the constant and the line.
    basis, _ = np.linalg.qr(np.stack([np.ones_like(angles), np.cos(angles), np.sin(angles)], axis=2))
    explained = np.einsum("gnk,n->gk", basis, y)
    phase = float(phases[int(np.argmax((explained**2).sum(axis=1)))])
    for _ in range(_ROUNDS):
        cos, sin = np.cos(phase * u), np.sin(phase * u)
        _, along, across = _least_squares(y, np.ones_like(u), cos, sin)
        change = float(_least_squares(y, np.ones_like(u), cos, sin, u * (across * cos - along * sin))[3])
        if not math.isfinite(change):
            return None
        phase = min(max(phase + change, 0.5 * least), 1.2 * most)
        if abs(change) < _SETTLED:
            break
    cos, sin = np.cos(phase * u), np.sin(phase * u)
    middle, along, across = _least_squares(y, np.ones_like(u), cos, sin)
    height = math.hypot(along, across)
    residual = float(np.abs(middle + along * cos + across * sin - y).max())
    if not (height > 0 and residual <= _HOPELESS * float(points.tolerance.max())):
        return None
    return Wave(float(middle), height, phase / span, float(x[0]) + math.atan2(across, along) / phase * span)


def fit_half_wave(points: Points, floors: tuple[float, ...]) -> Iterator[HalfWave]:
    """Fit half a cosine wave that falls or rises all along the points.

    Args:
      points: four or more, on which the rate moves one way.
      floors: rates at which it may come to rest.

    Yields:
      Waves with their ends at round steps where the points allow, then as fitted.
    """
    if len(points) < 5:
        yield from _from_the_first_point(points, floors)
        return
    found = fit_wave(points, _LEAST_SEEN * np.pi, _MOST_SEEN * np.pi)
    if found is None:
        return
    high, low, half = found.middle + found.height, found.middle - found.height, found.half
    if points.y[-1] < points.y[0]:
        fitted = HalfWave(max(high, 0.0), max(low, 0.0), found.top, found.top + half)
    else:
        # The wave rises to its top at the end.
        top = found.top if found.top > points.x[0] else found.top + 2 * half
        fitted = HalfWave(max(low, 0.0), max(high, 0.0), top - half, top)
    # The shorter the part of the wave that is seen, the less is known of its ends.
    slack = max(0.5, KNOWN_ENDS * half / min(float(np.ptp(points.x)) / half, 1.0))
    # Round numbers must fit about as well as the free ones do, or the true ones are not round.
    allowed = max(_AS_WELL * fitted.worst(points), _ROUNDING * points.scale)
    for begin in _near(fitted.begin, slack, (0.0, 1.0, float(points.x[0]))):
        for end in _near(fitted.end, slack, ()):
            if begin < end:
                for first, last in heights(points, HalfWave(1.0, 0.0, begin, end).value(points.x), floors):
                    wave = HalfWave(first, last, begin, end)
                    if wave.worst(points) <= allowed:
                        yield wave
    yield fitted


def heights(points: Points, weight: FloatArray, floors: tuple[float, ...]) -> Iterator[tuple[float, float]]:
    """Fit the two rates between which a wave of known shape moves.

    Args:
      points: the points.
      weight: float64[n], the shape: 1 where the first of the rates is due, 0 where the second is.
      floors: likely values of the second.
    """
    for floor in floors:
        yield snap(max(float(weight @ (points.y - floor) / (weight @ weight)) + floor, 0.0)), floor
    both = _least_squares(points.y, weight, 1.0 - weight)
    if np.isfinite(both).all():
        first, last = both.tolist()
        # A rate that is small beside the other is known to fewer digits.
        doubts = (float(points.tolerance.max()) / last, KNOWN) if last > 0 else (KNOWN,)
        for doubt in doubts:
            yield snap(max(first, 0.0)), snap(max(last, 0.0), min(doubt, MOST_DOUBT))


def _near(value: float, slack: float, likely: tuple[float, ...]) -> list[float]:
    near = [step for step in likely if abs(step - value) <= slack]
    whole = roundest_step(value - slack, value + slack)
    return list(dict.fromkeys([*near, *([] if whole is None else [float(whole)]), float(round(value))]))


def _least_squares(y: FloatArray, *columns: FloatArray) -> FloatArray:
    """Fit y = sum of factor * column; the factors, float64[columns], NaN where a number is none."""
    basis = np.stack(columns, axis=1)
    # Of what is no number LAPACK writes to the process's standard output, into a report.
    if not (np.isfinite(basis).all() and np.isfinite(y).all()):
        return np.full(len(columns), np.nan)
    factors, *_ = np.linalg.lstsq(basis, y, rcond=None)
    return np.asarray(factors)


def _from_the_first_point(points: Points, floors: tuple[float, ...]) -> Iterator[HalfWave]:
    """Fit a wave to four points that begins at the first of them and ends at a floor."""
    begin, first, last = float(points.x[0]), float(points.y[0]), float(points.y[-1])
    for floor in floors:
        if floor <= last < first:
            left = 2 / math.pi * math.asin(math.sqrt((last - floor) / (first - floor)))
            yield HalfWave(snap(first), floor, begin, float(round(begin + (float(points.x[-1]) - begin) / (1 - left))))
