"""A new framework is one file in `tb_lrplugin/frameworks/`: written, read, diagnosed, and in the README's table."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tb_lrplugin import frameworks
from tb_lrplugin.frameworks import collection
from tb_lrplugin.frameworks.__main__ import markdown_table, sources_page
from tests.support.event_files import write_scalars
from tests.support.text_summaries import entries_of

ROOM = '''
"""Gradually, a trainer that halves its rate. It logs `optim/lr` at x updates done: the rate of the next one."""

import json

from tb_lrplugin.formats import Arguments
from tb_lrplugin.frameworks.framework import About, Advice, Framework
from tb_lrplugin.frameworks.readers import TextFile
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.frameworks.run_numbers import numbers_of
from tb_lrplugin.schedules import Exponential, ScheduleError


def _parse(text: str) -> Reading:
    settings = json.loads(text)
    given = Arguments("gradually.json", settings)
    try:
        schedule = Exponential(given.number("rate"), given.whole("every"), 0.5, staircase=True)
    except ScheduleError as error:
        return Reading(error=str(error), text=text)
    numbers = numbers_of(settings, ("accumulate",))
    return Reading(schedule=schedule, total_steps=given.whole("steps"), text=text, numbers=numbers)


GRADUALLY = Framework(
    kind="gradually",
    about=About("Gradually", "PyTorch", "`gradually.json` beside the event file"),
    readers=(TextFile("gradually.json", _parse, is_unmistakable=True),),
    tags="optim/lr",
    measures="optimizer",
    advice={"continuous": Advice(causes=("smooth is true unless it is set.",), fix='"smooth": false')},
)
'''


@pytest.fixture
def rooms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Put the room's file beside those of the package, which is all that has to be done."""
    (tmp_path / "rooms").mkdir()
    (tmp_path / "rooms" / "gradually.py").write_text(ROOM)
    monkeypatch.setattr(frameworks, "__path__", [*frameworks.__path__, str(tmp_path / "rooms")])
    collection.cache_clear()
    yield tmp_path
    collection.cache_clear()
    sys.modules.pop("tb_lrplugin.frameworks.gradually", None)


def test_one_file_is_a_framework(rooms: Path) -> None:
    assert any(
        row.endswith("| Gradually | `gradually.json` beside the event file | `gradually` |") for row in markdown_table()
    )
    assert "| Gradually | nothing | nothing | `gradually` |" in sources_page()
    halves = [(step, 0.1 * 0.5 ** (step // 100)) for step in range(0, 1000, 10)]
    smooth = [(step, 0.1 * 0.5 ** (step / 100)) for step in range(0, 1000, 10)]
    for run, settings, points in (
        ("healthy", '{"rate": 0.1, "every": 100, "steps": 1000}', halves),
        ("faulty", '{"rate": 0.1, "every": 100, "steps": 1000}', smooth),
        ("broken", '{"rate": "high", "every": 100, "steps": 1000}', halves),
    ):
        write_scalars(rooms / "logs" / run, "optim/lr", points)
        (rooms / "logs" / run / "gradually.json").write_text(settings)
    entries = {run: entry for (run, _), entry in entries_of(rooms / "logs").items()}
    assert {run: entry["verdict"] for run, entry in entries.items()} == {
        "healthy": "on_schedule",
        "faulty": "variant",
        "broken": "config_error",
    }
    assert entries["healthy"]["source"]["kind"] == "gradually"
    assert entries["healthy"]["source"]["where"] == "healthy/gradually.json"
    assert entries["healthy"]["measures"] == "optimizer"
    assert entries["faulty"]["causes"][0] == "smooth is true unless it is set."
    assert entries["faulty"]["fix"] == '"smooth": false'


def test_it_is_gone_with_its_file() -> None:
    assert all(framework.kind != "gradually" for framework in collection().frameworks)
