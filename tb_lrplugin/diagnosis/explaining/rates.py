"""A schedule between its steps and at many steps at once, as the searches need it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from tb_lrplugin.data.series import FloatArray, IntArray
from tb_lrplugin.schedules import Schedule
from tb_lrplugin.schedules.base import MAX_STEP

# Differences of rates below this share of the curve's largest rate weigh less and less: near the end of a
# decay to 0 every relative difference is huge.
_LEAST = 1e-3
# Nine places around a guess: the next round looks between the best one's neighbours.
_AROUND = np.linspace(-1.0, 1.0, 9)


class Rates:
    """Evaluates a schedule at real-valued optimizer steps; NaN beyond what it speaks for."""

    def __init__(self, schedule: Schedule) -> None:
        self.schedule = schedule
        self._known_until = schedule.known_until()

    def nearest(self, steps: FloatArray) -> FloatArray:
        """Evaluate at the nearest whole steps, float64[...]."""
        return self._at_whole(np.rint(steps))

    def between(self, steps: FloatArray) -> FloatArray:
        """Evaluate with a straight line between whole steps, float64[...]."""
        below = np.floor(steps)
        weight = steps - below
        if not weight.any():
            return self._at_whole(below)
        lower, upper = self._at_whole(np.stack([below, below + 1]))
        between: FloatArray = lower + weight * (upper - lower)
        return between

    def neighbours(self, steps: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Evaluate at the whole steps below and above, float64[...] each; both the same at a whole step."""
        # Rounding of k * x + d must not push a whole step over to the next.
        whole = np.rint(steps)
        near = np.abs(steps - whole) <= 1e-9 * np.maximum(np.abs(steps), 1)
        lower, upper = self._at_whole(
            np.stack([np.where(near, whole, np.floor(steps)), np.where(near, whole, np.ceil(steps))])
        )
        return lower, upper

    def largest_term(self, steps: FloatArray) -> float:
        """Give the largest number on the way to the rates; `Schedule.largest_term`."""
        return self.schedule.largest_term(np.maximum(_whole(steps), 0))

    def _at_whole(self, steps: FloatArray) -> FloatArray:
        rates = self.schedule(_whole(steps))
        if self._known_until is not None:
            rates = np.where(steps > self._known_until, np.nan, rates)
        return rates


def _whole(steps: FloatArray) -> IntArray:
    return np.clip(steps, -MAX_STEP, MAX_STEP).astype(np.int64)


def misfit(logged: FloatArray, rates: FloatArray, scale: float) -> FloatArray:
    """Give how badly rates fit logged ones: 0 for a perfect fit, 1 where they have nothing in common.

    Args:
      logged: float64[n], the logged rates.
      rates: float64[..., n], rates to hold against them.
      scale: the curve's largest rate.

    Returns:
      float64[...], the mean over the points of a bounded relative difference, so that a few points far away
      (a restart, a transient) do not outweigh the rest.
    """
    difference = np.abs(rates - logged)
    relative = difference / (np.abs(rates) + np.abs(logged) + _LEAST * scale)
    # No difference counts more than 1, and one that is no number counts 1.
    mean: FloatArray = np.fmin(relative, 1.0).mean(axis=-1)
    return mean


def searched(
    candidates: FloatArray,
    few: Callable[[FloatArray], FloatArray],
    every: Callable[[FloatArray], FloatArray],
    far: float,
) -> FloatArray:
    """Give the misfit of many candidates, of which most are ruled out by a few points alone.

    Args:
      candidates: float64[m].
      few: gives the misfit of candidates at a few of the points.
      every: gives it at all of the points.
      far: misfit at the few points above which a candidate is ruled out.

    Returns:
      float64[m], the misfit at all of the points; infinite where the few rule it out.
    """
    losses = few(candidates)
    near = np.flatnonzero(losses <= far)
    losses[:] = np.inf
    if near.size:
        losses[near] = every(candidates[near])
    return losses


def zoom(
    at: FloatArray, spread: FloatArray | float, losses: Callable[[FloatArray], FloatArray], rounds: int
) -> tuple[FloatArray, FloatArray]:
    """Zoom in on guesses, each within a neighbourhood of its own that shrinks to a quarter with every round.

    Args:
      at: float64[m], the guesses.
      spread: float64[m], how far around a guess to look at first; one number for all.
      losses: gives the misfit of candidates, float64[m, k].
      rounds: how often to shrink; 0 for the guesses as they are.

    Returns:
      float64[m] each, where the misfit is least, and the misfit there.
    """
    loss = losses(at[:, None])[:, 0]
    rows = np.arange(len(at))
    widths = np.broadcast_to(np.asarray(spread, np.float64), at.shape)
    for _ in range(rounds):
        tried = at[:, None] + widths[:, None] * _AROUND
        found = losses(tried)
        best = np.argmin(found, axis=1)
        at, loss = tried[rows, best], found[rows, best]
        widths = widths * (_AROUND[1] - _AROUND[0])
    return at, loss
