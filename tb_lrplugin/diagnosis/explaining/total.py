"""Which total the schedule had, where a part of the points follows it with another one than is configured."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from tb_lrplugin.data.series import FloatArray
from tb_lrplugin.diagnosis.comparing import Case
from tb_lrplugin.diagnosis.comparing.rates import Rates
from tb_lrplugin.diagnosis.explaining.proof import follows, shows_change
from tb_lrplugin.diagnosis.explaining.telling import few_of
from tb_lrplugin.schedules import Schedule
from tb_lrplugin.schedules.base import MAX_STEP
from tb_lrplugin.schedules.views import settled_at, spans_of
from tb_lrplugin.words.round_numbers import roundest_step, roundest_whole

# A total is raised or lowered by hand, by no more than this factor.
_MOST_TIMES = 1000
# A pace is known to this share of it.
_PACE_KNOWN = 1e-6


@dataclass(frozen=True, eq=False)
class OtherTotal:
    """The schedule with another total.

    Attributes:
      configured: the total that the configuration gives, in steps.
      total: the one that the points follow.
      explained: float64[n], the rates it gives at the points.
    """

    configured: int
    total: int
    explained: FloatArray


def fit_total(case: Case) -> OtherTotal | None:
    """Find the total under which the schedule explains every point.

    Args:
      case: a part of the points.

    Returns:
      The roundest total that does; None where none does, or the schedule has none.
    """
    build, configured = _by_total(case)
    if build is None or configured < 1:
        return None
    few = case.once(few_of)
    low, high = 1, min(_MOST_TIMES * configured, MAX_STEP)
    for index in range(len(few)):
        point = few[index : index + 1]
        slack = float(point.tolerance_at(point.values)[0])
        # A longer decay is never below a shorter one.
        low = _first(build, point, float(point.values[0]) - slack, low, high)
        high = _first(build, point, float(point.values[0]) + slack, low, high + 1) - 1
        if low > high:
            return None
    total = roundest_whole(low, high)
    schedule = build(total)
    if schedule is None or total == configured:
        return None
    right, explained = follows(replace(case, rates=Rates(schedule)), case.steps)
    return OtherTotal(configured, total, explained) if right.all() and shows_change(case, explained) else None


def known_total(case: Case) -> int | None:
    """Give the configured total: the planned steps, or the step at which the schedule arrives; None for neither."""
    end = settled_at(case.schedule)
    return case.reading.total_steps or (None if end is None else round(end))


def _by_total(case: Case) -> tuple[Callable[[int], Schedule | None] | None, int]:
    """Give what makes the schedule of a total, and the configured one."""
    schedule, configured, of_total = case.schedule, known_total(case), case.reading.of_total
    if configured is None or (of_total is None and schedule.lengthened(1) is None):
        return None, 0
    return of_total or (lambda total: schedule.lengthened(total - configured)), configured


def _first(build: Callable[[int], Schedule | None], point: Case, rate: float, low: int, high: int) -> int:
    """Halve [low, high) down to the first total that makes the rate at one point no less than another rate."""
    step = point.steps.astype(np.int64)
    while low < high:
        middle = (low + high) // 2
        schedule = build(middle)
        # Too short for what comes before the decay.
        if schedule is None or float(schedule(step)[0]) < rate:
            low = middle + 1
        else:
            high = middle
    return low


def total_of_pace(case: Case, pace: float) -> int | None:
    """Give the total under which a schedule, all of whose lengths are shares of it, runs at a pace.

    So it is with a warm-up that is a share of the run, and where epochs got other lengths.

    Returns:
      The total; None where the schedule has none, or ends elsewhere.
    """
    build, configured = _by_total(case)
    last = spans_of(case.schedule)[-1]
    arrival = last.schedule.arrival
    if build is None or arrival is None or abs(last.at(arrival) - configured) > 1:
        return None
    low, high = (configured / pace * (1 + side * _PACE_KNOWN) for side in (-1, 1))
    return roundest_step(low, high) or round(configured / pace)
