"""A resume that begins an epoch anew: the updates per epoch are a difference, whatever the epochs are counted from."""

from __future__ import annotations

import json

import numpy as np
import pytest

from tb_lrplugin.data.run_evidence import RunEvidence, Trail
from tb_lrplugin.frameworks.huggingface import HF_TRAINER
from tests.support.readings import in_evidence

ARGUMENTS = {
    "learning_rate": 1e-3,
    "lr_scheduler_type": "linear",
    "max_steps": -1,
    "per_device_train_batch_size": 8,
    "warmup_steps": 0,
}


def totals(points: list[tuple[int, float]], epochs: float, accumulation: int = 1) -> list[int | None]:
    """List the totals that are admitted, the likeliest first; of transformers 4.55."""
    arguments = {**ARGUMENTS, "num_train_epochs": epochs, "gradient_accumulation_steps": accumulation}
    texts = {
        "args/text_summary": json.dumps(arguments),
        "model_config/text_summary": '{"transformers_version": "4.55.0"}',
    }
    steps, values = zip(*points, strict=True)
    rounded = np.asarray(values, np.float32).astype(np.float64)
    trail = Trail(np.asarray(steps, np.int64), rounded, np.asarray(steps, np.float64))
    readings = in_evidence(HF_TRAINER, RunEvidence("run", texts, trails={"train/epoch": trail}))
    return [one.total_steps for reading in readings for one in (reading, *reading.others)]


def leg(batches: int, accumulation: int, begin: int, epoch: int, steps: range) -> list[tuple[int, float]]:
    """Log a leg whose `epoch` begins at update `begin`."""
    updates = -(-batches // accumulation)
    points = []
    for step in steps:
        whole, part = divmod(step - begin, updates)
        points.append((step, epoch + whole + min(part * accumulation, batches) / batches))
    return points


@pytest.mark.parametrize("batches", [7, 13, 100, 4999])
@pytest.mark.parametrize("accumulation", [1, 2, 5])
@pytest.mark.parametrize("share", [0.3, 0.7])
def test_an_epoch_that_begins_anew(batches: int, accumulation: int, share: float) -> None:
    updates = -(-batches // accumulation)
    resumed = updates + round(share * updates)
    every = max(1, updates // 5)
    before = leg(batches, accumulation, 0, 0, range(every, resumed + 1, every))
    after = leg(batches, accumulation, resumed, 1, range(resumed + every, resumed + 3 * updates, every))
    # What is left over of a few batches blurs the pace: then the rates decide among several totals.
    most = 1 if accumulation == 1 or updates >= 20 else 16
    assert 4 * updates in totals([*before, *after], 4, accumulation)[:most]
    # In a directory of its own, from its second point on.
    for count in range(2, len(after) + 1) if accumulation == 1 else (len(after),):
        assert 4 * updates in totals(after[:count], 4, accumulation)[:most]


def test_an_epoch_that_begins_anew_and_is_logged_at_its_end() -> None:
    points = [(13, 1.0), (26, 2.0), (35, 2 + 9 / 13), (43, 3.0), (56, 4.0), (69, 5.0)]
    assert totals(points, 8)[0] == 8 * 13
    # Right behind the resume its own points tell nothing yet.
    assert totals(points[:4], 8)[0] == 8 * 13


def test_a_single_point_of_a_resumed_leg_tells_nothing() -> None:
    assert totals([(21, 1 + 1 / 13)], 4) == []
    assert totals([(21, 21 / 13)], 4)[0] == 52


@pytest.mark.parametrize("batches", [9, 640, 12_345])
def test_a_run_without_a_resume(batches: int) -> None:
    points = leg(batches, 1, 0, 0, range(10, 5 * batches, max(10, batches // 7)))
    assert totals(points, 5)[0] == 5 * batches
