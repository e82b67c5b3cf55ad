"""What the benchmarks share: timing in turns, and waiting for TensorBoard."""

from __future__ import annotations

import json
import os
import statistics
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.support.tensorboard_process import TensorBoardProcess


def seconds(action: Callable[[], object]) -> float:
    """Time one call."""
    begin = time.perf_counter()
    action()
    return time.perf_counter() - begin


def processor_seconds(pid: int) -> float:
    """Give the processor time of a process and its children so far (Linux); it tells what load on the machine hides."""
    return sum(map(ticks_of, (pid, *children_of(pid)))) / os.sysconf("SC_CLK_TCK")


def children_of(pid: int) -> list[int]:
    """List the processes that a process started, by any of its threads (Linux)."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return [int(child) for task in tasks for child in (task / "children").read_text().split()]


def ticks_of(pid: int) -> int:
    """Give the processor time of a process alone, in ticks of the system's clock (Linux)."""
    # utime and stime, after the name in brackets that may hold anything.
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def kibibytes_of(pid: int) -> dict[str, int]:
    """Give the memory of a process (Linux), "VmRSS" now and "VmHWM" at most among it; nothing of one that has ended."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return {line.split(":")[0]: int(line.split()[1]) for line in lines if line.startswith("Vm")}


def proportional_kibibytes_of(pid: int) -> int:
    """Give the memory of a process, what it shares with others divided among them (Linux); 0 of one that has ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def in_turns(rounds: int, *actions: Callable[[], object], pause: float = 0.0) -> list[float]:
    """Time several calls in turns, so that a slow moment of the machine meets all of them; medians in seconds."""
    times: list[list[float]] = [[] for _ in actions]
    for _ in range(rounds):
        for action, taken in zip(actions, times, strict=True):
            time.sleep(pause)
            taken.append(seconds(action))
    return [statistics.median(taken) for taken in times]


def report(what: str, ours: float, against: str, theirs: float, goal: float, unit: str = "s") -> None:
    """Print one line of the table."""
    print(
        f"{what}: {ours:.3g} {unit}; {against}: {theirs:.3g} {unit}; "
        f"ratio {ours / theirs:.3f}, goal at most {goal:.3g}",
        flush=True,
    )


def complete_diagnoses(process: TensorBoardProcess) -> list[dict[str, object]]:
    """Ask for ./diagnoses until a look is through; the page does the same."""
    while True:
        body = process.route("diagnoses", {"Accept-Encoding": "identity"}).json()
        if body.get("reading") is None:
            rows: list[dict[str, object]] = body["series"]
            return rows


def wait_until_loaded(process: TensorBoardProcess, runs: int) -> None:
    """Wait until TensorBoard lists every run, and its answers have stopped growing."""
    while len(json.loads(process.get("data/plugin/scalars/tags").body)) < runs:
        time.sleep(1)
    # Runs appear before all of their points do; a quiet while ends the first load.
    time.sleep(10)


def scalars_multirun(process: TensorBoardProcess, runs: Sequence[str], tag: str = "learning_rate") -> None:
    """Fetch every point through TensorBoard's own route."""
    form = [("tag", tag)] + [("runs", run) for run in runs]
    request = urllib.request.Request(
        f"{process.url}/data/plugin/scalars/scalars_multirun", data=urllib.parse.urlencode(form).encode()
    )
    with urllib.request.urlopen(request, timeout=600) as response:
        response.read()
