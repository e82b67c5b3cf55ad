"""What holds for every schedule, alone or nested, held against a scan of every step."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tb_lrplugin.schedules import (
    Constant,
    CosineArc,
    CosineCycles,
    CosineWave,
    Exponential,
    Floor,
    Held,
    InverseTime,
    Join,
    Logarithmic,
    OnAxis,
    Power,
    Schedule,
    Shape,
    Shift,
    SquareRoot,
)
from tb_lrplugin.schedules.base import KINDS
from tests.support import schedule_laws as laws
from tests.support.properties import examples
from tests.support.schedule_strategies import ANY, HORIZON, STEPS, USUAL, kinds_of, schedules, step_functions

starts = st.integers(0, HORIZON - 2)
thorough = examples(80)
usual, wild = kinds_of(USUAL), kinds_of(ANY)


def keep_the_laws(schedule: Schedule, start: int, length: int, data: st.DataObject) -> None:
    """Hold a schedule of usual parameters against all laws."""
    laws.arrays_evaluate_as_single_steps_do(schedule, STEPS)
    laws.message_and_object_give_it_back(schedule)
    laws.pieces_tell_the_truth(schedule, start, start + length)
    laws.the_drawn_line_shows_it(schedule, start - 5, start + length)
    rates = laws.scan(schedule, STEPS)
    # Bounds taken from the curve itself meet it exactly, where an off-by-one would show.
    bounds = st.one_of(st.sampled_from(sorted(set(rates.tolist()))), st.floats(0, 1.2))
    low, high = sorted([data.draw(bounds), data.draw(bounds)])
    laws.first_outside_is_what_a_scan_finds(schedule, start, low, high, rates)


def test_no_kind_is_forgotten() -> None:
    assert usual.keys() == wild.keys() == KINDS.keys()
    own = [schedule_class.formula is not Schedule.formula for schedule_class in KINDS.values()]
    assert all(own)


@pytest.mark.parametrize("kind", sorted(KINDS))
@examples(15)
@given(st.data(), starts, st.integers(10, HORIZON))
def test_each_kind_keeps_the_laws(kind: str, data: st.DataObject, start: int, length: int) -> None:
    keep_the_laws(data.draw(usual[kind]), start, length, data)


@thorough
@given(schedules, starts, st.integers(10, HORIZON), st.data())
def test_nested_schedules_keep_the_laws(schedule: Schedule, start: int, length: int, data: st.DataObject) -> None:
    keep_the_laws(schedule, start, length, data)


wide = st.one_of(st.integers(1, 300), st.integers(0, 61).map(lambda power: 2**power))
any_rates = st.one_of(ANY.rate, st.just(float("inf")))


@pytest.mark.parametrize("kind", sorted(KINDS))
@examples(15)
@given(st.data(), wide, wide, any_rates, any_rates)
def test_each_kind_is_quiet(kind: str, data: st.DataObject, start: int, length: int, low: float, high: float) -> None:
    laws.it_is_quiet(data.draw(wild[kind]), start, length, min(low, high), max(low, high))


@thorough
@given(st.one_of(*wild.values()), wide, wide, any_rates, any_rates)
# 0 times infinity, and what grows beyond all numbers.
@example(Exponential(0.0, 1, 6.0), 399, 1, 0.0, 1.0)
@example(Exponential(1e-9, 5e-324, 2.0), 1, 1, 0.0, 0.0)
@example(Exponential(0.5, 1e200, 0.0, staircase=True, float32_steps=True), 1, 1, 0.0, 0.0)
@example(InverseTime(1.0, 1e-310, 1e308), 1, 1, 0.0, 1.0)
@example(InverseTime(1.0, 1e-310, 0.0), 1, 1, 0.0, 1.0)
@example(Power(5e-324, 5e-324, 5e-324), 2**53, 1, 0.0, 0.0)
@example(CosineWave(1.0, 0.0, 1, 1e308), 1, 2**61, 0.1, 0.9)
@example(CosineArc(1.0, 0.0, 0.0, 5e-324), 1, 1, 0.0, 0.0)
@example(CosineArc(0.0, 0.0, -6e307, 5e291), 1, 1, 0.0, 0.0)
# Sums and products of steps beyond int64.
@example(Shift(Shift(Constant(0.1), 2**63 - 2), 2**63 - 2), 230, 186, 0.0, 1.0)
@example(Join((Shift(CosineWave(1.0, 0.0, 9), 2**63 - 1), Constant(0.1)), (2**62,)), 1, 1, 0.0, 0.5)
@example(OnAxis(Held(Logarithmic(0.0, 2.0, 2**49), 2**50), 3), 1024, 128, 0.0, 0.5)
@example(Held(CosineCycles(1.0, 2888, 4e-16), 2**57), 2**57, 7, 0.5, 2.0)
def test_nested_schedules_are_quiet(schedule: Schedule, start: int, length: int, low: float, high: float) -> None:
    laws.it_is_quiet(schedule, start, length, min(low, high), max(low, high))


@thorough
@given(schedules, st.integers(-3, HORIZON))
def test_the_short_way_to_one_step_gives_the_very_same_rate(schedule: Schedule, step: int) -> None:
    """Composed schedules hand single steps on to the part in force, which must not show in any digit."""
    assert schedule.value_at(step) == schedule([step])[0]
    assert schedule([-1, -1000]).tolist() == [schedule.value_at(0)] * 2


@thorough
@given(step_functions, starts)
def test_breakpoints_of_a_step_function_are_its_jumps(schedule: Schedule, start: int) -> None:
    jumps = np.flatnonzero(np.diff(laws.scan(schedule, np.arange(start, HORIZON)))) + start + 1
    assert schedule.breakpoints(start, HORIZON).tolist() == jumps.tolist()


@thorough
@given(schedules, starts)
# More crossings than are told one by one.
@example(Floor(CosineWave(1.0, 0.0, 1), 0.0), 1)
def test_a_jump_is_never_missing_from_the_breakpoints(schedule: Schedule, start: int) -> None:
    """Between breakpoints there are only constants, straight lines and curves, so no constant jumps."""
    pieces = schedule.pieces(start, HORIZON)
    shape_at = pieces.shapes[np.searchsorted(pieces.starts, np.arange(start, HORIZON), side="right") - 1]
    moves = np.flatnonzero(np.diff(laws.scan(schedule, np.arange(start, HORIZON)))) + 1
    breakpoints = set(schedule.breakpoints(start, HORIZON).tolist())
    for index in moves:
        if shape_at[index - 1] == Shape.CONSTANT:
            assert index + start in breakpoints


@thorough
@given(schedules, starts, st.sampled_from([0.01, 0.1, 0.5]))
def test_first_change_is_what_a_scan_finds(schedule: Schedule, step: int, fraction: float) -> None:
    now = schedule.value_at(step)
    change = np.abs(laws.scan(schedule, STEPS[step + 1 :]) - now)
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
@example(OnAxis(SquareRoot(0.0, 1.0, 1), 1, shift=1))
@example(OnAxis(CosineCycles(1.0, 400, 4.0), 100))
def test_a_constant_schedule_is_one_that_never_moves(schedule: Schedule) -> None:
    if schedule.is_constant:
        assert (laws.scan(schedule, STEPS) == schedule.value_at(0)).all()
    # Seen once per unit it may move before the first time, or between two, and not show it.
    moving = schedule.schedule if isinstance(schedule, OnAxis) else schedule
    first = moving.value_at(0)
    far = moving.first_outside(0, first, first)
    assert (far is None) == schedule.is_constant
    assert far is None or moving.value_at(far) != first
