"""Our formulas against the rates that the real Object Detection API logged."""

from __future__ import annotations

import numpy as np
import pytest

from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.schedules import Schedule
from tests.support.labelled import LABELS, Label, logged

HEALTHY = frozenset({"on_schedule", "flat_by_design", "constant_by_config"})
# Logged around every boundary, step by step.
STEP_FUNCTIONS = ("object-detection-manual", "syn2_14_boundaries_exp", "syn2_14_boundaries_manual_warmup")


def case_of(label: Label) -> str:
    """Name the folder of a label's case; those of the larger corpus lie two folders down."""
    return label.run.removeprefix("od/").split("/")[0]


def schedule_and_offset(label: Label, readings: list[Reading]) -> tuple[Schedule, int]:
    [reading] = readings
    assert reading.schedule is not None
    return reading.schedule, reading.step_offset(label.run, label.tag)


RIGHT_SOURCE = [label for label in LABELS if label.source == "pipeline_config"]
# An evaluation beside a training that is broken logs what the broken training did.
BROKEN_CASES = {case_of(label) for label in RIGHT_SOURCE if not label.verdicts & HEALTHY}
HEALTHY_LABELS = [label for label in RIGHT_SOURCE if case_of(label) not in BROKEN_CASES]


@pytest.mark.parametrize("label", HEALTHY_LABELS, ids=str)
def test_every_logged_rate(label: Label) -> None:
    series, readings = logged(label)
    schedule, offset = schedule_and_offset(label, readings)
    expected = schedule(series.steps + offset)
    difference = np.abs(series.values - expected)
    base = float(schedule(np.arange(series.steps[-1] + 1)).max())
    worst = int(np.argmax(difference))
    assert (difference <= 1e-6 * expected + 1e-6 * base).all(), (
        f"step {series.steps[worst]}: {series.values[worst]} logged, {expected[worst]} expected"
    )


@pytest.mark.parametrize("label", [label for label in HEALTHY_LABELS if case_of(label) in STEP_FUNCTIONS], ids=str)
def test_the_step_of_every_drop(label: Label) -> None:
    series, readings = logged(label)
    schedule, offset = schedule_and_offset(label, readings)
    by_step = np.diff(series.steps) == 1
    after_ramp = series.steps[:-1] >= max((phase.start for phase in schedule.phases()[1:]), default=0)
    resolved = by_step & after_ramp
    logged_drops = series.steps[1:][(np.diff(series.values) != 0) & resolved]
    ours = schedule.breakpoints(0, int(series.steps[-1]) + 1) - offset
    resolved_steps = set(series.steps[1:][resolved].tolist())
    assert len(logged_drops) >= 2
    assert logged_drops.tolist() == [step for step in ours.tolist() if step in resolved_steps]
