"""`GET ./diagnoses` of 10,000 series when nothing or little changed, against the provider's own `list_scalars`.

A data server in a process of its own loads 10,000 runs of 100 points; TensorBoard asks it as `--grpc_data_provider`,
and so does this program for `list_scalars`, in turns.
"""

from __future__ import annotations

import itertools
import shutil
import statistics
import tempfile
import time
from pathlib import Path

from tensorboard.context import RequestContext

from benchmarks.log_directories import many_series
from benchmarks.measuring import complete_diagnoses, in_turns, report, seconds
from tests.support.data_server import data_server, grpc_provider
from tests.support.event_files import write_scalars
from tests.support.tensorboard_process import tensorboard

RUNS, POINTS, CHANGED = 10_000, 100, 10


def main() -> None:
    """Measure and print one line per case."""
    with tempfile.TemporaryDirectory() as scratch:
        logdir = Path(scratch) / "logs"
        shutil.copytree(many_series(RUNS, POINTS), logdir)
        with (
            data_server(logdir, Path(scratch), "--reload=1") as address,
            grpc_provider(address) as provider,
            tensorboard(logdir, "--grpc_data_provider", address) as process,
        ):

            def listed() -> dict[str, int]:
                found = provider.list_scalars(RequestContext(), experiment_id="", plugin_name="scalars")
                return {run: tags["learning_rate"].max_step for run, tags in found.items()}

            while len(listed()) < RUNS:
                time.sleep(1)
            time.sleep(10)
            assert len(complete_diagnoses(process)) == RUNS
            etag = process.route("diagnoses").headers["ETag"]

            def ask_again() -> None:
                answer = process.route("diagnoses", {"If-None-Match": etag})
                assert (answer.status, answer.body) == (304, b"")

            # As far apart as a page asks: closer together, looks would share an answer.
            unchanged, listing = in_turns(9, ask_again, listed, pause=2.6)
            report(f"./diagnoses, nothing changed, {RUNS:,} series", unchanged, "list_scalars", listing, 1.5)
            ours, theirs = [], []
            steps = itertools.count(100 * POINTS + 100, 100)
            for step in itertools.islice(steps, 9):
                for run in range(CHANGED):
                    write_scalars(logdir / f"run_{run:05d}" / "train", "learning_rate", [(step, 0.5)])
                while sum(last == step for last in listed().values()) < CHANGED:
                    time.sleep(0.1)
                time.sleep(5.0)
                headers = {"Accept-Encoding": "gzip"}
                ours.append(seconds(lambda headers=headers: process.route("diagnoses", headers)))
                theirs.append(seconds(listed))
                changed = [row for row in process.route("diagnoses").json()["series"] if row["last_step"] == step]
                assert len(changed) == CHANGED
            report(
                f"./diagnoses, {CHANGED} of {RUNS:,} series changed",
                statistics.median(ours),
                "list_scalars",
                statistics.median(theirs),
                2.0,
            )


if __name__ == "__main__":
    main()
