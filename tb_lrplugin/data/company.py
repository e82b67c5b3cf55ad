"""What stands beside a series: who its run looks like, and what TensorBoard hides of it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from tb_lrplugin.data.series import Series

# Every writer puts the second at which it began into the name.
_EVENT_FILE = re.compile(r"events\.out\.tfevents\.(\d{9,11})\.(?!lr_diagnostics\.).*")


@dataclass(frozen=True)
class Company:
    """What a run has beside one series.

    Attributes:
      tags: its scalar tags.
      files: the names of the files in its directory.
    """

    tags: Collection[str] = ()
    files: Collection[str] = ()

    @property
    def names(self) -> list[str]:
        """The tags and the files."""
        return [*self.tags, *self.files]

    def earlier_launches(self, series: Series) -> list[str]:
        """Name the event files that began before the one whose first point is the first of a series.

        A run that is launched again from step 0 in the same directory replaces all points from there on: TensorBoard
        drops ("purges") those of the launches before. The file that a series begins in is the last one that was made
        before its first point.
        """
        began = sorted((int(found[1]), name) for name in self.files if (found := _EVENT_FILE.fullmatch(name)))
        if len(began) < 2 or not len(series):
            return []
        first = float(series.wall_times[0])
        of_first = [second for second, _ in began if second <= first]
        return [name for second, name in began if of_first and second < of_first[-1]]


ALONE = Company()
