"""From the logged points alone to the schedule they follow."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tb_lrplugin.data.series import Series
from tb_lrplugin.diagnosis.describing.curves import Curve, Flat
from tb_lrplugin.diagnosis.describing.fits import best_fit, best_wave, follows, nearest_fit
from tb_lrplugin.diagnosis.describing.pieces import Description, Piece, describe
from tb_lrplugin.diagnosis.describing.points import Points, Stretch, moves_faster_than_logged, stretches
from tb_lrplugin.diagnosis.describing.sequence import in_sequence
from tb_lrplugin.diagnosis.describing.steps import (
    Levels,
    fit_drops,
    fit_stairs,
    stair_of_curve,
)
from tb_lrplugin.diagnosis.describing.waves import fit_waves
from tb_lrplugin.diagnosis.describing.wording import Wording
from tb_lrplugin.diagnosis.model import Inferred
from tb_lrplugin.schedules import Constant, Held, Shift
from tb_lrplugin.schedules.base import MAX_STEP, FloatArray
from tb_lrplugin.words.round_numbers import snap

# A description may miss points by this share of the largest rate, if it says "about".
_ABOUT = 0.01
_ABOUT_WORD = "about "
# With fewer points than this, something comes near to any of them.
_LEAST_ABOUT = 8
# Beyond this many stretches only something that repeats can be told.
_MOST_STRETCHES = 12
# Steps above are not told apart by float64.
# Below this float32 keeps fewer digits with every halving.
_LEAST_RATE = 2.0**-126
_LAST_STEP = min(MAX_STEP, 2**53)


def infer(series: Series, unit: str = "steps") -> Inferred | None:
    """Find the simplest schedule that the logged points follow.

    Args:
      series: any logged rates.
      unit: what the series' x axis counts, for the words: "steps", "epochs".

    Returns:
      A schedule on the series' own x axis. Every point lies within float32 rounding of it, or within 1 % of the
      largest rate where its text begins with "about". None where no shape comes that close, where the rate moves
      faster than it is logged, and for fewer than two points, values that are no rates steps below 0, and
      rates so small that float32 has no digits left for them.
    """
    steps, values = series.steps, series.values
    if len(values) < 2 or not np.isfinite(values).all() or values.min() < 0:
        return None
    if steps[0] < 0 or steps[-1] > _LAST_STEP:
        return None
    if 0 < values.max() < _LEAST_RATE:
        return None
    points = Points.of(steps, values)
    if np.ptp(values) <= 2 * float(points.tolerance.min()):
        rate = snap(0.5 * float(values.max() + values.min()))
        return _inferred(Description(Constant(rate), Flat(rate).words(0, 1, Wording(unit))), points, "")
    if moves_faster_than_logged(values):
        return None
    try:
        with np.errstate(all="ignore"):
            return _found(points, Wording(unit))
    except (ArithmeticError, np.linalg.LinAlgError):
        # Rates and steps at the limits of float64 overflow in the closed forms; no training has them.
        return None


def _found(points: Points, wording: Wording) -> Inferred | None:
    sample = points.sampled()
    for description in _exact(points, sample, wording):
        error = np.abs(description.schedule(sample.x.astype(np.int64)) - sample.y)
        if not (error <= 2 * sample.tolerance).all():
            continue
        error = np.abs(description.schedule(points.x.astype(np.int64)) - points.y)
        if (error <= 2 * points.tolerance).all():
            return Inferred(description.schedule, description.text, float(error.max()) / points.scale)
    if len(points) < _LEAST_ABOUT:
        return None
    for description in _about(points, sample.loosened(_ABOUT), wording):
        found = _inferred(description, points, _ABOUT_WORD)
        if found.residual <= _ABOUT:
            return found
    return None


def _inferred(description: Description, points: Points, prefix: str) -> Inferred:
    error = float(np.abs(description.schedule(points.x.astype(np.int64)) - points.y).max())
    residual = error / points.scale if points.scale > 0 else 0.0
    return Inferred(description.schedule, prefix + description.text, residual)


def _exact(points: Points, sample: Points, wording: Wording) -> Iterator[Description]:
    """Describe the points in every way that may hold to float32 rounding, the simpler first."""
    parts = stretches(sample)
    whole = best_fit(sample, waves=len(parts) == 1)
    if whole is not None:
        yield from _described([_over(whole, sample)], points, wording)
    leads = [[], *_leads(sample, parts)]
    levels = Levels.of(points)
    for lead in leads:
        rest = _levels_after(lead, levels)
        stairs = fit_stairs(rest) if rest.are_steps else None
        if stairs is not None:
            yield from _described([*lead, _over_levels(stairs, rest)], points, wording)
    if levels.are_steps:
        yield from _held(levels, points, wording)
    for lead in leads:
        rest = _levels_after(lead, levels)
        drops = fit_drops(rest)
        if drops is not None:
            yield from _described([*lead, _over_levels(drops, rest)], points, wording)
    if len(parts) > 1 and not levels.are_steps:
        for lead in leads:
            after = _after(lead, sample)
            waves = fit_waves(after, stretches(after), wording) if len(after) >= 6 else None
            if waves is not None:
                yield from _described([*lead, _over(waves, after)], points, wording)
        if len(parts) <= _MOST_STRETCHES:
            pieces = in_sequence(sample, parts)
            if pieces is not None:
                yield from _described(pieces, points, wording)
    for lead in leads:
        # Stairs of which many were logged only once.
        rest = _levels_after(lead, levels)
        sparse = fit_stairs(rest) if len(rest) >= 4 and not rest.are_steps else None
        if sparse is not None:
            yield from _described([*lead, _over_levels(sparse, rest)], points, wording)
    if len(parts) == 1 and whole is None:
        pieces = in_sequence(sample, parts)
        if pieces is not None:
            yield from _described(pieces, points, wording)


def _described(pieces: list[Piece], points: Points, wording: Wording) -> Iterator[Description]:
    found = describe(pieces, points, wording)
    if found is not None:
        yield found


def _over(curve: Curve, points: Points) -> Piece:
    return Piece(curve, float(points.x[0]), float(points.x[-1]))


def _leads(sample: Points, parts: list[Stretch]) -> list[list[Piece]]:
    """List what may stand before the rest: a ramp that rises to a peak, or a burn-in."""
    if len(parts) < 2:
        return []
    first = parts[0]
    if first.direction < 0:
        return []
    # The point at the turn may belong to what follows.
    for waves in (False, True):
        for end in (first.end, first.end - 1):
            ramp = sample.part(0, end)
            if len(ramp) < 2:
                continue
            curve = best_wave(ramp) if waves else best_fit(ramp, waves=False)
            if curve is not None:
                return [[_over(curve, ramp)]]
    return []


def _after(lead: list[Piece], points: Points) -> Points:
    if not lead:
        return points
    return points.part(int(np.searchsorted(points.x, lead[-1].last, side="right")), len(points))


def _levels_after(lead: list[Piece], levels: Levels) -> Levels:
    return levels.after(lead[-1].last) if lead else levels


def _over_levels(curve: Curve, levels: Levels) -> Piece:
    return Piece(curve, float(levels.first[0]), float(levels.last[-1]))


def _held(levels: Levels, points: Points, wording: Wording) -> Iterator[Description]:
    """Describe a curve that is stepped once in many steps."""
    found = stair_of_curve(levels)
    if found is None:
        return
    length, cut, corners = found
    inner = _found(corners, Wording("stairs"))
    if inner is not None and not inner.text.startswith(_ABOUT_WORD):
        text = f"{inner.text}; each stair {wording.length(length)}"
        held = Held(inner.schedule, length, "stair")
        yield Description(Shift(held, cut) if cut else held, f"{text}, the first {length - cut}" if cut else text)


def _about(points: Points, loose: Points, wording: Wording) -> Iterator[Description]:
    """Describe the points roughly: one curve, or a ramp up to the peak and one curve after it; the nearest first."""
    flat = Flat(0.5 * float(loose.y.max() + loose.y.min()))
    if follows(flat, loose):
        yield Description(Constant(flat.rate), flat.words(0, 1, wording))
    found: list[tuple[float, list[Piece]]] = []
    whole = nearest_fit(loose)
    if whole is not None and follows(whole, loose):
        yield from _described([_over(whole, loose)], points, wording)
    elif whole is not None:
        found.append((_worst(whole, loose), [_over(whole, loose)]))
    peak = int(np.argmax(loose.y))
    if 2 <= peak < len(loose) - 3:
        up, down = loose.part(0, peak), loose.part(peak, len(loose))
        ramp, decay = nearest_fit(up), nearest_fit(down)
        if ramp is not None and decay is not None:
            error = max(_worst(ramp, up), _worst(decay, down))
            found.append((error, [_over(ramp, up), _over(decay, down)]))
    for _, pieces in sorted(found, key=lambda pair: pair[0]):
        yield from _described(pieces, points, wording)


def _worst(curve: Curve, points: Points) -> float:
    errors: FloatArray = np.abs(curve.value(points.x) - points.y)
    return float(errors.max())
