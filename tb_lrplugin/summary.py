"""Tells TensorBoard which schedule a training script asked for, to hold the logged rate against.

    tb_lrplugin.summary.optimizer_config(optimizer, writer=writer)

The format is described in docs/metadata_summary.md. TensorFlow, torch and Keras are touched only through the
objects that the caller hands in.
"""

from __future__ import annotations

import itertools
import os
import socket
import sys
import time
from dataclasses import dataclass, replace
from typing import Any

from google.protobuf import text_format
from google.protobuf.message import Message
from tensorboard.compat.proto import event_pb2, summary_pb2, tensor_pb2, tensor_shape_pb2, types_pb2

from tb_lrplugin.frameworks.keras.schedule import KERAS_PACKAGES, from_keras_config
from tb_lrplugin.frameworks.object_detection import schedule_of
from tb_lrplugin.frameworks.own.optimizer_config import UNITS, VERSION
from tb_lrplugin.names import OPTIMIZER_CONFIG_TAG, PLUGIN_NAME
from tb_lrplugin.protos import object_detection_pb2, optimizer_config_pb2
from tb_lrplugin.schedules import Constant, Schedule, record, to_message

__all__ = ["optimizer_config", "optimizer_config_pb"]

_file_number = itertools.count()


def optimizer_config(
    config: Any,
    *,
    writer: Any,
    total_steps: int | None = None,
    tag: str = "",
    name: str = "",
    unit: str = "steps",
    optimizer: str = "",
) -> None:
    """Write which schedule an optimizer was asked to follow; call it once, before training.

    Args:
      config: what asks for the learning rate. A Keras optimizer or `LearningRateSchedule`; a message of the
        Object Detection API (pipeline, `TrainConfig`, `Optimizer` or `LearningRate`) or its text; a
        `tb_lrplugin.schedules.Schedule`; a number; or any function from a step to a rate, with `total_steps`.
      writer: where to write. A `tf.summary` writer, a torch or tensorboardX `SummaryWriter`, or a log
        directory. Prefer the writer that logs the learning rate.
      total_steps: planned length of the run in `unit`; needed where the schedule has no known formula, for
        it is then recorded as points from 0 to there.
      tag: tag of the scalar series that this schedule governs; "" for every learning rate of the run.
      name: tells several optimizers of one run apart.
      unit: what the schedule's argument counts: "steps" (optimizer steps), "micro-batches", "epochs" or
        "samples".
      optimizer: the optimizer's name, for people; found out from `config` where possible.

    Raises:
      ValueError: if the configuration makes no schedule (a `ScheduleError` where a parameter is out of its
        range), `total_steps` is missing or below 1, or the unit is unknown.
      TypeError: if `config` or `writer` is nothing that is understood.
    """
    summary = optimizer_config_pb(config, total_steps=total_steps, tag=tag, name=name, unit=unit, optimizer=optimizer)
    _write(writer, summary)


def optimizer_config_pb(
    config: Any,
    *,
    total_steps: int | None = None,
    tag: str = "",
    name: str = "",
    unit: str = "steps",
    optimizer: str = "",
) -> summary_pb2.Summary:
    """Make the summary that `optimizer_config` writes, for a writer of your own; write it at step 0.

    Arguments and errors are those of `optimizer_config`.
    """
    if unit not in UNITS:
        raise ValueError(f"The unit {unit!r} is unknown; it must be one of {', '.join(UNITS)}.")
    if total_steps is not None and total_steps < 1:
        raise ValueError(f"total_steps is {total_steps}; it must be 1 or more, or None where not known.")
    found = _find(config, total_steps)
    message = optimizer_config_pb2.OptimizerConfig(
        version=VERSION,
        optimizer=optimizer or found.optimizer,
        tag=tag,
        unit=UNITS[unit],
        total_steps=int(total_steps or found.total_steps),
        schedule=to_message(found.schedule),
        made_from=found.made_from,
    )
    metadata = summary_pb2.SummaryMetadata(
        # Without a data class TensorBoard's data server drops the summary, without a tensor its Python
        # reader fails.
        data_class=summary_pb2.DATA_CLASS_TENSOR,
        plugin_data=summary_pb2.SummaryMetadata.PluginData(
            plugin_name=PLUGIN_NAME, content=message.SerializeToString()
        ),
    )
    tensor = tensor_pb2.TensorProto(
        dtype=types_pb2.DT_STRING,
        tensor_shape=tensor_shape_pb2.TensorShapeProto(),
        string_val=[found.schedule.describe().encode()],
    )
    full_tag = f"{OPTIMIZER_CONFIG_TAG}/{name}" if name else OPTIMIZER_CONFIG_TAG
    value = summary_pb2.Summary.Value(tag=full_tag, metadata=metadata, tensor=tensor)
    return summary_pb2.Summary(value=[value])


@dataclass(frozen=True)
class _Found:
    """What a configuration asks for."""

    schedule: Schedule
    optimizer: str = ""
    total_steps: int = 0
    made_from: str = ""


def _find(config: Any, total_steps: int | None) -> _Found:
    if isinstance(config, Schedule):
        return _Found(config)
    if isinstance(config, str):
        return _from_object_detection(config)
    if isinstance(config, Message):
        return _from_object_detection(text_format.MessageToString(config))
    if _is_keras_schedule(config):
        return _from_keras_schedule(config, total_steps)
    # A LossScaleOptimizer has a rate of its own as well, which nothing uses.
    if hasattr(config, "inner_optimizer"):
        return _find(config.inner_optimizer, total_steps)
    if hasattr(config, "_learning_rate"):
        return _from_keras_optimizer(config, total_steps)
    if callable(config):
        named = config if hasattr(config, "__qualname__") else type(config)
        return _recorded(config, total_steps, _name_of(named))
    try:
        return _Found(Constant(float(config)), made_from="a number")
    except TypeError as error:
        raise TypeError(
            f"A {_name_of(type(config))} does not tell its schedule. Pass a Keras optimizer or schedule, an "
            "Object Detection API message or its text, a number, or a function from a step to a rate with "
            "total_steps."
        ) from error


def _name_of(thing: Any) -> str:
    return f"{thing.__module__}.{thing.__qualname__}"


def _recorded(function: Any, total_steps: int | None, name: str) -> _Found:
    if total_steps is None:
        raise ValueError(
            f"The formula of {name} is not known, so it must be recorded point by point: "
            "pass total_steps=NUMBER, the last step to record."
        )
    return _Found(record(lambda step: float(function(step)), int(total_steps)), made_from=name)


def _from_keras_optimizer(optimizer: Any, total_steps: int | None) -> _Found:
    # The public `learning_rate` is the schedule's value at this moment, not the schedule.
    rate = optimizer._learning_rate
    name = type(optimizer).__name__
    if _is_keras_schedule(rate):
        return replace(_from_keras_schedule(rate, total_steps), optimizer=name)
    if callable(rate) and not hasattr(rate, "assign"):
        raise ValueError(
            f"The learning rate of {name} is a function that is called without a step, so no schedule can be "
            "read from it. Pass the function from a step to a rate instead, with total_steps."
        )
    return _Found(Constant(float(rate)), name, made_from=f"the plain learning rate of {name}")


def _is_keras_schedule(config: Any) -> bool:
    return any(
        base.__name__ == "LearningRateSchedule" and _package(base) in KERAS_PACKAGES for base in type(config).__mro__
    )


def _package(kind: type) -> str:
    return kind.__module__.partition(".")[0]


def _from_keras_schedule(schedule: Any, total_steps: int | None) -> _Found:
    kind = type(schedule)
    if _package(kind) not in (*KERAS_PACKAGES, __package__):
        return _recorded(schedule, total_steps, _name_of(kind))
    is_ours = _package(kind) == __package__
    name = _name_of(kind) if is_ours else f"keras.optimizers.schedules.{kind.__name__}"
    known = from_keras_config(kind.__name__, schedule.get_config())
    return _recorded(schedule, total_steps, name) if known is None else _Found(known, made_from=name)


def _from_object_detection(text: str) -> _Found:
    """Read a pipeline, TrainConfig, Optimizer, RMSPropOptimizer (or like) or LearningRate, from its text."""
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
    return _Found(
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


def _write(writer: Any, summary: summary_pb2.Summary) -> None:
    if isinstance(writer, str | os.PathLike):
        _write_file(os.fsdecode(writer), summary)
    elif hasattr(writer, "as_default"):
        _write_with_tensorflow(writer, summary)
    else:
        file_writer = _file_writer_of(writer)
        file_writer.add_summary(_for_package(summary, _package(type(file_writer))), 0)
        file_writer.flush()


def _write_with_tensorflow(writer: Any, summary: summary_pb2.Summary) -> None:
    import tensorflow as tf

    # Written now and always: also while a function is traced, and where recording is switched off.
    with tf.init_scope(), writer.as_default(), tf.summary.record_if(condition=True):
        tf.summary.experimental.write_raw_pb(summary.SerializeToString(), step=0)
        writer.flush()


def _file_writer_of(writer: Any) -> Any:
    """Find what writes protobuf messages in a torch or tensorboardX SummaryWriter, or take it as it is."""
    # The method opens the file again after close(); the attribute is then None.
    if hasattr(writer, "_get_file_writer"):
        return writer._get_file_writer()
    if hasattr(writer, "add_summary"):
        return writer
    raise TypeError(
        f"A {_name_of(type(writer))} is no writer: pass a tf.summary writer, a torch or tensorboardX "
        "SummaryWriter, or a log directory."
    )


def _for_package(summary: summary_pb2.Summary, package: str) -> Any:
    if package == "tensorboardX":
        # It has message classes of its own.
        own_messages: Any = sys.modules["tensorboardX.proto.summary_pb2"]
        return own_messages.Summary.FromString(summary.SerializeToString())
    # TensorFlow's old FileWriter parses bytes itself; torch uses TensorBoard's own classes.
    return summary.SerializeToString() if package == "tensorflow" else summary


def _write_file(directory: str, summary: summary_pb2.Summary) -> None:
    """Write an event file of its own, without importing TensorFlow even where it is installed."""
    from tensorboard.compat.tensorflow_stub.io import gfile
    from tensorboard.summary.writer.record_writer import RecordWriter

    if "://" not in directory:
        directory = os.path.expanduser(directory)
    now = time.time()
    # TensorBoard's Python reader leaves a file behind for good once there is one whose name sorts after it,
    # so ours comes first: time 0, or it would end the live series of a writer in the same directory.
    name = (
        f"events.out.tfevents.{0:010d}.{PLUGIN_NAME}.{now:017.6f}."
        f"{socket.gethostname()}.{os.getpid()}.{next(_file_number)}"
    )
    gfile.makedirs(directory)
    with gfile.GFile(os.path.join(directory, name), "wb") as file:
        records = RecordWriter(file)
        for event in (
            event_pb2.Event(wall_time=now, file_version="brain.Event:2"),
            event_pb2.Event(wall_time=now, step=0, summary=summary),
        ):
            records.write(event.SerializeToString())
        records.flush()
