"""Every training framework, one room each: what it leaves behind, its schedule, its own syntax, its advice.

A room is a module or a folder here that holds a `Framework`; nothing else must be told of it.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import get_args

from tb_lrplugin.data.files import Directory
from tb_lrplugin.frameworks.framework import About, Advice, Configuration, Family, Framework
from tb_lrplugin.frameworks.readers import MOST_OF_OTHER_NAMES, NOTHING_LOGGED, ReaderFunction, TextFile, Traces, Trust
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.schedules import Schedule

__all__ = ["Advice", "Collection", "Configuration", "Framework", "collection", "own_configuration"]

_NAMES_KEPT = 4096


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
        self._readers = sorted(readers, key=lambda pair: pair[1].trust)
        indexed = [(index, reader) for index, (_, reader) in enumerate(self._readers)]
        self._of_logs = frozenset(index for index, reader in indexed if reader.trust == Trust.LOGGED)
        self._places = {index: re.compile(reader.places()) for index, reader in indexed if index not in self._of_logs}
        self._called = {
            index: re.compile(reader.called)
            for index, reader in indexed
            if isinstance(reader, ReaderFunction) and reader.called
        }
        self._any_place = re.compile("|".join(f"(?:{places.pattern})" for places in self._places.values()))
        # The directories of many runs hold files of the same few names.
        self._beside = lru_cache(maxsize=_NAMES_KEPT)(self._asked_for)
        self.text_tags = frozenset[str]().union(*(reader.text_tags() for _, reader in readers))
        self.scalar_tags = frozenset[str]().union(*(reader.scalar_tags for _, reader in readers))

    def read(self, traces: Traces) -> Iterator[Reading]:
        """Read whatever a run left behind, what is believed first before all."""
        logged = self._of_logs if traces.evidence is not NOTHING_LOGGED else frozenset[int]()
        names = traces.directory.other_names()
        # Most of the many readers look for a file that is not there. Among thousands of names each looks for itself.
        of_files = map(self._beside, names) if len(names) <= MOST_OF_OTHER_NAMES else (self._places,)
        by_name = (index for index, called in self._called.items() if called.fullmatch(traces.directory.name))
        asked = logged.union(by_name, *of_files)
        for index in sorted(asked):
            framework, reader = self._readers[index]
            yield from framework.read_with(reader, traces)

    def _asked_for(self, name: str) -> frozenset[int]:
        """Give the places of the readers of files that look into a directory with a file or folder of a name."""
        if self._any_place.fullmatch(name) is None:
            return frozenset()
        return frozenset(index for index, places in self._places.items() if places.fullmatch(name))

    def passed_over(self, directory: Directory) -> str:
        """Say which files of a directory are too many to be opened, in sentences; "" where none are."""
        found: dict[str, tuple[int, list[str]]] = {}
        for _, reader in self._readers if len(directory.file_names()) > MOST_OF_OTHER_NAMES else ():
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
