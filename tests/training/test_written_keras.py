"""Keras code that was written for a schedule, run by Keras itself."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tb_lrplugin.frameworks.keras.writer import optimizer_code, schedule_code
from tb_lrplugin.schedules import (
    Constant,
    Cosine,
    CosineRestarts,
    Exponential,
    InverseTime,
    Join,
    PiecewiseConstant,
    Polynomial,
    PolynomialCycles,
    Schedule,
    exponential_decay_with_burnin,
)

tf = pytest.importorskip("tensorflow")
keras = pytest.importorskip("keras")

STEPS = np.arange(0, 200)
SCHEDULES: list[Schedule] = [
    Exponential(0.1, 40, 0.9, staircase=True, float32_steps=True),
    Exponential(0.1, 33.5, 0.9),
    InverseTime(0.1, 40, 0.5),
    InverseTime(0.1, 32, 0.5, staircase=True),
    Polynomial(0.1, 0.001, 90, 2.0),
    Polynomial(1.0, 0.0, 90),
    PolynomialCycles(0.1, 0.01, 30),
    PiecewiseConstant((20, 120), (1.0, 0.1, 0.0)),
    Cosine(0.1, 90, 0.02),
    CosineRestarts(0.1, 0.01, 20, 2),
    Join((Polynomial(0.0, 0.1, 30), Cosine(0.1, 90, 0.01)), (30,), ("warm-up", "decay")),
    exponential_decay_with_burnin(0.004, 40, 0.95, 0.001, 25, 0.0035),
    exponential_decay_with_burnin(0.004, 40, 0.95, min_learning_rate=0.0035, staircase=False),
]


def executed(code: str) -> dict[str, Any]:
    names: dict[str, Any] = {}
    exec(compile(code, "written", "exec"), names)
    return names


@pytest.mark.parametrize("schedule", SCHEDULES, ids=lambda schedule: schedule.describe()[:40])
def test_the_written_code_follows_the_schedule(schedule: Schedule) -> None:
    code = schedule_code(schedule)
    assert code is not None
    made = executed(code)["schedule"]
    got = np.array([float(made(tf.constant(int(step), tf.int64))) for step in STEPS])
    expected = schedule(STEPS)
    np.testing.assert_allclose(got, expected, rtol=2e-6, atol=1e-6 * float(expected.max()))


@pytest.mark.parametrize("schedule", [*SCHEDULES, Constant(0.003)], ids=lambda schedule: schedule.describe()[:40])
@pytest.mark.parametrize("name", ["adamw", "rms_prop", ""])
def test_an_optimizer_takes_it(schedule: Schedule, name: str) -> None:
    optimizer = executed(optimizer_code(schedule, name))["optimizer"]
    assert float(optimizer.learning_rate) == pytest.approx(schedule.value_at(0), rel=1e-6, abs=1e-9)
