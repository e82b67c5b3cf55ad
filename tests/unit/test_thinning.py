"""Thinning what is drawn of long series: no extreme, jump or NaN may get lost."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tb_lrplugin.answers import series_entry
from tb_lrplugin.answers.chart import chart_data
from tb_lrplugin.answers.thinning import MOST_SHOWN, shown_points
from tb_lrplugin.schedules import Constant
from tests.support.made_series import diagnose_against, series_of

rates = st.lists(st.floats(0, 1) | st.just(math.nan) | st.just(math.inf), min_size=1, max_size=300)


@given(rates, st.integers(10, 50))
def test_the_picture_stays(values: list[float], most: int) -> None:
    array = np.array(values)
    shown = shown_points(array, most)
    assert len(shown) <= most
    assert shown[0] == 0
    assert shown[-1] == len(array) - 1
    assert (np.diff(shown) > 0).all()
    finite = array[np.isfinite(array)]
    if len(finite):
        picture = array[shown]
        assert finite.min() in picture
        assert finite.max() in picture
    if len(finite) < len(array):
        first = int(np.argmin(np.isfinite(array)))
        assert first in shown, "where it stops being a number"


def test_short_series_are_shown_whole() -> None:
    assert shown_points(np.arange(float(MOST_SHOWN))).tolist() == list(range(MOST_SHOWN))


@pytest.mark.parametrize("place", [0, 1, 4_321, 99_998, 99_999])
def test_a_single_odd_point_is_shown_but_all_are_diagnosed(place: int) -> None:
    values = np.full(100_000, 0.5)
    values[place] = 0.75
    diagnosis = diagnose_against(series_of(range(100_000), values.tolist()), Constant(0.5))
    entry, chart = series_entry(diagnosis), chart_data(diagnosis)
    assert entry["steps"]["count"] == 100_000
    assert entry["evidence"]["onset_step"] == place
    points = chart["points"]
    assert len(points["step"]) == len(points["value"]) == len(points["wall_time"]) <= MOST_SHOWN
    assert points["value"][points["step"].index(place)] == 0.75
