"""The demo: every run gets the verdict that it is there to show, from both of TensorBoard's readers."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tb_lrplugin import demo
from tb_lrplugin.data.log_data import LogData
from tb_lrplugin.data.tags import TagFilter
from tb_lrplugin.workspace import Workspace

VERDICTS = {
    "flat_by_design/train": "flat_by_design",
    "decay_as_meant/train": "on_schedule",
    "stuck": "stuck_at_initial",
    "schedule_object": "on_schedule",
    "frozen": "frozen",
    "too_fast": "time_scaled",
    "restarted": "restarted",
    "broken_config/train": "config_error",
}


@pytest.fixture(scope="module")
def demo_logdir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's runs, trained once."""
    logdir = tmp_path_factory.mktemp("demo")
    lines: list[str] = []
    demo.train_all(str(logdir), lines.append, demo.RUNS)
    assert all(any(name in line for line in lines) for name in demo.RUNS)
    return logdir


def test_verdicts(demo_logdir: Path, open_logdir: Callable[[Path], Any]) -> None:
    with open_logdir(demo_logdir) as provider:
        snapshot = Workspace(LogData(provider), str(demo_logdir), TagFilter()).snapshot()
    entries = {entry["run"]: entry for entry in snapshot.entries}
    assert {run: entry["verdict"] for run, entry in entries.items()} == VERDICTS
    assert snapshot.problems == ()
    warned = {run: [warning["id"] for warning in entry["warnings"]] for run, entry in entries.items()}
    assert {run: ids for run, ids in warned.items() if ids} == {
        "flat_by_design/train": ["hidden_time_decay", "first_drop_beyond_run"]
    }
    assert entries["flat_by_design/train"]["next_change"]["step"] == 800_720
    assert entries["stuck"]["evidence"]["phase"] == "burn-in"
    assert entries["frozen"]["evidence"]["phase"] == "mid-decay"
    assert entries["too_fast"]["evidence"]["time_scale"] == 4
    assert entries["restarted"]["evidence"]["restart_steps"] == [1200]
    assert "line 20, column 24" in entries["broken_config/train"]["detail"]
    assert entries["stuck"]["schedule"] == entries["schedule_object"]["schedule"]
    assert entries["stuck"]["source"]["kind"] == "metadata"


def test_refuses_to_train_into_runs_that_are_there(tmp_path: Path) -> None:
    (tmp_path / "stuck").mkdir()
    with pytest.raises(FileExistsError, match="it holds stuck already"):
        demo.train_all(str(tmp_path), print)
    assert [path.name for path in tmp_path.iterdir()] == ["stuck"]


def test_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import_module = builtins.__import__

    def without_tensorflow(name: str, *arguments: Any, **options: Any) -> Any:
        if name == "tensorflow":
            raise ImportError("No module named 'tensorflow'")
        return import_module(name, *arguments, **options)

    monkeypatch.setattr(builtins, "__import__", without_tensorflow)
    with pytest.raises(ImportError, match=r"trains with TensorFlow.*--recorded"):
        demo.train_all(str(tmp_path), print)
    assert list(tmp_path.iterdir()) == []
