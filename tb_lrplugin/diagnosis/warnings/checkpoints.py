"""What counters and rates in a checkpoint prove, whatever the curve does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tb_lrplugin.data.series import Series
from tb_lrplugin.diagnosis.comparing.testimony import is_of
from tb_lrplugin.frameworks.reading import AppliedRate, RunWarning
from tb_lrplugin.frameworks.witness import Witness
from tb_lrplugin.words.numbers import format_rate, format_step

# A cosine that goes on for half as long again as it was made for has turned up again.
_TOO_LONG = 1.5
# Made to end early and stay where it ends, as often as not.
_STAYING = "LinearLR"
_PLANNED = frozenset({"schedule_longer_than_run", "schedule_shorter_than_run"})
# So near to the number of batches it was meant to be that.
_SAME = 0.01


def checkpoint_warnings(series: Series, witness: Witness, others: Sequence[RunWarning]) -> Iterator[RunWarning]:
    """Warn of an optimizer at another rate than its scheduler's, and of a schedule of another length than the run's.

    Args:
      series: what was logged; at least one point.
      witness: what the checkpoint saw.
      others: what is said of the run already.
    """
    rates = witness.rates_differ()
    if rates is not None:
        set_last, held = map(format_rate, rates)
        is_seen = is_of(series, replace(witness, scheduler_rates=(), rates_before=()))
        told = "which is what the log shows" if is_seen else "whatever the log shows of the scheduler"
        yield RunWarning(
            "optimizer_rate_differs",
            f"In {witness.where} the optimizer runs at {held}, but its scheduler set {set_last} last: a callback or "
            "the loop sets the rate after the scheduler, or the scheduler drives another optimizer. The updates use "
            f"the optimizer's rate, {told}.",
            "# log what the updates use, and let nothing but the scheduler set it\n"
            'rate = optimizer.param_groups[0]["lr"]',
            None if is_seen else AppliedRate(rates[1], rates[0]),
        )
    is_paced = witness.pace is None or witness.pace <= 1
    found = (
        _length(witness, int(series.steps[-1])) if is_paced and _PLANNED.isdisjoint(one.id for one in others) else None
    )
    if found is not None:
        yield RunWarning("schedule_length_differs_from_run", *found)


def _length(witness: Witness, last_step: int) -> tuple[str, str] | None:
    """Say that a schedule is of another length than the run, and what to do; None where it may well be of the same."""
    length, calls, steps = witness.length, witness.last_epoch, witness.steps
    if not length or not calls or steps is None or witness.counts_updates:
        return None
    made = f"{witness.scheduler} was made for {format_step(length)} steps"
    is_staying = witness.scheduler == _STAYING
    if calls >= _TOO_LONG * length and not is_staying:
        return (
            f"{made}, and was stepped {format_step(calls)} times by {witness.where}: behind its end a cosine rises "
            "again, and any other schedule stays where it has ended.",
            f"Make the {witness.scheduler} for as many steps as the run takes.",
        )
    batches = witness.batches
    is_at_end = last_step <= (1 + _SAME) * steps
    if batches and batches >= _TOO_LONG * steps and abs(length - batches) <= _SAME * batches and is_at_end:
        return (
            f"{made}, which is how many batches {witness.where} has seen, but these made {format_step(steps)} updates "
            "of the optimizer: gradients are accumulated, and the rate has not come to where the schedule ends.",
            f"Make the {witness.scheduler} for updates: batches divided by those that make one (accumulate_grad_batches"
            "); under Lightning self.trainer.estimated_stepping_batches counts them.",
        )
    planned = witness.planned_calls
    if planned is None or (length < _TOO_LONG * planned and (is_staying or planned < _TOO_LONG * length)):
        return None
    story = "the rate does not come to where the schedule ends" if length > planned else "the schedule ends long before"
    return (
        f"{made}, but by the settings in {witness.where} it will be stepped about {format_step(round(planned))} times: "
        f"{story}.",
        f"Make the {witness.scheduler} for as many steps as the run takes.",
    )
