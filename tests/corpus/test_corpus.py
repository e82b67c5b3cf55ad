"""Every labelled log directory of the Object Detection API gets its verdict, through both readers."""

from __future__ import annotations

import csv
import io
import warnings
from typing import Any

import pytest

from tb_lrplugin.answers import series_entry
from tb_lrplugin.answers.chart import chart_data
from tb_lrplugin.answers.table import points_table
from tb_lrplugin.answers.thinning import MOST_SHOWN
from tb_lrplugin.data.local_provider import open_python_reader
from tb_lrplugin.data.log_data import LogData, SeriesKey
from tb_lrplugin.data.tags import TagFilter
from tb_lrplugin.diagnosis.engine import diagnose
from tb_lrplugin.diagnosis.verdicts import SEVERITY_OF
from tb_lrplugin.workspace import Snapshot, Workspace
from tests.support.corpus import (
    ALL_POINTS,
    OBJECT_DETECTION,
    Label,
    Logged,
    corpus_data,
    entries_by_series,
    labels,
    logged_series,
    needs_corpus,
    of_the_curve,
)
from tests.support.made_series import prefix_of

pytestmark = needs_corpus

IMPLEMENTED = frozenset(SEVERITY_OF)
HEALTHY = frozenset({"on_schedule", "flat_by_design", "constant_by_config"})
FAULTY = frozenset({"stuck_at_initial", "frozen"})
PREFIXES = 25

LABELS = labels()
every_label = pytest.mark.parametrize("label", LABELS, ids=str)
every_judged_label = pytest.mark.parametrize(
    "label", [label for label in LABELS if label.verdicts & IMPLEMENTED], ids=str
)


def snapshot_of(data: LogData) -> Snapshot:
    return Workspace(data, str(OBJECT_DETECTION), TagFilter()).snapshot()


@pytest.fixture(scope="module")
def by_data_server() -> Snapshot:
    with corpus_data() as data:
        return snapshot_of(data)


@pytest.fixture(scope="module")
def by_multiplexer() -> Snapshot:
    with warnings.catch_warnings():
        # TensorBoard's core plugin ships an old html5lib, which says so when it is imported.
        warnings.filterwarnings("ignore", "html5lib's sanitizer is deprecated", DeprecationWarning)
        return snapshot_of(LogData(open_python_reader(str(OBJECT_DETECTION)), ALL_POINTS))


@pytest.fixture(scope="module")
def logged() -> dict[SeriesKey, Logged]:
    return logged_series()


def numbers_of(entry: dict[str, Any], name: str) -> list[float]:
    """List the numbers that an entry gives for a piece of evidence; empty where it gives none."""
    value = (entry["next_change"] or {}).get("step") if name == "next_change_step" else entry["evidence"][name]
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def judgement(label: Label, entry: dict[str, Any]) -> str:
    """Say what is wrong with an entry; "" where nothing is."""
    source = (entry["source"] or {}).get("kind")
    faults = [
        f"verdict {entry['verdict']} instead of {'/'.join(sorted(label.verdicts))}"
        * (entry["verdict"] not in label.verdicts),
        f"source {source} instead of {label.source}" * (source != label.source),
        f"warnings {entry['warnings']} instead of {label.warnings}"
        * (of_the_curve(entry["warnings"]) != label.warnings),
    ]
    for name, (low, high) in label.evidence.items():
        values = numbers_of(entry, name)
        if not values or not all(low <= value <= high for value in values):
            faults.append(f"{name} {values} instead of {low} to {high}")
    return "; ".join(fault for fault in faults if fault)


@every_judged_label
def test_the_label(label: Label, by_data_server: Snapshot) -> None:
    assert judgement(label, entries_by_series(by_data_server.entries)[label.key]) == ""


@every_label
def test_nothing_worse_than_the_label(label: Label, by_data_server: Snapshot) -> None:
    entry = entries_by_series(by_data_server.entries)[label.key]
    if label.verdicts & HEALTHY:
        assert entry["severity"] not in ("error", "warning")
    if "restarted" in label.verdicts:
        assert entry["severity"] not in ("ok", "notice", "unknown")
    if label.verdicts & FAULTY:
        assert entry["severity"] == "error"


def test_every_series_has_a_label_and_there_are_no_problems(by_data_server: Snapshot) -> None:
    assert {label.key for label in LABELS} == entries_by_series(by_data_server.entries).keys()
    assert by_data_server.problems == ()


def test_both_readers_tell_one_story(by_data_server: Snapshot, by_multiplexer: Snapshot) -> None:
    assert by_multiplexer.entries == by_data_server.entries
    assert by_multiplexer.problems == by_data_server.problems


def prefix_counts(count: int) -> list[int]:
    """Choose some prefix lengths evenly, the whole series among them."""
    return sorted({max(1, round(count * part / PREFIXES)) for part in range(PREFIXES + 1)})


def test_table_chart_and_evidence_say_one_error(logged: dict[SeriesKey, Logged]) -> None:
    for key, (series, readings) in logged.items():
        diagnosis = diagnose(series, readings)
        entry, chart = series_entry(diagnosis), chart_data(diagnosis)
        worst = entry["evidence"]["max_relative_error"]
        errors = [row["relative_error"] for row in csv.DictReader(io.StringIO(points_table(diagnosis)))]
        if worst is None:
            assert diagnosis.schedule is None or diagnosis.finding.verdict == "invalid_values", key
        else:
            assert max(abs(float(error)) for error in errors if error) == worst, key
            assert len(errors) > MOST_SHOWN or chart["points"]["error"] == [float(error) for error in errors], key


@pytest.mark.parametrize("label", [label for label in LABELS if label.verdicts & HEALTHY], ids=str)
def test_a_healthy_run_never_alarms_on_its_way(label: Label, logged: dict[SeriesKey, Logged]) -> None:
    series, readings = logged[label.key]
    for count in prefix_counts(len(series)):
        diagnosis = diagnose(prefix_of(series, count), readings)
        assert diagnosis.severity not in ("error", "warning"), (count, diagnosis.finding)


@pytest.mark.parametrize("label", [label for label in LABELS if label.verdicts & FAULTY], ids=str)
def test_a_fault_is_found_two_points_after_its_onset(label: Label, logged: dict[SeriesKey, Logged]) -> None:
    series, readings = logged[label.key]
    _, latest = label.evidence["onset_step"]
    onset = int((series.steps <= latest).sum())
    assert 0 < onset < len(series) - 2
    for count in sorted({onset + 2, *(count for count in prefix_counts(len(series)) if count >= onset + 2)}):
        diagnosis = diagnose(prefix_of(series, count), readings)
        assert diagnosis.finding.verdict in label.verdicts, (count, diagnosis.finding)


def test_table(by_data_server: Snapshot, capsys: pytest.CaptureFixture[str]) -> None:
    """Print what was said of every series, for people."""
    entries = entries_by_series(by_data_server.entries)
    lines = [
        f"{'ok ' if not judgement(label, entries[label.key]) else 'NOT'} {label.run:52} {label.tag:17.17} "
        f"{entries[label.key]['verdict']:18} {judgement(label, entries[label.key])}".rstrip()
        for label in LABELS
    ]
    right = sum(line.startswith("ok") for line in lines)
    with capsys.disabled():
        print("\n", *lines, f"{right} of {len(lines)} labels met", sep="\n")
    # A label of a verdict that is still to come may be missed, no other.
    assert right >= len([label for label in LABELS if label.verdicts & IMPLEMENTED])
