"""What TensorBoard's readers pass over in silence is found in the event files themselves."""

from __future__ import annotations

import os
import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tensorboard.compat.proto import event_pb2, summary_pb2, tensor_pb2, types_pb2
from tensorboard.compat.tensorflow_stub.pywrap_tensorflow import masked_crc32c

from tb_lrplugin.data.event_records import masked_checksums
from tb_lrplugin.data.event_survey import EventSurvey, Unread
from tb_lrplugin.data.log_root import LogRoot
from tb_lrplugin.data.tags import TagFilter
from tests.support.event_files import write_double_scalars, write_events, write_scalars
from tests.support.hostile import RECORDS, append_record, event_file, sealed, write_healthy

POINTS = [(step, 0.1) for step in range(20)]


def survey_of(logdir: Path) -> EventSurvey:
    return EventSurvey(LogRoot(str(logdir)), TagFilter())


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


@pytest.mark.parametrize("kind", [kind for kind in RECORDS if kind not in ("longer_than_any", "rubbish")])
def test_what_a_reader_stops_at_is_found_where_nobody_else_tells(kind: str, tmp_path: Path) -> None:
    RECORDS[kind](tmp_path / "run")
    survey = EventSurvey(LogRoot(str(tmp_path)), TagFilter(), reads_records=True)
    [found] = survey.look()
    assert found.where == f"run/{event_file(tmp_path / 'run').name}"
    assert "record at byte" in found.message
    assert survey.look() == [found]
    # The copy that replaces it is sound.
    sound = tmp_path / "sound"
    write_healthy(sound)
    event_file(tmp_path / "run").write_bytes(event_file(sound).read_bytes())
    assert survey.look() == []


def test_records_are_read_some_at_a_look_and_a_damage_stays_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    RECORDS["changed_in_the_middle"](tmp_path / "run")
    monkeypatch.setattr("tb_lrplugin.data.event_survey._READ_PER_LOOK", 300)
    survey = EventSurvey(LogRoot(str(tmp_path)), TagFilter(), reads_records=True)
    looks = [survey.look() for _ in range(8)]
    assert looks[0] == [] and len(looks[-1]) == 1
    append_record(event_file(tmp_path / "run"), b"")
    assert survey.look() == looks[-1]


@given(st.binary(max_size=3000), st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 3000)), min_size=1))
def test_checksums_side_by_side_are_those_of_tensorboard(content: bytes, pieces: list[tuple[int, int]]) -> None:
    begins = [min(begin, len(content)) for begin, _ in pieces]
    lengths = [min(length, len(content) - begin) for begin, (_, length) in zip(begins, pieces, strict=True)]
    expected = [masked_crc32c(content[at : at + length]) for at, length in zip(begins, lengths, strict=True)]
    assert masked_checksums(content, begins, lengths).tolist() == expected


def test_a_graph_before_the_rates_hides_none_in_double_precision(tmp_path: Path) -> None:
    write_double_scalars(tmp_path / "run", "learning_rate", POINTS)
    path = event_file(tmp_path / "run")
    graph = event_pb2.Event(graph_def=b"g" * 200_000).SerializeToString()
    path.write_bytes(sealed(graph) + path.read_bytes())
    assert only(tmp_path).tag == "learning_rate"


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
