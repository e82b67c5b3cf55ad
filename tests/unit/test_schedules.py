"""Values, edges, descriptions and refusals of every primitive."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from tb_lrplugin.schedules import (
    Constant,
    Cosine,
    CosineRestarts,
    Exponential,
    Floor,
    Held,
    InverseTime,
    Join,
    Phase,
    PiecewiseConstant,
    Polynomial,
    Sampled,
    Schedule,
    ScheduleError,
    exponential_decay_with_burnin,
    from_message,
    record,
    to_message,
)
from tb_lrplugin.schedules.base import Shape, first_true

# (schedule, {step: rate}): values that can be computed by hand.
VALUES: list[tuple[Schedule, dict[int, float]]] = [
    (Constant(0.003), {0: 0.003, 10**12: 0.003}),
    (Exponential(0.8, 100, 0.5), {0: 0.8, 50: 0.8 * math.sqrt(0.5), 100: 0.4, 300: 0.1}),
    (Exponential(0.8, 100, 0.5, staircase=True), {0: 0.8, 99: 0.8, 100: 0.4, 199: 0.4, 200: 0.2}),
    (Exponential(0.1, 2.5, 0.5, staircase=True), {2: 0.1, 3: 0.05, 4: 0.05, 5: 0.025}),
    (Exponential(0.1, 10, 2.0), {10: 0.2, 20: 0.4}),
    (InverseTime(0.9, 10, 2.0), {0: 0.9, 10: 0.3, 5: 0.45}),
    (InverseTime(0.9, 10, 2.0, staircase=True), {9: 0.9, 10: 0.3, 19: 0.3, 20: 0.18}),
    (Polynomial(0.0, 1.0, 4), {0: 0.0, 1: 0.25, 3: 0.75, 4: 1.0, 5: 1.0}),
    (Polynomial(1.0, 0.5, 10, power=2.0), {0: 1.0, 5: 0.625, 10: 0.5, 99: 0.5}),
    (Cosine(1.0, 100), {0: 1.0, 50: 0.5, 100: 0.0, 101: 0.0}),
    (Cosine(1.0, 100, 0.2), {50: 0.6, 100: 0.2}),
    (PiecewiseConstant((10, 20), (3.0, 2.0, 1.0)), {0: 3.0, 9: 3.0, 10: 2.0, 19: 2.0, 20: 1.0}),
    (PiecewiseConstant((), (0.5,)), {0: 0.5, 77: 0.5}),
    (Sampled((10, 20), (1.0, 3.0)), {0: 1.0, 10: 1.0, 15: 2.0, 20: 3.0, 99: 3.0}),
    (Join((Constant(9.0), Polynomial(0.0, 1.0, 10)), (5,)), {4: 9.0, 5: 0.0, 10: 0.5, 15: 1.0}),
    (Floor(Exponential(0.8, 100, 0.5, staircase=True), 0.3), {100: 0.4, 200: 0.3, 999: 0.3}),
]


@pytest.mark.parametrize(("schedule", "expected"), VALUES, ids=lambda part: type(part).__name__)
def test_values(schedule: Schedule, expected: dict[int, float]) -> None:
    assert schedule(list(expected)).tolist() == pytest.approx(list(expected.values()), rel=1e-12, abs=1e-15)


@pytest.mark.parametrize("schedule", [schedule for schedule, _ in VALUES], ids=repr)
def test_round_trip_through_the_message(schedule: Schedule) -> None:
    assert from_message(to_message(schedule)) == schedule


def test_a_constant_of_zero_survives_the_message() -> None:
    """proto3 leaves default values out; the kind must not go with them."""
    content = to_message(Constant(0.0)).SerializeToString()
    assert from_message(type(to_message(Constant(1.0))).FromString(content)) == Constant(0.0)


def test_an_unknown_schedule_class_cannot_become_a_message() -> None:
    class Other(Schedule):
        _evaluate = pieces = first_outside = describe = Constant.describe  # type: ignore[assignment]

    with pytest.raises(TypeError, match="record it with"):
        to_message(Other())


REFUSED: list[tuple[Callable[[], Schedule], str]] = [
    (lambda: Constant(-0.1), "value is -0.1: a learning rate must be a finite number, 0 or above"),
    (lambda: Constant(math.nan), "value is nan"),
    (lambda: Constant(math.inf), "value is inf"),
    (lambda: Exponential(0.1, 0, 0.5), "decay_steps is 0: the schedule divides by it, so it must be above 0"),
    (lambda: Exponential(0.1, -5, 0.5), "decay_steps is -5"),
    (lambda: Exponential(0.1, math.nan, 0.5), "decay_steps is NaN"),
    (lambda: Exponential(0.1, 1e-310, 0.5, float32_steps=True), "decay_steps is 1e-310: in float32 it is 0"),
    (lambda: Exponential(0.1, 10, -0.1), "the decay factor is -0.1: it must be 0 or above"),
    (lambda: Exponential(0.1, 10, -0.5), "the decay factor is -0.5"),
    (lambda: Exponential(-1.0, 10, 0.5), "the initial rate is -1.0"),
    (lambda: InverseTime(0.1, 0, 0.5), "decay_steps is 0"),
    (lambda: InverseTime(0.1, 10, -1.0), "decay_rate is -1: it must be 0 or above"),
    (lambda: Polynomial(0.1, 0.2, 0), "the linear ramp takes 0 steps: it must take 1 or more"),
    (lambda: Polynomial(0.1, 0.2, 10, 0.0), "power is 0: it must be above 0"),
    (lambda: Polynomial(0.1, -0.2, 10), "the last rate is -0.2"),
    (lambda: Cosine(0.1, 0), "the cosine takes 0 steps: it must take 1 or more"),
    (lambda: Cosine(-0.1, 10), "the first rate is -0.1"),
    (lambda: PiecewiseConstant((10,), (1.0,)), "1 boundaries need 2 rates, but there are 1"),
    (lambda: PiecewiseConstant((10, 10), (1.0, 2.0, 3.0)), "boundary 10 comes after 10"),
    (lambda: PiecewiseConstant((20_000, 10_000), (1.0, 2.0, 3.0)), "boundary 10,000 comes after 20,000"),
    (lambda: PiecewiseConstant((0,), (1.0, 2.0)), "boundaries must be above 0 and strictly increasing"),
    (lambda: PiecewiseConstant((1,), (1.0, math.nan)), "a rate is nan"),
    (lambda: Sampled((), ()), "0 steps with 0 rates make no schedule"),
    (lambda: Sampled((1, 2), (1.0,)), "2 steps with 1 rates make no schedule: give one rate per step"),
    (lambda: Sampled((2, 1), (1.0, 2.0)), "the recorded steps are not strictly increasing"),
    (lambda: Join((Constant(1.0),), (5,)), "1 joined schedules need 0 boundaries, but there are 1"),
    (lambda: Join((Constant(1.0), Constant(2.0)), (0,)), "must be above 0 and strictly increasing"),
    (lambda: Join((Constant(1.0),), (), ("a", "b")), "give a name for every joined part, or none"),
    (lambda: Floor(Constant(1.0), -1.0), "the floor is -1.0"),
    (lambda: record(lambda step: 0.1, 0), "total_steps is 0: give the number of steps, 1 or more"),
    (lambda: record(lambda step: -0.1, 10), "a recorded rate is -0.1"),
]


@pytest.mark.parametrize(("build", "sentence"), REFUSED, ids=[sentence for _, sentence in REFUSED])
def test_wrong_parameters_are_refused_in_a_sentence(build: Callable[[], Schedule], sentence: str) -> None:
    with pytest.raises(ScheduleError) as refused:
        build()
    assert sentence in str(refused.value)


DESCRIBED: list[tuple[Schedule, str]] = [
    (Constant(0.003), "constant 0.003"),
    (
        exponential_decay_with_burnin(0.004, 800720, 0.95, 1e-4, 1000, 1e-5),
        "burn-in at 0.0001 for 1,000 steps, then 0.004, times 0.95 every 800,720 steps (staircase), not below 1e-5",
    ),
    (Exponential(0.1, 2.5, 0.5), "0.1, times 0.5 every 2.5 steps (continuous)"),
    (InverseTime(0.1, 1000, 0.5), "0.1 / (1 + 0.5 * step / 1,000) (continuous)"),
    (Polynomial(0.1, 0.0, 5000), "linear from 0.1 to 0 over 5,000 steps"),
    (Polynomial(0.1, 0.0, 5000, 2.0), "polynomial of power 2 from 0.1 to 0 over 5,000 steps"),
    (Cosine(0.1, 5000), "cosine from 0.1 to 0 over 5,000 steps"),
    (PiecewiseConstant((1000,), (0.1, 0.01)), "0.1, 0.01 from step 1,000"),
    (
        PiecewiseConstant(tuple(range(1, 10)), tuple(float(value) for value in range(10))),
        "0, 1 from step 1, 2 from step 2, 3 from step 3, 5 more changes, 9 from step 9",
    ),
    (Exponential(0.1, 1, 0.5), "0.1, times 0.5 every step (continuous)"),
    (Polynomial(0.1, 0.0, 1), "linear from 0.1 to 0 over 1 step"),
    (
        Join(
            (Sampled((0, 1, 2), (0.1, 0.05, 0.01)), *(Constant(rate) for rate in (0.005, 0.3, 0.4, 0.5, 0.6))),
            (3, 4, 6, 8, 10),
            ("warm-up", *("hold",) * 5),
        ),
        "warm-up from 0.1 to 0.01 in 3 steps, then 0.005 for 1 step, then 3 more parts, then constant 0.6",
    ),
    (
        # A step on the way, as the first mean that a logger takes over fewer updates.
        Join((Constant(3e-4), Constant(2.98e-4), Polynomial(2.97e-4, 0.0, 900)), (1000, 1001)),
        "0.0003 for 1,000 steps, then linear from 0.000297 to 0 over 900 steps",
    ),
    (
        Held(Exponential(0.1, 2, 0.5, staircase=True), 10, "epoch (inferred)"),
        "0.1, times 0.5 every 2 epochs (staircase); 10 steps per epoch (inferred)",
    ),
    (Sampled((0, 100), (0.1, 0.2)), "recorded at 2 points, from 0.1 at step 0 to 0.2 at step 100"),
    (
        Join((Polynomial(0.0, 0.1, 500), Cosine(0.1, 9500)), (500,), ("warm-up", "decay")),
        "warm-up from 0 to 0.1 in 500 steps, then cosine from 0.1 to 0 over 9,500 steps",
    ),
    (
        Join((Constant(0.1), PiecewiseConstant((10,), (0.2, 0.3))), (100,), ("hold", "decay")),
        "0.1 for 100 steps, then 0.2, 0.3 from step 110",
    ),
]


@pytest.mark.parametrize(("schedule", "line"), DESCRIBED, ids=[line for _, line in DESCRIBED])
def test_one_line_that_a_person_understands(schedule: Schedule, line: str) -> None:
    assert schedule.describe() == line


def test_pieces_of_a_staircase_are_its_stairs() -> None:
    pieces = Exponential(0.1, 100, 0.5, staircase=True).pieces(150, 400)
    assert pieces.starts.tolist() == [150, 200, 300]
    assert (pieces.shapes == Shape.CONSTANT).all()


def test_breakpoints_leave_the_ends_of_the_interval_out() -> None:
    stairs = PiecewiseConstant((10, 20, 30), (4.0, 3.0, 2.0, 1.0))
    assert stairs.breakpoints(10, 30).tolist() == [20]


def test_a_boundary_without_a_change_is_no_breakpoint() -> None:
    assert PiecewiseConstant((10, 20), (1.0, 1.0, 2.0)).breakpoints(0, 100).tolist() == [20]


def test_along_the_floor_nothing_breaks() -> None:
    stairs = Floor(Exponential(0.8, 10, 0.5, staircase=True), 0.3)
    assert stairs.breakpoints(0, 1000).tolist() == [10, 20]


def test_a_floor_under_many_cycles_is_met_where_a_scan_meets_it() -> None:
    schedule = Floor(CosineRestarts(1.0, 0.0, 37), 0.3)
    pieces = schedule.pieces(0, 37 * 200)
    on_floor = schedule(np.arange(37 * 200)) <= 0.3
    met = np.flatnonzero(on_floor[1:] & ~on_floor[:-1]) + 1
    assert len(met) == 200
    assert pieces.starts[pieces.shapes == Shape.CONSTANT].tolist() == met.tolist()


def test_a_curve_that_dives_below_the_floor_becomes_constant_there() -> None:
    pieces = Floor(Cosine(1.0, 100), 0.5).pieces(0, 200)
    assert pieces.starts.tolist() == [0, 50]
    assert pieces.shapes.tolist() == [Shape.CURVE, Shape.CONSTANT]


def test_a_floor_of_zero_changes_nothing() -> None:
    """0 is the default of `min_learning_rate`; no rate is below it, however small."""
    assert Floor(Exponential(10.0, 100, 0.9), 0.0).pieces(0, 1000).shapes.tolist() == [Shape.CURVE]


def test_stairs_too_many_for_any_screen_count_as_a_curve() -> None:
    assert Exponential(0.1, 1, 0.999, staircase=True).pieces(0, 10**6).shapes.tolist() == [Shape.CURVE]


@pytest.mark.parametrize("width", [16_777_217, 20_000_001, 33_333_333.3])
def test_stairs_beyond_float32_are_where_the_values_jump(width: float) -> None:
    """float32 cannot hold every step beyond 2**24; the breakpoints follow the rounded quotient all the same."""
    stairs = Exponential(0.1, width, 0.5, staircase=True, float32_steps=True)
    for breakpoint_ in stairs.breakpoints(0, 390_000_000).tolist():
        assert stairs.value_at(breakpoint_) != stairs.value_at(breakpoint_ - 1)
    assert len(stairs.breakpoints(0, 390_000_000)) == int(390_000_000 // width)


def test_stairs_at_steps_that_are_timestamps_take_no_memory() -> None:
    """Some loggers write microseconds as steps."""
    start = 1_700_000_000_000_000
    stairs = Exponential(0.1, 1_000_000, 0.999999, staircase=True, float32_steps=True)
    assert len(stairs.pieces(start, start + 10_000_000).starts) <= 11


def test_first_change_of_the_first_founding_question() -> None:
    assert exponential_decay_with_burnin(0.004, 800720, 0.95).first_change(100_000) == 800_720


def test_first_change_of_a_rate_of_zero_is_any_change() -> None:
    assert Join((Constant(0.0), Constant(1e-9)), (50,)).first_change(0) == 50


def test_first_change_is_none_where_nothing_ever_moves() -> None:
    assert Cosine(0.1, 100).first_change(100) is None
    assert Constant(0.1).first_change(0) is None
    assert Floor(Exponential(0.1, 10, 0.5), 0.1).first_change(0) is None


def test_first_change_counts_one_percent_read_from_float32() -> None:
    """0.99 as float32 is 0.9900000095: a drop of 0.99999905 %, which everyone calls 1 %."""
    factor = float(np.float32(0.99))
    assert Exponential(0.1, 1000, factor, staircase=True).first_change(0) == 1000


def test_first_change_across_a_recorded_gap_of_a_billion_steps() -> None:
    assert Sampled((0, 10**12), (1.0, 0.0)).first_change(0) == pytest.approx(10**10, rel=2e-4)


@pytest.mark.parametrize("decay_rate", [1e-300, 1e-310, 1e300])
def test_first_change_with_extreme_parameters_raises_nothing(decay_rate: float) -> None:
    with np.errstate(over="ignore"):
        assert InverseTime(1.0, 10, decay_rate, staircase=True).first_change(0) in (None, 10)


@pytest.mark.parametrize(
    ("schedule", "is_constant"),
    [
        (Constant(0.1), True),
        (Exponential(0.1, 10, 1.0), True),
        (Exponential(0.0, 10, 0.5), True),
        (InverseTime(0.1, 10, 0.0), True),
        (Cosine(0.1, 10, 0.1), True),
        (PiecewiseConstant((5,), (0.1, 0.1)), True),
        (Join((Constant(0.1), Constant(0.1)), (5,)), True),
        (Floor(Exponential(0.1, 10, 0.5), 0.2), True),
        (Exponential(0.1, 10**9, 0.999, staircase=True), False),
        (Join((Constant(0.1), Constant(0.2)), (10**9,)), False),
    ],
)
def test_is_constant(schedule: Schedule, is_constant: bool) -> None:
    assert schedule.is_constant is is_constant


def test_phases_are_named_with_their_first_steps() -> None:
    schedule = exponential_decay_with_burnin(0.01, 100, 0.5, 0.001, 40, 1e-4)
    assert schedule.phases() == (Phase("burn-in", 0), Phase("decay", 40))
    assert Constant(0.1).phases() == ()


@pytest.mark.parametrize("guess", [-math.inf, 0, 41, 42, 43, 10**6, math.inf, math.nan])
def test_first_true_settles_on_the_step_whatever_the_guess(guess: float) -> None:
    assert first_true(lambda step: step >= 42, 0, guess) == 42
    assert first_true(lambda step: step >= 42, 0, guess, 41) is None
    assert first_true(lambda step: step >= 42, 50, guess) == 50
    assert first_true(lambda step: step >= 42, 50, guess, 49) is None
