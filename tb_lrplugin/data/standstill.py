"""A reader that waits for a file system which does not answer, told from one that takes long."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import TypeVar

Result = TypeVar("Result")

# TensorBoard's readers give no sign of life but their work.
_LONGEST_SECONDS = 60.0
# Whoever only waits uses less of the processor in that time: each look at it is work too.
_LEAST_WORK = 0.05


class NoAnswerError(Exception):
    """A reader has stood still for long; the message is a sentence for the user."""


def awaited(call: Future[Result], logdir: str, work: Callable[[], float]) -> Result:
    """Wait for a call that reads a log directory, for as long as it works.

    Args:
      call: what is waited for; it goes on where it stands still.
      logdir: what it reads, for people.
      work: tells how much it has done so far: seconds of processor time, or bytes.

    Raises:
      NoAnswerError: if it has done nothing for a minute.
      Exception: what the call raises.
    """
    before, since = work(), time.monotonic()
    while not call.done():
        wait([call], _LONGEST_SECONDS / 20)
        now = work()
        if now - before >= _LEAST_WORK:
            before, since = now, time.monotonic()
        elif time.monotonic() - since >= _LONGEST_SECONDS and not call.done():
            raise NoAnswerError(
                f"{logdir} does not answer: TensorBoard's reader has read nothing for {_LONGEST_SECONDS:g} s, so "
                "nothing was diagnosed. Is a part of it on a file system that is gone?"
            )
    return call.result()


def work_of(process: int) -> float:
    """Give the bytes that a process has read, and its processor time; ever more where the system does not tell."""
    try:
        with open(f"/proc/{process}/io", encoding="ascii") as file:
            read = int(file.readline().partition(":")[2])
        with open(f"/proc/{process}/stat", encoding="utf-8", errors="replace") as file:
            used = file.read().rpartition(")")[2].split()[11:13]
    except (OSError, ValueError):
        return time.monotonic()
    return read + sum(map(int, used))
