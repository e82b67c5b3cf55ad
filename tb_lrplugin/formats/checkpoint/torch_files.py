"""What `torch.save` writes: a zip archive since torch 1.6, pickles in a row before.

Source of both layouts: torch 2.13 `torch/serialization.py` (`_save`, `_legacy_save`). Tensors stay where they are; a
tensor of one element, such as Adam's own counter, is read when it is asked for.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tb_lrplugin.data.ranged_file import Ranges
from tb_lrplugin.formats.checkpoint.zips import Part, Zip
from tb_lrplugin.formats.pickles import Call, Global, Machine, Persistent, PickleError, TruncatedError

# Gives the number in a tensor of one element; None for any other value.
ReadNumber = Callable[[Any], float | None]

PICKLE = "data.pkl"
LEGACY_SIGN = b"\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19."
# 0.3 MB are normal for a file of 1 GB.
_LARGEST_PICKLE = 64 * 2**20
# Where a pickle ends is known at its end: most end within the first of these.
_WINDOWS = (2**18, 2**22, _LARGEST_PICKLE)
_FORMATS: Mapping[str, str] = {
    "FloatStorage": "f",
    "DoubleStorage": "d",
    "HalfStorage": "e",
    "LongStorage": "q",
    "IntStorage": "i",
    "ShortStorage": "h",
    "CharStorage": "b",
    "ByteStorage": "B",
}
# Of storages that are never read, but lie before others.
_OTHER_SIZES: Mapping[str, int] = {"BFloat16Storage": 2, "BoolStorage": 1, "ComplexFloatStorage": 8}


def read_zip(archive: Zip, name: str) -> tuple[Any, ReadNumber]:
    """Read the pickle of an archive.

    Args:
      archive: of torch.
      name: of the member that is the pickle.

    Raises:
      PickleError, ZipError: if it is none that torch wrote, or too large.
    """
    pickled = archive.part(name)
    if pickled.size > _LARGEST_PICKLE:
        raise PickleError("the checkpoint's pickle is larger than any that torch writes")
    tree = Machine(pickled.read(0, pickled.size)).read()
    folder = name.removesuffix(PICKLE)

    def number(value: Any) -> float | None:
        found = _storage_of(value)
        if found is None or f"{folder}data/{found[1]}" not in archive.members:
            return None
        is_big = f"{folder}byteorder" in archive.members and archive.content(f"{folder}byteorder", 16) == b"big"
        return _unpacked(archive.part(f"{folder}data/{found[1]}"), found[0], found[2], ">" if is_big else "<")

    return tree, number


def read_legacy(file: Ranges) -> tuple[Any, ReadNumber]:
    """Read a file of pickles in a row: a sign, a protocol, the system, the object, the keys of the storages.

    Raises:
      PickleError: if it is none that torch wrote, or too large.
    """
    (_, _, _, tree, keys), machine, outside = _pickles(file, 5, of=3)
    places: dict[str, int] = {}
    at = machine.at
    storages = {found[1]: found for found in map(_storage_id, outside) if found is not None}
    for key in keys if isinstance(keys, list) else ():
        if not isinstance(key, str) or key not in storages:
            break
        kind, _, count = storages[key]
        places[key] = at + 8
        at += 8 + count * _size_of(kind)

    def number(value: Any) -> float | None:
        found = _storage_of(value)
        if found is None or found[1] not in places:
            return None
        place = places[found[1]]
        return _unpacked(Part(file, place, file.size - place), found[0], found[2], "<")

    return tree, number


def read_pickle(file: Ranges) -> Any:
    """Read a plain pickle, which holds no tensors.

    Raises:
      PickleError: if it is none, or too large.
    """
    if file.size > _WINDOWS[1]:
        raise PickleError("a plain pickle of this size holds data, not a training state")
    return Machine(file.read(0, file.size)).read()


def _pickles(file: Ranges, count: int, of: int) -> tuple[list[Any], Machine, Sequence[Persistent]]:
    """Read pickles in a row, and what one of them refers to."""
    for window in _WINDOWS:
        machine = Machine(file.read(0, window))
        found: list[Any] = []
        outside: Sequence[Persistent] = ()
        try:
            for index in range(count):
                found.append(machine.read())
                outside = machine.outside if index == of else outside
            return found, machine, outside
        except TruncatedError:
            if window >= file.size:
                raise
    raise PickleError("the checkpoint's pickle is larger than any that torch writes")


def _storage_id(reference: Any) -> tuple[str, str, int] | None:
    """Give a storage's type, key and number of elements."""
    identity = reference.id if isinstance(reference, Persistent) else None
    if not isinstance(identity, tuple) or len(identity) < 5 or not isinstance(identity[1], Global):
        return None
    key, count = identity[2], identity[4]
    if not isinstance(key, str) or not isinstance(count, int) or not 0 <= count < 2**48:
        return None
    return identity[1].path.rpartition(".")[2], key, count


def _storage_of(value: Any) -> tuple[str, str, int] | None:
    """Give type, key and offset of the storage of a tensor of one element."""
    is_tensor = isinstance(value, Call) and value.path.startswith("torch._utils._rebuild_tensor")
    arguments = value.arguments if is_tensor else ()
    if not isinstance(arguments, tuple) or len(arguments) < 3:
        return None
    found, offset, size = _storage_id(arguments[0]), arguments[1], arguments[2]
    is_one = isinstance(size, (tuple, list)) and len(size) <= 1 and all(one == 1 for one in size)
    if found is None or not is_one or not isinstance(offset, int) or not 0 <= offset < 2**48:
        return None
    return found[0], found[1], offset


def _size_of(kind: str) -> int:
    return struct.calcsize(_FORMATS[kind]) if kind in _FORMATS else _OTHER_SIZES.get(kind, 4)


def _unpacked(storage: Ranges, kind: str, offset: int, order: str) -> float | None:
    form = _FORMATS.get(kind)
    if form is None:
        return None
    size = struct.calcsize(form)
    content = storage.read(offset * size, size)
    number = struct.unpack(order + form, content)[0] if len(content) == size else math.nan
    return number if math.isfinite(number) else None
