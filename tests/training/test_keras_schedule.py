"""tb_lrplugin.keras: the schedule object, held against our own Schedule and in real optimizers."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tb_lrplugin import schedules
from tb_lrplugin.demo.optimizer_runs import number_computed_once
from tb_lrplugin.schedules import ScheduleError
from tests.support.properties import examples

tf = pytest.importorskip("tensorflow")
keras = pytest.importorskip("keras")

from tb_lrplugin.keras import (  # noqa: E402
    ExponentialDecayWithBurnin,
    exponential_decay_with_burnin,
)

FULL = {
    "learning_rate_base": 0.1,
    "learning_rate_decay_steps": 5,
    "learning_rate_decay_factor": 0.5,
    "burnin_learning_rate": 0.02,
    "burnin_steps": 3,
    "min_learning_rate": 0.01,
    "staircase": True,
}
SHORT = {
    "burnin_step": 3,
    "initial_learning_rate": 0.1,
    "decay_steps": 5,
    "decay_factor": 0.5,
    "burnin_learning_rate": 0.02,
    "min_learning_rate": 0.01,
}


def assert_same(schedule: ExponentialDecayWithBurnin, steps: np.ndarray, call: Callable[[Any], Any]) -> None:
    """Hold float32 values against the Schedule of the same, float32-rounded, parameters."""
    parameters = {name: value for name, value in schedule.get_config().items() if name != "name"}
    rounded = {
        name: float(np.float32(value)) if isinstance(value, float) else value for name, value in parameters.items()
    }
    expected = schedules.exponential_decay_with_burnin(**rounded)(steps)
    got = np.asarray(call(tf.constant(steps, tf.int64)), np.float64)
    np.testing.assert_allclose(got, expected, rtol=1e-6, atol=1e-6 * rounded["learning_rate_base"])


@examples(60)
@given(
    base=st.floats(1e-6, 10.0),
    decay_steps=st.integers(1, 5_000),
    factor=st.floats(0.1, 1.0),
    burnin_rate=st.just(0.0) | st.floats(1e-6, 1.0),
    burnin_steps=st.integers(0, 3_000),
    floor=st.just(0.0) | st.floats(1e-7, 0.1),
    staircase=st.booleans(),
)
def test_equals_our_schedule(
    base: float,
    decay_steps: int,
    factor: float,
    burnin_rate: float,
    burnin_steps: int,
    floor: float,
    staircase: bool,
) -> None:
    schedule = ExponentialDecayWithBurnin(base, decay_steps, factor, burnin_rate, burnin_steps, floor, staircase)
    near_drops = burnin_steps + decay_steps * np.arange(20)[:, None] + np.array([-1, 0, 1])
    steps = np.unique(np.maximum(np.append(near_drops, [0, 1, burnin_steps - 1, 10_000]), 0))
    assert_same(schedule, steps, schedule)


@pytest.mark.parametrize("jit_compile", [False, True])
@pytest.mark.parametrize("decay_steps", [7, 41, 3_333])
def test_drops_at_the_exact_step_in_a_compiled_function(decay_steps: int, jit_compile: bool) -> None:
    schedule = ExponentialDecayWithBurnin(1.0, decay_steps, 0.99, 0.5, 13)
    compiled = tf.function(schedule.__call__, jit_compile=jit_compile)
    assert_same(schedule, np.arange(decay_steps * 300), compiled)


@pytest.mark.parametrize("step", [4, 4.0, np.int64(4), "constant", "variable", "keras_variable"])
def test_takes_any_kind_of_step(step: Any) -> None:
    made = {
        "constant": lambda: tf.constant(4, tf.int32),
        "variable": lambda: tf.Variable(4, dtype=tf.int64),
        "keras_variable": lambda: keras.Variable(4, dtype="int"),
    }
    value = ExponentialDecayWithBurnin(**FULL)(made[step]() if step in made else step)
    assert value.dtype == tf.float32
    assert float(value) == pytest.approx(0.1, rel=1e-6)


@pytest.mark.parametrize("in_function", [False, True], ids=["eager", "tf.function"])
def test_adam_decays_by_itself(in_function: bool) -> None:
    schedule = ExponentialDecayWithBurnin(**FULL)
    optimizer = keras.optimizers.Adam(learning_rate=schedule)
    weight = keras.Variable(1.0)
    optimizer.build([weight])

    def update() -> None:
        optimizer.apply([tf.constant(1.0)], [weight])

    run = tf.function(update) if in_function else update
    logged, moved = [], []
    for _ in range(30):
        logged.append(float(optimizer.learning_rate))
        before = float(weight)
        run()
        moved.append(before - float(weight))
    expected = schedules.exponential_decay_with_burnin(**FULL)(np.arange(30))
    np.testing.assert_allclose(logged, expected, rtol=1e-6)
    # With a constant gradient Adam moves a weight by just the rate: the update used it, too.
    np.testing.assert_allclose(moved, expected, rtol=1e-3)
    assert logged[0] == pytest.approx(0.02) and logged[-1] == pytest.approx(0.01)


def test_a_number_computed_once_stays() -> None:
    global_step = tf.Variable(0)
    optimizer = keras.optimizers.Adam(learning_rate=number_computed_once(global_step, **SHORT))
    weight = keras.Variable(1.0)
    for _ in range(30):
        optimizer.apply([tf.constant(1.0)], [weight])
        global_step.assign_add(1)
    assert float(optimizer.learning_rate) == pytest.approx(0.02)
    assert number_computed_once(global_step, **SHORT) == pytest.approx(0.01)


@pytest.mark.parametrize("staircase", [False, True])
def test_the_number_is_right_when_it_is_computed(staircase: bool) -> None:
    schedule = exponential_decay_with_burnin(0, **SHORT, staircase=staircase)
    for step in (0, 2, 3, 7, 8, 13, 40):
        expected = number_computed_once(step, **SHORT, staircase=staircase)
        assert float(schedule(step)) == pytest.approx(expected, rel=1e-6)


def test_fits_a_model() -> None:
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    model.compile(keras.optimizers.Adam(ExponentialDecayWithBurnin(**FULL)), "mse")
    model.fit(np.ones((40, 1)), np.ones((40, 1)), batch_size=4, verbose=0)
    assert float(model.optimizer.learning_rate) == pytest.approx(0.05)


def test_serialisation_round_trip() -> None:
    schedule = ExponentialDecayWithBurnin(**FULL, name="rate")
    assert schedule.get_config() == {**FULL, "name": "rate"}
    written = json.dumps(keras.optimizers.schedules.serialize(schedule))
    again = keras.optimizers.schedules.deserialize(json.loads(written))
    assert isinstance(again, ExponentialDecayWithBurnin)
    assert again.get_config() == schedule.get_config()

    optimizer = keras.optimizers.Adam(schedule)
    restored = keras.optimizers.Adam.from_config(json.loads(json.dumps(optimizer.get_config())))
    assert restored._learning_rate.get_config() == schedule.get_config()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"learning_rate_decay_steps": 0}, "decay_steps is 0"),
        ({"learning_rate_decay_factor": -0.5}, "decay factor is -0.5"),
        ({"learning_rate_base": float("nan")}, "must be a finite number"),
        ({"learning_rate_base": -0.1}, "must be a finite number"),
        ({"burnin_steps": -1}, "burnin_steps is -1"),
        ({"burnin_learning_rate": -1.0}, "must be a finite number"),
        ({"min_learning_rate": float("nan")}, "must be a finite number"),
        ({"learning_rate_decay_steps": 0.004}, "must be a whole number of steps"),
        ({"burnin_steps": 10.5}, "must be a whole number of steps"),
    ],
)
def test_refuses_bad_parameters(change: dict[str, float], sentence: str) -> None:
    with pytest.raises(ScheduleError, match=sentence):
        ExponentialDecayWithBurnin(**{**FULL, **change})


def test_both_spellings_build_the_same_schedule() -> None:
    by_api = exponential_decay_with_burnin(None, **FULL)
    by_position = exponential_decay_with_burnin(None, *FULL.values())
    mixed_positions = exponential_decay_with_burnin(
        None, 0.1, 5, 0.5, burnin_learning_rate=0.02, burnin_steps=3, min_learning_rate=0.01
    )
    by_short = exponential_decay_with_burnin(None, **SHORT, staircase=True)
    configs = [made.get_config() for made in (by_api, by_position, mixed_positions, by_short)]
    assert configs == [{**FULL, "name": "ExponentialDecayWithBurnin"}] * 4


def test_staircase_has_the_default_of_its_spelling() -> None:
    assert exponential_decay_with_burnin(0, 0.1, 5, 0.5).staircase is True
    assert exponential_decay_with_burnin(0, **SHORT).staircase is False


@pytest.mark.parametrize(
    ("arguments", "parameters", "sentence"),
    [
        ((), {}, "misses learning_rate_base, learning_rate_decay_steps, learning_rate_decay_factor"),
        ((0.1, 5), {}, "misses learning_rate_decay_factor"),
        (
            (),
            {"decay_steps": 5},
            "misses burnin_step, initial_learning_rate, decay_factor",
        ),
        ((), {**SHORT, "burnin_steps": 3}, "given burnin_steps of one spelling and burnin_step, "),
        ((0.1, 5), {"decay_factor": 0.5}, "positional arguments.*decay_factor of the other spelling"),
        ((0.1, 5, 0.5), {"learning_rate_base": 0.1}, "learning_rate_base twice"),
        ((0.1, 5, 0.5, 0.0, 0, 0.0, True, 1), {}, "takes 7 arguments"),
        ((0.1, 5, 0.5), {"power": 2}, "does not know power"),
    ],
)
def test_refuses_wrong_arguments_with_a_sentence(
    arguments: tuple[Any, ...], parameters: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(TypeError, match=sentence):
        exponential_decay_with_burnin(0, *arguments, **parameters)


@pytest.mark.parametrize("make", [int, tf.Variable, tf.constant, np.int64])
def test_warns_where_the_global_step_has_moved(make: Callable[[int], Any]) -> None:
    with pytest.warns(UserWarning, match=r"global_step is 700.*optimizer.iterations.assign\(700\)"):
        exponential_decay_with_burnin(make(700), **FULL)
    # Warnings are errors here: silence is part of the test.
    exponential_decay_with_burnin(make(0), **FULL)


def test_is_silent_where_the_global_step_holds_no_number() -> None:
    exponential_decay_with_burnin(None, **FULL)
    exponential_decay_with_burnin(lambda: 700, **FULL)

    @tf.function
    def traced(step: Any) -> Any:
        return exponential_decay_with_burnin(step, **FULL)(step)

    assert float(traced(tf.constant(3))) == pytest.approx(0.1)
