"""The configuration that torchtitan leaves in its dump folder, where `debug.save_config_file` names a file for it.

Read from torchtitan 0.3.0 `components/optimizer/lr_scheduler.py`, `components/optimizer/optimizer.py`, `trainer.py`
(239, 876, 1002): a line up to the rate, a stretch at it, then a decay by `decay_type` which counts from 1 and would
reach its end one step after the last. Older files say lr_min for min_lr_factor. `lr/OPTIMIZER` (`lr` up to 0.2) is
logged at the number of the step, from 1.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tb_lrplugin.formats import Arguments
from tb_lrplugin.formats.settings_text import nested
from tb_lrplugin.formats.texts import json_object
from tb_lrplugin.frameworks.framework import About, Advice, Framework
from tb_lrplugin.frameworks.readers import TextFile
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.frameworks.shared_advice import extended, looped_by
from tb_lrplugin.schedules import Constant, Cosine, Polynomial, Schedule, ScheduleError, SquareRoot
from tb_lrplugin.schedules.base import require
from tb_lrplugin.schedules.join import in_phases

_OF_SCHEDULER = ("warmup_steps", "total_steps", "decay_ratio", "decay_type", "min_lr_factor", "lr_min")
_MOST_GROUPS = 64


@dataclass(frozen=True)
class TitanReading(Reading):
    """The schedule of one group of parameters.

    Attributes:
      group: what stands behind `lr/` in its tag, where that names a group.
    """

    group: str = ""

    def alternatives(self, tag: str) -> Iterable[Reading]:
        """Take the group that the tag names first; older versions name none."""
        return sorted((self, *self.others), key=lambda one: not tag.endswith(f"lr/{getattr(one, 'group', '')}"))


def _parse(text: str) -> Reading | None:
    config = json_object(text)
    names = ("lr_scheduler", "training", "optimizer")
    parts = [found for name in names if isinstance(found := config.get(name), dict)]
    if len(parts) != len(names):
        return None
    scheduler, training, optimizer = parts
    rates = list(_rates(optimizer))
    if not rates or "warmup_steps" not in scheduler or "steps" not in training:
        return None
    shown = {name: scheduler[name] for name in _OF_SCHEDULER if name in scheduler}
    lengths = {"lr_scheduler": shown, "training.steps": training["steps"]}
    readings = [_reading(name, rate, lengths, scheduler, training) for name, rate in rates]
    return dataclasses.replace(readings[0], others=tuple(readings[1:]))


def _rates(optimizer: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """List rates by what they are logged as: one optimizer up to 0.2, and since then the groups of each optimizer."""
    groups = optimizer.get("param_groups")
    listed = [group for group in groups[:_MOST_GROUPS] if isinstance(group, dict)] if isinstance(groups, list) else []
    names = [str(group.get("optimizer_name")) for group in listed]
    for index, (name, group) in enumerate(zip(names, listed, strict=True)):
        options = group.get("optimizer_kwargs")
        if isinstance(options, dict) and "lr" in options:
            yield name if names.count(name) == 1 else f"{name}/{names[:index].count(name)}", options["lr"]
    if "lr" in optimizer:
        yield str(optimizer.get("name", "")), optimizer["lr"]


def _reading(
    name: str, rate: Any, lengths: Mapping[str, Any], scheduler: Mapping[str, Any], training: Mapping[str, Any]
) -> Reading:
    # It trains in bf16 or fp32, without a loss scaler.
    reading = TitanReading(
        loss_scaling=None,
        group=name,
        optimizer=name.partition("/")[0][:80],
        text=json.dumps({"optimizer.lr": rate, **lengths}, indent=2)[:4000],
    )
    try:
        total = Arguments("training", training).whole("steps")
        schedule = _schedule(
            Arguments("optimizer", {"lr": rate}).number("lr"), Arguments("lr_scheduler", scheduler), total
        )
    except ScheduleError as error:
        return dataclasses.replace(reading, error=str(error))
    # A length of its own is for runs that are meant to see a part of the curve.
    is_part = Arguments("lr_scheduler", scheduler).whole("total_steps", total) > total
    return dataclasses.replace(reading, schedule=schedule, total_steps=None if is_part else total)


def _schedule(rate: float, given: Arguments, steps: int) -> Schedule:
    total = given.whole("total_steps", steps)
    warmup = min(given.whole("warmup_steps"), total)
    require(warmup >= 0 and total > 0, f"of {total:,} steps, {warmup:,} cannot be a warm-up")
    decay = total - warmup
    if given.has("decay_ratio"):
        decay = min(round(total * given.number("decay_ratio")), decay)
    least = rate * given.number("min_lr_factor", given.number("lr_min", 0.0))
    require(decay >= 0, f"decay_ratio makes a decay of {decay:,} steps")
    rise = Polynomial(rate / warmup, rate, warmup - 1) if warmup > 1 else Constant(rate)
    phases: list[tuple[str, int, Schedule]] = [
        ("warm-up", warmup, rise),
        ("hold", total - warmup - decay, Constant(rate)),
    ]
    if decay:
        # The step after the stretch at the full rate has it as well: a virtual step that the decay counts from.
        fall = _decay(given.word("decay_type", "linear", ("linear", "sqrt", "cosine")), rate, least, decay)
        phases.append(("decay", decay, fall))
    return in_phases(phases)


def _decay(kind: str, rate: float, least: float, steps: int) -> Schedule:
    if kind == "cosine":
        return Cosine(rate, steps, least)
    return SquareRoot(rate, least, steps) if kind == "sqrt" else Polynomial(rate, least, steps)


_ADVICE = extended(
    looped_by(
        "torchtitan's train_step()",
        rate="optimizer.lr",
        length="training.steps and lr_scheduler.total_steps",
        resume="Resume with checkpoint.enable and the same dump_folder: the position of the scheduler comes with the "
        "checkpoint. checkpoint.initial_load_path loads the weights alone.",
    ),
    {
        "stuck_at_initial": Advice(("lr_schedulers.step() is left out of a train_step() that was overridden.",)),
        "restarted": Advice(("checkpoint.exclude_from_loading named lr_scheduler, or the dump folder was another.",)),
    },
)

TORCHTITAN = Framework(
    kind="torchtitan",
    whole=nested,
    about=About(
        "torchtitan",
        "PyTorch",
        "the JSON file in the dump folder that `debug.save_config_file` asks for",
        unknown="a run without that setting",
    ),
    readers=(
        TextFile(
            "config.json",
            _parse,
            signs=(r'"lr_scheduler" *:', r'"warmup_steps" *:', r'"decay_ratio" *:'),
            other_names="*.json",
        ),
    ),
    tags=r"(?:.*/)?lr(?:/[A-Za-z]\w*(?:/\d+)?)?",
    measures="schedule",
    step_offset=-1,
    is_inherited=True,
    advice=_ADVICE,
)
