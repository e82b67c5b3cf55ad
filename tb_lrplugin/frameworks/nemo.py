"""The `hparams.yaml` that Lightning writes for a model of NVIDIA NeMo, with the optimizer and its scheduler in `cfg`.

Read from NeMo 0165f08 and nemo_toolkit 3.0.0, `core/optim/lr_scheduler.py` (39-90, 200-577),
`core/classes/modelPT.py`. The scheduler moves after each update k, counted from 0, and a warm-up (k + 1) / (W + 1)
holds up to k = W. `max_steps` is mostly worked out at the start of training from the length of the data, and then it
is not in the file: the points have to tell it. After the last step the rate is min_lr.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Mapping

import numpy as np

from tb_lrplugin.formats import Arguments
from tb_lrplugin.formats.safe_yaml import load_entries
from tb_lrplugin.formats.setting_lines import quoted
from tb_lrplugin.frameworks.framework import About, Advice, Framework
from tb_lrplugin.frameworks.open_reading import Open, OpenReading, Shape
from tb_lrplugin.frameworks.readers import TextFile
from tb_lrplugin.frameworks.reading import Reading, RunWarning
from tb_lrplugin.frameworks.run_numbers import numbers_of
from tb_lrplugin.frameworks.shared_advice import extended, with_fixes
from tb_lrplugin.frameworks.torch.advice import LIGHTNING_MODELS
from tb_lrplugin.schedules import (
    Constant,
    Cosine,
    Floor,
    InverseSquareRoot,
    Join,
    Polynomial,
    Power,
    Schedule,
    ScheduleError,
    Shift,
    SquareRoot,
)
from tb_lrplugin.schedules.base import FloatArray, IntArray, require
from tb_lrplugin.schedules.join import in_phases
from tb_lrplugin.schedules.ramps import falling_cosine
from tb_lrplugin.words.numbers import format_step

_NUMBERS = (
    "cfg.train_ds.batch_size",
    "cfg.trainer.accumulate_grad_batches",
    "cfg.trainer.devices",
    "cfg.trainer.max_epochs",
)
# Of progress from 0 to 1, the share of the way from the rate to min_lr that is left, to the first power.
_SHAPES: Mapping[str, Shape] = {
    "CosineAnnealing": falling_cosine,
    **dict.fromkeys(("WarmupAnnealing", "PolynomialDecayAnnealing", "SquareAnnealing"), lambda progress: 1 - progress),
}
# Of one length of the run the schedule is shown before the points tell it.
_SHOWN_LENGTH = 1000
# A decay is no shorter than this part of its warm-up.
_SHORT = 4


def _parse(text: str) -> Reading | None:
    config = load_entries(text, ("cfg",)).get("cfg")
    optim = config.get("optim") if isinstance(config, Mapping) else None
    sched = optim.get("sched") if isinstance(optim, Mapping) else None
    if not isinstance(optim, Mapping) or not isinstance(sched, Mapping) or "lr" not in optim or "name" not in sched:
        return None
    shown = quoted(sched, list(sched)[:20], "      ")
    reading = OpenReading(
        optimizer=str(optim.get("name", ""))[:80],
        text="\n".join(["cfg:", "  optim:", f"    lr: {optim['lr']}"[:200], "    sched:", *shown]),
        numbers=numbers_of({"cfg": config}, _NUMBERS),
    )
    try:
        return _with_schedule(reading, str(sched["name"]), Arguments("sched", {**sched, "lr": optim["lr"]}))
    except ScheduleError as error:
        return dataclasses.replace(reading, error=str(error))


def _with_schedule(reading: OpenReading, name: str, given: Arguments) -> Reading:
    total = given.whole("max_steps", -1)
    if total <= 0:
        return _open(reading, name, given)
    warmup = (
        given.whole("warmup_steps") if given.has("warmup_steps") else int(given.number("warmup_ratio", 0.0) * total)
    )
    build = _BUILDERS.get(name)
    if build is None:
        return dataclasses.replace(reading, unreadable=f"the scheduler {name[:80]}, whose formula is not known")
    schedule = build(given, given.number("lr"), max(warmup, 0), total)
    told = _nothing_left(name, given, max(warmup, 0), total)
    return dataclasses.replace(reading, schedule=schedule, total_steps=total, told=told)


def _nothing_left(name: str, given: Arguments, warmup: int, total: int) -> tuple[RunWarning, ...]:
    """Warn of a hold at the end of the run that leaves no step for the decay."""
    held = _held_at_end(given, total) if name == "CosineAnnealing" else 0
    if held <= 0 or held + warmup < total:
        return ()
    whole = f"max_steps ({format_step(total)})" if given.whole("max_steps", 0) > 0 else "the run"
    return (
        RunWarning(
            "schedule_shorter_than_run",
            f"constant_steps holds min_lr over the last {format_step(held)} steps, and with the warm-up "
            f"({format_step(warmup)}) it takes all of {whole}: nothing is left for the decay, and the rate falls to "
            "min_lr right after the warm-up.",
            "# no hold at the end: the decay takes all that the warm-up leaves\nconstant_steps: 0",
        ),
    )


def _held_at_end(given: Arguments, total: int) -> int:
    """Count the last steps, over which Megatron's cosine holds min_lr."""
    if given.has("constant_steps"):
        return given.whole("constant_steps")
    return int(given.number("constant_ratio", 0) * total)


def _open(reading: OpenReading, name: str, given: Arguments) -> Reading:
    """Read a scheduler whose length was worked out at the start of training."""
    if name == "NoamAnnealing" and given.has("warmup_steps"):
        return dataclasses.replace(reading, schedule=_noam(given, given.number("lr"), given.whole("warmup_steps"), 0))
    if name == "CosineAnnealing" and given.raw("constant_steps") and given.has("warmup_steps"):
        return _open_with_hold(reading, given)
    build, is_held = _BUILDERS.get(name), any(given.raw(setting) for setting in ("constant_steps", "constant_ratio"))
    if name not in _SHAPES or build is None or is_held or given.flag("cycle", default=False):
        return dataclasses.replace(reading, unreadable=f"a {name[:80]} of unknown length, as sched has no max_steps")
    shape, power = _SHAPES[name], given.number("power", 2.0 if name == "SquareAnnealing" else 1.0)
    rate, ratio = given.number("lr"), 0.0 if given.has("warmup_steps") else given.number("warmup_ratio", 0.0)
    least = given.number("min_lr", 1e-5 if name == "SquareAnnealing" else 0.0)
    end = 0.0 if name == "SquareAnnealing" else least

    def warmups(totals: IntArray) -> IntArray:
        told = np.maximum(given.whole("warmup_steps", 0), 0)
        return np.asarray(np.int64(ratio * totals) if ratio > 0 else np.full_like(totals, told))

    def rates(totals: IntArray, steps: IntArray) -> FloatArray:
        warmup = warmups(totals)
        progress = np.clip((steps - warmup) / np.maximum(totals - warmup, 1), 0.0, 1.0)
        decayed = np.maximum(end + (rate - end) * shape(progress) ** power, least)
        return np.where((steps <= warmup) & (warmup > 0), rate * (steps + 1) / (warmup + 1), decayed)

    def built(total: int, _how: str) -> Schedule:
        found = build(given, rate, int(warmups(np.array([total]))[0]), total)
        assert found is not None, "no cycles"
        return found

    shortest = given.whole("warmup_steps", 0) + 1 if ratio <= 0 else _SHOWN_LENGTH
    way = Open("steps in all", rates, built, 1)
    return dataclasses.replace(reading, schedule=built(max(shortest, 1), "assumed"), ways=(way,))


def _open_with_hold(reading: OpenReading, given: Arguments) -> Reading:
    """Read a cosine that ends at min_lr a number of steps before the end of the run, which is not told.

    Where the hold is longer than the run, nothing decays, whatever the length.
    """
    rate, warmup, held = given.number("lr"), given.whole("warmup_steps"), given.whole("constant_steps")
    nothing_left = dataclasses.replace(
        reading,
        schedule=_cosine(given, rate, warmup, warmup + held),
        told=_nothing_left("CosineAnnealing", given, warmup, warmup + held),
    )
    floor = given.number("min_lr", 0.0)

    def rates(decays: IntArray, steps: IntArray) -> FloatArray:
        progress = np.clip((steps - warmup) / decays, 0.0, 1.0)
        decayed = floor + (rate - floor) * falling_cosine(progress)
        # Between two points a fall at once looks like a short decay, which nobody asks for.
        decayed = np.where(decays * _SHORT < warmup, -1.0, decayed)
        return np.where(steps <= warmup, rate * steps / max(warmup, 1), decayed)

    way = Open(
        "steps of the decay", rates, lambda decay, _how: _cosine(given, rate, warmup, warmup + held + decay), None
    )
    shown = _cosine(given, rate, warmup, warmup + held + _SHOWN_LENGTH)
    return dataclasses.replace(reading, schedule=shown, ways=(way,), others=(nothing_left,))


def _ramp(rate: float, warmup: int) -> Schedule | None:
    """Build the warm-up, which reaches the rate at its last step."""
    return Polynomial(rate / (warmup + 1), rate, warmup) if warmup > 0 else None


def _after(ramp: Schedule | None, warmup: int, main: Schedule, *, is_late: bool = False) -> Schedule:
    """Put what follows behind a warm-up; `main` counts from its last step, or with `is_late` from the step after it."""
    if ramp is None:
        return main
    return Join((ramp, main), (warmup + int(is_late),), ("warm-up", "decay"))


def _annealed(
    given: Arguments, rate: float, warmup: int, total: int, decay: Callable[[int, float], Schedule]
) -> Schedule:
    floor = given.number("min_lr", 0.0)
    require(total > warmup, f"max_steps is {total:,}, and the warm-up takes {warmup:,}: nothing is left for the decay")
    return _after(_ramp(rate, warmup), warmup, decay(total - warmup, floor))


def _cosine(given: Arguments, rate: float, warmup: int, total: int) -> Schedule:
    held = _held_at_end(given, total)
    if held <= 0:
        return _annealed(given, rate, warmup, total, lambda steps, floor: Cosine(rate, steps, floor))
    # Megatron's way: from nothing, with min_lr held at the end.
    steps, floor = total - held - warmup, given.number("min_lr", 0.0)
    ramp = Polynomial(0.0, rate, warmup) if warmup > 0 else None
    if steps <= 0:
        return _after(ramp, warmup, Constant(floor), is_late=True)
    return _after(ramp, warmup, Cosine(rate, steps, floor))


def _linear(given: Arguments, rate: float, warmup: int, total: int) -> Schedule:
    return _annealed(given, rate, warmup, total, lambda steps, floor: Polynomial(rate, floor, steps))


def _polynomial(given: Arguments, rate: float, warmup: int, total: int) -> Schedule | None:
    if given.flag("cycle", default=False):
        return None
    power = given.number("power", 1.0)
    return _annealed(given, rate, warmup, total, lambda steps, floor: Polynomial(rate, floor, steps, power))


def _square(given: Arguments, rate: float, warmup: int, total: int) -> Schedule:
    floor = given.number("min_lr", 1e-5)
    return _annealed(given, rate, warmup, total, lambda steps, _: Floor(Polynomial(rate, 0.0, steps, 2.0), floor))


def _inverse_square_root(_given: Arguments, rate: float, warmup: int, _total: int) -> Schedule:
    # After its last step the rate is min_lr, which no run sees.
    decay = InverseSquareRoot(rate * math.sqrt((warmup + 1) / (warmup + 2)), warmup + 2)
    return _after(_ramp(rate, warmup), warmup, decay, is_late=True) if warmup else InverseSquareRoot(rate, 1)


def _noam(given: Arguments, rate: float, warmup: int, _total: int) -> Schedule:
    width = given.number("d_model")
    require(width > 0, f"d_model is {width:g}: it must be above 0")
    base = rate / math.sqrt(width)
    decay = Floor(Power(base, -0.5), given.number("min_lr", 0.0))
    if warmup <= 0:
        return decay
    # Update 0 runs at the rate of update 1.
    ramp = Power(base * warmup**-0.5, 1.0, warmup)
    first = warmup + 1
    after = Floor(InverseSquareRoot(base / math.sqrt(first), first), given.number("min_lr", 0.0))
    return Join((ramp, after), (first,), ("warm-up", "decay"))


def _square_root(given: Arguments, rate: float, warmup: int, total: int) -> Schedule:
    # It counts from the first step on, so that it falls a bit at the end of the warm-up.
    fall = Floor(Polynomial(rate, 0.0, total, 0.5), given.number("min_lr", 0.0))
    late = warmup + 1
    return _after(_ramp(rate, warmup), warmup, Shift(fall, late) if warmup else fall, is_late=True)


def _t5(given: Arguments, _rate: float, _warmup: int, total: int) -> Schedule:
    # lr has no say.
    held = _held_at_end(given, total)
    require(held > 0, f"constant_steps is {held}: it must be 1 or more")
    return Join((Constant(held**-0.5), InverseSquareRoot(held**-0.5, held)), (held,), ("hold", "decay"))


def _held(
    given: Arguments, rate: float, warmup: int, total: int, decay: Callable[[int, float], Schedule]
) -> Schedule | None:
    """Build one that holds the rate between warm-up and decay; without a hold it is another formula."""
    held = given.whole("hold_steps") if given.has("hold_steps") else int(given.number("hold_ratio", 0.0) * total)
    left = total - warmup - held
    if held <= 0 or left <= 0:
        return None
    ramp = _ramp(rate, warmup) or Constant(rate)
    end = decay(left, given.number("min_lr", 0.0))
    return in_phases([("warm-up", warmup, ramp), ("hold", held, Constant(rate)), ("decay", left, end)])


def _held_line(given: Arguments, rate: float, warmup: int, total: int) -> Schedule | None:
    power = given.number("power", 1.0)
    return _held(given, rate, warmup, total, lambda steps, floor: Polynomial(rate, floor, steps, power))


def _held_root(given: Arguments, rate: float, warmup: int, total: int) -> Schedule | None:
    return _held(given, rate, warmup, total, lambda steps, floor: Floor(SquareRoot(rate, 0.0, steps), floor))


def _held_noam(given: Arguments, rate: float, warmup: int, total: int) -> Schedule | None:
    power, steps = -given.number("decay_rate", 0.5), max(warmup, 1)
    return _held(given, rate, warmup, total, lambda _, floor: Floor(Shift(Power(rate, power, steps), steps), floor))


_BUILDERS: Mapping[str, Callable[[Arguments, float, int, int], Schedule | None]] = {
    "CosineAnnealing": _cosine,
    "WarmupAnnealing": _linear,
    "PolynomialDecayAnnealing": _polynomial,
    "SquareAnnealing": _square,
    "InverseSquareRootAnnealing": _inverse_square_root,
    "NoamAnnealing": _noam,
    "SquareRootAnnealing": _square_root,
    "T5InverseSquareRootAnnealing": _t5,
    "PolynomialHoldDecayAnnealing": _held_line,
    "WarmupHoldAnnealLinear": _held_line,
    "WarmupHoldAnnealOneMinusSquareRoot": _held_root,
    "NoamHoldAnnealing": _held_noam,
    "WarmupPolicy": lambda _given, rate, warmup, _total: _after(_ramp(rate, warmup), warmup, Constant(rate)),
}

_SET_TOTAL = (
    "Set optim.sched.max_steps to the updates of the whole run, or leave it out: it is worked out from the trainer's "
    "max_steps, or max_epochs, and the data."
)
_BY_MODEL = (
    "Call model.set_trainer(trainer) and model.setup_training_data(cfg.train_ds) before fit(), and let the model make "
    "its scheduler of optim.sched: it is stepped per update."
)
_TOTAL = (
    "max_steps of sched was worked out for another trainer.max_steps, max_epochs, number of devices or accumulation."
)
_ADVICE = extended(
    LIGHTNING_MODELS
    | with_fixes(LIGHTNING_MODELS, ("stuck_at_initial", "frozen", "frozen/after preparation"), _BY_MODEL, "words"),
    {
        "stuck_at_initial": Advice(
            ("setup_optimization() was not called with the scheduler: model.setup_training_data() comes first.",),
        ),
        "frozen/after preparation": Advice(
            ("max_steps came out below the warm-up: the rate falls to min_lr at once.",)
        ),
        "time_scaled/fast": Advice((_TOTAL,), _SET_TOTAL),
        "time_scaled/slow": Advice((_TOTAL,), _SET_TOTAL),
        "time_scaled/another plan": Advice((_TOTAL,), _SET_TOTAL),
    },
)

NEMO = Framework(
    kind="nemo",
    about=About(
        "NVIDIA NeMo 1 (ASR, TTS)",
        "PyTorch",
        "`hparams.yaml` beside the event file",
        inferred="the length, where `max_steps` was worked out at the start",
        unknown="NeMo 2 leaves nothing beside the event file",
    ),
    readers=(TextFile("hparams.yaml", _parse, signs=(r"^cfg *:", r"^ +sched *:\s*$")),),
    tags="learning_rate|lr|lr-.*",
    measures="optimizer",
    advice=_ADVICE,
)
