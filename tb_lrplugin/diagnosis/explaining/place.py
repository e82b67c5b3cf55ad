"""Which d makes the points follow f(x + d): a schedule that starts elsewhere than at step 0."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np

from tb_lrplugin.data.series import FloatArray
from tb_lrplugin.diagnosis.comparing import Case
from tb_lrplugin.diagnosis.explaining.inverse import densest, windows
from tb_lrplugin.diagnosis.explaining.proof import follows
from tb_lrplugin.diagnosis.explaining.searching import (
    CANDIDATES,
    HOPELESS,
    MOST_LISTED,
    Fit,
    is_minimum,
    misfit,
    searched,
    zoom,
)
from tb_lrplugin.diagnosis.explaining.telling import few_of, some_of, some_with_edges
from tb_lrplugin.words.round_numbers import roundest_whole

_GRID = 601
_NEAR = 16
# Before an offset of the grid is refined, its misfit may be so much.
_FAR = 0.5
# Of a wider one so many are tried.
_TRIED = 65


def fit_shift(case: Case, low: float, high: float, known: Sequence[float] = ()) -> Fit | None:
    """Find the step offset under which the points follow the schedule.

    Args:
      case: the points.
      low: least offset to search, in steps.
      high: largest offset to search.
      known: offsets that would have a reason; one of them wins over others that fit as well.

    Returns:
      d, beside the logger's own offset, which explains every point; None where no offset does.
    """
    sample = case.once(some_of)
    near = np.arange(-_NEAR, _NEAR + 1.0)
    grid = np.unique(
        np.concatenate(
            [np.linspace(low, high, _GRID), near[(near >= low) & (near <= high)], np.asarray(known, np.float64)]
        )
    )
    few = sample.once(few_of)
    losses = searched(grid, _losses(few, grid), lambda offsets: _losses(sample, offsets), _FAR)
    # Between two offsets of the grid a curve may fit better, but not by so much.
    if losses.min() > _FAR:
        return None
    for guess in _refined(sample, grid, losses):
        for offset in _offsets(case, guess, known):
            right, explained = follows(case, case.steps + offset)
            if right.all():
                return Fit(offset, explained)
    return None


def _losses(sample: Case, offsets: FloatArray) -> FloatArray:
    return misfit(sample.values, sample.rates.nearest(sample.steps + offsets[..., None]), sample.scale)


def _refined(sample: Case, grid: FloatArray, losses: FloatArray) -> Iterator[float]:
    """Zoom in on the best offsets of the grid, best first."""
    # Of offsets that fit alike, as the cycles of a wave do, the nearer one.
    order = np.lexsort((np.abs(grid), np.round(losses, 4)))
    minima = order[(is_minimum(losses) & np.isfinite(losses))[order]]
    # The cycles of a wave fit alike but for the first points, which tell where it began.
    near = minima[np.argsort(np.abs(grid[minima]), kind="stable")]
    near = near[losses[near] <= HOPELESS][:CANDIDATES]
    offset = np.unique(grid[np.concatenate([minima[:CANDIDATES], near])])
    spread = float(np.diff(grid).max())
    rounds = math.ceil(math.log(max(spread, 1.0), 4))
    offset, loss = zoom(offset, spread, lambda offsets: _losses(sample, offsets), rounds)
    for index in np.lexsort((np.abs(offset), np.round(loss, 6))):
        if loss[index] <= HOPELESS:
            yield float(offset[index])


def _offsets(case: Case, guess: float, known: Sequence[float]) -> Iterator[int]:
    """Narrow a guess down to the whole offsets that suit most points, those with a reason first."""
    case = case.once(some_with_edges)
    found = windows(case, case.steps + guess)
    ends = densest(found.lower - case.steps, found.upper - case.steps)[:2]
    # Before its start and after its end a schedule stands still, and every offset is as good as another.
    low, high = (int(end) for end in np.clip(ends, guess - case.horizon, guess + case.horizon))
    if low > high:
        yield round(guess)
        return
    for number in known:
        if low <= number <= high:
            yield int(number)
    if high - low < MOST_LISTED:
        yield from sorted(range(low, high + 1), key=lambda offset: abs(offset - (low + high) / 2))
        return
    # A window is open by a step or so at either end, and one of rates next to 0 says less than their tolerance does.
    tried = np.unique(np.rint(np.linspace(low, high, _TRIED)))
    right = tried[case.near(case.rates.nearest(case.steps + tried[:, None])).all(axis=1)]
    if not right.size:
        return
    low, high = int(right[0]), int(right[-1])
    # The middle of those that are left is wrong by least.
    yield int(right[len(right) // 2])
    yield roundest_whole(low, high)
