"""How many steps a Hugging Face Trainer plans, from `train/epoch` and `train/train_runtime`."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tb_lrplugin.diagnosis.engine import diagnose
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.schedules import Polynomial
from tests.support.hf_arguments import ARGUMENTS, diagnosed, evidence_of, read, read_all
from tests.support.made_series import candidates_of, series_of


def totals(reading: Reading) -> list[int | None]:
    return [candidate.total_steps for candidate in candidates_of(reading, series_of([1], [1.0]))]


EPOCHS: dict[str, Any] = {"max_steps": -1, "num_train_epochs": 10}


def test_max_steps_beats_epochs() -> None:
    assert totals(read(epoch=(3, 0.5))) == [100]


def test_from_the_epoch_scalar() -> None:
    assert totals(read(EPOCHS, epoch=(5, 0.25))) == [200]
    assert totals(read({**EPOCHS, "num_train_epochs": 2.5}, epoch=(7, 7 / 21))) == [53]


def test_a_finished_run_says_it_itself() -> None:
    assert totals(read(EPOCHS, epoch=(200, 10.0), runtime=200)) == [200]


def test_a_run_that_was_stopped_early_keeps_its_plan() -> None:
    assert totals(read(EPOCHS, epoch=(50, 2.5), runtime=50)) == [200]


@pytest.mark.parametrize("version", ["4.46.3", "4.51.3", "4.57.1"])
def test_a_remainder_under_accumulation_leaves_two_plans(version: str) -> None:
    arguments = {**EPOCHS, "gradient_accumulation_steps": 4, "warmup_ratio": 0.0}
    # 21 batches: 6 updates, of which the old plan counts 5.
    found = totals(read(arguments, version=version, epoch=(50, 8 + 8 / 21)))
    assert found == ([60, 50] if version == "4.57.1" else [50, 60])


def test_a_remainder_that_carries_over() -> None:
    arguments = {**EPOCHS, "gradient_accumulation_steps": 4, "warmup_ratio": 0.0}
    found = totals(read(arguments, version="4.40.2", epoch=(50, 200 / 21), runtime=50))
    assert found[0] == 50


def test_the_points_decide_between_the_plans() -> None:
    arguments = {**EPOCHS, "gradient_accumulation_steps": 4, "warmup_ratio": 0.0}
    reading = read(arguments, version="4.57.1", epoch=(30, 5.0))
    assert totals(reading)[0] == 60
    found = diagnosed(reading, Polynomial(0.001, 0.0, 50), -1, last=30)
    assert found.finding.verdict == "on_schedule"
    assert found.reading is not None
    assert found.reading.total_steps == 50


def test_rounded_epochs_of_old_versions() -> None:
    arguments = {**EPOCHS, "warmup_ratio": 0.0}
    # 37 updates per epoch; 10 of them are 0.27 epochs.
    assert 370 in totals(read(arguments, version="4.30.2", epoch=(10, 0.27)))


@pytest.mark.parametrize("epoch", [None, (0, 0.0), (5, 0.0), (5, float("nan")), (5, float("inf")), (5, -1.0)])
def test_before_anything_tells_there_is_nothing_to_say(epoch: tuple[int, float] | None) -> None:
    assert read_all(evidence_of(json.dumps({**ARGUMENTS, **EPOCHS}), epoch=epoch)) == []


@pytest.mark.parametrize("name", ["constant", "constant_with_warmup", "inverse_sqrt", "reduce_lr_on_plateau"])
def test_some_schedulers_need_no_total(name: str) -> None:
    reading = read({**EPOCHS, "lr_scheduler_type": name, "warmup_steps": 5})
    assert reading.schedule is not None
    assert reading.total_steps is None


def test_but_a_warm_up_that_is_a_share_of_it_does() -> None:
    text = json.dumps({**ARGUMENTS, **EPOCHS, "lr_scheduler_type": "inverse_sqrt", "warmup_steps": 0.1})
    assert read_all(evidence_of(text)) == []


@pytest.mark.parametrize("epoch", [(1, 1e-38), (2**40, 1e-30), (2**62, 1.0), (1, 1e38)])
def test_absurd_epochs_take_no_time_and_break_nothing(epoch: tuple[int, float]) -> None:
    for accumulation in (1, 4, 10**9):
        changes = {**ARGUMENTS, **EPOCHS, "gradient_accumulation_steps": accumulation}
        for reading in read_all(evidence_of(json.dumps(changes), version=None, epoch=epoch)):
            diagnose(series_of([1, 2], [0.5, 0.4]), [reading])
