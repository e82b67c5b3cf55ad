"""Fitting one curve to one stretch of points, the simplest that is true."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import numpy as np

from tb_lrplugin.diagnosis.describing.cosine_fit import fit_half_wave
from tb_lrplugin.diagnosis.describing.curves import Curve, Decay, Flat, Hyperbola, Line, Power, Root
from tb_lrplugin.diagnosis.describing.points import Points
from tb_lrplugin.schedules.base import FloatArray
from tb_lrplugin.words.round_numbers import snap

# Powers that people write.
_POWERS = (2.0, 0.9, 0.5, 1.5, 3.0, 4.0, 5.0)
_BISECTIONS = 60
# A decay by less than this is a line to float32, and a constant.
_LEAST_DECAY = 1e-7


def follows(curve: Curve, points: Points) -> bool:
    """Say whether every point lies on the curve, within its tolerance."""
    return bool((np.abs(curve.value(points.x) - points.y) <= points.tolerance).all())


def worst(curve: Curve, points: Points) -> float:
    """Give the largest distance of a point from the curve."""
    return float(np.abs(curve.value(points.x) - points.y).max())


def candidates(
    points: Points, floors: tuple[float, ...] = (0.0,), top: float | None = None, waves: bool = True
) -> Iterator[Curve]:
    """Fit curve after curve to points on which the rate moves one way, those of fewer parameters first.

    Args:
      points: two or more.
      floors: rates at which a decay may come to rest.
      top: the rate held just before, where there was a hold.
      waves: whether to look for half a cosine wave, which costs most.

    Yields:
      Curves that pass near three of the points; the caller holds them against all.
    """
    x, y = points.x, points.y
    if len(points) < 2:
        return
    line = _line(points)
    if line is not None:
        yield line
    if len(points) < 3:
        return
    falls = y[-1] < y[0]
    if (y > 0).all():
        decay = _straight(points, np.log, math.exp)
        if decay is not None and abs(decay[2]) * float(np.ptp(x)) > _LEAST_DECAY:
            step, rate, slope = decay
            yield Decay(step, rate, slope, float(np.ptp(x)))
        if falls:
            for power in (0.5, 1.0):
                hyperbola = _hyperbola(points, power)
                if hyperbola is not None:
                    yield hyperbola
    if falls:
        if top is not None and len(points) >= 3:
            yield from _roots(points, floors, top)
        if len(points) >= 4:
            for floor in floors:
                yield from _powers(points, floor)
    if waves:
        yield from _waves(points, floors)


def _waves(points: Points, floors: tuple[float, ...]) -> Iterator[Curve]:
    """Fit what costs most: half a cosine wave, and a polynomial to a rate that nobody has seen."""
    falls = points.y[-1] < points.y[0]
    if len(points) >= 4:
        yield from fit_half_wave(points, floors if falls else ())
    if falls and len(points) >= 6:
        yield from _powers_without_floor(points)


def best_fit(
    points: Points, floors: tuple[float, ...] = (0.0,), top: float | None = None, waves: bool = True
) -> Curve | None:
    """Fit the simplest curve that every point lies on; None where none of them fits."""
    if len(points) == 0:
        return None
    middle = 0.5 * (float(points.y.max()) + float(points.y.min()))
    flat = Flat(snap(middle))
    if follows(flat, points):
        return flat
    if follows(Flat(middle), points):
        return Flat(middle)
    for curve in candidates(points, floors, top, waves):
        if follows(curve, points):
            return curve
    return None


def best_wave(points: Points, floors: tuple[float, ...] = (0.0,)) -> Curve | None:
    """Fit what `best_fit` without waves leaves out."""
    return next((curve for curve in _waves(points, floors) if follows(curve, points)), None)


def nearest_fit(points: Points, floors: tuple[float, ...] = (0.0,)) -> Curve | None:
    """Fit the curve whose worst point lies closest; None where no curve can be fitted at all."""
    found = [curve for curve in candidates(points, floors) if curve.at(max(points.x[0], 0)) <= 2 * points.scale]
    return min(found, key=lambda curve: worst(curve, points), default=None)


def _line(points: Points) -> Line | None:
    found = _straight(points, lambda rate: rate, lambda rate: rate)
    return None if found is None or found[2] == 0 else Line(found[0], found[1], found[2])


def _hyperbola(points: Points, power: float) -> Hyperbola | None:
    found = _straight(points, lambda rate: rate ** (-1 / power), lambda g: g**-power if g > 0 else math.inf)
    if found is None or found[2] <= 0:
        return None
    step, value, slope = found
    return Hyperbola(slope**-power, step - value / slope, power)


def _straight(
    points: Points,
    transform: Callable[[FloatArray], FloatArray],
    inverse: Callable[[float], float],
) -> tuple[float, float, float] | None:
    """Fit transform(y) = value + slope * (x - step), by least squares.

    Returns:
      step, value and slope; None where not even three points lie on one line.
    """
    x, y = points.x, points.y
    last, middle = len(x) - 1, len(x) // 2
    three = transform(y[[0, middle, last]])
    share = (x[middle] - x[0]) / (x[last] - x[0])
    # Both ends may be off by their tolerance, and so may the middle.
    slack = 3.0 * max(points.tolerance[0], points.tolerance[middle])
    if not abs(inverse(float(three[0] + share * (three[2] - three[0]))) - y[middle]) <= slack:
        return None
    g = transform(y)
    # Weighted as the transform stretches the noise: rates far apart count alike in units of their tolerance.
    width = np.abs(transform(y + points.tolerance) - g)
    weight = 1.0 / np.maximum(width, np.finfo(float).tiny) if np.isfinite(width).all() else np.ones_like(g)
    weight = (weight / weight.max()) ** 2
    total = weight.sum()
    step, value = float((weight * x).sum() / total), float((weight * g).sum() / total)
    centred = x - step
    spread = float((weight * centred * centred).sum())
    if spread == 0:
        return None
    slope = float((weight * centred * (g - value)).sum()) / spread
    return (step, value, slope) if math.isfinite(slope) and math.isfinite(value) else None


def _powers(points: Points, floor: float) -> Iterator[Curve]:
    above = points.y - floor
    # A point on the floor itself says nothing of the curve.
    kept = above > 10 * points.tolerance
    if int(kept.sum()) < 4:
        return
    upper = Points(points.x[kept], above[kept], points.tolerance[kept], points.scale)
    for power in _POWERS:
        curve = _power(upper, power, floor)
        if curve is not None:
            yield curve
    if len(upper) >= 5:
        exponent = _exponent(upper)
        if exponent is not None:
            for power in (snap(exponent, 2e-3), exponent):
                curve = _power(upper, power, floor)
                if curve is not None:
                    yield curve


def _power(upper: Points, power: float, floor: float) -> Power | None:
    found = _straight(upper, lambda rate: rate ** (1 / power), lambda g: max(g, 0.0) ** power)
    if found is None or found[2] >= 0:
        return None
    step, value, slope = found
    end = step - value / slope
    whole = round(end)
    # Steps are whole: fit the height alone once the end is known.
    if abs(end - whole) <= max(0.05, 1e-4 * float(np.ptp(upper.x))) and whole >= upper.x[-1]:
        weight = (whole - upper.x) ** power
        return Power(whole, float((weight * upper.y).sum() / (weight * weight).sum()), power, floor)
    return Power(end, (-slope) ** power, power, floor)


def _exponent(upper: Points) -> float | None:
    """Solve for the power whose root makes three points lie on one line."""
    last, middle = len(upper) - 1, len(upper) // 2
    x0, x1, x2 = (float(upper.x[i]) for i in (0, middle, last))
    y0, y1, y2 = (float(upper.y[i] / upper.scale) for i in (0, middle, last))
    share = (x1 - x0) / (x2 - x0)

    def bend(power: float) -> float:
        root = 1 / power
        return float(((1 - share) * y0**root + share * y2**root) ** power - y1)

    return _zero(bend, 0.15, 12.0)


def _zero(function: Callable[[float], float], low: float, high: float) -> float | None:
    at_low, at_high = function(low), function(high)
    if not (math.isfinite(at_low) and math.isfinite(at_high)) or at_low * at_high > 0:
        return None
    for _ in range(_BISECTIONS):
        middle = 0.5 * (low + high)
        at = function(middle)
        if at * at_low > 0:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)


def _powers_without_floor(points: Points) -> Iterator[Curve]:
    last, middle = len(points) - 1, len(points) // 2
    x, y = points.x, points.y
    share = float((x[middle] - x[0]) / (x[last] - x[0]))
    y0, y1, y2 = float(y[0]), float(y[middle]), float(y[last])
    for power in _POWERS:
        root = 1 / power

        def bend(floor: float, root: float = root, power: float = power) -> float:
            return float(((1 - share) * (y0 - floor) ** root + share * (y2 - floor) ** root) ** power - (y1 - floor))

        floor = _zero(bend, 0.0, y2 * (1 - 1e-9))
        if floor is not None and floor > 0:
            for rate in (snap(floor, 1e-3), floor):
                yield from [curve for curve in [_power_above(points, power, rate)] if curve is not None]


def _power_above(points: Points, power: float, floor: float) -> Power | None:
    if floor >= points.y[-1]:
        return None
    return _power(Points(points.x, points.y - floor, points.tolerance, points.scale), power, floor)


def _roots(points: Points, floors: tuple[float, ...], top: float) -> Iterator[Curve]:
    below = top - points.y
    kept = below > 10 * points.tolerance
    if int(kept.sum()) < 3:
        return
    under = Points(points.x[kept], below[kept], points.tolerance[kept], points.scale)
    found = _straight(under, np.square, lambda g: math.sqrt(max(g, 0.0)))
    if found is None or found[2] <= 0:
        return
    step, value, slope = found
    for floor in floors:
        yield Root(top, math.sqrt(slope), float(round(step - value / slope)), floor)
