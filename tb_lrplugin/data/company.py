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
      paths: those that the directory may have; the first that exists is the one; empty where it is not local.
      passed_over: which files there or above are too many to be opened, in sentences; "" where none are.
    """

    tags: Collection[str] = ()
    files: Collection[str] = ()
    paths: Collection[str] = ()
    passed_over: str = ""

    @property
    def names(self) -> list[str]:
        """The tags and the files."""
        return [*self.tags, *self.files]

    def earlier_launches(self, series: Series) -> list[str]:
        """Name the event files whose points of a series are left out for those of a later launch.

        A run that is launched again from step 0 in the same directory replaces all points from there on: TensorBoard
        drops ("purges") those of the launches before.
        """
        began = sorted((int(found[1]), name) for name in self.files if (found := _EVENT_FILE.fullmatch(name)))
        path = next(filter(os.path.isdir, self.paths), None) if len(began) > 1 else None
        if path is None or not len(series):
            return []
        earlier = [name for second, name in began if second <= series.began_at]
        return [name for name in earlier[-_MOST_READ:] if _is_left_out(os.path.join(path, name), series)]


def _is_left_out(path: str, series: Series) -> bool:
    """Say whether the first point that an event file has of a series would stand after its first, were it not older."""
    from tensorboard.compat.proto import event_pb2

    step, moment = int(series.steps[0]), float(series.wall_times[0])
    try:
        # A named pipe or a device would block whoever opens it.
        state = os.stat(path)
        if not stat.S_ISREG(state.st_mode):
            return False
        with open(path, "rb") as content:
            records = first_records(content, state.st_size, _HEAD_BYTES, series.tag.encode())
            for event in map(event_pb2.Event.FromString, records):
                if any(value.tag == series.tag for value in event.summary.value):
                    return bool(event.step >= step and event.wall_time < moment)
        return False
    except Exception:  # Of what cannot be read the survey of event files tells.
        return False


ALONE = Company()
