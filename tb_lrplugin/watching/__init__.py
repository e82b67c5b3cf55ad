"""The watch of a running loop: one engine, which the frameworks' own watches feed (`tb_lrplugin.torch` and others).

An engine sees numbers alone: the rate that an update used, what the scheduler had set, and how often it was stepped.
What it says is one fault, proved by one update, with its cause and what to write.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from tb_lrplugin.frameworks.framework import Advice
from tb_lrplugin.frameworks.reading import RunWarning
from tb_lrplugin.words import uncapitalized

OnFault = Literal["warn", "raise"] | Callable[["Fault"], object]


@dataclass(frozen=True)
class Fault:
    """A learning-rate fault that is proved.

    Attributes:
      kind: one word: "never_stepped", "stepped_too_often" ... (docs/watch.md lists them).
      update: number of the update that proved it, counted from 1 since the watch began.
      what: what is wrong, a sentence with the numbers.
      cause: what is likeliest behind it, in the framework's words; "" where nothing is likelier than the rest.
      fix: what to write or do; "" where nothing can be said.
    """

    kind: str
    update: int
    what: str
    cause: str = ""
    fix: str = ""

    def __str__(self) -> str:
        parts = [f"Learning rate, update {self.update:,}: {self.what}"]
        if self.cause:
            parts.append(f"Likely cause: {self.cause}")
        if self.fix:
            parts.append(f"Fix:\n{self.fix}" if "\n" in self.fix else f"Fix: {self.fix}")
        return "\n".join(parts)


class LearningRateWarning(UserWarning):
    """A watch warns with it, where `on_fault` is "warn"."""


class LearningRateError(RuntimeError):
    """A watch raises it, where `on_fault` is "raise".

    Attributes:
      fault: what was found.
    """

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault


# The situation of each kind, for which every framework has words (frameworks/shared_advice.py).
_SITUATIONS: Mapping[str, str] = {
    "never_stepped": "stuck_at_initial",
    "schedule_shorter_than_run": "time_scaled/another plan",
    "no_longer_stepped": "frozen",
    "stepped_too_often": "time_scaled/fast",
    "stepped_too_seldom": "time_scaled/slow",
    "resumed_without_state": "restarted",
    "went_back": "restarted/on a beat",
}
_OWN_WORDS: Mapping[str, Advice] = {
    "stuck": Advice(
        ("The optimizer was handed the number that the schedule gives when it is called, evaluated once.",),
        "Hand the optimizer the schedule object (a keras.optimizers.schedules.LearningRateSchedule), not the number "
        "that it gives when it is called.",
    ),
    "another_optimizer": Advice(
        ("The optimizer was made anew after the scheduler, or the scheduler was made for another one.",),
        "Make the scheduler after the optimizer that trains, and of that one: scheduler = "
        "torch.optim.lr_scheduler.NAME(optimizer, ...).",
    ),
    "optimizer_replaced": Advice(
        ("The optimizer was made anew in mid-run, and the watch, if not the scheduler too, still holds the old one.",),
        "Make the optimizer once, and give it new parameters with optimizer.add_param_group(). Where a new one is "
        "meant, make its scheduler and its watch with it.",
    ),
    "stepped_before_update": Advice(
        ("scheduler.step() stands before optimizer.step() in the loop.",),
        "Step the scheduler after the optimizer: optimizer.step(), then scheduler.step(); or at the end of an epoch, "
        "not at its begin, where it is stepped once per epoch.",
    ),
    "overwritten": Advice(
        ("Something assigns to the rate of the parameter groups after the scheduler has set it: a callback, a hook.",),
        "Let the scheduler alone set the rate: take out what assigns to param_group['lr'], or leave out the scheduler.",
    ),
    "wrong_mode": Advice(
        ("The mode of the rule was left at its default, or the metric was exchanged.",),
        'Make the rule for the metric: mode="max" where a higher value is better (accuracy, F1), mode="min" where a '
        "lower one is (a loss).",
    ),
    "rate_of_checkpoint": Advice(
        ("The state that is loaded brings the checkpoint's own rate, and that wins over a new one.",),
        "Where the new rate is meant, set it when the states are loaded, in lr and initial_lr of every parameter group "
        "and in scheduler.base_lrs, or go on from the weights alone. Where the old one is meant, configure that.",
    ),
    "another_level": Advice(
        ("optimizer.load_state_dict(), or the script, set the rate after the scheduler was made.",),
        "Load the states of both, the optimizer's and the scheduler's, after both are made; set another rate before "
        "the scheduler is made.",
    ),
    "invalid_rate": Advice(
        ("A formula of the schedule is used beyond its end, or divides by 0.",),
        "Hold the step within the schedule's range: min(step, total_steps).",
    ),
}


class Faults:
    """The faults that one watch proves, in the words of a framework: each kind is told once."""

    def __init__(self, words: Mapping[str, Advice], tell: Callable[[Fault], object]) -> None:
        """Begin with none.

        Args:
          words: the framework's advice, by situation.
          tell: called once with each fault.
        """
        self._words, self._tell = words, tell
        self._settled: set[str] = set()

    def settle(self, kind: str) -> None:
        """Tell a kind no more: what looks like it is meant."""
        self._settled.add(kind)

    def is_settled(self, *kinds: str) -> bool:
        """Say whether one of some kinds was told, or is meant."""
        return not self._settled.isdisjoint(kinds)

    def say(self, kind: str, update: int, what: str, or_else: str = "") -> None:
        """Tell a fault, unless its kind is settled.

        Args:
          kind: of the fault.
          update: that proved it.
          what: the sentence.
          or_else: another kind that it may turn out to be, which is not told any more; "" for none.
        """
        if self._is_new(kind):
            advice, other = self._advice(kind), self._advice(or_else)
            causes = [one.causes[0] for one in (advice, other) if one.causes]
            if or_else:
                self.settle(or_else)
            self._tell(Fault(kind, max(update, 1), what, " Or: ".join(causes), advice.fix or ""))

    def say_planned(self, warning: RunWarning, update: int, is_by_processes: bool = False) -> None:
        """Tell what a schedule cannot do within the planned updates.

        Args:
          warning: of the plan.
          update: that proved it.
          is_by_processes: whether several processes step the scheduler, which is then likelier than a wrong length.
        """
        if self._is_new(warning.id):
            advice = self._advice(warning.id) if is_by_processes else Advice((), warning.fix)
            what = uncapitalized(warning.text)
            self._tell(Fault(warning.id, max(update, 1), what, "".join(advice.causes[:1]), advice.fix or ""))

    def _is_new(self, kind: str) -> bool:
        is_new = kind not in self._settled
        self._settled.add(kind)
        return is_new

    def _advice(self, kind: str) -> Advice:
        return _OWN_WORDS.get(kind) or self._words.get(_SITUATIONS.get(kind, ""), Advice())


def speak(fault: Fault, on_fault: OnFault) -> None:
    """Tell a fault as the script asked for.

    Raises:
      LearningRateError: if it asked for that.
    """
    if on_fault == "raise":
        raise LearningRateError(fault)
    if on_fault == "warn":
        warnings.warn(str(fault), LearningRateWarning, stacklevel=4)
    elif callable(on_fault):
        on_fault(fault)


def require_on_fault(on_fault: OnFault) -> None:
    """Refuse what is no way to tell a fault.

    Raises:
      ValueError: if it is none.
    """
    if on_fault not in ("warn", "raise") and not callable(on_fault):
        raise ValueError(f'on_fault is {on_fault!r}: it must be "warn", "raise", or a function that takes a Fault.')
