"""How many steps a Hugging Face Trainer plans, from what it logs while it runs.

`num_train_epochs` has to be multiplied by the updates per epoch, which stand nowhere. But `train/epoch` at update x is
a fraction of batches, so it tells how many batches an epoch has. Under gradient accumulation two more things
changed from version to version: whether an epoch's remainder of batches makes an update of its own (it carried over
into the next epoch at first), and whether the plan counts it (from 4.52 on).

A run that is resumed with `ignore_data_skip` begins the epoch of its checkpoint anew, so that `train/epoch` falls back
while the steps go on: batches per epoch are a difference between points of one leg, never the ratio of its totals.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
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
      epochs_logged: points of `train/epoch`, in the order of their steps.
      runtime: last point of `train/train_runtime`, written at the end of a run; None where there is none.
      counts_remainder: whether the plan counts an epoch's remainder; None where the version is not known.
      may_round: whether the version may round epochs to two decimals.
    """

    epochs: float
    accumulation: int
    epochs_logged: Sequence[LastPoint]
    runtime: LastPoint | None
    counts_remainder: bool | None
    may_round: bool


def admissible_totals(pace: Pace) -> list[int]:
    """List the totals that the plan may have, the likeliest first; empty where nothing tells."""
    points = [point for point in pace.epochs_logged if point.step > 0 and 0 < point.value < math.inf]
    if not points:
        return []
    batches = [count for since in _since_references(pace, points) for count in _batches_per_epoch(pace, since)]
    with_remainder = [-(-count // pace.accumulation) for count in batches]
    without = [max(count // pace.accumulation, 1) for count in batches]
    plans = (without, with_remainder) if pace.counts_remainder is False else (with_remainder, without)
    totals = [math.ceil(pace.epochs * updates) for plan in plans for updates in plan]
    if pace.runtime is not None and pace.runtime.step > 0:
        # A run that was stopped early ends before its plan does.
        is_finished = points[-1].value >= pace.epochs * (1 - _SLACK)
        if is_finished or pace.runtime.step in totals:
            totals.insert(0, pace.runtime.step)
    return list(dict.fromkeys(total for total in totals if 0 < total <= MAX_STEP))[:_MOST_TOTALS]


@dataclass(frozen=True)
class _Since:
    """Updates and epochs since the begin of some epoch, and how far the epochs may be off by rounding."""

    step: int
    epoch: float
    slack: float

    @property
    def relative_slack(self) -> float:
        """How far the ratio of the two may be off, as a share of it."""
        return 2 * self.slack / self.epoch


def _since_references(pace: Pace, points: Sequence[LastPoint]) -> list[_Since]:
    """Give what the points tell, counted from the run's begin where all their epochs are counted from there."""
    last = points[-1]
    from_begin = _Since(last.step, last.value, _SLACK * last.value)
    if len(points) == 1:
        # A ratio that is no whole number of batches is that of a run which counts from elsewhere.
        is_any = pace.accumulation > 1 or pace.may_round
        batches = last.step / last.value
        return [from_begin] if is_any or abs(batches - round(batches)) <= from_begin.relative_slack * batches else []
    low, high = _between(pace, LastPoint(0, 0.0), last)
    legs = _legs(pace, points)
    if len(legs) == 1 and max(low, legs[0].low) <= min(high, legs[0].high):
        # What epochs leave over blurs the pace, and with it the begin.
        return [from_begin, *(_since_begin_of(pace, legs[0]) if pace.accumulation > 1 else ())]
    # A leg of two points may be none: the last one before a resume and the first one behind it.
    told = [leg for leg in (legs[-1], max(legs, key=len)) if len(leg) > 2] or [max(legs, key=len)]
    return [since for leg in dict.fromkeys(told) for since in _since_begin_of(pace, leg)]


@dataclass(frozen=True)
class _Leg:
    """Points between which the epochs go on at one pace, and the updates per epoch that they admit."""

    points: tuple[LastPoint, ...]
    low: float = 0.0
    high: float = math.inf

    def __len__(self) -> int:
        return len(self.points)


def _legs(pace: Pace, points: Sequence[LastPoint]) -> list[_Leg]:
    """Part the points where an epoch begins anew, which makes it fall or come late."""
    legs = [_Leg((points[0],))]
    for before, point in itertools.pairwise(points):
        leg = legs[-1]
        # The next point shows a begin, the first one bounds the pace most.
        bounds = [(leg.low, leg.high), _between(pace, before, point), _between(pace, leg.points[0], point)]
        low, high = max(low for low, _ in bounds), min(high for _, high in bounds)
        if low <= high:
            legs[-1] = _Leg((*leg.points, point), low, high)
        else:
            legs.append(_Leg((point,)))
    return legs


def _between(pace: Pace, before: LastPoint, point: LastPoint) -> tuple[float, float]:
    """Bound the updates per epoch between two points; nothing is admitted where the epoch falls."""
    steps, epochs, slack = point.step - before.step, point.value - before.value, _slack(pace, point)
    # An epoch that leaves batches over ends with an update of its own.
    more = 1 if pace.accumulation > 1 else 0
    if epochs <= -slack:
        return math.inf, -math.inf
    return (steps - more) / (epochs + slack), (steps + more) / (epochs - slack) if epochs > slack else math.inf


def _slack(pace: Pace, point: LastPoint) -> float:
    """Say by how much the difference to a point before may be rounded."""
    return 2 * (_SLACK * point.value + (_ROUNDING if pace.may_round else 0.0))


def _since_begin_of(pace: Pace, leg: _Leg) -> list[_Since]:
    first, last, slack = leg.points[0], leg.points[-1], _slack(pace, leg.points[-1])
    steps, epochs = last.step - first.step, last.value - first.value
    if steps <= 0 or epochs <= slack:
        return []
    if pace.accumulation == 1:
        return [_Since(steps, epochs, slack / 2)]
    # What an epoch leaves over shows only in points that are counted from the begin of one.
    begun = math.floor(first.value + slack)
    begin = first.step - (first.value - begun) * steps / epochs
    starts = dict.fromkeys([round(begin), math.floor(begin), math.ceil(begin)])
    return [_Since(last.step - start, last.value - begun, slack / 2) for start in starts if start < last.step]


def _batches_per_epoch(pace: Pace, since: _Since) -> Iterator[int]:
    """Give the numbers of batches per epoch under which so many updates make so many epochs."""
    step, epoch, accumulation = since.step, since.epoch, pace.accumulation
    # The remainder carries over: every update takes `accumulation` batches.
    carried = accumulation * step / epoch
    nearest = max(round(carried), 1)
    if abs(carried - nearest) <= since.relative_slack * carried:
        yield nearest
    if accumulation > 1:
        yield from _batches_without_carry(since, accumulation)
    yield nearest
    if pace.may_round and abs(epoch - round(epoch, 2)) <= since.slack:
        low = math.ceil(accumulation * step / (epoch + _ROUNDING))
        high = math.floor(accumulation * step / max(epoch - _ROUNDING, _ROUNDING))
        near = range(max(low, round(carried) - _MOST_TOTALS, 1), min(high, round(carried) + _MOST_TOTALS) + 1)
        yield from sorted(near, key=lambda count: abs(count - carried))


def _batches_without_carry(since: _Since, accumulation: int) -> Iterator[int]:
    """As `_batches_per_epoch`, where every epoch ends with an update of what is left."""
    step, epoch, slack = since.step, since.epoch, since.slack
    whole = round(epoch) if abs(epoch - round(epoch)) <= slack else math.floor(epoch)
    part = max(epoch - whole, 0.0)
    if part <= slack:
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
            close = abs(batches * part - accumulation * into) <= 2 * slack * batches + _SLACK
            if close and -(-batches // accumulation) == updates:
                yield batches
