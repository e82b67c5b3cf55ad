"""What all schedules that move between two rates have in common."""

from __future__ import annotations

from abc import abstractmethod

from tb_lrplugin.schedules.base import FloatArray, IntArray, Schedule, require_rate
from tb_lrplugin.words import length
from tb_lrplugin.words.numbers import format_rate


class Between(Schedule):
    """f(step) = end_value + (init_value - end_value) * weight(step), a weight from 0 to 1."""

    init_value: float
    end_value: float

    # What the two are called where they are refused.
    _names = ("the first rate", "the last rate")

    def __post_init__(self) -> None:
        require_rate(self._names[0], self.init_value)
        require_rate(self._names[1], self.end_value)

    @abstractmethod
    def _weight(self, steps: IntArray) -> FloatArray:
        """Give the weight of init_value at int64[...] steps."""

    def _evaluate(self, steps: IntArray) -> FloatArray:
        return self.end_value + (self.init_value - self.end_value) * self._weight(steps)

    @property
    def _is_flat(self) -> bool:
        """Whether the rate never changes."""
        return self.init_value == self.end_value

    @property
    def _extremes(self) -> tuple[float, float]:
        # As they are computed, to the last digit.
        return self.end_value, self.end_value + (self.init_value - self.end_value)

    def _weight_of(self, low: float, high: float) -> float:
        """Give the weight at which the rate leaves a band, on its way to end_value."""
        span = self.init_value - self.end_value
        return min(max(((low if span > 0 else high) - self.end_value) / span, 0.0), 1.0)

    def _describe_as(self, curve: str, steps: int) -> str:
        return (
            f"{curve} from {format_rate(self.init_value)} to {format_rate(self.end_value)} over "
            f"{length('steps', steps)}"
        )
