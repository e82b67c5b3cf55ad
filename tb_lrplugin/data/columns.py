"""Points in columns, straight from TensorBoard's two providers where their inside is as we know it.

The public `read_scalars` makes a Python object of every point: two seconds for a million of them, where the data server
sends packed columns in a tenth of one, and where TensorBoard's Python reader holds the events in memory. Both
shortcuts look for what they need and give way to the public call whenever anything is not as expected; a test
proves that they give the same points.

Read from `tensorboard/data/grpc_provider.py` and `tensorboard/backend/event_processing/data_provider.py`
(TensorBoard 2.16 to 2.21).
"""

from __future__ import annotations

import logging
import struct
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

logger = logging.getLogger(__name__)

_GRPC_MODULE = "tensorboard.data.grpc_provider"
_MULTIPLEXER_MODULE = "tensorboard.backend.event_processing.data_provider"
_DT_FLOAT = 1


class Columns(NamedTuple):
    """The points of one series in the order they were written.

    Attributes:
      run, tag: name the series.
      steps: int64[n].
      values: float64[n]; float32 precision in most log directories.
      wall_times: float64[n], seconds since the epoch.
      unreadable: why there are no points; "" where they were read.
      rounding: how far a value may lie from the one before it was written, relative to it.
      origin: the file that they are from, relative to the log directory; "" for event files.
    """

    run: str
    tag: str
    steps: npt.NDArray[np.int64]
    values: npt.NDArray[np.float64]
    wall_times: npt.NDArray[np.float64]
    unreadable: str = ""
    rounding: float = 0.0
    origin: str = ""


def unreadable_columns(run: str, tag: str, error: Exception) -> Columns:
    """Stand for a series whose points cannot be read, with the reason."""
    return Columns(run, tag, np.empty(0, np.int64), np.empty(0), np.empty(0), f"{type(error).__name__}: {error}")


class ColumnReader(Protocol):
    """Reads series of one provider in columns."""

    def list_states(self) -> dict[str, dict[str, tuple[int, float]]] | None:
        """List (max_step, max_wall_time) of every scalar series; None where the public call is as good."""

    def read(self, tags_by_run: Mapping[str, Collection[str]], samples: int) -> list[Columns]:
        """Read series, at most `samples` points of each; a series that is not there is left out.

        Raises:
          Exception: of any kind, where the public call must be asked instead.
        """


def column_reader(provider: Any) -> ColumnReader | None:
    """Find the shortcut into a provider; None where there is none that we know."""
    # Whoever made such a provider has imported its module; importing it here would cost TensorBoard's start.
    grpc_provider = sys.modules.get(_GRPC_MODULE)
    if grpc_provider is not None and type(provider) is getattr(grpc_provider, "GrpcDataProvider", None):
        stub = getattr(provider, "_stub", None)
        if callable(getattr(stub, "ReadScalars", None)) and callable(getattr(stub, "ListScalars", None)):
            return _GrpcColumns(stub)
    multiplexer_provider = sys.modules.get(_MULTIPLEXER_MODULE)
    if multiplexer_provider is not None and type(provider) is getattr(
        multiplexer_provider, "MultiplexerDataProvider", None
    ):
        multiplexer = getattr(provider, "_multiplexer", None)
        if callable(getattr(multiplexer, "Tensors", None)):
            return _MultiplexerColumns(multiplexer)
    return None


class _GrpcColumns:
    """Asks the data server itself, whose answer holds packed columns."""

    def __init__(self, stub: Any) -> None:
        self._stub = stub

    def list_states(self) -> dict[str, dict[str, tuple[int, float]]]:
        from tensorboard.data.proto import data_provider_pb2 as pb

        request = pb.ListScalarsRequest()
        request.plugin_filter.plugin_name = "scalars"
        states: dict[str, dict[str, tuple[int, float]]] = {}
        for run in self._stub.ListScalars(request).runs:
            of_run = states[run.run_name] = {}
            for tag in run.tags:
                metadata = tag.metadata
                of_run[tag.tag_name] = (metadata.max_step, metadata.max_wall_time)
        return states

    def read(self, tags_by_run: Mapping[str, Collection[str]], samples: int) -> list[Columns]:
        from tensorboard.data.proto import data_provider_pb2 as pb

        request = pb.ReadScalarsRequest()
        request.plugin_filter.plugin_name = "scalars"
        request.run_tag_filter.runs.names[:] = sorted(tags_by_run)
        request.run_tag_filter.tags.names[:] = sorted({tag for tags in tags_by_run.values() for tag in tags})
        request.downsample.num_points = samples
        return [
            Columns(
                run.run_name,
                tag.tag_name,
                np.array(tag.data.step, np.int64),
                np.array(tag.data.value, np.float64),
                np.array(tag.data.wall_time, np.float64),
            )
            for run in self._stub.ReadScalars(request).runs
            for tag in run.tags
            # The filter is a product of runs and tags: drop what was not asked for.
            if tag.tag_name in tags_by_run.get(run.run_name, ())
        ]


class _MultiplexerColumns:
    """Asks TensorBoard's Python reader for the events it holds."""

    def __init__(self, multiplexer: Any) -> None:
        self._multiplexer = multiplexer

    def list_states(self) -> None:
        return None

    def read(self, tags_by_run: Mapping[str, Collection[str]], samples: int) -> list[Columns]:
        return [columns for run, tags in tags_by_run.items() for columns in self._read_run(run, tags, samples)]

    def _read_run(self, run: str, tags: Collection[str], samples: int) -> Iterator[Columns]:
        for tag in tags:
            try:
                events: Sequence[Any] = self._multiplexer.Tensors(run, tag)
            except KeyError:
                # The run was deleted since it was listed.
                continue
            count = len(events)
            if count > samples:
                raise ValueError("more points than asked for: which of them to leave out is the provider's to say")
            yield Columns(
                run,
                tag,
                np.fromiter((event.step for event in events), np.int64, count),
                np.fromiter((_value(event.tensor_proto) for event in events), np.float64, count),
                np.fromiter((event.wall_time for event in events), np.float64, count),
            )


_unpack_float = struct.Struct("<f").unpack


def _value(tensor: Any) -> float:
    """Give a scalar tensor's value; float32 in the two encodings that writers use without making an array."""
    if tensor.dtype == _DT_FLOAT:
        values = tensor.float_val
        if len(values) == 1:
            return float(values[0])
        content = tensor.tensor_content
        if len(content) == 4:
            return float(_unpack_float(content)[0])
    from tensorboard.util import tensor_util

    return float(tensor_util.make_ndarray(tensor).item())
