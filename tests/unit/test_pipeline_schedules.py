"""`pipeline.config`: the schedule that each learning-rate block asks for, defaults and refusals included."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tb_lrplugin.schedules import (
    Constant,
    Cosine,
    Exponential,
    Floor,
    Join,
    Phase,
    PiecewiseConstant,
    Polynomial,
    Schedule,
)
from tests.support.pipelines import pipeline, read_text


def f32(value: float) -> float:
    return float(np.float32(value))


def schedule_of(directory: Path, block: str) -> Schedule:
    reading = read_text(directory, pipeline(block))
    assert reading.error is None
    assert reading.schedule is not None
    return reading.schedule


def error_of(directory: Path, block: str) -> str:
    reading = read_text(directory, pipeline(block))
    assert reading.schedule is None
    assert reading.error is not None
    return reading.error


SCHEDULES: list[tuple[str, Schedule]] = [
    # Defaults of the API's own messages.
    ("constant_learning_rate {}", Constant(f32(0.002))),
    ("exponential_decay_learning_rate {}", Exponential(f32(0.002), 4_000_000, f32(0.95), True, True)),
    (
        "cosine_decay_learning_rate {}",
        Join(
            (Polynomial(f32(0.0002), f32(0.002), 10_000), Cosine(f32(0.002), 3_990_000)),
            (10_000,),
            ("warm-up", "decay"),
        ),
    ),
    (
        "manual_step_learning_rate { schedule { step: 10 } }",
        PiecewiseConstant((10,), (f32(0.002), f32(0.002))),
    ),
    # Every field.
    ("constant_learning_rate { learning_rate: 3e-4 }", Constant(f32(3e-4))),
    (
        "exponential_decay_learning_rate { initial_learning_rate: 0.01 decay_steps: 60 decay_factor: 0.5 "
        "staircase: false burnin_learning_rate: 0.002 burnin_steps: 40 min_learning_rate: 0.0004 }",
        Floor(
            Join(
                (Constant(f32(0.002)), Exponential(f32(0.01), 60, 0.5, False, True)),
                (40,),
                ("burn-in", "decay"),
            ),
            f32(0.0004),
        ),
    ),
    # No burn-in rate: the base rate.
    (
        "exponential_decay_learning_rate { initial_learning_rate: 0.5 decay_steps: 60 burnin_steps: 40 }",
        Join((Constant(0.5), Exponential(0.5, 60, f32(0.95), True, True)), (40,), ("burn-in", "decay")),
    ),
    (
        "manual_step_learning_rate { initial_learning_rate: 0.5 "
        "schedule { step: 10 learning_rate: 0.25 } schedule { step: 20 learning_rate: 0.125 } }",
        PiecewiseConstant((10, 20), (0.5, 0.25, 0.125)),
    ),
    (
        "manual_step_learning_rate { initial_learning_rate: 0.125 warmup: true "
        "schedule { step: 10 learning_rate: 0.5 } schedule { step: 20 learning_rate: 0.25 } }",
        Join((Polynomial(0.125, 0.5, 10), PiecewiseConstant((10,), (0.5, 0.25))), (10,), ("warm-up", "decay")),
    ),
    (
        "cosine_decay_learning_rate { learning_rate_base: 0.5 total_steps: 300 warmup_learning_rate: 0.125 "
        "warmup_steps: 50 hold_base_rate_steps: 50 }",
        Join((Polynomial(0.125, 0.5, 50), Constant(0.5), Cosine(0.5, 200)), (50, 100), ("warm-up", "hold", "decay")),
    ),
    (
        "cosine_decay_learning_rate { learning_rate_base: 0.5 total_steps: 300 warmup_steps: 0 }",
        Cosine(0.5, 300),
    ),
    # A base rate below the unset warm-up rate (0.0002) is fine where there is no warm-up.
    (
        "cosine_decay_learning_rate { learning_rate_base: 0.0001 total_steps: 300 warmup_steps: 0 }",
        Cosine(f32(0.0001), 300),
    ),
    # Warm-up and hold leave no step to decay: the base rate through total_steps, then 0.
    (
        "cosine_decay_learning_rate { learning_rate_base: 0.5 total_steps: 300 warmup_learning_rate: 0 "
        "warmup_steps: 100 hold_base_rate_steps: 500 }",
        Join((Polynomial(0.0, 0.5, 100), Constant(0.5), Constant(0.0)), (100, 301), ("warm-up", "hold", "end")),
    ),
    # Text of older protobufs.
    ("constant_learning_rate { learning_rate: 0.00400000018999 }", Constant(f32(0.004))),
]


@pytest.mark.parametrize(("block", "schedule"), SCHEDULES, ids=[block[:60] for block, _ in SCHEDULES])
def test_schedule(tmp_path: Path, block: str, schedule: Schedule) -> None:
    assert schedule_of(tmp_path, block) == schedule


def test_old_and_new_float_text_mean_one_schedule(tmp_path: Path) -> None:
    old = "initial_learning_rate: 0.00400000018999 decay_factor: 0.949999988079"
    new = "initial_learning_rate: 0.004 decay_factor: 0.95"
    block = "exponential_decay_learning_rate {{ {} }}"
    assert schedule_of(tmp_path, block.format(old)) == schedule_of(tmp_path, block.format(new))


def test_burn_in_steps_come_on_top_of_decay_steps(tmp_path: Path) -> None:
    """The API's docstring says otherwise; its code subtracts them from the step."""
    schedule = schedule_of(
        tmp_path, "exponential_decay_learning_rate { decay_steps: 10000 burnin_steps: 5000 burnin_learning_rate: 1e-4 }"
    )
    assert schedule.breakpoints(0, 20_000).tolist() == [5000, 15_000]
    assert schedule.phases() == (Phase("burn-in", 0), Phase("decay", 5000))


def test_the_floor_lifts_the_burn_in_rate_too(tmp_path: Path) -> None:
    schedule = schedule_of(
        tmp_path,
        "exponential_decay_learning_rate { burnin_steps: 50 burnin_learning_rate: 1e-5 min_learning_rate: 1e-4 }",
    )
    assert schedule.value_at(0) == f32(1e-4)


def test_parameters_are_used_as_float32_stores_them(tmp_path: Path) -> None:
    """500 drops of 0.97 are 1.5e-5 away from 500 drops of float32's 0.97."""
    schedule = schedule_of(
        tmp_path,
        "exponential_decay_learning_rate { initial_learning_rate: 0.1 decay_steps: 100 decay_factor: 0.97 }",
    )
    assert schedule.value_at(50_000) == pytest.approx(f32(0.1) * f32(0.97) ** 500, rel=1e-12, abs=0)
    assert schedule.value_at(50_000) != pytest.approx(0.1 * 0.97**500, rel=1e-5, abs=0)


def test_cosine_trains_at_zero_beyond_its_total(tmp_path: Path) -> None:
    schedule = schedule_of(tmp_path, "cosine_decay_learning_rate { total_steps: 300 warmup_steps: 50 }")
    assert schedule([300, 301, 10**6]).tolist() == [0.0, 0.0, 0.0]


ERRORS = [
    ("exponential_decay_learning_rate { decay_steps: 0 }", "decay_steps is 0: the schedule divides by it"),
    ("exponential_decay_learning_rate { decay_factor: -0.5 }", "the decay factor is -0.5: it must be 0 or above"),
    ("exponential_decay_learning_rate { initial_learning_rate: -1 }", "a learning rate must be a finite number"),
    ("exponential_decay_learning_rate { initial_learning_rate: nan }", "the initial rate is nan"),
    ("exponential_decay_learning_rate { initial_learning_rate: inf }", "the initial rate is inf"),
    ("constant_learning_rate { learning_rate: -0.001 }", "a learning rate must be a finite number, 0 or above"),
    ("manual_step_learning_rate { initial_learning_rate: 0.1 }", "the manual schedule is empty"),
    ("manual_step_learning_rate { schedule { step: 0 } }", "the API refuses a first step of 0"),
    ("manual_step_learning_rate { schedule { learning_rate: 0.1 } }", "the API refuses a first step of 0"),
    (
        "manual_step_learning_rate { schedule { step: 9000 } schedule { step: 4000 } }",
        "boundary 4,000 comes after 9,000: boundaries must be above 0 and strictly increasing",
    ),
    ("manual_step_learning_rate { schedule { step: 9 } schedule { step: 9 } }", "boundary 9 comes after 9"),
    (
        "manual_step_learning_rate { warmup: true schedule { step: 9 } schedule { step: 9 } }",
        "boundary 9 comes after 9",
    ),
    (
        "cosine_decay_learning_rate { total_steps: 5000 }",
        "warmup_steps 10,000 (10,000 where unset) exceeds total_steps 5,000: the API refuses to start",
    ),
    (
        "cosine_decay_learning_rate { total_steps: 500 warmup_steps: 500 }",
        "warmup_steps equals total_steps (500): the API divides 0 by 0, so the rate is NaN at that step",
    ),
    (
        "cosine_decay_learning_rate { learning_rate_base: 0.01 warmup_learning_rate: 0.1 }",
        "warmup_learning_rate 0.1 is above learning_rate_base 0.01: the API refuses to start",
    ),
]


@pytest.mark.parametrize(("block", "sentence"), ERRORS, ids=[block for block, _ in ERRORS])
def test_a_configuration_that_cannot_be_valid_says_why_and_where(tmp_path: Path, block: str, sentence: str) -> None:
    error = error_of(tmp_path, block)
    assert sentence in error
    # The kind of block and its line in the file.
    assert error.startswith(f"{block.split(' ', 1)[0]} (line 2): ")


def test_an_optimizer_without_a_rate(tmp_path: Path) -> None:
    reading = read_text(tmp_path, "train_config { optimizer { adam_optimizer { } } }")
    assert reading.error == "adam_optimizer names no learning_rate, so the API refuses to start"
