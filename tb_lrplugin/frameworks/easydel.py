"""The training arguments that EasyDeL saves with every checkpoint.

Read from erfanzar/EasyDeL 090a03b2 and eformer 0.0.99.12: the event file lies in the save directory, the arguments in
`run-STEP/easydel-training-arguments.json` below it, so that they appear with the first checkpoint.
`easydel/trainers/trainer/trainer.py` logs `train/learning_rate` at x updates done as `scheduler(x)`: the schedule
evaluated anew. `eformer/optimizers/_factory.py` builds it, from optax.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from tb_lrplugin.formats import Arguments
from tb_lrplugin.frameworks.framework import About, Advice, Framework
from tb_lrplugin.frameworks.readers import Found, ReaderFunction, TextFile, Traces, Trust
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.frameworks.run_numbers import numbers_of
from tb_lrplugin.frameworks.shared_advice import extended, recomputed_by
from tb_lrplugin.schedules import Constant, Cosine, Join, Polynomial, Schedule, ScheduleError
from tb_lrplugin.schedules.base import require

FILE_NAME = "easydel-training-arguments.json"

_CHECKPOINT = re.compile(r"run-(\d{1,18})")
_FIRST_RATE = 1e-8
_NAMES = ("learning_rate", "learning_rate_end", "scheduler", "warmup_steps", "max_training_steps", "optimizer")
_NUMBERS = ("gradient_accumulation_steps", "total_batch_size", "num_train_epochs")
# What `extra_optimizer_kwargs` may put in the place of an argument, by its name there.
_OVERRIDING = ("learning_rate", "learning_rate_end", "scheduler", "warmup_steps", "optimizer")


def _parse(text: str) -> Reading | None:
    try:
        written = json.loads(text)
    except (ValueError, RecursionError) as error:
        return Reading(error=f"the JSON cannot be read: {error}")
    if not isinstance(written, dict) or "trainer_config_class" not in written or "learning_rate" not in written:
        return None
    extra = written.get("extra_optimizer_kwargs")
    others: Mapping[str, Any] = extra if isinstance(extra, dict) else {}
    values = {**written, **{name: others[name] for name in _OVERRIDING if name in others}}
    reading = Reading(
        optimizer=_word(values.get("optimizer")),
        text="\n".join(f'"{name}": {json.dumps(values[name])[:100]},' for name in _NAMES if name in values),
        numbers=numbers_of(values, _NUMBERS),
        is_recomputed=True,
    )
    if values.get("custom_scheduler") is not None:
        return dataclasses.replace(reading, unreadable="a custom_scheduler, which is code")
    if others.get("exponent", 1) != 1:
        return dataclasses.replace(reading, unreadable=f"a cosine with the exponent {str(others['exponent'])[:40]}")
    try:
        given = Arguments("the training arguments", values)
        total = given.whole("max_training_steps", 0) or None
        schedule = _schedule(given, total)
    except ScheduleError as error:
        return dataclasses.replace(reading, error=str(error))
    if schedule is None:
        return dataclasses.replace(
            reading, unreadable="a schedule without max_training_steps, whose length the number of batches decides"
        )
    return dataclasses.replace(reading, schedule=schedule, total_steps=total)


def _word(value: Any) -> str:
    """Read a word, or an enumeration that was printed with its class before it."""
    return str(value or "none").rpartition(".")[2].lower()[:60]


def _schedule(given: Arguments, total: int | None) -> Schedule | None:
    """Build the schedule as `SchedulerFactory.create_scheduler` does; None where its length is not known."""
    rate, warmup = given.number("learning_rate"), given.whole("warmup_steps", 0)
    kind = _word(given.raw("scheduler"))
    if kind == "none":
        require(warmup == 0, f"warmup_steps is {warmup}, but there is no scheduler: EasyDeL refuses")
        return Constant(rate)
    require(kind in ("linear", "cosine"), f"scheduler is {kind!r}: EasyDeL knows linear, cosine and none")
    last = given.number("learning_rate_end") if kind == "linear" else given.number("learning_rate_end", 0.0)
    if total is None:
        return None
    require(0 <= warmup < total, f"warmup_steps is {warmup:,} of {total:,} steps: it must be shorter than the run")
    steps = total - warmup
    decay: Schedule = Polynomial(rate, last, steps) if kind == "linear" else Cosine(rate, steps, last)
    if warmup == 0:
        return decay
    return Join((Polynomial(_FIRST_RATE, rate, warmup), decay), (warmup,), ("warm-up", "decay"))


def _whole(text: str) -> str:
    """Make the JSON of all arguments of the lines that are quoted of it."""
    return '{"trainer_config_class": "", ' + text.rstrip(",") + "}" if '"scheduler"' in text else text


_ARGUMENTS = TextFile(FILE_NAME, _parse)


def _read(traces: Traces) -> Iterator[Found]:
    """Read the arguments of the latest checkpoint below a directory; other programs name theirs so as well."""
    found = [match for name in traces.directory.file_names() if (match := _CHECKPOINT.fullmatch(name)) is not None]
    if found:
        name = f"{max(found, key=lambda match: int(match[1]))[0]}/{FILE_NAME}"
        reading = _ARGUMENTS.read_file(traces.directory, name)
        if reading is not None:
            yield traces.directory.where(name), reading


_ADVICE = extended(
    recomputed_by(
        "the trainer",
        rate="learning_rate",
        length="max_training_steps or num_train_epochs",
        resume="Set resume_if_possible=True in TrainingArguments, with the same save_directory: the state holds the "
        "step.",
    ),
    {
        "stuck_at_initial": Advice(("scheduler did not reach TrainingArguments: the rate is constant without it.",)),
        "restarted": Advice(("The run was started without resume_if_possible, or in another save_directory.",)),
    },
)

EASYDEL = Framework(
    kind="easydel",
    about=About(
        "EasyDeL",
        "JAX",
        "`run-STEP/easydel-training-arguments.json` below the event file, with the first checkpoint",
        unknown="the optimizer's rate: EasyDeL logs the schedule, evaluated anew; the length without "
        "`max_training_steps`",
    ),
    readers=(ReaderFunction(_read, _CHECKPOINT.pattern, trust=Trust.FILE),),
    files=(_ARGUMENTS,),
    tags="(?:.*/)?learning_rate",
    measures="schedule",
    whole=_whole,
    advice=_ADVICE,
)
