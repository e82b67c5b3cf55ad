"""The rate that an update used, beside the one that the scheduler had set, and beside the one it was made for."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from tb_lrplugin.watching import Faults
from tb_lrplugin.watching.begin import Begin
from tb_lrplugin.words.numbers import format_rate

_EQUAL = 1e-6
# So many updates in a row at one rate leave no doubt that the scheduler does not set it.
_STILL = 3
# A warm-up comes nearer to the scheduler's rate, or ends a little beyond it where that falls meanwhile. What is further
# from it than by this factor, and has gone further so often in a row, is none; nor is it chance, as of batches' sizes.
_FAR = math.log(2)
_DEPARTING = 20
# A schedule that begins at another level is seen at its begin.
_CHECKED_UPDATES = 20
_ANOTHER_LEVEL = 1e-3


@dataclass
class Rates:
    """Compares the rates of one optimizer's first group.

    Attributes:
      begin: what was known before the first update.
      faults: where a fault is told.
      may_overrule: asked before a rate is called overwritten: whether something else drives this optimizer by design.
      overruled_at: the last update that used another rate than the scheduler's; 0 for none.
    """

    begin: Begin
    faults: Faults
    may_overrule: Callable[[], bool]
    overruled_at: int = 0
    _same: int = 0
    _same_calls: int = 0
    _same_rate: float = math.nan
    _departing: int = 0
    _departing_calls: int = 0
    _distance: float = math.inf
    _level_streak: int = 0
    _level: float = 1.0

    def is_overruled(self, update: int, rate: float, due: float) -> bool:
        """Say whether an update used another rate than the scheduler had set, and note it."""
        if math.isclose(rate, due, rel_tol=_EQUAL):
            return False
        self.overruled_at = update
        return True

    def look(self, update: int, rate: float, due: float, moved: float, calls: int) -> None:
        """Judge the rate of an update.

        Args:
          update: its number, from 1.
          rate: that it used.
          due: that the scheduler had set.
          moved: calls of the scheduler since the update before.
          calls: the scheduler's counter.
        """
        if self.overruled_at == update:
            self._compare(update, rate, due, moved > 0)
            return
        self._same = self._same_calls = self._departing = self._departing_calls = 0
        self._distance = 0.0
        if update <= _CHECKED_UPDATES:
            self._compare_level(update, rate, moved > 0, calls)

    def _compare(self, update: int, rate: float, due: float, is_called: bool) -> None:
        """Judge a rate that is not the scheduler's: a warm-up by hand comes nearer to it, and ends."""
        if rate != self._same_rate:
            self._same = self._same_calls = 0
        self._same_rate = rate
        self._same += 1
        self._same_calls += is_called
        distance = abs(math.log(rate / due)) if 0 < rate < math.inf and due > 0 else math.inf
        is_departing = distance > self._distance * (1 + _EQUAL)
        self._departing = (self._departing + 1) * is_departing
        self._departing_calls = (self._departing_calls + is_called) * is_departing
        self._distance = distance
        # One call alone: a loop that steps its scheduler per epoch may warm up by hand, an epoch at a rate.
        is_still = self._same >= _STILL and self._same_calls >= 2
        is_far = self._departing >= _DEPARTING and self._departing_calls >= 2 and _FAR < distance < math.inf
        if not is_still and not is_far:
            return
        if self.faults.is_settled("overwritten", "another_optimizer"):
            return
        if self.may_overrule():
            self.faults.settle("overwritten")
            return
        how = (
            f"the last {self._same} updates used {format_rate(rate)}"
            if is_still
            else f"this update used {format_rate(rate)}, each of the last {self._departing} one further from it"
        )
        self.faults.say(
            "overwritten",
            update,
            f"the scheduler ({self.begin.scheduler}) set the rate {format_rate(due)}, and {how}: something else sets "
            "it.",
        )

    def _compare_level(self, update: int, rate: float, is_called: bool, calls: int) -> None:
        """Judge the rate that the scheduler has set beside the curve that it was made for."""
        begin = self.begin
        # After a warm-up by hand, say, it is the loop's affair where the scheduler goes on from.
        is_settled = self.overruled_at > 1 or self.faults.is_settled("another_level", "resumed_without_state")
        if is_settled or begin.asked is None or begin.asked.schedule.known_until() is not None:
            return
        meant = begin.asked.schedule.value_at(calls // begin.calls_per_update)
        is_off = abs(rate - meant) > _ANOTHER_LEVEL * abs(meant)
        level = rate / meant if meant else math.inf
        # A loop that warms up by hand before each call is at another level each time.
        is_level = is_off and math.isclose(level, self._level, rel_tol=_ANOTHER_LEVEL)
        self._level_streak = (self._level_streak if is_level else 0) + is_called if is_off else 0
        if is_off and not is_level and abs(self._level - 1) > _ANOTHER_LEVEL:
            self.overruled_at = update
        self._level = level
        if self._level_streak < _STILL:
            return
        if self.may_overrule():
            self.faults.settle("another_level")
            return
        self.faults.say(
            "another_level",
            update,
            f"the scheduler ({begin.scheduler}) goes on from another rate than it was made for: the update used "
            f"{format_rate(rate)} where {format_rate(meant)} is meant, and the whole schedule is scaled with that.",
        )
