"""Cutting points into curves that follow one another: warm-up, hold, decay, hold."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from tb_lrplugin.diagnosis.describing.curves import Curve, Flat, HalfWave, Line
from tb_lrplugin.diagnosis.describing.joining import Piece
from tb_lrplugin.diagnosis.describing.one_curve import COSTLY, QUICK, Part, best_fit
from tb_lrplugin.diagnosis.describing.points import Points, Stretch
from tb_lrplugin.words.round_numbers import snap

# A stretch that bends is cut at most this often.
_MOST_BENDS = 3
# Over this share of its length a curve may be level to float32.
_LEVEL = 2e-3


class _Span(NamedTuple):
    """A curve and the points [begin, end) that follow it."""

    curve: Curve
    begin: int
    end: int


def in_sequence(points: Points, parts: Sequence[Stretch]) -> list[Piece] | None:
    """Fit a curve to every stretch, one after the other.

    Args:
      points: a sample of the points.
      parts: their stretches.

    Returns:
      The curves with their points; None where a stretch follows none.
    """
    ends = _ends(parts)
    found: list[_Span] = []
    begin = 0
    for end in ends:
        if begin < end:
            # Where this may come to rest: at 0, or at the rate that the next stretch keeps.
            floors = (0.0, float(points.y[-1])) if end < len(points) else (0.0,)
            before = found[-1].curve if found else None
            top = before.rate if isinstance(before, Flat) else None
            fitted = _fit(points, begin, end, end != ends[-1], floors, top)
            if fitted is None:
                return None
            found += fitted
            begin = fitted[-1].end
    if begin < len(points):
        found.append(_Span(Flat(snap(float(points.y[-1]))), begin, len(points)))
    found = _without_idle_rests(points, _with_single_lead(points, found))
    if not _is_proved(points, found):
        return None
    return [Piece(curve, float(points.x[first]), float(points.x[last - 1])) for curve, first, last in found]


def _ends(parts: Sequence[Stretch]) -> list[int]:
    """List where the stretches end; the lone point after a jump belongs to the stretch that it begins."""
    ends: list[int] = []
    for part in parts:
        if len(ends) >= 2 and ends[-1] - ends[-2] == 1:
            ends.pop()
        ends.append(part.end)
    return ends


def _fit(
    points: Points, begin: int, end: int, is_followed: bool, floors: tuple[float, ...], top: float | None
) -> list[_Span] | None:
    """Fit one curve to the points [begin, end), or several where it bends; the last point may be the next one's."""
    for fits in (QUICK, COSTLY):
        for last in (end, end - 1) if is_followed and end - begin >= 2 else (end,):
            curve = best_fit(Part(points.part(begin, last), floors, top), fits)
            if curve is not None:
                return [_Span(curve, begin, last)]
    if not is_followed and end - begin >= 4:
        # The last point alone may lie on the floor.
        rate = float(points.y[end - 1])
        curve = best_fit(Part(points.part(begin, end - 1), (0.0, rate), top))
        if curve is not None:
            return [_Span(curve, begin, end - 1), _Span(Flat(snap(rate)), end - 1, end)]
    return _bent(points, begin, end, floors)


def _bent(points: Points, begin: int, end: int, floors: tuple[float, ...]) -> list[_Span] | None:
    """Cut a stretch where its slope changes: the longest curve first, then what is left."""
    found: list[_Span] = []
    for _ in range(_MOST_BENDS):
        longest = _longest(points, begin, end, floors)
        if longest is None:
            break
        found.append(longest)
        begin = longest.end
        if begin == end:
            return found
        rest = best_fit(Part(points.part(begin, end), floors))
        if rest is not None and (isinstance(rest, Flat) or _seen(points, _Span(rest, begin, end)) >= 3):
            return [*found, _Span(rest, begin, end)]
    return None


def _longest(points: Points, begin: int, end: int, floors: tuple[float, ...]) -> _Span | None:
    """Fit a curve to as many of the points [begin, end) as follow one, four or more."""

    @cache
    def fitted(cut: int) -> Curve | None:
        return best_fit(Part(points.part(begin, cut), floors), QUICK)

    cut = begin + 2 + bisect_left(range(begin + 3, end + 1), x=True, key=lambda cut: fitted(cut) is None)
    curve = fitted(cut) if cut - begin >= 4 else None
    return None if curve is None else _Span(curve, begin, cut)


def _with_single_lead(points: Points, found: list[_Span]) -> list[_Span]:
    """Settle a ramp of two points whose second lies on what follows: only the first is the ramp's."""
    if len(found) < 2 or found[0].end != 2 or not isinstance(found[0].curve, Line):
        return found
    following = found[1].curve
    if not following.follows(points.part(1, 2)):
        return found
    (x0, x1), (y0, y1) = points.x[:2].tolist(), points.y[:2].tolist()
    ramp = Line(x0, y0, (y1 - y0) / (x1 - x0), is_seen=False)
    if x0 > 0 and y0 > 0 and y0 / x0 * x1 >= following.at(x1):
        # A line from 0 at step 0 through the one point there is, up to where it meets the decay.
        ramp = Line(x0, y0, y0 / x0, is_seen=False)
    return [_Span(ramp, 0, 1), _Span(following, 1, found[1].end), *found[2:]]


def _without_idle_rests(points: Points, found: list[_Span]) -> list[_Span]:
    """Give the points of a rest to the curve beside it that is level there: only rounding made them equal."""
    kept: list[_Span] = []
    for span in found:
        before = kept[-1] if kept else None
        if before is not None and isinstance(before.curve, Flat) != isinstance(span.curve, Flat):
            rest, moving = (before, span) if isinstance(before.curve, Flat) else (span, before)
            # A hold of its own is longer than a curve is level.
            is_level = _length(points, rest) <= _LEVEL * _length(points, moving)
            is_end = rest is span and isinstance(moving.curve, HalfWave)
            if (is_level or is_end) and moving.curve.follows(points.part(rest.begin, rest.end)):
                kept[-1] = _Span(moving.curve, before.begin, span.end)
                continue
        kept.append(span)
    return kept


def _length(points: Points, span: _Span) -> float:
    return float(points.x[span.end - 1] - points.x[span.begin])


def _seen(points: Points, span: _Span) -> int:
    """Count the points that a curve passes: its own, and the one before it where the curve begins there."""
    is_joined = span.begin > 0 and span.curve.follows(points.part(span.begin - 1, span.begin))
    return span.end - span.begin + is_joined


def _is_proved(points: Points, found: list[_Span]) -> bool:
    """Say whether there are more points than numbers fitted to them, in all and on every decay."""
    for span in found:
        # Two points lie on every line: they tell nothing but where a first ramp began.
        is_few = isinstance(span.curve, Line) and _seen(points, span) < 3
        if is_few and (span.begin > 0 or span.curve.at(span.begin) > span.curve.at(span.end)):
            return False
    jumps = sum(isinstance(one.curve, Flat) and isinstance(two.curve, Flat) for one, two in itertools.pairwise(found))
    numbers = sum(span.curve.parameters for span in found)
    return len(points) >= numbers + jumps + (1 if len(found) == 1 else 2)
