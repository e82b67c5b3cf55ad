"""How every route answers: through TensorBoard's own responder, errors as JSON sentences."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any

from tensorboard.backend import http_util
from werkzeug.datastructures import Headers
from werkzeug.wrappers import Request, Response

from tb_lrplugin.data import is_of_data_server

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

logger = logging.getLogger(__name__)

# Made once: json.dumps would make an encoder for every answer.
to_json = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode


def utf8(text: str) -> bytes:
    """Encode an answer; of half a character, which UTF-8 has no form for, with the escape that JSON has for it."""
    return text.encode("utf-8", "backslashreplace")


class RequestError(Exception):
    """A request that cannot be answered; the message is a sentence for the user."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


def route(handler: Callable[[Request], Response], methods: Collection[str] = ("GET", "HEAD")) -> Any:
    """Make a WSGI application of a handler: every error a JSON object.

    Args:
      handler: answers, or raises.
      methods: of HTTP that it answers.
    """

    def answer(request: Request) -> Response:
        if request.method not in methods:
            return _error(request, f"Only {next(iter(methods))} is answered here: no route changes anything.", 405)
        try:
            return handler(request)
        except RequestError as error:
            return _error(request, str(error), error.status)
        except Exception as error:
            if is_of_data_server(error):
                # gRPC's own error is a page long, and TensorBoard starts no other server.
                logger.debug("%s failed", request.path, exc_info=True)
                return _error(request, "TensorBoard's data server ended or does not answer. Restart TensorBoard.", 503)
            logger.exception("%s failed", request.path)
            return _error(
                request,
                f"The diagnosis failed ({type(error).__name__}: {error}). TensorBoard's log has the details.",
                500,
            )

    return Request.application(answer)


def respond(
    request: Request,
    content: str | bytes,
    content_type: str,
    status: int = 200,
    etag: str = "",
    encoding: str | None = None,
) -> Response:
    """Answer; with 304 and no body where the client has what the ETag names already.

    Args:
      request: the request.
      content: the body.
      content_type: its MIME type.
      status: of an answer with a body.
      etag: names the body's state; "" for a body that nobody keeps.
      encoding: "gzip" where the body is compressed already.
    """
    # Asked before TensorBoard compresses what nobody needs.
    is_known = bool(etag) and request.if_none_match.contains_weak(etag)
    if is_known:
        content, encoding = "", None
    response: Response = http_util.Respond(request, content, content_type, code=status, content_encoding=encoding)
    if etag:
        response.set_etag(etag)
    return _NotModified(status=304, headers=response.headers) if is_known else response


def respond_json(request: Request, body: Any) -> Response:
    """Answer with a JSON body under an ETag of its own; non-finite numbers are strings in it already."""
    return respond_file(request, utf8(to_json(body)), "application/json")


def respond_file(request: Request, content: bytes, content_type: str) -> Response:
    """Answer with a body under an ETag made of it."""
    return respond(request, content, content_type, etag=hashlib.sha256(content).hexdigest()[:24])


class _NotModified(Response):
    """304 that keeps its Content-Type: werkzeug would drop it, and TensorBoard's security check logs that."""

    def get_wsgi_headers(self, environ: WSGIEnvironment) -> Headers:
        headers = super().get_wsgi_headers(environ)
        headers["Content-Type"] = self.headers["Content-Type"]
        return headers


def _error(request: Request, message: str, status: int) -> Response:
    return respond(request, json.dumps({"error": message}), "application/json", status)
