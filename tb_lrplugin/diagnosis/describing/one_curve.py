"""Fitting one curve to one stretch of points, the simplest that is true."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from typing import TypeVar

import numpy as np

from tb_lrplugin.diagnosis.describing.cosine_fit import fit_half_wave
from tb_lrplugin.diagnosis.describing.curves import Bent, Curve, Decay, Flat, Hyperbola, Line, Power, Root
from tb_lrplugin.diagnosis.describing.points import Points
from tb_lrplugin.schedules.base import FloatArray
from tb_lrplugin.words.round_numbers import snap

# Powers that people write.
_POWERS = (2.0, 0.9, 0.5, 1.5, 3.0, 4.0, 5.0)
# A decay by less than this is a line to float32, and a constant.
_LEAST_DECAY = 1e-7
# A point this many tolerances from a floor is not on it.
_STANDING_OUT = 10
# What the points hardly tell was meant to be the round number this close (relative).
_KNOWN_POWER, _KNOWN_FLOOR = 2e-3, 1e-3
# The end of a polynomial is known to this share of what is seen of it, or to this share of a step.
_KNOWN_END, _KNOWN_STEP = 1e-4, 0.05
# Halvings that exhaust float64.
_BISECTIONS = 60
_LEAST_POWER, _LARGEST_POWER = 0.15, 12.0


@dataclass(frozen=True)
class Part:
    """Points on which the rate moves one way, and what is known of the rates around them.

    Attributes:
      points: two or more.
      floors: rates at which a decay may come to rest.
      top: the rate held just before, where there was a hold.
    """

    points: Points
    floors: tuple[float, ...] = (0.0,)
    top: float | None = None

    @property
    def falls(self) -> bool:
        """Whether the rate falls."""
        return bool(self.points.y[-1] < self.points.y[0])


def _lines(part: Part) -> Iterator[Curve]:
    yield from _fitted(Line(), part.points)


def _decays(part: Part) -> Iterator[Curve]:
    if (part.points.y > 0).all():
        span = float(np.ptp(part.points.x))
        yield from (decay for decay in _fitted(Decay(span=span), part.points) if abs(decay.slope) * span > _LEAST_DECAY)


def _hyperbolas(part: Part) -> Iterator[Curve]:
    if part.falls and (part.points.y > 0).all():
        for power in (0.5, 1.0):
            yield from _fitted(Hyperbola(power=power), part.points)


def _roots(part: Part) -> Iterator[Curve]:
    if part.top is not None and part.falls:
        below = _standing_out(part.points, part.top - part.points.y)
        for floor in part.floors if len(below) >= 3 else ():
            for root in _fitted(Root(top=part.top, last=floor), below):
                yield replace(root, step=float(round(root.zero)), height=0.0)


def _powers(part: Part) -> Iterator[Curve]:
    for floor in part.floors if part.falls else ():
        upper = _standing_out(part.points, part.points.y - floor)
        for power in _POWERS:
            yield from _power(upper, power, floor)
        # Or the power whose root makes three points lie on one line.
        if len(upper) >= 5:
            exponent = zero_between(partial(_bend, _three(upper), floor), _LEAST_POWER, _LARGEST_POWER)
            for power in () if exponent is None else (snap(exponent, _KNOWN_POWER), exponent):
                yield from _power(upper, power, floor)


def _half_waves(part: Part) -> Iterator[Curve]:
    yield from fit_half_wave(part.points, part.floors if part.falls else ())


def _powers_above_any_floor(part: Part) -> Iterator[Curve]:
    """Fit a polynomial to a rate that nobody has seen."""
    points, least = part.points, float(part.points.y[-1])
    for power in _POWERS if part.falls else ():
        found = zero_between(partial(_bend, _three(points), power=power), 0.0, least)
        for floor in (snap(found, _KNOWN_FLOOR), found) if found else ():
            if floor < least:
                yield from _power(points, power, floor)


Fits = Sequence[tuple[Callable[[Part], Iterator[Curve]], int]]
# What to fit, and to how many points at least: those of fewer parameters first, and last what costs most.
QUICK: Fits = ((_lines, 2), (_decays, 3), (_hyperbolas, 3), (_roots, 3), (_powers, 4))
COSTLY: Fits = ((_half_waves, 4), (_powers_above_any_floor, 6))


def best_fit(part: Part, fits: Fits = (*QUICK, *COSTLY)) -> Curve | None:
    """Fit the simplest curve that every point lies on; None where none of them fits."""
    points = part.points
    if len(points) == 0:
        return None
    middle = 0.5 * (float(points.y.max()) + float(points.y.min()))
    flats = (Flat(snap(middle)), Flat(middle))
    return next((curve for curve in chain(flats, _candidates(part, fits)) if curve.follows(points)), None)


def nearest_fit(part: Part) -> Curve | None:
    """Fit the curve whose worst point lies closest; None where no curve can be fitted at all."""
    points = part.points
    found = [
        curve for curve in _candidates(part, (*QUICK, *COSTLY)) if curve.at(max(points.x[0], 0)) <= 2 * points.scale
    ]
    return min(found, key=lambda curve: curve.worst(points), default=None)


def _candidates(part: Part, fits: Fits) -> Iterator[Curve]:
    """Fit curves that pass near three of the points; the caller holds them against all."""
    for fit, least in fits:
        if len(part.points) >= least:
            yield from fit(part)


def _standing_out(points: Points, heights: FloatArray) -> Points:
    """Leave out the points at a rate that others rise from or fall to: they say nothing of a curve."""
    return points.chosen(heights > _STANDING_OUT * points.tolerance)


BentT = TypeVar("BentT", bound=Bent)


def _fitted(law: BentT, points: Points) -> Iterator[BentT]:
    """Fit the line of a bent curve by least squares, unless not even three points lie on it."""
    x, y = points.x, points.y
    middle = len(x) // 2
    first, last = law.straight(y[[0, -1]])
    # Both ends may be off by their tolerance, and so may the middle.
    slack = 3 * max(points.tolerance[0], points.tolerance[middle])
    share = (x[middle] - x[0]) / (x[-1] - x[0])
    if not abs(law.rates(first + share * (last - first)) - y[middle]) <= slack:
        return
    g = law.straight(y)
    # Weighted as the transform stretches the noise: rates far apart count alike in units of their tolerance.
    width = np.abs(law.straight(y + points.tolerance) - g)
    weight = 1.0 / np.maximum(width, np.finfo(float).tiny) if np.isfinite(width).all() else np.ones_like(g)
    weight = (weight / weight.max()) ** 2
    total = weight.sum()
    step, height = float((weight * x).sum() / total), float((weight * g).sum() / total)
    spread = float((weight * (x - step) ** 2).sum())
    slope = float((weight * (x - step) * (g - height)).sum()) / spread if spread else 0.0
    if math.isfinite(slope) and math.isfinite(height) and slope != 0 and slope * law.direction >= 0:
        yield replace(law, step=step, height=height, slope=slope)


def _power(upper: Points, power: float, floor: float) -> Iterator[Power]:
    for curve in _fitted(Power(power=power, floor=floor), upper) if len(upper) >= 4 else ():
        whole = round(curve.zero)
        # Steps are whole: fit the height alone once the end is known.
        if abs(curve.zero - whole) <= max(_KNOWN_STEP, _KNOWN_END * float(np.ptp(upper.x))) and whole >= upper.x[-1]:
            weight = (whole - upper.x) ** power
            factor = float((weight * (upper.y - floor)).sum() / (weight * weight).sum())
            yield replace(curve, step=float(whole), height=0.0, slope=-(factor ** (1 / power)))
        else:
            yield curve


def _three(points: Points) -> Points:
    """Choose the first, the middle and the last of the points."""
    return points.chosen(np.array([0, len(points) // 2, len(points) - 1]))


def _bend(three: Points, floor: float, power: float) -> float:
    """Tell how far the polynomial of a power through the first and the last point passes from the middle one."""
    (x0, x1, x2), (y0, y1, y2) = three.x.tolist(), (three.y - floor).tolist()
    share, root = (x1 - x0) / (x2 - x0), 1 / power
    return float(((1 - share) * y0**root + share * y2**root) ** power - y1)


def zero_between(function: Callable[[float], float], low: float, high: float) -> float | None:
    """Find where a function crosses 0, by bisection; None where it has one sign at both ends."""
    at_low = function(low)
    if not at_low * function(high) <= 0:
        return None
    for _ in range(_BISECTIONS):
        middle = 0.5 * (low + high)
        if function(middle) * at_low > 0:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)
