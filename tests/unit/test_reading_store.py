"""What runs left behind is read again only where it changed, and wherever it did."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tensorboard.backend.event_processing import data_provider, plugin_event_multiplexer

from tb_lrplugin.data.files import Directory
from tb_lrplugin.data.footprint import Footprint
from tb_lrplugin.data.log_data import LogData
from tb_lrplugin.data.log_root import LogRoot
from tb_lrplugin.data.run_evidence import RunEvidence
from tb_lrplugin.discovery import ReadingStore
from tb_lrplugin.discovery.discovery import Discovery
from tb_lrplugin.discovery.levels import KnownLevels, Level, Siblings
from tb_lrplugin.schedules import Constant
from tests.support.event_files import write_scalars
from tests.support.fake_provider import FakeProvider
from tests.support.hf_arguments import ARGUMENTS
from tests.support.pipelines import pipeline
from tests.support.remote_files import RemoteFiles, remote_files
from tests.support.text_summaries import write_run

CONSTANT = pipeline("constant_learning_rate { learning_rate: 0.5 }")
OTHER = pipeline("constant_learning_rate { learning_rate: 0.25 }")
LONG_AGO = time.time() - 3600


def age(path: Path) -> None:
    """Make a file or directory look as if nothing had touched it for an hour."""
    os.utime(path, (LONG_AGO, LONG_AGO))


class TestFootprint:
    def test_an_old_file_is_read_once(self, tmp_path: Path) -> None:
        file = tmp_path / "config"
        file.write_text("1")
        age(file)
        age(tmp_path)
        footprint = Footprint()
        assert footprint.list_directory(str(tmp_path)) == ["config"]
        assert footprint.read_file(str(file)) == b"1"
        assert not footprint.has_changed()

    def test_what_changed_a_moment_ago_may_change_again_unseen(self, tmp_path: Path) -> None:
        file = tmp_path / "config"
        file.write_text("1")
        footprint = Footprint()
        footprint.read_file(str(file))
        assert footprint.has_changed()

    def test_every_change_shows(self, tmp_path: Path) -> None:
        file, other = tmp_path / "config", tmp_path / "other"
        file.write_text("1")
        age(file)
        age(tmp_path)
        footprint = Footprint()
        footprint.list_directory(str(tmp_path))
        footprint.read_file(str(file))
        file.write_text("2")
        age(file)
        assert not footprint.has_changed(), "the same time, size and inode: nothing could tell"
        file.write_text("22")
        age(file)
        assert footprint.has_changed()
        file.write_text("1")
        age(file)
        assert not footprint.has_changed()
        other.write_text("")
        assert footprint.has_changed()

    def test_a_directory_that_appears_shows(self, tmp_path: Path) -> None:
        footprint = Footprint()
        with pytest.raises(OSError):
            footprint.list_directory(str(tmp_path / "run"))
        assert not footprint.has_changed()
        (tmp_path / "run").mkdir()
        assert footprint.has_changed()

    def test_a_deleted_file_shows(self, tmp_path: Path) -> None:
        file = tmp_path / "config"
        file.write_text("1")
        age(file)
        footprint = Footprint()
        footprint.read_file(str(file))
        file.unlink()
        assert footprint.has_changed()


@pytest.fixture
def remote() -> Iterator[RemoteFiles]:
    with remote_files() as files:
        yield files


class Store:
    """A store over a fake provider, with a clock of its own."""

    def __init__(self, root: LogRoot, runs: list[str], config_file: str = "") -> None:
        self.now = 0.0
        self.data = LogData(FakeProvider({(run, "learning_rate"): [(1, 0.5)] for run in runs}))
        self.runs = runs
        self.store = ReadingStore(self.data, root, config_file, lambda: self.now)

    def look(self, seconds: float = 60.0) -> tuple[dict[str, float | None], set[str]]:
        """Give the constant rate that each run asks for, and the levels that changed."""
        self.now += seconds
        found = self.store.look(self.data.list_scalars())
        rates = {}
        for run in self.runs:
            readings = found.discovery.readings_for(run, "learning_rate")
            schedule = readings[0].schedule if readings else None
            rates[run] = None if schedule is None else schedule.value_at(0)
        return rates, set(found.changed)


class TestRemoteFiles:
    def test_they_are_read_and_their_changes_noticed(self, remote: RemoteFiles) -> None:
        remote.files = {"kept://logs/a/pipeline.config": CONSTANT, "kept://logs/b/events.out.tfevents.1": ""}
        store = Store(LogRoot("kept://logs"), ["a", "b"])
        assert store.look() == ({"a": 0.5, "b": None}, set())
        remote.files["kept://logs/b/pipeline.config"] = OTHER
        assert store.look() == ({"a": 0.5, "b": 0.25}, {"b"})
        remote.files["kept://logs/a/pipeline.config"] = OTHER
        assert store.look() == ({"a": 0.25, "b": 0.25}, {"a"})
        del remote.files["kept://logs/a/pipeline.config"]
        assert store.look() == ({"a": None, "b": 0.25}, {"a"})

    def test_they_are_not_looked_at_with_every_look(self, remote: RemoteFiles) -> None:
        remote.files = {"kept://logs/a/pipeline.config": CONSTANT}
        store = Store(LogRoot("kept://logs"), ["a"])
        store.look()
        before = remote.requests
        for _ in range(9):
            store.look(seconds=1.0)
        assert remote.requests == before
        store.look(seconds=1.0)
        assert remote.requests > before


def test_a_file_that_the_flag_names_is_noticed_too(tmp_path: Path) -> None:
    file = tmp_path / "lr_schedule.pbtxt"
    store = Store(LogRoot(str(tmp_path / "logs")), ["a"], str(file))
    assert store.look() == ({"a": None}, set())
    file.write_text("version: 1 schedule { constant { value: 0.125 } }")
    assert store.look() == ({"a": 0.125}, {""})


def test_only_what_changed_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for run in ("a", "b", "c"):
        (tmp_path / run).mkdir()
        (tmp_path / run / "pipeline.config").write_text(CONSTANT)
        age(tmp_path / run / "pipeline.config")
        age(tmp_path / run)
    age(tmp_path)
    store = Store(LogRoot(str(tmp_path)), ["a", "b", "c"])
    store.look()
    reads: list[str] = []
    read_text = Directory.read_text
    monkeypatch.setattr(Directory, "read_text", lambda self, name: reads.append(self.name) or read_text(self, name))
    assert store.look() == ({"a": 0.5, "b": 0.5, "c": 0.5}, set())
    assert reads == []
    (tmp_path / "b" / "pipeline.config").write_text(OTHER)
    assert store.look() == ({"a": 0.5, "b": 0.25, "c": 0.5}, {"b"})
    assert set(reads) == {"b"}


EVIDENCE = {run: RunEvidence(run) for run in ("x/train", "x/validation", "x")}


def test_what_is_known_of_deleted_runs_is_forgotten(tmp_path: Path) -> None:
    store = Store(LogRoot(str(tmp_path)), [f"old{index}" for index in range(1500)])
    store.look()
    for generation in range(5):
        runs = [f"new{generation}_{index}" for index in range(1500)]
        store.data = LogData(FakeProvider({(run, "learning_rate"): [(1, 0.5)] for run in runs}))
        store.runs = runs
        store.look()
        assert len(store.store._known.levels) < 3 * 1501 + 1000


class TestSiblings:
    def level(self, siblings: Siblings) -> Level:
        return Level((), Footprint(), EVIDENCE["x/train"], siblings.asked)

    def test_what_was_asked_for_counts(self) -> None:
        siblings = Siblings("x/train", EVIDENCE)
        assert siblings.get("validation") is EVIDENCE["x/validation"]
        level = self.level(siblings)
        assert not level.has_other_evidence("x/train", EVIDENCE)
        assert level.has_other_evidence("x/train", {**EVIDENCE, "x/validation": RunEvidence("x/validation")})
        assert level.has_other_evidence("x/train", {**EVIDENCE, "x/train": RunEvidence("x/train")})
        assert not level.has_other_evidence("x/train", {**EVIDENCE, "x/test": RunEvidence("x/test")})

    def test_so_does_what_was_not_there(self) -> None:
        siblings = Siblings("x/train", EVIDENCE)
        assert siblings.get("test") is None
        level = self.level(siblings)
        assert not level.has_other_evidence("x/train", EVIDENCE)
        assert level.has_other_evidence("x/train", {**EVIDENCE, "x/test": RunEvidence("x/test")})

    def test_whoever_goes_through_all_hears_of_each(self) -> None:
        siblings = Siblings("x/train", EVIDENCE)
        assert sorted(siblings) == ["train", "validation"]
        assert self.level(siblings).has_other_evidence("x/train", {**EVIDENCE, "x": RunEvidence("x")})


class TestEventFiles:
    """Against TensorBoard's own Python reader, which loads what is added."""

    def test_one_run_that_goes_on_makes_no_other_be_read_again(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        arguments = json.dumps({**ARGUMENTS, "max_steps": -1, "num_train_epochs": 2}, indent=2)
        for run in ("a", "b", "c"):
            series = {"train/learning_rate": [(10, 0.001)], "train/epoch": [(10, 0.1)]}
            write_run(tmp_path / run, {"args": arguments}, series)
        multiplexer = plugin_event_multiplexer.EventMultiplexer()
        multiplexer.AddRunsFromDirectory(str(tmp_path))
        multiplexer.Reload()
        data = LogData(data_provider.MultiplexerDataProvider(multiplexer, str(tmp_path)))
        now = [0.0]
        store = ReadingStore(data, LogRoot(str(tmp_path)), clock=lambda: now[0])
        first = store.look(data.list_scalars())
        before = {run: first.discovery.readings_for(run) for run in "abc"}
        assert all(before.values())
        write_scalars(tmp_path / "b", "train/epoch", [(40, 0.5)])
        multiplexer.Reload()
        read: list[str] = []
        level = Discovery._level
        monkeypatch.setattr(Discovery, "_level", lambda self, name: read.append(name) or level(self, name))
        second = store.look(data.list_scalars())
        assert second.changed == {"b"}
        assert set(read) <= {"b", "."}
        assert second.discovery.readings_for("b") != before["b"]
        assert second.discovery.readings_for("a") == before["a"]


def test_summaries_that_stay_keep_their_readings() -> None:
    from tb_lrplugin.data.log_data import MetadataSummary

    known = KnownLevels()
    read: list[str] = []

    def reading(summary: MetadataSummary) -> Any:
        read.append(summary.run)
        return summary.content

    summaries = [MetadataSummary("a", "t", b"1"), MetadataSummary("b", "t", b"2")]
    first = known.readings_of(summaries, reading)
    assert first == {"a": [b"1"], "b": [b"2"]}
    assert known.readings_of(list(reversed(summaries)), reading) is first
    assert known.readings_of([summaries[0], MetadataSummary("b", "t", b"3")], reading) == {"a": [b"1"], "b": [b"3"]}
    assert known.readings_of([summaries[0]], reading) == {"a": [b"1"]}
    assert read == ["a", "b", "b"]


def test_a_look_at_old_summaries_writes_nothing_over_a_newer_one(tmp_path: Path) -> None:
    def evidence(rate: float) -> dict[str, RunEvidence]:
        text = json.dumps({**ARGUMENTS, "learning_rate": rate, "lr_scheduler_type": "constant", "warmup_steps": 0})
        return {"run": RunEvidence("run", {"args/text_summary": text})}

    known = KnownLevels()
    old = Discovery(str(tmp_path), [], evidence(0.5), known=known)
    new = Discovery(str(tmp_path), [], evidence(0.25), known=known)
    for discovery, rate in ((old, 0.5), (new, 0.25), (old, 0.5), (new, 0.25)):
        # As while a look reads the run again, and a page's click still asks the look before.
        if discovery is old:
            known.levels.pop("run", None)
        assert [reading.schedule for reading in discovery.readings_for("run")] == [Constant(rate)]
