"""`GET ./series` of a series of 1,000,000 points, against the provider's public call that reads them."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from tensorboard.context import RequestContext
from tensorboard.data import provider as tensorboard_provider

from benchmarks.log_directories import many_series
from benchmarks.measuring import in_turns, report
from tests.support.data_server import data_server, grpc_provider
from tests.support.tensorboard_process import tensorboard

POINTS = 1_000_000
GOAL_BYTES = 2_000_000


def main() -> None:
    """Measure and print two lines."""
    logdir = many_series(1, POINTS)
    run, tag = "run_00000/train", "learning_rate"
    flags = ["--reload=300", "--samples-per-plugin=scalars=all"]
    with (
        tempfile.TemporaryDirectory() as scratch,
        data_server(logdir, Path(scratch), *flags) as address,
        grpc_provider(address) as provider,
        tensorboard(logdir, "--grpc_data_provider", address, "--samples_per_plugin", "scalars=0") as process,
    ):

        def read() -> int:
            points = provider.read_scalars(
                RequestContext(),
                experiment_id="",
                plugin_name="scalars",
                downsample=2 * POINTS,
                run_tag_filter=tensorboard_provider.RunTagFilter(runs=[run], tags=[tag]),
            )
            return len(points.get(run, {}).get(tag, ()))

        while read() < POINTS:
            time.sleep(1)
        answer = process.route("series", run=run, tag=tag)
        assert answer.json()["steps"]["count"] == POINTS
        ours, theirs = in_turns(5, lambda: process.route("series", run=run, tag=tag), read, pause=1.1)
        report(f"./series, {POINTS:,} points", ours, "the public read_scalars", theirs, 1 / 2)
        print(f"./series, {POINTS:,} points: {len(answer.body) / 1e6:.2f} MB uncompressed; goal at most 2 MB")


if __name__ == "__main__":
    main()
