"""A scheduler's state names its class by its keys, and gives back the very curve that torch computes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tb_lrplugin.formats.checkpoint import read_checkpoint
from tb_lrplugin.frameworks.checkpoint import readings_of
from tb_lrplugin.frameworks.checkpoint.evidence import told_by
from tb_lrplugin.frameworks.checkpoint.states import ParameterGroup, class_of, length_of, scheduler_of
from tb_lrplugin.frameworks.witness import Witness
from tests.support.checkpoints import Bytes, Called, Named, Tensor, torch_legacy, torch_zip

KEPT = {"base_lrs": [0.1], "last_epoch": 30, "_step_count": 31, "_last_lr": [0.05], "verbose": False}
GROUPS = [ParameterGroup(0.05, 0.004, 0.1, 4e-7)]
PHASES = [
    {"end_step": 29.0, "start_lr": "initial_lr", "end_lr": "max_lr"},
    {"end_step": 99, "start_lr": "max_lr", "end_lr": "min_lr"},
]
LINEAR = {"start_factor": 0.1, "end_factor": 1.0, "total_iters": 10, **KEPT}
COSINE = {"T_max": 90, "eta_min": 0.001, **KEPT}
# Own keys of a class, and rates of it at some steps by torch 2.13's formulas.
STATES: dict[str, tuple[dict[str, Any], dict[int, float]]] = {
    "StepLR": ({"step_size": 10, "gamma": 0.5}, {0: 0.1, 9: 0.1, 10: 0.05, 25: 0.025}),
    "MultiStepLR": (
        {"milestones": Called("collections.Counter", ({5: 1, 8: 2},)), "gamma": 0.1},
        {4: 0.1, 5: 0.01, 8: 1e-4},
    ),
    "ConstantLR": ({"factor": 0.5, "total_iters": 4}, {0: 0.05, 3: 0.05, 4: 0.1}),
    "LinearLR": ({"start_factor": 0.1, "end_factor": 1.0, "total_iters": 10}, {0: 0.01, 5: 0.055, 10: 0.1}),
    "ExponentialLR": ({"gamma": 0.9}, {0: 0.1, 2: 0.081}),
    "PolynomialLR": ({"total_iters": 10, "power": 2.0}, {0: 0.1, 5: 0.025, 10: 0.0}),
    "CosineAnnealingLR": ({"T_max": 100, "eta_min": 0.0}, {0: 0.1, 50: 0.05, 100: 0.0}),
    "CosineAnnealingWarmRestarts": (
        {"T_0": 10, "T_i": 10, "T_mult": 1, "eta_min": 0.0, "T_cur": 0},
        {5: 0.05, 10: 0.1},
    ),
    "CyclicLR": (
        {
            "total_size": 40.0,
            "step_ratio": 0.25,
            "max_lrs": [0.5],
            "mode": "triangular",
            "gamma": 1.0,
            "_scale_fn_custom": None,
        },
        {0: 0.1, 10: 0.5, 40: 0.1},
    ),
    "OneCycleLR": (
        {"total_steps": 100, "_schedule_phases": PHASES, "_anneal_func_type": "cos"},
        {0: 0.004, 29: 0.1, 99: 4e-7},
    ),
    "SequentialLR": ({"_schedulers": [LINEAR, COSINE], "_milestones": [10]}, {0: 0.01, 10: 0.1, 100: 0.001}),
    "ChainedScheduler": (
        {"_schedulers": [{"factor": 0.5, "total_iters": 4, **KEPT}, {"gamma": 0.9, **KEPT}]},
        {0: 0.05, 3: 0.05 * 0.9**3, 4: 0.1 * 0.9**4},
    ),
}


def saved(name: str) -> dict[str, Any]:
    own = STATES[name][0]
    return {"_last_lr": [0.05], **own} if name == "ChainedScheduler" else {**KEPT, **own}


def optimizer(*rates: float, step: int | None = None, **more: Any) -> dict[str, Any]:
    state = {} if step is None else {0: {"step": Tensor(float(step), "9"), "exp_avg": Named("a.b")}}
    return {"state": state, "param_groups": [{"lr": rate, **more, "params": [0]} for rate in rates]}


@pytest.mark.parametrize("write", [torch_zip, torch_legacy], ids=["zip", "legacy"])
@pytest.mark.parametrize("name", STATES)
def test_class_and_parameters(name: str, write: Any) -> None:
    group = optimizer(0.05, initial_lr=0.004, max_lr=0.1, min_lr=4e-7)
    content = write({"model": {}, "optimizer": group, "sched": saved(name)})
    told = told_by({"last.pt": read_checkpoint(Bytes(content))})
    (reading,) = readings_of(told, "last.pt")
    assert reading.witness is not None and reading.witness.scheduler == name
    assert reading.is_state and reading.schedule is not None
    steps, expected = np.array(list(STATES[name][1])), list(STATES[name][1].values())
    assert reading.schedule(steps) == pytest.approx(expected, rel=1e-6, abs=1e-9)


def test_functions_are_told_by_their_counter_alone() -> None:
    told = told_by({"a": read_checkpoint(Bytes(torch_zip({"scheduler": {"lr_lambdas": [None], **KEPT}})))})
    (reading,) = readings_of(told, "a")
    assert reading.schedule is None and "LambdaLR" in reading.unreadable
    assert reading.witness is not None and reading.witness.last_epoch == 30


@pytest.mark.parametrize("extra", [{"verbose": True}, {"_is_initial": False}, {"default_min_lr": 0.0}, {"of": "2.99"}])
def test_keys_of_other_versions_do_not_matter(extra: dict[str, Any]) -> None:
    assert class_of({"T_max": 3, **KEPT, **extra}) == "CosineAnnealingLR"


@pytest.mark.parametrize(
    "state",
    [
        {},
        {"gamma": 0.9},
        {"T_max": 10},
        {"total_iters": 3, "power": 1.0, "name": "a layer"},
        {"_schedulers": "text", "_milestones": 3, "_last_lr": None},
        {"_schedulers": [{}], "_last_lr": [1.0]},
    ],
)
def test_what_is_no_scheduler(state: dict[str, Any]) -> None:
    found = scheduler_of(state, GROUPS)
    assert found is None or not found.base_rates


@pytest.mark.parametrize(
    "wrong",
    [
        {"last_epoch": 10**400},
        {"last_epoch": True},
        {"base_lrs": "0.1"},
        {"base_lrs": [float("nan")]},
        {"base_lrs": [[0.1]]},
        {"T_max": float("nan")},
        {"T_max": -3},
        {"_last_lr": {}},
    ],
)
def test_garbage_in_a_state_spoils_nothing(wrong: dict[str, Any]) -> None:
    told = told_by({"a": read_checkpoint(Bytes(torch_zip({"s": {"T_max": 9, **KEPT, **wrong}})))})
    for reading in readings_of(told, "a"):
        assert reading.error is None
        list(reading.alternatives("lr"))


def test_counters_of_frameworks() -> None:
    lightning = {
        "epoch": 19,
        "global_step": 300,
        "lr_schedulers": [{"T_max": 9, **KEPT}],
        "optimizer_states": [optimizer(0.05, step=299)],
    }
    told = told_by({"a.ckpt": read_checkpoint(Bytes(torch_zip(lightning)))})
    assert (told.step, told.epoch, told.optimizers[0].updates) == (300, 19, 299)
    composer = {
        "state": {
            "optimizers": {"AdamW": optimizer(0.05, step=150)},
            "timestamp": {"Timestamp": {"epoch": 10, "batch": 150}},
        }
    }
    told = told_by({"ep10.pt": read_checkpoint(Bytes(torch_zip(composer)))})
    assert (told.step, told.epoch, told.optimizers[0].updates) == (150, 10, 150)


def test_files_of_one_folder_tell_together() -> None:
    files = {
        "scheduler.pt": read_checkpoint(Bytes(torch_zip({"T_max": 9, **KEPT}))),
        "optimizer.pt": read_checkpoint(Bytes(torch_zip(optimizer(0.05, step=30)))),
    }
    told = told_by(files)
    assert (told.schedulers[0].name, told.optimizers[0].updates, told.optimizers[0].groups[0].rate) == (
        "CosineAnnealingLR",
        30,
        0.05,
    )


def test_what_ignite_wraps_is_left_alone() -> None:
    handler = {"event_index": 3, "param_name": "lr", "lr_scheduler": {"gamma": 0.9, **KEPT}}
    assert told_by({"a": read_checkpoint(Bytes(torch_zip({"handler": handler})))}).schedulers == ()


def test_lengths() -> None:
    lengths = {name: length_of(found) for name in STATES if (found := scheduler_of(_plain(name), GROUPS)) is not None}
    assert {name: length for name, length in lengths.items() if length is not None} == {
        "CosineAnnealingLR": 100,
        "OneCycleLR": 100,
        "PolynomialLR": 10,
        "SequentialLR": 100,
    }


def _plain(name: str) -> dict[str, Any]:
    return {**saved(name), **({"milestones": {5: 1, 8: 2}} if name == "MultiStepLR" else {})}


class TestWitness:
    @pytest.mark.parametrize(
        ("last_epoch", "updates", "epoch", "is_so"),
        [
            (0, 300, None, True),
            (0, 300, 5, True),
            (0, 300, 1, False),
            (0, 300, 0, False),
            (0, 1, None, False),
            (3, 300, 5, False),
        ],
    )
    def test_never_stepped(self, last_epoch: int, updates: int, epoch: int | None, is_so: bool) -> None:
        assert Witness("a", epoch=epoch, last_epoch=last_epoch, updates=updates).was_never_stepped is is_so

    @pytest.mark.parametrize(
        ("last_epoch", "pace"), [(300, 1), (299, 1), (301, 1), (600, 2), (1200, 4), (20, 20 / 300), (None, None)]
    )
    def test_pace(self, last_epoch: int | None, pace: float | None) -> None:
        assert Witness("a", last_epoch=last_epoch, updates=300).pace == pace

    def test_a_scheduler_by_epoch(self) -> None:
        seldom = Witness("a", last_epoch=20, updates=300, length=20)
        assert seldom.updates_per_call == 15 and not seldom.counts_updates
        assert Witness("a", last_epoch=20, updates=300, length=300).counts_updates

    def test_rates_that_differ(self) -> None:
        assert Witness("a", scheduler_rates=(0.1,), optimizer_rates=(0.1 * (1 + 1e-7),)).rates_differ() is None
        assert Witness("a", scheduler_rates=(0.1, 0.0), optimizer_rates=(0.1, 0.3)).rates_differ() == (0.0, 0.3)
