"""The schedule that the points alone describe."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tb_lrplugin.data.series import Series
from tb_lrplugin.diagnosis.describing.joining import Description, Piece
from tb_lrplugin.diagnosis.describing.one_curve import Part, nearest_fit
from tb_lrplugin.diagnosis.describing.points import Points, moves_faster_than_logged
from tb_lrplugin.diagnosis.describing.ways import Logged, after_a_rise, exact
from tb_lrplugin.diagnosis.describing.words import brief, shape
from tb_lrplugin.diagnosis.model import Inferred
from tb_lrplugin.schedules import Constant
from tb_lrplugin.schedules.base import MAX_STEP
from tb_lrplugin.words.round_numbers import snap

__all__ = ["brief", "infer", "moves_faster_than_logged"]

# A description may miss points by this share of the largest rate, if it says "about".
_ABOUT = 0.01
# With fewer points than this, something comes near to any of them.
_LEAST_ABOUT = 8
# Below this float32 keeps fewer digits with every halving.
_LEAST_RATE = 2.0**-126
# Steps above are not told apart by float64.
_LAST_STEP = min(MAX_STEP, 2**53)


def infer(series: Series, unit: str = "steps") -> Inferred | None:
    """Find the simplest schedule that the logged points follow.

    Args:
      series: any logged rates.
      unit: what the series' x axis counts, for the words: "steps", "epochs".

    Returns:
      A schedule on the series' own x axis. Every point lies within float32 rounding of it, or within 1 % of the
      largest rate where its text begins with "about". None where no shape comes that close, where the rate moves
      faster than it is logged, and for fewer than two points, values that are no rates, steps below 0, and
      rates so small that float32 has no digits left for them.
    """
    steps, values = series.steps, series.values
    if len(values) < 2 or not np.isfinite(values).all() or values.min() < 0:
        return None
    if steps[0] < 0 or steps[-1] > _LAST_STEP or 0 < values.max() < _LEAST_RATE:
        return None
    points = Points.of(steps, values, series.rounding)
    if np.ptp(values) <= 2 * float(points.tolerance.min()):
        return _inferred(_constant(points, unit), points)
    if moves_faster_than_logged(values):
        return None
    try:
        with np.errstate(all="ignore"):
            logged = Logged(points, points.sampled(), unit)
            found = exact(logged)
            if found is not None:
                return _inferred(found, points)
            about = _about(logged)
            if about is not None:
                return about
            found = after_a_rise(logged)
            return None if found is None else _inferred(found, points)
    except (ArithmeticError, np.linalg.LinAlgError):
        # Rates and steps at the limits of float64 overflow in the closed forms; no training has them.
        return None


def _inferred(description: Description, points: Points, prefix: str = "") -> Inferred:
    error = float(points.misses(description.schedule).max())
    return Inferred(description.schedule, prefix + description.text, error / points.scale if points.scale > 0 else 0.0)


def _constant(points: Points, unit: str) -> Description:
    constant = Constant(snap(0.5 * float(points.y.max() + points.y.min())))
    return Description(constant, shape(constant, 0, 1, unit))


def _about(logged: Logged) -> Inferred | None:
    """Describe the points roughly."""
    if len(logged.points) < _LEAST_ABOUT:
        return None
    found = (_inferred(rough, logged.points, "about ") for rough in _rough(logged, logged.sample.loosened(_ABOUT)))
    return next((inferred for inferred in found if inferred.residual <= _ABOUT), None)


def _rough(logged: Logged, loose: Points) -> Iterator[Description]:
    """Describe the points by one rate, by one curve, or by a ramp up to the peak and one curve after it."""
    yield _constant(loose, logged.unit)
    peak = int(np.argmax(loose.y))
    is_ramp = 2 <= peak < len(loose) - 3
    for cuts in ([loose], [loose.part(0, peak), loose.part(peak, len(loose))] if is_ramp else []):
        pieces = [Piece.over(part, curve) for part in cuts if (curve := nearest_fit(Part(part))) is not None]
        if cuts and len(pieces) == len(cuts):
            yield from logged.told(pieces)
