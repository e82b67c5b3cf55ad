"""Writes the table of docs/watch.md from what was trained: `python -m tests.training.watched.table`."""

from __future__ import annotations

import json
from pathlib import Path

from tests.training.watched.cases import RECORDED

PAGE = Path(__file__).resolve().parents[3] / "docs" / "watch.md"
BEGIN, END = "<!-- trained loops: begin -->\n", "<!-- trained loops: end -->\n"


def table() -> str:
    """Write what every watch said of every loop."""
    recorded = json.loads(RECORDED.read_text())
    lines = ["| framework | the loop | the watch says |", "| --- | --- | --- |"]
    for entry in recorded.values():
        # Faults first.
        for what, told in sorted(entry["loops"].items(), key=lambda pair: pair[1] == "nothing"):
            lines.append(f"| {entry['with']} | {what} | {told} |")
    return "\n".join(lines) + "\n"


def page_with(text: str) -> str:
    """Put a table in the place of the one in the page."""
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    return before + BEGIN + text + END + rest.partition(END)[2]


if __name__ == "__main__":
    PAGE.write_text(page_with(table()), encoding="utf-8")
