"""The engine behind every watch: it counts, compares two numbers, and speaks once of each fault.

Nothing in here grows with the run: an update costs some comparisons. A fault is told with the first update that proves
it, and what an honest loop may do as well (a scheduler stepped per epoch, a loss scaler that skips, a rule of a metric)
proves nothing.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tb_lrplugin.frameworks.framework import Advice
from tb_lrplugin.live.libraries import held_for
from tb_lrplugin.watching import Fault, Faults
from tb_lrplugin.watching.begin import Begin
from tb_lrplugin.watching.plans import is_over, plan_faults, too_slow_from
from tb_lrplugin.watching.rates import Rates
from tb_lrplugin.watching.shapes import shape_faults
from tb_lrplugin.words import counted
from tb_lrplugin.words.numbers import format_rate, format_step

# Two calls in a row are no accident; where a loss scaler may have skipped between them, four are none.
_SAME_TWICE, _SAME_SKIPPING = 2, 4
# So many updates in a row leave no doubt that nothing moves any more.
_STILL = 3
# A warm-up by hand ends at the scheduler's own rate some updates before the first call.
_SETTLING = 2
# Epochs of the same length differ by no more, as a share: by the updates that a loss scaler skipped.
_SAME_GAP = 0.1
# A loop may hold the first rate for a while by not stepping yet: for this share of the run at most.
_HELD_BACK = 4
# A first rate below this share of the next one is passed over on purpose: nothing is learned at it.
_NO_RATE = 1e-3
# A length that is this near to the run's updates, as a share, was made for them; where it is not far from them, or
# above, it counts updates, not epochs.
_SAME_LENGTH = 0.01
_COUNTS_UPDATES = 0.75


@dataclass
class Engine:
    """Looks at every update of one optimizer.

    Attributes:
      begin: what was known before.
      words: the framework's advice, by situation.
      tell: called once with each fault.
      on_pace: called once, with the updates between two calls of the scheduler, when they are known.
      may_overrule: asked before a rate is called overwritten: whether something else drives this optimizer by design.
    """

    begin: Begin
    words: Mapping[str, Advice]
    tell: Callable[[Fault], None]
    on_pace: Callable[[int], object]
    may_overrule: Callable[[], bool]

    updates: int = 0
    pace: int | None = None
    _has_told_pace: bool = False
    _calls: int | None = None
    _last_call: int = 0
    _gap: int = 0
    _times: int = 0
    _same: int = 0
    _first_epoch: int | None = None
    _first_call: int = 0

    def __post_init__(self) -> None:
        self._faults = Faults(self.words, self.tell)
        self._rates = Rates(self.begin, self._faults, self.may_overrule)
        self._calls = self.begin.calls
        if self.begin.steps_per_call is not None:
            self._paced(self.begin.steps_per_call)

    def update(
        self, rate: float, due: float | None, calls: int | None, updates: int = 1, attempts: int = 1, epoch: Any = None
    ) -> None:
        """Look at an update that was made.

        Args:
          rate: that it used, of the first parameter group.
          due: that the scheduler had set last before it; None where it does not tell.
          calls: the scheduler's counter, best as it was at the update; None where it has none.
          updates: how many were made since the last look.
          attempts: how many the loop tried, those that a loss scaler skipped among them.
          epoch: the epoch that is under way, any whole number that grows; None where not known.
        """
        is_first = self.updates == 0
        self.updates += updates
        if not 0 <= rate < math.inf:
            self._say("invalid_rate", f"the optimizer was given the rate {rate!r}, and its weights are lost with that.")
        if is_first:
            self._first_epoch = epoch
            self._at_the_begin()
        if calls is None or self._calls is None or self.begin.by_metric:
            return
        if due is not None and self._rates.is_overruled(self.updates, rate, due):
            self._first_epoch = None if epoch is None else epoch + 1
        moved = (calls - self._calls) / self.begin.calls_per_update
        self._calls = calls
        if self.updates == 2 and moved <= 1 == self.begin.early_calls:
            self._stepped_before(due)
        if moved < 0:
            self._went_back(calls)
        elif moved == 0:
            self._idle(calls, epoch, rate)
        else:
            self._moved(moved, updates, attempts)
        if due is not None:
            self._rates.look(self.updates, rate, due, moved, calls)

    def end(self, calls: int | None) -> None:
        """Look once more after the last update: what has not come by then does not come.

        Args:
          calls: the scheduler's counter now.
        """
        total = self.begin.total_steps
        # A run that is cut short may well end before the first call.
        is_whole = total is None or self.updates + max(self.begin.updates_before, 0) >= total / 2
        if is_whole and calls is not None and calls == self.begin.calls and self.updates > 1:
            self._never_stepped("to the end of the run")

    @property
    def _is_counted(self) -> bool:
        return self.begin.calls is not None and not self.begin.by_metric

    def _say(self, kind: str, what: str) -> None:
        self._faults.say(kind, self.updates, what)

    def _at_the_begin(self) -> None:
        begin = self.begin
        if not begin.drives:
            self._say(
                "another_optimizer",
                f"the scheduler ({begin.scheduler}) drives another optimizer object than the one that trains here, "
                "whose rate it never moves.",
            )
        elif begin.calls == 0 and self._is_counted and self._has_called_before:
            before = max(begin.updates_before, 0)
            since = f"from {counted(before, 'update')}" if before else "with the state of an earlier run"
            self._say(
                "resumed_without_state",
                f"the optimizer goes on {since}, and the scheduler ({begin.scheduler}) begins anew: its "
                f"{begin.counter} is 0, so its schedule starts over.",
            )

        if begin.metric is not None and begin.metric.is_wrong:
            way, better = ("fall", "higher") if begin.metric.mode == "min" else ("rise", "lower")
            self._say(
                "wrong_mode",
                f"the rule ({begin.scheduler}, mode {begin.metric.mode!r}) waits for {begin.metric.name} to {way}, of "
                f"which a {better} value is better: it lowers the rate while the model improves.",
            )
        if begin.loaded_rate is not None:
            loaded, made_for = map(format_rate, begin.loaded_rate)
            self._say(
                "rate_of_checkpoint",
                f"the optimizer was made for the rate {made_for}, and goes on with the state of one that was made for "
                f"{loaded}: that is the rate in force.",
            )

    @property
    def _has_called_before(self) -> bool:
        """Whether the scheduler must have been stepped in the updates before these."""
        before, pace = self.begin.updates_before, self.begin.steps_per_call
        return before < 0 or before >= (pace or 1)

    def _stepped_before(self, due: float | None) -> None:
        """Tell a scheduler whose counter was one ahead at the first update, and no micro-batch's call explains it."""
        begin = self.begin
        first = None if begin.asked is None else begin.asked.schedule.value_at(0)
        is_resumed = bool(self._first_epoch)
        is_passed_over = first is not None and due is not None and first <= _NO_RATE * due
        if is_resumed or is_passed_over or (begin.asked is not None and begin.asked.schedule.is_constant):
            return
        rate = "" if first is None else f", {format_rate(first)},"
        self._say(
            "stepped_before_update",
            f"the scheduler ({begin.scheduler}) was stepped before the first update: its {begin.counter} was "
            f"{begin.calls:,} there, so that its first rate{rate} is never used, and all that follows comes one call "
            "early.",
        )

    def _went_back(self, calls: int) -> None:
        self._say(
            "went_back",
            f"the scheduler's counter ({self.begin.counter}) went back to {calls:,}: its schedule starts over.",
        )

    def _idle(self, calls: int, epoch: Any, rate: float) -> None:
        """Judge an update without a call since the one before."""
        begin = self.begin
        if calls == begin.calls:
            if self._must_have_moved(epoch):
                self._never_stepped(f"after {counted(self.updates, 'update')}")
            return
        # What moves the rate meanwhile has taken over: weight averaging, say.
        still = self.updates - max(self._last_call, self._rates.overruled_at)
        least = _STILL if begin.sees_updates else 10 * _STILL
        if self.pace is None or still < max(least, 2 * self.pace + 1) or self._faults.is_settled("no_longer_stepped"):
            return
        is_done = begin.length is not None and calls >= begin.length
        is_done = is_done or (begin.asked is not None and is_over(begin.asked, calls // begin.calls_per_update))
        if is_done or self.may_overrule():
            # A loop may well leave a schedule that is over alone, or go on with another scheduler.
            self._faults.settle("no_longer_stepped")
            return
        self._say(
            "no_longer_stepped",
            f"the scheduler ({begin.scheduler}) was last stepped {counted(self.updates - self._last_call, 'update')} "
            f"ago: its {begin.counter} "
            f"stays at {calls:,}, and the rate at {format_rate(rate)}, though its schedule goes on.",
        )

    def _must_have_moved(self, epoch: Any) -> bool:
        """Say whether any scheduler that is stepped at all would have been by now.

        A loop that warms up by hand, or by a second scheduler, may step this one for the first time after it.
        """
        begin = self.begin
        updates = self.updates - (self._rates.overruled_at + _SETTLING if self._rates.overruled_at else 0)
        if updates < 1:
            return False
        if begin.steps_per_call is not None:
            return updates > begin.steps_per_call
        if self._counts_updates:
            return updates > 1
        if epoch is not None and self._first_epoch is not None:
            return bool(epoch > self._first_epoch)
        return begin.total_steps is not None and updates > self._slowest_pace + 1

    @property
    def _counts_updates(self) -> bool:
        """Whether the scheduler cannot count epochs: the run has not so many as it was made for."""
        total, length = self.begin.total_steps, self.begin.length
        return total is not None and length is not None and _COUNTS_UPDATES * total < length

    @cached_property
    def _slowest_pace(self) -> int:
        """Give the updates between two calls above which nothing that is asked for could come about any more."""
        total, asked = self.begin.total_steps or 0, self.begin.asked
        most = total // 2
        return most if asked is None else min(too_slow_from(asked, total, max(total // _HELD_BACK, 1)), most)

    def _never_stepped(self, until: str) -> None:
        begin = self.begin
        if begin.asked is not None and begin.asked.schedule.is_constant and not begin.by_metric:
            return
        why = ""
        if begin.length is not None and begin.total_steps is not None and begin.steps_per_call is None:
            why = f", which was made for {counted(begin.length, 'call')} in a run of {begin.total_steps:,} updates,"
        if self.pace is None:
            # Written for a call per update, so that the tab shows what it sees here.
            self._tell_pace(1)
        outcome = "something else sets the rate" if self._rates.overruled_at else "the rate stays where it began"
        # Nobody can tell yet whether a call per epoch will come.
        is_early = begin.steps_per_call is None and self._counts_updates
        total = begin.total_steps or 0
        is_late = self._first_epoch is None and self._slowest_pace < min(total // 2, self.updates)
        rest = f" Stepped more seldom than that, its schedule would not come about in the run's {total:,} updates."
        self._faults.say(
            "never_stepped",
            self.updates,
            f"the scheduler ({begin.scheduler}){why} was not stepped {until}: its {begin.counter} is still "
            f"{begin.calls:,}, and {outcome}.{rest if is_late and not is_early else ''}",
            or_else="stepped_too_seldom" if is_early else "",
        )

    def _moved(self, moved: float, updates: int, attempts: int) -> None:
        """Judge an update with calls since the one before."""
        times = moved / updates
        gap, self._last_call = self.updates - self._last_call, self.updates
        self._first_call = self._first_call or self.updates
        self._same = self._same + 1 if times == self._times else 1
        self._times = int(times) if times.is_integer() else 0
        if times >= 2 and times.is_integer() and updates == 1:
            if self._same >= (_SAME_TWICE if attempts == 1 else _SAME_SKIPPING):
                self._say(
                    "stepped_too_often",
                    f"the scheduler ({self.begin.scheduler}) was stepped {self._times:,} times for each of the last "
                    f"{self._same:,} updates: its schedule runs {self._times:,} times too fast.",
                )
        elif self.pace is None and moved == updates == 1 and attempts == 1:
            # The first gap may have begun before.
            if self._gap > 0 and abs(gap - self._gap) <= _SAME_GAP * gap:
                self._paced(gap)
            self._gap = gap

    def _paced(self, pace: int) -> None:
        """Take the updates between two calls for known, and hold the schedule against the plan with them."""
        begin = self.begin
        self.pace = pace
        self._tell_pace(pace)
        if begin.total_steps is None or begin.by_metric:
            return
        length = begin.length
        if pace >= begin.total_steps and not (begin.asked is None or begin.asked.schedule.is_constant):
            self._say(
                "stepped_too_seldom",
                f"the scheduler ({begin.scheduler}) is stepped once in {pace:,} updates, and the run has "
                f"{begin.total_steps:,}: it is over when the rate moves for the first time.",
            )
            return
        if pace > 1 and length is not None and abs(length - begin.total_steps) <= (1 - _COUNTS_UPDATES) * length:
            self._say(
                "stepped_too_seldom",
                f"the scheduler ({begin.scheduler}) is stepped once in {pace:,} updates, and was made for "
                f"{counted(length, 'call')}, about as many as the run has updates ({begin.total_steps:,}): it gets "
                f"{format_step(begin.total_steps * begin.calls_per_update // pace)} of them.",
            )
            return
        processes = begin.calls_per_update
        if processes > 1 and length is not None and abs(length - begin.total_steps) <= _SAME_LENGTH * length:
            self._say(
                "schedule_shorter_than_run",
                f"accelerate steps the scheduler ({begin.scheduler}) once for each of the {processes:,} processes, and "
                f"it was made for {counted(length, 'call')}, as many as the run has updates: it is at its end after "
                f"{counted(length // processes, 'update')}.",
            )
            return
        if begin.asked is None:
            return
        held = held_for(begin.asked, pace)
        # After a warm-up by something else the schedule begins late, and may be meant for the rest of the run.
        late = max(self._first_call - 1 - pace, 0) if self._rates.overruled_at else 0
        also_late = {warning.id for warning in plan_faults(held, max(begin.total_steps - late, 1))}
        for warning in plan_faults(held, begin.total_steps):
            if warning.id in also_late:
                self._faults.say_planned(warning, self.updates, processes > 1)
        # Where a schedule begins late, nobody knows where it will end.
        for warning in () if self._rates.overruled_at else shape_faults(begin.asked.schedule, pace, begin.total_steps):
            self._faults.say_planned(warning, self.updates)

    def _tell_pace(self, pace: int) -> None:
        if not self._has_told_pace:
            self._has_told_pace = True
            self.on_pace(pace)
