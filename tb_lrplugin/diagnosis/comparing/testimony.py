"""Whether a checkpoint is of this very run: others may lie beside it, or an earlier run's."""

from __future__ import annotations

import numpy as np

from tb_lrplugin.data.series import FloatArray, Series
from tb_lrplugin.frameworks.witness import Witness

# Points to each side of where the checkpoint was taken.
_NEAR = 2
_ROUNDING = 1e-4
# Clocks of machines that share a directory may differ so much, in seconds.
_CLOCKS = 300.0


def is_of(series: Series, witness: Witness) -> bool:
    """Say whether a rate that the checkpoint holds was logged where one of its counters stands on the series' axis."""
    finite = np.isfinite(series.values)
    rates, logged, steps = _rates(witness), series.values[finite], series.steps[finite]
    if not rates.size or not logged.size or _is_of_before(series, witness):
        return False
    counters = [at for at in (witness.step, witness.updates, witness.last_epoch, witness.epoch) if at is not None]
    places = {int(np.searchsorted(steps, at)) for at in counters}
    inner = (logged[max(0, index - _NEAR) : index + _NEAR] for index in places if 0 < index < len(logged))
    if any(_lies_among(rates, near, float(np.ptp(near))) for near in inner):
        return True
    gap = max(int(np.diff(steps).max(initial=0)), 1)
    # Since the last point it may have moved on as before, or by a step of the schedule.
    is_next = _lies_among(rates, logged[-_NEAR:], _NEAR * float(np.abs(np.diff(logged[-_NEAR:])).max(initial=0.0)))
    is_next = is_next or _lies_among(np.array(witness.rates_before), logged[-1:], 0.0)
    return is_next and any(abs(at - int(steps[-1])) <= gap for at in counters)


def may_be_of(series: Series, witness: Witness) -> bool:
    """Say whether a checkpoint may be of this run, by its rate alone: the newest one is about as old as the last point.

    So it is where the series counts samples. Nothing is held against the points then: many runs end at the same rate.
    """
    rates, logged = _rates(witness), series.values[np.isfinite(series.values)]
    if _is_of_before(series, witness):
        return False
    if not rates.size:
        # A model's configuration has no rate of its own.
        return not witness.scheduler
    return bool(logged.size) and _is_about_the_last(rates, logged)


def _is_of_before(series: Series, witness: Witness) -> bool:
    """Say whether it was written before the run logged anything; what was copied since bears a later time."""
    return witness.saved_at is not None and witness.saved_at < series.began_at - _CLOCKS


def _rates(witness: Witness) -> FloatArray:
    return np.array([*witness.scheduler_rates, *witness.optimizer_rates])


def _is_about_the_last(rates: FloatArray, logged: FloatArray) -> bool:
    # Until it was taken the rate may have moved on by a step or two.
    largest_move = float(np.abs(np.diff(logged)).max(initial=0.0))
    return _lies_among(rates, logged[-_NEAR:], 2 * largest_move)


def _lies_among(rates: FloatArray, logged: FloatArray, slack: float) -> bool:
    low, high = float(logged.min()), float(logged.max())
    slack += _ROUNDING * max(abs(low), abs(high))
    return bool(((rates >= low - slack) & (rates <= high + slack)).any())
