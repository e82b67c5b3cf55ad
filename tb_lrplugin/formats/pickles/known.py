"""The few constructors whose result is plain data; they are told by their names, and nothing is called.

Every result is either an argument itself or small: a file may name one long argument a million times.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from typing import Any

from tb_lrplugin.formats.pickles.nodes import Call, Global, Unread

# Scalars of numpy have 16 bytes at most.
_MOST_CHARACTERS = 64
_NUMPY_FORMATS = {"f8": "d", "f4": "f", "f2": "e", "i8": "q", "i4": "i", "i2": "h", "i1": "b", "u1": "B", "b1": "?"}


def made(function: Any, arguments: Any) -> Any:
    """Give what a call would make as plain data, where it is known to be that; a `Call` for all else."""
    if isinstance(function, Global) and isinstance(arguments, tuple):
        make = _MAKERS.get(function.path)
        if make is not None:
            found = make(arguments)
            if found is not None:
                return found
    return Call(function, arguments)


def is_key(value: Any) -> bool:
    """Say whether a value may be a key: its hash must be cheap, and not of the file's choosing."""
    return value is None or isinstance(value, (str, bytes)) or (isinstance(value, int) and abs(value) < 2**53)


def store(mapping: dict[Any, Any], key: Any, value: Any) -> None:
    """Store under a key; what has no key that is hashed is left out."""
    if is_key(key):
        mapping[key] = value


def _mapping(arguments: tuple[Any, ...]) -> dict[Any, Any] | None:
    if not arguments:
        return {}
    if isinstance(arguments[0], dict):
        return arguments[0]
    found: dict[Any, Any] = {}
    pairs = arguments[0]
    if not isinstance(pairs, list):
        return None
    # Taken out of the list, so that a file that names it again and again has no work done twice.
    while pairs:
        pair = pairs.pop()
        if isinstance(pair, (list, tuple)) and len(pair) == 2:
            store(found, *pair)
    return dict(reversed(found.items()))


def _empty(_arguments: tuple[Any, ...]) -> dict[Any, Any]:
    return {}


def _sequence(arguments: tuple[Any, ...]) -> Any:
    if not arguments:
        return []
    return arguments[0] if isinstance(arguments[0], (list, tuple)) else None


def _encoded(arguments: tuple[Any, ...]) -> bytes | None:
    """Protocol 2 has no bytes: they come as text that would be encoded."""
    is_short = len(arguments) == 2 and isinstance(arguments[0], str) and len(arguments[0]) <= _MOST_CHARACTERS
    if not is_short or arguments[1] not in ("latin1", "latin-1"):
        return None
    try:
        return str(arguments[0]).encode("latin-1")
    except UnicodeEncodeError:
        return None


def _numpy_scalar(arguments: tuple[Any, ...]) -> Any:
    if len(arguments) != 2 or not isinstance(arguments[0], Call) or not isinstance(arguments[1], bytes):
        return None
    kind, content = arguments
    name = kind.arguments[0] if isinstance(kind.arguments, tuple) and kind.arguments else None
    form = _NUMPY_FORMATS.get(name) if isinstance(name, str) else None
    order = kind.state[1] if isinstance(kind.state, tuple) and len(kind.state) > 1 else "<"
    if form is None or struct.calcsize(form) != len(content):
        return Unread()
    return struct.unpack(f"{'>' if order == '>' else '<'}{form}", content)[0]


_MAKERS: Mapping[str, Callable[[tuple[Any, ...]], Any]] = {
    "collections.OrderedDict": _mapping,
    "collections.Counter": _mapping,
    "collections.defaultdict": _empty,
    "torch.Size": _sequence,
    "_codecs.encode": _encoded,
    **{f"numpy.{core}.multiarray.scalar": _numpy_scalar for core in ("core", "_core")},
    **{f"{module}.dict": _mapping for module in ("builtins", "__builtin__")},
    **{
        f"{module}.{name}": _sequence
        for module in ("builtins", "__builtin__")
        for name in ("set", "frozenset", "list", "tuple")
    },
}
