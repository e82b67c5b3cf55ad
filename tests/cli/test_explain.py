"""`tb-lrplugin explain`: every verdict and warning has its section, installed or in a checkout."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from tb_lrplugin.cli import main
from tb_lrplugin.diagnosis.verdicts import SEVERITY_OF


@pytest.mark.parametrize("verdict", SEVERITY_OF)
def test_every_verdict_has_a_section(verdict: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", verdict]) == 0
    text = capsys.readouterr().out
    assert text.lstrip().startswith(verdict)
    assert len(text.split()) > 20
    assert "images/" not in text and "](" not in text
    others = set(SEVERITY_OF) - {verdict}
    assert not [line for line in text.splitlines() if line.strip() in others], "the next section begins here"


def test_a_warning_has_a_section(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "hidden_time_decay"]) == 0
    assert "RMSprop" in capsys.readouterr().out


def test_the_section_before_the_warnings_ends_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "waiting"]) == 0
    assert "Warnings" not in capsys.readouterr().out


def test_without_a_name_all_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain"]) == 0
    text = capsys.readouterr().out
    assert all(verdict in text for verdict in SEVERITY_OF)


@pytest.mark.parametrize(
    ("name", "hint"), [("time_scald", "time_scaled"), ("xyz", "on_schedule"), ("[bold]", "waiting")]
)
def test_an_unknown_name_is_exit_2(name: str, hint: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", name]) == 2
    captured = capsys.readouterr()
    assert captured.out == "" and captured.err.count("\n") == 1
    assert f"{name} is no verdict" in captured.err and hint in captured.err


def test_a_package_without_documentation_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    # By its name the package gives the function.
    module = importlib.import_module("tb_lrplugin.cli.explain")
    monkeypatch.setattr(module, "_PLACES", (tmp_path / "verdicts.md",))
    assert main(["explain", "frozen"]) == 2
    assert "install tb-lrplugin anew" in capsys.readouterr().err
