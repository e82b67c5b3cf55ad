"""The schedules of Hugging Face transformers from the Trainer's arguments, without importing transformers.

Source of the formulas: `src/transformers/optimization.py` of transformers 5.23.0 (`get_scheduler` and the
functions it calls); 4.51.3 has the same ones but for `timescale`, which it ignores. A warm-up is a straight line
from 0 that arrives at step `warmup_steps`; where nothing is said of the end, the cosine rises again after it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tb_lrplugin.schedules import (
    Constant,
    Cosine,
    CosineCycles,
    CosineWave,
    InverseSquareRoot,
    Join,
    Polynomial,
    SquareRoot,
)
from tb_lrplugin.schedules.base import Schedule, require
from tb_lrplugin.schedules.join import in_phases
from tb_lrplugin.words.numbers import format_rate, format_step

_DEFAULT_TIMESCALE = 10_000
# What a float of a JSON tells apart.
_MOST_STEPS = 2**53
_SHAPES = ("linear", "cosine", "1-sqrt")


@dataclass(frozen=True)
class Plan:
    """What the functions of `optimization.py` are called with.

    Attributes:
      rate: the optimizer's learning rate, the peak.
      warmup: warm-up steps.
      total: training steps.
      options: `lr_scheduler_kwargs`.
      warms_up_from_floor: whether the warm-up of `warmup_stable_decay` begins at its floor, as from 4.49 on; before
        it begins at 0.
    """

    rate: float
    warmup: int
    total: int
    options: Mapping[str, Any]
    warms_up_from_floor: bool = True

    @property
    def decay_steps(self) -> int:
        """Steps after the warm-up, 1 at least, as every formula divides by it."""
        return max(1, self.total - self.warmup)

    def number(self, name: str, default: float) -> float:
        """Give an option that must be a finite number."""
        value = self.options.get(name)
        return default if value is None else as_number(name, value)

    def steps(self, name: str) -> int:
        """Give an option that must be a number of steps, 0 or more.

        Raises:
          ScheduleError: if it is missing or something else.
        """
        require(self.options.get(name) is not None, f"lr_scheduler_kwargs has no {name}, so transformers refuses")
        return whole_steps(name, self.options[name])


def as_number(name: str, value: Any) -> float:
    """Take a value of a JSON as a finite number.

    Raises:
      ScheduleError: if it is none.
    """
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    require(is_number and abs(value) <= 1e300, f"{name} is {str(value)[:40]!r}: it must be a finite number")
    return float(value)


def whole_steps(name: str, value: Any) -> int:
    """Take a value of a JSON as a number of steps, 0 or more.

    Raises:
      ScheduleError: if it is none.
    """
    steps = as_number(name, value)
    require(
        0 <= steps <= _MOST_STEPS and steps.is_integer(), f"{name} is {value}: it must be a whole number, 0 or above"
    )
    return int(steps)


def from_transformers(name: str, plan: Plan) -> Schedule | None:
    """Build the schedule that `get_scheduler` makes for an `lr_scheduler_type`.

    Args:
      name: "linear", "cosine_with_min_lr" ...
      plan: rate, steps and options.

    Returns:
      The schedule; None where the type is not one of transformers' own, or has no closed form.

    Raises:
      ScheduleError: if an option is of the wrong type or transformers would refuse it.
    """
    build = _BUILDERS.get(name)
    return None if build is None else build(plan)


def _constant(plan: Plan) -> Schedule:
    return Constant(plan.rate)


def _constant_with_warmup(plan: Plan) -> Schedule:
    return _warmed_up(plan, Constant(plan.rate), "hold")


def _linear(plan: Plan) -> Schedule:
    if plan.total <= plan.warmup:
        return _warmed_up(plan, Constant(0.0))
    return _warmed_up(plan, Polynomial(plan.rate, 0.0, plan.decay_steps))


def _cosine(plan: Plan) -> Schedule:
    return _warmed_up(plan, CosineWave(plan.rate, 0.0, plan.decay_steps, plan.number("num_cycles", 0.5)))


def _cosine_with_restarts(plan: Plan) -> Schedule:
    return _warmed_up(plan, CosineCycles(plan.rate, plan.decay_steps, plan.number("num_cycles", 1)))


def _polynomial(plan: Plan) -> Schedule:
    end = plan.number("lr_end", 1e-7)
    require(
        plan.rate > end,
        f"lr_end {format_rate(end)} is not below learning_rate {format_rate(plan.rate)}: transformers refuses to start",
    )
    if plan.total <= plan.warmup:
        return _warmed_up(plan, Constant(end))
    return _warmed_up(plan, Polynomial(plan.rate, end, plan.decay_steps, plan.number("power", 1.0)))


def _inverse_sqrt(plan: Plan) -> Schedule:
    timescale = plan.number("timescale", plan.warmup or _DEFAULT_TIMESCALE)
    return _warmed_up(plan, InverseSquareRoot(plan.rate, timescale))


def _cosine_with_min_lr(plan: Plan) -> Schedule:
    return _warmed_up(plan, CosineWave(plan.rate, _least_rate(plan), plan.decay_steps, plan.number("num_cycles", 0.5)))


def _cosine_warmup_with_min_lr(plan: Plan) -> Schedule:
    """Build the variant that counts from 1: its first step already has a rate, its cosine is one step ahead."""
    wave = CosineWave(plan.rate, _least_rate(plan), plan.decay_steps, plan.number("num_cycles", 0.5), shift=1)
    if plan.warmup == 0:
        return wave
    start = plan.number("warmup_lr_rate", 1.0 / plan.warmup) * plan.rate
    ramp = Polynomial(start, plan.rate, max(1, plan.warmup - 1))
    return Join((ramp, wave), (plan.warmup,), ("warm-up", "decay"))


def _least_rate(plan: Plan) -> float:
    given = [name for name in ("min_lr", "min_lr_rate") if plan.options.get(name) is not None]
    require(len(given) == 1, f"lr_scheduler_kwargs has {len(given)} of min_lr and min_lr_rate: transformers wants one")
    scale = 1.0 if given == ["min_lr"] else plan.rate
    return plan.number(given[0], 0.0) * scale


def _warmup_stable_decay(plan: Plan) -> Schedule | None:
    decay = plan.steps("num_decay_steps")
    if plan.options.get("num_stable_steps") is None:
        stable = plan.total - plan.warmup - decay
    else:
        stable = plan.steps("num_stable_steps")
    if stable < 0:
        # The decay begins within the warm-up and cuts it off in its middle.
        return None
    least = plan.number("min_lr_ratio", 0.0) * plan.rate
    fall = _fall(_shape_of(plan, "decay_type", "cosine"), least, decay, plan)
    first = least if plan.warms_up_from_floor else 0.0
    # All but a whole wave stay at their end by themselves.
    stays = decay > 0 and not isinstance(fall, CosineWave)
    return in_phases(
        [
            ("warm-up", plan.warmup, _rise(_shape_of(plan, "warmup_type", "linear"), first, plan)),
            ("hold", stable, Constant(plan.rate)),
            ("decay", decay, fall),
            ("end", 0 if stays else 1, Constant(least)),
        ]
    )


def _shape_of(plan: Plan, name: str, default: str) -> str:
    shape = plan.options.get(name, default)
    require(shape in _SHAPES, f"{name} is {str(shape)[:40]!r}: transformers knows linear, cosine and 1-sqrt")
    return str(shape)


def _rise(shape: str, least: float, plan: Plan) -> Schedule:
    steps = max(1, plan.warmup)
    if shape == "cosine":
        return Cosine(least, steps, plan.rate)
    return Polynomial(least, plan.rate, steps, 1.0 if shape == "linear" else 0.5)


def _fall(shape: str, least: float, decay_steps: int, plan: Plan) -> Schedule:
    steps = max(1, decay_steps)
    if shape == "linear":
        return Polynomial(plan.rate, least, steps)
    if shape == "1-sqrt":
        return SquareRoot(plan.rate, least, steps)
    cycles = plan.number("num_cycles", 0.5)
    return Cosine(plan.rate, steps, least) if cycles == 0.5 else CosineWave(plan.rate, least, steps, cycles)


def _warmed_up(plan: Plan, main: Schedule, name: str = "decay") -> Schedule:
    if plan.warmup == 0:
        return main
    return Join((Polynomial(0.0, plan.rate, plan.warmup), main), (plan.warmup,), ("warm-up", name))


_BUILDERS: Mapping[str, Callable[[Plan], Schedule | None]] = {
    "constant": _constant,
    "constant_with_warmup": _constant_with_warmup,
    "linear": _linear,
    "cosine": _cosine,
    "cosine_with_restarts": _cosine_with_restarts,
    "polynomial": _polynomial,
    "inverse_sqrt": _inverse_sqrt,
    # A metric moves it; until one does, it is a constant.
    "reduce_lr_on_plateau": _constant,
    "cosine_with_min_lr": _cosine_with_min_lr,
    "cosine_warmup_with_min_lr": _cosine_warmup_with_min_lr,
    "warmup_stable_decay": _warmup_stable_decay,
}


def warmup_length(warmup_steps: float, warmup_ratio: float, total: int) -> int:
    """Count the warm-up steps as `TrainingArguments.get_warmup_steps` does, of transformers 4 and 5.

    Raises:
      ScheduleError: if one of the two is out of its range.
    """
    in_range = 0 <= warmup_steps <= _MOST_STEPS
    require(in_range, f"warmup_steps is {format_step(warmup_steps)}: it must be between 0 and 2^53")
    require(0 <= warmup_ratio <= 1, f"warmup_ratio is {format_rate(warmup_ratio)}: it must be between 0 and 1")
    if warmup_steps >= 1:
        return int(warmup_steps)
    return math.ceil(total * (warmup_steps or warmup_ratio))
