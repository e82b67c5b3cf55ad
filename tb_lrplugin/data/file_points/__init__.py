"""Points that runs leave in files other than event files: `results.csv`, `trainer_state.json`, `metrics.csv`.

The points of all files that were found are kept, and a file is read again only where it changed.
"""

from __future__ import annotations

import logging
import posixpath
import re
import threading
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from tb_lrplugin.data.columns import Columns
from tb_lrplugin.data.event_survey import Unread
from tb_lrplugin.data.file_points.csv_files import LIGHTNING, ULTRALYTICS
from tb_lrplugin.data.file_points.points import Column, PointFile, Reading, Table
from tb_lrplugin.data.file_points.trainer_state import TRAINER_STATE
from tb_lrplugin.data.files import ancestors
from tb_lrplugin.data.footprint import REMOTE_PAUSE_SECONDS, Footprint, Pause
from tb_lrplugin.data.log_root import LogRoot
from tb_lrplugin.data.ranged_file import LargeFile
from tb_lrplugin.data.tags import TagFilter

logger = logging.getLogger(__name__)

_POINT_FILES = (ULTRALYTICS, TRAINER_STATE, LIGHTNING)
FILE_NAMES = frozenset(kind.name for kind in _POINT_FILES)

MAX_BYTES = 64 * 2**20
# Of the copies in checkpoints the newest will do, and the one before where that is still being written.
_MOST_COPIES = 2
# A file that grows is read again for no more than this share of the time.
_SHARE = 0.05

Listing = Mapping[str, Mapping[str, tuple[int, float]]]


@dataclass
class _Known:
    """What was read of one file.

    Attributes:
      where: the file, relative to the log directory.
      footprint: what tells that it changed.
      table: its points; None where it has none.
      wall_time: when it was last written, seconds since the epoch.
      problem: what could not be read, in sentences; "" for nothing.
      due_at: when it may be read again, in monotonic seconds.
      reading: goes on where the file has grown.
    """

    where: str
    footprint: Footprint = field(default_factory=Footprint)
    table: Table | None = None
    wall_time: float = 0.0
    problem: str = ""
    due_at: float = 0.0
    reading: Reading | None = None


# The scalars of one run that have points, each with the file that it is from.
_Shown = dict[str, tuple[Column, _Known]]


class FilePoints:
    """Lists and reads the scalars in files. Safe to call from many threads."""

    def __init__(
        self,
        root: LogRoot,
        tag_filter: TagFilter,
        find: Callable[[], Mapping[str, Collection[str]]],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Prepare; nothing is read yet.

        Args:
          root: where the files lie.
          tag_filter: which tags are learning rates.
          find: lists the files with points by directory, as a walk through the log directory found them.
          clock: monotonic seconds; a parameter for tests.
        """
        self._root = root
        self._rates_of = tag_filter.of_run
        self._find = find
        self._lock = threading.Lock()
        self._clock = clock
        self._pause = Pause(REMOTE_PAUSE_SECONDS if root.is_remote else 0.0, clock)
        self._known: dict[tuple[str, str], _Known] = {}
        self._shown: dict[str, _Shown] = {}
        self.unread: tuple[Unread, ...] = ()

    def beside(self, listing: Listing) -> Listing:
        """Add the scalars in files to those in event files.

        A directory gives none where event files at or below it hold learning rates: they are of the same run.

        Args:
          listing: the scalars in event files.
        """
        found = self._find()
        if not found and not self._known:
            return listing
        with self._lock:
            told = {level for run, tags in listing.items() if self._rates_of(tags) for level in ancestors(run)}
            candidates = {run: files for run, files in _by_run(found).items() if run not in told}
            self._known = self._looked_at({key: kind for files in candidates.values() for key, kind in files})
            listed, unread, shown = dict(listing), [], {}
            for run, files in candidates.items():
                tables = [self._known[key] for key, _ in files]
                unread += [Unread(run, file.where, file.problem) for file in tables if file.problem]
                tags, shown[run] = _tags_of(tables)
                if tags:
                    listed[run] = {**tags, **listing.get(run, {})}
            # Whole at once: series are read beside a look.
            self._shown, self.unread = shown, tuple(unread)
        return listed

    def columns_of(self, keys: Iterable[tuple[str, str]], samples: int) -> list[Columns]:
        """Give the points of those series that are in files, at most so many of each, the last one among them."""
        shown, columns = self._shown, []
        for run, tag in keys:
            if tag in shown.get(run, {}):
                column, file = shown[run][tag]
                since = column.seconds if len(column.seconds) else np.zeros(len(column.steps))
                times = file.wall_time + since - since[-1]
                count = len(column.steps)
                some = np.linspace(0, count - 1, min(samples, count)).astype(np.int64)
                points = column.steps[some], column.values[some], times[some]
                columns.append(Columns(run, tag, *points, rounding=column.rounding, origin=file.where))
        return columns

    def _looked_at(self, files: Mapping[tuple[str, str], PointFile]) -> dict[tuple[str, str], _Known]:
        """Read what is new, and what changed where it is time to look again."""
        known = {key: self._known[key] for key in files.keys() & self._known.keys()}
        if self._pause.is_over:
            with self._pause.after():
                known = {key: self._renewed(key, files[key], file) for key, file in known.items()}
        # In the order of the files: the first one of a run is believed first.
        return {key: known.get(key) or self._read(key, kind, _Known(_where(key))) for key, kind in files.items()}

    def _renewed(self, key: tuple[str, str], kind: PointFile, file: _Known) -> _Known:
        if self._clock() < file.due_at or not file.footprint.has_changed():
            return file
        return self._read(key, kind, file)

    def _read(self, key: tuple[str, str], kind: PointFile, file: _Known) -> _Known:
        begin = self._clock()
        new = _Known(file.where)
        try:
            with self._opened(key, new) as content:
                reading = file.reading
                if reading is None or not reading.is_continued_by(content):
                    reading = kind.begin(self._rates_of)
                new.table = reading.read_on(content, MAX_BYTES)
                new.reading = reading
                if new.table is not None:
                    left_out = f"Only its first {MAX_BYTES // 2**20} MiB are read." if content.size > MAX_BYTES else ""
                    new.problem = " ".join(filter(None, (left_out, new.table.left_out)))
        except Exception as error:  # The parser's are sentences; every file system has errors of its own.
            logger.debug("could not read %s", file.where, exc_info=True)
            reason = getattr(error, "strerror", None) or error
            new.problem = f"The points in this file cannot be read: {reason}."
        end = self._clock()
        new.due_at = end + (end - begin) / _SHARE
        return new

    def _opened(self, key: tuple[str, str], file: _Known) -> LargeFile:
        directory, name = key
        for path in self._root.paths_of(directory):
            try:
                content = file.footprint.open_ranges(posixpath.join(path, name))
            except FileNotFoundError:
                continue
            file.wall_time = time.time() if content.saved_at is None else content.saved_at
            return content
        raise ValueError("it is gone")


def _where(key: tuple[str, str]) -> str:
    return "/".join(key).removeprefix("./")


def _tags_of(files: Sequence[_Known]) -> tuple[dict[str, tuple[int, float]], _Shown]:
    """List the scalars of one run, and those to show; of copies of one file the one that goes farthest counts."""
    tags: dict[str, tuple[int, float]] = {}
    shown: _Shown = {}
    for file in files:
        table = file.table or Table()
        for tag in table.others:
            tags.setdefault(tag, (0, file.wall_time))
        for tag, column in table.columns.items():
            last = int(column.steps[-1])
            if tag not in shown or last > int(shown[tag][0].steps[-1]):
                shown[tag], tags[tag] = (column, file), (last, file.wall_time)
    return tags, shown


def _by_run(found: Mapping[str, Collection[str]]) -> dict[str, list[tuple[tuple[str, str], PointFile]]]:
    """List the files of each run, the one to believe first."""
    runs: dict[str, list[tuple[tuple[str, str], PointFile]]] = {}
    copies: dict[tuple[str, PointFile], list[tuple[int, str]]] = {}
    for directory, names in found.items():
        for kind in _POINT_FILES:
            if kind.name in names:
                number = _number_of_copy(directory, kind)
                if number is None:
                    runs.setdefault(directory, []).append(((directory, kind.name), kind))
                else:
                    above = posixpath.dirname(directory) or "."
                    copies.setdefault((above, kind), []).append((number, directory))
    for (run, kind), numbered in copies.items():
        newest = sorted(numbered, reverse=True)[:_MOST_COPIES]
        runs.setdefault(run, []).extend(((directory, kind.name), kind) for _, directory in newest)
    return runs


def _number_of_copy(directory: str, kind: PointFile) -> int | None:
    found = re.fullmatch(rf"{kind.copies}(\d{{1,18}})", posixpath.basename(directory)) if kind.copies else None
    return int(found[1]) if found else None
