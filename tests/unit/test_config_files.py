"""Directories and files below the log directory, and what may be wrong with them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tb_lrplugin.data.files import MAX_CONFIG_BYTES, ConfigFileError, Directory, ancestors


def test_a_file_is_named_relative_to_the_log_directory(tmp_path: Path) -> None:
    assert Directory(str(tmp_path), ".").where("pipeline.config") == "pipeline.config"
    assert Directory(str(tmp_path), "a/b").where("pipeline.config") == "a/b/pipeline.config"


def test_reads_utf8_text_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "übung.config").write_bytes("a: 'ä'\r\n".encode())
    directory = Directory(str(tmp_path), "run")
    assert directory.file_names() == ["übung.config"]
    assert directory.read_text("übung.config") == "a: 'ä'\r\n"


@pytest.mark.parametrize("name", ["missing", "file.txt", "a\x00b"])
def test_what_cannot_be_listed_is_empty(tmp_path: Path, name: str) -> None:
    (tmp_path / "file.txt").write_text("")
    assert Directory(str(tmp_path), name).file_names() == []


@pytest.mark.parametrize("logdir", ["gs://bucket/logs", "s3://bucket/logs", "nosuch://host/logs"])
def test_a_remote_directory_without_its_library_is_empty(logdir: str) -> None:
    """TensorBoard's data server reads gs:// by itself, where Python has no library for it."""
    directory = Directory(logdir, "run")
    assert directory.file_names() == []
    with pytest.raises(ConfigFileError, match="the file cannot be read: "):
        directory.read_text("pipeline.config")


def test_a_leading_tilde_is_the_home_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """TensorBoard expands `--logdir=~/logs` in its readers, but hands the flag on as it was written."""
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "logs" / "run").mkdir(parents=True)
    (tmp_path / "logs" / "run" / "pipeline.config").write_text("x")
    assert Directory("~/logs", "run").file_names() == ["pipeline.config"]
    assert Directory("~/logs", "run").read_text("pipeline.config") == "x"


def test_a_file_of_exactly_the_limit_is_read_and_one_byte_more_is_not(tmp_path: Path) -> None:
    (tmp_path / "big").write_bytes(b"#" * MAX_CONFIG_BYTES)
    assert len(Directory(str(tmp_path), ".").read_text("big")) == MAX_CONFIG_BYTES
    (tmp_path / "big").write_bytes(b"#" * (MAX_CONFIG_BYTES + 1))
    with pytest.raises(ConfigFileError, match="larger than 4 MiB"):
        Directory(str(tmp_path), ".").read_text("big")


def test_bytes_that_are_no_text_are_named_with_their_place(tmp_path: Path) -> None:
    (tmp_path / "binary").write_bytes(b"abc\xff\xfe")
    with pytest.raises(ConfigFileError, match="the file is not text: byte 3 is not UTF-8"):
        Directory(str(tmp_path), ".").read_text("binary")


@pytest.mark.parametrize("name", ["missing", "folder"])
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(ConfigFileError, match="the file cannot be read: "):
        Directory(str(tmp_path), ".").read_text(name)


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        (".", ["."]),
        ("train", ["train", "."]),
        ("a/b/train", ["a/b/train", "a/b", "a", "."]),
        ("a//b/./c/", ["a/b/c", "a/b", "a", "."]),
        ("a/../b", ["b", "."]),
        # Names that climb out of the log directory name none.
        ("..", []),
        ("../other", []),
        ("a/../../other", []),
        ("/etc", []),
        ("a\\..\\..\\b", []),
        ("a\x00b", []),
    ],
)
def test_ancestors_stay_within_the_log_directory(run: str, expected: list[str]) -> None:
    assert list(ancestors(run)) == expected


def test_a_named_pipe_is_no_configuration(tmp_path: Path) -> None:
    """Opening one waits for a writer that never comes."""
    os.mkfifo(tmp_path / "pipeline.config")
    directory = Directory(str(tmp_path), ".")
    with pytest.raises(ConfigFileError, match="it is no regular file"):
        directory.read_text("pipeline.config")
    assert directory.text_of("pipeline.config") is None
