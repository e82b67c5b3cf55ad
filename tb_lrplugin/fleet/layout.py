"""How a log directory is cut: into directories of runs, and what all of them may need beside."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
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
# A part is of so many runs at most, where they are no family: more takes memory, and less costs time.
MOST_RUNS = 250
# More runs are not looked at in one go.
MOST_AT_ONCE = 1_000


@dataclass(frozen=True)
class Layout:
    """A log directory on a disk.

    Attributes:
      logdir: its path.
      units: directories that hold event files or tables of points, none within another, relative and in the order of
        their names; and `ABOVE`. Runs that may speak for each other lie in one of them.
      runs: how many directories with such files each of them is of, where it is more than one.
      files: those that lie above the units, relative.
      folders: those that lie above the units, and hold nothing of the kind.
      elsewhere: a configuration or a directory of checkpoints, by the units' names, that is read as well.
    """

    logdir: str
    units: tuple[str, ...]
    runs: Mapping[str, int]
    files: tuple[str, ...]
    folders: tuple[str, ...]
    elsewhere: tuple[str, ...] = ()

    @staticmethod
    def of(logdir: str, wanted: int | None, elsewhere: tuple[str, ...] = ()) -> Layout:
        """Cut a log directory at the level nearest to it that has as many directories of runs as are wanted.

        Further down only what has too many runs is cut. With None everything is cut that can be.

        A run's family is not cut: neither a directory that holds event files itself, whose runs further down inherit
        what they say, nor one of so few runs that they may be the parts of one training. The log directory alone is cut
        whatever lies in it.
        """
        # What lies in a directory of fewer runs is seldom asked for, and then looked up once more.
        least = MOST_RUNS if wanted is not None else _FAMILY
        below = _below(logdir, "", least)
        level = _inner(below[""], "")
        while True:
            deeper: dict[str, int] = {}
            for unit, runs in level.items():
                is_to_be_cut = wanted is None or len(level) < wanted or runs > MOST_RUNS
                inner = {}
                if is_to_be_cut and runs > _FAMILY:
                    inner = _inner(below.get(unit) or _below(logdir, unit, least)[unit], unit)
                deeper.update(inner or {unit: runs})
            if deeper == level:
                break
            level = deeper
        units = (ABOVE, *sorted(level))
        files, folders = _beside(logdir, units)
        return Layout(
            logdir, units, {unit: runs for unit, runs in level.items() if runs > 1}, files, folders, elsewhere
        )

    def beside(self, units: Collection[str]) -> Sequence[str]:
        """List what some units are looked at with: all files above them; with `ABOVE` whatever else lies there."""
        if ABOVE in units:
            return (*self.files, *self.folders)
        above = {"", *(folder for unit in units for folder in parents(unit))}
        return [name for name in self.files if os.path.dirname(name) in above]

    def print_of(self, units: Sequence[str]) -> str:
        """Tell the files of units, and all that is read with them, in a word that changes with any of them."""
        places = (self.logdir, *self.elsewhere)
        own = (_print(os.path.join(place, unit), ()) for unit in units if unit != ABOVE for place in places)
        return hashlib.sha256("\n".join([self._above, *own]).encode()).hexdigest()

    @cached_property
    def _above(self) -> str:
        places = (self.logdir, *self.elsewhere)
        prints = (
            _print(place, {os.path.join(place, unit) for unit in self.units if unit != ABOVE}) for place in places
        )
        return hashlib.sha256("\n".join(prints).encode()).hexdigest()


def unit_of(units: Collection[str], name: str) -> str:
    """Give the unit that a run or a file lies in.

    Args:
      units: a set, where there are many.
      name: of the run or the file, relative.
    """
    at = name
    while at and at not in units:
        at = at.rpartition("/")[0]
    return at or ABOVE


def parents(name: str) -> list[str]:
    """List the directories above a relative name."""
    parts = name.split("/")[:-1]
    return ["/".join(parts[:count]) for count in range(1, len(parts) + 1)]


def has_more_runs(logdir: str) -> bool:
    """Say whether more directories hold event files or tables of points than can be looked at in one go."""
    count = 0
    for _, _, files in _walked(logdir):
        count += _is_run(files)
        if count > MOST_AT_ONCE:
            return True
    return False


def leads_back(logdir: str, name: str) -> bool:
    """Say whether the way to a name passes a link to a directory that it lies in; TensorBoard does not follow such."""
    path, passed = logdir, list[str]()
    for part in name.split("/"):
        passed.append(path)
        path = os.path.join(path, part)
        if os.path.islink(path):
            with contextlib.suppress(OSError):
                if any(os.path.samefile(path, one) for one in passed):
                    return True
    return False


def _walked(path: str) -> Iterator[tuple[str, list[str], list[str]]]:
    """Walk a directory as `os.walk` does, through links as well, but for those that lead back."""
    for folder, folders, files in os.walk(path, followlinks=True):
        folders[:] = (name for name in folders if not _is_back(path, os.path.join(folder, name)))
        yield folder, folders, files


def _is_back(top: str, path: str) -> bool:
    return os.path.islink(path) and leads_back(top, os.path.relpath(path, top).replace(os.sep, "/"))


def _is_run(files: Collection[str]) -> bool:
    return any(_EVENTS in file or file in _POINTS for file in files)


class _Below(NamedTuple):
    """What lies below a directory.

    Attributes:
      inner: the directories in it that hold event files, or others that do, with their number.
      runs: how many hold event files, itself included.
      is_run: whether it holds some itself.
    """

    inner: dict[str, int]
    runs: int
    is_run: bool


class _Open(NamedTuple):
    """A directory that is being walked, with the directories in it that are still to be."""

    name: str
    waiting: list[str]
    inner: dict[str, int]
    is_run: bool


def _below(logdir: str, name: str, least: int) -> dict[str, _Below]:
    """Tell what lies below a directory, and below each within it of more runs than `least`: others are many."""
    found: dict[str, _Below] = {}
    walked = [_opened(logdir, name)]
    while walked:
        at = walked[-1]
        if at.waiting:
            walked.append(_opened(logdir, f"{at.name}/{at.waiting.pop()}" if at.name else at.waiting.pop()))
            continue
        walked.pop()
        runs = sum(at.inner.values()) + at.is_run
        if runs > least or not walked:
            found[at.name] = _Below(at.inner, runs, at.is_run)
        if runs and walked:
            walked[-1].inner[at.name] = runs
    return found


def _opened(logdir: str, name: str) -> _Open:
    folders, files = _listed(logdir, name)
    return _Open(name, folders, {}, _is_run(files))


def _listed(logdir: str, name: str) -> tuple[list[str], list[str]]:
    """List the directories in a directory, but for links that lead back, and what is no directory."""
    folders, files = list[str](), list[str]()
    try:
        with os.scandir(os.path.join(logdir, name)) as entries:
            for entry in entries:
                if not entry.is_dir():
                    files.append(entry.name)
                elif not (entry.is_symlink() and _is_back(logdir, entry.path)):
                    folders.append(entry.name)
    except OSError:
        pass
    return folders, files


def _inner(found: _Below, unit: str) -> dict[str, int]:
    """Cut a directory into those in it; none where it is a family."""
    is_family = found.runs <= _FAMILY or (found.is_run and unit != "")
    return {} if is_family else found.inner


def _beside(logdir: str, units: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """List the files and the directories that lie above units, and are none of them."""
    above = {"", *(folder for unit in units for folder in parents(unit))}
    # Not those beside: there may be as many as there are runs.
    taken = above.union(units)
    files, folders = list[str](), list[str]()
    for folder in sorted(above):
        for found, names in zip((folders, files), _listed(logdir, folder), strict=True):
            found += [name for one in sorted(names) if (name := f"{folder}/{one}" if folder else one) not in taken]
    return tuple(files), tuple(folders)


def _print(path: str, left_out: Collection[str]) -> str:
    return "\n".join(_lines(path, left_out))


def _lines(path: str, left_out: Collection[str]) -> Iterator[str]:
    # A walk of a file has nothing to tell.
    walk = [("", list[str](), [path])] if os.path.isfile(path) else _walked(path)
    for folder, folders, files in walk:
        folders[:] = sorted(name for name in folders if os.path.join(folder, name) not in left_out)
        for name in sorted(files):
            try:
                status = os.stat(os.path.join(folder, name))
            except OSError:
                continue
            place = os.path.join(folder, name).encode(errors="surrogateescape").hex()
            yield f"{place} {status.st_size} {status.st_mtime_ns}"
