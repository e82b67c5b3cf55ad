"""`tb-lrplugin check` on two processes against one, in turn, and with `--state` where a tenth of the runs has changed.

python -m benchmarks.in_parts [RUNS] [POINTS]
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.log_directories import many_series

ROUNDS = 5


def taken(logdir: Path, *flags: str) -> float:
    """Check a log directory in a process of its own; give the seconds."""
    command = [sys.executable, "-m", "tb_lrplugin", "check", str(logdir), "--format", "jsonl", "--fail-on", "never"]
    begin = time.perf_counter()
    subprocess.run([*command, *flags], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin


def main() -> None:
    """Measure and print one line each."""
    runs, points = (int(number) for number in (sys.argv[1:] + ["2000", "1000"][len(sys.argv) - 1 :]))
    logdir = many_series(runs, points)
    ratios, kept = [], []
    with tempfile.TemporaryDirectory() as scratch:
        state = ("--state", f"{scratch}/state.json")
        taken(logdir, *state)
        for _ in range(ROUNDS):
            one = taken(logdir)
            ratios.append(one / taken(logdir, "--jobs", "2"))
            for run in range(runs // 10):
                (logdir / f"run_{run:05d}" / "pipeline.config").touch()
            kept.append(one / taken(logdir, *state))
    print(f"{runs:,} runs of {points:,} points: two processes {statistics.median(ratios):.2f} times as fast as one")
    print(f"with --state, a tenth of the runs changed: {statistics.median(kept):.2f} times as fast as anew")


if __name__ == "__main__":
    main()
