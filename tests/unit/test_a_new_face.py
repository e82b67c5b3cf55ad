"""A new face is one function over what the workspace gives, and one row where its kind is listed."""

from __future__ import annotations

from pathlib import Path

import pytest
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request, Response

from tb_lrplugin.cli import formats, main
from tb_lrplugin.data.log_data import LogData
from tb_lrplugin.data.tags import TagFilter
from tb_lrplugin.http import routes
from tb_lrplugin.workspace import Workspace
from tests.support.event_files import write_scalars
from tests.support.fake_provider import FakeProvider

POINTS = [(0, 0.1), (1, 0.1)]


def test_a_format_of_the_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def print_names(told: formats.Told) -> None:
        print(*(entry["run"] for entry in told.snapshot.entries))

    monkeypatch.setitem(formats.FORMATS, "names", print_names)
    for run in ("b", "a"):
        write_scalars(tmp_path / run, "lr", POINTS)
    assert main(["check", str(tmp_path), "--format", "names"]) == 0
    assert capsys.readouterr().out == "a b\n"


def test_a_route(monkeypatch: pytest.MonkeyPatch) -> None:
    def count(request: Request, workspace: Workspace) -> Response:
        return Response(str(len(workspace.snapshot().row_texts)))

    monkeypatch.setitem(routes.ROUTES, "count", count)
    workspace = Workspace(LogData(FakeProvider({("a", "lr"): POINTS})), None, TagFilter())
    request = Request(EnvironBuilder("/count").get_environ())
    assert routes.ROUTES["count"](request, workspace).data == b"1"
