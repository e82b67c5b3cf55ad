"""What a request asks about: the series that it names, and the schedule that it brings."""

from __future__ import annotations

import json

from werkzeug.wrappers import Request

from tb_lrplugin.data.log_data import SeriesKey
from tb_lrplugin.diagnosis.model import Diagnosis
from tb_lrplugin.http.respond import RequestError
from tb_lrplugin.schedules import Schedule, ScheduleError
from tb_lrplugin.schedules.views import from_object
from tb_lrplugin.workspace import Workspace

# A form has a few dozen numbers; anything larger is no edit.
_MOST_CHARACTERS = 30_000
_MOST_PARTS = 100
_MOST_LIST_ENTRIES = 1000
_MOST_STEPS = 2**53


def the_series(request: Request, workspace: Workspace, path: str) -> Diagnosis:
    """Diagnose the one series that a request names.

    Raises:
      RequestError: if a parameter is missing, or there is no such series.
    """
    run, tag = request.args.get("run"), request.args.get("tag")
    if run is None or tag is None:
        raise RequestError(f"Name the series as ./{path}?run=RUN&tag=TAG; one of the two is missing.")
    diagnosis = workspace.diagnose_one(run, tag)
    if diagnosis is None:
        raise RequestError(f"Run {run!r} has no scalar series {tag!r} (any more).", 404)
    return diagnosis


def several_series(request: Request, most: int) -> list[SeriesKey]:
    """List the series that a request names as ?run=A&tag=B&run=C&tag=D, each once.

    Raises:
      RequestError: if a run lacks its tag or the reverse, or there are more than `most`.
    """
    runs, tags = request.args.getlist("run"), request.args.getlist("tag")
    if len(runs) != len(tags):
        raise RequestError(f"Every series needs its run and its tag, and there are {len(runs)} runs, {len(tags)} tags.")
    if len(runs) > most:
        raise RequestError(f"{len(runs)} series are too many at once; ask for {most} at most.")
    return list(dict.fromkeys(map(SeriesKey, runs, tags)))


def edited_schedule(request: Request) -> Schedule | None:
    """Read the schedule that a request brings as JSON; None where it brings none.

    Raises:
      RequestError: if it is too long, no JSON, or no schedule.
    """
    text = request.args.get("schedule")
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


def planned_steps(request: Request) -> int | None:
    """Read the planned steps that a request brings; None where it brings none.

    Raises:
      RequestError: if they are no whole number above 0.
    """
    text = request.args.get("total_steps")
    if text is None:
        return None
    is_number = text.isascii() and text.isdigit() and len(text) <= len(str(_MOST_STEPS))
    if not is_number or not 0 < int(text) <= _MOST_STEPS:
        raise RequestError(f"total_steps is {text[:40]!r}: a whole number of steps is needed, 1 or more.")
    return int(text)
