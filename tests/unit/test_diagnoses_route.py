"""`./diagnoses` as a WSGI application: what is sent, and what is not sent again."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator

import pytest
from werkzeug.test import Client, TestResponse

from tb_lrplugin.answers.contract import Diagnoses
from tb_lrplugin.data.log_data import LogData
from tb_lrplugin.data.tags import TagFilter
from tb_lrplugin.http.respond import route
from tb_lrplugin.http.routes import diagnoses
from tb_lrplugin.workspace import Workspace
from tests.support.contract_shapes import assert_is
from tests.unit.test_looks import FLAT, SlowProvider


class Page:
    """Asks like a page does, under a clock of its own; waits until everything is read if not told otherwise."""

    def __init__(self, provider: SlowProvider, patience: float = 60.0) -> None:
        self.now = 0.0
        self.workspace = Workspace(LogData(provider, 10_000), None, TagFilter(), clock=lambda: self.now, is_live=True)
        self.client = Client(route(lambda request: diagnoses(request, self.workspace, patience)))

    def get(self, seconds: float = 10.0, **headers: str) -> TestResponse:
        self.now += seconds
        return self.client.get("/", headers={name.replace("_", "-"): value for name, value in headers.items()})


@pytest.fixture
def slow() -> Iterator[SlowProvider]:
    provider = SlowProvider(100)
    yield provider
    provider.may_read.set()


def test_the_body_is_the_snapshot(slow: SlowProvider) -> None:
    page = Page(slow)
    body = json.loads(page.get().data)
    assert body == {
        "version": 1,
        "logdir": "",
        "complete": True,
        "series": page.workspace.snapshot().rows(),
        "problems": [],
        "scalar_tags": [],
        "reading": None,
    }
    assert len(body["series"]) == 100
    assert_is(body, Diagnoses)


def test_compressed_for_those_who_take_it(slow: SlowProvider) -> None:
    page = Page(slow)
    plain, compressed = page.get(), page.get(Accept_Encoding="gzip")
    assert plain.headers.get("Content-Encoding") is None
    assert compressed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(compressed.data) == plain.data
    assert len(compressed.data) < len(plain.data) / 5


def test_nothing_is_sent_again_and_nothing_read_again(slow: SlowProvider) -> None:
    page = Page(slow)
    first = page.get()
    again = page.get(If_None_Match=first.headers["ETag"])
    assert (again.status_code, again.data) == (304, b"")
    slow.scalars["run000", "lr"] = [*FLAT, (100, 0.25)]
    changed = page.get(If_None_Match=first.headers["ETag"])
    assert changed.status_code == 200
    assert len(slow.reads) == 101


def test_a_long_look_tells_how_far_it_is(slow: SlowProvider) -> None:
    slow.reads_before_stop = 2
    page = Page(slow, patience=0.05)
    partial = page.get()
    while json.loads(partial.data)["reading"] != {"done": 50, "total": 100}:
        partial = page.get()
    assert len(json.loads(partial.data)["series"]) == 50
    assert_is(json.loads(partial.data), Diagnoses)
    slow.may_read.set()
    page.workspace.snapshot()
    whole = page.get(If_None_Match=partial.headers["ETag"])
    assert whole.status_code == 200
    assert json.loads(whole.data)["reading"] is None


class GoneError(Exception):
    """What gRPC raises where nobody answers: its text is a page long."""

    def code(self) -> object:
        return "UNAVAILABLE"


def test_a_data_server_that_is_gone_is_a_sentence(caplog: pytest.LogCaptureFixture) -> None:
    def gone(request: object) -> object:
        raise GoneError("<_InactiveRpcError of RPC that terminated with: debug_error_string ...")

    answer = Client(route(gone)).get("/")  # type: ignore[arg-type]
    assert answer.status_code == 503
    assert json.loads(answer.data) == {
        "error": "TensorBoard's data server ended or does not answer. Restart TensorBoard."
    }
    assert "Traceback" not in caplog.text
