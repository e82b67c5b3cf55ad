"""Every training framework, one room each: what it leaves behind, its schedule, its own syntax, its advice.

A room is a module or a folder here that holds a `Framework`; nothing else must be told of it.
"""

from __future__ import annotations

import importlib
import pkgutil
import posixpath
from collections.abc import Iterable, Iterator
from functools import cache
from typing import get_args

from tb_lrplugin.data.files import Directory
from tb_lrplugin.frameworks.framework import About, Advice, Configuration, Family, Framework
from tb_lrplugin.frameworks.readers import NOTHING_LOGGED, TextFile, Traces, Trust
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.schedules import Schedule

__all__ = ["Advice", "Collection", "Configuration", "Framework", "collection", "own_configuration"]


class Collection:
    """The frameworks of all rooms.

    Attributes:
      frameworks: by family and kind.
      text_tags: tags of the text summaries that any of them reads.
      scalar_tags: tags of the scalars whose last point any of them reads.
    """

    def __init__(self, frameworks: Iterable[Framework]) -> None:
        families = get_args(Family)
        self.frameworks = sorted(frameworks, key=lambda one: (families.index(one.about.family), one.kind))
        self._by_kind = {framework.kind: framework for framework in self.frameworks}
        readers = [(framework, reader) for framework in self.frameworks for reader in framework.readers]
        ordered = sorted(readers, key=lambda pair: pair[1].trust)
        self._of_files = [pair for pair in ordered if pair[1].trust != Trust.LOGGED]
        self._of_logs = [pair for pair in ordered if pair[1].trust in (Trust.LOGGED, Trust.ELSEWHERE)]
        self._of_none = [pair for pair in ordered if pair[1].trust == Trust.ELSEWHERE]
        self._of_both = ordered
        self.text_tags = frozenset[str]().union(*(reader.text_tags() for _, reader in readers))
        self.scalar_tags = frozenset[str]().union(*(reader.scalar_tags for _, reader in readers))

    def read(self, traces: Traces) -> Iterator[Reading]:
        """Read whatever a run left behind, what is believed first before all."""
        has_logs = traces.evidence is not NOTHING_LOGGED
        logged = self._of_logs if has_logs else self._of_none
        readers = logged if not traces.directory.has_other_files() else self._of_both if has_logs else self._of_files
        names = frozenset(traces.directory.file_names())
        endings = {posixpath.splitext(name)[1] for name in names} - {""}
        for framework, reader in readers:
            # Most of the many readers look for a file that is not there.
            if reader.may_be_among(names, endings):
                yield from framework.read_with(reader, traces)

    def passed_over(self, directory: Directory) -> str:
        """Say which files of a directory are too many to be opened, in sentences; "" where none are."""
        found: dict[str, tuple[int, list[str]]] = {}
        for _, reader in self._of_files:
            if isinstance(reader, TextFile) and (count := reader.passed_over(directory.file_names())):
                found.setdefault(reader.other_names, (count, []))[1].append(reader.name)
        place = "the log directory" if directory.name == "." else directory.name
        return " ".join(
            f"In {place} lie {count:,} files {pattern}, too many to be opened: if one of them is the configuration of "
            f"this run, name it {' or '.join(names)}."
            for pattern, (count, names) in found.items()
        )

    def of(self, reading: Reading) -> Framework:
        """Give the framework that a reading comes from; one that knows nothing for a reading of no room."""
        return self._by_kind.get(reading.kind) or _NO_FRAMEWORK


_NO_FRAMEWORK = Framework("", About("", "any", ""))


def rooms() -> list[str]:
    """Name the modules of all frameworks."""
    names = (found.name for found in pkgutil.iter_modules(__path__) if not found.name.startswith("_"))
    return [f"{__name__}.{name}" for name in names]


@cache
def collection() -> Collection:
    """Collect the frameworks of all rooms."""
    modules = map(importlib.import_module, rooms())
    declared = (one for module in modules for one in vars(module).values() if isinstance(one, Framework))
    return Collection({framework.kind: framework for framework in declared}.values())


def own_configuration(reading: Reading | None, schedule: Schedule) -> Configuration | None:
    """Write a schedule in the syntax of a reading's framework; None where that is not known or has no such schedule."""
    return None if reading is None else collection().of(reading).write(reading, schedule)
