"""The configuration that Coqui's Trainer writes as text (XTTS, VITS, Tacotron ...).

Read from coqui-ai/Trainer 7704b0f and coqui-tts-trainer 0.4.0: `model-config` holds the whole configuration as JSON
inside `<pre>`. `TrainIterStats/current_lr` (`current_lr_0`, `current_lr_1` with several optimizers) is logged every
plot_step at x batches done. The scheduler, torch's own or one of the Trainer's two (`trainer/torch.py`), is stepped
after each update, or after each epoch where scheduler_after_epoch says so. How long an epoch is and how many batches an
update accumulates is written nowhere: the points have to tell. Adversarial models have two optimizers, the
discriminator's first.
"""

from __future__ import annotations

import dataclasses
import itertools
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from tb_lrplugin.formats import Arguments
from tb_lrplugin.formats.texts import json_object
from tb_lrplugin.frameworks.framework import About, Advice, Framework
from tb_lrplugin.frameworks.noam import noam
from tb_lrplugin.frameworks.readers import TextSummary, Traces
from tb_lrplugin.frameworks.reading import Reading, RunWarning
from tb_lrplugin.frameworks.run_numbers import numbers_of
from tb_lrplugin.frameworks.shared_advice import extended, looped_by
from tb_lrplugin.frameworks.torch.schedule import from_torch_scheduler
from tb_lrplugin.frameworks.unknown import LARGEST, Solution, Unknown, held
from tb_lrplugin.schedules import Constant, Held, Join, PiecewiseConstant, Schedule, ScheduleError
from tb_lrplugin.schedules.base import require

# Logged at the end of each epoch, at x batches done.
_EPOCH_TAG = "TrainEpochStats/epoch_time"
_SERIES = "TrainIterStats/current_lr"
_ASSUMED_STEPS_PER_EPOCH = 1000
# Nobody means a warm-up of so many epochs.
_MANY_EPOCHS = 100
_MOST_OPTIMIZERS = 16
# Accumulation and processes are arguments of the Trainer, which only some scripts put into the configuration.
_NUMBERS = ("grad_accum_steps", "num_gpus", "batch_size", "epochs")


@dataclass(frozen=True)
class CoquiReading(Reading):
    """One optimizer of the configuration.

    Attributes:
      others: the readings of the other optimizers, in case the model lists them in another order.
      starts: the schedules over scheduler steps that the Trainer's versions build, the older one first.
      after_epoch: whether a scheduler step is an epoch, not an update.
      epochs_end: batches done at the end of some epoch; 0 where not known.
    """

    others: tuple[CoquiReading, ...] = ()
    starts: tuple[Schedule, ...] = ()
    after_epoch: bool = False
    epochs_end: int = 0

    def alternatives(self, tag: str) -> Iterable[Reading | Unknown]:
        """Hold each scheduler step for as many batches as the points tell; then try the other optimizers."""
        return [*self._own(), *(found for other in self.others for found in other._own())]

    def _own(self) -> Iterable[Reading | Unknown]:
        if not self.after_epoch or not self.starts:
            yield self
        unit = "epoch" if self.after_epoch else "update"
        for schedule in self.starts:
            yield Unknown(
                f"batches per {unit}",
                held(schedule),
                partial(self._held, schedule, unit),
                range(1, LARGEST + 1),
                # Without a move in the points an epoch is at least as long as what was logged.
                lambda last: max(_ASSUMED_STEPS_PER_EPOCH, last + 1),
                is_hold=True,
                told=_divisors(self.epochs_end) if self.after_epoch else (),
                is_excuse=not self.after_epoch,
                least_moves=int(not self.after_epoch),
            )

    def _held(self, schedule: Schedule, unit: str, found: Solution) -> Reading:
        text = f"{self.text}\n# {found.number:,} batches per {unit} ({found.words})"
        return dataclasses.replace(self, schedule=Held(schedule, found.number, f"{unit} ({found.words})"), text=text)


def _with_epochs(reading: Reading, traces: Traces) -> Reading:
    """Add how many batches were done at the end of the last epoch."""
    assert isinstance(reading, CoquiReading)
    end = traces.evidence.last_points.get(_EPOCH_TAG)
    if end is None or end.step <= 0:
        return reading
    others = tuple(dataclasses.replace(other, epochs_end=end.step) for other in reading.others)
    return dataclasses.replace(reading, epochs_end=end.step, others=others)


def _parse(text: str) -> tuple[CoquiReading, ...]:
    config = json_object(text.strip().removeprefix("<pre>").removesuffix("</pre>"))
    if "scheduler_after_epoch" not in config:
        return ()
    optimizers = _optimizers(config)
    readings = [
        _reading(config, *optimizer, index if len(optimizers) > 1 else None)
        for index, optimizer in enumerate(optimizers)
    ]
    return tuple(
        dataclasses.replace(reading, others=tuple(other for other in readings if other is not reading))
        for reading in readings
    )


def _optimizers(config: Mapping[str, Any]) -> list[tuple[str, Any, Any, Any]]:
    """List the optimizers: name of the rate, rate, scheduler and its parameters."""
    if "lr_gen" in config and "lr_disc" in config:
        return [
            (
                f"lr_{part}",
                config[f"lr_{part}"],
                *(config.get(f"lr_scheduler_{part}{what}") for what in ("", "_params")),
            )
            for part in ("disc", "gen")
        ]
    rate, scheduler, parameters = (config.get(name) for name in ("lr", "lr_scheduler", "lr_scheduler_params"))
    if rate is None:
        return []
    rates = rate[:_MOST_OPTIMIZERS] if isinstance(rate, list) else [rate]
    return [
        ("lr", one, _of_optimizer(scheduler, index), _of_optimizer(parameters, index))
        for index, one in enumerate(rates)
    ]


def _of_optimizer(values: Any, index: int) -> Any:
    if not isinstance(values, list):
        return values
    return values[index] if index < len(values) else None


def _reading(
    config: Mapping[str, Any], name: str, rate: Any, scheduler: Any, parameters: Any, index: int | None
) -> CoquiReading:
    after_epoch = config["scheduler_after_epoch"] is True
    shown = {name: rate, "lr_scheduler": scheduler, "lr_scheduler_params": parameters}
    reading = CoquiReading(
        optimizer=str(config.get("optimizer") or "")[:80],
        text=json.dumps({**shown, "scheduler_after_epoch": after_epoch}, indent=2)[:4000],
        numbers=numbers_of(config, _NUMBERS),
        loss_scaling="mixed_precision" if config.get("mixed_precision") is True else None,
        # The index of one of several optimizers stands at the end of its tag.
        tags=f"{_SERIES}(?:_{'[0-9]{1,3}' if index is None else f'0*{index}'})?",
        after_epoch=after_epoch,
    )
    try:
        value = Arguments("the configuration", {name: rate}).number(name)
        starts = _schedules(scheduler, parameters if isinstance(parameters, dict) else {}, value, after_epoch)
    except ScheduleError as error:
        return dataclasses.replace(reading, error=str(error))
    if not starts:
        return dataclasses.replace(
            reading, unreadable=f"the scheduler {str(scheduler)[:80]}, whose formula is not known"
        )
    moving = starts if not starts[0].is_constant else ()
    told = _warmup_of_epochs(config, str(scheduler), parameters) if after_epoch else ()
    return dataclasses.replace(reading, schedule=starts[0], starts=moving, told=told)


def _warmup_of_epochs(config: Mapping[str, Any], name: str, parameters: Any) -> tuple[RunWarning, ...]:
    """Warn of a warm-up in steps that count epochs, for the recipes' 4,000 were meant to be updates."""
    warmup = parameters.get("warmup_steps") if name.lower() == "noamlr" and isinstance(parameters, dict) else None
    epochs = config.get("epochs")
    if not isinstance(warmup, (int, float)) or not isinstance(epochs, int) or not _MANY_EPOCHS <= warmup <= epochs:
        return ()
    return (
        RunWarning(
            "warmup_longer_than_asked",
            f"warmup_steps = {warmup:,} counts epochs, as scheduler_after_epoch is true: the warm-up takes {warmup:,} "
            f"of the run's {epochs:,} epochs, and the rate stays far below lr in the first ones.",
            '# NoamLR is stepped after every update, and its steps count updates\n"scheduler_after_epoch": false',
        ),
    )


def _schedules(name: Any, parameters: Mapping[str, Any], rate: float, after_epoch: bool) -> tuple[Schedule, ...]:
    """Build the schedule over scheduler steps as each version of the Trainer does; nothing for an unknown one."""
    if name is None:
        return (Constant(rate),)
    if str(name).lower() == "noamlr":
        # The older Trainer counts the first two scheduler steps as one; with a step per update it also logs after it.
        warmup = Arguments("NoamLR", parameters).number("warmup_steps", 0.1)
        require(0 < warmup <= 2**50, f"warmup_steps of NoamLR is {warmup:g}: it must be above 0")
        newer = noam(rate, warmup)
        return (Join((Constant(newer.value_at(0)), newer), (1,)), newer) if after_epoch else (newer,)
    if str(name).lower() == "stepwisegraduallr":
        found = _stepwise(parameters.get("gradual_learning_rates"))
    else:
        found = from_torch_scheduler(str(name), parameters, rate)
    return () if found is None else (found,)


def _stepwise(pairs: Any) -> Schedule | None:
    if not isinstance(pairs, list) or not pairs or any(not isinstance(pair, list) or len(pair) != 2 for pair in pairs):
        raise ScheduleError("gradual_learning_rates of StepwiseGradualLR is no list of [step, rate]")
    given = [Arguments("StepwiseGradualLR", {"step": pair[0], "rate": pair[1]}) for pair in pairs]
    steps, rates = [one.whole("step") for one in given], [one.number("rate") for one in given]
    if any(step >= later for step, later in itertools.pairwise(steps)):
        # What the versions of the Trainer make of such a list differs.
        return None
    return PiecewiseConstant(tuple(steps[1:]), tuple(rates)) if steps[1:] else Constant(rates[0])


def _divisors(end: int) -> list[int]:
    """List the lengths of an epoch of which the batches done at the end of one are a multiple."""
    small = [number for number in range(1, min(math.isqrt(end), LARGEST) + 1) if end % number == 0]
    return sorted({*small, *(end // number for number in small)})


_ADVICE = extended(
    looped_by(
        "the Trainer of Coqui",
        rate="lr",
        length="epochs and lr_scheduler_params",
        resume="Go on with --continue_path RUN: it loads the optimizer, and sets the scheduler to its epoch; "
        "--restore_path begins at step 0.",
    ),
    {
        "stuck_at_initial": Advice(
            (
                "lr_scheduler_params of the model in force lie beyond the run (the XTTS recipe's first milestone is "
                "900,000 steps).",
                "get_scheduler() of the model returns none, or one for another optimizer.",
            ),
            "Write milestones, or gamma, that the run reaches into lr_scheduler_params, and let get_scheduler() return "
            "the scheduler.",
        ),
        "restarted": Advice(("The run was started with --restore_path instead of --continue_path.",)),
    },
)

COQUI = Framework(
    kind="coqui",
    about=About(
        "Coqui Trainer (XTTS, VITS, Tacotron)",
        "PyTorch",
        "`model-config/text_summary`",
        inferred="batches per epoch, accumulated batches per update",
        unknown="schedulers of a model's own",
    ),
    readers=(
        TextSummary(
            "model-config/text_summary",
            _parse,
            most_characters=8 * 2**20,
            complete=_with_epochs,
            scalar_tags=frozenset({_EPOCH_TAG}),
        ),
    ),
    # The rate is taken from the optimizer's first parameter group.
    measures="optimizer",
    advice=_ADVICE,
)
