"""Config files below the log directory, through TensorBoard's TensorFlow-free file layer.

Local paths, s3:// and whatever fsspec knows all work; TensorFlow is never imported for it.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator

from tensorboard.compat.tensorflow_stub.io import gfile

# Real configurations have some kilobytes; a file beyond this is none, and reading it would stall the page.
MAX_CONFIG_BYTES = 4 * 2**20


class ConfigFileError(Exception):
    """A config file that cannot be read as text; the message is a sentence for the user."""


class Directory:
    """One directory at or below the log directory."""

    def __init__(self, logdir: str, name: str) -> None:
        """Point at a directory.

        Args:
          logdir: as passed to TensorBoard.
          name: path relative to the log directory with forward slashes; "." for itself.
        """
        self.name = name
        # TensorBoard's readers expand a leading tilde, but hand on the flag as it was written.
        root = os.path.expanduser(logdir)
        self._path = root if name == "." else _join(root, name)
        self._names: list[str] | None = None

    def where(self, file_name: str) -> str:
        """Name a file of this directory relative to the log directory, for people."""
        return file_name if self.name == "." else f"{self.name}/{file_name}"

    def file_names(self) -> list[str]:
        """List what lies in the directory, sorted; empty where it cannot be listed. Listed once."""
        if self._names is None:
            self._names = self._list()
        return self._names

    def _list(self) -> list[str]:
        try:
            names = gfile.listdir(self._path)
        except Exception:
            # A run need not be a directory that we can see: a remote data server names runs too, the data
            # server reads gs:// where no Python library for it is installed, and every such library has
            # errors of its own.
            return []
        return sorted(name.rstrip("/") for name in names)

    def text_of(self, file_name: str) -> str | None:
        """Read a file that may be another tool's; None where it is not there or no text of sensible size."""
        if file_name not in self.file_names():
            return None
        try:
            return self.read_text(file_name)
        except ConfigFileError:
            return None

    def read_text(self, file_name: str) -> str:
        """Read a small text file.

        Raises:
          ConfigFileError: if it is too large, cannot be read, or is not UTF-8 text.
        """
        path = _join(self._path, file_name)
        try:
            # One byte beyond the limit tells whether there is more, without a stat that some
            # file systems lack.
            with gfile.GFile(path, "rb") as file:
                content = file.read(MAX_CONFIG_BYTES + 1)
        except Exception as error:  # Local or remote, every file system has errors of its own.
            raise ConfigFileError(f"the file cannot be read: {error}") from error
        if len(content) > MAX_CONFIG_BYTES:
            raise ConfigFileError(
                f"the file is larger than {MAX_CONFIG_BYTES // 2**20} MiB: no training configuration is, so it is "
                "not read; move it out of the log directory"
            )
        try:
            return str(content.decode("utf-8"))
        except UnicodeDecodeError as error:
            raise ConfigFileError(f"the file is not text: byte {error.start} is not UTF-8 ({error.reason})") from error


def _join(path: str, *names: str) -> str:
    # Run names use forward slashes everywhere, as do remote paths; a local Windows path takes both.
    return posixpath.join(path, *names)


def ancestors(run: str) -> Iterator[str]:
    """Name a run's directory and its ancestors up to the log directory, nearest first.

    A run name that climbs out of the log directory (a remote provider may send anything) names none.
    """
    normal = posixpath.normpath(run)
    if normal.startswith(("..", "/")) or "\\" in normal or "\x00" in normal:
        return
    while normal not in (".", ""):
        yield normal
        normal = posixpath.dirname(normal)
    yield "."
