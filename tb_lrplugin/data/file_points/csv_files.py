"""The CSV files of Ultralytics (YOLOv5 too) and of Lightning's CSVLogger.

Ultralytics (`engine/trainer.py`, `save_metrics`; read from 8.0.50, 8.1.47, 8.2.100, 8.3.100 and 8.4.190) appends a row
an epoch. Up to 8.2 header and numbers are padded with blanks, and numbers have five digits, later six. Epochs are
counted from 0 in 8.0, later from 1, as in event files.

CSVLogger (`lightning/fabric/loggers/csv_logs.py`, 2.6.6) writes a row for every call of `log_metrics`, with empty cells
for what was not logged in it, and all digits.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from tb_lrplugin.data.file_points.points import LARGEST_STEP, IsWanted, PointFile, Table, column_of, left_out

_GROUP = re.compile(r"lr/pg\d+")
_YOLOV5_GROUP = re.compile(r"x/lr\d+")
_EPOCH, _STEP, _TIME = "epoch", "step", "time"
_MANTISSA = re.compile(r"[-+]?0*\.?0*(\d*)\.?(\d*)(?:[eE].*)?")
# `%.5g`, the fewest digits that a version of Ultralytics writes.
_LEAST_DIGITS, _MOST_DIGITS = 5, 17


class _Rows:
    """The rows of a CSV file that are whole.

    Attributes:
      header: the names of the columns, without their padding.
      broken: how many lines were left out.
    """

    def __init__(self, content: bytes) -> None:
        """Look at the header alone."""
        # What has no end of line yet is still being written.
        whole = io.BytesIO(content[: content.rfind(b"\n") + 1])
        text = io.TextIOWrapper(whole, "utf-8-sig", "replace", newline="")
        self._lines = csv.reader(line.replace("\0", "") for line in text)
        self.broken = 0
        try:
            self.header = [cell.strip() for cell in next(self._lines, [])]
        except csv.Error:
            self.header = []

    def __iter__(self) -> Iterator[list[str]]:
        count = len(self.header)
        while True:
            try:
                cells = next(self._lines)
            except StopIteration:
                return
            except csv.Error:
                self.broken += 1
                continue
            if len(cells) == count:
                yield cells
            else:
                self.broken += any(cells)


def _read(rows: _Rows, axis: str, wanted: Collection[str], rounds: bool = False) -> Table:
    """Read some columns over one that counts."""
    header = rows.header
    at, time_at = header.index(axis), header.index(_TIME) if _TIME in header else None
    found: dict[int, list[tuple[int, float, float | None]]] = {
        header.index(name): [] for name in header if name in wanted
    }
    digits = _LEAST_DIGITS
    for cells in rows:
        step = _number(cells[at])
        if step is None or not abs(step) < LARGEST_STEP:
            # A run that was started again may write its header once more.
            rows.broken += cells[at].strip() != axis
            continue
        for index, points in found.items():
            cell = cells[index]
            # Most cells of CSVLogger are empty.
            if not cell or cell.isspace():
                continue
            value = _number(cell)
            if value is None:
                rows.broken += 1
                continue
            points.append((int(step), value, None if time_at is None else _number(cells[time_at])))
            digits = max(digits, _digits(cell.strip())) if rounds else digits
    rounding = 0.5 * 10.0 ** (1 - min(digits, _MOST_DIGITS)) if rounds else 0.0
    columns = {header[index]: column for index, points in found.items() if (column := column_of(points, rounding))}
    others = [name for name in header if name and name not in columns and name != axis]
    return Table(columns, others, left_out(rows.broken, "its cells or lines"))


def _number(cell: str) -> float | None:
    try:
        return float(cell)
    except ValueError:
        return None


def _digits(cell: str) -> int:
    """Count the significant digits of a number."""
    found = _MANTISSA.fullmatch(cell)
    return len(found[1] + found[2]) if found else 0


def _parse_ultralytics(content: bytes, _is_whole: bool, is_wanted: IsWanted) -> Table | None:
    rows = _Rows(content)
    groups = [name for name in rows.header if _GROUP.fullmatch(name) or _YOLOV5_GROUP.fullmatch(name)]
    if _EPOCH not in rows.header or not groups:
        return None
    table = _read(rows, _EPOCH, set(is_wanted(rows.header)) - {_EPOCH}, rounds=True)
    is_from_0 = any(0 in column.steps for column in table.columns.values())
    if not is_from_0 or not any(map(_GROUP.fullmatch, groups)):
        return table
    # Event files count from 1 in every version; YOLOv5 counts from 0 in both.
    columns = {name: replace(column, steps=column.steps + 1) for name, column in table.columns.items()}
    return Table(columns, table.others, table.left_out)


def _parse_lightning(content: bytes, _is_whole: bool, is_wanted: IsWanted) -> Table | None:
    rows = _Rows(content)
    if _STEP not in rows.header:
        return None
    rates = is_wanted(rows.header)
    # The epochs tell the sources how long one is.
    return _read(rows, _STEP, {*rates, _EPOCH} - {_STEP}) if rates else Table(others=rows.header)


ULTRALYTICS = PointFile("results.csv", _parse_ultralytics)
LIGHTNING = PointFile("metrics.csv", _parse_lightning)
