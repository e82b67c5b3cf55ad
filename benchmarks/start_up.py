"""TensorBoard's start with and without the plugin: seconds from the command to the address it prints."""

from __future__ import annotations

import statistics
import time
from pathlib import Path

from benchmarks.log_directories import many_series
from benchmarks.measuring import report
from tests.support.tensorboard_process import tensorboard

ROUNDS = 15


def main() -> None:
    """Measure and print one line."""
    logdir = many_series(100, 100)
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(start(logdir, "benchmarks.tensorboard_with"))
        theirs.append(start(logdir, "benchmarks.tensorboard_without"))
    report("TensorBoard's start with the plugin", statistics.median(ours), "without", statistics.median(theirs), 1.05)


def start(logdir: Path, module: str) -> float:
    """Time from the command to the address."""
    begin = time.perf_counter()
    with tensorboard(logdir, module=module):
        return time.perf_counter() - begin


if __name__ == "__main__":
    main()
