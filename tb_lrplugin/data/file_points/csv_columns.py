"""Columns of numbers out of a CSV file to which a training adds lines; what was read of it is not read again."""

from __future__ import annotations

import csv
import io
import math
import re
from array import array
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import compress, islice

from tb_lrplugin.data.file_points.points import LARGEST_STEP, Column, IsWanted, Reading, Table, column_of, left_out
from tb_lrplugin.data.ranged_file import LargeFile

_TIME = "time"
_MANTISSA = re.compile(r"[-+]?0*\.?0*(\d*)\.?(\d*)(?:[eE].*)?")
# `%.5g`, the fewest digits that a version of Ultralytics writes.
_LEAST_DIGITS, _MOST_DIGITS = 5, 17
_PIECE_BYTES = 2**22
_ROWS_AT_ONCE = 2**14
# A file that has grown is known again by so many of the last bytes that were read.
_MARK_BYTES = 2**12


@dataclass(frozen=True)
class Layout:
    """What one tool's file is read for.

    Attributes:
      axis: the column that counts.
      is_told: says of a header with this column whether it is the tool's.
      wanted: lists the columns to read, given the rates among them.
      rounds: whether numbers are rounded as they are written.
      completed: turns columns, given the header, into those of event files.
    """

    axis: str
    is_told: Callable[[Sequence[str]], bool] = bool
    wanted: Callable[[Collection[str]], Collection[str]] = frozenset
    rounds: bool = False
    completed: Callable[[Sequence[str], dict[str, Column]], dict[str, Column]] = lambda _, columns: columns


@dataclass
class _Points:
    """The points of one column so far: steps, values, and seconds, NaN where a row tells none."""

    steps: array[int] = field(default_factory=lambda: array("q"))
    values: array[float] = field(default_factory=lambda: array("d"))
    seconds: array[float] = field(default_factory=lambda: array("d"))


class CsvReading(Reading):
    """The columns of one file; lines that have no end yet are still being written."""

    def __init__(self, layout: Layout, is_wanted: IsWanted) -> None:
        """Prepare; nothing is read yet.

        Args:
          layout: what to look for.
          is_wanted: which of some tags are learning rates.
        """
        self._layout = layout
        self._is_wanted = is_wanted
        self._offset = 0
        self._mark = b""
        self._header: list[str] | None = None
        self._is_told = True
        self._points: dict[str, _Points] = {}
        self._digits = _LEAST_DIGITS
        self._broken = 0

    def is_continued_by(self, content: LargeFile) -> bool:
        """Say whether the last bytes that were read are still where they were."""
        start = self._offset - len(self._mark)
        return 0 < self._offset <= content.size and content.read(start, len(self._mark)) == self._mark

    def read_on(self, content: LargeFile, most_bytes: int) -> Table | None:
        """Read the lines that are new, piece by piece."""
        end = min(content.size, most_bytes)
        while self._is_told and self._offset < end:
            piece = content.read(self._offset, min(_PIECE_BYTES, end - self._offset))
            # A line as long as a piece is none of a table.
            whole = piece[: piece.rfind(b"\n") + 1] or (piece if len(piece) == _PIECE_BYTES else b"")
            if not whole:
                break
            self._add(whole)
            self._offset += len(whole)
            self._mark = (self._mark + whole[-_MARK_BYTES:])[-_MARK_BYTES:]
        return self._table() if self._is_told else None

    def _add(self, lines: bytes) -> None:
        text = lines.decode("utf-8" if self._offset else "utf-8-sig", "replace").replace("\0", "")
        read = csv.reader(io.StringIO(text, newline=""))
        if self._header is None:
            self._header = self._begun(read)
        rows = self._whole_rows(read, len(self._header))
        while self._points and (some := list(islice(rows, _ROWS_AT_ONCE))):
            self._add_rows(some, self._header)

    def _begun(self, read: Iterator[list[str]]) -> list[str]:
        """Read the header; it tells whose file it is, and what to read of it."""
        try:
            header = [cell.strip() for cell in next(read, [])]
        except csv.Error:
            header = []
        self._is_told = self._layout.axis in header and self._layout.is_told(header)
        wanted = {*self._layout.wanted(self._is_wanted(header))} - {self._layout.axis} if self._is_told else set()
        self._points = {name: _Points() for name in header if name in wanted}
        return header

    def _whole_rows(self, read: Iterator[list[str]], count: int) -> Iterator[list[str]]:
        """List the rows that have as many cells as the header."""
        while True:
            try:
                cells = next(read)
            except StopIteration:
                return
            except csv.Error:
                self._broken += 1
                continue
            if len(cells) == count:
                yield cells
            else:
                self._broken += any(cells)

    def _add_rows(self, rows: list[list[str]], header: Sequence[str]) -> None:
        at = header.index(self._layout.axis)
        steps = _numbers([cells[at] for cells in rows])
        is_step = [abs(step) < LARGEST_STEP for step in steps]
        if not all(is_step):
            # A run that was started again may write its header once more.
            others = (cells[at].strip() for cells, good in zip(rows, is_step, strict=True) if not good)
            self._broken += sum(other != self._layout.axis for other in others)
            rows, steps = list(compress(rows, is_step)), list(compress(steps, is_step))
        time_at = header.index(_TIME) if _TIME in header else None
        for name, points in self._points.items():
            index = header.index(name)
            texts = [cells[index] for cells in rows]
            # Most cells of CSVLogger are empty.
            is_filled = [bool(text) and not text.isspace() for text in texts]
            is_read = [filled and _is_number(text) for filled, text in zip(is_filled, texts, strict=True)]
            self._broken += sum(is_filled) - sum(is_read)
            points.steps.extend(map(int, compress(steps, is_read)))
            points.values.extend(map(float, compress(texts, is_read)))
            read = compress(rows, is_read)
            times = [math.nan] * sum(is_read) if time_at is None else _numbers([cells[time_at] for cells in read])
            points.seconds.extend(times)
            if self._layout.rounds:
                self._digits = max([self._digits, *map(_digits, compress(texts, is_read))])

    def _table(self) -> Table:
        header, rounding = self._header or [], 0.0
        if self._layout.rounds:
            rounding = 0.5 * 10.0 ** (1 - min(self._digits, _MOST_DIGITS))
        found = {name: column_of(one.steps, one.values, one.seconds, rounding) for name, one in self._points.items()}
        columns = {name: column for name, column in found.items() if column is not None}
        others = [name for name in header if name and name not in columns and name != self._layout.axis]
        return Table(self._layout.completed(header, columns), others, left_out(self._broken, "its cells or lines"))


def _numbers(cells: Sequence[str]) -> list[float]:
    """Read numbers; NaN for what is none."""
    try:
        return list(map(float, cells))
    except ValueError:
        return [float(cell) if _is_number(cell) else math.nan for cell in cells]


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def _digits(cell: str) -> int:
    """Count the significant digits of a number."""
    found = _MANTISSA.fullmatch(cell.strip())
    return len(found[1] + found[2]) if found else 0
