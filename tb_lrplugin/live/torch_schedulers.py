"""torch's optimizers and schedulers as a script holds them, without importing torch.

A scheduler of a class of torch is its class and its state, as in a checkpoint: the room of checkpoints reads both. The
functions of a `LambdaLR` are here, unlike there, so they are recorded; of any other class a twin is run ahead.
"""

from __future__ import annotations

import functools
import inspect
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from tb_lrplugin.frameworks.checkpoint.curves import schedule_of
from tb_lrplugin.frameworks.checkpoint.states import ParameterGroup, SchedulerState, groups_of, scheduler_of
from tb_lrplugin.frameworks.huggingface.schedule import Plan, from_transformers
from tb_lrplugin.live.asked import Asked, name_of, package_of
from tb_lrplugin.live.recording import undisturbed
from tb_lrplugin.live.twins import copy_of_function, rates_ahead
from tb_lrplugin.schedules import Constant, OnAxis, Sampled, Schedule, ScheduleError, record

_TORCH = "torch.optim.lr_scheduler"
_TOLERANCE = 5e-8
_MOST_DEPTH = 6
# What transformers 4.30 to 5.24 call the functions of their schedules (`optimization.py`), by `lr_scheduler_type`.
_TRANSFORMERS: Mapping[str, tuple[str, ...]] = {
    "_get_constant_lambda": ("constant",),
    "_get_constant_schedule_with_warmup_lr_lambda": ("constant_with_warmup",),
    "_get_linear_schedule_with_warmup_lr_lambda": ("linear",),
    "_get_cosine_schedule_with_warmup_lr_lambda": ("cosine", "cosine_with_min_lr"),
    "_get_cosine_with_hard_restarts_schedule_with_warmup_lr_lambda": ("cosine_with_restarts",),
    "_get_polynomial_decay_schedule_with_warmup_lr_lambda": ("polynomial",),
    "_get_inverse_sqrt_schedule_lr_lambda": ("inverse_sqrt",),
    "_get_cosine_with_min_lr_schedule_with_warmup_lr_rate_lambda": ("cosine_warmup_with_min_lr",),
    "_get_wsd_scheduler_lambda": ("warmup_stable_decay",),
}
_HELD_AGAINST = 400


def is_scheduler(config: Any) -> bool:
    """Say whether something steps a torch optimizer's rate: of torch, a script, or within accelerate's wrapper."""
    return hasattr(config, "step") and is_optimizer(getattr(unwrapped(config), "optimizer", None))


def is_optimizer(config: Any) -> bool:
    """Say whether something is a torch optimizer with a rate, or a wrapper that shows its groups.

    Adafactor of transformers, with `relative_step`, has None for its rate, and computes one for each parameter.
    """
    groups = getattr(config, "param_groups", None)
    first = groups[0] if isinstance(groups, (list, tuple)) and groups else None
    return isinstance(first, dict) and first.get("lr") is not None


def unwrapped(scheduler: Any) -> Any:
    """Give the scheduler within accelerate's `AcceleratedScheduler`, and any other as it is."""
    inner = getattr(scheduler, "scheduler", None)
    return inner if hasattr(inner, "optimizer") and hasattr(inner, "step") else scheduler


def steps_per_call(scheduler: Any) -> int:
    """Say how often a call of `step()` steps a scheduler: of one that accelerate has prepared once for each process.

    accelerate 1.2 to 1.15 `scheduler.py`: unless each batch is split among the processes.
    """
    if type(scheduler).__name__ != "AcceleratedScheduler" or scheduler.split_batches:
        return 1
    state = sys.modules.get("accelerate.state")
    if state is None or not getattr(scheduler, "step_with_optimizer", True):
        return 1
    return max(int(state.AcceleratorState().num_processes), 1)


def optimizer_name(optimizer: Any) -> str:
    """Name the class of an optimizer, of one within accelerate's wrapper too."""
    inner = getattr(optimizer, "optimizer", None)
    return type(inner if is_optimizer(inner) else optimizer).__name__


def of_optimizer(optimizer: Any) -> list[Asked]:
    """Read an optimizer that no scheduler drives.

    Raises:
      ValueError: if a scheduler was made for it: what that asks for, it alone can tell.
    """
    if any("initial_lr" in group for group in optimizer.param_groups):
        raise ValueError(
            f"A scheduler drives this {optimizer_name(optimizer)}, and the optimizer does not know its schedule: pass "
            "the scheduler in its place."
        )
    found = [Constant(float(group["lr"])) for group in optimizer.param_groups]
    return named_by_group(found, optimizer_name(optimizer), f"the lr of torch.optim.{optimizer_name(optimizer)}")


def of_scheduler(scheduler: Any, total_calls: int | None) -> list[Asked]:
    """Read a scheduler: one answer for each parameter group with a curve of its own, in calls of its `step()`.

    Args:
      scheduler: of torch, transformers, or any class that steps as torch's do, or what accelerate made of one.
      total_calls: how often it will be stepped; needed where it has no known formula.

    Raises:
      ValueError: if it has none, and `total_calls` is missing.
      ScheduleError: if its parameters make no schedule.
    """
    pace = steps_per_call(scheduler)
    scheduler = unwrapped(scheduler)
    with undisturbed():
        curves, made_from = _curves_of(scheduler, None if total_calls is None else total_calls * pace)
    if pace > 1:
        curves = [curve if curve.is_constant else OnAxis(curve, pace, unit="update") for curve in curves]
    return named_by_group(curves, optimizer_name(scheduler.optimizer), made_from)


def _curves_of(scheduler: Any, total_steps: int | None) -> tuple[list[Schedule], str]:
    """Read the curves of the parameter groups, in steps of the scheduler itself, and what they were made from."""
    state = state_of(scheduler)
    if state is not None and (closed := _closed_forms(state, scheduler.optimizer)):
        return closed, f"{_TORCH}.{state.described}"
    if hasattr(scheduler, "lr_lambdas") and type(scheduler).__name__ == "LambdaLR":
        curves = [_of_function(*pair, total_steps) for pair in _functions(scheduler)]
    elif total_steps is None:
        raise ValueError(_without_total(name_of(type(scheduler))))
    else:
        curves = _run_ahead(scheduler, total_steps)
    return curves, _made_from(scheduler)


def named_by_group(curves: Sequence[Schedule], optimizer: str, made_from: str) -> list[Asked]:
    """Give every curve once, named by the first parameter group that has it where there are several."""
    once = {curve: index for index, curve in reversed(list(enumerate(curves)))}
    names = {curve: f"group_{index}" if len(once) > 1 else "" for curve, index in once.items()}
    return [
        Asked(curve, optimizer, made_from=made_from, name=names[curve])
        for curve in sorted(once, key=lambda curve: once[curve])
    ]


def state_of(scheduler: Any) -> SchedulerState | None:
    """Read the state of a scheduler whose class is one of torch's own; None for any other.

    Nothing is changed: `state_dict()` of these classes lists attributes. Of a `CyclicLR` it lacks a
    function of one's own, so one that was given any is none of these.
    """
    if not _is_of_torch(scheduler, _MOST_DEPTH):
        return None
    groups = groups_of({"param_groups": [_plain(group) for group in scheduler.optimizer.param_groups]})
    state = scheduler_of(_plain(scheduler.state_dict()), groups or ())
    if state is None or state.base_rates:
        return state
    base = tuple(_first_rate(group) for group in groups or ())
    return SchedulerState(state.name, state.arguments, base, state.last_epoch, state.last_rates)


def _first_rate(group: ParameterGroup) -> float:
    return group.rate if group.initial is None else group.initial


def _is_of_torch(scheduler: Any, depth: int) -> bool:
    nested = getattr(scheduler, "_schedulers", [])
    return (
        depth > 0
        and type(scheduler).__module__ == _TORCH
        and getattr(scheduler, "_scale_fn_custom", None) is None
        and isinstance(nested, list)
        and all(_is_of_torch(one, depth - 1) for one in nested)
    )


def _plain(value: Any, depth: int = 2 * _MOST_DEPTH) -> Any:
    """Give plain data: tensors of one element as numbers, and of objects nothing."""
    if isinstance(value, (bool, int, float, str)) or value is None or depth == 0:
        return value if depth else None
    if isinstance(value, dict):
        return {key: _plain(one, depth - 1) for key, one in value.items() if key != "params"}
    if isinstance(value, (list, tuple)):
        return [_plain(one, depth - 1) for one in value]
    return float(value) if getattr(value, "numel", int)() == 1 or isinstance(value, np.generic) else None


def _closed_forms(state: SchedulerState, optimizer: Any) -> list[Schedule]:
    found = []
    for rate in state.base_rates:
        try:
            schedule = schedule_of(state, rate)
        except ScheduleError:
            return []
        if schedule is None:
            return []
        found.append(schedule)
    return found if len(found) == len(optimizer.param_groups) else []


def _functions(scheduler: Any) -> Iterator[tuple[Any, float]]:
    for function, rate in zip(scheduler.lr_lambdas, scheduler.base_lrs, strict=True):
        yield copy_of_function(function), float(rate)


def _of_function(function: Any, rate: float, total_calls: int | None) -> Schedule:
    """Take the formula of transformers where it is theirs, or else record the function."""
    known = _of_transformers(function, rate)
    if known is not None:
        return known
    total = total_calls or _keywords(function).get("num_training_steps")
    if not isinstance(total, int):
        raise ValueError(_without_total(name_of(getattr(function, "func", function))))
    return record(lambda step: rate * float(function(step)), total, tolerance=_TOLERANCE)


def _without_total(name: str) -> str:
    return (
        f"The formula of {name} is not known, so it must be recorded point by point: pass total_steps=NUMBER, the "
        "number of updates that the run takes."
    )


def _of_transformers(function: Any, rate: float) -> Schedule | None:
    """Find the formula that a function of transformers computes; None where it agrees with none that is known."""
    given = _keywords(function)
    total = given.get("num_training_steps", 0)
    options = {key: value for key, value in given.items() if key not in ("num_warmup_steps", "num_training_steps")}
    if "lr_init" in given:
        # Its function divides by the rate that it was made for.
        options = {"lr_end": given.get("lr_end"), "power": given.get("power")}
    last = 2 * max(1, *(value for value in given.values() if isinstance(value, int)), 100)
    steps = np.unique(np.linspace(0, last, _HELD_AGAINST).astype(np.int64))
    for name in _TRANSFORMERS.get(getattr(getattr(function, "func", function), "__name__", ""), ()):
        plan = Plan(rate, given.get("num_warmup_steps", 0), total, options)
        try:
            schedule = from_transformers(name, plan)
        except (ScheduleError, TypeError):
            continue
        theirs = np.array([rate * float(function(int(step))) for step in steps])
        if schedule is not None and np.allclose(schedule(steps), theirs, rtol=_TOLERANCE, atol=_TOLERANCE * rate):
            return schedule
    return None


def _keywords(function: Any) -> Mapping[str, Any]:
    return function.keywords if isinstance(function, functools.partial) else {}


def _run_ahead(scheduler: Any, total_calls: int) -> list[Schedule]:
    """Record the rates of a scheduler from where it stands to its last call."""
    begun = getattr(scheduler, "last_epoch", 0)
    first = begun if isinstance(begun, int) and begun > 0 else 0
    rates = rates_ahead(scheduler, max(total_calls - first, 1))
    found: list[Schedule] = []
    for group in range(len(rates[0])):
        curve = record(lambda step, at=group: rates[step][at], len(rates) - 1, tolerance=_TOLERANCE)  # type: ignore[misc]
        found.append(Sampled(tuple(step + first for step in curve.steps), curve.values, is_refined=True))
    return found


def _made_from(scheduler: Any) -> str:
    """Say what a scheduler is, for people: its class, and the functions of a LambdaLR with their arguments."""
    name = name_of(type(scheduler))
    functions = getattr(scheduler, "lr_lambdas", None)
    if not functions:
        return name if package_of(type(scheduler)) == "torch" else f"{name}, a scheduler for torch"
    return f"{name} of {', '.join(dict.fromkeys(map(_written, functions)))}"


def _written(function: Any) -> str:
    if isinstance(function, functools.partial):
        given = ", ".join(f"{key}={value!r}" for key, value in function.keywords.items())
        return f"{name_of(function.func)}({given})"
    return name_of(function if inspect.isroutine(function) else type(function))
