"""What a reading was made from, and whether any of it has changed since.

Local directories and files are told by their times, which costs some microseconds each; behind an `s3://`, `gs://` or
other path only looking again tells, so that there it is done seldom.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from collections.abc import Callable, Iterator

from tensorboard.compat.tensorflow_stub.io import gfile

from tb_lrplugin.data.ranged_file import LargeFile, RangedFile, RemoteFile

# Times of files are no finer than this on some file systems: what was changed a moment before it was read may
# have been changed once more since, under the same time.
_COARSEST_TIME_NS = 3_000_000_000

# Real configurations have some kilobytes; a file beyond this is none, and reading it would stall the page.
MAX_CONFIG_BYTES = 4 * 2**20
# To look at a remote file again costs a request.
REMOTE_PAUSE_SECONDS = 10.0
# Of large remote files the end tells whether they changed.
_MARKED_BYTES = 2**14


class Footprint:
    """The directories listed and the files read on the way to one result, each as it was before that."""

    # 20,000 of them are kept for 10,000 runs.
    __slots__ = ("_local", "_remote")

    def __init__(self) -> None:
        # What tells a change, by path; None where not even that will do.
        self._local: dict[str, _Identity | None] = {}
        self._remote: dict[str, tuple[Callable[[str], object], object]] | None = None

    def list_directory(self, path: str) -> list[str]:
        """List a directory through TensorBoard's file layer, and remember its state.

        Raises:
          Exception: of any kind; every file system has errors of its own.
        """
        if is_remote(path):
            self._remember(path, _remote_names, None)
            names = _remote_names(path)
            self._remember(path, _remote_names, names)
            return names
        self._local[path] = _settled(_identity(path))
        return sorted(os.listdir(path))

    def read_file(self, path: str) -> bytes:
        """Read a file through TensorBoard's file layer, one byte beyond the limit at most; remember its state.

        Raises:
          OSError: for a local path that is no regular file: a named pipe would never end.
          Exception: of any kind; every file system has errors of its own.
        """
        if is_remote(path):
            self._remember(path, _remote_digest, None)
            content = _remote_content(path)
            self._remember(path, _remote_digest, _digest(content))
            return content
        with self._open(path) as file:
            return file.read(0, MAX_CONFIG_BYTES + 1)

    def open_ranges(self, path: str) -> LargeFile:
        """Open a file of which some ranges will be read, and remember its state.

        Raises:
          OSError: for a local path that is no regular file.
          Exception: of any kind; every file system has errors of its own.
        """
        if is_remote(path):
            self._remember(path, _remote_mark, None)
            remote = RemoteFile(path)
            # Reading a gigabyte to see whether it changed is out of the question.
            self._remember(path, _remote_mark, _mark(remote))
            return remote
        return self._open(path)

    def _open(self, path: str) -> RangedFile:
        """Open a local file, and remember its state."""
        # What cannot be opened is told by its path; what is open, by itself, before it is read.
        self._local[path] = _NOTHING
        try:
            file = RangedFile(path)
        except OSError:
            self._local[path] = _settled(_identity(path))
            raise
        self._local[path] = _settled(_identity_of(file.found))
        return file

    def has_changed(self) -> bool:
        """Look again: whether anything listed or read is not what it was, or may not be."""
        for path, identity in self._local.items():
            if identity is None or _identity(path) != identity:
                return True
        return self._remote is not None and any(
            _found(look, path) != before for path, (look, before) in self._remote.items()
        )

    def _remember(self, path: str, look: Callable[[str], object], found: object) -> None:
        if self._remote is None:
            self._remote = {}
        self._remote[path] = (look, found)


class Pause:
    """Between one look at many files and the next: so long that looks take a small share of the time.

    Attributes:
      seconds: how long the last look took.
    """

    _SHARE = 0.05

    def __init__(self, least: float, clock: Callable[[], float]) -> None:
        """Begin a pause.

        Args:
          least: seconds that it lasts at least.
          clock: monotonic seconds.
        """
        self._least = least
        self._clock = clock
        self._began_at = clock()
        self.seconds = 0.0

    @property
    def is_over(self) -> bool:
        """Whether the next look is due."""
        return self._clock() - self._began_at >= max(self._least, self.seconds / self._SHARE)

    @contextlib.contextmanager
    def after(self) -> Iterator[None]:
        """Look, then begin the next pause."""
        begin = time.perf_counter()
        yield
        self.seconds = time.perf_counter() - begin
        self._began_at = self._clock()


def is_remote(path: str) -> bool:
    """Say whether a path needs TensorBoard's file layer: whatever is no local path."""
    return "://" in path


# Time of the last change in nanoseconds, size, inode; all 0 where there is nothing.
_Identity = tuple[int, int, int]
_NOTHING: _Identity = (0, 0, 0)


def _identity(path: str) -> _Identity:
    try:
        return _identity_of(os.stat(path))
    except (OSError, ValueError):
        return _NOTHING


def _identity_of(found: os.stat_result) -> _Identity:
    return found.st_mtime_ns, found.st_size, found.st_ino


def _settled(identity: _Identity) -> _Identity | None:
    """Give what tells a change; None where it was changed so lately that another change might not show."""
    return identity if time.time_ns() - identity[0] > _COARSEST_TIME_NS else None


def _found(look: Callable[[str], object], path: str) -> object:
    try:
        return look(path)
    except Exception:  # As unreadable as before is no change.
        return None


def _remote_names(path: str) -> list[str]:
    return sorted(name.rstrip("/") for name in gfile.listdir(path))


def _remote_content(path: str) -> bytes:
    # One byte beyond the limit tells whether there is more, without a stat that some file systems lack.
    with gfile.GFile(path, "rb") as file:
        return bytes(file.read(MAX_CONFIG_BYTES + 1))


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


def _remote_digest(path: str) -> bytes:
    return _digest(_remote_content(path))


def _remote_mark(path: str) -> tuple[int, bytes]:
    return _mark(RemoteFile(path))


def _mark(file: RemoteFile) -> tuple[int, bytes]:
    """Give what tells a change of a large file: its size, and its end, where archives keep their parts' checksums."""
    return file.size, _digest(file.read(max(0, file.size - _MARKED_BYTES), _MARKED_BYTES))
