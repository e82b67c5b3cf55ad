"""The primitives that transformers' and DeepSpeed's schedules need, held against a scan of every step."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tb_lrplugin.schedules import (
    CosineCycles,
    CosineWave,
    InverseSquareRoot,
    Logarithmic,
    Schedule,
    ScheduleError,
    Shape,
    SquareRoot,
    from_message,
    to_message,
)
from tests.support.properties import examples
from tests.support.schedule_strategies import HORIZON, STEPS, lengths, rates_or_zero

cycles = st.one_of(st.sampled_from([0.5, 1.0, 3.0, 7.0]), st.floats(0.1, 12.0))
primitives: st.SearchStrategy[Schedule] = st.one_of(
    st.builds(InverseSquareRoot, rates_or_zero, st.one_of(lengths, st.floats(0.1, 90.0))),
    st.builds(SquareRoot, rates_or_zero, rates_or_zero, lengths),
    st.builds(Logarithmic, rates_or_zero, rates_or_zero, st.integers(2, 90)),
    st.builds(CosineWave, rates_or_zero, rates_or_zero, lengths, cycles, st.integers(0, 3)),
    st.builds(CosineCycles, rates_or_zero, lengths, cycles),
)
starts = st.integers(0, HORIZON - 2)
thorough = examples(300)


@thorough
@given(primitives, starts, st.data())
def test_first_outside_is_what_a_scan_finds(schedule: Schedule, start: int, data: st.DataObject) -> None:
    values = np.array([schedule.value_at(int(step)) for step in STEPS])
    np.testing.assert_allclose(schedule(STEPS), values, rtol=1e-14, atol=0)
    assert (values >= 0).all()
    bounds = st.one_of(st.sampled_from(sorted(set(values.tolist()))), st.floats(0, 1.2))
    low, high = sorted([data.draw(bounds), data.draw(bounds)])
    outside = np.flatnonzero((values < low) | (values > high))
    outside = outside[outside >= start]
    found = schedule.first_outside(start, low, high)
    if found is None or found >= HORIZON:
        assert outside.size == 0
        assert found is None or not low <= schedule.value_at(found) <= high
    else:
        assert found == outside[0]


@thorough
@given(primitives, starts, st.integers(1, HORIZON))
def test_pieces_partition_the_steps(schedule: Schedule, start: int, length: int) -> None:
    stop = start + length
    pieces = schedule.pieces(start, stop)
    assert pieces.starts[0] == start
    assert (np.diff(pieces.starts) > 0).all()
    assert pieces.starts[-1] < stop
    for begin, end, shape in zip(pieces.starts, np.append(pieces.starts[1:], stop), pieces.shapes, strict=True):
        values = schedule(np.arange(begin, end))
        if shape == Shape.CONSTANT:
            np.testing.assert_allclose(values, values[0], rtol=1e-14, atol=0)


@thorough
@given(primitives)
def test_the_message_gives_back_an_equal_schedule(schedule: Schedule) -> None:
    assert from_message(to_message(schedule)) == schedule
    assert schedule.describe()


@pytest.mark.parametrize(("cycle_count", "starts_of_cycles"), [(3, [0, 30, 60]), (7, [0, 13, 26, 39, 52, 65, 78])])
def test_breakpoints_are_where_the_cosine_jumps_up(cycle_count: int, starts_of_cycles: list[int]) -> None:
    schedule = CosineCycles(1.0, 90, cycle_count)
    jumps = np.flatnonzero(np.diff(schedule(np.arange(90))) > 0) + 1
    assert schedule.breakpoints(0, 200).tolist() == [*jumps.tolist(), 90] == [*starts_of_cycles[1:], 90]


@pytest.mark.parametrize(
    ("schedule_class", "parameters"),
    [
        (InverseSquareRoot, (-1.0, 5)),
        (InverseSquareRoot, (1.0, 0)),
        (InverseSquareRoot, (1.0, float("nan"))),
        (SquareRoot, (1.0, -1.0, 5)),
        (SquareRoot, (1.0, 0.0, 0)),
        (Logarithmic, (0.0, float("inf"), 5)),
        (Logarithmic, (0.0, 1.0, 1)),
        (CosineWave, (1.0, 0.0, 0)),
        (CosineWave, (1.0, 0.0, 5, 0.0)),
        (CosineWave, (1.0, 0.0, 5, 0.5, -1)),
        (CosineCycles, (1.0, 0)),
        (CosineCycles, (1.0, 5, -1.0)),
    ],
)
def test_parameters_out_of_range_are_refused(schedule_class: type[Schedule], parameters: tuple[float, ...]) -> None:
    with pytest.raises(ScheduleError):
        schedule_class(*parameters)


@pytest.mark.parametrize(
    "schedule",
    [
        InverseSquareRoot(1.0, 1e300),
        SquareRoot(1.0, 0.0, 2**53),
        Logarithmic(0.0, 1.0, 2**53),
        CosineWave(1.0, 0.0, 2**53, 0.01),
        CosineCycles(1.0, 2**53, 2.0),
        CosineCycles(1.0, 90, 1e300),
    ],
    ids=str,
)
@pytest.mark.parametrize("low", [1e-300, 0.1, 0.9])
def test_extremes_are_searched_in_no_time(schedule: Schedule, low: float) -> None:
    found = schedule.first_outside(0, low, 1.0)
    assert found is None or not low <= schedule.value_at(found) <= 1.0
