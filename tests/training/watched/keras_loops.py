"""Runs of `fit()` in Keras 3."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import numpy as np

from tests.training.watched.cases import Loop, Tell

BATCHES, EPOCHS = 10, 4
UPDATES = BATCHES * EPOCHS
INPUTS, OUTPUTS = np.ones((BATCHES * 2, 2), np.float32), np.ones((BATCHES * 2, 1), np.float32)


def schedules() -> Any:
    import keras

    return keras.optimizers.schedules


def cosine(steps: int = UPDATES) -> Any:
    return schedules().CosineDecay(0.1, steps)


def model_of(kind: Any = None) -> Any:
    import keras

    inputs = keras.Input((2,))
    return (kind or keras.Model)(inputs, keras.layers.Dense(1)(inputs))


def fit(
    tell: Tell | Literal["raise"],
    rate: Any,
    kind: Any = None,
    callbacks: Any = (),
    optimizer: Any = None,
    compiled: Any = None,
    **options: Any,
) -> Any:
    """Compile and fit.

    Args:
      tell: called with each fault, or what else `on_fault` may be.
      rate: the optimizer's: a schedule or a number.
      kind: class of the model.
      callbacks: others than the watch.
      optimizer: in the place of Adam with that rate.
      compiled: further arguments of `compile()`.
      options: those of the watch, and of `fit()`.
    """
    import keras

    from tb_lrplugin.keras import LearningRateWatch

    watched = {name: options.pop(name) for name in ("schedule", "total_steps", "log_dir") if name in options}
    model = model_of(kind)
    model.compile(optimizer or keras.optimizers.Adam(rate), "mse", **(compiled or {}))
    watch = LearningRateWatch(on_fault=tell, **watched)
    options = {"epochs": EPOCHS, "batch_size": 2, "verbose": 0, **options}
    model.fit(INPUTS, OUTPUTS, callbacks=[*callbacks, watch], **options)
    return model


def fitting(rate: Callable[[], Any], **options: Any) -> Callable[[Tell, Path], Any]:
    return lambda tell, directory: fit(tell, rate(), **options)


def applied_by_another(tell: Tell, _directory: Path) -> None:
    """A train_step of one's own whose updates another optimizer makes."""
    import keras
    import tensorflow as tf

    other = keras.optimizers.Adam(0.01)

    class Own(keras.Model):  # type: ignore[misc]
        def train_step(self, data: Any) -> Any:
            inputs, outputs = data
            with tf.GradientTape() as tape:
                loss = tf.reduce_mean((self(inputs) - outputs) ** 2)
            other.apply_gradients(
                zip(tape.gradient(loss, self.trainable_variables), self.trainable_variables, strict=True)
            )
            return {"loss": loss}

    fit(tell, cosine(), Own)


def applied_twice(tell: Tell, _directory: Path) -> None:
    """A train_step of one's own that updates once for each of two losses."""
    import keras
    import tensorflow as tf

    class Own(keras.Model):  # type: ignore[misc]
        def train_step(self, data: Any) -> Any:
            inputs, outputs = data
            for power in (2, 4):
                with tf.GradientTape() as tape:
                    loss = tf.reduce_mean((self(inputs) - outputs) ** power)
                gradients = tape.gradient(loss, self.trainable_variables)
                self.optimizer.apply_gradients(zip(gradients, self.trainable_variables, strict=True))
            return {"loss": loss}

    fit(tell, cosine(), Own)


def evaluated_once(tell: Tell, _directory: Path) -> None:
    schedule = cosine()
    fit(tell, float(schedule(0)), schedule=schedule)


def with_plateau(tell: Tell, _directory: Path) -> None:
    import keras

    fit(tell, 0.1, callbacks=[keras.callbacks.ReduceLROnPlateau(monitor="loss", patience=1)])


def with_scheduler_callback(tell: Tell, _directory: Path) -> None:
    import keras

    by_hand = keras.callbacks.LearningRateScheduler(lambda epoch, rate: rate * 0.5)
    fit(tell, 0.1, callbacks=[by_hand], schedule=lambda step: 0.1 * 0.5 ** (step // BATCHES + 1), total_steps=UPDATES)


def epoch_by_epoch(tell: Tell, _directory: Path) -> None:
    from tb_lrplugin.keras import LearningRateWatch

    model = fit(tell, cosine(), epochs=1)
    for _ in range(EPOCHS - 1):
        model.fit(INPUTS, OUTPUTS, batch_size=2, verbose=0, callbacks=[LearningRateWatch(on_fault=tell)])


def resumed(tell: Tell, directory: Path) -> None:
    import keras

    from tb_lrplugin.keras import LearningRateWatch

    fit(lambda fault: None, cosine(), epochs=2, total_steps=UPDATES).save(directory / "model.keras")
    model = keras.models.load_model(directory / "model.keras")
    watch = LearningRateWatch(on_fault=tell)
    model.fit(INPUTS, OUTPUTS, batch_size=2, verbose=0, epochs=EPOCHS, initial_epoch=2, callbacks=[watch])


def in_half_precision(tell: Tell, _directory: Path) -> None:
    """A loss scale that overflows at first: the updates are skipped until it fits."""
    import keras

    scaled = keras.optimizers.LossScaleOptimizer(keras.optimizers.Adam(cosine()), initial_scale=1e38)
    fit(tell, None, optimizer=scaled)


LOOPS = [
    Loop("hands over the number that a schedule gives", "stuck", 3, evaluated_once),
    Loop("updates with another optimizer", "never_stepped", 2, applied_by_another),
    Loop("updates twice per batch", "stepped_too_often", 2, applied_twice),
    Loop(
        "resumes with a new optimizer and initial_epoch",
        "resumed_without_state",
        1,
        fitting(cosine, epochs=EPOCHS, initial_epoch=2),
    ),
    Loop(
        "has its first drop beyond the end",
        "first_drop_beyond_run",
        1,
        fitting(lambda: schedules().ExponentialDecay(0.1, 1_000, 0.5, staircase=True)),
    ),
    Loop(
        "is over before the end",
        "schedule_shorter_than_run",
        1,
        fitting(lambda: schedules().PolynomialDecay(0.1, EPOCHS, 0.0)),
    ),
    Loop("has a cosine ten times too long", "schedule_longer_than_run", 1, fitting(lambda: cosine(10 * UPDATES))),
    Loop("follows a cosine", "", 0, fitting(cosine)),
    Loop("trains at a constant rate", "", 0, fitting(lambda: 0.01)),
    Loop("has ReduceLROnPlateau", "", 0, with_plateau),
    Loop("has a LearningRateScheduler", "", 0, with_scheduler_callback),
    Loop("fits epoch by epoch", "", 0, epoch_by_epoch),
    Loop("resumes with the whole model", "", 0, resumed),
    Loop("skips updates that overflow", "", 0, in_half_precision),
    Loop("takes five batches per execution", "", 0, fitting(cosine, compiled={"steps_per_execution": 5})),
    Loop(
        "decays with a staircase",
        "",
        0,
        fitting(lambda: schedules().ExponentialDecay(0.1, BATCHES, 0.5, staircase=True)),
    ),
]
