"""PaddleNLP's Trainer: its arguments have the names of Hugging Face's, and partly another meaning."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.parity.golden.golden_file import read as read_golden
from tests.parity.golden.paddlenlp_cases import CASES, RATE, STEPS
from tests.support.hf_arguments import read
from tests.support.made_series import series_of, verdict

RECORDED = read_golden("paddlenlp-2.8.1")
HEALTHY = ("on_schedule", "constant_by_config")


def read_case(case: dict[str, Any], **changes: Any) -> Any:
    return read({**case, "max_steps": STEPS, "minimum_eval_times": None, **changes}, version="2.8.1")


@pytest.mark.parametrize("case", CASES)
def test_the_recorded_rates(case: str) -> None:
    schedule = read_case(CASES[case]).schedule
    recorded = RECORDED[case]
    assert schedule is not None and recorded.count == STEPS + 1
    difference = np.abs(schedule(recorded.steps) - recorded.rates)
    assert (difference <= 1e-6 * recorded.rates + 1e-12 * RATE).all()


@pytest.mark.parametrize("case", CASES)
def test_the_series_that_it_logs(case: str) -> None:
    recorded = RECORDED[case]
    logged = [float(f"{rate:.3e}") for rate in recorded.rates]
    series = series_of(recorded.steps, logged, ".", "train/learning_rate")
    assert verdict(series, [read_case(CASES[case])]) in HEALTHY


def test_the_total_is_the_runs_and_the_options_are_shown() -> None:
    reading = read_case(CASES["polynomial, shorter"])
    assert reading.total_steps == STEPS
    assert {'"decay_steps": 4000,', '"lr_end": 2e-05,'} <= set(reading.text.splitlines())
    assert "decay_steps" not in read({"decay_steps": 4000}).text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"decay_steps": "many"}, "decay_steps is 'many'"),
        ({"decay_steps": 10.5}, "decay_steps is 10.5"),
        ({"warmup_ratio": 1.5}, "warmup_ratio is 1.5"),
        ({"lr_scheduler_type": "polynomial", "lr_end": 1.0}, "lr_end 1 is not below"),
        ({"lr_scheduler_type": "cosine", "num_cycles": "two"}, "num_cycles is 'two'"),
    ],
)
def test_what_cannot_be_is_named(changes: dict[str, Any], sentence: str) -> None:
    reading = read_case(CASES["linear"], **changes)
    assert reading.schedule is None and sentence in reading.error


@pytest.mark.parametrize("length", [None, 0, -1])
def test_no_decay_steps_are_all_steps(length: int | None) -> None:
    assert read_case(CASES["linear"], decay_steps=length).schedule == read_case(CASES["linear"]).schedule
