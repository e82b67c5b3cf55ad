"""The `trainer_state.json` of Hugging Face's Trainer.

Read from transformers 4.46.3 and 5.24.0 (`trainer_callback.py`, `TrainerState.save_to_json`): `log_history` holds what
was logged, of all launches. It is written into every `checkpoint-N` and, by `save_state`, into the output directory.
The tags are those that `integrations/integration_utils.py`, `rewrite_logs`, gives to the same values in event files.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import numpy as np

from tb_lrplugin.data.event_survey import LFS_POINTER
from tb_lrplugin.data.file_points.points import LARGEST_STEP, IsWanted, PointFile, Reading, Table, column_of, left_out
from tb_lrplugin.data.ranged_file import LargeFile

_HISTORY = "log_history"
_STEP, _EPOCH = "step", "train/epoch"
_PREFIXES = {"eval_": "eval/", "test_": "test/"}


@dataclass(frozen=True)
class _State(Reading):
    """One that is written anew each time, and read so.

    Attributes:
      is_wanted: which of some tags are learning rates.
    """

    is_wanted: IsWanted

    def read_on(self, content: LargeFile, most_bytes: int) -> Table | None:
        if content.size > most_bytes:
            raise ValueError("it is larger than any that is read")
        return _parse(content.read(0, most_bytes), self.is_wanted)


def _parse(content: bytes, is_wanted: IsWanted) -> Table | None:
    if content.startswith(LFS_POINTER):
        raise ValueError("it is a Git LFS pointer; run `git lfs pull`")
    try:
        state = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise ValueError("it is no whole JSON; where the training is writing it, look again") from error
    history = state.get(_HISTORY) if isinstance(state, dict) else None
    if not isinstance(history, list):
        return None
    entries = [entry for entry in history if isinstance(entry, dict) and _is_step(entry.get(_STEP))]
    tags = {key: _tag(key) for entry in entries for key, value in entry.items() if key != _STEP and _is_number(value)}
    rates = set(is_wanted(list(tags.values())))
    wanted = {*rates, _EPOCH} if rates else set()
    columns = {}
    for key, tag in tags.items():
        if tag in wanted:
            # The epochs that matter stand beside the rates.
            having = [entry for entry in entries if _is_number(entry.get(key))]
            steps, values = [entry[_STEP] for entry in having], [float(entry[key]) for entry in having]
            column = column_of(steps, values, np.full(len(having), np.nan))
            if column is not None:
                columns[tag] = column
    broken = left_out(len(history) - len(entries), f"the entries of {_HISTORY}")
    return Table(columns, [tag for tag in tags.values() if tag not in columns], broken)


def _tag(key: str) -> str:
    return next((f"{new}{key[len(old) :]}" for old, new in _PREFIXES.items() if key.startswith(old)), f"train/{key}")


def _is_step(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < LARGEST_STEP


def _is_number(value: Any) -> bool:
    return isinstance(value, float) or _is_step(value)


TRAINER_STATE = PointFile("trainer_state.json", _State, copies="checkpoint-")
