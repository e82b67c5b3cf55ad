"""The command-line arguments that Megatron-LM writes as text summaries, one summary for each.

Read from NVIDIA/Megatron-LM d98e8a64dd: `megatron/training/training.py` writes them (`write_args_to_tensorboard`) after
the schedule's own defaults are filled in, and `learning-rate` at x iterations done: the rate of the next one.
Megatron-DeepSpeed (f4157bea) has the same arguments and calls the series `learning-rate/learning-rate`.
"""

from __future__ import annotations

import ast
import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tb_lrplugin.formats import Arguments
from tb_lrplugin.formats.python_literals import printed_value
from tb_lrplugin.frameworks.framework import About, Advice, Framework
from tb_lrplugin.frameworks.megatron.schedule import MegatronPlan, RampUp, megatron_schedule
from tb_lrplugin.frameworks.readers import TextSummaries
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.frameworks.run_numbers import numbers_of, ratio
from tb_lrplugin.frameworks.shared_advice import extended, looped_by
from tb_lrplugin.frameworks.unknown import Solution, Unknown
from tb_lrplugin.schedules import Constant, Join, ScheduleError
from tb_lrplugin.schedules.base import MAX_STEP

_RATES = ("lr", "min_lr", "decoupled_lr", "decoupled_min_lr", "lr_warmup_init")
_SHAPES = ("lr_decay_style", "lr_wsd_decay_style")
_BY_ITERATIONS = ("train_iters", "lr_decay_iters", "lr_warmup_iters", "lr_wsd_decay_iters")
_BY_SAMPLES = ("train_samples", "lr_decay_samples", "lr_warmup_samples", "lr_wsd_decay_samples")
_OTHERS = ("lr_warmup_fraction", "global_batch_size", "rampup_batch_size", "fp16", "optimizer")
_BATCH, _MICRO_BATCH, _DATA_PARALLEL = "global_batch_size", "micro_batch_size", "data_parallel_size"
_NUMBERS = (
    _BATCH,
    _MICRO_BATCH,
    _DATA_PARALLEL,
    "world_size",
    "tensor_model_parallel_size",
    "pipeline_model_parallel_size",
)
_SCHEDULE_NAMES = (*_RATES, *_SHAPES, *_BY_ITERATIONS, *_BY_SAMPLES, *_OTHERS)
_NAMES = tuple(dict.fromkeys((*_SCHEDULE_NAMES, *_NUMBERS)))
# The decoupled rate of embeddings and output layer has a series and arguments of its own.
_DECOUPLED_TAG = "decoupled-learning-rate"
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


def _parse(texts: Mapping[str, str]) -> tuple[MegatronReading, ...]:
    """Read the schedule, and that of the decoupled rate where there is one."""
    arguments = {name: printed_value(value) for name, value in texts.items()}
    if arguments["lr"] is None:
        return ()
    shown = {
        name: value
        for name, value in texts.items()
        if name in _SCHEDULE_NAMES and value != "None" and not name.startswith("decoupled")
    }
    numbers = numbers_of(arguments, _NUMBERS)
    reading = MegatronReading(
        optimizer=texts.get("optimizer", ""),
        text="\n".join(f"--{name.replace('_', '-')} {value}" for name, value in shown.items()),
        numbers=numbers + ratio(numbers, "micro-batches per update", _BATCH, _MICRO_BATCH, _DATA_PARALLEL),
        loss_scaling="--fp16" if arguments.get("fp16") is True else "",
    )
    readings = [_with_schedule(reading, arguments)]
    if arguments.get("decoupled_lr") is not None:
        least = arguments.get("decoupled_min_lr")
        decoupled = {**arguments, "lr": arguments["decoupled_lr"]}
        if least is not None:
            decoupled["min_lr"] = least
        readings.append(_with_schedule(dataclasses.replace(reading, tag=_DECOUPLED_TAG), decoupled))
    return tuple(readings)


def _with_schedule(reading: MegatronReading, values: Mapping[str, float | bool | str | None]) -> MegatronReading:
    try:
        given = Arguments("the command line", values)
        total = given.whole("train_iters", 0) or None
        plan = _plan(given)
        if plan is None:
            return dataclasses.replace(reading, unreadable="a schedule without train_iters or train_samples")
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
    names, unit = (_BY_SAMPLES, 1) if by_samples else (_BY_ITERATIONS, batch_size)
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


_ADVICE = extended(
    looped_by(
        "training.py",
        rate="--lr",
        length="--train-iters and --lr-decay-iters",
        resume="Resume with --load PATH and without --finetune, --no-load-optim or --reset-iteration: these begin the "
        "schedule anew.",
    ),
    {
        "stuck_at_initial": Advice(
            ("Every update overflows: opt_param_scheduler is stepped only after updates that were made.",)
        ),
        "frozen/after resume": Advice(
            ("opt_param_scheduler writes to parameter groups of an optimizer that is no longer in use.",)
        ),
        "time_scaled/fast": Advice(
            ("opt_param_scheduler counts samples, and the increment is not the global batch of the run.",)
        ),
        "restarted": Advice(("--finetune or --no-load-optim was given at the resume.",)),
        "shifted/skipped": Advice(
            (
                "The loss scale of --fp16 was too high: opt_param_scheduler is stepped only after updates that were "
                "made.",
            ),
            "A few skipped iterations are harmless, and nothing has to be mended. Where it goes on, train with --bf16, "
            "or with a lower --initial-loss-scale.",
        ),
        "value_scaled": Advice(
            ("The checkpoint's max_lr won over --lr at the resume (Megatron-LM issue 963).",),
            "Resume with --override-opt_param-scheduler, so that the arguments win over the checkpoint.",
        ),
        "resumed_elsewhere": Advice(
            (
                "The position was counted twice: the scheduler was stepped by its restored number of samples again.",
                "The checkpoint's schedule won over the arguments, or the other way round.",
            ),
            "Resume with --override-opt_param-scheduler for the arguments to win, with "
            "--use-checkpoint-opt_param-scheduler for the checkpoint.",
        ),
    },
)

MEGATRON = Framework(
    kind="megatron",
    about=About(
        "Megatron-LM, Megatron-DeepSpeed",
        "PyTorch",
        "one text summary per argument",
        inferred="iterations skipped for overflow at the start",
        unknown="those skipped later",
    ),
    # Other programs write a summary for each argument as well.
    readers=(TextSummaries(_NAMES, ("lr", "lr_decay_style"), "lr_decay_style", _parse),),
    tags="(?:.*/)?learning-rate",
    # The rate is taken from the optimizer's parameter group.
    measures="optimizer",
    advice={
        **_ADVICE,
        "clamped_floor": Advice(
            causes=("The fork in use cuts the decay off with max(), as GPT-NeoX did before its PR 1008.",),
        ),
    },
)
