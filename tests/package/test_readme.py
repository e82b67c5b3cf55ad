"""The README shows what a newcomer will see, and names no command that there is not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tb_lrplugin.cli import main
from tb_lrplugin.data.log_root import why_not_read
from tests.support.labelled import LOGS

README = (LOGS.parents[1] / "README.md").read_text(encoding="utf-8")


def test_the_sample_is_what_the_terminal_shows(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (sample,) = re.findall(r"^```text\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    monkeypatch.setenv("COLUMNS", "110")
    assert main(["check", str(LOGS / "lightning-stuck")]) == 1
    shown = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
    at = -1
    for line in sample.splitlines():
        if line.strip() != "...":
            at = shown.index(line, at + 1)


def test_the_second_line_says_whom_it_serves_and_the_first_block_is_an_answer() -> None:
    lines = [line for line in README.splitlines() if line]
    assert lines[1].startswith("For everyone who trains")
    blocks = re.findall(r"^    .+$", README, re.MULTILINE)
    assert [block.split()[0] for block in blocks[:2]] == ["pip", "tb-lrplugin"]
    # One screen to the first answer.
    assert README[: README.index("```text")].count("\n") < 20


@pytest.mark.parametrize("command", re.findall(r"`tb-lrplugin ([^`]+)`", README[: README.index("## How to read")]))
def test_every_command_is_one(command: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    words = [str(tmp_path / "none") if word in ("runs", "pipeline.config") else word for word in command.split()]
    code = main(words)
    error = capsys.readouterr().err
    assert code == 0 or (code == 2 and ("does not exist" in error or "cannot be read" in error))


@pytest.mark.parametrize(("path", "extra"), [("s3://bucket/logs", "[s3]"), ("gs://bucket/logs", "[gcs]")])
def test_what_is_not_installed_is_named_by_its_extra(path: str, extra: str) -> None:
    assert extra in README
    assert f"pip install 'tb-lrplugin{extra}'" in why_not_read(path, ImportError("no such package"))
    assert why_not_read(path, OSError(13, "Permission denied")) == "Permission denied"
    assert why_not_read("memory://logs", ImportError("install it")) == "install it"
