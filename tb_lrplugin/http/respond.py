"""How every route answers: through TensorBoard's own responder, errors as JSON sentences."""

from __future__ import annotations

import functools
import hashlib
import json
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tensorboard.backend import http_util
from werkzeug.datastructures import Headers
from werkzeug.wrappers import Request, Response

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

logger = logging.getLogger(__name__)

Route = Callable[[Request], Response]


class RequestError(Exception):
    """A request that cannot be answered; the message is a sentence for the user."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


def route(handler: Route) -> Any:
    """Make a WSGI application of a handler: GET only, and every error a JSON object."""

    @functools.wraps(handler)
    def answer(request: Request) -> Response:
        if request.method not in ("GET", "HEAD"):
            return _error(request, "Only GET is answered here: no route changes anything.", 405)
        try:
            return handler(request)
        except RequestError as error:
            return _error(request, str(error), error.status)
        except Exception as error:
            logger.exception("%s failed", request.path)
            return _error(
                request,
                f"The diagnosis failed ({type(error).__name__}: {error}). TensorBoard's log has the details.",
                500,
            )

    return Request.application(answer)


def respond_json(request: Request, body: Any, etag: str | None = None) -> Response:
    """Answer with a JSON body under an ETag, or 304 without one where the client has it already.

    Args:
      request: the request.
      body: anything JSON can hold; non-finite numbers are strings already.
      etag: names the body's state; a hash of the body where not given.
    """
    text = json.dumps(body, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    if etag is None:
        etag = hashlib.sha256(text.encode()).hexdigest()[:24]
    if request.if_none_match.contains_weak(etag):
        return not_modified(request, etag)
    return _respond(request, text, "application/json", headers=[("ETag", f'"{etag}"')])


def respond_text(request: Request, text: str, content_type: str) -> Response:
    """Answer with a text that is saved as a file."""
    return _respond(request, text, content_type)


def respond_compressed_json(request: Request, content: bytes, etag: str) -> Response:
    """Answer with a JSON body that is compressed already; TensorBoard unpacks it for a client that cannot.

    Args:
      request: the request.
      content: the body as gzip.
      etag: names the body's state.
    """
    response: Response = http_util.Respond(
        request, content, "application/json", content_encoding="gzip", headers=[("ETag", f'"{etag}"')]
    )
    return response


def not_modified(request: Request, etag: str, content_type: str = "application/json") -> Response:
    """Answer 304 without a body."""
    headers = [("ETag", f'"{etag}"')]
    answer = _respond(request, "", content_type, headers=headers)
    return _NotModified(status=304, headers=answer.headers)


def respond_static(request: Request, content: bytes, content_type: str) -> Response:
    """Answer with a file of the page."""
    etag = hashlib.sha256(content).hexdigest()[:24]
    if request.if_none_match.contains_weak(etag):
        return not_modified(request, etag, content_type)
    return _respond(request, content, content_type, headers=[("ETag", f'"{etag}"')])


class _NotModified(Response):
    """304 that keeps its Content-Type: werkzeug would drop it, and TensorBoard's security check logs that."""

    def get_wsgi_headers(self, environ: WSGIEnvironment) -> Headers:
        headers = super().get_wsgi_headers(environ)
        headers["Content-Type"] = self.headers["Content-Type"]
        return headers


def _error(request: Request, message: str, status: int) -> Response:
    return _respond(request, json.dumps({"error": message}), "application/json", status)


def _respond(
    request: Request,
    content: str | bytes,
    content_type: str,
    status: int = 200,
    headers: list[tuple[str, str]] | None = None,
) -> Response:
    response: Response = http_util.Respond(request, content, content_type, code=status, headers=headers)
    return response
