"""The lines of a configuration file that are shown beside a diagnosis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


def excerpt(text: str, settings: Mapping[Any, Any], names: Sequence[str]) -> str:
    """Quote the lines of a flat YAML file that set the given names, in their order in the file."""
    lines = getattr(settings, "lines", {})
    chosen = sorted({lines[name][0] for name in names if name in lines})
    written = text.splitlines()
    return "\n".join(written[number - 1][:200] for number in chosen if number <= len(written))
