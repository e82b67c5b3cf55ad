"""The reader of hyp.yaml and opt.yaml: what it takes from the files, what it fits, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tb_lrplugin.data.files import MAX_CONFIG_BYTES
from tb_lrplugin.formats.safe_yaml import MAX_DEPTH
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.frameworks.yolo import YOLOV5
from tb_lrplugin.frameworks.yolo.schedule import Decay, Recipe, Warmup
from tests.support.made_series import governing, series_of, verdict
from tests.support.readings import in_directory

HYPERPARAMETERS = "lr0: 0.01\nlrf: 0.1\nmomentum: 0.937\nwarmup_epochs: 3.0\nwarmup_bias_lr: 0.1\nanchors: 3\n"
OPTIONS = "weights: yolov5s.pt\nepochs: 40\noptimizer: SGD\ncos_lr: false\n"
OLD_OPTIONS = "weights: yolov7.pt\nepochs: 40\nadam: true\nlinear_lr: false\n"
EPOCHS = np.arange(40)


def read(directory: Path, hyperparameters: str | None = HYPERPARAMETERS, options: str | None = OPTIONS) -> Any:
    for name, text in (("hyp.yaml", hyperparameters), ("opt.yaml", options)):
        if text is not None:
            (directory / name).write_text(text)
    return in_directory(YOLOV5, directory)


def series_for(recipe: Recipe, batches: int, group: int) -> Any:
    return series_of(EPOCHS, recipe.schedule(0.01, batches)(EPOCHS), run=".", tag=f"x/lr{group}")


def test_what_is_read(tmp_path: Path) -> None:
    reading = read(tmp_path)
    assert (reading.kind, reading.where, reading.error) == ("yolov5", "hyp.yaml", None)
    assert (reading.total_steps, reading.unit, reading.optimizer) == (40, "epochs", "SGD")
    assert reading.text == (
        "lr0: 0.01\nlrf: 0.1\nwarmup_epochs: 3.0\nwarmup_bias_lr: 0.1\nepochs: 40\noptimizer: SGD\ncos_lr: false"
    )
    assert reading.step_offset(".", "x/lr0") == 0
    assert reading.measures(".", "x/lr0") == "optimizer"
    assert [reading.governs(".", tag) for tag in ("x/lr0", "x/lr2", "x/lr3", "lr/pg0")] == [True, True, False, False]


@pytest.mark.parametrize(
    ("options", "decay"),
    [
        (OPTIONS, Decay("linear", 40, 0.1)),
        (OPTIONS.replace("cos_lr: false", "cos_lr: true"), Decay("cosine", 40, 0.1)),
        (OPTIONS + "flat_cos_lr: true\nfixed_lr: false\n", Decay("flat_cosine", 40, 0.1)),
        (OPTIONS + "flat_cos_lr: false\nfixed_lr: true\n", Decay("constant", 40, 0.1)),
        (OLD_OPTIONS, Decay("cosine", 40, 0.1)),
        (OLD_OPTIONS.replace("linear_lr: false", "linear_lr: true"), Decay("linear", 39, 0.1)),
        ("epochs: 40\n", Decay("cosine", 40, 0.1)),
    ],
)
def test_the_options_choose_the_decay(tmp_path: Path, options: str, decay: Decay) -> None:
    reading = read(tmp_path, options=options)
    assert {recipe.decay for group in range(3) for recipe in reading.recipes(f"x/lr{group}")} == {decay}


@pytest.mark.parametrize("least", [100, 1000])
@pytest.mark.parametrize("bias", [0, 2])
@pytest.mark.parametrize("options", [OPTIONS, OLD_OPTIONS])
def test_group_and_length_of_the_warmup_come_from_the_points(
    tmp_path: Path, options: str, bias: int, least: int
) -> None:
    reading = read(tmp_path, options=options)
    decay = Decay("linear" if options == OPTIONS else "cosine", 40, 0.1)
    for group in range(3):
        recipe = Recipe(decay, Warmup(3.0, least), (0.01,), 0.1 if group == bias else 0.0)
        series = series_for(recipe, 21, group)
        fitted = governing(reading, series)
        assert fitted.schedule == recipe.schedule(0.01, 21)
        assert fitted.text.endswith("# inferred from the points: 21 batches per epoch")
        assert verdict(series, [reading]) == "on_schedule"


def test_where_nothing_fits_the_documented_default_governs(tmp_path: Path) -> None:
    series = series_of(EPOCHS, 0.7, run=".", tag="x/lr0")
    first = governing(read(tmp_path), series)
    assert first.schedule == Recipe(Decay("linear", 40, 0.1), Warmup(3.0, 100), (0.01,), 0.1).schedule(0.01, 100)
    assert first.text.endswith("# assumed: 100 batches per epoch")


def test_one_file_alone_tells_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, options=None) is None
    assert read(tmp_path / "..", hyperparameters=None, options=None) is None


@pytest.mark.parametrize(
    ("hyperparameters", "options"),
    [("lr: 0.1\n", OPTIONS), ("", OPTIONS), ("- lr0\n- lrf\n", OPTIONS), (HYPERPARAMETERS, "")],
)
def test_a_pair_of_something_else_is_passed_over(tmp_path: Path, hyperparameters: str, options: str) -> None:
    assert read(tmp_path, hyperparameters, options) is None


@pytest.mark.parametrize(
    ("hyperparameters", "options", "where", "sentence"),
    [
        ("lr0: [\n", OPTIONS, "hyp.yaml", "the file cannot be parsed at line"),
        (HYPERPARAMETERS, "epochs: {\n", "opt.yaml", "the file cannot be parsed at line"),
        (HYPERPARAMETERS, "weights: a\n", "hyp.yaml", "opt.yaml has no epochs"),
        (HYPERPARAMETERS, "epochs: 1.5\n", "hyp.yaml", "epochs of opt.yaml is 1.5: a whole number is needed"),
        ("lr0: 0.1\nlrf: 0.1\n", OPTIONS, "hyp.yaml", "hyp.yaml has no warmup_epochs"),
        (HYPERPARAMETERS.replace("0.01", "fast"), OPTIONS, "hyp.yaml", "lr0 of hyp.yaml is 'fast': a number is needed"),
        (HYPERPARAMETERS.replace("0.01", "-1"), OPTIONS, "hyp.yaml", "a learning rate must be"),
        (HYPERPARAMETERS.replace("3.0", "-3"), OPTIONS, "hyp.yaml", "warmup_epochs is -3.0: it must be between"),
        (HYPERPARAMETERS.replace("3.0", "1e12"), OPTIONS, "hyp.yaml", "warmup_epochs is 1000000000000.0"),
        ("#" * (MAX_CONFIG_BYTES + 1), OPTIONS, "hyp.yaml", "the file is larger than 4 MiB"),
        ("[" * (MAX_DEPTH + 1), OPTIONS, "hyp.yaml", "nested more than"),
    ],
)
def test_what_cannot_be_is_said(tmp_path: Path, hyperparameters: str, options: str, where: str, sentence: str) -> None:
    reading: Reading = read(tmp_path, hyperparameters, options)
    assert reading.error is not None
    assert sentence in reading.error
    assert reading.where == where
    assert verdict(series_of(EPOCHS, 0.01, run=".", tag="x/lr0"), [reading]) == "config_error"


@pytest.mark.parametrize("length", range(0, len(HYPERPARAMETERS), 5))
def test_a_file_cut_anywhere(tmp_path: Path, length: int) -> None:
    reading = read(tmp_path, HYPERPARAMETERS[:length])
    assert reading is None or reading.error or reading.schedule is not None


@pytest.mark.parametrize("value", [None, [], {}, "a", "", True, 1e308, -1e308, 10**400, json.dumps("x" * 10_000)])
@pytest.mark.parametrize("name", ["lr0", "lrf", "warmup_epochs", "warmup_bias_lr", "epochs", "cos_lr", "optimizer"])
def test_any_value_anywhere(tmp_path: Path, name: str, value: Any) -> None:
    hyperparameters = {"lr0": 0.01, "lrf": 0.1, "warmup_epochs": 3, "warmup_bias_lr": 0.1}
    options = {"epochs": 40, "cos_lr": False, "optimizer": "SGD"}
    (hyperparameters if name in hyperparameters else options)[name] = value
    reading = read(tmp_path, json.dumps(hyperparameters), json.dumps(options))
    assert reading.error or verdict(series_of(EPOCHS, 0.01, run=".", tag="x/lr0"), [reading])


def test_nothing_is_executed(tmp_path: Path) -> None:
    target = tmp_path / "never"
    read(tmp_path, HYPERPARAMETERS + f"hook: !!python/object/apply:os.mkdir ['{target}']\n")
    assert not target.exists()


@pytest.mark.parametrize(
    ("batches", "is_told"),
    [(50, True), (111, True), (112, False), (400, False)],
)
def test_a_floor_that_makes_the_warmup_longer_is_told(tmp_path: Path, batches: int, is_told: bool) -> None:
    reading = read(tmp_path, options=OLD_OPTIONS)
    series = series_for(Recipe(Decay("cosine", 40, 0.1), Warmup(3.0, 1000), (0.01,)), batches, 1)
    told = governing(reading, series).told
    assert [warning.id for warning in told] == ["warmup_longer_than_asked"] * is_told
    assert all(f"1,000 batches, {-(-1000 // batches)} epochs" in warning.text for warning in told)


@pytest.mark.parametrize(("rate", "is_told"), [(0.01, False), (0.001, False), (2e-5, True)])
def test_biases_that_begin_far_above_their_rate_are_told(tmp_path: Path, rate: float, is_told: bool) -> None:
    reading = read(tmp_path, HYPERPARAMETERS.replace("lr0: 0.01", f"lr0: {rate}"))
    recipe = Recipe(Decay("linear", 40, 0.1), Warmup(3.0, 100), (rate,), 0.1)
    series = series_of(EPOCHS, recipe.schedule(rate, 400)(EPOCHS), run=".", tag="x/lr0")
    told = governing(reading, series).told
    assert [warning.id for warning in told] == ["peak_far_from_base"] * is_told
    assert all("warmup_bias_lr = 0.1, 5,000 times" in warning.text for warning in told)
