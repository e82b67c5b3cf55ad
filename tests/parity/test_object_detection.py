"""Our formulas against the rates that the real Object Detection API logged."""

from __future__ import annotations

import numpy as np
import pytest

from tb_lrplugin.data.log_data import SeriesKey
from tb_lrplugin.schedules import Schedule
from tests.support.corpus import Label, Logged, labels, logged_series, needs_corpus

pytestmark = needs_corpus

HEALTHY = frozenset({"on_schedule", "flat_by_design", "constant_by_config"})
# An evaluation beside a training that is broken logs what the broken training did.
BROKEN_CASES = {label.case for label in labels() if not label.verdicts & HEALTHY}
LABELS = [label for label in labels() if label.case not in BROKEN_CASES]
# Logged around every boundary, step by step.
STEP_FUNCTIONS = ["syn2_14_boundaries_exp", "syn2_14_boundaries_manual_warmup"]


@pytest.fixture(scope="module")
def logged() -> dict[SeriesKey, Logged]:
    return logged_series()


def schedule_and_offset(label: Label, found: Logged) -> tuple[Schedule, int]:
    [reading] = found.readings
    assert reading.schedule is not None
    return reading.schedule, reading.step_offset(label.run, label.tag)


@pytest.mark.parametrize("label", LABELS, ids=str)
def test_every_logged_rate(label: Label, logged: dict[SeriesKey, Logged]) -> None:
    series = logged[label.key].series
    schedule, offset = schedule_and_offset(label, logged[label.key])
    expected = schedule(series.steps + offset)
    difference = np.abs(series.values - expected)
    base = float(schedule(np.arange(series.steps[-1] + 1)).max())
    worst = int(np.argmax(difference))
    assert (difference <= 1e-6 * expected + 1e-6 * base).all(), (
        f"step {series.steps[worst]}: {series.values[worst]} logged, {expected[worst]} expected"
    )


@pytest.mark.parametrize("label", [label for label in LABELS if label.case in STEP_FUNCTIONS], ids=str)
def test_the_step_of_every_drop(label: Label, logged: dict[SeriesKey, Logged]) -> None:
    series = logged[label.key].series
    schedule, offset = schedule_and_offset(label, logged[label.key])
    by_step = np.diff(series.steps) == 1
    after_ramp = series.steps[:-1] >= max((phase.start for phase in schedule.phases()[1:]), default=0)
    resolved = by_step & after_ramp
    logged_drops = series.steps[1:][(np.diff(series.values) != 0) & resolved]
    ours = schedule.breakpoints(0, int(series.steps[-1]) + 1) - offset
    resolved_steps = set(series.steps[1:][resolved].tolist())
    assert len(logged_drops) >= 2
    assert logged_drops.tolist() == [step for step in ours.tolist() if step in resolved_steps]
