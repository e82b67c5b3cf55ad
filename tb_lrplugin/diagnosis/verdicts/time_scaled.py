"""The rate follows the schedule, but too fast or too slow."""

from __future__ import annotations

from collections.abc import Sequence

from tb_lrplugin.diagnosis.case import Case
from tb_lrplugin.diagnosis.explanation import Explanation, factor
from tb_lrplugin.diagnosis.model import Finding
from tb_lrplugin.schedules.numbers import format_rate, format_step

# Pairs this near to a whole number are told as one.
_WHOLE = 1e-6


def find(case: Case, found: Sequence[Explanation]) -> Finding | None:
    """Apply where the likeliest of the explanations found is a factor on the pace."""
    if not found or found[0].kind != "time_scaled":
        return None
    best, others = found[0], found[1:]
    onset = case.agreement.first_disagreement
    scale = best.number
    faster = scale > 1
    times = factor(scale if faster else 1 / scale)
    pace = "too fast" if faster else "too slow"
    phase, _ = case.phase_at(best.anchor) if best.anchor else (None, None)
    what = f"The {phase} runs" if phase else "Runs"
    due_step = best.anchor + scale * (case.last_step - best.anchor)
    until = f" It agrees up to {case.at(case.step_at(onset - 1))}." if onset > 0 else ""
    return Finding(
        "time_scaled",
        f"{what} {times} times {pace}",
        f"Every logged point is the schedule's rate at {factor(scale)} times its step"
        f"{f', counted from step {format_step(best.anchor)} on' if best.anchor else ''}: at {case.at(case.last_step)} the "
        f"rate is {format_rate(float(case.values[-1]))}, due about {case.at(round(due_step))}, where "
        f"{format_rate(float(case.expected[-1]))} is asked for.{until} The schedule: {case.schedule.describe()}.",
        _causes(case, best, times),
        _FIX_FAST if faster else _FIX_SLOW,
        onset,
        phase,
        time_scale=scale,
        step_offset=best.offset,
        alternatives=tuple(other.sentence() for other in others),
        explained=best.explained,
    )


def _causes(case: Case, best: Explanation, times: str) -> tuple[str, ...]:
    settings = tuple(
        f"The run's own settings hold the factor: {setting}; it is applied once too often or left out."
        for setting in best.settings
    )
    is_whole = abs(best.number - round(best.number)) < _WHOLE or abs(1 / best.number - round(1 / best.number)) < _WHOLE
    if best.number > 1:
        stepped = (
            f"The scheduler is stepped {times} times per optimizer update: once for each of {times} accumulated "
            f"micro-batches, or once by each of {times} processes (accelerate's prepared scheduler does that).",
        )
        totals = (
            f"The schedule was built for 1/{times} of the steps: its total counts updates of {times} processes or "
            "accumulated batches that this run does not have, or an older, shorter plan.",
        )
    else:
        stepped = (f"The scheduler is stepped only every {times} updates, or per epoch where it was built per step.",)
        totals = (
            f"The schedule was built for {times} times the steps: its total counts micro-batches instead of optimizer "
            f"updates ({times} accumulated), the batches of {times} processes, or a longer plan.",
        )
    return settings + (stepped + totals if is_whole else totals)


_FIX_FAST = """\
# step the scheduler once per optimizer update, and build it for the updates of the whole run
updates_per_epoch = math.ceil(len(loader) / gradient_accumulation_steps)
total_steps = epochs * updates_per_epoch
for index, batch in enumerate(loader):
    ...
    if (index + 1) % gradient_accumulation_steps == 0:
        optimizer.step()
        scheduler.step()
        optimizer.zero_grad()
# accelerate: a scheduler passed to prepare() is stepped num_processes times per call;
# give it total_steps * accelerator.num_processes, or do not prepare it"""

_FIX_SLOW = """\
# the schedule's total has to count optimizer updates, once
updates_per_epoch = math.ceil(len(loader) / gradient_accumulation_steps)
total_steps = epochs * updates_per_epoch
# and the scheduler is stepped after every optimizer.step(), not once per epoch
# (Lightning: {"scheduler": scheduler, "interval": "step"})"""
