"""Numbers of a run's own settings that may turn up as a factor between what was asked for and what was logged.

A schedule that runs 4 times too fast was stepped for each of 4 accumulated batches, or by each of 4 processes: where
the run's settings hold that 4, a diagnosis names it. Only settings that multiply steps or rates in the framework's own
code are asked for, as any other number that happens to be equal would mislead.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

Numbers = tuple[tuple[str, float], ...]

# Beyond this, or below its reciprocal, no count of batches, processes or epochs is meant.
_LARGEST = 1e9
_LONGEST_NAME = 60


def numbers_of(settings: Mapping[Any, Any], names: Iterable[str]) -> Numbers:
    """Collect the settings that are numbers above 0.

    Args:
      settings: anything at all, by name; nested mappings are reached with dots ("trainer.devices").
      names: the settings to look for.

    Returns:
      Name and value of each that is there, in the order of `names`; booleans, text and lists are left out.
    """
    found = ((name, _number(_look_up(settings, name))) for name in names)
    return tuple((name, value) for name, value in found if value is not None)


def named(name: str, value: Any) -> Numbers:
    """Give a number that was worked out from settings a name of its own; nothing where it is no number above 0."""
    number = _number(value)
    return () if number is None else ((name[:_LONGEST_NAME], number),)


def ratio(numbers: Numbers, name: str, above: str, *below: str) -> Numbers:
    """Divide one setting by others, where all are known and the result is a whole number."""
    known = dict(numbers)
    if above not in known or any(one not in known for one in below):
        return ()
    result = known[above] / math.prod(known[one] for one in below)
    return ((name, result),) if result.is_integer() else ()


def _look_up(settings: Mapping[Any, Any], name: str) -> Any:
    if name in settings:
        return settings[name]
    node: Any = settings
    for part in name.split("."):
        node = node.get(part) if isinstance(node, Mapping) else None
    return node


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    # Compared before it is converted: Python's integers may be longer than any float.
    return float(value) if 1 / _LARGEST <= value <= _LARGEST else None
