"""The one-cycle policy of torch and mmengine: up from a low rate, down again, and on down to a last one.

Smith and Topin, Super-Convergence, 2019 (arXiv 1708.07120); torch 2.13 `OneCycleLR`; mmengine 0.10.7
`OneCycleParamScheduler`.
"""

from __future__ import annotations

import math

from tb_lrplugin.formats import Arguments
from tb_lrplugin.schedules import Constant, CosineArc, Join, Polynomial
from tb_lrplugin.schedules.base import Schedule, require
from tb_lrplugin.words.numbers import format_rate


def one_cycle(given: Arguments, peak: float, total: int) -> Schedule:
    """Build a one-cycle policy, two phases or three; after its last step the last rate stays.

    Args:
      given: pct_start, anneal_strategy, div_factor, final_div_factor, three_phase.
      peak: the largest rate.
      total: number of steps.
    """
    share, is_cosine = given.number("pct_start", 0.3), given.word("anneal_strategy", "cos", ("cos", "linear")) == "cos"
    division, last_division = given.number("div_factor", 25.0), given.number("final_div_factor", 1e4)
    require(total > 0, f"{given.owner} takes {total} steps: it must take 1 or more")
    require(0 <= share <= 1, f"pct_start of {given.owner} is {format_rate(share)}: it must be between 0 and 1")
    for name, divisor in (("div_factor", division), ("final_div_factor", last_division)):
        require(divisor > 0, f"{name} of {given.owner} is {format_rate(divisor)}: it must be above 0")
    first = peak / division
    rates = [first, peak, first / last_division]
    ends = [share * total - 1, total - 1.0]
    if given.flag("three_phase", default=False):
        rates.insert(2, first)
        ends.insert(1, 2 * share * total - 2)
    parts: list[Schedule] = []
    starts: list[int] = []
    # torch hands every step to the first phase that ends at or after it, and begins to count at 0.
    begin, first_step = 0.0, 0
    for end, rate, target in zip(ends, rates, rates[1:], strict=False):
        if end >= first_step:
            require(end > begin, f"a phase of {given.owner} takes no step: its length would be divided by")
            parts.append(_phase(rate, target, begin - first_step, end - first_step, is_cosine))
            starts.append(first_step)
            first_step = math.floor(end) + 1
        begin = end
    require(len(parts) > 0, f"{given.owner} takes {total} steps: too few for its phases")
    names = ("warm-up", "decay", "annihilation")[: len(parts)] if len(parts) > 1 else ()
    return Join(tuple(parts), tuple(starts[1:]), names) if len(parts) > 1 else parts[0]


def _phase(rate: float, target: float, begin: float, end: float, is_cosine: bool) -> Schedule:
    """Move from a rate at `begin` to a target at `end`, of which step 0 and the steps up to `end` are seen."""
    if is_cosine:
        return CosineArc(rate, target, begin, end)
    steps = math.floor(end)
    slope = (target - rate) / (end - begin)
    if steps < 1:
        return Constant(rate - slope * begin)
    return Polynomial(rate - slope * begin, rate + slope * (steps - begin), steps)
