"""Checkpoints as torch writes them, made without torch; and pickles opcode by opcode, hostile ones too."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Named:
    """A class or function by its name."""

    path: str


@dataclass(frozen=True)
class Called:
    """What a call makes, and the state that it is given."""

    path: str
    arguments: tuple[Any, ...] = ()
    state: Any = None


@dataclass(frozen=True)
class Tensor:
    """A tensor of one float32."""

    value: float
    key: str


@dataclass
class _Writer:
    tensors: dict[str, float] = field(default_factory=dict)

    def write(self, value: Any) -> bytes:
        if value is None:
            return b"N"
        if isinstance(value, bool):
            return b"\x88" if value else b"\x89"
        if isinstance(value, int):
            content = value.to_bytes(value.bit_length() // 8 + 1, "little", signed=True)
            return b"\x8b" + struct.pack("<L", len(content)) + content
        if isinstance(value, float):
            return b"G" + struct.pack(">d", value)
        if isinstance(value, str):
            return text(value)
        if isinstance(value, (list, tuple)):
            inner = b"".join(map(self.write, value))
            return b"](" + inner + b"e" if isinstance(value, list) else b"(" + inner + b"t"
        if isinstance(value, dict):
            return b"}(" + b"".join(self.write(key) + self.write(one) for key, one in value.items()) + b"u"
        if isinstance(value, Named):
            return named(value.path)
        if isinstance(value, Called):
            made = named(value.path) + self.write(value.arguments) + b"R"
            return made if value.state is None else made + self.write(value.state) + b"b"
        assert isinstance(value, Tensor)
        self.tensors[value.key] = value.value
        storage = ("storage", Named("torch.FloatStorage"), value.key, "cpu", 1)
        rest = (0, (), (), False, Called("collections.OrderedDict"))
        return (
            named("torch._utils._rebuild_tensor_v2")
            + b"("
            + self.write(storage)
            + b"Q"
            + (b"".join(map(self.write, rest)) + b"tR")
        )


def text(value: str) -> bytes:
    """Write the opcodes of a text."""
    content = value.encode()
    return b"X" + struct.pack("<L", len(content)) + content


def named(path: str) -> bytes:
    """Write the opcode of a name."""
    module, _, name = path.rpartition(".")
    return b"c" + module.encode() + b"\n" + name.encode() + b"\n"


def pickled(value: Any) -> bytes:
    """Write a pickle of plain data and of the classes above."""
    return b"\x80\x02" + _Writer().write(value) + b"."


def zipped(members: Iterable[tuple[str, bytes | str]], method: int = zipfile.ZIP_STORED) -> bytes:
    """Write an archive of members by name, in their order."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return target.getvalue()


def torch_zip(value: Any, folder: str = "archive", method: int = zipfile.ZIP_STORED) -> bytes:
    """Write a file as torch.save has done since 1.6."""
    writer = _Writer()
    content = b"\x80\x02" + writer.write(value) + b"."
    tensors = ((f"data/{key}", struct.pack("<f", number)) for key, number in writer.tensors.items())
    members = [("data.pkl", content), ("byteorder", b"little"), *tensors, ("version", b"3\n")]
    return zipped([(f"{folder}/{name}", member) for name, member in members], method)


def torch_legacy(value: Any) -> bytes:
    """Write a file as torch.save did before."""
    writer = _Writer()
    content = b"\x80\x02" + writer.write(value) + b"."
    head = b"\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19." + pickled(1001) + pickled({"little": True})
    storages = b"".join(struct.pack("<qf", 1, number) for number in writer.tensors.values())
    return head + content + pickled(list(writer.tensors)) + storages


class Bytes:
    """A file in memory, which remembers how much of it was read."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.size = len(content)
        self.taken = 0

    def read(self, offset: int, size: int) -> bytes:
        found = self.content[offset : offset + max(size, 0)]
        self.taken += len(found)
        return found
