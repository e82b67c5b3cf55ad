"""Arguments that are none, or cannot be: silence or a sentence, never an exception."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tb_lrplugin.data.run_evidence import RunEvidence
from tb_lrplugin.schedules import Constant, Polynomial
from tests.support.hf_arguments import ARGUMENTS, diagnosed, evidence_of, read, read_all

TEXT = json.dumps(ARGUMENTS, indent=2)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        "null",
        "12",
        '"args"',
        "NaN",
        "a: 1",
        "{" * 100_000,
        "[" * 100_000,
        "{" + '"a":{' * 50_000,
        '{"learning_rate": 1}',
        '{"lr_scheduler_type": "linear"}',
        '{"lr_scheduler_type": "linear", "learning_rate": 0.1}',
        "\ud800",
        "\0",
    ],
    ids=lambda text: repr(text[:20]),
)
def test_other_texts_are_passed_over(text: str) -> None:
    assert read_all(evidence_of(text)) == []


def test_no_arguments_at_all() -> None:
    assert read_all(RunEvidence(".")) == []


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_truncated_text_says_so(share: float) -> None:
    (reading,) = read_all(evidence_of(TEXT[: int(len(TEXT) * share)]))
    assert reading.schedule is None
    assert reading.error is not None
    assert reading.error.startswith("the JSON cannot be read: ")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (TEXT[:-2] + ', "more": ' + "[" * 200_000 + "}", "nests too deep"),
        (TEXT[:-2] + ', "more": "' + "x" * 2_000_000 + '"}', "more than 1,000,000"),
        (TEXT[:-2] + ', "more": ' + "9" * 10_000 + "}", "cannot be read"),
    ],
    ids=["deep", "huge", "many digits"],
)
def test_a_hostile_text_says_why(text: str, reason: str) -> None:
    (reading,) = read_all(evidence_of(text))
    assert reading.schedule is None
    assert reading.error is not None
    assert reason in reading.error


@pytest.mark.parametrize(
    "changes",
    [
        {"learning_rate": "fast"},
        {"learning_rate": None},
        {"learning_rate": -1.0},
        {"learning_rate": True},
        {"learning_rate": [0.1]},
        {"learning_rate": float("nan")},
        {"learning_rate": float("inf")},
        {"learning_rate": 10**400},
        {"warmup_steps": -1},
        {"warmup_steps": "many"},
        {"warmup_steps": 1e300},
        {"warmup_steps": 0, "warmup_ratio": 2},
        {"max_steps": 1e300},
        {"max_steps": 1.5},
        {"max_steps": -1, "num_train_epochs": 0},
        {"max_steps": -1, "num_train_epochs": "x"},
        {"max_steps": -1, "num_train_epochs": 1e300},
        {"lr_scheduler_type": "cosine", "lr_scheduler_kwargs": {"num_cycles": "x"}},
        {"lr_scheduler_type": "cosine", "lr_scheduler_kwargs": {"num_cycles": {}}},
        {"lr_scheduler_type": "cosine_with_min_lr", "lr_scheduler_kwargs": {}},
        {"lr_scheduler_type": "cosine_with_min_lr", "lr_scheduler_kwargs": {"min_lr": 0, "min_lr_rate": 0}},
        {"lr_scheduler_type": "polynomial", "lr_scheduler_kwargs": {"lr_end": 0.5}},
        {"lr_scheduler_type": "warmup_stable_decay", "lr_scheduler_kwargs": None},
        {"lr_scheduler_type": "warmup_stable_decay", "lr_scheduler_kwargs": {"num_decay_steps": 1.5}},
        {
            "lr_scheduler_type": "warmup_stable_decay",
            "lr_scheduler_kwargs": {"num_decay_steps": 5, "decay_type": ["linear"]},
        },
    ],
    ids=str,
)
def test_numbers_that_cannot_be_say_so(changes: dict[str, Any]) -> None:
    reading = read(changes, epoch=(5, 0.5))
    assert reading.schedule is None
    assert reading.error
    assert diagnosed(reading, Constant(0.001), 0).finding.verdict == "config_error"


@pytest.mark.parametrize(
    "changes",
    [
        {"optim": ["x"]},
        {"lr_scheduler_kwargs": "num_cycles=3"},
        {"lr_scheduler_kwargs": [1]},
        {"deepspeed": []},
        {"deepspeed": 7},
        {"deepspeed": {"scheduler": "WarmupLR"}},
        {"deepspeed": {"scheduler": {"type": ["WarmupLR"], "params": 3}}},
        {"deepspeed": {"scheduler": {"type": "WarmupLR", "params": {"warmup_min_lr": [0, 0]}}}},
        {"deepspeed": {"scheduler": {"type": "WarmupDecayLR", "params": {}}}},
        {"warmup_steps": 2**53},
        {"max_steps": 2**53},
        {"max_steps": 2**53, "lr_scheduler_type": "cosine", "lr_scheduler_kwargs": {"num_cycles": 0.01}},
        {"max_steps": 2**53, "lr_scheduler_type": "cosine_with_restarts"},
        {"lr_scheduler_type": "cosine_with_restarts", "lr_scheduler_kwargs": {"num_cycles": 1e300}},
        {"lr_scheduler_type": "cosine", "lr_scheduler_kwargs": {"num_cycles": 1e300}},
        {"lr_scheduler_type": "inverse_sqrt", "lr_scheduler_kwargs": {"timescale": 1e-300}},
    ],
    ids=str,
)
@pytest.mark.filterwarnings("ignore:overflow encountered")
def test_odd_values_break_nothing(changes: dict[str, Any]) -> None:
    diagnosed(read(changes), Polynomial(0.001, 0.0, 100), -1)
