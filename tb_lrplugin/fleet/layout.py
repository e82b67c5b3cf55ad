"""How a log directory is cut: into directories of runs, and what all of them may need beside."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

_EVENTS = "tfevents"
# Stands for whatever lies above the directories of runs.
ABOVE = "."


@dataclass(frozen=True)
class Layout:
    """A log directory on a disk.

    Attributes:
      logdir: its path.
      units: directories that hold event files, none within another, relative and in the order of their names; and
        `ABOVE`.
    """

    logdir: str
    units: tuple[str, ...]

    @staticmethod
    def of(logdir: str, wanted: int) -> Layout:
        """Cut a log directory at the level nearest to it that has as many directories of runs as are wanted."""
        holding = _with_events(logdir)
        level = _below(holding, "")
        while len(level) < wanted:
            deeper = [inner for unit in level for inner in (_below(holding, unit) or [unit])]
            if deeper == level:
                break
            level = deeper
        return Layout(logdir, (ABOVE, *sorted(level)))

    def print_of(self, unit: str) -> str:
        """Tell the files of a unit, and all that its runs may be read with, in a word that changes with any of them."""
        if unit == ABOVE:
            return self._above
        return hashlib.sha256(f"{self._above}\n{_print(os.path.join(self.logdir, unit), ())}".encode()).hexdigest()

    @cached_property
    def _above(self) -> str:
        units = {os.path.join(self.logdir, unit) for unit in self.units if unit != ABOVE}
        return hashlib.sha256(_print(self.logdir, units).encode()).hexdigest()


def unit_of(units: Collection[str], name: str) -> str:
    """Give the unit that a run or a file lies in."""
    at, known = name, frozenset(units)
    while at and at not in known:
        at = at.rpartition("/")[0]
    return at or ABOVE


def _with_events(logdir: str) -> set[str]:
    """Name the directories that hold an event file or lie above one, relative."""
    found: set[str] = set()
    for path, _, files in os.walk(logdir, followlinks=True):
        name = os.path.relpath(path, logdir).replace(os.sep, "/")
        if any(_EVENTS in file for file in files):
            while name not in ("", "."):
                found.add(name)
                name = name.rpartition("/")[0]
    return found


def _below(holding: set[str], unit: str) -> list[str]:
    return sorted(name for name in holding if name.rpartition("/")[0] == unit)


def _print(path: str, left_out: Collection[str]) -> str:
    return "\n".join(_lines(path, left_out))


def _lines(path: str, left_out: Collection[str]) -> Iterator[str]:
    for folder, folders, files in os.walk(path, followlinks=True):
        folders[:] = sorted(name for name in folders if os.path.join(folder, name) not in left_out)
        for name in sorted(files):
            try:
                status = os.stat(os.path.join(folder, name))
            except OSError:
                continue
            place = os.path.join(folder, name).encode(errors="surrogateescape").hex()
            yield f"{place} {status.st_size} {status.st_mtime_ns}"
