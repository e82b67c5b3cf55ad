"""`lr_diagnostics.yaml`: what people know of and leave as it is."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tb_lrplugin import check
from tb_lrplugin.cli import main
from tb_lrplugin.data.local_provider import open_provider
from tb_lrplugin.data.log_data import LogData
from tb_lrplugin.data.tags import TagFilter
from tb_lrplugin.workspace import Workspace
from tests.conftest import PIPELINE
from tests.support.event_files import write_scalars


@pytest.fixture
def logdir(tmp_path: Path) -> Path:
    """Two runs that are stuck, one that is not."""
    for run, rates in {"sweep/a": [0.01] * 40, "sweep/b": [0.01] * 40}.items():
        write_run(tmp_path, run, rates)
    write_run(tmp_path, "good", [0.01 * 0.5 ** (step // 100) for step in range(0, 400, 10)])
    return tmp_path


def write_run(logdir: Path, run: str, rates: list[float]) -> None:
    write_scalars(logdir / run, "learning_rate", [(10 * index, rate) for index, rate in enumerate(rates)])
    (logdir / run / "pipeline.config").write_text(PIPELINE.format(decay_steps="100"))


def acknowledge(logdir: Path, *entries: dict[str, Any]) -> None:
    # JSON is YAML.
    (logdir / "lr_diagnostics.yaml").write_text(json.dumps({"acknowledged": entries}))


STUCK = {"run": "sweep/*", "verdict": "stuck_at_initial", "reason": "a baseline without decay"}


def report_of(logdir: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, Any]]:
    code = main(["check", str(logdir), "--format", "json"])
    return code, json.loads(capsys.readouterr().out)


def test_it_fails_no_check_and_is_listed(logdir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert report_of(logdir, capsys)[0] == 1
    acknowledge(logdir, STUCK)
    code, report = report_of(logdir, capsys)
    assert (code, report["problems"]) == (0, [])
    known = {entry["run"]: entry["acknowledged"] for entry in report["series"]}
    where = "lr_diagnostics.yaml, entry 1"
    text = f"Acknowledged: a baseline without decay ({where})"
    told = {"reason": "a baseline without decay", "until": None, "where": where, "text": text}
    assert known == {"sweep/a": told, "sweep/b": told, "good": None}
    # The verdict stays what it is.
    assert {entry["severity"] for entry in report["series"]} == {"error", "ok"}
    assert main(["check", str(logdir), "--fail-on", "notice"]) == 0
    text = capsys.readouterr().out
    assert f"Acknowledged: a baseline without decay ({where})" in text
    assert "3 series: 1 ok, 2 acknowledged" in text
    assert "likely causes" not in text
    assert main(["check", str(logdir), "--format", "github"]) == 0
    assert "::error" not in capsys.readouterr().out


def test_python_tells_it_too(logdir: Path) -> None:
    acknowledge(logdir, STUCK)
    report = check(logdir)
    assert not report.fails("notice")
    assert [one.acknowledged for one in report.select(run="sweep/a")] == ["a baseline without decay"]


def test_an_empty_tag_stands_for_any(logdir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    acknowledge(logdir, {**STUCK, "tag": None})
    assert report_of(logdir, capsys)[0] == 0


def test_one_run_and_one_tag_alone(logdir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    acknowledge(logdir, {**STUCK, "run": "sweep/a", "tag": "learning_*"})
    code, report = report_of(logdir, capsys)
    assert code == 1
    assert [entry["run"] for entry in report["series"] if entry["acknowledged"]] == ["sweep/a"]


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        (
            {**STUCK, "verdict": "frozen"},
            "It no longer fits: sweep/. learning_rate is stuck_at_initial now, not frozen",
        ),
        ({**STUCK, "run": "gone/*"}, "No series has a run like 'gone/\\*'"),
        ({**STUCK, "until": "2020-01-31"}, "It was good until 2020-01-31: .* counts again"),
        ({**STUCK, "until": "soon"}, "It acknowledges nothing: until is 'soon', no date"),
        ({**STUCK, "until": "2999-06-30junk"}, "It acknowledges nothing: until is '2999-06-30junk', no date"),
        ({**STUCK, "verdict": "stuk"}, "'stuk' is no verdict"),
        ({"run": "sweep/*", "verdict": "frozen"}, "'reason' is missing"),
        ({**STUCK, "runs": "x"}, "'runs' is no key of an entry"),
    ],
)
def test_what_does_not_fit_is_told(
    logdir: Path, capsys: pytest.CaptureFixture[str], entry: dict[str, Any], message: str
) -> None:
    acknowledge(logdir, entry)
    code, report = report_of(logdir, capsys)
    assert code == 1
    (problem,) = report["problems"]
    assert problem["where"] == "lr_diagnostics.yaml, entry 1"
    assert not problem["unread"]
    assert re.search(message, problem["message"])


@pytest.mark.parametrize("text", ["acknowledged: [", "- run: a", "", "acknowledged: 1"])
def test_a_broken_file_is_told_and_spoils_nothing(logdir: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
    (logdir / "lr_diagnostics.yaml").write_text(text)
    code, report = report_of(logdir, capsys)
    assert (code, len(report["series"])) == (1, 3)
    (problem,) = report["problems"]
    assert "Nothing is acknowledged" in problem["message"]


def test_it_counts_while_the_tab_is_open(logdir: Path) -> None:
    now = 0.0
    with open_provider(str(logdir)) as provider:
        workspace = Workspace(LogData(provider), str(logdir), TagFilter(), lambda: now, is_live=True)
        assert not any(row["acknowledged"] for row in workspace.snapshot().rows())
        acknowledge(logdir, STUCK)
        now += 100
        rows = workspace.snapshot().rows()
        assert [row["run"] for row in rows if row["acknowledged"]] == ["sweep/a", "sweep/b"]
        (logdir / "lr_diagnostics.yaml").unlink()
        now += 100
        assert not any(row["acknowledged"] for row in workspace.snapshot().rows())
