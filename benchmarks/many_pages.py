"""Processor time of TensorBoard while 1 and while 64 pages ask for ./diagnoses every 5 seconds (Linux)."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

from benchmarks.log_directories import many_series
from benchmarks.measuring import complete_diagnoses, wait_until_loaded
from tests.support.tensorboard_process import TensorBoardProcess, tensorboard

RUNS, POINTS = 10_000, 100
PERIOD, SECONDS = 5.0, 30.0


def main() -> None:
    """Measure and print one line per number of pages."""
    with tensorboard(many_series(RUNS, POINTS), "--reload_interval=300") as process:
        wait_until_loaded(process, RUNS)
        complete_diagnoses(process)
        for pages in (0, 1, 64):
            before = processor_seconds(process)
            stop = time.monotonic() + SECONDS
            threads = [threading.Thread(target=poll, args=(process, stop, page / 64)) for page in range(pages)]
            for thread in threads:
                thread.start()
            time.sleep(SECONDS)
            for thread in threads:
                thread.join()
            share = (processor_seconds(process) - before) / SECONDS
            print(f"{pages} pages, {RUNS:,} series, nothing changed: {100 * share:.1f} % of a processor", flush=True)


def poll(process: TensorBoardProcess, stop: float, phase: float) -> None:
    """Ask like a page does, from a moment of its own within the period."""
    time.sleep(phase * PERIOD)
    etag = ""
    while time.monotonic() < stop:
        etag = process.route("diagnoses", {"If-None-Match": etag}).headers["ETag"]
        time.sleep(PERIOD)


def processor_seconds(process: TensorBoardProcess) -> float:
    """Give the processor time that the process has taken."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
