"""Annotations for GitHub Actions: `::error title=...::message`.

Format: "Workflow commands for GitHub Actions", docs.github.com.
"""

from __future__ import annotations

from collections.abc import Iterator

from tb_lrplugin.answers.contract import Entry
from tb_lrplugin.answers.evidence import line_of
from tb_lrplugin.words import printable
from tb_lrplugin.workspace import Snapshot

_ANNOTATIONS = {"error": "error", "warning": "warning", "notice": "notice"}


def github_lines(snapshot: Snapshot) -> Iterator[str]:
    """Write one annotation per series that is at least a notice, per warning and per problem."""
    for entry in snapshot.entries:
        name = _name(entry)
        if entry["severity"] in _ANNOTATIONS:
            yield _annotation(_ANNOTATIONS[entry["severity"]], name, _message(entry))
        for warning in entry["warnings"]:
            fix = f"\n{warning['fix']}" if warning["fix"] else ""
            yield _annotation("warning", name, f"{warning['text']}{fix}")
    for problem in snapshot.problems:
        yield _annotation("warning", problem["where"], problem["message"])


def _message(entry: Entry) -> str:
    """Write what the terminal shows, a line each; GitHub shows line breaks."""
    labelled = (
        ("Evidence", line_of(entry["evidence_rows"])),
        ("Next change", entry["next_change_text"]),
        ("Likely cause", entry["causes"][0] if entry["causes"] else ""),
    )
    return "\n".join(
        [f"{entry['headline']}. {entry['detail']}", *(f"{name}: {text}" for name, text in labelled if text)]
    )


def _name(entry: Entry) -> str:
    return f"{entry['run']}: {entry['tag']}"


def _annotation(level: str, title: str, message: str) -> str:
    property_value = _escape(title).replace(":", "%3A").replace(",", "%2C")
    return f"::{level} title={property_value}::{_escape(message)}"


def _escape(text: str) -> str:
    return printable(text, keeps_lines=True).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
