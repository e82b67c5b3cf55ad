"""The hyperparameters that Unity ML-Agents writes beside its statistics.

Read from mlagents 0.28.0: `trainers/stats.py` writes the trainer's settings as the text summary `Hyperparameters`, one
`key:<tab>value` a line, deeper levels indented by two more blanks. `Policy/Learning Rate` is logged every summary_freq
environment steps, and it is a *mean*: of the rates of all policy updates since the last summary. The rate itself is
a line from learning_rate to 1e-10 over max_steps environment steps (`trainers/torch/utils.py`, `DecayedValue`).

The mean of a line over a stretch is its value in the middle of it. No update happens before the buffer is full for the
first time, so the first mean is taken over a shorter stretch. Where the updates lie within a stretch is not logged; the
schedule here takes them for evenly spread, and as much as the line falls over half a stretch counts as agreement.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from tb_lrplugin.formats import Arguments
from tb_lrplugin.formats.python_literals import printed_value
from tb_lrplugin.frameworks.framework import About, Advice, Framework
from tb_lrplugin.frameworks.readers import TextSummary
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.frameworks.run_numbers import numbers_of, ratio
from tb_lrplugin.frameworks.shared_advice import extended, recomputed_by
from tb_lrplugin.schedules import Constant, Join, Polynomial, Schedule, ScheduleError, Shift

_SERIES_TAG = "Policy/Learning Rate"
_MOST_LEVELS = 20
_LINE = re.compile(r"\t((?:  )*)([^\s:][^:]*):\t(.*)")
_HYPERPARAMETERS = "hyperparameters."
_RATE = f"{_HYPERPARAMETERS}learning_rate"
_SHAPE = f"{_HYPERPARAMETERS}learning_rate_schedule"
_LEAST_RATE = 1e-10
# What must be collected before the first update: PPO and POCA fill a buffer, SAC has a number of its own.
_BUFFERS = ("buffer_init_steps", "buffer_size")
_SHOWN = (
    "trainer_type",
    _RATE,
    _SHAPE,
    *(f"{_HYPERPARAMETERS}{name}" for name in _BUFFERS),
    "max_steps",
    "summary_freq",
)

_BUFFER, _BATCH = f"{_HYPERPARAMETERS}buffer_size", f"{_HYPERPARAMETERS}batch_size"
_NUMBERS = (
    _BATCH,
    _BUFFER,
    f"{_HYPERPARAMETERS}num_epoch",
    f"{_HYPERPARAMETERS}steps_per_update",
    "time_horizon",
    "summary_freq",
)

Settings = Mapping[str, float | bool | str | None]


def _parse(text: str) -> tuple[Reading, ...]:
    settings = _settings(text)
    if _RATE not in settings or "trainer_type" not in settings:
        return ()
    reading = Reading(
        tag=_SERIES_TAG,
        text="\n".join(_shown(settings)),
    )
    values = {name: printed_value(value) for name, value in settings.items()}
    numbers = numbers_of(values, _NUMBERS)
    numbers += ratio(numbers, "batches per buffer", _BUFFER, _BATCH)
    return (_with_schedule(dataclasses.replace(reading, numbers=numbers), values),)


def _shown(settings: Mapping[str, str]) -> Iterator[str]:
    """Write the settings as a trainer's configuration file has them."""
    is_within = False
    for name in _SHOWN:
        if name in settings:
            block, _, last = name.rpartition(".")
            if block and not is_within:
                yield f"{block}:"
            is_within = bool(block)
            yield f"{'  ' if block else ''}{last}: {settings[name]}"


def _settings(text: str) -> dict[str, str]:
    """Read the lines into values by dotted path; a key that opens a deeper level has an empty value."""
    settings: dict[str, str] = {}
    path: list[str] = []
    for line in text.split("\n"):
        found = _LINE.fullmatch(line.rstrip("\r"))
        level = len(found[1]) // 2 if found else 0
        if found and level <= min(len(path), _MOST_LEVELS):
            path[level:] = [found[2]]
            settings[".".join(path)] = found[3]
    return settings


def _with_schedule(reading: Reading, settings: Settings) -> Reading:
    # Before 0.20 there was no choice: PPO decayed, SAC did not.
    shape = settings.get(_SHAPE, "constant" if settings["trainer_type"] == "sac" else "linear")
    given = Arguments("the trainer", {name.removeprefix(_HYPERPARAMETERS): value for name, value in settings.items()})
    schedule: Schedule | None = None
    of_total: Callable[[int], Schedule] | None = None
    late_by, fall = 0, 0.0
    try:
        rate = given.number("learning_rate")
        total = given.whole("max_steps", 0) or None
        if shape == "constant":
            schedule = Constant(rate)
        elif shape == "linear":
            schedule = _window_means(rate, given, given.whole("max_steps"))
            of_total = partial(_window_means, rate, given)
            # What is logged at the end of the run is the mean over the steps before it, in whose middle the line was.
            late_by = (given.whole("summary_freq") + 1) // 2
            # Updates may lie anywhere between two summaries.
            fall = rate / given.whole("max_steps") * given.whole("summary_freq") / 2
    except ScheduleError as error:
        return dataclasses.replace(reading, error=str(error))
    unreadable = "" if schedule else f"the schedule {str(shape)[:80]}, whose formula is not known"
    return dataclasses.replace(
        reading,
        schedule=schedule,
        mean_of=Polynomial(rate, _LEAST_RATE, total) if of_total is not None and total is not None else None,
        total_steps=total,
        of_total=of_total,
        late_by=late_by,
        unreadable=unreadable,
        absolute_tolerance=fall,
    )


def _window_means(rate: float, given: Arguments, total: int) -> Schedule:
    """Build what is logged of the line: at x the mean over the summary_freq steps before."""
    line = Polynomial(rate, _LEAST_RATE, total)
    window = given.whole("summary_freq")
    if window <= 0:
        raise ScheduleError(f"summary_freq is {window}: no summary is ever written")
    buffered = max(0, next((given.whole(name) for name in _BUFFERS if given.has(name)), 0))
    # The first summary with an update in it, and the middle of the steps before it that it covers.
    first = (buffered // window + 1) * window
    mean = Constant(line.value_at((buffered + first - 1) // 2))
    return Join((Constant(rate), mean, Shift(line, first + 1 - (window + 1) // 2)), (first, first + 1))


_RAISED = "max_steps was changed at the resume: the line is drawn anew over all of it."
_ADVICE = extended(
    recomputed_by(
        "the trainer",
        rate="learning_rate",
        length="max_steps",
        resume="Resume with mlagents-learn CONFIG --run-id=ID --resume, and max_steps as it was; --force and "
        "--initialize-from begin at step 0.",
    ),
    {
        "stuck_at_initial": Advice(("A trainer plugin of your own never asks learning_rate_schedule for the rate.",)),
        "frozen": Advice(("No update is made any more: the buffer does not fill up.",)),
        "time_scaled/fast": Advice(("max_steps was smaller when the run, or this part of it, was started.",)),
        "time_scaled/slow": Advice(("max_steps was larger when the run, or this part of it, was started.",)),
        "time_scaled/another plan": Advice((_RAISED,)),
        "restarted": Advice(("The run was started with --force or --initialize-from instead of --resume.",)),
        "resumed_elsewhere": Advice((_RAISED,)),
    },
)

MLAGENTS = Framework(
    kind="mlagents",
    about=About(
        "Unity ML-Agents",
        "reinforcement learning",
        "`Hyperparameters/text_summary`",
        inferred="the stretch over which the logged mean is taken",
        unknown="where the updates lie within it",
    ),
    readers=(TextSummary("Hyperparameters/text_summary", _parse),),
    # Statistics are averaged since the last summary.
    measures="window_mean",
    whole=lambda text: re.sub(r"(?m)^( *)([^ :\n][^:\n]*): ?(.*)$", r"\t\1\2:\t\3", text),
    advice=_ADVICE,
)
