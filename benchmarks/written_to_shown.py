"""From a point written to the verdict in ./diagnoses that tells of it, as a page sees it that asks every second."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

from benchmarks.log_directories import PIPELINE
from tests.support.event_files import write_scalars
from tests.support.tensorboard_process import tensorboard

RELOAD_SECONDS = 2
POLL_SECONDS = 0.5
ROUNDS = 10


def main() -> None:
    """Measure and print one line."""
    taken = []
    with tempfile.TemporaryDirectory() as scratch:
        logdir = Path(scratch)
        for index in range(ROUNDS):
            (logdir / f"run{index}").mkdir()
            (logdir / f"run{index}" / "pipeline.config").write_text(PIPELINE)
            write_scalars(logdir / f"run{index}", "learning_rate", [(100, 0.01), (200, 0.01)])
        with tensorboard(logdir, f"--reload_interval={RELOAD_SECONDS}") as process:
            process.wait_for_series(ROUNDS)
            for index in range(ROUNDS):
                # Step 2,000 asks for two drops: the rate is stuck.
                write_scalars(logdir / f"run{index}", "learning_rate", [(2000, 0.01)])
                begin = time.monotonic()
                while True:
                    rows = {row["run"]: row for row in process.route("diagnoses").json()["series"]}
                    if rows[f"run{index}"]["verdict"] == "stuck_at_initial":
                        break
                    time.sleep(POLL_SECONDS)
                taken.append(time.monotonic() - begin)
    print(
        f"point written to flag, --reload_interval={RELOAD_SECONDS}: median {statistics.median(taken):.1f} s, "
        f"at most {max(taken):.1f} s; goal at most {RELOAD_SECONDS + 1} s"
    )


if __name__ == "__main__":
    main()
