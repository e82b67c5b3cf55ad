"""How many steps a Hugging Face Trainer plans, from what it logs while it runs.

`num_train_epochs` has to be multiplied by the updates per epoch, which stand nowhere. But `train/epoch` at update x is
a fraction of batches, so it tells how many batches an epoch has. Under gradient accumulation two more things
changed from version to version: whether an epoch's remainder of batches makes an update of its own (it carried over
into the next epoch at first), and whether the plan counts it (from 4.52 on).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from tb_lrplugin.data.run_evidence import LastPoint
from tb_lrplugin.schedules.base import MAX_STEP

_MOST_TOTALS = 16
# `train/epoch` is stored in float32.
_SLACK = 1e-6
# Epochs were logged with two decimals up to 4.30 at least.
_ROUNDING = 0.005


@dataclass(frozen=True)
class Pace:
    """What tells the number of steps.

    Attributes:
      epochs: `num_train_epochs`.
      accumulation: `gradient_accumulation_steps`.
      epoch: last point of `train/epoch`; None where there is none.
      runtime: last point of `train/train_runtime`, written at the end of a run; None where there is none.
      counts_remainder: whether the plan counts an epoch's remainder; None where the version is not known.
      may_round: whether the version may round epochs to two decimals.
    """

    epochs: float
    accumulation: int
    epoch: LastPoint | None
    runtime: LastPoint | None
    counts_remainder: bool | None
    may_round: bool


def admissible_totals(pace: Pace) -> list[int]:
    """List the totals that the plan may have, the likeliest first; empty where nothing tells."""
    if pace.epoch is None or pace.epoch.step <= 0 or not 0 < pace.epoch.value < math.inf:
        return []
    batches = list(_batches_per_epoch(pace, pace.epoch))
    with_remainder = [-(-count // pace.accumulation) for count in batches]
    without = [max(count // pace.accumulation, 1) for count in batches]
    plans = (without, with_remainder) if pace.counts_remainder is False else (with_remainder, without)
    totals = [math.ceil(pace.epochs * updates) for plan in plans for updates in plan]
    if pace.runtime is not None and pace.runtime.step > 0:
        # A run that was stopped early ends before its plan does.
        is_finished = pace.epoch.value >= pace.epochs * (1 - _SLACK)
        if is_finished or pace.runtime.step in totals:
            totals.insert(0, pace.runtime.step)
    return list(dict.fromkeys(total for total in totals if 0 < total <= MAX_STEP))[:_MOST_TOTALS]


def _batches_per_epoch(pace: Pace, point: LastPoint) -> Iterator[int]:
    """Give the numbers of batches per epoch under which update `step` falls on this epoch."""
    step, epoch, accumulation = point.step, point.value, pace.accumulation
    # The remainder carries over: every update takes `accumulation` batches.
    carried = accumulation * step / epoch
    nearest = max(round(carried), 1)
    if abs(carried - nearest) <= 2 * _SLACK * carried:
        yield nearest
    if accumulation > 1:
        yield from _batches_without_carry(step, epoch, accumulation)
    yield nearest
    if pace.may_round and abs(epoch - round(epoch, 2)) <= _SLACK * epoch:
        low = math.ceil(accumulation * step / (epoch + _ROUNDING))
        high = math.floor(accumulation * step / max(epoch - _ROUNDING, _ROUNDING))
        near = range(max(low, round(carried) - _MOST_TOTALS, 1), min(high, round(carried) + _MOST_TOTALS) + 1)
        yield from sorted(near, key=lambda count: abs(count - carried))


def _batches_without_carry(step: int, epoch: float, accumulation: int) -> Iterator[int]:
    """As `_batches_per_epoch`, where every epoch ends with an update of what is left."""
    whole = round(epoch) if abs(epoch - round(epoch)) <= _SLACK * epoch else math.floor(epoch)
    part = max(epoch - whole, 0.0)
    if part <= _SLACK * epoch:
        if whole > 0 and step % whole == 0:
            updates = step // whole
            # Anything from one batch more than a full update less to a whole number of updates.
            yield updates * accumulation
            if updates > 1:
                yield updates * accumulation - 1
        return
    # Within the first epoch nothing has been left over yet.
    for updates in range(math.floor(step / epoch), math.ceil((step + 1) / epoch) + 1) if whole > 0 else ():
        into = step - updates * whole
        if 0 < into < updates:
            batches = round(accumulation * into / part)
            close = abs(batches * part - accumulation * into) <= 2 * _SLACK * epoch * batches + _SLACK
            if close and -(-batches // accumulation) == updates:
                yield batches
