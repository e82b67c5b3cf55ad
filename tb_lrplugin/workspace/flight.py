"""One look for everybody who asks, and an answer in time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, wait

from tb_lrplugin.data.background import in_background
from tb_lrplugin.workspace.records import Snapshot

# Looks closer together than this share one answer: many open pages cost what one costs, and none waits long for news.
_FRESH_SECONDS = 0.2
# Where looks take long, they are further apart, so that they take no more than this share of the time ...
_LOOK_SHARE = 0.05
# ... but no further than this: a page asks about as often.
_LONGEST_FRESH_SECONDS = 5.0
# What was found on the way, of sources or by a look that goes on, serves for so long.
KEPT_SECONDS = 1.0


class Flight:
    """Looks, one at a time, and remembers for a while what the last one saw. Safe to call from many threads."""

    def __init__(
        self, look: Callable[[], Snapshot], known_so_far: Callable[[], Snapshot], clock: Callable[[], float]
    ) -> None:
        """Prepare; nobody looks yet.

        Args:
          look: the look itself, in a thread of its own; may be slow and may raise.
          known_so_far: what is known while a look is under way.
          clock: monotonic seconds.
        """
        self._look = look
        self._known_so_far = known_so_far
        self._clock = clock
        self._lock = threading.Lock()
        self._under_way: Future[Snapshot] | None = None
        self._landed: Snapshot | None = None
        self._landed_at = 0.0
        self._fresh_seconds = _FRESH_SECONDS
        self._partial: Snapshot | None = None
        self._partial_at = 0.0

    def snapshot(self, patience: float | None) -> Snapshot:
        """Look again, unless someone just did or does.

        Args:
          patience: seconds to wait for a look that takes long; None to wait for its end.

        Returns:
          What the look saw; where patience ends first, what is known by then.

        Raises:
          Exception: whatever the look raises.
        """
        with self._lock:
            if self._landed is not None and self._clock() - self._landed_at < self._fresh_seconds:
                return self._landed
            if self._under_way is None:
                self._under_way = in_background("lr_diagnostics_look", self._fly)
            look = self._under_way
        wait([look], patience)
        return look.result() if look.done() else self._so_far()

    def _fly(self) -> Snapshot:
        """Look once, for everybody who waits."""
        snapshot, begin = None, self._clock()
        try:
            snapshot = self._look()
            return snapshot
        finally:
            with self._lock:
                self._under_way = None
                if snapshot is not None:
                    now = self._clock()
                    self._landed, self._landed_at, self._partial = snapshot, now, None
                    wanted = max(_FRESH_SECONDS, (now - begin) / _LOOK_SHARE)
                    self._fresh_seconds = min(wanted, _LONGEST_FRESH_SECONDS)

    def _so_far(self) -> Snapshot:
        """Give what is known while a look is under way; many who ask share one answer."""
        with self._lock:
            if self._partial is None or self._clock() - self._partial_at >= KEPT_SECONDS:
                self._partial, self._partial_at = self._known_so_far(), self._clock()
            return self._partial
