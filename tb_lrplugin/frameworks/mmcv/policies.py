"""The policies of mmcv 1, over their own units: epochs or iterations.

Read from mmcv 1.7.2 `runner/hooks/lr_updater.py` and, for the name of a policy, `runner/base_runner.py`
(`register_lr_hook`). Those that lengthen with the run also give their rates under every length at once, for runs whose
iterations are not told.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tb_lrplugin.formats import Arguments
from tb_lrplugin.frameworks.mmengine.schedule import restarts
from tb_lrplugin.frameworks.torch.one_cycle import one_cycle
from tb_lrplugin.schedules import (
    Constant,
    Cosine,
    CosineArc,
    Exponential,
    Floor,
    InverseTime,
    Join,
    Polynomial,
    Schedule,
    record,
)
from tb_lrplugin.schedules.base import FloatArray, IntArray, require
from tb_lrplugin.schedules.join import in_phases
from tb_lrplugin.schedules.ramps import falling_cosine
from tb_lrplugin.schedules.steps import scaled_at

_MOST_PHASES = 512
# These count iterations unless they are told otherwise, and refuse epochs.
BY_ITERATION = ("Cyclic", "OneCycle")


@dataclass(frozen=True)
class Policy:
    """One policy.

    Attributes:
      build: gives its schedule for a run of so many units.
      rates: of int64[k, 1] lengths of the run and int64[n] units, float64[k, n]; None where the length changes nothing.
    """

    build: Callable[[int], Schedule]
    rates: Callable[[IntArray, IntArray], FloatArray] | None = None


def name_of(policy: str) -> str:
    """Give the name of the hook's class without its ending: a word in small letters is capitalised."""
    return policy.title() if policy == policy.lower() else policy


def policy_of(name: str, given: Arguments, rate: float) -> Policy | None:
    """Read a policy; None where its formula is not known here.

    Raises:
      ScheduleError: if a parameter is missing, of the wrong type or out of its range.
    """
    found = _POLICIES.get(name)
    return None if found is None else found(given, rate)


def _target(given: Arguments, rate: float) -> float:
    """Give the last rate, of which one of two settings tells."""
    return rate * given.number("min_lr_ratio") if given.has("min_lr_ratio") else given.number("min_lr")


def _fixed(_given: Arguments, rate: float) -> Policy:
    return Policy(lambda _total: Constant(rate))


def _step(given: Arguments, rate: float) -> Policy:
    gamma = given.number("gamma", 0.1)
    require(gamma >= 0, f"gamma is {gamma:g}: it must be 0 or above")
    if isinstance(given.raw("step"), list):
        steps = given.wholes("step")
        drops: Schedule = scaled_at(steps, rate, gamma) if steps else Constant(rate)
    else:
        drops = Exponential(rate, given.whole("step"), gamma, staircase=True)
    floored = Floor(drops, given.number("min_lr")) if given.has("min_lr") else drops
    return Policy(lambda _total: floored)


def _exponential(given: Arguments, rate: float) -> Policy:
    gamma = given.number("gamma")
    return Policy(lambda _total: Exponential(rate, 1, gamma))


def _inverse(given: Arguments, rate: float) -> Policy:
    gamma, power = given.number("gamma"), given.number("power", 1.0)
    require(gamma >= 0 and power >= 0, "gamma and power of the policy inv must be 0 or above")
    if power == 1:
        return Policy(lambda _total: InverseTime(rate, 1, gamma))
    return Policy(lambda total: record(lambda unit: rate * float(1 + gamma * unit) ** -power, total))


def _power(given: Arguments, rate: float) -> Policy:
    return _ramp(rate, given.number("min_lr", 0.0), given.number("power", 1.0))


def _line(given: Arguments, rate: float) -> Policy:
    return _ramp(rate, _target(given, rate), 1.0)


def _ramp(rate: float, target: float, power: float) -> Policy:
    return Policy(
        lambda total: Polynomial(rate, target, total, power),
        lambda totals, units: target + (rate - target) * (1 - np.minimum(units / totals, 1.0)) ** power,
    )


def _cosine(given: Arguments, rate: float) -> Policy:
    target = _target(given, rate)
    return Policy(
        lambda total: Cosine(rate, total, target),
        lambda totals, units: target + (rate - target) * falling_cosine(np.minimum(units / totals, 1.0)),
    )


def _flat_cosine(given: Arguments, rate: float) -> Policy:
    target, share = _target(given, rate), given.number("start_percent", 0.75)
    require(0 <= share <= 1, f"start_percent is {share:g}: it must be between 0 and 1")

    def build(total: int) -> Schedule:
        start = round(total * share)
        cosine = Cosine(rate, max(total - start, 1), target)
        return in_phases((("hold", start, Constant(rate)), ("decay", total - start, cosine)))

    def rates(totals: IntArray, units: IntArray) -> FloatArray:
        starts = np.rint(totals * share)
        progress = np.clip((units - starts) / np.maximum(totals - starts, 1), 0.0, 1.0)
        return target + (rate - target) * falling_cosine(progress)

    return Policy(build, rates)


def _cosine_restarts(given: Arguments, rate: float) -> Policy:
    target, cycles = _target(given, rate), restarts(given)
    require(len(cycles) <= _MOST_PHASES, f"periods lists {len(cycles):,} cycles: more than are drawn")
    arcs = [Cosine(target + weight * (rate - target), period, target) for period, weight in cycles]
    begins = tuple(itertools.accumulate(arc.decay_steps for arc in arcs[:-1]))
    whole = Join(tuple(arcs), begins) if begins else arcs[0]
    return Policy(lambda _total: whole)


def _cyclic(given: Arguments, rate: float) -> Policy:
    ratios = given.raw("target_ratio")
    high, low = (*ratios, None)[:2] if isinstance(ratios, (list, tuple)) and ratios else (ratios, None)
    bounds = Arguments("target_ratio", {"highest": high, "lowest": low})
    peak = bounds.number("highest", 10.0)
    last = rate * bounds.number("lowest", 1e-4 if high is None else peak / 1e5)
    times, share, gamma = given.whole("cyclic_times", 1), given.number("step_ratio_up", 0.4), given.number("gamma", 1.0)
    is_cosine = given.word("anneal_strategy", "cos", ("cos", "linear")) == "cos"
    require(times > 0 and 0 <= share < 1 and 0 < gamma <= 1, "cyclic_times, step_ratio_up or gamma is out of its range")

    def top(cycle: int) -> float:
        scale = gamma**cycle
        return rate * (1 - scale + peak * scale)

    def build(total: int) -> Schedule:
        length = total // times
        require(length > 0, f"{times:,} cycles in {total:,} iterations leave none for each")
        up, cycles = int(share * length), -(-total // length)
        require(cycles <= _MOST_PHASES, f"the policy goes through {cycles:,} cycles: more than are drawn")
        arcs = [
            phase
            for cycle in range(cycles)
            for phase in (
                ("warm-up", up, _arc(rate, top(cycle), up, is_cosine)),
                ("decay", length - up, _arc(top(cycle), last, length - up, is_cosine)),
            )
        ]
        return in_phases(arcs)

    def rates(totals: IntArray, units: IntArray) -> FloatArray:
        lengths = np.maximum(totals // times, 1)
        ups, within = np.floor(share * lengths), units % lengths
        scales = gamma ** (units // lengths)
        tops = rate * (1 - scales + peak * scales)
        rises = within < ups
        progress = np.where(rises, within / np.maximum(ups, 1), (within - ups) / np.maximum(lengths - ups, 1))
        begin, end = np.where(rises, rate, tops), np.where(rises, tops, last)
        falling: FloatArray = falling_cosine(progress) if is_cosine else 1 - progress
        moved: FloatArray = end + (begin - end) * falling
        return moved

    return Policy(build, rates)


def _arc(begin: float, end: float, steps: int, is_cosine: bool) -> Schedule:
    steps = max(steps, 1)
    return CosineArc(begin, end, 0, steps) if is_cosine else Polynomial(begin, end, steps)


def _one_cycle(given: Arguments, _rate: float) -> Policy:
    peaks = given.raw("max_lr")
    peak = Arguments("OneCycle", {"max_lr": peaks[0] if isinstance(peaks, (list, tuple)) and peaks else peaks}).number(
        "max_lr"
    )
    if given.has("total_steps"):
        whole = one_cycle(given, peak, given.whole("total_steps"))
        return Policy(lambda _total: whole)

    division, last_division = given.number("div_factor", 25.0), given.number("final_div_factor", 1e4)
    share, is_cosine = given.number("pct_start", 0.3), given.word("anneal_strategy", "cos", ("cos", "linear")) == "cos"
    first = peak / division
    heights = [first, peak, first / last_division]
    if given.flag("three_phase", default=False):
        heights.insert(2, first)

    def rates(totals: IntArray, units: IntArray) -> FloatArray:
        ends = [share * totals - 1, *([2 * share * totals - 2] if len(heights) > 3 else ()), totals - 1.0]
        found = np.full(np.broadcast_shapes(totals.shape, units.shape), heights[-1])
        # The first phase that ends at or after a step has it.
        phases = list(zip([0.0 * totals, *ends], ends, heights, heights[1:], strict=False))
        for begin, end, low, high in reversed(phases):
            progress = (units - begin) / np.where(end == begin, 1.0, end - begin)
            falling = falling_cosine(progress) if is_cosine else 1 - progress
            found = np.where(units <= end, high + (low - high) * falling, found)
        return found

    return Policy(lambda total: one_cycle(given, peak, total), rates)


_POLICIES: dict[str, Callable[[Arguments, float], Policy]] = {
    "Fixed": _fixed,
    "Step": _step,
    "Exp": _exponential,
    "Inv": _inverse,
    "Poly": _power,
    "LinearAnnealing": _line,
    "CosineAnnealing": _cosine,
    # As mmcv below 1.0 spelled it, and as some of its users shorten it.
    "CosineAnealing": _cosine,
    "Cosine": _cosine,
    "FlatCosineAnnealing": _flat_cosine,
    "CosineRestart": _cosine_restarts,
    "Cyclic": _cyclic,
    "OneCycle": _one_cycle,
}
