"""When the expected rate will move next, in steps and in time."""

from __future__ import annotations

import contextlib
import math
import operator
from collections.abc import Sequence
from dataclasses import dataclass

from tb_lrplugin.data.series import Series
from tb_lrplugin.schedules import Schedule

# The pace is that of the last points: a run that was interrupted goes on at today's speed.
_PACE_POINTS = 20
_CHANGES_KEPT = 16


@dataclass(frozen=True)
class NextChange:
    """The next step (of the series' x axis) at which the expected rate has changed by 1 % or more.

    Attributes:
      step, value: where, and the rate there.
      eta_seconds: how long it takes from the last point on; None where the pace cannot be told.
      beyond_planned_end: whether the run is planned to end before; False where the plan is not known. It never takes
        so long.
    """

    step: int
    value: float
    eta_seconds: float | None
    beyond_planned_end: bool = False


def next_change(series: Series, schedule: Schedule, offset: int, planned_steps: int | None = None) -> NextChange | None:
    """Find the first step after the last logged one at which the expected rate differs by 1 % or more.

    Args:
      series: at least one point.
      schedule: what was asked for.
      offset: the step offset d of the series, f(x + d).
      planned_steps: the last step of the plan, on the series' own x axis; None where not known.

    Returns:
      The change on the series' own x axis; None where the rate never changes again.
    """
    last = int(series.steps[-1])
    found = _change_after(schedule, last + offset)
    if found is None:
        return None
    step, value = found
    is_beyond = planned_steps is not None and step - offset > planned_steps
    return timed(NextChange(step - offset, value, None, is_beyond), series)


def timed(change: NextChange, series: Series) -> NextChange:
    """Say of a change how long it takes until then at the pace of a series."""
    pace = None if change.beyond_planned_end else seconds_per_step(series)
    eta = None if pace is None else pace * (change.step - int(series.steps[-1]))
    return NextChange(change.step, change.value, eta, change.beyond_planned_end)


def _change_after(schedule: Schedule, step: int) -> tuple[int, float] | None:
    """Give where the rate has changed after a step, and to what; the runs of a sweep ask for the same."""
    known: dict[int, tuple[int, float] | None] = vars(schedule).setdefault("_changes_after", {})
    # Another thread may clear them at any moment.
    with contextlib.suppress(KeyError):
        return known[step]
    at = schedule.first_change(step)
    found = None if at is None else (at, schedule.value_at(at))
    if len(known) >= _CHANGES_KEPT:
        known.clear()
    known[step] = found
    return found


def stands_still(series: Series, schedule: Schedule, offset: int) -> bool:
    """Say whether the rate stands around the last point for longer than an interval, and moves then."""
    last, interval = int(series.steps[-1]), usual_interval(series)
    rate = schedule.value_at(last + offset)
    moves_at = schedule.first_outside(last + offset + 1, rate, rate)
    has_stood = last >= interval and schedule.value_at(last - interval + offset) == rate
    return moves_at is not None and (has_stood or moves_at - offset - last > interval)


def usual_interval(series: Series) -> int:
    """Give the steps from one of the last points to the next."""
    steps = series.steps[-_PACE_POINTS:].tolist()
    return int(_middle(sorted(map(operator.sub, steps[1:], steps)))) if len(steps) > 1 else 1


def seconds_per_step(series: Series) -> float | None:
    """Give the pace of the last points in seconds per step; None where it cannot be told.

    The median of the points' own paces: a pause or a resume between two of them counts as one. Where most points
    carry one wall time, because they were written together, the pace over all of them.
    """
    # So few numbers are sorted sooner than numpy has looked at them.
    steps, times = series.steps[-_PACE_POINTS:].tolist(), series.wall_times[-_PACE_POINTS:].tolist()
    if len(steps) < 2:
        return None
    spans = zip(times, times[1:], steps, steps[1:], strict=False)
    paces = sorted((later - earlier) / (to - begin) for earlier, later, begin, to in spans)
    if any(map(math.isnan, paces)):
        return None
    pace = _middle(paces)
    if pace == 0:
        pace = (times[-1] - times[0]) / (steps[-1] - steps[0])
    return pace if math.isfinite(pace) and pace > 0 else None


def _middle(numbers: Sequence[float]) -> float:
    """Give the median of sorted numbers, the mean of the two in the middle where their count is even."""
    return (numbers[len(numbers) // 2] + numbers[(len(numbers) - 1) // 2]) / 2
