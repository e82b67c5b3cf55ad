"""The configuration that MaxText writes as text summaries, one summary for each key.

Read from AI-Hypercomputer/maxtext e591f30cb: `src/maxtext/utils/maxtext_utils.py` writes every key with `str`
(`add_config_to_summary_writer`) and builds the schedule from them (`create_learning_rate_schedule`);
`src/maxtext/common/metric_logger.py` logs `learning/current_learning_rate` at step x, counted from 0: the schedule
evaluated anew at x, whatever the optimizer did. Its shape has changed twice (see `Revision`).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from enum import Enum

from tb_lrplugin.formats import Arguments
from tb_lrplugin.formats.python_literals import printed_value
from tb_lrplugin.frameworks.framework import About, Advice, Framework
from tb_lrplugin.frameworks.readers import TextSummaries
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.frameworks.run_numbers import numbers_of
from tb_lrplugin.frameworks.shared_advice import extended, recomputed_by
from tb_lrplugin.schedules import Constant, Cosine, Polynomial, Schedule, ScheduleError
from tb_lrplugin.schedules.base import require, require_rate
from tb_lrplugin.schedules.join import in_phases

_OLD_FINAL_FRACTION = "cosine_learning_rate_final_fraction"
_NEEDED = ("learning_rate", "warmup_steps_fraction", "learning_rate_schedule_steps", "steps")
_SHAPES = ("lr_schedule_type", "wsd_decay_style")
_OTHERS = ("learning_rate_final_fraction", _OLD_FINAL_FRACTION, "wsd_decay_steps_fraction", "opt_type")
_NUMBERS = ("gradient_accumulation_steps", "per_device_batch_size", "num_slices")
_SCHEDULE_NAMES = (*_NEEDED, *_SHAPES, *_OTHERS)
_NAMES = (*_SCHEDULE_NAMES, *_NUMBERS)


class Revision(Enum):
    """How many steps the ramps take; the value says since when.

    Until January 2026 there was the cosine alone, over all of its steps. Then came WSD, and every ramp, the warm-up
    too, reached its end one step earlier, with the last of its steps. In February the warm-up went back.
    """

    WHOLE = "before e886dd212"
    ONE_LESS = "e886dd212, 2026-01-13"
    DECAY_ONE_LESS = "31015aaf5, 2026-02-05"


def _parse(texts: Mapping[str, str]) -> tuple[Reading, ...]:
    # An enumeration prints with its class before it: LearningRateScheduleType.COSINE.
    words = {name: texts[name].strip().rpartition(".")[2].lower() for name in _SHAPES if name in texts}
    values = {name: printed_value(value) for name, value in texts.items()} | words
    given = Arguments("the configuration", values)
    reading = Reading(
        optimizer=texts.get("opt_type", "").rpartition(".")[2].lower()[:60],
        text="\n".join(f"{name}: {words.get(name, value)}" for name, value in texts.items() if name in _SCHEDULE_NAMES),
        numbers=numbers_of(values, _NUMBERS),
        is_recomputed=True,
    )
    try:
        schedules = [_schedule(given, revision) for revision in _revisions(given)]
        total = _lengths(given)[0]
    except ScheduleError as error:
        return (dataclasses.replace(reading, error=str(error)),)
    readings = [
        dataclasses.replace(reading, schedule=schedule, total_steps=total) for schedule in dict.fromkeys(schedules)
    ]
    # Which revision trained is not written down; the points tell.
    return (dataclasses.replace(readings[0], others=tuple(readings[1:])),)


def _revisions(given: Arguments) -> tuple[Revision, ...]:
    """List the revisions that can have written the keys, the latest first."""
    if given.has(_OLD_FINAL_FRACTION):
        return (Revision.WHOLE,)
    return (Revision.DECAY_ONE_LESS, Revision.ONE_LESS)


def _lengths(given: Arguments) -> tuple[int, int]:
    """Give the steps of the run and of its schedule; -1 for one of them stands for the other."""
    steps, length = given.whole("steps"), given.whole("learning_rate_schedule_steps")
    length = steps if length == -1 else length
    steps = length if steps == -1 else steps
    require(
        length > 0, f"learning_rate_schedule_steps is {length}: it must be above 0, or -1 for all of the run's steps"
    )
    return steps, length


def _schedule(given: Arguments, revision: Revision) -> Schedule:
    """Build the schedule as `create_learning_rate_schedule` does."""
    rate = given.number("learning_rate")
    require_rate("learning_rate", rate)
    steps, length = _lengths(given)
    warmup = int(length * _fraction(given, "warmup_steps_fraction"))
    less = 0 if revision is Revision.WHOLE else 1
    parts = [("warm-up", warmup, _line(0.0, rate, warmup - (1 if revision is Revision.ONE_LESS else 0)))]
    kind = given.word("lr_schedule_type", "cosine", ("cosine", "wsd"))
    if kind == "cosine":
        name = _OLD_FINAL_FRACTION if revision is Revision.WHOLE else "learning_rate_final_fraction"
        parts.append(("decay", length - warmup, _cosine(rate, rate * given.number(name), length - warmup - less)))
    else:
        last = rate * given.number("learning_rate_final_fraction")
        decay = int(length * _fraction(given, "wsd_decay_steps_fraction"))
        require(
            warmup + decay <= length,
            f"warmup_steps_fraction and wsd_decay_steps_fraction take {warmup:,} and {decay:,} of {length:,} steps: "
            "together they must not take more than all",
        )
        curve = _line if given.word("wsd_decay_style", "linear", ("linear", "cosine")) == "linear" else _cosine
        parts.append(("hold", length - warmup - decay, Constant(rate)))
        parts.append(("decay", decay, curve(rate, last, decay - less)))
    if steps > length:
        parts.append(("rest", steps - length, Constant(0.0)))
    return in_phases(parts)


def _fraction(given: Arguments, name: str) -> float:
    value = given.number(name)
    require(0 <= value <= 1, f"{name} is {value:g}: it must be from 0 to 1")
    return value


def _line(first: float, last: float, steps: int) -> Schedule:
    # optax `linear_schedule` over no steps stays at its first value.
    return Polynomial(first, last, steps) if steps > 0 else Constant(first)


def _cosine(first: float, last: float, steps: int) -> Schedule:
    require_rate("the final rate", last)
    return Cosine(first, steps, last) if steps > 0 else Constant(last)


_FAMILY = recomputed_by(
    "MaxText",
    rate="learning_rate",
    length="steps or learning_rate_schedule_steps",
    resume="Go on with the same run_name and base_output_directory, where the checkpoints lie, and "
    "enable_checkpointing: the state holds the step. load_parameters_path loads the weights alone.",
)
_ADVICE = extended(
    _FAMILY,
    {"restarted": Advice(("The run was started from load_parameters_path, or under another run_name.",))},
)

MAXTEXT = Framework(
    kind="maxtext",
    about=About(
        "MaxText",
        "JAX",
        "one text summary per configuration key",
        inferred="which revision of the schedule trained",
        unknown="the optimizer's rate: MaxText logs the schedule, evaluated anew",
    ),
    readers=(TextSummaries(_NAMES, _NEEDED, "learning_rate", _parse),),
    tags="(?:.*/)?current_learning_rate",
    # The logger evaluates the schedule by itself.
    measures="schedule",
    advice=_ADVICE,
)
