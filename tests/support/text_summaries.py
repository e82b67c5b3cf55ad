"""Text summaries as frameworks write them, and readings of what they say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from tensorboard.compat.proto import summary_pb2, tensor_pb2, types_pb2

from tb_lrplugin.data.log_data import DEFAULT_SAMPLES
from tb_lrplugin.data.run_evidence import LastPoint, RunEvidence
from tb_lrplugin.frameworks import Framework
from tb_lrplugin.frameworks.reading import Reading
from tests.support.command_line import look
from tests.support.event_files import write_events
from tests.support.readings import in_evidence

# What a text of arguments may hold that none should.
HOSTILE_TEXTS = (
    "",
    "\x00",
    "|",
    "None",
    "nan",
    "1e999",
    "-1",
    "9" * 5000,
    "[" * 5000,
    "{" * 5000,
    "__import__('os').system('true')",
    "!!python/object/apply:os.system ['true']",
    "\ud800",
)


def text_summary(tag: str, text: str) -> summary_pb2.Summary:
    """Make the summary that torch's and tensorboardX's `add_text` write."""
    metadata = summary_pb2.SummaryMetadata(data_class=summary_pb2.DATA_CLASS_TENSOR)
    metadata.plugin_data.plugin_name = "text"
    shape = {"dim": [{"size": 1}]}
    tensor = tensor_pb2.TensorProto(dtype=types_pb2.DT_STRING, string_val=[text.encode()], tensor_shape=shape)
    return summary_pb2.Summary(
        value=[summary_pb2.Summary.Value(tag=f"{tag}/text_summary", metadata=metadata, tensor=tensor)]
    )


def write_run(directory: Path, texts: Mapping[str, str], series: Mapping[str, Iterable[tuple[int, float]]]) -> None:
    """Write an event file: first the texts, by tag, then the points of each series."""
    summaries = [(0, text_summary(tag, text)) for tag, text in texts.items()]
    for tag, points in series.items():
        for step, rate in points:
            value = summary_pb2.Summary.Value(tag=tag, simple_value=rate)
            summaries.append((step, summary_pb2.Summary(value=[value])))
    write_events(directory, summaries)


def entries_of(logdir: Path) -> dict[tuple[str, str], dict[str, Any]]:
    """Diagnose a log directory as the page does; the entries by run and tag."""
    snapshot = look(logdir, DEFAULT_SAMPLES)
    assert snapshot.problems == ()
    return {(entry["run"], entry["tag"]): entry for entry in snapshot.entries}


def readings_of(
    framework: Framework, texts: Mapping[str, str], last_points: Mapping[str, LastPoint] | None = None
) -> list[Reading]:
    """Read the texts of one run, by tag."""
    evidence = RunEvidence(
        "run", {f"{tag}/text_summary": text for tag, text in texts.items()}, last_points=last_points or {}
    )
    return in_evidence(framework, evidence)
