"""What TensorBoard's readers pass over in silence: event files that cannot be read, and series that are dropped.

A permission, a Git LFS pointer, a broken record or a rate in double precision leaves no trace in what a provider lists.
Local event files are therefore walked once, record by record without reading the records, and further where they
grew. Where nobody else tells what a reader stops at, the records are read as well, some at every look.
"""

from __future__ import annotations

import os
import posixpath
import re
import stat
from collections import deque
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO, NamedTuple

from tb_lrplugin.data.event_records import check, first_records, walk
from tb_lrplugin.data.footprint import Footprint
from tb_lrplugin.data.listed_once import is_listed
from tb_lrplugin.data.log_root import LogRoot

_EVENT_FILE = "tfevents"
_SCALARS = b"scalars"
LFS_POINTER = b"version https://git-lfs"
# Series are named by their first points; a series that begins later than this in a file is not looked for.
_HEAD_BYTES = 64 * 2**10
# A second of work for twenty of them: TensorBoard answers beside it.
_READ_PER_LOOK = 4 * 2**20
_MOST_REMOTE = 64
_FILE_NAME = re.compile(r"\.[A-Za-z]\w*$|tfevents")
_DT_FLOAT, _DT_DOUBLE = 1, 2
_FLOAT_BYTES = 4


class Unread(NamedTuple):
    """A part of the log directory that no reader can read.

    Attributes:
      run: the run that it belongs to.
      where: the file or directory, relative to the log directory.
      message: what is wrong and what to do, in sentences.
      tag: the series that is dropped; "" for a file or directory.
    """

    run: str
    where: str
    message: str
    tag: str = ""


@dataclass
class _File:
    """What is known of one event file.

    Attributes:
      identity: size and time of its last change when it was walked.
      offset: where the next record begins.
      checked: where the next record to be read begins.
      problem: what is wrong with it; "" for nothing.
      damage: the record that cannot be read, "" for none; holds until whatever stands there now is read.
      damaged_at: where it begins.
      dropped: what is wrong with the series in its first records, by tag.
    """

    identity: tuple[int, int] = (-1, -1)
    offset: int = 0
    checked: int = 0
    problem: str = ""
    damage: str = ""
    damaged_at: int = 0
    dropped: dict[str, str] = field(default_factory=dict)


class EventSurvey:
    """Walks the event files of a local log directory, and again only what grew.

    Attributes:
      place: the run or file that it looks at now, relative to the log directory.
      named: the other files that were looked for, by their directory, as of the last whole walk.
    """

    def __init__(
        self, root: LogRoot, is_wanted: Callable[[str], bool], reads_records: bool = False, names: Collection[str] = ()
    ) -> None:
        """Prepare; nothing is read yet.

        Args:
          root: the log directory; of a remote one only the directories nearest to it are listed.
          is_wanted: which tags are learning rates.
          reads_records: whether records are read too; not needed where the reader itself tells what it stops at.
          names: of other files that are looked for on the way.
        """
        self._root = root
        self._is_wanted = is_wanted
        self._reads_records = reads_records
        self._names = frozenset(names)
        self.named: Mapping[str, Collection[str]] = {}
        self.place = "."
        self._may_read = 0
        self._files: dict[str, _File] = {}

    def look(self, *, opens_files: bool = True) -> list[Unread]:
        """Walk what is new, and list what cannot be read; a series is listed even where a reader does read it.

        Args:
          opens_files: whether event files are walked too, not the directories alone.
        """
        if self._root.is_remote:
            self.named = self._look_afar()
            return []
        found: list[Unread] = []
        seen: dict[str, _File] = {}
        named: dict[str, frozenset[str]] = {}
        self._may_read = _READ_PER_LOOK if self._reads_records else 0
        for base in self._root.paths_of("."):
            for run, where, path, problem in self._event_files(base, named):
                self.place = where
                if problem:
                    found.append(Unread(run, where, problem))
                if problem or not opens_files:
                    continue
                file = seen[path] = self._files.get(path) or _File()
                self._renew(path, file)
                if file.damage or file.problem:
                    found.append(Unread(run, where, file.damage or file.problem))
                found += [Unread(run, where, problem, tag) for tag, problem in file.dropped.items()]
        self._files, self.named = seen, named
        return found

    def _look_afar(self) -> dict[str, frozenset[str]]:
        """Look for the other files alone; where each directory is a request, in those nearest to the log directory."""
        found: dict[str, frozenset[str]] = {}
        below = deque((".", base) for base in self._root.paths_of("."))
        left = _MOST_REMOTE
        while below:
            run, path = below.popleft()
            left -= not is_listed(path)
            if left < 0:
                break
            self.place = run
            try:
                names = Footprint().list_directory(path)
            except Exception:  # Most likely a file; every file system has errors of its own.
                continue
            if named := self._names.intersection(names):
                found[run] = named
            below += [
                (name if run == "." else f"{run}/{name}", posixpath.join(path, name))
                for name in names
                if not _FILE_NAME.search(name)
            ]
        return found

    def _event_files(self, base: str, named: dict[str, frozenset[str]]) -> Iterator[tuple[str, str, str, str]]:
        """Walk a log directory as TensorBoard does, links included; yields (run, where, path, problem).

        Args:
          base: path of the log directory.
          named: the other files that are there are added here.
        """
        above: list[tuple[str, str, frozenset[tuple[int, int]]]] = [(".", base, frozenset())]
        while above:
            run, path, ancestors = above.pop()
            self.place = run
            try:
                state = os.stat(path)
                identity = state.st_dev, state.st_ino
                # A link to a directory above would be walked for ever.
                if identity in ancestors:
                    continue
                with os.scandir(path) as entries:
                    listed = sorted(entries, key=lambda entry: entry.name)
            except FileNotFoundError:
                continue
            except OSError as error:
                yield run, run, path, f"The directory cannot be read: {_reason(error)}. {_remedy(error)}"
                continue
            if others := self._names.intersection(entry.name for entry in listed):
                named[run] = others
            for entry in listed:
                below = entry.name if run == "." else posixpath.join(run, entry.name)
                try:
                    is_directory = entry.is_dir()
                except OSError:
                    continue
                if is_directory:
                    above.append((below, entry.path, ancestors | {identity}))
                elif _EVENT_FILE in entry.name:
                    yield run, below, entry.path, ""

    def _renew(self, path: str, file: _File) -> None:
        try:
            # A named pipe or a device blocks whoever opens it; TensorBoard reads regular files alone as well.
            state = os.stat(path)
            identity = state.st_size, state.st_mtime_ns
            is_as_before = identity == file.identity
            is_to_read = not file.problem and file.checked < file.offset and self._may_read > 0
            if (is_as_before and not is_to_read) or not stat.S_ISREG(state.st_mode):
                return
            if not is_as_before:
                if state.st_size < file.identity[0] or file.problem or file.damage:
                    # Most likely it was copied anew.
                    file.offset, file.checked, file.dropped = 0, 0, {}
                file.identity, file.problem = identity, ""
            with open(path, "rb") as content:
                if not file.offset:
                    file.problem = self._read_head(content, state.st_size, file)
                if not file.problem:
                    file.offset, file.problem = walk(content, file.offset, state.st_size)
                    self._read_records(content, file)
        except OSError as error:
            file.problem = f"The event file cannot be read: {_reason(error)}. {_remedy(error)}"

    def _read_records(self, content: BinaryIO, file: _File) -> None:
        begin, end = file.checked, min(file.offset, file.checked + self._may_read)
        if begin < end:
            self._may_read -= end - begin
            file.checked, damage = check(content, begin, end)
            if damage or file.checked > file.damaged_at or file.checked == file.offset:
                file.damage, file.damaged_at = damage, file.checked
            if damage:
                # It stays where it is, and nothing behind it is read.
                file.problem = damage

    def _read_head(self, content: BinaryIO, size: int, file: _File) -> str:
        """Look for learning rates that are no float32 scalars; say what is wrong with the file itself."""
        if content.read(len(LFS_POINTER)) == LFS_POINTER:
            return "This is a Git LFS pointer instead of an event file. Run `git lfs pull`."
        from tensorboard.compat.proto import event_pb2

        # Only the first point of a series names the plugin; parsing all others would take most of the time.
        for record in first_records(content, size, _HEAD_BYTES, _SCALARS):
            event = event_pb2.Event()
            try:
                event.ParseFromString(record)
            except Exception:  # protobuf's errors differ by implementation.
                return "A record of the event file cannot be decoded; what is in it is missing here."
            for value in event.summary.value:
                reason = _dropped(value) if self._is_wanted(value.tag) else ""
                if reason:
                    file.dropped[value.tag] = f"The series {value.tag!r} {reason}"
        return ""


def _dropped(value: Any) -> str:
    """Say why a reader drops a value; "" where it is a number as it should be, or no scalar at all."""
    if value.WhichOneof("value") != "tensor" or value.metadata.plugin_data.plugin_name.encode() != _SCALARS:
        return ""
    tensor = value.tensor
    if tensor.dtype == _DT_DOUBLE and not tensor.tensor_shape.dim:
        return (
            "is logged in double precision, which TensorBoard's data server drops. Log it as float32, or start "
            "TensorBoard with --load_fast=false."
        )
    if tensor.dtype != _DT_FLOAT or tensor.tensor_shape.dim:
        shape = ", ".join(str(dimension.size) for dimension in tensor.tensor_shape.dim)
        return (
            f"is logged as a tensor of type {tensor.dtype} and shape [{shape}], which is no scalar. Log one float32 "
            "number for each rate."
        )
    if len(tensor.tensor_content) != _FLOAT_BYTES and len(tensor.float_val) != 1:
        return "is logged as a tensor that does not hold one number. Log one float32 number for each rate."
    return ""


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def _remedy(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "Give the user who runs this the permission to read it."
    return "Look at it with `ls -l`."
