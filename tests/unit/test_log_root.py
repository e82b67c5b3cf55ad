"""Where a run's directory lies, for --logdir and --logdir_spec."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tensorboard.backend.event_processing import data_ingester

from tb_lrplugin.data.files import Directory
from tb_lrplugin.data.log_root import LogRoot
from tb_lrplugin.discovery.discovery import Discovery
from tests.support.pipelines import pipeline


@pytest.mark.parametrize(
    ("logdir", "name", "path"),
    [
        ("/logs", ".", "/logs"),
        ("/logs", "a/b", "/logs/a/b"),
        ("gs://bucket/logs", "a", "gs://bucket/logs/a"),
        ("~/logs", "a", os.path.expanduser("~/logs/a")),
        ("/odd:name,with", "a", "/odd:name,with/a"),
    ],
)
def test_below_a_log_directory(logdir: str, name: str, path: str) -> None:
    assert list(LogRoot(logdir).paths_of(name)) == [path]


@pytest.mark.parametrize("logdir", [None, ""])
def test_nothing_can_be_seen_without_one(logdir: str | None) -> None:
    assert list(LogRoot(logdir).paths_of("a")) == []
    assert Directory(LogRoot(logdir), "a").file_names() == []


@pytest.mark.parametrize(
    ("spec", "name", "paths"),
    [
        ("one:/logs/1,two:/logs/2", "one", ["/logs/1"]),
        ("one:/logs/1,two:/logs/2", "two/train", ["/logs/2/train"]),
        ("one:/logs/1,two:/logs/2", ".", []),
        ("one:/logs/1,two:/logs/2", "once", []),
        ("one/more:/logs/1", "one/more/train", ["/logs/1/train"]),
        ("one:/path:with/colon", "one", ["/path:with/colon"]),
        ("one:gs://bucket/a", "one/train", ["gs://bucket/a/train"]),
        ("gs://bucket/a", "train", ["gs://bucket/a/train"]),
        ("/logs/1,/logs/2", "train", ["/logs/1/train", "/logs/2/train"]),
        ("/logs:1/a", ".", ["/logs:1/a"]),
        ("one:/logs/1,one:/logs/2", "one", ["/logs/1", "/logs/2"]),
    ],
)
def test_below_the_paths_of_a_spec(spec: str, name: str, paths: list[str]) -> None:
    assert list(LogRoot("", spec).paths_of(name)) == paths


@pytest.mark.parametrize("spec", ["one:/a,two:/b:c", "/a:b", "s3://bucket/x,one:s3://bucket/y", "one:/a,/b"])
def test_a_spec_is_split_as_tensorboard_does(spec: str) -> None:
    for path, group in data_ingester._parse_event_files_spec(spec).items():
        assert path in LogRoot("", spec).paths_of(group or ".")


def test_a_logdir_counts_before_a_spec() -> None:
    assert list(LogRoot("/logs", "one:/logs/1").paths_of("one")) == ["/logs/one"]


@pytest.mark.parametrize("remote", ["gs://bucket", "memory://x"])
def test_remote_is_told(remote: str) -> None:
    assert LogRoot(remote).is_remote
    assert LogRoot("", f"one:{remote}").is_remote
    assert not LogRoot("/logs").is_remote


def test_the_config_file_of_a_group_governs_its_runs(tmp_path: Path) -> None:
    for name, rate in (("first", 0.5), ("second", 0.25)):
        (tmp_path / name).mkdir()
        config = pipeline(f"constant_learning_rate {{ learning_rate: {rate} }}")
        (tmp_path / name / "pipeline.config").write_text(config)
    root = LogRoot("", f"one:{tmp_path / 'first'},two:{tmp_path / 'second'}")
    discovery = Discovery(root, [])
    # The Python reader names the run of the directory itself "one/.".
    for run, rate in (("one/.", 0.5), ("one/train", 0.5), ("two/train", 0.25)):
        [reading] = discovery.readings_for(run, "learning_rate")
        assert reading.schedule is not None
        assert reading.schedule.value_at(0) == rate
    assert discovery.readings_for("three/train", "learning_rate") == []
