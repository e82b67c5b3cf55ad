"""torch's learning-rate schedulers from their class names and arguments, without importing torch.

Source of the formulas: torch 2.13 `torch/optim/lr_scheduler.py`. Steps are calls of `scheduler.step()`: f(0) is the
rate after construction. torch computes most of them by recursion from the optimizer's current rate; where nothing
else sets the rate that is the closed form given here. `LambdaLR` and `MultiplicativeLR` hold a function, which no
configuration tells.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tb_lrplugin.formats import Arguments
from tb_lrplugin.frameworks.reading import MetricRule
from tb_lrplugin.frameworks.torch.one_cycle import one_cycle
from tb_lrplugin.schedules import (
    Constant,
    CosineRestarts,
    CosineWave,
    Cyclic,
    Exponential,
    Join,
    PiecewiseConstant,
    Polynomial,
    Shift,
    record,
)
from tb_lrplugin.schedules.base import Schedule, ScheduleError, require
from tb_lrplugin.schedules.steps import raised
from tb_lrplugin.words.numbers import format_rate

# These set the rate from a metric: as far as the configuration goes it is constant.
METRIC_DRIVEN = frozenset({"ReduceLROnPlateau"})

# Schedulers within schedulers; real ones nest two deep.
_MOST_DEPTH = 8
# They set the optimizer's initial rate themselves, so what is joined to them no longer starts from the base rate.
SETTING_THE_BASE = frozenset({"OneCycleLR", "CyclicLR"})
# They compute the rate anew at each step, whatever the optimizer's is.
_SETTING_THE_RATE = frozenset({*SETTING_THE_BASE, "CosineAnnealingWarmRestarts"})
# Of so many steps the product of two schedules is recorded.
_LONGEST_PRODUCT = 10_000


def from_torch_scheduler(class_name: str, arguments: Mapping[Any, Any], base_rate: float) -> Schedule | None:
    """Build the schedule that a class of `torch.optim.lr_scheduler` with these arguments computes.

    Args:
      class_name: "StepLR", or a path that ends with it.
      arguments: its keyword arguments; nested schedulers as `{"class_path": ..., "init_args": {...}}`.
      base_rate: the optimizer's `lr`.

    Returns:
      The schedule; a constant for one that is driven by a metric; None where the class has no closed form here.

    Raises:
      ScheduleError: if an argument is missing, of the wrong type or out of its range.
    """
    try:
        return _build(class_name, arguments, base_rate, _MOST_DEPTH)
    except OverflowError as error:
        raise ScheduleError(f"the rates of {class_name} grow beyond all numbers") from error


def rule_of(class_name: str, arguments: Mapping[Any, Any]) -> MetricRule | None:
    """Give the rule that a class of `torch.optim.lr_scheduler` moves the rate by; None for one that needs no metric."""
    name = class_name.rpartition(".")[2]
    if name not in METRIC_DRIVEN:
        return None
    given = Arguments(name, arguments)
    try:
        factor, floor = given.number("factor", 0.1), given.number("min_lr", 0.0)
    except ScheduleError:
        return MetricRule(name)
    return MetricRule(name, factor=1 / factor if 0 < factor < 1 else math.nan, floor=max(floor, 0.0))


def _build(class_name: str, arguments: Mapping[Any, Any], base_rate: float, depth: int) -> Schedule | None:
    name = class_name.rpartition(".")[2]
    given = Arguments(name, arguments)
    if name == "SequentialLR":
        return _sequential(given, base_rate, depth)
    if name == "ChainedScheduler":
        return _chained(given, base_rate, depth)
    build = _BUILDERS.get(name)
    return None if build is None else build(given, base_rate)


def _constant(_given: Arguments, base: float) -> Schedule:
    return Constant(base)


def _step(given: Arguments, base: float) -> Schedule:
    step_size, gamma = given.whole("step_size"), given.number("gamma", 0.1)
    require(step_size > 0, f"step_size of StepLR is {step_size}: it must be 1 or more")
    if gamma == 0:
        return PiecewiseConstant((step_size,), (base, 0.0))
    return Exponential(base, step_size, gamma, staircase=True)


def _multi_step(given: Arguments, base: float) -> Schedule:
    return multi_step(base, given.wholes("milestones"), given.number("gamma", 0.1))


def multi_step(base: float, milestones: list[int], gamma: float) -> Schedule:
    """Multiply a rate by gamma at each milestone, as often as it is listed; step 0 is a milestone like any other."""
    require(gamma >= 0, f"gamma is {format_rate(gamma)}: it must be 0 or above")
    times = Counter(milestone for milestone in milestones if milestone >= 0)
    rates = [base * raised(gamma, times.pop(0, 0))]
    boundaries = sorted(times)
    for boundary in boundaries:
        rates.append(rates[-1] * raised(gamma, times[boundary]))
    return PiecewiseConstant(tuple(boundaries), tuple(rates))


def _constant_factor(given: Arguments, base: float) -> Schedule:
    factor, total = given.number("factor", 1.0 / 3), given.whole("total_iters", 5)
    require(0 < factor <= 1, f"factor of ConstantLR is {format_rate(factor)}: it must be above 0 and at most 1")
    # The factor is taken back when step() has been called total_iters times: with 0 that never happens.
    return PiecewiseConstant((total,), (base * factor, base)) if total > 0 else Constant(base * factor)


def _linear(given: Arguments, base: float) -> Schedule:
    start, end = given.number("start_factor", 1.0 / 3), given.number("end_factor", 1.0)
    total = given.whole("total_iters", 5)
    require(0 < start <= 1, f"start_factor of LinearLR is {format_rate(start)}: it must be above 0 and at most 1")
    require(0 <= end <= 1, f"end_factor of LinearLR is {format_rate(end)}: it must be between 0 and 1")
    return Polynomial(base * start, base * end, total) if total > 0 else Constant(base * start)


def _exponential(given: Arguments, base: float) -> Schedule:
    return Exponential(base, 1, given.number("gamma"))


def _polynomial(given: Arguments, base: float) -> Schedule:
    total = given.whole("total_iters", 5)
    return Polynomial(base, 0.0, total, given.number("power", 1.0)) if total > 0 else Constant(base)


def _cosine(given: Arguments, base: float) -> Schedule:
    return CosineWave(base, given.number("eta_min", 0.0), given.whole("T_max"))


def _warm_restarts(given: Arguments, base: float) -> Schedule:
    return CosineRestarts(base, given.number("eta_min", 0.0), given.whole("T_0"), given.whole("T_mult", 1))


def _cyclic(given: Arguments, _base: float) -> Schedule | None:
    if given.has("scale_fn"):
        return None
    mode = given.word("mode", "triangular", ("triangular", "triangular2", "exp_range"))
    up = given.whole("step_size_up", 2000)
    return Cyclic(
        _first_group(given, "base_lr"),
        _first_group(given, "max_lr"),
        up,
        given.whole("step_size_down", up),
        0.5 if mode == "triangular2" else 1.0,
        given.number("gamma", 1.0) if mode == "exp_range" else 1.0,
    )


def _one_cycle(given: Arguments, _base: float) -> Schedule:
    total = given.whole("total_steps") if given.has("total_steps") else _product(given, "epochs", "steps_per_epoch")
    return one_cycle(given, _first_group(given, "max_lr"), total)


def _sequential(given: Arguments, base: float, depth: int) -> Schedule | None:
    nodes = _nested(given, depth)
    milestones = given.wholes("milestones")
    require(
        len(milestones) == len(nodes) - 1,
        f"SequentialLR has {len(nodes)} schedulers and {len(milestones)} milestones: one fewer is needed",
    )
    require(milestones == sorted(milestones), f"milestones of SequentialLR are {milestones}: they must increase")
    if any(name.rpartition(".")[2] in SETTING_THE_BASE for name, _ in nodes):
        return None
    # Of several schedulers that begin at one step the last one runs, also at step 0.
    chosen = {max(at, 0): node for at, node in zip([0, *milestones], nodes, strict=True)}
    parts = [_build(name, arguments, base, depth - 1) for name, arguments in chosen.values()]
    known = tuple(part for part in parts if part is not None)
    if len(known) < len(parts):
        return None
    starts = tuple(chosen)
    names = ("warm-up", "decay") if len(known) == 2 and _rises(known[0], starts[1]) else ()
    return Join(known, starts[1:], names) if len(known) > 1 else known[0]


def _rises(schedule: Schedule, until: int) -> bool:
    return schedule.value_at(0) < schedule.value_at(until - 1)


def _chained(given: Arguments, base: float, depth: int) -> Schedule | None:
    """Multiply step functions and schedules that come to an end with at most one other; no more has a closed form here.

    A scheduler that sets the rate, whatever it finds, leaves nothing of those before it.
    """
    nodes = _nested(given, depth)
    names = [name.rpartition(".")[2] for name, _ in nodes]
    if names[-1] in _SETTING_THE_RATE:
        return _build(*nodes[-1], base, depth - 1)
    if not _SETTING_THE_RATE.isdisjoint(names) or any(arguments.get("eta_min") for _, arguments in nodes):
        return None
    factors: dict[int, float] = {}
    moving: list[tuple[str, Mapping[Any, Any]]] = []
    ending: list[Polynomial] = []
    first = 1.0
    for name, arguments in nodes:
        part = _build(name, arguments, 1.0, depth - 1)
        if part is None:
            return None
        if isinstance(part, Constant):
            first *= part.value
        elif isinstance(part, PiecewiseConstant):
            first *= part.values[0]
            for boundary, before, after in zip(part.boundaries, part.values, part.values[1:], strict=False):
                if before == 0:
                    return None
                factors[boundary] = factors.get(boundary, 1.0) * after / before
        elif isinstance(part, Polynomial):
            ending.append(part)
        else:
            moving.append((name, arguments))
    if not moving and len(ending) == 1:
        line = ending.pop()
        return chain(lambda rate: _proportional(line, rate), base * first, factors)
    if len(moving) > 1:
        return None
    alone = chain(lambda rate: _of(moving, rate, depth), base * first, factors)
    return _times(alone, ending) if ending else alone


def _proportional(line: Polynomial, rate: float) -> Schedule:
    return Polynomial(rate * line.init_value, rate * line.end_value, line.transition_steps, line.power)


def _times(schedule: Schedule, ending: Sequence[Polynomial]) -> Schedule | None:
    """Multiply a schedule by others, step by step until the last of these has ended; None where that is far away.

    Behind that end they must have left the rates as they are, or at 0.
    """
    end, left = max(part.transition_steps for part in ending), math.prod(part.end_value for part in ending)
    if end > _LONGEST_PRODUCT or left not in (0, 1):
        return None
    both = record(lambda step: math.prod([schedule.value_at(step), *(part.value_at(step) for part in ending)]), end)
    return Join((both, Shift(schedule, end) if left else Constant(0.0)), (end,))


def _of(moving: Sequence[tuple[str, Mapping[Any, Any]]], rate: float, depth: int) -> Schedule:
    built = _build(*moving[0], rate, depth - 1) if moving else Constant(rate)
    assert built is not None, "it was built before"
    return built


def chain(build: Callable[[float], Schedule], rate: float, factors: Mapping[int, float]) -> Schedule:
    """Multiply a schedule by a factor from each of some steps on.

    Args:
      build: gives the schedule for a base rate, to which all of its rates are proportional.
      rate: the base rate at step 0.
      factors: by the step from which on they count, all above 0.
    """
    boundaries = sorted(factors)
    rates = [rate]
    for boundary in boundaries:
        rates.append(rates[-1] * factors[boundary])
    if isinstance(build(rate), Constant):
        return PiecewiseConstant(tuple(boundaries), tuple(rates)) if boundaries else build(rate)
    parts = [build(base) for base in rates]
    shifted = [Shift(part, at) if at else part for at, part in zip([0, *boundaries], parts, strict=True)]
    return Join(tuple(shifted), tuple(boundaries)) if boundaries else parts[0]


def _nested(given: Arguments, depth: int) -> list[tuple[str, Mapping[Any, Any]]]:
    nodes = given.raw("schedulers")
    if not isinstance(nodes, (list, tuple)) or not nodes:
        raise ScheduleError(f"{given.owner} has no list of schedulers")
    require(depth > 0, f"{given.owner} is nested more than {_MOST_DEPTH} deep")
    found = []
    for node in nodes:
        name = node.get("class_path") if isinstance(node, Mapping) else None
        if not isinstance(name, str):
            raise ScheduleError(f"{given.owner} holds a scheduler without a class_path")
        arguments = node.get("init_args")
        found.append((name, arguments if isinstance(arguments, Mapping) else {}))
    return found


def _first_group(given: Arguments, name: str) -> float:
    """Give a rate; of a list, one for each parameter group, that of the first."""
    value = given.raw(name)
    if isinstance(value, (list, tuple)) and value:
        return Arguments(given.owner, {name: value[0]}).number(name)
    return given.number(name)


def _product(given: Arguments, one: str, other: str) -> int:
    return given.whole(one) * given.whole(other)


_BUILDERS: Mapping[str, Callable[[Arguments, float], Schedule | None]] = {
    "StepLR": _step,
    "MultiStepLR": _multi_step,
    "ConstantLR": _constant_factor,
    "LinearLR": _linear,
    "ExponentialLR": _exponential,
    "PolynomialLR": _polynomial,
    "CosineAnnealingLR": _cosine,
    "CosineAnnealingWarmRestarts": _warm_restarts,
    "CyclicLR": _cyclic,
    "OneCycleLR": _one_cycle,
    **dict.fromkeys(METRIC_DRIVEN, _constant),
}
