"""sheeprl's `config.yaml` beside the event file.

Read from sheeprl 0.8.4 `algos/ppo/ppo.py` (230-265, 365), `algos/ppo/utils.py` (anneal) and `utils/utils.py`: with
`algo.anneal_lr` the rate of iteration i, counted from 1, is lr * (1 - (i - 1) / N), N iterations in all;
`Info/learning_rate` is logged at i * num_envs * rollout_steps environment steps of all processes together.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from tb_lrplugin.formats import Arguments
from tb_lrplugin.formats.safe_yaml import load_yaml
from tb_lrplugin.formats.setting_lines import quoted
from tb_lrplugin.frameworks.framework import About, Advice, Framework
from tb_lrplugin.frameworks.readers import TextFile
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.frameworks.run_numbers import numbers_of
from tb_lrplugin.frameworks.shared_advice import extended, recomputed_by
from tb_lrplugin.frameworks.unknown import Unknown
from tb_lrplugin.schedules import Constant, Polynomial, ScheduleError
from tb_lrplugin.schedules.base import require

_SHOWN = ("name", "anneal_lr", "total_steps", "rollout_steps")
_MACHINES = {"env": ("num_envs",), "fabric": ("devices", "num_nodes")}
_USUAL_PROCESSES = (1, 2, 4, 8)
_MOST_PROCESSES = 2**20
_NUMBERS = ("env.num_envs", "algo.rollout_steps", "algo.update_epochs", "fabric.devices", "fabric.num_nodes")


@dataclass(frozen=True)
class SheeprlReading(Reading):
    """A line, whose iteration takes as many steps as there are processes to take them.

    Attributes:
      line: the rate, the planned steps, and the steps of an iteration of one process; None for a constant rate.
      processes: how many there may be, the likeliest first.
    """

    line: tuple[float, int, int] | None = field(default=None, repr=False)
    processes: tuple[int, ...] = (1,)

    def alternatives(self, tag: str) -> Iterable[Reading | Unknown]:
        """Try every number of processes that the settings admit."""
        if self.line is None:
            return (self,)
        return list(map(partial(_with_line, self, *self.line), self.processes))


def _parse(text: str) -> Reading | None:
    config = load_yaml(text)
    algo, env = (config.get(name) for name in ("algo", "env")) if isinstance(config, Mapping) else (None, None)
    optimizer = algo.get("optimizer") if isinstance(algo, Mapping) else None
    if not isinstance(algo, Mapping) or not isinstance(env, Mapping) or not isinstance(optimizer, Mapping):
        return None
    if not {"anneal_lr", "total_steps", "rollout_steps"} <= algo.keys() or "lr" not in optimizer:
        return None
    shown = quoted(algo, _SHOWN, "  ")
    reading = SheeprlReading(
        optimizer=str(optimizer.get("_target_", "")).rpartition(".")[2][:80],
        text="\n".join(["algo:", *shown, "  optimizer:", f"    lr: {optimizer['lr']}"[:200], *_machines(config)]),
        numbers=numbers_of(config, _NUMBERS),
    )
    try:
        given = Arguments("config.yaml", {**algo, "lr": optimizer["lr"], "num_envs": env.get("num_envs")})
        rate, total = given.number("lr"), given.whole("total_steps")
        if algo["anneal_lr"] is not True:
            return dataclasses.replace(reading, schedule=Constant(rate), total_steps=total)
        steps = given.whole("num_envs") * given.whole("rollout_steps")
        first, *others = _processes(config.get("fabric"))
        found = _with_line(reading, rate, total, steps, first)
        # More processes than make one iteration of the whole run train nothing.
        processes = (first, *(count for count in others if steps * count <= total))
        return dataclasses.replace(found, line=(rate, total, steps), processes=processes)
    except ScheduleError as error:
        return dataclasses.replace(reading, error=str(error))


def _machines(config: Mapping[Any, Any]) -> list[str]:
    """Write what decides how many steps an iteration takes."""
    lines = []
    for block, names in _MACHINES.items():
        part = config.get(block)
        shown = quoted(part, names, "  ") if isinstance(part, Mapping) else []
        lines += [f"{block}:", *shown] if shown else []
    return lines


def _processes(fabric: Any) -> tuple[int, ...]:
    """List how many processes there may be: `devices` is a number, or left to the machine."""
    if not isinstance(fabric, Mapping):
        return _USUAL_PROCESSES
    counts = [fabric.get(name, 1) for name in ("devices", "num_nodes")]
    known = [count for count in counts if isinstance(count, int) and 0 < count < _MOST_PROCESSES]
    return (math.prod(known),) if len(known) == len(counts) else _USUAL_PROCESSES


def _with_line(reading: SheeprlReading, rate: float, total: int, steps: int, processes: int) -> SheeprlReading:
    length = steps * processes
    require(0 < length <= total, f"total_steps is {total:,}, and an iteration takes {length:,}: nothing is trained")
    # The first iteration runs at the first rate and is logged at its end.
    line = Polynomial(rate, 0.0, total // length * length)
    return dataclasses.replace(reading, schedule=line, total_steps=total, offset=-length)


_ANNEAL = (
    "Run an algorithm whose loop anneals the rate under algo.anneal_lr (ppo, ppo_recurrent); one of your own has to do "
    "so once per iteration."
)
_ADVICE = extended(
    recomputed_by(
        "the loop over iterations",
        rate="algo.optimizer.lr",
        length="algo.total_steps",
        resume="Resume with checkpoint.resume_from=PATH.ckpt: iter_num comes with it.",
    ),
    {
        "stuck_at_initial": Advice(("The loop of this algorithm does not anneal the rate.",), _ANNEAL),
        "time_scaled/fast": Advice(("The iterations were counted for other processes (fabric.devices).",)),
    },
)

SHEEPRL = Framework(
    kind="sheeprl",
    about=About(
        "sheeprl",
        "reinforcement learning",
        "`config.yaml` beside the event file",
        inferred="the number of processes, where `fabric.devices` does not tell",
        unknown="algorithms that log no rate",
    ),
    readers=(TextFile("config.yaml", _parse, signs=(r"^algo *:", r"^ +anneal_lr *:", r"^ +rollout_steps *:")),),
    tags="Info/learning_rate",
    measures="optimizer",
    advice=_ADVICE,
)
