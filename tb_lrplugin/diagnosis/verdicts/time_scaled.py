"""The rate follows the schedule, but too fast or too slow."""

from __future__ import annotations

from tb_lrplugin.diagnosis.comparing import Case
from tb_lrplugin.diagnosis.explaining import Explanation, factor, likeliest, whole_factor
from tb_lrplugin.diagnosis.model import Finding
from tb_lrplugin.words.numbers import format_rate, format_step


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
    due_step = best.anchor + scale * (case.last_step - best.anchor)
    until = f" It agrees up to {case.at(case.step_at(onset - 1))}." if onset > 0 else ""
    return Finding(
        "time_scaled",
        f"{what} {times} times {pace}",
        f"Every logged point is the schedule's rate at {factor(scale)} times its step{_from(best)}: at "
        f"{case.at(case.last_step)} the rate is {format_rate(float(case.values[-1]))}, which is due about "
        f"{case.at(round(due_step))}; {format_rate(float(case.expected[-1]))} is asked for.{until} The schedule: "
        f"{case.schedule.describe()}.",
        _causes(best, times),
        _FIX_FAST if faster else _FIX_SLOW,
        onset,
        phase,
        time_scale=scale,
        step_offset=best.offset,
        alternatives=alternatives,
        explained=best.explained,
    )


def _from(best: Explanation) -> str:
    return f", counted from step {format_step(best.anchor)} on" if best.anchor else ""


def _causes(best: Explanation, times: str) -> tuple[str, ...]:
    settings = tuple(
        f"Your settings say {setting}: that factor is applied once too often, or left out." for setting in best.settings
    )
    if whole_factor(best.number) is None:
        longer, shorter = ("an older, shorter", "fewer") if best.number > 1 else ("a longer", "more")
        return (
            *settings,
            f"The schedule was built for {longer} plan than the one that is configured: other epochs, another batch "
            "size or another number of samples.",
            f"The configured total counts something else than optimizer updates, and there are {times} times {shorter} "
            "of the one than of the other.",
        )
    if best.number > 1:
        return (
            *settings,
            f"{times} processes, {times} accumulation steps or {times} times the batches per epoch: the scheduler is "
            f"stepped {times} times per optimizer update, once per micro-batch or once by each process (a scheduler "
            "that accelerate prepares is).",
            f"The schedule was built for 1/{times} of the steps: its total is divided by {times} processes or "
            "accumulated batches that this run does not have.",
        )
    return (
        *settings,
        f"{times} processes, {times} accumulation steps or {times} times the batches per epoch: the schedule's total "
        f"counts micro-batches or the batches of all processes, {times} times the optimizer updates of the run.",
        f"The scheduler is stepped only every {times} updates.",
    )


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
