"""A reader that waits for ever is given up, one that takes long is not."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest

from tb_lrplugin.cli import main
from tb_lrplugin.data import standstill
from tb_lrplugin.data.background import in_background
from tb_lrplugin.data.local_provider import failures_of, open_python_reader
from tb_lrplugin.data.log_data import LogData
from tb_lrplugin.data.standstill import NoAnswerError, awaited, work_of
from tests.support.event_files import write_scalars


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standstill, "_LONGEST_SECONDS", 0.5)


@pytest.mark.usefixtures("short")
def test_a_call_that_stands_still_is_given_up() -> None:
    answer = threading.Event()
    call = in_background("stuck", lambda: answer.wait(60))
    with pytest.raises(NoAnswerError, match="logs does not answer"):
        awaited(call, "logs", lambda: 0.0)
    answer.set()


@pytest.mark.usefixtures("short")
def test_a_call_that_works_is_waited_for() -> None:
    begin = time.monotonic()
    call = in_background("busy", lambda: time.sleep(1.0))
    awaited(call, "logs", lambda: time.monotonic() - begin)
    assert call.done()


def test_a_call_that_fails_raises_what_it_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        awaited(in_background("broken", lambda: 1 / 0), "logs", lambda: 0.0)


@pytest.mark.skipif(not Path("/proc/self/io").exists(), reason="no /proc there")
def test_the_work_of_a_process_grows_as_it_reads(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x" * 100_000)
    before = work_of(os.getpid())
    (tmp_path / "file").read_bytes()
    assert work_of(os.getpid()) >= before + 100_000
    # Of a process that is gone nothing is known, and it is not given up for that.
    assert work_of(2**22 + 1) < work_of(2**22 + 1)


@pytest.mark.usefixtures("short")
def test_a_data_server_that_waits_for_ever_ends_the_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    server = tmp_path / "server"
    server.write_text("#!/bin/sh\nexec sleep 60\n")
    server.chmod(0o755)
    monkeypatch.setenv("TENSORBOARD_DATA_SERVER_BINARY", str(server))
    monkeypatch.setattr("tb_lrplugin.data.local_provider._END_SECONDS", 0.2)
    assert main(["check", str(tmp_path)]) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith(f"tb-lrplugin: {tmp_path} does not answer")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes there")
def test_the_python_reader_passes_a_named_pipe_over(tmp_path: Path) -> None:
    for run in ("pipe", "healthy"):
        write_scalars(tmp_path / run, "lr", [(1, 0.5)])
    os.mkfifo(tmp_path / "pipe" / "events.out.tfevents.9999999999.host")
    assert set(LogData(open_python_reader(str(tmp_path))).list_scalars()) == {"pipe", "healthy"}


def test_the_python_reader_names_a_wrong_checksum_whatever_reads_for_it(tmp_path: Path) -> None:
    """In a process that has imported TensorFlow its own file layer reads, with errors of its own."""
    write_scalars(tmp_path / "broken", "lr", [(step, 0.5) for step in range(9)])
    [file] = (tmp_path / "broken").iterdir()
    content = bytearray(file.read_bytes())
    content[-40] ^= 0xFF
    file.write_bytes(content)
    [failure] = failures_of(open_python_reader(str(tmp_path)))
    assert (failure.where, "wrong checksum" in failure.message) == (f"broken/{file.name}", True)
