"""`GET ./sparklines?run=A&tag=B&run=C&tag=D`: small pictures of the series that a list shows just now."""

from __future__ import annotations

from werkzeug.wrappers import Request, Response

from tb_lrplugin.answers.sparkline import sparkline
from tb_lrplugin.http.names import named_series
from tb_lrplugin.http.respond import respond_json
from tb_lrplugin.workspace.workspace import Workspace

_MOST_SERIES = 100


class SparklinesRoute:
    """Answers with a few points of every series that is named and still there."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def __call__(self, request: Request) -> Response:
        """Answer one request.

        Raises:
          RequestError: if a run lacks its tag or the reverse, or too many are named.
        """
        names = named_series(request, _MOST_SERIES)
        return respond_json(
            request, {"sparklines": [sparkline(diagnosis) for diagnosis in self._workspace.diagnose_some(names)]}
        )
