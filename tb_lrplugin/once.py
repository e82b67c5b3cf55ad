"""Making something when it is first needed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")


def once(make: Callable[[], Result]) -> Callable[[], Result]:
    """Wrap a function that makes something: called at the first need, from whichever thread; an error is not kept."""
    lock = threading.Lock()
    made: list[Result] = []

    def get() -> Result:
        with lock:
            if not made:
                made.append(make())
            return made[0]

    return get
