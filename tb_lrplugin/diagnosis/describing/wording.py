"""The words for steps and factors on the series' own axis."""

from __future__ import annotations

from dataclasses import dataclass

from tb_lrplugin.words import many_of, one_of, place
from tb_lrplugin.words.numbers import format_rate, format_step
from tb_lrplugin.words.round_numbers import snap


@dataclass(frozen=True)
class Wording:
    """How steps are named: "step 20,000" and "20,000 steps", or epochs.

    Attributes:
      unit: what the x axis counts, singular or plural.
    """

    unit: str

    @property
    def one(self) -> str:
        """Name one unit: "epoch"."""
        return one_of(self.unit)

    @property
    def many(self) -> str:
        """Name several units: "epochs"."""
        return many_of(self.unit)

    def at(self, step: float) -> str:
        """Name a place: "step 20,000"."""
        return place(self.unit, step)

    def length(self, steps: float) -> str:
        """Name a length: "20,000 steps", "1 epoch"."""
        return f"{format_step(steps)} {self.one if steps == 1 else self.many}"

    def every(self, steps: float) -> str:
        """Name a period: "every 20,000 steps", "every epoch"."""
        return f"every {self.one}" if steps == 1 else f"every {self.length(steps)}"

    def places(self, steps: list[int], most: int = 5) -> str:
        """List places: "step 60,000", "steps 60,000 and 80,000"."""
        shown = [format_step(step) for step in steps]
        if len(shown) == 1:
            return f"{self.one} {shown[0]}"
        if len(shown) > most + 1:
            return f"{self.many} {', '.join(shown[:most])} and {len(shown) - most} more"
        return f"{self.many} {', '.join(shown[:-1])} and {shown[-1]}"


def times(factor: float) -> str:
    """Write a factor: "x0.5"."""
    return f"x{format_rate(snap(factor, 1e-5), 5)}"
