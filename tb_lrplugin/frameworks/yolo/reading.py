"""What the YOLO trainers' settings tell: several recipes, among which the points choose."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.frameworks.unknown import Solution, Unknown
from tb_lrplugin.frameworks.yolo.schedule import ASSUMED_BATCHES_PER_EPOCH, Decay, Recipe
from tb_lrplugin.words.numbers import format_rate


@dataclass(frozen=True)
class YoloReading(Reading):
    """Settings from which the recipes of a parameter group follow.

    Attributes:
      decays: the multiples of its rate that each epoch may have, the documented one first; none without a schedule.
      rate: `lr0`; None where the trainer chooses by itself.
      warmup_epochs: `warmup_epochs`.
      bias_start: `warmup_bias_lr`, with which the warm-up of the biases begins.
    """

    decays: tuple[Decay, ...] = ()
    rate: float | None = None
    warmup_epochs: float = 0.0
    bias_start: float = 0.0

    def recipes(self, tag: str) -> Sequence[Recipe]:
        """List how the trainer may have set the rates of a series, the most likely way first.

        Raises:
          ScheduleError: if a number is out of its range.
        """
        raise NotImplementedError

    def alternatives(self, tag: str) -> Iterable[Reading | Unknown]:
        """Offer every recipe; the points tell how many batches an epoch has."""
        return [recipe.unknown(self._fitted) for recipe in self.recipes(tag)] if self.decays else (self,)

    def _fitted(self, recipe: Recipe, found: Solution) -> Reading:
        pace = recipe.pace(found)
        notes = [f"# {pace}"] if pace else []
        if recipe.name:
            notes.append(f"# the rate of this group: {format_rate(found.rate)}, {recipe.name}")
        schedule = recipe.schedule(found.rate, found.number)
        text = "\n".join([self.text, *notes])
        return dataclasses.replace(self, schedule=schedule, text=text, told=(*self.told, *recipe.warnings(found)))


SomeYoloReading = TypeVar("SomeYoloReading", bound=YoloReading)


def scheduled(reading: SomeYoloReading, usual: str, biases: str) -> SomeYoloReading:
    """Give a reading the schedule that is shown where the points tell nothing.

    Whatever is wrong with a number shows here and not while a series is looked at.

    Args:
      reading: with decays.
      usual: the tag of a group that shows what most have.
      biases: the tag of a group that may begin with a rate of its own.

    Raises:
      ScheduleError: if a number is out of its range.
    """
    default = reading.recipes(usual)[0]
    for recipe in reading.recipes(biases):
        recipe.schedule(recipe.rates[-1], 1)
    return dataclasses.replace(reading, schedule=default.schedule(default.rates[-1], ASSUMED_BATCHES_PER_EPOCH))
