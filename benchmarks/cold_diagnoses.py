"""`GET ./diagnoses`, cold, against TensorBoard's own route for the same points.

Starts TensorBoard on 1,000 runs of 1,000 points, once for each of its readers, waits until all are loaded,
then times the first `GET ./diagnoses`, one with nothing changed, and `POST scalars_multirun` for the same points.
"""

from __future__ import annotations

import json
import time
import urllib.parse
import urllib.request

from benchmarks.log_directories import many_series
from tests.support.tensorboard_process import TensorBoardProcess, tensorboard

RUNS, POINTS = 1_000, 1_000


def main() -> None:
    """Measure and print one line per reader."""
    logdir = many_series(RUNS, POINTS)
    print(f"{RUNS:,} series of {POINTS:,} points; seconds")
    for load_fast in ("true", "false"):
        with tensorboard(logdir, f"--load_fast={load_fast}", "--reload_interval=300") as process:
            wait_until_loaded(process)
            cold = seconds(lambda process=process: process.route("diagnoses"))
            time.sleep(1.5)
            warm = seconds(lambda process=process: process.route("diagnoses"))
            theirs = seconds(lambda process=process: scalars_multirun(process))
            print(
                f"--load_fast={load_fast:5}  cold {cold:6.2f}  nothing changed {warm:6.2f}  "
                f"scalars_multirun {theirs:6.2f}  cold / scalars_multirun {cold / theirs:.2f}"
            )


def wait_until_loaded(process: TensorBoardProcess) -> None:
    """Wait until TensorBoard lists the last step of every run."""
    while True:
        times = json.loads(process.get("data/plugin/scalars/tags").body)
        if len(times) == RUNS and len(json.loads(process.get("data/runs").body)) == RUNS:
            break
        time.sleep(1)
    # Runs appear before all of their points do; a quiet while ends the first load.
    time.sleep(10)


def scalars_multirun(process: TensorBoardProcess) -> None:
    """Fetch every point through TensorBoard's own route."""
    form = [("tag", "learning_rate")] + [("runs", f"run_{run:05d}/train") for run in range(RUNS)]
    request = urllib.request.Request(
        f"{process.url}/data/plugin/scalars/scalars_multirun", data=urllib.parse.urlencode(form).encode()
    )
    with urllib.request.urlopen(request, timeout=600) as response:
        response.read()


def seconds(action: object) -> float:
    """Time one call."""
    begin = time.perf_counter()
    action()  # type: ignore[operator]
    return time.perf_counter() - begin


if __name__ == "__main__":
    main()
