"""Every labelled log directory of every framework gets its verdict, through both of TensorBoard's readers."""

from __future__ import annotations

import functools
import json
import re
import time
from pathlib import Path
from typing import Any

import pytest

from tb_lrplugin.diagnosis.verdicts import SEVERITY_OF
from tests.support.command_line import READERS, check
from tests.support.labelled import ALARMS, LABELS, LOGS, ROOTS, Label
from tests.support.tensorboard_process import TensorBoardProcess, tensorboard_alone

# float32 rounding, or what the source itself rounds to.
LARGEST_HEALTHY_ERROR = 1e-5
MOST_BYTES = 1_500_000
# Seconds until a server has read all of a log directory, on a machine that has much else to do.
LONGEST_READING = 90.0
TEXTS = frozenset({".yaml", ".yml", ".json", ".py", ".txt", ".config", ".pbtxt", ".gin"})
OF_THE_RATE = re.compile("lr|learning|rate|sched|optim", re.IGNORECASE)

every_label = pytest.mark.parametrize("label", LABELS, ids=str)
every_reader = pytest.mark.parametrize("reader", READERS)
every_root = pytest.mark.parametrize("root", ROOTS, ids=lambda root: root.name)


@functools.cache
def report_of(reader: str, root: Path) -> dict[str, Any]:
    return check(reader, root)


def entries_of(reader: str, root: Path) -> dict[tuple[str, str], dict[str, Any]]:
    return {(entry["run"], entry["tag"]): entry for entry in report_of(reader, root)["series"]}


def numbers_of(entry: dict[str, Any], name: str) -> list[float]:
    """List the numbers that an entry gives for a piece of evidence; empty where it gives none."""
    value = (entry["next_change"] or {}).get("step") if name == "next_change_step" else entry["evidence"][name]
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


@every_reader
@every_label
def test_the_label(reader: str, label: Label) -> None:
    entry = entries_of(reader, label.root)[label.run, label.tag]
    assert entry["verdict"] in label.verdicts, entry["headline"]
    assert (entry["source"] or {}).get("kind") == label.source
    assert sorted(warning["id"] for warning in entry["warnings"]) == label.warnings
    for name, (low, high) in label.evidence.items():
        numbers = numbers_of(entry, name)
        assert numbers and all(low <= number <= high for number in numbers), name
    if entry["verdict"] == "on_schedule":
        _, largest = label.evidence.get("max_relative_error", (0.0, LARGEST_HEALTHY_ERROR))
        assert entry["evidence"]["max_relative_error"] <= largest
    if label.is_healthy:
        assert entry["severity"] not in ALARMS
    if label.schedule_text is not None:
        assert entry["schedule_text"] == label.schedule_text


@every_root
def test_both_readers_tell_the_same(root: Path) -> None:
    reports = [report_of(reader, root) for reader in READERS]
    assert reports[0]["problems"] == []
    assert reports[0] == reports[1]


@every_root
def test_a_configuration_file_is_pointed_at_by_its_lines(root: Path) -> None:
    sources = [entry["source"] for entry in report_of("data_server", root)["series"] if entry["source"]]
    files = {source["where"]: source for source in sources if (root / source["where"]).suffix in TEXTS}
    assert files
    for where, source in files.items():
        lines = (root / where).read_text(encoding="utf-8").splitlines()
        first, last = source["lines"]
        assert 1 <= first <= last <= len(lines), where
        assert OF_THE_RATE.search("\n".join(lines[first - 1 : last])), where


def read_up_to(process: TensorBoardProcess, run: str, tag: str, step: int) -> dict[str, Any]:
    """Ask for a series until its last point is there: it is listed with its first ones."""
    end = time.monotonic() + LONGEST_READING
    while True:
        body: dict[str, Any] = process.route("series", run=run, tag=tag).json()
        if body["steps"]["last"] == step or time.monotonic() > end:
            return body
        time.sleep(0.2)


@every_root
def test_the_page_is_told_the_same(root: Path) -> None:
    """Through the data server; a page through the other reader is that of tests/http."""
    entries = entries_of("data_server", root)
    with tensorboard_alone(root, "--load_fast=true") as process:
        process.wait_for_series(len(entries))
        for (run, tag), entry in entries.items():
            body = read_up_to(process, run, tag, entry["steps"]["last"])
            # A page reads a sample of a long series, a check all of it.
            told = json.loads(
                json.dumps({key: body[key] for key in entry}).replace(" sampled points", " logged points")
            )
            assert {**told, "steps": {**told["steps"], "sampled": False}} == entry


class TestTheSmallCorpus:
    """The cases that are in the repository."""

    def test_every_verdict_is_there(self) -> None:
        verdicts = [label.verdicts for label in LABELS if label.root == LOGS]
        certain = {verdict for accepted in verdicts if len(accepted) == 1 for verdict in accepted}
        # Of a single point several things are right to say; "not_diagnosed" is a fault of ours, which no run may show.
        assert certain | {"waiting", "not_diagnosed"} == set(SEVERITY_OF)

    def test_every_series_has_a_label(self) -> None:
        labelled = {(label.run, label.tag) for label in LABELS if label.root == LOGS}
        assert entries_of("data_server", LOGS).keys() == labelled

    def test_every_case_lies_beside_its_label(self) -> None:
        cases = json.loads((LOGS / "LABELS.json").read_text(encoding="utf-8"))
        assert sorted(cases) == sorted(
            path.name for path in LOGS.iterdir() if path.is_dir() and path.name != "__pycache__"
        )

    def test_it_stays_small(self) -> None:
        assert sum(path.stat().st_size for path in LOGS.rglob("*") if path.is_file()) <= MOST_BYTES
