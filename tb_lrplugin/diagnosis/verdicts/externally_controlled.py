"""The configuration holds a constant, or a rule that follows a metric: something outside of it sets the rate."""

from __future__ import annotations

import math

import numpy as np

from tb_lrplugin.diagnosis.advice import advice_on
from tb_lrplugin.diagnosis.comparing import Case
from tb_lrplugin.diagnosis.comparing.rule import first_break
from tb_lrplugin.diagnosis.model import Finding
from tb_lrplugin.frameworks.reading import MetricRule
from tb_lrplugin.words import counted
from tb_lrplugin.words.numbers import format_rate, headline_rate

_SHOWN_CHANGES = 4
_CAUSES_BY_METRIC = ("The metric did not improve for as long as the rule waits, in this run or in the one it goes on.",)

# A rate below this share of the first one was hardly asked for.
_NOTHING = 1e-9
_COMPOUNDED = ("A factor that is meant for the first rate is applied, each time, to the rate that it finds.",)


def find(case: Case) -> Finding | None:
    """Apply where the schedule is constant, later logged rates differ, and the first one shows that it is in force.

    Where the source shows the optimizer as it was made, or names a rate and leaves it open whether the program moves
    it, the first rate may differ as well; of the latter a rate that moves. A rule that follows a metric may have
    lowered it before the first point.
    """
    is_moved_by_program = case.reading.names_rate_alone and not case.is_flat
    is_lowered = case.reading.rule is not None and _is_never_raised(case)
    is_in_force = case.reading.is_optimizers_own or is_moved_by_program or is_lowered or bool(case.agrees[0])
    if case.holds or not case.schedule.is_constant or not is_in_force:
        return None
    onset = case.first_disagreement
    changes = [int(index) for index in np.flatnonzero(np.diff(case.values)) + 1]
    if onset == 0:
        changes.insert(0, 0)
    # The rate that it begins with is told, but is no change; what a metric has lowered by then is.
    count = len(changes) - (onset == 0 and not is_lowered)
    shown = ", ".join(
        f"{format_rate(float(case.values[index]))} from {case.at(case.step_at(index))}"
        for index in changes[:_SHOWN_CHANGES]
    )
    more = f" and {counted(len(changes) - _SHOWN_CHANGES, 'more change')}" if len(changes) > _SHOWN_CHANGES else ""
    rate = format_rate(float(case.expected[0]))
    advice = advice_on(case, "externally_controlled")
    who = "by the metric" if is_lowered else "from outside"
    return Finding(
        "externally_controlled",
        f"Set {who}: {counted(count, 'change')}, now {headline_rate(float(case.values[-1]))}"
        if count
        else f"Set {who}: {headline_rate(float(case.values[-1]))} instead of {rate}",
        f"{_what_is_known(case, rate, is_lowered=is_lowered)}: {shown}{more}. Whether that is as it should "
        "be, the configuration cannot tell.",
        _CAUSES_BY_METRIC if is_lowered else (*_COMPOUNDED[: _comes_to_nothing(case)], *advice.causes),
        None if is_lowered or case.reading.names_rate_alone else advice.fix,
        onset,
    )


def find_by_rule(case: Case) -> Finding | None:
    """Apply where a rule moves the rate both ways by a metric, or any rule cannot have led to the logged rates."""
    rule = case.reading.rule
    if rule is None or not np.isfinite(case.values).all():
        return None
    first = float(case.expected[0])
    broken = first_break(case.values, rule, first)
    if broken is not None and (rule.raises or _is_never_raised(case)):
        return _broken(case, rule, broken)
    if not rule.raises:
        return None
    changes = int(np.count_nonzero(np.diff(case.values)))
    lowest, highest = headline_rate(float(case.values.min())), headline_rate(float(case.values.max()))
    if case.is_flat:
        return Finding(
            "externally_controlled",
            f"{rule.name} has not moved it: {headline_rate(float(case.values[-1]))}",
            f"{_what_it_does(rule)}. All {case.series.counted} show {format_rate(float(case.values.max()))}: "
            f"either {rule.metric} asked for no move, "
            "or the rule is not in force. The log cannot tell which.",
        )
    shown = "a mean over several moves" if rule.is_averaged else "what such moves lead to"
    return Finding(
        "externally_controlled",
        f"Moved by {rule.metric}: {counted(changes, 'change')} between {lowest} and {highest}, now "
        f"{headline_rate(float(case.values[-1]))}",
        f"{_what_it_does(rule)}. Every logged rate is {shown}, within these bounds. Whether the moves came at the "
        "right time, the configuration cannot tell.",
    )


def _what_it_does(rule: MetricRule) -> str:
    way = "multiplies or divides the rate" if rule.raises else "divides the rate"
    by = f" by {format_rate(rule.factor)}" if rule.factor > 1 else ""
    floor = f", not below {format_rate(rule.floor)}" if rule.floor > 0 else ""
    ceiling = f", not above {format_rate(rule.ceiling)}" if rule.ceiling < math.inf else ""
    return f"{rule.name} {way}{by} as {rule.metric} asks for{floor}{ceiling}"


def _broken(case: Case, rule: MetricRule, index: int) -> Finding:
    rate, at = format_rate(float(case.values[index])), case.at(case.step_at(index))
    before = format_rate(float(case.values[index - 1] if index else case.expected[0]))
    if case.values[index] > rule.ceiling:
        reason = f"{rate} at {at} lies above its ceiling of {format_rate(rule.ceiling)}"
    elif case.values[index] < rule.floor:
        reason = f"{rate} at {at} lies below its floor of {format_rate(rule.floor)}"
    else:
        reason = f"from {before} to {rate} at {at} is no whole number of moves by {format_rate(rule.factor)}"
    return Finding(
        "off_schedule",
        f"Breaks its rule: {reason}",
        f"{_what_it_does(rule)}; but {reason}.",
        (
            "The rule was replaced or edited in code: other bounds, another factor, another scheduler.",
            "Something else sets the rate of the parameter groups as well.",
            "The run was started with other settings than those beside it.",
        ),
        None,
        index,
    )


def _what_is_known(case: Case, rate: str, *, is_lowered: bool) -> str:
    if is_lowered:
        return f"The configuration begins at {rate} and lets a metric lower it"
    if case.reading.names_rate_alone:
        return f"The configuration names one rate, {rate}, and no schedule, and the program moves it by itself"
    return f"The optimizer was made with a constant rate, {rate}, and something else sets it"


def _comes_to_nothing(case: Case) -> bool:
    """Say whether the rate falls on and on, until there is next to nothing left."""
    return bool((np.diff(case.values) <= 0).all() and 0 < case.values[-1] < _NOTHING * case.values[0])


def _is_never_raised(case: Case) -> bool:
    """Say whether the rate is never above the one that the rule begins with."""
    return bool((case.values <= case.expected + case.tolerance_at(case.expected)).all())
