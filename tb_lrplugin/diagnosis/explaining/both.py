"""Two faults at once: restarts of a schedule that runs at another pace, another level and another pace."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from tb_lrplugin.diagnosis.comparing import Case
from tb_lrplugin.diagnosis.comparing.rates import Paced
from tb_lrplugin.diagnosis.explaining.leg import Leg
from tb_lrplugin.diagnosis.explaining.pace import PaceSearch
from tb_lrplugin.diagnosis.explaining.proof import LEAST_POINTS
from tb_lrplugin.diagnosis.explaining.searching import Fit
from tb_lrplugin.diagnosis.explaining.telling import changes, some_of
from tb_lrplugin.words.round_numbers import simplest_factor

# Shares of the points within which the first restart is not expected yet; fewer points than this tell no pace.
_HEADS, _LEAST_HEAD = (0.5, 0.25), 8
# Two numbers need so many moves of the rate to be seen in.
_LEAST_MOVES = 2 * LEAST_POINTS
# What a rate is multiplied by where it is scaled together with the steps: workers, reference batches.
_USUAL = (2.0, 4.0, 8.0, 16.0, 0.5, 0.25, 0.125)
# Rates are rounded in float32, one of which a factor is made of.
_ROUNDED = 2e-7
# The highest logged rate may lie beside the peak.
_NEAR_PEAK = 0.01
_PLACES = 257


def restarts_at_a_pace(case: Case, restarts: Callable[[Case], tuple[Leg, ...]]) -> tuple[Leg, ...]:
    """Find the pace of the first points, and the steps at which the schedule, run at that pace, began again.

    Args:
      case: the points.
      restarts: finds the restarts of a schedule that is as it should be.

    Returns:
      The legs, each with the pace; none where none explain every point.
    """
    for share in _HEADS:
        head = case[: int(share * len(case))]
        if len(head) < _LEAST_HEAD or head.holds:
            continue
        search = PaceSearch(head)
        fit = next(search.exact_fits(), None) if search.may_fit() else None
        if fit is None:
            continue
        for is_cut in (False, True):
            legs = restarts(_at_pace(case, fit.number, is_cut=is_cut))
            if any(leg.restarts for leg in legs):
                return tuple(replace(leg, time_scale=fit.number) for leg in legs)
    return ()


def _at_pace(case: Case, pace: float, *, is_cut: bool) -> Case:
    rates = Paced(case.rates, pace, is_cut=is_cut)
    expected = rates.nearest(case.steps)
    return replace(case, rates=rates, expected=expected, agrees=case.near(expected))


def fit_level_and_pace(case: Case, known: Sequence[float]) -> tuple[float, Fit] | None:
    """Find a and k under which every point is a * f(k * x): a rate that is scaled together with the steps.

    Args:
      case: the points.
      known: settings of the run that may be a.

    Returns:
      a, and the fit of k to the points; None where there are none.
    """
    # Of means over a stretch none is exact, and a second number fits them as it likes.
    if len(case.once(changes)) < _LEAST_MOVES or case.reading.absolute_tolerance:
        return None
    some = PaceSearch(case.once(some_of))
    for level in dict.fromkeys(_levels(case, known)):
        may_fit = some.at_level(level).may_fit()
        fit = next(PaceSearch(case.at_level(level)).exact_fits(known), None) if may_fit else None
        if fit is not None:
            return level, replace(fit, explained=level * fit.explained)
    return None


def _levels(case: Case, known: Sequence[float]) -> Iterator[float]:
    """List factors on the rate: between the highest rates, between the first ones, and those that have a reason."""
    corners = case.schedule.pieces(0, max(int(case.horizon), 1)).starts[:_PLACES]
    places = np.concatenate([np.linspace(0.0, case.horizon, _PLACES), corners])
    highest = float(case.rates.nearest(places).max())
    for logged, due in ((float(case.values.max()), highest), (float(case.values[0]), case.schedule.value_at(0))):
        if logged > 0 and due > 0:
            for slack in (_NEAR_PEAK, _ROUNDED):
                yield simplest_factor(logged / due * (1 - slack), logged / due * (1 + slack), known)
    for number in (*known, *_USUAL):
        yield from (number, 1 / number)
