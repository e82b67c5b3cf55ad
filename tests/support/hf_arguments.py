"""Arguments of Hugging Face's Trainer as its event file holds them, and what is read from them."""

from __future__ import annotations

import json
from typing import Any

import numpy as np

from tb_lrplugin.data.run_evidence import LastPoint, RunEvidence
from tb_lrplugin.diagnosis.engine import diagnose
from tb_lrplugin.diagnosis.model import Diagnosis
from tb_lrplugin.frameworks.huggingface import HF_TRAINER
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.schedules import Schedule
from tests.support.made_series import series_of
from tests.support.readings import in_evidence

VERSION = "5.23.0"
ARGUMENTS: dict[str, Any] = {
    "output_dir": "out",
    "per_device_train_batch_size": 8,
    "gradient_accumulation_steps": 1,
    "learning_rate": 0.001,
    "num_train_epochs": 5,
    "max_steps": 100,
    "lr_scheduler_type": "linear",
    "lr_scheduler_kwargs": None,
    "warmup_steps": 0,
    "optim": "adamw_torch_fused",
    "use_cpu": False,
    "deepspeed": None,
}


def evidence_of(
    text: str,
    version: str | None = VERSION,
    epoch: tuple[int, float] | None = None,
    runtime: int | None = None,
    run: str = ".",
) -> RunEvidence:
    texts = {"args/text_summary": text}
    if version is not None:
        texts["model_config/text_summary"] = json.dumps(
            {"model_type": "bert", "transformers_version": version}, indent=2
        )
    points = {}
    if epoch is not None:
        points["train/epoch"] = LastPoint(epoch[0], float(np.float32(epoch[1])))
    if runtime is not None:
        points["train/train_runtime"] = LastPoint(runtime, 12.5)
    return RunEvidence(run, texts, last_points=points)


def read_all(evidence: RunEvidence) -> list[Reading]:
    return list(in_evidence(HF_TRAINER, evidence))


def read(changes: dict[str, Any] | None = None, **others: Any) -> Reading:
    (reading,) = read_all(evidence_of(json.dumps({**ARGUMENTS, **(changes or {})}, indent=2), **others))
    return reading


def diagnosed(reading: Reading, schedule: Schedule, offset: int, last: int = 100) -> Diagnosis:
    steps = np.arange(1, last + 1)
    return diagnose(series_of(steps, np.float32(schedule(steps + offset))), [reading])
