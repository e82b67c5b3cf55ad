"""An object that a trainer pickles whole: its arguments, or a dictionary that holds them beside the weights."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from tb_lrplugin.data.files import Directory
from tb_lrplugin.formats.checkpoint import CheckpointError, read_checkpoint
from tb_lrplugin.formats.pickles import PickleError, attributes

logger = logging.getLogger(__name__)

_T = TypeVar("_T")


def of_saved_object(directory: Directory, name: str, take: Callable[[Mapping[Any, Any]], _T | None]) -> _T | None:
    """Read a file of a directory as far as is needed; None where it cannot be read.

    Args:
      directory: that holds the file.
      name: of the file.
      take: what is wanted of the object's attributes; PickleErrors of its own are as good as the file's.
    """
    try:
        with directory.open_ranges(name) as file:
            return take(attributes(read_checkpoint(file).tree) or {})
    except (CheckpointError, PickleError) as error:
        logger.debug("%s: %s", directory.where(name), error)
    except Exception:  # Local or remote, every file system has errors of its own.
        logger.debug("could not open %s", directory.where(name), exc_info=True)
    return None
