"""The settings that Ultralytics saves with the weights: what `optimizer: auto` chose."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.frameworks.yolo import ULTRALYTICS
from tb_lrplugin.frameworks.yolo.schedule import Decay, Recipe, Warmup
from tests.support.checkpoints import torch_zip
from tests.support.made_series import governing, series_of, verdict
from tests.support.readings import in_directory

CHOSEN = {
    "mode": "train",
    "optimizer": "AdamW",
    "epochs": 30,
    "time": None,
    "cos_lr": False,
    "lr0": 0.001667,
    "lrf": 0.01,
    "warmup_epochs": 3.0,
    "warmup_bias_lr": 0.0,
    "nbs": 64,
}
LEFT_OPEN = {**CHOSEN, "optimizer": "auto", "lr0": 0.01, "warmup_bias_lr": 0.1}
ARGUMENTS = "".join(f"{name}: {'null' if value is None else value}\n" for name, value in LEFT_OPEN.items())
GROUPS = [{"lr": 0.001, "initial_lr": 0.002}, {"lr": 0.001, "initial_lr": 0.002}]
EPOCHS = np.arange(30)


def read(directory: Path, content: Any, arguments: str = ARGUMENTS) -> Reading:
    (directory / "weights").mkdir()
    (directory / "weights" / "last.pt").write_bytes(torch_zip(content))
    if arguments:
        (directory / "args.yaml").write_text(arguments)
    reading = in_directory(ULTRALYTICS, directory)
    assert reading is not None
    return reading


def recipe_of(rate: float) -> Recipe:
    return Recipe(Decay("linear", 30, 0.01), Warmup(3.0), (rate,))


@pytest.mark.parametrize(
    ("content", "rate"),
    [
        ({"train_args": CHOSEN, "epoch": -1, "optimizer": None}, 0.001667),
        ({"train_args": LEFT_OPEN, "optimizer": {"param_groups": GROUPS}}, 0.002),
    ],
)
def test_the_choice_of_auto_is_told_by_the_weights(tmp_path: Path, content: Any, rate: float) -> None:
    reading = read(tmp_path, content)
    assert "# weights/last.pt: optimizer: auto chose" in reading.text
    right = recipe_of(rate).schedule(rate, 16)
    series = series_of(EPOCHS + 1, right(EPOCHS), run=".", tag="lr/pg1")
    assert governing(reading, series).schedule == right
    # Without the weights the points choose a rate, and no factor on it is ever seen.
    tripled = series_of(EPOCHS + 1, 3 * right(EPOCHS), run=".", tag="lr/pg1")
    assert verdict(tripled, [reading]) == "off_schedule"


@pytest.mark.parametrize("content", [{"train_args": LEFT_OPEN}, {"model": {}}, {"train_args": {"lr0": "x"}}, [1]])
def test_weights_that_tell_nothing_leave_the_choice_to_the_points(tmp_path: Path, content: Any) -> None:
    reading = read(tmp_path, content)
    right = recipe_of(0.01).schedule(0.01, 16)
    series = series_of(EPOCHS + 1, right(EPOCHS), run=".", tag="lr/pg1")
    assert governing(reading, series).schedule == right


def test_the_weights_alone_hold_all_settings(tmp_path: Path) -> None:
    reading = read(tmp_path, {"train_args": CHOSEN}, arguments="")
    assert (reading.where, reading.total_steps, reading.optimizer) == ("weights/last.pt", 30, "AdamW")
    right = recipe_of(0.001667).schedule(0.001667, 16)
    assert governing(reading, series_of(EPOCHS + 1, right(EPOCHS), run=".", tag="lr/pg1")).schedule == right
