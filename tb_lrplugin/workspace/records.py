"""What is kept of every diagnosed series, and all of it at one moment."""

from __future__ import annotations

import json
import secrets
import threading
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tb_lrplugin.answers import acknowledged_as, diagnosis_row, reading_order, series_entry
from tb_lrplugin.answers.contract import Acknowledged, Entry, Problem, Progress, Row
from tb_lrplugin.data.log_data import Listing, SeriesKey
from tb_lrplugin.diagnosis.model import Diagnosis
from tb_lrplugin.frameworks.reading import Reading

_SHOWN_SCALAR_TAGS = 50

# Made once: json.dumps would make an encoder for every row.
_to_json = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode


@dataclass(frozen=True, eq=False)
class Snapshot:
    """All diagnoses of a log directory at one moment.

    Attributes:
      revision: changes whenever anything else in here does, and never repeats.
      row_texts: one compact row per series as JSON, worst first: 10,000 of them have some megabytes.
      problems: findings that belong to no single series.
      scalar_tags: some scalar tags that exist, where none of them is a learning rate.
      entries: one full entry per series in the same order; none where the workspace keeps rows only.
      diagnoses: one per series in the same order, with all points; none where the workspace keeps none.
      reading: how far the look is, where this is what is known before its end; else None.
    """

    revision: str
    row_texts: tuple[str, ...]
    problems: tuple[Problem, ...]
    scalar_tags: tuple[str, ...]
    entries: Sequence[Entry] = ()
    diagnoses: tuple[Diagnosis, ...] = ()
    reading: Progress | None = None

    @property
    def is_complete(self) -> bool:
        """Whether every part of the log directory could be read."""
        return not any(problem["unread"] for problem in self.problems)

    def rows(self) -> list[Row]:
        """Decode the rows."""
        return [json.loads(text) for text in self.row_texts]


class _Record(NamedTuple):
    """What is kept of a diagnosed series: a row, not the diagnosis, or 10,000 of them fill the memory.

    Attributes:
      readings: what the sources said of it.
      order: its place in lists that people read.
      verdict: its name.
      row: its compact row as JSON.
      entry: its full entry, where entries are kept.
      diagnosis: itself, where diagnoses are kept.
    """

    readings: tuple[Reading, ...]
    order: tuple[int, int, str, str]
    verdict: str
    row: str
    entry: Entry | None
    diagnosis: Diagnosis | None


class Records:
    """The series of one log directory. Safe for the one look under way, and for partial answers beside it.

    Attributes:
      whole: the last snapshot that a look made; None before its end.
      progress: how far the look is.
    """

    def __init__(
        self,
        keeps_entries: bool,
        keeps_diagnoses: bool = False,
        acknowledged: Callable[[str, str, str], Acknowledged | None] = lambda *_: None,
    ) -> None:
        """Start without any.

        Args:
          acknowledged: gives what somebody wrote about the verdict of a run's tag.
          keeps_entries: whether full entries are kept beside the rows.
          keeps_diagnoses: whether the diagnoses are, too, with all points.
        """
        self.whole: Snapshot | None = None
        self.progress = Progress(done=0, total=0)
        self._keeps_entries, self._keeps_diagnoses = keeps_entries, keeps_diagnoses
        self._acknowledged = acknowledged
        self._lock = threading.Lock()
        self._records: dict[SeriesKey, _Record] = {}
        # A page that outlives a restart of TensorBoard must not take new data for its own.
        self._instance = secrets.token_hex(4)
        self._revision = 0

    def readings_of(self, key: SeriesKey) -> tuple[Reading, ...] | None:
        """Give the readings that a series was diagnosed with; None where it is not known."""
        record = self._records.get(key)
        return None if record is None else record.readings

    def keep(self, key: SeriesKey, readings: tuple[Reading, ...], diagnosis: Diagnosis) -> None:
        """Remember a diagnosis in the place of the one before."""
        row = diagnosis_row(diagnosis)
        entry = series_entry(diagnosis) if self._keeps_entries else None
        kept = diagnosis if self._keeps_diagnoses else None
        record = _Record(readings, reading_order(row), row["verdict"], _to_json(row), entry, kept)
        with self._lock:
            self._records[key] = record

    def forget(self, keys: Collection[SeriesKey]) -> None:
        """Drop series, those that are known of them."""
        with self._lock:
            for key in keys:
                self._records.pop(key, None)

    def forget_all_but(self, keys: Collection[SeriesKey]) -> None:
        """Drop the series that are gone."""
        self.forget(self._records.keys() - keys)

    def at_the_end(self, listing: Listing, problems: tuple[Problem, ...]) -> Snapshot:
        """Assemble what a look saw; the snapshot before where nothing in it changed.

        Args:
          listing: of all scalars, whose tags are told where there is no series.
          problems: findings that belong to no single series.
        """
        rows, entries, diagnoses = self._in_order()
        tags = () if rows else tuple(sorted({tag for tags in listing.values() for tag in tags})[:_SHOWN_SCALAR_TAGS])
        seen = (rows, problems, tags, entries)
        whole = self.whole
        if whole is None or (whole.row_texts, whole.problems, whole.scalar_tags, whole.entries) != seen:
            self.whole = whole = Snapshot(self._next_revision(), *seen, diagnoses)
        return whole

    def so_far(self) -> Snapshot:
        """Assemble what is known while a look is under way."""
        before, progress = self.whole, self.progress
        rows, entries, diagnoses = self._in_order()
        problems = () if before is None else before.problems
        tags = () if before is None or rows else before.scalar_tags
        return Snapshot(self._next_revision(), rows, problems, tags, entries, diagnoses, progress)

    def _in_order(self) -> tuple[tuple[str, ...], tuple[Entry, ...], tuple[Diagnosis, ...]]:
        """Give the rows, and the entries and diagnoses where they are kept, worst first."""
        with self._lock:
            known = list(self._records.items())
        records = [self._told(key, record) for key, record in known]
        records.sort(key=lambda record: record.order)
        rows = tuple(record.row for record in records)
        entries = tuple(record.entry for record in records if record.entry is not None)
        return rows, entries, tuple(record.diagnosis for record in records if record.diagnosis is not None)

    def verdicts(self) -> list[tuple[str, str, str]]:
        """List run, tag and verdict of every series."""
        with self._lock:
            return [(key.run, key.tag, record.verdict) for key, record in self._records.items()]

    def _told(self, key: SeriesKey, record: _Record) -> _Record:
        """Tell that a verdict was acknowledged, where it was."""
        found = self._acknowledged(key.run, key.tag, record.verdict)
        if found is None:
            return record
        row: Row = acknowledged_as(json.loads(record.row), found)
        entry = None if record.entry is None else acknowledged_as(record.entry, found)
        return record._replace(order=reading_order(row), row=_to_json(row), entry=entry)

    def _next_revision(self) -> str:
        with self._lock:
            self._revision += 1
            return f"{self._instance}-{self._revision}"
