"""Looks and answers that interleave: in turn by hand, and many at once."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from tb_lrplugin.data.log_data import LogData, SeriesKey
from tb_lrplugin.data.tags import TagFilter
from tb_lrplugin.diagnosis.engine import diagnose
from tb_lrplugin.workspace import Snapshot, Workspace
from tb_lrplugin.workspace.flight import Flight
from tb_lrplugin.workspace.records import Records
from tests.support.fake_provider import FakeProvider
from tests.support.made_series import series_of

WAIT = 30.0


class Looks:
    """A flight whose looks begin and end when the test says so."""

    def __init__(self) -> None:
        self.now = 0.0
        self.count = 0
        self.parts = 0
        self.begun = threading.Semaphore(0)
        self.may_end = threading.Semaphore(0)
        self.error: Exception | None = None
        self.flight = Flight(self.look, self.known_so_far, lambda: self.now)

    def look(self) -> Snapshot:
        self.count += 1
        number = self.count
        self.begun.release()
        assert self.may_end.acquire(timeout=WAIT)
        if self.error is not None:
            raise self.error
        return Snapshot(f"whole {number}", (), (), ())

    def known_so_far(self) -> Snapshot:
        self.parts += 1
        return Snapshot(f"part {self.parts}", (), (), ())

    def ask(self, patience: float | None = None) -> str:
        return self.flight.snapshot(patience).revision

    def let_end(self) -> None:
        self.may_end.release()


@pytest.fixture
def pages() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(8) as executor:
        yield executor


def test_who_asks_while_a_look_is_under_way_gets_what_it_saw(pages: ThreadPoolExecutor) -> None:
    looks = Looks()
    first = pages.submit(looks.ask)
    assert looks.begun.acquire(timeout=WAIT)
    others = [pages.submit(looks.ask) for _ in range(5)]
    looks.let_end()
    assert {answer.result(WAIT) for answer in [first, *others]} == {"whole 1"}
    assert looks.count == 1


def test_the_impatient_get_one_part_after_another_until_the_look_ends(pages: ThreadPoolExecutor) -> None:
    looks = Looks()
    patient = pages.submit(looks.ask)
    assert looks.begun.acquire(timeout=WAIT)
    assert [looks.ask(0.0), looks.ask(0.0)] == ["part 1", "part 1"]
    looks.now = 1.0
    assert looks.ask(0.0) == "part 2"
    looks.let_end()
    assert patient.result(WAIT) == looks.ask(0.0) == "whole 1", "no part outlives the look"
    looks.now = 10.0
    later = pages.submit(looks.ask)
    assert looks.begun.acquire(timeout=WAIT)
    assert looks.ask(0.0) == "part 3", "nor is a part of one look told of the next"
    looks.let_end()
    assert later.result(WAIT) == "whole 2"


def test_a_look_that_fails_leaves_what_was_seen_before_to_nobody(pages: ThreadPoolExecutor) -> None:
    looks = Looks()
    looks.let_end()
    assert looks.ask() == "whole 1"
    assert looks.begun.acquire(timeout=WAIT)
    looks.now, looks.error = 10.0, ConnectionError("gone")
    failed = [pages.submit(looks.ask) for _ in range(3)]
    assert looks.begun.acquire(timeout=WAIT)
    looks.let_end()
    for answer in failed:
        with pytest.raises(ConnectionError):
            # Who came too late for this look began another.
            looks.let_end()
            answer.result(WAIT)


def test_records_are_whole_while_others_change_them() -> None:
    records = Records(keeps_entries=True)
    diagnoses = [diagnose(series_of(range(5), np.full(5, 0.1), run=f"run{index}"), []) for index in range(40)]
    keys = [SeriesKey(diagnosis.series.run, diagnosis.series.tag) for diagnosis in diagnoses]
    is_over = threading.Event()

    def change() -> None:
        for _ in range(20):
            for key, diagnosis in zip(keys, diagnoses, strict=True):
                records.keep(key, (), diagnosis)
            records.forget_all_but(set(keys[::2]))
        is_over.set()

    revisions: list[str] = []
    with ThreadPoolExecutor(3) as executor:
        changes = executor.submit(change)
        while not is_over.is_set():
            snapshot = records.so_far()
            revisions.append(snapshot.revision)
            runs = [row["run"] for row in snapshot.rows()]
            assert runs == sorted(set(runs)) == [entry["run"] for entry in snapshot.entries]
        changes.result(WAIT)
    assert len(set(revisions)) == len(revisions)


def test_pages_that_click_while_a_look_goes_on_see_one_world() -> None:
    """Reads of single series beside looks, while runs come and go."""
    provider = FakeProvider({(f"run{index}", "lr"): [(step, 0.5) for step in range(10)] for index in range(20)})
    # Its clock is fast: what looks share is old after a twentieth of a second.
    workspace = Workspace(LogData(provider), None, TagFilter(), clock=lambda: 100 * time.monotonic())
    end = time.monotonic() + 1.0

    def poll() -> int:
        answers = 0
        # A thread may begin late on a busy machine.
        while not answers or time.monotonic() < end:
            snapshot = workspace.snapshot(0.01)
            assert len(snapshot.entries) == len(snapshot.row_texts)
            answers += 1
        return answers

    def click() -> None:
        while time.monotonic() < end:
            diagnosis = workspace.diagnose_one("run3", "lr")
            assert diagnosis is not None and len(diagnosis.series) >= 10

    def train() -> None:
        step = 10
        while time.monotonic() < end:
            provider.scalars = {
                **provider.scalars,
                ("run3", "lr"): [(at, 0.5) for at in range(step)],
                (f"new{step}", "lr"): [(0, 0.5), (1, 0.25)],
            }
            step += 1
            time.sleep(0.01)

    with ThreadPoolExecutor(8) as executor:
        polls = [executor.submit(poll) for _ in range(4)]
        others = [executor.submit(click), executor.submit(click), executor.submit(train)]
        for other in others:
            other.result(WAIT)
        for answers in polls:
            assert answers.result(WAIT), "every page got an answer"
    for _ in range(2):  # The first may have begun while training went on.
        time.sleep(0.1)
        workspace.snapshot()
    assert {row["run"] for row in workspace.snapshot().rows()} == {run for run, _ in provider.scalars}
