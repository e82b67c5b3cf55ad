"""ESPnet's schedulers: its own, and those of torch, each stepped per update or per epoch.

Read from espnet 202511 `espnet2/tasks/abs_task.py` (165-186), `espnet2/schedulers/` and, for who steps when,
`abs_scheduler.py` and `espnet2/train/trainer.py` (380-386, 786). Steps are calls of step(); f(0) is the first rate.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tb_lrplugin.formats import Arguments
from tb_lrplugin.frameworks.noam import noam
from tb_lrplugin.frameworks.torch.schedule import from_torch_scheduler
from tb_lrplugin.schedules import Constant, Cosine, Exponential, InverseSquareRoot, Join, Polynomial, Schedule, Shift
from tb_lrplugin.schedules.base import MAX_STEP, require
from tb_lrplugin.schedules.join import in_phases

# By their names in small letters, the class of torch.
BY_EPOCH = {
    "steplr": "StepLR",
    "multisteplr": "MultiStepLR",
    "exponentiallr": "ExponentialLR",
    "cosineannealinglr": "CosineAnnealingLR",
    "reducelronplateau": "ReduceLROnPlateau",
}
# A warm-up per update, then a rate that falls where a metric stands still.
WARMUP_PLATEAU = "warmupreducelronplateau"
_BY_UPDATE = {
    "cycliclr": "CyclicLR",
    "onecyclelr": "OneCycleLR",
    "cosineannealingwarmrestarts": "CosineAnnealingWarmRestarts",
}
_MOST_CYCLES = 64
_LEAST_RATE = 1e-30


@dataclass(frozen=True)
class Moves:
    """A schedule over updates, and how far its mean over a stretch may lie from the value in the middle.

    Attributes:
      schedule: the rates after each update.
      slope: the largest move from one update to the next, jumps left aside.
      kink: the largest change of that move, as a share of the rate there.
      curvature: the largest second difference of its smooth parts.
      jumps: updates after which the rate is another at once.
    """

    schedule: Schedule
    slope: float
    kink: float = 0.0
    curvature: float = 0.0
    jumps: tuple[int, ...] = ()

    def averaged(self, updates: int) -> Schedule:
        """Give the means over so many updates, by the update in the middle: a jump becomes a line as long as they."""
        parts: list[Schedule] = []
        bounds: list[int] = []
        before = (updates + 1) // 2
        for jump in self.jumps if updates > 1 else ():
            begin, end = jump - before, jump - before + updates
            if begin <= (bounds[-1] if bounds else 0):
                break
            last = bounds[-1] if bounds else 0
            parts.append(Shift(self.schedule, last) if last else self.schedule)
            low, high = self.schedule.value_at(max(jump - 1, 0)), self.schedule.value_at(jump)
            parts.append(Polynomial(low, high, end - begin))
            bounds += [begin, end]
        if not parts:
            return self.schedule
        return Join((*parts, Shift(self.schedule, bounds[-1])), tuple(bounds))


def moves_of(kind: str, rate: float, options: Mapping[str, Any]) -> Moves | None:
    """Read a scheduler that is stepped per update; None for another one, or one whose formula is not known.

    Raises:
      ScheduleError: if a parameter is missing, of the wrong type or out of its range.
    """
    if kind in _BY_UPDATE:
        return _of_torch(_BY_UPDATE[kind], rate, options)
    found = _OWN.get(kind)
    return None if found is None else found(rate, Arguments(kind, options))


def _warmup(given: Arguments, default: int | None = 25_000) -> int:
    steps = given.whole("warmup_steps", default)
    require(steps > 0, f"warmup_steps is {steps}: it must be 1 or more")
    return steps


def _root(rate: float, given: Arguments) -> Moves:
    warmup = _warmup(given)
    # A kink from slope s to -s / 2.
    return Moves(noam(rate, warmup), rate / warmup, 1.5 / warmup)


def _line_up(rate: float, given: Arguments) -> Moves:
    # No scheduler of torch: its constructor makes no step of its own.
    warmup = _warmup(given)
    line = Join((Polynomial(0.0, rate, warmup), Constant(rate)), (warmup,), ("warm-up", "hold"))
    return Moves(line, rate / warmup, 1 / warmup)


def _noam(rate: float, given: Arguments) -> Moves:
    return _root(rate * given.number("model_size", 320) ** -0.5 * _warmup(given) ** -0.5, given)


def _steps(rate: float, given: Arguments) -> Moves:
    warmup, epoch = _warmup(given), given.whole("steps_per_epoch", 10_000)
    every, gamma = given.whole("step_size", 1), given.number("gamma", 0.1)
    require(epoch > 0 and every > 0 and 0 < gamma <= 1, "steps_per_epoch, step_size or gamma is out of its range")
    # Epochs count from the first step, drops from the epoch in which the warm-up ends.
    drop, first = epoch * every, (warmup // epoch) * epoch
    line = Polynomial(rate / warmup, rate, warmup - 1) if warmup > 1 else Constant(rate)
    stairs = Shift(Exponential(rate, drop, gamma, staircase=True), warmup + 1 - first)
    schedule = Join((line, stairs), (warmup,), ("warm-up", "decay"))
    jumps = tuple(first + drop * count - 1 for count in range(1, _MOST_CYCLES))
    return Moves(schedule, rate / warmup, 1 / warmup, jumps=jumps)


def _lines(rate: float, given: Arguments) -> Moves:
    steps, listed = given.wholes("warmup_steps_list", (0, 25_000)), given.raw("warmup_lr_list") or [0.0, 0.001]
    listed = listed if isinstance(listed, (list, tuple)) else [listed]
    rates = [Arguments("warmup_lr_list", {"a rate": value}).number("a rate") for value in listed]
    require(len(steps) == len(rates) > 1, "warmup_steps_list and warmup_lr_list need as many numbers, 2 or more")
    require(steps == sorted(set(steps)) and steps[-1] > 1, "warmup_steps_list must increase")
    slopes = [(b - a) / (d - c) for a, b, c, d in zip(rates, rates[1:], steps, steps[1:], strict=False)]
    phases: list[tuple[str, int, Schedule]] = [("hold", steps[0] - 1, Constant(rates[0]))]
    for begin, end, low, slope in zip(steps, steps[1:], rates, slopes, strict=False):
        # s counts from 1: the first update of a line lies one step into it.
        start = max(begin, 1)
        if end > start:
            value = low + slope * (start - begin)
            phases.append(("warm-up", end - start, Polynomial(value, value + slope * (end - start), end - start)))
    # After the last of them, rate * sqrt(last / s).
    phases.append(("decay", 1, InverseSquareRoot(rate, steps[-1])))
    after = -rate / (2 * steps[-1])
    kinks = [
        abs(b - a) / max(value, _LEAST_RATE)
        for a, b, value in zip(slopes, [*slopes[1:], after], rates[1:], strict=True)
    ]
    jumps = (steps[-1],) if not math.isclose(rates[-1], rate, rel_tol=1e-9) else ()
    return Moves(in_phases(phases), max(map(abs, slopes)), max(kinks), jumps=jumps)


def _stages(rate: float, given: Arguments) -> Moves:
    total = given.whole("max_steps", 25_000)
    warmup, hold = (
        int(total * given.number(f"{name}_ratio", usual)) for name, usual in (("warmup", 0.1), ("hold", 0.4))
    )
    decay, first, last = (
        total - warmup - hold,
        given.number("init_lr_scale", 0.01),
        given.number("final_lr_scale", 0.01),
    )
    require(0 < first <= 1 and 0 < last <= 1, "init_lr_scale and final_lr_scale must be above 0, and 1 at most")
    require(min(warmup, hold, decay) >= 0 and total > 0, "the ratios of the stages must be 0 or above, and 1 in all")
    slope = rate * (1 - first) / max(warmup, 1)
    fall = -math.log(last) / max(decay, 1)
    # s counts from 1, so that the first stage begins one step in.
    line = Polynomial(rate * first + slope, rate, warmup - 1) if warmup > 1 else Constant(rate)
    falling = Exponential(rate, decay, last) if decay > 0 else Constant(rate)
    end = Constant(rate * last)
    stages = [("warm-up", warmup - 1, line), ("hold", hold, Constant(rate)), ("decay", decay, falling), ("end", 1, end)]
    return Moves(
        in_phases([(name, steps, part) for name, steps, part in stages if steps > 0]),
        max(slope, rate * fall),
        max(slope / rate, fall),
        rate * fall**2,
    )


def _decayed(rate: float, given: Arguments) -> Moves:
    peak, last, total = given.number("max_lr"), given.number("min_lr"), given.whole("total_steps")
    warmup = given.whole("warmup_steps", 0)
    require(last > 0 and peak > 0 and 0 <= warmup < total, "max_lr, min_lr or the steps are out of their range")
    fall = abs(math.log(last / peak)) / (total - warmup)
    is_line = given.flag("warm_from_zero", default=False)
    # init_lr() sets the rate before the first step, of which step() makes the second.
    head: Schedule = Polynomial(0.0, peak, warmup) if is_line else Constant(peak)
    jumps: tuple[int, ...] = ()
    if is_line and warmup > 1:
        head = Join(
            (Constant(0.0), Polynomial(2 * peak / warmup, peak, warmup - 2) if warmup > 2 else Constant(peak)), (1,)
        )
    elif not is_line and warmup > 1 and rate != peak:
        # From then on it holds the base rates, which torch's constructor took from the optimizer.
        head, jumps = Join((Constant(peak), Constant(rate)), (1,)), (warmup,)
    decay = Exponential(peak, total - warmup, last / peak)
    schedule = in_phases((("warm-up", warmup, head), ("decay", 1, decay))) if warmup else decay
    slope = peak / warmup if is_line and warmup else 0.0
    return Moves(schedule, max(slope, peak * fall), max(slope / peak, fall), peak * fall**2, jumps)


def _restarts(_rate: float, given: Arguments) -> Moves:
    length, factor = given.whole("first_cycle_steps"), given.number("cycle_mult", 1.0)
    peak, low = given.number("max_lr", 0.1), given.number("min_lr", 0.001)
    warmup, gamma = given.whole("warmup_steps", 0), given.number("gamma", 1.0)
    require(0 <= warmup < length and factor > 0 and gamma > 0, "the cycles of the scheduler are out of their range")
    phases: list[tuple[str, int, Schedule]] = []
    lengths = []
    for cycle in range(_MOST_CYCLES):
        top = low + (peak * gamma**cycle - low)
        if warmup:
            phases.append(("warm-up", warmup, Polynomial(low, top, warmup)))
        phases.append(("decay", length - warmup, Cosine(top, length - warmup, low)))
        lengths.append(length)
        length = int((length - warmup) * factor) + warmup
        if length <= warmup:
            break
    shortest = min(lengths) - warmup
    # The constructor itself makes the first step; then init_lr() sets the lowest rate.
    whole = in_phases(phases)
    schedule = whole if warmup else Join((Constant(low), Shift(whole, 1)), (1,))
    jumps = () if warmup else tuple(itertools.accumulate(lengths))
    slope = max((peak - low) / max(warmup, 1) if warmup else 0.0, math.pi / 2 * (peak - low) / shortest)
    kink = (peak - low) / warmup / max(min(peak, low if low > 0 else peak), _LEAST_RATE) if warmup else 0.0
    return Moves(schedule, slope, kink, (peak - low) / 2 * (math.pi / shortest) ** 2, jumps)


def _of_torch(name: str, rate: float, options: Mapping[str, Any]) -> Moves | None:
    schedule, given = from_torch_scheduler(name, options, rate), Arguments(name, options)
    if schedule is None:
        return None
    if name == "CosineAnnealingWarmRestarts":
        first, factor, low = given.whole("T_0"), given.whole("T_mult", 1), given.number("eta_min", 0.0)
        ends = itertools.accumulate(first * factor**cycle for cycle in range(_MOST_CYCLES))
        return _of_arcs(schedule, rate - low, first, tuple(end for end in ends if end < MAX_STEP))
    if name == "OneCycleLR":
        total = given.whole("total_steps", given.whole("epochs", 1) * given.whole("steps_per_epoch", 1))
        share = given.number("pct_start", 0.3)
        shortest, peak = max(int(min(share, 1 - share) * total), 1), schedule.value_at(int(share * total))
        if given.raw("anneal_strategy") != "linear":
            return _of_arcs(schedule, peak, shortest)
        return Moves(schedule, peak / shortest, 2 / shortest)
    up = given.whole("step_size_up", 2000)
    low, high = schedule.value_at(0), schedule.value_at(up)
    slope = (high - low) / max(min(up, given.whole("step_size_down", up)), 1)
    return Moves(schedule, slope, 2 * slope / max(low if low > 0 else high, _LEAST_RATE))


def _of_arcs(schedule: Schedule, height: float, steps: int, jumps: tuple[int, ...] = ()) -> Moves:
    """Tell how half waves move, the steepest of which has a height and takes so many steps."""
    return Moves(schedule, math.pi / 2 * height / steps, 0.0, height / 2 * (math.pi / steps) ** 2, jumps)


_OWN: dict[str, Callable[[float, Arguments], Moves]] = {
    "warmuplr": _root,
    "noamlr": _noam,
    WARMUP_PLATEAU: _line_up,
    "warmupsteplr": _steps,
    "piecewiselinearwarmuplr": _lines,
    "tristagelr": _stages,
    "exponentialdecaywarmup": _decayed,
    "cosineannealingwarmuprestarts": _restarts,
}
