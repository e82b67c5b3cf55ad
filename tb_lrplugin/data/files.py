"""Config files below the log directory, through TensorBoard's TensorFlow-free file layer.

Local paths, s3:// and whatever fsspec knows all work; TensorFlow is never imported for it.
"""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from functools import lru_cache

from tb_lrplugin.data.footprint import MAX_CONFIG_BYTES, Footprint
from tb_lrplugin.data.log_root import LogRoot
from tb_lrplugin.data.ranged_file import LargeFile

_EVENT_FILES = "events.out.tfevents."
# A look asks for those of one run a dozen times.
_RUNS_KEPT = 1024


class ConfigFileError(Exception):
    """A config file that cannot be read as text; the message is a sentence for the user.

    Attributes:
      is_closed: whether it cannot be opened, whatever is in it.
    """

    def __init__(self, message: str, *, is_closed: bool = False) -> None:
        super().__init__(message)
        self.is_closed = is_closed


class Directory:
    """One directory at or below the log directory."""

    def __init__(self, logdir: str | LogRoot, name: str, footprint: Footprint | None = None) -> None:
        """Point at a directory.

        Args:
          logdir: as passed to TensorBoard.
          name: path relative to the log directory with forward slashes; "." for itself.
          footprint: remembers what is listed and read, where someone wants to know.
        """
        self.name = name
        self._root = LogRoot(logdir) if isinstance(logdir, str) else logdir
        self._paths: Sequence[str] = self._root.paths_of(name)
        self._footprint = footprint or Footprint()
        # The first that can be listed; where none can, the first tells why.
        self._path = self._paths[0] if self._paths else None
        self._names: list[str] | None = None
        self._texts: dict[str, str] = {}

    def elsewhere(self, name: str) -> Directory:
        """Point at another directory of the same log directory, remembered in the same footprint."""
        return Directory(self._root, name, self._footprint)

    def below(self, name: str) -> Directory:
        """Point at a directory below this one."""
        return self.elsewhere(name if self.name == "." else f"{self.name}/{name}")

    def where(self, file_name: str) -> str:
        """Name a file of this directory relative to the log directory, for people."""
        return file_name if self.name == "." else f"{self.name}/{file_name}"

    def file_names(self) -> list[str]:
        """List what lies in the directory, sorted; empty where it cannot be listed. Listed once."""
        if self._names is None:
            self._names = self._list()
        return self._names

    def other_names(self) -> list[str]:
        """List what lies there beside event files, which most runs' directories hold alone."""
        return [name for name in self.file_names() if not name.startswith(_EVENT_FILES)]

    def _list(self) -> list[str]:
        for path in self._paths:
            try:
                names = self._footprint.list_directory(path)
            except Exception:
                # A run need not be a directory that we can see: a remote data server names runs too, the data
                # server reads gs:// where no Python library for it is installed, and every such library has
                # errors of its own.
                continue
            self._path = path
            return names
        return []

    def text_of(self, file_name: str) -> str | None:
        """Read a file that may be another tool's; None where it is not there or no text of sensible size."""
        if file_name not in self.file_names():
            return None
        try:
            return self.read_text(file_name)
        except ConfigFileError:
            return None

    def open_ranges(self, file_name: str) -> LargeFile:
        """Open a large file, to read some ranges of it in a `with` block.

        Raises:
          Exception: of any kind; every file system has errors of its own.
        """
        return self._footprint.open_ranges(self._path_of(file_name))

    def read_text(self, file_name: str) -> str:
        """Read a small text file, once however many readers ask for one of its name.

        Raises:
          ConfigFileError: if it is too large, cannot be read, or is not UTF-8 text.
        """
        if file_name not in self._texts:
            self._texts[file_name] = self._read_text(file_name)
        return self._texts[file_name]

    def _read_text(self, file_name: str) -> str:
        path = self._path_of(file_name)
        try:
            content = self._footprint.read_file(path)
        except Exception as error:  # Local or remote, every file system has errors of its own.
            reason = getattr(error, "strerror", None) or error
            raise ConfigFileError(f"the file cannot be read: {reason}", is_closed=True) from error
        if len(content) > MAX_CONFIG_BYTES:
            raise ConfigFileError(
                f"the file is larger than {MAX_CONFIG_BYTES // 2**20} MiB: no training configuration is, so it is "
                "not read; move it out of the log directory"
            )
        try:
            return str(content.decode("utf-8"))
        except UnicodeDecodeError as error:
            raise ConfigFileError(f"the file is not text: byte {error.start} is not UTF-8 ({error.reason})") from error

    def _path_of(self, file_name: str) -> str:
        self.file_names()
        if self._path is None:
            raise ConfigFileError("no path of --logdir_spec leads to the file")
        return posixpath.join(self._path, file_name)


class OneFile(Directory):
    """A directory in which one file alone is seen: that which somebody named, or whose text was pasted."""

    def __init__(self, path: str, text: str | None = None) -> None:
        """Point at a file.

        Args:
          path: of the file.
          text: what is in it, so that nothing is read from any disk, whatever the path is; None where it is to be read.
        """
        folder, name = posixpath.split(path)
        super().__init__(folder or ".", ".")
        self._names = [name] if name else []
        self._is_pasted = text is not None
        if text is not None:
            self._texts[name] = text
            self._paths, self._path = (), None

    def elsewhere(self, name: str) -> Directory:
        """Point at another directory; beside a text that was pasted there is none."""
        return OneFile("", "") if self._is_pasted else super().elsewhere(name)


@lru_cache(maxsize=_RUNS_KEPT)
def ancestors(run: str) -> tuple[str, ...]:
    """Name a run's directory and its ancestors up to the log directory, nearest first.

    A run name that climbs out of the log directory (a remote provider may send anything) names none.
    """
    normal = posixpath.normpath(run)
    if normal.startswith(("..", "/")) or "\\" in normal or "\x00" in normal:
        return ()
    if normal == ".":
        return (".",)
    parts = normal.split("/")
    return *("/".join(parts[:count]) for count in range(len(parts), 0, -1)), "."
