"""Legs of a run: the parts between resumes, each of which may follow the schedule from another step."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence

import numpy as np

from tb_lrplugin.diagnosis.comparing import Case
from tb_lrplugin.diagnosis.explaining.both import restarts_at_a_pace
from tb_lrplugin.diagnosis.explaining.leg import Leg
from tb_lrplugin.diagnosis.explaining.proof import LEAST_POINTS, are_too_many, legs_explain
from tb_lrplugin.diagnosis.explaining.resets import fit_period, reset_at, since_reset
from tb_lrplugin.diagnosis.explaining.telling import is_aliased, unseen_since
from tb_lrplugin.diagnosis.explaining.ways_on import any_way_on, as_asked_or_restarted, jump, last_as_asked

# Of more points than this, so many are asked first.
_MANY = 10_000
_SOME = 2_000
# More legs than a page could list; a schedule that begins again more often does so on a beat, which is one number.
_MOST_LEGS = 64
# A run that goes on elsewhere more often follows no schedule that anybody would recognize.
_MOST_ELSEWHERE = 8
# More restarts than that are many.
_MANY_LEGS = 3

_Ways = Callable[[Case, int, Sequence[Leg]], Iterable[Leg]]


def find_legs(case: Case) -> tuple[Leg, ...]:
    """Split the points into legs, each of which follows the schedule in a way of its own.

    Args:
      case: the points of a whole series.

    Returns:
      The legs that explain every point, the simplest kind that does: restarts on a beat, restarts, a last leg as
      asked for, anything; none where so few legs cannot.
    """
    if len(case) > _MANY:
        # Legs that explain every point explain every so-many-th as well, and that is soon ruled out.
        some = case[np.linspace(0, len(case) - 1, _SOME).astype(np.int64)]
        if not some.agrees.all() and not find_legs(some):
            return ()
    conventions = _conventions(case)
    # Where the schedule swings faster than it is logged, some leg fits anything.
    is_anything = is_aliased(case, case.steps)
    kinds: tuple[Callable[[Case], tuple[Leg, ...]], ...] = (
        lambda one: _shown(_periodic(one), is_anything=is_anything),
        lambda one: _shown(_cover(one, as_asked_or_restarted), is_anything=is_anything),
        lambda one: () if is_anything else last_as_asked(one),
        lambda one: () if is_anything else _restarts_at_a_pace(one),
        lambda one: () if is_anything else _cover(one, any_way_on),
    )
    for find in kinds:
        found = [legs for one in conventions if (legs := find(one)) and not _stands_still(one, legs)]
        if found:
            return _likelier(case, min(found, key=len), is_anything=is_anything)
    return ()


def _restarts_at_a_pace(case: Case) -> tuple[Leg, ...]:
    return restarts_at_a_pace(case, lambda paced: _cover(paced, as_asked_or_restarted))


def _likelier(case: Case, legs: tuple[Leg, ...], *, is_anything: bool) -> tuple[Leg, ...]:
    """Take another pace up to the last leg, if that explains as much, instead of restarts after which all is well.

    A run that has lost its state does not find it again by itself. Of many restarts a pace may make few.
    """
    if len(legs) > _MANY_LEGS and not is_anything:
        paced = _restarts_at_a_pace(case)
        legs = paced if paced and len(paced) + 1 < len(legs) else legs
    is_back = legs[-1].is_plain and any(leg.restarts for leg in legs)
    return (last_as_asked(case) or legs) if is_back and not is_anything else legs


def _shown(legs: tuple[Leg, ...], *, is_anything: bool) -> tuple[Leg, ...]:
    """Leave out legs of which a few points are no proof, where some leg fits anything."""
    return () if is_anything and any(len(leg) < LEAST_POINTS for leg in legs) else legs


def _stands_still(case: Case, legs: Sequence[Leg]) -> bool:
    """Say whether all is one rate from the first of several restarts on: that is a rate that stands, told at length."""
    begun = [leg.start for leg in legs if leg.restarts]
    if len(begun) < 2:
        return False
    rest = case[begun[0] :]
    return bool(rest.near(float(rest.values[0])).all())


def _conventions(case: Case) -> list[Case]:
    """List the offsets that the logger may have as far as the points before the first disagreement tell."""
    onset = case.first_disagreement
    if onset == 0:
        return [case]
    case, *others = case.conventions()
    # Around the step of a resume the comparison may have found one point more, by chance, under a wrong offset.
    return [case, *(other for other in others if other.first_disagreement >= max(onset - 1, 1))]


def _periodic(case: Case) -> tuple[Leg, ...]:
    """Try one period after which the schedule begins again every time, as a reset at each epoch does."""
    onset = case.first_disagreement
    if onset == 0 or len(case) - onset < LEAST_POINTS:
        return ()
    # The first reset lies between the last point that agrees and the next, if not on a plateau before them.
    low, high = int(case.steps[unseen_since(case, onset)]), int(case.steps[onset]) + 1
    fit = fit_period(case, max(low, 1), high)
    if fit is None:
        return ()
    since = since_reset(case, fit.number, fit.phase)
    begins = np.flatnonzero(np.diff(reset_at(case, fit.number, fit.phase)) > 0) + 1
    if len(begins) * LEAST_POINTS > len(case) or len(begins) < 2:
        return ()
    # Where one reset alone explains every point, no other one shows.
    once = reset_at(case, fit.number, fit.phase)[onset] * fit.number
    if case.near(case.rates.nearest(np.where(case.steps < once + fit.phase, case.steps, case.steps - once))).all():
        return ()
    edges = [0, *begins.tolist(), len(case)]
    return tuple(
        Leg(a, b, fit.explained[a:b], case.offset, int(since[a] - case.steps[a]) if a else 0, restarts=a > 0)
        for a, b in itertools.pairwise(edges)
    )


def _cover(case: Case, ways: _Ways) -> tuple[Leg, ...]:
    """Take the leg that carries furthest, from its end on the next, and so on to the last point."""
    legs: list[Leg] = []
    start = 0
    while start < len(case):
        leg = jump(case, start, legs) or _longest(case, start, ways(case, start, legs))
        if leg is None or len(legs) == _MOST_LEGS:
            return ()
        legs.append(leg)
        if are_too_many(case, legs) or sum(leg.is_elsewhere for leg in legs) > _MOST_ELSEWHERE:
            return ()
        start = leg.stop
    return tuple(legs) if legs_explain(case, legs) else ()


def _longest(case: Case, start: int, ways: Iterable[Leg]) -> Leg | None:
    """Choose the way that carries furthest from a point on; the first where two carry as far."""
    best: Leg | None = None
    for leg in ways:
        if leg.start == start and (best is None or len(leg) > len(best)):
            best = leg
        if best is not None and best.stop == len(case):
            break
    return best
