"""The configuration inside Keras' HDF5 files, found by its bytes.

Keras 2 and tf_keras write it as JSON into the attribute `training_config` of the root (keras 3.15
`legacy/saving/legacy_h5_format.py`). Attributes lie near the begin of a file, or behind the weights.
"""

from __future__ import annotations

import json
from typing import Any

from tb_lrplugin.data.ranged_file import Ranges

SIGN = b"\x89HDF\r\n\x1a\n"
_KEY = b'"optimizer_config"'
_SEARCHED = 4 * 2**20
# An optimizer's configuration has some hundred bytes, those of losses and metrics a few more.
_LONGEST = 2**18
_MOST_FOUND = 16


def training_config(file: Ranges) -> Any:
    """Find the training configuration; None where the file holds none, as files of weights alone do."""
    starts = [0] if file.size <= _SEARCHED else [0, max(_SEARCHED, file.size - _SEARCHED)]
    for start in starts:
        content = file.read(start, _SEARCHED)
        at = -1
        for _ in range(_MOST_FOUND):
            at = content.find(_KEY, at + 1)
            if at < 0:
                break
            found = _enclosing(content, at)
            if found is not None:
                return found
    return None


def _enclosing(content: bytes, at: int) -> Any:
    """Decode the object that a key stands in; its brace is one of the few before it."""
    begin = at
    for _ in range(_MOST_FOUND):
        begin = content.rfind(b"{", max(0, at - _LONGEST), begin)
        if begin < 0:
            return None
        try:
            text = content[begin : at + _LONGEST].decode("utf-8", "replace")
            found, _end = json.JSONDecoder().raw_decode(text)
        except (ValueError, RecursionError):
            continue
        if isinstance(found, dict) and "optimizer_config" in found:
            return found
    return None
