"""`GET ./points.csv?run=R&tag=T`: the logged points of one series beside what was expected, as a table."""

from __future__ import annotations

import csv
import io
import math

from werkzeug.wrappers import Request, Response

from tb_lrplugin.diagnosis.model import Diagnosis
from tb_lrplugin.http.names import diagnose_named
from tb_lrplugin.http.respond import respond_text
from tb_lrplugin.workspace.workspace import Workspace

COLUMNS = ("step", "wall_time", "logged", "expected", "relative_error")


class PointsRoute:
    """Answers with one line for every logged point."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def __call__(self, request: Request) -> Response:
        """Answer one request.

        Raises:
          RequestError: if a parameter is missing, or there is no such series.
        """
        diagnosis = diagnose_named(request, self._workspace, "points.csv")
        return respond_text(request, points_table(diagnosis), "text/csv")


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
