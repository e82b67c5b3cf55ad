"""A directory of 100,000 files beside the events: looked at within seconds, and hardly any of them opened."""

from __future__ import annotations

from pathlib import Path

import pytest

from tb_lrplugin.data.files import Directory
from tb_lrplugin.data.footprint import Footprint
from tb_lrplugin.frameworks import collection
from tb_lrplugin.frameworks.readers import Traces
from tests.support.command_line import look
from tests.support.event_files import write_scalars
from tests.support.pace import quiet_seconds
from tests.support.pipelines import pipeline

ENTRIES = 100_000
MOST_SECONDS = 2.0
MOST_OPENED = 500
NAMES = ("{}.config", "{}.py", "{}.json", "{}.yaml", "checkpoint-{}", "epoch={}.ckpt", "model_{}.pth", "{}")


@pytest.mark.parametrize("name", NAMES)
def test_a_look_at_it_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    names = sorted(name.format(number) for number in range(ENTRIES))
    opened: list[str] = []

    def read(_: Footprint, path: str) -> bytes:
        opened.append(path)
        return b""

    monkeypatch.setattr(Footprint, "list_directory", lambda _, path: names if path == str(tmp_path) else [])
    monkeypatch.setattr(Footprint, "read_file", read)
    monkeypatch.setattr(Footprint, "open_ranges", read)

    def is_looked_at() -> None:
        opened.clear()
        assert list(collection().read(Traces(Directory(str(tmp_path), ".")))) == []

    assert quiet_seconds(is_looked_at, MOST_SECONDS) <= MOST_SECONDS
    assert len(opened) <= MOST_OPENED


def test_a_run_that_nothing_speaks_for_is_told_what_was_not_opened(tmp_path: Path) -> None:
    write_scalars(tmp_path / "many" / "train", "learning_rate", [(step, 0.5) for step in range(10)])
    for number in range(101):
        (tmp_path / "many" / f"{number}.config").write_text(pipeline("constant_learning_rate { learning_rate: 0.5 }"))
    [entry] = look(tmp_path).entries
    assert entry["verdict"] == "no_schedule"
    assert "In many lie 101 files *.config, too many to be opened" in entry["detail"]
    assert "name it pipeline.config." in entry["detail"]
    (tmp_path / "many" / "0.config").rename(tmp_path / "many" / "pipeline.config")
    [entry] = look(tmp_path).entries
    assert entry["verdict"] == "constant_by_config"
