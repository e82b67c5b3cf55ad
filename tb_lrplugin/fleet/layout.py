"""How a log directory is cut: into directories of runs, and what all of them may need beside."""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from tb_lrplugin.data.file_points import FILE_NAMES

_EVENTS = "tfevents"
# A Trainer's state lies in many directories of one run, and goes with what lies above.
_POINTS = frozenset(name for name in FILE_NAMES if name.endswith(".csv"))
# Stands for whatever lies above the directories of runs.
ABOVE = "."
# What one training writes: `train` and `validation`, the sessions and the evaluations of a run.
_FAMILY = 8
# So many runs are looked at in one go at most, where they are no family.
MOST_RUNS = 1_000


@dataclass(frozen=True)
class Layout:
    """A log directory on a disk.

    Attributes:
      logdir: its path.
      units: directories that hold event files or tables of points, none within another, relative and in the order of
        their names; and `ABOVE`. Runs that may speak for each other lie in one of them.
      runs: how many directories with such files each of them is of.
    """

    logdir: str
    units: tuple[str, ...]
    runs: Mapping[str, int]

    @staticmethod
    def of(logdir: str, wanted: int) -> Layout:
        """Cut a log directory at the level nearest to it that has as many directories of runs as are wanted.

        Further down only what has too many runs is cut.

        A run's family is not cut: neither a directory that holds event files itself, whose runs further down inherit
        what they say, nor one of so few runs that they may be the parts of one training. The log directory alone is cut
        whatever lies in it.
        """
        below = _below(logdir)
        level = _inner(below, "")
        while True:
            deeper = []
            for unit in level:
                is_to_be_cut = len(level) < wanted or below[unit].runs > MOST_RUNS
                deeper += (_inner(below, unit) if is_to_be_cut else []) or [unit]
            if deeper == level:
                return Layout(logdir, (ABOVE, *sorted(level)), {unit: below[unit].runs for unit in level})
            level = deeper

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


class _Below(NamedTuple):
    """What lies below a directory.

    Attributes:
      inner: the directories in it that hold event files, or others that do.
      runs: how many hold event files, itself included.
      is_run: whether it holds some itself.
    """

    inner: list[str]
    runs: int
    is_run: bool


def _below(logdir: str) -> dict[str, _Below]:
    """Tell what lies below every directory that holds an event file or lies above one, by its relative name."""
    own: set[str] = set()
    for path, _, files in os.walk(logdir, followlinks=True):
        if any(_EVENTS in file or file in _POINTS for file in files):
            name = os.path.relpath(path, logdir).replace(os.sep, "/")
            own.add("" if name == "." else name)
    inner: dict[str, set[str]] = defaultdict(set)
    runs: dict[str, int] = defaultdict(int)
    for name in own:
        runs[name] += 1
        while name:
            above = name.rpartition("/")[0]
            inner[above].add(name)
            runs[above] += 1
            name = above
    return {name: _Below(sorted(inner[name]), count, name in own) for name, count in runs.items()}


def _inner(below: dict[str, _Below], unit: str) -> list[str]:
    """Cut a directory into those in it; none where it is a family."""
    found = below.get(unit, _Below([], 0, is_run=False))
    is_family = found.runs <= _FAMILY or (found.is_run and unit != "")
    return [] if is_family else found.inner


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
