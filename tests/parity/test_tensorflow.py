"""Our formulas against TensorFlow's and Keras' own, step by step.

Allowed is a difference of 1e-6 of the value plus 1e-6 of the base rate: TensorFlow computes in float32, where
a cosine cancels near its end. The step of every drop must be exact.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from tb_lrplugin.frameworks.keras.schedule import from_keras_config
from tb_lrplugin.schedules import (
    Cosine,
    Exponential,
    InverseTime,
    PiecewiseConstant,
    Polynomial,
    Schedule,
    exponential_decay_with_burnin,
)

tf = pytest.importorskip("tensorflow", reason="TensorFlow is not installed")
keras_schedules = tf.keras.optimizers.schedules
tf1 = tf.compat.v1.train

BEYOND_FLOAT32 = 2**24


def f32(value: float) -> float:
    return float(np.float32(value))


def around(*boundaries: int) -> np.ndarray:
    """List 10,000 steps from 0 on, and 3 to either side of each boundary."""
    near = [boundary + delta for boundary in boundaries for delta in range(-3, 4)]
    return np.unique(np.maximum(np.concatenate([np.arange(10_000), near]), 0)).astype(np.int64)


def rates(function: Callable[[Any], Any], steps: np.ndarray) -> np.ndarray:
    """Call a TensorFlow schedule with all steps at once."""
    result = function(tf.constant(steps, tf.int64))
    return np.asarray(result() if callable(result) else result, np.float64)


def rates_one_by_one(function: Callable[[Any], Any], steps: np.ndarray) -> np.ndarray:
    """Call a TensorFlow schedule that decides by a single step, compiled into one loop over all of them."""

    def one(step: Any) -> Any:
        result = function(step)
        return tf.cast(result() if callable(result) else result, tf.float32)

    @tf.function
    def every(all_steps: Any) -> Any:
        return tf.map_fn(one, all_steps, fn_output_signature=tf.float32)

    return np.asarray(every(tf.constant(steps, tf.int64)), np.float64)


def assert_equal_rates(schedule: Schedule, steps: np.ndarray, framework: np.ndarray, base: float) -> None:
    assert framework.shape == steps.shape
    ours = schedule(steps)
    worst = int(np.argmax(np.abs(ours - framework) - 1e-6 * np.abs(framework)))
    assert (np.abs(ours - framework) <= 1e-6 * np.abs(framework) + 1e-6 * base).all(), (
        f"step {steps[worst]}: {ours[worst]} here, {framework[worst]} there"
    )


def assert_equal_jumps(schedule: Schedule, steps: np.ndarray, framework: np.ndarray) -> None:
    """Compare where the rate moves between neighbouring steps, to the step, while float32 can hold it."""
    neighbours = (np.diff(steps) == 1) & (schedule(steps[1:]) > 1e-37)
    ours = (np.diff(schedule(steps)) != 0) & neighbours
    theirs = (np.diff(framework) != 0) & neighbours
    assert theirs.any()
    assert (steps[1:][ours]).tolist() == (steps[1:][theirs]).tolist()


EXPONENTIALS = [
    (0.004, 800_720, 0.95),
    (0.1, 100, 0.97),
    (0.1, 97, 0.9),
    (0.05, 7, 0.999),
    (1e-5, 3, 1.0001),
]


@pytest.mark.parametrize(("base", "decay_steps", "factor"), EXPONENTIALS)
@pytest.mark.parametrize("staircase", [True, False])
def test_tf1_exponential_decay(base: float, decay_steps: int, factor: float, staircase: bool) -> None:
    drops = [decay_steps * number for number in (1, 2, 3, 1000, 20_000) if decay_steps * number < BEYOND_FLOAT32]
    steps = around(*drops)
    schedule = Exponential(f32(base), decay_steps, f32(factor), staircase, float32_steps=True)
    framework = rates(lambda step: tf1.exponential_decay(base, step, decay_steps, factor, staircase), steps)
    assert_equal_rates(schedule, steps, framework, base)
    if staircase:
        assert_equal_jumps(schedule, steps, framework)


def test_drops_below_2_to_the_24_do_not_need_float32_steps() -> None:
    steps = around(*range(16_000_000, BEYOND_FLOAT32 - 10, 1000))
    schedule = Exponential(f32(0.1), 1000, f32(0.9999), staircase=True)
    framework = rates(lambda step: tf1.exponential_decay(0.1, step, 1000, 0.9999, True), steps)
    assert_equal_jumps(schedule, steps, framework)


@pytest.mark.parametrize("decay_steps", [800_720, 1_000_000, 16_777_217, 20_000_001])
def test_staircase_beyond_2_to_the_24_follows_the_rounding_of_float32(decay_steps: int) -> None:
    first = BEYOND_FLOAT32 // decay_steps + 1
    boundaries = [decay_steps * number for number in range(first, first + 60)]
    near = [boundary + delta for boundary in boundaries for delta in range(-150, 150)]
    steps = np.unique(near).astype(np.int64)
    assert len(steps) >= 10_000
    schedule = Exponential(f32(0.1), decay_steps, f32(0.97), staircase=True, float32_steps=True)
    framework = rates(lambda step: tf1.exponential_decay(0.1, step, decay_steps, 0.97, True), steps)
    assert_equal_rates(schedule, steps, framework, 0.1)
    assert_equal_jumps(schedule, steps, framework)
    drops = steps[1:][(np.diff(framework) != 0) & (np.diff(steps) == 1)]
    assert set(drops.tolist()) <= set(schedule.breakpoints(int(steps[0]), int(steps[-1]) + 1).tolist())


@pytest.mark.parametrize("staircase", [True, False])
def test_object_detection_burn_in(staircase: bool) -> None:
    """`exponential_decay_with_burnin`, as the API writes it down in TensorFlow."""
    base, decay_steps, factor, burnin, burnin_steps, floor = 0.01, 600, 0.5, 0.002, 400, 0.0004

    def with_burnin(step: Any) -> Any:
        decayed = tf1.exponential_decay(base, step - burnin_steps, decay_steps, factor, staircase)
        decayed = decayed() if callable(decayed) else decayed
        return tf.maximum(tf.where(step < burnin_steps, tf.constant(burnin), decayed), floor)

    steps = around(400, 1000, 1600, 2200)
    framework = rates(with_burnin, steps)
    schedule = exponential_decay_with_burnin(
        f32(base), decay_steps, factor, f32(burnin), burnin_steps, f32(floor), staircase
    )
    assert_equal_rates(schedule, steps, framework, base)
    if staircase:
        assert_equal_jumps(schedule, steps, framework)


def test_tf1_piecewise_constant() -> None:
    """TensorFlow keeps a rate through its boundary, so ours changes one step later."""
    boundaries, values = [100, 5000, 9999, 900_000], [0.1, 0.05, 0.2, 0.01, 0.001]
    steps = around(*boundaries)
    framework = rates_one_by_one(lambda step: tf1.piecewise_constant(step, boundaries, values), steps)
    schedule = PiecewiseConstant(tuple(boundary + 1 for boundary in boundaries), tuple(f32(value) for value in values))
    assert_equal_rates(schedule, steps, framework, 0.2)
    assert_equal_jumps(schedule, steps, framework)


@pytest.mark.parametrize("alpha", [0.0, 0.1])
@pytest.mark.parametrize("decay_steps", [9000, 300_000])
def test_tf1_cosine_decay(decay_steps: int, alpha: float) -> None:
    steps = around(decay_steps)
    framework = rates(lambda step: tf1.cosine_decay(0.08, step, decay_steps, alpha), steps)
    assert_equal_rates(Cosine(f32(0.08), decay_steps, f32(0.08) * f32(alpha)), steps, framework, 0.08)


@pytest.mark.parametrize("power", [1.0, 0.5, 2.0, 0.9])
def test_tf1_polynomial_decay(power: float) -> None:
    steps = around(9000)
    framework = rates(lambda step: tf1.polynomial_decay(0.1, step, 9000, 1e-4, power), steps)
    assert_equal_rates(Polynomial(f32(0.1), f32(1e-4), 9000, power), steps, framework, 0.1)


@pytest.mark.parametrize("staircase", [True, False])
def test_tf1_inverse_time_decay(staircase: bool) -> None:
    steps = around(70, 140, 700_000, 16_000_040)
    framework = rates(lambda step: tf1.inverse_time_decay(0.1, step, 70, 0.5, staircase), steps)
    schedule = InverseTime(f32(0.1), 70, 0.5, staircase)
    assert_equal_rates(schedule, steps, framework, 0.1)
    if staircase:
        assert_equal_jumps(schedule, steps, framework)


# (schedule object, its boundaries, whether it takes all steps at once, base rate)
KERAS: list[tuple[Any, tuple[int, ...], bool, float]] = [
    (keras_schedules.ExponentialDecay(0.1, 250, 0.96), (), True, 0.1),
    (keras_schedules.ExponentialDecay(0.1, 250, 0.96, staircase=True), (250, 500, 100_000), True, 0.1),
    (keras_schedules.PiecewiseConstantDecay([250, 5000], [0.1, 0.01, 0.05]), (250, 5000), True, 0.1),
    (keras_schedules.PiecewiseConstantDecay([99.5, 250.0], [0.1, 0.01, 0.05]), (99, 250), True, 0.1),
    (keras_schedules.PolynomialDecay(0.1, 9000, 0.001), (9000,), True, 0.1),
    (keras_schedules.PolynomialDecay(0.1, 9000, 0.001, power=3.0), (9000,), True, 0.1),
    (keras_schedules.InverseTimeDecay(0.1, 250, 0.5), (), True, 0.1),
    (keras_schedules.InverseTimeDecay(0.1, 250, 0.5, staircase=True), (250, 500, 100_000), True, 0.1),
    (keras_schedules.CosineDecay(0.1, 9000), (9000,), True, 0.1),
    (keras_schedules.CosineDecay(0.1, 9000, alpha=0.1), (9000,), True, 0.1),
    (
        keras_schedules.CosineDecay(0.0, 8000, warmup_target=0.1, warmup_steps=1000),
        (1000, 9000),
        False,
        0.1,
    ),
    (
        keras_schedules.CosineDecay(0.01, 8000, alpha=0.05, warmup_target=0.1, warmup_steps=1000),
        (1000, 9000),
        False,
        0.1,
    ),
]


@pytest.mark.parametrize(
    ("theirs", "boundaries", "at_once", "base"), KERAS, ids=[f"{case[0].name}-{i}" for i, case in enumerate(KERAS)]
)
def test_keras_schedules_by_their_configuration(
    theirs: Any, boundaries: tuple[int, ...], at_once: bool, base: float
) -> None:
    steps = around(*boundaries)
    framework = (rates if at_once else rates_one_by_one)(theirs, steps)
    ours = from_keras_config(type(theirs).__name__, theirs.get_config())
    assert ours is not None
    assert_equal_rates(ours, steps, framework, base)
    if isinstance(ours, PiecewiseConstant) or getattr(ours, "staircase", False):
        assert_equal_jumps(ours, steps, framework)


@pytest.mark.parametrize(
    "theirs",
    [
        keras_schedules.CosineDecayRestarts(0.1, 100),
        keras_schedules.CosineDecayRestarts(0.1, 100, t_mul=1.0),
        keras_schedules.CosineDecayRestarts(0.1, 700, t_mul=1.0, m_mul=0.8, alpha=0.1),
        keras_schedules.CosineDecayRestarts(0.1, 130, t_mul=1.5, m_mul=0.9),
        keras_schedules.PolynomialDecay(0.1, 100, cycle=True),
        keras_schedules.PolynomialDecay(0.1, 300, 0.001, power=2.0, cycle=True),
    ],
    ids=lambda schedule: str(schedule.get_config()),
)
def test_schedules_that_come_again(theirs: Any) -> None:
    ours = from_keras_config(type(theirs).__name__, theirs.get_config())
    assert ours is not None
    steps = np.arange(10_000)
    framework = np.asarray(theirs(steps), np.float64)
    difference = np.abs(ours(steps) - framework)
    # float32 has 24 bits for the step within all cycles, so its place within one is rounded.
    allowed = 1e-6 * np.abs(framework) + 2e-5 * 0.1
    # A restart may come a step late, where float32 puts the quotient just below a whole number.
    assert np.count_nonzero(difference > allowed) <= 3
