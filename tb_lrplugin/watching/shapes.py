"""Breaks in the curve that a schedule draws over the run, which nobody means."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from tb_lrplugin.frameworks.reading import RunWarning
from tb_lrplugin.schedules import Schedule
from tb_lrplugin.words import counted
from tb_lrplugin.words.numbers import format_percent, format_rate

# So many calls are looked at; a warm-up is over by then.
_MOST_CALLS = 1_000_000
_RAMP = 3
# A break is this share of the peak at least, and so many times the move before or after it.
_BREAK, _TIMES = 0.04, 10
# A new cycle that begins with the last call, or so late, as a share of the run, trains nothing but noise.
_LATE, _LOW, _HIGH = 0.01, 0.1, 0.9


def shape_faults(schedule: Schedule, pace: int, total_steps: int) -> Iterator[RunWarning]:
    """Find where a curve breaks.

    Args:
      schedule: in calls of a scheduler.
      pace: updates between two calls.
      total_steps: updates that the run is to take.
    """
    calls = min(-(-total_steps // pace), _MOST_CALLS)
    if schedule.is_constant or calls < _RAMP + 3:
        return
    rates = schedule(np.arange(calls, dtype=np.int64))
    yield from _after_warmup(rates)
    if calls * pace >= total_steps:
        yield from _in_a_new_cycle(rates, pace)


def _after_warmup(rates: NDArray[np.float64]) -> Iterator[RunWarning]:
    """A ramp, and a jump where it ends: a decay that counts from the begin of the run, or a ramp that is cut off."""
    moves = np.diff(rates)
    end = int(np.argmax(moves <= 0)) if (moves <= 0).any() else len(moves)
    steps = moves[:end]
    jumps = np.flatnonzero(steps[1:] > _TIMES * steps[:-1]) + 1
    peak = float(rates.max())
    if len(jumps) and jumps[0] >= _RAMP and steps[jumps[0]] > _BREAK * peak:
        at = int(jumps[0])
    elif _RAMP <= end < len(moves) - 1 and _BREAK * peak < -moves[end] and 0 < -moves[end + 1] < -moves[end] / _TIMES:
        at = end
    else:
        return
    before, after = float(rates[at]), float(rates[at + 1])
    way = "falls" if after < before else "rises"
    yield RunWarning(
        "break_after_warmup",
        f"The warm-up ends after {counted(at, 'call')} at {format_rate(before)}, and with the next one the rate {way} "
        f"to {format_rate(after)} at once, by {format_percent(abs(after / before - 1))}.",
        "Let what follows begin at the rate at which the warm-up ends, and count its steps from there: warm up for as "
        "many calls as the milestone says, and decay with (step - warmup_steps).",
    )


def _in_a_new_cycle(rates: NDArray[np.float64], pace: int) -> Iterator[RunWarning]:
    """A cycle that begins anew with the very last calls, so that the run ends at the highest rate."""
    late = max(int(_LATE * len(rates)), 1)
    peak = float(rates.max())
    for at in range(len(rates) - late, len(rates)):
        if rates[at - 1] <= _LOW * peak and rates[at] >= _HIGH * peak:
            left = counted((len(rates) - at) * pace, "update")
            yield RunWarning(
                "ends_in_new_cycle",
                f"The run ends {left} into a new cycle, at the rate {format_rate(float(rates[at]))}: what the cycle "
                "before has settled is shaken up again.",
                "Let the last cycle end with the run: a cycle's length that divides the run's, or a run that is so "
                "much shorter.",
            )
            return
