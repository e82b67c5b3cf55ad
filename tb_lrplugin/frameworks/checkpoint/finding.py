"""Where checkpoints lie: beside the event files, in folders of the usual names, newest first.

A directory of a thousand checkpoints costs a listing: which one is the newest is told by the numbers in their names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from tb_lrplugin.data.files import Directory

_FILE = re.compile(r"(?i).*\.(?:pt|pth|ckpt|tar|bin|zip|keras|h5|hdf5|pkl|pickle)")
# Weights alone, states of random generators, arguments, data.
_NO_STATE = re.compile(r"(?i)(?:rng_state|random_states?|training_args|pytorch_model|.*\.weights\.h5|events\.).*")
_FOLDER = re.compile(r"(?i)(?:.*checkpoints?|ckpts?|models?|weights|saved?|saved_models?|snapshots?|backups?)")
_NUMBERED_FOLDER = re.compile(
    r"(?i)(?:.*[-_])?(?:checkpoint|ckpt|global_step|step|epoch|iter|ep|update)s?[-_=]?\d+(?:[-_].*)?"
)
# Files, or folders of them, of any of these names.
PLACES = "|".join(names.pattern.replace("(?i)", "(?i:", 1) + ")" for names in (_FILE, _FOLDER, _NUMBERED_FOLDER))
# The parts of one checkpoint, in a folder of their own.
_PART = re.compile(r"(?i)(?:scheduler|lr_scheduler|optimizer|optim|custom_checkpoint)(?:_\d+)?\.(?:pt|pth|bin|pkl)")
_STATES = re.compile(r"(?i)mp_rank_0+_model_states\.pt")
_NUMBER = re.compile(r"(\d+)")

_MOST_FILES = 4
_MOST_FOLDERS = 4
_MOST_PARTS = 4
# Longer names are no names that anybody gives.
_LONGEST_NAME = 255


class Candidate(NamedTuple):
    """A checkpoint: a file, or some files of a folder.

    Attributes:
      folder: where they lie, relative to the directory that was asked; "" for itself.
      names: of the files.
    """

    folder: str
    names: tuple[str, ...]


def candidates(directory: Directory) -> Iterator[Candidate]:
    """List the checkpoints that may be the newest ones below a directory, nearest and newest first."""
    names = directory.file_names()
    yield from _in("", names)
    for folder in _folders(names):
        inner = _at(directory, folder).file_names()
        yield from _in(folder, inner)
        for deeper in _newest(name for name in inner if _NUMBERED_FOLDER.fullmatch(name) and "." not in name):
            yield from _in(f"{folder}/{deeper}", _at(directory, f"{folder}/{deeper}").file_names())


def before(directory: Directory, candidate: Candidate) -> Candidate | None:
    """Find the checkpoint that was saved before one, by the numbers in its file's name or its folder's.

    Args:
      directory: that `candidates` was asked for.
      candidate: one of those.
    """
    if len(candidate.names) == 1 and not _PART.fullmatch(name := candidate.names[0]) and not _STATES.fullmatch(name):
        found = _previous(_at(directory, candidate.folder).file_names(), name)
        return None if found is None else Candidate(candidate.folder, (found,))
    above, _, name = candidate.folder.rpartition("/")
    found = _previous(_at(directory, above).file_names(), name)
    folder = "/".join(filter(None, (above, found or "")))
    return None if found is None else next(_in(folder, _at(directory, folder).file_names()), None)


def _at(directory: Directory, folder: str) -> Directory:
    return directory.below(folder) if folder else directory


def _previous(names: Iterable[str], name: str) -> str | None:
    """Choose of the names of one pattern that with the largest numbers below those of another."""
    pattern, numbers = _parted(name)
    parted = ((*_parted(one), one) for one in names if len(one) <= _LONGEST_NAME)
    below = max(((found, one) for same, found, one in parted if same == pattern and found < numbers), default=None)
    return None if below is None else below[1]


def _parted(name: str) -> tuple[str, tuple[int, ...]]:
    """Tell what a name shares with those of its like, and its numbers."""
    parts = _NUMBER.split(name)
    return "0".join(parts[::2]), tuple(map(int, parts[1::2]))


def _in(folder: str, names: Sequence[str]) -> Iterator[Candidate]:
    parts = tuple(name for name in names if _PART.fullmatch(name))[:_MOST_PARTS]
    if parts:
        yield Candidate(folder, parts)
    states = tuple(name for name in names if _STATES.fullmatch(name))[:1]
    if states:
        yield Candidate(folder, states)
        return
    files = [
        name
        for name in names
        if len(name) <= _LONGEST_NAME
        and _FILE.fullmatch(name)
        and not _PART.fullmatch(name)
        and not _NO_STATE.match(name)
    ]
    for name in _newest(files)[:_MOST_FILES]:
        yield Candidate(folder, (name,))


def _folders(names: Sequence[str]) -> list[str]:
    usual = [name for name in names if _FOLDER.fullmatch(name)]
    numbered = _newest(name for name in names if _NUMBERED_FOLDER.fullmatch(name) and not _FILE.fullmatch(name))
    return [*numbered, *usual][:_MOST_FOLDERS]


def _newest(names: Iterable[str]) -> list[str]:
    """Choose of each pattern of names that with the largest numbers; those with most numbers come first."""
    best: dict[str, tuple[tuple[int, ...], str]] = {}
    for name in names:
        if len(name) > _LONGEST_NAME:
            continue
        pattern, numbers = _parted(name)
        found = numbers, name
        if found > best.get(pattern, ((), "")):
            best[pattern] = found
    return [name for numbers, name in sorted(best.values(), key=lambda found: (not found[0], found[1]))]
