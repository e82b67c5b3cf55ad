"""The states of torch's schedulers and optimizers: which class they are of, what it was made with, how far it is.

A scheduler's `state_dict()` has no class name, but each class has keys of its own (torch 2.0 to 2.13
`torch/optim/lr_scheduler.py`); newer versions add some, so none is asked for beside these. The two classes of functions
cannot be told apart, and save none of them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tb_lrplugin.formats.pickles import CLASS
from tb_lrplugin.schedules.base import MAX_STEP
from tb_lrplugin.words.numbers import format_rate

# The more specific first.
_SIGNATURES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("SequentialLR", ("_schedulers", "_milestones")),
    ("ChainedScheduler", ("_schedulers", "_last_lr")),
    ("CosineAnnealingWarmRestarts", ("T_0", "T_mult", "T_i")),
    ("OneCycleLR", ("total_steps", "_schedule_phases")),
    ("CyclicLR", ("total_size", "step_ratio")),
    ("ReduceLROnPlateau", ("factor", "patience", "num_bad_epochs")),
    ("CosineAnnealingLR", ("T_max",)),
    ("MultiStepLR", ("milestones", "gamma")),
    ("StepLR", ("step_size", "gamma")),
    ("PolynomialLR", ("total_iters", "power")),
    ("LinearLR", ("start_factor", "end_factor")),
    ("ConstantLR", ("factor", "total_iters")),
    ("LambdaLR", ("lr_lambdas",)),
    ("ExponentialLR", ("gamma",)),
)
_LENGTHS: Mapping[str, str] = {
    "CosineAnnealingLR": "T_max",
    "OneCycleLR": "total_steps",
    "PolynomialLR": "total_iters",
    "WarmupDecayLR": "total_num_steps",
    "WarmupCosineLR": "total_num_steps",
}
_MOST_SHOWN = 8
# They hold functions, which no file does.
FUNCTIONS = frozenset({"LambdaLR"})
# What a scheduler keeps beside what it was made with.
_COUNTERS = frozenset(
    {
        "T_cur",
        "T_i",
        "best",
        "cooldown_counter",
        "default_min_lr",
        "last_epoch",
        "mode_worse",
        "num_bad_epochs",
        "verbose",
    }
)
_FACTORS = ("gamma", "factor", "start_factor", "end_factor", "power")
_LARGEST_FACTOR = 1e3
_LARGEST_RATE = 1e6
_MOST_GROUPS = 64
_MOST_DEPTH = 4


@dataclass(frozen=True)
class SchedulerState:
    """A scheduler as it was saved.

    Attributes:
      name: its class; "LambdaLR" for one of functions.
      arguments: what the class is made with, nested schedulers as `{"class_path": ..., "init_args": ...}`.
      base_rates: the rates before the schedule, one for each parameter group; none where it keeps none.
      last_epoch: how often it was stepped; None where it does not say.
      last_rates: the rates that it set last.
    """

    name: str
    arguments: Mapping[str, Any]
    base_rates: tuple[float, ...]
    last_epoch: int | None
    last_rates: tuple[float, ...]

    @property
    def described(self) -> str:
        """The call that makes it, as far as its arguments are numbers and words."""
        return _call(self.name, self.arguments)


@dataclass(frozen=True)
class ParameterGroup:
    """What an optimizer holds for some of its parameters.

    Attributes:
      rate: its rate now.
      initial: its rate before the schedule; None where no scheduler of torch was ever attached.
      largest, least: the rates that a one-cycle policy leaves here; None elsewhere.
    """

    rate: float
    initial: float | None = None
    largest: float | None = None
    least: float | None = None


def _call(name: str, arguments: Mapping[str, Any]) -> str:
    nested = arguments.get("schedulers")
    parts = [_call(one["class_path"], one["init_args"]) for one in nested] if isinstance(nested, list) else []
    milestones = arguments.get("milestones")
    parts += [f"milestones={milestones!r}"] if isinstance(milestones, list) else []
    parts += [
        f"{key}={value!r}"
        for key, value in arguments.items()
        if isinstance(value, (int, float, str)) and not key.startswith("_") and key not in _COUNTERS
    ]
    return f"{name}({', '.join(parts)})"


def class_of(state: Mapping[Any, Any]) -> str | None:
    """Name the class of a state of a scheduler by its keys; None for anything else."""
    is_plateau = "num_bad_epochs" in state and "patience" in state
    if not is_plateau and "_last_lr" not in state:
        return None
    return next((name for name, keys in _SIGNATURES if all(key in state for key in keys)), None)


def scheduler_of(
    state: Mapping[Any, Any], groups: Sequence[ParameterGroup], depth: int = _MOST_DEPTH
) -> SchedulerState | None:
    """Read a scheduler's state.

    Args:
      state: plain data.
      groups: those of its optimizer, which hold a part of what a one-cycle policy was made with.
      depth: how deep schedulers may be nested in it.

    Returns:
      The scheduler; None where the state is of anything else.
    """
    name = class_of(state)
    if name is None or depth == 0 or not _is_of_training(state):
        return None
    nested = state.get("_schedulers")
    inner = [
        found
        for one in (nested if isinstance(nested, list) else [])
        if isinstance(one, Mapping) and (found := scheduler_of(one, groups, depth - 1)) is not None
    ]
    first = inner[0] if inner else None
    base = rates(state.get("base_lrs")) or (first.base_rates if first else ())
    last_epoch = count(state.get("last_epoch"))
    if last_epoch is None and name == "ChainedScheduler" and first is not None:
        last_epoch = first.last_epoch
    if name == "CyclicLR" and not base:
        base = tuple(group.initial for group in groups if group.initial is not None)
    return SchedulerState(name, _arguments(name, state, inner, groups), base, last_epoch, rates(state.get("_last_lr")))


def _is_of_training(state: Mapping[Any, Any]) -> bool:
    """Say whether no factor or rate is beyond what any training has: of such a number come infinite rates alone."""
    factors = [state[key] for key in _FACTORS if isinstance(state.get(key), (int, float))]
    listed = [*rates(state.get("base_lrs")), *rates(state.get("max_lrs")), number(state.get("eta_min")) or 0.0]
    return all(abs(one) <= _LARGEST_FACTOR for one in factors) and all(abs(one) <= _LARGEST_RATE for one in listed)


def _arguments(
    name: str, state: Mapping[Any, Any], inner: Sequence[SchedulerState], groups: Sequence[ParameterGroup]
) -> Mapping[str, Any]:
    given = {str(key): value for key, value in state.items() if key != CLASS}
    if name in ("SequentialLR", "ChainedScheduler"):
        nodes = [{"class_path": one.name, "init_args": one.arguments} for one in inner]
        return {"schedulers": nodes, "milestones": given.get("_milestones")}
    if name == "MultiStepLR":
        return {"milestones": repeated(given.get("milestones")), "gamma": given.get("gamma")}
    if name == "CyclicLR":
        return _cyclic(given)
    if name == "OneCycleLR":
        return _one_cycle(given, groups)
    return given


def repeated(milestones: Any) -> Any:
    """Write a counter as the list that it was counted from."""
    if not isinstance(milestones, Mapping):
        return milestones
    listed: list[Any] = []
    for at, times in milestones.items():
        number = count(times)
        if number is None or not 0 < number < 64 or len(listed) > 10_000:
            return None
        listed += [at] * number
    return sorted(listed, key=str) if any(not isinstance(at, int) for at in listed) else sorted(listed)


def _cyclic(given: Mapping[str, Any]) -> Mapping[str, Any]:
    size, share = number(given.get("total_size")), number(given.get("step_ratio"))
    if size is None or share is None or not 0 <= size * share <= MAX_STEP or given.get("_scale_fn_custom") is not None:
        return {"scale_fn": "a function of the script"}
    up = round(size * share)
    return {
        "base_lr": given.get("base_lrs"),
        "max_lr": given.get("max_lrs"),
        "step_size_up": up,
        "step_size_down": round(size) - up,
        "mode": given.get("mode") or "triangular",
        "gamma": given.get("gamma"),
    }


def _one_cycle(given: Mapping[str, Any], groups: Sequence[ParameterGroup]) -> Mapping[str, Any]:
    """The optimizer's groups hold the rates, the phases how they follow one another."""
    total, phases = number(given.get("total_steps")), given.get("_schedule_phases")
    first = phases[0] if isinstance(phases, list) and phases and isinstance(phases[0], Mapping) else {}
    end = number(first.get("end_step"))
    known = [group for group in groups if group.initial and group.largest and group.least]
    if not known or total is None or end is None or total <= 0:
        return {"total_steps": given.get("total_steps")}
    group = known[0]
    assert group.initial and group.largest and group.least
    return {
        "total_steps": given.get("total_steps"),
        "max_lr": [one.largest for one in known],
        "pct_start": (end + 1) / total,
        "div_factor": group.largest / group.initial,
        "final_div_factor": group.initial / group.least,
        "three_phase": isinstance(phases, list) and len(phases) == 3,
        "anneal_strategy": "linear" if given.get("_anneal_func_type") == "linear" else "cos",
    }


def groups_of(state: Mapping[Any, Any]) -> list[ParameterGroup] | None:
    """Read the parameter groups of an optimizer's state; None where it is none."""
    listed = state.get("param_groups")
    if not isinstance(listed, (list, tuple)) or not listed:
        return None
    groups = []
    for one in listed[:_MOST_GROUPS]:
        rate = _rate(one.get("lr")) if isinstance(one, Mapping) else None
        if rate is None:
            return None
        groups.append(ParameterGroup(rate, *(_rate(one.get(key)) for key in ("initial_lr", "max_lr", "min_lr"))))
    return groups


def _rate(value: Any) -> float | None:
    found = number(value)
    return found if found is not None and abs(found) <= _LARGEST_RATE else None


def length_of(scheduler: SchedulerState) -> int | None:
    """Say how many steps a scheduler was made for; None where it has no end."""
    given = scheduler.arguments
    if scheduler.name == "LinearLR":
        # One that falls; else it is a warm-up.
        start, end = number(given.get("start_factor")), number(given.get("end_factor"))
        return count(given.get("total_iters")) if start is not None and end is not None and end < start else None
    return _length(scheduler.name, given)


def _length(name: str, given: Mapping[str, Any]) -> int | None:
    key = _LENGTHS.get(name)
    if key is not None:
        return count(given.get(key))
    if name != "SequentialLR":
        return None
    milestones, nodes = given.get("milestones"), given.get("schedulers")
    begin = count(milestones[-1]) if isinstance(milestones, list) and milestones else None
    rest = _length(nodes[-1]["class_path"], nodes[-1]["init_args"]) if isinstance(nodes, list) and nodes else None
    return None if begin is None or rest is None else begin + rest


def number(value: Any) -> float | None:
    """Give a finite number; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not abs(value) < 2**60:
        return None
    return float(value) if math.isfinite(value) else None


def count(value: Any) -> int | None:
    """Give a whole number of 0 or more; None for anything else."""
    found = number(value)
    return int(found) if found is not None and found >= 0 and found.is_integer() else None


def rates(value: Any) -> tuple[float, ...]:
    """Give a list of rates; none where any of them is no number."""
    found = [number(one) for one in _few(value)]
    return () if None in found else tuple(one for one in found if one is not None)


def _few(value: Any) -> Iterator[Any]:
    yield from (value[:_MOST_GROUPS] if isinstance(value, list) else ())


def text_of(state: SchedulerState, base: tuple[float, ...]) -> str:
    """Write what was saved of a scheduler, with the rates that it began with, for people."""
    rates = ", ".join(format_rate(rate) for rate in base[:_MOST_SHOWN])
    return f"{state.described}\nbase_lrs: {rates}\nlast_epoch: {state.last_epoch}"
