"""The rate follows the schedule, but too fast or too slow."""

from __future__ import annotations

import numpy as np

from tb_lrplugin.diagnosis.advice import advice_on, coincidence
from tb_lrplugin.diagnosis.comparing import Case, is_flat
from tb_lrplugin.diagnosis.explaining import Explanation, factor, likeliest, multiple
from tb_lrplugin.diagnosis.model import Finding
from tb_lrplugin.schedules import OnAxis
from tb_lrplugin.schedules.views import settled_at
from tb_lrplugin.words.numbers import format_percent, format_rate, format_step
from tb_lrplugin.words.round_numbers import whole_factor

_TOGETHER = (
    "Rate and lengths are scaled together, as by a rule for another number of workers or another batch size; or both "
    "are those of another configuration."
)
# Nearer to 1, a pace is told in per cent.
_LEAST_TIMES = 0.01


def find(case: Case) -> Finding | None:
    """Apply where the likeliest of the explanations found is a factor on the pace."""
    found = likeliest(case, "time_scaled")
    if found is None:
        return None
    best, alternatives = found
    onset = case.first_disagreement
    scale = best.number
    faster = scale > 1
    times = factor(scale if faster else 1 / scale)
    pace = "too fast" if faster else "too slow"
    phase = case.phase_at(best.anchor) if best.anchor else None
    what = f"The {phase} runs" if phase else "Runs"
    # Where nothing was to move yet, agreement says nothing.
    is_telling = onset > 0 and not is_flat(case.expected[:onset])
    until = f" It agrees up to {case.at(case.step_at(onset - 1))}." if is_telling else ""
    advice = advice_on(case, _situation(scale))
    return Finding(
        "time_scaled",
        f"{what} {_how_much(scale, times)} {pace}{_at_level(best)}",
        f"{_told(best)}: {_example(case, best)}.{until} The schedule: {case.described}.",
        (
            *(() if best.level == 1 else (_TOGETHER,)),
            *(_reason(name, times, faster=faster) for name in best.reasons),
            *(advice.causes or _general_causes(scale, times)),
            *coincidence([name for name in best.settings if name not in best.reasons], times),
        ),
        advice.fix,
        onset,
        phase,
        time_scale=scale,
        value_scale=best.level,
        step_offset=best.offset,
        alternatives=alternatives,
        explained=best.explained,
    )


def _at_level(best: Explanation) -> str:
    """Name the factor on the rate that goes with a pace."""
    return "" if best.level == 1 else f", at {multiple(best.level, 'the rate')}"


def _how_much(scale: float, times: str) -> str:
    """Say how much too fast or too slow: "4 times"; beside 1, "0.05 %"."""
    return format_percent(abs(scale - 1)) if abs(scale - 1) < _LEAST_TIMES else f"{times} times"


def _example(case: Case, best: Explanation) -> str:
    """Tell of the point at which logged and due differ most, as one that lies on a floor proves nothing."""
    # Where x tells the end of an epoch counted from 0, the schedule begins before it.
    begin = -case.schedule.shift if isinstance(case.schedule, OnAxis) and not best.anchor else best.anchor
    due_steps = begin + best.number * (case.series.steps // best.hold * best.hold - begin)
    # Beyond its planned end the schedule may turn again, and the rate be due before as well.
    within = np.flatnonzero(due_steps <= case.planned_steps)
    index = int(within[case[within].farthest]) if within.size else case.farthest
    step, rate, due = case.step_at(index), float(case.values[index]), float(due_steps[index])
    end = settled_at(case.schedule)
    if best.number > 1 and end is not None and due > end:
        # It is due where the schedule ends, and at every step after that.
        due = max(end - case.offset, step)
    already = "already" if best.number > 1 else "still"
    what = "which" if best.level == 1 else multiple(best.level, "what")
    return (
        f"at {case.at(step)} the rate is {already} {format_rate(rate)}, {what} is due at {case.at(round(due))}; "
        f"{format_rate(float(case.expected[index]))} is asked for there"
    )


def _told(best: Explanation) -> str:
    """Say of every point only what holds for it."""
    since = f", counted from step {format_step(best.anchor)} on" if best.anchor else ""
    at = f"at {multiple(best.number, 'its step' if best.hold == 1 else 'its epoch')}{since}"
    if best.is_exact:
        rate = "the schedule's rate" if best.level == 1 else multiple(best.level, "the schedule's rate")
        return f"Every logged point is {rate} {at}"
    return f"Every logged point follows the schedule {at}, to within one step"


def _reason(name: str, times: str, *, faster: bool) -> str:
    """Say how a setting of the run that equals the factor acts on the pace."""
    if faster:
        return (
            f"{name} is {times}: the schedule is stepped {times} times per optimizer update, or its total is divided "
            f"by {times} once too often."
        )
    return (
        f"{name} is {times}: the schedule's total is multiplied by it, or it is counted twice, while one optimizer "
        "update moves the schedule by one step."
    )


def _situation(scale: float) -> str:
    if whole_factor(scale) is None:
        return "time_scaled/another plan"
    return "time_scaled/fast" if scale > 1 else "time_scaled/slow"


def _general_causes(scale: float, times: str) -> tuple[str, ...]:
    """List the causes where the framework has none of its own."""
    if whole_factor(scale) is None:
        longer, shorter = ("an older, shorter", "fewer") if scale > 1 else ("a longer", "more")
        return (
            f"The schedule was built for {longer} plan than the one that is configured: other epochs, another batch "
            "size or another number of samples.",
            f"The configured total counts something else than optimizer updates, and there are {times} times {shorter} "
            "of the one than of the other.",
        )
    counted = f"{times} processes, {times} accumulation steps or {times} times the batches per epoch:"
    if scale > 1:
        return (
            f"{counted} the schedule is stepped {times} times per optimizer update, once per micro-batch or once by "
            "each process.",
            f"The schedule was built for 1/{times} of the steps: its total is divided by {times} processes or "
            "accumulated batches that this run does not have.",
        )
    return (
        f"{counted} the schedule's total counts micro-batches or the batches of all processes, {times} times the "
        "optimizer updates of the run.",
        f"The schedule is stepped only every {times} updates.",
    )
