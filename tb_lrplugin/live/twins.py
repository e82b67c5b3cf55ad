"""A twin of a scheduler, which is run ahead in its place: neither it nor its optimizer notices.

A scheduler of torch touches its optimizer through `param_groups` alone (torch 2.13 `torch/optim/lr_scheduler.py`), so
groups without their parameters are enough for the twin.
"""

from __future__ import annotations

import copy
import time
import types
from typing import Any

from tb_lrplugin.schedules.sampled import MOST_RECORDED

# A training script is about to begin: longer than this nobody waits for it.
_MOST_SECONDS = 2.0
_FUNCTIONS = (types.FunctionType, types.MethodType, types.BuiltinFunctionType, type)


class _Optimizer:
    """Parameter groups, and what a scheduler asks of an optimizer beside them."""

    def __init__(self, groups: list[dict[str, Any]]) -> None:
        self.param_groups = groups
        self.defaults: dict[str, Any] = dict(groups[0]) if groups else {}
        self._opt_called = True

    def step(self) -> None:
        """Do nothing: there is nothing to train."""

    # What torch leaves on an optimizer's method when a scheduler is made.
    step._wrapped_by_lr_sched = True  # type: ignore[attr-defined]


def rates_ahead(scheduler: Any, steps: int) -> list[list[float]]:
    """Run a twin of a scheduler.

    Args:
      scheduler: as torch's, at any step.
      steps: how often to step it.

    Returns:
      The rates of the parameter groups after 0, 1, 2 ... calls from here on; fewer than asked for where there are more
      than can be recorded, or they take too long.
    """
    optimizer = _Optimizer([_copied_group(group) for group in scheduler.optimizer.param_groups])
    twin = _twin_of(scheduler, optimizer)
    found = [_rates(optimizer)]
    until = time.thread_time() + _MOST_SECONDS
    while len(found) <= min(steps, MOST_RECORDED) and time.thread_time() < until:
        twin.step()
        found.append(_rates(optimizer))
    return found


def copy_of_function(function: Any) -> Any:
    """Copy an object that is called like a function, with what it remembers; a function is given as it is."""
    return function if isinstance(function, _FUNCTIONS) else copy.copy(function)


def _rates(optimizer: _Optimizer) -> list[float]:
    return [float(group["lr"]) for group in optimizer.param_groups]


def _copied_group(group: dict[str, Any]) -> dict[str, Any]:
    return {key: _copied(value, None) for key, value in group.items() if key != "params"}


def _twin_of(scheduler: Any, optimizer: _Optimizer) -> Any:
    kind = type(scheduler)
    twin = object.__new__(kind)
    for key, value in vars(scheduler).items():
        # A method that a script put over one of the class belongs to the one that runs.
        if not (callable(value) and hasattr(kind, key)):
            vars(twin)[key] = _copied(value, optimizer)
    twin.optimizer = optimizer
    return twin


def _copied(value: Any, optimizer: _Optimizer | None) -> Any:
    """Copy what a scheduler changes as it goes: numbers in lists and tensors, and schedulers within it."""
    if isinstance(value, (list, tuple)):
        return type(value)([_copied(one, optimizer) for one in value]) if type(value) in (list, tuple) else value
    if isinstance(value, dict):
        twin = copy.copy(value)
        twin.update({key: _copied(one, optimizer) for key, one in value.items()})
        return twin
    if hasattr(value, "clone"):
        return value.detach().clone()
    if optimizer is not None and hasattr(value, "optimizer") and hasattr(value, "step"):
        return _twin_of(value, optimizer)
    return copy_of_function(value) if callable(value) else value
