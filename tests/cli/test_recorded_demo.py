"""`tb-lrplugin demo --recorded`: every verdict to look at, without TensorFlow."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tb_lrplugin.cli import main
from tb_lrplugin.demo import ALL_RUNS, RECORDED
from tb_lrplugin.diagnosis.verdicts import SEVERITY_OF

MOST_BYTES = 1_000_000
# A fault of this tool or of a file, which no training makes.
UNTRAINED = {"not_diagnosed"}


def test_it_has_a_run_of_every_verdict(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", str(tmp_path), "--recorded"]) == 0
    assert {path.name for path in tmp_path.iterdir()} == {*ALL_RUNS}
    capsys.readouterr()
    main(["check", str(tmp_path), "--format", "json"])
    report = json.loads(capsys.readouterr().out)
    assert report["problems"] == []
    assert {entry["verdict"] for entry in report["series"]} == set(SEVERITY_OF) - UNTRAINED
    # Two trainings in one directory would look like a restart.
    assert main(["demo", str(tmp_path), "--recorded"]) == 2


def test_it_is_small_and_tells_nothing_of_where_it_was_made() -> None:
    files = [path for path in Path(RECORDED).rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < MOST_BYTES
    assert {path.name for path in files if "tfevents" in path.name} == {"events.out.tfevents.1.demo.v2"}


def test_it_is_shown_at_an_address_of_ones_own(tmp_path: Path) -> None:
    with subprocess.Popen(
        command_for(tmp_path, 0), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline().strip()
            assert line.startswith("http://localhost:") and line.endswith("/#lr_diagnostics")
            with urllib.request.urlopen(line.partition("#")[0], timeout=20) as answer:
                assert answer.status == 200
        finally:
            process.terminate()
            process.wait()


def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("localhost", 0))
        taken.listen()
        answer = subprocess.run(command_for(tmp_path, taken.getsockname()[1]), capture_output=True, text=True)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert "Choose another with --port" in answer.stderr


def command_for(logdir: Path, port: int) -> list[str]:
    return [sys.executable, "-m", "tb_lrplugin", "demo", str(logdir), "--recorded", "--port", str(port)]
