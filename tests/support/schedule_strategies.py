"""Hypothesis strategies for schedules of every kind, nested and alone, with usual numbers and with any at all."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np
from hypothesis import strategies as st

from tb_lrplugin.schedules import (
    Constant,
    Cosine,
    CosineArc,
    CosineCycles,
    CosineRestarts,
    CosineWave,
    Cyclic,
    Exponential,
    Floor,
    HalvingDecay,
    Held,
    InverseSquareRoot,
    InverseTime,
    Join,
    Logarithmic,
    OnAxis,
    PiecewiseConstant,
    Polynomial,
    PolynomialCycles,
    Power,
    Sampled,
    Schedule,
    ScheduleError,
    Shift,
    SquareRoot,
)

Numbers = st.SearchStrategy[Any]
Schedules = st.SearchStrategy[Schedule]

# Usual parameters are small enough for a scan over every step of the horizon.
HORIZON = 400
STEPS = np.arange(HORIZON)


class Parameters(NamedTuple):
    """Where the parameters of schedules are drawn from.

    Attributes:
      rate: rates, 0 among them.
      count: counts of steps, 1 or more.
      later: steps by which something is shifted, 0 or more.
      width: numbers of steps that need not be whole, above 0.
      place: steps that may be fractions, or below 0.
      factor: of an exponential.
      decay: of an inverse time decay.
      power: above 0.
      exponent: a power of either sign.
      cycles: above 0.
      shrink: factors above 0, up to 1.
      longer: whole factors, 1 or more.
      boundary: steps at which something begins, above 0.
      knot: recorded steps.
      pace: steps per epoch, say.
    """

    rate: Numbers
    count: Numbers
    later: Numbers
    width: Numbers
    place: Numbers
    factor: Numbers
    decay: Numbers
    power: Numbers
    exponent: Numbers
    cycles: Numbers
    shrink: Numbers
    longer: Numbers
    boundary: Numbers
    knot: Numbers
    pace: Numbers


rates = st.floats(1e-6, 1.0)
_lengths = st.integers(1, 90)
_widths = st.one_of(_lengths, st.floats(1.0, 90.0))
USUAL = Parameters(
    rate=st.one_of(st.just(0.0), rates),
    count=_lengths,
    later=st.integers(0, 40),
    width=_widths,
    place=st.one_of(st.just(0.0), st.floats(-50.0, 90.0)),
    # A rate that grows stays within float32 over the horizon.
    factor=st.floats(0.3, 1.15),
    decay=st.floats(0.0, 3.0),
    power=st.sampled_from([0.5, 1.0, 2.0, 3.5]),
    exponent=st.sampled_from([-1.5, -0.5, 0.0, 0.5, 1.0, 2.0]),
    cycles=st.one_of(st.sampled_from([0.5, 1.0, 2.5, 7.0]), st.floats(0.1, 12.0)),
    shrink=st.one_of(st.sampled_from([1.0, 0.5]), st.floats(0.98, 1.0)),
    longer=st.integers(1, 4),
    boundary=st.integers(1, HORIZON // 2),
    knot=st.integers(0, HORIZON),
    pace=st.integers(1, 30),
)

_LARGEST = float(np.finfo(np.float64).max)
_extremes = st.sampled_from([5e-324, 1e-308, 1e-200, 1e-12, 0.5, 1.0, 2.0, 1e12, 1e200, 1e308, _LARGEST])
_positive = st.one_of(_extremes, st.floats(0.0, exclude_min=True, allow_infinity=False))
_counts = st.one_of(st.integers(1, 3), st.integers(1, 62).map(lambda power: 2**power), st.integers(1, 2**63 - 1))
ANY = Parameters(
    rate=st.one_of(st.just(0.0), _positive),
    count=_counts,
    later=st.one_of(st.just(0), _counts),
    width=st.one_of(_positive, _counts),
    place=st.one_of(st.just(0.0), _positive, _positive.map(lambda place: -place)),
    factor=st.one_of(st.just(0.0), _positive),
    decay=st.one_of(st.just(0.0), _positive),
    power=_positive,
    exponent=st.one_of(st.just(0.0), _positive, _positive.map(lambda power: -power)),
    cycles=_positive,
    shrink=st.floats(0.0, 1.0, exclude_min=True),
    longer=_counts,
    boundary=_counts,
    knot=st.one_of(st.integers(0, 5), st.integers(-(2**53), 2**53)),
    pace=_counts,
)


def _valid(build: Callable[..., Schedule], *parameters: Numbers) -> Schedules:
    """Draw parameters until they make a schedule: what is refused is not to be evaluated."""

    def made(values: Iterable[Any]) -> Schedule | None:
        try:
            return build(*values)
        except ScheduleError:
            return None

    return st.tuples(*parameters).map(made).filter(lambda schedule: schedule is not None)  # type: ignore[return-value]


@st.composite
def _steps_and_rates(draw: st.DrawFn, steps: Numbers, rate: Numbers, least: int, more: int) -> tuple[Any, Any]:
    chosen = sorted(draw(st.sets(steps, min_size=least, max_size=9)))
    values = draw(st.lists(rate, min_size=len(chosen) + more, max_size=len(chosen) + more))
    return tuple(chosen), tuple(values)


@st.composite
def _joined(draw: st.DrawFn, parts: Schedules, boundary: Numbers) -> Schedule:
    schedules = draw(st.lists(parts, min_size=1, max_size=3))
    count = len(schedules) - 1
    boundaries = sorted(draw(st.sets(boundary, min_size=count, max_size=count)))
    names = draw(st.sampled_from([(), ("warm-up", "hold", "decay")[: count + 1]]))
    return Join(tuple(schedules), tuple(boundaries), names)


def primitives_of(of: Parameters) -> Mapping[str, Schedules]:
    """Give a strategy for every kind of primitive."""
    span = (of.rate, of.rate)
    return {
        "constant": _valid(Constant, of.rate),
        "exponential": _valid(Exponential, of.rate, of.width, of.factor, st.booleans(), st.booleans()),
        "inverse_time": _valid(InverseTime, of.rate, of.width, of.decay, st.booleans()),
        "inverse_square_root": _valid(InverseSquareRoot, of.rate, of.width),
        "polynomial": _valid(Polynomial, *span, of.count, of.power),
        "square_root": _valid(SquareRoot, *span, of.count),
        "logarithmic": _valid(Logarithmic, *span, of.count),
        "halving_decay": _valid(HalvingDecay, *span, of.count),
        "cosine": _valid(Cosine, of.rate, of.count, of.rate),
        "cosine_arc": _valid(
            lambda a, b, begin, length: CosineArc(a, b, begin, begin + length), *span, of.place, of.width
        ),
        "cosine_wave": _valid(CosineWave, *span, of.count, of.cycles, of.later),
        "cosine_cycles": _valid(CosineCycles, of.rate, of.count, of.cycles),
        "cosine_restarts": _valid(CosineRestarts, *span, of.count, of.longer),
        "polynomial_cycles": _valid(PolynomialCycles, *span, of.count, of.power),
        "cyclic": _valid(Cyclic, *span, of.count, of.count, of.shrink, of.shrink),
        "power": _valid(Power, of.rate, of.exponent, of.width, of.place, st.one_of(st.just(0.0), of.width)),
        "piecewise_constant": _steps_and_rates(of.boundary, of.rate, 0, 1).map(lambda drawn: PiecewiseConstant(*drawn)),
        "sampled": _steps_and_rates(of.knot, of.rate, 1, 0).map(lambda drawn: Sampled(*drawn)),
    }


def combinators_of(of: Parameters, inner: Schedules) -> Mapping[str, Schedules]:
    """Give a strategy for every kind that is made of other schedules, but for `on_axis`."""
    return {
        "floor": _valid(Floor, inner, of.rate),
        "shift": _valid(Shift, inner, of.later),
        "held": _valid(Held, inner, of.pace),
        "join": _joined(inner, of.boundary),
    }


@functools.cache
def nested(of: Parameters) -> Schedules:
    """Give schedules of schedules, several deep."""
    return st.recursive(
        st.one_of(*primitives_of(of).values()),
        lambda inner: st.one_of(*combinators_of(of, inner).values()),
        max_leaves=5,
    )


def kinds_of(of: Parameters) -> Mapping[str, Schedules]:
    """Give a strategy for every kind of schedule."""
    inner = nested(of)
    # Readers put a whole schedule on an axis, never a part of one.
    on_axis = _valid(OnAxis, inner, of.pace, st.integers(0, 1))
    return {**primitives_of(of), **combinators_of(of, inner), "on_axis": on_axis}


schedules: Schedules = st.one_of(nested(USUAL), kinds_of(USUAL)["on_axis"])

# Staircases and other step functions, each alone: their breakpoints are their jumps and nothing else.
_steps_alone: Schedules = st.one_of(
    primitives_of(USUAL)["piecewise_constant"],
    st.builds(Exponential, rates, _widths, USUAL.factor, st.just(True), st.booleans()),
    st.builds(InverseTime, rates, _widths, st.floats(0.1, 3.0), st.just(True)),
)
step_functions: Schedules = st.one_of(_steps_alone, st.builds(Floor, _steps_alone, USUAL.rate))
