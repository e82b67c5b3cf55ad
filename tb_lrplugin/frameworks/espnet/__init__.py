"""ESPnet's `config.yaml` in the experiment's directory, two above the event file of `tensorboard/train`.

Read from espnet 202511: `espnet2/train/reporter.py` (226-231), `espnet2/train/trainer.py` (380-386, 785-810). What is
logged is the *mean* of the rates over the last
log_interval iterations, each taken after the scheduler's step. The mean of a curve over a stretch is nearly its value
in the middle; where the curve has its peak it is off by as much as it bends there, which counts as agreement here.
Under accumulation the rates of the iterations with an update alone are in the mean. A log_interval that is left out is
a twentieth of an epoch's batches (`trainer.py`, 573), which are not told: it is the distance of the points. A second
optimizer, of a discriminator, say, has its settings under `optim2`, `optim2_conf`, `scheduler2`; its tags begin with
`optim1` (`tasks/abs_task.py`, 1437).
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from tb_lrplugin.formats import Arguments
from tb_lrplugin.formats.safe_yaml import load_entries
from tb_lrplugin.formats.setting_lines import quoted
from tb_lrplugin.frameworks.espnet.schedulers import BY_EPOCH, WARMUP_PLATEAU, Moves, moves_of
from tb_lrplugin.frameworks.framework import About, Advice, Framework
from tb_lrplugin.frameworks.open_reading import OpenReading, by_epoch
from tb_lrplugin.frameworks.readers import TextFile
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.frameworks.run_numbers import numbers_of
from tb_lrplugin.frameworks.shared_advice import extended, looped_by
from tb_lrplugin.frameworks.torch.schedule import from_torch_scheduler, rule_of
from tb_lrplugin.frameworks.unknown import Unknown
from tb_lrplugin.schedules import Constant, Held, Schedule, ScheduleError
from tb_lrplugin.schedules.base import IntArray, require
from tb_lrplugin.tolerance import RELATIVE_TOLERANCE

# Of optimizers after the first.
_FURTHER = ("2", "3")
_OF_RUN = ("accum_grad", "log_interval", "max_epoch", "model_conf", "use_amp")
_SETTINGS = (
    *(f"{name}{suffix}{end}" for suffix in ("", *_FURTHER) for name in ("optim", "scheduler") for end in ("", "_conf")),
    *_OF_RUN,
)
_MOST_TOLERANCE = 0.2
_MOST_IN_WINDOW = 2**20


@dataclass(frozen=True)
class EspnetReading(OpenReading):
    """The settings of an experiment.

    Attributes:
      further: those of its other optimizers, by their order.
      curve: the rates after each step; None for a constant, and for one that is not known.
    """

    curve: _Curve | None = field(default=None, compare=False, repr=False)
    further: tuple[EspnetReading, ...] = field(default=(), compare=False, repr=False)

    def alternatives(self, tag: str) -> Iterable[Reading | Unknown]:
        """Take the means over the window that is told; where none is, the distance of the points tells it."""
        place = int(tag.removeprefix("optim").partition("_")[0] or 0) - 1
        if 0 <= place < len(self.further):
            other = dataclasses.replace(self.further[place], kind=self.kind, where=self.where, measured=self.measured)
            return other.alternatives("")
        curve = self.curve
        if curve is None or curve.window is not None:
            return super().alternatives(tag)
        by_iteration = curve.over(1)
        unknown = Unknown(
            "log_interval",
            lambda numbers, steps: by_iteration(np.maximum(steps - curve.half(numbers), 0)),
            lambda found: self.over(found.number),
            range(1, _MOST_IN_WINDOW),
            marks_windows=True,
        )
        return (unknown,)

    def over(self, window: int) -> EspnetReading:
        """Give the reading of means over so many iterations."""
        curve = self.curve
        assert curve is not None, "only a curve has means"
        moves, updates = curve.moves, window / curve.accumulated
        # A change by k of the move to the next moves the mean over w updates around it by k * w / 8.
        kink = moves.kink * updates / 8
        return dataclasses.replace(
            self,
            schedule=curve.over(window),
            mean_of=curve.by_iteration() if window > 1 else None,
            # From the middle of the updates of the window, and after the step.
            offset=-int(curve.half(window)),
            relative_tolerance=min(max(RELATIVE_TOLERANCE, kink), _MOST_TOLERANCE),
            # Of an even number of updates the middle lies between two; how many there are may differ by one.
            absolute_tolerance=(0.5 if window % curve.accumulated == 0 else 1.0) * moves.slope * (window > 1)
            # A curve with the second difference c has a mean that is off by c * w * w / 24; cut by a jump, by more.
            + moves.curvature * updates**2 / (8 if moves.jumps else 24) * (window > 1),
        )


@dataclass(frozen=True)
class _Curve:
    """A curve whose means are logged.

    Attributes:
      moves: the rates after each update.
      accumulated: iterations that make an update.
      window: iterations over which the mean is taken; None where that is not told.
    """

    moves: Moves
    accumulated: int
    window: int | None

    def half(self, window: IntArray | int) -> IntArray:
        """Give by how much the middle of the updates lies before the end of a window."""
        return np.asarray(np.maximum(window // self.accumulated - 1, 0) // 2 * self.accumulated)

    def over(self, window: int) -> Schedule:
        """Give the means over so many iterations, by the iteration in the middle."""
        return self._by_iteration(self.moves.averaged(max(window // self.accumulated, 1)))

    def by_iteration(self) -> Schedule:
        """Give the rates themselves, by the iteration."""
        return self._by_iteration(self.moves.schedule)

    def _by_iteration(self, means: Schedule) -> Schedule:
        return means if self.accumulated == 1 else Held(means, self.accumulated, "update")


def _parse(text: str) -> Reading | None:
    config = load_entries(text, _SETTINGS)
    found = [_of_optimizer(config, suffix) for suffix in ("", *_FURTHER)]
    if found[0] is None:
        return None
    further = itertools.takewhile(lambda reading: reading is not None, found[1:])
    return dataclasses.replace(found[0], further=tuple(reading for reading in further if reading is not None))


def _of_optimizer(config: Mapping[Any, Any], suffix: str) -> EspnetReading | None:
    """Read the settings of one optimizer; None where there is no such."""
    names = {f"{name}{suffix}{end}": f"{name}{end}" for name in ("optim", "scheduler") for end in ("", "_conf")}
    own = {name: config[written] for written, name in names.items() if written in config}
    options = own.get("optim_conf")
    if not isinstance(options, Mapping) or "scheduler_conf" not in own or "lr" not in options:
        return None
    reading = EspnetReading(
        optimizer=str(own.get("optim", ""))[:80],
        text="\n".join(quoted(config, (*names, *_OF_RUN[:-1]))),
        numbers=numbers_of(config, ("accum_grad", "log_interval", "max_epoch")),
        loss_scaling="use_amp: true" if config.get("use_amp") is True else None,
    )
    try:
        return _with_schedule(reading, Arguments("config.yaml", {**config, **own, "lr": options["lr"]}))
    except ScheduleError as error:
        return dataclasses.replace(reading, error=str(error))


def _with_schedule(reading: EspnetReading, given: Arguments) -> EspnetReading:
    rate, kind = given.number("lr"), given.raw("scheduler")
    if kind is None:
        return dataclasses.replace(reading, schedule=Constant(rate))
    options, name = given.raw("scheduler_conf"), str(kind).lower()
    options = options if isinstance(options, Mapping) else {}
    window, accumulated = given.whole("log_interval", 0) or None, given.whole("accum_grad", 1)
    require((window is None or window > 0) and accumulated > 0, "log_interval and accum_grad must be 1 or more")
    if name in BY_EPOCH:
        return _by_epoch(reading, BY_EPOCH[name], rate, options, given.whole("max_epoch", 0) or None)
    moves = moves_of(name, rate, options)
    if moves is None:
        return dataclasses.replace(reading, unreadable=f"the scheduler {str(kind)[:80]}, averaged over windows")
    curve = _Curve(moves, accumulated, window)
    if name == WARMUP_PLATEAU:
        warmup = Arguments(name, options).whole("warmup_steps", 25_000)
        reading = dataclasses.replace(reading, claims_until=warmup * accumulated, followed_by="ReduceLROnPlateau")
    reading = dataclasses.replace(reading, schedule=curve.over(1), curve=curve)
    return reading if window is None else reading.over(window)


def _by_epoch(
    reading: EspnetReading, name: str, rate: float, options: Mapping[str, Any], epochs: int | None
) -> EspnetReading:
    """Read a scheduler that is stepped at the end of each epoch, in which all windows end."""
    # At the first iteration of an epoch the windows of the one before are done.
    plain = dataclasses.replace(reading, offset=-1)
    schedule = from_torch_scheduler(name, options, rate)
    rule = rule_of(name, options)
    if schedule is None or rule is not None:
        return dataclasses.replace(plain, schedule=schedule, rule=rule)
    return dataclasses.replace(plain, schedule=schedule, ways=(by_epoch(schedule, epochs),))


_STEP = """\
# in train_one_epoch of the trainer, after each update, for schedulers that count updates
if isinstance(scheduler, AbsBatchStepScheduler):
    scheduler.step()"""
_ADVICE = extended(
    looped_by(
        "ESPnet's trainer",
        rate="optim_conf.lr",
        length="scheduler_conf",
        resume="Resume with --resume true in the same output_dir: checkpoint.pth holds the schedulers.",
    ),
    {
        "stuck_at_initial": Advice(
            ("A trainer of your own calls step() of schedulers per epoch alone.",), _STEP, "python"
        ),
        "time_scaled/fast": Advice(("The scheduler is stepped for each of accum_grad batches.",), _STEP, "python"),
        "time_scaled/slow": Advice(("accum_grad makes one update of several iterations.",)),
    },
)

ESPNET = Framework(
    kind="espnet",
    about=About(
        "ESPnet2",
        "PyTorch",
        "`config.yaml` of the experiment",
        inferred="the middle of the window that is averaged; a `log_interval` left out; steps per epoch",
        unknown="LambdaLR, whose function no file holds; WarmupReduceLROnPlateau after its warm-up",
    ),
    readers=(TextFile("config.yaml", _parse, signs=(r"^optim_conf *:", r"^scheduler_conf *:")),),
    tags=r"optim\d+_lr\d+",
    measures="window_mean",
    is_inherited=True,
    advice=_ADVICE,
)
