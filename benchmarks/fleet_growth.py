"""How `tb-lrplugin check` grows with the number of runs: the processor's time for each, and the memory at the peak.

python -m benchmarks.fleet_growth [RUNS ...]

Runs of ten points, each with a configuration, 100 in a directory; 1,000, 10,000 and 100,000 of them where nothing else
is said. By one process and in parts, whose memory is told apart from that of the one that puts them together (Linux).
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import NamedTuple

from benchmarks.log_directories import many_in_groups
from benchmarks.measuring import children_of, kibibytes_of, ticks_of

SIZES = (1_000, 10_000, 100_000)


class Taken(NamedTuple):
    """Processor seconds of all processes; bytes at the peak, of the command and of the largest that it started."""

    seconds: float
    own_bytes: int
    worker_bytes: int


def taken(logdir: Path, *flags: str) -> Taken:
    """Check a log directory."""
    command = [sys.executable, "-m", "tb_lrplugin", "check", str(logdir), "--format", "jsonl", "--fail-on", "never"]
    with subprocess.Popen([*command, *flags], stdout=subprocess.DEVNULL) as process:
        seen: dict[int, tuple[int, int]] = {}
        is_over = threading.Event()
        watcher = threading.Thread(target=_watch, args=(process.pid, seen, is_over))
        watcher.start()
        # Its end is waited for without taking it away: what it used is read until then.
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        is_over.set()
        watcher.join()
    if process.returncode:
        raise SystemExit(f"the check of {logdir} ended with {process.returncode}: nothing was measured")
    ticks = sum(ticks for ticks, _ in seen.values())
    own = seen.pop(process.pid)
    return Taken(ticks / os.sysconf("SC_CLK_TCK"), own[1], max((peak for _, peak in seen.values()), default=0))


def _watch(root: int, seen: dict[int, tuple[int, int]], is_over: threading.Event) -> None:
    """Note ticks and peak memory of a process and all below it, as long as they are there."""
    while not is_over.wait(0.05):
        for pid in _below(root):
            with contextlib.suppress(OSError):
                ticks, peak = ticks_of(pid), kibibytes_of(pid).get("VmHWM", 0)
                if peak:
                    seen[pid] = ticks, 1024 * peak


def _below(root: int) -> list[int]:
    try:
        children = children_of(root)
    except OSError:
        return [root]
    return [root, *(pid for child in children for pid in _below(child))]


def main() -> None:
    """Measure and print a line each."""
    first: dict[tuple[str, ...], float] = {}
    for runs in map(int, sys.argv[1:] or SIZES):
        logdir = many_in_groups(runs)
        for flags in ((), ("--jobs", "2")):
            begin = time.perf_counter()
            found = taken(logdir, *flags)
            passed = time.perf_counter() - begin
            each = 1e3 * found.seconds / runs
            growth = each / first.setdefault(flags, each)
            print(
                f"{runs:,} runs {' '.join(flags)}: {found.seconds:.1f} s of the processor ({passed:.0f} s passed), "
                f"{each:.2f} ms each, {growth:.2f} of the first; "
                f"{found.own_bytes / 2**20:.0f} MiB, largest other process {found.worker_bytes / 2**20:.0f} MiB",
                flush=True,
            )


if __name__ == "__main__":
    main()
