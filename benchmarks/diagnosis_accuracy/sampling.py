"""Which steps of a run are left in its event files, and what float32 leaves of its rates."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from benchmarks.diagnosis_accuracy.draw import happens, log_steps
from tb_lrplugin.data.series import FloatArray, IntArray

SAMPLINGS = ("full", "reservoir", "ten_points", "short", "per_epoch")
# Begun only when its schedule is over, a run shows no fault.
HEALTHY_SAMPLINGS = (*SAMPLINGS, "after_the_end")

_RESERVOIR_STEPS, _RESERVOIR_SIZE = 100_000, 1_000
_FEW = 10
_SHORT, _EPOCHS, _LEAST_STEPS, _MOST_STEPS = (8, 60), (8, 120), 500, 50_000


def logged_steps(sampling: str, random: Generator) -> IntArray:
    """Draw the logged steps of a run.

    Args:
      sampling: "full": every step of 2,000 to 10,000, from 0 or from 1 on; "reservoir": 1,000 random ones of 100,000,
        the last always among them, as TensorBoard keeps them; "ten_points": 10 of 1,000 to 500,000, evenly spaced or
        random, the last always among them; "short": 8 to 60, evenly spaced; "per_epoch": the last step of 8 to 120
        epochs; "after_the_end": 8 to 60, the first after many steps.
      random: where the draws come from.
    """
    if sampling == "full":
        return np.arange(int(random.integers(2)), log_steps(random, 2_000, 10_000), dtype=np.int64)
    if sampling == "reservoir":
        return _reservoir(_RESERVOIR_STEPS, _RESERVOIR_SIZE, random)
    if sampling in ("short", "per_epoch", "after_the_end"):
        low, high = _EPOCHS if sampling == "per_epoch" else _SHORT
        count = int(random.integers(low, high + 1))
        every = log_steps(random, -(-_LEAST_STEPS // count), _MOST_STEPS / count)
        begin = every - 1 if sampling == "per_epoch" else int(random.integers(2)) * every
        return begin + every * np.arange(count, dtype=np.int64) + (_MOST_STEPS if sampling == "after_the_end" else 0)
    last = log_steps(random, 1_000, 500_000)
    if happens(random, 0.5):
        return _reservoir(last, _FEW, random)
    every = last // _FEW
    return np.arange(_FEW, dtype=np.int64) * every + (every if happens(random, 0.5) else 0)


def _reservoir(run: int, size: int, random: Generator) -> IntArray:
    kept = random.choice(run - 1, size - 1, replace=False)
    return np.append(np.sort(kept), run - 1).astype(np.int64)


def in_float32(rates: FloatArray, base_rate: float, is_computed: bool) -> FloatArray:
    """Round rates as event files do; `is_computed` as a framework does that multiplies a base rate in float32."""
    if is_computed:
        with np.errstate(invalid="ignore"):
            rounded = np.float32(base_rate) * (rates / base_rate).astype(np.float32)
        return rounded.astype(np.float64)
    return rates.astype(np.float32).astype(np.float64)
