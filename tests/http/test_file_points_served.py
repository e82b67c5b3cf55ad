"""Runs without event files in the tab: shown, drawn, and followed while their files grow."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import BOTH_DATA_SERVERS
from tests.support.labelled import LOGS
from tests.support.tensorboard_process import TensorBoardProcess, tensorboard_alone
from tests.support.waiting import wait_for


def asked(condition: Callable[[], bool]) -> float:
    return wait_for(condition, seconds=60.0, every=0.2)


def verdicts(process: TensorBoardProcess) -> dict[str, str]:
    return {row["tag"]: row["verdict"] for row in process.route("diagnoses").json()["series"]}


@pytest.mark.parametrize("load_fast", BOTH_DATA_SERVERS)
def test_a_run_without_event_files_is_served(tmp_path: Path, load_fast: str) -> None:
    run = tmp_path / "run"
    shutil.copytree(LOGS / "ultralytics-results-padded", run)
    whole = (run / "results.csv").read_text()
    lines = whole.splitlines(keepends=True)
    (run / "results.csv").write_text("".join(lines[:9]))
    with tensorboard_alone(tmp_path, f"--load_fast={load_fast}") as process:
        asked(lambda: len(verdicts(process)) == 3)
        assert set(verdicts(process).values()) == {"on_schedule"}
        asked(lambda: process.get("data/plugins_listing").json()["lr_diagnostics"]["enabled"])
        series = process.route("series", run="run", tag="lr/pg0").json()
        assert series["steps"]["last"] == 8 and len(series["points"]["step"]) == 8
        assert series["detail"].endswith("The points are from run/results.csv.")

        (run / "results.csv").write_text(whole)
        last = {"run": "run", "tag": "lr/pg0"}
        seconds = asked(lambda: process.route("series", **last).json()["steps"]["last"] == 12)
        assert seconds < 7, "a file that is known does not wait for the next walk, one in ten seconds"
        assert set(verdicts(process).values()) == {"on_schedule"}
        assert [line for line in process.output if "Traceback" in line] == []
