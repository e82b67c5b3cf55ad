"""The diagnoses of one log directory, kept up to date at the cost of what changed."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from tb_lrplugin.answers.contract import Acknowledged, Problem, Progress
from tb_lrplugin.data.event_survey import Unread
from tb_lrplugin.data.file_points import FilePoints
from tb_lrplugin.data.files import ancestors
from tb_lrplugin.data.log_data import Listing, LogData, SeriesKey
from tb_lrplugin.data.log_root import LogRoot
from tb_lrplugin.data.series import Series
from tb_lrplugin.data.tags import TagFilter
from tb_lrplugin.diagnosis.engine import failed
from tb_lrplugin.diagnosis.model import Diagnosis
from tb_lrplugin.diagnosis.twins import Twins
from tb_lrplugin.discovery import FALLBACK, Discovery, ReadingStore
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.workspace.acknowledgements import Acknowledgements
from tb_lrplugin.workspace.flight import KEPT_SECONDS, Flight
from tb_lrplugin.workspace.origins import Origins
from tb_lrplugin.workspace.recent import RecentDiagnoses
from tb_lrplugin.workspace.records import Records, Snapshot
from tb_lrplugin.workspace.unread import UnreadParts

logger = logging.getLogger(__name__)

__all__ = ["Snapshot", "Workspace"]

# Whose files are read in one go; more, and the first diagnoses would come late.
_RUNS_AHEAD = 256


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
        unread: Sequence[Unread] = (),
        checkpoints: str = "",
        configured_in: str = "",
        keeps_diagnoses: bool = False,
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
          unread: what the provider could not read.
          checkpoints: directory of checkpoints that lie outside of the log directory; "" for none.
          configured_in: the log directory that configurations are read from, where `logdir` is a view of a part of it.
          keeps_diagnoses: whether a snapshot holds the diagnoses as well, with all points.
        """
        self.logdir = logdir or logdir_spec
        self._log_data = log_data
        self._tag_filter = tag_filter
        self._clock = clock
        root = LogRoot(logdir, logdir_spec, checkpoints)
        configured = LogRoot(configured_in, "", checkpoints) if configured_in else root
        self._store = ReadingStore(log_data, configured, config_file, clock, watches_files=is_live)
        self._unread = UnreadParts(root, tag_filter, clock, unread, in_background=is_live)
        self._files = FilePoints(root, tag_filter, self._unread.point_files, clock)
        log_data.join(self._files)
        self._told_of_files: tuple[Unread, ...] = ()
        self._acknowledgements = Acknowledgements(root, clock)
        self._records = Records(not is_live, keeps_diagnoses, self._acknowledgements.of)
        self._flight = Flight(self._look, self._records.so_far, clock)

        self._recent, self._twins = RecentDiagnoses(), Twins()
        self._reading_lock = threading.Lock()
        self._asking_lock = threading.Lock()
        self._discovery: Discovery | None = None
        self._discovered_at = 0.0
        self._changed_levels: set[str] = set()

        self._tags: Listing = {}
        self._origins: Origins

        # What the look before saw; used by the one look under way.
        self._listing: Listing = {}
        self._keys_of_runs: dict[str, tuple[SeriesKey, ...]] = {}
        self._unfinished: set[SeriesKey] = set()

    def has_series(self) -> bool:
        """Say whether there is any learning-rate series or any optimizer configuration; reads no points."""
        if self._log_data.list_metadata():
            return True
        listing = self._log_data.list_scalars()
        return any(self._tag_filter.of_run(tags) for tags in listing.values())

    def snapshot(self, patience: float | None = None) -> Snapshot:
        """Look again, unless someone just did or does, and return all diagnoses.

        Args:
          patience: seconds to wait for a look that takes long; None to wait for its end.

        Returns:
          All diagnoses; where patience ends first, those known by then, with `reading` set.

        Raises:
          Exception: whatever the provider raises where it cannot list or read.
        """
        return self._flight.snapshot(patience)

    @property
    def progress(self) -> tuple[int, int] | None:
        """How many series a look under way has diagnosed, of how many; None where that is not known yet."""
        told = self._records.progress
        return (told["done"], told["total"]) if told["total"] else None

    def diagnose_one(self, run: str, tag: str) -> Diagnosis | None:
        """Read and diagnose one series now; None where there is no such series."""
        return next(self.diagnose_some([SeriesKey(run, tag)]), None)

    def acknowledged(self, diagnosis: Diagnosis) -> Acknowledged | None:
        """Give what somebody wrote about a verdict, as the last look found it; None where nobody did."""
        return self._acknowledgements.of(diagnosis.series.run, diagnosis.series.tag, diagnosis.finding.verdict)

    def diagnose_some(self, keys: Collection[SeriesKey]) -> Iterator[Diagnosis]:
        """Read and diagnose some series now; those that are not there are left out."""
        discovery = self._recent_discovery()
        for series in self._log_data.read_series(keys):
            if len(series) > 0 or series.unreadable:
                yield self._diagnosed(series, discovery)[1]

    def _look(self) -> Snapshot:
        self._records.progress = Progress(done=0, total=0)
        listing = self._log_data.list_scalars()
        discovery = self._discover(listing)
        before = self._records.whole
        is_as_before = listing == self._listing and not (self._changed_levels or self._unfinished)
        is_as_before = is_as_before and self._files.unread == self._told_of_files
        is_as_before = not self._acknowledgements.look() and is_as_before
        if before is not None and is_as_before and not self._unread.have_changed():
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
        self._records.forget_all_but({key for keys in keys_of_runs.values() for key in keys})
        unfinished = self._diagnose_all(stale, discovery)
        # What took too long to read is known when all have been read.
        self._told_of_files = self._files.unread
        problems += self._unread.problems(listing, (*discovery.unread, *self._told_of_files))
        problems += self._acknowledgements.problems(self._records.verdicts)
        self._listing, self._keys_of_runs, self._unfinished = listing, keys_of_runs, unfinished
        return self._records.at_the_end(listing, tuple(problems))

    def _keys_and_stale(
        self, listing: Listing, discovery: Discovery, changed_levels: set[str]
    ) -> tuple[dict[str, tuple[SeriesKey, ...]], list[SeriesKey]]:
        """Find the learning-rate series of every run, and those of them to diagnose."""
        keys_of_runs: dict[str, tuple[SeriesKey, ...]] = {}
        stale: list[SeriesKey] = []
        named_tags = {reading.tag for readings in discovery.summaries.values() for reading in readings}
        is_everything_changed = not changed_levels.isdisjoint((FALLBACK, "."))
        changed_paths = tuple(f"{level}/" for level in changed_levels)
        for run, tags in listing.items():
            is_told_otherwise = is_everything_changed or f"{run}/".startswith(changed_paths)
            if tags == self._listing.get(run) and not is_told_otherwise and run in self._keys_of_runs:
                keys_of_runs[run] = keys = self._keys_of_runs[run]
                stale += self._unfinished.intersection(keys) if self._unfinished else ()
                continue
            rates = self._tag_filter.of_run(tags)
            keys_of_runs[run] = keys = tuple(
                SeriesKey(run, tag)
                for tag in tags
                if tag in rates or (tag in named_tags and discovery.names_tag(run, tag))
            )
            stale += [key for key in keys if self._is_stale(key, tags, discovery if is_told_otherwise else None)]
        return keys_of_runs, stale

    def _is_stale(self, key: SeriesKey, tags: Mapping[str, Any], discovery: Discovery | None) -> bool:
        """Say whether a series is to be diagnosed.

        Args:
          key: of the series.
          tags: the listing of its run.
          discovery: what the sources say now; None where they say of the run what they said before.
        """
        readings = self._records.readings_of(key)
        return (
            readings is None
            or key in self._unfinished
            or self._listing.get(key.run, {}).get(key.tag) != tags[key.tag]
            or (discovery is not None and readings != tuple(discovery.readings_for(key.run, key.tag)))
        )

    def _diagnose_all(self, stale: Collection[SeriesKey], discovery: Discovery) -> set[SeriesKey]:
        """Read and diagnose series; returns those to try again at the next look."""
        gone, failing = set(stale), set()
        runs = [key.run for key in stale]
        self._records.progress = Progress(done=0, total=len(stale))
        for done, series in enumerate(self._log_data.read_series(stale), 1):
            if done % _RUNS_AHEAD == 1:
                discovery.read_ahead(runs[done - 1 : done - 1 + _RUNS_AHEAD])
            key = SeriesKey(series.run, series.tag)
            if len(series) > 0 or series.unreadable:
                readings, diagnosis = self._diagnosed(series, discovery)
                try:
                    self._records.keep(key, readings, diagnosis)
                except Exception as error:  # A diagnosis that cannot be told is none, and takes no other down.
                    diagnosis = failed(series, error)
                    self._records.keep(key, readings, diagnosis)
                gone.discard(key)
                if diagnosis.finding.verdict == "not_diagnosed":
                    failing.add(key)
            self._records.progress = Progress(done=done, total=len(stale))
        self._records.forget(gone)
        return gone | failing

    def _diagnosed(self, series: Series, discovery: Discovery) -> tuple[tuple[Reading, ...], Diagnosis]:
        """Diagnose a series, with the readings that it was diagnosed with."""
        try:
            readings = tuple(discovery.readings_for(series.run, series.tag))
        except Exception as error:
            logger.debug("could not find what speaks for %s", series.run, exc_info=True)
            return (), failed(series, error)
        company = discovery.company_of(series.run, self._tags.get(series.run, ()))
        diagnosis = self._recent.diagnosed(
            series,
            (readings, company),
            lambda: self._twins.diagnosed(series, readings, company, lambda: self._origins.of(series)),
        )
        return readings, diagnosis

    def _recent_discovery(self) -> Discovery:
        """Give what the last look found, or look now where that is too long ago."""
        discovery = self._discovery
        if discovery is not None and self._clock() - self._discovered_at < KEPT_SECONDS:
            return discovery
        with self._asking_lock:
            # Of many who ask at once one looks, and the others take what it saw.
            if self._discovery is not None and self._clock() - self._discovered_at < KEPT_SECONDS:
                return self._discovery
            return self._discover(self._log_data.list_scalars())

    def _discover(self, listing: Listing) -> Discovery:
        with self._reading_lock:
            readings = self._store.look(listing)
            self._tags = listing
            self._origins = Origins(listing, readings.discovery)
            self._changed_levels |= readings.changed
            self._discovery, self._discovered_at = readings.discovery, self._clock()
            return readings.discovery


def _missing_series(listing: Listing, discovery: Discovery) -> list[Problem]:
    """Report configurations that name a series which is not there."""
    tags_at = _tags_by_level(listing, discovery.summaries.keys())
    return [
        {
            "where": reading.where,
            "message": f"The optimizer configuration governs the series {reading.tag!r}, but run {run!r} has no such "
            "scalar. If the script logs it in double precision (DT_DOUBLE), TensorBoard's fast data server drops it: "
            "log it as float32, or start TensorBoard with --load_fast=false.",
            "unread": False,
        }
        for run, readings in discovery.summaries.items()
        for reading in readings
        if reading.tag and reading.tag not in tags_at[run]
    ]


def _tags_by_level(listing: Listing, levels: Collection[str]) -> dict[str, set[str]]:
    """List the tags of the runs at or below each of some levels."""
    found: dict[str, set[str]] = {level: set() for level in levels}
    if found:
        for run, tags in listing.items():
            for level in found.keys() & {run, *ancestors(run)}:
                found[level].update(tags)
    return found
