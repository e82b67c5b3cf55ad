"""T5X's `config.gin` in the model's directory, one above the event file of `train/`.

Read from google-research/t5x cc342d4 `t5x/utils.py` (850-923, create_learning_rate_scheduler), `t5x/gin_utils.py`
(115-130) and `t5x/trainer.py` (884-890): a product of named factors, not below min_learning_rate, of the step counted
from step_offset. `learning_rate/current` is logged at x updates done, the rate of the last one; `learning_rate` is the
mean since the point before, which the middle of that stretch has nearly.
"""

from __future__ import annotations

import ast
import dataclasses
import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeGuard

import numpy as np

from tb_lrplugin.formats import Arguments
from tb_lrplugin.frameworks.framework import About, Framework
from tb_lrplugin.frameworks.readers import Found, ReaderFunction, Traces, Trust, located, parsed_once
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.frameworks.shared_advice import recomputed_by
from tb_lrplugin.schedules import (
    Constant,
    CosineRestarts,
    Exponential,
    Floor,
    InverseSquareRoot,
    Join,
    Polynomial,
    Schedule,
    ScheduleError,
    Shift,
)
from tb_lrplugin.schedules.base import MAX_STEP, require
from tb_lrplugin.tolerance import RELATIVE_TOLERANCE

_FILE = "config.gin"
_NAME = "create_learning_rate_scheduler"
_FACTORS = "constant * linear_warmup * rsqrt_decay"
# A binding by itself, or one of those in an indented block; a macro that stands for a value.
_BINDING = re.compile(rf"(?m)^(?:\w+/)?(?:[\w.]+\.)?{_NAME}\.(\w+) *= *(.+?) *$")
_BLOCK = re.compile(rf"(?m)^(?:\w+/)?(?:[\w.]+\.)?{_NAME}: *\n((?:[ \t]+.*\n?|\n)+)")
_IN_BLOCK = re.compile(r"(?m)^[ \t]+(\w+) *= *(.+?) *$")
# A long value stands in a line of its own.
_CONTINUED = re.compile(r"\\\n\s*")
_PERIOD = re.compile(r"(?m)^(?:\w+\.)?(?:train\.|[ \t]+)(?:stats|eval)_period *= *(.+?) *$")
_MACRO = re.compile(r"(?m)^([A-Z_][A-Z0-9_]*) *= *(.+?) *$")
_MOST_MACROS = 500
# A kink from slope s to -s / 2 in the middle of a stretch moves its mean by 3/16 of s times the stretch.
_KINK = 3 / 16
_MOST_TOLERANCE = 0.2


def _find(traces: Traces) -> Iterator[Found]:
    """Read the file: one reading for the last rate of each stretch, and one for its mean."""
    text = traces.directory.text_of(_FILE)
    if text is not None and _NAME in text:
        for reading in parsed_once(_parse, text):
            yield traces.directory.where(_FILE), reading


def _parse(text: str) -> tuple[Reading, ...]:
    return tuple(located(reading, text) for reading in _readings(text))


def _readings(text: str) -> tuple[Reading, ...]:
    text = _CONTINUED.sub(" ", text)
    written = _BINDING.findall(text) + [pair for block in _BLOCK.findall(text) for pair in _IN_BLOCK.findall(block)]
    if not written:
        return ()
    macros = dict(_MACRO.findall(text)[:_MOST_MACROS])
    settings = {name: _literal(value, macros) for name, value in written}
    shown = "\n".join(f"{_NAME}.{name} = {value!r}"[:200] for name, value in sorted(settings.items()))
    last, given = Reading(tag="learning_rate/current", text=shown), Arguments(_NAME, settings)
    try:
        schedule = _schedule(given)
    except ScheduleError as error:
        last = dataclasses.replace(last, error=str(error))
        return last, dataclasses.replace(last, tag="learning_rate")
    total = _literal(macros.get("TRAIN_STEPS", ""), macros)
    if schedule is None:
        unknown = f"the factors {settings.get('factors')!s:.80}, whose formula is not known"
        last = dataclasses.replace(last, unreadable=unknown)
    last = dataclasses.replace(last, schedule=schedule, offset=-1, total_steps=total if _is_count(total) else None)
    return last, _mean(last, [_literal(value, macros) for value in _PERIOD.findall(text)], given)


def _mean(last: Reading, periods: list[Any], given: Arguments) -> Reading:
    """Give the reading of the mean: statistics are written every stats_period steps, or else every eval_period."""
    period = next(filter(_is_count, periods), None)
    if period is None or last.schedule is None:
        unknown = last.unreadable or "a mean over stats_period steps, which are not told"
        return dataclasses.replace(last, tag="learning_rate", schedule=None, unreadable=unknown)
    warmup = max(given.whole("warmup_steps", 1000), 1)
    return dataclasses.replace(
        last,
        tag="learning_rate",
        measured="window_mean",
        offset=-((period + 1) // 2),
        # Where the curve has its peak the mean lies below it by as much as it bends there.
        relative_tolerance=min(max(RELATIVE_TOLERANCE, _KINK * period / warmup), _MOST_TOLERANCE),
        absolute_tolerance=0.5 * last.schedule.value_at(warmup) / warmup,
    )


def _is_count(value: Any) -> TypeGuard[int]:
    return isinstance(value, int) and 0 < value <= MAX_STEP


def _literal(value: str, macros: Mapping[str, str]) -> Any:
    """Read a value as gin writes it, which is how Python does; a macro stands for another one."""
    plain = value.partition("#")[0].strip() if "'" not in value and '"' not in value else value
    if plain.startswith("%"):
        plain = macros.get(plain[1:], plain)
    try:
        return ast.literal_eval(plain[:1000])
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None if plain.startswith("%") else plain


def _schedule(given: Arguments) -> Schedule | None:
    factors = [factor.strip() for factor in str(given.raw("factors") or _FACTORS).split("*")]
    rate, warmup = given.number("base_learning_rate", 0.5), given.whole("warmup_steps", 1000)
    least, start = given.number("min_learning_rate", 1e-8), given.whole("step_offset", 0)
    require(
        warmup > 0 or not {"linear_warmup", "rsqrt_normalized_decay"} & set(factors), "warmup_steps must be above 0"
    )
    # A factor of its own that stands for a constant and a warm-up as well.
    is_whole = factors == ["linear_decay"]
    is_warmed = is_whole or "linear_warmup" in factors
    base = rate if is_whole or "constant" in factors else 1.0
    rest = [factor for factor in factors if factor not in ("constant", "linear_warmup")]
    if (
        len(rest) > 1
        or ("linear_decay" in rest and not is_whole)
        or factors.count("constant") > 1
        or factors.count("linear_warmup") > 1
    ):
        return None
    found = _after_warmup(rest[0] if rest else "", given, base, warmup)
    if found is None:
        return None
    peak, decay, begin = found
    if is_warmed:
        # What falls in whole steps does so within the warm-up as well, but hardly anybody asks for that.
        ramp = Polynomial(0.0, peak, warmup)
        decay = Join((ramp, Shift(decay, warmup - begin) if begin < warmup else decay), (warmup,), ("warm-up", "decay"))
    elif begin:
        decay = Join((Constant(peak), decay), (begin,))
    floored = Floor(decay, least) if least > 0 else decay
    return Join((Constant(floored.value_at(0)), floored), (start,)) if start > 0 else floored


def _line(given: Arguments, rate: float) -> Schedule:
    """Lower the rate by a share of it in each step."""
    share = given.number("decay_factor", 0.5)
    require(share >= 0, f"decay_factor is {share:g}: it must be 0 or above")
    if share <= 1 / MAX_STEP:
        return Constant(rate)
    steps = int(1 / share)
    line = Polynomial(rate, rate * max(1 - share * steps, 0.0), steps) if steps else Constant(rate)
    return Join((line, Constant(0.0)), (steps + 1,))


def _after_warmup(factor: str, given: Arguments, base: float, warmup: int) -> tuple[float, Schedule, int] | None:
    """Give the rate before a factor acts, the curve from there on, and the step at which it begins to act."""
    if factor == "":
        return base, Constant(base), 0
    if factor in ("rsqrt_decay", "rsqrt_normalized_decay"):
        peak = base if factor == "rsqrt_normalized_decay" else base / np.sqrt(max(warmup, 1))
        return float(peak), InverseSquareRoot(float(peak), max(warmup, 1)), warmup
    if factor == "cosine_decay":
        return base, CosineRestarts(base, 0.0, given.whole("steps_per_cycle", 100_000)), warmup
    if factor == "linear_decay":
        return base, _line(given, base), warmup
    if factor == "decay_every":
        every = given.whole("steps_per_decay", 20_000)
        return base, Exponential(base, every, given.number("decay_factor", 0.5), staircase=True), 0
    return None


_ADVICE = recomputed_by(
    "the trainer",
    rate="base_learning_rate",
    length="warmup_steps",
    resume="Resume in the model's own directory: the step comes with the newest checkpoint. A run that begins from "
    "another model's checkpoint goes on from its step; set create_learning_rate_scheduler.step_offset to it.",
)

T5X = Framework(
    kind="t5x",
    about=About(
        "T5X",
        "JAX",
        "`config.gin` above `train/`",
        inferred="the middle of the stretch over which `learning_rate` is averaged",
        unknown="products of several decays",
    ),
    readers=(ReaderFunction(_find, file_name=_FILE, trust=Trust.FILE),),
    # The rate that is logged is handed to the update.
    measures="optimizer",
    is_inherited=True,
    advice=_ADVICE,
)
