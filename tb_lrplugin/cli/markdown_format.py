"""The worst series as a table in Markdown: for a comment on a change, or the summary of a job."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tb_lrplugin.answers.contract import Entry, Problem
from tb_lrplugin.diagnosis.model import SEVERITIES
from tb_lrplugin.words import counted, printable

# A comment is to be read; GitHub takes 65,536 characters.
_MOST_ROWS, _LONGEST_CELL = 20, 200
_SHOWN = ("error", "warning", "notice")
_MARKS = {"error": "🛑", "warning": "⚠️", "notice": "ℹ️", "unknown": "❔", "ok": "✅"}
# What a cell of a table, or a name that somebody is called by, would be taken for.
_ESCAPES = str.maketrans({character: f"\\{character}" for character in "\\`*_{}[]<>|#@~"})


def markdown(logdir: str, series: Sequence[Entry], problems: Sequence[Problem]) -> str:
    """Write the worst series and all problems.

    Args:
      logdir: what was checked.
      series: full entries, worst first.
      problems: findings that belong to no single series.
    """
    counts, shown = Counter[str](), list[Entry]()
    for entry in series:
        severity = entry["standing"]
        counts[severity] += 1
        if severity in _SHOWN and len(shown) < _MOST_ROWS:
            shown.append(entry)
    told = ", ".join(f"{counts[severity]} {severity}" for severity in SEVERITIES if counts[severity])
    title = f"{counted(len(series), 'learning-rate series', 'learning-rate series')} below {_cell(logdir)}"
    left = sum(counts[severity] for severity in _SHOWN) - len(shown)
    lines = [f"### {title}{f': {told}' if told else ''}", ""]
    if shown:
        lines += ["| | run | series | diagnosis |", "| --- | --- | --- | --- |", *map(_row, shown)]
    if left:
        lines += ["", f"and {left:,} more, none of them worse."]
    lines += ["", *(f"- {_cell(one['where'])}: {_cell(one['message'])}" for one in problems[:_MOST_ROWS])]
    return "\n".join(lines).rstrip() + "\n"


def _row(entry: Entry) -> str:
    first = next((cause for cause in entry["causes"]), "")
    warnings = "".join(f"<br>{_cell(warning['text'])}" for warning in entry["warnings"])
    told = f"**{_cell(entry['headline'])}**{f'<br>{_cell(first)}' if first else ''}{warnings}"
    return f"| {_MARKS[entry['standing']]} | {_cell(entry['run'])} | {_cell(entry['tag'])} | {told} |"


def _cell(text: str) -> str:
    short = text if len(text) <= _LONGEST_CELL else f"{text[: _LONGEST_CELL - 1]}…"
    return printable(short).translate(_ESCAPES)
