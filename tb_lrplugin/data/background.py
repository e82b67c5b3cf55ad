"""Work beside the thread that waits for it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

Result = TypeVar("Result")


def in_background(name: str, work: Callable[[], Result]) -> Future[Result]:
    """Start work in a thread that does not keep the process from ending, as an executor's would.

    Args:
      name: of the thread, for people who look at it.
      work: may raise; whoever asks for the result gets the error.
    """
    future: Future[Result] = Future()

    def run() -> None:
        try:
            result = work()
        except BaseException as error:
            future.set_exception(error)
        else:
            future.set_result(result)

    threading.Thread(target=run, name=name, daemon=True).start()
    return future
