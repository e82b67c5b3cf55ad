"""One listing of all that lies below a path of an object store, from which every question about it is answered.

TensorBoard's reader asks level by level and run by run, our sources ask for every directory, and each question is a
request. Its file layer is the one place through which all of them go.
"""

from __future__ import annotations

import contextlib
import fnmatch
import importlib
import logging
import posixpath
from collections.abc import Iterable, Iterator
from typing import Any

from tensorboard.compat.tensorflow_stub import compat, errors
from tensorboard.compat.tensorflow_stub.io import gfile

from tb_lrplugin.data.footprint import is_remote

logger = logging.getLogger(__name__)

_UNKNOWN = -1


class _Tree:
    """What lies below a path.

    Attributes:
      root: the path, without a slash at its end.
      folders: by the path from there ("" for itself), the names in it with their sizes; None for a directory.
    """

    def __init__(self, root: str, files: Iterable[tuple[str, int]]) -> None:
        self.root = root
        self.folders: dict[str, dict[str, int | None]] = {}
        for path, size in files:
            folder, name = posixpath.split(path)
            if name:
                self.folders.setdefault(folder, {}).setdefault(name, size)
            # An object that is named "folder/" stands for an empty directory.
            while folder:
                above, inner = posixpath.split(folder)
                self.folders.setdefault(folder, {})
                self.folders.setdefault(above, {})[inner] = None
                folder = above

    def below(self, path: str) -> str | None:
        """Give a path as seen from the root; None where it lies elsewhere."""
        if path == self.root:
            return ""
        return path[len(self.root) + 1 :] if path.startswith(f"{self.root}/") else None

    def matching(self, pattern: str) -> list[str] | None:
        """List what fits a pattern of a shell, level by level; None where the pattern is of another place."""
        parts, root = pattern.split("/"), self.root.split("/")
        if len(parts) < len(root) or not all(map(fnmatch.fnmatchcase, root, parts)):
            return None
        found = [""]
        for part in parts[len(root) :]:
            found = [
                posixpath.join(folder, name)
                for folder in found
                for name in fnmatch.filter(self.folders.get(folder, ()), part)
            ]
        return [f"{self.root}/{path}" if path else self.root for path in found]


class _Listed:
    """A file system of TensorBoard's file layer; hands on to the one that it stands for where it has no listing.

    Attributes:
      stands_for: the other one.
      trees: the listings of now.
    """

    def __init__(self, inner: Any) -> None:
        self.stands_for = inner
        self.trees: tuple[_Tree, ...] = ()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stands_for, name)

    def tree_of(self, path: str | bytes) -> tuple[_Tree, str] | None:
        """Give a listing that tells of a path, with the path from its root."""
        whole = compat.as_str_any(path).rstrip("/")
        return next(((tree, name) for tree in self.trees if (name := tree.below(whole)) is not None), None)

    def exists(self, filename: str | bytes) -> bool:
        found = self.tree_of(filename)
        if found is None:
            return bool(self.stands_for.exists(filename))
        tree, name = found
        folder, last = posixpath.split(name)
        return name in tree.folders or last in tree.folders.get(folder, ())

    def isdir(self, dirname: str | bytes) -> bool:
        found = self.tree_of(dirname)
        return bool(self.stands_for.isdir(dirname)) if found is None else found[1] in found[0].folders

    def listdir(self, dirname: str | bytes) -> list[str]:
        found = self.tree_of(dirname)
        if found is None:
            return list(self.stands_for.listdir(dirname))
        tree, name = found
        if name not in tree.folders:
            raise errors.NotFoundError(None, None, f"Could not find directory {compat.as_str_any(dirname)}")
        return list(tree.folders[name])

    def glob(self, filename: Any) -> list[str]:
        if isinstance(filename, str | bytes):
            for tree in self.trees:
                found = tree.matching(compat.as_str_any(filename))
                if found is not None:
                    return found
        return list(self.stands_for.glob(filename))

    def stat(self, filename: str | bytes) -> Any:
        found = self.tree_of(filename)
        folder, name = posixpath.split("" if found is None else found[1])
        size = None if found is None else found[0].folders.get(folder, {}).get(name)
        return self.stands_for.stat(filename) if size in (None, _UNKNOWN) else gfile.StatData(size)


@contextlib.contextmanager
def listed_once(*paths: str) -> Iterator[None]:
    """List all that lies below some paths, and take what is there from that while the context lasts.

    Local paths are left as they are, and file systems that cannot list more than one directory at a time.

    Args:
      paths: of directories; "" for none.
    """
    with contextlib.ExitStack() as stack:
        for path in filter(is_remote, paths):
            if not is_listed(path):
                stack.enter_context(_listed(path.rstrip("/")))
        yield


def is_listed(path: str) -> bool:
    """Say whether to ask what is there costs no request."""
    system = gfile._REGISTERED_FILESYSTEMS.get(path.partition("://")[0])
    return isinstance(system, _Listed) and system.tree_of(path) is not None


@contextlib.contextmanager
def _listed(path: str) -> Iterator[None]:
    try:
        system = gfile.get_filesystem(path)
        if not isinstance(system, _Listed):
            # It stays, and hands everything on while there is no listing: others may look at the same time.
            system = _Listed(system)
            gfile.register_filesystem(path.partition("://")[0], system)
        tree = _Tree(path, _files_below(system, path))
    except Exception:  # Every file system raises errors of its own; whoever asks next is told.
        logger.debug("could not list %s at once", path, exc_info=True)
        yield
        return
    if not tree.folders:
        yield
        return
    system.trees += (tree,)
    try:
        yield
    finally:
        system.trees = tuple(other for other in system.trees if other is not tree)


def _files_below(system: _Listed, path: str) -> list[tuple[str, int]]:
    """List all files below a path, as seen from there, with their sizes; none where there is no call for that."""
    inner = system.stands_for
    if isinstance(inner, gfile.S3FileSystem):
        # It takes a star at the end for all that begins so, at any depth.
        if any(character in path for character in "*?["):
            return []
        return [(found[len(path) + 1 :], _UNKNOWN) for found in inner.glob(f"{path}/*")]
    if isinstance(inner, gfile.FSSpecFileSystem):
        files, root = importlib.import_module("fsspec").core.url_to_fs(path)
        files.invalidate_cache(root)
        begin = len(root.rstrip("/")) + 1
        found = files.find(root, detail=True)
        return [(name[begin:], info.get("size") or 0) for name, info in found.items() if name[begin:]]
    return []
