"""The configuration that mmcv 1 (mmdet 2, mmseg 0, mmcls 0) dumps into its work directory, above `tf_logs/`.

Read from mmcv 1.7 `runner/hooks/lr_updater.py` and `runner/hooks/logger/tensorboard.py`. The file is Python source,
which is read as literals and never run. `lr_config` names a policy, over epochs unless by_epoch is False, and a
warm-up in iterations that multiplies the policy's own rate. `learning_rate` is logged at x iterations done: f(x - 1).
How many iterations an epoch has is told by the log beside it alone, `*.log` or `*.log.json` (`text.py` there). The
rate that is logged is that of the first group of parameters, which `paramwise_cfg` may multiply (`optimizer/`): which
of its factors that has depends on the model, so the points choose. `optimizer` of a GAN holds one for each network, by
name, and the rate is logged as `learning_rate/NAME` (`runner/hooks/logger/base.py`, get_lr_tags).
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from tb_lrplugin.formats import Arguments
from tb_lrplugin.formats.python_literals import LiteralsError, read_assignments
from tb_lrplugin.frameworks.framework import About, Advice, Framework
from tb_lrplugin.frameworks.mmcv.policies import BY_ITERATION, name_of, policy_of
from tb_lrplugin.frameworks.open_reading import Open, OpenReading
from tb_lrplugin.frameworks.readers import TextFile
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.frameworks.run_numbers import numbers_of
from tb_lrplugin.frameworks.shared_advice import extended, looped_by, stepped_anyway
from tb_lrplugin.frameworks.training_log import by_batches, with_logged_lengths, written_out
from tb_lrplugin.frameworks.unknown import Unknown
from tb_lrplugin.schedules import (
    Constant,
    Exponential,
    Held,
    Join,
    Polynomial,
    Sampled,
    Schedule,
    ScheduleError,
    Shift,
)
from tb_lrplugin.schedules.base import FloatArray, IntArray, require

_LENGTHS = frozenset({"runner", "total_epochs", "total_iters"})
_MOST_POINTS, _MOST_LAYERS = 4096, 100
# Of one length of an epoch the schedule is shown before the points tell it.
_SHOWN_LENGTH = 1000

# "Epoch [3][50/7330]"; in the file of JSON lines the length is left out.
_PROGRESS = re.compile(r"Epoch \[\d{1,6}\]\[\d{1,9}/(\d{1,9})\]")
_BATCH = re.compile(r'"mode": "train", "epoch": (\d{1,6}), "iter": (\d{1,9}),')


@dataclass(frozen=True)
class MmcvReading(OpenReading):
    """The configuration of a run.

    Attributes:
      by_name: of several optimizers the reading of each, by its name; the rate is logged under that.
    """

    by_name: Mapping[str, Reading] = field(default_factory=dict, compare=False, repr=False)

    def alternatives(self, tag: str) -> Iterable[Reading | Unknown]:
        """Take the reading of the optimizer that a tag names."""
        named = self.by_name.get(tag.partition("/")[2])
        if named is None:
            return super().alternatives(tag)
        return dataclasses.replace(named, kind=self.kind, where=self.where, measured=self.measured).alternatives(tag)


def _parse(text: str) -> Reading | None:
    try:
        config = read_assignments(text)
    except LiteralsError:
        return None
    policy, optimizer = config.get("lr_config", ()), config.get("optimizer")
    # Without it no hook sets the rate (`base_runner.py`, register_lr_hook).
    policy = {"policy": "fixed"} if policy is None and config.keys() & _LENGTHS else policy
    if not isinstance(policy, dict) or not isinstance(optimizer, dict) or not {"policy"} <= policy.keys():
        return None
    if "lr" in optimizer:
        return _of_optimizer(config, policy, optimizer)
    # The networks of a GAN have one each.
    found = {
        str(name): _of_optimizer(config, policy, one)
        for name, one in optimizer.items()
        if isinstance(one, dict) and "lr" in one
    }
    return dataclasses.replace(next(iter(found.values())), by_name=found) if found else None


def _of_optimizer(config: Mapping[str, Any], policy: dict[str, Any], optimizer: Mapping[str, Any]) -> MmcvReading:
    reading = MmcvReading(
        loss_scaling=None,
        optimizer=str(optimizer.get("type", ""))[:80],
        text=f"optimizer = {config['optimizer']!r}\nlr_config = {policy!r}\nrunner = {config.get('runner')!r}"[:4096],
        numbers=numbers_of(config, ("data.samples_per_gpu", "optimizer_config.cumulative_iters")),
    )
    given = Arguments("lr_config", policy)
    try:
        rate = Arguments("optimizer", optimizer).number("lr")
        first, *others = (
            _with_schedule(reading, given, rate * factor, config) for factor in (1.0, *_factors(optimizer))
        )
    except ScheduleError as error:
        return dataclasses.replace(reading, error=str(error))
    return dataclasses.replace(first, others=tuple(others))


def _factors(optimizer: Mapping[str, Any]) -> tuple[float, ...]:
    """List the factors on the rates of some groups of parameters."""
    options = optimizer.get("paramwise_cfg")
    if not isinstance(options, dict):
        return ()
    keys = options.get("custom_keys")
    groups = [options, *(keys.values() if isinstance(keys, dict) else ())]
    found = [value for group in groups if isinstance(group, dict) for name, value in group.items() if "lr_mult" in name]
    decay, layers = options.get("layer_decay_rate", options.get("decay_rate")), options.get("num_layers")
    if isinstance(decay, float) and 0 < decay < 1 and isinstance(layers, int) and 0 < layers <= _MOST_LAYERS:
        found += [decay**depth for depth in range(1, layers + 2)]
    return tuple(dict.fromkeys(factor for factor in found if isinstance(factor, (int, float)) and 0 < factor != 1))


def _with_schedule(reading: MmcvReading, given: Arguments, rate: float, config: Mapping[str, Any]) -> MmcvReading:
    epochs, iterations = _planned(config)
    name = name_of(str(given.raw("policy")))
    by_epoch = given.flag("by_epoch", default=name not in BY_ITERATION)
    policy = policy_of(name, given, rate)
    if policy is None:
        return dataclasses.replace(reading, unreadable=f"the policy {name[:80]}, whose formula is not known")
    if policy.rates is not None and (epochs if by_epoch else epochs or iterations) is None:
        return dataclasses.replace(reading, unreadable=f"the policy {name[:80]} of unknown length")
    warmup = _Warmup(given)
    # A curve by iteration over a run that is told in epochs, the only ones that give its length.
    stretched_over = epochs if not by_epoch and policy.rates is not None and iterations is None else None
    planned = epochs if by_epoch else iterations
    main = policy.build(planned or (stretched_over or 1) * _SHOWN_LENGTH)
    if not by_epoch and stretched_over is None and not warmup.by_epoch:
        return dataclasses.replace(reading, schedule=warmup.before(main, 1), total_steps=iterations)

    def build(number: int, how: str) -> Schedule:
        if by_epoch:
            return warmup.before(Held(main, number, f"epoch ({how})"), number)
        return warmup.before(main if stretched_over is None else policy.build(stretched_over * number), number)

    def rates(numbers: IntArray, steps: IntArray) -> FloatArray:
        done = np.maximum(steps, 0)
        if by_epoch:
            regular = main(done // numbers)
        elif stretched_over is not None and policy.rates is not None:
            regular = policy.rates(numbers * stretched_over, done)
        else:
            regular = main(done)
        return warmup.factors(numbers, done) * regular

    way = Open("iterations per epoch", rates, build, epochs, is_hold=by_epoch and not warmup.length)
    return dataclasses.replace(reading, schedule=build(_SHOWN_LENGTH, "assumed"), total_steps=iterations, ways=(way,))


def _planned(config: Mapping[str, Any]) -> tuple[int | None, int | None]:
    """Give the planned epochs and iterations, as far as they are told."""
    runner = config.get("runner")
    found = {**config, **(runner if isinstance(runner, dict) else {})}
    given = Arguments("runner", found)
    epochs = given.whole("max_epochs", given.whole("total_epochs", 0)) or None
    return epochs, given.whole("max_iters", given.whole("total_iters", 0)) or None


class _Warmup:
    """What the policy's rate is multiplied by at first."""

    def __init__(self, given: Arguments) -> None:
        self._kind = given.raw("warmup")
        self.length = given.whole("warmup_iters", 0) if self._kind is not None else 0
        self._ratio = given.number("warmup_ratio", 0.1)
        self.by_epoch = self._kind is not None and given.flag("warmup_by_epoch", default=False)
        if self._kind is not None:
            given.word("warmup", "linear", ("constant", "linear", "exp"))
            require(self.length > 0, f"warmup_iters is {self.length}: it must be 1 or more")
            require(0 < self._ratio <= 1, f"warmup_ratio is {self._ratio:g}: it must be above 0, and 1 at most")

    def factors(self, numbers: IntArray, steps: IntArray) -> FloatArray:
        """Give the factor at int64[n] steps under int64[k, 1] lengths of an epoch."""
        if not self.length:
            return np.ones(np.broadcast_shapes(numbers.shape, steps.shape))
        progress = np.minimum(steps / (self.length * (numbers if self.by_epoch else np.ones_like(numbers))), 1.0)
        ways: Mapping[str, Callable[[FloatArray], FloatArray]] = {
            "linear": lambda done: 1 - (1 - done) * (1 - self._ratio),
            "constant": lambda done: np.where(done < 1, self._ratio, 1.0),
            "exp": lambda done: self._ratio ** (1 - done),
        }
        return ways[str(self._kind)](progress)

    def before(self, main: Schedule, epoch: int) -> Schedule:
        """Put it before a schedule over iterations, which it multiplies."""
        steps = self.length * (epoch if self.by_epoch else 1)
        if steps <= 0:
            return main
        rate = main.value_at(0)
        moves = main.first_outside(0, rate, rate)
        ramp: Schedule
        if moves is None or moves >= steps:
            ramp = self._ramp(rate, steps)
        else:
            at = sorted({index * steps // _MOST_POINTS for index in range(_MOST_POINTS + 1)})
            array = np.array(at, np.int64)
            values = self.factors(np.full((1, 1), epoch, np.int64), array)[0] * main(array)
            ramp = Sampled(tuple(at), tuple(values.tolist()))
        return Join((ramp, Shift(main, steps)), (steps,), ("warm-up", "decay"))

    def _ramp(self, rate: float, steps: int) -> Schedule:
        if self._kind == "linear":
            return Polynomial(rate * self._ratio, rate, steps)
        return (
            Constant(rate * self._ratio)
            if self._kind == "constant"
            else Exponential(rate * self._ratio, steps, 1 / self._ratio)
        )


_HOOK = (
    "Let runner.register_training_hooks(lr_config=cfg.lr_config, ...) make the hook that sets the rate, and let no "
    "other hook set it."
)
_NO_HOOK = "lr_config of the run in force was None, or register_lr_hook was left out by a runner of your own."
_ADVICE = extended(
    stepped_anyway(
        looped_by(
            "mmcv's runner",
            rate="optimizer.lr",
            length="runner.max_epochs (or max_iters)",
            resume="Resume with --resume-from PATH (resume_from = PATH); load_from loads the weights alone, and begins "
            "at epoch 0.",
        )
    ),
    {
        "stuck_at_initial": Advice((_NO_HOOK,), _HOOK),
        "frozen": Advice((_NO_HOOK,), _HOOK),
        "frozen/after preparation": Advice(("The epochs of step lie beyond max_epochs of the run in force.",)),
        "value_scaled": Advice(
            ("The rate was scaled by the number of GPUs (--auto-scale-lr, --autoscale-lr) before the run.",)
        ),
        "restarted": Advice(("load_from was given in the place of resume_from.",)),
    },
)

MMCV = Framework(
    kind="mmcv",
    about=About(
        "mmcv 1 (mmdet 2, mmseg 0, mmcls 0)",
        "PyTorch",
        "the dumped `.py` in the work directory; read as literals, never run",
        inferred="iterations per epoch, where the `.log` beside it does not tell",
        unknown="policies of a program's own",
    ),
    readers=(
        TextFile(
            "config.py",
            _parse,
            signs=(r"^lr_config *=", r"^optimizer *="),
            other_names="*.py",
            complete=with_logged_lengths({"*.log": written_out(_PROGRESS), "*.log.json": by_batches(_BATCH)}),
        ),
    ),
    tags="learning_rate(?:/.+)?",
    measures="optimizer",
    step_offset=-1,
    is_inherited=True,
    advice={
        **_ADVICE,
        "stepped_per_epoch": Advice(
            causes=("The policy goes by epochs: by_epoch is True unless it is set.",), fix="by_epoch=False"
        ),
        "stepped_every_step": Advice(fix="by_epoch=True"),
    },
)
