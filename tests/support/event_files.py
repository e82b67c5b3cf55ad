"""Event files made by TensorBoard's own writer, without TensorFlow."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tensorboard.compat.proto import event_pb2, summary_pb2, tensor_pb2, types_pb2
from tensorboard.summary.writer.event_file_writer import EventFileWriter

FIRST_WALL_TIME = 1_700_000_000.0


def write_events(directory: Path, summaries: Iterable[tuple[int, summary_pb2.Summary]]) -> None:
    """Write summaries, each at its step, one second apart."""
    writer = EventFileWriter(str(directory))
    for index, (step, summary) in enumerate(summaries):
        writer.add_event(event_pb2.Event(wall_time=FIRST_WALL_TIME + index, step=step, summary=summary))
    writer.close()


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
