"""What a check or a plan has to say, one finding each, for the formats that other programs read."""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from tb_lrplugin.answers import failing_severity
from tb_lrplugin.answers.contract import Entry, Problem, Source
from tb_lrplugin.answers.evidence import line_of
from tb_lrplugin.answers.plan_contract import Plan, Plans
from tb_lrplugin.workspace import Snapshot

Level = Literal["error", "warning", "notice"]
LEVELS: dict[str, Level] = {"error": "error", "warning": "warning", "notice": "notice"}
# Errors of a configuration name the line in their sentence.
_LINE = re.compile(r"\bline (\d{1,9})\b")
_EVENTS = "tfevents"
# Of a checkpoint's directory the file that most likely was meant.
_OF_CHECKPOINT = ("scheduler", "optim", "state")
_HEAD_BYTES, _MOST_READ = 2**20, 4


@dataclass(frozen=True)
class Place:
    """A configuration's file, as a program that runs in this directory names it.

    Attributes:
      path: of the file, with forward slashes.
      lines: first and last line, 1-based; None where they are not known.
    """

    path: str
    lines: tuple[int, int] | None = None


@dataclass(frozen=True)
class Finding:
    """One thing to tell.

    Attributes:
      level: how bad it is.
      rule: a verdict, a warning's id, or what stands in for one.
      name: whose it is: run and tag of a series, or a file.
      message: some lines, for people.
      find_place: finds the configuration; None where there is none that can be opened.
    """

    level: Level
    rule: str
    name: str
    message: str
    find_place: Callable[[], Place | None]

    @property
    def place(self) -> Place | None:
        """The configuration, which is looked for on the disk: only for those who tell of it."""
        return self.find_place()


def of_snapshot(logdir: str, snapshot: Snapshot) -> Iterator[Finding]:
    """List what a check found: series that are at least a notice, warnings, and problems."""
    for entry in snapshot.entries:
        yield from of_entry(logdir, entry)
    for problem in snapshot.problems:
        yield _of_problem(problem, "unread" if problem["unread"] else "problem", "warning", logdir)


def of_entry(logdir: str, entry: Entry) -> Iterator[Finding]:
    """List what there is to say of one series."""
    name = f"{entry['run']}: {entry['tag']}"
    place = _finder(logdir, entry["source"], entry["detail"] if entry["verdict"] == "config_error" else "")
    level = LEVELS.get(failing_severity(entry))
    if level is not None:
        yield Finding(level, entry["verdict"], name, _message(entry), place)
    for warning in entry["warnings"]:
        yield Finding("warning", warning["id"], name, _with_fix(warning["text"], warning["fix"]), place)


def of_plans(plans: Plans) -> Iterator[Finding]:
    """List what is wrong with configurations: errors, warnings, and numbers that are missing."""
    for problem in plans["problems"]:
        yield _of_problem(problem, "config_error", "error")
    for plan in plans["plans"]:
        yield from _of_plan(plan)


def _of_plan(plan: Plan) -> Iterator[Finding]:
    name, place = name_of(plan), _finder("", plan["source"])
    for warning in plan["warnings"]:
        yield Finding("warning", warning["id"], name, _with_fix(warning["text"], warning["fix"]), place)
    for missing in plan["missing"]:
        given = f": give it with {missing['flag']} N" if missing["flag"] else ""
        yield Finding("notice", "missing_number", name, f"{plan_text(plan)} Missing: {missing['name']}{given}.", place)


def name_of(plan: Plan) -> str:
    """Name a plan by its file, and by the series that it governs where it is one of several."""
    return f"{plan['source']['where']}: {plan['tag']}" if plan["tag"] else plan["source"]["where"]


def plan_text(plan: Plan) -> str:
    """Write the schedule as a sentence; "" where there is none."""
    return f"{plan['schedule_text']}." if plan["schedule_text"] else ""


def _message(entry: Entry) -> str:
    """Write what the terminal shows, a line each."""
    labelled = (
        ("Evidence", line_of(entry["evidence_rows"])),
        ("Next change", entry["next_change_text"]),
        ("Likely cause", entry["causes"][0] if entry["causes"] else ""),
    )
    return "\n".join(
        [f"{entry['headline']}. {entry['detail']}", *(f"{name}: {text}" for name, text in labelled if text)]
    )


def _with_fix(text: str, fix: str | None) -> str:
    return f"{text}\n{fix}" if fix else text


def _of_problem(problem: Problem, rule: str, level: Level, logdir: str = "") -> Finding:
    source: Source = {"kind": "", "where": problem["where"]}
    return Finding(level, rule, problem["where"], problem["message"], _finder(logdir, source, problem["message"]))


def _finder(logdir: str, source: Source | None, sentence: str = "") -> Callable[[], Place | None]:
    return functools.cache(functools.partial(_place_of, logdir, source, sentence))


def _place_of(logdir: str, source: Source | None, sentence: str = "") -> Place | None:
    """Find a configuration's file on this machine."""
    if source is None or "://" in logdir:
        return None
    try:
        path = _file_of(os.path.join(logdir, source["where"]))
        if path is None:
            return None
        # What lies in the working directory, as a repository's own files do, is named from there.
        relative = os.path.relpath(path)
    except (OSError, ValueError):  # What cannot be listed, a name with a NUL, or another drive.
        return None
    shown = path if relative.startswith("..") else relative
    lines, told = source.get("lines"), _LINE.search(sentence)
    at = (lines[0], lines[1]) if lines else (int(told[1]), int(told[1])) if told else None
    return Place(shown.replace(os.sep, "/"), at)


def _file_of(path: str) -> str | None:
    """Find the file that a source names: itself, the event file of "RUN: TAG", or one of a checkpoint's directory."""
    if os.path.isfile(path):
        return path
    folder, _, tag = (path, "", "") if os.path.isdir(path) else path.rpartition(": ")
    if not os.path.isdir(folder):
        return None
    files = [os.path.join(folder, name) for name in sorted(os.listdir(folder), reverse=True)]
    if not tag:
        named = (file for word in _OF_CHECKPOINT for file in files if word in os.path.basename(file))
        return next(filter(os.path.isfile, named), None)
    written = [file for file in files if _EVENTS in os.path.basename(file) and os.path.isfile(file)]
    # Of several launches the last that has it.
    return next((file for file in written[:_MOST_READ] if _has(file, tag)), written[0]) if written else None


def _has(path: str, tag: str) -> bool:
    """Say whether an event file begins with a summary of a tag, as settings are written."""
    try:
        with open(path, "rb") as file:
            return tag.encode() in file.read(_HEAD_BYTES)
    except OSError:
        return False
