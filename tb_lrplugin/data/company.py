"""What stands beside a series: who its run looks like, and what TensorBoard hides of it."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Collection
from dataclasses import dataclass

from tb_lrplugin.data.event_records import first_records
from tb_lrplugin.data.series import Series

# Every writer puts the second at which it began into the name.
_EVENT_FILE = re.compile(r"events\.out\.tfevents\.(\d{9,11})\.(?!lr_diagnostics\.).*")

# A series is named by its first points; of many launches the last ones will do.
_HEAD_BYTES, _MOST_READ = 64 * 2**10, 4


@dataclass(frozen=True)
class Company:
    """What a run has beside one series.

    Attributes:
      tags: its scalar tags.
      files: the names of the files in its directory.
      path: of that directory; "" where it is not local.
    """

    tags: Collection[str] = ()
    files: Collection[str] = ()
    path: str = ""

    @property
    def names(self) -> list[str]:
        """The tags and the files."""
        return [*self.tags, *self.files]

    def earlier_launches(self, series: Series) -> list[str]:
        """Name the event files with the series in them that began before the one which holds its first point.

        A run that is launched again from step 0 in the same directory replaces all points from there on: TensorBoard
        drops ("purges") those of the launches before. The file that a series begins in is the last one that was made
        before its first point.
        """
        began = sorted((int(found[1]), name) for name in self.files if (found := _EVENT_FILE.fullmatch(name)))
        if len(began) < 2 or not len(series) or not self.path:
            return []
        first = float(series.wall_times[0])
        of_first = [second for second, _ in began if second <= first]
        earlier = [name for second, name in began if of_first and second < of_first[-1]]
        return [name for name in earlier[-_MOST_READ:] if _logs(os.path.join(self.path, name), series.tag)]


def _logs(path: str, tag: str) -> bool:
    """Say whether a series is among the first records of an event file."""
    from tensorboard.compat.proto import event_pb2

    try:
        # A named pipe or a device would block whoever opens it.
        if not stat.S_ISREG(os.stat(path).st_mode):
            return False
        with open(path, "rb") as content:
            records = list(first_records(content, os.path.getsize(path), _HEAD_BYTES))
        events = map(event_pb2.Event.FromString, records)
        return any(value.tag == tag for event in events for value in event.summary.value)
    except Exception:  # Of what cannot be read the survey of event files tells.
        return False


ALONE = Company()
