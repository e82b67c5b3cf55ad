"""What counters and rates in a checkpoint prove, whatever the curve does."""

from __future__ import annotations

from collections.abc import Iterator

from tb_lrplugin.frameworks.reading import RunWarning
from tb_lrplugin.frameworks.witness import Witness
from tb_lrplugin.words.numbers import format_rate, format_step

# A cosine that goes on for half as long again as it was made for has turned up again.
_TOO_LONG = 1.5


def checkpoint_warnings(witness: Witness) -> Iterator[RunWarning]:
    """Warn of an optimizer at another rate than its scheduler's, and of a schedule that the run outlasts."""
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
        )
    length, calls = witness.length, witness.last_epoch
    is_paced = witness.pace is None or witness.pace <= 1
    if is_paced and length and calls and calls >= _TOO_LONG * length:
        yield RunWarning(
            "schedule_length_differs_from_run",
            f"{witness.scheduler} was made for {format_step(length)} steps, and was stepped {format_step(calls)} times "
            f"by {witness.where}: beyond its length the rate does not stay where the schedule ends.",
            f"Make the {witness.scheduler} for as many steps as the run takes.",
        )
