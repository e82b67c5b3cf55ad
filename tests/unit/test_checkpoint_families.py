"""Schedules of Keras, Stable-Baselines3, mmengine and ignite in checkpoints: they speak where the points agree."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tb_lrplugin.frameworks.checkpoint.others import of_ignite, of_mmengine, of_stable_baselines, safely
from tests.support.checkpoints import Called, torch_zip, zipped
from tests.support.event_files import write_scalars
from tests.support.text_summaries import entries_of

Rate = Callable[[int], float]
DECAY = {
    "module": "keras.optimizers.schedules",
    "class_name": "ExponentialDecay",
    "config": {"initial_learning_rate": 0.01, "decay_steps": 50, "decay_rate": 0.9, "staircase": False},
}


def optimizer(rate: float) -> dict[str, Any]:
    return {"state": {}, "param_groups": [{"lr": rate, "initial_lr": 0.05, "params": [0]}]}


def keras(rate: Any) -> bytes:
    config = {
        "compile_config": {"optimizer": {"class_name": "Adam", "config": {"name": "adam", "learning_rate": rate}}}
    }
    return zipped([("config.json", json.dumps(config)), ("metadata.json", "{}")])


def entry_of(logs: Path, tag: str, rate: Rate, steps: range, name: str, content: bytes) -> dict[str, Any]:
    write_scalars(logs / "logs" / "train", tag, [(step, rate(step)) for step in steps])
    path = logs / "ckpt" / name
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    found: dict[str, Any] = entries_of(logs)["logs/train", tag]
    return found


@pytest.mark.parametrize("kind", ["keras", "h5"])
def test_a_schedule_in_a_keras_model(tmp_path: Path, kind: str) -> None:
    content = keras(DECAY)
    if kind == "h5":
        training = {"optimizer_config": {"class_name": "Custom>Adam", "config": {"learning_rate": DECAY}}}
        content = b"\x89HDF\r\n\x1a\n" + bytes(100) + json.dumps(training).encode() + bytes(100)
    rate: Rate = lambda epoch: 0.01 * 0.9 ** ((epoch + 1) * 15 / 50)  # noqa: E731 - a table of three
    entry = entry_of(tmp_path, "epoch_learning_rate", rate, range(20), f"model_20.{kind}", content)
    assert (entry["verdict"], entry["source"]["kind"]) == ("on_schedule", "checkpoint")
    assert entry["measures"] == "optimizer"


def test_a_schedule_of_another_keras_model_says_nothing(tmp_path: Path) -> None:
    entry = entry_of(
        tmp_path, "epoch_learning_rate", lambda epoch: 0.3 / (epoch + 1), range(20), "m.keras", keras(DECAY)
    )
    assert entry["verdict"] == "no_schedule" and "do not follow" in entry["detail"]


def test_a_number_in_a_keras_model_is_the_rate_of_that_moment(tmp_path: Path) -> None:
    entry = entry_of(
        tmp_path, "epoch_learning_rate", lambda epoch: 0.3 / (epoch + 1), range(20), "m.keras", keras(0.015)
    )
    assert entry["verdict"] == "no_schedule"


def test_stable_baselines(tmp_path: Path) -> None:
    data = {
        "learning_rate": {":type:": "<class 'x.LinearSchedule'>", "start": 1e-3, "end": 1e-5, "end_fraction": 0.5},
        "_total_timesteps": 3000,
        "n_steps": 128,
        "n_envs": 1,
    }
    content = zipped([("data", json.dumps(data)), ("policy.optimizer.pth", torch_zip(optimizer(1e-5)))])

    def rate(step: int) -> float:
        return 1e-3 + (1e-5 - 1e-3) * min(1.0, (step - 128) / 1500)

    entry = entry_of(tmp_path, "train/learning_rate", rate, range(256, 3073, 128), "final_model.zip", content)
    assert (entry["verdict"], entry["severity"]) == ("on_schedule", "ok")


def test_a_function_of_stable_baselines_is_not_known() -> None:
    assert list(of_stable_baselines({"learning_rate": {":type:": "<class 'function'>"}, "_total_timesteps": 9})) == []


def test_mmengine(tmp_path: Path) -> None:
    common = {"param_name": "lr", "base_values": [0.05], "last_step": 19, "_global_step": 300, "_last_value": [0.0005]}
    saved = {
        "message_hub": {"runtime_info": {"iter": 299, "epoch": 19, "max_iters": 300, "max_epochs": 20}},
        "optimizer": optimizer(0.0005),
        "param_schedulers": [
            {
                "start_factor": 0.01,
                "end_factor": 1.0,
                "total_iters": 29,
                "begin": 0,
                "end": 30,
                "by_epoch": False,
                **common,
            },
            {
                "milestones": Called("collections.Counter", ({10: 1, 16: 1},)),
                "gamma": 0.1,
                "begin": 0,
                "end": 20,
                "by_epoch": True,
                **common,
            },
        ],
    }

    def rate(step: int) -> float:
        factor = 0.01 + 0.99 * min(step, 29) / 29
        return 0.05 * factor * 0.1 ** sum(step // 15 >= milestone for milestone in (10, 16))

    entry = entry_of(tmp_path, "lr", rate, range(300), "epoch_20.pth", torch_zip(saved))
    assert (entry["verdict"], entry["severity"]) == ("on_schedule", "ok")


def test_mmengine_of_another_parameter() -> None:
    assert of_mmengine([{"param_name": "momentum", "gamma": 0.9, "base_values": [0.9]}], 10, 1) is None


def test_ignite(tmp_path: Path) -> None:
    handler = {
        "event_index": 300,
        "param_name": "lr",
        "start_value": 0.1,
        "end_value": 0.001,
        "cycle_size": 300,
        "cycle_mult": 1.0,
        "start_value_mult": 1.0,
        "end_value_mult": 1.0,
        "warmup_duration": 0,
    }

    def rate(step: int) -> float:
        return 0.1 + (0.001 - 0.1) / 2 * (1 - math.cos(math.pi * step / 300))

    content = torch_zip({"lr_scheduler": handler, "optimizer": optimizer(rate(299)), "trainer": {"iteration": 300}})
    entry = entry_of(tmp_path, "lr/group_0", rate, range(300), "checkpoint_20.pt", content)
    assert (entry["verdict"], entry["severity"]) == ("on_schedule", "ok")


def test_ignite_in_pieces_and_joined() -> None:
    (pieces,) = of_ignite({"milestones": [10, 20], "values": [0.1, 0.3]})
    assert [pieces.value_at(step) for step in (0, 10, 15, 20, 99)] == pytest.approx([0.1, 0.1, 0.2, 0.3, 0.3])
    wrapped = {"lr_scheduler": {"gamma": 0.5, "base_lrs": [0.4], "last_epoch": 3, "_last_lr": [0.4]}}
    warmup = {"schedulers": [["lr", {"milestones": [0, 4], "values": [0.0, 0.4]}]]}
    (joined,) = of_ignite({"durations": [4], "schedulers": [warmup, wrapped]})
    assert [joined.value_at(step) for step in (0, 2, 4, 6)] == pytest.approx([0.0, 0.2, 0.4, 0.1])


@pytest.mark.parametrize(
    "state",
    [
        {},
        {"milestones": [1], "values": [0.1]},
        {"milestones": [5, 5], "values": [0.1, 0.2]},
        {"milestones": ["a", 2], "values": [0.1, 0.2]},
        {"durations": [0], "schedulers": [{}, {}]},
        {"schedulers": [["lr", 3]]},
        {"start_value": 0.1, "end_value": 0.2, "cycle_size": float("nan")},
        {"start_value": -0.1, "end_value": 0.2, "cycle_size": 10},
    ],
)
def test_garbage_of_ignite(state: dict[str, Any]) -> None:
    assert safely(of_ignite(state)) == []


def deepspeed(kind: str, parameters: dict[str, Any], updates: int, **saved: Any) -> bytes:
    config = {
        "optimizer": {"type": "AdamW", "params": {"lr": 0.001}},
        "scheduler": {"type": kind, "params": parameters},
    }
    state = {"last_batch_iteration": updates - 1}
    return torch_zip(
        {"lr_scheduler": state, "ds_config": config, "global_steps": updates, "ds_version": "0.19.8", **saved}
    )


DECAY_LR = {"warmup_max_lr": 0.001, "warmup_num_steps": 20, "warmup_type": "linear", "total_num_steps": 120}


def decay_lr(updates: int) -> float:
    """Give the rate after so many updates: the first two share one (deepspeed 0.19, `runtime/lr_schedules.py`)."""
    done = max(updates - 1, 0)
    return 0.001 * min(done / 20, max(0.0, (120 - done) / 100))


@pytest.mark.parametrize("samples", [1, 4])
@pytest.mark.parametrize("is_sharded", [True, False], ids=["zero", "whole"])
def test_a_scheduler_of_deepspeed(tmp_path: Path, samples: int, is_sharded: bool) -> None:
    held = {} if is_sharded else {"optimizer": optimizer(decay_lr(120))}
    content = deepspeed("WarmupDecayLR", DECAY_LR, 120, **held)
    axis = range(samples, 120 * samples + 1, samples)
    name = "global_step120/mp_rank_00_model_states.pt"
    entry = entry_of(tmp_path, "Train/Samples/lr", lambda x: decay_lr(x // samples), axis, name, content)
    assert (entry["verdict"], entry["severity"]) == ("on_schedule", "ok")
    assert entry["checkpoint"]["scheduler"] == "WarmupDecayLR" and entry["checkpoint"]["last_epoch"] == 120


def test_a_scheduler_of_deepspeed_that_is_stepped_twice(tmp_path: Path) -> None:
    content = deepspeed("WarmupDecayLR", DECAY_LR, 120, optimizer=optimizer(decay_lr(120)), global_steps=60)
    name = "global_step60/mp_rank_00_model_states.pt"
    entry = entry_of(tmp_path, "Train/lr", lambda x: decay_lr(2 * x), range(1, 61), name, content)
    assert (entry["verdict"], entry["checkpoint"]["last_epoch"]) == ("time_scaled", 120)
    assert "model_engine.step()" in entry["causes"][0] + entry["fix"]


@pytest.mark.parametrize(
    ("kind", "parameters"),
    [
        ("WarmupDecayLR", {"total_num_steps": "auto"}),
        ("WarmupDecayLR", {}),
        ("OneCycle", {"cycle_min_lr": 0.1}),
        ("WarmupLR", {"warmup_max_lr": "much"}),
        ("WarmupLR", {"warmup_max_lr": float("nan")}),
    ],
)
def test_garbage_of_deepspeed(tmp_path: Path, kind: str, parameters: dict[str, Any]) -> None:
    content = deepspeed(kind, parameters, 120, optimizer=optimizer(0.01))
    name = "global_step120/mp_rank_00_model_states.pt"
    entry = entry_of(tmp_path, "Train/lr", lambda x: 0.3 / x, range(1, 121), name, content)
    assert entry["verdict"] == "no_schedule"
