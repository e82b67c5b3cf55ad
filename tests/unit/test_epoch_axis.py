"""Explanations of a schedule in updates whose rate is logged at the end of every epoch."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from tb_lrplugin.data.series import FloatArray, IntArray
from tb_lrplugin.diagnosis.engine import diagnose
from tb_lrplugin.diagnosis.model import Diagnosis
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.schedules import Cosine, CosineRestarts, Exponential, OnAxis, Polynomial, Schedule
from tests.support.made_series import series_of

LENGTH = 10
SMOOTH = (Cosine(0.01, 200), Polynomial(0.01, 0.0, 200), CosineRestarts(0.01, 0.0, 50))
MOVES = (*SMOOTH, Exponential(0.01, 20, 0.5))


def diagnosed(schedule: Schedule, count: Callable[[IntArray], FloatArray], epochs: int = 12) -> Diagnosis:
    """Log epochs of 10 updates each, at the end of which the schedule's counter is as given."""
    x = np.arange(epochs)
    rates = schedule(np.floor(count((x + 1) * LENGTH) + 1e-9).astype(np.int64))
    reading = Reading("keras_model", "made", OnAxis(schedule, LENGTH, 1), unit="epochs")
    return diagnose(series_of(x, rates.astype(np.float32).astype(np.float64)), [reading])


@pytest.mark.parametrize("schedule", MOVES)
@pytest.mark.parametrize("pace", [0.3, 0.5, 0.73, 1.25, 1.5, 2.5])
def test_a_pace_is_exact_to_the_update(schedule: Schedule, pace: float) -> None:
    found = diagnosed(schedule, lambda updates: pace * updates)
    assert found.finding.verdict == "time_scaled"
    assert found.evidence.time_scale == pytest.approx(pace, rel=1e-6)


def test_the_place_of_a_rate_is_the_epoch_at_whose_end_it_is_due() -> None:
    # Half of 120 updates are those of 6 epochs, the last of which is epoch 5.
    detail = diagnosed(SMOOTH[0], lambda updates: 0.5 * updates).finding.detail
    assert "at epoch 11 the rate is still 0.00793893, which is due at epoch 5;" in detail


@pytest.mark.parametrize("schedule", SMOOTH[:2])
def test_an_epoch_is_no_step_of_grace(schedule: Schedule) -> None:
    # Within one epoch 1.5 times the pace would do for all of the points.
    found = diagnosed(schedule, lambda updates: updates + np.where(updates > 4 * LENGTH, 4 * LENGTH, 0), 10)
    assert (found.finding.verdict, found.evidence.step_offset) == ("resumed_elsewhere", 4)
    assert "counted twice" in found.finding.causes[0]
    assert "about epoch 4" in found.finding.causes[0]


@pytest.mark.parametrize("schedule", SMOOTH[:2])
@pytest.mark.parametrize(
    ("ahead", "said", "epochs"),
    [
        (30, "3 epochs ahead of the schedule", 3),
        (15, "15 steps (1.5 epochs) ahead of the schedule", 2),
        (-4, "4 steps (0.4 epochs) behind the schedule", 0),
        (-12, "12 steps (1.2 epochs) behind the schedule", -1),
    ],
)
def test_a_place_is_told_in_epochs(schedule: Schedule, ahead: int, said: str, epochs: int) -> None:
    found = diagnosed(schedule, lambda updates: updates + ahead, 8)
    assert (found.finding.verdict, found.finding.headline) == ("shifted", said)
    assert found.evidence.step_offset == epochs
    if ahead < 0:
        assert found.finding.causes[0].startswith(f"{-ahead} updates were skipped")
