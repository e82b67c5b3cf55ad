"""Round numbers, and the words for steps and factors on the series' own axis."""

from __future__ import annotations

import math
from dataclasses import dataclass

from tb_lrplugin.schedules.numbers import format_rate, format_step

_SINGULAR = {"steps": "step", "epochs": "epoch", "micro-batches": "micro-batch", "samples": "sample", "stairs": "stair"}


def roundest(low: float, high: float) -> int | None:
    """Find the integer in [low, high] with the fewest digits before its zeros, the nearest to the middle.

    Returns:
      The integer; None where the interval holds none.
    """
    first, last = math.ceil(low - 1e-9), math.floor(high + 1e-9)
    if first > last:
        return None
    if first <= 0 <= last:
        return 0
    middle = 0.5 * (first + last)
    power = 10 ** max(len(str(abs(last))), len(str(abs(first))))
    while power >= 1:
        for part in (1.0, 0.5):
            unit = power * part
            if unit >= 1:
                found = round(middle / unit) * unit
                for candidate in (found, found - unit, found + unit):
                    if first <= candidate <= last:
                        return int(candidate)
        power //= 10
    return round(middle)


def digits_of(value: float) -> int:
    """Count the significant digits that a number needs, of six at most: 20,000 needs one, 0.97 two."""
    return len(f"{value:.5e}".partition("e")[0].replace(".", "").strip("-").rstrip("0"))


def snap(value: float, relative: float = 2e-6) -> float:
    """Give the shortest decimal number within a relative distance, as a person would have typed it."""
    for digits in range(1, 7):
        short = float(f"{value:.{digits}g}")
        if abs(short - value) <= relative * abs(value):
            return short
    return value


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
        return _SINGULAR.get(self.unit, self.unit)

    @property
    def many(self) -> str:
        """Name several units: "epochs"."""
        return next((many for many, one in _SINGULAR.items() if self.unit in (one, many)), self.unit)

    def at(self, step: float) -> str:
        """Name a place: "step 20,000"."""
        return f"{self.one} {format_step(step)}"

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
