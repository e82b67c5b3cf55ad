"""Every labelled log directory of every framework gets its verdict, through both of TensorBoard's readers."""

from __future__ import annotations

import functools
import json
import time
from typing import Any

import pytest

from tb_lrplugin.diagnosis.verdicts import SEVERITY_OF
from tests.support.command_line import READERS, check
from tests.support.corpus import CORPUS, PLAN_WARNING_IDS, PLAN_WARNINGS, is_there, needs_corpus
from tests.support.tensorboard_process import tensorboard

pytestmark = needs_corpus

HARMLESS = frozenset(verdict for verdict, severity in SEVERITY_OF.items() if severity in ("ok", "notice"))
# float32 rounding, or what the source itself rounds to.
LARGEST_HEALTHY_ERROR = 1e-5


def labelled_series() -> list[tuple[str, str, dict[str, Any]]]:
    """List (run relative to the corpus, tag, label) of every labelled series."""
    if not is_there:
        return []
    labels = json.loads((CORPUS / "LABELS.json").read_text())
    return [
        (case if series["run"] == "." else f"{case}/{series['run']}", series["tag"], series)
        for case, label in labels.items()
        for series in label["series"]
    ]


LABELLED = labelled_series()


Entries = dict[tuple[str, str], dict[str, Any]]


@functools.cache
def report_of(reader: str) -> dict[str, Any]:
    return check(reader, CORPUS)


def entries_of(reader: str) -> Entries:
    return {(entry["run"], entry["tag"]): entry for entry in report_of(reader)["series"]}


@pytest.fixture(params=READERS)
def entries(request: pytest.FixtureRequest) -> Entries:
    return entries_of(request.param)


@pytest.mark.parametrize(("run", "tag", "label"), LABELLED, ids=[f"{run}-{tag}" for run, tag, _ in LABELLED])
def test_the_labelled_verdict(entries: Entries, run: str, tag: str, label: dict[str, Any]) -> None:
    entry = entries[run, tag]
    accepted = set(label["verdict"])
    assert entry["verdict"] in accepted, entry["headline"]
    assert (entry["source"] or {"kind": None})["kind"] == label["source"]
    given = {warning["id"] for warning in entry["warnings"]}
    assert set(label["warnings"]) <= given
    assert "hidden_time_decay" not in given - set(label["warnings"])
    for name, (low, high) in label["evidence"].items():
        found = entry["next_change"]["step"] if name == "next_change_step" else entry["evidence"][name]
        numbers = found if isinstance(found, list) else [found]
        assert numbers and all(low <= number <= high for number in numbers), name
    if entry["verdict"] == "on_schedule":
        assert entry["evidence"]["max_relative_error"] <= LARGEST_HEALTHY_ERROR


def test_the_warnings_of_the_plan_are_those_that_were_judged(entries: Entries) -> None:
    given = {
        (run, warning["id"])
        for (run, _), entry in entries.items()
        for warning in entry["warnings"]
        if warning["id"] in PLAN_WARNING_IDS
    }
    assert given == set(PLAN_WARNINGS.items())


def test_no_healthy_series_is_called_wrong(entries: Entries) -> None:
    healthy = {(run, tag) for run, tag, label in LABELLED if set(label["verdict"]) <= HARMLESS}
    wrong = {key: entries[key]["headline"] for key in healthy if entries[key]["severity"] in ("error", "warning")}
    assert wrong == {}


@pytest.mark.parametrize("load_fast", ["true", "false"])
def test_the_page_is_told_the_same(load_fast: str) -> None:
    entries = entries_of("data_server")
    with tensorboard(CORPUS, f"--load_fast={load_fast}") as process:
        process.wait_for_series(len(entries))
        # A series is listed with its first points; wait for the last ones.
        for (run, tag), entry in entries.items():
            body = {}
            for _ in range(50):
                body = process.route("series", run=run, tag=tag).json()
                if body["steps"] == entry["steps"]:
                    break
                time.sleep(0.2)
            assert {key: body[key] for key in entry} == entry


def test_both_readers_tell_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    reports = [report_of(reader) for reader in READERS]
    assert reports[0]["problems"] == []
    assert reports[0] == reports[1]
    with capsys.disabled():
        print()
        for entry in reports[0]["series"]:
            print(f"{entry['verdict']:22} {entry['run']}  {entry['tag']}: {entry['headline']}")
