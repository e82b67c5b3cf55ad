"""What is wrong with a schedule whatever the run does: warnings before the points can show it.

Schedules are held against the planned steps where the configuration tells them; against the steps logged so far only
where they were over before those.
A plan and a schedule that are within 1 % of each other mean the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tb_lrplugin.data.company import Company
from tb_lrplugin.data.series import Series
from tb_lrplugin.diagnosis.warnings.bounds import pinned
from tb_lrplugin.diagnosis.warnings.drops import late_first_drop
from tb_lrplugin.diagnosis.warnings.ends import over_already, too_long, too_short
from tb_lrplugin.diagnosis.warnings.plan import Plan
from tb_lrplugin.diagnosis.warnings.rises import growing, high_floor
from tb_lrplugin.diagnosis.warnings.starts import high_burnin, long_warmup
from tb_lrplugin.diagnosis.warnings.units import counts_epochs, counts_updates, over_within_one
from tb_lrplugin.frameworks.reading import Reading, RunWarning
from tb_lrplugin.schedules import Schedule
from tb_lrplugin.words.numbers import format_step

EARLIER_LAUNCH = "earlier_launch_hidden"
_WITHIN_PLAN: tuple[Callable[[Plan, int], Iterator[RunWarning]], ...] = (late_first_drop, too_long, too_short)
_WHATEVER_THE_PLAN: tuple[Callable[[Plan], Iterator[RunWarning]], ...] = (
    high_burnin,
    high_floor,
    growing,
    over_within_one,
)


def plan_warnings(series: Series, reading: Reading, schedule: Schedule) -> tuple[RunWarning, ...]:
    """Warn of what a schedule cannot do, or not within the planned steps.

    Args:
      series: the series that the schedule governs.
      reading: where the schedule comes from, with the planned steps where known.
      schedule: on the axis of the series.

    Returns:
      The warnings, each with what to write instead where that can be said.
    """
    if reading.is_evaluation(series.run, series.tag):
        # The training run says it.
        return ()
    plan = Plan(reading, schedule)
    found = list(counts_updates(plan))
    if plan.steps is not None and not found:
        # Of a run that is all preparation nothing that comes later ever counts.
        within = (long_warmup,) if plan.is_all_preparation(plan.steps) else _WITHIN_PLAN
        found += [warning for check in within for warning in check(plan, plan.steps)]
    elif plan.steps is None:
        found += over_already(plan, series)
    if reading.rule is not None:
        found += pinned(series, reading.rule, reading.unit)
    found += [warning for check in _WHATEVER_THE_PLAN for warning in check(plan)]
    return (*found, *counts_epochs(plan, series.last_step or 0))


def hidden_launches(series: Series, company: Company) -> tuple[RunWarning, ...]:
    """Warn of a run that was launched again from the same step in the same directory: nobody sees the points before."""
    earlier = company.earlier_launches(series)
    if not earlier:
        return ()
    files = "an earlier event file" if len(earlier) == 1 else f"{len(earlier)} earlier event files"
    return (
        RunWarning(
            EARLIER_LAUNCH,
            f"The run was launched again in the same directory, from step {format_step(int(series.steps[0]))} on: "
            f"TensorBoard drops the points of earlier launches from there on, so those in {files} ({earlier[0]}) are "
            "not shown and not judged here.",
            "Log every launch into a directory of its own; move the earlier event files into one to see them.",
        ),
    )
