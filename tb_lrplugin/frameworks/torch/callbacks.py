"""Callbacks of Lightning's trainer that take the rate over from the scheduler.

Read from lightning 2.6.6 `pytorch/callbacks/stochastic_weight_avg.py`: at the begin of epoch `swa_epoch_start` - 1,
counted from 0 (a float is a share of `max_epochs`, rounded down), the scheduler is replaced by one that anneals to
`swa_lrs` and stays there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

SWA = "StochasticWeightAveraging"
_DEFAULT_START = 0.8


def swa_epoch(trainer: Any) -> int | None:
    """Give the first epoch, counted from 0, whose rate StochasticWeightAveraging sets; None where it sets none.

    Args:
      trainer: the `trainer` of a configuration, anything at all.
    """
    if not isinstance(trainer, Mapping):
        return None
    callbacks = trainer.get("callbacks")
    for one in callbacks if isinstance(callbacks, list) else [callbacks]:
        if isinstance(one, Mapping) and str(one.get("class_path")).endswith(SWA):
            given = one.get("init_args")
            start = given.get("swa_epoch_start", _DEFAULT_START) if isinstance(given, Mapping) else _DEFAULT_START
            return _epoch(start, trainer.get("max_epochs"))
    return None


def _epoch(start: Any, max_epochs: Any) -> int:
    if isinstance(start, float) and isinstance(max_epochs, int) and 0 < start <= 1 and 0 < max_epochs < 2**40:
        start = int(max_epochs * start)
    # Where it does not say, from the begin: then nothing is claimed of the scheduler.
    return max(start - 1, 0) if isinstance(start, int) else 0
