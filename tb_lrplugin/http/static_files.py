"""The page's own files, by name from a fixed list: nothing else can be asked for."""

from __future__ import annotations

from importlib import resources

from werkzeug.wrappers import Request, Response

from tb_lrplugin.http.respond import respond_static

# The system's own table may serve JavaScript as text/plain, which browsers refuse to run.
STATIC_FILES = {"index.js": "text/javascript", "verdicts.html": "text/html"}


class StaticFileRoute:
    """Answers with one file of the committed bundle."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __call__(self, request: Request) -> Response:
        """Answer one request."""
        content = (resources.files("tb_lrplugin") / "static" / self._name).read_bytes()
        return respond_static(request, content, STATIC_FILES[self._name])
