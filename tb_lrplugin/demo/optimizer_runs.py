"""Runs of a training loop of one's own, which tells its schedule through `tb_lrplugin.summary`."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from tb_lrplugin import schedules, summary
from tb_lrplugin.demo.trainee import Trainee

_STEPS = 2_000
_STEPS_PER_LOG = 20

_RATE = {
    "burnin_step": 200,
    "initial_learning_rate": 0.01,
    "decay_steps": 300,
    "decay_factor": 0.5,
    "burnin_learning_rate": 0.002,
    "min_learning_rate": 0.0005,
    "staircase": False,
}


def stuck(log_directory: str) -> int:
    """Train with a rate that is a number, computed once; return the steps taken."""
    return _train(number_computed_once, log_directory)


def schedule_object(log_directory: str) -> int:
    """Train with the same loop, given a function that returns the schedule; return the steps taken."""
    from tb_lrplugin.keras import exponential_decay_with_burnin

    return _train(exponential_decay_with_burnin, log_directory)


def number_computed_once(
    global_step: Any,
    burnin_step: int,
    initial_learning_rate: float,
    decay_steps: int,
    decay_factor: float,
    burnin_learning_rate: float,
    min_learning_rate: float,
    staircase: bool = False,
) -> float:
    """Compute the exponential decay with burn-in at the step that `global_step` holds now.

    The formula of `object_detection/utils/learning_schedules.py` (object_detection 2.8.0). Right at this
    moment, and wrong at every later one: the optimizer keeps the number.
    """
    step = int(global_step)
    if step < burnin_step:
        return max(burnin_learning_rate, min_learning_rate)
    exponent = (step - burnin_step) / decay_steps
    drops = math.floor(exponent) if staircase else exponent
    return float(max(initial_learning_rate * decay_factor**drops, min_learning_rate))


def _train(exponential_decay_with_burnin: Callable[..., Any], log_directory: str) -> int:
    """Train with Adam at whatever the function returns. Both runs go through here, line by line."""
    import keras
    import tensorflow as tf

    global_step = tf.Variable(0, dtype=tf.int64)
    learning_rate = exponential_decay_with_burnin(global_step, **_RATE)
    optimizer = keras.optimizers.Adam(learning_rate)
    trainee = Trainee(optimizer)
    with tf.summary.create_file_writer(log_directory).as_default() as writer:
        summary.optimizer_config(
            _schedule_asked_for(), writer=writer, total_steps=_STEPS, tag="learning_rate", optimizer="Adam"
        )
        while global_step < _STEPS:
            tf.summary.scalar("learning_rate", optimizer.learning_rate, global_step)
            loss = trainee.train(_STEPS_PER_LOG)
            global_step.assign_add(_STEPS_PER_LOG)
            tf.summary.scalar("loss", loss, global_step)
    return _STEPS


def _schedule_asked_for() -> schedules.Schedule:
    return schedules.exponential_decay_with_burnin(
        _RATE["initial_learning_rate"],
        int(_RATE["decay_steps"]),
        _RATE["decay_factor"],
        _RATE["burnin_learning_rate"],
        int(_RATE["burnin_step"]),
        _RATE["min_learning_rate"],
        bool(_RATE["staircase"]),
    )


def frozen(log_directory: str) -> int:
    """Train with a rate that is written to the optimizer by hand, until half-way; return the steps taken.

    There a "fine-tuning" stage writes the rate once more, as a plain number, and nothing moves it after that.
    """
    import keras
    import tensorflow as tf

    schedule = keras.optimizers.schedules.CosineDecay(
        0.0, decay_steps=_STEPS - 200, warmup_target=0.01, warmup_steps=200
    )
    optimizer = keras.optimizers.Adam(learning_rate=0.0)
    trainee = Trainee(optimizer)
    with tf.summary.create_file_writer(log_directory).as_default() as writer:
        summary.optimizer_config(schedule, writer=writer, total_steps=_STEPS, tag="learning_rate", optimizer="Adam")
        for step in range(0, _STEPS, _STEPS_PER_LOG):
            if step < _STEPS // 2:
                optimizer.learning_rate = schedule(step)
            elif step == _STEPS // 2:
                optimizer.learning_rate = float(optimizer.learning_rate)
            tf.summary.scalar("learning_rate", optimizer.learning_rate, step)
            tf.summary.scalar("loss", trainee.train(_STEPS_PER_LOG), step + _STEPS_PER_LOG)
    return _STEPS
