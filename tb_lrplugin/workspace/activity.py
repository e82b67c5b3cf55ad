"""Whether the tab is shown, answered from memory."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

logger = logging.getLogger(__name__)

# TensorBoard asks at every page load. From its start on we look ahead for a while, since event files take
# a moment to load and a tab that is missing at the first page load looks like a failed installation.
# The first look waits until TensorBoard serves, or until it is asked: what a look imports would slow the start.
_START_SECONDS = 0.5
_FIRST_PAUSE = 0.25
_LONGEST_PAUSE = 5.0
_LOOK_AHEAD_SECONDS = 120.0


class Activity:
    """Looks in the background whether there is anything to show; once there is, it stays shown."""

    def __init__(self, has_series: Callable[[], bool]) -> None:
        """Begin to look.

        Args:
          has_series: the look itself; may be slow and may raise.
        """
        self._has_series = has_series
        self._is_active = False
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._is_asked = threading.Event()
        self._start(_LOOK_AHEAD_SECONDS)

    def is_active(self) -> bool:
        """Answer at once; where the answer is still no, look again in the background."""
        if not self._is_active:
            self._is_asked.set()
            self._start(0.0)
        return self._is_active

    def _start(self, seconds: float) -> None:
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(
                    target=self._look, args=(seconds,), name="lr_diagnostics_activity", daemon=True
                )
                self._thread.start()

    def _look(self, seconds: float) -> None:
        self._is_asked.wait(_START_SECONDS)
        end = time.monotonic() + seconds
        pause = _FIRST_PAUSE
        while True:
            try:
                self._is_active = self._has_series()
            except Exception:  # The data server may not answer yet; the next look tells.
                logger.debug("could not look for learning rates", exc_info=True)
            if self._is_active or time.monotonic() >= end:
                return
            time.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)
