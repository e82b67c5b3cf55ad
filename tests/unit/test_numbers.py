"""How rates, steps, shares and spans of time are written for people."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tb_lrplugin.words.numbers import format_duration, format_percent, format_rate, format_step


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.004, "0.004"),
        (float(np.float32(0.004)), "0.004"),
        (float(np.float32(0.004) * np.float32(0.95)), "0.0038"),
        (3e-5, "3e-5"),
        (1e-10, "1e-10"),
        (0.0, "0"),
        (1.0, "1"),
        (123456.0, "123456"),
        (1e20, "1e20"),
        (math.nan, "NaN"),
        (math.inf, "infinity"),
        (-math.inf, "-infinity"),
    ],
)
def test_rate(value: float, text: str) -> None:
    assert format_rate(value) == text


@pytest.mark.parametrize(
    ("step", "text"), [(0, "0"), (800720, "800,720"), (100.0, "100"), (2.5, "2.5"), (-3, "-3"), (2**60, f"{2**60:,}")]
)
def test_step(step: float, text: str) -> None:
    assert format_step(step) == text


@pytest.mark.parametrize(
    ("fraction", "text"),
    [
        (0.00639, "0.639 %"),
        (0.0, "0 %"),
        (0.5, "50 %"),
        (11.1, "1,110 %"),
        (math.nan, "NaN %"),
        (math.inf, "more than 10^308 %"),
    ],
)
def test_percent(fraction: float, text: str) -> None:
    assert format_percent(fraction) == text


@pytest.mark.parametrize(
    ("seconds", "text"), [(40, "40 s"), (119, "119 s"), (840, "14 min"), (57_600, "16 h"), (1_036_800, "12 days")]
)
def test_duration(seconds: float, text: str) -> None:
    assert format_duration(seconds) == text
