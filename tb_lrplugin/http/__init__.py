"""The plugin's routes (docs/http_api.md): their paths, and the page's own files.

What answers is imported when it is first asked for: TensorBoard starts no later for it.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from importlib import resources
from typing import TYPE_CHECKING, Any

from werkzeug.wrappers import Request, Response

from tb_lrplugin.http.respond import respond_file, route

if TYPE_CHECKING:
    from tb_lrplugin.workspace import Workspace

PATHS = ("diagnoses", "plan", "points.csv", "preview", "series", "sparklines")
# What is sent a whole file, which no address has room for. It evaluates that, and changes nothing.
_POSTED = frozenset({"/plan"})
# A fixed list: nothing else can be asked for. The system's own table of types may serve JavaScript as text/plain,
# which browsers refuse to run.
_STATIC_FILES = {"index.js": "text/javascript", "verdicts.html": "text/html"}


def applications(workspace: Callable[[], Workspace]) -> dict[str, Any]:
    """Map every path below data/plugin/lr_diagnostics/ to its WSGI application.

    Args:
      workspace: makes the workspace when it is first needed, and gives the same one from then on.
    """
    answers = {f"/{path}": functools.partial(_answer, path, workspace) for path in PATHS}
    files = {f"/static/{name}": functools.partial(_static_file, name) for name in _STATIC_FILES}
    return {
        path: route(handler, ("POST",)) if path in _POSTED else route(handler)
        for path, handler in {**answers, **files}.items()
    }


def _answer(path: str, workspace: Callable[[], Workspace], request: Request) -> Response:
    from tb_lrplugin.http.routes import ROUTES

    return ROUTES[path](request, workspace())


def _static_file(name: str, request: Request) -> Response:
    content = (resources.files("tb_lrplugin") / "static" / name).read_bytes()
    return respond_file(request, content, _STATIC_FILES[name])
