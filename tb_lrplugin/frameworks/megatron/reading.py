"""A schedule by Megatron's arguments, wherever they were written."""

from __future__ import annotations

import ast
import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tb_lrplugin.formats import Arguments
from tb_lrplugin.frameworks.megatron.schedule import MegatronPlan, RampUp, megatron_schedule
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.frameworks.unknown import Solution, Unknown
from tb_lrplugin.schedules import Constant, Join, ScheduleError
from tb_lrplugin.schedules.base import MAX_STEP

BY_ITERATIONS = ("train_iters", "lr_decay_iters", "lr_warmup_iters", "lr_wsd_decay_iters")
BY_SAMPLES = ("train_samples", "lr_decay_samples", "lr_warmup_samples", "lr_wsd_decay_samples")
# The default loss scale of 2^32 is halved down to 1 within some 30 skipped iterations.
_MOST_SKIPPED = 100


@dataclass(frozen=True)
class MegatronReading(Reading):
    """The schedule that the arguments ask for."""

    def alternatives(self, tag: str) -> Iterable[Reading | Unknown]:
        """Under fp16 the first iterations overflow until the loss scale is found; then the schedule starts late."""
        yield self
        schedule = self.schedule
        if self.loss_scaling and schedule is not None:
            late = range(1, _MOST_SKIPPED)
            yield Unknown(
                "", lambda numbers, steps: schedule(steps - numbers), self._late, late, is_excuse=True, least_moves=1
            )

    def _late(self, found: Solution) -> Reading | None:
        if self.schedule is None:
            return None
        schedule = Join((Constant(self.schedule.value_at(0)), self.schedule), (found.number,))
        note = f"# the first {found.number:,} iterations were skipped (inferred from the points)"
        return dataclasses.replace(self, schedule=schedule, text=f"{self.text}\n{note}")


def with_schedule(reading: MegatronReading, given: Arguments, *, is_warmup_cut: bool = False) -> MegatronReading:
    """Give a reading the schedule of arguments, by their names in Megatron; an error where there can be none.

    Args:
      reading: all but the schedule.
      given: the arguments.
      is_warmup_cut: whether a warm-up as long as the decay is cut, as Megatron-Bridge does, and no error.
    """
    try:
        total = given.whole("train_iters", 0) or None
        plan = _plan(given)
        if plan is None:
            return dataclasses.replace(reading, unreadable="a schedule without train_iters or train_samples")
        if is_warmup_cut and plan.warmup >= plan.decay > 0:
            plan = dataclasses.replace(plan, warmup=Fraction(plan.decay - 1))
        schedule = megatron_schedule(plan)
    except ScheduleError as error:
        return dataclasses.replace(reading, error=str(error))
    if schedule is None:
        style = f"{plan.style} ({plan.wsd_style})" if plan.style == "WSD" else plan.style
        return dataclasses.replace(reading, unreadable=f"the decay style {style[:80]}, whose formula is not known")
    return dataclasses.replace(reading, schedule=schedule, total_steps=total)


def _plan(given: Arguments) -> MegatronPlan | None:
    """Turn the arguments into samples as `get_optimizer_param_scheduler` does; None where the length is missing."""
    if not given.has("global_batch_size"):
        # Megatron always writes it; another program's arguments may share the names of the rest.
        return None
    batch_size = given.whole("global_batch_size")
    # Training by samples sets train_iters as well, so samples come first.
    by_samples = given.has("train_samples")
    names, unit = (BY_SAMPLES, 1) if by_samples else (BY_ITERATIONS, batch_size)
    total, decay, warmup, wsd_decay = (given.whole(name, 0) for name in names)
    decay = (decay or total) * unit
    if decay == 0 and batch_size > 0:
        return None
    samples = Fraction(warmup * unit)
    if given.has("lr_warmup_fraction"):
        fraction = given.number("lr_warmup_fraction")
        if abs(fraction) > MAX_STEP:
            raise ScheduleError(f"lr_warmup_fraction is {fraction:g}: it must be a share of the decay")
        samples = Fraction(fraction).limit_denominator(1_000_000) * decay
    return MegatronPlan(
        style=str(given.raw("lr_decay_style")),
        max_rate=given.number("lr"),
        min_rate=given.number("min_lr", 0.0),
        init_rate=given.number("lr_warmup_init", 0.0),
        warmup=samples,
        decay=decay,
        batch_size=batch_size,
        wsd_decay=wsd_decay * unit,
        wsd_style=str(given.raw("lr_wsd_decay_style") or "exponential"),
        ramp_up=_ramp_up(given.raw("rampup_batch_size")),
    )


def _ramp_up(value: float | bool | str | None) -> RampUp | None:
    """Read `['16', '8', '30000']`, as the list of texts from the command line is printed."""
    if value is None:
        return None
    try:
        parts: Any = ast.literal_eval(str(value))
        start, increment, samples = (int(part) for part in parts)
        if max(abs(start), abs(increment), abs(samples)) > MAX_STEP:
            raise ValueError("more than any run takes")
    except (ValueError, OverflowError, SyntaxError, TypeError, MemoryError, RecursionError) as error:
        raise ScheduleError(f"rampup_batch_size is {str(value)[:40]!r}: it must be three whole numbers") from error
    return RampUp(start, increment, samples)
