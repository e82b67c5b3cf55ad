"""What counters and rates in a checkpoint prove, whatever the curve does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tb_lrplugin.frameworks.reading import AppliedRate, RunWarning
from tb_lrplugin.frameworks.witness import Witness
from tb_lrplugin.words.numbers import format_rate, format_step

# A cosine that goes on for half as long again as it was made for has turned up again.
_TOO_LONG = 1.5


_PLANNED = frozenset({"schedule_longer_than_run", "schedule_shorter_than_run"})
# So near to the number of batches it was meant to be that.
_SAME = 0.01


def checkpoint_warnings(witness: Witness, last_step: int, others: Sequence[RunWarning]) -> Iterator[RunWarning]:
    """Warn of an optimizer at another rate than its scheduler's, and of a schedule of another length than the run's.

    Args:
      witness: what the checkpoint saw.
      last_step: the last logged one.
      others: what is said of the run already.
    """
    rates = witness.rates_differ()
    if rates is not None:
        set_last, held = map(format_rate, rates)
        yield RunWarning(
            "optimizer_rate_differs",
            f"In {witness.where} the optimizer runs at {held}, but its scheduler set {set_last} last: a callback or "
            "the loop sets the rate after the scheduler, or the scheduler drives another optimizer. Whatever the log "
            "shows of the scheduler, the updates use the optimizer's rate.",
            "# log what the updates use, and let nothing but the scheduler set it\n"
            'rate = optimizer.param_groups[0]["lr"]',
            AppliedRate(rates[1], rates[0]),
        )
    is_paced = witness.pace is None or witness.pace <= 1
    found = _length(witness, last_step) if is_paced and _PLANNED.isdisjoint(one.id for one in others) else None
    if found is not None:
        yield RunWarning("schedule_length_differs_from_run", *found)


def _length(witness: Witness, last_step: int) -> tuple[str, str] | None:
    """Say that a schedule is of another length than the run, and what to do; None where it may well be of the same."""
    length, calls, steps = witness.length, witness.last_epoch, witness.steps
    if not length or not calls or steps is None or witness.counts_updates:
        return None
    made = f"{witness.scheduler} was made for {format_step(length)} steps"
    if calls >= _TOO_LONG * length:
        return (
            f"{made}, and was stepped {format_step(calls)} times by {witness.where}: beyond its length the rate does "
            "not stay where the schedule ends.",
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
    if planned is None or 1 / _TOO_LONG < length / planned < _TOO_LONG:
        return None
    story = "the rate does not come to where the schedule ends" if length > planned else "the schedule ends long before"
    return (
        f"{made}, but by the settings in {witness.where} it will be stepped about {format_step(round(planned))} times: "
        f"{story}.",
        f"Make the {witness.scheduler} for as many steps as the run takes.",
    )
