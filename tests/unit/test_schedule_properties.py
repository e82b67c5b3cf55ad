"""What holds for every schedule, alone or nested, held against a scan of every step."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tb_lrplugin.schedules import Schedule, Shape, draw, from_message, to_message
from tests.support.properties import examples
from tests.support.schedule_strategies import HORIZON, STEPS, schedules, step_functions

starts = st.integers(0, HORIZON - 2)
thorough = examples(200)


# numpy's powers of whole arrays may differ from single ones in the last digit.
LAST_DIGIT = 1e-14


def scan(schedule: Schedule, steps: np.ndarray) -> np.ndarray:
    """Evaluate one step at a time."""
    return np.array([schedule.value_at(int(step)) for step in steps])


@thorough
@given(schedules)
def test_arrays_of_steps_evaluate_as_single_steps_do(schedule: Schedule) -> None:
    values = schedule(STEPS)
    assert values.dtype == np.float64
    np.testing.assert_allclose(values, scan(schedule, STEPS), rtol=LAST_DIGIT, atol=0)
    square = schedule(STEPS.reshape(4, -1))
    assert square.shape == (4, HORIZON // 4)
    np.testing.assert_allclose(square.ravel(), values, rtol=LAST_DIGIT, atol=0)
    assert (values >= 0).all()


@thorough
@given(schedules, st.integers(-3, HORIZON))
def test_the_short_way_to_one_step_gives_the_very_same_rate(schedule: Schedule, step: int) -> None:
    """Composed schedules hand single steps on to the part in force, which must not show in any digit."""
    assert schedule.value_at(step) == schedule([step])[0]


@thorough
@given(schedules)
def test_steps_below_zero_count_as_zero(schedule: Schedule) -> None:
    assert schedule([-1, -1000]).tolist() == [schedule.value_at(0)] * 2


@thorough
@given(schedules)
def test_the_message_gives_back_an_equal_schedule(schedule: Schedule) -> None:
    again = from_message(type(to_message(schedule)).FromString(to_message(schedule).SerializeToString()))
    assert again == schedule
    assert again.describe() == schedule.describe()


@thorough
@given(schedules, starts, st.integers(1, HORIZON))
def test_pieces_partition_the_steps_and_tell_the_truth(schedule: Schedule, start: int, length: int) -> None:
    stop = start + length
    pieces = schedule.pieces(start, stop)
    assert pieces.starts[0] == start
    assert (np.diff(pieces.starts) > 0).all()
    assert pieces.starts[-1] < stop
    assert len(pieces.starts) == len(pieces.shapes)
    for begin, end, shape in zip(pieces.starts, np.append(pieces.starts[1:], stop), pieces.shapes, strict=True):
        steps = np.arange(begin, end)
        values = schedule(steps)
        if shape == Shape.CONSTANT:
            np.testing.assert_allclose(values, values[0], rtol=LAST_DIGIT, atol=0)
        elif shape == Shape.LINEAR:
            straight = np.interp(steps, [begin, end - 1], [values[0], values[-1]])
            assert np.abs(values - straight).max() <= 1e-9 * values.max()


@thorough
@given(step_functions, starts)
def test_breakpoints_of_a_step_function_are_its_jumps(schedule: Schedule, start: int) -> None:
    jumps = np.flatnonzero(np.diff(scan(schedule, np.arange(start, HORIZON)))) + start + 1
    assert schedule.breakpoints(start, HORIZON).tolist() == jumps.tolist()


@thorough
@given(schedules, starts)
def test_a_jump_is_never_missing_from_the_breakpoints(schedule: Schedule, start: int) -> None:
    """Between breakpoints there are only constants, straight lines and curves, so no constant jumps."""
    pieces = schedule.pieces(start, HORIZON)
    shape_at = pieces.shapes[np.searchsorted(pieces.starts, np.arange(start, HORIZON), side="right") - 1]
    moves = np.flatnonzero(np.diff(scan(schedule, np.arange(start, HORIZON)))) + 1
    breakpoints = set(schedule.breakpoints(start, HORIZON).tolist())
    for index in moves:
        if shape_at[index - 1] == Shape.CONSTANT:
            assert index + start in breakpoints


@thorough
@given(schedules, starts, st.data())
def test_first_outside_is_what_a_scan_finds(schedule: Schedule, start: int, data: st.DataObject) -> None:
    values = scan(schedule, STEPS)
    # Bounds taken from the curve itself meet it exactly, where an off-by-one would show.
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
@given(schedules, starts, st.sampled_from([0.01, 0.1, 0.5]))
def test_first_change_is_what_a_scan_finds(schedule: Schedule, step: int, fraction: float) -> None:
    now = schedule.value_at(step)
    change = np.abs(scan(schedule, STEPS[step + 1 :]) - now)
    found = schedule.first_change(step, fraction)
    if found is not None:
        assert found > step
        assert abs(schedule.value_at(found) - now) >= (fraction - 2e-6) * now
        assert schedule.value_at(found) != now
    before = change if found is None else change[: max(found - step - 1, 0)]
    # A change of float32's last digits early is still the same change, so look a little above.
    assert not (before > fraction * now).any()


@thorough
@given(schedules)
def test_a_constant_schedule_is_one_that_never_moves(schedule: Schedule) -> None:
    first = schedule.value_at(0)
    if schedule.is_constant:
        assert (scan(schedule, STEPS) == first).all()
    else:
        far = schedule.first_outside(0, first, first)
        assert far is not None
        assert schedule.value_at(far) != first


def drawn_value(steps: np.ndarray, values: np.ndarray, step: int) -> float:
    """Read a drawn line at a step; of two vertices there the last one counts."""
    left = int(np.searchsorted(steps, step, side="right")) - 1
    if steps[left] == step:
        return float(values[left])
    share = (step - steps[left]) / (steps[left + 1] - steps[left])
    return float(values[left] + share * (values[left + 1] - values[left]))


@thorough
@given(schedules, st.integers(-5, HORIZON - 20), st.integers(10, HORIZON))
def test_the_drawn_line_shows_the_true_value_at_every_step(schedule: Schedule, start: int, length: int) -> None:
    stop = start + length
    vertices = draw(schedule, start, stop)
    assert vertices.steps[0] <= max(start, 0)
    assert vertices.steps[-1] == stop
    assert (np.diff(vertices.steps) >= 0).all()
    steps = np.arange(max(start, 0), stop + 1)
    values = schedule(steps)
    drawn = np.array([drawn_value(vertices.steps, vertices.values, int(step)) for step in steps])
    assert np.abs(drawn - values).max() <= 1e-3 * np.ptp(values) + 1e-12
    pieces = schedule.pieces(int(steps[0]), stop + 1)
    shape_at = pieces.shapes[np.searchsorted(pieces.starts, steps, side="right") - 1]
    flat = shape_at == Shape.CONSTANT
    np.testing.assert_allclose(drawn[flat], values[flat], rtol=LAST_DIGIT, atol=0)
