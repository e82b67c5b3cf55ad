"""The records of an event file: length, checksum of the length, data, checksum of the data.

The format is TensorFlow's, `tensorflow/core/lib/io/record_writer.cc`; the checksum that of
`tensorflow/core/lib/hash/crc32c.h` (CRC-32C, rotated and shifted).
"""

from __future__ import annotations

import functools
import struct
from collections.abc import Iterator
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

Checksums = npt.NDArray[np.uint32]

_HEADER = struct.Struct("<QI")
_LENGTH_BYTES = 8
_FOOTER_BYTES = 4
# protobuf's own limit: no writer can have made a longer record.
_LONGEST_RECORD = 2**31
_POLYNOMIAL = 0x82F63B78
_MASK_DELTA = 0xA282EAD8
_ALL_ONES = np.uint32(0xFFFFFFFF)
# The checksums of so many bytes each are computed side by side.
_BLOCK_BYTES = 32
_CHUNK_BYTES = 2**20
_WALKED_BYTES = 2**14
# Of a longer record (a picture, a graph) only the length is checked.
_LONGEST_CHECKED = 2**24
# What to do about a record that cannot be read.
REMEDY = "Copy the file anew, or remove it."


def first_records(content: BinaryIO, size: int, most_bytes: int, word: bytes) -> Iterator[bytes]:
    """Give those of the first records of an event file that hold a word.

    Args:
      content: of the event file.
      size: its bytes.
      most_bytes: that records are searched for in all; longer records are left out.
      word: what is looked for.
    """
    offset, read = 0, 0
    while offset + _HEADER.size <= size and read < most_bytes:
        content.seek(offset)
        chunk = content.read(min(most_bytes + _HEADER.size, size - offset))
        at, found = 0, chunk.find(word)
        while at + _HEADER.size <= len(chunk) and read < most_bytes:
            begin = at + _HEADER.size
            end = begin + _HEADER.unpack_from(chunk, at)[0]
            if end - begin <= most_bytes:
                if end > len(chunk):
                    break
                read += end - at
                if 0 <= found < begin:
                    found = chunk.find(word, begin)
                if begin <= found <= end - len(word):
                    yield chunk[begin:end]
            at = end + _FOOTER_BYTES
        if not at:
            return
        offset += at


def walk(content: BinaryIO, offset: int, size: int) -> tuple[int, str]:
    """Go from record to record without reading them; returns where the next one begins, and what is wrong with it."""
    while offset + _HEADER.size <= size:
        content.seek(offset)
        # Many records at a time: of most there is little more than their lengths.
        chunk = content.read(min(_WALKED_BYTES, size - offset))
        if len(chunk) < _HEADER.size:
            break
        at, last, room = 0, len(chunk) - _HEADER.size, size - offset
        while at <= last:
            length, _ = _HEADER.unpack_from(chunk, at)
            end = at + _HEADER.size + length + _FOOTER_BYTES
            if end > room:
                # Either it is being written, or it is none.
                is_none = length >= _LONGEST_RECORD or not _has_sound_length(chunk[at : at + _HEADER.size])
                return offset + at, _broken(offset + at) if is_none else ""
            at = end
        offset += at
    return offset, ""


def check(content: BinaryIO, begin: int, end: int) -> tuple[int, str]:
    """Read whole records, as a reader would; returns where it stops, and why: "" at the end.

    Args:
      content: of the event file.
      begin: of the first record.
      end: behind the last one.
    """
    while begin < end:
        content.seek(begin)
        chunk = content.read(min(_CHUNK_BYTES, end - begin))
        if len(chunk) < _HEADER.size:
            return begin, ""
        (length, _) = _HEADER.unpack_from(chunk)
        whole = _HEADER.size + length + _FOOTER_BYTES
        if whole > len(chunk):
            if not _has_sound_length(chunk):
                return begin, _broken(begin)
            if length > _LONGEST_CHECKED:
                begin += whole
                continue
            chunk += content.read(whole - len(chunk))
            if len(chunk) < whole:
                return begin, ""
        at, problem = _check_chunk(chunk, begin)
        begin += at
        if problem:
            return begin, problem
    return begin, ""


def _check_chunk(chunk: bytes, begin: int) -> tuple[int, str]:
    """Read the whole records of a piece of a file; returns where in it the next one begins, and what is wrong."""
    places, lengths = _cut(chunk)
    if not places:
        return 0, ""
    content = np.frombuffer(chunk, np.uint8)
    begins, sizes = np.array(places), np.array(lengths)
    is_sound = _stored(content, begins + _LENGTH_BYTES) == masked_checksums(
        chunk, begins, [_LENGTH_BYTES] * len(begins)
    )
    is_sound &= _stored(content, begins + _HEADER.size + sizes) == masked_checksums(chunk, begins + _HEADER.size, sizes)
    first = int(np.argmin(is_sound)) if not is_sound.all() else len(places)
    from tensorboard.compat.proto import event_pb2

    for at, length in zip(places[:first], lengths, strict=False):
        try:
            event_pb2.Event.FromString(chunk[at + _HEADER.size : at + _HEADER.size + length])
        except Exception:  # protobuf's errors differ by implementation.
            return at, _told(begin + at, "cannot be decoded, and nothing behind it can be read")
    if first < len(places):
        return places[first], _broken(begin + places[first])
    return places[-1] + _HEADER.size + lengths[-1] + _FOOTER_BYTES, ""


def _cut(chunk: bytes) -> tuple[list[int], list[int]]:
    """Find where whole records begin, and how long their data are."""
    places, lengths, at = [], [], 0
    while at + _HEADER.size <= len(chunk):
        (length, _) = _HEADER.unpack_from(chunk, at)
        end = at + _HEADER.size + length + _FOOTER_BYTES
        if end > len(chunk):
            break
        places.append(at)
        lengths.append(length)
        at = end
    return places, lengths


def _has_sound_length(record: bytes) -> bool:
    """Say whether the length that a record begins with goes with its checksum."""
    _, checksum = _HEADER.unpack_from(record)
    return bool(masked_checksums(record, [0], [_LENGTH_BYTES])[0] == checksum)


def _broken(offset: int) -> str:
    return _told(offset, "is broken, and nothing behind it can be read or trusted")


def _told(offset: int, what: str) -> str:
    return f"The record at byte {offset} of the event file {what}. {REMEDY}"


def _stored(content: npt.NDArray[np.uint8], places: npt.NDArray[np.int64]) -> Checksums:
    stored: Checksums = content[places[:, None] + np.arange(4)].copy().view("<u4")[:, 0]
    return stored


def masked_checksums(chunk: bytes, begins: npt.ArrayLike, lengths: npt.ArrayLike) -> Checksums:
    """Compute the checksums of pieces side by side: TensorBoard's own loop over bytes takes a hundred times as long.

    Args:
      chunk: holds the pieces.
      begins: int64[n], where they begin.
      lengths: int64[n], 0 or more.

    Returns:
      uint32[n].
    """
    begins, lengths = np.asarray(begins, np.int64), np.asarray(lengths, np.int64)
    content = np.frombuffer(chunk, np.uint8)
    # Zeros before a piece change nothing as long as nothing else was before them.
    blocks = np.maximum(-(-lengths // _BLOCK_BYTES), 1)
    ends = np.cumsum(blocks)
    padded = np.zeros(int(ends[-1]) * _BLOCK_BYTES, np.uint8)
    within = np.arange(int(lengths.sum())) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    padded[np.repeat(ends * _BLOCK_BYTES - lengths, lengths) + within] = content[np.repeat(begins, lengths) + within]
    table = _tables(1)[0][0]
    parts = np.zeros(int(ends[-1]), np.uint32)
    for column in np.ascontiguousarray(padded.reshape(-1, _BLOCK_BYTES).T):
        parts = table[(parts ^ column) & 255] ^ (parts >> 8)
    blocks_behind = np.repeat(ends, blocks) - 1 - np.arange(len(parts))
    sums = np.bitwise_xor.reduceat(_before_zeros(parts, blocks_behind * _BLOCK_BYTES), ends - blocks)
    sums ^= _before_zeros(np.full(len(lengths), _ALL_ONES), lengths) ^ _ALL_ONES
    masked: Checksums = ((sums >> np.uint32(15)) | (sums << np.uint32(17))) + np.uint32(_MASK_DELTA)
    return masked


def _before_zeros(checksums: Checksums, counts: npt.NDArray[np.int64]) -> Checksums:
    """Give what checksums become when so many bytes of 0 follow; linear over bits, so by powers of two."""
    for bit, (first, second, third, fourth) in enumerate(_tables(int(counts.max()).bit_length())):
        moved = (
            first[checksums & 255]
            ^ second[(checksums >> 8) & 255]
            ^ third[(checksums >> 16) & 255]
            ^ fourth[checksums >> 24]
        )
        checksums = np.where((counts >> bit) & 1, moved, checksums)
    return checksums


@functools.lru_cache(maxsize=64)
def _tables(count: int) -> list[Checksums]:
    """For 1, 2, 4 ... bytes of 0: what each byte of a checksum becomes before them, uint32[4, 256]."""
    table = np.arange(256, dtype=np.uint32)
    for _ in range(8):
        table = np.where(table & 1, (table >> 1) ^ np.uint32(_POLYNOMIAL), table >> 1)
    every = np.arange(256, dtype=np.uint32) << (8 * np.arange(4, dtype=np.uint32)[:, None])
    tables = [table[every & 255] ^ (every >> 8)]
    while len(tables) < count:
        last = tables[-1]
        moved = last
        tables.append(
            last[0][moved & 255] ^ last[1][(moved >> 8) & 255] ^ last[2][(moved >> 16) & 255] ^ last[3][moved >> 24]
        )
    return tables[:count]
