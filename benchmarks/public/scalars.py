"""The logged scalars of a run as a table, for tools that read no event files, or not those of this run."""

from __future__ import annotations

import bisect
import csv
import re
from pathlib import Path
from typing import Any

from benchmarks.public.labelled_runs import LabelledRun
from tb_lrplugin.data.local_provider import open_provider

# Names that the tools know, and the tags that mean it. A loss of several is the one with the shortest name.
_COLUMNS = {
    "loss": re.compile(r"(?!.*(val|eval|test))(.*[^a-z])?loss", re.IGNORECASE),
    "val_loss": re.compile(r".*(val|eval|test)(.*[^a-z])?loss", re.IGNORECASE),
    "grad_norm": re.compile(r".*grad(ient)?[ _]?norm", re.IGNORECASE),
}
# Points of runs without event files; the tools know these files by their names.
_FILES = ("trainer_state.json", "metrics.csv", "results.csv")

Columns = dict[str, list[tuple[int, float]]]


def write_tables(root: Path, runs: list[LabelledRun], folder: Path) -> dict[str, Path]:
    """Write a CSV file for every run whose event files hold scalars, and find the file of points of the others.

    Args:
      root: the log directory of all the runs.
      runs: whose tables are wanted.
      folder: where they are written.

    Returns:
      The file by the run's name; runs without points are not in it.
    """
    tables = {}
    with open_provider(str(root)) as provider:
        points = _points(provider)
    for index, run in enumerate(runs):
        columns = table_of(points.get(run.name, {}), next(iter(run.faults or run.verdicts)))
        files = [path for name in _FILES for path in sorted(run.directory.rglob(name))]
        if columns["lr"]:
            tables[run.name] = folder / f"{index}.csv"
            _write(tables[run.name], columns)
        elif files:
            tables[run.name] = files[0]
    return tables


def table_of(points: Columns, tag: str) -> Columns:
    """Choose the columns that tools look for among a run's scalars: "lr", and what is there of the others.

    Args:
      points: steps and values of every tag.
      tag: the learning rate's.
    """
    columns = {"lr": points.get(tag, [])}
    for column, pattern in _COLUMNS.items():
        named = [other for other in points if other != tag and pattern.match(other)]
        if named:
            columns[column] = points[min(named, key=len)]
    return columns


def rows_of(columns: Columns) -> list[dict[str, float]]:
    """Put the columns side by side: a row for every step at which a loss was logged, or else a rate.

    What was logged at other steps is the last value so far, as a callback would see it; before the first there is none.
    """
    steps = [step for step, _ in columns.get("loss") or columns["lr"]]
    rows = []
    for step in steps:
        row: dict[str, float] = {"step": step}
        for column, logged in columns.items():
            at = bisect.bisect_right(logged, step, key=lambda point: point[0])
            if at:
                row[column] = logged[at - 1][1]
        rows.append(row)
    return rows


def _write(path: Path, columns: Columns) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, ["step", *columns])
        writer.writeheader()
        writer.writerows(rows_of(columns))


def _points(provider: Any) -> dict[str, Columns]:
    """Read every scalar of every run: steps and values by run and tag."""
    from tensorboard.context import RequestContext

    read = provider.read_scalars(RequestContext(), experiment_id="", plugin_name="scalars", downsample=1_000_000)
    return {
        run: {tag: [(point.step, point.value) for point in points] for tag, points in tags.items()}
        for run, tags in read.items()
    }
