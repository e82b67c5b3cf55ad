"""The ways in which a run may go on from one of its points: as asked for, restarted, elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from tb_lrplugin.data.series import IntArray
from tb_lrplugin.diagnosis.comparing import Case, is_flat
from tb_lrplugin.diagnosis.explaining.leg import Leg
from tb_lrplugin.diagnosis.explaining.pace import PaceSearch, fit_pace
from tb_lrplugin.diagnosis.explaining.place import fit_shift
from tb_lrplugin.diagnosis.explaining.proof import LEAST_POINTS, follows, legs_explain
from tb_lrplugin.diagnosis.explaining.searching import Fit, crossings
from tb_lrplugin.diagnosis.explaining.telling import some_with_edges, unseen_since
from tb_lrplugin.diagnosis.explaining.total import fit_total, total_of_pace
from tb_lrplugin.words.round_numbers import simplest_factor

# So many starts are tried one by one; of more, some, and those that the first points give.
_EVERY_START = 512
_STARTS = 65
# How many of the first points are asked for the steps at which the schedule has their rates, how finely those are
# searched.
_INVERTED, _OWN_STEPS = 4, 257
_BESIDE = np.arange(-2.0, 3.0)
# Just below and above a rate, beyond what float32 rounds.
_AROUND = np.array([1 - 1e-6, 1 + 1e-6])
# So often the rates behind the points that every start explains are asked.
_ROUNDS = 3
# Points that a start is held against: the first ones, which decide how far it carries, and some of the others.
_FIRST_SEARCHED, _SEARCHED = 24, 40
# How many points ahead a displacement is looked for: the next resume may be near.
_LOOKS = (24, 8, 4)
# A rate left behind that is nearer to the first one than this, as a share, is the first one.
_LEAST_LOST = 1e-4
# Single points may jump anywhere, if they are so few of all.
_LONGEST_JUMP = 2
_BLOCK = 4096
_MOST_JUMPS = 0.1
# A total that is changed more often than that is no total.
_MOST_TOTALS = 6


def jump(case: Case, start: int, before: Sequence[Leg]) -> Leg | None:
    """Take a point or two as a jump where the schedule goes on right behind them as before, for all that tells.

    They may be the first ones of a run that begins above step 0: a resume shows a rate of its own before it goes on.
    """
    is_resume = not before and len(case) > 1 and case.steps[0] > case.steps[1] - case.steps[0]
    if not (is_resume or (before and before[-1].is_plain)) or case.agrees[start]:
        return None
    again = np.flatnonzero(case.agrees[start : start + _LONGEST_JUMP + 1])
    if again.size == 0 or not case.agrees[start + again[0] :].mean() >= 1 - _MOST_JUMPS:
        return None
    stop = start + int(again[0])
    return Leg(start, stop, case.values[start:stop], case.offset, jumps=True)


def as_asked_or_restarted(case: Case, start: int, before: Sequence[Leg]) -> Iterator[Leg]:
    """List the ways to go on from a point that a run has which loses its schedule's state and nothing else."""
    rest = case[start:]
    yield from _plain(rest, start)
    if before or not rest.agrees[0]:
        yield from _restarted(case, rest, start)
    if before:
        yield from _restarted_from_there(case, rest, start, before[-1])


def any_way_on(case: Case, start: int, before: Sequence[Leg]) -> Iterator[Leg]:
    """List ways to go on from a point, simple ones first."""
    rest = case[start:]
    yield from as_asked_or_restarted(case, start, before)
    # A run that begins as asked for is not explained from its beginning on.
    if not before and rest.agrees[0]:
        return
    yield from _shifted(case, rest, start)
    yield from _scaled(rest, start)
    if before:
        yield from _paced(case, rest, start)


def _plain(rest: Case, start: int) -> Iterator[Leg]:
    run = _run(rest.agrees)
    if run:
        yield Leg(start, start + run, rest.expected[:run], rest.offset)


def _run(right: npt.NDArray[np.bool_]) -> int:
    """Count the points from the first on that are right without a gap."""
    return len(right) if right.all() else int(np.argmin(right))


def _restarted(case: Case, rest: Case, start: int) -> Iterator[Leg]:
    """The schedule began again somewhere between the last point and this one."""
    high = int(case.steps[start])
    if start:
        low = int(case.steps[unseen_since(case, start)])
    elif len(case) > 1:
        # A log that begins late may be that of a resumed run: within one interval before its first point.
        low = max(high - int(np.diff(case.steps).max()), 0) + 1
    else:
        return
    if low > high:
        return
    begin = _best_start(rest, low, high)
    if begin is not None:
        yield from _leg_at(rest, start, -begin, restarts=True)


def _restarted_from_there(case: Case, rest: Case, start: int, before: Leg) -> Iterator[Leg]:
    """The schedule began again from the rate that was left behind, which it took for its first one.

    So do torch's schedulers that work with the rate they find in the optimizer (StepLR, ExponentialLR,
    CosineAnnealingLR ...), where the optimizer's state was loaded and the scheduler's was not.
    """
    first = case.schedule.value_at(0)
    if first <= 0 or before.time_scale != 1:
        return
    begins = np.unique(np.linspace(case.steps[unseen_since(case, start)], case.steps[start], _EVERY_START).astype(int))
    # The rate of the step where it begins, or of the one before, whose update was saved and not yet counted.
    lefts = np.concatenate([begins, begins - 1])
    begins = np.tile(begins, 2)
    scales = before.value_scale * case.rates.nearest(lefts + before.step_offset) / first
    some = rest[: min(_FIRST_SEARCHED, len(rest))]
    expected = scales[:, None] * case.rates.nearest(some.steps - begins[:, None])
    right = some.near(expected)
    runs = np.where(right.all(axis=1), right.shape[1], np.argmin(right, axis=1))
    # The next leg begins from the rate of this one: of begins that carry as far, the nearest one.
    distances = np.abs(expected - some.values)[:, : max(int(runs.max()), 1)].max(axis=1)
    chosen = int(np.argmin(np.where(runs == runs.max(), distances, np.inf)))
    begin, scale = int(begins[chosen]), float(scales[chosen])
    explained = scale * case.rates.nearest(rest.steps - begin)
    run = _run(rest.near(explained))
    # A curve that begins from nothing is flat: it shows no begin.
    if run >= LEAST_POINTS and abs(scale - 1) > _LEAST_LOST and explained[:run].any():
        yield Leg(start, start + run, explained[:run], rest.offset, -begin, scale, restarts=True)


def last_as_asked(case: Case) -> tuple[Leg, ...]:
    """Take the last leg as the one that follows the configuration, and find the pace of what was before.

    Files beside a run are written anew at a resume, so that the configuration is mostly that of the last leg.
    """
    # Where the first points disagree, the last ones tell the logger's own offset.
    begin, case = min(((_last_wrong(one) + 1, one) for one in case.conventions()), key=lambda found: found[0])
    rest = case.expected[begin:]
    # Two rates that are those asked for are no chance, and neither is one that stays so.
    least = LEAST_POINTS if rest.size and is_flat(rest) else 2
    if begin < LEAST_POINTS or len(rest) < least:
        return ()
    head = case[:begin]
    whole = _of_other_total(head, 0) or _at_one_pace(head)
    before = _of_other_totals(head) if whole is None else (whole,)
    legs = (*before, Leg(begin, len(case), case.expected[begin:], case.offset))
    return legs if before and legs_explain(case, legs) else ()


def _of_other_totals(head: Case) -> tuple[Leg, ...]:
    """Split points into legs, each with a total of its own: one resume after the other changed it."""
    legs: list[Leg] = []
    while not legs or legs[-1].stop < len(head):
        leg = _of_one_total(head, legs[-1].stop if legs else 0)
        if leg is None or len(legs) == _MOST_TOTALS:
            return ()
        legs.append(leg)
    return tuple(legs)


def _of_one_total(case: Case, start: int) -> Leg | None:
    """Find the total that carries furthest from a point on: what explains a part explains what is shorter."""
    leg, carried, failed = None, start + LEAST_POINTS - 1, len(case) + 1
    while failed - carried > 1:
        stop = (carried + failed) // 2 if failed <= len(case) else len(case)
        found = _of_other_total(case[start:stop], start)
        if found is None:
            failed = stop
        else:
            leg, carried = found, stop
    return leg


def _at_one_pace(head: Case) -> Leg | None:
    search = PaceSearch(head)
    fit = search.fit() if search.may_fit() else None
    return None if fit is None else _leg_at_pace(head, 0, fit)


def _leg_at_pace(rest: Case, start: int, fit: Fit) -> Leg:
    """Tell a pace that counts from step 0 as the total that it comes from, where the schedule has one."""
    total = total_of_pace(rest, fit.number)
    return Leg(start, start + len(rest), fit.explained, rest.offset, time_scale=fit.number, total=total)


def _last_wrong(case: Case) -> int:
    """Give the index of the last point that disagrees; -1 where none does."""
    wrong = np.flatnonzero(~case.agrees)
    return int(wrong[-1]) if wrong.size else -1


def _best_start(rest: Case, low: int, high: int) -> int | None:
    """Search [low, high] for the step from which the schedule, begun there, carries furthest."""
    first = np.arange(min(_FIRST_SEARCHED, len(rest)))
    later = np.linspace(0, len(rest) - 1, _SEARCHED).astype(np.int64)
    some = some_with_edges(rest, np.concatenate([first, later]))
    starts = np.arange(low, high + 1) if high - low < _EVERY_START else _likely_starts(rest, low, high)
    runs = _runs(some, starts)
    # On a plateau any start carries as far as it goes: the rates behind it tell.
    for _ in range(_ROUNDS if high - low >= _EVERY_START else 0):
        most = int(runs.max())
        if most == len(some):
            break
        beyond = _starts_of(some, range(most, min(most + 2, len(some))), low, high)
        starts = np.unique(np.concatenate([starts[runs == most], beyond]))
        runs = _runs(some, starts)
    longest = np.flatnonzero(runs == runs.max())
    # Of starts that are as good as each other, the middle one is wrong by least.
    return int(starts[longest[len(longest) // 2]]) if runs.max() else None


def _runs(some: Case, starts: IntArray) -> IntArray:
    """Count how many points follow the schedule begun at each of some steps, int64[m] of int64[m]."""
    right = some.near(some.rates.nearest(some.steps - starts[:, None]))
    runs: IntArray = np.where(right.all(axis=1), right.shape[1], np.argmin(right, axis=1))
    return runs


def _likely_starts(rest: Case, low: int, high: int) -> IntArray:
    """List some starts, and those under which one of the first points has its rate, int64[m]."""
    some = np.rint(np.linspace(low, high, _STARTS)).astype(np.int64)
    return np.unique(np.concatenate([some, _starts_of(rest, range(min(_INVERTED, len(rest))), low, high)]))


def _starts_of(case: Case, points: Iterable[int], low: int, high: int) -> IntArray:
    """List the starts between two steps under which one of some points has a rate that the schedule has there."""
    starts = []
    for index in points:
        own = float(case.steps[index]) - np.linspace(high, low, _OWN_STEPS)
        # A stair has its rate from where it begins to where it ends.
        for rate in float(case.values[index]) * _AROUND:
            near = crossings(case.rates, own, float(rate))[:, None] + _BESIDE
            starts.append(case.steps[index] - near.ravel())
    return np.unique(np.clip(np.rint(np.concatenate(starts)), low, high)).astype(np.int64)


def _leg_at(rest: Case, start: int, offset: int, *, restarts: bool) -> Iterator[Leg]:
    # Most explanations end early; only one that carries is held against all of the points.
    for count in dict.fromkeys((min(_BLOCK, len(rest)), len(rest))):
        right, explained = follows(rest[:count], rest.steps[:count] + offset)
        run = _run(right)
        if run < count:
            break
    if run:
        yield Leg(start, start + run, explained[:run], rest.offset, offset, restarts=restarts)


def _shifted(case: Case, rest: Case, start: int) -> Iterator[Leg]:
    """The schedule went on from another step."""
    first = float(rest.steps[0])
    interval = float(case.steps[start] - case.steps[start - 1]) if start else 0.0
    looks = [count for count in _LOOKS if count < len(rest)]
    # That the whole series follows the schedule from another step was asked before, and no resume shows in its start.
    for count in [len(rest), *looks] if start else looks[:1]:
        fit = fit_shift(rest[:count], -first - interval, 2 * case.horizon - first)
        if fit is not None:
            # At its first point it has taken no more steps than lie between two points.
            restarts = start > 0 and 0 <= first + fit.number <= interval
            yield from _leg_at(rest, start, int(fit.number), restarts=restarts)
            return


def _scaled(rest: Case, start: int) -> Iterator[Leg]:
    """The schedule went on at another level."""
    if rest.expected[0] <= 0 or rest.values[0] <= 0:
        return
    scale = float(rest.values[0] / rest.expected[0])
    with np.errstate(invalid="ignore"):
        # The first point's own rounding is in the factor, so that it counts twice.
        right = np.abs(rest.values - scale * rest.expected) <= 2 * scale * rest.tolerance_at(rest.expected)
    run = _run(right)
    if run >= LEAST_POINTS:
        scale = _rounded(rest[:run], scale)
        yield Leg(start, start + run, scale * rest.expected[:run], rest.offset, value_scale=scale)


def _rounded(leg: Case, scale: float) -> float:
    """Choose the simplest factor that suits every point of a leg, instead of that of its first point."""
    telling = leg.expected > 0
    values, expected = leg.values[telling], leg.expected[telling]
    slack = scale * leg.tolerance_at(expected)
    low, high = float(((values - slack) / expected).max()), float(((values + slack) / expected).min())
    return simplest_factor(low, high) if 0 < low <= high else scale


def _paced(case: Case, rest: Case, start: int) -> Iterator[Leg]:
    """The schedule went on with another total, or at another pace."""
    leg = _of_one_total(case, start)
    # A single rate that the configuration asks for may be one by chance.
    if leg is not None and leg.stop != len(case) - 1:
        yield leg
    if leg is not None and leg.stop == len(case):
        return
    # To within a step of grace it is soon ruled out.
    search = PaceSearch(rest)
    found = search.fit(looks_exactly=False) and search.fit()
    if found:
        yield _leg_at_pace(rest, start, found)
        return
    fit = fit_pace(rest, _anchors(case, start)) if start else None
    if fit is not None:
        yield Leg(start, start + len(rest), fit.explained, rest.offset, time_scale=fit.number)


def _of_other_total(rest: Case, start: int) -> Leg | None:
    fit = fit_total(rest)
    if fit is None:
        return None
    pace = fit.configured / fit.total
    return Leg(start, start + len(rest), fit.explained, rest.offset, time_scale=pace, total=fit.total)


def _anchors(case: Case, start: int) -> list[float]:
    """List steps near which the pace may have changed: between two points, or on the plateau before them."""
    since, before, first = (float(case.steps[index]) for index in (unseen_since(case, start), start - 1, start))
    return list(dict.fromkeys([(before + first) / 2, since, (since + first) / 2]))
