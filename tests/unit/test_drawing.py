"""The expected curve as vertices: true corners, few points."""

from __future__ import annotations

import numpy as np

from tb_lrplugin.schedules import Constant, Cosine, Exponential, Join, PiecewiseConstant, Polynomial, draw


def vertices(schedule, start, stop):  # type: ignore[no-untyped-def]
    drawn = draw(schedule, start, stop)
    return list(zip(drawn.steps.tolist(), drawn.values.tolist(), strict=True))


def test_a_jump_is_two_vertices_at_one_step() -> None:
    assert vertices(PiecewiseConstant((10,), (1.0, 0.5)), 0, 20) == [
        (0, 1.0),
        (10, 1.0),
        (10, 0.5),
        (20, 0.5),
    ]


def test_a_jump_at_the_last_step_is_drawn() -> None:
    assert vertices(PiecewiseConstant((20,), (1.0, 0.5)), 0, 20)[-2:] == [(20, 1.0), (20, 0.5)]


def test_a_constant_is_a_line_of_two_vertices() -> None:
    assert vertices(Constant(0.1), 5, 10) == [(5, 0.1), (10, 0.1)]


def test_a_ramp_meets_what_comes_after_without_a_jump() -> None:
    ramp = Join((Polynomial(0.0, 1.0, 100), Constant(1.0)), (100,))
    assert {step: value for step, value in vertices(ramp, 0, 200)} == {0: 0.0, 99: 0.99, 100: 1.0, 200: 1.0}


def test_a_ramp_that_ends_in_a_jump_keeps_its_corner() -> None:
    ramp = Join((Polynomial(0.0, 1.0, 100), Constant(0.2)), (100,))
    assert vertices(ramp, 0, 200)[-3:] == [(100, 0.99), (100, 0.2), (200, 0.2)]


def test_a_burn_in_ends_in_a_corner() -> None:
    schedule = Join((Constant(0.1), Exponential(1.0, 100, 0.5)), (50,))
    assert vertices(schedule, 0, 100)[:3] == [(0, 0.1), (50, 0.1), (50, 1.0)]


def test_a_whole_cosine_needs_few_vertices() -> None:
    drawn = draw(Cosine(0.1, 1_000_000), 0, 1_000_000)
    assert len(drawn.steps) <= 600


def test_a_decay_that_is_over_early_is_still_drawn_true() -> None:
    """A curve that bends within the first thousandth of the view: even spacing would draw a ramp instead."""
    decay = Exponential(0.1, 100, 0.5)
    drawn = draw(decay, 0, 1_000_000)
    steps = np.arange(0, 5000)
    assert np.abs(np.interp(steps, drawn.steps, drawn.values) - decay(steps)).max() <= 1e-3 * 0.1
    assert len(drawn.steps) <= 2000


def test_a_short_cosine_within_a_long_run_is_round() -> None:
    schedule = Join((Cosine(1.0, 1000), Constant(0.0)), (1000,))
    drawn = draw(schedule, 0, 1_000_000)
    steps = np.arange(0, 1000)
    assert np.abs(np.interp(steps, drawn.steps, drawn.values) - schedule(steps)).max() <= 1e-3
