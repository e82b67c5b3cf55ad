"""Megatron-LM's schedules, on an axis of iterations.

Read from megatron-core 0.16.1, `megatron/core/optimizer_param_scheduler.py` (`get_lr`), which counts samples, and from
NVIDIA/Megatron-LM d98e8a64dd, `megatron/training/training.py` (`get_optimizer_param_scheduler`), which turns the
arguments into samples.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from tb_lrplugin.schedules import (
    Constant,
    Cosine,
    Floor,
    HalvingDecay,
    InverseSquareRoot,
    Join,
    OnAxis,
    Polynomial,
    Shift,
    SquareRoot,
)
from tb_lrplugin.schedules.base import (
    Schedule,
    ScheduleError,
    require,
    require_rate,
)
from tb_lrplugin.words.numbers import format_rate, format_step

# A fraction of the decay may end between two samples; it is kept to this many parts of one, where int64 has room.
_FINEST = 1_000_000
_MOST_SAMPLES = 2**50
_MOST_TICKS = 2**52
_LARGEST_BATCH = 2**28
_MOST_STAGES = 4096


@dataclass(frozen=True)
class RampUp:
    """A batch size that grows (`--rampup-batch-size START INCREMENT SAMPLES`)."""

    start: int
    increment: int
    samples: int


@dataclass(frozen=True)
class MegatronPlan:
    """The arguments that a schedule follows from, lengths in samples.

    Attributes:
      style: `lr_decay_style`.
      max_rate: `lr`.
      min_rate: `min_lr`.
      init_rate: `lr_warmup_init`.
      warmup: samples of the warm-up; a fraction of the decay need not be whole.
      decay: samples until min_lr is reached.
      wsd_decay: samples of the last part of "WSD".
      wsd_style: `lr_wsd_decay_style`.
      batch_size: samples of an iteration.
      ramp_up: how the batch size gets there; None where it is the same from the beginning.
    """

    style: str
    max_rate: float
    min_rate: float
    init_rate: float
    warmup: Fraction
    decay: int
    batch_size: int
    wsd_decay: int = 0
    wsd_style: str = "exponential"
    ramp_up: RampUp | None = None


def megatron_schedule(plan: MegatronPlan) -> Schedule | None:
    """Build the schedule of a plan: iterations done -> rate of the next one.

    Returns:
      The schedule; None for a style that Megatron-LM does not have.

    Raises:
      ScheduleError: where Megatron-LM itself would refuse to start.
    """
    _check(plan)
    warmup = plan.warmup.limit_denominator(min(_FINEST, _MOST_TICKS // plan.decay))
    parts = warmup.denominator
    lengths = int(warmup * parts), plan.decay * parts, plan.wsd_decay * parts
    if plan.ramp_up is not None:
        schedule = _by_tick(plan, *lengths, Fraction(1, parts))
        return None if schedule is None else _ramped_up(schedule, plan.batch_size, plan.ramp_up, parts)
    # The coarsest unit in which everything is whole: an iteration where possible.
    unit = math.gcd(*lengths, plan.batch_size * parts)
    warmup_ticks, decay, wsd_decay = (length // unit for length in lengths)
    schedule = _by_tick(plan, warmup_ticks, decay, wsd_decay, Fraction(unit, parts))
    per_iteration = plan.batch_size * parts // unit
    return schedule if schedule is None or per_iteration == 1 else OnAxis(schedule, per_iteration, 0, "iteration")


def _check(plan: MegatronPlan) -> None:
    for name, rate in (("lr", plan.max_rate), ("min_lr", plan.min_rate), ("lr_warmup_init", plan.init_rate)):
        require_rate(name, rate)
    require(
        plan.max_rate >= plan.min_rate,
        f"min_lr {format_rate(plan.min_rate)} is above lr {format_rate(plan.max_rate)}: Megatron-LM refuses to start",
    )
    require(
        plan.init_rate <= plan.max_rate,
        f"lr_warmup_init {format_rate(plan.init_rate)} is above lr {format_rate(plan.max_rate)}: "
        "Megatron-LM refuses to start",
    )
    require(0 < plan.batch_size <= _LARGEST_BATCH, f"global_batch_size is {plan.batch_size:,}: it must be 1 or more")
    require(0 < plan.decay <= _MOST_SAMPLES, f"the decay takes {plan.decay:,} samples: it must take 1 or more")
    require(0 <= plan.wsd_decay <= _MOST_SAMPLES, f"the last decay takes {plan.wsd_decay:,} samples")
    require(
        0 <= plan.warmup < plan.decay,
        f"the warm-up takes {format_step(float(plan.warmup))} samples of {plan.decay:,}: it must be shorter than "
        "the decay, or Megatron-LM refuses to start",
    )


def _by_tick(plan: MegatronPlan, warmup: int, decay: int, wsd_decay: int, tick: Fraction) -> Schedule | None:
    """Build the schedule on an axis of ticks of `tick` samples, in which every length is whole."""
    main = _decay(plan, warmup, decay, wsd_decay, tick)
    if main is None or warmup == 0:
        return main
    ramp = Polynomial(plan.init_rate, plan.max_rate, warmup)
    if plan.style == "WSD" and decay - wsd_decay < warmup:
        # The last tick of the warm-up is its own, the decay jumps in after it.
        return Join((ramp, Shift(main, 1)), (warmup + 1,), ("warm-up", "decay"))
    if isinstance(main, Join):
        boundaries = tuple(warmup + boundary for boundary in main.boundaries)
        return Join((ramp, *main.schedules), (warmup, *boundaries), ("warm-up", *main.phase_names))
    return Join((ramp, main), (warmup,), ("warm-up", "hold" if plan.style == "constant" else "decay"))


def _decay(plan: MegatronPlan, warmup: int, decay: int, wsd_decay: int, tick: Fraction) -> Schedule | None:
    """Build what follows the warm-up, counted from its end."""
    length = decay - warmup
    if plan.style == "constant":
        return Constant(plan.max_rate)
    if plan.style == "linear":
        return Polynomial(plan.max_rate, plan.min_rate, length)
    if plan.style == "cosine":
        return Cosine(plan.max_rate, length, plan.min_rate)
    if plan.style == "inverse-square-root":
        return _inverse_square_root(plan, warmup, length, tick)
    if plan.style == "WSD":
        last = _wsd(plan, wsd_decay)
        held = length - wsd_decay
        if last is None or held == 0:
            return last
        if held < 0:
            return Shift(last, -held)
        return Join((Constant(plan.max_rate), last), (held,), ("hold", "decay"))
    return None


def _inverse_square_root(plan: MegatronPlan, warmup: int, length: int, tick: Fraction) -> Schedule:
    """Fall from max * sqrt(W / W) to max * sqrt(W / D), then drop to min_lr one sample after the end."""
    if warmup > 0:
        curve: Schedule = InverseSquareRoot(plan.max_rate, warmup)
        parts, boundaries, names = [curve], [], ["decay"]
    else:
        # Without a warm-up the root is taken of the samples themselves, of 1 at least.
        first = math.ceil(1 / tick)
        curve = InverseSquareRoot(plan.max_rate / math.sqrt(first * tick), first)
        parts, boundaries, names = [Constant(plan.max_rate), curve], [first], ["hold", "decay"]
    if plan.min_rate > 0:
        parts[-1] = Floor(curve, plan.min_rate)
    if not boundaries or boundaries[-1] <= length:
        parts.append(Constant(plan.min_rate))
        boundaries.append(length + 1)
        names.append("end")
    return Join(tuple(parts), tuple(boundaries), tuple(names))


def _wsd(plan: MegatronPlan, steps: int) -> Schedule | None:
    if steps == 0:
        raise ScheduleError('lr_decay_style is "WSD" without lr_wsd_decay_iters: Megatron-LM refuses to start')
    if plan.wsd_style == "linear":
        return Polynomial(plan.max_rate, plan.min_rate, steps)
    if plan.wsd_style == "cosine":
        return Cosine(plan.max_rate, steps, plan.min_rate)
    if plan.wsd_style == "exponential":
        return HalvingDecay(plan.max_rate, plan.min_rate, steps)
    if plan.wsd_style == "minus_sqrt":
        return SquareRoot(plan.max_rate, plan.min_rate, steps)
    return None


def _ramped_up(schedule: Schedule, batch_size: int, ramp_up: RampUp, per_sample: int) -> Schedule:
    """Put a schedule over samples on the axis of iterations while the batch size grows step by step.

    `RampupBatchsizeNumMicroBatchesCalculator`: the batch grows by one increment for every equal share of the samples.
    """
    growth = batch_size - ramp_up.start
    valid = ramp_up.start > 0 and ramp_up.increment > 0 and 0 < ramp_up.samples <= _MOST_SAMPLES and growth >= 0
    require(valid and growth % ramp_up.increment == 0, "rampup_batch_size does not lead to global_batch_size")
    stages = growth // ramp_up.increment
    require(stages <= _MOST_STAGES, f"rampup_batch_size takes {stages:,} increments")
    consumed, iteration = 0, 0
    parts: list[Schedule] = []
    boundaries: list[int] = []
    for stage in range(stages + 1):
        size = ramp_up.start + stage * ramp_up.increment
        # A share may be a fraction of a sample; the stage ends with the batch that reaches its end.
        left = math.inf if stage == stages else (stage + 1) * ramp_up.samples / stages - consumed
        if left <= 0:
            continue
        shifted = Shift(schedule, consumed * per_sample) if consumed else schedule
        parts.append(OnAxis(shifted, size * per_sample, 0, "iteration"))
        if stage < stages:
            iterations = math.ceil(left / size)
            consumed += iterations * size
            iteration += iterations
            boundaries.append(iteration)
    return parts[0] if not boundaries else Join(tuple(parts), tuple(boundaries))
