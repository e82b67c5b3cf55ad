"""Members of a zip archive, by ranges and within bounds.

Source of the layout: PKWARE's APPNOTE 6.3.10, sections 4.3.7 (local header), 4.3.12 (central directory), 4.3.14 to
4.3.16 (its end, with 64-bit sizes before it). `zipfile` would read a central directory of any size that a file claims.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

from tb_lrplugin.data.ranged_file import Ranges

_END, _END_64, _PLACE_OF_END_64 = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
_ENTRY, _LOCAL = b"PK\x01\x02", b"PK\x03\x04"
_END_SIZE, _LOCAL_SIZE, _ENTRY_SIZE, _PLACE_SIZE = 22, 30, 46, 20
_LONGEST_COMMENT = 2**16
# 900 parameter tensors with Adam's state have 3,600 members, of about 100 bytes each.
_LARGEST_DIRECTORY = 32 * 2**20
_STORED, _DEFLATED = 0, 8
_IN_64_BITS = 0xFFFFFFFF
_EXTRA_64 = 1
SIGN = _LOCAL


class ZipError(ValueError):
    """An archive that cannot be read, or is not whole; the message says why."""


@dataclass(frozen=True)
class Member:
    """A file in an archive.

    Attributes:
      header: offset of its local header.
      stored: size in the archive.
      size: size once it is unpacked.
      method: how it was packed.
    """

    header: int
    stored: int
    size: int
    method: int


class Part:
    """A range of a file, as if it were a file itself."""

    def __init__(self, whole: Ranges, start: int, size: int) -> None:
        self._whole = whole
        self._start = start
        self.size = max(0, min(size, whole.size - start))

    def read(self, offset: int, size: int) -> bytes:
        """Read some bytes, fewer at the end."""
        return self._whole.read(self._start + offset, max(0, min(size, self.size - offset)))


class Zip:
    """An archive.

    Attributes:
      members: by their names, in the order of the central directory; of two of one name the first.
    """

    def __init__(self, file: Ranges) -> None:
        """Read the central directory.

        Raises:
          ZipError: if there is none: an archive that is being written has none yet.
        """
        self._file = file
        self.members: dict[str, Member] = {}
        start, size = self._directory()
        if size > _LARGEST_DIRECTORY:
            raise ZipError("the archive lists more members than any checkpoint has")
        self._list(file.read(start, size))

    def _directory(self) -> tuple[int, int]:
        """Find where the central directory lies, and how long it is."""
        tail_size = min(self._file.size, _LONGEST_COMMENT + _END_SIZE)
        tail = self._file.read(self._file.size - tail_size, tail_size)
        at = tail.rfind(_END)
        if at < 0 or len(tail) < at + _END_SIZE:
            raise ZipError("the archive has no end: it is being written, or was cut off")
        size, start = struct.unpack_from("<LL", tail, at + 12)
        if _IN_64_BITS in (size, start):
            place = tail[max(0, at - _PLACE_SIZE) : at]
            if len(place) < _PLACE_SIZE or not place.startswith(_PLACE_OF_END_64):
                raise ZipError("the archive names no place for its directory")
            end = self._file.read(struct.unpack_from("<Q", place, 8)[0], 56)
            if len(end) < 56 or not end.startswith(_END_64):
                raise ZipError("the archive's directory is not where it should be")
            size, start = struct.unpack_from("<QQ", end, 40)
        if start + size > self._file.size:
            raise ZipError("the archive's directory is not where it should be")
        return start, size

    def _list(self, directory: bytes) -> None:
        at = 0
        while at + _ENTRY_SIZE <= len(directory) and directory.startswith(_ENTRY, at):
            method = struct.unpack_from("<H", directory, at + 10)[0]
            stored, size, name_size, extra_size, comment_size = struct.unpack_from("<LLHHH", directory, at + 20)
            header = struct.unpack_from("<L", directory, at + 42)[0]
            name_at = at + _ENTRY_SIZE
            extra = directory[name_at + name_size : name_at + name_size + extra_size]
            name = directory[name_at : name_at + name_size].decode("utf-8", "replace")
            size, stored, header = _in_64_bits(extra, size, stored, header)
            self.members.setdefault(name, Member(header, stored, size, method))
            at = name_at + name_size + extra_size + comment_size

    def part(self, name: str) -> Part:
        """Give a member that is stored as it is.

        Raises:
          ZipError: if it is packed.
        """
        member = self.members[name]
        local = self._file.read(member.header, _LOCAL_SIZE)
        if member.method != _STORED or len(local) < _LOCAL_SIZE or not local.startswith(_LOCAL):
            raise ZipError(f"the member {name[:60]} is not stored as it is")
        name_size, extra_size = struct.unpack_from("<HH", local, 26)
        return Part(self._file, member.header + _LOCAL_SIZE + name_size + extra_size, member.size)

    def content(self, name: str, most: int) -> bytes:
        """Read a member, which may be packed.

        Args:
          name: its name.
          most: bytes, unpacked.

        Raises:
          ZipError: if it is larger, or packed in a way that is not known.
        """
        member = self.members[name]
        if member.size > most:
            raise ZipError(f"the member {name[:60]} is larger than any checkpoint's")
        if member.method == _STORED:
            return self.part(name).read(0, member.size)
        if member.method != _DEFLATED or member.stored > most:
            raise ZipError(f"the member {name[:60]} is packed in a way that is not known")
        local = self._file.read(member.header, _LOCAL_SIZE)
        name_size, extra_size = struct.unpack_from("<HH", local.ljust(_LOCAL_SIZE), 26)
        packed = self._file.read(member.header + _LOCAL_SIZE + name_size + extra_size, member.stored)
        try:
            return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, member.size)
        except zlib.error as error:
            raise ZipError(f"the member {name[:60]} cannot be unpacked") from error


def _in_64_bits(extra: bytes, *fields: int) -> list[int]:
    """Replace the fields that stand in the extra field, which holds them in order."""
    at, wide = 0, b""
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        if kind == _EXTRA_64:
            wide = extra[at + 4 : at + 4 + size]
        at += 4 + size
    found = []
    for field in fields:
        if field == _IN_64_BITS and len(wide) >= 8:
            field = struct.unpack_from("<Q", wide)[0]
            wide = wide[8:]
        found.append(field)
    return found
