"""What a request asks about: the series that it names, and the schedule that it brings."""

from __future__ import annotations

import json
from typing import NamedTuple

from werkzeug.wrappers import Request

from tb_lrplugin.data.log_data import SeriesKey
from tb_lrplugin.diagnosis.model import Diagnosis
from tb_lrplugin.formats.literals import Value
from tb_lrplugin.http.respond import RequestError
from tb_lrplugin.schedules import Schedule, ScheduleError
from tb_lrplugin.schedules.views import from_object
from tb_lrplugin.workspace import Workspace

# A form has a few dozen numbers; anything larger is no edit.
_MOST_CHARACTERS = 30_000
_MOST_PARTS = 100
_MOST_LIST_ENTRIES = 1000
_MOST_STEPS = 2**53
_LARGEST = 1e300
_MOST_PASTED = 4_000_000


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


def edited_settings(request: Request) -> dict[str, Value]:
    """Read the settings that a request brings as a JSON object, by the framework's names; none where it brings none.

    Raises:
      RequestError: if they are too many, no such object, or a value is neither a number nor a switch.
    """
    text = request.args.get("settings")
    if text is None:
        return {}
    try:
        value = json.loads(text) if len(text) <= _MOST_CHARACTERS else None
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise RequestError('Send the settings as a JSON object: {"learning_rate": 0.001}.')
    for name, setting in value.items():
        if not isinstance(setting, (bool, int, float)) or not abs(setting) <= _LARGEST:
            raise RequestError(f"{name[:40]} is {str(setting)[:40]!r}: a number is needed, or true or false.")
    return value


class Pasted(NamedTuple):
    """A configuration that somebody pastes, and what is known of the run beside it."""

    text: str
    name: str
    steps: int | None
    steps_per_epoch: int | None


def pasted(request: Request) -> Pasted:
    """Read a configuration from a request's body, a JSON object.

    Raises:
      RequestError: if it is too long, no such object, or a number is none.
    """
    try:
        body = json.loads(_content(request).decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise RequestError(f"The body is no JSON that can be read: {error}.") from error
    if not isinstance(body, dict) or not isinstance(body.get("text"), str):
        raise RequestError('Send the configuration as {"text": "...", "name": "pipeline.config"}.')
    return Pasted(
        body["text"],
        str(body.get("name") or ""),
        _count(body.get("steps"), "steps"),
        _count(body.get("steps_per_epoch"), "steps_per_epoch"),
    )


def _content(request: Request) -> bytes:
    """Read a body, which need not tell its length, as far as a configuration may go."""
    content = bytearray()
    is_long = (request.content_length or 0) > _MOST_PASTED
    while not is_long and (chunk := request.stream.read(_MOST_PASTED + 1 - len(content))):
        content += chunk
        is_long = len(content) > _MOST_PASTED
    if is_long:
        raise RequestError(f"A configuration of more than {_MOST_PASTED:,} bytes is not read.", 413)
    return bytes(content)


def _count(value: object, name: str) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= _MOST_STEPS:
        raise RequestError(f"{name} is {str(value)[:40]!r}: a whole number is needed, 1 or more.")
    return value


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
