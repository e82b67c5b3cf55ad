"""What cannot be read is named in time, also where a file system does not answer."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest

from tb_lrplugin.data.log_root import LogRoot
from tb_lrplugin.data.tags import TagFilter
from tb_lrplugin.workspace import unread
from tb_lrplugin.workspace.unread import UnreadParts
from tests.support.waiting import wait_for


@pytest.mark.parametrize("in_background", [True, False])
def test_a_directory_that_does_not_answer_is_named(
    in_background: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "stuck").mkdir()
    answer, scan = threading.Event(), os.scandir

    def wait(path: str) -> object:
        if str(path).endswith("stuck"):
            answer.wait(60)
        return scan(path)

    monkeypatch.setattr(os, "scandir", wait)
    monkeypatch.setattr(unread, "_LONGEST_STEP_SECONDS", 0.3)
    parts = UnreadParts(LogRoot(str(tmp_path)), TagFilter(), time.monotonic, in_background=in_background)
    if in_background:
        wait_for(parts.have_changed)
    else:
        assert parts.have_changed()
    [problem] = parts.problems({}, [])
    assert problem["unread"] and problem["where"] == "stuck"
    assert "do not answer" in problem["message"]
    assert not parts.have_changed()
    answer.set()
    wait_for(parts.have_changed)
    assert parts.problems({}, []) == []


def test_no_event_file_is_opened_before_the_first_diagnoses(tmp_path: Path) -> None:
    (tmp_path / "events.out.tfevents.1").write_bytes(b"version https://git-lfs.github.com/spec/v1\n")
    parts = UnreadParts(LogRoot(str(tmp_path)), TagFilter(), time.monotonic, in_background=True)
    for _ in range(20):
        assert not parts.have_changed()
        time.sleep(0.01)
    # The first look has ended: from here on they are opened without waiting for the next walk.
    wait_for(lambda: parts.problems({}, []))
    [problem] = parts.problems({}, [])
    assert "git lfs pull" in problem["message"]
