"""Pickles made to run, to hang or to exhaust whoever reads them; each is harmless to a reader that executes nothing."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable, Mapping

from tests.support.checkpoints import named, pickled, text, torch_zip, zipped

_PROTOCOL = b"\x80\x04"


def _call(path: str, argument: str) -> bytes:
    return _PROTOCOL + named(path) + text(argument) + b"\x85R."


def _shared(levels: int, form: bytes) -> bytes:
    """Nest a value in itself twice over and over: 2 ** levels leaves in a few bytes."""
    content = b"K\x01\x94" if form == b"\x86" else b"]\x94"
    for level in range(levels):
        get = b"h" + bytes([level])
        content += b"(" + get + get + b"\x86\x94" if form == b"\x86" else b"](" + get + get + b"e\x94"
    return content


def _state_with(content: bytes) -> bytes:
    return _PROTOCOL + b"}(" + text("last_epoch") + content + text("base_lrs") + b"]" + text("_last_lr") + b"]u."


def _overstated() -> bytes:
    content = bytearray(zipped([("a/data.pkl", pickled({}))]))
    entry = content.rindex(b"PK\x01\x02")
    content[entry + 20 : entry + 28] = struct.pack("<LL", 2**31, 2**31)
    return bytes(content)


def made(marker: str) -> Mapping[str, Callable[[], bytes]]:
    """List makers of hostile files.

    Args:
      marker: the file that would come into being if anything in them were executed.
    """
    touch = f"touch {marker}"
    python = f"open({marker!r}, 'w').close()"
    long = _PROTOCOL
    return {
        "system": lambda: _call("os.system", touch),
        "posix system": lambda: _call("posix.system", touch),
        "eval": lambda: _call("builtins.eval", python),
        "exec": lambda: _call("builtins.exec", python),
        "getattr chain": lambda: (
            long
            + named("builtins.getattr")
            + (named("builtins.getattr") + named("builtins.__import__") + text("os") + b"\x85R" + text("system"))
            + b"\x86R"
            + text(touch)
            + b"\x85R."
        ),
        "dotted name": lambda: long + text("os") + text("path.os.system") + b"\x93" + text(touch) + b"\x85R.",
        "new object": lambda: long + named("subprocess.Popen") + text(touch) + b"\x85\x81.",
        "new object with names": lambda: long + named("subprocess.Popen") + text(touch) + b"\x85}\x92.",
        "build": lambda: long + named("os.environ") + b"}" + text("__setstate__") + named("os.system") + b"sb.",
        "INST": lambda: long + b"(" + text(touch) + b"ios\nsystem\n.",
        "OBJ": lambda: long + b"(" + named("os.system") + text(touch) + b"o.",
        "EXT1": lambda: long + b"\x82\x01.",
        "memo of 2 ** 31": lambda: long + b"Nr" + struct.pack("<L", 2**31) + b".",
        "memo of 3 * 2 ** 30": lambda: long + b"Nr" + struct.pack("<L", 3 * 2**30) + b".",
        "BYTEARRAY8 of 4 GB": lambda: b"\x80\x05\x96" + struct.pack("<Q", 2**32) + b".",
        "BINBYTES of 2 GB": lambda: long + b"B" + struct.pack("<L", 2**31) + b".",
        "BINBYTES8 of 4 EB": lambda: long + b"\x8e" + struct.pack("<Q", 2**62) + b".",
        "BINUNICODE8 of 4 EB": lambda: long + b"\x8d" + struct.pack("<Q", 2**62) + b".",
        "FRAME of 4 EB": lambda: long + b"\x95" + struct.pack("<Q", 2**62) + b"N.",
        "LONG4 of 2 GB": lambda: long + b"\x8b" + struct.pack("<L", 2**31 - 1) + b".",
        "INT of a million digits": lambda: long + b"I" + b"9" * 1_000_000 + b"\n.",
        "LONG of a million digits": lambda: long + b"L" + b"9" * 1_000_000 + b"L\n.",
        "LONG4 of a million bytes": lambda: long + b"\x8b" + struct.pack("<L", 1_000_000) + b"\x7f" * 1_000_000 + b".",
        "nested lists": lambda: long + b"]" * 1_000_000 + b"a" * 999_999 + b".",
        "nested tuples": lambda: long + b"N" + b"\x85" * 1_000_000 + b".",
        "tuples of 2 ** 60 leaves as a key": lambda: long + b"}" + _shared(60, b"\x86") + b"Ns.",
        "numbers of one hash as keys": lambda: (
            long
            + b"}("
            + b"".join(b"\x8a\x0b" + (n * (2**61 - 1)).to_bytes(11, "little") + b"N" for n in range(100_000))
            + b"u."
        ),
        "a list of 2 ** 60 leaves in a state": lambda: _state_with(_shared(60, b"]")),
        "100,000 nested lists in a state": lambda: _state_with(b"]" * 100_000 + b"a" * 99_999),
        "a list in itself": lambda: long + b"]\x94h\x00a.",
        "4.1 million values": lambda: long + b"](" + b"N" * 4_100_000 + b"e.",
        "4.1 million copies": lambda: long + b"N" + b"2" * 4_100_000 + b".",
        "3.9 million dicts": lambda: long + b"](" + b"}" * 3_900_000 + b"e.",
        "one text joined a million times": lambda: (
            long + text("a" * 2**20) + b"\x94" + b"h\x00h\x00\x930" * 300_000 + b"."
        ),
        "one text encoded a million times": lambda: (
            long + named("_codecs.encode") + b"\x94" + text("a" * 2**20) + b"\x94" + text("latin1") + b"\x94"
            b"(" + b"h\x00h\x01h\x02\x86R" * 300_000 + b"t."
        ),
        "one list turned into tuples": lambda: (
            long + named("torch.Size") + b"\x94](" + b"N" * 1_000_000 + b"e\x94" + b"h\x00h\x01\x85R0" * 300_000 + b"N."
        ),
        "deflate bomb": lambda: zipped([("a/data.pkl", b"N" * 70_000_000)], zipfile.ZIP_DEFLATED),
        "bomb of a configuration": lambda: zipped(
            [("config.json", b" " * 70_000_000), ("metadata.json", b"{}")], zipfile.ZIP_DEFLATED
        ),
        "overstated member": _overstated,
        "60,000 members": lambda: zipped(
            [("a/data.pkl", pickled({"a": 1})), *((f"a/data/{n}", b"") for n in range(60_000))]
        ),
        "cut off": lambda: torch_zip({"a": 1})[:-10],
        "truncated pickle": lambda: zipped([("a/data.pkl", pickled({"a": [1, 2, 3]})[:-5])]),
        "garbage": lambda: bytes(range(256)) * 16,
        "empty": lambda: b"",
        "no stack": lambda: long + b"R.",
        "no mark": lambda: long + b"u.",
        "a list as a key": lambda: long + b"}]Ns.",
        "PERSID": lambda: long + b"Pa\n.",
        "odd reference": lambda: zipped([("a/data.pkl", long + b"]Q.")]),
        "call of a text": lambda: long + text("a") + b")R.",
        "deep JSON": lambda: zipped([("config.json", b"[" * 1_000_000), ("metadata.json", b"{}")]),
        "deep HDF5": lambda: b"\x89HDF\r\n\x1a\n" + b'{"a":' * 1_000_000 + b'"optimizer_config"',
    }
