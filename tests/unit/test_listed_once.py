"""An object store is listed once for a check, however many runs there are."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest
from tensorboard.compat.tensorflow_stub import errors
from tensorboard.compat.tensorflow_stub.io import gfile

from tb_lrplugin.data.listed_once import is_listed, listed_once
from tb_lrplugin.data.ranged_file import RemoteFile
from tb_lrplugin.report.looking import contract_of, look
from tests.support.event_files import write_scalars
from tests.support.labelled import LOGS
from tests.support.remote_files import remote_files

OBJECTS = {"s3://bucket/logs/a/train/events.out.tfevents.1.x", "s3://bucket/logs/a/[x].yaml", "s3://bucket/logs/b/"}
# Another one, whose name begins alike.
BESIDE = "s3://bucket/logs2/c/lr.yaml"


class Bucket(gfile.S3FileSystem):  # type: ignore[misc]
    """As TensorBoard's own without its client; counts listings."""

    def __init__(self) -> None:
        self.listings: list[str] = []

    def glob(self, filename: str) -> list[str]:
        self.listings.append(filename)
        return [name for name in {*OBJECTS, BESIDE} if name.startswith(filename[:-1])]

    def listdir(self, dirname: str) -> list[str]:
        return self.glob(f"{dirname}/*")

    def isdir(self, dirname: str) -> bool:
        return bool(self.glob(f"{dirname}/*"))


@pytest.fixture
def bucket() -> Iterator[Bucket]:
    before = gfile._REGISTERED_FILESYSTEMS.get("s3")
    found = Bucket()
    gfile.register_filesystem("s3", found)
    yield found
    del gfile._REGISTERED_FILESYSTEMS["s3"]
    if before is not None:
        gfile.register_filesystem("s3", before)


class TestABucket:
    def test_everything_is_told_from_one_listing(self, bucket: Bucket) -> None:
        with listed_once("s3://bucket/logs/", "", "s3://bucket/logs/a"):
            assert sorted(gfile.listdir("s3://bucket/logs")) == ["a", "b"]
            assert gfile.listdir("s3://bucket/logs/b/") == []
            assert gfile.isdir("s3://bucket/logs/a/train") and not gfile.isdir("s3://bucket/logs/a/[x].yaml")
            assert gfile.exists(b"s3://bucket/logs/a/[x].yaml") and not gfile.exists("s3://bucket/logs/a/x.yaml")
            found = sorted(gfile.glob("s3://bucket/logs/*/*"))
            assert found == ["s3://bucket/logs/a/[x].yaml", "s3://bucket/logs/a/train"]
            assert gfile.glob("s3://bucket/logs/*/*/*/*") == []
            with pytest.raises(errors.NotFoundError):
                gfile.listdir("s3://bucket/logs/none")
            assert is_listed("s3://bucket/logs/a/train") and not is_listed("s3://bucket/logs2")
        assert bucket.listings == ["s3://bucket/logs/*"]

    def test_what_lies_beside_and_what_comes_after_is_asked_for(self, bucket: Bucket) -> None:
        with listed_once("s3://bucket/logs"):
            assert gfile.isdir("s3://bucket/logs2")
        assert not is_listed("s3://bucket/logs") and gfile.isdir("s3://bucket/logs")
        assert bucket.listings == ["s3://bucket/logs/*", "s3://bucket/logs2/*", "s3://bucket/logs/*"]

    @pytest.mark.parametrize("path", ["s3://bucket/none", "s3://bucket/lo[g]s", "/tmp", "nowhere://logs"])
    def test_what_cannot_be_listed_at_once_is_left(self, path: str, bucket: Bucket) -> None:
        with listed_once(path):
            assert not is_listed(path)

    def test_a_file_system_without_such_a_call_is_left(self) -> None:
        with remote_files() as files:
            files.files["kept://logs/a/lr.yaml"] = ""
            with listed_once("kept://logs"):
                assert not is_listed("kept://logs") and gfile.listdir("kept://logs") == ["a"]


def test_of_a_large_file_no_more_is_read_than_is_asked_for() -> None:
    """To open it would ask for its size again, and read 5 MiB ahead."""
    fsspec = pytest.importorskip("fsspec", reason="needs fsspec (tests/requirements.txt)")
    memory = fsspec.get_filesystem_class("memory")
    asked: list[object] = []

    class Ranged(memory):  # type: ignore[valid-type, misc]
        protocol = "ranged"
        store: ClassVar[dict[str, Any]] = {}

        @classmethod
        def _strip_protocol(cls, path: str) -> str:
            return str(memory._strip_protocol(path.replace("ranged://", "memory://")))

        def info(self, path: str, **how: Any) -> Any:
            asked.append("info")
            return super().info(path, **how)

        def find(self, path: str, **how: Any) -> Any:
            return {name: {"size": len(content.getvalue())} for name, content in self.store.items()}

        def cat_file(self, path: str, start: int | None = None, end: int | None = None, **how: Any) -> bytes:
            asked.append((start, end))
            return bytes(self.store[self._strip_protocol(path)].getvalue()[start:end])

    fsspec.register_implementation("ranged", Ranged, clobber=True)
    fsspec.filesystem("ranged").pipe("/logs/last.pt", bytes(range(250)))
    asked.clear()
    try:
        with listed_once("ranged://logs"), RemoteFile("ranged://logs/last.pt") as file:
            assert (file.size, file.read(10, 3), file.read(248, 9)) == (250, b"\n\x0b\x0c", b"\xf8\xf9")
        assert asked == [(10, 13), (248, 250)]
        # Without a listing its size is asked for, once.
        with RemoteFile("ranged://logs/last.pt") as file:
            assert (file.read(0, 1), file.read(250, 1)) == (b"\0", b"")
        assert asked[2:] == ["info", (0, 1)]
    finally:
        gfile._REGISTERED_FILESYSTEMS.pop("ranged", None)


IN_A_STORE = """
import collections, json, pathlib, sys
import fsspec
from fsspec.implementations.memory import MemoryFileSystem

class Store(MemoryFileSystem):
    "As an object store answers: it lists a folder, or all that begins alike, in one request."
    protocol = "counted"
    requests = collections.Counter()
    @classmethod
    def _strip_protocol(cls, path):
        return super()._strip_protocol(path.replace("counted://", "memory://"))
    def ls(self, path, **how):
        self.requests["list"] += 1
        return super().ls(path, **how)
    def find(self, path, detail=False, **how):
        self.requests["list all"] += 1
        found = {name: self.info(name) for name in self.store if name.startswith(self._strip_protocol(path) + "/")}
        return found if detail else list(found)
    def isdir(self, path):
        self.requests["ask"] += 1
        return super().isdir(path)

fsspec.register_implementation("counted", Store)
directory = pathlib.Path(sys.argv[1])
files = fsspec.filesystem("counted")
for file in directory.rglob("*"):
    if file.is_file():
        files.pipe(f"/logs/{file.relative_to(directory)}", file.read_bytes())
Store.requests.clear()
from tb_lrplugin.data.ranged_file import RemoteFile
from tb_lrplugin.report.looking import contract_of, look
snapshot = look("counted://logs")
print(json.dumps([Store.requests, contract_of(sys.argv[1], snapshot.entries, snapshot.problems)]))
"""


def test_a_check_lists_an_object_store_once(tmp_path: Path) -> None:
    pytest.importorskip("fsspec", reason="needs fsspec (tests/requirements.txt)")
    for run in range(70):
        write_scalars(tmp_path / "sweep" / f"{run:02d}" / "train", "learning_rate", [(0, 0.1), (100, 0.1)])
        (tmp_path / "sweep" / f"{run:02d}" / "lr_schedule.pbtxt").write_text("schedule { constant { value: 0.1 } }\n")
    # Of a directory beyond those that would be asked for one by one.
    padded = tmp_path / "sweep" / "padded"
    padded.mkdir()
    for file in (LOGS / "ultralytics-results-padded").iterdir():
        (padded / file.name).write_bytes(file.read_bytes())
    # In a process of its own: where TensorFlow is loaded already, TensorBoard reads through its file layer instead.
    command = [sys.executable, "-c", IN_A_STORE, str(tmp_path)]
    requests, report = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    assert requests == {"list all": 1}
    snapshot = look(str(tmp_path))
    expected: Any = contract_of(str(tmp_path), snapshot.entries, snapshot.problems)
    assert report == expected and len(report["series"]) == 73
