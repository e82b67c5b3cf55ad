"""`GET ./diagnoses`: one compact row for every series."""

from __future__ import annotations

from werkzeug.wrappers import Request, Response

from tb_lrplugin.http.respond import not_modified, respond_json
from tb_lrplugin.workspace import Workspace


class DiagnosesRoute:
    """Answers with the rows of all series, worst first."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def __call__(self, request: Request) -> Response:
        """Answer one request."""
        snapshot = self._workspace.snapshot()
        if request.if_none_match.contains_weak(snapshot.revision):
            return not_modified(request, snapshot.revision)
        body = {
            "version": 1,
            "series": snapshot.rows(),
            "problems": list(snapshot.problems),
            "scalar_tags": list(snapshot.scalar_tags),
        }
        return respond_json(request, body, snapshot.revision)
