"""Memory of the TensorBoard process on 10,000 runs of 100 points, with and without the plugin (Linux)."""

from __future__ import annotations

import time

from benchmarks.log_directories import many_series
from benchmarks.measuring import complete_diagnoses, kibibytes_of, wait_until_loaded
from tests.support.tensorboard_process import TensorBoardProcess, tensorboard

RUNS, POINTS = 10_000, 100
LOOKS = 5


def main() -> None:
    """Measure and print one line."""
    logdir = many_series(RUNS, POINTS)
    found = {}
    for module in ("benchmarks.tensorboard_without", "benchmarks.tensorboard_with"):
        with tensorboard(logdir, "--reload_interval=5", module=module) as process:
            # As a page does: TensorBoard's own plugins import TensorFlow for it where that is installed.
            process.get("data/plugins_listing")
            wait_until_loaded(process, RUNS)
            if module.endswith("_with"):
                for _ in range(LOOKS):
                    assert len(complete_diagnoses(process)) == RUNS
                    time.sleep(2)
            found[module] = megabytes(process)
    (resident, peak), (resident_with, peak_with) = found.values()
    print(
        f"memory of TensorBoard, {RUNS:,} x {POINTS}: {resident:.0f} MB without the plugin, {resident_with:.0f} MB "
        f"with it; added {resident_with - resident:.0f} MB, at most {peak_with - peak:.0f} MB; goal at most 150 MB"
    )


def megabytes(process: TensorBoardProcess) -> tuple[float, float]:
    """Give the resident memory of the process, now and at most."""
    values = kibibytes_of(process.pid)
    return values["VmRSS"] * 1024 / 1e6, values["VmHWM"] * 1024 / 1e6


if __name__ == "__main__":
    main()
