"""Which k and d make every point exactly f(k * x + d), with no step of grace."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from tb_lrplugin.data.series import FloatArray, IntArray
from tb_lrplugin.diagnosis.comparing import Case
from tb_lrplugin.diagnosis.explaining.inverse import Windows, exact_windows, line_through
from tb_lrplugin.diagnosis.explaining.proof import proves_exact_pace as proves
from tb_lrplugin.diagnosis.explaining.searching import Fit
from tb_lrplugin.diagnosis.explaining.telling import some_with_edges
from tb_lrplugin.tolerance import CONVENTIONAL_OFFSETS
from tb_lrplugin.words.round_numbers import simplest_factor, whole_factor

# What float32 rounds is a small share of the tolerance; what lies within it tells k best.
SHARES = (1 / 32, 1 / 8, 1 / 2, 1.0)
# Rounding of k * x must not push a whole step over to the next.
_ROUNDING = 1e-9
# Of so many points that a line misses some more are looked at, so often; of more, none.
_MOST_MISSED, _ROUNDS = 64, 4


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
    leads = sorted((guess * (offset - case.offset) for offset in CONVENTIONAL_OFFSETS), key=abs)
    # Beside a turn a rate is that of two steps: where the guess lies on its wrong side, another convention may not.
    found = (_fit_near(case, guess, anchor, known, lead) for lead in leads)
    return next(filter(None, found), None)


def _fit_near(case: Case, guess: float, anchor: float, known: Sequence[float], by: float) -> Fit | None:
    """Find the simplest k, looking for the steps of the points around those that a guess makes due, and `by` later."""
    sample = some_with_edges(case)
    for _ in range(_ROUNDS):
        found = exact_windows(sample, anchor + guess * (sample.steps - anchor) + by, SHARES)
        missed: list[IntArray] = []
        lines = [] if found is None else list(_lines(sample, found, guess, anchor, known))
        for scale, lead, is_cut in sorted(lines, key=_rank):
            due = anchor + scale * (case.steps - anchor) + lead
            explained = rates_at(case, due, is_cut=is_cut)
            wrong = np.flatnonzero(~case.near(explained))
            if not wrong.size:
                return Fit(scale, explained, lead) if proves(case, scale, due, explained, is_cut=is_cut) else None
            missed.append(wrong[np.unique(np.linspace(0, len(wrong) - 1, _MOST_MISSED).astype(np.int64))])
        fewest = min(missed, key=len, default=())
        if len(fewest) == 0 or len(fewest) == _MOST_MISSED:
            return None
        # A counter that is cut off tells the most at points that some did not hold.
        sample = case[np.unique(np.concatenate([np.searchsorted(case.steps, sample.steps), fewest]))]
    return None


def rates_at(case: Case, due: FloatArray, *, is_cut: bool) -> FloatArray:
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
) -> Iterator[tuple[float, float, bool]]:
    """List k, d and whether steps are cut off, of lines through the windows of all points, those without d first."""
    x = case.steps - anchor
    ways = [([one for one in found if one.found.all()], False), ([_cut(found[-1])], True)]
    for lead in sorted({offset - case.offset for offset in CONVENTIONAL_OFFSETS}, key=abs):
        ahead = np.flatnonzero(x + lead > 0)
        for ones, is_cut in ways if ahead.size else ():
            for one in ones:
                low = float(((one.lower[ahead] - anchor) / (x + lead)[ahead]).max())
                high = float(((one.upper[ahead] - anchor) / (x + lead)[ahead]).min())
                if 0 < low <= high < np.inf:
                    scale = simplest_factor(low, high, known)
                    yield scale, scale * lead, is_cut
                    break
    for ones, is_cut in ways:
        for one in ones:
            slopes = line_through(x, one, guess)
            if slopes is not None:
                scale = simplest_factor(*slopes, known)
                low = float((one.lower - anchor - scale * x).max())
                high = float((one.upper - anchor - scale * x).min())
                if np.isfinite([low, high]).all():
                    yield scale, _roundest(low, high), is_cut
                break


def _rank(line: tuple[float, float, bool]) -> int:
    """Put the formula itself with no number but k first, then a counter that moves by whole steps, then anything."""
    scale, lead, is_cut = line
    return 0 if not is_cut and (lead / scale).is_integer() else 1 if whole_factor(scale) is not None else 2


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
