"""The `training_args.bin` that the Trainer saves beside its model: its arguments, where no event file holds them.

Read from transformers 4.46.3 and 5.24.0 `trainer.py` (_save), `trainer_callback.py` (TrainerState) and
`training_args.py`. The file is a pickle of the very object, which is walked and never made; TRL's and others' classes
have the same names in it. `trainer_state.json` beside it tells the total that the Trainer reckoned, as max_steps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from tb_lrplugin.data.files import Directory
from tb_lrplugin.formats.pickles import plain
from tb_lrplugin.frameworks.saved_object import of_saved_object
from tb_lrplugin.frameworks.training_log import end_of

FILE = "training_args.bin"
_CHECKPOINT = re.compile(r"checkpoint-(\d{1,12})")
PLACES = rf"{re.escape(FILE)}|{_CHECKPOINT.pattern}"
_TOTAL = re.compile(r'(?m)^  "max_steps": (\d{1,12}),$')
# What another program's file of the same name does not have.
_THEIRS = ("lr_scheduler_type", "learning_rate", "max_steps", "per_device_train_batch_size")
# What makes the schedule, and the numbers that may turn up in it.
_READ = (
    *_THEIRS,
    "lr_scheduler_kwargs",
    "warmup_steps",
    "warmup_ratio",
    "num_train_epochs",
    "num_total_batches",
    "gradient_accumulation_steps",
    "optim",
    "fp16",
    "deepspeed",
    "use_cpu",
    "no_cuda",
)


def saved_arguments(directory: Directory) -> Iterator[tuple[str, Mapping[str, Any], str]]:
    """Read the arguments that lie in a directory, or else in its newest checkpoint.

    Yields:
      At most one: where they lie, the arguments as the Trainer writes them as JSON, and the text of `config.json`
      beside them, which names the version.
    """
    names = directory.file_names()
    checkpoints = {int(found[1]): name for name in names if (found := _CHECKPOINT.fullmatch(name))}
    places = [directory] if FILE in names else []
    places += [directory.below(checkpoints[max(checkpoints)])] if checkpoints else []
    for place in places:
        arguments = of_saved_object(place, FILE, _arguments) if FILE in place.file_names() else None
        if arguments is not None:
            total = next(filter(None, map(_total, (directory, *places))), None)
            known = arguments if total is None else {**arguments, "max_steps": total}
            yield place.where(FILE), known, place.text_of("config.json") or ""
            return


def _total(place: Directory) -> int | None:
    found = _TOTAL.search(end_of(place, "trainer_state.json"))
    return int(found[1]) if found else None


def _arguments(held: Mapping[Any, Any]) -> Mapping[str, Any] | None:
    if not all(name in held for name in _THEIRS):
        return None
    # An enumeration's member is written as its value, as in the JSON.
    found = plain({name: held[name] for name in _READ if name in held})
    return found if isinstance(found, dict) and isinstance(found["lr_scheduler_type"], str) else None
