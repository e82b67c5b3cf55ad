"""`tb-lrplugin check` on two processes against one, in turn, and with `--state` where a tenth of the runs has changed.

python -m benchmarks.in_parts [RUNS] [POINTS]

One process with its data server already takes more than one core, so it is held to one as well, which tells what the
second is worth. Beside the time that passes stands the processor's: on a machine that does other work only that tells
what two processes take more than one (Linux).
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from benchmarks.log_directories import many_series

ROUNDS = 3
_PR_SET_CHILD_SUBREAPER = 36


class Taken(NamedTuple):
    """Seconds that passed, and the processor's."""

    passed: float
    processor: float


def taken(logdir: Path, *flags: str, cores: int = 2) -> Taken:
    """Check a log directory in a process of its own, held to so many cores with all that it starts; wait for them."""
    command = [sys.executable, "-m", "tb_lrplugin", "check", str(logdir), "--format", "jsonl", "--fail-on", "never"]
    begin, before, all_cores = time.perf_counter(), _of_children(), os.sched_getaffinity(0)
    # What is begun from here inherits it.
    os.sched_setaffinity(0, sorted(all_cores)[:cores])
    try:
        subprocess.run([*command, *flags], check=True, stdout=subprocess.DEVNULL)
    finally:
        os.sched_setaffinity(0, all_cores)
    passed = time.perf_counter() - begin
    with contextlib.suppress(ChildProcessError):
        while True:
            os.wait()
    return Taken(passed, _of_children() - before)


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Measure and print one line each."""
    # What begins the processes of `--jobs` ends after the command, and is waited for here.
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1)
    runs, points = (int(number) for number in (sys.argv[1:] + ["2000", "1000"][len(sys.argv) - 1 :]))
    logdir = many_series(runs, points)
    on_one_core, one, two, again = [], [], [], []
    with tempfile.TemporaryDirectory() as scratch:
        state = ("--state", f"{scratch}/state.json")
        taken(logdir, *state)
        for _ in range(ROUNDS):
            on_one_core.append(taken(logdir, cores=1))
            one.append(taken(logdir))
            two.append(taken(logdir, "--jobs", "2"))
            for run in range(runs // 10):
                (logdir / f"run_{run:05d}" / "pipeline.config").touch()
            again.append(taken(logdir, *state))
    print(f"{runs:,} runs of {points:,} points: two processes {_ratio(one, two, 0):.2f} times as fast as one,")
    print(
        f"in {1 / _ratio(one, two, 1):.2f} times the processor time: {_median(two, 1):.1f} s, {_median(one, 1):.1f} s"
    )
    print(
        f"two processes on two cores {_ratio(on_one_core, two, 0):.2f} times as fast as one with its server on one core"
    )
    print(f"with --state, a tenth of the runs changed: {_ratio(one, again, 0):.2f} times as fast as anew")


def _ratio(some: list[Taken], others: list[Taken], which: int) -> float:
    return statistics.median(a[which] / b[which] for a, b in zip(some, others, strict=True))


def _median(some: list[Taken], which: int) -> float:
    return statistics.median(taken[which] for taken in some)


if __name__ == "__main__":
    main()
