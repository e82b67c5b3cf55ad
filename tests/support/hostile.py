"""Broken and hostile runs, each kind beside which a healthy one is to be judged as if it were alone."""

from __future__ import annotations

import os
import shutil
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from tensorboard.compat.proto import summary_pb2, tensor_pb2, types_pb2
from tensorboard.compat.tensorflow_stub.pywrap_tensorflow import masked_crc32c

from tests.parity.golden.text_source_cases import MEGATRON
from tests.support.event_files import write_double_scalars, write_events, write_scalars
from tests.support.pipelines import pipeline
from tests.support.text_summaries import write_run

MINIMAL = Path(__file__).resolve().parents[1] / "hostile"
READERS = ("data_server", "multiplexer")
POINTS = [(step, 0.5) for step in range(0, 400, 10)]
CONSTANT = pipeline("constant_learning_rate { learning_rate: 0.5 }")
# Names that a terminal or a CI runner would obey.
OBEYED_NAMES = (
    "a\n::error title=INJECTED::owned",
    "a\n##[error]owned",
    "a\r::warning::owned",
    "red\x1b[31m",
    "\x1b[2J\x1b]0;owned\x07",
    "\u202egnp.exe",
)
# A verdict that says that something is told of the series, whatever it is.
TOLD = "any"
UNREAD = None


class Kind(NamedTuple):
    """A kind of broken run.

    Attributes:
      make: writes it into the directory of a run.
      data_server: the verdict of its series through the data server; None where it is not listed but named as unread.
      multiplexer: the same through the Python reader.
    """

    make: Callable[[Path], None]
    data_server: str | None
    multiplexer: str | None

    def verdict(self, reader: str) -> str | None:
        return self.data_server if reader == "data_server" else self.multiplexer


def write_healthy(directory: Path) -> None:
    """Write a run that is on its schedule."""
    write_scalars(directory, "learning_rate", POINTS)
    (directory / "pipeline.config").write_text(CONSTANT)


def write_tensors(directory: Path, dtype: int, shape: tuple[int, ...], count: int = 3, **values: Any) -> None:
    """Write a series of scalars that are tensors of any type and shape."""
    metadata = summary_pb2.SummaryMetadata(data_class=summary_pb2.DATA_CLASS_SCALAR)
    metadata.plugin_data.plugin_name = "scalars"
    tensor = tensor_pb2.TensorProto(dtype=dtype, **values)
    for size in shape:
        tensor.tensor_shape.dim.add(size=size)
    value = summary_pb2.Summary.Value(tag="learning_rate", metadata=metadata, tensor=tensor)
    write_events(directory, [(step, summary_pb2.Summary(value=[value])) for step in range(count)])


def tensors(dtype: int, *shape: int, **values: Any) -> Callable[[Path], None]:
    return lambda directory: write_tensors(directory, dtype, shape, **values)


def minimal(name: str) -> Callable[[Path], None]:
    """Copy the run of one of the minimal cases that is not healthy."""
    broken = next(path for path in (MINIMAL / name).iterdir() if not path.name.startswith("healthy"))

    def make(directory: Path) -> None:
        shutil.copytree(broken, directory)

    return make


def event_file(directory: Path) -> Path:
    [path] = directory.glob("*tfevents*")
    return path


def sealed(content: bytes, length: int | None = None, is_sound: bool = True) -> bytes:
    """Make a record of any content, with a length and a checksum of its own choice."""
    head = struct.pack("<Q", len(content) if length is None else length)
    checksum = masked_crc32c(content) if is_sound else 1
    return head + struct.pack("<I", masked_crc32c(head)) + content + struct.pack("<I", checksum)


def append_record(path: Path, content: bytes, length: int | None = None, is_sound: bool = True) -> None:
    """Append a record, with a length and a checksum of its own choice."""
    with path.open("ab") as file:
        file.write(sealed(content, length, is_sound))


def record(content: bytes, length: int | None = None, is_sound: bool = True) -> Callable[[Path], None]:
    def make(directory: Path) -> None:
        write_healthy(directory)
        append_record(event_file(directory), content, length, is_sound)

    return make


def in_the_middle(change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    """Write a healthy run, and change the record in the middle of its event file, checksums included."""

    def make(directory: Path) -> None:
        write_healthy(directory)
        path = event_file(directory)
        content = path.read_bytes()
        begins = [0]
        while begins[-1] < len(content):
            begins.append(begins[-1] + 16 + int(struct.unpack_from("<Q", content, begins[-1])[0]))
        begin, end = begins[len(begins) // 2], begins[len(begins) // 2 + 1]
        path.write_bytes(content[:begin] + change(content[begin:end]) + content[end:])

    return make


def rubbish(directory: Path) -> None:
    write_healthy(directory)
    with event_file(directory).open("ab") as file:
        file.write(b"rubbish" * 9)


def configuration(name: str, content: bytes) -> Callable[[Path], None]:
    def make(directory: Path) -> None:
        write_scalars(directory, "learning_rate", POINTS)
        (directory / name).write_bytes(content)

    return make


def named_pipe(directory: Path) -> None:
    write_scalars(directory, "learning_rate", POINTS)
    os.mkfifo(directory / "pipeline.config")


def link_out(directory: Path) -> None:
    write_scalars(directory, "learning_rate", POINTS)
    (directory / "pipeline.config").symlink_to("/etc/passwd")


def large_file_pointer(directory: Path) -> None:
    directory.mkdir()
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 4096\n"
    (directory / "events.out.tfevents.1700000000.h").write_text(pointer)


def megatron(directory: Path) -> None:
    arguments = {**MEGATRON["cosine"], "lr_warmup_fraction": -1e308}
    write_run(directory, {name: str(value) for name, value in arguments.items()}, {"learning-rate": POINTS})


def huge_steps(directory: Path) -> None:
    write_scalars(directory, "learning_rate", [(2**63 - 1 - step, 0.5) for step in range(20, 0, -1)])
    (directory / "pipeline.config").write_text(CONSTANT)


KINDS: dict[str, Kind] = {
    "keras_huge_integer": Kind(minimal("keras-huge-int"), "config_error", "config_error"),
    "ultralytics_overflow": Kind(minimal("ultralytics-overflow"), TOLD, TOLD),
    "yaml_alias_deep": Kind(minimal("yaml-alias-deep"), TOLD, TOLD),
    "surrogate": Kind(minimal("surrogate-hf"), TOLD, TOLD),
    "megatron_overflow": Kind(megatron, TOLD, TOLD),
    "huge_steps": Kind(huge_steps, TOLD, TOLD),
    "vector": Kind(minimal("tensor-vector"), UNREAD, "not_diagnosed"),
    "no_numbers": Kind(tensors(types_pb2.DT_FLOAT, 0), UNREAD, "not_diagnosed"),
    "string": Kind(tensors(types_pb2.DT_STRING, string_val=[b"half"]), UNREAD, "not_diagnosed"),
    "complex": Kind(tensors(types_pb2.DT_COMPLEX64, scomplex_val=[0.5, 1.0]), UNREAD, "not_diagnosed"),
    "bfloat16": Kind(tensors(types_pb2.DT_BFLOAT16, half_val=[16128]), UNREAD, "not_diagnosed"),
    "short_tensor": Kind(tensors(types_pb2.DT_FLOAT, tensor_content=b"\0"), UNREAD, "not_diagnosed"),
    "empty_tensor": Kind(tensors(types_pb2.DT_FLOAT), UNREAD, "not_diagnosed"),
    "double": Kind(lambda run: write_double_scalars(run, "learning_rate", POINTS), UNREAD, "no_schedule"),
    "git_lfs_pointer": Kind(large_file_pointer, UNREAD, UNREAD),
    "named_pipe": Kind(named_pipe, "config_error", "config_error"),
    "link_to_the_system": Kind(link_out, "config_error", "config_error"),
    "not_text": Kind(configuration("pipeline.config", bytes(range(256))), "config_error", "config_error"),
    "nested_aliases": Kind(
        configuration("args.yaml", b"lr0: &a [1]\nlrf: *a\n" + b"".join(b"x%d: [*a]\n" % n for n in range(2000))),
        TOLD,
        TOLD,
    ),
}
# Records that TensorBoard's readers stop at: what came before is judged, and the file named.
RECORDS: dict[str, Callable[[Path], None]] = {
    "longer_than_any": record(b"", 2**40),
    "undecodable": record(b"\xff" * 30),
    "wrong_checksum": record(b"\x09" + b"\0" * 8, is_sound=False),
    "rubbish": rubbish,
    "undecodable_in_the_middle": in_the_middle(lambda record: sealed(b"\xff" * 30)),
    "changed_in_the_middle": in_the_middle(lambda record: record[:20] + bytes([record[20] ^ 1]) + record[21:]),
    "length_unsealed_in_the_middle": in_the_middle(lambda record: record[:8] + b"\1\2\3\4" + record[12:]),
    "length_changed_in_the_middle": in_the_middle(lambda record: bytes([record[0] + 1]) + record[1:]),
    "zeros_in_the_middle": in_the_middle(lambda record: b"\0" * len(record)),
    "piece_lost_in_the_middle": in_the_middle(lambda record: record[:20] + record[25:]),
}
