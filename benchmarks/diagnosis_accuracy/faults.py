"""The faults of a run that has one leg, done as they happen: to the counter, the formula or the rate."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.random import Generator

from benchmarks.diagnosis_accuracy.draw import happens, log_steps, log_uniform, one_of
from benchmarks.diagnosis_accuracy.families import FAMILIES, LOWEST_RATE, Configured
from benchmarks.diagnosis_accuracy.resumes import RESUMES, at_pace, epochs_of
from benchmarks.diagnosis_accuracy.truth import Fault, Truth
from tb_lrplugin.data.series import IntArray

_INTEGER_SCALES = (2, 3, 4, 8, 16, 64)
_FRACTIONAL_SCALES = (2, 4, 8)
_OPTIMIZER_DEFAULTS = (0.001, 0.01)
# A rate that moves by less shows no shape to be told from another.
_LEAST_MOVE = 0.01
# Updates that are skipped later on show where a leg has points.
_POINTS_PER_SKIP = 40


def stuck_at_initial(_random: Generator, configured: Configured, counters: IntArray) -> Truth:
    """The rate was computed once, at step 0."""
    first = configured.schedule.value_at(0)
    return Truth("stuck_at_initial", np.full(counters.shape, first), f"f(0) = {first:.6g}", numbers=0)


def frozen_mid_decay(random: Generator, configured: Configured, counters: IntArray) -> Truth | None:
    """The schedule's counter stops somewhere after burn-in or warm-up."""
    last = int(counters[-1])
    if configured.preparation + 1 >= last:
        return None
    stop = int(random.integers(configured.preparation + 1, last))
    rates = configured.schedule(np.minimum(counters, stop))
    return Truth("frozen", rates, f"counter stops at {stop}", boundary_steps=(stop,))


def frozen_after_preparation(_random: Generator, configured: Configured, counters: IntArray) -> Truth | None:
    """Burn-in or warm-up ends and nothing follows it."""
    if not 0 < configured.preparation < int(counters[-1]):
        return None
    rates = configured.schedule(np.minimum(counters, configured.preparation))
    note = f"counter stops with the preparation, at {configured.preparation}"
    return Truth("frozen", rates, note, boundary_steps=(configured.preparation,), also="variant")


def constant_mismatch(random: Generator, configured: Configured, counters: IntArray) -> Truth | None:
    """The optimizer has a constant: the base rate, its own default, or any number."""
    value = one_of(random, configured.base_rate, *_OPTIMIZER_DEFAULTS, log_uniform(random, LOWEST_RATE, 1.0))
    # At the initial rate it is another fault: stuck there.
    if np.isclose(value, configured.schedule([0, 1]), rtol=1e-4, atol=0).any():
        return None
    return Truth("constant_mismatch", np.full(counters.shape, value), f"constant {value:.6g}")


def time_scaled(random: Generator, configured: Configured, counters: IntArray) -> Truth:
    """The schedule is stepped k times per step, or once in 1/k steps, or its counter is computed as floor(k * x)."""
    kind = random.random()
    if kind < 0.4:
        times = _INTEGER_SCALES[int(random.integers(len(_INTEGER_SCALES)))]
        # Logged after the first, the last or any other of the micro-batches of a step.
        lead = int(random.integers(times)) if happens(random, 0.5) else 0
        scale, scaled = float(times), counters * times + lead
        note = f"stepped {times} times per step, logged {lead} later"
    elif kind < 0.7:
        every = _FRACTIONAL_SCALES[int(random.integers(len(_FRACTIONAL_SCALES)))]
        scale, scaled = 1.0 / every, counters // every
        note = f"stepped once in {every} steps"
    else:
        scale = 1.5 if happens(random, 0.2) else random.uniform(0.2, 5.0)
        scaled = np.floor(counters * scale).astype(np.int64)
        note = f"floor({scale:.6g} * x)"
    return Truth("time_scaled", configured.schedule(scaled), note, time_scale=scale)


def shifted(random: Generator, configured: Configured, counters: IntArray) -> Truth:
    """The counter is ahead or behind by 2 steps up to half the run."""
    offset = max(2, log_steps(random, 2, int(counters[-1]) / 2)) * (1 if happens(random, 0.5) else -1)
    return Truth("shifted", configured.schedule(counters + offset), f"f(x {offset:+d})", step_offset=offset)


def skipped_updates(random: Generator, configured: Configured, counters: IntArray) -> Truth:
    """A loss scaler skips updates at the begin, and one more now and then."""
    times = int(random.integers(0, min(3, len(counters) // _POINTS_PER_SKIP) + 1))
    steps = tuple(int(step) for step in np.sort(random.uniform(0.1, 0.9, times)) * counters[-1])
    lost = log_steps(random, 1, 20) + np.searchsorted(np.array(steps), counters, side="right")
    note = f"{lost[0]} skipped at first, one more at {steps}"
    return Truth(
        "shifted",
        configured.schedule(counters - lost),
        note,
        step_offset=-int(lost[-1]),
        boundary_steps=steps,
        also="resumed_elsewhere" if steps else None,
        numbers=1 + times,
    )


def another_total(random: Generator, configured: Configured, counters: IntArray) -> Truth | None:
    """The schedule was built for another total: all its lengths are others, by a factor that is no simple one."""
    pace = random.uniform(1.05, 3.0) if happens(random, 0.5) else random.uniform(0.2, 0.95)
    rates = at_pace(configured, counters, pace)
    return None if rates is None else Truth("time_scaled", rates, f"f({pace:.8g} * x)", time_scale=pace)


def value_scaled(random: Generator, configured: Configured, counters: IntArray) -> Truth:
    """Every rate is multiplied: by the number of processes, or a batch-size rule."""
    scale = one_of(random, 2.0, 4.0, 8.0, 0.5, 0.125, 2.0**0.5, log_uniform(random, 0.05, 20.0))
    return Truth("value_scaled", scale * configured.schedule(counters), f"{scale:.6g} * f(x)", value_scale=scale)


def variation(random: Generator, configured: Configured, counters: IntArray) -> Truth | None:
    """Another formula of the same configuration is run."""
    names = [*configured.variations, *(("warm-up steps at full rate",) if configured.preparation else ())]
    if not names:
        return None
    name = names[int(random.integers(len(names)))]
    if name in configured.variations:
        rates = configured.variations[name](counters)
    else:
        rates = configured.schedule(np.maximum(counters, configured.preparation))
    return Truth("variant", rates, name, variation=name)


def stepped_per_epoch(random: Generator, configured: Configured, counters: IntArray) -> Truth:
    """The rate is right at the beginning of each epoch and stands still within it."""
    epoch = max(2, int(counters[-1]) // epochs_of(random, len(counters)))
    rates = configured.schedule(counters // epoch * epoch)
    return Truth("variant", rates, f"stepped once in {epoch} steps, to where it should be", variation="per epoch")


def invalid_values(random: Generator, configured: Configured, counters: IntArray) -> Truth | None:
    """Rates become NaN, infinite or negative, at one point or from one on."""
    rates = configured.schedule(counters)
    positive = np.flatnonzero(rates > 0)
    if not positive.size:
        return None
    begin = int(positive[random.integers(positive.size)])
    end = begin + 1 if happens(random, 0.5) else len(rates)
    wrong = one_of(random, np.nan, np.inf, -1.0)
    rates[begin:end] = -rates[begin:end] if wrong == -1.0 else wrong
    return Truth(
        "invalid_values", rates, f"{wrong} at points {begin} to {end - 1}", boundary_steps=(int(counters[begin]),)
    )


def off_schedule(random: Generator, configured: Configured, counters: IntArray) -> Truth | None:
    """A schedule of another family runs, with parameters of its own and half of the time the same base rate."""
    others = [name for name in FAMILIES if name not in (configured.family, "constant")]
    name = others[int(random.integers(len(others)))]
    rate = configured.base_rate if happens(random, 0.5) else log_uniform(random, LOWEST_RATE, 1.0)
    total = max(500, round(int(counters[-1]) * log_uniform(random, 0.5, 3.0)))
    other = FAMILIES[name](random, total, rate)
    rates = other.schedule(counters)
    if np.ptp(rates) < _LEAST_MOVE * rates.max():
        return None
    verdict = "externally_controlled" if configured.schedule.is_constant else "off_schedule"
    also = "off_schedule" if configured.schedule.is_constant else None
    return Truth(verdict, rates, f"another schedule: {other.schedule.describe()}", also=also, numbers=None)


FAULTS: Mapping[str, Fault] = {
    "stuck_at_initial": stuck_at_initial,
    "frozen_mid_decay": frozen_mid_decay,
    "frozen_after_preparation": frozen_after_preparation,
    "constant_mismatch": constant_mismatch,
    "time_scaled": time_scaled,
    "shifted": shifted,
    "skipped_updates": skipped_updates,
    "another_total": another_total,
    "value_scaled": value_scaled,
    **RESUMES,
    "variation": variation,
    "stepped_per_epoch": stepped_per_epoch,
    "invalid_values": invalid_values,
    "off_schedule": off_schedule,
}
