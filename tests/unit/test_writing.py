"""Schedules written as configurations: what is written is read back by the source's own reader as the same schedule."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tb_lrplugin.formats.texts import double_text, float32_text
from tb_lrplugin.frameworks import own_configuration
from tb_lrplugin.frameworks.huggingface.schedule import Plan, from_transformers
from tb_lrplugin.frameworks.huggingface.writer import hf_arguments
from tb_lrplugin.frameworks.keras.schedule import from_keras_config
from tb_lrplugin.frameworks.keras.writer import schedule_code
from tb_lrplugin.frameworks.object_detection.writer import pipeline_block
from tb_lrplugin.frameworks.own import SCHEDULE_FILE
from tb_lrplugin.frameworks.own.optimizer_config import file_configuration
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.frameworks.torch.schedule import from_torch_scheduler
from tb_lrplugin.frameworks.torch.writer import torch_code
from tb_lrplugin.schedules import (
    Constant,
    Cosine,
    Exponential,
    Floor,
    Held,
    Join,
    OnAxis,
    Polynomial,
    Schedule,
    ScheduleError,
    cosine_decay_with_warmup,
    exponential_decay_with_burnin,
    manual_stepping,
)
from tests.support.hf_arguments import read
from tests.support.pipelines import pipeline, read_text
from tests.support.readings import in_directory
from tests.support.schedule_strategies import schedules

rates = st.floats(2.0**-26, 8.0, width=32)
rates_or_zero = st.one_of(st.just(0.0), rates)
steps = st.integers(1, 4_000_000)


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("configurations")


def valid(build: Any, *arguments: Any) -> Schedule:
    """Build what the API accepts; hypothesis finds other arguments where it does not."""
    try:
        schedule: Schedule = build(*arguments)
    except ScheduleError:
        assume(False)
    return schedule


class TestPipelineConfig:
    def read_back(self, directory: Path, schedule: Schedule) -> Schedule | None:
        block = pipeline_block(schedule)
        assert block is not None
        reading = read_text(directory, pipeline(block))
        assert reading.error is None
        return reading.schedule

    @given(arguments=st.tuples(rates, steps, rates, rates, st.integers(0, 10_000), rates_or_zero, st.booleans()))
    def test_exponential(self, directory: Path, arguments: tuple[Any, ...]) -> None:
        schedule = valid(exponential_decay_with_burnin, *arguments)
        assert self.read_back(directory, schedule) == schedule

    @given(arguments=st.tuples(rates, steps, rates_or_zero, st.integers(0, 10_000), st.integers(0, 10_000)))
    def test_cosine(self, directory: Path, arguments: tuple[Any, ...]) -> None:
        schedule = valid(cosine_decay_with_warmup, *arguments)
        assert self.read_back(directory, schedule) == schedule

    @given(rates, st.lists(st.tuples(steps, rates_or_zero), min_size=1, max_size=6), st.booleans())
    def test_manual(self, directory: Path, initial: float, stairs: list[tuple[int, float]], warmup: bool) -> None:
        ordered = sorted(dict(stairs).items())
        schedule = valid(manual_stepping, initial, [step for step, _ in ordered], [rate for _, rate in ordered], warmup)
        assert self.read_back(directory, schedule) == schedule

    @given(schedules)
    def test_whatever_is_written_is_right(self, directory: Path, schedule: Schedule) -> None:
        if pipeline_block(schedule) is None:
            return
        read = self.read_back(directory, schedule)
        assert read is not None
        at = np.arange(0, 400)
        np.testing.assert_allclose(read(at), schedule(at), rtol=1e-5, atol=1e-9)

    @pytest.mark.parametrize(
        "schedule",
        [
            Cosine(0.1, 100, 0.01),
            Polynomial(0.1, 0.01, 100),
            Exponential(0.1, 10.5, 0.5),
            Exponential(0.1, 2**33, 0.5),
            exponential_decay_with_burnin(0.1, 10, 0.5, 0.01, 5).__class__(
                (Constant(0.0), Exponential(0.1, 10, 0.5)),  # type: ignore[call-arg]
                (5,),
            ),
            Floor(Cosine(0.1, 100), 0.01),
        ],
        ids=["end above 0", "linear", "half a step", "beyond uint32", "burn-in at 0", "floored cosine"],
    )
    def test_what_the_api_does_not_have(self, schedule: Schedule) -> None:
        assert pipeline_block(schedule) is None
        reading = Reading("pipeline_config", "pipeline.config", schedule, total_steps=500)
        assert own_configuration(reading, schedule) is None
        written = file_configuration(reading, schedule)
        assert written.syntax == "schedule_file"
        assert "total_steps: 500" in written.text


class TestScheduleFile:
    @given(schedules, st.sampled_from(["steps", "epochs", "samples", "micro-batches"]), st.one_of(st.none(), steps))
    def test_every_schedule(self, directory: Path, schedule: Schedule, unit: str, total: int | None) -> None:
        reading = Reading("anything", "x", schedule, tag="lr/Ä", total_steps=total, optimizer="AdamW", unit=unit)
        (directory / "lr_schedule.pbtxt").write_text(file_configuration(reading, schedule).text, encoding="utf-8")
        read = in_directory(SCHEDULE_FILE, directory)
        assert read is not None
        assert (read.error, read.schedule) == (None, schedule)
        assert (read.tag, read.unit, read.total_steps, read.optimizer) == ("lr/Ä", unit, total, "AdamW")


class TestHfArguments:
    @given(
        st.sampled_from(
            [
                ("linear", {}),
                ("constant", {}),
                ("constant_with_warmup", {}),
                ("cosine", {}),
                ("cosine", {"num_cycles": 1.5}),
                ("cosine_with_restarts", {"num_cycles": 3}),
                ("polynomial", {"power": 2.0}),
                ("polynomial", {"lr_end": 1e-9}),
                ("inverse_sqrt", {}),
                ("inverse_sqrt", {"timescale": 77}),
                ("cosine_with_min_lr", {"min_lr": 1e-6}),
                ("cosine_with_min_lr", {"min_lr_rate": 0.1}),
                ("cosine_warmup_with_min_lr", {"min_lr": 1e-6}),
                ("cosine_warmup_with_min_lr", {"min_lr": 1e-6, "warmup_lr_rate": 0.25}),
                ("warmup_stable_decay", {"num_decay_steps": 20}),
                ("warmup_stable_decay", {"num_decay_steps": 20, "decay_type": "linear", "warmup_type": "cosine"}),
                ("warmup_stable_decay", {"num_decay_steps": 9, "decay_type": "1-sqrt", "warmup_type": "1-sqrt"}),
            ]
        ),
        st.floats(1e-6, 1.0),
        st.integers(0, 50),
    )
    def test_read_back_by_the_reader_of_arguments(
        self, asked: tuple[str, dict[str, Any]], rate: float, warmup: int
    ) -> None:
        name, options = asked
        schedule = from_transformers(name, Plan(rate, warmup, 100, options))
        assert schedule is not None
        text = hf_arguments(schedule, 100)
        assert text is not None, schedule
        arguments = {
            keyword.arg: ast.literal_eval(keyword.value)
            for keyword in ast.parse(text, mode="eval").body.keywords  # type: ignore[attr-defined]
        }
        assert json.dumps(arguments)
        read_again = read(arguments)
        assert read_again.schedule is not None
        at = np.arange(0, 150)
        np.testing.assert_allclose(read_again.schedule(at), schedule(at), rtol=1e-9, atol=1e-12 * rate)

    def test_what_the_trainer_does_not_have(self) -> None:
        assert hf_arguments(Exponential(0.1, 10, 0.5), 100) is None
        assert hf_arguments(Cosine(0.1, 50), 100) is None, "its cosine is not clamped"

    def test_a_scheduler_without_an_end_needs_no_length(self) -> None:
        assert "max_steps" not in str(hf_arguments(Constant(0.1), None))
        assert "max_steps=7" in str(hf_arguments(Constant(0.1), 7))


class TestKerasCode:
    CLASSES: tuple[tuple[str, dict[str, Any]], ...] = (
        ("ExponentialDecay", {"initial_learning_rate": 0.1, "decay_steps": 40, "decay_rate": 0.96, "staircase": True}),
        ("ExponentialDecay", {"initial_learning_rate": 0.1, "decay_steps": 40.5, "decay_rate": 0.96}),
        ("InverseTimeDecay", {"initial_learning_rate": 0.1, "decay_steps": 40, "decay_rate": 0.5}),
        ("PolynomialDecay", {"initial_learning_rate": 0.1, "decay_steps": 40, "end_learning_rate": 1e-4, "power": 2}),
        ("PolynomialDecay", {"initial_learning_rate": 1, "decay_steps": 9, "end_learning_rate": 0.1, "cycle": True}),
        ("PiecewiseConstantDecay", {"boundaries": [10, 20], "values": [0.1, 0.01, 0.001]}),
        ("CosineDecay", {"initial_learning_rate": 0.1, "decay_steps": 40, "alpha": 0.1}),
        (
            "CosineDecay",
            {"initial_learning_rate": 0.0, "decay_steps": 40, "warmup_target": 0.1, "warmup_steps": 5},
        ),
        ("CosineDecayRestarts", {"initial_learning_rate": 0.1, "first_decay_steps": 9, "t_mul": 3.0, "alpha": 0.2}),
        (
            "ExponentialDecayWithBurnin",
            {
                "learning_rate_base": 0.1,
                "learning_rate_decay_steps": 40,
                "learning_rate_decay_factor": 0.5,
                "burnin_learning_rate": 0.01,
                "burnin_steps": 9,
                "min_learning_rate": 0.001,
            },
        ),
    )

    @pytest.mark.parametrize(("name", "config"), CLASSES)
    def test_the_call_makes_the_same_schedule(self, name: str, config: dict[str, Any]) -> None:
        schedule = from_keras_config(name, config)
        assert schedule is not None
        code = schedule_code(schedule)
        assert code is not None
        call = ast.parse(code).body[-1].value  # type: ignore[attr-defined]
        assert ast.unparse(call.func).rpartition(".")[2] == name
        arguments = {keyword.arg: ast.literal_eval(keyword.value) for keyword in call.keywords}
        again = from_keras_config(name, arguments)
        assert again is not None
        at = np.arange(0, 200)
        np.testing.assert_allclose(again(at), schedule(at), rtol=1e-6)

    def test_on_an_axis_of_epochs_the_optimizer_still_counts_steps(self) -> None:
        assert schedule_code(OnAxis(Cosine(0.1, 100), 10, 1)) == schedule_code(Cosine(0.1, 100))

    def test_a_constant_is_a_number(self) -> None:
        assert str(schedule_code(Constant(1.0))).endswith("schedule = 1.0")


class TestTorchCode:
    @pytest.mark.parametrize(
        ("name", "arguments"),
        [
            ("StepLR", {"step_size": 30, "gamma": 0.5}),
            ("MultiStepLR", {"milestones": [30, 80], "gamma": 0.1}),
            ("ExponentialLR", {"gamma": 0.99}),
            ("CosineAnnealingLR", {"T_max": 100, "eta_min": 1e-5}),
            ("CosineAnnealingWarmRestarts", {"T_0": 10, "T_mult": 2}),
            ("PolynomialLR", {"total_iters": 90, "power": 2.0}),
            ("LinearLR", {"start_factor": 0.25, "end_factor": 1.0, "total_iters": 20}),
            ("CyclicLR", {"base_lr": 0.001, "max_lr": 0.1, "step_size_up": 7, "mode": "triangular2"}),
            (
                "SequentialLR",
                {
                    "schedulers": [
                        {"class_path": "LinearLR", "init_args": {"start_factor": 0.1, "total_iters": 10}},
                        {"class_path": "CosineAnnealingLR", "init_args": {"T_max": 90}},
                    ],
                    "milestones": [10],
                },
            ),
        ],
    )
    def test_the_call_makes_the_same_schedule(self, name: str, arguments: dict[str, Any]) -> None:
        schedule = from_torch_scheduler(name, arguments, 0.2)
        assert schedule is not None
        code = torch_code(schedule, "sgd", 100)
        assert code is not None
        assert "torch.optim.SGD(model.parameters(), lr=" in code
        assert f"torch.optim.lr_scheduler.{name}(" in code
        again = self.executed(code)
        at = np.arange(0, 101)
        np.testing.assert_allclose(again(at), schedule(at), rtol=1e-6, atol=1e-9)

    @staticmethod
    def executed(code: str) -> Schedule:
        """Read the calls as our own reader of torch's schedulers does."""
        optimizer, scheduler = (statement.value for statement in ast.parse(code).body[1:])  # type: ignore[attr-defined]
        rate = ast.literal_eval(optimizer.keywords[0].value)

        def node(call: ast.Call) -> dict[str, Any]:
            arguments: dict[str, Any] = {}
            for keyword in call.keywords:
                if keyword.arg == "schedulers":
                    assert isinstance(keyword.value, ast.List)
                    arguments["schedulers"] = [node(part) for part in keyword.value.elts]  # type: ignore[arg-type]
                else:
                    arguments[str(keyword.arg)] = ast.literal_eval(keyword.value)
            return {"class_path": ast.unparse(call.func), "init_args": arguments}

        found = node(scheduler)
        schedule = from_torch_scheduler(found["class_path"], found["init_args"], rate)
        assert schedule is not None
        return schedule

    def test_what_torch_does_not_have(self) -> None:
        assert torch_code(Floor(Cosine(0.1, 50), 0.01), "", 100) is None
        assert torch_code(Join((Polynomial(0.0, 0.1, 5), Cosine(0.1, 50)), (5,)), "", 55) is None, "a factor of 0"
        assert torch_code(Cosine(0.1, 50), "", 100) is None, "torch's cosine turns up again"
        assert torch_code(Cosine(0.1, 50), "", 50) is not None

    def test_a_scheduler_stepped_by_the_epoch(self) -> None:
        code = torch_code(Held(Exponential(0.1, 3, 0.5, True), 10), "adam", 100)
        assert "StepLR(optimizer, step_size=3, gamma=0.5)  # call scheduler.step() once every 10" in str(code)

    @given(schedules)
    def test_whatever_is_written_is_right(self, schedule: Schedule) -> None:
        code = torch_code(schedule, "", 300)
        if code is None or "scheduler = " not in code or isinstance(schedule, Held):
            return
        at = np.arange(0, 301)
        expected = schedule(at)
        np.testing.assert_allclose(self.executed(str(code))(at), expected, rtol=1e-5, atol=2e-6 * expected.max())


@pytest.mark.parametrize(
    ("kind", "text", "syntax"),
    [
        ("pipeline_config", "", "pipeline_config"),
        ("keras_model", "", "keras"),
        ("hf_trainer", "", "schedule_file"),
        ("lightning_cli", "", "torch"),
        ("metadata", "keras.optimizers.schedules.ExponentialDecay", "keras"),
        ("metadata", "tb_lrplugin.keras.ExponentialDecayWithBurnin", "keras"),
        ("metadata", "exponential_decay_learning_rate {\n}", "pipeline_config"),
        ("metadata", "a number", "schedule_file"),
        ("schedule_file", "", "schedule_file"),
        ("megatron", "", "schedule_file"),
    ],
)
def test_the_syntax_is_that_of_the_source(kind: str, text: str, syntax: str) -> None:
    schedule = Exponential(0.1, 10, 0.5, staircase=True)
    reading = Reading(kind, "x", schedule, text=text)
    own = own_configuration(reading, schedule)
    assert (own is None) == (syntax == "schedule_file" and kind != "schedule_file")
    assert own is None or own.syntax == syntax


def test_without_a_source_it_is_a_schedule_file() -> None:
    assert own_configuration(None, Constant(0.1)) is None
    assert file_configuration(None, Constant(0.1)).syntax == "schedule_file"


@given(st.floats(0.0, 2.0**100, width=32))
def test_float32_numbers_keep_their_value(value: float) -> None:
    assert np.float32(float(float32_text(value))) == np.float32(value)


@given(st.floats(0.0, 1e300))
def test_doubles_keep_their_value(value: float) -> None:
    assert float(double_text(value)) == value


@pytest.mark.parametrize(
    ("value", "text"), [(float(np.float32(0.004)), "0.004"), (3e-5, "3e-5"), (200.0, "200"), (0.0, "0"), (1e30, "1e30")]
)
def test_numbers_are_short(value: float, text: str) -> None:
    assert float32_text(value) == text
