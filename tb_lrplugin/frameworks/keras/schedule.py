"""Keras learning-rate schedules from their configuration dictionaries, without importing Keras.

Source of the formulas: `keras/src/optimizers/schedules/learning_rate_schedule.py` of keras 3.15.1. All
of them clamp and floor as our primitives do; `PiecewiseConstantDecay` alone changes one step *after* its
boundary (values[0] holds while step <= boundaries[0]). Keras computes in float32, so parameters are rounded.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from tb_lrplugin.data.run_evidence import LastPoint
from tb_lrplugin.frameworks.reading import AppliedRate, RunWarning
from tb_lrplugin.schedules import (
    Cosine,
    CosineArc,
    CosineRestarts,
    Exponential,
    InverseTime,
    Join,
    PiecewiseConstant,
    Polynomial,
    PolynomialCycles,
    exponential_decay_with_burnin,
)
from tb_lrplugin.schedules.base import MAX_STEP, Schedule, ScheduleError, require
from tb_lrplugin.words.numbers import as_float32, format_rate, format_step

# Cycles of one length with shrinking peaks never end; after so many nothing is left to see.
_MOST_CYCLES = 256
_LARGEST_FLOAT32 = float(np.finfo(np.float32).max)


# The packages whose schedules of a given class name compute what that name says.
KERAS_PACKAGES = ("keras", "tf_keras", "tensorflow")


def from_keras_config(class_name: str, config: Mapping[str, Any]) -> Schedule | None:
    """Build the schedule that a Keras class of this name and `get_config()` computes.

    Args:
      class_name: "ExponentialDecay", "CosineDecay" ...
      config: the result of its `get_config()`.

    Returns:
      The schedule, or None where the class (or its cyclic variant) has no closed form here.

    Raises:
      ScheduleError: if a parameter is missing, of the wrong type or out of its range.
    """
    try:
        _refuse_beyond_bounds(class_name, config)
        return _from_config(class_name, config)
    except ScheduleError:
        raise
    except KeyError as error:
        raise ScheduleError(f"the configuration of {class_name} lacks {error.args[0]}") from error
    except (TypeError, ValueError, OverflowError) as error:
        raise ScheduleError(f"the configuration of {class_name} cannot be read: {error}") from error


def _refuse_beyond_bounds(class_name: str, config: Mapping[str, Any]) -> None:
    """Refuse numbers that float32, or a count of steps, has no room for."""
    for name, value in config.items():
        is_steps = name.endswith("steps") or name == "boundaries"
        for number in value if isinstance(value, (list, tuple)) else [value]:
            if isinstance(number, (int, float)) and abs(number) > (MAX_STEP if is_steps else _LARGEST_FLOAT32):
                what = "step" if is_steps else "number that Keras computes with (float32)"
                raise ScheduleError(f"{name} of {class_name} is larger than any {what}")


def _from_config(class_name: str, config: Mapping[str, Any]) -> Schedule | None:
    if class_name == "ExponentialDecay":
        return Exponential(
            as_float32(config["initial_learning_rate"]),
            as_float32(config["decay_steps"]),
            as_float32(config["decay_rate"]),
            bool(config.get("staircase", False)),
            float32_steps=True,
        )
    if class_name == "ExponentialDecayWithBurnin":
        return exponential_decay_with_burnin(
            as_float32(config["learning_rate_base"]),
            int(config["learning_rate_decay_steps"]),
            as_float32(config["learning_rate_decay_factor"]),
            as_float32(config.get("burnin_learning_rate", 0.0)),
            int(config.get("burnin_steps", 0)),
            as_float32(config.get("min_learning_rate", 0.0)),
            bool(config.get("staircase", True)),
        )
    if class_name == "InverseTimeDecay":
        return InverseTime(
            as_float32(config["initial_learning_rate"]),
            as_float32(config["decay_steps"]),
            as_float32(config["decay_rate"]),
            bool(config.get("staircase", False)),
        )
    if class_name == "PolynomialDecay":
        kind = PolynomialCycles if config.get("cycle", False) else Polynomial
        return kind(
            as_float32(config["initial_learning_rate"]),
            as_float32(config["end_learning_rate"]),
            _whole_steps(config["decay_steps"]),
            float(config.get("power", 1.0)),
        )
    if class_name == "PiecewiseConstantDecay":
        boundaries = tuple(math.floor(boundary) + 1 for boundary in config["boundaries"])
        return PiecewiseConstant(boundaries, tuple(as_float32(value) for value in config["values"]))
    if class_name == "CosineDecay":
        return _cosine(config)
    if class_name == "CosineDecayRestarts":
        return _cosine_restarts(config)
    return None


def _cosine(config: Mapping[str, Any]) -> Schedule:
    initial = as_float32(config["initial_learning_rate"])
    target = config.get("warmup_target")
    peak = initial if target is None else as_float32(target)
    cosine = Cosine(peak, _whole_steps(config["decay_steps"]), peak * float(config.get("alpha", 0.0)))
    if target is None:
        return cosine
    warmup_steps = _whole_steps(config.get("warmup_steps", 0))
    if warmup_steps == 0:
        return cosine
    return Join((Polynomial(initial, peak, warmup_steps), cosine), (warmup_steps,), ("warm-up", "decay"))


def _cosine_restarts(config: Mapping[str, Any]) -> Schedule:
    """SGDR with cycles that grow by `t_mul` and peaks that shrink by `m_mul`."""
    initial = as_float32(config["initial_learning_rate"])
    end = initial * float(config.get("alpha", 0.0))
    first_steps = as_float32(config["first_decay_steps"])
    length_factor, peak_factor = float(config.get("t_mul", 2.0)), float(config.get("m_mul", 1.0))
    require(first_steps > 0, f"first_decay_steps is {format_rate(first_steps)}: it must be above 0")
    require(length_factor >= 1, f"t_mul is {format_rate(length_factor)}: cycles must not become shorter")
    if peak_factor == 1 and length_factor.is_integer() and first_steps.is_integer():
        return CosineRestarts(initial, end, int(first_steps), int(length_factor))
    cycles: list[Schedule] = []
    boundaries: list[int] = []
    begin, length, peak = 0.0, first_steps, initial
    while len(cycles) < _MOST_CYCLES and begin < MAX_STEP:
        # The first whole step of the cycle; the cycle itself may begin between two.
        first = math.ceil(begin)
        cycles.append(CosineArc(peak, end, begin - first, begin + length - first))
        boundaries.append(first)
        begin, length, peak = begin + length, length * length_factor, end + (peak - end) * peak_factor
    return Join(tuple(cycles), tuple(boundaries[1:]))


def _whole_steps(value: float) -> int:
    require(float(value).is_integer(), f"{value} steps: a whole number of steps is needed")
    return int(value)


def warmup_left_out(class_name: str, config: Mapping[str, Any]) -> RunWarning | None:
    """Warn of a warm-up of `CosineDecay` without a rate to rise to, which Keras passes over without a word."""
    steps = config.get("warmup_steps")
    if class_name != "CosineDecay" or config.get("warmup_target") is not None:
        return None
    # What Keras does not look at may be anything.
    if not isinstance(steps, (int, float)) or not steps > 0:
        return None
    initial = as_float32(config["initial_learning_rate"])
    falls = "is 0 at every step, and nothing is learned" if initial == 0 else f"begins at {format_rate(initial)}"
    peak = "the rate to rise to" if initial == 0 else f"{format_rate(initial)}, or another rate to rise to"
    return RunWarning(
        "setting_without_effect",
        f"The warm-up (warmup_steps = {format_step(steps)}) has no effect: without warmup_target Keras leaves it out, "
        f"and the schedule {falls}.",
        "schedule = keras.optimizers.schedules.CosineDecay(\n"
        "    initial_learning_rate=0.0,\n"
        f"    decay_steps={config['decay_steps']},\n"
        f"    warmup_target=...,  # {peak}\n"
        f"    warmup_steps={steps},\n"
        ")",
    )


def hidden_time_decay(decay: float, last: LastPoint, reason: str, remedy: str) -> RunWarning:
    """Warn of a number that Keras takes for a time decay of the rate.

    Args:
      decay: the number, above 0.
      last: the last logged point.
      reason: how Keras comes to it, to follow "at the logged rate.", up to the colon.
      remedy: what to write instead, sentences.
    """
    step, logged = max(last.step, 0), last.value
    rate = float(f"{logged / (1.0 + decay * step):.2g}")
    applied = format_rate(rate)
    return RunWarning(
        "hidden_time_decay",
        f"The optimizer does not train at the logged rate. {reason}: the rate applied is the logged one divided by "
        f"(1 + {format_rate(decay)} * step), {applied} instead of {format_rate(logged)} at step {format_step(step)}, "
        f"and no log shows it. {remedy}",
        applied=AppliedRate(rate, logged),
    )
