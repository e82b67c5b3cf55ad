"""`tb-lrplugin check --watch`, and the bar of a look that takes long."""

from __future__ import annotations

import dataclasses
import io
import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from tb_lrplugin.cli import main, progress, watch
from tb_lrplugin.report.looking import look
from tests.support.event_files import write_scalars
from tests.support.labelled import LOGS
from tests.support.waiting import wait_for


@pytest.fixture(scope="module")
def looks() -> list[Any]:
    """Two looks at a run: on schedule, then stuck."""
    return [look(str(LOGS / case)) for case in ("metadata-on-schedule", "object-detection-stuck")]


@pytest.fixture(autouse=True)
def without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "_PAUSE_SECONDS", 0.0)
    monkeypatch.setattr(watch, "_LOOK_SHARE", 1.0)


def in_turn(looks: list[Any]) -> Any:
    waiting: Iterator[Any] = itertools.chain([looks[0], looks[0]], itertools.repeat(looks[1]))
    return lambda: next(waiting)


def test_it_ends_with_the_first_error_and_tells_each_change_once(
    looks: list[Any], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    heard = tmp_path / "heard.json"
    last = watch.watch("logs", in_turn(looks), f"cat >> {heard}", until_error=True)
    assert last is looks[1]
    lines = capsys.readouterr().out.splitlines()
    assert [line[0] for line in lines] == ["✓", "◆"]
    report = json.loads(heard.read_text())
    assert (report["version"], report["series"][0]["verdict"]) == (1, "stuck_at_initial")


def test_a_problem_is_told_once_where_there_is_no_table(looks: list[Any], capsys: pytest.CaptureFixture[str]) -> None:
    problem = {"where": "a\x1b/events", "message": "This is damaged.", "unread": True}
    broken = dataclasses.replace(looks[0], problems=(problem,))
    watch.watch("logs", in_turn([looks[0], broken]), "", until_error=True)
    assert capsys.readouterr().out.splitlines()[1:] == ["! a\\x1b/events: This is damaged."]


def test_the_table_follows_steps_where_no_verdict_changes(looks: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    entry = {**looks[0].entries[0], "steps": {**looks[0].entries[0]["steps"], "last": 987_654}}
    later = dataclasses.replace(looks[0], entries=(entry,))
    waiting = iter([looks[0], later, looks[1]])
    written = Terminal()
    monkeypatch.setattr("sys.stdout", written)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "160")
    watch.watch("logs", lambda: next(waiting), "", until_error=True)
    assert "987654" in written.getvalue()


def test_a_command_that_fails_is_told(looks: list[Any], capsys: pytest.CaptureFixture[str]) -> None:
    watch.watch("logs", in_turn(looks), "exit 3", until_error=True)
    assert "ended with 3" in capsys.readouterr().err


def test_the_table_has_the_worst_and_counts_the_rest(looks: list[Any]) -> None:
    console = Console(file=io.StringIO(), width=140)
    two = type("Snapshot", (), {"entries": looks[1].entries * 3, "problems": looks[0].problems})()
    console.print(watch._table("logs", two, 2))
    text = console.file.getvalue()  # type: ignore[attr-defined]
    assert text.count("◆") == 2
    assert f"{len(looks[1].entries) * 3 - 2} more series below" in text


def test_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_scalars(tmp_path, "learning_rate", [(0, 0.1), (1, float("nan"))])
    assert main(["check", "--watch", "--until-error", str(tmp_path)]) == 1
    assert "NaN" in capsys.readouterr().out


@pytest.mark.parametrize("flags", [("--until-error",), ("--on-change", "x"), ("--watch", "--format", "json")])
def test_flags_that_do_not_go_together(
    flags: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", *flags, str(tmp_path)]) == 2
    assert "--watch" in capsys.readouterr().err


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("kind", "is_shown"), [(Terminal, True), (io.StringIO, False)])
def test_a_bar_is_for_terminals_alone(kind: Any, is_shown: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_PATIENCE_SECONDS", 0.0)
    monkeypatch.setattr(progress, "_STEP_SECONDS", 0.01)
    written = kind()
    monkeypatch.setattr("sys.stderr", written)
    monkeypatch.setattr("sys.stdout", kind())
    monkeypatch.setenv("TERM", "xterm")
    with progress.shown_progress(lambda: (30, 40)):
        if is_shown:
            wait_for(lambda: "30 of 40" in written.getvalue())
    assert ("30 of 40" in written.getvalue()) == is_shown


def test_nothing_flashes_before_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    written = Terminal()
    monkeypatch.setattr("sys.stderr", written)
    monkeypatch.setattr("sys.stdout", Terminal())
    with progress.shown_progress(lambda: None):
        pass
    assert written.getvalue() == ""
