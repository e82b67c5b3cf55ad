"""Schedules as formulas: what is written is read back as mathematics and must give the same rates."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest
from hypothesis import assume, given

from tb_lrplugin.schedules import (
    Constant,
    Cosine,
    CosineRestarts,
    Exponential,
    Held,
    InverseTime,
    Join,
    OnAxis,
    PiecewiseConstant,
    Polynomial,
    Sampled,
    Schedule,
    cosine_decay_with_warmup,
    exponential_decay_with_burnin,
)
from tb_lrplugin.schedules.notation import MOST_PARTS
from tb_lrplugin.schedules.views import formula_of
from tests.support.properties import examples
from tests.support.schedule_strategies import HORIZON, schedules

_FUNCTIONS = {"floor": math.floor, "ceil": math.ceil, "cos": math.cos, "sqrt": math.sqrt, "ln": math.log}
_SIGNS = {"·": "*", "^": "**", "−": "-", "π": "pi", "√": "sqrt", "⌊": "floor(", "⌋": ")", "⌈": "ceil(", "⌉": ")"}


def to_python(text: str) -> str:
    """Turn a formula into a Python expression."""
    while "{" in text:
        # Innermost braces first: they hold a piecewise formula within another one.
        text = re.sub(r"\{([^{}]*)\}", lambda found: f"({parts_to_python(found[1])})", text)
    return parts_to_python(text)


def parts_to_python(text: str) -> str:
    main, _, definitions = text.partition(", where ")
    if definitions:
        i, t = definitions.removeprefix("i = ").split(" and t = ")
        return f"(lambda i: (lambda t: {to_python(main)})({to_python(t)}))({to_python(i)})"
    expression = ""
    for part in text.split("; "):
        value, _, where = part.rpartition(" for ")
        if value:
            *_, symbol, _, end = re.split(r" (≤|<) ", where) if "≤" in where else ["", *re.split(r" (<) ", where)]
            expression += f"({plain(value)}) if {plain(symbol)} < {end} else "
        else:
            expression += plain(re.sub(r" from \S+ on$", "", part))
    return expression


def plain(text: str) -> str:
    for sign, python in _SIGNS.items():
        text = text.replace(sign, python)
    return text.replace(" mod ", " % ")


def evaluated(formula: str, steps: np.ndarray) -> np.ndarray:
    variable, text = re.fullmatch(r"lr\((.)\) = (.*)", formula).groups()  # type: ignore[union-attr]
    names = {**_FUNCTIONS, "pi": math.pi, "min": min, "max": max, "log": lambda value: math.log(value) * (1 + 1e-15)}
    code = compile(to_python(text), formula, "eval")
    return np.array([eval(code, {"__builtins__": {}, **names, variable: int(step)}) for step in steps])


def parts_of(schedule: Schedule) -> list[Schedule]:
    found = [schedule]
    for value in vars(schedule).values():
        for part in value if isinstance(value, tuple) else [value]:
            if isinstance(part, Schedule):
                found += parts_of(part)
    return found


def is_written_in_full(schedule: Schedule) -> bool:
    """Whether the digits that are written tell at which step a stair begins, and all parts are there."""
    return not any(
        isinstance(part, Sampled)
        or (isinstance(part, (Exponential, InverseTime)) and part.staircase and part.transition_steps % 1 != 0)
        for part in parts_of(schedule)
    )


@examples(300)
@given(schedules)
def test_a_formula_says_what_the_schedule_computes(schedule: Schedule) -> None:
    formula = formula_of(schedule)
    assert "\n" not in formula
    assume(is_written_in_full(schedule) and "more parts" not in formula)
    steps = np.arange(0, HORIZON, 7)
    expected = schedule(steps)
    # Rates are written with six digits, of which a growing power keeps fewer.
    close = np.isclose(evaluated(formula, steps), expected, rtol=1e-3, atol=1e-5 * max(float(expected.max()), 1e-6))
    # Within float32 and digits a cycle may begin one step away.
    assert close.mean() > 0.95, formula


@pytest.mark.parametrize(
    ("schedule", "formula"),
    [
        (Constant(0.003), "lr(s) = 0.003"),
        (Exponential(0.004, 800_720, 0.95, staircase=True), "lr(s) = 0.004 · 0.95^⌊s / 800720⌋"),
        (Exponential(0.004, 100, 0.95), "lr(s) = 0.004 · 0.95^(s / 100)"),
        (
            exponential_decay_with_burnin(0.004, 60, 0.5, 0.002, 40, 0.0004),
            "lr(s) = max({0.002 for s < 40; 0.004 · 0.5^⌊(s − 40) / 60⌋ from 40 on}, 0.0004)",
        ),
        (
            cosine_decay_with_warmup(0.02, 300, 0.002, 50, 50),
            "lr(s) = 0.002 + 0.018 · s / 50 for s < 50; 0.02 for 50 ≤ s < 100; "
            "0.02 · (1 + cos(π · min((s − 100) / 200, 1))) / 2 from 100 on",
        ),
        (PiecewiseConstant((10, 20), (1.0, 0.1, 0.01)), "lr(s) = 1 for s < 10; 0.1 for 10 ≤ s < 20; 0.01 from 20 on"),
        (Held(Polynomial(0.1, 0.0, 5), 10), "lr(s) = 0.1 · (1 − min(⌊s / 10⌋ / 5, 1))"),
        (OnAxis(Cosine(0.1, 100), 10, 1), "lr(x) = 0.1 · (1 + cos(π · min(10 · (x + 1) / 100, 1))) / 2"),
        (Sampled((0, 5), (0.1, 0.2)), "lr(s) = straight lines between 2 recorded points"),
    ],
)
def test_known_formulas(schedule: Schedule, formula: str) -> None:
    assert formula_of(schedule) == formula


def test_of_many_parts_the_middle_is_left_out() -> None:
    stairs = PiecewiseConstant(tuple(range(1, 41)), tuple(1 / n for n in range(1, 42)))
    formula = formula_of(stairs)
    assert len(formula.split("; ")) == MOST_PARTS
    assert "… 30 more parts …" in formula
    assert formula.endswith("0.0243902 from 40 on")


@pytest.mark.parametrize(
    "schedule",
    [CosineRestarts(0.1, 0.01, 10, 3), Join((Constant(0.1), CosineRestarts(0.1, 0.0, 10, 2)), (5,))],
)
def test_growing_cycles_are_defined_within_the_line(schedule: Schedule) -> None:
    steps = np.arange(1, 300, 7)
    np.testing.assert_allclose(evaluated(formula_of(schedule), steps), schedule(steps), atol=1e-6)
