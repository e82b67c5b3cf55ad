"""What a reading was made from, and whether any of it has changed since.

Local directories and files are told by their times, which costs some microseconds each; behind an `s3://`, `gs://` or
other path only looking again tells, so that there it is done seldom.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable
from typing import NamedTuple

from tensorboard.compat.tensorflow_stub.io import gfile

# Times of files are no finer than this on some file systems: what was changed a moment before it was read may
# have been changed once more since, under the same time.
_COARSEST_TIME_NS = 3_000_000_000

# Real configurations have some kilobytes; a file beyond this is none, and reading it would stall the page.
MAX_CONFIG_BYTES = 4 * 2**20


class Stamp(NamedTuple):
    """A file's or directory's state.

    Attributes:
      identity: changes whenever the content does.
      is_settled: whether a change that may still follow is sure to show in `identity`.
    """

    identity: object
    is_settled: bool


class Footprint:
    """The directories listed and the files read on the way to one result, each as it was before that."""

    def __init__(self) -> None:
        self._directories: dict[str, Stamp] = {}
        self._files: dict[str, Stamp] = {}

    def list_directory(self, path: str) -> list[str]:
        """List a directory through TensorBoard's file layer, and remember its state.

        Raises:
          Exception: of any kind; every file system has errors of its own.
        """
        if is_remote(path):
            names: list[str] = []
            try:
                names = sorted(_remote_names(path))
            finally:
                self._directories[path] = _remote_listing_stamp(names)
            return names
        self._directories[path] = _local_stamp(path)
        return sorted(os.listdir(path))

    def read_file(self, path: str) -> bytes:
        """Read a file through TensorBoard's file layer, one byte beyond the limit at most; remember its state.

        Raises:
          Exception: of any kind; every file system has errors of its own.
        """
        if is_remote(path):
            content = b""
            try:
                content = _remote_content(path)
            finally:
                self._files[path] = _remote_content_stamp(content)
            return content
        self._files[path] = _local_stamp(path)
        with open(path, "rb") as file:
            return file.read(MAX_CONFIG_BYTES + 1)

    def has_changed(self) -> bool:
        """Look again: whether anything listed or read is not what it was."""
        return any(_has_changed(path, stamp, _now_listing) for path, stamp in self._directories.items()) or any(
            _has_changed(path, stamp, _now_content) for path, stamp in self._files.items()
        )


def is_remote(path: str) -> bool:
    """Say whether a path needs TensorBoard's file layer: whatever is no local path."""
    return "://" in path


def _has_changed(path: str, stamp: Stamp, remote: Callable[[str], Stamp]) -> bool:
    if is_remote(path):
        return remote(path).identity != stamp.identity
    return not stamp.is_settled or _local_stamp(path).identity != stamp.identity


def _local_stamp(path: str) -> Stamp:
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return Stamp(None, True)
    identity = (found.st_mtime_ns, found.st_size, found.st_ino)
    return Stamp(identity, time.time_ns() - found.st_mtime_ns > _COARSEST_TIME_NS)


def _remote_names(path: str) -> list[str]:
    return [name.rstrip("/") for name in gfile.listdir(path)]


def _remote_content(path: str) -> bytes:
    # One byte beyond the limit tells whether there is more, without a stat that some file systems lack.
    with gfile.GFile(path, "rb") as file:
        return bytes(file.read(MAX_CONFIG_BYTES + 1))


def _remote_listing_stamp(names: list[str]) -> Stamp:
    return Stamp(tuple(names), True)


def _remote_content_stamp(content: bytes) -> Stamp:
    return Stamp(hashlib.sha256(content).digest(), True)


def _now_listing(path: str) -> Stamp:
    try:
        return _remote_listing_stamp(sorted(_remote_names(path)))
    except Exception:  # As unreadable as before is no change.
        return _remote_listing_stamp([])


def _now_content(path: str) -> Stamp:
    try:
        return _remote_content_stamp(_remote_content(path))
    except Exception:
        return _remote_content_stamp(b"")
