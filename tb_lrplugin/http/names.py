"""Which series a request names."""

from __future__ import annotations

from werkzeug.wrappers import Request

from tb_lrplugin.data.log_data import SeriesKey
from tb_lrplugin.diagnosis.model import Diagnosis
from tb_lrplugin.http.respond import RequestError
from tb_lrplugin.workspace.workspace import Workspace


def diagnose_named(request: Request, workspace: Workspace, route: str) -> Diagnosis:
    """Diagnose the one series that a request names.

    Raises:
      RequestError: if a parameter is missing, or there is no such series.
    """
    run, tag = request.args.get("run"), request.args.get("tag")
    if run is None or tag is None:
        raise RequestError(f"Name the series as ./{route}?run=RUN&tag=TAG; one of the two is missing.")
    diagnosis = workspace.diagnose_one(run, tag)
    if diagnosis is None:
        raise RequestError(f"Run {run!r} has no scalar series {tag!r} (any more).", 404)
    return diagnosis


def named_series(request: Request, most: int) -> list[SeriesKey]:
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
