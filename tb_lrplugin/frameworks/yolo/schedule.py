"""Learning rates of the YOLO family: set batch by batch, logged once an epoch.

Source of the formulas: `ultralytics/engine/trainer.py` of ultralytics 8.0.227 to 8.4.190; `train.py` of YOLOv5 3.1 to
5081342f0, YOLOv7 a207844 and YOLOv9 5b1ea9a. Up to batch number nw the rate of every batch is a straight line from a
start to the rate of its epoch; from there on each epoch has one rate. What is logged is the rate of an epoch's last
batch, so the number of batches per epoch shows in the points of the warm-up and nowhere else.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from tb_lrplugin.frameworks.reading import Reading, RunWarning
from tb_lrplugin.frameworks.unknown import Solution, Unknown
from tb_lrplugin.schedules import Constant, Cosine, Join, Polynomial, Sampled, Shift
from tb_lrplugin.schedules.base import FloatArray, IntArray, Schedule, require, require_rate
from tb_lrplugin.words.numbers import format_rate, format_step

# Where the points do not tell; a curve must be drawn all the same.
ASSUMED_BATCHES_PER_EPOCH = 100
# Beyond, the points of a warm-up are the same, however many batches there are.
_MOST_BATCHES = 2**17
_MOST_WARMUP_EPOCHS = 10_000
# The defaults begin 10 times above lr0; beyond this nobody meant it.
_HIGH_START, _USUAL_START = 100.0, 10.0
# A warm-up that is so much longer than asked for, and takes this share of the run, shows in the results. Twice as long
# is what every small data set gets with the defaults, and trains well.
_FAR_LONGER, _FELT = 3.0, 0.1


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

    def unknown(self, build: Callable[[Recipe, Solution], Reading | None]) -> Unknown:
        """Leave the batches per epoch and the group's rate to the points.

        Args:
          build: gives the reading that follows from the recipe with a rate and a number of batches.
        """
        searched = range(1, _MOST_BATCHES + 1) if self.has_warmup else (ASSUMED_BATCHES_PER_EPOCH,)
        return Unknown(
            "batches per epoch",
            self._intercept,
            lambda found: build(self, found),
            searched,
            lambda _last: ASSUMED_BATCHES_PER_EPOCH,
            counts_steps=False,
            slope=lambda batches, epochs: self._share(batches, epochs) * self.decay.schedule(1.0)(epochs),
            group_rates=self.rates,
        )

    def _share(self, per_epoch: IntArray, epochs: IntArray) -> FloatArray:
        """Give how far the last batch of each epoch is on the way from the start to the epoch's own rate."""
        last = per_epoch * (np.maximum(epochs, 0) + 1.0) - 1.0
        warmup = self.warmup.batches(per_epoch.astype(np.float64))
        is_warming = last < warmup
        return np.divide(last, warmup, out=np.ones(is_warming.shape), where=is_warming)

    def _intercept(self, per_epoch: IntArray, epochs: IntArray) -> FloatArray:
        """Give what a rate of 0 leaves of each epoch's rate: the start, as far as the warm-up has not left it."""
        # Most warm-ups begin at 0, and a hundred thousand numbers of batches are tried.
        return np.zeros((1, 1)) if self.start == 0 else self.start * (1 - self._share(per_epoch, epochs))

    def pace(self, found: Solution) -> str:
        """Say for people how many batches an epoch has, and how that is known; "" without a warm-up."""
        if not self.has_warmup:
            return ""
        how = "inferred from the points" if found.is_known else "assumed"
        about = "about " if found.is_known and found.has_neighbours else ""
        return f"{how}: {about}{format_step(found.number)} batches per epoch"

    def warnings(self, found: Solution) -> tuple[RunWarning, ...]:
        """Warn of a warm-up that begins far above the group's rate, or takes longer than is asked for."""
        is_high = self.start > _HIGH_START * found.rate > 0 and math.isfinite(self.start / found.rate)
        high = [self._high_start(found)] if is_high else []
        asked = round(self.warmup.epochs * found.number)
        taken = self._warmup_batches(found.number)
        is_long = found.is_known and asked > 0 and taken >= _FAR_LONGER * asked
        is_felt = taken > _FELT * self.decay.epochs * found.number
        return tuple(high + ([self._long_warmup(found.number, taken)] if is_long and is_felt else []))

    def _high_start(self, found: Solution) -> RunWarning:
        low = float(f"{_USUAL_START * found.rate:.3g}")
        return RunWarning(
            "peak_far_from_base",
            f"The warm-up begins at warmup_bias_lr = {format_rate(self.start)}, "
            f"{format_step(round(self.start / found.rate))} times the group's own rate {format_rate(found.rate)}: the "
            "first epochs may undo what a pretrained model knows.",
            f"# as far above lr0 as in the defaults; 0 for a warm-up from below\nwarmup_bias_lr: {format_rate(low)}",
        )

    def _long_warmup(self, per_epoch: int, taken: int) -> RunWarning:
        epochs = format_step(-(-taken // per_epoch))
        return RunWarning(
            "warmup_longer_than_asked",
            f"The warm-up takes {format_step(taken)} batches, {epochs} epochs, though warmup_epochs is "
            f"{format_rate(self.warmup.epochs)}: the trainer makes it at least {format_step(taken)} batches long, and "
            f"an epoch has only {format_step(per_epoch)}.",
            "No setting lowers that floor: take max(..., "
            f"{taken}) out of the line `nw = ...` in the trainer, or train with a smaller batch, so that an epoch has "
            "more of them.",
        )

    def ramp_epochs(self, per_epoch: int) -> int:
        """Count the epochs whose last batch is still one of the warm-up."""
        return self._warmup_batches(per_epoch) // per_epoch

    def _warmup_batches(self, per_epoch: int) -> int:
        return int(self.warmup.batches(np.array([float(per_epoch)]))[0])

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
