"""Runs of one schedule with the same points: each is told what it would be told alone, all but the first at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from tb_lrplugin.answers import diagnosis_row, series_entry
from tb_lrplugin.answers.evidence import comparison_rows, evidence_rows, next_change_text
from tb_lrplugin.data.company import Company
from tb_lrplugin.data.series import Series
from tb_lrplugin.diagnosis import twins
from tb_lrplugin.diagnosis.engine import diagnose
from tb_lrplugin.diagnosis.model import Diagnosis
from tb_lrplugin.diagnosis.twins import Twins
from tb_lrplugin.frameworks.reading import Reading, changed
from tb_lrplugin.schedules import Exponential
from tests.support.labelled import LABELS, Label, logged
from tests.support.made_series import healthy_series, reading_of

STEPS = np.arange(0, 1000, 10)
HALVED = Exponential(0.1, transition_steps=100, decay_rate=0.5, staircase=True)


def told(diagnosis: Diagnosis) -> tuple[Any, ...]:
    rows = evidence_rows(diagnosis), comparison_rows(diagnosis)
    change = next_change_text(diagnosis, float(diagnosis.series.wall_times[-1]) + 1)
    return series_entry(diagnosis), diagnosis_row(diagnosis), rows, change, diagnosis.reading, diagnosis.binding


def elsewhere(series: Series, readings: Sequence[Reading]) -> tuple[Series, list[Reading]]:
    """Give the same run under another name, logged at another pace."""
    other = replace(series, run=f"{series.run}_again", wall_times=3 * series.wall_times + 5)
    return other, [changed(reading, where=f"again/{reading.where}") for reading in readings]


@pytest.mark.parametrize("label", [label for label in LABELS if label.is_healthy], ids=str)
def test_each_is_told_what_it_would_be_told_alone(label: Label) -> None:
    series, readings = logged(label)
    known = Twins()
    assert told(known.diagnosed(series, readings)) == told(diagnose(series, readings))
    twin = elsewhere(series, readings)
    assert told(known.diagnosed(*twin)) == told(diagnose(*twin))


def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """List the runs that are diagnosed on their own."""
    runs: list[str] = []

    def counting(series: Series, *others: Any) -> Diagnosis:
        runs.append(series.run)
        return diagnose(series, *others)

    monkeypatch.setattr(twins, "diagnose", counting)
    return runs


def test_a_twin_is_not_diagnosed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    runs, known = counted(monkeypatch), Twins()
    series, readings = healthy_series(HALVED, STEPS, run="first"), [reading_of(HALVED, 2000)]
    for _ in range(3):
        found = known.diagnosed(series, readings)
        assert (found.series, found.reading and found.reading.where) == (series, readings[0].where)
        assert found.case is not None and found.case.series is series and found.evidence.case is found.case
        series, readings = elsewhere(series, readings)
    assert runs == ["first"]


SERIES = healthy_series(HALVED, STEPS, run="model/train")
READING = replace(reading_of(HALVED, 2000), where="model/pipeline.config")


@pytest.mark.parametrize(
    ("series", "readings"),
    [
        (replace(SERIES, values=2 * SERIES.values), [READING]),
        (replace(SERIES, values=np.where(STEPS < 500, SERIES.values, SERIES.values[0])), [READING]),
        (replace(SERIES, steps=STEPS + 1), [READING]),
        (SERIES[:50], [READING]),
        (replace(SERIES, tag="learning_rate_1"), [READING]),
        (replace(SERIES, is_sample=True), [READING]),
        (replace(SERIES, origin="metrics.csv"), [READING]),
        (replace(SERIES, run="model/eval_0"), [READING]),
        (SERIES, [replace(READING, total_steps=4000)]),
        (SERIES, [replace(READING, rms_prop_decay=0.9)]),
        (SERIES, [replace(READING, schedule=replace(HALVED, decay_rate=0.4))]),
        (SERIES, []),
        (SERIES, [READING, replace(READING, kind="schedule_file", where="model/lr_schedule.pbtxt")]),
    ],
)
def test_what_differs_is_diagnosed_on_its_own(
    monkeypatch: pytest.MonkeyPatch, series: Series, readings: Sequence[Reading]
) -> None:
    runs, known = counted(monkeypatch), Twins()
    known.diagnosed(SERIES, [READING])
    assert told(known.diagnosed(series, readings)) == told(diagnose(series, readings))
    assert len(runs) == 2


def test_an_earlier_launch_is_told_of_a_twin(monkeypatch: pytest.MonkeyPatch) -> None:
    runs, known = counted(monkeypatch), Twins()
    known.diagnosed(SERIES, [READING])
    monkeypatch.setattr(Company, "earlier_launches", lambda *_: ["events.out.tfevents.1.host"])
    found = known.diagnosed(replace(SERIES, run="other/train"), [replace(READING, where="other/pipeline.config")])
    assert [warning.id for warning in found.warnings] == ["earlier_launch_hidden"]
    assert len(runs) == 2


def test_few_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    runs, known = counted(monkeypatch), Twins()
    for count in range(2, 100):
        known.diagnosed(SERIES[:count], [READING])
    known.diagnosed(SERIES[:99], [READING])
    assert len(runs) == 98
    known.diagnosed(SERIES[:2], [READING])
    assert len(runs) == 99
