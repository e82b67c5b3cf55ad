"""Keras schedules read from their `get_config()` dictionaries, Keras not imported."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from tb_lrplugin.frameworks.keras.schedule import from_keras_config
from tb_lrplugin.schedules import (
    Cosine,
    Exponential,
    Floor,
    InverseTime,
    Join,
    PiecewiseConstant,
    Polynomial,
    Schedule,
    ScheduleError,
)

DECAY = {"initial_learning_rate": 0.25, "decay_steps": 100, "decay_rate": 0.5, "staircase": True, "name": "x"}

READ: list[tuple[str, dict[str, Any], Schedule]] = [
    ("ExponentialDecay", DECAY, Exponential(0.25, 100, 0.5, True, float32_steps=True)),
    ("InverseTimeDecay", DECAY, InverseTime(0.25, 100, 0.5, True)),
    (
        "PolynomialDecay",
        {"initial_learning_rate": 0.25, "decay_steps": 100, "end_learning_rate": 0.125, "power": 2.0, "cycle": False},
        Polynomial(0.25, 0.125, 100, 2.0),
    ),
    # Keras keeps values[0] through its boundary.
    ("PiecewiseConstantDecay", {"boundaries": [10, 20.5], "values": [3, 2, 1]}, PiecewiseConstant((11, 21), (3, 2, 1))),
    ("CosineDecay", {"initial_learning_rate": 0.25, "decay_steps": 100, "alpha": 0.5}, Cosine(0.25, 100, 0.125)),
    (
        "CosineDecay",
        {"initial_learning_rate": 0.0, "decay_steps": 100, "warmup_target": 0.25, "warmup_steps": 10},
        Join((Polynomial(0.0, 0.25, 10), Cosine(0.25, 100)), (10,), ("warm-up", "decay")),
    ),
    (
        "CosineDecay",
        {"initial_learning_rate": 0.0, "decay_steps": 100, "warmup_target": 0.25, "warmup_steps": 0},
        Cosine(0.25, 100),
    ),
    (
        "ExponentialDecayWithBurnin",
        {
            "learning_rate_base": 0.25,
            "learning_rate_decay_steps": 100,
            "learning_rate_decay_factor": 0.5,
            "burnin_learning_rate": 0.0,
            "burnin_steps": 0,
            "staircase": True,
            "min_learning_rate": 0.125,
            "name": "x",
        },
        Floor(Exponential(0.25, 100, 0.5, True, float32_steps=True), 0.125),
    ),
]


@pytest.mark.parametrize(("name", "config", "schedule"), READ)
def test_read(name: str, config: dict[str, Any], schedule: Schedule) -> None:
    assert from_keras_config(name, config) == schedule


def test_parameters_are_rounded_as_keras_keeps_them() -> None:
    """500 drops of 0.97 are 1.5e-5 away from 500 drops of float32's 0.97."""
    schedule = from_keras_config("ExponentialDecay", {**DECAY, "decay_rate": 0.97})
    assert schedule == Exponential(0.25, 100, float(np.float32(0.97)), True, float32_steps=True)


@pytest.mark.parametrize(
    ("name", "config"),
    [("MySchedule", {}), ("", {})],
)
def test_no_closed_form(name: str, config: dict[str, Any]) -> None:
    assert from_keras_config(name, config) is None


@pytest.mark.parametrize(
    ("name", "config", "sentence"),
    [
        ("ExponentialDecay", {}, "the configuration of ExponentialDecay lacks initial_learning_rate"),
        ("ExponentialDecay", {**DECAY, "decay_steps": "many"}, "cannot be read: could not convert string"),
        ("ExponentialDecay", {**DECAY, "decay_steps": None}, "decay_steps is NaN"),
        ("ExponentialDecay", {**DECAY, "decay_steps": 0}, "decay_steps is 0"),
        ("ExponentialDecay", {**DECAY, "initial_learning_rate": math.nan}, "the initial rate is nan"),
        ("CosineDecay", {"initial_learning_rate": 0.25, "decay_steps": 0.5}, "a whole number of steps is needed"),
        ("PiecewiseConstantDecay", {"boundaries": [1], "values": [1]}, "1 boundaries need 2 rates"),
        ("PiecewiseConstantDecay", {"boundaries": 1, "values": [1]}, "PiecewiseConstantDecay cannot be read: "),
        ("ExponentialDecayWithBurnin", {"unknown": 1}, "ExponentialDecayWithBurnin lacks "),
    ],
)
def test_what_cannot_be_read_says_why(name: str, config: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ScheduleError) as refused:
        from_keras_config(name, config)
    assert sentence in str(refused.value)
