"""Arguments of the Trainer as people write them: a JSON or YAML file for `HfArgumentParser`, or of LLaMA-Factory.

Read from `training_args.py` of transformers 5.23.0 for the defaults. How many updates an epoch has stands in no such
file: the total is left open.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from tb_lrplugin.formats.settings_text import load_settings
from tb_lrplugin.frameworks.open_reading import Open, OpenReading
from tb_lrplugin.frameworks.reading import Reading, changed
from tb_lrplugin.frameworks.unknown import Curve
from tb_lrplugin.schedules import Schedule, ScheduleError
from tb_lrplugin.schedules.base import FloatArray, IntArray

_DEFAULTS: Mapping[str, Any] = {
    "learning_rate": 5e-5,
    "lr_scheduler_type": "linear",
    "max_steps": -1,
    "num_train_epochs": 3.0,
    "warmup_steps": 0,
    "warmup_ratio": 0.0,
}
# So many of its names make a file the Trainer's; that of a script with a loop of its own has others beside them.
_NAMES = frozenset(
    {*_DEFAULTS, "per_device_train_batch_size", "gradient_accumulation_steps", "output_dir", "lr_scheduler_kwargs"}
)
_LEAST_NAMES = 3
_OTHERS = frozenset({"lr_scheduler", "max_train_steps", "num_warmup_steps", "lr_warmup_steps"})
# Of a total that is open: with any, the arguments are either valid or not.
_ANY_TOTAL = 1000

Read = Callable[[Mapping[str, Any]], Reading | None]


def written_arguments(text: str) -> dict[str, Any] | None:
    """Read a file of arguments, with what it leaves out; None for a file of something else."""
    settings = load_settings(text)
    if not _OTHERS.isdisjoint(settings):
        return None
    if len(_NAMES.intersection(settings)) < _LEAST_NAMES or "learning_rate" not in settings:
        return None
    return {**_DEFAULTS, **settings}


def with_open_total(arguments: Mapping[str, Any], read: Read) -> Reading | None:
    """Read arguments whose total may be open.

    Args:
      arguments: complete ones.
      read: reads arguments; None where their total is not known.
    """

    def of_total(total: int) -> Schedule | None:
        found = read({**arguments, "max_steps": total})
        return None if found is None else found.schedule

    reading = read(arguments)
    if reading is not None:
        return changed(reading, of_total=of_total)
    some = read({**arguments, "max_steps": _ANY_TOTAL})
    if some is None or some.schedule is None:
        return some
    epochs = float(arguments["num_train_epochs"])
    ways = (_way("updates per epoch", of_total, epochs), _way("steps in all", of_total, 1.0))
    common = {name: value for name, value in vars(some).items() if name not in ("total_steps", "others")}
    return OpenReading(**common, ways=ways)


def _way(name: str, of_total: Callable[[int], Schedule | None], epochs: float) -> Open:
    def build(number: int, _how: str = "") -> Schedule:
        schedule = of_total(math.ceil(epochs * number))
        if schedule is None:
            raise ScheduleError(f"there is no such schedule with {number:,} {name}")
        return schedule

    def rates(numbers: IntArray, steps: IntArray) -> FloatArray:
        return np.stack([build(int(number))(steps) for number in numbers[:, 0]])

    curve: Curve = rates
    return Open(name, curve, build, int(epochs) if epochs.is_integer() else None)
