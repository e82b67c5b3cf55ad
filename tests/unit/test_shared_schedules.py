"""Runs of a sweep share a schedule: it is evaluated once for them, and each is told what it would be told alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from tb_lrplugin.answers import series_entry
from tb_lrplugin.data.series import FloatArray, IntArray, Series
from tb_lrplugin.diagnosis.comparing.next_change import next_change
from tb_lrplugin.diagnosis.engine import diagnose
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.schedules import Exponential

HALVED = Exponential(0.1, transition_steps=100, decay_rate=0.5, staircase=True)
STEPS = np.arange(0, 1000, 10, dtype=np.int64)


def series_of(run: str, steps: IntArray, factor: float = 1.0) -> Series:
    return Series.from_points(run, "learning_rate", steps, factor * replace(HALVED)(steps), 0.5 * steps)


def reading_of(schedule: Exponential) -> Reading:
    return Reading("made", "config", schedule, total_steps=1000)


SWEEP: Sequence[Series] = (
    series_of("a", STEPS),
    series_of("b", STEPS),
    series_of("scaled", STEPS, 2.0),
    series_of("shorter", STEPS[:50]),
    series_of("later", STEPS + 5),
    series_of("c", STEPS),
)


def test_each_is_told_what_it_would_be_told_alone() -> None:
    shared = reading_of(replace(HALVED))
    for series in SWEEP:
        alone = diagnose(series, [reading_of(replace(HALVED))])
        assert series_entry(diagnose(series, [shared])) == series_entry(alone)


def test_the_same_steps_are_evaluated_once(monkeypatch: pytest.MonkeyPatch) -> None:
    evaluated: list[int] = []
    evaluate = Exponential._evaluate

    def counting(self: Exponential, steps: IntArray) -> FloatArray:
        evaluated.append(np.size(steps))
        return evaluate(self, steps)

    monkeypatch.setattr(Exponential, "_evaluate", counting)
    reading = reading_of(replace(HALVED))
    diagnose(SWEEP[0], [reading])
    assert evaluated.count(len(STEPS)) == 1
    first = len(evaluated)
    diagnose(SWEEP[1], [reading])
    assert evaluated.count(len(STEPS)) == 1
    # Nor is the next change searched for again.
    assert len(evaluated) - first < first / 2


def test_what_is_kept_is_nobodys_to_change() -> None:
    case = diagnose(SWEEP[0], [reading_of(replace(HALVED))]).evidence.case
    assert case is not None
    with pytest.raises(ValueError, match="read-only"):
        case.expected[0] = 1.0


class Emptied(dict[int, object]):
    """What is kept where another thread clears it at once."""

    def __setitem__(self, key: int, value: object) -> None:
        pass


def test_what_another_thread_clears_is_told_all_the_same() -> None:
    schedule = replace(HALVED)
    vars(schedule)["_changes_after"] = Emptied()
    found = next_change(SWEEP[0], schedule, 0, None)
    assert found is not None and found.step == 1000
