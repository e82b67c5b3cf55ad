"""Keeps what the sources say of every run up to date, at the cost of what changed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from tb_lrplugin.data.background import in_background
from tb_lrplugin.data.evidence_store import EvidenceStore
from tb_lrplugin.data.files import ancestors
from tb_lrplugin.data.footprint import REMOTE_PAUSE_SECONDS, Pause
from tb_lrplugin.data.log_data import Listing, LogData
from tb_lrplugin.data.log_root import LogRoot
from tb_lrplugin.data.run_evidence import RunEvidence
from tb_lrplugin.discovery.discovery import CHECKPOINTS, FALLBACK, Discovery
from tb_lrplugin.discovery.levels import KnownLevels, Level
from tb_lrplugin.frameworks import collection
from tb_lrplugin.frameworks.reading import Reading

__all__ = ["FALLBACK", "Discovery", "ReadingStore", "Readings"]

# Local files are looked at again no sooner than this: those of 10,000 runs take a tenth of a second.
_SWEEP_SECONDS = 2.0
# A sweep longer than this is left to the background.
_LONGEST_WAIT = 0.1
# The background goes on looking at files for so long after the last look.
_IDLE_SECONDS = 30.0
# So many runs and directories are remembered without asking whether they are still there.
_LEAST_LEVELS = 1_000


@dataclass(frozen=True)
class Readings:
    """What the sources say at one moment.

    Attributes:
      discovery: says which readings speak for which run.
      changed: levels (runs or directories above them) whose readings are not those of the look before.
    """

    discovery: Discovery
    changed: frozenset[str]


class ReadingStore:
    """Looks at what runs left behind; one look at a time."""

    def __init__(
        self,
        log_data: LogData,
        root: LogRoot,
        config_file: str = "",
        clock: Callable[[], float] = time.monotonic,
        watches_files: bool = False,
    ) -> None:
        """Prepare; nothing is read yet.

        Args:
          log_data: where summaries come from.
          root: where config files lie.
          config_file: schedule file for every run that nothing else speaks for; "" for none.
          clock: monotonic seconds; a parameter for tests.
          watches_files: whether a thread goes on looking at files between looks, so that no look waits for them.
        """
        self._log_data = log_data
        self._root = root
        self._config_file = config_file
        self._clock = clock
        self._watches_files = watches_files
        self._evidence_store = EvidenceStore(log_data, collection().text_tags, collection().scalar_tags)
        self._evidence: Mapping[str, RunEvidence] = {}
        self._known = KnownLevels()
        self._summaries: Mapping[str, Sequence[Reading]] = {}
        self._most_levels = _LEAST_LEVELS
        self._lock = threading.Lock()
        self._stale: dict[str, Level] = {}
        self._pause = Pause(REMOTE_PAUSE_SECONDS if root.is_remote else _SWEEP_SECONDS, clock)
        self._looked_at = clock()
        self._watcher: Future[None] | None = None

    def look(self, listing: Listing) -> Readings:
        """Find out what changed since the look before.

        Args:
          listing: the listing of all scalar series.
        """
        evidence = self._evidence_store.look(listing)
        discovery = Discovery(self._root, self._log_data.list_metadata(), evidence, self._config_file, self._known)
        stale = self._take_stale()
        if evidence is not self._evidence:
            levels = list(self._known.levels.items())
            stale |= {name for name, level in levels if level.has_other_evidence(name, evidence)}
            self._evidence = evidence
        self._forget_gone(listing)
        changed = discovery.refresh(stale & self._known.levels.keys()) | self._changed_summaries(discovery)
        return Readings(discovery, frozenset(changed))

    def _changed_summaries(self, discovery: Discovery) -> set[str]:
        before, now = self._summaries, discovery.summaries
        self._summaries = now
        return set() if now is before else {run for run in {*before, *now} if before.get(run) != now.get(run)}

    def _forget_gone(self, listing: Listing) -> None:
        """Drop what is known of deleted runs, once that is about half of it."""
        levels = self._known.levels
        if len(levels) > self._most_levels:
            current = {level for run in listing for level in ancestors(run)} | {FALLBACK}
            for name in list(levels):
                if name.removeprefix(CHECKPOINTS) not in current:
                    del levels[name]
            self._most_levels = 2 * len(levels) + _LEAST_LEVELS

    def _take_stale(self) -> set[str]:
        """Name the levels whose files changed; looks at them where that is due and nobody else does."""
        self._looked_at = self._clock()
        if not self._is_left_to_watcher() and self._pause.is_over:
            self._sweep()
        with self._lock:
            stale, self._stale = self._stale, {}
        # A level that was read again meanwhile is another object, and as new as can be.
        return {name for name, level in stale.items() if self._known.levels.get(name) is level}

    def _sweep(self) -> None:
        with self._pause.after():
            stale = self._known.changed()
            with self._lock:
                self._stale.update(stale)

    def _is_left_to_watcher(self) -> bool:
        """Say whether no look goes through the files itself; starts the watcher where it is wanted and none runs."""
        if not self._watches_files:
            return False
        if self._watcher is not None and not self._watcher.done():
            return True
        self._watcher = in_background("lr_diagnostics_files", self._watch)
        # Nobody looked at the files of late.
        return self._pause.seconds > _LONGEST_WAIT

    def _watch(self) -> None:
        while self._clock() - self._looked_at < _IDLE_SECONDS:
            time.sleep(_SWEEP_SECONDS / 4)
            if self._pause.is_over:
                self._sweep()
