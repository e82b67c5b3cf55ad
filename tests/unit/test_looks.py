"""Many pages, slow disks and huge log directories: one look for everybody, and an answer in time."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tb_lrplugin.answers.contract import Progress
from tb_lrplugin.data.log_data import LogData
from tb_lrplugin.data.tags import TagFilter
from tb_lrplugin.plugin import Activity
from tb_lrplugin.workspace import Snapshot, Workspace
from tests.support.fake_provider import FakeProvider, Points
from tests.support.waiting import wait_for

FLAT: Points = [(step, 0.5) for step in range(0, 100, 10)]


class SlowProvider(FakeProvider):
    """Counts its calls, and stands still in `list_scalars` or in the reads after some until it may go on."""

    def __init__(self, runs: int, reads_before_stop: int | None = None) -> None:
        super().__init__({(f"run{index:03}", "lr"): FLAT for index in range(runs)})
        self.lists = 0
        self.read_calls = 0
        self.reads_before_stop = reads_before_stop
        self.may_list = threading.Event()
        self.may_list.set()
        self.may_read = threading.Event()

    def list_scalars(self, ctx: Any, **arguments: Any) -> Any:
        self.lists += 1
        assert self.may_list.wait(30)
        return super().list_scalars(ctx, **arguments)

    def read_scalars(self, ctx: Any, **arguments: Any) -> Any:
        if self.reads_before_stop is not None and self.read_calls >= self.reads_before_stop:
            assert self.may_read.wait(30)
        self.read_calls += 1
        return super().read_scalars(ctx, **arguments)


@pytest.fixture
def slow() -> Iterator[SlowProvider]:
    provider = SlowProvider(100, reads_before_stop=1)
    yield provider
    provider.may_read.set()
    provider.may_list.set()


def workspace_of(provider: FakeProvider, logdir: Path | None = None, **options: Any) -> Workspace:
    # Each series may have 10,000 points: 25 of them are read at a time.
    return Workspace(LogData(provider, 10_000), str(logdir) if logdir else None, TagFilter(), **options)


def snapshot_at(workspace: Workspace, progress: Progress) -> Snapshot:
    """Ask again until a look that stands still has come so far."""
    end = time.monotonic() + 30
    while (snapshot := workspace.snapshot(patience=0.05)).reading != progress:
        assert time.monotonic() < end, snapshot.reading
    return snapshot


def test_a_look_that_takes_long_answers_with_what_is_known(slow: SlowProvider) -> None:
    workspace = workspace_of(slow)
    partial = snapshot_at(workspace, {"done": 25, "total": 100})
    assert len(partial.row_texts) == len(partial.entries) == 25
    assert workspace.snapshot(patience=0.0) is partial, "those who ask at once share one answer"
    slow.may_read.set()
    whole = workspace.snapshot()
    assert whole.reading is None
    assert len(whole.row_texts) == 100
    assert whole.revision != partial.revision
    assert slow.lists == 1


def test_nothing_is_known_while_the_provider_does_not_even_list(slow: SlowProvider) -> None:
    slow.may_list.clear()
    partial = workspace_of(slow).snapshot(patience=0.05)
    assert (partial.reading, partial.row_texts, partial.problems) == ({"done": 0, "total": 0}, (), ())


def test_what_was_known_before_stays_while_more_is_read(slow: SlowProvider) -> None:
    slow.reads_before_stop = None
    now = [0.0]
    workspace = workspace_of(slow, clock=lambda: now[0])
    assert len(workspace.snapshot().row_texts) == 100
    now[0] = 10.0
    slow.reads_before_stop = 0
    slow.scalars |= {(f"run{index:03}", "lr"): [*FLAT, (100, 0.25)] for index in range(30)}
    partial = snapshot_at(workspace, {"done": 0, "total": 30})
    assert len(partial.row_texts) == 100


def test_many_pages_share_one_look(slow: SlowProvider) -> None:
    workspace = workspace_of(slow)
    with ThreadPoolExecutor(64) as pages:
        answers = [pages.submit(workspace.snapshot) for _ in range(64)]
        wait_for(lambda: slow.read_calls == 1)
        slow.may_read.set()
        snapshots = {id(answer.result(timeout=30)) for answer in answers}
    assert len(snapshots) == 1
    assert slow.lists == 1
    assert len(slow.reads) == 100


def test_64_pages_that_poll_cost_what_one_costs() -> None:
    provider = SlowProvider(3)
    now = [0.0]
    workspace = workspace_of(provider, clock=lambda: now[0])
    for second in range(10):
        for page in range(64):
            now[0] = second + page / 64
            workspace.snapshot()
    # One look in 0.2 s, as for one page.
    assert provider.lists == 50
    assert len(provider.reads) == 3


def test_looks_that_take_long_are_further_apart() -> None:
    provider = SlowProvider(3)
    now = [0.0]
    workspace = workspace_of(provider, clock=lambda: now[0])
    listed = provider.list_scalars

    seconds = [0.0]

    def slowly(ctx: Any, **arguments: Any) -> Any:
        now[0] += seconds[0]
        return listed(ctx, **arguments)

    provider.list_scalars = slowly  # type: ignore[method-assign]
    for took, fresh in ((0.1, 2.0), (0.005, 0.2), (20.0, 5.0)):
        seconds[0] = took
        workspace.snapshot()
        before = provider.lists
        now[0] += fresh - 0.01
        workspace.snapshot()
        assert provider.lists == before
        now[0] += 0.02


def test_an_error_reaches_all_who_wait_and_the_next_look_recovers(slow: SlowProvider) -> None:
    slow.may_list.clear()
    workspace = workspace_of(slow)
    slow.reads_before_stop = None
    points, slow.scalars = slow.scalars, None  # type: ignore[assignment]
    with ThreadPoolExecutor(4) as pages:
        answers = [pages.submit(workspace.snapshot) for _ in range(4)]
        wait_for(lambda: slow.lists == 1)
        time.sleep(0.1)
        slow.may_list.set()
        for answer in answers:
            with pytest.raises(AttributeError):
                answer.result(timeout=30)
    slow.scalars = points
    assert len(workspace.snapshot().row_texts) == 100


def test_a_change_that_a_failed_look_saw_is_not_lost(tmp_path: Path) -> None:
    from tests.support.pipelines import pipeline

    (tmp_path / "pipeline.config").write_text(pipeline("constant_learning_rate { learning_rate: 0.5 }"))
    provider = FakeProvider({("a", "learning_rate"): FLAT})
    now = [0.0]
    workspace = workspace_of(provider, tmp_path, clock=lambda: now[0])
    assert [entry["verdict"] for entry in workspace.snapshot().entries] == ["constant_by_config"]
    (tmp_path / "pipeline.config").write_text(pipeline("constant_learning_rate { learning_rate: 0.25 }"))
    read, provider.read_scalars = provider.read_scalars, None  # type: ignore[method-assign, assignment]
    now[0] = 10.0
    assert [entry["verdict"] for entry in workspace.snapshot().entries] == ["not_diagnosed"]
    provider.read_scalars = read  # type: ignore[method-assign]
    now[0] = 20.0
    assert [entry["verdict"] for entry in workspace.snapshot().entries] == ["constant_mismatch"]


class TestLive:
    """As TensorBoard's page is served: for days, from rows alone."""

    def test_no_entry_is_kept(self) -> None:
        snapshot = workspace_of(SlowProvider(3), is_live=True).snapshot()
        assert len(snapshot.row_texts) == 3
        assert snapshot.entries == ()

    def test_the_rows_are_those_of_the_command_line(self) -> None:
        provider = SlowProvider(3)
        assert workspace_of(provider, is_live=True).snapshot().row_texts == workspace_of(provider).snapshot().row_texts

    def test_a_config_file_that_appears_is_noticed(self, tmp_path: Path) -> None:
        from tests.support.pipelines import pipeline

        (tmp_path / "a").mkdir()
        workspace = workspace_of(FakeProvider({("a", "learning_rate"): FLAT}), tmp_path, is_live=True)
        assert [row["verdict"] for row in workspace.snapshot().rows()] == ["no_schedule"]
        (tmp_path / "a" / "pipeline.config").write_text(pipeline("constant_learning_rate { learning_rate: 0.5 }"))
        end = time.monotonic() + 60
        while workspace.snapshot().rows()[0]["verdict"] != "constant_by_config":
            assert time.monotonic() < end
            time.sleep(0.5)


class TestActivity:
    def test_it_answers_from_memory_while_a_look_hangs(self) -> None:
        may_end = threading.Event()

        def look() -> bool:
            assert may_end.wait(30)
            return True

        activity = Activity(look)
        try:
            seconds = []
            for _ in range(200):
                begin = time.perf_counter()
                assert activity.is_active() is False
                seconds.append(time.perf_counter() - begin)
            assert sorted(seconds)[len(seconds) // 2] < 0.1
        finally:
            may_end.set()
        wait_for(activity.is_active)
