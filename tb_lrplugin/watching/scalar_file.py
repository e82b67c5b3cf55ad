"""An event file of scalars, for frameworks whose own writer may not be there."""

from __future__ import annotations

import time
from typing import Any

from tensorboard.compat.proto import event_pb2, summary_pb2

from tb_lrplugin.live.writing import begin_file, write_summary


class ScalarFile:
    """Scalars and a schedule in one log directory; the file is made with the first of them."""

    def __init__(self, directory: str) -> None:
        """Choose where to write; nothing is made yet.

        Args:
          directory: of the run, local or on a file system that TensorBoard knows.
        """
        self._directory = directory
        self._records: Any = None

    def write_summary(self, summary: summary_pb2.Summary) -> None:
        """Write a schedule, into a file of its own that readers take first."""
        write_summary(self._directory, summary)

    def write_scalar(self, tag: str, value: float, step: int) -> None:
        """Add a scalar."""
        value_message = summary_pb2.Summary.Value(tag=tag, simple_value=value)
        event = event_pb2.Event(wall_time=time.time(), step=step, summary=summary_pb2.Summary(value=[value_message]))
        if self._records is None:
            self._records = begin_file(self._directory, f"{time.time():010.0f}", "lr_watch")
        self._records.write(event.SerializeToString())

    def flush(self) -> None:
        """Hand what was written to the file system."""
        if self._records is not None:
            self._records.flush()
