"""The check's report for a terminal."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Callable
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from tb_lrplugin.answers.contract import Entry, Problem, Source
from tb_lrplugin.answers.evidence import line_of
from tb_lrplugin.diagnosis.model import SEVERITIES
from tb_lrplugin.report.pages import SHAPES
from tb_lrplugin.words import printable
from tb_lrplugin.workspace import Snapshot

_STYLES = {"error": "bold red", "warning": "yellow", "notice": "blue", "ok": "green", "unknown": "bright_black"}
# A shape and a colour for each severity: either one alone tells them apart.
MARKS = {severity: (SHAPES[severity], style) for severity, style in _STYLES.items()}
# GitHub takes a line that begins so for a command, whoever wrote it.
_COMMAND = re.compile(r"^([^\S\n]*):(?=:)", re.MULTILINE)
_PLURALS = {"error": "errors", "warning": "warnings", "notice": "notices", "ok": "ok", "unknown": "unknown"}


def print_text(logdir: str, snapshot: Snapshot) -> None:
    """Print every series, worst first; those that need attention in full."""
    console = Console(highlight=False, soft_wrap=False)
    logdir = printable(logdir)
    if not snapshot.entries:
        print_safely(console, lambda: _print_empty(console, logdir, snapshot))
    counts, known = Counter[str](), 0
    for entry in snapshot.entries:
        print_safely(console, functools.partial(_print_series, console, printable_answer(entry)))
        if entry["acknowledged"] is None:
            counts[entry["severity"]] += 1
        else:
            known += 1
    for problem in snapshot.problems:
        print_safely(console, functools.partial(_print_problem, console, printable_answer(problem)))
    if not snapshot.is_complete:
        console.print(Text(f"Not all of {logdir} could be read: see the lines that begin with !", "red"))
    if snapshot.entries:
        summary = ", ".join(
            f"{counts[severity]} {_PLURALS[severity] if counts[severity] != 1 else severity}"
            for severity in SEVERITIES
            if counts[severity]
        )
        left = [summary] * bool(summary) + [f"{known} acknowledged"] * bool(known)
        console.print(f"{len(snapshot.entries)} series: {', '.join(left)}")


def print_safely(console: Console, write: Callable[[], None]) -> None:
    """Print what `write` prints, without a line that a CI runner would take for a command of ours."""
    with console.capture() as captured:
        write()
    text = _COMMAND.sub(lambda found: f"{found[1]}\\x3a", captured.get()).replace("##[", "##\\x5b")
    console.file.write(text)


def printable_answer(value: Any, keeps_lines: bool = False) -> Any:
    """Make every text of an answer printable; only what is code to copy keeps its lines."""
    if isinstance(value, str):
        return printable(value, keeps_lines=keeps_lines)
    if isinstance(value, dict):
        return {key: printable_answer(part, key == "fix") for key, part in value.items()}
    return [printable_answer(part) for part in value] if isinstance(value, list) else value


def _print_problem(console: Console, problem: Problem) -> None:
    style = "red" if problem["unread"] else "yellow"
    console.print(Text.assemble(("! ", style), problem["where"], ": ", problem["message"]))


def _print_series(console: Console, entry: Entry) -> None:
    mark, style = MARKS[entry["standing"]]
    name = Text.assemble((f"{mark} ", style), (entry["run"], "bold"), " ", entry["tag"])
    console.print(name)
    _print_indented(console, Text(entry["headline"], style))
    acknowledged = entry["acknowledged"]
    if acknowledged is not None:
        _print_indented(console, Text(acknowledged["text"]))
    needs_attention = entry["severity"] in ("error", "warning", "notice") and acknowledged is None
    if needs_attention:
        _print_indented(console, Text(entry["detail"]))
        _print_numbers(console, entry)
    for warning in entry["warnings"]:
        _print_indented(console, Text.assemble(("▲ ", "yellow"), (f"{warning['id']}: ", "yellow"), warning["text"]))
        # A verdict may give the same advice, and gives it below.
        if warning["fix"] and not (needs_attention and warning["fix"] == entry["fix"]):
            print_code(console, warning["fix"])
    if needs_attention:
        _print_causes_and_fix(console, entry)
    if entry["source"] is not None:
        _print_indented(console, Text(f"asked for by {_source(entry['source'])}", "bright_black"))
    if needs_attention:
        _print_indented(console, Text(f"more: tb-lrplugin explain {entry['verdict']}", "bright_black"))
    console.print()


def _print_numbers(console: Console, entry: Entry) -> None:
    """Print evidence, other explanations, what the points follow, and the next change; each where there is one."""
    for label, text in (
        ("evidence", line_of(entry["evidence_rows"])),
        *(("or", alternative) for alternative in entry["alternatives"]),
        ("asked for", entry["schedule_text"] if entry["inferred"] else ""),
        ("ran", f"{entry['inferred']['text']} (inferred from the points)" if entry["inferred"] else ""),
        ("next change", entry["next_change_text"]),
    ):
        if text:
            _print_indented(console, Text.assemble((f"{label}: ", "bright_black"), text))


def _print_causes_and_fix(console: Console, entry: Entry) -> None:
    if entry["causes"]:
        _print_indented(console, Text("likely causes", "bright_black"))
        for number, cause in enumerate(entry["causes"], 1):
            _print_indented(console, Text(f"{number}. {cause}"), 4)
    if entry["fix"]:
        _print_indented(console, Text("fix", "bright_black"))
        print_code(console, entry["fix"])


def print_code(console: Console, code: str, style: str = "") -> None:
    """Print what is to be copied or drawn as it stands."""
    # Code is to be copied: never wrapped.
    for line in code.split("\n"):
        console.print(Text(f"    {line}", style), soft_wrap=True)


def _source(source: Source) -> str:
    return f"{source['where']}{at_lines(source)}"


def at_lines(source: Source) -> str:
    """Say in which lines of its file a schedule stands: ", lines 3 to 8", "" where they are not known."""
    first, last = source.get("lines") or (0, 0)
    if not first:
        return ""
    return f", line {first}" if first == last else f", lines {first} to {last}"


def _print_indented(console: Console, text: Text, indent: int = 2) -> None:
    console.print(Padding(text, (0, 0, 0, indent), expand=False))


def _print_empty(console: Console, logdir: str, snapshot: Snapshot) -> None:
    console.print(Text(f"No learning-rate series below {logdir}."))
    if snapshot.scalar_tags:
        tags = ", ".join(map(printable, snapshot.scalar_tags))
        console.print(Text(f"The scalar tags there: {tags}."))
        console.print("If one of them is a learning rate, name it: tb-lrplugin check --tags REGEX LOGDIR")
    else:
        console.print("There are no scalars at all: is this the directory that the training writes to?")
