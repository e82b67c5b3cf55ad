"""The containers of checkpoints: what is read of them, how little that is, and what is not there yet."""

from __future__ import annotations

import json
import os
import pickle
import struct
import threading
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tb_lrplugin.data.ranged_file import RangedFile, RemoteFile
from tb_lrplugin.formats.checkpoint import CheckpointError, read_checkpoint
from tb_lrplugin.formats.checkpoint.zips import Zip
from tests.support.checkpoints import Bytes, Tensor, pickled, torch_legacy, torch_zip, zipped

STATE = {"lr_scheduler": {"T_max": 10, "last_epoch": 3}, "optimizer": {"state": {0: {"step": Tensor(7.0, "0")}}}}


@pytest.mark.parametrize("write", [torch_zip, torch_legacy], ids=["zip", "legacy"])
def test_files_of_torch(write: Any) -> None:
    found = read_checkpoint(Bytes(write(STATE)))
    assert found.kind == "torch"
    assert found.tree["lr_scheduler"] == {"T_max": 10, "last_epoch": 3}
    assert found.number(found.tree["optimizer"]["state"][0]["step"]) == 7.0


def test_the_second_tensor_of_a_legacy_file() -> None:
    found = read_checkpoint(Bytes(torch_legacy([Tensor(1.0, "a"), Tensor(2.0, "b")])))
    assert [found.number(one) for one in found.tree] == [1.0, 2.0]


def test_what_is_no_tensor_has_no_number() -> None:
    found = read_checkpoint(Bytes(torch_zip(STATE)))
    assert [found.number(value) for value in (None, 3, "step", {}, found.tree)] == [None] * 5


def test_the_name_of_the_folder_is_free() -> None:
    assert read_checkpoint(Bytes(torch_zip({"a": 1}, "epoch=9-step=300"))).tree == {"a": 1}


def test_a_plain_pickle() -> None:
    assert read_checkpoint(Bytes(pickle.dumps({"last_epoch": 3}))).tree == {"last_epoch": 3}


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_keras_archive(method: int) -> None:
    found = read_checkpoint(Bytes(zipped([("config.json", '{"a": 1}'), ("metadata.json", "{}")], method)))
    assert (found.kind, found.tree) == ("keras", {"a": 1})


def test_an_hdf5_file_of_keras() -> None:
    config = {"loss": {"a": 1}, "optimizer_config": {"class_name": "Adam", "config": {"learning_rate": 0.1}}}
    content = b"\x89HDF\r\n\x1a\n" + b"{\x00" * 50 + json.dumps(config).encode() + b"\x00" * 100
    assert read_checkpoint(Bytes(content)).tree == config
    assert read_checkpoint(Bytes(content[:60])).tree is None


def test_a_model_of_stable_baselines() -> None:
    saved = torch_zip({"param_groups": [{"lr": 0.1}]})
    found = read_checkpoint(Bytes(zipped([("data", '{"learning_rate": 0.1}'), ("policy.optimizer.pth", saved)])))
    assert (found.kind, found.tree) == ("sb3", {"learning_rate": 0.1})
    assert found.optimizer == {"param_groups": [{"lr": 0.1}]}


def test_an_archive_of_64_bits() -> None:
    """zipfile writes one where a directory begins beyond 4 GB; here its end is written by hand."""
    content = torch_zip({"a": 1})
    end = content.rindex(b"PK\x05\x06")
    count, size, start = struct.unpack_from("<HLL", content, end + 10)
    wide = struct.pack("<4sQHHLLQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, start)
    place = struct.pack("<4sLQL", b"PK\x06\x07", 0, end, 1)
    closing = struct.pack("<4sHHHHLLH", b"PK\x05\x06", 0, 0, count, count, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    assert read_checkpoint(Bytes(content[:end] + wide + place + closing)).tree == {"a": 1}


@pytest.mark.parametrize("size", [0, 10, 100, -10])
def test_a_file_that_is_being_written_is_not_there_yet(size: int) -> None:
    with pytest.raises(CheckpointError):
        read_checkpoint(Bytes(torch_zip(STATE)[:size]))


def test_a_packed_pickle_is_refused() -> None:
    with pytest.raises(CheckpointError, match="not stored as it is"):
        read_checkpoint(Bytes(torch_zip(STATE, method=zipfile.ZIP_DEFLATED)))


def test_a_few_bytes_of_a_large_file_are_read(tmp_path: Path) -> None:
    path = tmp_path / "large.pt"
    with zipfile.ZipFile(path, "w") as archive, archive.open("a/data/0", "w") as member:
        for _ in range(64):
            member.write(bytes(2**20))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("a/data.pkl", pickled({"a": 1}))
    file = Bytes(path.read_bytes())
    assert read_checkpoint(file).tree == {"a": 1}
    assert file.taken < 2**17


def test_of_two_members_of_one_name_the_first_counts() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        content = zipped([("a/data.pkl", pickled(1)), ("a/data.pkl", pickled(2))])
    assert read_checkpoint(Bytes(content)).tree == 1
    assert list(Zip(Bytes(content)).members) == ["a/data.pkl"]


def test_a_file_is_read_by_ranges(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"0123456789")
    with RangedFile(str(path)) as file:
        assert (file.size, file.read(2, 3), file.read(8, 5), file.read(20, 5)) == (10, b"234", b"89", b"")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes there")
def test_a_named_pipe_is_no_checkpoint(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    outcome: list[str] = []

    def read() -> None:
        try:
            RangedFile(str(tmp_path / "pipe"))
        except OSError as error:
            outcome.append(str(error))

    thread = threading.Thread(target=read, daemon=True)
    thread.start()
    thread.join(5)
    assert outcome and "no regular file" in outcome[0]


def test_a_directory_is_no_checkpoint_and_is_not_left_open(tmp_path: Path) -> None:
    def next_descriptor() -> int:
        descriptor = os.open(os.devnull, os.O_RDONLY)
        os.close(descriptor)
        return descriptor

    before = next_descriptor()
    for _ in range(3):
        with pytest.raises(OSError):
            RangedFile(str(tmp_path))
    assert next_descriptor() == before


def test_a_remote_file_is_read_by_ranges(tmp_path: Path) -> None:
    """TensorBoard's local file layer stands for a remote one: both go on from a place that is handed to them."""
    path = tmp_path / "remote.pt"
    path.write_bytes(torch_zip(STATE))
    with RemoteFile(str(path)) as file:
        assert read_checkpoint(file).tree["lr_scheduler"]["T_max"] == 10
        assert (file.read(0, 2), file.read(file.size, 4)) == (b"PK", b"")
