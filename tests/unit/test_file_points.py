"""Points from files: the verdicts are those of event files, and no file is too odd to be read or left."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tb_lrplugin.data import file_points
from tb_lrplugin.data.file_points import FilePoints, csv_columns
from tb_lrplugin.data.log_data import ALL_POINTS, LogData, SeriesKey
from tb_lrplugin.data.log_root import LogRoot
from tb_lrplugin.data.ranged_file import RangedFile
from tb_lrplugin.data.series import Series
from tb_lrplugin.data.tags import TagFilter
from tb_lrplugin.workspace import Workspace
from tests.support.command_line import look, told, without_events
from tests.support.event_files import write_scalars
from tests.support.fake_provider import FakeProvider
from tests.support.labelled import LOGS, files_below
from tests.support.remote_files import RemoteFiles, remote_files
from tests.support.waiting import wait_for

POINTS = [(step, 0.01 * 0.5 ** (step // 100)) for step in range(10, 401, 10)]


def read(logdir: Path) -> dict[tuple[str, str], Series]:
    """Read the series of a directory that has no event files."""
    data = LogData(FakeProvider({}), ALL_POINTS)
    data.join(files_below(logdir))
    keys = [SeriesKey(run, tag) for run, tags in data.list_scalars().items() for tag in tags]
    return {(series.run, series.tag): series for series in data.read_series(keys)}


def state_of(points: list[tuple[int, float]], **more: Any) -> str:
    history = [{"epoch": step / 100, "learning_rate": value, "loss": 1.0, "step": step} for step, value in points]
    return json.dumps(
        {"global_step": points[-1][0], "log_history": [*history, {"step": 400, "train_runtime": 1.0}]} | more
    )


def test_a_trainers_state_has_the_points_of_its_event_file(tmp_path: Path) -> None:
    write_scalars(tmp_path / "events" / "out", "train/learning_rate", POINTS)
    out = tmp_path / "files" / "out"
    for step in (200, 400):
        (out / f"checkpoint-{step}").mkdir(parents=True)
        (out / f"checkpoint-{step}" / "trainer_state.json").write_text(state_of([p for p in POINTS if p[0] <= step]))
    found, expected = look(tmp_path / "files"), look(tmp_path / "events")
    assert told(found) == told(expected)
    assert found.entries[0]["logged"] == pytest.approx(expected.entries[0]["logged"], rel=1e-6)
    assert found.problems == ()
    # The output directory has it too, and further.
    (out / "trainer_state.json").write_text(state_of([*POINTS, (410, 0.001)]))
    [series] = [series for (_, tag), series in read(tmp_path / "files").items() if tag == "train/learning_rate"]
    assert (series.run, series.last_step, series.origin) == ("out", 410, "out/trainer_state.json")


def test_a_state_that_is_being_written_leaves_that_of_the_checkpoint(tmp_path: Path) -> None:
    (tmp_path / "checkpoint-400").mkdir()
    (tmp_path / "checkpoint-400" / "trainer_state.json").write_text(state_of(POINTS))
    (tmp_path / "trainer_state.json").write_text(state_of(POINTS)[:200])
    found = look(tmp_path)
    assert [(entry["run"], entry["tag"]) for entry in found.entries] == [(".", "train/learning_rate")]
    assert [problem["where"] for problem in found.problems] == ["trainer_state.json"]


@pytest.mark.parametrize("run", ["out", "out/runs/host"])
def test_event_files_with_rates_go_first(run: str, tmp_path: Path) -> None:
    write_scalars(tmp_path / run, "train/learning_rate", POINTS)
    (tmp_path / "out" / "trainer_state.json").write_text(state_of([(1, 0.5), (2, 0.25)]))
    assert [entry["run"] for entry in look(tmp_path).entries] == [run]


def test_event_files_without_rates_leave_them_to_files(tmp_path: Path) -> None:
    write_scalars(tmp_path / "out", "train/loss", POINTS)
    (tmp_path / "out" / "trainer_state.json").write_text(state_of(POINTS))
    assert [(entry["run"], entry["tag"]) for entry in look(tmp_path).entries] == [("out", "train/learning_rate")]


def test_two_loggers_with_two_versions_alarm_once(tmp_path: Path) -> None:
    case = without_events(LOGS / "lightning-metrics-stuck", tmp_path / "copy")
    [series] = [series for (_, tag), series in read(case).items() if tag == "lr-Adam"]
    write_scalars(case / "version_1", "lr-Adam", zip(series.steps.tolist(), series.values.tolist(), strict=True))
    shutil.copy(case / "version_0" / "hparams.yaml", case / "version_1")
    severities = sorted(entry["severity"] for entry in look(case).entries)
    assert severities == ["error", "unknown"]


HEADER = "epoch,time,train/loss,lr/pg0\n"


def rates_in(directory: Path, content: str, name: str = "results.csv") -> Series | None:
    (directory / name).write_text(content)
    found = [series for (_, tag), series in read(directory).items() if tag in ("lr/pg0", "x/lr0", "lr-Adam")]
    return found[0] if found else None


class TestResults:
    def test_epochs_count_from_1_in_every_version(self, tmp_path: Path) -> None:
        for first in (0, 1):
            series = rates_in(tmp_path, HEADER + "".join(f"{first + i},{i},1,0.0{i + 1}\n" for i in range(4)))
            assert series is not None and series.steps.tolist() == [1, 2, 3, 4]
            assert series.values.tolist() == [0.01, 0.02, 0.03, 0.04]

    def test_yolov5_counts_from_0(self, tmp_path: Path) -> None:
        series = rates_in(tmp_path, "      epoch,      x/lr0\n          0,      0.07\n          1,      0.06\n")
        assert series is not None and series.steps.tolist() == [0, 1]

    @pytest.mark.parametrize(("number", "rounding"), [("0.0066233", 5e-5), ("0.00662331", 5e-6), ("1e-05", 5e-5)])
    def test_tolerance_follows_the_digits(self, number: str, rounding: float, tmp_path: Path) -> None:
        series = rates_in(tmp_path, HEADER + f"1,1,1,{number}\n")
        assert series is not None and series.rounding == pytest.approx(rounding)

    def test_times_end_when_the_file_was_written(self, tmp_path: Path) -> None:
        series = rates_in(tmp_path, HEADER + "1,10,1,0.1\n2,25,1,0.1\n")
        assert series is not None
        assert np.diff(series.wall_times) == pytest.approx([15.0])
        assert series.wall_times[-1] == pytest.approx((tmp_path / "results.csv").stat().st_mtime)

    def test_a_resumed_run_appends(self, tmp_path: Path) -> None:
        series = rates_in(tmp_path, HEADER + "1,1,1,0.1\n2,2,1,0.2\n3,3,1,0.3\n" + HEADER + "2,1,1,0.5\n3,2,1,0.6\n")
        assert series is not None and series.values.tolist() == [0.1, 0.5, 0.6]

    def test_a_line_that_is_being_written_waits(self, tmp_path: Path) -> None:
        series = rates_in(tmp_path, HEADER + "1,1,1,0.01\n2,2,1,0.0")
        assert series is not None and series.steps.tolist() == [1]
        assert look(tmp_path).problems == ()

    def test_broken_lines_are_named_and_the_others_read(self, tmp_path: Path) -> None:
        series = rates_in(tmp_path, HEADER + "1,1,1,0.1\n2,1\nx,1,1,0.1\n3,1,1,nan\n4,1,1,0.1\n5,1,1,?\n")
        assert series is not None and series.steps.tolist() == [1, 3, 4]
        assert np.isnan(series.values[1])
        [problem] = look(tmp_path).problems
        assert problem["where"] == "results.csv" and "3 of its" in problem["message"]


@pytest.mark.parametrize("name", ["results.csv", "metrics.csv", "trainer_state.json"])
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        b"a,b\n1,2\n",
        b"epoch,step,loss\n1,1,1\n",
        b"\xff\xfe\x00e\x00p",
        b"epoch,step,lr/pg0,lr-Adam\n",
        b'epoch,step,lr/pg0\n"1,1,0.1\n',
        b"epoch,step,lr/pg0\n1e300,1e300,0.1\nnan,inf,0.1\n",
        b"[]",
        b'{"log_history": 3}',
        b'{"log_history": [3, {"step": "1"}, {"step": 1, "learning_rate": "0.1"}]}',
        b'{"log_history": [{"step": 1' + b"0" * 5000 + b', "learning_rate": 1}]}',
        b"[" * 100_000,
    ],
    ids=range(13),
)
def test_whatever_is_there_is_no_exception(name: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    assert look(tmp_path).entries == ()


def test_a_directory_of_that_name_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "results.csv").mkdir()
    assert look(tmp_path).entries == ()


def test_a_huge_file_is_read_in_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_points, "MAX_BYTES", len(HEADER) + 25)
    series = rates_in(tmp_path, HEADER + "".join(f"{i},1,1,0.1\n" for i in range(1, 9)))
    assert series is not None and series.steps.tolist() == [1, 2]
    [problem] = look(tmp_path).problems
    assert problem["where"] == "results.csv" and "are read" in problem["message"]


def test_long_series_are_thinned_as_asked(tmp_path: Path) -> None:
    (tmp_path / "results.csv").write_text(HEADER + "".join(f"{i},1,1,0.1\n" for i in range(1, 5001)))
    [entry] = look(tmp_path, samples=1000).entries
    assert entry["steps"]["last"] == 5000 and entry["steps"]["count"] <= 1000


def test_columns_without_a_rate_are_named(tmp_path: Path) -> None:
    (tmp_path / "metrics.csv").write_text("epoch,step,train_loss\n0,1,0.5\n")
    found = look(tmp_path)
    assert found.entries == () and "train_loss" in found.scalar_tags


class Grown:
    """A file of points that is looked at again and again; counts the bytes that are read."""

    def __init__(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.path = path
        self.read = 0
        self.now = 0.0
        root = LogRoot(str(path.parent))
        self._points = FilePoints(root, TagFilter(), lambda: {".": [path.name]}, lambda: self.now)
        read = RangedFile.read

        def counted(file: RangedFile, offset: int, size: int) -> bytes:
            content = read(file, offset, size)
            self.read += len(content)
            return content

        monkeypatch.setattr(RangedFile, "read", counted)

    def values(self, tag: str) -> list[float]:
        # Late enough to read again, whatever was read before.
        self.now += 3600.0
        self._points.beside({})
        [columns] = self._points.columns_of([(".", tag)], 10**6)
        return columns.values.tolist()


def test_only_what_grew_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "metrics.csv"
    path.write_text("step,lr-Adam\n" + "".join(f"{step},0.1\n" for step in range(10_000)))
    grown = Grown(path, monkeypatch)
    assert grown.values("lr-Adam") == [0.1] * 10_000
    assert grown.read == path.stat().st_size
    with open(path, "a") as file:
        file.write("10000,0.2\n10001,0.")
    grown.read = 0
    assert grown.values("lr-Adam")[9_999:] == [0.1, 0.2]
    with open(path, "a") as file:
        file.write("3\n")
    assert grown.values("lr-Adam")[9_999:] == [0.1, 0.2, 0.3]
    assert grown.read < 10_000


@pytest.mark.parametrize("content", ["step,lr-Adam\n1,0.5\n", "step,loss,lr-Adam\n1,0,0.5\n2,0,0.4\n3,0,0.3\n"])
def test_a_file_that_is_another_is_read_anew(content: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    grown = Grown(tmp_path / "metrics.csv", monkeypatch)
    grown.path.write_text("step,lr-Adam\n1,0.1\n2,0.1\n")
    assert grown.values("lr-Adam") == [0.1, 0.1]
    grown.path.write_text(content)
    assert grown.values("lr-Adam")[0] == 0.5


def test_a_file_is_read_piece_by_piece(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_columns, "_PIECE_BYTES", 64)
    rates = rates_in(tmp_path, HEADER + "x" * 200 + "\n" + "".join(f"{i},1,1,0.{i}\n" for i in range(1, 100)))
    assert rates is not None and rates.values.tolist() == [float(f"0.{i}") for i in range(1, 100)]


@pytest.fixture
def remote() -> Iterator[RemoteFiles]:
    with remote_files() as files:
        yield files


def test_remote_files_are_asked_seldom(remote: RemoteFiles) -> None:
    now = 0.0
    path = "kept://logs/a/results.csv"
    remote.files = {path: HEADER + "1,1,1,0.1\n"}
    points = FilePoints(LogRoot("kept://logs"), TagFilter(), lambda: {"a": ["results.csv"]}, lambda: now)
    assert points.beside({})["a"]["lr/pg0"][0] == 1
    remote.files[path] += "2,2,1,0.1\n"
    asked = remote.requests
    for _ in range(9):
        now += 1.0
        assert points.beside({})["a"]["lr/pg0"][0] == 1
    assert remote.requests == asked
    now += 1.0
    assert points.beside({})["a"]["lr/pg0"][0] == 2


class Live:
    """A workspace as a page has it, over a directory without event files."""

    def __init__(self, logdir: Path) -> None:
        self.workspace = Workspace(LogData(FakeProvider({})), str(logdir), TagFilter(), is_live=True)

    def last_step(self) -> int | None:
        rows = self.workspace.snapshot().rows()
        return rows[0]["last_step"] if rows else None


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Live]:
    (tmp_path / "results.csv").write_text(HEADER + "1,1,1,0.1\n")
    yield Live(tmp_path)


def test_the_tab_is_shown_for_files(live: Live) -> None:
    wait_for(live.workspace.has_series)


def test_what_grows_is_seen_at_the_next_look(live: Live, tmp_path: Path) -> None:
    wait_for(lambda: live.last_step() == 1)
    with open(tmp_path / "results.csv", "a") as file:
        file.write("2,2,1,0.1\n")
    # Far less than the ten seconds after which what is far away is asked.
    wait_for(lambda: live.last_step() == 2, seconds=8)
    (tmp_path / "results.csv").unlink()
    wait_for(lambda: live.last_step() is None)


def test_what_stays_is_not_read_again(live: Live, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.utime(tmp_path / "results.csv", (1.7e9, 1.7e9))
    wait_for(lambda: live.last_step() == 1)
    monkeypatch.setattr(FilePoints, "_opened", None)
    time.sleep(0.5)
    assert live.last_step() == 1
