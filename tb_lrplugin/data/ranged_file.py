"""Large files, of which only some ranges are read, local or behind TensorBoard's file layer."""

from __future__ import annotations

import errno
import os
import stat
from types import TracebackType
from typing import Protocol

from tensorboard.compat.tensorflow_stub.io import gfile

# Windows has neither named pipes among files nor the flag, but makes a difference between text and bytes.
NO_WAITING = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class Ranges(Protocol):
    """Whatever can be read in ranges: a file, or a part of one."""

    @property
    def size(self) -> int:
        """Number of bytes."""

    def read(self, offset: int, size: int) -> bytes:
        """Read some bytes, fewer at the end."""


class RangedFile:
    """A regular local file; to be closed, or used in a `with` block."""

    def __init__(self, path: str) -> None:
        """Open the file.

        Raises:
          OSError: if that cannot be done, or it is no regular file: a named pipe would never end.
        """
        self._file = open(os.open(path, os.O_RDONLY | NO_WAITING), "rb", buffering=0)  # noqa: SIM115 - closed below
        self.found = os.fstat(self._file.fileno())
        if not stat.S_ISREG(self.found.st_mode):
            self._file.close()
            raise OSError(errno.EINVAL, "it is no regular file")

    @property
    def size(self) -> int:
        """Number of bytes."""
        return self.found.st_size

    @property
    def saved_at(self) -> float | None:
        """When it was last written, in seconds since the epoch."""
        return self.found.st_mtime

    def read(self, offset: int, size: int) -> bytes:
        """Read some bytes, fewer at the end."""
        self._file.seek(offset)
        return self._file.read(max(0, min(size, self.size - offset)))

    def __enter__(self) -> RangedFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; nothing can be read after that."""
        self._file.close()


class RemoteFile:
    """A file behind `s3://`, `gs://` and the like; each range is a request."""

    def __init__(self, path: str) -> None:
        """Ask for the size.

        Raises:
          Exception: of any kind; every file system has errors of its own.
        """
        self._path = path
        self._system = gfile.get_filesystem(path)
        self._size = int(gfile.stat(path).length)

    @property
    def size(self) -> int:
        """Number of bytes."""
        return self._size

    @property
    def saved_at(self) -> float | None:
        """Not known: TensorBoard's file layer tells no times."""
        return None

    def read(self, offset: int, size: int) -> bytes:
        """Read some bytes, fewer at the end."""
        wanted = max(0, min(size, self._size - offset))
        if not wanted:
            return b""
        # TensorBoard's file systems name the place to go on from either way, and S3 gives one byte more.
        start = {"byte_offset": offset, "opaque_offset": offset}
        content, _ = self._system.read(self._path, binary_mode=True, size=wanted, continue_from=start)
        return bytes(content[:wanted])

    def __enter__(self) -> RemoteFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Forget the file; every request was one of its own."""
