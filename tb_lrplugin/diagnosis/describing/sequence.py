"""Cutting points into curves that follow one another: warm-up, hold, decay, hold."""

from __future__ import annotations

import itertools

from tb_lrplugin.diagnosis.describing.curves import Curve, Flat, HalfWave, Line
from tb_lrplugin.diagnosis.describing.fits import best_fit, best_wave, follows
from tb_lrplugin.diagnosis.describing.pieces import Piece
from tb_lrplugin.diagnosis.describing.points import Points, Stretch
from tb_lrplugin.words.round_numbers import snap

# A stretch that bends is cut at most this often.
_MOST_BENDS = 3
# Over this share of its length a curve may be level to float32.
_LEVEL = 2e-3


def in_sequence(points: Points, parts: list[Stretch]) -> list[Piece] | None:
    """Fit a curve to every stretch, one after the other.

    Args:
      points: a sample of the points.
      parts: their stretches.

    Returns:
      The curves with their points; None where a stretch follows none.
    """
    spans = [(part.begin, part.end) for part in _merged(parts)]
    pieces: list[Piece] = []
    found: list[tuple[Curve, int, int]] = []
    begin = 0
    for index, (_, end) in enumerate(spans):
        if begin >= end:
            continue
        following = points.y[end:]
        # Where this may come to rest: at 0, or at the rate that the next stretch keeps.
        floors = (0.0,) if not len(following) else (0.0, float(following[-1]))
        before = found[-1][0] if found else None
        top = before.rate if isinstance(before, Flat) else None
        fitted = _fit(points, begin, end, index + 1 < len(spans), floors, top)
        if fitted is None:
            return None
        found += fitted
        begin = fitted[-1][2]
    if begin < len(points):
        found.append((Flat(snap(float(points.y[-1]))), begin, len(points)))
    found = _without_idle_rests(points, _with_single_lead(points, found))
    if not _is_proved(points, found):
        return None
    for curve, first, last in found:
        pieces.append(Piece(curve, float(points.x[first]), float(points.x[last - 1])))
    return pieces


def _merged(parts: list[Stretch]) -> list[Stretch]:
    """Give the lone point after a jump to the stretch that it begins."""
    merged: list[Stretch] = []
    for part in parts:
        if merged and len(merged[-1]) == 1 and merged[-1].begin > 0:
            merged[-1] = Stretch(merged[-1].begin, part.end, part.direction)
        else:
            merged.append(part)
    return merged


def _fit(
    points: Points, begin: int, end: int, is_followed: bool, floors: tuple[float, ...], top: float | None
) -> list[tuple[Curve, int, int]] | None:
    """Fit one curve to the points [begin, end), or several where it bends; the last point may be the next one's."""
    ends = (end, end - 1) if is_followed and end - begin >= 2 else (end,)
    # A cosine costs most and comes last.
    for waves in (False, True):
        for last_end in ends:
            part = points.part(begin, last_end)
            curve = best_wave(part, floors) if waves else best_fit(part, floors, top, False)
            if curve is not None:
                return [(curve, begin, last_end)]
    if not is_followed and end - begin >= 4:
        # The last point alone may lie on the floor.
        last = float(points.y[end - 1])
        curve = best_fit(points.part(begin, end - 1), (0.0, last), top)
        if curve is not None:
            return [(curve, begin, end - 1), (Flat(snap(last)), end - 1, end)]
    return _bent(points, begin, end, floors)


def _bent(points: Points, begin: int, end: int, floors: tuple[float, ...]) -> list[tuple[Curve, int, int]] | None:
    """Cut a stretch where its slope changes: the longest curve first, then what is left."""
    found: list[tuple[Curve, int, int]] = []
    for _ in range(_MOST_BENDS):
        known, unknown = begin + 2, end + 1
        longest: Curve | None = None
        while unknown - known > 1:
            middle = (known + unknown) // 2
            curve = best_fit(points.part(begin, middle), floors, waves=False)
            if curve is None:
                unknown = middle
            else:
                known, longest = middle, curve
        if longest is None or known - begin < 4:
            break
        found.append((longest, begin, known))
        begin = known
        if begin == end:
            return found
        rest = best_fit(points.part(begin, end), floors)
        if rest is not None and (end - begin >= 3 or isinstance(rest, Flat)):
            return [*found, (rest, begin, end)]
    return None


def _with_single_lead(points: Points, found: list[tuple[Curve, int, int]]) -> list[tuple[Curve, int, int]]:
    """Settle a ramp of two points whose second lies on what follows: only the first is the ramp's."""
    if len(found) < 2 or found[0][2] != 2 or not isinstance(found[0][0], Line):
        return found
    following = found[1][0]
    if not follows(following, points.part(1, 2)):
        return found
    x0, y0 = float(points.x[0]), float(points.y[0])
    x1, y1 = float(points.x[1]), float(points.y[1])
    ramp = Line(x0, y0, (y1 - y0) / (x1 - x0), is_seen=False)
    if x0 > 0 and y0 > 0 and y0 / x0 * x1 >= following.at(x1):
        # A line from 0 at step 0 through the one point there is, up to where it meets the decay.
        ramp = Line(x0, y0, y0 / x0, is_seen=False)
    return [(ramp, 0, 1), (following, 1, found[1][2]), *found[2:]]


def _without_idle_rests(points: Points, found: list[tuple[Curve, int, int]]) -> list[tuple[Curve, int, int]]:
    """Give the points of a rest to the curve beside it that is level there: only rounding made them equal."""
    kept: list[tuple[Curve, int, int]] = []
    for curve, first, last in found:
        before = kept[-1] if kept else None
        if before is not None and isinstance(before[0], Flat) and not isinstance(curve, Flat):
            # A hold of its own is longer than the beginning of a curve is level.
            length = float(points.x[before[2] - 1] - points.x[before[1]])
            is_short = length <= _LEVEL * float(points.x[last - 1] - points.x[first])
            if is_short and follows(curve, points.part(before[1], before[2])):
                kept.pop()
                first = before[1]
        elif before is not None and isinstance(curve, Flat) and not isinstance(before[0], Flat):
            length = float(points.x[last - 1] - points.x[first])
            is_short = length <= _LEVEL * float(points.x[before[2] - 1] - points.x[before[1]])
            if (is_short or isinstance(before[0], HalfWave)) and follows(before[0], points.part(first, last)):
                kept[-1] = (before[0], before[1], last)
                continue
        kept.append((curve, first, last))
    return kept


def _is_proved(points: Points, found: list[tuple[Curve, int, int]]) -> bool:
    """Say whether there are more points than numbers fitted to them, in all and on every decay."""
    for index, (curve, first, last) in enumerate(found):
        # Two points lie on every line: they tell nothing but where a first ramp began.
        is_first_ramp = index == 0 and isinstance(curve, Line) and curve.slope > 0
        if isinstance(curve, Line) and last - first < 3 and not is_first_ramp:
            return False
    jumps = sum(isinstance(one[0], Flat) and isinstance(two[0], Flat) for one, two in itertools.pairwise(found))
    numbers = sum(curve.parameters for curve, _, _ in found)
    return len(points) >= numbers + jumps + (1 if len(found) == 1 else 2)
