"""Files behind a file system of TensorBoard's file layer that counts what it is asked."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any, NamedTuple

from tensorboard.compat.tensorflow_stub.io import gfile


class _Stat(NamedTuple):
    length: int


class RemoteFiles:
    """A file system behind TensorBoard's file layer, in memory."""

    def __init__(self) -> None:
        self.files: dict[str, str] = {}
        self.requests = 0

    def listdir(self, path: str) -> list[str]:
        self.requests += 1
        below = path.rstrip("/") + "/"
        names = {name.removeprefix(below).split("/")[0] for name in self.files if name.startswith(below)}
        if not names:
            raise FileNotFoundError(path)
        return list(names)

    def stat(self, path: str) -> _Stat:
        self.requests += 1
        return _Stat(len(self.files[path].encode()))

    def read(self, path: bytes | str, binary_mode: bool, size: int | None, continue_from: Any) -> tuple[bytes, Any]:
        self.requests += 1
        start = (continue_from or {}).get("byte_offset", 0)
        content = self.files[path if isinstance(path, str) else path.decode()].encode()[start:][:size]
        return content, {"byte_offset": start + len(content)}


@contextlib.contextmanager
def remote_files() -> Iterator[RemoteFiles]:
    """Register one for the paths that begin with kept://."""
    files = RemoteFiles()
    gfile.register_filesystem("kept", files)
    yield files
    del gfile._REGISTERED_FILESYSTEMS["kept"]
