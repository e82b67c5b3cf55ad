"""Parsing a config file once, however often it is looked at and wherever its copies lie."""

from __future__ import annotations

import dataclasses
import hashlib
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any, Generic, TypeVar

from tb_lrplugin.frameworks.reading import Reading

Result = TypeVar("Result")

# One entry is a reading, about a kilobyte; a log directory of 10,000 runs fits.
_MOST_ENTRIES = 16_384


class ParseMemo(Generic[Result]):
    """Remembers what a parser made of a text.

    The page asks every few seconds, and parsing a pipeline.config takes milliseconds. Content decides, not
    times: remote file systems and copied directories cannot be trusted with those. The runs of a sweep over seeds
    often hold one configuration, which is parsed once for all of them.
    """

    def __init__(self, parse: Callable[[str, str], Result]) -> None:
        """Wrap a parser.

        Args:
          parse: maps where a file lies, for people, and its text to a result; a pure function, which only hands on
            where it lies to the readings that it makes: one, a tuple of them, or none.
        """
        self._parse = parse
        self._known: OrderedDict[bytes, tuple[str, Result]] = OrderedDict()
        self._lock = Lock()

    def __call__(self, where: str, text: str) -> Result:
        """Parse, or remember."""
        key = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
        with self._lock:
            known = self._known.get(key)
            if known is not None:
                self._known.move_to_end(key)
        if known is not None:
            parsed_where, result = known
            return result if parsed_where == where else _lying_at(where, result)
        result = self._parse(where, text)
        with self._lock:
            self._known[key] = where, result
            if len(self._known) > _MOST_ENTRIES:
                self._known.popitem(last=False)
        return result


def _lying_at(where: str, result: Any) -> Any:
    """Give what was made of another file of the same content, with the readings that it holds."""
    if isinstance(result, tuple):
        return tuple(_lying_at(where, part) for part in result)
    if not isinstance(result, Reading):
        return result
    held = {name: _lying_at(where, value) for name, value in vars(result).items() if _holds_readings(value)}
    return dataclasses.replace(result, where=where, **held)


def _holds_readings(value: Any) -> bool:
    return isinstance(value, tuple) and any(isinstance(part, Reading) for part in value)
