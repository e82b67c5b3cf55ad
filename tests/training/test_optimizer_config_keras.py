"""tb_lrplugin.summary.optimizer_config_pb with Keras optimizers and schedules."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tb_lrplugin import schedules, summary
from tb_lrplugin.protos import optimizer_config_pb2 as pb

tf = pytest.importorskip("tensorflow")
keras = pytest.importorskip("keras")

from tb_lrplugin.keras import ExponentialDecayWithBurnin  # noqa: E402

STEPS = np.arange(0, 401)


def message_of(config: Any, **options: Any) -> pb.OptimizerConfig:
    written = summary.optimizer_config_pb(config, **options)
    return pb.OptimizerConfig.FromString(written.value[0].metadata.plugin_data.content)


def known_schedules() -> list[Any]:
    kinds = keras.optimizers.schedules
    return [
        kinds.ExponentialDecay(0.1, 50, 0.9),
        kinds.ExponentialDecay(0.1, 50, 0.9, staircase=True),
        kinds.InverseTimeDecay(0.1, 50, 0.5),
        kinds.PolynomialDecay(0.1, 200, 0.01, power=2.0),
        kinds.PiecewiseConstantDecay([100, 200], [0.1, 0.05, 0.01]),
        kinds.CosineDecay(0.1, 300, alpha=0.1),
        kinds.CosineDecay(0.0, 300, warmup_target=0.1, warmup_steps=50),
        ExponentialDecayWithBurnin(0.1, 50, 0.9, 0.02, 100, 0.08),
    ]


@pytest.mark.parametrize("schedule", known_schedules(), ids=lambda schedule: type(schedule).__name__)
def test_known_schedules_by_their_formula(schedule: Any) -> None:
    message = message_of(schedule)
    found = schedules.from_message(message.schedule)
    assert not isinstance(found, schedules.Sampled)
    expected = [float(schedule(step)) for step in STEPS]
    np.testing.assert_allclose(found(STEPS), expected, rtol=1e-6, atol=1e-7)
    package = "tb_lrplugin.keras" if isinstance(schedule, ExponentialDecayWithBurnin) else "keras.optimizers.schedules"
    assert message.made_from == f"{package}.{type(schedule).__name__}"


def test_optimizer_with_a_schedule() -> None:
    optimizer = keras.optimizers.AdamW(keras.optimizers.schedules.ExponentialDecay(0.1, 50, 0.9))
    message = message_of(optimizer)
    assert message.optimizer == "AdamW"
    in_float32 = [float(np.float32(value)) for value in (0.1, 50, 0.9)]
    assert schedules.from_message(message.schedule) == schedules.Exponential(*in_float32, float32_steps=True)


def test_optimizer_with_a_number() -> None:
    message = message_of(keras.optimizers.SGD(0.5))
    assert message.optimizer == "SGD"
    assert schedules.from_message(message.schedule) == schedules.Constant(0.5)


def test_optimizer_inside_a_loss_scaler() -> None:
    schedule = keras.optimizers.schedules.PolynomialDecay(0.1, 100, 0.0)
    message = message_of(keras.optimizers.LossScaleOptimizer(keras.optimizers.SGD(schedule)))
    assert message.optimizer == "SGD"
    assert message.schedule.polynomial.transition_steps == 100


def test_optimizer_with_a_function_is_refused_with_a_sentence() -> None:
    with pytest.raises(ValueError, match="of Adam is a function that is called without a step"):
        message_of(keras.optimizers.Adam(lambda: 0.1), total_steps=10)


class CosineDecay(keras.optimizers.schedules.LearningRateSchedule):
    """Bears a name that Keras uses, but computes something else."""

    def __call__(self, step: Any) -> Any:
        return 0.1 / (1.0 + step)


def unknown_schedules() -> list[Any]:
    return [CosineDecay()]


@pytest.mark.parametrize("schedule", unknown_schedules(), ids=lambda schedule: type(schedule).__name__)
def test_unknown_schedules_are_recorded(schedule: Any) -> None:
    with pytest.raises(ValueError, match="must be recorded point by point: pass total_steps=NUMBER"):
        message_of(schedule)
    message = message_of(keras.optimizers.Adam(schedule), total_steps=400)
    found = schedules.from_message(message.schedule)
    assert (message.optimizer, message.total_steps) == ("Adam", 400)
    assert isinstance(found, schedules.Sampled)
    np.testing.assert_allclose(found(STEPS), [float(schedule(step)) for step in STEPS], rtol=1e-5, atol=1e-9)


def test_a_tensor_of_a_function_is_a_number() -> None:
    found = message_of(lambda step: tf.constant(0.5) / (1 + step // 10), total_steps=20).schedule
    assert schedules.from_message(found).value_at(10) == 0.25
