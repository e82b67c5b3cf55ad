"""Signals that end a process from outside: it tidies up what it has begun, and says that it was ended."""

from __future__ import annotations

import signal
from collections.abc import Callable
from types import FrameType

# Of a scheduler or a container that ends, and of a terminal that is closed. Windows has not all of them.
_ENDING = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


class EndedError(BaseException):
    """The process is to end; no error that anything along the way may handle.

    Attributes:
      number: of the signal.
    """

    def __init__(self, number: int) -> None:
        super().__init__(f"ended from outside by {signal.Signals(number).name}")
        self.number = number


def end(number: int, _frame: FrameType | None) -> None:
    """End what is going on, tidily; whoever sends a signal once more need not wait for that.

    Raises:
      EndedError: always.
    """
    signal.signal(number, signal.SIG_DFL)
    raise EndedError(number)


def hear_signals(handler: Callable[[int, FrameType | None], object]) -> None:
    """Take the signals that end this process, but for those that it was told to ignore (`nohup`).

    Args:
      handler: is called with each, in the main thread, which must be the one that calls this.
    """
    for number in _ENDING:
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, handler)
