"""The CSV files of Ultralytics (YOLOv5 too) and of Lightning's CSVLogger.

Ultralytics (`engine/trainer.py`, `save_metrics`; read from 8.0.50, 8.1.47, 8.2.100, 8.3.100 and 8.4.190) appends a row
an epoch. Up to 8.2 header and numbers are padded with blanks, and numbers have five digits, later six. Epochs are
counted from 0 in 8.0, later from 1, as in event files.

CSVLogger (`lightning/fabric/loggers/csv_logs.py`, 2.6.6) writes a row for every call of `log_metrics`, with empty cells
for what was not logged in it, and all digits.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Collection, Iterator

from tb_lrplugin.data.file_points.points import Column, IsWanted, PointFile, Table, column_of

_GROUP = re.compile(r"lr/pg\d+")
_YOLOV5_GROUP = re.compile(r"x/lr\d+")
_EPOCH, _STEP, _TIME = "epoch", "step", "time"
_MANTISSA = re.compile(r"[-+]?0*\.?0*(\d*)\.?(\d*)(?:[eE].*)?")
# `%.5g`, the fewest digits that a version of Ultralytics writes.
_LEAST_DIGITS, _MOST_DIGITS = 5, 17
_LARGEST_STEP = 2**62

Row = dict[str, str]


class _Rows:
    """The rows of a CSV file that are whole, cells without their padding.

    Attributes:
      header: the names of the columns.
      broken: how many lines were left out.
    """

    def __init__(self, content: bytes) -> None:
        """Look at the header alone."""
        # What has no end of line yet is still being written.
        text = content[: content.rfind(b"\n") + 1].decode("utf-8-sig", "replace").replace("\0", "")
        self._lines = csv.reader(text.splitlines())
        self.broken = 0
        try:
            self.header = [cell.strip() for cell in next(self._lines, [])]
        except csv.Error:
            self.header = []

    def __iter__(self) -> Iterator[Row]:
        while True:
            try:
                cells = next(self._lines)
            except StopIteration:
                return
            except csv.Error:
                self.broken += 1
                continue
            if len(cells) != len(self.header):
                self.broken += any(cells)
                continue
            row = {name: cell.strip() for name, cell in zip(self.header, cells, strict=True)}
            # A run that was started again may write its header once more.
            if row.get(self.header[0]) != self.header[0]:
                yield row


def _read(content: bytes, axis: str, wanted: Collection[str], digits: Callable[[list[str]], int] | None) -> Table:
    """Read some columns over one that counts."""
    rows = _Rows(content)
    found: dict[str, list[tuple[int, float, float | None]]] = {name: [] for name in rows.header if name in wanted}
    written: list[str] = []
    for row in rows:
        step = _number(row[axis])
        if step is None or not abs(step) < _LARGEST_STEP:
            rows.broken += 1
            continue
        for name, points in found.items():
            if row[name]:
                value = _number(row[name])
                if value is None:
                    rows.broken += 1
                    continue
                points.append((int(step), value, _number(row.get(_TIME, ""))))
                written += [row[name]] if digits else []
    rounding = 0.5 * 10.0 ** (1 - digits(written)) if digits else 0.0
    columns = {name: column for name, points in found.items() if (column := column_of(points, rounding))}
    others = [name for name in rows.header if name and name not in columns and name != axis]
    lines = f"{rows.broken:,} of its {'cell or line' if rows.broken == 1 else 'cells or lines'}"
    left_out = f"{lines} cannot be read and {'is' if rows.broken == 1 else 'are'} left out." if rows.broken else ""
    return Table(columns, others, left_out)


def _number(cell: str) -> float | None:
    try:
        return float(cell)
    except ValueError:
        return None


def _digits(cells: list[str]) -> int:
    """Count the significant digits of the number that has most."""
    counts = [len(found[1] + found[2]) for cell in cells if (found := _MANTISSA.fullmatch(cell))]
    return min(max((_LEAST_DIGITS, *counts)), _MOST_DIGITS)


def _parse_ultralytics(content: bytes, _is_whole: bool, is_wanted: IsWanted) -> Table | None:
    header = _Rows(content).header
    groups = [name for name in header if _GROUP.fullmatch(name) or _YOLOV5_GROUP.fullmatch(name)]
    if _EPOCH not in header or not groups:
        return None
    table = _read(content, _EPOCH, {*is_wanted(groups), *is_wanted(header)} - {_EPOCH}, _digits)
    is_from_0 = any(0 in column.steps for column in table.columns.values())
    if not is_from_0 or not any(map(_GROUP.fullmatch, groups)):
        return table
    # Event files count from 1 in every version; YOLOv5 counts from 0 in both.
    columns = {
        name: Column(column.steps + 1, column.values, column.seconds, column.rounding)
        for name, column in table.columns.items()
    }
    return Table(columns, table.others, table.left_out)


def _parse_lightning(content: bytes, _is_whole: bool, is_wanted: IsWanted) -> Table | None:
    header = _Rows(content).header
    if _STEP not in header:
        return None
    rates = is_wanted(header)
    # The epochs tell the sources how long one is.
    return _read(content, _STEP, {*rates, _EPOCH} - {_STEP}, None) if rates else Table(others=header)


ULTRALYTICS = PointFile("results.csv", _parse_ultralytics)
LIGHTNING = PointFile("metrics.csv", _parse_lightning)
