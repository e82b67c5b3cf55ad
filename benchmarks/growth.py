"""How the first look grows with the number of series: 100, 1,000 and 10,000 of 100 points, each in a fresh process."""

from __future__ import annotations

import statistics
import subprocess
import sys

from benchmarks.log_directories import many_series

POINTS = 100
SIZES = (100, 1_000, 10_000)
ROUNDS = 5

PROGRAM = """
import sys, time
from tb_lrplugin.data.log_data import LogData
from tb_lrplugin.data.tags import TagFilter
from tb_lrplugin.data.local_provider import open_provider
from tb_lrplugin.workspace import Workspace
warm, logdir, runs = sys.argv[1], sys.argv[2], int(sys.argv[3])
for directory in (warm, logdir):
    with open_provider(directory) as provider:
        workspace = Workspace(LogData(provider), directory, TagFilter(), is_live=True)
        provider.list_scalars(None, experiment_id="", plugin_name="scalars")
        begin = time.perf_counter()
        snapshot = workspace.snapshot()
        taken = time.perf_counter() - begin
assert len(snapshot.row_texts) == runs
print(taken)
"""


def main() -> None:
    """Measure and print one line per size."""
    # Two runs under other names, so that what is imported late is imported.
    warm = many_series(2, 1)
    times: dict[int, list[float]] = {size: [] for size in SIZES}
    for _ in range(ROUNDS):
        for size in SIZES:
            command = [sys.executable, "-c", PROGRAM, str(warm), str(many_series(size, POINTS)), str(size)]
            times[size].append(float(subprocess.run(command, capture_output=True, check=True, text=True).stdout))
    first = statistics.median(times[SIZES[0]]) / SIZES[0]
    for size in SIZES:
        each = statistics.median(times[size]) / size
        print(
            f"cold, {size:,} series: {1000 * each:.3f} ms per series; "
            f"ratio to {SIZES[0]} series {each / first:.2f}, goal at most 1.2"
        )


if __name__ == "__main__":
    main()
