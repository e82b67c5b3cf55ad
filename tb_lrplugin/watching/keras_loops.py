"""What a watch sees of a Keras optimizer: the number of its iterations, which its schedule is evaluated with.

A schedule object is evaluated by Keras at every update, so that its rate is as right as the iterations are; a plain
number stands still unless a callback moves it. Neither is computed here in the training's way: an update costs the read
of one or two variables.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from tensorboard.compat.proto import summary_pb2

from tb_lrplugin.frameworks.keras.advice import KERAS
from tb_lrplugin.live import asked_of
from tb_lrplugin.live.asked import Asked
from tb_lrplugin.live.keras_objects import is_keras_schedule
from tb_lrplugin.live.writing import summary_of
from tb_lrplugin.schedules import Constant
from tb_lrplugin.watching import Fault, Faults
from tb_lrplugin.watching.plans import plan_faults
from tb_lrplugin.words.numbers import format_rate

# float32, in which Keras keeps its rates.
_EQUAL = 1e-5
_SKIPPING = 30
_SAME = 2


class KerasWatch:
    """Watches one compiled optimizer."""

    def __init__(
        self,
        optimizer: Any,
        schedule: Any,
        tell: Callable[[Fault], None],
        *,
        total_steps: int | None = None,
    ) -> None:
        """Begin to look.

        Args:
          optimizer: of Keras, compiled.
          schedule: what is asked for, where the optimizer does not tell; None for its own.
          tell: called once with each fault.
          total_steps: batches that the run is to take, those before it among them; None where not known.
        """
        self._outer, self.optimizer = optimizer, getattr(optimizer, "inner_optimizer", optimizer)
        self._faults = Faults(KERAS, tell)
        self._total_steps = total_steps
        self._has_schedule = is_keras_schedule(self.optimizer._learning_rate)
        self._is_given = schedule is not None
        self.asked = _asked(schedule if self._is_given else self.optimizer, total_steps)
        self._begun_at = self._iterations()
        self._first_rate: float | None = None if self._has_schedule else self._held()
        self._batches = self._still = self._same = 0
        self._times = 0.0
        self._last = self._begun_at
        if self._has_schedule and self.asked is not None and total_steps is not None:
            for warning in plan_faults(self.asked, total_steps):
                self._faults.say_planned(warning, self._batches)

    def summary(self) -> summary_pb2.Summary | None:
        """Give the metadata summary of the schedule; None where it cannot be told."""
        return None if self.asked is None else summary_of([self.asked], total_steps=self._total_steps)

    def _iterations(self) -> int:
        return int(self.optimizer.iterations)

    def _held(self) -> float:
        return float(self.optimizer._learning_rate)

    def resumed(self, epoch: int) -> None:
        """Look at the begin of a fit that goes on from another epoch than 0."""
        if epoch > 0 and self._begun_at == 0 and self._has_schedule and not self._is_constant:
            self._say(
                "resumed_without_state",
                f"fit() goes on from epoch {epoch}, and optimizer.iterations is 0: the schedule starts over.",
            )

    def step(self, batches: int = 1) -> None:
        """Look at the batches that were trained since the last look."""
        self._batches += batches
        count = self._iterations()
        moved, self._last = count - self._last, count
        self._still = 0 if moved else self._still + batches
        if self._has_schedule and not self._is_constant:
            self._count(moved, batches)
        elif self._is_given and not self._has_schedule:
            self._hold_against(count)

    @property
    def iterations(self) -> int:
        """Updates that the optimizer had made at the last look."""
        return self._last

    def rate(self) -> float:
        """Give the rate of the last update."""
        if self._has_schedule and self.asked is not None:
            return self.asked.schedule.value_at(max(self._last - 1, 0))
        return self._held()

    @property
    def _is_constant(self) -> bool:
        return self.asked is not None and self.asked.schedule.is_constant

    def _count(self, moved: int, batches: int) -> None:
        name = type(self.optimizer._learning_rate).__name__
        may_skip = self._outer is not self.optimizer
        if self._still >= (_SKIPPING if may_skip else 2):
            self._say(
                "never_stepped" if self._last == self._begun_at else "no_longer_stepped",
                f"optimizer.iterations stays at {self._last:,}, batch after batch, so the {name} stays where it is.",
            )
        times = moved / batches
        self._same = self._same + 1 if times == self._times else 1
        self._times = times
        if times >= 2 and self._same >= _SAME:
            self._say(
                "stepped_too_often",
                f"optimizer.iterations moves by {times:g} for each of the last {self._same} batches: the {name} runs "
                f"{times:g} times too fast.",
            )

    def _hold_against(self, count: int) -> None:
        """Hold a plain number against the schedule that is asked for."""
        if self.asked is None or self._faults.is_settled("stuck"):
            return
        held = self._held()
        if held != self._first_rate:
            # A callback moves it.
            self._faults.settle("stuck")
            return
        near = (self.asked.schedule.value_at(max(count + offset, 0)) for offset in (-2, -1, 0))
        if math.isfinite(held) and not any(math.isclose(due, held, rel_tol=_EQUAL) for due in near):
            due = self.asked.schedule.value_at(count - 1)
            self._say(
                "stuck",
                f"the optimizer holds the plain number {format_rate(held)} since the begin, where {format_rate(due)} "
                "is due: the schedule was evaluated once, and nothing evaluates it again.",
            )
        elif not 0 <= held < math.inf:
            self._say("invalid_rate", f"the optimizer was given the rate {held!r}.")

    def _say(self, kind: str, what: str) -> None:
        self._faults.say(kind, self._batches, what)


def _asked(config: Any, total_steps: int | None) -> Asked | None:
    """Read the schedule; None where it cannot be told, for a watch needs none."""
    try:
        found = asked_of(config, total_steps)[0]
    except Exception:  # A schedule of a script's own may raise anything.
        return None
    return None if isinstance(found.schedule, Constant) and not found.made_from else found
