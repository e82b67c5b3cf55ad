"""Whatever the points are, nothing is raised and the residual is the truth."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tb_lrplugin.diagnosis.describing import infer
from tb_lrplugin.schedules import Schedule
from tests.support.made_series import series_of
from tests.support.properties import examples
from tests.support.schedule_strategies import STEPS, schedules

rates = st.one_of(
    st.floats(0.0, 1e3, width=32),
    st.floats(width=32),
    st.sampled_from([0.0, 1e-45, 1e-12, 0.1, 0.1000001, 0.05, 0.01, 1e3, 3e38]),
)
step_gaps = st.one_of(st.integers(1, 3), st.integers(1, 10_000), st.sampled_from([1, 2**20, 2**40]))
points = st.lists(st.tuples(step_gaps, rates), min_size=1, max_size=40)


def check(series_steps: list[int], values: list[float]) -> None:
    series = series_of(series_steps, values)
    inferred = infer(series)
    if inferred is None:
        return
    error = float(np.abs(inferred.schedule(series.steps) - series.values).max())
    scale = float(series.values.max())
    assert inferred.residual == (error / scale if scale > 0 else 0.0)
    assert inferred.residual <= 0.01
    assert inferred.residual <= 3e-5 or inferred.text.startswith("about ")
    assert inferred.schedule.describe() and inferred.text


@examples(300)
@given(points, st.integers(-3, 1_000_000))
def test_any_points(found: list[tuple[int, float]], first: int) -> None:
    steps = first + np.cumsum([gap for gap, _ in found])
    check(steps.tolist(), [rate for _, rate in found])


@examples(300)
@given(schedules, st.integers(1, 30), st.integers(0, 50))
def test_points_of_any_schedule(schedule: Schedule, interval: int, first: int) -> None:
    steps = STEPS[first::interval]
    with np.errstate(over="ignore"):
        check(steps.tolist(), schedule(steps).tolist())
