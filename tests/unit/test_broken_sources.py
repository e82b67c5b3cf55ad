"""One broken configuration spoils itself only."""

from __future__ import annotations

import os
import threading
from concurrent.futures import Future
from pathlib import Path

import pytest

from tb_lrplugin.data import footprint
from tb_lrplugin.data.log_data import MetadataSummary
from tb_lrplugin.data.log_root import LogRoot
from tb_lrplugin.discovery import Discovery, levels
from tb_lrplugin.discovery import discovery as module
from tb_lrplugin.discovery.levels import KnownLevels
from tb_lrplugin.frameworks import Collection, collection
from tb_lrplugin.frameworks.framework import About, Framework
from tb_lrplugin.frameworks.readers import TextFile
from tb_lrplugin.frameworks.reading import Reading
from tests.support.pipelines import pipeline
from tests.support.waiting import wait_for

PIPELINE = pipeline("constant_learning_rate { learning_rate: 0.5 }")


def collection_with(parse: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """Add a framework whose files make its reader behave as they say."""
    about = About("a framework", "any", "", "", "")
    strange = Framework("strange", about, readers=(TextFile("strange.txt", parse),))  # type: ignore[arg-type]
    frameworks = Collection([*collection().frameworks, strange])
    monkeypatch.setattr(module, "collection", lambda: frameworks)


@pytest.mark.parametrize(
    "error", [OverflowError("too large"), RecursionError("too deep"), MemoryError(), ValueError("?")]
)
def test_a_reader_that_raises_is_an_error_of_its_own_run(
    error: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(text: str) -> Reading:
        raise error

    collection_with(fail, monkeypatch)
    for name in ("broken", "healthy"):
        (tmp_path / name).mkdir()
    (tmp_path / "strange.txt").write_text("in the log directory itself")
    (tmp_path / "broken" / "strange.txt").write_text("x")
    (tmp_path / "healthy" / "pipeline.config").write_text(PIPELINE)
    discovery = Discovery(str(tmp_path), [])
    [broken] = discovery.readings_for("broken")
    assert broken.kind == "strange" and broken.where == "broken/strange.txt"
    assert broken.error is not None and type(error).__name__ in broken.error
    [healthy] = discovery.readings_for("healthy")
    assert healthy.error is None and healthy.schedule is not None


def test_a_directory_that_does_not_answer_is_named_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = threading.Event()

    def wait(text: str) -> Reading:
        answer.wait(60)
        return Reading(error="here at last")

    collection_with(wait, monkeypatch)
    monkeypatch.setattr(module, "LEVEL_SECONDS", 0.2)
    for name in ("stuck", "healthy"):
        (tmp_path / name).mkdir()
    (tmp_path / "stuck" / "strange.txt").write_text("x")
    (tmp_path / "healthy" / "pipeline.config").write_text(PIPELINE)
    discovery = Discovery(str(tmp_path), [])
    assert discovery.readings_for("stuck") == []
    assert len(discovery.readings_for("healthy")) == 1
    [unread] = discovery.unread
    assert unread.run == "stuck" and "does not answer" in unread.message
    level = discovery._known.levels["stuck"]
    assert not level.footprint.has_changed()
    answer.set()
    wait_for(level.footprint.has_changed)
    assert discovery.refresh(["stuck"]) == {"stuck"}
    assert [reading.error for reading in discovery.readings_for("stuck")] == ["here at last"]
    assert discovery.unread == []


@pytest.mark.parametrize(
    ("level", "run", "where", "what"),
    [
        ("a/b", "a/b", "a/b", "the configuration files of this directory"),
        (f"{module.CHECKPOINTS}a/b", "a/b", "/ckpt/a/b", "the checkpoints of this directory"),
        (f"{module.CHECKPOINTS}.", ".", "/ckpt", "the checkpoints of this directory"),
        (module.FALLBACK, ".", "/etc/lr.pbtxt", "this file"),
    ],
)
def test_what_does_not_answer_is_named_as_the_user_knows_it(level: str, run: str, where: str, what: str) -> None:
    known = KnownLevels()
    known.levels[level] = levels.Level((), levels.Pending(Future()))
    root = LogRoot("/logs", checkpoints="/ckpt")
    [unread] = Discovery(root, [], config_file="/etc/lr.pbtxt", known=known).unread
    assert (unread.run, unread.where) == (run, where) and f"Reading {what} takes" in unread.message


def test_directories_read_ahead_are_read_as_if_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = threading.Event()

    def parse(text: str) -> Reading:
        if text == "broken":
            raise ValueError(text)
        answer.wait(60)
        return Reading(error="here at last")

    collection_with(parse, monkeypatch)
    monkeypatch.setattr(levels, "LEVEL_SECONDS", 0.2)
    names = ("broken", "stuck", "healthy", "later")
    for name in names:
        (tmp_path / name).mkdir()
        (tmp_path / name / "pipeline.config").write_text(PIPELINE)
    (tmp_path / "broken" / "strange.txt").write_text("broken")
    (tmp_path / "stuck" / "strange.txt").write_text("x")
    known = KnownLevels()
    ahead = Discovery(str(tmp_path), [], known=known)
    ahead.read_ahead(names)
    assert {*known.levels} >= {"stuck", "healthy", "later"}
    assert [unread.run for unread in ahead.unread] == ["stuck"]
    alone = Discovery(str(tmp_path), [])
    for name in ("broken", "healthy", "later"):
        assert ahead.readings_for(name) == alone.readings_for(name)
    answer.set()


def test_a_directory_that_answers_no_more_is_named_and_the_others_are_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("healthy", "later", "stuck"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "pipeline.config").write_text(PIPELINE)
        for path in (tmp_path / name / "pipeline.config", tmp_path / name):
            # What was written a moment ago is read again without a look.
            os.utime(path, (1, 1))
    known = KnownLevels()
    discovery = Discovery(str(tmp_path), [], known=known)
    before = {name: discovery.readings_for(name) for name in ("healthy", "stuck", "later")}
    answer, identity = threading.Event(), footprint._identity

    def wait(path: str) -> tuple[int, int, int]:
        if path.endswith("stuck"):
            answer.wait(60)
        return identity(path)

    monkeypatch.setattr(footprint, "_identity", wait)
    (tmp_path / "later" / "pipeline.config").write_text(PIPELINE.replace("0.5", "0.25"))
    assert "later" in known.changed(seconds=0.2)
    assert [unread.run for unread in discovery.unread] == ["stuck"]
    # What was read of it holds until it answers, and nobody waits for it again.
    assert discovery.readings_for("stuck") == before["stuck"]
    threads = threading.active_count()
    assert "stuck" not in known.changed(seconds=0.2)
    assert threading.active_count() == threads
    answer.set()
    wait_for(lambda: "stuck" in known.changed())
    discovery.refresh(["stuck"])
    assert discovery.unread == []


def test_a_metadata_summary_that_makes_the_parser_raise_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    from tb_lrplugin.frameworks import own

    def fail(content: bytes) -> Reading:
        raise RecursionError("nested 500 deep")

    monkeypatch.setattr(own, "parse_message", fail)
    discovery = Discovery("", [MetadataSummary("run", "lr_diagnostics/optimizer_config", b"")])
    [reading] = discovery.readings_for("run")
    assert reading.error is not None and "RecursionError" in reading.error
