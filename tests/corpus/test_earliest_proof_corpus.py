"""Every labelled log directory, cut after every point: flagged as soon as the points prove a fault, and never "
"before."""

from __future__ import annotations

import functools
import json
from typing import Any, NamedTuple

import numpy as np
import pytest

from tb_lrplugin.data.evidence_store import EvidenceStore
from tb_lrplugin.data.local_provider import open_provider
from tb_lrplugin.data.log_data import LogData, SeriesKey
from tb_lrplugin.data.series import Series
from tb_lrplugin.diagnosis.engine import diagnose
from tb_lrplugin.diagnosis.model import Diagnosis
from tb_lrplugin.diagnosis.unknowns.binding import bind
from tb_lrplugin.diagnosis.verdicts import SEVERITY_OF
from tb_lrplugin.discovery.discovery import SCALAR_TAGS, TEXT_TAGS, Discovery
from tb_lrplugin.frameworks.reading import Reading
from tests.support.corpus import ALL_POINTS, CORPUS, is_there, needs_corpus
from tests.support.made_series import prefix_of

pytestmark = needs_corpus

FLAGGED = frozenset({"error", "warning"})
# By the conventions of the frameworks a rate may be logged a step early or late, so a fault may show two points late.
CONVENTION = 2
# Every prefix of series up to this length; of longer ones every one around the onset, and so many of the others.
EVERY, SOME = 150, 60


class Labelled(NamedTuple):
    """A labelled series: where it lies, and whether the label says that it is healthy."""

    run: str
    tag: str
    is_healthy: bool
    is_faulty: bool

    def __str__(self) -> str:
        return f"{self.run}-{self.tag}"


def labelled() -> list[Labelled]:
    if not is_there:
        return []
    found: list[Labelled] = []
    labels: dict[str, Any] = json.loads((CORPUS / "LABELS.json").read_text())
    for case, label in labels.items():
        for series in label["series"]:
            flagged = [SEVERITY_OF.get(verdict, "notice") in FLAGGED for verdict in series["verdict"]]
            run = case if series["run"] == "." else f"{case}/{series['run']}"
            found.append(Labelled(run, series["tag"], not any(flagged), all(flagged)))
    return found


LABELLED = labelled()


@functools.cache
def logged() -> dict[SeriesKey, tuple[Series, list[Reading]]]:
    with open_provider(str(CORPUS)) as provider:
        data = LogData(provider, ALL_POINTS)
        evidence = EvidenceStore(data, TEXT_TAGS, SCALAR_TAGS).look(data.list_scalars())
        discovery = Discovery(str(CORPUS), data.list_metadata(), evidence)
        wanted = {SeriesKey(label.run, label.tag) for label in LABELLED}
        return {
            SeriesKey(series.run, series.tag): (series, discovery.readings_for(series.run, series.tag))
            for series in data.read_series(wanted)
        }


def diagnosis_of(label: Labelled, count: int | None = None) -> Diagnosis:
    series, readings = logged()[SeriesKey(label.run, label.tag)]
    return diagnose(series if count is None else prefix_of(series, count), readings)


def counts_of(length: int, around: int) -> list[int]:
    """Choose prefix lengths: all of a short series, and all around an interesting one."""
    if length <= EVERY:
        return list(range(1, length + 1))
    near = range(max(1, around - 5), min(length, around + 6) + 1)
    return sorted({*np.linspace(1, length, SOME).astype(int).tolist(), *near})


@pytest.mark.parametrize("label", [label for label in LABELLED if label.is_healthy], ids=str)
def test_no_prefix_of_a_healthy_series_is_flagged(label: Labelled) -> None:
    series, _ = logged()[SeriesKey(label.run, label.tag)]
    for count in counts_of(len(series), len(series) // 2):
        diagnosis = diagnosis_of(label, count)
        assert diagnosis.severity not in FLAGGED, (count, diagnosis.finding.headline)


@pytest.mark.parametrize("label", [label for label in LABELLED if label.is_faulty], ids=str)
def test_a_faulty_series_is_flagged_from_its_onset_on_and_not_before(label: Labelled) -> None:
    series, _ = logged()[SeriesKey(label.run, label.tag)]
    whole = diagnosis_of(label)
    assert whole.severity in FLAGGED
    onset = whole.finding.onset
    assert onset is not None
    for count in counts_of(len(series), onset):
        diagnosis = diagnosis_of(label, count)
        # `count` points hold the onset once there is one more than its index.
        if count + CONVENTION <= onset:
            assert diagnosis.severity not in FLAGGED, (count, onset, diagnosis.finding.headline)
        if count > onset + CONVENTION and not is_read_otherwise(label, count, whole):
            assert diagnosis.severity in FLAGGED, (count, onset, diagnosis.finding.verdict)


def is_read_otherwise(label: Labelled, count: int, whole: Diagnosis) -> bool:
    """Say whether a prefix follows another reading of its source, as long as the points leave that open.

    The file of a Keras model does not say how many steps an epoch has: until the schedule moves under every number
    that is possible, flat rates prove nothing.
    """
    series, readings = logged()[SeriesKey(label.run, label.tag)]
    bound = bind(prefix_of(series, count), readings)
    assert bound is not None
    assert bound.case is not None
    is_other = bound.reading.schedule != whole.schedule
    return is_other and bound.case.holds
