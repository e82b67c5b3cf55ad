"""What answers each path: plain functions of a request and the workspace."""

from __future__ import annotations

import functools
import gzip
import threading
from collections.abc import Callable

from werkzeug.wrappers import Request, Response

from tb_lrplugin.answers import acknowledged_as, series_entry
from tb_lrplugin.answers.chart import chart_data, sparkline
from tb_lrplugin.answers.contract import Sparklines
from tb_lrplugin.answers.panel import panel
from tb_lrplugin.answers.table import points_table
from tb_lrplugin.diagnosis.engine import failed
from tb_lrplugin.http.parameters import (
    edited_schedule,
    edited_settings,
    pasted,
    planned_steps,
    several_series,
    the_series,
)
from tb_lrplugin.http.respond import RequestError, respond, respond_json, to_json, utf8
from tb_lrplugin.schedules import ScheduleError
from tb_lrplugin.workspace import Snapshot, Workspace

# Seconds that a page waits for a look that takes long, before it is told what is known so far.
_PATIENCE = 1.0
# TensorBoard's own level for what it compresses.
_COMPRESSION = 3
_MOST_PICTURES = 100
_compressing = threading.Lock()


def diagnoses(request: Request, workspace: Workspace, patience: float = _PATIENCE) -> Response:
    """Answer with one compact row for every series, worst first."""
    snapshot = workspace.snapshot(patience)
    # TensorBoard unpacks it for a client that takes nothing compressed.
    with _compressing:
        content = _compressed(snapshot, workspace.logdir)
    return respond(request, content, "application/json", etag=snapshot.revision, encoding="gzip")


def series(request: Request, workspace: Workspace) -> Response:
    """Answer with the full diagnosis of one series, and what the page draws of it."""
    diagnosis = the_series(request, workspace, "series")
    try:
        entry, chart = series_entry(diagnosis), chart_data(diagnosis)
    except Exception as error:  # A diagnosis that cannot be told is none; the points are shown all the same.
        diagnosis = failed(diagnosis.series, error)
        entry, chart = series_entry(diagnosis), chart_data(diagnosis)
    entry = acknowledged_as(entry, workspace.acknowledged(diagnosis))
    return respond_json(request, {**entry, **chart, **panel(entry)})


def points(request: Request, workspace: Workspace) -> Response:
    """Answer with one line for every logged point of a series, to be saved as a file."""
    return respond(request, utf8(points_table(the_series(request, workspace, "points.csv"))), "text/csv")


def sparklines(request: Request, workspace: Workspace) -> Response:
    """Answer with a few points of every series that is named and still there, for a list that shows them just now."""
    names = several_series(request, _MOST_PICTURES)
    return respond_json(request, Sparklines(sparklines=[sparkline(found) for found in workspace.diagnose_some(names)]))


def preview(request: Request, workspace: Workspace) -> Response:
    """Answer with the curve, the words and the configuration of a schedule that the user edits."""
    # It knows the syntax of every framework, which no other answer needs.
    from tb_lrplugin.answers.preview import preview as answer

    # What is wrong with the schedule is found before anything is read.
    schedule, total_steps, settings = edited_schedule(request), planned_steps(request), edited_settings(request)
    diagnosis = the_series(request, workspace, "preview")
    try:
        return respond_json(request, answer(diagnosis, schedule, total_steps, settings))
    except ScheduleError as error:
        raise RequestError(f"This schedule cannot be shown: {error}.") from error


def plan(request: Request, _workspace: Workspace) -> Response:
    """Answer with what a configuration that somebody pastes asks for, without any run."""
    # It knows the syntax of every framework, which no other answer needs.
    from tb_lrplugin.planning import plan_text

    asked = pasted(request)
    return respond_json(request, plan_text(asked.text, asked.name, asked.steps, asked.steps_per_epoch))


ROUTES: dict[str, Callable[[Request, Workspace], Response]] = {
    "diagnoses": diagnoses,
    "plan": plan,
    "points.csv": points,
    "preview": preview,
    "series": series,
    "sparklines": sparklines,
}


@functools.lru_cache(maxsize=1)
def _compressed(snapshot: Snapshot, logdir: str) -> bytes:
    """Compress a snapshot once, however many pages ask: 10,000 rows have some megabytes."""
    rest = to_json(
        {
            "logdir": logdir,
            "complete": snapshot.is_complete,
            "problems": list(snapshot.problems),
            "scalar_tags": list(snapshot.scalar_tags),
            "reading": snapshot.reading,
        }
    )
    text = f'{{"version":1,"series":[{",".join(snapshot.row_texts)}],{rest[1:]}'
    return gzip.compress(utf8(text), _COMPRESSION, mtime=0)
