"""The summary that tells a schedule, and where it is written: into a writer of TensorFlow or torch, or a directory."""

from __future__ import annotations

import contextlib
import itertools
import os
import socket
import sys
import time
from collections.abc import Sequence
from typing import Any

from tensorboard.compat.proto import event_pb2, summary_pb2, tensor_pb2, tensor_shape_pb2, types_pb2

from tb_lrplugin.frameworks.own.optimizer_config import UNITS, VERSION
from tb_lrplugin.live.asked import Asked, name_of, package_of
from tb_lrplugin.names import OPTIMIZER_CONFIG_TAG, PLUGIN_NAME
from tb_lrplugin.protos import optimizer_config_pb2
from tb_lrplugin.schedules import to_message

_file_number = itertools.count()


def summary_of(
    asked: Sequence[Asked],
    *,
    total_steps: int | None = None,
    tag: str = "",
    name: str = "",
    unit: str = "steps",
    optimizer: str = "",
) -> summary_pb2.Summary:
    """Write what was read of a configuration as a summary; arguments as of `optimizer_config`."""
    return summary_pb2.Summary(
        value=[
            _value(
                one,
                "/".join(filter(None, (OPTIMIZER_CONFIG_TAG, name, one.name))),
                optimizer_config_pb2.OptimizerConfig(
                    version=VERSION,
                    optimizer=optimizer or one.optimizer,
                    tag=tag,
                    unit=UNITS[unit],
                    total_steps=int(total_steps or one.total_steps),
                    schedule=to_message(one.schedule),
                    made_from=one.made_from,
                ),
            )
            for one in asked
        ]
    )


def _value(asked: Asked, full_tag: str, message: optimizer_config_pb2.OptimizerConfig) -> summary_pb2.Summary.Value:
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
        string_val=[asked.schedule.describe().encode()],
    )
    return summary_pb2.Summary.Value(tag=full_tag, metadata=metadata, tensor=tensor)


def write_summary(writer: Any, summary: summary_pb2.Summary) -> None:
    """Write a summary at step 0.

    Raises:
      TypeError: if `writer` is nothing that is understood.
    """
    if isinstance(writer, str | os.PathLike):
        _write_file(os.fsdecode(writer), summary)
    elif hasattr(writer, "as_default"):
        _write_with_tensorflow(writer, summary)
    else:
        file_writer = _file_writer_of(writer)
        file_writer.add_summary(_for_package(summary, package_of(type(file_writer))), 0)
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
        f"A {name_of(type(writer))} is no writer: pass a tf.summary writer, a torch or tensorboardX "
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
    now = time.time()
    # TensorBoard's Python reader leaves a file behind for good once there is one whose name sorts after it,
    # so ours comes first: time 0, or it would end the live series of a writer in the same directory.
    with contextlib.closing(begin_file(directory, f"{0:010d}.{PLUGIN_NAME}.{now:017.6f}")) as records:
        records.write(event_pb2.Event(wall_time=now, step=0, summary=summary).SerializeToString())


def begin_file(directory: str, stamp: str, suffix: str = "") -> Any:
    """Make an event file with its first event, without importing TensorFlow even where it is installed.

    Args:
      directory: of the run, local or on a file system that TensorBoard knows; made where it is missing.
      stamp: what the name begins with, by which readers sort the files.
      suffix: ends the name; "" for none.

    Returns:
      TensorBoard's RecordWriter.
    """
    from tensorboard.compat.tensorflow_stub.io import gfile
    from tensorboard.summary.writer.record_writer import RecordWriter

    if "://" not in directory:
        directory = os.path.expanduser(directory)
    parts = (stamp, socket.gethostname(), str(os.getpid()), str(next(_file_number)), suffix)
    gfile.makedirs(directory)
    name = "events.out.tfevents." + ".".join(filter(None, parts))
    records = RecordWriter(gfile.GFile(os.path.join(directory, name), "wb"))
    records.write(event_pb2.Event(wall_time=time.time(), file_version="brain.Event:2").SerializeToString())
    return records
