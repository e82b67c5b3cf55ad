"""Messages of the Object Detection API, or their text."""

from __future__ import annotations

from typing import Any

from google.protobuf import text_format

from tb_lrplugin.frameworks.object_detection.schedule import schedule_of
from tb_lrplugin.live.asked import Asked
from tb_lrplugin.protos import object_detection_pb2


def of_pipeline(text: str) -> Asked:
    """Read a pipeline, TrainConfig, Optimizer, RMSPropOptimizer (or like) or LearningRate, from its text.

    Raises:
      ValueError: if it is no such text, or names no learning rate.
    """
    train = _parsed(text, object_detection_pb2.Pipeline()).train_config
    if not train.HasField("optimizer"):
        train = _parsed(text, object_detection_pb2.TrainConfig())
    optimizer = train.optimizer
    if not train.HasField("optimizer"):
        optimizer = _parsed(text, object_detection_pb2.Optimizer())
    kind = optimizer.WhichOneof("optimizer")
    if kind is not None:
        rate = getattr(optimizer, kind).learning_rate
    else:
        rate = _parsed(text, object_detection_pb2.LearningRate())
        if rate.WhichOneof("learning_rate") is None:
            # All three optimizers name the field alike.
            rate = _parsed(text, object_detection_pb2.Momentum()).learning_rate
    if rate.WhichOneof("learning_rate") is None:
        raise ValueError(
            "The Object Detection API configuration names no learning rate: pass a pipeline, a TrainConfig, "
            "an Optimizer or a LearningRate (the text itself, not the name of a file)."
        )
    return Asked(
        schedule_of(rate),
        (kind or "").removesuffix("_optimizer"),
        train.num_steps,
        text_format.MessageToString(rate).rstrip(),
    )


def _parsed(text: str, message: Any) -> Any:
    try:
        return text_format.Parse(text, message, allow_unknown_field=True, allow_unknown_extension=True)
    except text_format.ParseError as error:
        raise ValueError(
            "The text is no Object Detection API configuration (pass the text itself, not the name of a "
            f"file). At line:column {error}"
        ) from error
