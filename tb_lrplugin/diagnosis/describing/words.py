"""The words for a schedule that points follow, on the series' own x axis."""

from __future__ import annotations

import re

import numpy as np

from tb_lrplugin import schedules
from tb_lrplugin.schedules import Schedule
from tb_lrplugin.words import every, length, one_of, place, places
from tb_lrplugin.words.numbers import format_rate, format_step
from tb_lrplugin.words.round_numbers import snap

# Two ratios of neighbouring rates this close (relative) are one factor: a float32 product drifts by 1e-7 a drop.
SAME_FACTOR = 3e-5
# What is written of a length or a factor, and of a place where a step is a great deal.
_SHOWN, _SHOWN_PLACE = 1e-5, 1e-4
# A cosine that ended this much of its length before is over.
_OVER = 0.01
# So close to step 0 an inverse decay counts from it: steps, or share of its timescale.
_AT_START, _NEAR_START = 2.0, 1e-4
_SHOWN_RATES = 4
# A number with digits to leave out; not a factor, whose digits count, and no part of "1,234.5".
_FRACTION = re.compile(r"(?<![\d,.x])\d+(?:\.\d+(?:e-?\d+)?|e-?\d+)")
# What goes up before something else: how far, the next move says.
_PREPARATION = re.compile(
    r"(warm-up) from \S+ to \S+ over \S+ [\w-]+(?=, then)|(up) from \S+( by \S+ \S+) at the latest"
)
# What leaves a rate that was held just before.
_LEAVES = re.compile(r"(constant (\S+) until \S+ \S+, then \w+) from \2 to")
_MORE = ", ..."


def times(factor: float) -> str:
    """Write a factor: "x0.5"."""
    return f"x{format_rate(snap(factor, _SHOWN), 5)}"


def common_factor(rates: tuple[float, ...]) -> float | None:
    """Find the factor that leads from each rate to the next; None where there is not one for all."""
    if min(rates) <= 0:
        return None
    moves = np.divide(rates[1:], rates[:-1])
    factor = float(np.exp(np.log(moves).mean()))
    return factor if bool((np.abs(moves / factor - 1) <= SAME_FACTOR).all()) else None


def shape(schedule: Schedule, begin: int, end: int, unit: str) -> str:
    """Say what a schedule does: "linear from 0.1 to 0 at step 500".

    Args:
      schedule: one of those that curves make.
      begin: the step of the series that is its step 0.
      end: the step at which another one takes over, or the last logged one.
      unit: what the x axis counts, for the words.
    """
    match schedule:
        case schedules.Shift():
            return shape(schedule.schedule, begin - schedule.steps, end, unit)
        case schedules.Join():
            return shape(schedule.schedules[1], begin + schedule.boundaries[0], end, unit)
        case schedules.Exponential(staircase=True) | schedules.Floor() | schedules.PiecewiseConstant():
            return _steps(schedule, begin, end, unit)
        case schedules.Exponential() | schedules.InverseTime() | schedules.InverseSquareRoot():
            return _decay(schedule, begin, unit)
        case schedules.CosineRestarts() | schedules.CosineCycles() | schedules.CosineWave() | schedules.Cyclic():
            return _waves(schedule, begin, end, unit)
    return _arc(schedule, begin, end, unit)


def _arc(schedule: Schedule, begin: int, end: int, unit: str) -> str:
    """Describe what leads from one rate to another."""
    match schedule:
        case schedules.Polynomial():
            kind = "linear" if schedule.power == 1 else f"polynomial of power {format_rate(schedule.power, 4)}"
            where = place(unit, begin + schedule.transition_steps)
        case schedules.SquareRoot():
            kind, where = "1 - square root", place(unit, begin + schedule.transition_steps)
        case schedules.Cosine() | schedules.CosineArc():
            arc = (
                (0, schedule.decay_steps) if isinstance(schedule, schedules.Cosine) else (schedule.begin, schedule.end)
            )
            last = begin + arc[1]
            kind, where = "cosine", place(unit, round(last) if abs(last) > 1000 else snap(last, _SHOWN_PLACE))
            if end > last + _OVER * (arc[1] - arc[0]):
                where += ", then constant"
        case _:
            return f"constant {format_rate(schedule.value_at(0))}"
    return f"{kind} {_from_to(schedule.init_value, schedule.end_value)} at {where}"


def _from_to(first: float, last: float) -> str:
    return f"from {format_rate(first)} to {format_rate(last)}"


def _decay(
    schedule: schedules.Exponential | schedules.InverseTime | schedules.InverseSquareRoot, begin: int, unit: str
) -> str:
    rate = format_rate(schedule.init_value)
    if isinstance(schedule, schedules.Exponential):
        period = every(unit, snap(schedule.transition_steps, _SHOWN))
        return f"{rate}, {times(schedule.decay_rate)} {period} (exponential)"
    is_inverse = isinstance(schedule, schedules.InverseTime)
    timescale = schedule.transition_steps if isinstance(schedule, schedules.InverseTime) else schedule.timescale
    if begin > 0 and abs(begin - timescale) <= max(_AT_START, _NEAR_START * timescale):
        return f"{rate} falling with the {'inverse' if is_inverse else 'inverse square root'} of the {one_of(unit)}"
    since = one_of(unit) if begin == 0 else f"({one_of(unit)} - {format_step(begin)})"
    return f"{rate} / {'' if is_inverse else 'sqrt'}(1 + {since} / {format_step(snap(timescale, _SHOWN))})"


def _steps(
    schedule: schedules.Exponential | schedules.Floor | schedules.PiecewiseConstant,
    begin: int,
    end: int,
    unit: str,
) -> str:
    if isinstance(schedule, schedules.Floor):
        return f"{shape(schedule.schedule, begin, end, unit)}, not below {format_rate(schedule.min_value)}"
    if isinstance(schedule, schedules.Exponential):
        rate, period = format_rate(schedule.init_value), every(unit, schedule.transition_steps)
        text = f"{rate}, {times(schedule.decay_rate)} {period}"
        if begin < 0:
            return f"{text}, first at {place(unit, round(begin + schedule.transition_steps))}"
        return f"{text}, counted from {place(unit, begin)}" if begin else text
    first, *rates = schedule.values
    changes_at = [begin + step for step in schedule.boundaries]
    factor = common_factor(schedule.values)
    if factor is not None:
        return f"{format_rate(first)}, {times(factor)} at {places(unit, changes_at)}"
    changes = [f"{format_rate(rate)} from {place(unit, step)}" for step, rate in zip(changes_at, rates, strict=True)]
    if len(changes) > _SHOWN_RATES + 1:
        hidden = len(changes) - _SHOWN_RATES
        changes = [*changes[: _SHOWN_RATES - 1], f"{hidden} more changes", changes[-1]]
    return ", ".join([format_rate(first), *changes])


def _waves(
    schedule: schedules.CosineRestarts | schedules.CosineCycles | schedules.CosineWave | schedules.Cyclic,
    begin: int,
    end: int,
    unit: str,
) -> str:
    match schedule:
        case schedules.CosineRestarts():
            turns = [begin + int(step) for step in schedule.breakpoints(0, end - begin + 1)]
            factor = schedule.length_factor
            longer = "" if factor == 1 else f", each cycle {factor} times as long as the one before"
            return (
                f"cosine {_from_to(schedule.init_value, schedule.end_value)} over "
                f"{length(unit, schedule.first_steps)}, restarted at {places(unit, turns, 3)}{longer}"
            )
        case schedules.CosineCycles():
            ways = f"{format_rate(schedule.num_cycles)} times over {length(unit, schedule.decay_steps)}"
            return f"cosine {_from_to(schedule.init_value, 0.0)}, {ways}"
        case schedules.CosineWave():
            high, low = format_rate(schedule.init_value), format_rate(schedule.end_value)
            turn = begin - schedule.shift + schedule.decay_steps
            if turn > begin:
                return f"cosine from {high} to {low} at {place(unit, turn)}, and up again from there"
            return f"cosine wave between {high} and {low}, {length(unit, schedule.decay_steps)} each way"
        case schedules.Cyclic():
            foot, peak, lower = schedule.init_value, schedule.peak_value, schedule.cycle_factor
            text = (
                f"up and down between {format_rate(foot)} and {format_rate(peak)} in straight lines, "
                f"{length(unit, schedule.steps_up)} up and {format_step(schedule.steps_down)} down"
            )
            return text if lower == 1 else f"{text}, each cycle x{format_rate(lower)} as high as the one before"


def brief(text: str, most: int) -> str:
    """Say what `shape` and its like say in few words, for a headline.

    Args:
      text: moves, as an `Inferred` has them.
      most: characters that there is room for.

    Returns:
      Rates with three digits, or as many as it takes to tell them apart, a warm-up without its rates and length, and of
      what is still too long its first parts: "linear warm-up, then cosine from 0.001 to 0 at step 1,000, ...".
    """
    text = _PREPARATION.sub(lambda found: "".join(filter(None, found.groups())), text)
    numbers = {found: float(found) for found in _FRACTION.findall(text)}
    for digits in (3, 4, 5, 6):
        written = {found: format_rate(number, digits) for found, number in numbers.items()}
        if len(set(written.values())) == len(set(numbers.values())):
            break
    text = _FRACTION.sub(lambda found: written[found[0]], text)
    text = _LEAVES.sub(r"\1 to", text)
    parts = text.split(", ")
    if len(text) <= most:
        return text
    fitting = [end for end in range(1, len(parts)) if len(", ".join(parts[:end])) + len(_MORE) <= most]
    return ", ".join(parts[: max(fitting, default=1)]) + _MORE
