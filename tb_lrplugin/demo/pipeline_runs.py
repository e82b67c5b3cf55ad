"""Runs as the Object Detection API leaves them: a pipeline.config, and `train` with what train_loop logs."""

from __future__ import annotations

import os
from typing import Any

from google.protobuf import text_format

from tb_lrplugin.demo.trainee import Trainee
from tb_lrplugin.frameworks.object_detection import FILE_NAME
from tb_lrplugin.protos import object_detection_pb2

_STEPS = 2_000
_STEPS_PER_LOG = 50

_PIPELINE = """\
model {
  ssd {
    num_classes: 1
    image_resizer {
      fixed_shape_resizer {
        height: 300
        width: 300
      }
    }
  }
}
train_config {
  batch_size: 24
  num_steps: %(num_steps)d
  optimizer {
    rms_prop_optimizer {
      learning_rate {
        exponential_decay_learning_rate {
%(rate)s
        }
      }
      momentum_optimizer_value: 0.9
      decay: %(time_decay)s
      epsilon: 1.0
    }
  }
}
"""
_FLAT = """\
          initial_learning_rate: 0.004
          decay_steps: 800720
          decay_factor: 0.95"""
# 45 drops after burn-in, 37 of them until the floor.
_DECAYING = """\
          initial_learning_rate: 0.004
          decay_steps: 40
          decay_factor: 0.95
          burnin_learning_rate: 0.001
          burnin_steps: 200
          min_learning_rate: 0.0006"""


def flat_by_design(model_dir: str) -> int:
    """Train with a decay whose first drop comes long after the end of the run; return the steps taken."""
    text = _pipeline(_FLAT, time_decay="0.9")
    _write_pipeline(model_dir, text)
    return _train(model_dir, text)


def decay_as_meant(model_dir: str) -> int:
    """Train with the decay that was meant, within the run; return the steps taken."""
    text = _pipeline(_DECAYING)
    _write_pipeline(model_dir, text)
    return _train(model_dir, text)


def broken_config(model_dir: str) -> int:
    """Train, then leave a configuration behind that was spoilt by hand; return the steps taken."""
    steps = _train(model_dir, _pipeline(_DECAYING))
    _write_pipeline(model_dir, _pipeline(_DECAYING.replace("decay_steps: 40", "decay_steps: many")))
    return steps


def _pipeline(rate: str, time_decay: str = "0.0") -> str:
    return _PIPELINE % {"num_steps": _STEPS, "rate": rate, "time_decay": time_decay}


def _write_pipeline(model_dir: str, text: str) -> None:
    with open(os.path.join(model_dir, FILE_NAME), "w", encoding="utf-8") as file:
        file.write(text)


def _train(model_dir: str, pipeline: str) -> int:
    """Train with RMSprop; log, as train_loop does, the schedule's output after every so many steps."""
    import keras
    import tensorflow as tf

    schedule = _schedule_object(pipeline)
    trainee = Trainee(keras.optimizers.RMSprop(schedule, momentum=0.9, epsilon=1.0))
    with tf.summary.create_file_writer(os.path.join(model_dir, "train")).as_default():
        for step in range(_STEPS_PER_LOG, _STEPS + 1, _STEPS_PER_LOG):
            loss = trainee.train(_STEPS_PER_LOG)
            tf.summary.scalar("learning_rate", schedule(step), step)
            tf.summary.scalar("Loss/total_loss", loss, step)
    return _STEPS


def _schedule_object(pipeline: str) -> Any:
    """Build the Keras schedule that a pipeline asks for."""
    from tb_lrplugin.keras import ExponentialDecayWithBurnin

    message = text_format.Parse(pipeline, object_detection_pb2.Pipeline(), allow_unknown_field=True)
    optimizer = message.train_config.optimizer.rms_prop_optimizer
    decay = optimizer.learning_rate.exponential_decay_learning_rate
    return ExponentialDecayWithBurnin(
        decay.initial_learning_rate,
        decay.decay_steps,
        decay.decay_factor,
        decay.burnin_learning_rate,
        decay.burnin_steps,
        decay.min_learning_rate,
        decay.staircase,
    )
