"""Large files, of which only some ranges are read, local or behind TensorBoard's file layer."""

from __future__ import annotations

import errno
import importlib
import os
import stat
from abc import ABC, abstractmethod
from types import TracebackType
from typing import Protocol

from tensorboard.compat.tensorflow_stub.io import gfile

# Whoever opens a named pipe waits for ever without the flag, which Windows does not have.
_NO_WAITING = getattr(os, "O_NONBLOCK", 0)


class Ranges(Protocol):
    """Whatever can be read in ranges: a file, or a part of one."""

    @property
    def size(self) -> int:
        """Number of bytes."""

    def read(self, offset: int, size: int) -> bytes:
        """Read some bytes, fewer at the end."""


class LargeFile(ABC):
    """A file of which some ranges are read; to be closed, or used in a `with` block.

    Attributes:
      size: number of bytes.
      saved_at: when it was last written, in seconds since the epoch; None where that is not known.
    """

    size: int
    saved_at: float | None

    @abstractmethod
    def read(self, offset: int, size: int) -> bytes:
        """Read some bytes, fewer at the end."""

    @abstractmethod
    def close(self) -> None:
        """End the use of the file."""

    def __enter__(self) -> LargeFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class RangedFile(LargeFile):
    """A regular local file.

    Attributes:
      found: its state when it was opened.
    """

    def __init__(self, path: str) -> None:
        """Open the file.

        Raises:
          OSError: if that cannot be done, or it is no regular file: a named pipe would never end.
        """
        self._file = open(path, "rb", buffering=0, opener=_open_at_once)  # noqa: SIM115 - closed below
        self.found = os.fstat(self._file.fileno())
        if not stat.S_ISREG(self.found.st_mode):
            self._file.close()
            raise OSError(errno.EINVAL, "it is no regular file")
        self.size, self.saved_at = self.found.st_size, self.found.st_mtime

    def read(self, offset: int, size: int) -> bytes:
        """Read some bytes, fewer at the end."""
        self._file.seek(offset)
        return self._file.read(max(0, min(size, self.size - offset)))

    def close(self) -> None:
        """Close the file; nothing can be read after that."""
        self._file.close()


def _open_at_once(path: str, flags: int) -> int:
    return os.open(path, flags | _NO_WAITING)


class RemoteFile(LargeFile):
    """A file behind `s3://`, `gs://` and the like; each range is a request."""

    def __init__(self, path: str) -> None:
        """Ask for the size.

        Raises:
          Exception: of any kind; every file system has errors of its own.
        """
        self._path = path
        self._system = gfile.get_filesystem(path)
        # A listing stands in front of some.
        is_fsspec = isinstance(getattr(self._system, "stands_for", self._system), gfile.FSSpecFileSystem)
        self._store = importlib.import_module("fsspec").core.url_to_fs(path) if is_fsspec else None
        # TensorBoard's file layer tells no times.
        self.size, self.saved_at = int(gfile.stat(path).length), None

    def read(self, offset: int, size: int) -> bytes:
        """Read some bytes, fewer at the end."""
        wanted = max(0, min(size, self.size - offset))
        if not wanted:
            return b""
        if self._store is not None:
            # TensorBoard opens the file anew for each range, which asks for its size, and reads 5 MiB ahead.
            system, name = self._store
            return bytes(system.cat_file(name, start=offset, end=offset + wanted))
        # TensorBoard's file systems name the place to go on from either way, and S3 gives one byte more.
        start = {"byte_offset": offset, "opaque_offset": offset}
        content, _ = self._system.read(self._path, binary_mode=True, size=wanted, continue_from=start)
        return bytes(content[:wanted])

    def close(self) -> None:
        """Forget the file; every request was one of its own."""
