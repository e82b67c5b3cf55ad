"""What a rate that nobody asked for is: the schedule's base or lowest rate, an optimizer's default, a multiple."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from tb_lrplugin.diagnosis.comparing import Case
from tb_lrplugin.diagnosis.explaining.searching import bisected
from tb_lrplugin.schedules.base import MAX_STEP
from tb_lrplugin.words.numbers import format_rate, format_step

# Defaults of Keras 3.15, torch 2.13 and tf.compat.v1 where those have one. torch's SGD had none before 2.2.
_ADAM, _SGD, _ADAPTIVE = (0.001,), (0.01, 0.001), (0.001, 0.01)
_DEFAULTS = {
    "adam": _ADAM,
    "adamw": _ADAM,
    "lion": _ADAM,
    "muon": _ADAM,
    "radam": _ADAM,
    "nadam": (0.001, 0.002),
    "adamax": (0.001, 0.002),
    "sgd": _SGD,
    "momentum": _SGD,
    "rmsprop": _ADAPTIVE,
    "adagrad": _ADAPTIVE,
    "adafactor": _ADAPTIVE,
    "adadelta": (0.001, 1.0),
}
_OF_UNKNOWN = (0.001, 0.01)
# "adamw_torch_fused" and "rms_prop" name the same ones.
_BESIDE_NAME = re.compile(r"_?(?:torch|hf|apex|fused|xla|npu|8bit|bnb|paged|optimizer).*|[^a-z]")

_SAMPLES = 1025
# A cyclic schedule has its rates again and again; where it first had one is enough.
_MOST_CROSSINGS = 4
# Beyond the end of every run, whatever one unit of its axis counts.
_FAR = 2**40
# Of processes, accumulated batches, or a batch against the reference batch.
_MOST_TIMES = 1024


@dataclass(frozen=True)
class Meaning:
    """What a rate is.

    Attributes:
      name: for people, to follow "0.001,": "the schedule's base rate".
      cause: the likely cause, where an optimizer runs at that rate all along.
      is_end: whether it is the rate at which the schedule is over.
    """

    name: str
    cause: str
    is_end: bool = False


def meaning_of(case: Case, rate: float) -> Meaning | None:
    """Name the nearest meaning of a rate that an optimizer runs at against its schedule.

    Returns:
      The first that fits of: the schedule's highest (base) rate, its lowest one within the planned steps, the one it
      ends at, the optimizer's default, the schedule's rate at some step, a multiple or a fraction of the first rate;
      None where none does.
    """
    return (
        _extreme(case, rate)
        or _default(case, rate)
        or (None if case.schedule.is_constant else _at_some_step(case, rate))
        or _multiple(case, rate)
    )


def _extreme(case: Case, rate: float) -> Meaning | None:
    if case.schedule.is_constant:
        return None
    steps = _planned(case)
    # A warm-up that is short against the run ends between two of the evenly chosen steps.
    starts = np.array([phase.start for phase in case.schedule.phases()], np.int64)
    rates = case.schedule(np.union1d(steps, starts[starts <= steps[-1]]))
    if case.is_near(rate, float(rates.max())):
        return Meaning("the schedule's base rate", "The optimizer got the base rate alone; the schedule was left out.")
    if case.is_near(rate, float(rates.min())):
        return Meaning(
            f"the lowest rate the schedule reaches within {format_step(int(steps[-1]))} steps",
            "The schedule ran to its end before the first step (a total far too small, or a step counter that starts "
            "far beyond it).",
            is_end=True,
        )
    if case.schedule.known_until() is None and case.is_near(rate, case.schedule.value_at(_FAR)):
        return Meaning(
            "the rate the schedule ends at",
            "The schedule counts from a step far beyond its end (a restored counter).",
            is_end=True,
        )
    return None


def _default(case: Case, rate: float) -> Meaning | None:
    name = _BESIDE_NAME.sub("", case.reading.optimizer.lower().replace("rms_prop", "rmsprop"))
    if not any(case.is_near(rate, default) for default in _DEFAULTS.get(name, _OF_UNKNOWN)):
        return None
    return Meaning(
        "a usual default of optimizers", "The optimizer was made without a learning rate and took its default."
    )


def _at_some_step(case: Case, rate: float) -> Meaning | None:
    steps = _planned(case)
    rates = case.schedule(steps)
    crossings = np.flatnonzero(np.diff(np.sign(rates - rate)))[:_MOST_CROSSINGS]
    is_above = rates[crossings] > rate
    ends = bisected(
        steps[crossings].astype(np.float64),
        steps[crossings + 1].astype(np.float64),
        lambda places: (case.schedule(places.astype(np.int64)) > rate) == is_above,
        1.0,
    )
    for step in np.stack(ends, axis=1).astype(np.int64).ravel().tolist():
        if case.is_near(rate, case.schedule.value_at(step)):
            at = f"at step {format_step(step)}"
            return Meaning(
                f"the schedule's rate {at}",
                f"The rate was computed once, {at}, and handed to the optimizer as a number.",
            )
    return None


def _multiple(case: Case, rate: float) -> Meaning | None:
    first = case.schedule.value_at(0)
    if not (rate > 0 and first > 0):
        return None
    for times, one, other in ((rate / first, rate, first), (first / rate, first, rate)):
        # Beside a rate of 1e-310 the factor is infinite.
        if 1.5 <= times < _MOST_TIMES + 0.5 and case.is_near(one, other * round(times)):
            share = f"{round(times):,} times" if one == rate else f"1/{round(times):,} of"
            return Meaning(
                f"{share} the {format_rate(first)} that is asked for first",
                f"The rate was {'multiplied' if one == rate else 'divided'} by {round(times):,} on its way to the "
                "optimizer (processes, accumulated batches, the batch size).",
            )
    return None


def _planned(case: Case) -> np.ndarray:
    # Steps near 2**63 are garbage that float64 rounds beyond int64.
    last = min(max(case.planned_steps, 1), MAX_STEP)
    return np.unique(np.linspace(0, last, _SAMPLES).astype(np.int64))
