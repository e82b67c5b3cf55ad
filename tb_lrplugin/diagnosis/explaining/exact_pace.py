"""Which k and d make every point exactly f(k * x + d), with no step of grace."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from tb_lrplugin.data.series import FloatArray, IntArray
from tb_lrplugin.diagnosis.comparing import Case
from tb_lrplugin.diagnosis.explaining.inverse import Windows, exact_windows, line_through
from tb_lrplugin.diagnosis.explaining.proof import proves_exact_pace as proves
from tb_lrplugin.diagnosis.explaining.searching import SHARES, Fit
from tb_lrplugin.diagnosis.explaining.telling import some_of, some_with_edges
from tb_lrplugin.tolerance import CONVENTIONAL_OFFSETS
from tb_lrplugin.words.round_numbers import simplest_factor, whole_factor

# Rounding of k * x must not push a whole step over to the next.
_ROUNDING = 1e-9
# A framework evaluates its formula in float32: a factor is known no better than this share of it.
_NOISE = 5e-7
# What frameworks round that compute in float32, as a share of the tolerance.
_AS_NEAR = 1 / 32
# Of so many points that a line misses some more are looked at, so often; of more, none.
_MOST_MISSED, _ROUNDS = 64, 4


class _Line(NamedTuple):
    """The steps k * x + d, k in `scale` and d in `lead`, as they are or cut off to whole ones, within a share."""

    scale: float
    lead: float
    is_cut: bool
    share: float


def fit_as_guessed(case: Case, scale: float, anchor: float) -> Fit | None:
    """Hold a simple k, from an anchor on, against every point as nearly as float32 tells, under each convention."""
    for lead in sorted({float(offset - case.offset) for offset in CONVENTIONAL_OFFSETS}, key=abs):
        # Some of the points rule out nearly all.
        for points in (case.once(some_of), case):
            due = anchor + scale * (points.steps + lead - anchor)
            explained = _rates_at(points, due, is_cut=False)
            is_near = (np.abs(points.values - explained) <= _AS_NEAR * points.tolerance_at(explained)).all()
            if not is_near:
                break
        if is_near:
            return Fit(scale, explained, scale * lead) if proves(case, scale, due, explained, is_cut=False) else None
    return None


def fit_exact_pace(case: Case, guess: float, anchor: float, known: Sequence[float]) -> Fit | None:
    """Find the simplest k near a guess under which every point has the very rate that is due.

    The step k * x + d is taken as it is (a schedule built for another total), or cut off to a whole one (a counter that
    moves only now and then). With d = 0 under one of the logger's conventions k is the only number; else d is another.

    Args:
      case: the points.
      guess: near k.
      anchor: step up to which the schedule runs as it should, f(anchor + k * (x - anchor) + d).
      known: settings of the run that may be k; they win over other numbers that fit as well.

    Returns:
      k and d; None where nothing near the guess is exact.
    """
    # Beside a turn a rate is that of two steps: where the guess lies on its wrong side, another convention may not.
    for lead in sorted((guess * (offset - case.offset) for offset in CONVENTIONAL_OFFSETS), key=abs):
        sample, displaced = case.once(some_with_edges), None
        for _ in range(_ROUNDS):
            due = anchor + guess * (sample.steps - anchor) + lead
            found = exact_windows(sample, due, SHARES)
            if found is None:
                return displaced
            fit, missed = _fitted(case, sorted(_lines(sample, found, guess, anchor, known), key=_rank), anchor)
            if fit is not None and not is_displaced(fit.number, fit.phase):
                return fit
            displaced = displaced or fit
            if not 0 < len(missed) < _MOST_MISSED:
                break
            # A counter that is cut off, and a stair, tell the most at points that some did not hold.
            sample = case[np.unique(np.concatenate([np.searchsorted(case.steps, sample.steps), missed]))]
        if displaced is not None:
            return displaced
        if int(np.count_nonzero(~case.rates.pieces_within(0, max(int(due[-1]), 1))[1])) == 1:
            return None
    return None


def _fitted(case: Case, lines: Sequence[_Line], anchor: float) -> tuple[Fit | None, IntArray]:
    """Hold lines against every point: the first that all are on, and some points that the best one before it misses."""
    fewest: IntArray = np.arange(0 if not lines else _MOST_MISSED)
    for line in lines:
        due = anchor + line.scale * (case.steps - anchor) + line.lead
        explained = _rates_at(case, due, is_cut=line.is_cut)
        wrong = np.flatnonzero(~case.near(explained))
        if not wrong.size:
            is_proved = proves(case, line.scale, due, explained, is_cut=line.is_cut)
            return (Fit(line.scale, explained, line.lead) if is_proved else None), fewest if is_proved else wrong
        if len(wrong) < len(fewest):
            fewest = wrong
    return None, fewest


def is_displaced(scale: float, lead: float) -> bool:
    """Say whether d is a number of its own, beside a logger's convention."""
    return not (lead / scale).is_integer()


def _rates_at(case: Case, due: FloatArray, *, is_cut: bool) -> FloatArray:
    """Give the rates at real-valued steps, float64[n], or at the whole ones that they are cut off to."""
    if is_cut:
        return case.rates.nearest(np.floor(due + _ROUNDING * np.maximum(np.abs(due), 1)))
    rates = case.rates.within(due)
    wrong = np.flatnonzero(~case.near(rates))
    if wrong.size:
        for beside in case.rates.around(due[wrong]):
            rates[wrong] = np.where(case[wrong].near(beside), beside, rates[wrong])
    return rates


def _lines(
    case: Case, found: Sequence[Windows], guess: float, anchor: float, known: Sequence[float]
) -> Iterator[_Line]:
    """List lines through the windows of all points, those without d first."""
    x = case.steps - anchor
    ways = [(found, False), ([_cut(found[-1])], True)]
    for lead in sorted({offset - case.offset for offset in CONVENTIONAL_OFFSETS}, key=abs):
        ahead = np.flatnonzero(x + lead > 0)
        for ones, is_cut in ways if ahead.size else ():
            for share, one in zip(SHARES, ones, strict=False):
                low = float(((one.lower[ahead] - anchor) / (x + lead)[ahead]).max())
                high = float(((one.upper[ahead] - anchor) / (x + lead)[ahead]).min())
                if 0 < low <= high < np.inf:
                    scale = _factor(low, high, known)
                    yield _Line(scale, scale * lead, is_cut, share)
                    break
    for ones, is_cut in ways:
        for share, one in zip(SHARES, ones, strict=False):
            slopes = line_through(x, one, guess)
            if slopes is not None:
                scale = _factor(*slopes, known)
                low = float((one.lower - anchor - scale * x).max())
                high = float((one.upper - anchor - scale * x).min())
                if np.isfinite([low, high]).all():
                    yield _Line(scale, _roundest(low, high), is_cut, share)
                break


def _factor(low: float, high: float, known: Sequence[float]) -> float:
    """Choose the simplest factor; a whole one, or its reciprocal, also where only the noise leaves it out."""
    simplest = simplest_factor(low * (1 - _NOISE), high * (1 + _NOISE), known)
    return simplest if whole_factor(simplest) is not None else simplest_factor(low, high, known)


def _rank(line: _Line) -> tuple[int, float]:
    """Put the formula itself with no number but k first, then a counter that moves by whole steps, then anything.

    Of several the one that is nearest to the rates.
    """
    if not line.is_cut and not is_displaced(line.scale, line.lead):
        return 0, line.share
    return 1 if whole_factor(line.scale) is not None else 2, line.share


def _roundest(low: float, high: float) -> float:
    """Choose a whole number between two, the nearest to 0; where there is none, the middle."""
    nearest = min(max(0.0, np.ceil(low)), np.floor(high))
    return float(nearest) if low <= nearest <= high else (low + high) / 2


def _cut(found: Windows) -> Windows:
    """Give for every point the steps that are cut off to a whole one at which it has its rate; empty for none."""
    first, last = np.ceil(found.lower), np.floor(found.upper)
    # The window of a rate that stands ends where the next one begins, others end with a step that is cut off to it.
    end = np.where(found.upper > last, last + 1, last)
    with np.errstate(invalid="ignore"):
        return Windows(first, np.where(np.isinf(end), end, end - _ROUNDING * np.maximum(np.abs(end), 1)))
