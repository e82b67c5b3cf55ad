"""What one diagnosis costs, single-threaded: series that follow their schedule, and series that nothing explains.

For each family of schedules: the median over several drawn schedules and calls, for a series of 1,000 points out of
100,000 steps, and one call for 1,000,000 points. A series that follows another schedule is asked every question that
the engine has, which is its dearest case.
"""

from __future__ import annotations

import os

# Before numpy is loaded: what counts is the cost on one core.
os.environ.update({f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL")})

import argparse
import statistics
import time
from collections.abc import Iterable

import numpy as np

from benchmarks.diagnosis_accuracy.families import FAMILIES, Configured, configure
from benchmarks.diagnosis_accuracy.faults import off_schedule
from benchmarks.diagnosis_accuracy.sampling import in_float32, logged_steps
from tb_lrplugin.data.series import FloatArray, IntArray, Series
from tb_lrplugin.diagnosis.engine import diagnose
from tb_lrplugin.frameworks.reading import Reading

_SCHEDULES, _CALLS = 5, 5
_MANY = 1_000_000
_GOALS = "goals: 0.5 ms on schedule, 10 ms with every fit (1,000 points), 500 ms with every fit (1,000,000)"


def main(arguments: list[str] | None = None) -> None:
    """Print a table of one line per family."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.diagnosis_cost", description=__doc__)
    parser.add_argument("--seed", type=int, default=0)
    random = np.random.default_rng(parser.parse_args(arguments).seed)
    print(f"milliseconds of the processor; {_GOALS}")
    print(f"{'':24}{'1,000 points':>30}{'1,000,000 points':>30}")
    print(f"{'family':24}{'on schedule':>15}{'every fit':>15}{'on schedule':>15}{'every fit':>15}")
    columns: list[list[float]] = []
    for family in FAMILIES:
        drawn = [_draw(family, random, logged_steps("reservoir", random)) for _ in range(_SCHEDULES)]
        many = _draw(family, random, np.arange(_MANY, dtype=np.int64))
        row = [
            _milliseconds(((one, healthy) for one, healthy, _ in drawn), _CALLS),
            _milliseconds(((one, other) for one, _, other in drawn), _CALLS),
            _milliseconds([(many[0], many[1])], 1),
            _milliseconds([(many[0], many[2])], 1),
        ]
        columns.append(row)
        _print_row(family, row)
    _print_row("median of families", [statistics.median(column) for column in zip(*columns, strict=True)])


def _draw(family: str, random: np.random.Generator, steps: IntArray) -> tuple[Configured, Series, Series]:
    """Draw a schedule, a series that follows it and one that follows another."""
    configured = configure(family, random, int(steps[-1]) + 1)
    other = None
    while other is None:
        other = off_schedule(random, configured, steps)
    return configured, _series(steps, configured.schedule(steps), configured), _series(steps, other.rates, configured)


def _series(steps: IntArray, rates: FloatArray, configured: Configured) -> Series:
    values = in_float32(rates, configured.base_rate, is_computed=False)
    return Series.from_points("run", "learning_rate", steps, values, 0.5 * steps)


def _milliseconds(drawn: Iterable[tuple[Configured, Series]], calls: int) -> float:
    """Give the median processor time of a diagnosis over some series, each diagnosed several times."""
    seconds = []
    for configured, series in drawn:
        reading = Reading("made", "config", configured.schedule, total_steps=int(series.steps[-1]) + 1)
        for _ in range(calls):
            begin = time.process_time()
            diagnose(series, [reading])
            seconds.append(time.process_time() - begin)
    return 1e3 * statistics.median(seconds)


def _print_row(name: str, row: list[float]) -> None:
    print(f"{name:24}" + "".join(f"{value:15.3f}" for value in row), flush=True)


if __name__ == "__main__":
    main()
