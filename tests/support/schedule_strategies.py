"""Hypothesis strategies for schedules of every kind, nested and alone."""

from __future__ import annotations

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
    Shift,
    SquareRoot,
)

# Parameters are small enough for a scan over every step of the horizon.
HORIZON = 400
STEPS = np.arange(HORIZON)

rates = st.floats(1e-6, 1.0)
rates_or_zero = st.one_of(st.just(0.0), rates)
lengths = st.integers(1, 90)
widths = st.one_of(lengths, st.floats(1.0, 90.0))
# A rate that grows stays within float32 over the horizon.
factors = st.floats(0.3, 1.15)

constants = st.builds(Constant, rates_or_zero)
exponentials = st.builds(Exponential, rates_or_zero, widths, factors, st.booleans(), st.booleans())
inverse_times = st.builds(InverseTime, rates_or_zero, widths, st.floats(0.0, 3.0), st.booleans())
polynomials = st.builds(Polynomial, rates_or_zero, rates_or_zero, lengths, st.sampled_from([0.5, 1.0, 2.0, 3.5]))
cosines = st.builds(Cosine, rates_or_zero, lengths, rates_or_zero)


@st.composite
def piecewise_constants(draw: st.DrawFn) -> PiecewiseConstant:
    boundaries = sorted(draw(st.sets(st.integers(1, HORIZON), max_size=8)))
    values = draw(st.lists(rates_or_zero, min_size=len(boundaries) + 1, max_size=len(boundaries) + 1))
    return PiecewiseConstant(tuple(boundaries), tuple(values))


@st.composite
def sampled(draw: st.DrawFn) -> Sampled:
    steps = sorted(draw(st.sets(st.integers(0, HORIZON), min_size=1, max_size=12)))
    values = draw(st.lists(rates_or_zero, min_size=len(steps), max_size=len(steps)))
    return Sampled(tuple(steps), tuple(values))


@st.composite
def joins(draw: st.DrawFn, parts: st.SearchStrategy[Schedule]) -> Join:
    schedules = draw(st.lists(parts, min_size=1, max_size=3))
    count = len(schedules) - 1
    boundaries = sorted(draw(st.sets(st.integers(1, HORIZON // 2), min_size=count, max_size=count)))
    names = draw(st.sampled_from([(), ("warm-up", "hold", "decay")[: count + 1]]))
    return Join(tuple(schedules), tuple(boundaries), names)


# Those that rise again, or come again and again.
waves: st.SearchStrategy[Schedule] = st.one_of(
    st.builds(CosineWave, rates_or_zero, rates_or_zero, lengths, st.sampled_from([0.5, 1.0, 2.5]), st.integers(0, 40)),
    st.builds(CosineCycles, rates_or_zero, lengths, st.sampled_from([1.0, 2.0, 3.5])),
    st.builds(CosineRestarts, rates_or_zero, rates_or_zero, lengths, st.integers(1, 3)),
    st.builds(PolynomialCycles, rates_or_zero, rates_or_zero, lengths, st.sampled_from([1.0, 2.0])),
    st.builds(Cyclic, rates_or_zero, rates, lengths, lengths, st.sampled_from([1.0, 0.5]), st.floats(0.98, 1.0)),
)
curves: st.SearchStrategy[Schedule] = st.one_of(
    st.builds(InverseSquareRoot, rates_or_zero, st.floats(1.0, 90.0)),
    st.builds(SquareRoot, rates_or_zero, rates_or_zero, lengths),
    st.builds(Logarithmic, rates_or_zero, rates_or_zero, st.integers(2, 90)),
    st.builds(Power, rates_or_zero, st.sampled_from([-0.5, 0.5, 2.0]), st.floats(1.0, 90.0)),
    st.builds(
        lambda a, b, begin, length: CosineArc(a, b, begin, begin + length),
        rates_or_zero,
        rates_or_zero,
        st.floats(-30.0, 90.0),
        st.floats(0.5, 90.0),
    ),
)
primitives: st.SearchStrategy[Schedule] = st.one_of(
    constants, exponentials, inverse_times, polynomials, cosines, piecewise_constants(), sampled(), waves, curves
)
_over_steps: st.SearchStrategy[Schedule] = st.recursive(
    primitives,
    lambda inner: st.one_of(
        st.builds(Floor, inner, rates_or_zero),
        st.builds(Shift, inner, st.integers(0, 40)),
        st.builds(Held, inner, st.integers(1, 12)),
        joins(inner),
    ),
    max_leaves=5,
)

# Sources put a whole schedule on an axis, never a part of one.
schedules: st.SearchStrategy[Schedule] = st.one_of(
    _over_steps, st.builds(OnAxis, _over_steps, st.integers(1, 12), st.integers(0, 1))
)

# Staircases and other step functions, each alone: their breakpoints are their jumps and nothing else.
_steps_alone: st.SearchStrategy[Schedule] = st.one_of(
    piecewise_constants(),
    st.builds(Exponential, rates, widths, factors, st.just(True), st.booleans()),
    st.builds(InverseTime, rates, widths, st.floats(0.1, 3.0), st.just(True)),
)
step_functions: st.SearchStrategy[Schedule] = st.one_of(_steps_alone, st.builds(Floor, _steps_alone, rates_or_zero))
