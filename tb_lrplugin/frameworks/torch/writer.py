"""A schedule as torch code: an optimizer and the scheduler that moves its rate.

The inverse of `schedule.py` (torch 2.13 `torch/optim/lr_scheduler.py`).
"""

from __future__ import annotations

import dataclasses
import itertools
import json
import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from tb_lrplugin.formats.python_calls import Call, calls_in, read_calls
from tb_lrplugin.formats.texts import double_text, python_float
from tb_lrplugin.frameworks.framework import Configuration
from tb_lrplugin.frameworks.reading import Reading, changed
from tb_lrplugin.frameworks.torch.schedule import from_torch_scheduler
from tb_lrplugin.schedules import (
    Constant,
    Cosine,
    CosineRestarts,
    CosineWave,
    Cyclic,
    Exponential,
    Held,
    Join,
    PiecewiseConstant,
    Polynomial,
    Schedule,
    ScheduleError,
)
from tb_lrplugin.schedules.views import spans_of

_OPTIMIZERS = {"adam": "Adam", "sgd": "SGD", "momentum": "SGD", "rmsprop": "RMSprop", "rms_prop": "RMSprop"}
_OTHER_SCHEDULERS = ("CosineAnnealingWarmRestarts", "ReduceLROnPlateau", "ChainedScheduler")
_CHECKED_STEPS = 500
_CLOSE = 1e-6

# A class of torch.optim.lr_scheduler and its keyword arguments; schedulers within schedulers as such pairs.
_Scheduler = tuple[str, Mapping[str, Any]]


def torch_configuration(reading: Reading, schedule: Schedule) -> Configuration | None:
    """Write a schedule for whoever trains with torch; None where torch has no such scheduler."""
    code = torch_code(schedule, reading.optimizer, reading.total_steps)
    return Configuration.of("torch", code, lambda code: _read(reading, schedule, code))


def _read(reading: Reading, written: Schedule, code: str) -> Reading:
    """Read code that was written for a schedule, with other numbers in it."""
    found = read_calls(code)
    rate, scheduler = float(found["optimizer"].arguments["lr"]), found.get("scheduler")
    schedule: Schedule | None = Constant(rate)
    if isinstance(scheduler, Call):
        schedule = from_torch_scheduler(scheduler.name, _arguments(scheduler), rate)
    if schedule is not None and isinstance(written, Held):
        schedule = dataclasses.replace(written, schedule=schedule)
    return changed(reading, schedule=schedule)


def whole(text: str) -> str:
    """Make the configuration of a LightningCLI of lines that are quoted of it, or of code that makes what it names."""
    if "(" not in text:
        return f"trainer: {{}}\n{text}"
    calls = calls_in(text)
    optimizer = next(one for one in calls if "lr" in one.arguments and "optim" in text)
    schedulers = [one for one in calls if one.name.endswith("LR") or one.name in _OTHER_SCHEDULERS]
    named = {"optimizer": optimizer} | ({"lr_scheduler": schedulers[0]} if schedulers else {})
    nodes = (
        f"{name}:\n  class_path: {call.name}\n  init_args: {json.dumps(_arguments(call), default=str)}"
        for name, call in named.items()
    )
    return "\n".join(["trainer: {}", *nodes])


def _arguments(call: Call) -> Mapping[str, Any]:
    """Give the arguments of a call as a configuration file names them, nested schedulers by their class_path."""
    nested = call.arguments.get("schedulers")
    if nested is None:
        return call.arguments
    nodes = [{"class_path": part.name, "init_args": _arguments(part)} for part in nested]
    return {**call.arguments, "schedulers": nodes}


def torch_code(schedule: Schedule, optimizer: str, total_steps: int | None) -> str | None:
    """Write code that makes an optimizer with its scheduler.

    Args:
      schedule: what to follow.
      optimizer: name of the optimizer as the source wrote it; "" where not known.
      total_steps: the steps over which code and schedule must agree; None for as long as the schedule moves.

    Returns:
      The code; None where no scheduler of torch's own follows the schedule.
    """
    remark = ""
    if isinstance(schedule, Held):
        remark = f"  # call scheduler.step() once every {schedule.hold_steps} optimizer steps"
        total_steps = None if total_steps is None else -(-total_steps // schedule.hold_steps)
        schedule = schedule.schedule
    found = _scheduler(schedule)
    if found is None:
        return None
    rate, scheduler = found
    name = _OPTIMIZERS.get(optimizer.lower(), "AdamW")
    made = f"optimizer = torch.optim.{name}(model.parameters(), lr={_literal(rate)})"
    if scheduler is None:
        return f"import torch\n\n{made}"
    if not _agrees(schedule, scheduler, rate, total_steps):
        return None
    return f"import torch\n\n{made}\nscheduler = {_call(scheduler)}{remark}"


def _scheduler(schedule: Schedule) -> tuple[float, _Scheduler | None] | None:
    """Give the optimizer's rate and its scheduler; None where torch has no such scheduler."""
    if isinstance(schedule, Constant):
        return schedule.value, None
    if isinstance(schedule, Join) and len(schedule.schedules) == 2:
        ramp, main = schedule.schedules
        after = _scheduler(main)
        if after is None or not isinstance(ramp, Polynomial) or ramp.power != 1:
            return None
        rate, later = after
        before = _linear(ramp, rate)
        if before is None:
            return None
        later = later or ("ConstantLR", {"factor": 1.0, "total_iters": 0})
        return rate, ("SequentialLR", {"schedulers": [before, later], "milestones": list(schedule.boundaries)})
    alone = _alone(schedule)
    return None if alone is None or alone[1] is None else alone


def _alone(schedule: Schedule) -> tuple[float, _Scheduler | None] | None:
    if isinstance(schedule, Exponential) and schedule.init_value > 0:
        steps = schedule.transition_steps
        if not schedule.staircase:
            return schedule.init_value, ("ExponentialLR", {"gamma": math.pow(schedule.decay_rate, 1.0 / steps)})
        if float(steps).is_integer():
            return schedule.init_value, ("StepLR", {"step_size": int(steps), "gamma": schedule.decay_rate})
    if isinstance(schedule, PiecewiseConstant) and all(value > 0 for value in schedule.values):
        factors = [after / before for before, after in itertools.pairwise(schedule.values)]
        if factors and max(factors) - min(factors) <= _CLOSE * max(factors):
            gamma = float(f"{factors[0]:.6g}")
            return schedule.values[0], ("MultiStepLR", {"milestones": list(schedule.boundaries), "gamma": gamma})
    if isinstance(schedule, (Cosine, CosineWave)) and getattr(schedule, "num_cycles", 0.5) == 0.5:
        options = {"T_max": schedule.decay_steps, "eta_min": schedule.end_value}
        return schedule.init_value, ("CosineAnnealingLR", options)
    if isinstance(schedule, CosineRestarts):
        warm: dict[str, Any] = {"T_0": schedule.first_steps, "T_mult": schedule.length_factor}
        return schedule.init_value, ("CosineAnnealingWarmRestarts", {**warm, "eta_min": schedule.end_value})
    if isinstance(schedule, Polynomial) and schedule.end_value == 0:
        options = {"total_iters": schedule.transition_steps, "power": schedule.power}
        return schedule.init_value, ("PolynomialLR", options)
    if isinstance(schedule, Polynomial) and schedule.power == 1:
        rate = max(schedule.init_value, schedule.end_value)
        return rate, _linear(schedule, rate)
    if isinstance(schedule, Cyclic) and (schedule.step_factor == 1 or schedule.cycle_factor == 1):
        cycle: dict[str, Any] = {"base_lr": schedule.init_value, "max_lr": schedule.peak_value}
        cycle |= {"step_size_up": schedule.steps_up, "step_size_down": schedule.steps_down}
        if schedule.step_factor != 1:
            cycle |= {"mode": "exp_range", "gamma": schedule.step_factor}
        elif schedule.cycle_factor != 1:
            cycle["mode"] = "triangular2"
        return schedule.init_value, ("CyclicLR", cycle)
    return None


def _linear(ramp: Polynomial, rate: float) -> _Scheduler | None:
    if ramp.init_value == 0 or rate == 0:
        # torch refuses to begin with a factor of 0.
        return None
    start, end = (float(f"{value / rate:.12g}") for value in (ramp.init_value, ramp.end_value))
    if start > 1 or end > 1:
        return None
    return "LinearLR", {"start_factor": start, "end_factor": end, "total_iters": ramp.transition_steps}


def _agrees(schedule: Schedule, scheduler: _Scheduler, rate: float, total_steps: int | None) -> bool:
    try:
        read = from_torch_scheduler(scheduler[0], _as_arguments(scheduler), rate)
    except ScheduleError:
        return False
    if read is None:
        return False
    spans = spans_of(schedule)
    last = total_steps or int(max(span.at(span.schedule.arrival or _CHECKED_STEPS) for span in spans))
    steps = np.unique(np.linspace(0, last, _CHECKED_STEPS).astype(np.int64))
    return bool(np.allclose(read(steps), schedule(steps), rtol=_CLOSE, atol=_CLOSE * rate))


def _as_arguments(scheduler: _Scheduler) -> Mapping[str, Any]:
    """Give the arguments as a configuration file names them, nested schedulers by their class_path."""
    _, arguments = scheduler
    nested = arguments.get("schedulers")
    if nested is None:
        return arguments
    nodes = [{"class_path": name, "init_args": _as_arguments((name, inner))} for name, inner in nested]
    return {**arguments, "schedulers": nodes}


def _call(scheduler: _Scheduler, margin: str = "") -> str:
    name, arguments = scheduler
    inner = f"{margin}    "
    lines = ["optimizer"]
    for key, value in arguments.items():
        if key == "schedulers":
            body = "".join(f"{inner}    {_call(part, f'{inner}    ')},\n" for part in value)
            lines.append(f"schedulers=[\n{body}{inner}]")
        else:
            lines.append(f"{key}={_literal(value)}")
    if "schedulers" in arguments:
        body = "".join(f"{inner}{line},\n" for line in lines)
        return f"torch.optim.lr_scheduler.{name}(\n{body}{margin})"
    return f"torch.optim.lr_scheduler.{name}({', '.join(lines)})"


def _literal(value: Any) -> str:
    if isinstance(value, str):
        return f'"{value}"'
    return python_float(double_text(value)) if isinstance(value, float) else str(value)
