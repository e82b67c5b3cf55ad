"""The first look against its floor: the data server's own call for all points, made into columns, and nothing else.

Both are made in this process, in turns, over 1,000 and 10,000 runs of 1,000 points. Counted is processor time, of this
process and the data server, since other work on the machine stretches what passes by the clock.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable

from benchmarks.log_directories import many_series
from benchmarks.measuring import children_of, report, ticks_of
from tb_lrplugin.data.local_provider import open_provider
from tb_lrplugin.data.log_data import LogData, SeriesKey
from tb_lrplugin.data.tags import TagFilter
from tb_lrplugin.workspace import Workspace

POINTS = 1_000
SIZES = ((1_000, 7), (10_000, 1))
GOAL, GROWTH = 1.8, 12.0
# Threads of the look before have ended when so little is used in such a while.
_QUIET_SECONDS, _WHILE = 0.01, 0.5


def main() -> None:
    """Measure and print one line a size, and how the look grows."""
    looks = []
    # What is imported late is imported.
    measure(2, 1)
    for runs, rounds in SIZES:
        floor, look = measure(runs, rounds)
        looks.append(look)
        report(f"first look, {runs:,} x {POINTS:,}, processor time", look, "call and columns", floor, GOAL)
    report("first look, 10,000 runs", looks[1], "1,000 runs", looks[0], GROWTH)


def measure(runs: int, rounds: int) -> tuple[float, float]:
    """Give the processor seconds of reading all points alone, and of a first look; medians."""
    logdir = str(many_series(runs, POINTS))
    with open_provider(logdir) as provider:
        servers = children_of(os.getpid())
        keys = [SeriesKey(run, tag) for run, tags in LogData(provider).list_scalars().items() for tag in tags]

        def read() -> None:
            data = LogData(provider)
            data.list_scalars()
            assert sum(1 for _ in data.read_series(keys)) == runs

        def look() -> None:
            workspace = Workspace(LogData(provider), logdir, TagFilter(), is_live=True)
            assert len(",".join(workspace.snapshot().row_texts)) > runs

        pairs = [(used(read, servers), used(look, servers)) for _ in range(rounds)]
    floors, looks = zip(*pairs, strict=True)
    return statistics.median(floors), statistics.median(looks)


def used(action: Callable[[], None], servers: list[int]) -> float:
    """Give the processor seconds that a call uses, in this process and in others."""
    while True:
        begin = time.process_time()
        time.sleep(_WHILE)
        if time.process_time() - begin < _QUIET_SECONDS:
            break
    begin, before = time.process_time(), sum(map(ticks_of, servers))
    action()
    ticks = sum(map(ticks_of, servers)) - before
    return time.process_time() - begin + ticks / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
