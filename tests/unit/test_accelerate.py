"""The reader of the hyperparameters that accelerate writes: child runs, names of scripts, and what it refuses."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from tb_lrplugin.data.run_evidence import Hyperparameter, RunEvidence
from tb_lrplugin.diagnosis.engine import diagnose
from tb_lrplugin.discovery.discovery import Discovery
from tb_lrplugin.frameworks.huggingface import ACCELERATE
from tb_lrplugin.frameworks.huggingface.schedule import Plan, from_transformers
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.schedules import Constant, Schedule
from tests.support.made_series import healthy_series, series_of, verdict
from tests.support.readings import in_evidence

DREAMBOOTH: dict[str, Hyperparameter] = {
    "learning_rate": 0.001,
    "lr_scheduler": "cosine",
    "lr_warmup_steps": 5.0,
    "max_train_steps": 48.0,
    "lr_num_cycles": 1.0,
    "lr_power": 2.0,
    "gradient_accumulation_steps": 1.0,
    "train_batch_size": 4.0,
}
FIRST, SECOND = "1795298670.2851381", "1795298708.5"


def evidence_of(sessions: Mapping[str, Mapping[str, Any]]) -> RunEvidence:
    run = "logs/dreambooth"
    return RunEvidence(
        run, children={name: RunEvidence(f"{run}/{name}", hparams=hparams) for name, hparams in sessions.items()}
    )


def read_all(sessions: Mapping[str, Mapping[str, Any]]) -> list[Any]:
    return list(in_evidence(ACCELERATE, evidence_of(sessions)))


def read(**changes: Any) -> Reading:
    hparams = {name: value for name, value in {**DREAMBOOTH, **changes}.items() if value is not None}
    (reading,) = read_all({FIRST: hparams})
    return reading


def transformers_schedule(name: str, warmup: int = 5, total: int = 48, **options: Any) -> Schedule:
    schedule = from_transformers(name, Plan(0.001, warmup, total, options))
    assert schedule is not None
    return schedule


def test_what_is_read() -> None:
    reading = read()
    assert (reading.kind, reading.error, reading.total_steps) == ("accelerate", None, 48)
    assert reading.where == f"logs/dreambooth/{FIRST}: hyperparameters"
    assert reading.schedule == transformers_schedule("cosine")
    assert reading.text.splitlines() == [
        "learning_rate: 0.001",
        "lr_scheduler: cosine",
        "lr_warmup_steps: 5.0",
        "max_train_steps: 48.0",
        "lr_num_cycles: 1.0",
        "lr_power: 2.0",
        "gradient_accumulation_steps: 1.0",
    ]
    assert reading.step_offset("logs/dreambooth", "lr") == 0
    assert reading.measures("logs/dreambooth", "lr") == "optimizer"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"lr_scheduler": "linear"}, transformers_schedule("linear")),
        ({"lr_scheduler": "polynomial"}, transformers_schedule("polynomial", power=2.0)),
        (
            {"lr_scheduler": "cosine_with_restarts", "lr_num_cycles": 3.0},
            transformers_schedule("cosine_with_restarts", num_cycles=3),
        ),
        ({"lr_scheduler": "constant"}, Constant(0.001)),
        ({"lr_scheduler": "constant", "max_train_steps": None}, Constant(0.001)),
        ({"lr_scheduler": "constant_with_warmup"}, transformers_schedule("constant_with_warmup")),
        ({"lr_scheduler": "SchedulerType.LINEAR"}, transformers_schedule("linear")),
        ({"lr_warmup_steps": None}, transformers_schedule("cosine", 0)),
        ({"lr_warmup_steps": None, "num_warmup_steps": 7.0}, transformers_schedule("cosine", 7)),
        ({"lr_scheduler": None, "lr_scheduler_type": "linear"}, transformers_schedule("linear")),
        # A share of the total in kohya's scripts.
        ({"lr_warmup_steps": 0.25}, transformers_schedule("cosine", 12)),
        (
            {"lr_scheduler": "polynomial", "lr_power": None, "lr_scheduler_power": 3.0},
            transformers_schedule("polynomial", power=3.0),
        ),
    ],
)
def test_names_and_schedulers(changes: dict[str, Any], expected: Schedule) -> None:
    assert read(**changes).schedule == expected


def test_a_part_of_the_model_with_a_rate_of_its_own() -> None:
    reading = read(unet_lr=0.001, text_encoder_lr=0.0005)
    steps = np.arange(1, 49)
    half = from_transformers("cosine", Plan(0.0005, 5, 48, {}))
    assert half is not None
    for schedule, tag in ((transformers_schedule("cosine"), "lr/unet"), (half, "lr/textencoder")):
        diagnosis = diagnose(healthy_series(schedule, steps, tag=tag), [reading])
        assert diagnosis.finding.verdict == "on_schedule"
        assert diagnosis.reading is not None
        assert diagnosis.reading.schedule == schedule


def test_one_update_past_the_total_the_cosine_turns_up_again() -> None:
    schedule = transformers_schedule("cosine")
    assert schedule.value_at(49) > schedule.value_at(48)
    assert verdict(healthy_series(schedule, np.arange(1, 50), tag="lr"), [read()]) == "on_schedule"


def test_a_run_finds_the_sessions_below_it() -> None:
    evidence = evidence_of({FIRST: DREAMBOOTH})
    discovery = Discovery(None, [], {evidence.run: evidence})
    (reading,) = discovery.readings_for(evidence.run)
    assert reading == read()
    assert discovery.readings_for("logs/other") == []


def test_sessions_stand_newest_first() -> None:
    readings = read_all({FIRST: DREAMBOOTH, SECOND: {**DREAMBOOTH, "max_train_steps": 96.0}})
    assert [reading.total_steps for reading in readings] == [96, 48]
    # What the points agree with governs all the same.
    diagnosis = diagnose(healthy_series(transformers_schedule("cosine"), np.arange(1, 40), tag="lr"), readings)
    assert diagnosis.finding.verdict == "on_schedule"
    assert diagnosis.reading is not None
    assert diagnosis.reading.total_steps == 48


def test_sessions_are_ordered_by_their_time_as_a_number() -> None:
    readings = read_all({"1795298708.25": {**DREAMBOOTH, "lr_power": 3.0}, "999999999.5": DREAMBOOTH})
    assert "1795298708.25" in readings[0].where


def test_equal_sessions_count_once_and_many_are_cut() -> None:
    assert len(read_all({FIRST: DREAMBOOTH, SECOND: dict(DREAMBOOTH)})) == 1
    sessions = {f"{1795298670 + index}.5": {**DREAMBOOTH, "max_train_steps": 50.0 + index} for index in range(500)}
    readings = read_all(sessions)
    assert len(readings) == 16
    assert readings[0].total_steps == 549


def test_a_broken_session_leaves_the_others() -> None:
    readings = read_all({FIRST: DREAMBOOTH, SECOND: {**DREAMBOOTH, "learning_rate": "fast"}})
    assert verdict(healthy_series(transformers_schedule("cosine"), np.arange(1, 40), tag="lr"), readings) == (
        "on_schedule"
    )


@pytest.mark.parametrize(
    "sessions",
    [
        {},
        {FIRST: {}},
        {"train": DREAMBOOTH},
        {"2026": DREAMBOOTH},
        {"1795298670.2851381.1": DREAMBOOTH},
        {"nan": DREAMBOOTH},
        {"9" * 400: DREAMBOOTH},
        # Whoever writes hyperparameters by hand gets such a child run as well.
        {FIRST: {"learning_rate": 0.001, "batch": 8.0}},
        {FIRST: {"lr_scheduler": "cosine"}},
    ],
)
def test_what_is_none_of_ours_is_passed_over(sessions: Mapping[str, Mapping[str, Any]]) -> None:
    assert read_all(sessions) == []


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"max_train_steps": None}, "the scheduler cosine without max_train_steps"),
        ({"lr_scheduler": "rex"}, "the scheduler rex, whose formula is not known"),
        ({"lr_scheduler": "piecewise_constant"}, "the scheduler piecewise_constant, whose formula is not known"),
        ({"lr_scheduler": 7.0}, "the scheduler 7.0, whose formula is not known"),
    ],
)
def test_what_cannot_be_evaluated_is_named(changes: dict[str, Any], sentence: str) -> None:
    reading = read(**changes)
    assert (reading.schedule, reading.error) == (None, None)
    assert reading.unreadable.startswith(sentence)
    assert verdict(series_of([1, 2, 3], 0.1, tag="lr"), [reading]) == "no_schedule"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"learning_rate": "fast"}, "learning_rate is 'fast'"),
        ({"learning_rate": True}, "learning_rate is 'True'"),
        ({"learning_rate": math.nan}, "learning_rate is 'nan'"),
        ({"learning_rate": -1.0}, "a learning rate must be"),
        ({"max_train_steps": 0.0}, "max_train_steps is 0: it must be 1 or above"),
        ({"max_train_steps": 1.5}, "max_train_steps is 1.5"),
        ({"max_train_steps": 1e300}, "max_train_steps is 1e+300"),
        ({"lr_warmup_steps": -3.0}, "lr_warmup_steps is -3"),
        ({"lr_warmup_steps": "x" * 1000}, "lr_warmup_steps is 'xxx"),
        ({"lr_scheduler": "polynomial", "lr_power": "two"}, "power is 'two'"),
        ({"lr_scheduler": "polynomial", "learning_rate": 1e-9}, "lr_end"),
    ],
)
def test_what_cannot_be_is_said(changes: dict[str, Any], sentence: str) -> None:
    reading = read(**changes)
    assert reading.schedule is None
    assert reading.error is not None
    assert sentence in reading.error
    assert len(reading.error) < 200
    assert verdict(series_of([1, 2, 3], 0.1, tag="lr"), [reading]) == "config_error"


def test_long_texts_are_cut() -> None:
    assert len(read(lr_scheduler="z" * 10**6).text) < 1000


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"lr_scheduler": "constant", "lr_warmup_steps": 20.0}, "lr_warmup_steps = 20"),
        ({"lr_scheduler": "cosine_with_restarts"}, "lr_num_cycles = 1"),
        ({"lr_scheduler": "cosine", "lr_num_cycles": 3.0}, "lr_num_cycles = 3"),
        # What the scripts have by default, and what takes effect.
        ({"lr_scheduler": "constant", "lr_warmup_steps": 500.0}, ""),
        ({"lr_scheduler": "constant", "lr_warmup_steps": 0.0}, ""),
        ({"lr_scheduler": "constant_with_warmup"}, ""),
        ({"lr_scheduler": "cosine_with_restarts", "lr_num_cycles": 3.0}, ""),
        ({}, ""),
    ],
)
def test_settings_without_effect_are_told(changes: dict[str, Any], said: str) -> None:
    told = read(**changes).told
    assert [warning.id for warning in told] == ["setting_without_effect"] * bool(said)
    assert all(said in warning.text and warning.fix for warning in told)
