"""Runs of JAX whose script handed over a schedule of optax: the advice speaks of it, and of nothing else."""

from __future__ import annotations

import numpy as np
import pytest

from tb_lrplugin.diagnosis.engine import diagnose
from tb_lrplugin.frameworks.own import METADATA
from tb_lrplugin.frameworks.own.optax_advice import OPTAX
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.frameworks.shared_advice import SITUATIONS
from tb_lrplugin.schedules import Cosine, Schedule, record
from tests.support.made_series import series_of

COSINE = Cosine(1e-3, 3000)
STEPS = np.arange(0, 3000, 50)


def told(schedule: Schedule) -> Reading:
    """What `optimizer_config(schedule, total_steps=3000)` leaves behind."""
    reading = Reading(
        schedule=record(lambda step: float(schedule(step)), 3000),
        text="optax.schedules._schedule.cosine_decay_schedule",
        total_steps=3000,
    )
    return METADATA.found("lr_diagnostics/optimizer_config", reading)


@pytest.mark.parametrize(
    ("rates", "verdict", "cause"),
    [
        (COSINE(0 * STEPS), "stuck_at_initial", "schedule(0)"),
        (COSINE(np.minimum(STEPS, 900)), "frozen", "update()"),
        (COSINE(STEPS // 4), "time_scaled", "MultiSteps"),
        # Beyond the record nothing is told: the points are those up to there.
        (COSINE(2 * STEPS)[:30], "time_scaled", "several times in each step"),
        (COSINE(2 * STEPS), "off_schedule", "another schedule"),
        (COSINE(STEPS % 1500), "restarted", "optimizer"),
        (8 * COSINE(STEPS), "value_scaled", "number of devices"),
    ],
)
def test_a_fault_is_told_in_the_words_of_optax(rates: np.ndarray, verdict: str, cause: str) -> None:
    finding = diagnose(series_of(STEPS[: len(rates)], rates), [told(COSINE)]).finding
    assert finding.verdict == verdict
    assert cause in finding.causes[0], finding.causes
    said = " ".join((*finding.causes, str(finding.fix)))
    assert not any(word in said for word in ("Keras", "PyTorch", "scheduler.step"))


def test_every_situation_has_its_words() -> None:
    assert set(OPTAX) == SITUATIONS


@pytest.mark.parametrize(
    ("schedule", "ids"),
    [
        (Cosine(1e-3, 30), ["schedule_shorter_than_run"]),
        (COSINE, []),
        (Cosine(1e-3, 2990), []),
        (Cosine(1e-3, 9000), []),
    ],
)
def test_a_recorded_schedule_that_is_over_is_told(schedule: Schedule, ids: list[str]) -> None:
    diagnosis = diagnose(series_of(STEPS, schedule(STEPS)), [told(schedule)])
    assert [warning.id for warning in diagnosis.warnings] == ids
