"""The configuration that RT-DETR and D-FINE write as a text summary, each attribute of theirs in a line.

Read from lyuwenyu/RT-DETR 0259aa60 (`rtdetrv2_pytorch/src/solver/det_solver.py`, `det_engine.py`, `optim/warmup.py`,
`core/_config.py`, `core/yaml_config.py`) and Peterande/D-FINE 2562e29c (`src/solver/_solver.py`). The line `yaml_cfg`
holds the whole configuration as Python prints it. The scheduler is torch's, stepped at the end of an epoch once the
warm-up is over, which is counted in updates and multiplies the rate of each group by (step + 1) / warmup_duration.
`Lr/pg_N` is logged after the step of the warm-up, at the index of the batch, before that of the scheduler.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from tb_lrplugin.formats import Arguments
from tb_lrplugin.formats.python_literals import LiteralsError, read_assignments
from tb_lrplugin.formats.settings_text import load_settings
from tb_lrplugin.frameworks.framework import About, Advice, Framework
from tb_lrplugin.frameworks.open_reading import Open, OpenReading
from tb_lrplugin.frameworks.readers import TextSummary
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.frameworks.shared_advice import extended, looped_by, stepped_anyway
from tb_lrplugin.frameworks.torch.schedule import from_torch_scheduler
from tb_lrplugin.schedules import Held, Join, Polynomial, Schedule, ScheduleError, Shift
from tb_lrplugin.schedules.base import FloatArray, IntArray, require

_WHOLE = re.compile(r"(?m)^yaml_cfg: (\{.*\})\s*$")
_SHOWN = ("epoches", "lr_scheduler", "lr_warmup_scheduler")
_MOST_GROUPS = 64
# Of one length of an epoch the schedule is shown before the points tell it.
_SHOWN_LENGTH = 1000


def _parse(text: str) -> tuple[Reading, ...]:
    found = _WHOLE.search(text)
    try:
        config = read_assignments(f"yaml_cfg = {found[1]}").get("yaml_cfg") if found else None
    except LiteralsError:
        return ()
    if not isinstance(config, dict) or not {"optimizer", "lr_scheduler", "epoches"} <= config.keys():
        return ()
    optimizer, scheduler = config["optimizer"], config["lr_scheduler"]
    if not isinstance(optimizer, dict) or not isinstance(scheduler, dict):
        return ()
    return tuple(_readings(config, optimizer, scheduler))


def _readings(
    config: Mapping[str, Any], optimizer: Mapping[str, Any], scheduler: Mapping[str, Any]
) -> Iterator[Reading]:
    """Read one for each parameter group; the last one holds what no pattern of a group names."""
    listed = optimizer.get("params")
    named = [group for group in listed if isinstance(group, dict)] if isinstance(listed, list) else []
    for index, group in enumerate([*named, {}][:_MOST_GROUPS]):
        rate = group.get("lr", optimizer.get("lr"))
        own = {"type": optimizer.get("type"), **({"params": [group]} if group else {"lr": rate})}
        shown = [f"{name}: {json.dumps(config.get(name), default=str)}"[:400] for name in _SHOWN]
        reading = OpenReading(
            loss_scaling=None,
            tag=f"Lr/pg_{index}",
            optimizer=str(optimizer.get("type", ""))[:80],
            text="\n".join([*shown, f"optimizer: {json.dumps(own, default=str)}"[:1000]]),
        )
        try:
            yield _with_schedule(reading, Arguments("optimizer", {"lr": rate}).number("lr"), config, scheduler)
        except ScheduleError as error:
            yield dataclasses.replace(reading, error=str(error))


def _with_schedule(
    reading: OpenReading, rate: float, config: Mapping[str, Any], scheduler: Mapping[str, Any]
) -> Reading:
    warmup, epochs = _warmup(config.get("lr_warmup_scheduler")), Arguments("the configuration", config).whole("epoches")
    kind = str(scheduler.get("type", ""))
    main = from_torch_scheduler(kind, scheduler, rate)
    if main is None or warmup is None:
        return dataclasses.replace(reading, unreadable=f"the scheduler {kind[:80]}, whose formula is not known")

    # Logged after the step of the warm-up, but before that of the scheduler, which comes one update later here.
    late = 1 if warmup > 1 else 0

    def waiting(numbers: IntArray) -> IntArray:
        # Epochs that end within the warm-up do not step the scheduler.
        return np.asarray(np.maximum(-(-warmup // numbers) - 1, 0))

    def rates(numbers: IntArray, steps: IntArray) -> FloatArray:
        done = np.maximum(steps, 0)
        calls = np.maximum(np.maximum(done - late, 0) // numbers - waiting(numbers), 0)
        return main(calls) * np.minimum((done + 1) / max(warmup, 1), 1.0)

    def build(number: int, how: str) -> Schedule:
        by_epoch = Held(main, number, f"epoch ({how})")
        if not late:
            return by_epoch
        skipped = warmup - late - int(waiting(np.array([number]))[0]) * number
        ramp = Polynomial(rate / warmup, rate, warmup - 1)
        return Join((ramp, Shift(by_epoch, skipped)), (warmup,), ("warm-up", "decay"))

    way = Open("steps per epoch", rates, build, epochs, is_hold=not late)
    return dataclasses.replace(reading, schedule=build(_SHOWN_LENGTH, "assumed"), ways=(way,), offset=late)


def _warmup(given: Any) -> int | None:
    """Give the updates of the warm-up; None for a class that is not known."""
    if not isinstance(given, dict):
        return 0
    if given.get("type") != "LinearWarmup":
        return None
    duration = Arguments("LinearWarmup", given).whole("warmup_duration")
    require(duration >= 0, f"warmup_duration is {duration}: it must be 0 or more")
    return duration


_ADVICE = extended(
    stepped_anyway(
        looped_by(
            "the solver's fit()",
            rate="optimizer.lr",
            length="epoches and lr_scheduler.milestones",
            resume="Resume with -r PATH (--resume); -t (--tuning) loads the weights alone, and begins at epoch 0.",
        )
    ),
    {
        "stuck_at_initial": Advice(
            ("lr_warmup_scheduler.step() is not called in train_one_epoch(), so that the warm-up never ends.",)
        ),
        "frozen/after preparation": Advice(
            ("The scheduler waits for lr_warmup_scheduler.finished(): warmup_duration is beyond the steps of the run.",)
        ),
        "time_scaled/fast": Advice(("lr_scheduler.step() stands within the loop over batches.",)),
        "restarted": Advice(("-t (--tuning) was given in the place of -r (--resume).",)),
    },
)

RT_DETR = Framework(
    kind="rt_detr",
    about=About(
        "RT-DETR, D-FINE",
        "PyTorch",
        "`config/text_summary`",
        inferred="steps per epoch",
        unknown="schedulers other than torch's (DEIM's flat cosine)",
    ),
    readers=(TextSummary("config/text_summary", _parse, most_characters=2**18),),
    tags=r"Lr/pg_\d+",
    measures="optimizer",
    whole=lambda text: f"yaml_cfg: {dict(load_settings(text))!r}",
    advice=_ADVICE,
)
