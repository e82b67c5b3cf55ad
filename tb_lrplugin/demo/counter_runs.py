"""Runs whose schedule reads another counter than the optimizer's updates."""

from __future__ import annotations

from typing import Any

from tb_lrplugin import summary
from tb_lrplugin.demo.trainee import Trainee

_UPDATES = 2_000
_UPDATES_PER_LOG = 20
_ACCUMULATED = 4
_RESUMED_AT = 1_200


def too_fast(log_directory: str) -> int:
    """Train with four accumulated micro-batches per update and a schedule that counts them; return the updates."""
    return _train(log_directory, lambda update: update * _ACCUMULATED)


def restarted(log_directory: str) -> int:
    """Train in two legs, the second of which goes on without the schedule's counter; return the updates."""
    return _train(log_directory, lambda update: update if update < _RESUMED_AT else update - _RESUMED_AT)


def _train(log_directory: str, counter: Any) -> int:
    import keras
    import tensorflow as tf

    schedule = keras.optimizers.schedules.CosineDecay(
        0.0, decay_steps=_UPDATES - 200, alpha=0.01, warmup_target=0.01, warmup_steps=200
    )
    optimizer = keras.optimizers.Adam(learning_rate=0.0)
    trainee = Trainee(optimizer)
    with tf.summary.create_file_writer(log_directory).as_default() as writer:
        summary.optimizer_config(schedule, writer=writer, total_steps=_UPDATES, tag="learning_rate", optimizer="Adam")
        for update in range(0, _UPDATES, _UPDATES_PER_LOG):
            optimizer.learning_rate = schedule(counter(update))
            tf.summary.scalar("learning_rate", optimizer.learning_rate, update)
            tf.summary.scalar("loss", trainee.train(_UPDATES_PER_LOG), update + _UPDATES_PER_LOG)
    return _UPDATES
