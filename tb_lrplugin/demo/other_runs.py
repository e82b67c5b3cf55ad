"""Runs for the verdicts that are seldom seen: one small loop, told what to ask for and what rate to train at."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Callable
from typing import Any

from tb_lrplugin import summary
from tb_lrplugin.demo.trainee import Trainee

_STEPS = 2_000
_STEPS_PER_LOG = 20
_PEAK = 0.01
_RESUMED_AT = 1_200
# What a loop trains at, given the schedule that was asked for, the step and the last loss.
_Rate = Callable[[Any, int, float], float]


def no_schedule(log_directory: str) -> int:
    """Train along a cosine and tell nobody; return the steps taken."""
    return _train(log_directory, None, _half_cosine)


def waiting(log_directory: str) -> int:
    """Train until the first point is logged; return the steps taken."""
    return _train(log_directory, _cosine(), lambda asked, step, _: float(asked(step)), steps=_STEPS_PER_LOG)


def constant(log_directory: str) -> int:
    """Train at the one rate that was asked for; return the steps taken."""
    return _train(log_directory, _PEAK, lambda asked, *_: asked)


def plateau(log_directory: str) -> int:
    """Train at a rate that is halved whenever the loss stands still; return the steps taken."""
    rate, best, waited = _PEAK, math.inf, 0

    def lowered(_: Any, __: int, loss: float) -> float:
        nonlocal rate, best, waited
        waited = 0 if loss < best else waited + 1
        best = min(best, loss)
        if waited >= 20:
            rate, waited = rate / 2, 0
        return rate

    return _train(log_directory, _PEAK, lowered)


def default_rate(log_directory: str) -> int:
    """Train at Adam's own rate, for the schedule was never handed over; return the steps taken."""
    return _train(log_directory, _cosine(), lambda *_: 0.001)


def continuous(log_directory: str) -> int:
    """Train along a continuous decay where a staircase was asked for; return the steps taken."""
    import keras

    asked = keras.optimizers.schedules.ExponentialDecay(_PEAK, decay_steps=400, decay_rate=0.5, staircase=True)
    return _train(log_directory, asked, lambda _, step, __: _PEAK * 0.5 ** (step / 400))


def a_quarter(log_directory: str) -> int:
    """Train at the schedule divided by the number of processes; return the steps taken."""
    return _train(log_directory, _cosine(), lambda asked, step, _: float(asked(step)) / 4)


def ahead(log_directory: str) -> int:
    """Train along the schedule from its step 300 on; return the steps taken."""
    return _train(log_directory, _cosine(), lambda asked, step, _: float(asked(step + 300)))


def resumed_elsewhere(log_directory: str) -> int:
    """Train in two legs, the second of which begins 300 steps further; return the steps taken."""
    return _train(
        log_directory, _cosine(), lambda asked, step, _: float(asked(step if step < _RESUMED_AT else step + 300))
    )


def by_hand(log_directory: str) -> int:
    """Train at rates that somebody sets by the loss; return the steps taken."""
    return _train(log_directory, _cosine(), lambda _, __, loss: min(_PEAK, 0.001 + 0.02 * loss))


def divides_by_zero(log_directory: str) -> int:
    """Train along a formula that divides by zero half-way; return the steps taken."""

    def rate(_: Any, step: int, __: float) -> float:
        left = 1 - step / 1_000
        return _PEAK * math.sqrt(left) if left >= 0 else math.nan

    return _train(log_directory, _cosine(), rate)


def schedule_logged(log_directory: str) -> int:
    """Train as EasyDeL logs, which writes the schedule and never asks the optimizer; return the steps taken."""
    run = os.path.join(log_directory, f"run-{_STEPS}")
    os.makedirs(run)
    arguments = {
        "trainer_config_class": "TrainingArguments",
        "learning_rate": _PEAK,
        "learning_rate_end": None,
        "scheduler": "cosine",
        "warmup_steps": 0,
        "max_training_steps": _STEPS,
        "optimizer": "adamw",
        "custom_scheduler": None,
        "extra_optimizer_kwargs": {},
    }
    with open(os.path.join(run, "easydel-training-arguments.json"), "w", encoding="utf-8") as file:
        json.dump(arguments, file, indent=2)

    return _train(log_directory, None, _half_cosine, tag="train/learning_rate")


def _half_cosine(_: Any, step: int, __: float) -> float:
    return 0.5 * _PEAK * (1 + math.cos(math.pi * step / _STEPS))


def _cosine() -> Any:
    import keras

    return keras.optimizers.schedules.CosineDecay(
        0.0, decay_steps=_STEPS - 200, alpha=0.01, warmup_target=_PEAK, warmup_steps=200
    )


def _train(
    log_directory: str,
    asked: Any,
    rate: _Rate,
    steps: int = _STEPS,
    tag: str = "learning_rate",
) -> int:
    """Train with Adam, whose rate is set before every point; nothing is told where nothing was asked for."""
    import keras
    import tensorflow as tf

    optimizer = keras.optimizers.Adam(learning_rate=0.0)
    trainee = Trainee(optimizer)
    loss = 1.0
    with tf.summary.create_file_writer(log_directory).as_default() as writer:
        if asked is not None:
            summary.optimizer_config(asked, writer=writer, total_steps=_STEPS, tag=tag, optimizer="Adam")
        for step in range(0, steps, _STEPS_PER_LOG):
            optimizer.learning_rate = rate(asked, step, loss)
            tf.summary.scalar(tag, optimizer.learning_rate, step)
            loss = float(trainee.train(_STEPS_PER_LOG))
            tf.summary.scalar("loss", loss, step + _STEPS_PER_LOG)
    return steps
