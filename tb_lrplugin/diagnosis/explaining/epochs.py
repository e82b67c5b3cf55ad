"""Which n makes the points follow f(n * floor(x / n)): a schedule that is stepped once per epoch of n steps."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tb_lrplugin.data.series import FloatArray
from tb_lrplugin.diagnosis.comparing import Case
from tb_lrplugin.diagnosis.explaining.inverse import densest, windows
from tb_lrplugin.diagnosis.explaining.searching import MOST_LISTED, is_minimum, misfit, zoom
from tb_lrplugin.diagnosis.explaining.telling import changes, some_with_edges

# Epochs in the logged steps: as many as points can tell apart, close enough together that the begin of the last epoch
# moves by a fraction of an epoch from one to the next.
_MOST_EPOCHS = 128.0
_EPOCHS = np.arange(1.99, _MOST_EPOCHS, 0.08)
# Fractions of the true length give every point's epoch a beginning not far from its own, so that several minima of the
# misfit are worth a look: a dozen hold the true one where points are few.
_CANDIDATES = 12
# The misfit at the true length between two of the grid: points beside a border, an epoch off, and no more.
_HOPELESS = 0.2
# Four zooms by a quarter narrow a step of the grid (a twelfth of an epoch) to what two whole lengths differ by.
_ZOOMS = 4
# A better guess puts points beside a border into the right epoch, which narrows the next; it settles after that.
_ROUNDS = 3
# In runs of up to so many steps every length is tried.
_MOST_TRIED = 2**17


def fit_epochs(case: Case, most: int) -> list[int]:
    """Find numbers of steps per epoch under which every point has the rate of its epoch's first step.

    Args:
      case: the points.
      most: how many numbers to list at most.

    Returns:
      The numbers, 2 or more; empty where none suits every point.
    """
    last = float(case.steps[-1])
    # Within an epoch the rate stands, so there are no fewer epochs than rates.
    rates = 1 + len(case.once(changes))
    lengths = last / _EPOCHS[rates - 2 < _EPOCHS]
    lengths = lengths[lengths >= 2]
    if lengths.size < 2:
        return []
    found: list[int] = []
    # A point at the border of two epochs belongs to this or that by the logger's convention.
    for one in case.conventions():
        sample = one.once(some_with_edges)
        for length in _every(sample, float(lengths[0])) if last <= _MOST_TRIED else _likely(sample, lengths):
            if length not in found and suits(sample, length) and suits(one, length):
                found.append(length)
                if len(found) == most:
                    return found
    return found


def _every(sample: Case, longest: float) -> list[int]:
    """Hold every whole length up to the longest against one point after the other, and list those that are left."""
    lengths = np.arange(2.0, longest + 1)
    # Late points, and those where the run differs, leave fewest.
    for index in np.lexsort((-sample.steps, sample.agrees)):
        point = sample[index : index + 1]
        lengths = lengths[point.near(point.rates.nearest(_begin(point.steps, lengths[:, None])))[:, 0]]
        if not lengths.size:
            break
    return [int(length) for length in lengths[:MOST_LISTED]]


def _likely(sample: Case, lengths: FloatArray) -> Iterator[int]:
    for guess in _guesses(sample, lengths):
        yield from _whole(sample, guess)


def _guesses(sample: Case, lengths: FloatArray) -> FloatArray:
    """Choose the best of many lengths and zoom in on them."""
    losses = _losses(sample, lengths)
    order = np.argsort(losses, kind="stable")
    best = order[is_minimum(losses)[order]][:_CANDIDATES]
    best = best[losses[best] <= _HOPELESS]
    # Within its neighbours on the grid.
    spread = np.square(lengths[best]) / float(sample.steps[-1]) * float(_EPOCHS[1] - _EPOCHS[0])
    return zoom(lengths[best], spread, lambda tried: _losses(sample, np.maximum(tried, 2.0)), _ZOOMS)[0]


def _begin(steps: FloatArray, lengths: FloatArray | float) -> FloatArray:
    begin: FloatArray = np.floor(np.maximum(steps, 0) / lengths) * lengths
    return begin


def _losses(sample: Case, lengths: FloatArray) -> FloatArray:
    """Give the misfit of real-valued lengths of an epoch, float64[...]."""
    return misfit(sample.values, sample.rates.nearest(_begin(sample.steps, lengths[..., None])), sample.scale)


def suits(case: Case, length: int) -> bool:
    """Say whether every point has the rate at the begin of its epoch of so many steps."""
    return bool(case.near(case.rates.nearest(_begin(case.steps, float(length)))).all())


def _whole(sample: Case, guess: float) -> list[int]:
    """List whole lengths near a guess that the steps which the points stand for allow."""
    for _ in range(_ROUNDS):
        steps = np.maximum(sample.steps, 0)
        epochs = np.floor(steps / guess)
        # A point lies within its epoch, and its rate is that of the epoch's first step.
        lower, upper = steps / (epochs + 1), np.full(len(steps), np.inf)
        later = np.flatnonzero(epochs > 0)
        count = epochs[later]
        found = windows(sample, epochs * guess)
        lower[later] = np.maximum(lower[later], found.lower[later] / count)
        upper[later] = np.minimum(steps[later] / count, found.upper[later] / count)
        lower, upper = np.where(lower <= upper, lower, np.nan), np.where(lower <= upper, upper, np.nan)
        low, high, _ = densest(lower, upper)
        if low > high or not np.isfinite(high):
            break
        guess = (low + high) / 2
        # Points beside a border, counted to the wrong epoch by the guess, leave a step open.
        first, last = max(int(np.ceil(low)) - 1, 2), int(np.floor(high)) + 1
        if first <= last:
            listed = np.unique(np.rint(np.linspace(first, last, min(last - first + 1, MOST_LISTED))))
            return [int(length) for length in listed]
    return [length for length in (round(guess), round(guess) - 1, round(guess) + 1) if length >= 2]
