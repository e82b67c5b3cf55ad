"""Legs of a run: the parts between resumes, each of which may follow the schedule from another step."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence

import numpy as np

from tb_lrplugin.diagnosis.explaining.leg import Leg
from tb_lrplugin.diagnosis.explaining.resets import fit_period, reset_at, since_reset
from tb_lrplugin.diagnosis.explaining.target import Target
from tb_lrplugin.diagnosis.explaining.telling import is_aliased
from tb_lrplugin.diagnosis.explaining.ways_on import any_way_on, as_asked_or_restarted, jump

# Of more points than this, so many are asked first.
_MANY = 10_000
_SOME = 2_000
# More legs than a page could list; a schedule that begins again more often does so on a beat, which is one number.
_MOST_LEGS = 64
# A run that goes on elsewhere more often follows no schedule that anybody would recognize.
_MOST_ELSEWHERE = 8
# Other factors and paces are rare events: a run that needs more of them is better called off its schedule.
_MOST_SCALED = 2
# Two resumes may follow each other within one logging interval; points that begin again one by one show no schedule.
_MOST_SINGLE = 2
# A leg with a number of its own needs so many points to be more than a retelling of them.
_LEAST_POINTS = 3

_Ways = Callable[[Target, int, Sequence[Leg]], Iterable[Leg]]


def find_legs(target: Target, known: Sequence[float] = ()) -> tuple[Leg, ...]:
    """Split the points into legs, each of which follows the schedule in a way of its own.

    Args:
      target: the points of a whole series.
      known: step counts that a restart may be tied to, such as steps per epoch.

    Returns:
      The legs that explain every point, the simplest kind that does: restarts on a beat, restarts, anything; none
      where so few legs cannot.
    """
    if len(target) > _MANY:
        # Legs that explain every point explain every so-many-th as well, and that is soon ruled out.
        some = target.at(np.linspace(0, len(target) - 1, _SOME).astype(np.int64))
        if not some.agrees.all() and not find_legs(some, known):
            return ()
    conventions = _conventions(target)
    # Where the schedule swings faster than it is logged, some leg fits anything.
    is_anything = is_aliased(target, target.steps)
    kinds: tuple[Callable[[Target], tuple[Leg, ...]], ...] = (
        lambda one: _periodic(one, known),
        lambda one: _cover(one, as_asked_or_restarted),
        lambda one: () if is_anything else _cover(one, any_way_on),
    )
    for find in kinds:
        found = [legs for one in conventions if (legs := find(one)) and not _stands_still(one, legs)]
        if found:
            return min(found, key=len)
    return ()


def _stands_still(target: Target, legs: Sequence[Leg]) -> bool:
    """Say whether all is one rate from the first of several restarts on: that is a rate that stands, told at length."""
    begun = [leg.start for leg in legs if leg.restarts]
    if len(begun) < 2:
        return False
    rest = target.at(slice(begun[0], None))
    return bool(rest.near_value(float(rest.values[0])).all())


def _conventions(target: Target) -> list[Target]:
    """List the offsets that the logger may have as far as the points before the first disagreement tell."""
    onset = target.first_disagreement
    if onset == 0:
        return [target]
    target, *others = target.conventions()
    # Around the step of a resume the comparison may have found one point more, by chance, under a wrong offset.
    return [target, *(other for other in others if other.first_disagreement >= max(onset - 1, 1))]


def _periodic(target: Target, known: Sequence[float]) -> tuple[Leg, ...]:
    """Try one period after which the schedule begins again every time, as a reset at each epoch does."""
    onset = target.first_disagreement
    if onset == 0 or len(target) - onset < _LEAST_POINTS:
        return ()
    # The first reset lies between the last point that agrees and the next, if not on a plateau before them.
    low, high = int(target.steps[target.unseen_since(onset)]), int(target.steps[onset]) + 1
    fit = fit_period(target, max(low, 1), high, known)
    if fit is None:
        return ()
    since = since_reset(target, fit.period, fit.resets_counter)
    begins = np.flatnonzero(np.diff(reset_at(target, fit.period, fit.resets_counter)) > 0) + 1
    if len(begins) * _LEAST_POINTS > len(target) or len(begins) < 2:
        return ()
    edges = [0, *begins.tolist(), len(target)]
    return tuple(
        Leg(a, b, fit.explained[a:b], target.offset, int(since[a] - target.steps[a]) if a else 0, restarts=a > 0)
        for a, b in itertools.pairwise(edges)
    )


def _cover(target: Target, ways: _Ways) -> tuple[Leg, ...]:
    """Take the leg that carries furthest, from its end on the next, and so on to the last point."""
    legs: list[Leg] = []
    start = 0
    while start < len(target):
        leg = jump(target, start, legs) or _longest(target, start, ways(target, start, legs))
        if leg is None or len(legs) == _MOST_LEGS:
            return ()
        legs.append(leg)
        if sum(_is_elsewhere(leg) for leg in legs) > _MOST_ELSEWHERE:
            return ()
        start = leg.stop
    return tuple(legs) if _is_sound(target, legs) else ()


def _longest(target: Target, start: int, ways: Iterable[Leg]) -> Leg | None:
    """Choose the way that carries furthest from a point on; the first where two carry as far."""
    best: Leg | None = None
    for leg in ways:
        if leg.start == start and (best is None or len(leg) > len(best)):
            best = leg
        if best is not None and best.stop == len(target):
            break
    return best


def _is_sound(target: Target, legs: Sequence[Leg]) -> bool:
    """Say whether the legs explain rather than retell: they are few, and all but transients hold for a while."""
    if len(legs) > 1 + len(target) / _LEAST_POINTS or (len(legs) < 2 and not legs[0].restarts):
        return False
    if sum(len(leg) == 1 for leg in legs[1:-1]) > _MOST_SINGLE:
        return False
    is_usual = legs[0].is_plain or legs[0].restarts
    if not is_usual and np.count_nonzero(~target.agrees[: legs[0].stop]) < _LEAST_POINTS:
        return False
    if sum(leg.value_scale != 1 or leg.time_scale != 1 for leg in legs) > _MOST_SCALED:
        return False
    # A staircase is soon retold stair by stair: its points have to change more often than the legs do.
    elsewhere = sum(map(_is_elsewhere, legs))
    changes = int(np.count_nonzero(~target.at(slice(1, None)).near(target.values[:-1])))
    if elsewhere and changes < len(legs) - 2 + elsewhere:
        return False
    return all(
        len(leg) >= _LEAST_POINTS or leg.is_plain or leg.restarts or leg.jumps or _is_transient(legs, index)
        for index, leg in enumerate(legs)
    )


def _is_elsewhere(leg: Leg) -> bool:
    return not (leg.is_plain or leg.restarts or leg.jumps)


def _is_transient(legs: Sequence[Leg], index: int) -> bool:
    """Say whether a short leg stands between two that are one and the same."""
    if not 0 < index < len(legs) - 1:
        return False
    before, after = legs[index - 1], legs[index + 1]
    return before.step_offset == after.step_offset and before.value_scale == after.value_scale
