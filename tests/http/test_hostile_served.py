"""Broken and hostile log directories in a real TensorBoard, through both of its readers."""

from __future__ import annotations

import contextlib
import shutil
import time
import urllib.parse
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.support.event_files import write_scalars
from tests.support.hostile import KINDS, MINIMAL, OBEYED_NAMES, POINTS, READERS, TOLD, write_healthy
from tests.support.tensorboard_process import TensorBoardProcess, tensorboard_alone

_SECONDS = 60.0


class Served(NamedTuple):
    reader: str
    process: TensorBoardProcess
    rows: dict[str, dict[str, Any]]
    problems: list[dict[str, Any]]


def serve(logdir: Path, reader: str) -> contextlib.AbstractContextManager[TensorBoardProcess]:
    return tensorboard_alone(logdir, f"--load_fast={str(reader == 'data_server').lower()}")


def answer_when(process: TensorBoardProcess, runs: set[str], unread: set[str]) -> dict[str, Any]:
    """Ask until all runs are listed and all that is unread is named; the last answer where that never comes."""
    end = time.monotonic() + _SECONDS
    while True:
        answer = process.route("diagnoses")
        assert answer.status == 200
        body: dict[str, Any] = answer.json()
        named = {problem["where"].partition("/")[0] for problem in body["problems"] if problem["unread"]}
        listed = {row["run"] for row in body["series"]}
        if (body["reading"] is None and runs <= listed and unread <= named) or time.monotonic() > end:
            return body
        time.sleep(0.3)


@pytest.fixture(scope="module", params=READERS)
def hostile(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """All kinds in one log directory, and beside them a healthy run and the whole minimal cases."""
    reader: str = request.param
    logdir = tmp_path_factory.mktemp("hostile")
    write_healthy(logdir / "healthy")
    for name, kind in KINDS.items():
        kind.make(logdir / name)
    for case in MINIMAL.iterdir():
        if case.is_dir() and case.name != "event-hugelen":
            shutil.copytree(case, logdir / case.name)
    for name in OBEYED_NAMES:
        write_scalars(logdir / "names" / name, "learning_rate", POINTS)
    listed = {name for name, kind in KINDS.items() if kind.verdict(reader)}
    with serve(logdir, reader) as process:
        body = answer_when(process, listed, set(KINDS) - listed)
        yield Served(reader, process, {row["run"]: row for row in body["series"]}, body["problems"])


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_listed_or_named(hostile: Served, kind: str) -> None:
    verdict = KINDS[kind].verdict(hostile.reader)
    if verdict is None:
        assert kind not in hostile.rows
        assert [p for p in hostile.problems if p["unread"] and p["where"].startswith(f"{kind}/")]
    else:
        assert verdict in (TOLD, hostile.rows[kind]["verdict"])


def test_every_series_that_is_listed_is_answered(hostile: Served) -> None:
    for row in hostile.rows.values():
        for route in ("series", "points.csv"):
            answer = hostile.process.route(route, run=row["run"], tag=row["tag"])
            assert answer.status == 200, (row["run"], answer.body)
    body = hostile.process.route("series", run="healthy", tag="learning_rate").json()
    assert body["verdict"] == "constant_by_config"


def test_one_broken_series_takes_no_picture_from_the_others(hostile: Served) -> None:
    names = [(row["run"], row["tag"]) for row in hostile.rows.values()]
    query = urllib.parse.urlencode([part for run, tag in names for part in (("run", run), ("tag", tag))])
    answer = hostile.process.get(f"data/plugin/lr_diagnostics/sparklines?{query}")
    assert answer.status == 200
    assert [(picture["run"], picture["tag"]) for picture in answer.json()["sparklines"]].count(
        ("healthy", "learning_rate")
    ) == 1


def test_the_healthy_run_is_judged_as_alone(hostile: Served, tmp_path: Path) -> None:
    write_healthy(tmp_path / "healthy")
    with serve(tmp_path, hostile.reader) as process:
        [alone] = process.wait_for_series(1)
    assert hostile.rows["healthy"] == alone


@pytest.mark.parametrize("case", sorted(path.name for path in MINIMAL.iterdir() if path.is_dir()))
def test_healthy_runs_of_the_minimal_cases_have_no_error(hostile: Served, case: str) -> None:
    if case == "event-hugelen":
        return
    for run in (MINIMAL / case).glob("healthy*"):
        row = hostile.rows[f"{case}/{run.name}"]
        assert row["verdict"] in ("no_schedule", "invalid_values"), row


def test_no_traceback_of_ours(hostile: Served) -> None:
    hostile.process.route("diagnoses")
    output = "".join(hostile.process.output)
    assert "tb_lrplugin" not in output
    assert "Traceback" not in output
