"""`GET ./preview?run=R&tag=T[&schedule=JSON][&total_steps=N]`: a schedule that the user edits, evaluated."""

from __future__ import annotations

import json

from werkzeug.wrappers import Request, Response

from tb_lrplugin.answers.preview import preview
from tb_lrplugin.http.names import diagnose_named
from tb_lrplugin.http.respond import RequestError, respond_json
from tb_lrplugin.schedules import Schedule, ScheduleError
from tb_lrplugin.schedules.views.object_form import from_object
from tb_lrplugin.workspace.workspace import Workspace

# A form has a few dozen numbers; anything larger is no edit.
_MOST_CHARACTERS = 30_000
_MOST_PARTS = 100
_MOST_LIST_ENTRIES = 1000
_MOST_STEPS = 2**53


class PreviewRoute:
    """Answers with the curve, the words and the configuration of a schedule."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def __call__(self, request: Request) -> Response:
        """Answer one request.

        Raises:
          RequestError: if a parameter is missing or makes no schedule, or there is no such series.
        """
        # What is wrong with the schedule is found before anything is read.
        schedule = _schedule(request.args.get("schedule"))
        total_steps = _total_steps(request.args.get("total_steps"))
        diagnosis = diagnose_named(request, self._workspace, "preview")
        try:
            return respond_json(request, preview(diagnosis, schedule, total_steps))
        except ScheduleError as error:
            raise RequestError(f"This schedule cannot be shown: {error}.") from error


def _schedule(text: str | None) -> Schedule | None:
    if text is None:
        return None
    if len(text) > _MOST_CHARACTERS:
        raise RequestError(f"The schedule has {len(text):,} characters; {_MOST_CHARACTERS:,} are read at most.")
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise RequestError(f"The schedule is no JSON that can be read: {error}.") from error
    try:
        return from_object(value, _MOST_PARTS, _MOST_LIST_ENTRIES)
    except ScheduleError as error:
        raise RequestError(f"This is no schedule: {error}.") from error


def _total_steps(text: str | None) -> int | None:
    if text is None:
        return None
    is_number = text.isascii() and text.isdigit() and len(text) <= len(str(_MOST_STEPS))
    if not is_number or not 0 < int(text) <= _MOST_STEPS:
        raise RequestError(f"total_steps is {text[:40]!r}: a whole number of steps is needed, 1 or more.")
    return int(text)
