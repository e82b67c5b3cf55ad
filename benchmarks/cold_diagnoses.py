"""The first `GET ./diagnoses`, against TensorBoard's own route for the same points.

Starts TensorBoard on 1,000 runs of 1,000 points, for each of its readers several times, waits until all are loaded,
then times the first `GET ./diagnoses` to its end and `POST scalars_multirun` for the same points.
"""

from __future__ import annotations

import statistics
from typing import NamedTuple

from benchmarks.log_directories import many_series
from benchmarks.measuring import (
    complete_diagnoses,
    processor_seconds,
    report,
    scalars_multirun,
    seconds,
    wait_until_loaded,
)
from tests.support.tensorboard_process import tensorboard

RUNS, POINTS = 1_000, 1_000


class Look(NamedTuple):
    """One line of the result; the Python reader takes minutes to load, so once will do for the goal it has."""

    load_fast: str
    is_each_its_own: bool
    rounds: int
    goal: float


LOOKS = (
    Look("true", is_each_its_own=False, rounds=5, goal=1 / 20),
    Look("true", is_each_its_own=True, rounds=5, goal=1 / 20),
    Look("false", is_each_its_own=False, rounds=1, goal=1 / 4),
)


def main() -> None:
    """Measure and print two lines per kind of look: time as it passes, and processor time."""
    for look in LOOKS:
        measured = [measure(look) for _ in range(look.rounds)]
        name = f"cold ./diagnoses, {RUNS:,} x {POINTS:,}, --load_fast={look.load_fast}"
        name += ", each with its own configuration" if look.is_each_its_own else ""
        ours, ours_busy, theirs, theirs_busy = map(statistics.median, zip(*measured, strict=True))
        report(name, ours, "scalars_multirun", theirs, look.goal)
        report(f"{name}, processor time", ours_busy, "scalars_multirun", theirs_busy, look.goal)


def measure(look: Look) -> tuple[float, float, float, float]:
    """Give the seconds that pass and the processor's, of our first answer and then of theirs."""
    logdir = many_series(RUNS, POINTS, look.is_each_its_own)
    runs = [f"run_{run:05d}/train" for run in range(RUNS)]
    with tensorboard(logdir, f"--load_fast={look.load_fast}", "--reload_interval=300") as process:
        wait_until_loaded(process, RUNS)
        begin = processor_seconds(process.pid)
        ours = seconds(lambda: complete_diagnoses(process))
        middle = processor_seconds(process.pid)
        theirs = seconds(lambda: scalars_multirun(process, runs))
        return ours, middle - begin, theirs, processor_seconds(process.pid) - middle


if __name__ == "__main__":
    main()
