"""What a watch sees of a torch optimizer and its scheduler, without importing torch.

A hook of the optimizer (`register_step_post_hook`, torch 2.0 and later) reads rate and counter at the very update, so
that it does not matter where in the loop the watch is stepped, and an update that a loss scaler skips is none.
"""

from __future__ import annotations

import gc
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from tensorboard.compat.proto import summary_pb2

from tb_lrplugin.frameworks.checkpoint.states import length_of
from tb_lrplugin.frameworks.framework import Advice
from tb_lrplugin.frameworks.torch.schedule import METRIC_DRIVEN
from tb_lrplugin.live import asked_of
from tb_lrplugin.live.asked import Asked
from tb_lrplugin.live.libraries import held_for
from tb_lrplugin.live.torch_schedulers import is_optimizer, optimizer_name, state_of, steps_per_call, unwrapped
from tb_lrplugin.live.writing import summary_of
from tb_lrplugin.watching import Fault, Faults
from tb_lrplugin.watching.begin import Begin
from tb_lrplugin.watching.engine import Engine
from tb_lrplugin.watching.guard import Guard
from tb_lrplugin.watching.metrics import Metric
from tb_lrplugin.watching.successor import Successor
from tb_lrplugin.watching.torch_objects import (
    base_rates,
    counting,
    drives,
    initial_rate,
    is_of_this_process,
    nested,
    training_steps,
    usual_rate,
)

_MOST_PARAMETERS = 8
# So many updates in a row by another optimizer leave no doubt that it has taken over.
_TAKEN_OVER = 3
_EQUAL = 1e-6
_OF_TORCH = "torch.optim.lr_scheduler"
_SCHEDULERS = frozenset({"LRScheduler", "_LRScheduler", "ReduceLROnPlateau"})


@dataclass
class Ways:
    """What a watch does with what it sees.

    Attributes:
      words: the framework's advice, by situation.
      tell: called once with each fault.
      write: writes the metadata summary; None for nowhere.
      log: logs the rates of an update, by its index from 0; None for nowhere.
      under: who steps the scheduler, for the choice of words in the tab: ", under Lightning".
      name: tells several optimizers of one run apart; "" for one alone.
    """

    words: Mapping[str, Advice]
    tell: Callable[[Fault], None]
    write: Callable[[summary_pb2.Summary], None] | None = None
    log: Callable[[int, list[float]], None] | None = None
    under: str = ""
    name: str = ""


class TorchWatch:
    """Watches one optimizer and its scheduler."""

    def __init__(
        self,
        optimizer: Any,
        scheduler: Any,
        ways: Ways,
        *,
        total_steps: int | None = None,
        steps_per_call: int | None = None,
        first_step: int | None = None,
        begun_at: int = 0,
        metric: Metric | None = None,
        made_for: float | None = None,
    ) -> None:
        """Begin to look; nothing is told or written before the first update.

        Args:
          optimizer: that trains; one within accelerate's wrapper is found.
          scheduler: that moves its rate; None for none.
          ways: what to do with what is seen.
          total_steps: updates that the run is to take; None where not known.
          steps_per_call: updates between two calls of the scheduler; None where the calls have to tell.
          first_step: step of the first update in the log; None for the updates that the optimizer has made.
          begun_at: updates that the run has made before, as the framework counts them.
          metric: that moves the rate, where the framework tells.
          made_for: the rate that the optimizer was made for, where a state was loaded since; None for the one it has.
        """
        inner = getattr(optimizer, "optimizer", None)
        self.optimizer: Any = inner if is_optimizer(inner) else optimizer
        self._given, self._scheduler = scheduler, None if scheduler is None else unwrapped(scheduler)
        self._ways = ways
        self._total_steps, self._steps_per_call, self._first_step = total_steps, steps_per_call, first_step
        self._begun_at, self._metric = begun_at, metric
        has_state = bool(getattr(self.optimizer, "state", None))
        self._made_for = made_for if has_state or made_for is not None else initial_rate(self.optimizer)
        self._counting = counting(self._scheduler)
        self._is_at_begin = self._counting is not None and self._counting.last_epoch == 0
        self._base_rates = base_rates(self._scheduler)
        # Of an optimizer that this process has trained with before nothing was loaded: another stage begins.
        self._is_next_stage = bool(getattr(self.optimizer, "_opt_called", False))
        self._before: int | None = None
        self._engine: Engine | None = None
        self._guard = Guard(ways.tell)
        self._faults = Faults(ways.words, self._guard.prove)
        self._successor = Successor(self.optimizer)
        self._seen = self._looked = self._attempts = 0
        self._rate = 0.0
        self._due: float | None = None
        self._calls: int | None = None
        register = getattr(self.optimizer, "register_step_post_hook", None)
        self._hook: Any = None if register is None else register(lambda *_: self._guard.look(self._saw))
        before = getattr(self.optimizer, "register_step_pre_hook", None)
        self._hook_before: Any = None if before is None else before(lambda *_: self._guard.look(self._is_about_to))

    @property
    def has_news(self) -> bool:
        """Whether there was an update since the last look, or another optimizer makes them."""
        return self._hook is None or self._seen > self._looked or self._successor.updates >= _TAKEN_OVER

    def _is_about_to(self) -> None:
        """Note before the first update whether a state was loaded: an optimizer of torch makes none before.

        The hook stays until the next look: others that follow it in the optimizer's list would fail with it gone.
        """
        if self._seen:
            return
        is_of_torch = type(self.optimizer).__module__.startswith("torch.optim.")
        has_state = is_of_torch and bool(getattr(self.optimizer, "state", None))
        self._before = self._counted_updates() or -int(has_state)
        self._is_next_stage |= any(map(is_of_this_process, self._states()))

    def _saw(self) -> None:
        """Note what an update used; called by the optimizer itself, which may have lost its groups."""
        if not is_optimizer(self.optimizer):
            return
        self._seen += 1
        self._rate = float(self.optimizer.param_groups[0]["lr"])
        counting = self._counting
        if counting is not None:
            self._calls = counting.last_epoch
        last = getattr(self._scheduler, "_last_lr", None)
        self._due = float(last[0]) if last else None

    def step(self, epoch: int | None = None) -> None:
        """Look at what was done since the last look; call it once per update, anywhere in the loop.

        Args:
          epoch: the epoch that is under way; None where not known.
        """
        self._guard.look(lambda: self._look(epoch))
        if self._guard.is_over:
            self.let_go()
        self._guard.tell()

    def close(self) -> None:
        """Look once more when the run is over, and let go of the optimizer."""
        self._guard.look(self._look_back)
        self.let_go()
        self._guard.tell()

    def _look(self, epoch: int | None) -> None:
        if self._hook is None:
            self._saw()
        self._attempts += 1
        updates = self._seen - self._looked
        if updates == 0:
            self._look_for_successor()
            return
        if self._hook_before is not None:
            self._hook_before.remove()
            self._hook_before = None
        if self._engine is None:
            self._engine = self._begun(updates)
            # What was made before the loop, to look for a rate, say, is none of it.
            self._seen, updates = 1, 1
        self._looked = self._seen
        self._log(self._seen - 1)
        attempts, self._attempts = self._attempts, 0
        self._engine.update(self._rate, self._due, self._calls, updates, attempts, epoch)

    def _look_for_successor(self) -> None:
        """Tell another optimizer that updates what this one should."""
        updates, other = self._successor.updates, self._successor.other
        if updates < _TAKEN_OVER or self._faults.is_settled("optimizer_replaced"):
            return
        name, scheduler = optimizer_name(self.optimizer), type(self._scheduler).__name__
        is_driven = self._scheduler is None or drives(self._scheduler, other())
        self._faults.say(
            "optimizer_replaced",
            self._seen + updates,
            f"the {name} that is watched makes no updates{' any more' if self._seen else ''}: another {name} of the "
            f"same parameters made the last {updates}, with a state of its own"
            + (" and rate." if is_driven else f", and the old one's scheduler ({scheduler}) does not move its rate."),
        )

    def _look_back(self) -> None:
        if self._engine is not None:
            self._engine.end(None if self._counting is None else self._counting.last_epoch)

    def let_go(self) -> None:
        """End the watch as it is."""
        self._successor.let_go()
        for hook in (self._hook, self._hook_before):
            if hook is not None:
                hook.remove()
        self._hook = self._hook_before = None

    def _log(self, index: int) -> None:
        log = self._ways.log
        if log is None:
            return
        # The hook saw the rate that the update used; of the other groups it is what they hold now.
        rates = [self._rate, *(float(group["lr"]) for group in self.optimizer.param_groups[1:])]
        self._guard.write(lambda: log(index + (self._first_step or 0), rates))

    def _begun(self, updates: int) -> Engine:
        """Make the engine with the first update, when states that were to be loaded are."""
        before = self._updates_before(updates)
        if self._first_step is None:
            self._first_step = max(before, 0)
        scheduler, asked = self._scheduler, self._asked()
        state = None if scheduler is None else state_of(scheduler)
        begin = Begin(
            scheduler=type(scheduler).__name__,
            asked=asked[0] if asked else None,
            length=(None if state is None else length_of(state)) or training_steps(scheduler),
            total_steps=self._total_steps,
            steps_per_call=self._steps_per_call,
            calls=self._calls,
            early_calls=self._early_calls(before) if updates == self._attempts == 1 else 0,
            calls_per_update=steps_per_call(self._given),
            updates_before=0 if self._is_next_stage else self._begun_at or before,
            drives=scheduler is None or drives(scheduler, self.optimizer),
            by_metric=any(kind.__name__ in METRIC_DRIVEN for kind in type(scheduler).__mro__),
            metric=self._metric,
            loaded_rate=self._loaded_rate(before),
            sees_updates=self._hook is not None,
        )
        if scheduler is None or self._calls is None or begin.by_metric:
            self._write(asked, 1)
        return Engine(
            begin, self._ways.words, self._guard.prove, lambda pace: self._write(asked, pace), self._has_others
        )

    def _early_calls(self, before: int) -> int:
        """Count the calls of a scheduler of torch before the optimizer's very first update: a resume explains none."""
        is_fresh = self._is_at_begin and not (before or self._begun_at or self._is_next_stage)
        # A state that is loaded brings a list of its own.
        is_loaded = any(
            one is not other for one, other in zip(base_rates(self._scheduler), self._base_rates, strict=False)
        )
        # A wrapper may be meant to be stepped first.
        if not is_fresh or is_loaded or type(self._scheduler).__module__ != _OF_TORCH or self._hook is None:
            return 0
        return (self._calls or 0) // steps_per_call(self._given)

    def _loaded_rate(self, before: int) -> tuple[float, float] | None:
        """Give the rate that a loaded state was made for, and that which it took the place of; None where it is one."""
        made_for, loaded = self._made_for, initial_rate(self.optimizer)
        is_loaded = bool(before or self._begun_at) and not self._is_next_stage
        if not is_loaded or not made_for or loaded is None or math.isclose(made_for, loaded, rel_tol=_EQUAL):
            return None
        held = [rate for rates in base_rates(self._scheduler) for rate in rates]
        is_held = all(math.isclose(rate, loaded, rel_tol=_EQUAL) for rate in held)
        return (loaded, made_for) if is_held and made_for != usual_rate(self.optimizer) else None

    def _updates_before(self, updates: int) -> int:
        """Say how many updates the optimizer had before these, as its state tells; -1 where it has a state alone."""
        return max(self._counted_updates() - updates, 0) if self._before is None else self._before

    def _counted_updates(self) -> int:
        return max((int(one["step"]) for one in self._states() if "step" in one), default=0)

    def _states(self) -> list[dict[str, Any]]:
        states = islice(getattr(self.optimizer, "state", {}).values(), _MOST_PARAMETERS)
        return [one for one in states if isinstance(one, dict)]

    def _asked(self) -> list[Asked]:
        """Read the schedule; nothing where it cannot be told, for a watch needs none."""
        total = self._total_steps
        calls = None if total is None else -(-total // (self._steps_per_call or 1))
        try:
            found = asked_of(self.optimizer if self._given is None else self._given, calls)
        except Exception:  # A scheduler of a script's own may raise anything.
            return []
        return [replace(one, made_from=f"{one.made_from}{self._ways.under}") for one in found]

    def _write(self, asked: list[Asked], pace: int) -> None:
        write, name = self._ways.write, optimizer_name(self.optimizer)
        if asked and write is not None:
            held = [held_for(one, pace) for one in asked]
            summary = summary_of(held, total_steps=self._total_steps, name=self._ways.name, optimizer=name)
            self._guard.write(lambda: write(summary))

    def _has_others(self) -> bool:
        """Say whether another scheduler drives this optimizer as well; looked for once, when a fault hangs on it."""
        own = {id(one) for one in nested(self._scheduler)}
        return any(
            any(kind.__name__ in _SCHEDULERS for kind in type(one).__mro__)
            and getattr(one, "optimizer", None) is self.optimizer
            and id(one) not in own
            for one in gc.get_objects()
        )
