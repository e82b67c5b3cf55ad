"""The faults of a run that has several legs: what a resume, or an epoch's end, does to the schedule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.random import Generator

from benchmarks.diagnosis_accuracy.draw import happens, one_of
from benchmarks.diagnosis_accuracy.families import Configured
from benchmarks.diagnosis_accuracy.truth import Fault, Truth
from tb_lrplugin.data.series import FloatArray, IntArray

# A leg or an epoch must have so many logged points on average to be seen as one.
_LEAST_POINTS = 3
_MOST_EPOCHS = 60
# A step is divided into so many where the formula is evaluated within it.
_PARTS = 2**20


def restarted(random: Generator, configured: Configured, counters: IntArray) -> Truth:
    """The schedule begins again at one or two resumes."""
    shares = np.sort(random.uniform(0.05, 0.95, int(random.integers(1, 3))))
    steps = tuple(int(step) for step in np.unique(np.maximum((shares * counters[-1]).astype(np.int64), 1)))
    return _restarting_at(steps, configured, counters, f"resumed at {steps}")


def restarted_per_epoch(random: Generator, configured: Configured, counters: IntArray) -> Truth:
    """The schedule begins again with every epoch."""
    period = max(2, int(counters[-1]) // epochs_of(random, len(counters)))
    steps = tuple(range(period, int(counters[-1]) + 1, period))
    return _restarting_at(steps, configured, counters, f"every {period} steps")


def epochs_of(random: Generator, points: int) -> int:
    """Draw a number of epochs, few enough for each to be seen."""
    return int(random.integers(2, min(_MOST_EPOCHS, points // _LEAST_POINTS) + 1))


def _restarting_at(steps: tuple[int, ...], configured: Configured, counters: IntArray, note: str) -> Truth:
    rates = rates_restarting_at(steps, configured, counters)
    return Truth("restarted", rates, note, restart_steps=steps, numbers=len(steps))


def rates_restarting_at(steps: Sequence[int], configured: Configured, counters: IntArray) -> FloatArray:
    """Evaluate a schedule that begins again at some counters, ascending, float64[n]."""
    begins = np.array([0, *steps], np.int64)
    last_begin = begins[np.maximum(np.searchsorted(begins, counters, side="right") - 1, 0)]
    return configured.schedule(counters - last_begin)


def restarted_in_part(random: Generator, configured: Configured, counters: IntArray) -> Truth:
    """A resume sets the schedule's step back to that of an older checkpoint, not to 0."""
    at = max(2, int(random.uniform(0.1, 0.95) * counters[-1]))
    to = max(1, int(random.uniform(0.1, 0.9) * at))
    rates = configured.schedule(np.where(counters >= at, counters - at + to, counters))
    # The page of contracts has both words for it: it starts again, but not from 0.
    note = f"at {at} the schedule is set back to {to}"
    return Truth("resumed_elsewhere", rates, note, boundary_steps=(at,), also="restarted", numbers=2)


def resumed_elsewhere(random: Generator, configured: Configured, counters: IntArray) -> Truth:
    """From a resume on another factor, pace or step of the schedule is in force."""
    at = max(2, int(random.uniform(0.1, 0.9) * counters[-1]))
    before, pace = configured.schedule(counters), 1.0
    kind = int(random.integers(4))
    if kind == 0:
        scale = one_of(random, 2.0, 4.0, 0.5, 0.1, random.uniform(0.1, 5.0))
        after, note = scale * before, f"{scale:.6g} * f(x)"
    elif kind == 1:
        # Another total was planned, so every step counts for k.
        pace = one_of(random, 2.0, 0.5, random.uniform(0.2, 3.0))
        after, note = configured.schedule(np.floor(pace * counters).astype(np.int64)), f"f({pace:.6g} * x)"
    elif kind == 2:
        # Another number of processes steps it on, from where it stood.
        pace = one_of(random, 2.0, 4.0, 0.5, 0.25)
        beyond = np.floor(pace * (counters - at)).astype(np.int64)
        after, note = configured.schedule(at + beyond), f"f({at} + {pace:.6g} * (x - {at}))"
    else:
        ahead = max(2, int(random.uniform(0.05, 0.9) * at)) * (1 if happens(random, 0.6) else -1)
        after, note = configured.schedule(counters + ahead), f"f(x {ahead:+d})"
    rates = np.where(counters >= at, after, before)
    return Truth(
        "resumed_elsewhere",
        rates,
        f"{note} from {at} on",
        fastest=max(pace, 1.0),
        boundary_steps=(at,),
        also="restarted" if kind == 3 and ahead < 0 else None,
        numbers=2,
    )


def at_pace(configured: Configured, counters: IntArray, pace: float) -> FloatArray | None:
    """Evaluate the formula at real-valued counters times a pace, float64[n]; None where it has none between steps."""
    finer = configured.schedule.scaled(_PARTS)
    return None if finer is None else finer(np.rint(np.maximum(counters, 0) * (pace * _PARTS)).astype(np.int64))


def configuration_overwritten(random: Generator, configured: Configured, counters: IntArray) -> Truth | None:
    """A resume raises or lowers the total, and the configuration beside the run is that of the last leg."""
    at = max(2, int(random.uniform(0.2, 0.8) * counters[-1]))
    pace = random.uniform(1.2, 6.0) if happens(random, 0.7) else random.uniform(0.3, 0.8)
    before = at_pace(configured, counters, pace)
    if before is None:
        return None
    rates = np.where(counters >= at, configured.schedule(counters), before)
    note = f"f({pace:.6g} * x) up to {at}, as configured since"
    return Truth("resumed_elsewhere", rates, note, fastest=max(pace, 1.0), boundary_steps=(at,), numbers=2)


def one_point_jumps(random: Generator, configured: Configured, counters: IntArray) -> Truth | None:
    """The first point after a resume has the base rate, the initial one or another; then all is well again."""
    rates = configured.schedule(counters)
    index = int(random.integers(1, len(counters) - 1))
    value = one_of(random, configured.base_rate, configured.schedule.value_at(0), rates[index] * 0.1)
    if np.isclose(value, rates[index - 1 : index + 2], rtol=1e-3, atol=0).any():
        return None
    rates[index] = value
    note = f"the point at {counters[index]} is {value:.6g}"
    return Truth("resumed_elsewhere", rates, note, boundary_steps=(int(counters[index]),), numbers=2)


RESUMES: Mapping[str, Fault] = {
    "restarted": restarted,
    "restarted_per_epoch": restarted_per_epoch,
    "restarted_in_part": restarted_in_part,
    "resumed_elsewhere": resumed_elsewhere,
    "configuration_overwritten": configuration_overwritten,
    "one_point_jumps": one_point_jumps,
}
