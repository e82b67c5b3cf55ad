"""The `trainer_state.json` of Hugging Face's Trainer.

Read from transformers 4.46.3 and 5.24.0 (`trainer_callback.py`, `TrainerState.save_to_json`): `log_history` holds what
was logged, of all launches. It is written into every `checkpoint-N` and, by `save_state`, into the output directory.
The tags are those that `integrations/integration_utils.py`, `rewrite_logs`, gives to the same values in event files.
"""

from __future__ import annotations

import json
from typing import Any

from tb_lrplugin.data.event_survey import LFS_POINTER
from tb_lrplugin.data.file_points.points import LARGEST_STEP, IsWanted, PointFile, Table, column_of, left_out

_HISTORY = "log_history"
_STEP, _EPOCH = "step", "train/epoch"
_PREFIXES = {"eval_": "eval/", "test_": "test/"}


def _parse(content: bytes, is_whole: bool, is_wanted: IsWanted) -> Table | None:
    if content.startswith(LFS_POINTER):
        raise ValueError("it is a Git LFS pointer; run `git lfs pull`")
    if not is_whole:
        raise ValueError("it is larger than any that is read")
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
            column = column_of(
                (int(entry[_STEP]), float(entry[key]), None) for entry in entries if _is_number(entry.get(key))
            )
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


TRAINER_STATE = PointFile("trainer_state.json", _parse, copies="checkpoint-")
