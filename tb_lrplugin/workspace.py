"""The diagnoses of one log directory, kept up to date at the cost of what changed."""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from tb_lrplugin.data.evidence_store import EvidenceStore
from tb_lrplugin.data.log_data import Listing, LogData, SeriesKey, SeriesState
from tb_lrplugin.data.series import Series
from tb_lrplugin.data.tags import TagFilter
from tb_lrplugin.diagnosis.engine import diagnose
from tb_lrplugin.diagnosis.model import Diagnosis
from tb_lrplugin.report import JsonObject, compact_row, reading_order, series_entry
from tb_lrplugin.sources.discovery import SCALAR_TAGS, TEXT_TAGS, Discovery
from tb_lrplugin.sources.reading import Reading

logger = logging.getLogger(__name__)

# Looks closer together than this share one answer: many open pages cost what one costs.
_FRESH_SECONDS = 1.0
_SHOWN_SCALAR_TAGS = 50


@dataclass(frozen=True)
class _Cached:
    """A diagnosis and what it was made of."""

    state: SeriesState
    readings: tuple[Reading, ...]
    entry: JsonObject


@dataclass(frozen=True)
class Snapshot:
    """All diagnoses at one moment.

    Attributes:
      revision: changes whenever anything else in here does, and never repeats.
      entries: one full entry per series, worst first.
      problems: findings that belong to no single series, {"where", "message"}.
      scalar_tags: some scalar tags that exist, where none of them is a learning rate.
    """

    revision: str
    entries: tuple[JsonObject, ...]
    problems: tuple[JsonObject, ...]
    scalar_tags: tuple[str, ...]

    def rows(self) -> list[JsonObject]:
        """Shorten every entry to a row."""
        return [compact_row(entry) for entry in self.entries]


class Workspace:
    """Looks at a log directory and remembers what it saw. Safe to call from many threads."""

    def __init__(
        self,
        log_data: LogData,
        logdir: str | None,
        tag_filter: TagFilter,
        clock: Callable[[], float] = time.monotonic,
        config_file: str = "",
    ) -> None:
        """Prepare; nothing is read yet.

        Args:
          log_data: where scalars and summaries come from.
          logdir: as passed to TensorBoard; None or "" where config files cannot be seen.
          tag_filter: which tags are learning rates.
          clock: monotonic seconds; a parameter for tests.
          config_file: schedule file for every run that nothing else speaks for; "" for none.
        """
        self._log_data = log_data
        self._logdir = logdir
        self._tag_filter = tag_filter
        self._config_file = config_file
        self._evidence = EvidenceStore(log_data, TEXT_TAGS, SCALAR_TAGS)
        self._clock = clock
        self._lock = threading.Lock()
        self._cache: dict[SeriesKey, _Cached] = {}
        self._snapshot: Snapshot | None = None
        self._discovery: Discovery | None = None
        self._discovered_at = 0.0
        self._looked_at = 0.0
        # A page that outlives a restart of TensorBoard must not take new data for its own.
        self._instance = secrets.token_hex(4)
        self._revision = 0

    def has_series(self) -> bool:
        """Say whether there is any learning-rate series or any optimizer configuration; reads no points."""
        if self._log_data.list_metadata():
            return True
        listing = self._log_data.list_scalars()
        return any(self._tag_filter(tag) for tags in listing.values() for tag in tags)

    def snapshot(self) -> Snapshot:
        """Look again, unless someone just did, and return all diagnoses."""
        with self._lock:
            if self._snapshot is None or self._clock() - self._looked_at >= _FRESH_SECONDS:
                self._snapshot = self._look()
                self._looked_at = self._clock()
            return self._snapshot

    def diagnose_one(self, run: str, tag: str) -> Diagnosis | None:
        """Read and diagnose one series now; None where there is no such series."""
        return next(self.diagnose_some([SeriesKey(run, tag)]), None)

    def diagnose_some(self, keys: Collection[SeriesKey]) -> Iterator[Diagnosis]:
        """Read and diagnose some series now; those that are not there are left out."""
        discovery = self._recent_discovery()
        for series in self._log_data.read_series(keys):
            if len(series) > 0:
                yield diagnose(series, discovery.readings_for(series.run, series.tag))

    def _look(self) -> Snapshot:
        listing = self._log_data.list_scalars()
        discovery = self._discover(listing)
        self._discovery, self._discovered_at = discovery, self._clock()
        wanted = self._wanted(listing, discovery)
        problems = _missing_series(listing, discovery)
        stale = {key: state for key, state in wanted.items() if not self._is_current(key, state, discovery)}
        cache = {key: cached for key, cached in self._cache.items() if key in wanted and key not in stale}
        for series in self._log_data.read_series(stale):
            key = SeriesKey(series.run, series.tag)
            if len(series) == 0:
                continue
            readings = discovery.readings_for(series.run, series.tag)
            try:
                entry = series_entry(diagnose(series, readings))
            except Exception as error:  # One broken series must never take the others down.
                logger.exception("could not diagnose %s, %s", series.run, series.tag)
                problems.append(_failure(series, error))
                continue
            cache[key] = _Cached(stale[key], tuple(readings), entry)
        self._cache = cache
        entries = tuple(sorted((cached.entry for cached in cache.values()), key=reading_order))
        tags = sorted({tag for tags in listing.values() for tag in tags}) if not entries else []
        return self._numbered(entries, tuple(problems), tuple(tags[:_SHOWN_SCALAR_TAGS]))

    def _recent_discovery(self) -> Discovery:
        """Give what the last look found, or look now where that is too long ago."""
        with self._lock:
            if self._discovery is None or self._clock() - self._discovered_at >= _FRESH_SECONDS:
                self._discovery = self._discover(self._log_data.list_scalars())
                self._discovered_at = self._clock()
            return self._discovery

    def _discover(self, listing: Listing) -> Discovery:
        evidence = self._evidence.look(listing)
        return Discovery(self._logdir, self._log_data.list_metadata(), evidence, self._config_file)

    def _wanted(self, listing: Listing, discovery: Discovery) -> dict[SeriesKey, SeriesState]:
        return {
            SeriesKey(run, tag): state
            for run, tags in listing.items()
            for tag, state in tags.items()
            if self._tag_filter(tag) or discovery.names_tag(run, tag)
        }

    def _is_current(self, key: SeriesKey, state: SeriesState, discovery: Discovery) -> bool:
        cached = self._cache.get(key)
        return (
            cached is not None
            and cached.state == state
            and cached.readings == tuple(discovery.readings_for(key.run, key.tag))
        )

    def _numbered(
        self,
        entries: tuple[JsonObject, ...],
        problems: tuple[JsonObject, ...],
        scalar_tags: tuple[str, ...],
    ) -> Snapshot:
        before = self._snapshot
        if before is not None and (before.entries, before.problems, before.scalar_tags) == (
            entries,
            problems,
            scalar_tags,
        ):
            return before
        self._revision += 1
        return Snapshot(f"{self._instance}-{self._revision}", entries, problems, scalar_tags)


def _missing_series(listing: Listing, discovery: Discovery) -> list[JsonObject]:
    """Report configurations that name a series which is not there."""
    return [
        {
            "where": reading.where,
            "message": f"The optimizer configuration governs the series {reading.tag!r}, but run {run!r} has no such "
            "scalar. If the script logs it in double precision (DT_DOUBLE), TensorBoard's fast data server drops it: "
            "log it as float32, or start TensorBoard with --load_fast=false.",
        }
        for run in discovery.runs_with_summaries()
        for reading in discovery.summaries_of(run)
        if reading.tag and not _is_logged(listing, run, reading.tag)
    ]


def _is_logged(listing: Listing, run: str, tag: str) -> bool:
    below = "" if run == "." else f"{run}/"
    return any(tag in tags for name, tags in listing.items() if name == run or name.startswith(below))


def _failure(series: Series, error: Exception) -> JsonObject:
    return {
        "where": f"{series.run}: {series.tag}",
        "message": f"This series could not be diagnosed ({type(error).__name__}: {error}). The others are not "
        "affected. Please report it with the event file.",
    }
