"""Whether a checkpoint is of this very run: others may lie beside it, or an earlier run's."""

from __future__ import annotations

import numpy as np

from tb_lrplugin.data.series import FloatArray, Series
from tb_lrplugin.frameworks.witness import Witness

# Points to each side of where the checkpoint was taken.
_NEAR = 2
_ROUNDING = 1e-4


def is_of(series: Series, witness: Witness) -> bool:
    """Say whether a rate that the checkpoint holds was logged about where it was taken.

    Its place on the series' axis is that of any of its counters, or the end: the newest checkpoint is about as old as
    the last point, whatever that counts.
    """
    rates = np.array([*witness.scheduler_rates, *witness.optimizer_rates])
    logged = series.values[np.isfinite(series.values)]
    if not rates.size or not logged.size:
        return False
    counters = {witness.step, witness.updates, witness.last_epoch, witness.epoch}
    places = {int(np.searchsorted(series.steps, at)) for at in counters if at is not None}
    inner = (logged[max(0, index - _NEAR) : index + _NEAR] for index in places if 0 < index < len(logged))
    if any(_lies_among(rates, near, float(np.ptp(near))) for near in inner):
        return True
    # Until it was taken the rate may have moved on by a step or two.
    largest_move = float(np.abs(np.diff(logged)).max(initial=0.0))
    return _lies_among(rates, logged[-_NEAR:], 2 * largest_move)


def _lies_among(rates: FloatArray, logged: FloatArray, slack: float) -> bool:
    low, high = float(logged.min()), float(logged.max())
    slack += _ROUNDING * max(abs(low), abs(high))
    return bool(((rates >= low - slack) & (rates <= high + slack)).any())
