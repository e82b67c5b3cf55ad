"""Functions that are recorded, without a trace of it in the script that they are from."""

from __future__ import annotations

import contextlib
import random
import sys
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from tb_lrplugin.live.asked import Asked
from tb_lrplugin.schedules import record
from tb_lrplugin.schedules.base import FloatArray

_MOST_AT_ONCE = 2_000_000


def recorded(function: Callable[[Any], Any], total_steps: int | None, name: str) -> Asked:
    """Record a function from a step to a rate.

    Args:
      function: takes an int.
      total_steps: last step to record.
      name: what it was made from, for people.

    Raises:
      ValueError: if `total_steps` is missing.
    """
    if total_steps is None:
        raise ValueError(
            f"The formula of {name} is not known, so it must be recorded point by point: "
            "pass total_steps=NUMBER, the last step to record."
        )
    total = int(total_steps)
    with undisturbed():
        rates = _all_at_once(function, total) if name.startswith("optax.") else None
        if rates is not None:
            return Asked(record(lambda step: float(rates[step]), total), made_from=name)
        return Asked(record(lambda step: float(function(step)), total), made_from=name)


def _all_at_once(function: Callable[[Any], Any], total: int) -> FloatArray | None:
    """Evaluate a schedule of optax for all steps: one call of jax takes about a millisecond, however many steps."""
    if total >= _MOST_AT_ONCE:
        return None
    rates = np.asarray(function(np.arange(total + 1)), np.float64)
    return rates if rates.shape == (total + 1,) else None


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Keep random numbers and warnings of the script as they are, whatever is called within."""
    torch = sys.modules.get("torch")
    python_state, numpy_state = random.getstate(), np.random.get_state()
    torch_state = None if torch is None else torch.get_rng_state()
    try:
        with warnings.catch_warnings():
            # torch warns of its own habits, of steps without gradients, say.
            warnings.simplefilter("ignore")
            yield
    finally:
        random.setstate(python_state)
        np.random.set_state(numpy_state)
        if torch is not None:
            torch.set_rng_state(torch_state)
