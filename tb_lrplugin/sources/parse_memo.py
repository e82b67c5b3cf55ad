"""Parsing a config file once, however often it is looked at."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

Result = TypeVar("Result")

# One entry is a reading, about a kilobyte; a log directory of 10,000 runs fits.
_MOST_ENTRIES = 16_384


class ParseMemo(Generic[Result]):
    """Remembers what a parser made of a file, until the file's content changes.

    The page asks every few seconds, and parsing a pipeline.config takes milliseconds. Content decides, not
    times: remote file systems and copied directories cannot be trusted with those.
    """

    def __init__(self, parse: Callable[[str, str], Result]) -> None:
        """Wrap a parser.

        Args:
          parse: maps where a file lies, for people, and its text to a result; a pure function.
        """
        self._parse = parse
        self._known: OrderedDict[tuple[str, bytes], Result] = OrderedDict()
        self._lock = Lock()

    def __call__(self, where: str, text: str) -> Result:
        """Parse, or remember."""
        key = (where, hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest())
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
                return self._known[key]
        result = self._parse(where, text)
        with self._lock:
            self._known[key] = result
            if len(self._known) > _MOST_ENTRIES:
                self._known.popitem(last=False)
        return result
