"""What TensorBoard's readers pass over in silence is found in the event files themselves."""

from __future__ import annotations

import os
import struct
from pathlib import Path

import pytest
from tensorboard.compat.proto import summary_pb2, tensor_pb2, types_pb2
from tensorboard.compat.tensorflow_stub.pywrap_tensorflow import masked_crc32c

from tb_lrplugin.data.event_survey import EventSurvey, Unread
from tb_lrplugin.data.log_root import LogRoot
from tb_lrplugin.data.tags import TagFilter
from tests.support.event_files import write_double_scalars, write_events, write_scalars

POINTS = [(step, 0.1) for step in range(20)]


def survey_of(logdir: Path) -> EventSurvey:
    return EventSurvey(LogRoot(str(logdir)), TagFilter())


def event_file(directory: Path) -> Path:
    [path] = directory.glob("*tfevents*")
    return path


def only(logdir: Path) -> Unread:
    [found] = survey_of(logdir).look()
    return found


def test_sound_files_are_passed_over(tmp_path: Path) -> None:
    write_scalars(tmp_path / "run", "learning_rate", POINTS)
    assert survey_of(tmp_path).look() == []


def test_a_file_that_is_being_written_is_sound(tmp_path: Path) -> None:
    write_scalars(tmp_path / "run", "learning_rate", POINTS)
    path = event_file(tmp_path / "run")
    content = path.read_bytes()
    for end in range(len(content)):
        path.write_bytes(content[:end])
        assert survey_of(tmp_path).look() == [], end


def test_a_git_lfs_pointer(tmp_path: Path) -> None:
    write_scalars(tmp_path / "run", "lr", POINTS)
    path = event_file(tmp_path / "run")
    path.write_text("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 4096\n")
    found = only(tmp_path)
    assert (found.run, found.where) == ("run", f"run/{path.name}")
    assert "git lfs pull" in found.message


def test_a_broken_record_is_found_where_it_begins_and_when_it_comes(tmp_path: Path) -> None:
    write_scalars(tmp_path / "run", "lr", POINTS)
    path = event_file(tmp_path / "run")
    size = path.stat().st_size
    survey = survey_of(tmp_path)
    assert survey.look() == []
    with path.open("ab") as file:
        file.write(b"x" * 40)
    [found] = survey.look()
    assert f"byte {size} " in found.message


def test_a_record_longer_than_any(tmp_path: Path) -> None:
    write_scalars(tmp_path / "run", "lr", POINTS)
    length = struct.pack("<Q", 2**40)
    with event_file(tmp_path / "run").open("ab") as file:
        file.write(length + struct.pack("<I", masked_crc32c(length)))
    assert "is broken" in only(tmp_path).message


def test_a_file_that_was_written_anew_is_read_anew(tmp_path: Path) -> None:
    write_scalars(tmp_path / "run", "lr", POINTS)
    path = event_file(tmp_path / "run")
    sound = path.read_bytes()
    survey = survey_of(tmp_path)
    path.write_bytes(sound + b"x" * 40)
    assert len(survey.look()) == 1
    path.write_bytes(sound)
    assert survey.look() == []


def test_double_precision(tmp_path: Path) -> None:
    write_double_scalars(tmp_path / "run", "learning_rate", POINTS)
    write_double_scalars(tmp_path / "run2", "loss", POINTS)
    found = only(tmp_path)
    assert (found.run, found.tag) == ("run", "learning_rate")
    assert "double precision" in found.message


def test_a_vector(tmp_path: Path) -> None:
    metadata = summary_pb2.SummaryMetadata(data_class=summary_pb2.DATA_CLASS_SCALAR)
    metadata.plugin_data.plugin_name = "scalars"
    tensor = tensor_pb2.TensorProto(dtype=types_pb2.DT_FLOAT, float_val=[0.1, 0.2])
    tensor.tensor_shape.dim.add(size=2)
    value = summary_pb2.Summary.Value(tag="lr", metadata=metadata, tensor=tensor)
    write_events(tmp_path / "run", [(0, summary_pb2.Summary(value=[value]))])
    found = only(tmp_path)
    assert found.tag == "lr"
    assert "shape [2]" in found.message


def test_what_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests may run as root, who may read everything."""
    write_scalars(tmp_path / "closed", "lr", POINTS)
    write_scalars(tmp_path / "hidden", "lr", POINTS)

    def refuse(path: str) -> None:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied")

    scan = os.scandir

    def scandir(path: str) -> object:
        refuse(path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", scandir)
    found = only(tmp_path)
    assert found.run == "closed"
    assert "permission" in found.message


def test_a_link_to_a_directory_above_ends(tmp_path: Path) -> None:
    write_scalars(tmp_path / "run", "lr", POINTS)
    (tmp_path / "run" / "up").symlink_to(tmp_path)
    (tmp_path / "run" / "nowhere").symlink_to(tmp_path / "gone")
    assert survey_of(tmp_path).look() == []


def test_a_named_pipe_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    os.mkfifo(tmp_path / "run" / "events.out.tfevents.1")
    assert survey_of(tmp_path).look() == []
