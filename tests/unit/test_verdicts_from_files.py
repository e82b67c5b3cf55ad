"""Runs without their event files have the verdicts that they have with them."""

from __future__ import annotations

import csv
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from tb_lrplugin.data.local_provider import open_provider
from tb_lrplugin.data.log_data import ALL_POINTS, LogData, SeriesKey
from tb_lrplugin.workspace import Snapshot
from tests.support.command_line import look, told, without_events
from tests.support.labelled import CORPUS, LOGS, needs_corpus


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(LOGS / "ultralytics-sgd", id="sgd"),
        *(
            pytest.param(CORPUS / "fw" / name, id=name, marks=needs_corpus)
            for name in ("y83-sgd", "y84-sgd", "y84-auto", "y84-frozen")
        ),
    ],
)
def test_results_have_the_verdicts_of_their_event_files(case: Path, tmp_path: Path) -> None:
    found = look(without_events(case, tmp_path / "copy"))
    assert len(found.entries) > 0 and told(found) == told(look(case))
    assert all(entry["detail"].endswith("The points are from results.csv.") for entry in found.entries)


@pytest.mark.parametrize("name", ["lightning-stuck", "lightning-step-per-epoch"])
def test_metrics_have_the_verdicts_of_their_event_files(name: str, tmp_path: Path) -> None:
    case = LOGS / name
    copy = without_events(case, tmp_path / "copy")
    with open_provider(str(case)) as provider:
        data = LogData(provider, ALL_POINTS)
        keys = [SeriesKey("version_0", tag) for tag in data.list_scalars()["version_0"]]
        every = [series for series in data.read_series(keys) if "lr" in series.tag or series.tag == "epoch"]
    with open(copy / "version_0" / "metrics.csv", "w", newline="") as file:
        rows = csv.DictWriter(file, ["step", *(series.tag for series in every)])
        rows.writeheader()
        for series in every:
            for step, value in zip(series.steps, series.values, strict=True):
                rows.writerow({"step": step, series.tag: float(value)})
    assert told(look(copy)) == told(look(case))


@needs_corpus
@pytest.mark.parametrize(
    "name", ["hf4_cosine", "hf4_own_onecycle", "hf5_constant", "hf5_linear_overwritten", "hf5_linear_twice"]
)
def test_a_trainers_state_has_the_verdict_of_its_run(name: str, tmp_path: Path) -> None:
    case = CORPUS.parent / "checkpoints" / name
    found = look(without_events(case, tmp_path / "copy"))

    def judged(snapshot: Snapshot) -> list[tuple[Any, ...]]:
        return [
            (entry["tag"], entry["verdict"], entry["source"]["kind"], entry["schedule"], entry["warnings"])
            for entry in snapshot.entries
        ]

    assert judged(found) == judged(look(case)) and len(found.entries) == 1


def test_a_checkpoint_before_the_last_row_is_of_the_run(tmp_path: Path) -> None:
    """The file tells no times but that of its last row, which is later than the checkpoint of a run that goes on."""
    shutil.copy(LOGS / "checkpoint-never-stepped" / "checkpoint.pth", tmp_path)
    os.utime(tmp_path / "checkpoint.pth", (1.7e9, 1.7e9))
    (tmp_path / "metrics.csv").write_text("step,train/lr\n" + "".join(f"{step},0.001\n" for step in range(0, 300, 10)))
    [entry] = look(tmp_path).entries
    assert (entry["verdict"], entry["source"]["kind"]) == ("stuck_at_initial", "checkpoint")
