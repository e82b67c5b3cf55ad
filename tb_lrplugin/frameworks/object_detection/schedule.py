"""The schedules of the Object Detection API, from their messages.

Source of the formulas: `object_detection/utils/learning_schedules.py` (tensorflow/models, object_detection 2.8.0).
"""

from __future__ import annotations

from tb_lrplugin.protos import object_detection_pb2 as pb
from tb_lrplugin.schedules import (
    Constant,
    Schedule,
    ScheduleError,
    cosine_decay_with_warmup,
    exponential_decay_with_burnin,
    manual_stepping,
)
from tb_lrplugin.words.numbers import as_float32


def schedule_of(learning_rate: pb.LearningRate) -> Schedule:
    """Build the schedule of a `learning_rate { ... }` message, the API's defaults filled in.

    The message stores its numbers as float32, and the API computes with them as stored. (protobuf's
    pure-Python runtime hands defaults out unrounded.)

    Raises:
      ScheduleError: if the API would refuse it or compute NaN from it.
    """
    kind = learning_rate.WhichOneof("learning_rate")
    if kind == "exponential_decay_learning_rate":
        decay = learning_rate.exponential_decay_learning_rate
        return exponential_decay_with_burnin(
            as_float32(decay.initial_learning_rate),
            decay.decay_steps,
            as_float32(decay.decay_factor),
            as_float32(decay.burnin_learning_rate),
            decay.burnin_steps,
            as_float32(decay.min_learning_rate),
            decay.staircase,
        )
    if kind == "manual_step_learning_rate":
        manual = learning_rate.manual_step_learning_rate
        return manual_stepping(
            as_float32(manual.initial_learning_rate),
            [entry.step for entry in manual.schedule],
            [as_float32(entry.learning_rate) for entry in manual.schedule],
            manual.warmup,
        )
    if kind == "cosine_decay_learning_rate":
        cosine = learning_rate.cosine_decay_learning_rate
        return cosine_decay_with_warmup(
            as_float32(cosine.learning_rate_base),
            cosine.total_steps,
            as_float32(cosine.warmup_learning_rate),
            cosine.warmup_steps,
            cosine.hold_base_rate_steps,
        )
    if kind == "constant_learning_rate":
        return Constant(as_float32(learning_rate.constant_learning_rate.learning_rate))
    raise ScheduleError("it names no learning rate")
