"""Settings as a run's file has them, a line each, and where in the file those stand that speak of the rate."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

# "lr: 0.1", "- lr: 0.1", '"lr": 0.1', "lr = 0.1", "factory.lr = 0.1", "lr {", and "- lr" above its value.
_SETTING = re.compile(r"^[ \t]*(?:-[ \t]+)*[\"']?([\w./@-]+)[\"']?[ \t]*(?:[:={][ \t]*(.*))?$", re.MULTILINE)
# What is shown of a configuration holds more than its rate: names, totals, batch sizes.
_OF_THE_RATE = re.compile(r"lr|learning|rate|sched|warm|decay|anneal|optim|gamma|power|cool", re.IGNORECASE)
# Settings that lie further apart are told by their densest group: a stretch of a hundred lines points at nothing.
_WIDEST_GAP = 12
_MOST_CHARACTERS = 2**18
# Of a setting no more is quoted.
_LONGEST_LINE = 200


def quoted(settings: Mapping[Any, Any], names: Iterable[Any], before: str = "") -> list[str]:
    """Quote settings as a YAML file has them, a line each, with something before it; those that there are."""
    return [f"{before}{name}: {settings[name]}"[:_LONGEST_LINE] for name in names if name in settings]


def lines_of_settings(text: str, shown: str) -> tuple[int, int] | None:
    """Find the stretch of a file that holds the settings that are shown of it.

    Args:
      text: the file's.
      shown: settings of it, a line each, in any notation; those that do not speak of the rate are passed over.

    Returns:
      First and last line, 1-based; None where no setting is found.
    """
    if len(text) > _MOST_CHARACTERS:
        return None
    wanted = {name: value for name, value in _settings(shown) if _OF_THE_RATE.search(name)}
    if "\n" not in text.strip():
        return (1, 1) if any(name in text for name in wanted) else None
    places: dict[str, list[tuple[int, str]]] = {}
    line, end = 1, 0
    for found in _SETTING.finditer(text):
        line += text.count("\n", end, found.start())
        end = found.start()
        name = _last(found[1])
        if name in wanted:
            places.setdefault(name, []).append((line, found[2] or ""))
    # Where a name stands in several places, the one with the value that is shown is meant.
    at = sorted(
        next((number for number, value in those if wanted[name] in value), those[0][0])
        for name, those in places.items()
    )
    return _densest(at)


def _densest(lines: list[int]) -> tuple[int, int] | None:
    """Choose the stretch without a wide gap that holds the most lines; None for no lines."""
    stretches: list[list[int]] = []
    for line in lines:
        if stretches and line - stretches[-1][-1] <= _WIDEST_GAP:
            stretches[-1].append(line)
        else:
            stretches.append([line])
    most = max(stretches, key=len, default=None)
    return (most[0], most[-1]) if most else None


def _settings(shown: str) -> Iterator[tuple[str, str]]:
    """List the settings that are shown: the last part of each name, and how its value begins."""
    for found in _SETTING.finditer(shown):
        yield _last(found[1]), (found[2] or "").strip("\"', {[")[:12]


def _last(name: str) -> str:
    return re.split(r"[./@]", name)[-1]
