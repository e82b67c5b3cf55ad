"""`tb-lrplugin check` on 1,000 runs of 1,000 points, against tbparse reading the same directory, as whole processes."""

from __future__ import annotations

import os
import subprocess
import sys

from benchmarks.log_directories import many_series
from benchmarks.measuring import in_turns, report

RUNS, POINTS = 1_000, 1_000
PROGRAM = "import sys, tbparse; assert len(tbparse.SummaryReader(sys.argv[1]).scalars) == int(sys.argv[2])"


def main() -> None:
    """Measure and print one line. tbparse may be installed for another Python: name that as TBPARSE_PYTHON."""
    logdir = str(many_series(RUNS, POINTS))
    theirs = [os.environ.get("TBPARSE_PYTHON", sys.executable), "-c", PROGRAM, logdir, str(RUNS * POINTS)]
    ours = [sys.executable, "-m", "tb_lrplugin", "check", "--format", "json", logdir]
    check, read = in_turns(3, lambda: run(ours), lambda: run(theirs))
    report(f"tb-lrplugin check, {RUNS:,} x {POINTS:,}", check, "tbparse", read, 1 / 10)


def run(command: list[str]) -> None:
    """Run a process to its end."""
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
