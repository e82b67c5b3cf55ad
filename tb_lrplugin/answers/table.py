"""The logged points of one series beside what was expected, as a table."""

from __future__ import annotations

import csv
import io
import math

from tb_lrplugin.diagnosis.model import Diagnosis

COLUMNS = ("step", "wall_time", "logged", "expected", "relative_error")


def points_table(diagnosis: Diagnosis) -> str:
    """Write the points as CSV with a head line.

    `expected` is the rate that the diagnosis holds the point against, `relative_error` the error that it takes there
    (`Case.relative_errors`). Both stay empty where no schedule is known, and the error where there is none.
    """
    series, expected, errors = diagnosis.series, diagnosis.expected, diagnosis.relative_errors
    columns: list[list[object]] = [series.steps.tolist(), series.wall_times.tolist(), series.values.tolist()]
    if expected is None or errors is None:
        columns += [[""] * len(series)] * 2
    else:
        columns += [expected.tolist(), ["" if math.isnan(error) else error for error in errors.tolist()]]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(zip(*columns, strict=True))
    return text.getvalue()
