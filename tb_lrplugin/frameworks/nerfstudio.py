"""nerfstudio's `config.yml`, a YAML dump of Python objects beside the event file.

Read from nerfstudio 1.1.5 `engine/schedulers.py`, `engine/optimizers.py` (183-193) and `utils/writer.py`: each
parameter group has an optimizer and perhaps a scheduler, whose class is told by its tag alone. The rate is logged
after the step of the scheduler, as `learning_rate/GROUP` at the index of the iteration: f(x + 1).
"""

from __future__ import annotations

import dataclasses
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tb_lrplugin.data.files import ConfigFileError
from tb_lrplugin.formats import Arguments
from tb_lrplugin.formats.safe_yaml import YamlMap, load_yaml
from tb_lrplugin.frameworks.framework import About, Advice, Framework, OfLossScaler
from tb_lrplugin.frameworks.readers import Found, ReaderFunction, Traces, Trust, located, parsed_once
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.frameworks.shared_advice import extended, looped_by
from tb_lrplugin.schedules import (
    Constant,
    CosineWave,
    Exponential,
    Join,
    Polynomial,
    Sampled,
    Schedule,
    ScheduleError,
)
from tb_lrplugin.schedules.base import require
from tb_lrplugin.schedules.steps import scaled_at

_FILE = "config.yml"
_SIGN = re.compile(r"python/object:nerfstudio\.")
_MOST_GROUPS = 64
_RAMP_POINTS = 4096


def _find(traces: Traces) -> Iterator[Found]:
    """Read the file: one reading for each parameter group."""
    text = traces.directory.text_of(_FILE)
    if text is not None and _SIGN.search(text):
        for reading in parsed_once(_parse, text):
            yield traces.directory.where(_FILE), reading


def _parse(text: str) -> tuple[Reading, ...]:
    try:
        config = load_yaml(text)
    except ConfigFileError:
        return ()
    groups = config.get("optimizers") if isinstance(config, Mapping) else None
    if not isinstance(config, YamlMap) or not isinstance(groups, Mapping):
        return ()
    total = Arguments(_FILE, config)
    return tuple(
        located(_reading(str(name), group, total), text)
        for name, group in list(groups.items())[:_MOST_GROUPS]
        if isinstance(group, Mapping) and isinstance(group.get("optimizer"), Mapping)
    )


def _reading(name: str, group: Mapping[Any, Any], config: Arguments) -> Reading:
    optimizer, scheduler = group["optimizer"], group.get("scheduler")
    kind = getattr(scheduler, "tag", "").rpartition(".")[2]
    total = config.raw("max_num_iterations")
    reading = Reading(
        tag=f"learning_rate/{name}",
        optimizer=getattr(optimizer, "tag", "").rpartition(".")[2].removesuffix("OptimizerConfig"),
        text="\n".join(
            [
                *([] if total is None else [f"max_num_iterations: {total}"[:200]]),
                "optimizers:",
                f"  {name}:",
                *_block("optimizer", optimizer, {"lr": optimizer.get("lr")}),
                *_block("scheduler", scheduler, scheduler if isinstance(scheduler, Mapping) else {}),
            ]
        ),
        loss_scaling=None if config.raw("mixed_precision") is False else "",
    )
    try:
        rate = Arguments("optimizer", optimizer).number("lr")
        schedule = (
            Constant(rate) if not isinstance(scheduler, Mapping) else _schedule(kind, Arguments(kind, scheduler), rate)
        )
        total = config.whole("max_num_iterations", 0) or None
    except ScheduleError as error:
        return dataclasses.replace(reading, error=str(error))
    if schedule is None:
        return dataclasses.replace(reading, unreadable=f"the scheduler {kind[:80]}, whose formula is not known")
    return dataclasses.replace(reading, schedule=schedule, total_steps=total)


def _block(name: str, of: Any, values: Mapping[Any, Any]) -> list[str]:
    """Write an object as the file does: its class as a tag, one attribute in each line."""
    tag = getattr(of, "tag", "").replace("tag:yaml.org,2002:", "!!")
    lines = [f"      {key}: {_plain(value)}"[:200] for key, value in values.items() if key != "_target"]
    return [f"    {name}: {tag}".rstrip(), *lines] if lines else [f"    {name}: null"]


def _plain(value: Any) -> Any:
    return (
        list(value)
        if isinstance(value, Sequence) and not isinstance(value, str)
        else "null"
        if value is None
        else value
    )


def _schedule(kind: str, given: Arguments, rate: float) -> Schedule | None:
    if kind == "ExponentialDecaySchedulerConfig":
        return _exponential(given, rate)
    if kind == "CosineDecaySchedulerConfig":
        warmup, total = given.whole("warm_up_end", 5000), given.whole("max_steps", 300_000)
        require(total > warmup >= 0, f"max_steps is {total:,}, and the warm-up takes {warmup:,}")
        # Past max_steps it rises again.
        decay = CosineWave(rate, rate * given.number("learning_rate_alpha", 0.05), total - warmup)
        return Join((Polynomial(0.0, rate, warmup), decay), (warmup,), ("warm-up", "decay")) if warmup else decay
    if kind == "MultiStepSchedulerConfig":
        milestones = sorted(given.wholes("milestones", (500_000, 750_000, 900_000)))
        return scaled_at(milestones, rate, given.number("gamma", 0.33))
    return None


def _exponential(given: Arguments, rate: float) -> Schedule:
    last = given.number("lr_final", rate)
    warmup, total = given.whole("warmup_steps", 0), given.whole("max_steps", 100_000)
    require(total > warmup >= 0, f"max_steps is {total:,}, and warmup_steps {warmup:,}")
    require(rate > 0 and last > 0, "the rates of an exponential decay must be above 0")
    length = total - warmup
    decay: Schedule = Constant(rate)
    if last != rate:
        decay = Join((Exponential(rate, length, last / rate), Constant(last)), (length,), ("decay", "hold"))
    if warmup == 0:
        return decay
    first = given.number("lr_pre_warmup", 1e-8)
    if given.raw("ramp") == "linear":
        return Join((Polynomial(first, rate, warmup), decay), (warmup,), ("warm-up", "decay"))
    # A quarter of a sine.
    steps = sorted({index * warmup // _RAMP_POINTS for index in range(_RAMP_POINTS + 1)})
    values = tuple(first + (rate - first) * math.sin(0.5 * math.pi * step / warmup) for step in steps)
    return Join((Sampled(tuple(steps), values), decay), (warmup,), ("warm-up", "decay"))


_STEP = """\
# in Trainer.train_iteration, where it is overridden
if self.global_step % self.gradient_accumulation_steps["fields"] == 0:
    self.optimizers.scheduler_step_all(step)"""
_SKIPPED = OfLossScaler("Under mixed precision the scheduler waits wherever the gradient scaler skips an update.")
_ADVICE = extended(
    looped_by(
        "nerfstudio's trainer",
        rate="optimizers.GROUP.optimizer.lr",
        length="optimizers.GROUP.scheduler.max_steps",
        resume="Resume with ns-train METHOD --load-dir DIR: the schedulers come with the checkpoint.",
    ),
    {
        "stuck_at_initial": Advice(("scheduler_step_all() is not called.",), _STEP, "python"),
        "frozen": Advice((), _STEP, "python"),
        "time_scaled/slow": Advice((_SKIPPED,)),
        "shifted/behind": Advice((_SKIPPED,)),
    },
)

NERFSTUDIO = Framework(
    kind="nerfstudio",
    about=About("nerfstudio", "PyTorch", "`config.yml` beside the event file", unknown="schedulers of one's own"),
    readers=(ReaderFunction(_find, file_name=_FILE, trust=Trust.FILE),),
    tags="learning_rate/.*",
    measures="optimizer",
    step_offset=1,
    whole=lambda text: f"!!python/object:nerfstudio.engine.trainer.TrainerConfig\n{text}",
    advice=_ADVICE,
)
