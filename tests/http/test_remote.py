"""The same answers from another process's data server, from several log directories, and from remote file systems."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tb_lrplugin.data.log_data import LogData, SeriesKey
from tests.conftest import SMALL_LOGDIR_SERIES
from tests.support.data_server import data_server, grpc_provider
from tests.support.labelled import LOGS
from tests.support.tensorboard_process import TensorBoardProcess, tensorboard_alone

Rows = dict[tuple[str, str], dict[str, Any]]


@pytest.fixture(scope="module")
def served(small_logdir: Path) -> Iterator[TensorBoardProcess]:
    """What all others are to say too. That both readers say the same, tests/labelled shows."""
    with tensorboard_alone(small_logdir) as process:
        process.wait_for_series(SMALL_LOGDIR_SERIES)
        yield process


def rows_of(process: TensorBoardProcess) -> Rows:
    return {(row["run"], row["tag"]): row for row in process.wait_for_series(SMALL_LOGDIR_SERIES)}


def test_a_data_server_elsewhere(served: TensorBoardProcess, small_logdir: Path, tmp_path: Path) -> None:
    with (
        data_server(small_logdir, tmp_path) as address,
        tensorboard_alone(small_logdir, "--grpc_data_provider", address) as process,
    ):
        assert rows_of(process) == rows_of(served)
        answer = process.route("series", run="stuck/train", tag="learning_rate").json()
        assert answer["source"]["where"] == "stuck/pipeline.config"


def test_config_files_that_only_the_data_server_sees_are_not_guessed(small_logdir: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with (
        data_server(small_logdir, tmp_path) as address,
        tensorboard_alone(tmp_path / "empty", "--grpc_data_provider", address) as process,
    ):
        rows = rows_of(process)
        assert rows["stuck/train", "learning_rate"]["verdict"] == "no_schedule"
        assert rows["nan/train", "learning_rate"]["verdict"] == "invalid_values"


def test_columns_of_a_data_server_are_the_points_of_the_public_call(small_logdir: Path, tmp_path: Path) -> None:
    with data_server(small_logdir, tmp_path, "--reload=1") as address, grpc_provider(address) as provider:
        ours, theirs = LogData(provider), LogData(provider)
        theirs._columns = None
        while len(ours.list_scalars()) < SMALL_LOGDIR_SERIES:
            time.sleep(0.1)
        assert ours.list_scalars() == theirs.list_scalars()
        keys = [SeriesKey(run, tag) for run, tags in ours.list_scalars().items() for tag in tags]
        found, expected = list(ours.read_series(keys)), list(theirs.read_series(keys))
        assert len(found) == len(expected) == SMALL_LOGDIR_SERIES
        for series, other in zip(found, expected, strict=True):
            assert (series.run, series.tag) == (other.run, other.tag)
            for name in ("steps", "values", "wall_times"):
                assert getattr(series, name).tobytes() == getattr(other, name).tobytes()


def test_several_log_directories(served: TensorBoardProcess, small_logdir: Path) -> None:
    spec = f"all:{small_logdir},stuck:{small_logdir / 'stuck'}"
    with tensorboard_alone(None, "--logdir_spec", spec) as process:
        rows = process.wait_for_series(SMALL_LOGDIR_SERIES + 1)
        found = {(row["run"], row["tag"]): row["verdict"] for row in rows}
        expected = {(f"all/{run}", tag): row["verdict"] for (run, tag), row in rows_of(served).items()}
        assert found == {**expected, ("stuck/train", "learning_rate"): "stuck_at_initial"}
        answer = process.route("series", run="stuck/train", tag="learning_rate").json()
        assert answer["source"]["where"] == "stuck/pipeline.config"


IN_MEMORY = """
import json, pathlib, sys
import fsspec
from tb_lrplugin.data import local_provider
from tb_lrplugin.data.log_data import LogData
from tb_lrplugin.data.tags import TagFilter
from tb_lrplugin.workspace import Workspace

directory = pathlib.Path(sys.argv[1])
files = fsspec.filesystem("memory")
for file in directory.rglob("*"):
    if file.is_file():
        files.pipe(f"/logs/{file.relative_to(directory)}", file.read_bytes())
data = LogData(local_provider.open_python_reader("memory://logs"))
print(json.dumps(Workspace(data, "memory://logs", TagFilter()).snapshot().rows()))
"""


class TestFsspec:
    """Log directories behind fsspec, which TensorBoard's file layer uses where it is installed."""

    def test_a_log_directory_by_its_url(self, served: TensorBoardProcess, small_logdir: Path) -> None:
        pytest.importorskip("fsspec", reason="needs fsspec (tests/requirements.txt)")
        with tensorboard_alone(f"file://{urllib.parse.quote(str(small_logdir), safe='/')}") as process:
            assert rows_of(process) == rows_of(served)

    def test_a_log_directory_in_memory(self, served: TensorBoardProcess, small_logdir: Path) -> None:
        pytest.importorskip("fsspec", reason="needs fsspec (tests/requirements.txt)")
        # In a process of its own: where TensorFlow is loaded already, TensorBoard reads through its file layer instead.
        command = [sys.executable, "-c", IN_MEMORY, str(small_logdir)]
        rows = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        assert {(row["run"], row["tag"]): row for row in rows} == rows_of(served)

    def test_runs_without_event_files(self, tmp_path: Path) -> None:
        pytest.importorskip("fsspec", reason="needs fsspec (tests/requirements.txt)")
        for case in ("ultralytics-results-padded", "lightning-metrics-stuck"):
            shutil.copytree(LOGS / case, tmp_path / "sweep" / case)
        command = [sys.executable, "-c", IN_MEMORY, str(tmp_path)]
        rows = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        assert {(row["run"], row["tag"]): row["verdict"] for row in rows} == {
            ("sweep/lightning-metrics-stuck/version_0", "lr-Adam"): "stuck_at_initial",
            **{("sweep/ultralytics-results-padded", f"lr/pg{group}"): "on_schedule" for group in range(3)},
        }
