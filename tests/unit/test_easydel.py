"""The training arguments that EasyDeL saves with every checkpoint."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tb_lrplugin.frameworks.easydel import EASYDEL, FILE_NAME
from tb_lrplugin.frameworks.reading import Reading
from tests.parity.golden.easydel_cases import CASES, STEPS
from tests.parity.golden.golden_file import read as read_golden
from tests.support.event_files import write_scalars
from tests.support.made_series import series_of, verdict
from tests.support.readings import in_directory
from tests.support.text_summaries import HOSTILE_TEXTS, entries_of

RECORDED = read_golden("easydel")
TAG = "train/learning_rate"
COSINE = CASES["cosine, warmed up to zero"]


def save(directory: Path, arguments: dict[str, Any] | str, step: int = 100) -> None:
    checkpoint = directory / f"run-{step}"
    checkpoint.mkdir(parents=True, exist_ok=True)
    text = arguments if isinstance(arguments, str) else json.dumps(arguments, indent=2, sort_keys=True)
    (checkpoint / FILE_NAME).write_bytes(text.encode("utf-8", "surrogatepass"))


def read(directory: Path, arguments: dict[str, Any] | str) -> Reading | None:
    save(directory, arguments)
    return in_directory(EASYDEL, directory)


def given(directory: Path, **changes: Any) -> Reading:
    found = read(directory, {**COSINE, **changes})
    assert found is not None
    return found


@pytest.mark.parametrize("case", CASES)
def test_the_recorded_rates(tmp_path: Path, case: str) -> None:
    reading = read(tmp_path, CASES[case])
    recorded = RECORDED[case]
    assert reading is not None and reading.schedule is not None and recorded.count == STEPS + 1
    difference = np.abs(reading.schedule(recorded.steps) - recorded.rates)
    # Computed in float32 there.
    assert (difference <= 1e-6 * recorded.rates + 1e-6 * 5e-5).all()
    assert verdict(series_of(recorded.steps, recorded.rates, tag=TAG), [reading]) == "not_measured"


def test_a_run_end_to_end(tmp_path: Path) -> None:
    recorded = RECORDED["cosine"]
    points = list(zip(recorded.steps.tolist(), recorded.rates.tolist(), strict=True))
    for run in ("a", "b"):
        write_scalars(tmp_path / run, TAG, points)
    save(tmp_path / "a", {**CASES["cosine"], "learning_rate": 0.5}, 900)
    save(tmp_path / "a", CASES["cosine"], 1000)
    (tmp_path / "b" / "run-5").mkdir()
    entries = entries_of(tmp_path)
    assert (entries["a", TAG]["verdict"], entries["a", TAG]["measures"]) == ("not_measured", "schedule")
    assert entries["a", TAG]["source"]["kind"] == "easydel"
    assert entries["a", TAG]["source"]["where"] == f"a/run-1000/{FILE_NAME}"
    assert entries["b", TAG]["verdict"] == "no_schedule"


def test_what_is_told_beside_the_schedule(tmp_path: Path) -> None:
    reading = given(tmp_path, scheduler="EasyDeLSchedulers.COSINE", optimizer="EasyDeLOptimizers.LION")
    assert (reading.total_steps, reading.optimizer, reading.is_recomputed) == (STEPS, "lion", True)
    assert '"warmup_steps": 1500,' in reading.text.splitlines()
    assert reading.governs(".", TAG) and not reading.governs(".", "train/other_lr")


def test_the_optimizers_own_arguments_come_first(tmp_path: Path) -> None:
    reading = given(tmp_path, extra_optimizer_kwargs={"learning_rate": 1e-3, "b1": 0.9})
    assert reading.schedule is not None
    assert reading.schedule.value_at(1500) == pytest.approx(1e-3)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"max_training_steps": None}, "a schedule without max_training_steps"),
        ({"custom_scheduler": "<function f at 0x1>"}, "a custom_scheduler"),
        ({"extra_optimizer_kwargs": {"exponent": 2}}, "the exponent 2"),
    ],
)
def test_what_cannot_be_evaluated_is_named(tmp_path: Path, changes: dict[str, Any], reason: str) -> None:
    reading = given(tmp_path, **changes)
    assert (reading.schedule, reading.error) == (None, None)
    assert reason in reading.unreadable


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"learning_rate": "high"}, "learning_rate of the training arguments is 'high'"),
        ({"learning_rate": -1}, "0 or above"),
        ({"scheduler": "spiral"}, "scheduler is 'spiral'"),
        ({"scheduler": "linear"}, "has no learning_rate_end"),
        ({"scheduler": None}, "warmup_steps is 1500, but there is no scheduler"),
        ({"warmup_steps": 10_000}, "must be shorter than the run"),
        ({"warmup_steps": -1}, "must be shorter than the run"),
        ({"max_training_steps": 1.5}, "a whole number is needed"),
    ],
)
def test_what_cannot_be_is_named(tmp_path: Path, changes: dict[str, Any], sentence: str) -> None:
    reading = given(tmp_path, **changes)
    assert reading.schedule is None
    assert reading.error is not None and sentence in reading.error


def test_a_text_that_is_cut_off_says_so(tmp_path: Path) -> None:
    reading = read(tmp_path, json.dumps(COSINE)[:100])
    assert reading is not None and reading.error is not None
    assert reading.error.startswith("the JSON cannot be read: ")


@pytest.mark.parametrize("text", [*HOSTILE_TEXTS, "{}", "[]", "5", '{"learning_rate": 1}'])
def test_hostile_files_never_raise(tmp_path: Path, text: str) -> None:
    reading = read(tmp_path, text)
    assert reading is None or (reading.schedule is None and reading.error is not None)


@pytest.mark.parametrize("value", [*HOSTILE_TEXTS[:8], [], {}, True, 1e308, 10**400])
@pytest.mark.parametrize("name", ["learning_rate", "scheduler", "warmup_steps", "optimizer", "extra_optimizer_kwargs"])
def test_hostile_values_never_raise(tmp_path: Path, name: str, value: Any) -> None:
    reading = given(tmp_path, **{name: value})
    assert (reading.schedule is None) == bool(reading.error or reading.unreadable)


def test_no_checkpoint_yet(tmp_path: Path) -> None:
    assert in_directory(EASYDEL, tmp_path) is None
    (tmp_path / "run-1").write_text("a file")
    assert in_directory(EASYDEL, tmp_path) is None
