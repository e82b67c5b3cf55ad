"""The settings that each source hands on as possible factors, and the sentence that names the one that fits."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tb_lrplugin.data.run_evidence import LastPoint, RunEvidence
from tb_lrplugin.diagnosis.engine import diagnose
from tb_lrplugin.frameworks import Framework
from tb_lrplugin.frameworks.cleanrl import CLEANRL
from tb_lrplugin.frameworks.coqui import COQUI
from tb_lrplugin.frameworks.detectron2 import DETECTRON2
from tb_lrplugin.frameworks.easydel import EASYDEL
from tb_lrplugin.frameworks.huggingface import ACCELERATE, HF_TRAINER
from tb_lrplugin.frameworks.keras import KERAS_MODEL
from tb_lrplugin.frameworks.maxtext import MAXTEXT
from tb_lrplugin.frameworks.megatron import MEGATRON
from tb_lrplugin.frameworks.mlagents import MLAGENTS
from tb_lrplugin.frameworks.mmengine import MMENGINE
from tb_lrplugin.frameworks.model_garden import MODEL_GARDEN
from tb_lrplugin.frameworks.object_detection import PIPELINE_CONFIG
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.frameworks.run_numbers import named, numbers_of, ratio
from tb_lrplugin.frameworks.torch import LIGHTNING_CLI
from tb_lrplugin.frameworks.torchtune import TORCHTUNE
from tb_lrplugin.frameworks.yolo import ULTRALYTICS, YOLOV5
from tb_lrplugin.schedules import Cosine
from tests.support.hf_arguments import ARGUMENTS, evidence_of
from tests.support.made_series import candidates_of, series_of
from tests.support.readings import in_directory, in_evidence


def test_settings_are_found_by_name_and_by_path() -> None:
    settings = {"trainer": {"devices": 4, "num_nodes": 2}, "hyperparameters.batch_size": 8.0, "epochs": 3}
    names = ("trainer.devices", "hyperparameters.batch_size", "trainer.num_nodes", "absent", "epochs.inner")
    assert numbers_of(settings, names) == (
        ("trainer.devices", 4.0),
        ("hyperparameters.batch_size", 8.0),
        ("trainer.num_nodes", 2.0),
    )


@pytest.mark.parametrize(
    "value", [True, False, None, "4", [4], {}, 0, -1, math.nan, math.inf, 10**400, 1e10, "auto", b"4"]
)
def test_what_is_no_count_is_left_out(value: Any) -> None:
    assert numbers_of({"devices": value}, ("devices",)) == ()
    assert named("devices", value) == ()


def test_a_ratio_is_given_only_where_it_is_whole() -> None:
    numbers = (("batch", 64.0), ("micro", 4.0), ("processes", 8.0))
    assert ratio(numbers, "steps", "batch", "micro", "processes") == (("steps", 2.0),)
    assert ratio(numbers, "steps", "micro", "processes") == ()
    assert ratio(numbers, "steps", "batch", "absent") == ()


def numbers_in(found: Reading | None) -> dict[str, float]:
    assert found is not None
    assert found.error is None and found.schedule is not None
    assert hash(found.numbers) == hash(tuple(found.numbers))
    return dict(found.numbers)


def in_file(framework: Framework, directory: Path, **files: str) -> dict[str, float]:
    for name, text in files.items():
        (directory / name.replace("__", ".")).write_text(text)
    return numbers_in(in_directory(framework, directory))


def in_texts(framework: Framework, texts: Mapping[str, str]) -> dict[str, float]:
    evidence = RunEvidence(".", {f"{name}/text_summary": text for name, text in texts.items()})
    return numbers_in(in_evidence(framework, evidence)[0])


def test_hf_trainer() -> None:
    arguments = {**ARGUMENTS, "gradient_accumulation_steps": 4, "max_steps": -1, "num_train_epochs": 16}
    found = in_evidence(HF_TRAINER, evidence_of(json.dumps(arguments), "4.52.4", epoch=(40, 8.0)))
    assert numbers_in(found[0]) == {
        "gradient_accumulation_steps": 4,
        "per_device_train_batch_size": 8,
        "num_train_epochs": 16,
        "updates per epoch": 5,
    }


def test_hf_trainer_with_deepspeed_tells_the_processes() -> None:
    deepspeed = {"train_batch_size": 64, "train_micro_batch_size_per_gpu": 2, "gradient_accumulation_steps": 4}
    found = in_evidence(HF_TRAINER, evidence_of(json.dumps({**ARGUMENTS, "deepspeed": deepspeed})))
    assert numbers_in(found[0])["DeepSpeed's number of processes"] == 8
    automatic = dict.fromkeys(deepspeed, "auto")
    found = in_evidence(HF_TRAINER, evidence_of(json.dumps({**ARGUMENTS, "deepspeed": automatic})))
    assert not [name for name in numbers_in(found[0]) if "DeepSpeed" in name]


def test_accelerate() -> None:
    hparams = {
        "learning_rate": 1e-4,
        "lr_scheduler": "cosine",
        "lr_warmup_steps": 0.0,
        "max_train_steps": 100.0,
        "gradient_accumulation_steps": 4.0,
        "train_batch_size": 2.0,
        "num_train_epochs": 5.0,
        "resolution": 512.0,
    }
    session = RunEvidence("logs/1795298014.24", hparams=hparams)
    (found,) = in_evidence(ACCELERATE, RunEvidence("logs", children={"1795298014.24": session}))
    assert numbers_in(found) == {"gradient_accumulation_steps": 4, "train_batch_size": 2, "num_train_epochs": 5}


SCHEDULER = """\
optimizer:
  class_path: torch.optim.SGD
  init_args:
    lr: 0.1
lr_scheduler:
  class_path: torch.optim.lr_scheduler.StepLR
  init_args:
    step_size: 2
"""


@pytest.mark.parametrize(("devices", "count"), [("4", 4), ("[0, 1, 2]", 3), ("auto", None), ("'0,1'", None)])
def test_lightning_cli(tmp_path: Path, devices: str, count: int | None) -> None:
    trainer = f"trainer:\n  accumulate_grad_batches: 8\n  devices: {devices}\n  num_nodes: 2\n  max_epochs: 20\n"
    data = "data:\n  class_path: Data\n  init_args:\n    batch_size: 16\n"
    found = in_file(LIGHTNING_CLI, tmp_path, config__yaml=SCHEDULER + trainer + data)
    assert found.pop("trainer.devices", None) == count
    assert found == {
        "trainer.accumulate_grad_batches": 8,
        "trainer.num_nodes": 2,
        "trainer.max_epochs": 20,
        "data.init_args.batch_size": 16,
    }


def test_lightning_cli_adds_the_epoch_that_the_points_show(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(SCHEDULER + "trainer:\n  max_epochs: 20\n")
    reading = in_directory(LIGHTNING_CLI, tmp_path)
    assert reading is not None
    steps = np.arange(0, 200, 10)
    series = series_of(steps, 0.1 * 0.1 ** (steps // 20), tag="lr-SGD")
    assert [dict(one.numbers)["steps per epoch"] for one in candidates_of(reading, series)] == [10, 10]


def test_megatron() -> None:
    arguments = {
        "lr": 1e-4,
        "lr_decay_style": "cosine",
        "train_iters": 1000,
        "global_batch_size": 256,
        "micro_batch_size": 4,
        "data_parallel_size": 8,
        "world_size": 16,
        "tensor_model_parallel_size": 2,
        "num_layers": 24,
    }
    found = in_texts(MEGATRON, {name: str(value) for name, value in arguments.items()})
    assert found == {
        "global_batch_size": 256,
        "micro_batch_size": 4,
        "data_parallel_size": 8,
        "world_size": 16,
        "tensor_model_parallel_size": 2,
        "micro-batches per update": 8,
    }


def test_detectron2(tmp_path: Path) -> None:
    text = "SOLVER:\n  BASE_LR: 0.02\n  MAX_ITER: 90000\n  IMS_PER_BATCH: 16\n  REFERENCE_WORLD_SIZE: 8\n"
    assert in_file(DETECTRON2, tmp_path, config__yaml=text) == {
        "SOLVER.IMS_PER_BATCH": 16,
        "SOLVER.REFERENCE_WORLD_SIZE": 8,
        "images per process": 2,
    }
    text = text.replace("REFERENCE_WORLD_SIZE: 8", "REFERENCE_WORLD_SIZE: 0")
    assert in_file(DETECTRON2, tmp_path, config__yaml=text) == {"SOLVER.IMS_PER_BATCH": 16}


def test_mmengine() -> None:
    text = (
        "optim_wrapper = dict(accumulative_counts=4, optimizer=dict(lr=0.02, type='SGD'), type='OptimWrapper')\n"
        "param_scheduler = [dict(by_epoch=False, milestones=[50], type='MultiStepLR')]\n"
        "auto_scale_lr = dict(base_batch_size=16, enable=False)\n"
        "train_dataloader = dict(batch_size=2)\ntrain_cfg = dict(max_epochs=12)\n"
    )
    assert in_texts(MMENGINE, {"config": text}) == {
        "optim_wrapper.accumulative_counts": 4,
        "auto_scale_lr.base_batch_size": 16,
        "train_dataloader.batch_size": 2,
        "train_cfg.max_epochs": 12,
    }


def test_mmengine_adds_the_length_of_an_epoch() -> None:
    text = (
        "optim_wrapper = dict(optimizer=dict(lr=0.02, type='SGD'))\n"
        "param_scheduler = [dict(by_epoch=True, gamma=0.1, milestones=[2], type='MultiStepLR')]\n"
    )
    points = {"epoch": LastPoint(100, 10.0)}
    (reading,) = in_evidence(MMENGINE, RunEvidence(".", {"config/text_summary": text}, last_points=points))
    steps = np.arange(1, 101)
    series = series_of(steps, np.where(steps - 1 < 20, 0.02, 0.002), tag="lr")
    assert dict(candidates_of(reading, series)[0].numbers) == {"iterations per epoch": 10}


def test_ultralytics(tmp_path: Path) -> None:
    text = (
        "optimizer: SGD\nepochs: 8\nbatch: 16\nnbs: 64\nlr0: 0.01\nlrf: 0.01\nwarmup_epochs: 3\nwarmup_bias_lr: 0.1\n"
    )
    expected = {"batch": 16, "nbs": 64, "accumulated batches (nbs / batch)": 4}
    assert in_file(ULTRALYTICS, tmp_path, args__yaml=text) == expected
    # AutoBatch chooses the size itself.
    assert in_file(ULTRALYTICS, tmp_path, args__yaml=text.replace("batch: 16", "batch: -1")) == {"nbs": 64}


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        (
            "batch_size: 8\ntotal_batch_size: 32\nworld_size: 4\n",
            {
                "total_batch_size": 32,
                "batch_size": 8,
                "world_size": 4,
                "accumulated batches (64 / total_batch_size)": 2,
            },
        ),
        ("batch_size: 128\n", {"batch_size": 128, "accumulated batches (64 / batch_size)": 1}),
        ("", {}),
    ],
)
def test_yolov5(tmp_path: Path, sizes: str, expected: dict[str, float]) -> None:
    hyperparameters = "lr0: 0.01\nlrf: 0.1\nwarmup_epochs: 3.0\nwarmup_bias_lr: 0.1\n"
    options = f"epochs: 40\ncos_lr: false\n{sizes}"
    assert in_file(YOLOV5, tmp_path, hyp__yaml=hyperparameters, opt__yaml=options) == expected


def test_coqui() -> None:
    config = {
        "scheduler_after_epoch": False,
        "lr": 1e-3,
        "lr_scheduler": "NoamLR",
        "lr_scheduler_params": {"warmup_steps": 400},
        "batch_size": 32,
        "epochs": 1000,
        "grad_accum_steps": 4,
    }
    found = in_texts(COQUI, {"model-config": f"<pre>{json.dumps(config)}</pre>"})
    assert found == {"grad_accum_steps": 4, "batch_size": 32, "epochs": 1000}


def test_coqui_adds_the_batches_that_the_points_show() -> None:
    config = {"scheduler_after_epoch": True, "lr": 1.0, "lr_scheduler": "ExponentialLR"}
    config["lr_scheduler_params"] = {"gamma": 0.5}
    text = f"<pre>{json.dumps(config)}</pre>"
    reading = in_evidence(COQUI, RunEvidence(".", {"model-config/text_summary": text}))[0]
    steps = np.arange(100)
    series = series_of(steps, 0.5 ** (steps // 25), tag="TrainIterStats/current_lr")
    assert dict(candidates_of(reading, series)[0].numbers) == {"batches per epoch": 25}


TORCHTUNE_CONFIG = "optimizer:\n  _component_: torch.optim.AdamW\n  lr: 0.0003\nepochs: 3\nbatch_size: 2\n"


def test_torchtune(tmp_path: Path) -> None:
    text = f"{TORCHTUNE_CONFIG}max_steps_per_epoch: 100\ngradient_accumulation_steps: 8\n"
    assert in_file(TORCHTUNE, tmp_path, torchtune_config__yaml=text) == {
        "gradient_accumulation_steps": 8,
        "batch_size": 2,
        "epochs": 3,
        "max_steps_per_epoch": 100,
    }


def test_torchtune_adds_the_steps_that_the_points_show(tmp_path: Path) -> None:
    scheduler = "torchtune.training.lr_schedulers.get_cosine_schedule_with_warmup"
    text = f"{TORCHTUNE_CONFIG}lr_scheduler:\n  _component_: {scheduler}\n  num_warmup_steps: 0\n"
    (tmp_path / "torchtune_config.yaml").write_text(text)
    reading = in_directory(TORCHTUNE, tmp_path)
    assert reading is not None
    steps = np.arange(1, 150)
    series = series_of(steps, Cosine(3e-4, 150)(steps), tag="lr")
    assert dict(candidates_of(reading, series)[0].numbers)["steps per epoch"] == 50


def test_mlagents() -> None:
    lines = ["trainer_type:\tppo", "hyperparameters:\t", "  batch_size:\t128", "  buffer_size:\t2048"]
    lines += ["  learning_rate:\t0.0003", "  num_epoch:\t3", "max_steps:\t500000", "summary_freq:\t10000"]
    found = in_texts(MLAGENTS, {"Hyperparameters": "\n".join(f"\t{line}" for line in lines)})
    assert found == {
        "hyperparameters.batch_size": 128,
        "hyperparameters.buffer_size": 2048,
        "hyperparameters.num_epoch": 3,
        "summary_freq": 10_000,
        "batches per buffer": 16,
    }


def test_cleanrl() -> None:
    rows = {"learning_rate": 2.5e-4, "anneal_lr": True, "total_timesteps": 20_480, "num_envs": 4, "num_steps": 128}
    rows |= {"num_minibatches": 4, "update_epochs": 3, "seed": 1}
    text = "|param|value|\n|-|-|\n" + "\n".join(f"|{name}|{value}|" for name, value in rows.items())
    assert in_texts(CLEANRL, {"hyperparameters": text}) == {
        "num_envs": 4,
        "num_steps": 128,
        "num_minibatches": 4,
        "update_epochs": 3,
    }


def test_model_garden(tmp_path: Path) -> None:
    text = """\
runtime: {num_gpus: 8, distribution_strategy: mirrored}
task: {train_data: {global_batch_size: 256}}
trainer:
  steps_per_loop: 100
  train_steps: 1000
  optimizer_config:
    optimizer: {type: adam}
    learning_rate: {type: cosine, cosine: {initial_learning_rate: 0.1, decay_steps: 1000}}
"""
    assert in_file(MODEL_GARDEN, tmp_path, params__yaml=text) == {
        "task.train_data.global_batch_size": 256,
        "runtime.num_gpus": 8,
        "trainer.steps_per_loop": 100,
    }


def test_keras_model() -> None:
    schedule = {"class_name": "CosineDecay", "config": {"initial_learning_rate": 0.1, "decay_steps": 400}}
    config = {"name": "adam", "learning_rate": schedule, "gradient_accumulation_steps": None}
    model = {"compile_config": {"optimizer": {"class_name": "Adam", "config": config}}}
    points = {"evaluation_loss_vs_iterations": LastPoint(100, 0.1), "epoch_loss": LastPoint(4, 0.1)}
    siblings = {"validation": RunEvidence("validation", last_points=points)}
    (reading,) = in_evidence(KERAS_MODEL, RunEvidence("train", keras_model=json.dumps(model)), siblings)
    series = series_of(np.arange(5), Cosine(0.1, 400)(20 * np.arange(1, 6)), tag="epoch_learning_rate")
    assert dict(candidates_of(reading, series)[0].numbers) == {"steps per epoch": 20}
    config["gradient_accumulation_steps"] = 4
    (reading,) = in_evidence(KERAS_MODEL, RunEvidence("train", keras_model=json.dumps(model)), siblings)
    assert reading.numbers == (("gradient_accumulation_steps", 4.0),)


def test_maxtext() -> None:
    keys = {"learning_rate": 3e-5, "warmup_steps_fraction": 0.1, "learning_rate_schedule_steps": 1000, "steps": 1000}
    keys |= {"learning_rate_final_fraction": 0.1, "gradient_accumulation_steps": 4, "per_device_batch_size": 12.0}
    texts = {name: str(value) for name, value in keys.items()}
    expected = {"gradient_accumulation_steps": 4, "per_device_batch_size": 12}
    assert in_texts(MAXTEXT, texts) == expected
    (reading,) = in_evidence(MAXTEXT, RunEvidence(".", {f"{name}/text_summary": text for name, text in texts.items()}))
    assert all(name not in reading.text for name in expected)


def test_easydel(tmp_path: Path) -> None:
    arguments = {"trainer_config_class": "TrainingArguments", "learning_rate": 0.1, "scheduler": "none"}
    arguments |= {"gradient_accumulation_steps": 4, "total_batch_size": 32, "num_train_epochs": 2}
    (tmp_path / "run-10").mkdir()
    (tmp_path / "run-10" / "easydel-training-arguments.json").write_text(json.dumps(arguments))
    assert in_file(EASYDEL, tmp_path) == {
        "gradient_accumulation_steps": 4,
        "total_batch_size": 32,
        "num_train_epochs": 2,
    }


PIPELINE = """\
train_config {{
  batch_size: 24
  {replicas}
  optimizer {{ adam_optimizer {{ learning_rate {{ constant_learning_rate {{ learning_rate: 0.1 }} }} }} }}
}}
"""


@pytest.mark.parametrize(
    ("replicas", "expected"),
    [
        ("sync_replicas: true replicas_to_aggregate: 8", {"batch_size": 24, "replicas_to_aggregate": 8}),
        # Without sync_replicas the API reads no replicas_to_aggregate.
        ("replicas_to_aggregate: 8", {"batch_size": 24}),
    ],
)
def test_pipeline_config(tmp_path: Path, replicas: str, expected: dict[str, float]) -> None:
    text = PIPELINE.format(replicas=replicas)
    assert in_file(PIPELINE_CONFIG, tmp_path, pipeline__config=text) == expected


def reading_with(**numbers: float) -> Reading:
    return Reading("hf_trainer", "args", Cosine(0.1, 100), numbers=tuple(numbers.items()))


@pytest.mark.parametrize(
    ("numbers", "named_in_causes", "not_named"),
    [
        ({"gradient_accumulation_steps": 4.0, "epochs": 3.0}, "gradient_accumulation_steps", "epochs"),
        ({"devices": 2.0, "num_nodes": 2.0}, "devices times num_nodes", "="),
        # A setting that is the factor by itself leaves nothing for a product to explain.
        ({"accumulation": 4.0, "devices": 2.0, "num_nodes": 2.0}, "accumulation", "devices"),
        ({"epochs": 3.0}, "", "epochs"),
    ],
)
def test_a_setting_that_equals_the_pace_is_named(
    numbers: dict[str, float], named_in_causes: str, not_named: str
) -> None:
    steps = np.arange(1, 26)
    series = series_of(steps, Cosine(0.1, 100)(4 * steps))
    diagnosis = diagnose(series, [reading_with(**numbers)])
    assert diagnosis.finding.verdict == "time_scaled"
    assert diagnosis.evidence.time_scale == pytest.approx(4)
    own = " ".join(cause for cause in diagnosis.finding.causes if " is 4: the schedule is stepped 4 times" in cause)
    assert named_in_causes in own
    assert not_named not in own.replace(named_in_causes, "")
    assert bool(own) == bool(named_in_causes)
