"""Learning rates of the YOLO family: set batch by batch, logged once an epoch.

Source of the formulas: `ultralytics/engine/trainer.py` of ultralytics 8.0.227 to 8.4.190; `train.py` of YOLOv5 3.1 to
5081342f0, YOLOv7 a207844 and YOLOv9 5b1ea9a. Up to batch number nw the rate of every batch is a straight line from a
start to the rate of its epoch; from there on each epoch has one rate. What is logged is the rate of an epoch's last
batch, so the number of batches per epoch shows in the points of the warm-up and nowhere else.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from tb_lrplugin.schedules import Constant, Cosine, Join, Polynomial, Sampled, Shift
from tb_lrplugin.schedules.base import FloatArray, IntArray, Schedule, require, require_rate
from tb_lrplugin.tolerance import RELATIVE_TOLERANCE
from tb_lrplugin.words.numbers import format_step

# Where the points do not tell; a curve must be drawn all the same.
ASSUMED_BATCHES_PER_EPOCH = 100
# Tried in turn. Beyond the second one the points of a warm-up are the same, however many batches there are.
_LIMITS = (2**11, 2**17)
_MOST_SURVIVORS = 4096
# The rules differ from the first epochs on; a long run need not be looked at point by point.
_FIRST_POINTS = 32
_LATER_POINTS = 16
_MOST_WARMUP_EPOCHS = 10_000
_ROUNDING = 1e-12
# Of a float32, as a share of the difference that is allowed.
_LOG_ROUNDING = 1.2e-7 / RELATIVE_TOLERANCE


@dataclass(frozen=True)
class Decay:
    """The rate of an epoch as a multiple of the group's rate, epochs counted from 0.

    Args:
      shape: "flat_cosine" stays at 1 for the first half of the epochs.
      epochs: over how many it falls, 1 or more.
      last: the multiple at the end (`lrf`).

    Raises:
      ScheduleError: if one of them is out of its range.
    """

    shape: Literal["linear", "cosine", "flat_cosine", "constant"]
    epochs: int
    last: float

    def __post_init__(self) -> None:
        require(self.epochs >= 1, f"epochs is {self.epochs}: it must be 1 or above")
        require_rate("lrf, the part of the rate that is left at the end,", self.last)

    def schedule(self, rate: float) -> Schedule:
        """Build the schedule of a group, over epochs and without a warm-up.

        Raises:
          ScheduleError: if a rate is negative or not finite.
        """
        end = rate * self.last
        if self.shape == "constant":
            return Constant(rate)
        if self.shape == "linear":
            return Polynomial(rate, end, self.epochs)
        half = self.epochs // 2
        if self.shape == "cosine" or half == 0:
            return Cosine(rate, self.epochs, end)
        return Join((Constant(rate), Cosine(rate, half, end)), (half,))


@dataclass(frozen=True)
class Warmup:
    """How many batches a warm-up takes: `max(round(epochs * batches per epoch), least_batches)`.

    Raises:
      ScheduleError: if it is negative, not finite or longer than any training.
    """

    epochs: float
    least_batches: int = 0

    def __post_init__(self) -> None:
        require(
            0 <= self.epochs <= _MOST_WARMUP_EPOCHS,
            f"warmup_epochs is {self.epochs}: it must be between 0 and {format_step(_MOST_WARMUP_EPOCHS)}",
        )

    def batches(self, per_epoch: FloatArray) -> FloatArray:
        """Count the batches of the warm-up, float64[n], for float64[n] batches per epoch."""
        # Python's round() and rint agree: half to even.
        return np.maximum(np.rint(self.epochs * per_epoch), self.least_batches)


@dataclass(frozen=True)
class Recipe:
    """One way in which a trainer may have set the rates of a parameter group.

    Attributes:
      decay: after the warm-up.
      warmup: how long that is.
      rates: the rates that the group may have, ascending; one, unless the trainer chooses by itself.
      start: the rate with which the warm-up begins.
      name: what tells it from other recipes, for people; "" where there is nothing to tell.
    """

    decay: Decay
    warmup: Warmup
    rates: tuple[float, ...]
    start: float = 0.0
    name: str = ""

    def __post_init__(self) -> None:
        require_rate("warmup_bias_lr", self.start)

    @property
    def has_warmup(self) -> bool:
        """Whether there is a warm-up at all."""
        return self.warmup.epochs > 0 or self.warmup.least_batches > 0

    def ramp_epochs(self, per_epoch: int) -> int:
        """Count the epochs whose last batch is still one of the warm-up."""
        return int(self.warmup.batches(np.array([float(per_epoch)]))[0]) // per_epoch

    def schedule(self, rate: float, per_epoch: int) -> Schedule:
        """Build the schedule that a logger shows, over epochs counted from 0.

        Args:
          rate: one of `rates`.
          per_epoch: batches per epoch, 1 or more.

        Raises:
          ScheduleError: if a rate is negative or not finite.
        """
        decay = self.decay.schedule(rate)
        ramp = self.ramp_epochs(per_epoch)
        if ramp == 0:
            return decay
        epochs = np.arange(ramp, dtype=np.int64)
        share = (per_epoch * (epochs + 1.0) - 1.0) / self.warmup.batches(np.array([float(per_epoch)]))
        values = self.start + share * (decay(epochs) - self.start)
        warmup = Sampled(tuple(epochs.tolist()), tuple(values.tolist()))
        return Join((warmup, Shift(decay, ramp)), (ramp,), ("warm-up", "decay"))


@dataclass(frozen=True)
class Fit:
    """A recipe with the numbers that fit a series best.

    Attributes:
      recipe: as given.
      rate: the group's rate.
      per_epoch: batches per epoch.
      points: how many of the points looked at it agrees with, from the first one on.
      is_whole: whether it agrees with all of them.
      is_told: whether the points tell the batches per epoch; else those are assumed.
      has_neighbours: whether other numbers of batches fit as well but for the rounding of a log.
    """

    recipe: Recipe
    rate: float
    per_epoch: int = ASSUMED_BATCHES_PER_EPOCH
    points: int = 0
    is_whole: bool = False
    is_told: bool = False
    has_neighbours: bool = False

    @property
    def pace(self) -> str:
        """Say for people how many batches an epoch has, and how that is known; "" without a warm-up."""
        if not self.recipe.has_warmup:
            return ""
        how = "inferred from the points" if self.is_told else "assumed"
        about = "about " if self.is_told and self.has_neighbours else ""
        return f"{how}: {about}{format_step(self.per_epoch)} batches per epoch"

    def schedule(self) -> Schedule:
        """Build the schedule, over epochs counted from 0."""
        return self.recipe.schedule(self.rate, self.per_epoch)


def fit(recipes: Sequence[Recipe], epochs: IntArray, values: FloatArray) -> list[Fit]:
    """Find the group's rate and the batches per epoch with which each recipe agrees with the most points.

    Args:
      recipes: what is known, the documented one first.
      epochs: int64[n] epochs counted from 0, n >= 1.
      values: float64[n] logged rates.

    Returns:
      The first one that agrees with all the points looked at; where there is none, all of them, the one that
      agrees longest first.
    """
    telling = _telling(len(epochs))
    looked_at, logged = np.maximum(epochs[telling], 0), values[telling]
    best = [Fit(recipe, recipe.rates[-1]) for recipe in recipes]
    for limit in _LIMITS:
        for index, recipe in enumerate(recipes):
            found = _narrow(recipe, looked_at, logged, limit)
            if found.is_whole:
                return [found]
            if found.points > best[index].points:
                best[index] = found
    return sorted(best, key=lambda found: -found.points)


def _telling(count: int) -> IntArray:
    """Choose the points to look at, in order: the first ones, and some of the rest."""
    first = np.arange(min(count, _FIRST_POINTS), dtype=np.int64)
    if count <= _FIRST_POINTS:
        return first
    return np.concatenate([first, np.unique(np.linspace(_FIRST_POINTS, count - 1, _LATER_POINTS).astype(np.int64))])


@dataclass
class _Survivors:
    """The batches per epoch that agree with every point so far.

    Attributes:
      per_epoch: float64[k].
      warmup: float64[k], batches of the warm-up.
      rates: float64[k], the group's rate; NaN where no point has told it yet.
      worst: float64[k], the largest difference from a point, as a share of the one that is allowed.
    """

    per_epoch: FloatArray
    warmup: FloatArray
    rates: FloatArray
    worst: FloatArray = field(init=False)

    def __post_init__(self) -> None:
        self.worst = np.zeros_like(self.per_epoch)

    def keep(self, agrees: Any) -> None:
        chosen = np.flatnonzero(agrees)
        # A crowd is one that the points cannot tell apart so far; every few of it will do.
        chosen = chosen[:: max(1, len(chosen) // _MOST_SURVIVORS)]
        self.per_epoch, self.warmup = self.per_epoch[chosen], self.warmup[chosen]
        self.rates, self.worst = self.rates[chosen], self.worst[chosen]


def _narrow(recipe: Recipe, epochs: IntArray, values: FloatArray, limit: int) -> Fit:
    """Fit with at most `limit` batches per epoch."""
    if recipe.has_warmup:
        per_epoch = np.arange(1, 1 + limit, dtype=np.float64)
    else:
        per_epoch = np.array([float(ASSUMED_BATCHES_PER_EPOCH)])
    left = _Survivors(per_epoch, recipe.warmup.batches(per_epoch), np.full(len(per_epoch), math.nan))
    # The factors are those of a group with rate 1.
    factors = recipe.decay.schedule(1.0)(epochs)
    points = 0
    for epoch, factor, value in zip(epochs.astype(np.float64), factors, values, strict=True):
        last = left.per_epoch * (epoch + 1.0) - 1.0
        share = np.where(last < left.warmup, last / np.maximum(left.warmup, 1.0), 1.0)
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            wanted = ((value - recipe.start) / share + recipe.start) / factor
            left.rates = np.where(np.isnan(left.rates) & (share > 0), _nearest(recipe.rates, wanted), left.rates)
            expected = recipe.start + share * (np.nan_to_num(left.rates) * factor - recipe.start)
            difference = np.abs(value - expected)
            allowed = RELATIVE_TOLERANCE * np.abs(expected) + _ROUNDING * recipe.rates[-1]
            agrees = difference <= allowed
            # Of rates that are all 0 there is no difference to speak of.
            part = difference / np.maximum(allowed, 1e-300)
        if not agrees.any():
            break
        points += 1
        left.worst = np.maximum(left.worst, part)
        left.keep(agrees)
    best = int(np.argmin(left.worst))
    rate = float(left.rates[best])
    found = int(left.per_epoch[best])
    return Fit(
        recipe,
        recipe.rates[-1] if math.isnan(rate) else rate,
        found,
        points,
        points == len(values),
        points > 0 and int(epochs[0]) < recipe.ramp_epochs(found),
        int((left.worst <= left.worst[best] + _LOG_ROUNDING).sum()) > 1,
    )


def _nearest(rates: tuple[float, ...], wanted: FloatArray) -> FloatArray:
    """Take the nearest of the ascending rates for each wanted one."""
    known = np.asarray(rates, np.float64)
    return known[np.searchsorted((known[1:] + known[:-1]) / 2, wanted)]
