"""Texts of params.yaml, and what its reader says of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tb_lrplugin.frameworks.model_garden import MODEL_GARDEN
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.schedules import Schedule
from tests.support.readings import in_directory

PARAMS = """\
runtime:
  distribution_strategy: 'off'
task:
  init_checkpoint: ''
trainer:
  optimizer_config:
    ema: null
    learning_rate:
      stepwise:
        boundaries: [100, 160]  # steps
        name: PiecewiseConstantDecay
        offset: 0
        values: [0.5, 0.25, 0.125]
      type: stepwise

    optimizer:
      sgd:
        decay: 0.0
        momentum: 0.9
      type: sgd
    warmup:
      linear:
        warmup_learning_rate: 0.0
        warmup_steps: 10
      type: linear
  steps_per_loop: 10
  train_steps: 200
"""


def read_directory(directory: Path) -> Reading | None:
    return in_directory(MODEL_GARDEN, directory)


def read_text(directory: Path, text: str | bytes) -> Reading | None:
    (directory / "params.yaml").write_bytes(text.encode() if isinstance(text, str) else text)
    return read_directory(directory)


def read_config(
    directory: Path, learning_rate: Any, warmup: Any = None, optimizer: Any = None, train_steps: Any = 200
) -> Reading:
    config = {"learning_rate": learning_rate, "warmup": warmup, "optimizer": optimizer}
    text = json.dumps({"trainer": {"optimizer_config": config, "train_steps": train_steps}})
    reading = read_text(directory, text)
    assert reading is not None
    return reading


def schedule_of(directory: Path, kind: str, block: dict[str, Any], warmup: Any = None) -> Schedule:
    reading = read_config(directory, {"type": kind, kind: block}, warmup)
    assert reading.schedule is not None, reading.error
    return reading.schedule


def error_of(directory: Path, kind: str, block: Any, warmup: Any = None) -> str:
    reading = read_config(directory, {"type": kind, kind: block}, warmup)
    assert reading.schedule is None
    assert reading.error is not None
    return reading.error


def linear(steps: Any, rate: Any = 0.0) -> dict[str, Any]:
    return {"type": "linear", "linear": {"warmup_steps": steps, "warmup_learning_rate": rate}}
