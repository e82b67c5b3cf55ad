"""The CSV files of Ultralytics (YOLOv5 too) and of Lightning's CSVLogger.

Ultralytics (`engine/trainer.py`, `save_metrics`; read from 8.0.50, 8.1.47, 8.2.100, 8.3.100 and 8.4.190) appends a row
an epoch. Up to 8.2 header and numbers are padded with blanks, and numbers have five digits, later six. Epochs are
counted from 0 in 8.0, later from 1, as in event files.

CSVLogger (`lightning/fabric/loggers/csv_logs.py`, 2.6.6) writes a row for every call of `log_metrics`, with empty cells
for what was not logged in it, and all digits.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial

from tb_lrplugin.data.file_points.csv_columns import CsvReading, Layout
from tb_lrplugin.data.file_points.points import Column, PointFile

_GROUP = re.compile(r"lr/pg\d+")
_YOLOV5_GROUP = re.compile(r"x/lr\d+")
_EPOCH, _STEP = "epoch", "step"


def _are_of_ultralytics(header: Sequence[str]) -> bool:
    return any(_GROUP.fullmatch(name) or _YOLOV5_GROUP.fullmatch(name) for name in header)


def _from_1(header: Sequence[str], columns: dict[str, Column]) -> dict[str, Column]:
    """Count epochs as event files do: from 1 in every version; those of YOLOv5 count from 0 in both."""
    is_from_0 = any(0 in column.steps for column in columns.values())
    if not is_from_0 or not any(map(_GROUP.fullmatch, header)):
        return columns
    return {name: replace(column, steps=column.steps + 1) for name, column in columns.items()}


def _with_epochs(rates: Collection[str]) -> Collection[str]:
    # The epochs tell the sources how long one is.
    return {*rates, _EPOCH} if rates else ()


_RESULTS = Layout(_EPOCH, _are_of_ultralytics, rounds=True, completed=_from_1)
_METRICS = Layout(_STEP, wanted=_with_epochs)

ULTRALYTICS = PointFile("results.csv", partial(CsvReading, _RESULTS))
LIGHTNING = PointFile("metrics.csv", partial(CsvReading, _METRICS))
