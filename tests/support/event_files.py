"""Event files made of TensorBoard's own records, without TensorFlow, which its writer of files imports for seconds."""

from __future__ import annotations

import itertools
import os
import time
from collections.abc import Iterable
from pathlib import Path

from tensorboard.compat.proto import event_pb2, summary_pb2, tensor_pb2, types_pb2
from tensorboard.summary.writer.record_writer import RecordWriter

FIRST_WALL_TIME = 1_700_000_000.0
_NUMBERS = itertools.count()


def write_events(directory: Path, summaries: Iterable[tuple[int, summary_pb2.Summary]]) -> None:
    """Write summaries, each at its step, one second apart, into a file of their own."""
    directory.mkdir(parents=True, exist_ok=True)
    now = time.time()
    name = f"events.out.tfevents.{int(now):010}.host.{os.getpid()}.{next(_NUMBERS)}"
    with (directory / name).open("xb") as file:
        writer = RecordWriter(file)
        writer.write(event_pb2.Event(wall_time=now, file_version="brain.Event:2").SerializeToString())
        for index, (step, summary) in enumerate(summaries):
            event = event_pb2.Event(wall_time=FIRST_WALL_TIME + index, step=step, summary=summary)
            writer.write(event.SerializeToString())


def write_scalars(directory: Path, tag: str, points: Iterable[tuple[int, float]]) -> None:
    """Write a float32 scalar series, as most frameworks do."""
    write_events(
        directory,
        [
            (step, summary_pb2.Summary(value=[summary_pb2.Summary.Value(tag=tag, simple_value=value)]))
            for step, value in points
        ],
    )


def write_double_scalars(directory: Path, tag: str, points: Iterable[tuple[int, float]]) -> None:
    """Write a scalar series in double precision, which TensorBoard's data server drops."""
    metadata = summary_pb2.SummaryMetadata(data_class=summary_pb2.DATA_CLASS_SCALAR)
    metadata.plugin_data.plugin_name = "scalars"
    write_events(
        directory,
        [
            (
                step,
                summary_pb2.Summary(
                    value=[
                        summary_pb2.Summary.Value(
                            tag=tag,
                            metadata=metadata,
                            tensor=tensor_pb2.TensorProto(dtype=types_pb2.DT_DOUBLE, double_val=[value]),
                        )
                    ]
                ),
            )
            for step, value in points
        ],
    )


def write_optimizer_config(directory: Path, content: bytes, tag: str) -> None:
    """Write a metadata summary with any content at all."""
    metadata = summary_pb2.SummaryMetadata(data_class=summary_pb2.DATA_CLASS_TENSOR)
    metadata.plugin_data.plugin_name = "lr_diagnostics"
    metadata.plugin_data.content = content
    tensor = tensor_pb2.TensorProto(dtype=types_pb2.DT_STRING, string_val=[b""])
    value = summary_pb2.Summary.Value(tag=tag, metadata=metadata, tensor=tensor)
    write_events(directory, [(0, summary_pb2.Summary(value=[value]))])
