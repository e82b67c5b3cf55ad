"""Pickles without `pickle`: what they hold, with nothing looked up, imported or called.

The ways through it have a budget each: it may hold itself, or one list a billion times.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from tb_lrplugin.formats.pickles.machine import MOST_OPCODES, Machine, PickleError, TruncatedError
from tb_lrplugin.formats.pickles.nodes import Call, Global, Persistent, Unread

__all__ = [
    "CLASS",
    "MOST_OPCODES",
    "Call",
    "Global",
    "Machine",
    "Persistent",
    "PickleError",
    "TruncatedError",
    "Unread",
    "attributes",
    "mappings",
    "method_named",
    "plain",
]

# Under this key stands the class of an object among its attributes.
CLASS = "__class__"

_MOST_VISITED = 1_000_000
_DEEPEST = 6
_MOST_PLAIN = 20_000
_DEEPEST_PLAIN = 12
_LONGEST_TEXT = 2**16
_GETATTR = ("__builtin__.getattr", "builtins.getattr")

Path = tuple[Any, ...]


def attributes(value: Any) -> Mapping[Any, Any] | None:
    """Give what a dict holds, or the attributes of an object; None of anything else."""
    if isinstance(value, dict):
        return value
    if not isinstance(value, Call):
        return None
    state = value.state
    # Of a class with slots the state is a pair.
    if isinstance(state, tuple) and len(state) == 2 and isinstance(state[1], dict):
        state = state[1]
    return state if isinstance(state, dict) else value.pairs or None


def mappings(tree: Any) -> Iterator[tuple[Path, Mapping[Any, Any], str]]:
    """List the dicts and objects of a tree, those near its root first, each once.

    Yields:
      The keys and indices that lead there, what it holds, and the class of an object, "" of a dict.
    """
    waiting: deque[tuple[Path, Any]] = deque([((), tree)])
    seen: set[int] = set()
    left = _MOST_VISITED
    while waiting:
        path, value = waiting.popleft()
        held = attributes(value)
        sequence = value if isinstance(value, (list, tuple)) else ()
        if id(value) in seen or (held is None and not sequence):
            continue
        seen.add(id(value))
        if held is not None:
            yield path, held, value.path if isinstance(value, Call) else ""
        if len(path) < _DEEPEST:
            inner = islice(enumerate(sequence) if held is None else held.items(), left)
            left = max(0, left - len(sequence if held is None else held))
            waiting.extend(((*path, key), one) for key, one in inner if isinstance(one, (dict, list, tuple, Call)))


def method_named(value: Any) -> str | None:
    """Give the name of a function or a method that stands in a pickle; None of anything else."""
    if isinstance(value, Global):
        return value.path.rpartition(".")[2]
    is_method = isinstance(value, Call) and value.path in _GETATTR and isinstance(value.arguments, tuple)
    name = value.arguments[1] if is_method and len(value.arguments) == 2 else None
    return name if isinstance(name, str) else None


class _Budget:
    """How many values may still be written out."""

    def __init__(self) -> None:
        self.left = _MOST_PLAIN


def plain(value: Any) -> Any:
    """Write out a small part of a tree as numbers, texts, lists and dicts.

    Objects become dicts of their attributes with their class under `CLASS`, an enum its value, and what nobody can
    know (a function, a tensor) None.

    Raises:
      PickleError: if it is deeper or larger than any scheduler's state.
    """
    return _plain(value, _DEEPEST_PLAIN, _Budget())


def _plain(value: Any, depth: int, budget: _Budget) -> Any:
    budget.left -= 1
    if depth == 0 or budget.left < 0:
        raise PickleError("a part of the pickle is nested deeper, or is larger, than any scheduler's state")
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, (str, bytes)):
        return value if len(value) <= _LONGEST_TEXT else None
    if isinstance(value, (list, tuple)):
        return [_plain(one, depth - 1, budget) for one in value]
    if isinstance(value, Call) and value.state is None and not value.pairs:
        only = value.arguments[0] if isinstance(value.arguments, tuple) and len(value.arguments) == 1 else None
        return only if isinstance(only, (bool, int, float, str)) else None
    held = attributes(value)
    if held is None:
        return None
    found = {key: _plain(one, depth - 1, budget) for key, one in held.items()}
    return {CLASS: value.path, **found} if isinstance(value, Call) else found
