"""The workspace: what is read again when something changes, and what one failure leaves standing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tb_lrplugin.data.log_data import LogData
from tb_lrplugin.data.tags import TagFilter
from tb_lrplugin.diagnosis import engine
from tb_lrplugin.diagnosis.verdicts import VERDICTS
from tb_lrplugin.protos import optimizer_config_pb2 as pb
from tb_lrplugin.schedules import Constant, to_message
from tb_lrplugin.workspace import Snapshot, Workspace
from tests.support.fake_provider import FakeProvider, Points
from tests.support.pipelines import pipeline

FLAT: Points = [(step, 0.5) for step in range(0, 100, 10)]
CONSTANT = pipeline("constant_learning_rate { learning_rate: 0.5 }")
OTHER = pipeline("constant_learning_rate { learning_rate: 0.25 }")
TAG = "lr_diagnostics/optimizer_config"


class Looks:
    """A workspace over a fake provider, with a clock that moves from look to look."""

    def __init__(self, provider: FakeProvider, logdir: Path | None = None, samples: int | None = None) -> None:
        self.provider = provider
        self.now = 0.0
        self.workspace = Workspace(
            LogData(provider, samples), str(logdir) if logdir else None, TagFilter(), lambda: self.now
        )

    def look(self) -> Snapshot:
        self.now += 10.0
        self.provider.reads.clear()
        return self.workspace.snapshot()

    def verdicts(self) -> dict[tuple[str, str], str]:
        return {(entry["run"], entry["tag"]): entry["verdict"] for entry in self.look().entries}


def two_runs() -> FakeProvider:
    return FakeProvider({("a", "lr"): FLAT, ("b", "lr"): FLAT, ("b", "loss"): FLAT})


def config(tag: str = "") -> bytes:
    content: bytes = pb.OptimizerConfig(version=1, tag=tag, schedule=to_message(Constant(0.5))).SerializeToString()
    return content


def test_only_learning_rates_are_read() -> None:
    looks = Looks(two_runs())
    assert looks.verdicts() == {("a", "lr"): "no_schedule", ("b", "lr"): "no_schedule"}
    assert sorted(looks.provider.reads) == [("a", "lr"), ("b", "lr")]


def test_only_what_changed_is_read_again() -> None:
    looks = Looks(two_runs())
    looks.look()
    looks.look()
    assert looks.provider.reads == []
    looks.provider.scalars["b", "lr"] = [*FLAT, (100, 0.25)]
    entries = {entry["run"]: entry for entry in looks.look().entries}
    assert looks.provider.reads == [("b", "lr")]
    assert entries["b"]["logged"]["last"] == 0.25
    assert entries["a"]["logged"]["last"] == 0.5


def test_looks_close_together_share_one_answer() -> None:
    looks = Looks(two_runs())
    first = looks.look()
    looks.provider.scalars["c", "lr"] = FLAT
    looks.now += 0.15
    assert looks.workspace.snapshot() is first
    looks.now += 0.15
    assert len(looks.workspace.snapshot().entries) == 3


def test_a_deleted_run_disappears() -> None:
    looks = Looks(two_runs())
    looks.look()
    del looks.provider.scalars["a", "lr"]
    assert looks.verdicts() == {("b", "lr"): "no_schedule"}
    assert looks.provider.reads == []


def test_a_run_that_starts_again_in_place_is_read_again() -> None:
    """The same steps under other wall times: nothing but those tells."""
    looks = Looks(two_runs())
    looks.look()
    looks.provider.scalars["a", "lr"] = [(step, 0.25) for step, _ in FLAT]
    looks.provider.restarts["a", "lr"] = 3600.0
    entries = {entry["run"]: entry for entry in looks.look().entries}
    assert looks.provider.reads == [("a", "lr")]
    assert entries["a"]["logged"] == {"first": 0.25, "last": 0.25}


def test_a_run_that_starts_again_with_fewer_steps_is_read_again() -> None:
    looks = Looks(two_runs())
    looks.look()
    looks.provider.scalars["a", "lr"] = [(0, 0.125)]
    looks.look()
    assert looks.provider.reads == [("a", "lr")]


def test_a_run_that_was_deleted_and_comes_back_is_read_again() -> None:
    looks = Looks(two_runs())
    looks.look()
    del looks.provider.scalars["a", "lr"]
    looks.look()
    looks.provider.scalars["a", "lr"] = [(step, 0.25) for step, _ in FLAT]
    entries = {entry["run"]: entry for entry in looks.look().entries}
    assert looks.provider.reads == [("a", "lr")]
    assert entries["a"]["logged"]["last"] == 0.25


def test_a_tag_that_is_added_to_a_run_reads_no_other() -> None:
    looks = Looks(two_runs())
    looks.look()
    looks.provider.scalars["a", "lr/pg1"] = FLAT
    assert len(looks.look().entries) == 3
    assert looks.provider.reads == [("a", "lr/pg1")]
    del looks.provider.scalars["a", "lr/pg1"]
    assert len(looks.look().entries) == 2
    assert looks.provider.reads == []


def test_a_summary_that_appears_later_governs_and_one_that_changes_too() -> None:
    looks = Looks(FakeProvider({("a/train", "alpha"): FLAT, ("b", "lr"): FLAT}))
    assert looks.verdicts() == {("b", "lr"): "no_schedule"}
    looks.provider.summaries["a", TAG] = config("alpha")
    assert looks.verdicts() == {("a/train", "alpha"): "constant_by_config", ("b", "lr"): "no_schedule"}
    assert looks.provider.reads == [("a/train", "alpha")]
    looks.provider.summaries["a", TAG] = config("beta")
    snapshot = looks.look()
    assert [entry["tag"] for entry in snapshot.entries] == ["lr"]
    assert len(snapshot.problems) == 1
    del looks.provider.summaries["a", TAG]
    assert looks.look().problems == ()


def test_the_revision_is_new_when_something_changed_and_only_then() -> None:
    looks = Looks(two_runs())
    first = looks.look()
    assert looks.look().revision == first.revision
    looks.provider.scalars["c", "loss"] = FLAT
    assert looks.look().revision == first.revision, "another scalar changes nothing that is shown"
    looks.provider.scalars["a", "lr"] = [*FLAT, (100, 0.5)]
    second = looks.look()
    looks.provider.scalars["a", "lr"] = FLAT
    third = looks.look()
    assert len({first.revision, second.revision, third.revision}) == 3, "a revision never comes back"


def test_the_revision_of_another_process_is_another() -> None:
    """A page that outlives a restart of TensorBoard must not take new data for its own."""
    assert Looks(two_runs()).look().revision != Looks(two_runs()).look().revision


def test_a_config_file_that_changes_is_seen(tmp_path: Path) -> None:
    looks = Looks(two_runs(), tmp_path)
    (tmp_path / "a").mkdir()
    assert looks.verdicts()["a", "lr"] == "no_schedule"
    (tmp_path / "a" / "pipeline.config").write_text(CONSTANT)
    assert looks.verdicts()["a", "lr"] == "constant_by_config"
    assert looks.provider.reads == [("a", "lr")]
    (tmp_path / "a" / "pipeline.config").write_text(OTHER)
    assert looks.verdicts()["a", "lr"] == "constant_mismatch"
    (tmp_path / "a" / "pipeline.config").write_text("train_config {")
    assert looks.verdicts()["a", "lr"] == "config_error"
    (tmp_path / "a" / "pipeline.config").unlink()
    assert looks.verdicts() == {("a", "lr"): "no_schedule", ("b", "lr"): "no_schedule"}


def test_a_comment_added_to_a_config_file_reads_no_points_again(tmp_path: Path) -> None:
    (tmp_path / "pipeline.config").write_text(CONSTANT)
    looks = Looks(two_runs(), tmp_path)
    looks.look()
    (tmp_path / "pipeline.config").write_text(CONSTANT + "# more\n")
    looks.look()
    assert looks.provider.reads == []


def test_one_series_that_raises_stays_in_the_list_and_so_do_the_others(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail_on_a(question: Any) -> Any:
        if question.series.run == "a":
            raise ZeroDivisionError("no such luck")

    first = VERDICTS[0]
    monkeypatch.setattr(engine, "VERDICTS", (first._replace(find=fail_on_a), *VERDICTS))
    looks = Looks(two_runs())
    snapshot = looks.look()
    broken, sound = snapshot.entries
    assert (broken["run"], broken["verdict"], broken["severity"]) == ("a", "not_diagnosed", "error")
    assert "ZeroDivisionError: no such luck" in broken["detail"]
    assert (sound["run"], sound["verdict"]) != ("a", "not_diagnosed")
    assert looks.look().revision == snapshot.revision
    assert "Traceback" not in caplog.text
    monkeypatch.undo()
    assert "not_diagnosed" not in looks.verdicts().values(), "it recovers with the next look"


class TestMetadata:
    def test_a_summary_makes_a_series_of_any_name_a_learning_rate(self) -> None:
        provider = FakeProvider({("a", "alpha"): FLAT, ("a", "beta"): FLAT})
        provider.summaries["a", TAG] = config("alpha")
        looks = Looks(provider)
        assert looks.verdicts() == {("a", "alpha"): "constant_by_config"}
        assert looks.look().problems == ()

    def test_a_tag_that_is_not_logged_becomes_a_problem(self) -> None:
        provider = two_runs()
        provider.summaries["a", TAG] = config("alpha")
        [problem] = Looks(provider).look().problems
        assert problem["where"] == f"a: {TAG}"
        assert "governs the series 'alpha', but run 'a' has no such scalar" in problem["message"]
        assert "double precision (DT_DOUBLE)" in problem["message"]

    def test_a_tag_logged_in_a_run_below_is_no_problem(self) -> None:
        provider = FakeProvider({("a/train", "alpha"): FLAT})
        provider.summaries["a", TAG] = config("alpha")
        snapshot = Looks(provider).look()
        assert snapshot.problems == ()
        assert [entry["verdict"] for entry in snapshot.entries] == ["constant_by_config"]

    def test_a_run_with_a_similar_name_is_not_below(self) -> None:
        provider = FakeProvider({("ab", "alpha"): FLAT})
        provider.summaries["a", TAG] = config("alpha")
        assert len(Looks(provider).look().problems) == 1

    def test_broken_bytes_are_a_config_error_of_the_run(self) -> None:
        provider = two_runs()
        provider.summaries["a", TAG] = b"\xff\xff"
        assert Looks(provider).verdicts() == {("a", "lr"): "config_error", ("b", "lr"): "no_schedule"}


def test_the_worst_stands_first(tmp_path: Path) -> None:
    (tmp_path / "pipeline.config").write_text(CONSTANT)
    provider = FakeProvider(
        {
            ("a", "learning_rate"): FLAT,
            ("b", "learning_rate"): [(0, 0.1), (1, 0.1)],
            ("c", "learning_rate"): [(0, 0.5)],
            ("d", "learning_rate"): [(0, -1.0)],
        }
    )
    assert [entry["run"] for entry in Looks(provider, tmp_path).look().entries] == ["b", "d", "c", "a"]


def test_where_nothing_is_a_learning_rate_some_tags_are_named() -> None:
    provider = FakeProvider({("a", f"metric_{index:02}"): FLAT for index in range(60)})
    snapshot = Looks(provider).look()
    assert snapshot.entries == ()
    assert len(snapshot.scalar_tags) == 50
    assert snapshot.scalar_tags[0] == "metric_00"
    assert Looks(two_runs()).look().scalar_tags == ()


def test_an_empty_log_directory() -> None:
    snapshot = Looks(FakeProvider({})).look()
    assert (snapshot.entries, snapshot.problems, snapshot.scalar_tags) == ((), (), ())


def test_a_series_without_points_yet_is_left_out() -> None:
    assert Looks(FakeProvider({("a", "lr"): [], ("b", "lr"): FLAT})).verdicts() == {("b", "lr"): "no_schedule"}


def test_has_series_reads_no_points() -> None:
    provider = FakeProvider({("a", "loss"): FLAT})
    workspace = Looks(provider).workspace
    assert not workspace.has_series()
    provider.summaries["a", TAG] = config("alpha")
    assert workspace.has_series()
    assert Looks(two_runs()).workspace.has_series()
    assert provider.reads == []


def test_diagnose_one_reads_that_one() -> None:
    looks = Looks(two_runs())
    diagnosis = looks.workspace.diagnose_one("b", "lr")
    assert diagnosis is not None
    assert diagnosis.finding.verdict == "no_schedule"
    assert looks.provider.reads == [("b", "lr")]
    assert looks.workspace.diagnose_one("b", "missing") is None
    assert looks.workspace.diagnose_one("../etc", "lr") is None


def test_many_series_are_read_in_batches_each_once() -> None:
    provider = FakeProvider({(f"run{index}", f"lr{index % 3}"): FLAT for index in range(400)})
    looks = Looks(provider, samples=10_000)
    assert len(looks.look().entries) == 400
    assert sorted(provider.reads) == sorted(provider.scalars)


def test_rows_are_short_entries() -> None:
    [row, _] = Looks(two_runs()).look().rows()
    assert row == {
        "run": "a",
        "tag": "lr",
        "verdict": "no_schedule",
        "severity": "unknown",
        "standing": "unknown",
        "headline": "No schedule known; constant at 0.5",
        "last_step": 90,
        "last_value": 0.5,
        "expected_value": None,
        "onset_step": None,
        "next_change_step": None,
        "warnings": [],
        "applied_value": None,
        "acknowledged": None,
        "schedule_text": "",
    }
