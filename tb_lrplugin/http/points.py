"""`GET ./points.csv?run=R&tag=T`: the logged points of one series beside what was expected, as a table."""

from __future__ import annotations

import csv
import io

import numpy as np
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

    `expected` is the schedule at the point's step, on the offset that the framework's logger has; `relative_error` is
    (logged - expected) / expected. Both stay empty where no schedule is known, and the error where the expected rate
    is 0.
    """
    series, schedule = diagnosis.series, diagnosis.schedule
    columns: list[list[object]] = [series.steps.tolist(), series.wall_times.tolist(), series.values.tolist()]
    if schedule is None:
        columns += [[""] * len(series)] * 2
    else:
        expected = schedule(np.maximum(series.steps + diagnosis.offset, 0))
        with np.errstate(divide="ignore", invalid="ignore"):
            error = (series.values - expected) / expected
        columns += [
            expected.tolist(),
            np.where(expected == 0, "", error.astype(object)).tolist(),
        ]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(zip(*columns, strict=True))
    return text.getvalue()
