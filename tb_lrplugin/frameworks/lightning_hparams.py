"""The `hparams.yaml` of a plain LightningModule, whose settings may name a schedule in words of the user's own.

Lightning writes what `save_hyperparameters()` was given (lightning 2.6.6 `core/mixins/hparams_mixin.py`,
`loggers/tensorboard.py`): `lr`, `T_max`, `warmup_steps` and the like, and not what configure_optimizers makes of
them. So whatever torch's schedulers could make of such settings is a hypothesis, which speaks only where every point
agrees with it and the rate has moved twice; where none does, the file says nothing.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from tb_lrplugin.data.files import ConfigFileError
from tb_lrplugin.formats.safe_yaml import load_yaml
from tb_lrplugin.formats.setting_lines import quoted
from tb_lrplugin.frameworks.framework import About, Framework
from tb_lrplugin.frameworks.open_reading import OpenReading, with_epochs
from tb_lrplugin.frameworks.readers import TextFile, Trust
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.frameworks.torch.advice import LIGHTNING_MODELS
from tb_lrplugin.frameworks.torch.schedule import from_torch_scheduler
from tb_lrplugin.frameworks.torch.writer import torch_configuration
from tb_lrplugin.frameworks.unknown import Solution, Unknown, held
from tb_lrplugin.schedules import Cosine, Held, Join, Polynomial, Schedule, ScheduleError

_RATES = frozenset({"lr", "learning_rate", "base_lr", "max_lr", "lr_max", "peak_lr", "initial_lr", "init_lr"})
_TOTALS = frozenset({"t_max", "max_steps", "total_steps", "training_steps", "num_training_steps", "t_total"})
_EPOCHS = frozenset({"max_epochs", "epochs", "num_epochs", "n_epochs", "t_max"})
_WARMUPS = frozenset(
    {"warmup_steps", "num_warmup_steps", "lr_warmup_steps", "warmup", "warmup_iters", "n_warmup_steps"}
)
_LEAST = frozenset({"eta_min", "min_lr", "lr_min", "final_lr", "end_lr"})
_FACTORS = frozenset({"gamma", "lr_gamma", "lr_decay", "lr_decay_factor", "decay_rate", "scheduler_gamma"})
_STEPS = frozenset({"step_size", "lr_step_size", "lr_step", "decay_steps", "lr_decay_steps", "scheduler_step_size"})
_MILESTONES = frozenset({"milestones", "lr_milestones", "lr_steps"})
# Without a word on a schedule a rate says nothing of how it moves.
_PLAIN = _WARMUPS | _FACTORS | _STEPS | _MILESTONES | {"t_max"}
_MOST_SETTINGS = 500
_MOST_HYPOTHESES = 24
_LONGEST_EPOCH = 2**12


@dataclass(frozen=True)
class HypothesesReading(OpenReading):
    """What the settings may mean.

    Attributes:
      by_step: schedules that count updates.
      by_epoch: schedules that count epochs.
    """

    by_step: tuple[Schedule, ...] = field(default=(), repr=False)
    by_epoch: tuple[Schedule, ...] = field(default=(), repr=False)

    def alternatives(self, tag: str) -> Iterable[Reading | Unknown]:
        """Offer each hypothesis as one that every point has to agree with."""
        for schedule in self.by_step:
            yield Unknown("", held(schedule), partial(self._told, schedule), (1,), is_excuse=True, least_moves=2)
        told, _ = self.lengths
        for schedule in self.by_epoch:
            lengths = told or range(2, _LONGEST_EPOCH)
            build = partial(self._told, schedule)
            yield Unknown("steps per epoch", held(schedule), build, lengths, is_excuse=True, least_moves=2)

    def _told(self, schedule: Schedule, found: Solution) -> Reading:
        counted = schedule if found.number == 1 else Held(schedule, found.number, f"epoch ({found.words})")
        return dataclasses.replace(self, schedule=counted)


def _parse(text: str) -> Reading | None:
    try:
        config = load_yaml(text)
    except ConfigFileError:
        return None
    settings = dict(itertools.islice(_flat(config), _MOST_SETTINGS)) if isinstance(config, Mapping) else {}
    rates = [value for name, value in settings.items() if name in _RATES and _is_rate(value)]
    if not rates or _PLAIN.isdisjoint(settings):
        return None
    by_step = list(itertools.islice(_counting(settings, rates, _TOTALS), _MOST_HYPOTHESES))
    by_epoch = list(itertools.islice(_counting(settings, rates, _EPOCHS), _MOST_HYPOTHESES))
    known = _RATES | _TOTALS | _EPOCHS | _LEAST | _PLAIN
    shown = quoted(settings, (name for name in settings if name in known))
    reading = HypothesesReading(
        text="\n".join([*shown, "# what was made of it is a hypothesis, which every point confirms"]),
        is_hypothesis=True,
        by_step=tuple(dict.fromkeys(by_step)),
        by_epoch=tuple(dict.fromkeys(by_epoch)),
    )
    return reading if by_step or by_epoch else None


def _flat(config: Mapping[Any, Any]) -> Iterator[tuple[str, Any]]:
    """List the settings by their last names in small letters, also those one level below."""
    for name, value in config.items():
        if isinstance(value, Mapping):
            yield from ((str(inner).lower(), one) for inner, one in value.items() if not isinstance(one, Mapping))
        else:
            yield str(name).lower(), value


def _is_rate(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 < value < 1e6


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**40


def _counting(settings: Mapping[str, Any], rates: Iterable[float], totals: Iterable[str]) -> Iterator[Schedule]:
    """Make what torch's schedulers, and the usual warm-ups before them, may make of settings of one unit."""
    lengths = [settings[name] for name in totals if _is_count(settings.get(name))]
    warmups = [settings[name] for name in _WARMUPS if _is_count(settings.get(name))]
    floors = [0.0, *(settings[name] for name in _LEAST if _is_rate(settings.get(name)))]
    factors = [settings[name] for name in _FACTORS if _is_rate(settings.get(name))] or [0.1]
    for rate in rates:
        yield from _drops(settings, rate, factors)
        for length, warmup, floor in itertools.product(lengths, [0, *warmups], floors):
            yield from _falls(rate, length, warmup, floor)
        for length in lengths:
            yield from _made("OneCycleLR", {"max_lr": rate, "total_steps": length}, rate)


def _drops(settings: Mapping[str, Any], rate: float, factors: Iterable[float]) -> Iterator[Schedule]:
    for factor in factors:
        for name in _STEPS & settings.keys():
            yield from _made("StepLR", {"step_size": settings[name], "gamma": factor}, rate)
        for name in _MILESTONES & settings.keys():
            yield from _made("MultiStepLR", {"milestones": settings[name], "gamma": factor}, rate)
        if not _FACTORS.isdisjoint(settings):
            yield from _made("ExponentialLR", {"gamma": factor}, rate)


def _falls(rate: float, length: int, warmup: int, floor: float) -> Iterator[Schedule]:
    """Fall in a cosine or a line over the whole length, with a warm-up taken out of it or put before it."""
    if floor >= rate:
        return
    for after in dict.fromkeys([length - warmup, length]) if warmup else [length]:
        for decay in (Cosine(rate, after, floor), Polynomial(rate, floor, after)) if after > 0 else ():
            if not warmup:
                yield decay
                continue
            for first, last in ((0.0, rate), (rate / warmup, rate)):
                steps = warmup if first == 0 else warmup - 1
                if steps > 0:
                    yield Join((Polynomial(first, last, steps), decay), (warmup,), ("warm-up", "decay"))


def _made(name: str, arguments: Mapping[str, Any], rate: float) -> Iterator[Schedule]:
    """Make one of torch's; none where the settings mean something else."""
    try:
        made = from_torch_scheduler(name, arguments, rate)
    except ScheduleError:
        return
    yield from () if made is None or made.is_constant else (made,)


LIGHTNING_HPARAMS = Framework(
    kind="lightning_hparams",
    about=About(
        "Lightning without its command line",
        "PyTorch",
        "`hparams.yaml`, where its settings name a schedule and every point confirms it",
        inferred="what was made of the settings; steps per epoch",
        unknown="schedules that the points do not follow",
    ),
    readers=(
        TextFile(
            "hparams.yaml",
            _parse,
            signs=(rf"(?im)^ *(?:{'|'.join(sorted(_RATES))}) *:", rf"(?im)^ *(?:{'|'.join(sorted(_PLAIN))}) *:"),
            complete=partial(with_epochs, "epoch"),
            scalar_tags=frozenset({"epoch"}),
            trust=Trust.GUESSED,
        ),
    ),
    measures="optimizer",
    write=torch_configuration,
    advice=LIGHTNING_MODELS,
)
