"""`tb-lrplugin explain VERDICT`: the documentation of a verdict or warning, without a network."""

from __future__ import annotations

import difflib
import re
from pathlib import Path

from rich.console import Console
from rich.markdown import Markdown

from tb_lrplugin.cli.formats import UsageError

_PACKAGE = Path(__file__).resolve().parents[1]
# Installed with the package; in a checkout the documentation itself.
_PLACES = (_PACKAGE / "docs" / "verdicts.md", _PACKAGE.parent / "docs" / "verdicts.md")
_HEADING = re.compile(r"^## (\w+)$", re.MULTILINE)
_PART = re.compile(r"^# .*$", re.MULTILINE)
_FIGURE = re.compile(r"^!\[[^\]\n]*\]\([^)\n]*\)\n*", re.MULTILINE)
# Within the page; a terminal has nowhere to go.
_PAGE_LINK = re.compile(r"\[([^\[\]]*)\]\((?:#[^)\n]*|[\w./]+\.md[^)\n]*)\)")


def explain(name: str) -> int:
    """Print the section on a verdict or warning.

    Args:
      name: id of the verdict or warning; "" for the table of all.

    Returns:
      The exit code, 0.

    Raises:
      UsageError: if there is no such section, or the documentation is not installed.
    """
    text = _documentation()
    sections = _sections(text)
    if name and name not in sections:
        near = difflib.get_close_matches(name, sections, 1)
        hint = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(sections)}."
        raise UsageError(f"{name} is no verdict or warning. {hint}")
    shown = sections[name] if name else text[: text.index("\n## ")]
    Console(highlight=False).print(Markdown(_PAGE_LINK.sub(r"\1", _FIGURE.sub("", shown))))
    return 0


def _documentation() -> str:
    for place in _PLACES:
        if place.is_file():
            return place.read_text(encoding="utf-8")
    raise UsageError("The documentation was not installed with the package: install tb-lrplugin anew.")


def _sections(text: str) -> dict[str, str]:
    """Split the page into the sections on one verdict or warning each, by name."""
    found = list(_HEADING.finditer(text))
    ends = [*(match.start() for match in found[1:]), len(text)]
    return {
        # A heading of the first level opens another part of the page.
        match[1]: _PART.split(text[match.start() : end])[0].rstrip()
        for match, end in zip(found, ends, strict=True)
    }
