"""The few points that stand for a series in a list."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from tb_lrplugin.answers.chart import sparkline
from tb_lrplugin.answers.table import points_table
from tb_lrplugin.answers.thinning import MOST_OF_A_PICTURE, outline_points
from tb_lrplugin.schedules import Constant, PiecewiseConstant, Sampled
from tests.support.made_series import diagnose_against, series_of


@given(arrays.arrays(np.float64, st.integers(1, 2000), elements=st.floats(width=32)))
def test_few_points_with_both_ends_and_the_extremes(values: np.ndarray) -> None:
    chosen = outline_points(values, MOST_OF_A_PICTURE)
    assert len(chosen) <= MOST_OF_A_PICTURE
    assert (np.diff(chosen) > 0).all()
    assert (chosen[0], chosen[-1]) == (0, len(values) - 1)
    finite = values[np.isfinite(values)]
    if len(finite) == len(values):
        assert (values[chosen].min(), values[chosen].max()) == (values.min(), values.max())


def test_a_single_bad_point_among_many_is_kept() -> None:
    values = np.full(100_000, 0.1)
    values[70_001] = 0.2
    assert 70_001 in outline_points(values, MOST_OF_A_PICTURE)


def test_the_expected_curve_stands_at_the_same_steps() -> None:
    schedule = PiecewiseConstant((50,), (0.1, 0.01))
    picture = sparkline(diagnose_against(series_of(range(0, 101, 10), 0.1), schedule))
    assert picture["step"] == list(range(0, 101, 10))
    assert picture["expected"][:5] == [0.1] * 5
    assert picture["expected"][6:] == [0.01] * 5


def test_to_an_expected_rate_of_zero_every_error_is_infinite() -> None:
    lines = points_table(diagnose_against(series_of([1, 2, 3], 0.1), Constant(0.0))).splitlines()
    assert lines[0] == "step,wall_time,logged,expected,relative_error"
    assert all(line.endswith(",0.0,inf") for line in lines[1:])


def test_points_beyond_the_record_of_a_schedule_have_no_error() -> None:
    table = points_table(diagnose_against(series_of([0, 100, 200], 0.1), Sampled((0, 100), (0.1, 0.1)))).splitlines()
    assert [bool(line.split(",")[-1]) for line in table[1:]] == [True, True, False]


def test_the_table_counts_a_point_of_the_schedule_as_the_logger_does() -> None:
    schedule = PiecewiseConstant((50,), (0.1, 0.01))
    steps = range(0, 101, 10)
    table = points_table(diagnose_against(series_of(steps, 0.1), schedule)).splitlines()[1:]
    errors = [float(line.split(",")[-1]) for line in table]
    assert errors[0] == pytest.approx(0, abs=1e-6)
    assert errors[-1] == pytest.approx(9)
