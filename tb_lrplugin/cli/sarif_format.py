"""Findings as SARIF 2.1.0, which code scanning and editors read.

Format: "Static Analysis Results Interchange Format (SARIF) Version 2.1.0", OASIS Standard, 27 March 2020.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from tb_lrplugin import __version__
from tb_lrplugin.cli.findings import Finding, Place
from tb_lrplugin.names import DOCS_ADDRESS
from tb_lrplugin.words import printable

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "notice": "note"}


def sarif(rules: Iterable[str]) -> dict[str, Any]:
    """Write a SARIF log without results, for findings of some rules."""
    driver = {
        "name": "tb-lrplugin",
        "semanticVersion": __version__,
        "informationUri": DOCS_ADDRESS,
        "rules": [_rule(name) for name in rules],
    }
    return {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": []}],
    }


def _rule(name: str) -> dict[str, Any]:
    return {
        "id": name,
        "shortDescription": {"text": name.replace("_", " ")},
        "helpUri": f"{DOCS_ADDRESS}/verdicts/#{name}",
    }


def result_of(finding: Finding, rule: int, looked_at: str) -> dict[str, Any]:
    """Write a finding as a result.

    Args:
      finding: of a check or plan.
      rule: its place among the rules of the log.
      looked_at: the directory or file that was asked for, where a finding has no place of its own.
    """
    key = hashlib.sha256(f"{finding.rule}\n{finding.name}".encode(errors="surrogatepass")).hexdigest()
    name = printable(finding.name)
    return {
        "ruleId": finding.rule,
        "ruleIndex": rule,
        "level": _LEVELS[finding.level],
        "message": {"text": f"{name}: {printable(finding.message, keeps_lines=True)}"},
        "locations": [
            {
                "physicalLocation": _physical(finding.place or Place(looked_at)),
                "logicalLocations": [{"fullyQualifiedName": name, "kind": "resource"}],
            }
        ],
        "partialFingerprints": {"ruleAndName/v1": key},
    }


def _physical(place: Place) -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": {"uri": _address_of(place.path)}}
    if place.lines is not None:
        location["region"] = {"startLine": place.lines[0], "endLine": place.lines[1]}
    return location


def _address_of(path: str) -> str:
    """Write a path as a reference by RFC 3986: relative to the working directory, or whole."""
    if "://" in path:
        return quote(path, safe="/:", errors="surrogatepass")
    if os.path.isabs(path):
        return f"file://{'' if path.startswith('/') else '/'}{quote(path, safe='/:', errors='surrogatepass')}"
    # What stands before a colon there is read as the name of a scheme.
    return quote(path, safe="/", errors="surrogatepass") or "."
