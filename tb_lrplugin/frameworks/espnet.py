"""ESPnet's `config.yaml` in the experiment's directory, two above the event file of `tensorboard/train`.

Read from espnet 202511: `espnet2/train/reporter.py` (226-231), `espnet2/train/trainer.py` (785-810),
`espnet2/schedulers/warmup_lr.py` and `noam_lr.py`. What is logged is the *mean* of the rates over the last
log_interval iterations, each taken after the scheduler's step. The mean of a curve over a stretch is nearly its value
in the middle; where the curve has its peak it is off by as much as it bends there, which counts as agreement here.
Under accumulation the rates of the iterations with an update alone are in the mean. A log_interval that is left out is
a twentieth of an epoch's batches (`trainer.py`, 573), which are not told: it is the distance of the points.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from tb_lrplugin.formats import Arguments
from tb_lrplugin.formats.safe_yaml import load_entries
from tb_lrplugin.frameworks.framework import About, Advice, Framework
from tb_lrplugin.frameworks.noam import noam
from tb_lrplugin.frameworks.readers import TextFile
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.frameworks.run_numbers import numbers_of
from tb_lrplugin.frameworks.shared_advice import extended, looped_by
from tb_lrplugin.frameworks.unknown import Unknown
from tb_lrplugin.schedules import Constant, Held, Schedule, ScheduleError
from tb_lrplugin.schedules.base import IntArray, require
from tb_lrplugin.tolerance import RELATIVE_TOLERANCE

_SETTINGS = (
    "optim",
    "optim_conf",
    "scheduler",
    "scheduler_conf",
    "accum_grad",
    "log_interval",
    "max_epoch",
    "model_conf",
    "use_amp",
)
_SHOWN = _SETTINGS[:-2]
# A kink from slope s to -s / 2 in the middle of a window moves its mean by 3/16 of s times the window.
_KINK = 3 / 16
_MOST_TOLERANCE = 0.2
_MOST_IN_WINDOW = 2**20


@dataclass(frozen=True)
class EspnetReading(Reading):
    """The settings of an experiment.

    Attributes:
      curve: the rates after each step; None for a constant, and for one that is not known.
    """

    curve: _Curve | None = field(default=None, compare=False, repr=False)

    def alternatives(self, tag: str) -> Iterable[Reading | Unknown]:
        """Take the means over the window that is told; where none is, the distance of the points tells it."""
        curve = self.curve
        if curve is None or curve.window is not None:
            return (self,)
        unknown = Unknown(
            "log_interval",
            lambda numbers, steps: curve.schedule(np.maximum(steps - curve.half(numbers), 0)),
            lambda found: self.over(found.number),
            range(1, _MOST_IN_WINDOW),
            marks_windows=True,
        )
        return (unknown,)

    def over(self, window: int) -> Reading:
        """Give the reading of means over so many iterations."""
        curve = self.curve
        assert curve is not None, "only a curve has means"
        move = curve.peak / max(curve.warmup, 1)
        kink = _KINK * window / curve.accumulated / max(curve.warmup, 1)
        return dataclasses.replace(
            self,
            # From the middle of the updates of the window, and after the step.
            offset=-int(curve.half(window)),
            relative_tolerance=min(max(RELATIVE_TOLERANCE, kink), _MOST_TOLERANCE),
            # Of an even number of updates the middle lies between two; how many there are may differ by one.
            absolute_tolerance=(0.5 if window % curve.accumulated == 0 else 1.0) * move,
        )


@dataclass(frozen=True)
class _Curve:
    """The one curve of both schedulers, over iterations.

    Attributes:
      schedule: the rate after each.
      peak: its highest rate.
      warmup: updates until then.
      accumulated: iterations that make an update.
      window: iterations over which the mean is taken; None where that is not told.
    """

    schedule: Schedule
    peak: float
    warmup: int
    accumulated: int
    window: int | None

    def half(self, window: IntArray | int) -> IntArray:
        """Give by how much the middle of the updates lies before the end of a window."""
        return np.asarray(np.maximum(window - self.accumulated, 0) // 2)


def _parse(text: str) -> Reading | None:
    config = load_entries(text, _SETTINGS)
    options = config.get("optim_conf")
    if not isinstance(options, Mapping) or "scheduler_conf" not in config or "lr" not in options:
        return None
    reading = EspnetReading(
        optimizer=str(config.get("optim", ""))[:80],
        text="\n".join(f"{name}: {config[name]}"[:200] for name in _SHOWN if name in config),
        numbers=numbers_of(config, ("accum_grad", "log_interval", "max_epoch")),
        loss_scaling="use_amp: true" if config.get("use_amp") is True else None,
    )
    try:
        return _with_schedule(reading, Arguments("config.yaml", {**config, "lr": options["lr"]}))
    except ScheduleError as error:
        return dataclasses.replace(reading, error=str(error))


def _with_schedule(reading: EspnetReading, given: Arguments) -> Reading:
    rate, kind = given.number("lr"), given.raw("scheduler")
    if kind is None:
        return dataclasses.replace(reading, schedule=Constant(rate))
    options = given.raw("scheduler_conf")
    schedule, peak, warmup = _warmed(
        str(kind).lower(), rate, Arguments(str(kind)[:80], options if isinstance(options, Mapping) else {})
    )
    if schedule is None:
        return dataclasses.replace(reading, unreadable=f"the scheduler {str(kind)[:80]}, averaged over windows")
    window, accumulated = given.whole("log_interval", 0) or None, given.whole("accum_grad", 1)
    require((window is None or window > 0) and accumulated > 0, "log_interval and accum_grad must be 1 or more")
    by_iteration = schedule if accumulated == 1 else Held(schedule, accumulated, "update")
    curve = _Curve(by_iteration, peak, warmup, accumulated, window)
    reading = dataclasses.replace(reading, schedule=by_iteration, curve=curve)
    return reading if window is None else reading.over(window)


def _warmed(kind: str, rate: float, given: Arguments) -> tuple[Schedule | None, float, int]:
    """Build the one curve of both classes, and give its peak and the steps of its warm-up as well."""
    if kind not in ("warmuplr", "noamlr"):
        return None, 0.0, 0
    warmup = given.whole("warmup_steps", 25_000)
    require(warmup > 0, f"warmup_steps is {warmup}: it must be 1 or more")
    if kind == "noamlr":
        rate *= given.number("model_size", 320) ** -0.5 * warmup**-0.5
    return noam(rate, warmup), rate, warmup


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
        inferred="the middle of the window over which the rate is averaged; a `log_interval` that is left out",
        unknown="schedulers other than WarmupLR and NoamLR",
    ),
    readers=(TextFile("config.yaml", _parse, signs=(r"^optim_conf *:", r"^scheduler_conf *:")),),
    tags=r"optim\d+_lr\d+",
    measures="window_mean",
    is_inherited=True,
    advice=_ADVICE,
)
