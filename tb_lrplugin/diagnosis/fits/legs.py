"""Legs of a run: the parts between resumes, each of which may follow the schedule from another step."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from tb_lrplugin.data.series import FloatArray
from tb_lrplugin.diagnosis.fits.resets import fit_period, within
from tb_lrplugin.diagnosis.fits.shift import fit_shift
from tb_lrplugin.diagnosis.fits.target import Target
from tb_lrplugin.diagnosis.fits.time_scale import fit_pace, fit_time_scale

_MOST_LEGS = 64
_MOST_SCALED = 2
# A leg of fewer points proves nothing by itself.
_LEAST_POINTS = 3
_STARTS = 33
_SEARCHED = 200
_LOOKS = (24, 8, 4, 2)
# Single points may jump anywhere, if they are so few of all.
_LONGEST_JUMP = 2
_MOST_JUMPS = 0.1


@dataclass(frozen=True, eq=False)
class Leg:
    """Points [start, stop) that follow a * f(anchor + k * (x - anchor) + d).

    Attributes:
      start, stop: indices of its points.
      explained: float64[stop - start], the rates it gives at its points.
      step_offset: d.
      value_scale: a.
      time_scale: k, counted from the leg's first step on.
      restarts: whether the schedule began again at its first point, from 0.
      jumps: whether its points follow nothing, the schedule going on behind them as before.
    """

    start: int
    stop: int
    explained: FloatArray
    step_offset: int = 0
    value_scale: float = 1.0
    time_scale: float = 1.0
    restarts: bool = False
    jumps: bool = False

    def __len__(self) -> int:
        return self.stop - self.start

    @property
    def is_plain(self) -> bool:
        """Whether it follows the schedule as it is."""
        return self.step_offset == 0 and self.value_scale == 1 and self.time_scale == 1 and not self.jumps


def find_legs(target: Target, known: Sequence[float] = ()) -> tuple[Leg, ...]:
    """Split the points into legs, each of which follows the schedule in a way of its own.

    Args:
      target: the points of a whole series.
      known: step counts that a restart may be tied to, such as steps per epoch.

    Returns:
      The legs that explain every point; none where so few cannot.
    """
    periodic = _periodic(target, known)
    if periodic:
        return periodic
    legs: list[Leg] = []
    start = 0
    while start < len(target):
        leg = _jump(target, start, legs) or _longest(target, start, legs)
        if leg is None or len(legs) == _MOST_LEGS:
            return ()
        legs.append(leg)
        start = leg.stop
    return tuple(legs) if _is_sound(target, legs) else ()


def _periodic(target: Target, known: Sequence[float]) -> tuple[Leg, ...]:
    """Try one period after which the schedule begins again every time, as a reset at each epoch does."""
    onset = int(np.argmin(target.agrees))
    if onset == 0 or len(target) - onset < 2 * _LEAST_POINTS:
        return ()
    low, high = max(int(target.steps[onset - 1]), 1), int(target.steps[onset]) + 1
    found = fit_period(target, low, high, known)
    if found is None:
        return ()
    period, explained = found
    since = within(target, period)
    begins = np.flatnonzero(np.diff(np.floor_divide(target.steps - target.offset, period)) > 0) + 1
    edges = [0, *begins.tolist(), len(target)]
    return tuple(
        Leg(a, b, explained[a:b], int(since[a] - target.steps[a]), restarts=a > 0) for a, b in itertools.pairwise(edges)
    )


def _jump(target: Target, start: int, before: Sequence[Leg]) -> Leg | None:
    """Take a point or two as a jump where the schedule goes on right behind them as before."""
    if not before or not before[-1].is_plain or target.agrees[start]:
        return None
    again = np.flatnonzero(target.agrees[start : start + _LONGEST_JUMP + 1])
    if again.size == 0 or not target.agrees[start + again[0] :].mean() >= 1 - _MOST_JUMPS:
        return None
    stop = start + int(again[0])
    return Leg(start, stop, target.values[start:stop], jumps=True)


def _longest(target: Target, start: int, before: Sequence[Leg]) -> Leg | None:
    """Find the explanation that carries furthest from a point on; the simpler one where two carry as far."""
    best: Leg | None = None
    for leg in _explanations(target, start, before):
        if best is None or len(leg) > len(best):
            best = leg
        if best.stop == len(target):
            break
    return best


def _explanations(target: Target, start: int, before: Sequence[Leg]) -> Iterator[Leg]:
    """List ways to go on from a point, simple ones first."""
    rest = target.at(slice(start, None))
    yield from _plain(target, rest, start)
    if before:
        yield from _restarted(target, rest, start)
    yield from _shifted(target, rest, start)
    yield from _scaled(rest, start)
    if before:
        yield from _paced(target, rest, start)


def _plain(target: Target, rest: Target, start: int) -> Iterator[Leg]:
    run = _run(rest.agrees)
    if run:
        yield Leg(start, start + run, target.expected[start : start + run])


def _run(right: np.ndarray) -> int:
    """Count the points from the first on that are right without a gap."""
    return len(right) if right.all() else int(np.argmin(right))


def _restarted(target: Target, rest: Target, start: int) -> Iterator[Leg]:
    """The schedule began again somewhere between the last point and this one."""
    low, high = int(target.steps[_since(target, start)]), int(target.steps[start])
    # A resume takes up the step of a checkpoint, which often is one that was logged.
    begin = _best_start(rest, low, high)
    if begin is not None:
        yield from _leg_at(rest, start, -begin, True)
    for count in dict.fromkeys((len(rest), *(count for count in _LOOKS if count < len(rest)))):
        fit = fit_shift(rest.at(slice(0, count)), -float(high), -float(low))
        if fit is not None and low <= -fit.step_offset <= high:
            yield from _leg_at(rest, start, fit.step_offset, True)
            return


def _best_start(rest: Target, low: int, high: int) -> int | None:
    """Search [low, high] for the step from which the schedule, begun there, carries furthest."""
    some = rest.at(np.unique(np.linspace(0, len(rest) - 1, _SEARCHED).astype(np.int64)))
    best: int | None = None
    while True:
        starts = np.unique(np.linspace(low, high, min(high - low + 1, _STARTS)).astype(np.int64))
        right = some.follows(some.steps - starts[:, None])[0]
        runs = np.where(right.all(axis=1), right.shape[1], np.argmin(right, axis=1))
        longest = np.flatnonzero(runs == runs.max())
        if runs.max() == 0:
            return best
        best = int(starts[longest[len(longest) // 2]])
        next_low = int(starts[max(longest[0] - 1, 0)])
        next_high = int(starts[min(longest[-1] + 1, len(starts) - 1)])
        if len(starts) < _STARTS or (next_low, next_high) == (low, high):
            return best
        low, high = next_low, next_high


def _since(target: Target, start: int) -> int:
    """Give the index before which a change that shows at a point cannot lie: on a plateau it shows late."""
    other = np.flatnonzero(~target.at(slice(0, start)).near_value(float(target.values[start])))
    return int(other[-1]) if other.size else 0


def _leg_at(rest: Target, start: int, offset: int, restarts: bool) -> Iterator[Leg]:
    right, explained = rest.follows(rest.steps + offset)
    run = _run(right)
    if run:
        yield Leg(start, start + run, explained[:run], offset, restarts=restarts)


def _shifted(target: Target, rest: Target, start: int) -> Iterator[Leg]:
    """The schedule went on from another step."""
    first = float(rest.steps[0])
    interval = float(target.steps[start] - target.steps[start - 1]) if start else 0.0
    for count in dict.fromkeys((len(rest), *(count for count in _LOOKS if _LEAST_POINTS <= count < len(rest)))):
        fit = fit_shift(rest.at(slice(0, count)), -first - interval, 2 * target.horizon - first)
        if fit is not None:
            # At its first point it has taken no more steps than lie between two points.
            restarts = start > 0 and 0 <= first + fit.step_offset <= interval
            yield from _leg_at(rest, start, fit.step_offset, restarts)
            return


def _scaled(rest: Target, start: int) -> Iterator[Leg]:
    """The schedule went on at another level."""
    if rest.expected[0] <= 0 or rest.values[0] <= 0:
        return
    scale = float(rest.values[0] / rest.expected[0])
    with np.errstate(invalid="ignore"):
        right = np.abs(rest.values - scale * rest.expected) <= 2 * scale * rest.tolerance_at(rest.expected)
    run = _run(right)
    if run >= _LEAST_POINTS:
        yield Leg(start, start + run, scale * rest.expected[:run], value_scale=scale)


def _paced(target: Target, rest: Target, start: int) -> Iterator[Leg]:
    """The schedule went on at another pace, or with another total."""
    fit = fit_time_scale(rest) or fit_pace(rest, _anchors(target, start))
    if fit is not None:
        yield Leg(start, start + len(rest), fit.explained, time_scale=fit.time_scale)


def _anchors(target: Target, start: int) -> list[float]:
    since, before, first = (float(target.steps[index]) for index in (_since(target, start), start - 1, start))
    return list(dict.fromkeys([(before + first) / 2, since, (since + first) / 2]))


def _is_sound(target: Target, legs: Sequence[Leg]) -> bool:
    """Say whether the legs explain rather than retell: they are few, and all but transients hold for a while."""
    if len(legs) < 2 or len(legs) > 1 + len(target) / _LEAST_POINTS:
        return False
    if sum(leg.value_scale != 1 or leg.time_scale != 1 for leg in legs) > _MOST_SCALED:
        return False
    # A staircase is soon retold stair by stair: its points have to change more often than the legs do.
    elsewhere = sum(not (leg.is_plain or leg.restarts or leg.jumps) for leg in legs)
    changes = int(np.count_nonzero(~target.at(slice(1, None)).near(target.values[:-1])))
    if elsewhere and changes < len(legs) - 2 + elsewhere:
        return False
    return all(
        len(leg) >= _LEAST_POINTS or leg.is_plain or leg.restarts or leg.jumps or _is_transient(legs, index)
        for index, leg in enumerate(legs)
    )


def _is_transient(legs: Sequence[Leg], index: int) -> bool:
    """Say whether a short leg stands between two that are one and the same."""
    if not 0 < index < len(legs) - 1:
        return False
    before, after = legs[index - 1], legs[index + 1]
    return before.step_offset == after.step_offset and before.value_scale == after.value_scale
