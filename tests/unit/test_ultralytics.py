"""The reader of Ultralytics' args.yaml: what it takes from the file, what it fits, and what it refuses."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tb_lrplugin.data.files import MAX_CONFIG_BYTES
from tb_lrplugin.diagnosis.engine import diagnose
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.frameworks.yolo import ULTRALYTICS
from tb_lrplugin.frameworks.yolo.schedule import Decay, Recipe, Warmup
from tb_lrplugin.schedules import from_message, to_message
from tests.support.made_series import governing, series_of, verdict
from tests.support.pace import quiet_seconds
from tests.support.properties import examples
from tests.support.readings import in_directory

ARGUMENTS = """\
task: detect
mode: train
model: yolo11n.yaml
epochs: 30
time: null
optimizer: SGD
seed: 0
cos_lr: false
lr0: 0.01
lrf: 0.01
momentum: 0.937
warmup_epochs: 3.0
warmup_momentum: 0.8
warmup_bias_lr: 0.1
nbs: 64
"""
NEW = Recipe(Decay("linear", 30, 0.01), Warmup(3.0), (0.01,))
OLD = Recipe(Decay("linear", 30, 0.01), Warmup(3.0, 100), (0.01,))
EPOCHS = np.arange(30)
MOST_SECONDS = 3.0


def read(directory: Path, text: str = ARGUMENTS) -> Reading | None:
    (directory / "args.yaml").write_text(text)
    return in_directory(ULTRALYTICS, directory)


def reading_of(directory: Path, **changes: Any) -> Reading:
    lines = [line for line in ARGUMENTS.splitlines() if line.split(":")[0] not in changes]
    written = [f"{name}: {json.dumps(value)}" for name, value in changes.items() if value is not ...]
    reading = read(directory, "\n".join([*lines, *written]))
    assert reading is not None
    return reading


def values(recipe: Recipe, batches: int, rate: float = 0.01) -> np.ndarray:
    return recipe.schedule(rate, batches)(EPOCHS)


def test_what_is_read(tmp_path: Path) -> None:
    reading = reading_of(tmp_path)
    assert (reading.kind, reading.where, reading.error) == ("ultralytics", "args.yaml", None)
    assert (reading.total_steps, reading.unit, reading.optimizer) == (30, "epochs", "SGD")
    assert reading.text.splitlines() == [
        "epochs: 30",
        "time: null",
        "optimizer: SGD",
        "cos_lr: false",
        "lr0: 0.01",
        "lrf: 0.01",
        "warmup_epochs: 3.0",
        "warmup_bias_lr: 0.1",
    ]
    assert reading.step_offset(".", "lr/pg0") == -1
    assert reading.measures(".", "lr/pg0") == "optimizer"


@pytest.mark.parametrize(
    ("tag", "is_governed"),
    [("lr/pg0", True), ("lr/pg11", True), ("x/lr0", False), ("lr", False), ("lr/pg", False), ("a/lr/pg0", False)],
)
def test_it_governs_the_parameter_groups_alone(tmp_path: Path, tag: str, is_governed: bool) -> None:
    reading = reading_of(tmp_path)
    assert reading.governs(".", tag) is is_governed
    if not is_governed:
        assert verdict(series_of(EPOCHS, 0.01, run=".", tag=tag), [reading]) == "no_schedule"


@pytest.mark.parametrize(("recipe", "batches"), [(NEW, 16), (NEW, 1), (NEW, 741), (OLD, 16), (OLD, 1), (OLD, 33)])
def test_batches_per_epoch_come_from_the_points(tmp_path: Path, recipe: Recipe, batches: int) -> None:
    series = series_of(EPOCHS + 1, values(recipe, batches), run=".", tag="lr/pg1")
    fitted = governing(reading_of(tmp_path), series)
    assert fitted.schedule == recipe.schedule(0.01, batches)
    assert f"# inferred from the points: {batches} batches per epoch" in fitted.text
    assert verdict(series, [reading_of(tmp_path)]) == "on_schedule"


def test_so_many_batches_that_the_points_hardly_tell(tmp_path: Path) -> None:
    series = series_of(EPOCHS + 1, values(NEW, 400_000), run=".", tag="lr/pg1")
    diagnosis = diagnose(series, [reading_of(tmp_path)])
    assert diagnosis.finding.verdict == "on_schedule"
    assert diagnosis.reading is not None
    assert "# inferred from the points: about 131,0" in diagnosis.reading.text


@pytest.mark.parametrize("tag", ["lr/pg0", "lr/pg2"])
def test_biases_fall_during_the_warmup_in_the_first_or_third_group(tmp_path: Path, tag: str) -> None:
    bias = Recipe(NEW.decay, NEW.warmup, (0.01,), 0.1)
    series = series_of(EPOCHS + 1, values(bias, 16), run=".", tag=tag)
    assert series.values[0] > series.values[1] > 0.01
    assert verdict(series, [reading_of(tmp_path)]) == "on_schedule"


def test_no_warmup(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, warmup_epochs=0.0)
    series = series_of(EPOCHS + 1, NEW.decay.schedule(0.01)(EPOCHS), run=".", tag="lr/pg0")
    fitted = governing(reading, series)
    assert fitted.schedule == NEW.decay.schedule(0.01)
    assert "batches per epoch" not in fitted.text


@pytest.mark.parametrize("rate", [0.01, round(0.01 / 84, 6), round(0.01 / 7, 6), 0.03])
def test_what_optimizer_auto_chose_comes_from_the_points(tmp_path: Path, rate: float) -> None:
    reading = reading_of(tmp_path, optimizer="auto", lr0=0.5)
    series = series_of(EPOCHS + 1, values(NEW, 16, rate), run=".", tag="lr/pg0")
    fitted = governing(reading, series)
    assert fitted.schedule == NEW.schedule(rate, 16)
    assert "optimizer: auto" in fitted.text.splitlines()[-1]


def test_a_run_that_leaves_its_schedule_is_fitted_by_the_points_before(tmp_path: Path) -> None:
    rates = values(OLD, 16)
    rates[12:] = rates[11]
    diagnosis = diagnose(series_of(EPOCHS + 1, rates, run=".", tag="lr/pg1"), [reading_of(tmp_path)])
    assert diagnosis.finding.verdict == "frozen"
    assert diagnosis.evidence.onset_step == 13
    assert diagnosis.reading is not None
    assert diagnosis.reading.schedule == OLD.schedule(0.01, 16)


def test_another_rate_than_the_configured_one_is_found(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, warmup_epochs=0.0)
    series = series_of(EPOCHS + 1, NEW.decay.schedule(0.02)(EPOCHS), run=".", tag="lr/pg0")
    assert diagnose(series, [reading]).severity in ("warning", "error")


def test_where_nothing_fits_the_newest_version_is_the_default(tmp_path: Path) -> None:
    series = series_of(EPOCHS + 1, 0.7, run=".", tag="lr/pg1")
    first = governing(reading_of(tmp_path), series)
    assert first.schedule == NEW.schedule(0.01, 100)
    assert "# assumed: 100 batches per epoch" in first.text


def test_a_time_limit_makes_the_total_unknown(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, time=1.5)
    assert reading.schedule is None
    assert reading.unreadable.startswith("a time limit (time: 1.5)")
    assert verdict(series_of(EPOCHS + 1, 0.01, run=".", tag="lr/pg0"), [reading]) == "no_schedule"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"epochs": ...}, "args.yaml has no epochs, which it needs"),
        ({"epochs": 0}, "epochs is 0: it must be 1 or above"),
        ({"epochs": 1e300}, "epochs of args.yaml is 1e+300: a whole number is needed"),
        ({"epochs": "many"}, "epochs of args.yaml is 'many': a whole number"),
        ({"epochs": True}, "epochs of args.yaml is True: a whole number"),
        ({"lr0": [1]}, "lr0 of args.yaml is [1]: a number"),
        ({"lr0": -1}, "a learning rate must be"),
        ({"lr0": math.nan}, "lr0 of args.yaml is"),
        ({"lrf": -2.0}, "lrf, the part of the rate that is left at the end, is -2.0"),
        ({"lr0": 0.0, "lrf": -2.0}, "lrf, the part of the rate that is left at the end, is -2.0"),
        ({"lr0": 1e200, "lrf": 1e200}, "the last rate is inf"),
        ({"lrf": None}, "args.yaml has no lrf"),
        ({"warmup_epochs": 1e9}, "warmup_epochs is 1000000000.0: it must be between 0 and 10,000"),
        ({"warmup_bias_lr": -0.1}, "warmup_bias_lr is -0.1: a learning rate must be"),
        ({"warmup_bias_lr": "x" * 500}, "warmup_bias_lr of args.yaml is 'xxxx"),
    ],
)
def test_what_cannot_be_is_said(tmp_path: Path, changes: dict[str, Any], sentence: str) -> None:
    reading = reading_of(tmp_path, **changes)
    assert reading.schedule is None
    assert reading.error is not None
    assert sentence in reading.error
    assert len(reading.error) < 200
    assert verdict(series_of(EPOCHS + 1, 0.01, run=".", tag="lr/pg0"), [reading]) == "config_error"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "lr: 0.1\nepochs: 300\nsched: cosine\n",
        "- lr0\n- lrf\n",
        "lr0",
        ARGUMENTS.replace("mode: train", "mode: val"),
        "sched: [cosine\n",
        "!!python/object/apply:os.system ['touch /tmp/never']\n",
    ],
)
def test_what_is_none_of_ours_is_passed_over(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text) is None


def test_a_missing_unreadable_or_huge_file_is_passed_over(tmp_path: Path) -> None:
    assert in_directory(ULTRALYTICS, tmp_path) is None
    (tmp_path / "args.yaml").mkdir()
    assert in_directory(ULTRALYTICS, tmp_path) is None
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "args.yaml").write_bytes(b"#" * (MAX_CONFIG_BYTES + 1))
    assert in_directory(ULTRALYTICS, tmp_path, "other") is None


def test_a_broken_file_of_ours_is_an_error(tmp_path: Path) -> None:
    reading = read(tmp_path, ARGUMENTS + "nms: [1, 2\n")
    assert reading is not None
    assert reading.error is not None
    assert reading.error.startswith("the file cannot be parsed at line")


@pytest.mark.parametrize("length", range(0, len(ARGUMENTS), 7))
def test_a_file_cut_anywhere(tmp_path: Path, length: int) -> None:
    reading = read(tmp_path, ARGUMENTS[:length])
    assert reading is None or reading.error or reading.schedule is not None


def test_tags_that_name_classes_are_plain_values(tmp_path: Path) -> None:
    reading = read(tmp_path, ARGUMENTS + "hook: !!python/object/apply:os.system ['touch /tmp/never']\n")
    assert reading is not None
    assert reading.error is None


@examples(60)
@given(
    steps=st.lists(st.integers(-(2**62), 2**62), min_size=1, max_size=20, unique=True),
    logged=st.floats(width=32),
    group=st.integers(0, 10**12),
    optimizer=st.sampled_from(["SGD", "auto", "MuSGD", "musgd", ""]),
    warmup=st.floats(0, 200),
    lr0=st.just(0.0) | st.floats(1e-9, 1e9),
    cosine=st.booleans(),
)
def test_any_series_gets_a_diagnosis(
    tmp_path_factory: pytest.TempPathFactory,
    steps: list[int],
    logged: float,
    group: int,
    optimizer: str,
    warmup: float,
    lr0: float,
    cosine: bool,
) -> None:
    reading = reading_of(
        tmp_path_factory.mktemp("run"), optimizer=optimizer, warmup_epochs=warmup, lr0=lr0, cos_lr=cosine
    )
    series = series_of(sorted(steps), logged, run=".", tag=f"lr/pg{group}")
    assert diagnose(series, [reading]).finding.verdict


def test_a_schedule_round_trips_through_its_message() -> None:
    schedule = NEW.schedule(0.01, 16)
    assert from_message(to_message(schedule)) == schedule
    assert [(phase.name, phase.start) for phase in schedule.phases()] == [("warm-up", 0), ("decay", 3)]


def test_a_long_run_is_fitted_fast(tmp_path: Path) -> None:
    recipe = Recipe(Decay("cosine", 100_000, 0.01), Warmup(2.5), (0.01,))
    reading = reading_of(tmp_path, epochs=100_000, cos_lr=True, warmup_epochs=2.5)
    epochs = np.arange(100_000)
    rates = recipe.schedule(0.01, 60_001)(epochs)

    def is_fitted() -> None:
        for factor, how in ((1, "inferred"), (2, "assumed")):
            series = series_of(epochs + 1, factor * rates, run=".", tag="lr/pg1")
            assert f"# {how}" in governing(reading, series).text

    assert quiet_seconds(is_fitted, MOST_SECONDS) <= MOST_SECONDS


@pytest.mark.parametrize("start", [1e308, 1e-320])
def test_a_start_at_the_limits_of_numbers_is_judged(start: float, tmp_path: Path) -> None:
    for tag in ("lr/pg0", "lr/pg2"):
        reading = reading_of(tmp_path, warmup_bias_lr=start)
        found = diagnose(series_of(EPOCHS + 1, NEW.schedule(0.01, 100)(EPOCHS), tag=tag), [reading])
        assert found.finding.verdict != "not_diagnosed", found.finding.detail


@pytest.mark.parametrize(("optimizer", "rate", "count"), [("auto", 0.1, 1), ("auto", 0.01, 0), ("SGD", 0.1, 0)])
def test_a_rate_that_auto_leaves_out_is_warned_of(tmp_path: Path, optimizer: str, rate: float, count: int) -> None:
    reading = reading_of(tmp_path, optimizer=optimizer, lr0=rate)
    told = [warning for warning in reading.told if warning.id == "setting_without_effect"]
    assert len(told) == count
    assert all(f"lr0 = {rate}" in warning.text and "optimizer: AdamW" in (warning.fix or "") for warning in told)
