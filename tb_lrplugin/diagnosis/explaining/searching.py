"""What the searches for a number share: the measure of a misfit, the zoom, the bisection."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tb_lrplugin.data.series import FloatArray
from tb_lrplugin.diagnosis.comparing.rates import Rates

# Differences of rates below this share of the curve's largest rate weigh less and less: near the end of a
# decay to 0 every relative difference is huge.
_LEAST = 1e-3
# Nine places around a guess: the next round looks between the best one's neighbours.
_AROUND = np.linspace(-1.0, 1.0, 9)
# A mean relative misfit above this at the best of the numbers tried means that none is worth refining.
HOPELESS = 0.15
# So many of the numbers tried are refined.
CANDIDATES = 4
# Of the whole numbers between two, more than so many are not tried one by one: each is held against every point, and a
# staircase admits hundreds.
MOST_LISTED = 9
# What float32 rounds, once or twice, is a small share of the tolerance; rates that are equal within it tell a number
# best.
SHARES = (1 / 64, 1 / 16, 1 / 4, 1.0)
# A part of a curve as short as that is nearly straight, so that chords find the rest.
_HALVINGS, _CHORDS = 14, 4
# Of the steps at which a schedule that swings passes a rate, so many are looked at.
_MOST_CROSSINGS = 16


@dataclass(frozen=True, eq=False)
class Fit:
    """One number that turns the schedule into the points.

    Attributes:
      number: what the search was for: k, a, d or a period.
      explained: float64[n], the rates it gives at the points.
      phase: what goes with a pace or a period, in steps of the schedule; 0 for none.
      is_exact: whether every point has that very rate; else to within one step of the schedule.
    """

    number: float
    explained: FloatArray
    phase: float = 0
    is_exact: bool = True


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
    few: FloatArray,
    every: Callable[[FloatArray], FloatArray],
    far: float,
) -> FloatArray:
    """Give the misfit of many candidates, of which most are ruled out by a few points alone.

    Args:
      candidates: float64[m].
      few: float64[m], their misfit at a few of the points.
      every: gives that of candidates at all of the points.
      far: misfit at the few points above which a candidate is ruled out.

    Returns:
      float64[m], the misfit at all of the points; infinite where the few rule it out.
    """
    near = np.flatnonzero(few <= far)
    losses = np.full(len(candidates), np.inf)
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


def is_minimum(losses: FloatArray) -> npt.NDArray[np.bool_]:
    """Say which of many misfits, float64[m], are no larger than their neighbours, bool[m]; the ends always are."""
    inner = losses[1:-1]
    return np.concatenate([[True], (inner <= losses[:-2]) & (inner <= losses[2:]), [True]])


def risen(start: FloatArray, end: FloatArray, height: Callable[[FloatArray], FloatArray]) -> FloatArray:
    """Find where smooth curves that rise pass 0, by bisection and then along the chord, which bends little by then.

    Args:
      start: float64[...], where each curve begins.
      end: float64[...], where it ends.
      height: gives the curves at places, float64[...].

    Returns:
      float64[...], the places; one of the ends where a curve does not pass 0.
    """
    below, above = height(start), height(end)
    for turn in range(_HALVINGS + _CHORDS):
        middle = (start + end) / 2
        if turn >= _HALVINGS:
            with np.errstate(divide="ignore", invalid="ignore"):
                share = -below / (above - below)
                middle = np.where((share > 0) & (share < 1), start + share * (end - start), middle)
        at = height(middle)
        is_below = at < 0
        start, below = np.where(is_below, middle, start), np.where(is_below, at, below)
        end, above = np.where(is_below, end, middle), np.where(is_below, above, at)
    # The last place tried is the nearest.
    return middle


def bisected(
    start: FloatArray, end: FloatArray, stays: Callable[[FloatArray], npt.NDArray[np.bool_]], within: float
) -> tuple[FloatArray, FloatArray]:
    """Halve intervals around the places where something changes.

    Args:
      start: float64[m], one end of each interval.
      end: float64[m], the other end, above or below.
      stays: says of places, float64[m], whether they are still on the side of `start`.
      within: the length to halve down to.

    Returns:
      float64[m] each, a place on the side of `start` and one on that of `end`.
    """
    widest = float(np.abs(end - start).max()) if start.size else 0.0
    for _ in range(math.ceil(math.log2(widest / within)) if widest > within else 0):
        middle = (start + end) / 2
        is_before = stays(middle)
        start, end = np.where(is_before, middle, start), np.where(is_before, end, middle)
    return start, end


def crossings(rates: Rates, steps: FloatArray, value: float) -> FloatArray:
    """Find the first whole steps among some, float64[n], at which a schedule passes a rate; float64[m]."""
    above = rates.nearest(steps) > value
    crossing = np.flatnonzero(above[1:] != above[:-1])[:_MOST_CROSSINGS]
    is_above = above[crossing]
    low, high = bisected(steps[crossing], steps[crossing + 1], lambda at: (rates.nearest(at) > value) == is_above, 1.0)
    return np.rint((low + high) / 2)
