"""What stands on torch: timm's schedulers, and what Lightning's `configure_optimizers` returns.

timm 1.0 `scheduler/scheduler.py`: a schedule is a function of the number that `step` or `step_update` is given.
Lightning 2.6 `core/optimizer.py`, `_configure_optimizers`: an optimizer, a list, a dict, or two lists.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from tb_lrplugin.live.asked import Asked, name_of, package_of
from tb_lrplugin.live.recording import undisturbed
from tb_lrplugin.live.torch_schedulers import (
    is_optimizer,
    is_scheduler,
    named_by_group,
    of_optimizer,
    of_scheduler,
    optimizer_name,
)
from tb_lrplugin.live.twins import copy_of_function
from tb_lrplugin.schedules import Constant, Held, record

_TOLERANCE = 5e-8
_EPOCH, _CALL = "epoch", "call of the scheduler"


def is_timm(config: Any) -> bool:
    """Say whether something is a scheduler of timm."""
    return any(
        base.__name__ == "Scheduler" and package_of(base) == "timm" for base in type(config).__mro__
    ) and is_optimizer(getattr(config, "optimizer", None))


def of_timm(scheduler: Any, total_calls: int | None) -> list[Asked]:
    """Read a scheduler of timm, in epochs or updates, whichever it counts.

    Raises:
      ValueError: if `total_calls` is missing.
    """
    name, optimizer = name_of(type(scheduler)), scheduler.optimizer
    scales = [group.get("lr_scale", 1.0) for group in optimizer.param_groups]
    if hasattr(scheduler, "lr_scheduler"):
        # A metric moves the rate; until one does, it is a constant.
        starts = [Constant(float(group["lr"])) for group in optimizer.param_groups]
        return named_by_group(starts, optimizer_name(optimizer), f"{name}, a scheduler for torch")
    if total_calls is None:
        raise ValueError(f"The end of {name} is not known: pass total_steps=NUMBER, the last step to record.")
    twin = copy_of_function(scheduler)
    known: dict[int, list[float]] = {}

    def rates(step: int) -> list[float]:
        if step not in known:
            values = twin._get_lr(step)
            listed = list(values) if isinstance(values, (list, tuple)) else [values] * len(scales)
            known[step] = [float(value) for value in twin._add_noise(listed, step)]
        return known[step]

    with undisturbed():
        curves = [
            record(lambda step, at=index: rates(step)[at] * scales[at], total_calls, tolerance=_TOLERANCE)  # type: ignore[misc]
            for index in range(len(scales))
        ]
    return named_by_group(curves, optimizer_name(optimizer), f"{name}, a scheduler for torch")


@dataclass(frozen=True)
class Configured:
    """One optimizer of a LightningModule, with its scheduler.

    Attributes:
      optimizer: of torch.
      scheduler: None where it has none.
      per_epoch: whether Lightning steps it once per epoch, its default.
      frequency: that every so many epochs or updates.
    """

    optimizer: Any
    scheduler: Any = None
    per_epoch: bool = True
    frequency: int = 1

    def asked(self, total_steps: int | None, steps_per_call: int | None) -> list[Asked]:
        """Read it, in updates.

        Raises:
          ValueError: if the scheduler is stepped per epoch, and nobody tells how long one is.
        """
        if self.scheduler is None:
            return [_by_lightning(asked) for asked in of_optimizer(self.optimizer)]
        if self.per_epoch and steps_per_call is None:
            raise ValueError(
                'Lightning steps this scheduler once per epoch (interval "epoch"), and the length of an epoch is not '
                "known before training: pass steps_per_call=NUMBER, the updates of an epoch, or let the callback "
                "tb_lrplugin.lightning.LearningRateWatch() write it."
            )
        pace = (steps_per_call if steps_per_call is not None and self.per_epoch else 1) * self.frequency
        total_calls = None if total_steps is None else -(-total_steps // pace)
        unit = _EPOCH if self.per_epoch and self.frequency == 1 else _CALL
        return [_by_lightning(held_for(asked, pace, unit)) for asked in of_scheduler(self.scheduler, total_calls)]


def held_for(asked: Asked, steps_per_call: int, unit: str = _CALL) -> Asked:
    """Write a schedule in calls of a scheduler as one in updates."""
    if steps_per_call == 1 or asked.schedule.is_constant:
        return asked
    return replace(asked, schedule=Held(asked.schedule, steps_per_call, unit))


def _by_lightning(asked: Asked) -> Asked:
    return replace(asked, made_from=f"{asked.made_from}, under Lightning")


def is_lightning_result(config: Any) -> bool:
    """Say whether something is what `configure_optimizers` returns, an optimizer alone excepted."""
    if isinstance(config, Mapping):
        return is_optimizer(config.get("optimizer"))
    if not isinstance(config, (list, tuple)) or not config:
        return False
    first = config[0]
    return is_optimizer(first) or is_lightning_result(first)


def configured(result: Any) -> Iterator[Configured]:
    """List the optimizers of what `configure_optimizers` returned, each with its scheduler."""
    if is_optimizer(result):
        yield Configured(result)
    elif isinstance(result, Mapping):
        yield _of_pair(result["optimizer"], result.get("lr_scheduler"))
    elif len(result) == 2 and isinstance(result[0], (list, tuple)):
        optimizers, schedulers = result
        listed = schedulers if isinstance(schedulers, (list, tuple)) else [schedulers]
        by_optimizer = {id(_scheduler_of(one).optimizer): one for one in listed if _scheduler_of(one) is not None}
        for optimizer in optimizers:
            yield _of_pair(optimizer, by_optimizer.get(id(optimizer)))
    else:
        for one in result:
            yield from configured(one)


def _scheduler_of(given: Any) -> Any:
    found = given.get("scheduler") if isinstance(given, Mapping) else given
    return found if is_scheduler(found) else None


def _of_pair(optimizer: Any, given: Any) -> Configured:
    scheduler = _scheduler_of(given)
    if scheduler is None:
        return Configured(optimizer)
    options = given if isinstance(given, Mapping) else {}
    frequency = options.get("frequency")
    return Configured(
        optimizer, scheduler, options.get("interval", _EPOCH) != "step", frequency if isinstance(frequency, int) else 1
    )
