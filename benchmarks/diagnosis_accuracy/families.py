"""Random schedules of every family, built as the frameworks build them, with their named variations."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.random import Generator

from benchmarks.diagnosis_accuracy.draw import happens, log_steps, log_uniform, one_of
from tb_lrplugin.frameworks.huggingface.schedule import Plan, from_transformers
from tb_lrplugin.frameworks.torch.schedule import from_torch_scheduler
from tb_lrplugin.schedules import (
    Constant,
    Cosine,
    Exponential,
    Floor,
    Held,
    InverseTime,
    Join,
    Polynomial,
    Schedule,
    Shift,
    cosine_decay_with_warmup,
    exponential_decay_with_burnin,
    manual_stepping,
)

# Rates between these are drawn; warm-ups and burn-ins take this share of the planned steps.
LOWEST_RATE, HIGHEST_RATE = 1e-6, 1.0
_PREPARATION_SHARE = (0.005, 0.2)


@dataclass(frozen=True)
class Configured:
    """What a run was configured with.

    Attributes:
      family: name of the schedule's family.
      schedule: f, which counts optimizer steps.
      base_rate: the rate that the configuration names, usually the largest.
      preparation: steps of burn-in or warm-up; 0 for none.
      period: steps after which the rate turns back up; None where it never does.
      variations: by name, what a framework computes that takes the configuration otherwise.
    """

    family: str
    schedule: Schedule
    base_rate: float
    preparation: int = 0
    period: int | None = None
    variations: Mapping[str, Schedule] = field(default_factory=dict)


def configure(family: str, random: Generator, total: int) -> Configured:
    """Draw a schedule of a family for a run that is planned to take `total` steps."""
    return FAMILIES[family](random, total, log_uniform(random, LOWEST_RATE, HIGHEST_RATE))


def _preparation(random: Generator, total: int, share: float = 0.6) -> int:
    low, high = _PREPARATION_SHARE
    return log_steps(random, max(low * total, 5), max(high * total, 10)) if happens(random, share) else 0


def _exponential(random: Generator, total: int, rate: float, staircase: bool) -> Configured:
    decay_steps = max(1, round(total / log_uniform(random, 0.3, 30)))
    factor = one_of(random, 0.95, 0.97, 0.9, 0.5, 0.1, random.uniform(0.3, 0.98))
    burnin = _preparation(random, total, 0.5)
    burnin_rate = one_of(random, 0.0, rate * random.uniform(0.01, 0.9)) if burnin else 0.0
    least = rate * log_uniform(random, 1e-3, 0.5) if happens(random, 0.3) else 0.0

    def build(burnin_steps: int = burnin, min_rate: float = least, is_staircase: bool = staircase) -> Schedule:
        return exponential_decay_with_burnin(
            rate, decay_steps, factor, burnin_rate, burnin_steps, min_rate, is_staircase
        )

    variations = {"continuous" if staircase else "staircase": build(is_staircase=not staircase)}
    if burnin:
        variations["without burn-in"] = build(burnin_steps=0)
        decay = Shift(Exponential(rate, decay_steps, factor, staircase, float32_steps=True), burnin)
        unsubtracted = Join((Constant(burnin_rate or rate), decay), (burnin,), ("burn-in", "decay"))
        variations["burn-in not subtracted"] = Floor(unsubtracted, least) if least else unsubtracted
    if least:
        variations["floor ignored"] = build(min_rate=0.0)
    family = "exponential_staircase" if staircase else "exponential_continuous"
    # A burn-in at the base rate cannot be told from no burn-in before the decay begins.
    return Configured(family, build(), rate, burnin if burnin_rate else 0, None, variations)


def _exponential_staircase(random: Generator, total: int, rate: float) -> Configured:
    return _exponential(random, total, rate, staircase=True)


def _exponential_continuous(random: Generator, total: int, rate: float) -> Configured:
    return _exponential(random, total, rate, staircase=False)


def _cosine(random: Generator, total: int, rate: float) -> Configured:
    warmup = _preparation(random, total)
    hold = _preparation(random, total, 0.3)
    warmup_rate = one_of(random, 0.0, rate * random.uniform(0.01, 0.5))
    schedule = cosine_decay_with_warmup(rate, total, warmup_rate, warmup, hold)
    variations = {"without warm-up": cosine_decay_with_warmup(rate, total, 0.0, 0, hold)} if warmup else {}
    return Configured("cosine", schedule, rate, warmup, None, variations)


def _transformers(
    random: Generator,
    total: int,
    rate: float,
    name: str,
    options: Mapping[str, float],
    without: tuple[str, ...] = (),
) -> tuple[Schedule, int, dict[str, Schedule]]:
    """Build a schedule of transformers with a warm-up or not, and what it is without it and without some options."""
    warmup = _preparation(random, total)
    schedule = from_transformers(name, Plan(rate, warmup, total, options))
    assert schedule is not None, "transformers has these by name"
    variations: dict[str, Schedule] = {}
    bare = from_transformers(name, Plan(rate, 0, total, options))
    if warmup and bare is not None:
        variations["without warm-up"] = bare
    floorless = from_transformers(name, Plan(rate, warmup, total, {**options, **dict.fromkeys(without, 0.0)}))
    if without and floorless is not None:
        variations["floor ignored"] = floorless
    return schedule, warmup, variations


def _linear(random: Generator, total: int, rate: float) -> Configured:
    schedule, warmup, variations = _transformers(random, total, rate, "linear", {})
    return Configured("linear", schedule, rate, warmup, None, variations)


def _polynomial(random: Generator, total: int, rate: float) -> Configured:
    options = {"power": one_of(random, 0.5, 0.9, 2.0, 3.0), "lr_end": rate * log_uniform(random, 1e-3, 0.3)}
    schedule, warmup, variations = _transformers(random, total, rate, "polynomial", options, without=("lr_end",))
    return Configured("polynomial", schedule, rate, warmup, None, variations)


def _inverse_sqrt(random: Generator, total: int, rate: float) -> Configured:
    warmup = _preparation(random, total, 0.8)
    schedule = from_transformers("inverse_sqrt", Plan(rate, warmup, total, {}))
    assert schedule is not None, "transformers has it by name"
    return Configured("inverse_sqrt", schedule, rate, warmup)


def _cosine_restarts(random: Generator, total: int, rate: float) -> Configured:
    cycles = int(random.integers(2, 7))
    if happens(random, 0.5):
        schedule, warmup, variations = _transformers(
            random, total, rate, "cosine_with_restarts", {"num_cycles": cycles}
        )
        fall = Cosine(rate, total - warmup)
        once = fall if warmup == 0 else Join((Polynomial(0.0, rate, warmup), fall), (warmup,))
        variations = {**variations, "cycles ignored": once}
        return Configured("cosine_restarts", schedule, rate, warmup, (total - warmup) // cycles, variations)
    first = max(total // (cycles * 2), 20)
    least = one_of(random, 0.0, 0.01, 0.1) * rate
    arguments = {"T_0": first, "T_mult": int(random.integers(1, 3)), "eta_min": least}
    restarts = _torch("CosineAnnealingWarmRestarts", arguments, rate)
    floorless = {"floor ignored": _torch("CosineAnnealingWarmRestarts", {**arguments, "eta_min": 0.0}, rate)}
    return Configured("cosine_restarts", restarts, rate, 0, first, floorless if least else {})


def _torch(name: str, arguments: Mapping[str, object], rate: float) -> Schedule:
    schedule = from_torch_scheduler(name, arguments, rate)
    assert schedule is not None, "torch has these by name, in closed form"
    return schedule


def _milestones(random: Generator, total: int, count: int) -> list[int]:
    return sorted({int(step) for step in random.uniform(0.05, 0.98, count) * total if step >= 1}) or [total]


def _manual_steps(random: Generator, total: int, rate: float) -> Configured:
    steps = _milestones(random, total, int(random.integers(1, 6)))
    if happens(random, 0.5):
        gamma = one_of(random, 0.1, 0.5, 0.2)
        return Configured("manual_steps", _torch("MultiStepLR", {"milestones": steps, "gamma": gamma}, rate), rate)
    rates = [rate * factor for factor in sorted(random.uniform(1e-3, 0.9, len(steps)), reverse=True)]
    if happens(random, 0.5):
        return Configured("manual_steps", manual_stepping(rate, steps, rates), rate)
    low = rate * random.uniform(0.01, 0.5)
    steps = [max(1, steps[0] // 5), *(step for step in steps if step > steps[0] // 5)]
    schedule = manual_stepping(low, steps, [rate, *rates][: len(steps)], warmup=True)
    return Configured("manual_steps", schedule, rate, steps[0])


def _one_cycle(random: Generator, total: int, rate: float) -> Configured:
    arguments = {
        "max_lr": rate,
        "total_steps": total,
        "pct_start": one_of(random, 0.3, 0.1, random.uniform(0.05, 0.5)),
        "anneal_strategy": "cos" if happens(random, 0.6) else "linear",
        "div_factor": one_of(random, 25.0, 10.0),
        "three_phase": happens(random, 0.2),
    }
    schedule = _torch("OneCycleLR", arguments, rate)
    # The peak lies between two steps, of which the higher one has the full rate.
    middle = round(float(arguments["pct_start"]) * total) - 1
    top = max(range(max(middle - 1, 0), middle + 2), key=schedule.value_at)
    return Configured("one_cycle", schedule, rate, top)


def _warmup_stable_decay(random: Generator, total: int, rate: float) -> Configured:
    decay = max(1, round(random.uniform(0.1, 0.4) * total))
    warmup = _preparation(random, total)
    options = {
        "num_decay_steps": decay,
        "decay_type": ("linear", "cosine", "1-sqrt")[int(random.integers(3))],
        "min_lr_ratio": one_of(random, 0.0, 0.1),
    }

    def build(warmup_steps: int) -> Schedule:
        schedule = from_transformers("warmup_stable_decay", Plan(rate, warmup_steps, total, options))
        assert schedule is not None, "its parts fit into the run"
        return schedule

    variations = {"without warm-up": build(0)} if warmup else {}
    return Configured("warmup_stable_decay", build(warmup), rate, warmup, None, variations)


def _inverse_time(random: Generator, total: int, rate: float) -> Configured:
    decay_steps, decay_rate = max(1, total // int(random.integers(1, 20))), one_of(random, 0.5, 1.0, 0.1)
    staircase = happens(random, 0.3)
    other = InverseTime(rate, decay_steps, decay_rate, not staircase)
    return Configured(
        "inverse_time",
        InverseTime(rate, decay_steps, decay_rate, staircase),
        rate,
        variations={"continuous" if staircase else "staircase": other},
    )


def _step_per_epoch(random: Generator, total: int, rate: float) -> Configured:
    epochs = int(random.integers(3, 61))
    steps_per_epoch, gamma = max(1, total // epochs), one_of(random, 0.1, 0.5, 0.7, 0.9, 0.95)
    size = int(random.integers(1, max(2, epochs // 3 + 1)))
    return Configured("step_per_epoch", Held(Exponential(rate, size, gamma, staircase=True), steps_per_epoch), rate)


def _constant_with_warmup(random: Generator, total: int, rate: float) -> Configured:
    low, high = _PREPARATION_SHARE
    warmup = log_steps(random, max(low * total, 5), high * total)
    schedule = Join((Polynomial(0.0, rate, warmup), Constant(rate)), (warmup,), ("warm-up", "hold"))
    return Configured("constant_with_warmup", schedule, rate, warmup, None, {"without warm-up": Constant(rate)})


def _cyclic(random: Generator, total: int, rate: float) -> Configured:
    up = max(2, round(total / (2 * random.uniform(1, 8))))
    arguments = {
        "base_lr": rate * random.uniform(0.01, 0.5),
        "max_lr": rate,
        "step_size_up": up,
        "step_size_down": up if happens(random, 0.7) else max(2, up // 2),
        "mode": ("triangular", "triangular2", "exp_range")[int(random.integers(3))],
        "gamma": float(np.exp(-random.uniform(0.5, 3) / total)),
    }
    return Configured("cyclic", _torch("CyclicLR", arguments, rate), rate, 0, up)


def _constant(_random: Generator, _total: int, rate: float) -> Configured:
    return Configured("constant", Constant(rate), rate)


FAMILIES: Mapping[str, Callable[[Generator, int, float], Configured]] = {
    "exponential_staircase": _exponential_staircase,
    "exponential_continuous": _exponential_continuous,
    "cosine": _cosine,
    "linear": _linear,
    "polynomial": _polynomial,
    "inverse_sqrt": _inverse_sqrt,
    "cosine_restarts": _cosine_restarts,
    "manual_steps": _manual_steps,
    "one_cycle": _one_cycle,
    "warmup_stable_decay": _warmup_stable_decay,
    "inverse_time": _inverse_time,
    "step_per_epoch": _step_per_epoch,
    "constant_with_warmup": _constant_with_warmup,
    "cyclic": _cyclic,
    "constant": _constant,
}
