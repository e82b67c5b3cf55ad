"""The diagnoses of one log directory, kept up to date at the cost of what changed."""

from __future__ import annotations

import json
import logging
import secrets
import threading
import time
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import Future, wait
from typing import NamedTuple

from tb_lrplugin.answers.entry import JsonObject, diagnosis_row, reading_order, series_entry
from tb_lrplugin.data.background import in_background
from tb_lrplugin.data.files import ancestors
from tb_lrplugin.data.log_data import Listing, LogData, SeriesKey
from tb_lrplugin.data.log_root import LogRoot
from tb_lrplugin.data.series import Series
from tb_lrplugin.data.tags import TagFilter
from tb_lrplugin.diagnosis.engine import diagnose
from tb_lrplugin.diagnosis.model import Diagnosis
from tb_lrplugin.discovery.discovery import FALLBACK, Discovery
from tb_lrplugin.discovery.reading_store import ReadingStore
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.workspace.snapshot import Progress, Snapshot

logger = logging.getLogger(__name__)

# Looks closer together than this share one answer: many open pages cost what one costs, and none waits long for news.
_FRESH_SECONDS = 0.2
# What was found of sources, and what a partial look gives, serves for so long.
_KEPT_SECONDS = 1.0
# Where looks take long, they are further apart, so that they take no more than this share of the time ...
_LOOK_SHARE = 0.05
# ... but no further than this: a page asks about as often.
_LONGEST_FRESH_SECONDS = 5.0
_SHOWN_SCALAR_TAGS = 50

# Made once: json.dumps would make an encoder for every row.
_to_json = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode

__all__ = ["Snapshot", "Workspace"]


class _Record(NamedTuple):
    """What is kept of a diagnosed series: a row, not the diagnosis, or 10,000 of them fill the memory.

    Attributes:
      readings: what the sources said of it.
      order: its place in lists that people read.
      row: its compact row as JSON.
      entry: its full entry, where the workspace keeps them.
    """

    readings: tuple[Reading, ...]
    order: tuple[int, int, str, str]
    row: str
    entry: JsonObject | None


class Workspace:
    """Looks at a log directory and remembers what it saw. Safe to call from many threads."""

    def __init__(
        self,
        log_data: LogData,
        logdir: str | None,
        tag_filter: TagFilter,
        clock: Callable[[], float] = time.monotonic,
        config_file: str = "",
        logdir_spec: str = "",
        is_live: bool = False,
    ) -> None:
        """Prepare; nothing is read yet.

        Args:
          log_data: where scalars and summaries come from.
          logdir: as passed to TensorBoard; None or "" where config files cannot be seen.
          tag_filter: which tags are learning rates.
          clock: monotonic seconds; a parameter for tests.
          config_file: schedule file for every run that nothing else speaks for; "" for none.
          logdir_spec: as passed to TensorBoard instead of a logdir; "" for none.
          is_live: whether this serves a page for days, so that only rows are kept, and files are looked at in the
            background; otherwise full entries are kept too.
        """
        self._log_data = log_data
        self._tag_filter = tag_filter
        self._clock = clock
        self._keeps_entries = not is_live
        self._readings = ReadingStore(log_data, LogRoot(logdir, logdir_spec), config_file, clock, is_live)
        self._lock = threading.Lock()
        self._flight: Future[Snapshot] | None = None
        self._snapshot: Snapshot | None = None
        self._looked_at = 0.0
        self._fresh_seconds = _FRESH_SECONDS
        self._partial: Snapshot | None = None
        self._partial_at = 0.0
        # A page that outlives a restart of TensorBoard must not take new data for its own.
        self._instance = secrets.token_hex(4)
        self._revision = 0

        self._reading_lock = threading.Lock()
        self._discovery: Discovery | None = None
        self._discovered_at = 0.0
        self._changed_levels: set[str] = set()

        # Used by the one look under way, and by partial answers beside it.
        self._records_lock = threading.Lock()
        self._records: dict[SeriesKey, _Record] = {}
        self._progress = Progress(0, 0)
        self._listing: Listing = {}
        self._keys_of_runs: dict[str, tuple[SeriesKey, ...]] = {}
        self._unfinished: set[SeriesKey] = set()

    def has_series(self) -> bool:
        """Say whether there is any learning-rate series or any optimizer configuration; reads no points."""
        if self._log_data.list_metadata():
            return True
        listing = self._log_data.list_scalars()
        return any(self._tag_filter(tag) for tags in listing.values() for tag in tags)

    def snapshot(self, patience: float | None = None) -> Snapshot:
        """Look again, unless someone just did or does, and return all diagnoses.

        Args:
          patience: seconds to wait for a look that takes long; None to wait for its end.

        Returns:
          All diagnoses; where patience ends first, those known by then, with `reading` set.

        Raises:
          Exception: whatever the provider raises where it cannot list or read.
        """
        with self._lock:
            if self._snapshot is not None and self._clock() - self._looked_at < self._fresh_seconds:
                return self._snapshot
            if self._flight is None:
                self._flight = in_background("lr_diagnostics_look", self._fly)
            flight = self._flight
        wait([flight], patience)
        return flight.result() if flight.done() else self._known_so_far()

    def diagnose_one(self, run: str, tag: str) -> Diagnosis | None:
        """Read and diagnose one series now; None where there is no such series."""
        return next(self.diagnose_some([SeriesKey(run, tag)]), None)

    def diagnose_some(self, keys: Collection[SeriesKey]) -> Iterator[Diagnosis]:
        """Read and diagnose some series now; those that are not there are left out."""
        discovery = self._recent_discovery()
        for series in self._log_data.read_series(keys):
            if len(series) > 0:
                yield diagnose(series, discovery.readings_for(series.run, series.tag))

    def _fly(self) -> Snapshot:
        """Look once, for everybody who waits."""
        snapshot, begin = None, self._clock()
        try:
            snapshot = self._look()
            return snapshot
        finally:
            with self._lock:
                self._flight = None
                if snapshot is not None:
                    now = self._clock()
                    self._snapshot, self._looked_at, self._partial = snapshot, now, None
                    wanted = max(_FRESH_SECONDS, (now - begin) / _LOOK_SHARE)
                    self._fresh_seconds = min(wanted, _LONGEST_FRESH_SECONDS)

    def _look(self) -> Snapshot:
        self._progress = Progress(0, 0)
        listing = self._log_data.list_scalars()
        discovery = self._discover(listing)
        before = self._snapshot
        if before is not None and listing == self._listing and not (self._changed_levels or self._unfinished):
            return before
        with self._reading_lock:
            changed_levels, self._changed_levels = self._changed_levels, set()
        try:
            return self._renewed(listing, discovery, changed_levels)
        except BaseException:
            with self._reading_lock:
                self._changed_levels |= changed_levels
            raise

    def _renewed(self, listing: Listing, discovery: Discovery, changed_levels: set[str]) -> Snapshot:
        """Diagnose what is new or changed, and forget what is gone."""
        keys_of_runs, stale = self._keys_and_stale(listing, discovery, changed_levels)
        problems = _missing_series(listing, discovery)
        wanted = {key for keys in keys_of_runs.values() for key in keys}
        with self._records_lock:
            for key in self._records.keys() - wanted:
                del self._records[key]
        unfinished = self._diagnose_all(stale, discovery, problems)
        self._listing, self._keys_of_runs, self._unfinished = listing, keys_of_runs, unfinished
        return self._assembled(listing, tuple(problems))

    def _keys_and_stale(
        self, listing: Listing, discovery: Discovery, changed_levels: set[str]
    ) -> tuple[dict[str, tuple[SeriesKey, ...]], list[SeriesKey]]:
        """Find the learning-rate series of every run, and those of them to diagnose."""
        keys_of_runs: dict[str, tuple[SeriesKey, ...]] = {}
        stale = list(self._unfinished)
        named_tags = {reading.tag for readings in discovery.summaries.values() for reading in readings}
        is_everything_changed = not changed_levels.isdisjoint((FALLBACK, "."))
        changed_paths = tuple(f"{level}/" for level in changed_levels)
        for run, tags in listing.items():
            before = self._listing.get(run, {})
            is_told_otherwise = is_everything_changed or f"{run}/".startswith(changed_paths)
            if tags == before and not is_told_otherwise and run in self._keys_of_runs:
                keys_of_runs[run] = self._keys_of_runs[run]
                continue
            keys_of_runs[run] = keys = tuple(
                SeriesKey(run, tag)
                for tag in tags
                if self._tag_filter(tag) or (tag in named_tags and discovery.names_tag(run, tag))
            )
            for key in keys:
                record = self._records.get(key)
                if key not in self._unfinished and (
                    record is None
                    or before.get(key.tag) != tags[key.tag]
                    or (is_told_otherwise and record.readings != tuple(discovery.readings_for(run, key.tag)))
                ):
                    stale.append(key)
        return keys_of_runs, [key for key in stale if key in keys_of_runs.get(key.run, ())]

    def _diagnose_all(
        self, stale: Collection[SeriesKey], discovery: Discovery, problems: list[JsonObject]
    ) -> set[SeriesKey]:
        """Read and diagnose series; returns those to try again at the next look."""
        unfinished = set(stale)
        self._progress = Progress(0, len(stale))
        for done, series in enumerate(self._log_data.read_series(stale), 1):
            key = SeriesKey(series.run, series.tag)
            if len(series) > 0:
                try:
                    record = self._recorded(series, tuple(discovery.readings_for(series.run, series.tag)))
                except Exception as error:  # One broken series must never take the others down.
                    logger.exception("could not diagnose %s, %s", series.run, series.tag)
                    problems.append(_failure(series, error))
                else:
                    with self._records_lock:
                        self._records[key] = record
                    unfinished.discard(key)
            self._progress = Progress(done, len(stale))
        with self._records_lock:
            for key in unfinished:
                self._records.pop(key, None)
        return unfinished

    def _recorded(self, series: Series, readings: tuple[Reading, ...]) -> _Record:
        diagnosis = diagnose(series, readings)
        row = diagnosis_row(diagnosis)
        text = _to_json(row)
        entry = series_entry(diagnosis) if self._keeps_entries else None
        return _Record(readings, reading_order(row), text, entry)

    def _recent_discovery(self) -> Discovery:
        """Give what the last look found, or look now where that is too long ago."""
        if self._discovery is None or self._clock() - self._discovered_at >= _KEPT_SECONDS:
            return self._discover(self._log_data.list_scalars())
        return self._discovery

    def _discover(self, listing: Listing) -> Discovery:
        with self._reading_lock:
            readings = self._readings.look(listing)
            self._changed_levels |= readings.changed
            self._discovery, self._discovered_at = readings.discovery, self._clock()
            return readings.discovery

    def _assembled(self, listing: Listing, problems: tuple[JsonObject, ...]) -> Snapshot:
        records = self._ordered_records()
        rows = tuple(record.row for record in records)
        entries = tuple(record.entry for record in records if record.entry is not None)
        tags = () if rows else tuple(sorted({tag for tags in listing.values() for tag in tags})[:_SHOWN_SCALAR_TAGS])
        before = self._snapshot
        if before is not None and (before.row_texts, before.problems, before.scalar_tags, before.entries) == (
            rows,
            problems,
            tags,
            entries,
        ):
            return before
        return Snapshot(self._next_revision(), rows, problems, tags, entries)

    def _known_so_far(self) -> Snapshot:
        """Give what is known while a look is under way; many who ask share one answer."""
        with self._lock:
            if self._partial is None or self._clock() - self._partial_at >= _KEPT_SECONDS:
                before, progress = self._snapshot, self._progress
                records = self._ordered_records()
                self._partial = Snapshot(
                    self._next_revision(),
                    tuple(record.row for record in records),
                    () if before is None else before.problems,
                    () if before is None or records else before.scalar_tags,
                    tuple(record.entry for record in records if record.entry is not None),
                    progress,
                )
                self._partial_at = self._clock()
            return self._partial

    def _ordered_records(self) -> list[_Record]:
        with self._records_lock:
            records = list(self._records.values())
        return sorted(records, key=lambda record: record.order)

    def _next_revision(self) -> str:
        with self._records_lock:
            self._revision += 1
            return f"{self._instance}-{self._revision}"


def _missing_series(listing: Listing, discovery: Discovery) -> list[JsonObject]:
    """Report configurations that name a series which is not there."""
    logged_at = _runs_by_level(listing, {run for run in discovery.summaries})
    return [
        {
            "where": reading.where,
            "message": f"The optimizer configuration governs the series {reading.tag!r}, but run {run!r} has no such "
            "scalar. If the script logs it in double precision (DT_DOUBLE), TensorBoard's fast data server drops it: "
            "log it as float32, or start TensorBoard with --load_fast=false.",
        }
        for run, readings in discovery.summaries.items()
        for reading in readings
        if reading.tag and not any(reading.tag in listing[name] for name in logged_at.get(run, ()))
    ]


def _runs_by_level(listing: Listing, levels: Collection[str]) -> dict[str, list[str]]:
    """List the runs at or below each of some levels."""
    runs: dict[str, list[str]] = {}
    if levels:
        for run in listing:
            for level in _and_itself(run):
                if level in levels:
                    runs.setdefault(level, []).append(run)
    return runs


def _and_itself(run: str) -> Iterator[str]:
    return iter({run, *ancestors(run)})


def _failure(series: Series, error: Exception) -> JsonObject:
    return {
        "where": f"{series.run}: {series.tag}",
        "message": f"This series could not be diagnosed ({type(error).__name__}: {error}). The others are not "
        "affected. Please report it with the event file.",
    }
