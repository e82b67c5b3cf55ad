"""What a checkpoint saw: how often the scheduler was stepped and the optimizer updated, and at which rates.

Counters prove what no curve can: a scheduler at 0 after 300 updates of Adam was never stepped, whatever it computes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

# Frameworks save before or after they count.
_SLACK = 1
# float32 and a few operations.
_EQUAL = 1e-5
# A length that is so near to the updates that are planned was meant to be that.
_SAME = 0.1


class Counts(NamedTuple):
    """What the counters were in an earlier checkpoint.

    Attributes:
      steps: updates that had been made.
      last_epoch: how often the scheduler had been stepped.
    """

    steps: int
    last_epoch: int


class HandedOver(NamedTuple):
    """An optimizer that a script made itself and handed to a program, whose settings tell of another.

    Attributes:
      program: kind of the source that tells the settings.
      rate: that the optimizer was made with.
      is_own_function: whether the scheduler is none that the program makes either.
    """

    program: str
    rate: float
    is_own_function: bool


@dataclass(frozen=True)
class Witness:
    """The counters and rates in one checkpoint.

    Attributes:
      where: its place relative to the log directory, for people.
      step: the run's own counter of steps; None where it has none.
      epoch: the run's own counter of epochs as it stands there, which may begin at 0 or 1; None where it has none.
      scheduler: class of the scheduler; "" where none was saved.
      last_epoch: how often the scheduler was stepped; None where none was saved.
      updates: how often the optimizer was, by its own count; None where it keeps none, as SGD.
      scheduler_rates: the rates that the scheduler set last, one for each parameter group.
      rates_before: the rates that the schedule asks for one call earlier, likewise; none where it is not known.
      optimizer_rates: the rates that the optimizer holds, likewise.
      length: steps that the scheduler was made for; None where it has no end.
      batches: batches that the run has seen, of which several may make one update; None where they are not counted.
      planned_steps, planned_epochs: how long the run is to take, by settings that were saved with it; None where
        those do not tell.
      handed_over: the optimizer, where the script made it in the place of the one that settings tell of; else None.
      earlier: the counters in the checkpoint before, where these alone leave open what they prove; None elsewhere.
      saved_at: when it was written, in seconds since the epoch, or copied; None where not known.
    """

    where: str
    step: int | None = None
    epoch: int | None = None
    scheduler: str = ""
    last_epoch: int | None = None
    updates: int | None = None
    scheduler_rates: tuple[float, ...] = ()
    rates_before: tuple[float, ...] = ()
    optimizer_rates: tuple[float, ...] = ()
    length: int | None = None
    batches: int | None = None
    planned_steps: int | None = None
    planned_epochs: int | None = None
    handed_over: HandedOver | None = None
    earlier: Counts | None = None
    saved_at: float | None = None

    @property
    def steps(self) -> int | None:
        """Updates that have been made, by the optimizer's own count or else by the run's."""
        return self.step if self.updates is None else self.updates

    @property
    def was_never_stepped(self) -> bool:
        """Whether the scheduler stands at its begin although the run is beyond its first epoch.

        Where nothing tells of epochs, a scheduler that is made for fewer steps than there were updates may well count
        epochs, of which the first is under way.
        """
        if self.last_epoch != 0 or self.steps is None or self.steps <= _SLACK:
            return False
        return self.epoch > 1 if self.epoch is not None else self.length is None or self.length >= self.steps

    @property
    def pace(self) -> float | None:
        """Calls of the scheduler per update; None where one of the counters is not known, or there was no update."""
        if self.last_epoch is None or not self.steps:
            return None
        return 1.0 if abs(self.last_epoch - self.steps) <= _SLACK else self.last_epoch / self.steps

    @property
    def is_open(self) -> bool:
        """Whether the slope from an earlier checkpoint would tell more: another pace, or a counter that began anew."""
        return self.pace not in (None, 0, 1)

    @property
    def restarted_at(self) -> int | None:
        """After how many updates the scheduler began anew, by the counters of two checkpoints; None where it did not.

        Either it keeps pace with the updates but is behind them, or its counter is lower than it was.
        """
        if self.earlier is None or self.last_epoch is None or self.steps is None:
            return None
        before, calls = self.earlier, self.last_epoch - self.earlier.last_epoch
        if self.steps - before.steps <= _SLACK or not before.last_epoch:
            return None
        if abs(calls - (self.steps - before.steps)) <= _SLACK:
            behind = self.steps - self.last_epoch
            return behind if behind > 2 * _SLACK else None
        # Within a leg it goes on at the pace that it had.
        begun_at = round(self.steps - self.last_epoch * before.steps / before.last_epoch)
        return begun_at if calls < 0 and begun_at >= before.steps - _SLACK else None

    @property
    def calls_by_design(self) -> int | None:
        """Calls of the scheduler per update, several, where it was made for as many calls as there are; else None."""
        if self.length is None or not self.last_epoch or not self.steps or self.last_epoch <= self.steps:
            return None
        calls = round(self.last_epoch / self.steps)
        if calls < 2 or abs(self.last_epoch - calls * self.steps) > calls * _SLACK:
            return None
        if self.planned_calls is not None:
            return calls if abs(self.length - self.planned_calls) <= _SAME * self.planned_calls else None
        return calls if abs(self.length - self.last_epoch) <= calls * _SLACK else None

    @property
    def updates_per_call(self) -> int | None:
        """Updates between two calls, where the scheduler is stepped more seldom than the optimizer; else None."""
        pace = self.pace
        if not pace or pace >= 1:
            return None
        # Of 300 updates in 20 epochs it is 15; the last epoch may be under way.
        found = round(1 / pace)
        return found if found > 1 else None

    @property
    def counts_updates(self) -> bool:
        """Whether a scheduler that is stepped seldom was made for updates: for all that are planned, or were made.

        Early in a run there are about as many updates as a schedule by epochs has epochs: of those that were made, or
        of batches, it must be the very number.
        """
        if self.length is None or not self.steps or not self.last_epoch or not 1 < self.last_epoch < self.steps:
            return False
        if self.planned_calls is not None:
            updates = self.planned_calls * self.steps / self.last_epoch
            return abs(self.length - updates) <= _SAME * updates
        return any(abs(self.length - made) <= _SLACK for made in (self.steps, self.batches) if made is not None)

    @property
    def shows_optimizers_rate(self) -> bool:
        """Whether what was logged there is the rate that the optimizer holds, not just what a scheduler computes."""
        return bool(self.optimizer_rates) and self.rates_differ() is None

    @property
    def planned_calls(self) -> float | None:
        """Calls of the scheduler that the run is planned to take, at the pace so far; None where that is not known.

        Epochs may be counted from 0 or 1: two of them must be over, so that it does not matter much.
        """
        calls, steps, epoch = self.last_epoch, self.steps, self.epoch
        if not calls or not steps:
            return None
        if self.planned_steps is not None and self.planned_steps >= steps:
            return calls * self.planned_steps / steps
        if self.planned_epochs is None or epoch is None or not 2 <= epoch <= self.planned_epochs:
            return None
        if calls in (epoch, epoch + 1):
            return float(self.planned_epochs)
        is_last = epoch >= self.planned_epochs - 1
        return float(calls) if is_last else calls * self.planned_epochs / (epoch + 1)

    def rates_differ(self) -> tuple[float, float] | None:
        """Give the scheduler's last rate and the optimizer's of the first group where they are two."""
        for set_last, held in zip(self.scheduler_rates, self.optimizer_rates, strict=False):
            if abs(set_last - held) > _EQUAL * max(abs(set_last), abs(held)):
                return set_last, held
        return None
