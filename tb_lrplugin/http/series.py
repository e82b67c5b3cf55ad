"""`GET ./series?run=R&tag=T`: the full diagnosis of one series, and what the page draws of it."""

from __future__ import annotations

from werkzeug.wrappers import Request, Response

from tb_lrplugin.answers.entry import chart_data, series_entry
from tb_lrplugin.http.names import diagnose_named
from tb_lrplugin.http.respond import respond_json
from tb_lrplugin.workspace.workspace import Workspace


class SeriesRoute:
    """Answers with one series."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def __call__(self, request: Request) -> Response:
        """Answer one request.

        Raises:
          RequestError: if a parameter is missing, or there is no such series.
        """
        diagnosis = diagnose_named(request, self._workspace, "series")
        return respond_json(request, {**series_entry(diagnosis), **chart_data(diagnosis)})
