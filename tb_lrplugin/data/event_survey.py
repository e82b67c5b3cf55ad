"""What TensorBoard's readers pass over in silence: event files that cannot be read, and series that are dropped.

A permission, a Git LFS pointer, a broken record or a rate in double precision leaves no trace in what a provider lists.
Local event files are therefore walked once, record by record without reading the records, and further where they
grew. The format of a record (length, checksum of the length, data, checksum of the data) is TensorFlow's,
`tensorflow/core/lib/io/record_writer.cc`.
"""

from __future__ import annotations

import os
import posixpath
import stat
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO, NamedTuple

from tb_lrplugin.data.log_root import LogRoot

_EVENT_FILE = "tfevents"
_SCALARS = b"scalars"
_LFS_POINTER = b"version https://git-lfs"
_HEADER = struct.Struct("<QI")
_FOOTER_BYTES = 4
# protobuf's own limit: no writer can have made a longer record.
_LONGEST_RECORD = 2**31
# Series are named by their first points; a series that begins later than this in a file is not looked for.
_HEAD_BYTES = 64 * 2**10
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
      problem: what is wrong with it; "" for nothing.
      dropped: what is wrong with the series in its first records, by tag.
    """

    identity: tuple[int, int] = (-1, -1)
    offset: int = 0
    problem: str = ""
    dropped: dict[str, str] = field(default_factory=dict)


class EventSurvey:
    """Walks the event files of a local log directory, and again only what grew."""

    def __init__(self, root: LogRoot, is_wanted: Callable[[str], bool]) -> None:
        """Prepare; nothing is read yet.

        Args:
          root: the log directory; a remote one is not walked.
          is_wanted: which tags are learning rates.
        """
        self._root = root
        self._is_wanted = is_wanted
        self._files: dict[str, _File] = {}

    def look(self) -> list[Unread]:
        """Walk what is new, and list what cannot be read; a series is listed even where a reader does read it."""
        if self._root.is_remote:
            return []
        found: list[Unread] = []
        seen: dict[str, _File] = {}
        for base in self._root.paths_of("."):
            for run, where, path, problem in _event_files(base):
                if problem:
                    found.append(Unread(run, where, problem))
                    continue
                file = seen[path] = self._files.get(path) or _File()
                self._renew(path, file)
                if file.problem:
                    found.append(Unread(run, where, file.problem))
                found += [Unread(run, where, problem, tag) for tag, problem in file.dropped.items()]
        self._files = seen
        return found

    def _renew(self, path: str, file: _File) -> None:
        try:
            # A named pipe or a device blocks whoever opens it; TensorBoard reads regular files alone as well.
            state = os.stat(path)
            identity = state.st_size, state.st_mtime_ns
            if identity == file.identity or not stat.S_ISREG(state.st_mode):
                return
            if state.st_size < file.identity[0]:
                file.offset, file.dropped = 0, {}
            file.identity, file.problem = identity, ""
            with open(path, "rb") as content:
                if not file.offset:
                    file.problem = self._read_head(content.read(_HEAD_BYTES), file)
                if not file.problem:
                    file.offset, file.problem = _walk(content, file.offset, state.st_size)
        except OSError as error:
            file.problem = f"The event file cannot be read: {_reason(error)}. {_remedy(error)}"

    def _read_head(self, head: bytes, file: _File) -> str:
        """Look for learning rates that are no float32 scalars; say what is wrong with the file itself."""
        if head.startswith(_LFS_POINTER):
            return "This is a Git LFS pointer instead of an event file. Run `git lfs pull`."
        from tensorboard.compat.proto import event_pb2

        for record in _records(head):
            # Only the first point of a series names the plugin; parsing all others would take most of the time.
            if _SCALARS not in record:
                continue
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


def _event_files(base: str) -> Iterator[tuple[str, str, str, str]]:
    """Walk a log directory as TensorBoard does, links included; yields (run, where, path, problem)."""
    above: list[tuple[str, str, frozenset[tuple[int, int]]]] = [(".", base, frozenset())]
    while above:
        run, path, ancestors = above.pop()
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


def _records(head: bytes) -> Iterator[bytes]:
    """Cut whole records out of the beginning of an event file."""
    offset = 0
    while offset + _HEADER.size <= len(head):
        length, _ = _HEADER.unpack_from(head, offset)
        end = offset + _HEADER.size + length
        if end + _FOOTER_BYTES > len(head):
            return
        yield head[offset + _HEADER.size : end]
        offset = end + _FOOTER_BYTES


def _walk(content: BinaryIO, offset: int, size: int) -> tuple[int, str]:
    """Go from record to record; returns where the next one begins, and what is wrong with it."""
    while offset + _HEADER.size <= size:
        content.seek(offset)
        header = content.read(_HEADER.size)
        if len(header) < _HEADER.size:
            break
        length, checksum = _HEADER.unpack(header)
        end = offset + _HEADER.size + length + _FOOTER_BYTES
        if end > size:
            # Either it is being written, or it is none.
            if length >= _LONGEST_RECORD or _checksum(header[:8]) != checksum:
                return offset, (
                    f"The record at byte {offset} of the event file is broken, and nothing behind it can be read. "
                    "Copy the file anew, or remove it."
                )
            break
        offset = end
    return offset, ""


def _checksum(content: bytes) -> int:
    from tensorboard.compat.tensorflow_stub import pywrap_tensorflow

    return int(pywrap_tensorflow.masked_crc32c(content))


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
