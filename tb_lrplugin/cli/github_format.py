"""Annotations for GitHub Actions: `::error title=...,file=...,line=...::message`.

Format: "Workflow commands for GitHub Actions", docs.github.com.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tb_lrplugin.cli.findings import Finding
from tb_lrplugin.words import printable


def github_lines(findings: Iterable[Finding]) -> Iterator[str]:
    """Write one annotation per finding; GitHub shows line breaks, and the place in a change of that file."""
    for finding in findings:
        properties = {"title": finding.name}
        if finding.place is not None:
            first, last = finding.place.lines or (1, 1)
            properties |= {"file": finding.place.path, "line": str(first), "endLine": str(last)}
        given = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
        yield f"::{finding.level} {given}::{_escape(finding.message)}"


def _property(value: str) -> str:
    return _escape(value).replace(":", "%3A").replace(",", "%2C")


def _escape(text: str) -> str:
    return printable(text, keeps_lines=True).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
