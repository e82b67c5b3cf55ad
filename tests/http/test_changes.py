"""What happens to runs while TensorBoard looks on: they go on, start again, are deleted, get their config file late."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import BOTH_DATA_SERVERS, PIPELINE
from tests.support.event_files import write_scalars
from tests.support.tensorboard_process import TensorBoardProcess, tensorboard_alone

HALVED = [(step, 0.01 * 0.5 ** (step // 100)) for step in range(10, 401, 10)]


def wait_for(process: TensorBoardProcess, condition: Callable[[dict[str, dict[str, Any]]], bool]) -> dict[str, Any]:
    """Ask for ./diagnoses, as a page does, until the rows by run are as expected."""
    end = time.monotonic() + 60
    while True:
        rows = {row["run"]: row for row in process.route("diagnoses").json()["series"]}
        if condition(rows):
            return rows
        assert time.monotonic() < end, rows
        time.sleep(0.5)


def verdict(rows: dict[str, dict[str, Any]], run: str) -> str | None:
    return rows[run]["verdict"] if run in rows else None


@pytest.mark.parametrize("load_fast", BOTH_DATA_SERVERS)
def test_a_run_from_its_first_point_to_its_end(tmp_path: Path, load_fast: str) -> None:
    write_scalars(tmp_path / "stays", "learning_rate", HALVED)
    write_scalars(tmp_path / "run", "learning_rate", [(step, 0.01) for step, _ in HALVED])
    with tensorboard_alone(tmp_path, f"--load_fast={load_fast}") as process:
        rows = wait_for(process, lambda rows: len(rows) == 2 and rows["run"]["last_step"] == 400)
        assert verdict(rows, "run") == "no_schedule"

        (tmp_path / "run" / "pipeline.config").write_text(PIPELINE.format(decay_steps="100"))
        wait_for(process, lambda rows: verdict(rows, "run") == "stuck_at_initial")

        (tmp_path / "run" / "pipeline.config").write_text(PIPELINE.format(decay_steps="800720"))
        wait_for(process, lambda rows: verdict(rows, "run") == "flat_by_design")

        time.sleep(1.1)
        write_scalars(tmp_path / "run", "learning_rate", [(1000, 0.005)])
        wait_for(process, lambda rows: rows["run"]["last_step"] == 1000)
        assert process.route("series", run="run", tag="learning_rate").json()["logged"]["last"] == pytest.approx(0.005)

        shutil.rmtree(tmp_path / "run")
        wait_for(process, lambda rows: set(rows) == {"stays"})
        assert process.route("series", run="run", tag="learning_rate").status == 404

        (tmp_path / "run").mkdir()
        (tmp_path / "run" / "pipeline.config").write_text(PIPELINE.format(decay_steps="100"))
        write_scalars(tmp_path / "run", "learning_rate", HALVED)
        wait_for(process, lambda rows: verdict(rows, "run") == "on_schedule")
        assert [line for line in process.output if "Traceback" in line] == []
