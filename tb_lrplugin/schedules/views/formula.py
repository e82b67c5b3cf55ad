"""Schedules as one line of mathematics, in plain Unicode text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tb_lrplugin.schedules.base import Schedule
from tb_lrplugin.schedules.constant import Constant
from tb_lrplugin.schedules.cosine import Cosine
from tb_lrplugin.schedules.cosine_arc import CosineArc
from tb_lrplugin.schedules.cosine_cycles import CosineCycles
from tb_lrplugin.schedules.cosine_restarts import CosineRestarts
from tb_lrplugin.schedules.cosine_wave import CosineWave
from tb_lrplugin.schedules.cyclic import Cyclic
from tb_lrplugin.schedules.exponential import Exponential
from tb_lrplugin.schedules.floor import Floor
from tb_lrplugin.schedules.halving_decay import HalvingDecay
from tb_lrplugin.schedules.held import Held
from tb_lrplugin.schedules.inverse_square_root import InverseSquareRoot
from tb_lrplugin.schedules.inverse_time import InverseTime
from tb_lrplugin.schedules.join import Join
from tb_lrplugin.schedules.logarithmic import Logarithmic
from tb_lrplugin.schedules.on_axis import OnAxis
from tb_lrplugin.schedules.piecewise_constant import PiecewiseConstant
from tb_lrplugin.schedules.polynomial import Polynomial
from tb_lrplugin.schedules.polynomial_cycles import PolynomialCycles
from tb_lrplugin.schedules.power import Power
from tb_lrplugin.schedules.sampled import Sampled
from tb_lrplugin.schedules.shift import Shift
from tb_lrplugin.schedules.square_root import SquareRoot
from tb_lrplugin.words.numbers import format_rate

# Of a schedule with more parts the first ones and the last are written.
MOST_PARTS = 12


def formula_of(schedule: Schedule) -> str:
    """Write a schedule as a formula: `lr(s) = 0.004 · 0.95^⌊s / 800720⌋`.

    s counts optimizer steps; x, in its place, counts whatever the series' axis counts. ⌊ ⌋ and ⌈ ⌉ round down and up.
    """
    if isinstance(schedule, OnAxis):
        symbol = "x" if schedule.shift == 0 else f"(x {_signed(schedule.shift)})"
        return f"lr(x) = {_write(schedule.schedule, _Step(f'{schedule.steps_per_unit} · {symbol}'))}"
    return f"lr(s) = {_write(schedule, _Step('s'))}"


@dataclass(frozen=True)
class _Step:
    """The argument of a formula.

    Attributes:
      symbol: what counts: "s", "⌊s / 10⌋".
      offset: added to it.
      limit: the formula is only asked for steps below this one of its own; None for all steps.
    """

    symbol: str
    offset: int = 0
    limit: int | None = None

    def __str__(self) -> str:
        return self.symbol if self.offset == 0 else f"{self.symbol} {_signed(self.offset)}"

    @property
    def factor(self) -> str:
        """The argument as it stands within a product or quotient."""
        return self.symbol if self.offset == 0 else f"({self})"

    @property
    def atom(self) -> str:
        """The argument as it stands before `mod` or above as an exponent."""
        is_one = " " not in self.symbol or (self.symbol[0] == "⌊" and self.symbol.count("⌊") == 1)
        return self.symbol if is_one and self.offset == 0 else f"({self})"

    def later(self, steps: int) -> _Step:
        return _Step(self.symbol, self.offset + steps, None if self.limit is None else self.limit + steps)

    def over(self, steps: float) -> str:
        """The argument divided by a number of steps."""
        return self.factor if steps == 1 else f"{self.factor} / {_number(steps)}"

    def progress(self, steps: float, arrival: float | None = None) -> str:
        """The share of `steps` that is done, at most 1; without a bound where the formula ends before."""
        is_bounded = self.limit is not None and self.limit <= (steps if arrival is None else arrival) + 1
        return self.over(steps) if is_bounded else f"min({self.over(steps)}, 1)"


def _write(schedule: Schedule, step: _Step) -> str:
    writer = _WRITERS.get(type(schedule))
    return schedule.describe() if writer is None else writer(schedule, step)


def _number(value: float) -> str:
    """Write a number with all the digits that people give it: steps in full, rates with six."""
    if float(value).is_integer() and abs(value) < 1e15:
        return str(int(value))
    return format_rate(value, 6 if abs(value) < 1 else 12)


def _signed(value: float) -> str:
    return f"{'−' if value < 0 else '+'} {_number(abs(value))}"


def _between(end: float, start: float, weight: str) -> str:
    """Write end + (start - end) * weight, the weight falling from 1 to 0."""
    span = start - end
    if span == 0:
        return _number(end)
    factor = "" if abs(span) == 1 else f"{_number(abs(span))} · "
    if end == 0:
        return f"{factor}{weight}"
    return f"{_number(end)} {'−' if span < 0 else '+'} {factor}{weight}"


def _half_wave(angle: str) -> str:
    return f"(1 + cos({angle})) / 2"


def _constant(schedule: Constant, step: _Step) -> str:
    return _number(schedule.value)


def _exponential(schedule: Exponential, step: _Step) -> str:
    exponent = step.over(schedule.transition_steps)
    if schedule.staircase:
        exponent = f"⌊{exponent}⌋"
    else:
        exponent = step.atom if schedule.transition_steps == 1 else f"({exponent})"
    return f"{_number(schedule.init_value)} · {_number(schedule.decay_rate)}^{exponent}"


def _inverse_time(schedule: InverseTime, step: _Step) -> str:
    progress = step.over(schedule.transition_steps)
    progress = f"⌊{progress}⌋" if schedule.staircase else progress
    return f"{_number(schedule.init_value)} / (1 + {_number(schedule.decay_rate)} · {progress})"


def _inverse_square_root(schedule: InverseSquareRoot, step: _Step) -> str:
    return f"{_number(schedule.init_value)} / √(1 + {step.over(schedule.timescale)})"


def _polynomial(schedule: Polynomial, step: _Step) -> str:
    progress = step.progress(schedule.transition_steps)
    if schedule.power == 1:
        if schedule.end_value == 0 and schedule.init_value:
            return f"{_number(schedule.init_value)} · (1 − {progress})"
        return _between(schedule.init_value, schedule.end_value, progress)
    return _between(schedule.end_value, schedule.init_value, f"(1 − {progress})^{_number(schedule.power)}")


def _square_root(schedule: SquareRoot, step: _Step) -> str:
    return _between(schedule.init_value, schedule.end_value, f"√({step.progress(schedule.transition_steps)})")


def _logarithmic(schedule: Logarithmic, step: _Step) -> str:
    share = f"ln({step.later(1)}) / ln({schedule.transition_steps})"
    return _between(schedule.init_value, schedule.end_value, f"min({share}, 1)")


def _halving(schedule: HalvingDecay, step: _Step) -> str:
    weight = f"(2 · 0.5^({step.progress(schedule.transition_steps)}) − 1)"
    return _between(schedule.end_value, schedule.init_value, weight)


def _cosine(schedule: Cosine, step: _Step) -> str:
    weight = _half_wave(f"π · {step.progress(schedule.decay_steps)}")
    return _between(schedule.end_value, schedule.init_value, weight)


def _cosine_arc(schedule: CosineArc, step: _Step) -> str:
    ahead = step.offset - schedule.begin
    done = step.symbol if ahead == 0 else f"({step.symbol} {_signed(ahead)})"
    progress = f"{done} / {_number(schedule.end - schedule.begin)}"
    return _between(schedule.end_value, schedule.init_value, _half_wave(f"π · min(max({progress}, 0), 1)"))


def _cosine_wave(schedule: CosineWave, step: _Step) -> str:
    turns = 2 * schedule.num_cycles
    times = "" if turns == 1 else f"{_number(turns)} · "
    weight = _half_wave(f"π · {times}{step.later(schedule.shift).over(schedule.decay_steps)}")
    return _between(schedule.end_value, schedule.init_value, weight)


def _cosine_cycles(schedule: CosineCycles, step: _Step) -> str:
    times = "" if schedule.num_cycles == 1 else f"{_number(schedule.num_cycles)} · "
    weight = _half_wave(f"π · (({times}{step.over(schedule.decay_steps)}) mod 1)")
    wave = _between(0.0, schedule.init_value, weight)
    if step.limit is not None and step.limit <= schedule.decay_steps:
        return wave
    return _piecewise(step, [wave, "0"], [schedule.decay_steps])


def _cosine_restarts(schedule: CosineRestarts, step: _Step) -> str:
    first, factor = schedule.first_steps, schedule.length_factor
    if factor == 1:
        weight = _half_wave(f"π · ({step.atom} mod {first}) / {first}")
        return _between(schedule.end_value, schedule.init_value, weight)
    weight = _half_wave(f"π · t / ({first} · {factor}^i)")
    spread = "" if factor == 2 else f"{factor - 1} · "
    shrink = "" if factor == 2 else f" / {factor - 1}"
    return (
        f"{_between(schedule.end_value, schedule.init_value, weight)}, where "
        f"i = ⌊log(1 + {spread}{step.over(first)}) / log({factor})⌋ "
        f"and t = {step} − {first} · ({factor}^i − 1){shrink}"
    )


def _polynomial_cycles(schedule: PolynomialCycles, step: _Step) -> str:
    cycles = f"max(⌈{step.over(schedule.transition_steps)}⌉, 1)"
    power = "" if schedule.power == 1 else f"^{_number(schedule.power)}"
    weight = f"(1 − {step.factor} / ({schedule.transition_steps} · {cycles})){power}"
    return _between(schedule.end_value, schedule.init_value, weight)


def _cyclic(schedule: Cyclic, step: _Step) -> str:
    cycle = schedule.steps_up + schedule.steps_down
    into = f"({step.atom} mod {cycle})"
    height = f"min({into} / {schedule.steps_up}, ({cycle} − {into}) / {schedule.steps_down})"
    if schedule.cycle_factor != 1:
        height += f" · {_number(schedule.cycle_factor)}^⌊{step.over(cycle)}⌋"
    if schedule.step_factor != 1:
        height += f" · {_number(schedule.step_factor)}^{step.atom}"
    return _between(schedule.init_value, schedule.peak_value, height)


def _power(schedule: Power, step: _Step) -> str:
    base = f"max({step}, 1)"
    base = base if schedule.transition_steps == 1 else f"({base} / {_number(schedule.transition_steps)})"
    exponent = _number(schedule.power) if schedule.power >= 0 else f"(−{_number(-schedule.power)})"
    text = f"{_number(schedule.init_value)} · {base}^{exponent}"
    if schedule.cooldown_steps == 0:
        return text
    left = f"({_number(schedule.cooldown_end)} − {step.factor}) / {_number(schedule.cooldown_steps)}"
    return f"{text} · min(1, max(0, {left}))"


def _piecewise_constant(schedule: PiecewiseConstant, step: _Step) -> str:
    return _piecewise(step, [_number(value) for value in schedule.values], list(schedule.boundaries))


def _join(schedule: Join, step: _Step) -> str:
    starts = (0, *schedule.boundaries)
    limits = (*schedule.boundaries, step.limit)
    parts = []
    for start, limit, part in zip(starts, limits, schedule.schedules, strict=True):
        inner = step.later(-start)
        own = None if limit is None else limit - start
        text = _write(part, _Step(inner.symbol, inner.offset, own))
        parts.append(f"{{{text}}}" if ";" in text or ", where" in text else text)
    return _piecewise(step, parts, list(schedule.boundaries))


def _piecewise(step: _Step, texts: list[str], boundaries: list[int]) -> str:
    """Write parts with the steps for which each holds; the middle of many is left out."""
    if not boundaries:
        return texts[0]
    symbol = step.symbol
    bounds = [_number(boundary - step.offset) for boundary in boundaries]
    parts = [f"{texts[0]} for {symbol} < {bounds[0]}"]
    parts += [f"{texts[i]} for {bounds[i - 1]} ≤ {symbol} < {bounds[i]}" for i in range(1, len(bounds))]
    parts.append(f"{texts[-1]} from {bounds[-1]} on")
    if len(parts) > MOST_PARTS:
        parts = [*parts[: MOST_PARTS - 2], f"… {len(parts) - MOST_PARTS + 1} more parts …", parts[-1]]
    return "; ".join(parts)


def _sampled(schedule: Sampled, step: _Step) -> str:
    return f"straight lines between {len(schedule.steps)} recorded points"


def _floor(schedule: Floor, step: _Step) -> str:
    inner = _write(schedule.schedule, step)
    inner = f"{{{inner}}}" if ";" in inner or ", where" in inner else inner
    return f"max({inner}, {_number(schedule.min_value)})"


def _shift(schedule: Shift, step: _Step) -> str:
    return _write(schedule.schedule, step.later(schedule.steps))


def _held(schedule: Held, step: _Step) -> str:
    if schedule.hold_steps == 1:
        return _write(schedule.schedule, step)
    limit = None if step.limit is None else -(-step.limit // schedule.hold_steps)
    return _write(schedule.schedule, _Step(f"⌊{step.over(schedule.hold_steps)}⌋", 0, limit))


def _on_axis(schedule: OnAxis, step: _Step) -> str:
    inner = step.later(schedule.shift)
    return _write(schedule.schedule, _Step(f"{schedule.steps_per_unit} · {inner.factor}"))


_WRITERS: Mapping[type[Schedule], Callable[[Any, _Step], str]] = {
    Constant: _constant,
    Cosine: _cosine,
    CosineArc: _cosine_arc,
    CosineCycles: _cosine_cycles,
    CosineRestarts: _cosine_restarts,
    CosineWave: _cosine_wave,
    Cyclic: _cyclic,
    Exponential: _exponential,
    Floor: _floor,
    HalvingDecay: _halving,
    Held: _held,
    InverseSquareRoot: _inverse_square_root,
    InverseTime: _inverse_time,
    Join: _join,
    Logarithmic: _logarithmic,
    OnAxis: _on_axis,
    PiecewiseConstant: _piecewise_constant,
    Polynomial: _polynomial,
    PolynomialCycles: _polynomial_cycles,
    Power: _power,
    Sampled: _sampled,
    Shift: _shift,
    SquareRoot: _square_root,
}
