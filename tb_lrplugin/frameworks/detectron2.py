"""detectron2's `config.yaml`, a dump of its whole configuration in the output directory.

Read from detectron2 02b5c4e2 (`solver/build.py`, `solver/lr_scheduler.py`, `engine/hooks.py`, `engine/defaults.py`) and
fvcore 0.1.5 (`common/param_scheduler.py`). The series `lr` holds the rate of the largest parameter group at the
iteration, counted from 0: f(x). Warm-up goes to the value that the decay has where warm-up ends, and
unless RESCALE_INTERVAL is set the decay counts from step 0 on. Up to 0.2.1 the warm-up was another one: both are
offered, and the points choose.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable

from tb_lrplugin.formats import Arguments
from tb_lrplugin.formats.safe_yaml import YamlMap, load_yaml
from tb_lrplugin.frameworks.framework import About, Advice, Framework
from tb_lrplugin.frameworks.readers import TextFile
from tb_lrplugin.frameworks.reading import Reading, RunWarning
from tb_lrplugin.frameworks.run_numbers import numbers_of, ratio
from tb_lrplugin.frameworks.shared_advice import extended, looped_by, stepped_anyway
from tb_lrplugin.schedules import (
    Constant,
    Cosine,
    CosineArc,
    Join,
    PiecewiseConstant,
    Polynomial,
    Schedule,
    ScheduleError,
)
from tb_lrplugin.schedules.base import require
from tb_lrplugin.schedules.steps import scaled_at
from tb_lrplugin.words import listed
from tb_lrplugin.words.numbers import format_percent, format_rate, format_step

_MOST_SHOWN = 4096

# fvcore's slack where it turns a share of the run into a step again.
_EPSILON = 1e-6

_OF_STEPS = "WarmupMultiStepLR"
# Where detectron2's own configurations drop: 210,000 and 250,000 of 270,000.
_USUAL_DROPS = (0.78, 0.93)

# DefaultTrainer multiplies rate and batch by processes / REFERENCE_WORLD_SIZE, and divides every step by it, after the
# file is written.
_IMAGES, _REFERENCE = "SOLVER.IMS_PER_BATCH", "SOLVER.REFERENCE_WORLD_SIZE"

# fast-reid writes a SOLVER of its own kind, with these.
_OF_RELATIVES = frozenset({"SCHED", "MAX_EPOCH"})


def _parse(text: str) -> Reading | None:
    config = load_yaml(text)
    solver = config.get("SOLVER") if isinstance(config, YamlMap) else None
    if not isinstance(config, YamlMap) or not isinstance(solver, YamlMap) or "BASE_LR" not in solver:
        return None
    if not _OF_RELATIVES.isdisjoint(solver):
        return None
    given = Arguments("SOLVER", solver)
    lines = config.lines.get("SOLVER")
    numbers = numbers_of(config, (_IMAGES, _REFERENCE))
    # Its schedulers move after an update that was skipped as well.
    reading = Reading(
        loss_scaling=None,
        optimizer="SGD",
        lines=lines,
        text="" if lines is None else "\n".join(text.split("\n")[lines[0] - 1 : lines[1]])[:_MOST_SHOWN],
        numbers=numbers + ratio(numbers, "images per process", _IMAGES, _REFERENCE),
    )
    try:
        schedule = schedule_of(given)
        total = given.whole("MAX_ITER", 40_000)
        older = _before_fvcore(given)
    except ScheduleError as error:
        return dataclasses.replace(reading, error=str(error))
    if schedule is None:
        name = str(given.raw("LR_SCHEDULER_NAME"))
        return dataclasses.replace(reading, unreadable=f"the scheduler {name[:80]}, whose formula is not known")
    reading = dataclasses.replace(reading, schedule=schedule, total_steps=total, told=_dropped_steps(given, total))
    # Nothing in the file tells the version.
    others = () if older in (None, schedule) else (dataclasses.replace(reading, schedule=older),)
    return dataclasses.replace(reading, others=others)


def _name(given: Arguments) -> object:
    return given.raw("LR_SCHEDULER_NAME") or _OF_STEPS


def _milestones(given: Arguments) -> list[int]:
    return given.wholes("STEPS", (30_000,))


def _before_fvcore(given: Arguments) -> Schedule | None:
    """Build the steps with warm-up of detectron2 up to 0.2.1; None for another schedule, or drops during warm-up.

    There (`solver/lr_scheduler.py`, `WarmupMultiStepLR`) a warm-up takes WARMUP_ITERS iterations however short the run
    is, and ends at BASE_LR.
    """
    if _name(given) != _OF_STEPS:
        return None
    base, warmup = given.number("BASE_LR", 0.001), max(given.whole("WARMUP_ITERS", 1000), 0)
    milestones = sorted(set(_milestones(given)))
    if warmup == 0 or (milestones and milestones[0] <= warmup):
        return None
    start, gamma = given.number("WARMUP_FACTOR", 1.0 / 1000) * base, given.number("GAMMA", 0.1)
    is_linear = given.word("WARMUP_METHOD", "linear", ("linear", "constant")) == "linear"
    ramp = Polynomial(start, base, warmup) if is_linear else Constant(start)
    decay = scaled_at([step - warmup for step in milestones], base, gamma)
    return Join((ramp, decay), (warmup,), ("warm-up", "decay"))


def _dropped_steps(given: Arguments, total: int) -> tuple[RunWarning, ...]:
    """Warn of STEPS that detectron2 leaves out without an error (a line in its log since 0.3)."""
    if _name(given) != _OF_STEPS:
        return ()
    steps = _milestones(given)
    beyond = [format_step(step) for step in steps if step > total]
    if not beyond:
        return ()
    none_left = "the rate never drops" if len(beyond) == len(steps) else "these drops never come"
    within = ", ".join(str(int(share * total)) for share in _USUAL_DROPS)
    return (
        RunWarning(
            "setting_without_effect",
            f"SOLVER.STEPS at {listed(beyond)} lie beyond SOLVER.MAX_ITER = {format_step(total)}, and detectron2 "
            f"leaves them out: {none_left}.",
            f"# drops at {' and '.join(format_percent(share) for share in _USUAL_DROPS)} of the run\n"
            f"SOLVER:\n  STEPS: [{within}]",
        ),
    )


def schedule_of(given: Arguments) -> Schedule | None:
    """Build the schedule of the block SOLVER, its defaults filled in; None for a scheduler of the user's own.

    Raises:
      ScheduleError: if detectron2 would refuse it.
    """
    base, total = given.number("BASE_LR", 0.001), given.whole("MAX_ITER", 40_000)
    require(base > 0, f"BASE_LR is {format_rate(base)}: it must be above 0")
    require(total > 0, f"MAX_ITER is {format_step(total)}: it must be 1 or more")
    build = _decay(given, base, total)
    if build is None:
        return None
    warmup = min(max(given.whole("WARMUP_ITERS", 1000), 0), total)
    factor = given.number("WARMUP_FACTOR", 1.0 / 1000)
    is_linear = given.word("WARMUP_METHOD", "linear", ("linear", "constant")) == "linear"
    is_rescaled = given.flag("RESCALE_INTERVAL", default=False)
    decay = build(0, total)
    # fvcore's slack lets the decay begin a step early where a run takes more than a million.
    first = min(math.floor(warmup - _EPSILON * total) + 1, warmup)
    if first <= 0:
        return decay
    start = factor * decay.value_at(0)
    if is_linear:
        target = decay.value_at(0 if is_rescaled else warmup)
        ramp: Schedule = Polynomial(start, start + (target - start) * first / warmup, first)
    else:
        ramp = Constant(start)
    if first >= total:
        return Join((ramp, Constant(decay.value_at(total))), (first,), ("warm-up", "decay"))
    after = build(warmup - first if is_rescaled else -first, total - first)
    return Join((ramp, after), (first,), ("warm-up", "decay"))


def _decay(given: Arguments, base: float, total: int) -> Callable[[int, int], Schedule] | None:
    """Give a builder of the decay that stretches it from a step `begin` (below 0: before the first) to a step `end`."""
    name = _name(given)
    gamma = given.number("GAMMA", 0.1)
    require(gamma >= 0, f"GAMMA is {format_rate(gamma)}: it must be 0 or above")
    if name == _OF_STEPS:
        steps = [step for step in _milestones(given) if step <= total]
        shares = [step / total for step in steps]
        return lambda begin, end: _staircase(base, gamma, shares, begin, end)
    if name == "WarmupCosineLR":
        last = given.number("BASE_LR_END", 0.0)
        require(0 <= last <= base, f"BASE_LR_END is {format_rate(last)}: it must be between 0 and BASE_LR")
        return lambda begin, end: _cosine(base, last, begin, end)
    if name == "WarmupStepWithFixedGammaLR":
        count = given.whole("NUM_DECAYS", 3)
        require(0 < count <= 10_000, f"NUM_DECAYS is {format_step(count)}: it must be 1 or more")
        shares = [number / (count + 1) for number in range(1, count + 1)]
        return lambda begin, end: _staircase(base, gamma, shares, begin, end)
    return None


def _staircase(base: float, gamma: float, shares: list[float], begin: int, end: int) -> Schedule:
    """Drop at given shares of the way from `begin` to `end`."""
    values = [base]
    boundaries: list[int] = []
    for share in shares:
        at = math.ceil(begin + (share - _EPSILON) * (end - begin))
        if at <= (boundaries[-1] if boundaries else 0):
            values[-1] *= gamma
        else:
            boundaries.append(at)
            values.append(values[-1] * gamma)
    return PiecewiseConstant(tuple(boundaries), tuple(values))


def _cosine(base: float, last: float, begin: int, end: int) -> Schedule:
    return Cosine(base, end, last) if begin == 0 else CosineArc(base, last, begin, end)


_HOOK = """\
# DefaultTrainer does so by itself; a trainer or build_hooks() of your own has to
from detectron2.engine import hooks

trainer.register_hooks([hooks.LRScheduler()])"""
_NO_HOOK = "hooks.LRScheduler is not registered: build_hooks() was overridden, or the loop is your own."
_ADVICE = extended(
    stepped_anyway(
        looped_by(
            "detectron2's trainer",
            rate="SOLVER.BASE_LR",
            length="SOLVER.MAX_ITER and SOLVER.STEPS",
            resume="Resume with --resume, or trainer.resume_or_load(resume=True), in the same OUTPUT_DIR: "
            "last_checkpoint must lie there. MODEL.WEIGHTS alone loads the weights only.",
        )
    ),
    {
        "stuck_at_initial": Advice((_NO_HOOK,), _HOOK, "python"),
        "frozen": Advice((_NO_HOOK,), _HOOK, "python"),
        "frozen/after preparation": Advice(("The STEPS in force lie beyond MAX_ITER.",)),
        "time_scaled/slow": Advice(("SOLVER.MAX_ITER and STEPS were written for a smaller batch (IMS_PER_BATCH).",)),
        "value_scaled": Advice(
            (
                "SOLVER.REFERENCE_WORLD_SIZE scales BASE_LR, IMS_PER_BATCH and MAX_ITER by the number of workers.",
                "BIAS_LR_FACTOR or a multiplier of the backbone gives this parameter group a rate of its own.",
            ),
            "Set SOLVER.REFERENCE_WORLD_SIZE to 0, and IMS_PER_BATCH, BASE_LR, MAX_ITER and STEPS as they are meant "
            "for all workers together.",
        ),
        "restarted": Advice(("The run was started without --resume.",)),
        "resumed_elsewhere": Advice(
            ("The scheduler's state in the checkpoint wins over new STEPS and BASE_LR (detectron2 issue 429).",)
        ),
    },
)

DETECTRON2 = Framework(
    kind="detectron2",
    about=About(
        "detectron2",
        "PyTorch",
        "`config.yaml` in the output directory, or the dump of a configuration beside or above it",
        unknown="LazyConfig schedules of one's own",
    ),
    # Notebooks write cfg.dump() to a file of any name, beside the event file or above it.
    readers=(TextFile("config.yaml", _parse, signs=(r"^SOLVER *:", r"\bBASE_LR *:"), other_names="*.yaml"),),
    tags="lr",
    measures="optimizer",
    is_inherited=True,
    advice={**_ADVICE, "constant_warmup": Advice(fix='WARMUP_METHOD: "linear"')},
)
