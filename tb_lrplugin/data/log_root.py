"""Where a run's directory lies: below `--logdir`, or below one of the paths of `--logdir_spec`."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Sequence

# Of setup: what reads a kind of path.
_EXTRAS = {"s3": "s3", "gs": "gcs", "gcs": "gcs"}
_URI = re.compile(r"[a-zA-Z][0-9a-zA-Z.]*://")


class LogRoot:
    """Maps a directory's name relative to the log directory (a run's name, or one above it) to paths."""

    def __init__(self, logdir: str | None, spec: str = "", checkpoints: str = "") -> None:
        """Remember where the logs lie.

        Args:
          logdir: as passed to TensorBoard; None or "" where no files can be seen.
          spec: as passed to `--logdir_spec`, "NAME:PATH,PATH,...", which counts where there is no logdir.
          checkpoints: directory of checkpoints that lie elsewhere, by the runs' names or right in it; "" for none.
        """
        self.checkpoints = _expanded(checkpoints)
        self._logdir = _expanded(logdir) if logdir else None
        self._groups = [] if logdir else _groups(spec)

    @property
    def is_remote(self) -> bool:
        """Whether any path is behind TensorBoard's file layer: s3://, gs:// and the like."""
        return any("://" in path for path in (self._logdir or "", *(path for _, path in self._groups)))

    def paths_of(self, name: str) -> Sequence[str]:
        """List the paths that a directory may have; the first that exists is the one.

        Args:
          name: relative, with forward slashes; "." for the log directory itself.
        """
        if self._logdir is not None:
            return (_join(self._logdir, name),)
        # The Python reader names the run of a group's own directory "GROUP/.", those below it "GROUP/...".
        return [
            _join(path, posixpath.relpath(name, group) if group else name)
            for group, path in self._groups
            if not group or name == group or name.startswith(f"{group}/")
        ]


def why_not_read(path: str, error: Exception) -> str:
    """Say why a path of TensorBoard's file layer cannot be read; what is not installed, by the extra that has it."""
    extra = _EXTRAS.get(path.partition("://")[0])
    if isinstance(error, ImportError) and extra is not None:
        return f"the package that reads such paths is not installed. Run: pip install 'tb-lrplugin[{extra}]'"
    return str(getattr(error, "strerror", None) or error)


def _groups(spec: str) -> list[tuple[str, str]]:
    """Split a spec as `data_ingester.py` of TensorBoard does: a colon within a URI or a path names no group."""
    groups = []
    for part in filter(None, spec.split(",")):
        group, path = "", part
        is_path = _URI.match(part) or part.startswith("/") or os.path.splitdrive(part)[0]
        if ":" in part and not is_path:
            group, _, path = part.partition(":")
        groups.append((posixpath.normpath(group) if group else "", _expanded(path)))
    return groups


def _expanded(path: str) -> str:
    # TensorBoard's readers expand a leading tilde, but hand on the flag as it was written.
    return os.path.expanduser(path)


def _join(path: str, name: str) -> str:
    # Run names use forward slashes everywhere, as do remote paths; a local Windows path takes both.
    return path if name == "." else posixpath.join(path, name)
