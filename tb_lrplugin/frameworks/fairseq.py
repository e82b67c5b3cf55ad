"""The command line that fairseq writes into its event files, as the text summary `sys.argv`.

Read from fairseq 0.12.2 and 00bc279 (`logging/progress_bar.py` 435-475, `optim/lr_scheduler/*`, `trainer.py` 1176):
the rate after x updates, that of the next one, is logged as `lr`. What is not on the command line has the default,
which was another one up to 0.10 (`--total-num-update`, and the stages of tri_stage): the points choose.
With Hydra (`fairseq-hydra-train`) only what overrides the configuration is there, and nothing is read.
"""

from __future__ import annotations

import ast
import dataclasses
import itertools
import re
from collections.abc import Callable, Mapping

from tb_lrplugin.formats import Arguments
from tb_lrplugin.formats.python_literals import printed_value
from tb_lrplugin.frameworks.framework import About, Advice, Framework, OfLossScaler
from tb_lrplugin.frameworks.readers import TextSummary
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.frameworks.run_numbers import numbers_of
from tb_lrplugin.frameworks.shared_advice import extended, looped_by
from tb_lrplugin.schedules import (
    Constant,
    Cosine,
    Exponential,
    InverseSquareRoot,
    Join,
    Polynomial,
    Schedule,
    ScheduleError,
)
from tb_lrplugin.schedules.base import require
from tb_lrplugin.schedules.join import in_phases

_NUMBERS = ("update_freq", "max_update", "max_epoch", "distributed_world_size", "batch_size", "max_tokens")
_SHOWN = (
    *("lr", "lr_scheduler", "warmup_updates", "warmup_init_lr", "total_num_update", "max_update", "update_freq"),
    *("end_learning_rate", "power", "force_anneal", "min_lr", "max_lr", "t_mult", "lr_period_updates"),
    *("warmup_steps", "hold_steps", "decay_steps", "phase_ratio", "init_lr_scale", "final_lr_scale"),
)
_MOST_ARGUMENTS = 1000
_NO_STAGES = {"warmup_steps": 0.0, "hold_steps": 0.0, "decay_steps": 0.0}
_OLD_STAGES = {"warmup_steps": 4000.0, "hold_steps": 20_000.0, "decay_steps": 60_000.0}


def _parse(text: str) -> tuple[Reading, ...]:
    words = _words(text)
    options = {name: True if word is None else printed_value(word.strip("[]")) for name, word in words.items()}
    if "lr" not in options or "lr_scheduler" not in options:
        return ()
    reading = Reading(
        optimizer=str(options.get("optimizer", ""))[:80],
        text="\n".join(
            f"--{name.replace('_', '-')} {words[name] or ''}".rstrip()[:200] for name in _SHOWN if name in words
        ),
        numbers=numbers_of(options, _NUMBERS),
        loss_scaling="--fp16" if "fp16" in options or "memory_efficient_fp16" in options else None,
    )
    first, *others = (_with_schedule(reading, {**defaults, **options}) for defaults in _defaults(options))
    usable = [other for other in others if other.schedule not in (None, first.schedule)]
    if first.schedule is None:
        return tuple(usable[:1]) or (first,)
    return (dataclasses.replace(first, others=tuple(usable)),)


def _defaults(options: Mapping[str, float | bool | str | None]) -> tuple[Mapping[str, float | bool | str | None], ...]:
    """List what versions take for what is not on the command line, the newest first."""
    new = {"total_num_update": options.get("max_update"), **_NO_STAGES}
    return new, {"total_num_update": 1e6, **_OLD_STAGES}


def _with_schedule(reading: Reading, options: Mapping[str, float | bool | str | None]) -> Reading:
    given = Arguments("the command line", options)
    try:
        total = given.whole("max_update", 0) or None
        build = _BUILDERS.get(str(options["lr_scheduler"]))
        schedule = None if build is None or not isinstance(options["lr"], float) else build(given, given.number("lr"))
    except ScheduleError as error:
        return dataclasses.replace(reading, error=str(error))
    if schedule is None:
        name = str(options["lr_scheduler"])[:80]
        return dataclasses.replace(reading, unreadable=f"the scheduler {name}, whose formula is not known")
    return dataclasses.replace(reading, schedule=schedule, total_steps=total)


def _words(text: str) -> Mapping[str, str | None]:
    """Read the options of a printed list of arguments, by their names with underscores; None where no word follows."""
    text = text.strip()
    if not text.startswith(("['", '["')):
        return {}
    try:
        words = ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return {}
    if not isinstance(words, list) or len(words) > _MOST_ARGUMENTS or not all(isinstance(word, str) for word in words):
        return {}
    found: dict[str, str | None] = {}
    for word, after in itertools.zip_longest(words, words[1:], fillvalue="--"):
        name, equals, value = word.partition("=")
        if name.startswith("--"):
            value = value if equals else after
            found[name[2:].replace("-", "_")] = None if value.startswith("--") else value
    return found


def _inverse_square_root(given: Arguments, rate: float) -> Schedule:
    warmup, first = given.whole("warmup_updates", 4000), given.number("warmup_init_lr", -1.0)
    require(warmup > 0, f"warmup_updates is {warmup}: inverse_sqrt needs 1 or more")
    ramp = Polynomial(max(first, 0.0), rate, warmup)
    return Join((ramp, InverseSquareRoot(rate, warmup)), (warmup,), ("warm-up", "decay"))


def _polynomial(given: Arguments, rate: float) -> Schedule | None:
    if given.has("force_anneal"):
        return None
    warmup, total = given.whole("warmup_updates", 0), given.whole("total_num_update")
    require(total > warmup >= 0, f"total_num_update is {total:,}, and the warm-up takes {warmup:,}")
    decay = Polynomial(rate, given.number("end_learning_rate", 0.0), total - warmup, given.number("power", 1.0))
    return Join((Polynomial(0.0, rate, warmup), decay), (warmup,), ("warm-up", "decay")) if warmup else decay


def _cosine(given: Arguments, rate: float) -> Schedule | None:
    if given.number("t_mult", 1.0) != 1 or given.has("max_lr"):
        return None
    warmup, floor = given.whole("warmup_updates", 0), given.number("min_lr", 0.0)
    period = given.whole("lr_period_updates", -1)
    length = period if period > 0 else given.whole("max_update") - warmup
    require(length > 0, f"max_update leaves {length:,} updates for the cosine")
    if given.whole("max_update", 0) > warmup + length:
        # It begins anew, shrunk by lr_shrink.
        return None
    first = given.number("warmup_init_lr", -1.0)
    decay = Cosine(rate, length, floor)
    if not warmup:
        return decay
    return Join((Polynomial(floor if first < 0 else first, rate, warmup), decay), (warmup,), ("warm-up", "decay"))


def _tri_stage(given: Arguments, rate: float) -> Schedule | None:
    warmup, held, decayed = (given.whole(name) for name in _NO_STAGES)
    if given.has("phase_ratio"):
        shares = [printed_value(share) for share in re.sub(r"[()\[\]]", "", str(given.raw("phase_ratio"))).split(",")]
        of_run = Arguments("phase_ratio", dict(zip(_NO_STAGES, shares, strict=False)))
        warmup, held, decayed = (int(given.whole("max_update") * of_run.number(name)) for name in _NO_STAGES)
    first, last = given.number("init_lr_scale", 0.01), given.number("final_lr_scale", 0.01)
    require(min(warmup, held) >= 0 and decayed > 0 and last > 0, "the stages of tri_stage must take 1 or more steps")
    return in_phases(
        [
            ("warm-up", warmup, Polynomial(rate * first, rate, warmup) if warmup else Constant(rate)),
            ("hold", held, Constant(rate)),
            ("decay", decayed, Exponential(rate, decayed, last)),
            ("end", 1, Constant(rate * last)),
        ]
    )


def _fixed(given: Arguments, rate: float) -> Schedule | None:
    if given.has("force_anneal"):
        return None
    warmup = given.whole("warmup_updates", 0)
    if warmup <= 0:
        return Constant(rate)
    return Join(
        (Polynomial(rate / warmup, rate * (1 + 1 / warmup), warmup), Constant(rate)), (warmup,), ("warm-up", "hold")
    )


_BUILDERS: Mapping[str, Callable[[Arguments, float], Schedule | None]] = {
    "inverse_sqrt": _inverse_square_root,
    "polynomial_decay": _polynomial,
    "cosine": _cosine,
    "tri_stage": _tri_stage,
    "fixed": _fixed,
}

_RESET = "--reset-lr-scheduler (or --reset-optimizer) was given: the schedule began anew."
_ADVICE = extended(
    looped_by(
        "fairseq-train",
        rate="--lr",
        length="--max-update and --total-num-update",
        resume="Resume with the same --save-dir and without --reset-optimizer, --reset-lr-scheduler and "
        "--finetune-from-model: checkpoint_last.pt holds the number of updates.",
    ),
    {
        "stuck_at_initial": Advice(
            (OfLossScaler("Every update overflowed under --fp16: lr_step_update() waits for one that counts."),)
        ),
        "frozen/after resume": Advice((_RESET,)),
        "time_scaled/another plan": Advice(("polynomial_decay goes by --total-num-update, not by --max-update.",)),
        "restarted": Advice((_RESET,)),
    },
)

FAIRSEQ = Framework(
    kind="fairseq",
    about=About(
        "fairseq",
        "PyTorch",
        "`sys.argv/text_summary`, the command line",
        unknown="settings by Hydra; rates by epoch; restarts of the cosine",
    ),
    readers=(TextSummary("sys.argv/text_summary", _parse),),
    tags="lr(?:_default)?",
    measures="optimizer",
    whole=lambda text: repr(text.split()),
    advice=_ADVICE,
)
