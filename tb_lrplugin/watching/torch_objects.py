"""What the optimizers and schedulers of torch tell a watch beside their rate, without importing torch."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any

from tb_lrplugin.frameworks.torch.schedule import SETTING_THE_BASE

# To load a tensor changes it once, or twice where it is copied to its place.
_LOADED = 2


def is_of_this_process(state: Mapping[str, Any]) -> bool:
    """Say whether an optimizer's state of a parameter was made by updates here: one that was loaded is of new tensors.

    torch counts the changes of a tensor in place in its `_version`; an update is one of the step at least.
    """
    try:
        changes = {name: value._version for name, value in state.items() if hasattr(value, "grad_fn")}
        if "step" in changes:
            return bool(changes["step"] >= int(state["step"]))
    except RuntimeError:  # A tensor of torch.inference_mode() does not count.
        return False
    return max(changes.values(), default=0) > _LOADED


def counting(scheduler: Any) -> Any:
    """Find the scheduler whose `last_epoch` counts: of a ChainedScheduler it is the first one's."""
    if isinstance(getattr(scheduler, "last_epoch", None), int):
        return scheduler
    nested = getattr(scheduler, "_schedulers", None)
    return counting(nested[0]) if isinstance(nested, list) and nested else None


def nested(scheduler: Any) -> list[Any]:
    """List a scheduler and those within it."""
    found = [scheduler]
    for one in found:
        inner = [*(getattr(one, "_schedulers", None) or []), getattr(one, "after_scheduler", None)]
        found += [other for other in inner if hasattr(other, "optimizer") and len(found) < 64]
    return found


def initial_rate(optimizer: Any) -> float | None:
    """Give the rate that all parameter groups begin with, as their scheduler noted it; None where they differ."""
    found = {group.get("initial_lr") for group in optimizer.param_groups}
    return float(found.pop()) if len(found) == 1 and None not in found else None


def rate_made_for(optimizer: Any, scheduler: Any) -> float | None:
    """Give the rate that an optimizer was made with, whatever was loaded since; None where a scheduler sets its own."""
    own = any(type(one).__name__ in SETTING_THE_BASE for one in nested(scheduler))
    rate = getattr(optimizer, "defaults", {}).get("lr")
    return None if own or rate is None else float(rate)


def usual_rate(optimizer: Any) -> float | None:
    """Give the rate of an optimizer that is given none."""
    parameter = inspect.signature(type(optimizer)).parameters.get("lr")
    return None if parameter is None or not isinstance(parameter.default, float) else parameter.default


def base_rates(scheduler: Any) -> list[Any]:
    """List the lists of rates that a scheduler, with all within it, was made for."""
    found = [] if scheduler is None else [getattr(one, "base_lrs", None) for one in nested(scheduler)]
    return [one for one in found if one is not None]


def drives(scheduler: Any, optimizer: Any) -> bool:
    """Say whether a scheduler, with all within it, moves the groups of an optimizer; a wrapper shares them."""
    groups = optimizer.param_groups
    return all(
        one.optimizer is optimizer
        or getattr(one.optimizer, "param_groups", None) is groups
        or any(group is groups[0] for group in getattr(one.optimizer, "param_groups", []))
        for one in nested(scheduler)
    )


def training_steps(scheduler: Any) -> int | None:
    """Give the training steps that a function of transformers was made for; None where nothing tells."""
    functions = getattr(scheduler, "lr_lambdas", None)
    given = getattr(functions[0], "keywords", {}) if functions else {}
    found = given.get("num_training_steps")
    return found if isinstance(found, int) else None
