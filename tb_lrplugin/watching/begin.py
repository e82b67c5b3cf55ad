"""What a watch knows before the first update."""

from __future__ import annotations

from dataclasses import dataclass

from tb_lrplugin.live.asked import Asked
from tb_lrplugin.watching.metrics import Metric


@dataclass(frozen=True)
class Begin:
    """What is known before the first update.

    Attributes:
      scheduler: its class, for people.
      counter: what its counter is called, for people.
      asked: the schedule of the first parameter group, in calls of the scheduler by the loop; None where it cannot be
        told.
      length: calls that the scheduler itself was made for; None where it has no end.
      total_steps: updates that the run is to take; None where not known.
      steps_per_call: updates between two calls, where it is declared; None where the calls have to tell.
      calls: the scheduler's counter; None where it has none.
      early_calls: of the scheduler, from where it began, before the first update, which nothing else explains.
      calls_per_update: how often it is stepped for an update by design, one call for each of several processes.
      updates_before: updates of the optimizer before these, as its state tells; 0 for a fresh one, -1 for one whose
        state does not count them.
      drives: whether the scheduler drives the optimizer that is watched.
      by_metric: whether a metric moves the rate, so that any counter and rate may be meant.
      metric: that one, where it is known.
      loaded_rate: what the state that was loaded was made for, beside what the script had made the optimizer for; None
        where they are the same.
      sees_updates: whether an update that a loss scaler skipped is known to be none.
    """

    scheduler: str = ""
    counter: str = "last_epoch"
    asked: Asked | None = None
    length: int | None = None
    total_steps: int | None = None
    steps_per_call: int | None = None
    calls: int | None = None
    early_calls: int = 0
    calls_per_update: int = 1
    updates_before: int = 0
    drives: bool = True
    by_metric: bool = False
    metric: Metric | None = None
    loaded_rate: tuple[float, float] | None = None
    sees_updates: bool = True
