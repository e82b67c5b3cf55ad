"""mmengine's chain of parameter schedulers in closed form, without importing mmengine.

Source: mmengine 0.10.7 `optim/scheduler/param_scheduler.py`. Every scheduler acts in [begin, end) and goes on from
whatever the rate is there; outside it leaves the rate alone. A scheduler by epoch is stepped once per epoch.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tb_lrplugin.formats import Arguments
from tb_lrplugin.frameworks.torch.one_cycle import one_cycle
from tb_lrplugin.schedules import (
    Constant,
    Cosine,
    CosineWave,
    Exponential,
    Held,
    Join,
    PiecewiseConstant,
    Polynomial,
    Shift,
)
from tb_lrplugin.schedules.base import MAX_STEP, Schedule, require
from tb_lrplugin.schedules.join import in_phases
from tb_lrplugin.words.numbers import format_rate

# mmengine's own infinity.
_ENDLESS = 10**9
_MOVING = ("LinearLR", "CosineAnnealingLR", "ExponentialLR", "PolyLR", "StepLR", "OneCycleLR", "CosineRestartLR")
_WITH_FLOOR = ("CosineAnnealingLR", "PolyLR", "CosineRestartLR")
# They begin at a rate of their own, whatever it is.
_SETTING = ("OneCycleLR", "CosineRestartLR")
_MOST_EVENTS = 10_000


class NoClosedForm(Exception):  # noqa: N818 - nothing is wrong with the configuration
    """A chain that cannot be written as a formula here; the message names what it holds."""


@dataclass(frozen=True)
class Scheduler:
    """One scheduler of the chain.

    Attributes:
      name: class name: "LinearLR".
      given: its parameters.
      begin: first step of its own (an epoch, or an iteration).
      end: step before which it stops.
      pace: iterations per step of its own.
      unit: name of such a step, for people, and how its length is known.
    """

    name: str
    given: Arguments
    begin: int
    end: int
    pace: int
    unit: str = "epoch"

    @property
    def first(self) -> int:
        """First iteration at which it acts."""
        return self.begin * self.pace

    @property
    def stop(self) -> int:
        """Iteration from which on it leaves the rate alone."""
        return self.end * self.pace

    @property
    def rest(self) -> int:
        """Iterations from its first one on in which the rate is left as it was."""
        if self.name in ("LinearLR", *_SETTING):
            return 0
        return self.pace * (self.given.whole("step_size") if self.name == "StepLR" else 1)

    def factors(self) -> dict[int, float]:
        """Give the factors by which it multiplies the rate, by iteration; empty for one that moves all along."""
        length = self.end - self.begin
        if self.name == "MultiStepLR":
            gamma = self.given.number("gamma", 0.1)
            require(gamma > 0, f"gamma of MultiStepLR is {format_rate(gamma)}: it must be above 0")
            found: dict[int, float] = {}
            for milestone in self.given.wholes("milestones"):
                if 0 <= milestone < length:
                    at = (self.begin + milestone) * self.pace
                    found[at] = found.get(at, 1.0) * gamma
            return found
        if self.name == "ConstantLR":
            factor = self.given.number("factor", 1.0 / 3)
            require(0 < factor <= 1, f"factor of ConstantLR is {format_rate(factor)}: it must be above 0, at most 1")
            # It takes its factor back with its last step.
            return {self.first: factor} if length == 1 else {self.first: factor, self.stop - self.pace: 1.0 / factor}
        return {}

    def floor(self, base: float) -> float:
        """Give the rate to which it goes, which does not scale with the rate from which it starts."""
        if self.given.has("eta_min_ratio"):
            return base * self.given.number("eta_min_ratio")
        return self.given.number("eta_min", 0.0) if self.name in _WITH_FLOOR else 0.0

    def build(self, rate: float, base: float) -> Schedule:
        """Build its schedule from a rate at its begin on, counting iterations from there; it ends nowhere.

        Raises:
          NoClosedForm: if it goes past a cosine's end from another rate than the base rate.
        """
        length = self.end - self.begin
        moving = self._moving(rate, base, length)
        if moving is None:
            return Constant(rate)
        return moving if self.pace == 1 else Held(moving, self.pace, self.unit)

    def _moving(self, rate: float, base: float, length: int) -> Schedule | None:
        given = self.given
        if self.name == "LinearLR":
            start, end = given.number("start_factor", 1.0 / 3), given.number("end_factor", 1.0)
            require(0 < start <= 1, f"start_factor of LinearLR is {format_rate(start)}: it must be above 0, at most 1")
            require(0 <= end <= 1, f"end_factor of LinearLR is {format_rate(end)}: it must be between 0 and 1")
            return Polynomial(rate * start, rate * end, length - 1) if length > 1 else Constant(rate * start)
        if self.name == "ExponentialLR":
            return Exponential(rate, 1, given.number("gamma"))
        if self.name == "StepLR":
            return Exponential(rate, given.whole("step_size"), given.number("gamma", 0.1), staircase=True)
        if self.name == "PolyLR":
            if length == 1:
                return Constant(rate)
            return Polynomial(rate, self.floor(base), length - 1, given.number("power", 1.0))
        if self.name == "CosineAnnealingLR":
            period = given.whole("T_max", length)
            if rate != base and length > period + 1:
                raise NoClosedForm("a CosineAnnealingLR beyond its T_max")
            return CosineWave(rate, self.floor(base), period)
        if self.name == "OneCycleLR":
            return one_cycle(given, given.number("eta_max", 0.0), given.whole("total_steps", length))
        if self.name == "CosineRestartLR":
            return self._restarting(base)
        return None

    def _restarting(self, base: float) -> Schedule:
        """Put its half waves together; after the last of them the rate stays."""
        arcs = [Cosine(base * weight, period, self.floor(base)) for period, weight in restarts(self.given)]
        phases: list[tuple[str, int, Schedule]] = [("decay", arc.decay_steps, arc) for arc in arcs]
        return in_phases([*phases, ("hold", 1, Constant(arcs[-1].value_at(arcs[-1].decay_steps - 1)))])


def restarts(given: Arguments) -> list[tuple[int, float]]:
    """Read the periods of a cosine that begins anew, each with what its height is multiplied by.

    Raises:
      ScheduleError: if there are none, or not as many weights.
    """
    periods, weights = given.wholes("periods"), given.raw("restart_weights") or [1.0]
    require(
        isinstance(weights, (list, tuple)) and 0 < len(weights) == len(periods) and min(periods) > 0,
        f"{given.owner} needs one of restart_weights for each of periods, which are 1 or more",
    )
    numbers = (Arguments(given.owner, {"restart_weights": one}).number("restart_weights") for one in weights)
    return list(zip(periods, numbers, strict=True))


def scheduler_of(config: Mapping[Any, Any], epoch_length: int, unit: str = "epoch") -> Scheduler | None:
    """Read one scheduler of the list; None for one of a momentum.

    Raises:
      ScheduleError: if a parameter is missing, of the wrong type or out of its range.
      NoClosedForm: for a class whose formula is not known here.
    """
    kind = config.get("type")
    name = kind.rpartition(".")[2] if isinstance(kind, str) else ""
    if name.endswith("Momentum"):
        return None
    if name not in (*_MOVING, "MultiStepLR", "ConstantLR", "ReduceOnPlateauLR"):
        raise NoClosedForm(f"the scheduler {name[:80] or 'without a type'}")
    given = Arguments(name, config)
    begin, end = given.number("begin", 0), given.number("end", _ENDLESS)
    by_epoch = given.flag("by_epoch", default=True)
    if by_epoch and given.flag("convert_to_iter_based", default=False):
        given = Arguments(name, _in_iterations(given, config, epoch_length))
        begin, end = begin * epoch_length, end * epoch_length if end < _ENDLESS else end
        by_epoch = False
    require(
        max(abs(begin), abs(end)) < 2**40 and 0 <= int(begin) < int(end),
        f"{name} runs from {begin:g} to {end:g}: it must end after it begins, at 0 or later",
    )
    return Scheduler(name, given, int(begin), int(end), epoch_length if by_epoch else 1, unit)


def _in_iterations(given: Arguments, config: Mapping[Any, Any], epoch_length: int) -> dict[Any, Any]:
    converted = dict(config)
    for name in ("T_max", "step_size", "total_steps"):
        if given.has(name):
            length = given.number(name) * epoch_length
            require(abs(length) <= MAX_STEP, f"{name} of {given.owner} is larger than any step")
            converted[name] = int(length)
    for name in ("milestones", "periods"):
        if given.has(name):
            converted[name] = [length * epoch_length for length in given.wholes(name)]
    return converted


def chain(
    configs: Sequence[Mapping[Any, Any]], base: float, epoch_length: int, unit: str = "epoch (inferred)"
) -> Schedule:
    """Build the schedule of a list of schedulers, counting iterations.

    Args:
      configs: each with `type` and its parameters.
      base: the optimizer's rate.
      epoch_length: iterations per epoch.
      unit: name of an epoch, for people, and how its length is known.

    Raises:
      ScheduleError: if a parameter is missing, of the wrong type or out of its range.
      NoClosedForm: for a class whose formula is not known here, or two that move the rate at once.
    """
    schedulers = [found for config in configs if (found := scheduler_of(config, epoch_length, unit)) is not None]
    factors: dict[int, float] = {}
    for scheduler in schedulers:
        for at, factor in scheduler.factors().items():
            factors[at] = factors.get(at, 1.0) * factor
    moving = [scheduler for scheduler in schedulers if scheduler.name in _MOVING]
    stretches = [(_acts_from(one, moving), one) for one in moving]
    events = sorted({0, *factors, *(at for first, one in stretches for at in (first, one.stop) if at < _ENDLESS)})
    require(len(events) <= _MOST_EVENTS, f"the schedulers change their ways at more than {_MOST_EVENTS:,} steps")
    return _join(events, factors, stretches, base)


def _acts_from(scheduler: Scheduler, moving: Sequence[Scheduler]) -> int:
    """Give the iteration from which on a scheduler needs the rate for itself: later, where another one is under way."""
    is_shared = any(other.first <= scheduler.first < other.stop for other in moving if other is not scheduler)
    return scheduler.first + scheduler.rest if is_shared else scheduler.first


@dataclass(frozen=True)
class _Active:
    """A moving scheduler under way: the rate from which it started, and its schedule from there."""

    scheduler: Scheduler
    rate: float
    schedule: Schedule


def _join(
    events: list[int], factors: Mapping[int, float], stretches: Sequence[tuple[int, Scheduler]], base: float
) -> Schedule:
    """Put the stretches between the events together; in each of them at most one scheduler moves."""
    parts: list[tuple[int, Schedule, str]] = []
    rate, active = base, None
    for start in events:
        if active is not None:
            rate = active.schedule.value_at(start - 1 - active.scheduler.first)
        factor = factors.get(start, 1.0)
        acting = [one for first, one in stretches if first <= start < one.stop]
        if len(acting) > 1:
            raise NoClosedForm(f"{acting[0].name} and {acting[1].name} at the same time")
        if not acting:
            active = None
            rate *= factor
            parts.append((start, Constant(rate), "hold"))
            continue
        one = acting[0]
        if active is None or active.scheduler is not one:
            active = _Active(one, rate * factor, one.build(rate * factor, base))
        elif factor != 1.0:
            if one.floor(base) > 0 or one.name in _SETTING:
                raise NoClosedForm(f"a {one.name} with eta_min and a step within it")
            active = dataclasses.replace(
                active, rate=active.rate * factor, schedule=one.build(active.rate * factor, base)
            )
        shift = start - one.first
        schedule = Shift(active.schedule, shift) if shift else active.schedule
        parts.append((start, schedule, "warm-up" if _is_warmup(one) else "decay"))
    return _assemble(parts)


def _is_warmup(scheduler: Scheduler) -> bool:
    given = scheduler.given
    return scheduler.name == "LinearLR" and given.number("start_factor", 1.0 / 3) < given.number("end_factor", 1.0)


def _assemble(parts: list[tuple[int, Schedule, str]]) -> Schedule:
    """Join the stretches; neighbours that stand still become one step function."""
    merged: list[tuple[int, Schedule, str]] = []
    for start, schedule, name in parts:
        first, before, label = merged[-1] if merged else (0, None, "")
        if isinstance(schedule, Constant) and isinstance(before, (Constant, PiecewiseConstant)):
            values = before.values if isinstance(before, PiecewiseConstant) else (before.value,)
            boundaries = before.boundaries if isinstance(before, PiecewiseConstant) else ()
            if values[-1] != schedule.value:
                steps = PiecewiseConstant((*boundaries, start - first), (*values, schedule.value))
                merged[-1] = first, steps, "decay" if label == "hold" else label
        else:
            merged.append((start, schedule, name))
    if len(merged) == 1:
        return merged[0][1]
    names = tuple(name for _, _, name in merged)
    return Join(
        tuple(schedule for _, schedule, _ in merged),
        tuple(start for start, _, _ in merged[1:]),
        names if names[0] == "warm-up" else (),
    )
