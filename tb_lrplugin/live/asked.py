"""What an object of a running script asks for: the common answer of all that read one."""

from __future__ import annotations

from dataclasses import dataclass

from tb_lrplugin.frameworks.own import METADATA
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.schedules import Schedule


@dataclass(frozen=True)
class Asked:
    """A schedule that an optimizer is to follow.

    Attributes:
      schedule: in steps of the optimizer, unless it is known in calls of a scheduler alone.
      optimizer: its name; "" where not known.
      total_steps: planned steps; 0 where the configuration does not tell.
      made_from: what it was made from, for people and for the choice of the words of advice.
      name: tells several optimizers, or several parameter groups with rates of their own, apart; "" for one alone.
    """

    schedule: Schedule
    optimizer: str = ""
    total_steps: int = 0
    made_from: str = ""
    name: str = ""

    def as_found(self, where: str, total_steps: int | None) -> Reading:
        """Give what a metadata summary of it would tell.

        Args:
          where: source of it, for people.
          total_steps: planned steps; None for its own.
        """
        reading = Reading(
            schedule=self.schedule,
            total_steps=total_steps or self.total_steps or None,
            optimizer=self.optimizer,
            text=self.made_from,
        )
        return METADATA.found(where, reading)


def name_of(thing: object) -> str:
    """Name a class or function with its module."""
    return f"{getattr(thing, '__module__', '')}.{getattr(thing, '__qualname__', thing)}"


def package_of(kind: type) -> str:
    """Name the package that a class is from."""
    return kind.__module__.partition(".")[0]
