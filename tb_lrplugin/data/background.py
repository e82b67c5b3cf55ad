"""Work beside the thread that waits for it."""

from __future__ import annotations

import functools
import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, wait
from concurrent.futures import TimeoutError as FutureTimeoutError
from typing import Any, TypeVar

Item = TypeVar("Item")
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


def in_turn(
    name: str, seconds: float, items: Sequence[Item], work: Callable[[Item], Result]
) -> tuple[list[Result], Future[None] | None]:
    """Do the same work on several items in a thread of its own, until one of them takes too long.

    Args:
      name: of the thread, for people who look at it.
      seconds: how long one item may take; one that takes twice as long is left for certain.
      items: to work on, one after the other.
      work: on one of them.

    Returns:
      The results so far in the order of the items, and None where that is all of them; otherwise the call that is still
      at work on the item after, and ends with it.

    Raises:
      Exception: what `work` raises.
    """
    results: list[Result] = []
    is_left = threading.Event()

    def run() -> None:
        for item in items:
            results.append(work(item))
            if is_left.is_set():
                return

    call = in_background(name, run)
    before = -1
    while not call.done() and len(results) > before:
        before = len(results)
        wait([call], seconds)
    if call.done():
        call.result()
        return results, None
    is_left.set()
    return results[:before], call


# Threads that wait for a file system which does not answer; with more of them nobody waits any longer.
_MOST_STUCK = 8
# The thread ends after so long without a call.
_IDLE_SECONDS = 10.0


class StillRunningError(Exception):
    """A call did not end in time; it goes on.

    Attributes:
      call: its result, once it has one.
    """

    def __init__(self, call: Future[Any]) -> None:
        super().__init__("the call takes too long")
        self.call = call


class BoundedCalls:
    """Calls functions one after the other, each for a bounded time. Safe to call from many threads.

    One thread serves all calls; only one that is stuck is left behind for a new one.
    """

    def __init__(self, name: str) -> None:
        """Prepare; the thread starts with the first call.

        Args:
          name: of the thread, for people who look at it.
        """
        self._name = name
        self._lock = threading.Lock()
        self._queue: queue.SimpleQueue[tuple[Callable[[], Any], Future[Any]]] | None = None
        self._stuck: list[Future[Any]] = []

    def within(self, seconds: float, work: Callable[[], Result]) -> Result:
        """Call a function and wait for its result.

        Args:
          seconds: how long to wait.
          work: may raise.

        Raises:
          StillRunningError: if it did not end in time, or too many others have not.
          Exception: what `work` raises.
        """
        call: Future[Result] = Future()
        with self._lock:
            self._stuck = [stuck for stuck in self._stuck if not stuck.done()]
            if len(self._stuck) >= _MOST_STUCK:
                raise StillRunningError(self._stuck[0])
            if self._queue is None:
                self._queue = queue.SimpleQueue()
                in_background(self._name, functools.partial(self._serve, self._queue))
            mine = self._queue
            mine.put((work, call))
        try:
            return call.result(seconds)
        except FutureTimeoutError:
            if call.done():
                raise
            with self._lock:
                self._stuck.append(call)
                if self._queue is mine:
                    self._queue = None
            raise StillRunningError(call) from None

    def _serve(self, mine: queue.SimpleQueue[tuple[Callable[[], Any], Future[Any]]]) -> None:
        while True:
            try:
                work, call = mine.get(timeout=_IDLE_SECONDS)
            except queue.Empty:
                with self._lock:
                    if mine.empty():
                        self._queue = None if self._queue is mine else self._queue
                        return
                continue
            try:
                call.set_result(work())
            except BaseException as error:
                call.set_exception(error)
