"""Finds the configurations in a file, a directory or a text, without a run beside them.

A file that is given alone may bear any name: the readers that look for its name are asked first, then every reader
whose kind of text it may be, then those that read what a run logs of its settings. What only points could confirm is no
plan.
"""

from __future__ import annotations

import itertools
import os
import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tb_lrplugin.data.event_survey import LFS_POINTER
from tb_lrplugin.data.files import ConfigFileError, Directory, OneFile
from tb_lrplugin.frameworks import collection
from tb_lrplugin.frameworks.framework import Framework
from tb_lrplugin.frameworks.from_text import attempts, excerpts
from tb_lrplugin.frameworks.readers import ReaderFunction, Traces
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.planning.numbers import Numbers, settled

# What may be a configuration by its ending, in a directory.
_ENDINGS = (".config", ".json", ".pbtxt", ".py", ".yaml", ".yml")
# More is a collection of data, not of configurations.
_MOST_DIRECTORIES, _MOST_FILES = 1_000, 1_000
# With any, a configuration that lacks a total alone has a schedule.
_ANY_TOTAL = 1_000
_UNCONFIRMED = "settings that name no schedule: which one the code makes of them, only the points of a run tell"


@dataclass(frozen=True)
class Found:
    """One configuration.

    Attributes:
      where: its file, as the user would name it.
      reading: what it says; None where it cannot be read.
      why: why not, a sentence; "" where it can.
      is_unread: whether it could not even be opened.
      needs_steps: whether it has a schedule as soon as somebody tells how many steps the run takes.
    """

    where: str
    reading: Reading | None
    why: str = ""
    is_unread: bool = False
    needs_steps: bool = False


def in_file(path: str, numbers: Numbers) -> list[Found]:
    """Find the configurations in one file; none where it is of no known kind."""
    folder, name = posixpath.split(path.replace(os.sep, "/"))
    alone = OneFile(path)
    if (alone.text_of(name) or "").startswith(LFS_POINTER.decode()):
        return [Found(path, None, "it is a Git LFS pointer instead of the file; run `git lfs pull`", is_unread=True)]
    found = _together(folder, name) or _alone(alone, path, numbers) or _completed(folder, name, path)
    if not found:
        try:
            alone.read_text(name)
        except ConfigFileError as error:
            # Of what is no text, weights may be of no known kind; a configuration is broken.
            is_told = error.is_closed or name.endswith(_ENDINGS)
            return [Found(path, None, str(error), error.is_closed)] if is_told else []
    return found


def in_text(text: str, name: str, numbers: Numbers) -> list[Found]:
    """Find the configurations in a text."""
    return _alone(OneFile(name or "text", text), name or "text", numbers)


def in_directory(path: str, numbers: Numbers) -> list[Found]:
    """Find the configurations right in a directory; where there are none, in those below."""
    waiting, found, seen = [path], list[Found](), 0
    while waiting and not found and seen < _MOST_DIRECTORIES:
        level, waiting = waiting, []
        for place in level:
            directory = Directory(place, ".")
            seen += 1
            found += _right_in(place, directory, numbers)
            waiting += [] if "://" in place else _below(place)
    if waiting and not found:
        return [
            Found(path, None, f"more than {_MOST_DIRECTORIES:,} directories lie in it: name a file, or one of them")
        ]
    return found


def _together(folder: str, name: str) -> list[Found]:
    """Read a file with the one beside it, where they say it together."""
    directory = Directory(folder or ".", ".")
    return [
        Found(posixpath.join(folder, reading.where), reading)
        for framework, reader in _of_several_files()
        if name in reader.together and set(directory.file_names()).issuperset(reader.together)
        for reading in framework.read_with(reader, Traces(directory))
    ]


def _completed(folder: str, name: str, path: str) -> list[Found]:
    """Read a file that leaves open what another beside it tells."""
    readings = collection().read(Traces(Directory(folder or ".", ".")))
    return [Found(path, reading) for reading in readings if reading.where == name and not reading.is_hypothesis]


def _of_several_files() -> Iterator[tuple[Framework, ReaderFunction]]:
    for framework in collection().frameworks:
        for reader in framework.readers:
            if isinstance(reader, ReaderFunction) and reader.together:
                yield framework, reader


def _right_in(place: str, directory: Directory, numbers: Numbers) -> list[Found]:
    readings = [one for one in collection().read(Traces(directory)) if not one.is_hypothesis]
    found = [Found(posixpath.join(place, one.where), one) for one in readings]
    told = {one.where for one in found}
    for _, reader in _of_several_files():
        partners = {posixpath.join(place, name) for name in reader.together}
        told |= partners if told & partners else set()
    paths = [posixpath.join(place, name) for name in directory.file_names() if name.endswith(_ENDINGS)]
    for path in paths if len(paths) <= _MOST_FILES else ():
        if path not in told:
            found += _alone(OneFile(path), path, numbers, is_named=False)
    return sorted(found, key=lambda one: one.where)


def _below(place: str) -> list[str]:
    try:
        with os.scandir(place) as entries:
            folders = [entry.name for entry in entries if entry.is_dir(follow_symlinks=False)]
    except OSError:
        return []
    return [posixpath.join(place, name) for name in sorted(folders) if not name.startswith((".", "__"))]


def _alone(directory: OneFile, path: str, numbers: Numbers, *, is_named: bool = True) -> list[Found]:
    """Read a file that is given alone: the first that knows what it is says it all.

    Args:
      directory: that file.
      path: of the file, as the user would name it.
      numbers: what is known of the run beside it.
      is_named: whether the user named this very file, so that one that cannot be read is told.
    """
    name, doubtful, hypotheses = posixpath.basename(path), list[Reading](), list[Reading]()
    tried = _attempts(directory, name, numbers.steps, is_named)
    lines = excerpts(collection().frameworks, directory.text_of(name) or "", numbers.steps) if is_named else ()
    for attempt in itertools.chain(tried, lines):
        readings = [one for one in attempt if not one.is_hypothesis]
        if _has_schedule(readings, numbers) or any(settled(one, numbers).missing for one in readings):
            return [Found(path, reading) for reading in readings]
        doubtful = doubtful or readings
        hypotheses = hypotheses or [_unconfirmed(one) for one in attempt if one.is_hypothesis]
    needs_steps = False
    if doubtful and numbers.steps is None:
        some = Numbers(_ANY_TOTAL, numbers.steps_per_epoch)
        needs_steps = any(
            _has_schedule(readings, some) for readings in _attempts(directory, name, some.steps, is_named)
        )
    return [
        Found(path, reading, needs_steps=needs_steps) for reading in doubtful or (hypotheses[:1] if is_named else ())
    ]


def _unconfirmed(reading: Reading) -> Reading:
    return Reading(reading.kind, reading.where, text=reading.text, lines=reading.lines, unreadable=_UNCONFIRMED)


def _has_schedule(readings: Iterable[Reading], numbers: Numbers) -> bool:
    return any(one.error is None and settled(one, numbers).reading.schedule is not None for one in readings)


def _attempts(directory: OneFile, name: str, steps: int | None, is_named: bool) -> Iterator[list[Reading]]:
    return attempts(collection().frameworks, directory, name, steps=steps, is_named=is_named)
