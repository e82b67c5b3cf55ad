"""What a checkpoint holds beside its tensors, whoever wrote it; nothing in it is executed, and little of it is read."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal

from tb_lrplugin.data.ranged_file import Ranges
from tb_lrplugin.formats.checkpoint import hdf5, torch_files, zips
from tb_lrplugin.formats.checkpoint.torch_files import ReadNumber
from tb_lrplugin.formats.pickles import PickleError

__all__ = ["Checkpoint", "CheckpointError", "read_checkpoint"]

Kind = Literal["torch", "keras", "sb3"]

_KERAS = ("config.json", "metadata.json")
_SB3 = ("data", "policy.optimizer.pth")
_PICKLE_SIGN = b"\x80"
_LARGEST_JSON = 16 * 2**20


def _no_number(_value: Any) -> None:
    """Know no number, where there are no tensors."""


class CheckpointError(Exception):
    """A checkpoint that cannot be read, or is not whole yet; the message says why."""


@dataclass(frozen=True, eq=False)
class Checkpoint:
    """What a file holds. It is of use as long as the file is open.

    Attributes:
      kind: "torch" for whatever `torch.save` or `pickle` wrote, "keras" for a model's configuration, "sb3" for a model
        of Stable-Baselines3.
      tree: plain data, and nodes of `formats.pickles` for all else.
      number: gives the number in a tensor of one element.
      optimizer: the state of an optimizer that lies in a file of its own within; None where there is none.
    """

    kind: Kind
    tree: Any
    number: ReadNumber = _no_number
    optimizer: Any = None


def read_checkpoint(file: Ranges) -> Checkpoint:
    """Read a checkpoint.

    Args:
      file: in any of the formats of torch, Keras or Stable-Baselines3.

    Raises:
      CheckpointError: if it is in no such format, not whole yet, or asks for more than a checkpoint needs.
    """
    try:
        return _read(file)
    except (PickleError, zips.ZipError) as error:
        raise CheckpointError(str(error)) from error


def _read(file: Ranges) -> Checkpoint:
    head = file.read(0, 16)
    if head.startswith(zips.SIGN):
        return _of_zip(zips.Zip(file))
    if head.startswith(torch_files.LEGACY_SIGN):
        return Checkpoint("torch", *torch_files.read_legacy(file))
    if head.startswith(hdf5.SIGN):
        return Checkpoint("keras", hdf5.training_config(file))
    if head.startswith(_PICKLE_SIGN):
        return Checkpoint("torch", torch_files.read_pickle(file))
    raise CheckpointError("the file is no checkpoint of torch, Keras or Stable-Baselines3")


def _of_zip(archive: zips.Zip) -> Checkpoint:
    names = archive.members
    pickled = _pickle_in(archive)
    if pickled is not None:
        return Checkpoint("torch", *torch_files.read_zip(archive, pickled))
    if all(name in names for name in _KERAS):
        return Checkpoint("keras", _json(archive, "config.json"))
    if all(name in names for name in _SB3):
        inner = zips.Zip(archive.part("policy.optimizer.pth"))
        found = _pickle_in(inner)
        tree, number = (None, _no_number) if found is None else torch_files.read_zip(inner, found)
        return Checkpoint("sb3", _json(archive, "data"), number, tree)
    raise CheckpointError("the archive is no checkpoint of torch, Keras or Stable-Baselines3")


def _pickle_in(archive: zips.Zip) -> str | None:
    """Find torch's pickle: its folder is called as the file once was."""
    name = torch_files.PICKLE
    return next((found for found in archive.members if found == name or found.endswith(f"/{name}")), None)


def _json(archive: zips.Zip, name: str) -> Any:
    try:
        return json.loads(archive.content(name, _LARGEST_JSON))
    except (ValueError, RecursionError) as error:
        raise CheckpointError(f"{name} in the archive is no JSON") from error
