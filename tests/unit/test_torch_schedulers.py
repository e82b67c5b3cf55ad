"""torch's schedulers from their arguments, and the primitives that only they need, held against a scan."""

from __future__ import annotations

import math
from typing import Any

import pytest

from tb_lrplugin.frameworks.torch.schedule import from_torch_scheduler
from tb_lrplugin.schedules import (
    Constant,
    Held,
    ScheduleError,
)


def test_a_held_schedule_says_what_it_counts() -> None:
    schedule = from_torch_scheduler("StepLR", {"step_size": 2, "gamma": 0.5}, 0.1)
    assert schedule is not None
    held = Held(schedule, 10, "epoch (inferred)")
    assert held.describe() == ("0.1, times 0.5 every 2 epochs (staircase); 10 steps per epoch (inferred)")
    assert held([19, 20]).tolist() == [0.1, 0.05]


def test_a_change_beyond_every_count_is_never() -> None:
    far = from_torch_scheduler("StepLR", {"step_size": 2**58}, 0.1)
    assert far is not None
    assert Held(far, 1000).first_change(0) is None


@pytest.mark.parametrize(
    "name", ["LambdaLR", "MultiplicativeLR", "torch.optim.lr_scheduler.LambdaLR", "MyScheduler", "", "a.b."]
)
def test_what_has_no_closed_form_is_none(name: str) -> None:
    assert from_torch_scheduler(name, {}, 0.1) is None


@pytest.mark.parametrize("name", ["ReduceLROnPlateau", "lightning.pytorch.cli.ReduceLROnPlateau"])
def test_a_metric_driven_one_is_constant(name: str) -> None:
    assert from_torch_scheduler(name, {"monitor": "loss"}, 0.1) == Constant(0.1)


def sequence(*nodes: Any, milestones: Any) -> dict[str, Any]:
    return {"schedulers": list(nodes), "milestones": milestones}


STEP = {"class_path": "torch.optim.lr_scheduler.StepLR", "init_args": {"step_size": 3}}
LAMBDA = {"class_path": "torch.optim.lr_scheduler.LambdaLR", "init_args": {}}
ONE_CYCLE = {"class_path": "OneCycleLR", "init_args": {"max_lr": 0.1, "total_steps": 10}}
COSINE = {"class_path": "CosineAnnealingLR", "init_args": {"T_max": 9, "eta_min": 0.01}}


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("SequentialLR", sequence(STEP, LAMBDA, milestones=[5])),
        ("SequentialLR", sequence(STEP, ONE_CYCLE, milestones=[5])),
        ("ChainedScheduler", {"schedulers": [STEP, STEP]}),
        ("ChainedScheduler", {"schedulers": [COSINE, STEP]}),
        ("CyclicLR", {"base_lr": 0.1, "max_lr": 0.2, "scale_fn": "lambda x: x"}),
    ],
)
def test_compositions_without_a_closed_form_are_none(name: str, arguments: dict[str, Any]) -> None:
    assert from_torch_scheduler(name, arguments, 0.1) is None


DEEP: dict[str, Any] = STEP
for _ in range(50):
    DEEP = {"class_path": "ChainedScheduler", "init_args": {"schedulers": [DEEP]}}


@pytest.mark.parametrize(
    ("name", "arguments", "sentence"),
    [
        ("StepLR", {}, "StepLR has no step_size"),
        ("StepLR", {"step_size": "2"}, "a whole number is needed"),
        ("StepLR", {"step_size": 2.5}, "a whole number is needed"),
        ("StepLR", {"step_size": True}, "a whole number is needed"),
        ("StepLR", {"step_size": 10**5000}, "out of all bounds"),
        ("StepLR", {"step_size": 0}, "must be 1 or more"),
        ("StepLR", {"step_size": 2, "gamma": math.nan}, "a finite number is needed"),
        ("StepLR", {"step_size": 2, "gamma": 10**400}, "a finite number is needed"),
        ("StepLR", {"step_size": 2, "gamma": [0.1]}, "a number is needed"),
        ("MultiStepLR", {"milestones": [[1]]}, "a whole number is needed"),
        ("MultiStepLR", {"milestones": [1, 1, 1], "gamma": 1e300}, "must be a finite number"),
        ("ExponentialLR", {"gamma": -1.0}, "decay factor is -1"),
        ("CosineAnnealingLR", {"T_max": 0}, "1 or more"),
        ("CosineAnnealingLR", {"T_max": 5, "eta_min": -1}, "0 or above"),
        ("CosineAnnealingWarmRestarts", {"T_0": 5, "T_mult": 0}, "1 or more"),
        ("OneCycleLR", {"max_lr": 0.1}, "has no epochs"),
        ("OneCycleLR", {"max_lr": 0.1, "total_steps": 10, "pct_start": 2}, "between 0 and 1"),
        ("OneCycleLR", {"max_lr": 0.1, "total_steps": 10, "pct_start": 0.1}, "takes no step"),
        ("OneCycleLR", {"max_lr": 0.1, "total_steps": 10, "anneal_strategy": "exp"}, "one of cos, linear"),
        ("OneCycleLR", {"max_lr": 0.1, "total_steps": 10, "div_factor": 0}, "above 0"),
        ("LinearLR", {"start_factor": 0}, "above 0"),
        ("ConstantLR", {"factor": 3}, "at most 1"),
        ("CyclicLR", {"base_lr": 0.1, "max_lr": 0.2, "step_size_up": 0}, "1 or more"),
        ("CyclicLR", {"base_lr": 0.1, "max_lr": 0.2, "mode": "sawtooth"}, "one of triangular"),
        ("SequentialLR", sequence(STEP, milestones=[5]), "one fewer"),
        ("SequentialLR", sequence(STEP, STEP, STEP, milestones=[5, 4]), "must increase"),
        ("SequentialLR", {"schedulers": "x", "milestones": []}, "no list of schedulers"),
        ("SequentialLR", sequence(3, milestones=[]), "without a class_path"),
        ("ChainedScheduler", {"schedulers": [DEEP]}, "nested more than"),
    ],
)
def test_bad_arguments_end_in_a_sentence(name: str, arguments: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ScheduleError, match=sentence):
        from_torch_scheduler(name, arguments, 0.1)
