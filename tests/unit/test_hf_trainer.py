"""The arguments of Hugging Face's Trainer: what is read from them, every scheduler and every form of warm-up."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tb_lrplugin.diagnosis.engine import diagnose
from tb_lrplugin.schedules import (
    Constant,
    CosineCycles,
    CosineWave,
    InverseSquareRoot,
    Join,
    Polynomial,
    Schedule,
    SquareRoot,
)
from tests.support.hf_arguments import diagnosed, read
from tests.support.made_series import series_of


def schedule_of(name: str, warmup: float = 10, **options: Any) -> Schedule | None:
    return read({"lr_scheduler_type": name, "warmup_steps": warmup, "lr_scheduler_kwargs": options}).schedule


class TestReading:
    def test_what_is_said_of_it(self) -> None:
        reading = read()
        assert (reading.kind, reading.where, reading.error) == ("hf_trainer", "args/text_summary", None)
        assert (reading.total_steps, reading.optimizer, reading.tag) == (100, "adamw_torch_fused", "")
        assert reading.measures(".", "train/learning_rate") == "schedule"
        assert reading.text.splitlines()[:2] == ['"learning_rate": 0.001,', '"lr_scheduler_type": "linear",']

    def test_a_run_in_a_directory_is_named(self) -> None:
        assert read(run="runs/Nov21").where == "runs/Nov21: args/text_summary"

    @pytest.mark.parametrize(
        ("version", "offset"),
        [("4.30.2", 0), ("4.50.3", 0), ("4.51.0", -1), ("5.0.0.dev0", -1), ("10.1", -1), ("odd", 0)],
    )
    def test_the_offset_of_the_version(self, version: str, offset: int) -> None:
        assert read({"warmup_ratio": 0.0}, version=version).step_offset(".", "train/learning_rate") == offset

    def test_without_a_model_config_the_arguments_of_version_5_give_themselves_away(self) -> None:
        assert read(version=None).step_offset(".", "train/learning_rate") == -1
        assert read({"warmup_ratio": 0.1}, version=None).step_offset(".", "train/learning_rate") == 0


class TestTypes:
    def test_linear(self) -> None:
        assert schedule_of("linear") == Join(
            (Polynomial(0.0, 0.001, 10), Polynomial(0.001, 0.0, 90)), (10,), ("warm-up", "decay")
        )

    def test_linear_that_is_all_warm_up(self) -> None:
        schedule = schedule_of("linear", warmup=120)
        assert schedule is not None
        assert schedule([60, 119, 120, 121]).tolist() == pytest.approx([0.0005, 0.001 * 119 / 120, 0, 0])

    def test_cosine(self) -> None:
        assert schedule_of("cosine", 0) == CosineWave(0.001, 0.0, 100)
        assert schedule_of("cosine", 0, num_cycles=1.5) == CosineWave(0.001, 0.0, 100, 1.5)

    def test_cosine_rises_again_past_its_end(self) -> None:
        schedule = schedule_of("cosine", 0)
        assert schedule is not None
        assert schedule([0, 100, 150, 200]).tolist() == pytest.approx([0.001, 0, 0.0005, 0.001])

    def test_cosine_with_restarts(self) -> None:
        assert schedule_of("cosine_with_restarts", 0, num_cycles=3) == CosineCycles(0.001, 100, 3)

    def test_polynomial(self) -> None:
        assert schedule_of("polynomial", 0) == Polynomial(0.001, 1e-7, 100)
        assert schedule_of("polynomial", 0, lr_end=1e-5, power=2.0) == Polynomial(0.001, 1e-5, 100, 2.0)

    def test_constants(self) -> None:
        assert schedule_of("constant") == Constant(0.001)
        assert schedule_of("reduce_lr_on_plateau", factor=0.5) == Constant(0.001)
        assert schedule_of("constant_with_warmup") == Join(
            (Polynomial(0.0, 0.001, 10), Constant(0.001)), (10,), ("warm-up", "hold")
        )

    def test_inverse_sqrt(self) -> None:
        assert schedule_of("inverse_sqrt", 0) == InverseSquareRoot(0.001, 10_000)
        warmed = schedule_of("inverse_sqrt", 10)
        assert isinstance(warmed, Join)
        assert warmed.schedules[1] == InverseSquareRoot(0.001, 10)

    def test_inverse_sqrt_leaves_open_whether_its_timescale_is_passed_on(self) -> None:
        arguments = {"lr_scheduler_type": "inverse_sqrt", "lr_scheduler_kwargs": {"timescale": 50}, "warmup_ratio": 0}
        passed, ignored = InverseSquareRoot(0.001, 50), InverseSquareRoot(0.001, 10_000)
        new, old = read(arguments), read(arguments, version="4.51.3")
        assert [new.schedule, *(other.schedule for other in new.others)] == [passed, ignored]
        assert [old.schedule, *(other.schedule for other in old.others)] == [ignored, passed]

    def test_warmup_stable_decay_begins_at_its_floor_from_one_version_on(self) -> None:
        arguments = {
            "lr_scheduler_type": "warmup_stable_decay",
            "lr_scheduler_kwargs": {"num_decay_steps": 30, "min_lr_ratio": 0.1},
            "warmup_steps": 10,
            "warmup_ratio": 0,
        }

        def first_rates(version: str | None) -> list[float]:
            reading = read(arguments, version=version)
            schedules = [found.schedule for found in (reading, *reading.others)]
            return [schedule.value_at(0) for schedule in schedules if schedule is not None]

        assert first_rates("4.48.3") == [0.0]
        assert first_rates("4.49.0") == pytest.approx([1e-4])
        assert first_rates(None) == pytest.approx([1e-4, 0.0])

    @pytest.mark.parametrize("options", [{"min_lr": 1e-4}, {"min_lr_rate": 0.1}])
    def test_cosine_with_min_lr(self, options: dict[str, float]) -> None:
        assert schedule_of("cosine_with_min_lr", 0, **options) == CosineWave(0.001, 1e-4, 100)

    def test_cosine_warmup_with_min_lr_counts_from_one(self) -> None:
        schedule = schedule_of("cosine_warmup_with_min_lr", 10, min_lr=0)
        assert schedule is not None
        assert schedule([0, 9]).tolist() == pytest.approx([0.0001, 0.001])
        schedule = schedule_of("cosine_warmup_with_min_lr", 10, min_lr=0, warmup_lr_rate=0.5)
        assert schedule is not None
        assert schedule([0, 9]).tolist() == pytest.approx([0.0005, 0.001])

    def test_warmup_stable_decay(self) -> None:
        schedule = schedule_of("warmup_stable_decay", num_decay_steps=30, min_lr_ratio=0.1, decay_type="1-sqrt")
        assert schedule == Join(
            (Polynomial(0.0001, 0.001, 10), Constant(0.001), SquareRoot(0.001, 0.0001, 30)),
            (10, 70),
            ("warm-up", "hold", "decay"),
        )

    def test_warmup_stable_decay_of_decay_alone(self) -> None:
        schedule = schedule_of("warmup_stable_decay", 0, num_decay_steps=100, decay_type="linear")
        assert schedule == Polynomial(0.001, 0.0, 100)

    @pytest.mark.parametrize(
        ("changes", "name"),
        [
            ({"lr_scheduler_type": "greedy"}, "the scheduler greedy"),
            ({"lr_scheduler_type": "MyWarmup"}, "the scheduler MyWarmup"),
            ({"lr_scheduler_type": ["linear"]}, "the scheduler ['linear']"),
            ({"alternate_lr_scheduler_type": "rex"}, "alternate_lr_scheduler_type rex"),
            ({"deepspeed": {"scheduler": {"type": "OneCycle", "params": {}}}}, "DeepSpeed's scheduler OneCycle"),
            ({"deepspeed": {"scheduler": {"type": "WarmupLR", "params": {"warmup_num_steps": "x"}}}}, "WarmupLR"),
            (
                {
                    "lr_scheduler_type": "warmup_stable_decay",
                    "lr_scheduler_kwargs": {"num_decay_steps": 95},
                    "warmup_steps": 10,
                },
                "the scheduler warmup_stable_decay",
            ),
        ],
    )
    def test_an_unknown_scheduler_is_named_and_not_guessed(self, changes: dict[str, Any], name: str) -> None:
        reading = read(changes)
        assert (reading.schedule, reading.error) == (None, None)
        assert name in reading.unreadable
        found = diagnosed(reading, Constant(0.5), 0)
        assert found.finding.verdict == "no_schedule"
        assert name in found.finding.detail


class TestWarmup:
    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            ({"warmup_steps": 7}, 7),
            ({"warmup_steps": 7.0}, 7),
            ({"warmup_steps": 0.125}, 13),
            ({"warmup_steps": 0, "warmup_ratio": 0.031}, 4),
            ({"warmup_steps": 7, "warmup_ratio": 0.5}, 7),
            ({"warmup_steps": None, "warmup_ratio": 0.5}, 50),
            ({"warmup_steps": 0, "warmup_ratio": None}, 0),
        ],
    )
    def test_its_length(self, changes: dict[str, Any], expected: int) -> None:
        schedule = read(changes).schedule
        assert schedule is not None
        assert [phase.start for phase in schedule.phases()[1:]] == ([expected] if expected else [])


def test_paddlenlp_rounds_to_four_digits() -> None:
    """Its Trainer shares the arguments; what it logs lies up to half a digit beside the schedule."""
    steps = np.arange(1, 101)
    changes = {"minimum_eval_times": None, "lr_scheduler_type": "cosine"}
    reading = read(changes)
    assert reading.relative_tolerance == pytest.approx(5e-4, rel=0.01)
    assert reading.schedule is not None
    logged = np.array([float(f"{rate:.3e}") for rate in reading.schedule(steps)])
    diagnosis = diagnose(series_of(steps, logged, ".", "train/learning_rate"), [reading])
    assert diagnosis.finding.verdict == "on_schedule"
    assert diagnosis.evidence.max_relative_error is not None
    assert 1e-5 < diagnosis.evidence.max_relative_error <= 5.01e-4
    strict = read({"lr_scheduler_type": "cosine"})
    assert diagnose(series_of(steps, logged, ".", "train/learning_rate"), [strict]).severity == "warning"


def test_trl_plans_by_episodes() -> None:
    assert read({"max_steps": -1, "num_total_batches": 250}).total_steps == 250


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"lr_scheduler_type": "constant", "warmup_steps": 10}, "warmup_steps = 10"),
        ({"lr_scheduler_type": "constant", "warmup_ratio": 0.1, "warmup_steps": 0}, "warmup_ratio = 0.1"),
        ({"lr_scheduler_type": "cosine_with_restarts"}, "num_cycles = 1"),
        ({"lr_scheduler_type": "cosine_with_restarts", "lr_scheduler_kwargs": {"num_cycles": 2}}, ""),
        # A cosine of two whole waves.
        ({"lr_scheduler_type": "cosine", "lr_scheduler_kwargs": {"num_cycles": 2}}, ""),
        ({"lr_scheduler_type": "constant", "warmup_steps": 0}, ""),
        ({"lr_scheduler_type": "constant_with_warmup", "warmup_steps": 10}, ""),
    ],
)
def test_settings_without_effect_are_told(arguments: dict[str, Any], said: str) -> None:
    told = read(arguments).told
    assert [warning.id for warning in told] == ["setting_without_effect"] * bool(said)
    assert all(said in warning.text for warning in told)
