"""A report as lines of JSON: written as it comes, read together from many checks, and known to be whole by its end."""

from __future__ import annotations

import functools
import posixpath
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, TypedDict

from tb_lrplugin.answers.contract import Entry, Problem
from tb_lrplugin.formats.texts import json_object


class BeginLine(TypedDict):
    """The first line of `tb-lrplugin check --format jsonl`."""

    type: Literal["report"]
    version: Literal[1]
    logdir: str


class SeriesLine(TypedDict):
    """The line of one series."""

    type: Literal["series"]
    series: Entry


class ProblemLine(TypedDict):
    """The line of one problem."""

    type: Literal["problem"]
    problem: Problem


class EndLine(TypedDict):
    """The last line: a file without it, or with other numbers of lines, was cut off."""

    type: Literal["end"]
    series: int
    problems: int


Line = BeginLine | SeriesLine | ProblemLine | EndLine


@dataclass(frozen=True)
class Part:
    """What one check told.

    Attributes:
      logdir: what it looked at.
      series: full entries.
      problems: findings that belong to no single series.
    """

    logdir: str
    series: Sequence[Entry]
    problems: Sequence[Problem]


def lines_of(part: Part) -> Iterator[Line]:
    """Write a check as lines, worst series first."""
    yield {"type": "report", "version": 1, "logdir": part.logdir}
    for entry in part.series:
        yield {"type": "series", "series": entry}
    for problem in part.problems:
        yield {"type": "problem", "problem": problem}
    yield {"type": "end", "series": len(part.series), "problems": len(part.problems)}


def read_parts(text: str, name: str) -> list[Part]:
    """Read the checks that a file holds: one report as JSON, or any number of them as lines.

    Args:
      text: in the file.
      name: of the file, for people.
    """
    report = json_object(text)
    series, problems = report.get("series"), report.get("problems")
    if not isinstance(series, list) or not isinstance(problems, list):
        # Names may hold what Python takes for the end of a line, and JSON does not.
        return read_lines(text.split("\n"), name)
    whole = [entry for entry in series if _is_whole(entry, Entry)]
    told = [problem for problem in problems if _is_whole(problem, Problem)]
    left = len(series) + len(problems) - len(whole) - len(told)
    if left:
        told.append(_problem(name, f"{left:,} of its series and problems are none of `tb-lrplugin check`."))
    return [Part(str(report.get("logdir", name)), whole, told)]


def read_lines(lines: Iterable[str], name: str) -> list[Part]:
    """Read the checks that a file holds, one after the other.

    What was cut off keeps the series that it has, and is a problem by name.

    Args:
      lines: of the file.
      name: of the file, for people.
    """
    parts: list[Part] = []
    strange: list[int] = []
    series, problems, is_whole, logdir = list[Entry](), list[Problem](), True, name
    for number, line in enumerate(lines, 1):
        found = json_object(line)
        kind = found.get("type")
        if kind == "report":
            if not is_whole:
                parts.append(_cut_off(name, logdir, series, problems))
            logdir, series, problems, is_whole = str(found.get("logdir", name)), [], [], False
        elif kind == "series" and _is_whole(found.get("series"), Entry):
            series.append(found["series"])
        elif kind == "problem" and _is_whole(found.get("problem"), Problem):
            problems.append(found["problem"])
        elif kind == "end":
            is_whole = (found.get("series"), found.get("problems")) == (len(series), len(problems))
            parts += [Part(logdir, series, problems)] if is_whole else []
        elif line.strip():
            strange.append(number)
    if not is_whole or not parts:
        parts.append(_cut_off(name, logdir, series, problems))
    if strange:
        more = f" (and {len(strange) - 1:,} more)" if len(strange) > 1 else ""
        message = f"Line {strange[0]:,}{more} is no line of `tb-lrplugin check --format jsonl`."
        parts[-1] = replace(parts[-1], problems=[*parts[-1].problems, _problem(name, message)])
    return parts


def together(parts: Sequence[Part]) -> Part:
    """Put checks of several directories together: runs and files are named from the directory that holds them all."""
    logdirs = [part.logdir for part in parts]
    try:
        above = posixpath.commonpath(logdirs) if len(set(logdirs)) > 1 else logdirs[0]
    except ValueError:  # Relative and absolute paths, or an object store's.
        above = ""
    series, problems = list[Entry](), list[Problem]()
    for part in parts:
        place = "" if part.logdir == above else posixpath.relpath(part.logdir, above) if above else part.logdir
        series += [_named_from(place, entry) for entry in part.series] if place else part.series
        problems += [
            {**problem, "where": posixpath.join(place, problem["where"])} if place else problem
            for problem in part.problems
        ]
    return Part(above, series, problems)


def _named_from(place: str, entry: Entry) -> Entry:
    run = place if entry["run"] == "." else posixpath.join(place, entry["run"])
    source = entry["source"]
    moved = source if source is None else {**source, "where": posixpath.join(place, source["where"])}
    changed: Any = {**entry, "run": run, "source": moved}
    named: Entry = changed
    return named


def _is_whole(found: Any, kind: Any) -> bool:
    """Say whether an object has the keys and values of its kind, as of this version or a later one."""
    return _admits(kind)(found)


@functools.cache
def _admits(hint: Any) -> Callable[[Any], bool]:
    """Make what says whether a value is one that a type of the contract admits; once, as there are many series."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if typing.is_typeddict(hint):
        parts = [(key, key in hint.__required_keys__, _admits(of)) for key, of in typing.get_type_hints(hint).items()]
        return lambda value: (
            isinstance(value, dict)
            and all(fits(value[key]) if key in value else not is_required for key, is_required, fits in parts)
        )
    if origin in (typing.Union, types.UnionType):
        options = [_admits(part) for part in arguments]
        return lambda value: any(fits(value) for fits in options)
    if origin is Literal:
        return lambda value: value in arguments
    if origin is list:
        item = _admits(arguments[0])
        return lambda value: isinstance(value, list) and all(map(item, value))
    kind = object if hint is Any else (int, float) if hint is float else origin or hint
    return lambda value: isinstance(value, kind)


def _cut_off(name: str, logdir: str, series: list[Entry], problems: list[Problem]) -> Part:
    message = "The report ends before its last line: the check that wrote it failed, or still runs. Run it again."
    return Part(logdir, series, [*problems, _problem(name, message)])


def _problem(name: str, message: str) -> Problem:
    return {"where": name, "message": message, "unread": True}
