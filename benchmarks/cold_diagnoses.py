"""The first `GET ./diagnoses`, against TensorBoard's own route for the same points.

Starts TensorBoard on 1,000 runs of 1,000 points, for each of its readers several times, waits until all are loaded,
then times the first `GET ./diagnoses` to its end and `POST scalars_multirun` for the same points.
"""

from __future__ import annotations

import statistics

from benchmarks.log_directories import many_series
from benchmarks.measuring import complete_diagnoses, report, scalars_multirun, seconds, wait_until_loaded
from tests.support.tensorboard_process import tensorboard

RUNS, POINTS = 1_000, 1_000
# The Python reader takes minutes to load: once will do for the goal it has.
ROUNDS = {"true": 5, "false": 1}
GOALS = {"true": 1 / 20, "false": 1 / 4}


def main() -> None:
    """Measure and print one line per reader."""
    logdir = many_series(RUNS, POINTS)
    runs = [f"run_{run:05d}/train" for run in range(RUNS)]
    for load_fast, rounds in ROUNDS.items():
        ours, theirs = [], []
        for _ in range(rounds):
            with tensorboard(logdir, f"--load_fast={load_fast}", "--reload_interval=300") as process:
                wait_until_loaded(process, RUNS)
                ours.append(seconds(lambda process=process: complete_diagnoses(process)))
                theirs.append(seconds(lambda process=process: scalars_multirun(process, runs)))
        report(
            f"cold ./diagnoses, {RUNS:,} x {POINTS:,}, --load_fast={load_fast}",
            statistics.median(ours),
            "scalars_multirun",
            statistics.median(theirs),
            GOALS[load_fast],
        )


if __name__ == "__main__":
    main()
