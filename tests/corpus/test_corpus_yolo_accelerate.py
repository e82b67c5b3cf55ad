"""Every labelled log directory of Ultralytics, accelerate and diffusers gets its verdict, through both readers."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tb_lrplugin.data.evidence_store import EvidenceStore
from tb_lrplugin.data.local_provider import open_provider, open_python_reader
from tb_lrplugin.data.log_data import LogData, SeriesKey
from tb_lrplugin.data.series import Series
from tb_lrplugin.data.tags import TagFilter
from tb_lrplugin.diagnosis.engine import diagnose
from tb_lrplugin.diagnosis.model import Diagnosis
from tb_lrplugin.diagnosis.verdicts import SEVERITY_OF
from tb_lrplugin.discovery.discovery import SCALAR_TAGS, TEXT_TAGS, Discovery
from tb_lrplugin.frameworks.reading import Reading
from tests.support.corpus import ALL_POINTS, CORPUS, is_there, needs_corpus
from tests.support.made_series import prefix_of

pytestmark = needs_corpus

IMPLEMENTED = frozenset(SEVERITY_OF)
HEALTHY = frozenset({"on_schedule", "value_scaled"})
LABELS: dict[str, Any] = {
    name.removeprefix("fw/"): label
    for name, label in (json.loads((CORPUS / "LABELS.json").read_text()) if is_there else {}).items()
    if name.startswith(("fw/y8", "fw/acc-", "fw/df-"))
}
TOTALS = {
    "acc-accum4-microstep": 60,
    "acc-cosine-warmup": 120,
    "acc-stuck-warmup-zero": 120,
    "df-dreambooth-poly": 48,
    "df-dreambooth-resumed": 40,
    "df-unconditional": None,
    "y83-sgd": 8,
    "y84-auto": 8,
    "y84-frozen": 10,
    "y84-sgd": 8,
}
BATCHES = {"y83-sgd": 16, "y84-auto": 16, "y84-sgd": 16}
every_case = pytest.mark.parametrize("name", sorted(LABELS))
every_healthy_case = pytest.mark.parametrize(
    "name", sorted(name for name, label in LABELS.items() if HEALTHY.intersection(label["series"][0]["verdict"]))
)

Found = dict[SeriesKey, tuple[Series, list[Reading]]]


@contextmanager
def data_server(logdir: str) -> Iterator[LogData]:
    with open_provider(logdir) as provider:
        yield LogData(provider, ALL_POINTS)


@contextmanager
def multiplexer(logdir: str) -> Iterator[LogData]:
    with warnings.catch_warnings():
        # TensorBoard's core plugin ships an old html5lib, which says so when it is imported.
        warnings.filterwarnings("ignore", "html5lib's sanitizer is deprecated", DeprecationWarning)
        yield LogData(open_python_reader(logdir), ALL_POINTS)


@pytest.fixture(scope="module", params=[data_server, multiplexer])
def found(request: pytest.FixtureRequest) -> dict[str, Found]:
    """Read the series of every case with the readings that speak for them."""
    cases: dict[str, Found] = {name: {} for name in LABELS}
    logdir = str(CORPUS / "fw")
    is_rate = TagFilter()
    with request.param(logdir) as data:
        listing = data.list_scalars()
        evidence = EvidenceStore(data, TEXT_TAGS, SCALAR_TAGS).look(listing)
        discovery = Discovery(logdir, data.list_metadata(), evidence)
        keys = [
            SeriesKey(run, tag)
            for run, tags in listing.items()
            if run.split("/")[0] in LABELS
            for tag in tags
            if is_rate(tag)
        ]
        for series in data.read_series(keys):
            name, _, below = series.run.partition("/")
            cases[name][SeriesKey(below or ".", series.tag)] = (series, discovery.readings_for(series.run))
    return cases


def diagnoses(case: Found) -> dict[SeriesKey, Diagnosis]:
    return {key: diagnose(series, readings) for key, (series, readings) in case.items()}


@every_case
def test_the_label(name: str, found: dict[str, Found]) -> None:
    judged = diagnoses(found[name])
    for label in LABELS[name]["series"]:
        diagnosis = judged[SeriesKey(label["run"], label["tag"])]
        reading = diagnosis.reading
        assert (reading.kind if reading else None) == label["source"]
        assert (reading.total_steps if reading else None) == TOTALS[name]
        assert sorted(warning.id for warning in diagnosis.warnings) == sorted(label["warnings"])
        if IMPLEMENTED.intersection(label["verdict"]):
            assert diagnosis.finding.verdict in label["verdict"], diagnosis.finding


@every_healthy_case
def test_every_series_of_a_healthy_run(name: str, found: dict[str, Found]) -> None:
    judged = diagnoses(found[name])
    assert len(judged) == (3 if name.startswith("y8") else 1)
    for diagnosis in judged.values():
        assert diagnosis.finding.verdict == "on_schedule", diagnosis.finding
        assert diagnosis.evidence.max_relative_error is not None
        assert diagnosis.evidence.max_relative_error <= 1e-6
        if name in BATCHES:
            assert diagnosis.reading is not None
            assert f"inferred from the points: {BATCHES[name]} batches per epoch" in diagnosis.reading.text


@every_healthy_case
def test_a_healthy_run_never_alarms_on_its_way(name: str, found: dict[str, Found]) -> None:
    for series, readings in found[name].values():
        for count in range(1, len(series) + 1):
            diagnosis = diagnose(prefix_of(series, count), readings)
            assert diagnosis.severity not in ("error", "warning"), (series.tag, count, diagnosis.finding)


def test_every_group_freezes_at_its_epoch(found: dict[str, Found]) -> None:
    for diagnosis in diagnoses(found["y84-frozen"]).values():
        assert diagnosis.finding.verdict == "frozen"
        assert diagnosis.evidence.onset_step == 6


def test_what_optimizer_auto_chose_is_said(found: dict[str, Found]) -> None:
    for diagnosis in diagnoses(found["y84-auto"]).values():
        assert diagnosis.reading is not None
        assert "the rate of this group: 0.001667, chosen by optimizer: auto" in diagnosis.reading.text


def test_a_continued_run_has_one_reading_where_nothing_changed(found: dict[str, Found]) -> None:
    ((series, readings),) = found["df-dreambooth-resumed"].values()
    assert series.steps[-1] == 41
    (reading,) = readings
    assert reading.where == "df-dreambooth-resumed/logs/dreambooth/1795298708.4435396: hyperparameters"
