"""How a room declares what it reads: a file beside the event files, text summaries in them, or a way of its own.

A reader's `parse` is a pure function of the text. Where the text lies is told by the reader, and what holds for all of
a framework by its declaration, so that copies of one configuration are parsed once.
"""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from functools import lru_cache
from typing import TypeVar, cast

from tb_lrplugin.data.files import ConfigFileError, Directory
from tb_lrplugin.data.run_evidence import RunEvidence
from tb_lrplugin.formats.setting_lines import lines_of_settings
from tb_lrplugin.frameworks.reading import Reading

Content = TypeVar("Content", bound=Hashable)
Result = TypeVar("Result")
Read = TypeVar("Read", Reading, Reading | None)
# Where a reading lies, for people, and the reading.
Found = tuple[str, Reading]

_SUMMARY = "/text_summary"
# Texts that are longer are few; real configurations have some kilobytes, the JSON of a large model megabytes.
_SHORT_CHARACTERS = 2**16


# Of a run whose event files say nothing beside its learning rates, and of a directory that is no run.
NOTHING_LOGGED = RunEvidence(".")


class Trust(IntEnum):
    """What is believed first; a file of another tree is tied to the run by names alone, a guess by the points."""

    BY_HAND = 0
    LOGGED = 1
    FILE = 2
    STATE = 3
    ELSEWHERE = 4
    GUESSED = 5


# Just one of them may be the run's own; a directory of thousands is a collection, and no look should open it all.
MOST_OF_OTHER_NAMES = 100


@dataclass(frozen=True)
class Traces:
    """What a run, or the directory of the same name, left behind.

    Attributes:
      directory: where the run's event files lie.
      evidence: the run's own summaries.
      siblings: those of the runs beside it in the same directory, by their last name.
    """

    directory: Directory = field(default_factory=lambda: Directory("", "."))
    evidence: RunEvidence = NOTHING_LOGGED
    siblings: Mapping[str, RunEvidence] = field(default_factory=dict)

    def summary(self, name: str) -> str:
        """Name a summary of the run, for people."""
        run = self.directory.name if self.evidence is NOTHING_LOGGED else self.evidence.run
        return name if run == "." else f"{run}: {name}"


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Finds the readings of one kind among the traces of a run.

    Attributes:
      complete: adds to a reading what else the run left behind.
      scalar_tags: tags of the scalars whose last point it reads.
      trust: where its readings stand among those of others.
    """

    complete: Callable[[Reading, Traces], Reading] | None = None
    scalar_tags: frozenset[str] = frozenset()
    trust: Trust = Trust.LOGGED

    def text_tags(self) -> frozenset[str]:
        """Name the text summaries that it reads, by tag."""
        return frozenset()

    def places(self) -> str:
        """Give a regular expression of files and folders without any of which a directory is not worth a look."""
        return "(?s:.*)"

    def read(self, traces: Traces) -> Iterable[Found]:
        """Read what is there."""
        found, complete = self._find(traces), self.complete
        return found if complete is None else ((where, complete(reading, traces)) for where, reading in found)

    def _find(self, traces: Traces) -> Iterable[Found]:
        raise NotImplementedError


@dataclass(frozen=True)
class TextFile(Reader):
    """A configuration file in the run's directory.

    Attributes:
      name: its name; "params/agent.yaml" for one in a directory below.
      parse: makes a reading of its text, or None of another tool's file of the same name. A `ConfigFileError` that it
        raises becomes the reading's error.
      signs: regular expressions, cheap to look for, that the text must hold before it is parsed.
      proof: a regular expression that tells whose a file is that cannot be parsed; without it that is passed over.
      is_unmistakable: whether the name alone tells whose the file is, so that one that cannot be read is an error.
      other_names: pattern of further names of one ending ("*.config"), asked where there is no file of the name; just
        one must then prove by its content what it is.
      reading: makes the reading of a file that cannot be read.
    """

    name: str
    parse: Callable[[str], Reading | None]
    signs: Sequence[str] = ()
    proof: str = ""
    is_unmistakable: bool = False
    other_names: str = ""
    reading: type[Reading] = Reading
    trust: Trust = field(default=Trust.FILE, kw_only=True)

    def places(self) -> str:
        """Name its file, or the folder that holds it, and what else it may be called."""
        others = f"|{fnmatch.translate(self.other_names)}" if self.other_names else ""
        return re.escape(self.name.partition("/")[0]) + others

    def _find(self, traces: Traces) -> Sequence[Found]:
        folder, _, name = self.name.rpartition("/")
        directory = traces.directory
        if folder:
            if folder not in directory.file_names():
                return ()
            directory = directory.below(folder)
        is_there = name in directory.file_names()
        names = [name] if is_there else self._other_names(directory.file_names())
        if len(names) > MOST_OF_OTHER_NAMES:
            return ()
        read = [(directory.where(name), self.read_file(directory, name)) for name in names]
        found = [(where, reading) for where, reading in read if reading is not None and (is_there or reading.text)]
        return found if len(found) == 1 else ()

    def passed_over(self, names: Sequence[str]) -> int:
        """Count the files of a directory that are too many to be opened; 0 where they are not."""
        others = self._other_names(names) if self.name not in names else ()
        return len(others) if len(others) > MOST_OF_OTHER_NAMES else 0

    def _other_names(self, names: Sequence[str]) -> Sequence[str]:
        return fnmatch.filter(names, self.other_names) if self.other_names else ()

    def read_file(self, directory: Directory, name: str) -> Reading | None:
        """Read a file of any name, such as one that the user names."""
        try:
            text = directory.read_text(name)
        except ConfigFileError as error:
            return refused(self.reading, error) if self.is_unmistakable else None
        if any(re.search(sign, text, re.MULTILINE) is None for sign in self.signs):
            return None
        return parsed_once(self._parse, text)

    def _parse(self, text: str) -> Reading | None:
        try:
            return located(self.parse(text), text)
        except ConfigFileError as error:
            is_theirs = self.is_unmistakable or re.search(self.proof, text, re.MULTILINE)
            return refused(self.reading, error) if is_theirs else None


@dataclass(frozen=True)
class TextSummary(Reader):
    """A text summary in the run's event file.

    Attributes:
      tag: its tag.
      parse: makes the readings of its text, one for each optimizer; none of another framework's.
      most_characters: what is longer is no such text.
    """

    tag: str
    parse: Callable[[str], Sequence[Reading]]
    most_characters: int = 2**18

    def text_tags(self) -> frozenset[str]:
        """Name the one tag."""
        return frozenset({self.tag})

    def _find(self, traces: Traces) -> Iterator[Found]:
        text = traces.evidence.texts.get(self.tag, "")
        if text and len(text) <= self.most_characters:
            for reading in parsed_once(self.parse, text):
                yield traces.summary(self.tag.removesuffix(_SUMMARY)), reading


@dataclass(frozen=True)
class TextSummaries(Reader):
    """Settings that the run's event file holds as one text summary each.

    Attributes:
      names: the settings' names, the tags without their ending.
      needed: those without which the summaries are another program's.
      shown: the one that stands for all, where people read where a reading lies.
      parse: makes the readings of the texts, by name in the order of `names`.
      most_characters: longer texts are cut off.
    """

    names: Sequence[str]
    needed: Sequence[str]
    shown: str
    parse: Callable[[Mapping[str, str]], Sequence[Reading]]
    most_characters: int = 1000

    def text_tags(self) -> frozenset[str]:
        """Name one tag for each setting."""
        return frozenset(f"{name}{_SUMMARY}" for name in self.names)

    def _find(self, traces: Traces) -> Iterator[Found]:
        texts = traces.evidence.texts
        if all(f"{name}{_SUMMARY}" in texts for name in self.needed):
            given = ((name, texts.get(f"{name}{_SUMMARY}")) for name in self.names)
            settings = tuple((name, text[: self.most_characters]) for name, text in given if text is not None)
            for reading in parsed_once(self._parse, settings):
                yield traces.summary(self.shown), reading

    def _parse(self, settings: tuple[tuple[str, str], ...]) -> Sequence[Reading]:
        return self.parse(dict(settings))


@dataclass(frozen=True)
class ReaderFunction(Reader):
    """A way of reading of its own.

    Attributes:
      find: finds the readings, and where they lie; remembers with `parsed_once` what costs to parse.
      beside: regular expression of the files and folders without any of which a directory is not worth a look; ""
        for its one file, or any where it looks for several.
      called: regular expression of the directories that are worth a look by their own name; "" for none.
      texts: tags of the text summaries that it asks for.
      together: names of files that say it only together.
      file_name: of the one file that it looks for; "" where there is no such.
    """

    find: Callable[[Traces], Iterable[Found]]
    beside: str = ""
    called: str = ""
    texts: frozenset[str] = frozenset()
    together: tuple[str, ...] = ()
    file_name: str = ""

    def text_tags(self) -> frozenset[str]:
        """Name the tags that it asks for."""
        return self.texts

    def places(self) -> str:
        """Name what it looks beside."""
        return self.beside or re.escape(self.file_name) or super().places()

    def _find(self, traces: Traces) -> Iterable[Found]:
        return self.find(traces)


def located(found: Read, text: str) -> Read:
    """Add to a reading where in its file the settings stand that it shows, unless it says so itself."""
    if found is None or found.lines is not None or not found.text:
        return found
    return replace(found, lines=lines_of_settings(text, found.text))


def not_readable(error: Exception) -> str:
    """Say why a reader failed on a configuration, as the error of a reading."""
    return f"it cannot be computed with ({type(error).__name__}: {str(error)[:200]})"


def refused(reading: type[Reading], error: ConfigFileError) -> Reading:
    """Make the reading of a file that cannot be read, or cannot be what its name says."""
    return reading(error=str(error), is_closed=error.is_closed)


def parsed_once(parse: Callable[[Content], Result], content: Content) -> Result:
    """Give what a pure function makes of a content, and remember it.

    The runs of a sweep over seeds often hold one configuration, and an event file that grows is read again with the
    same text in it.
    """
    is_long = isinstance(content, str) and len(content) > _SHORT_CHARACTERS
    return cast(Result, (_parse_long if is_long else _parse_short)(parse, content))


@lru_cache(maxsize=4096)
def _parse_short(parse: Callable[[Content], Result], content: Content) -> Result:
    return parse(content)


@lru_cache(maxsize=16)
def _parse_long(parse: Callable[[Content], Result], content: Content) -> Result:
    return parse(content)
