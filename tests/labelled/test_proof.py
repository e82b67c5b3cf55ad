"""Labelled log directories, cut after every point: flagged as soon as the points prove a fault, and not before."""

from __future__ import annotations

import numpy as np
import pytest

from tb_lrplugin.diagnosis.engine import diagnose
from tb_lrplugin.diagnosis.model import Diagnosis
from tb_lrplugin.diagnosis.unknowns import bind
from tests.support.labelled import ALARMS, LABELS, Label, logged
from tests.support.made_series import prefix_of

# By the conventions of the frameworks a rate may be logged a step early or late, so a fault may show two points late.
CONVENTION = 2
# Every prefix of series up to this length; of longer ones every one around the onset, and so many of the others.
EVERY, SOME = 16, 8


def diagnosis_of(label: Label, count: int | None = None) -> Diagnosis:
    series, readings = logged(label)
    return diagnose(series if count is None else prefix_of(series, count), readings)


def counts_of(length: int, around: int) -> list[int]:
    """Choose prefix lengths: all of a short series, and all around an interesting one."""
    if length <= EVERY:
        return list(range(1, length + 1))
    near = range(max(1, around - 3), min(length, around + 5) + 1)
    return sorted({*np.linspace(1, length, SOME).astype(int).tolist(), *near})


@pytest.mark.parametrize("label", [label for label in LABELS if label.is_healthy], ids=str)
def test_no_prefix_of_a_healthy_series_is_flagged(label: Label) -> None:
    series, _ = logged(label)
    for count in counts_of(len(series), len(series) // 2):
        diagnosis = diagnosis_of(label, count)
        assert diagnosis.severity not in ALARMS, (count, diagnosis.finding.headline)


# What a configuration or a NaN proves needs no curve.
ON_THE_WAY = [label for label in LABELS if label.is_faulty and label.verdicts.isdisjoint({"config_error"})]


@pytest.mark.parametrize("label", ON_THE_WAY, ids=str)
def test_a_faulty_series_is_flagged_from_its_onset_on_and_not_before(label: Label) -> None:
    series, _ = logged(label)
    whole = diagnosis_of(label)
    assert whole.severity in ALARMS
    onset = whole.finding.onset
    assert onset is not None
    for count in counts_of(len(series), onset):
        diagnosis = diagnosis_of(label, count)
        # `count` points hold the onset once there is one more than its index.
        if count + CONVENTION <= onset:
            assert diagnosis.severity not in ALARMS, (count, onset, diagnosis.finding.headline)
        if count > onset + CONVENTION and diagnosis.severity not in ALARMS:
            assert is_read_otherwise(label, count, whole), (count, onset, diagnosis.finding.verdict)


def is_read_otherwise(label: Label, count: int, whole: Diagnosis) -> bool:
    """Say whether a prefix follows another reading of its source, as long as the points leave that open.

    The file of a Keras model does not say how many steps an epoch has: until the schedule moves under every number
    that is possible, flat rates prove nothing.
    """
    series, readings = logged(label)
    bound = bind(prefix_of(series, count), readings)
    assert bound is not None
    assert bound.case is not None
    is_other = bound.reading.schedule != whole.schedule
    return is_other and bound.case.holds
