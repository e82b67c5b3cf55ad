"""A DeepSpeed configuration among the arguments of Hugging Face's Trainer."""

from __future__ import annotations

from typing import Any

from tb_lrplugin.data.run_evidence import LastPoint
from tb_lrplugin.schedules import Constant, Join, Logarithmic, Polynomial
from tests.support.hf_arguments import diagnosed, read

AUTO = {"warmup_min_lr": "auto", "warmup_max_lr": "auto", "warmup_num_steps": "auto", "total_num_steps": "auto"}
WARMUP_LR: dict[str, Any] = {"scheduler": {"type": "WarmupLR", "params": AUTO}}
COSINE: dict[str, Any] = {"lr_scheduler_type": "cosine", "warmup_steps": 20}
LOGARITHMIC = Join((Logarithmic(0.0, 0.001, 20), Constant(0.001)), (20,), ("warm-up", "hold"))


def test_a_section_governs_and_says_so() -> None:
    reading = read({**COSINE, "deepspeed": WARMUP_LR})
    assert reading.schedule == LOGARITHMIC
    found = diagnosed(reading, LOGARITHMIC, -1)
    assert found.finding.verdict == "on_schedule"
    (warning,) = found.warnings
    assert warning.id == "overridden_by_deepspeed"
    for part in ('"cosine"', "WarmupLR", 'Remove the "scheduler" section'):
        assert part in warning.text
    assert '"deepspeed": {"scheduler": {"type": "WarmupLR"' in reading.text


def test_where_the_points_follow_the_arguments_there_is_no_warning() -> None:
    asked = read(COSINE).schedule
    assert asked is not None
    for use_cpu in (False, True):
        found = diagnosed(read({**COSINE, "deepspeed": WARMUP_LR, "use_cpu": use_cpu}), asked, -1)
        assert (found.finding.verdict, found.warnings) == ("on_schedule", ())


def test_on_a_cpu_the_arguments_come_first() -> None:
    reading = read({**COSINE, "deepspeed": WARMUP_LR, "use_cpu": True})
    assert reading.schedule == read(COSINE).schedule


def test_a_section_that_makes_the_same_curve_is_no_surprise() -> None:
    section = {"type": "WarmupDecayLR", "params": {**AUTO, "warmup_type": "linear"}}
    reading = read({"warmup_steps": 20, "deepspeed": {"scheduler": section}})
    assert reading.schedule == read({"warmup_steps": 20}).schedule
    assert reading.warnings("run", "lr", LastPoint(1, 1.0)) == ()


def test_numbers_of_the_section_beat_the_arguments() -> None:
    parameters = {"warmup_num_steps": 5, "warmup_min_lr": 1e-5, "warmup_max_lr": 1e-4, "total_num_steps": 50}
    reading = read({"deepspeed": {"scheduler": {"type": "WarmupDecayLR", "params": parameters}}})
    assert reading.schedule == Join(
        (Logarithmic(1e-5, 1e-4, 5), Polynomial(1e-4, 1e-5, 45)), (5,), ("warm-up", "decay")
    )


def test_without_a_section_transformers_schedules_and_logs_without_offset() -> None:
    reading = read({"deepspeed": {"zero_optimization": {"stage": 2}}})
    assert reading.schedule == read().schedule
    assert reading.step_offset(".", "train/learning_rate") == 0


def test_a_path_hides_whether_there_is_a_section() -> None:
    reading = read({**COSINE, "deepspeed": "configs/zero2.json"})
    assert reading.schedule == read(COSINE).schedule
    found = diagnosed(reading, LOGARITHMIC, -1)
    assert found.finding.verdict == "on_schedule"
    (warning,) = found.warnings
    assert "configs/zero2.json" in warning.text


def test_what_nobody_builds_nobody_refuses() -> None:
    changes = {"lr_scheduler_type": "polynomial", "lr_scheduler_kwargs": {"lr_end": 1.0}, "warmup_steps": 20}
    assert read(changes).error is not None
    assert read({**changes, "deepspeed": WARMUP_LR}).schedule == LOGARITHMIC
