"""A new primitive is one class: evaluated, drawn, told, diagnosed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pytest

from tb_lrplugin.diagnosis.engine import diagnose
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.schedules import Floor, Pieces, Schedule, Shape, draw, to_message
from tb_lrplugin.schedules.base import FloatArray, IntArray
from tests.support.made_series import series_of


@dataclass(frozen=True)
class Alternating(Schedule):
    """f(step) = high at even steps, low at odd ones."""

    high: float
    low: float

    def _evaluate(self, steps: IntArray) -> FloatArray:
        return np.where(steps % 2 == 0, self.high, self.low)

    def pieces(self, start: int, stop: int) -> Pieces:
        return Pieces.of(range(start, stop), [Shape.CONSTANT] * (stop - start))

    def _turns(self, start: int) -> Sequence[int]:
        return (start, start + 1)

    def describe(self, offset: int = 0) -> str:
        return f"{self.high:g} and {self.low:g} in turn"


def test_one_class_is_a_primitive() -> None:
    schedule = Alternating(0.5, 0.25)
    steps = np.arange(40)
    assert schedule.value_at(3) == 0.25
    assert Floor(schedule, 0.3)(steps).tolist() == [0.5, 0.3] * 20
    assert schedule.first_outside(0, 0.4, 0.6) == 1
    assert set(draw(schedule, 0, 10).values.tolist()) == {0.25, 0.5}
    reading = Reading(schedule=schedule)
    assert diagnose(series_of(steps, schedule(steps)), [reading]).finding.verdict == "on_schedule"
    assert diagnose(series_of(steps, 3 * schedule(steps)), [reading]).finding.value_scale == 3


def test_without_a_field_of_the_message_it_is_not_sent() -> None:
    with pytest.raises(TypeError, match="Alternating cannot be written as a message"):
        to_message(Alternating(0.5, 0.25))
