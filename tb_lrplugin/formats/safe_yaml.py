"""YAML from a log directory, read as plain data: nothing in it is ever executed, and nothing in it can swell up.

PyYAML only splits the text into events here. Tags that name classes or functions are text beside the plain value that
they stand before, and nothing is looked up by them; an alias counts as often as it is used, so that ten lines cannot
stand for ten billion values.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import yaml
from yaml.constructor import SafeConstructor
from yaml.resolver import Resolver

from tb_lrplugin.data.files import ConfigFileError

# The largest real configurations have some thousand values, ten levels deep.
MAX_NODES = 50_000
MAX_DEPTH = 100
# One for the version and one for a tag; the parser compares each with all before it.
_MOST_DIRECTIVES = 16
_DIRECTIVE = re.compile(r"^%.*", re.MULTILINE)
# Nobody writes a longer number or date, and converting one of a million digits takes minutes.
_LONGEST_NUMBER = 100

_CORE = "tag:yaml.org,2002:"
_MERGE = "<<"
# YAML 1.1 takes 1e-5 for text, as it has no dot; YAML 1.2 and every person take it for a number.
_NUMBER_WITHOUT_DOT = re.compile(r"[-+]?[0-9]+[eE][-+]?[0-9]+")


class YamlMap(dict[Any, Any]):
    """A mapping that knows where its entries stand.

    Attributes:
      lines: first and last line of an entry, 1-based, by its key; of a key that stands twice the last one's.
      tag: the tag that it bears ("tag:yaml.org,2002:python/object:package.Class"); "" for none.
    """

    def __init__(self, tag: str = "") -> None:
        super().__init__()
        self.tag = tag
        self.lines: dict[Any, tuple[int, int]] = {}


def load_yaml(text: str) -> Any:
    """Read the one document of a YAML text.

    Unknown tags leave the plain value behind them, a mapping with the tag as text; keys that are lists or mappings
    themselves are left out with their values; of a key that stands twice the last one counts.

    Returns:
      Mappings as `YamlMap`, lists, text, numbers, booleans, dates; None for an empty text.

    Raises:
      ConfigFileError: if the text is no YAML, holds several documents, or is larger or nested deeper than any
        configuration; a sentence with line and column.
    """
    builder = _Builder()
    directives = list(itertools.islice(_DIRECTIVE.finditer(text), _MOST_DIRECTIVES + 1))
    if len(directives) > _MOST_DIRECTIVES:
        line = text.count("\n", 0, directives[-1].start()) + 1
        raise ConfigFileError(
            f"the file cannot be parsed at line {line}: more than {_MOST_DIRECTIVES} lines begin with %, as in no "
            "configuration"
        )
    with _sentences():
        # The C parser, where PyYAML was built with it, is ten times as fast.
        for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            builder.take(event)
    return builder.root


@contextmanager
def _sentences() -> Iterator[None]:
    try:
        yield
    except yaml.MarkedYAMLError as error:
        reason = error.problem or error.context or "this is no YAML"
        raise _refusal(reason, error.problem_mark or error.context_mark) from error
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as error:
        # A character that YAML forbids, or an escape that stands for none.
        raise ConfigFileError(f"the file cannot be parsed: {' '.join(str(error).split())}") from error


def _refusal(reason: str, mark: Any) -> ConfigFileError:
    at = "" if mark is None else f" at line {mark.line + 1}, column {mark.column + 1}"
    return ConfigFileError(f"the file cannot be parsed{at}: {reason}")


@dataclass
class _Open:
    """A mapping or list that has not ended.

    Attributes:
      value: what was read of it.
      anchor: its name for aliases; None where it has none.
      size: values in it, those of aliases counted again.
      depth: of how many mappings and lists, one in the other, it consists, those of aliases included.
      key: the key whose value comes next, in a mapping; the line where that stands.
      has_key: whether there is such a key.
    """

    value: YamlMap | list[Any]
    anchor: str | None
    size: int = 1
    depth: int = 1
    key: Any = None
    key_line: int = 0
    has_key: bool = False


class _Builder:
    """Builds values from PyYAML's events, without recursion."""

    def __init__(self) -> None:
        self.root: Any = None
        self._open: list[_Open] = []
        self._anchors: dict[str, tuple[Any, int, int]] = {}
        self._documents = 0
        self._count = 0
        self._last_line = 0
        self._resolver: Any = Resolver()
        self._constructor = SafeConstructor()

    def take(self, event: yaml.Event) -> None:
        """Take the next event in, and refuse it where the text has grown beyond any configuration."""
        start: Any = event.start_mark
        end: Any = event.end_mark
        if isinstance(event, yaml.ScalarEvent):
            self._last_line = _last_line(event)
            self._add(self._scalar(event), 1, 0, event.anchor, event)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            self._last_line = start.line + 1
            self._refuse_depth(len(self._open) + 1, start)
            is_mapping = isinstance(event, yaml.MappingStartEvent)
            value: YamlMap | list[Any] = YamlMap(event.tag or "") if is_mapping else []
            self._open.append(_Open(value, event.anchor))
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            if end.index > start.index:
                # A bracket; a block ends with its last value, not where the next one begins.
                self._last_line = end.line + 1
            ended = self._open.pop()
            self._add(ended.value, ended.size, ended.depth, ended.anchor, event)
        elif isinstance(event, yaml.AliasEvent):
            self._last_line = end.line + 1
            if event.anchor not in self._anchors:
                raise _refusal(f"the alias *{event.anchor} stands for nothing that ended before it", start)
            value, size, depth = self._anchors[event.anchor]
            self._refuse_depth(len(self._open) + depth, start)
            self._add(value, size, depth, None, event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise _refusal("a second document begins, where a configuration is one", start)

    @staticmethod
    def _refuse_depth(depth: int, mark: Any) -> None:
        if depth > MAX_DEPTH:
            raise _refusal(f"nested more than {MAX_DEPTH} deep, as no configuration is", mark)

    def _scalar(self, event: yaml.ScalarEvent) -> Any:
        text = str(event.value)
        is_plain = event.implicit[0]
        tag = event.tag
        if len(text) > _LONGEST_NUMBER:
            return text
        if tag is None or tag == "!":
            tag = self._resolver.resolve(yaml.ScalarNode, text, event.implicit)
        if tag == f"{_CORE}str" and is_plain and _NUMBER_WITHOUT_DOT.fullmatch(text):
            return float(text)
        construct = _CONSTRUCTORS.get(tag)
        if construct is None:
            return text
        try:
            return construct(self._constructor, yaml.ScalarNode(tag, text))
        except (ValueError, KeyError, IndexError, OverflowError):
            # A month 13, a number of a thousand digits, `!!bool maybe`.
            return text

    def _add(self, value: Any, size: int, depth: int, anchor: str | None, event: yaml.Event) -> None:
        self._count += size if isinstance(event, yaml.AliasEvent) else 1
        if self._count > MAX_NODES:
            raise _refusal(f"more than {MAX_NODES:,} values, as no configuration has", event.start_mark)
        if anchor is not None:
            self._anchors[anchor] = (value, size, depth)
        if not self._open:
            self.root = value
            return
        parent = self._open[-1]
        parent.size += size
        parent.depth = max(parent.depth, depth + 1)
        if isinstance(parent.value, list):
            parent.value.append(value)
        elif not parent.has_key:
            parent.key, parent.key_line, parent.has_key = value, self._last_line, True
        else:
            parent.has_key = False
            self._set(parent.value, parent.key, value, (parent.key_line, self._last_line))

    @staticmethod
    def _set(target: YamlMap, key: Any, value: Any, lines: tuple[int, int]) -> None:
        if key == _MERGE and isinstance(value, (YamlMap, list)):
            # What stands in the mapping itself wins, wherever it stands; then the first that is merged.
            for merged in value if isinstance(value, list) else [value]:
                if isinstance(merged, YamlMap):
                    for name, inner in merged.items():
                        if name not in target:
                            target[name] = inner
                            target.lines[name] = lines
        elif isinstance(key, Hashable):
            target[key] = value
            target.lines[key] = lines


def _last_line(event: yaml.ScalarEvent) -> int:
    start: Any = event.start_mark
    end: Any = event.end_mark
    # A text block ends where the line after it begins.
    ends_before = event.style in ("|", ">") and end.column == 0 and end.line > start.line
    return int(end.line if ends_before else end.line + 1)


_CONSTRUCTORS = {
    f"{_CORE}null": SafeConstructor.construct_yaml_null,
    f"{_CORE}bool": SafeConstructor.construct_yaml_bool,
    f"{_CORE}int": SafeConstructor.construct_yaml_int,
    f"{_CORE}float": SafeConstructor.construct_yaml_float,
    f"{_CORE}timestamp": SafeConstructor.construct_yaml_timestamp,
}


def load_entries(text: str, names: Sequence[str]) -> YamlMap:
    """Read some entries at the top of a YAML mapping that may be far too large to be read whole.

    Each is what begins at the start of a line with its name, up to the next line that does not go on with it; an alias
    to something else in the file cannot be followed.

    Raises:
      ConfigFileError: as `load_yaml`.
    """
    pattern = rf"^(?:{'|'.join(map(re.escape, names))}) *:.*(?:\n(?:[ \t-].*)?)*"
    found = load_yaml("\n".join(entry.rstrip() for entry in re.findall(pattern, text, re.MULTILINE)))
    return found if isinstance(found, YamlMap) else YamlMap()


def excerpt(text: str, settings: Mapping[Any, Any], names: Sequence[str]) -> str:
    """Quote the lines of a flat YAML file that set the given names, in their order in the file."""
    lines = getattr(settings, "lines", {})
    chosen = sorted({lines[name][0] for name in names if name in lines})
    written = text.splitlines()
    return "\n".join(written[number - 1][:200] for number in chosen if number <= len(written))
