"""Every schedule and warm-up of the Model Garden, and the primitives that it needs more than others."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tb_lrplugin.schedules import (
    Constant,
    Cosine,
    Exponential,
    Join,
    PiecewiseConstant,
    Polynomial,
    PolynomialCycles,
    Power,
    Schedule,
    ScheduleError,
    Shift,
    from_message,
    to_message,
)
from tb_lrplugin.words.numbers import as_float32
from tests.support.params_yaml import error_of, linear, read_config, schedule_of
from tests.support.properties import examples
from tests.support.schedule_strategies import HORIZON, STEPS


class TestTypes:
    def test_constant(self, tmp_path: Path) -> None:
        assert schedule_of(tmp_path, "constant", {"learning_rate": 0.02}) == Constant(as_float32(0.02))
        assert schedule_of(tmp_path, "constant", {}) == Constant(as_float32(0.1))

    def test_a_boundary_step_still_has_the_old_rate(self, tmp_path: Path) -> None:
        schedule = schedule_of(
            tmp_path, "stepwise", {"boundaries": [10, 20], "values": [0.5, 0.25, 0.125], "offset": 5}
        )
        assert schedule([15, 16, 25, 26]).tolist() == [0.5, 0.25, 0.25, 0.125]
        before = {"boundaries": [10, 20], "values": [0.5, 0.25, 0.125], "offset": -15}
        assert schedule_of(tmp_path, "stepwise", before) == PiecewiseConstant((6,), (0.25, 0.125))

    def test_exponential(self, tmp_path: Path) -> None:
        block = {"initial_learning_rate": 0.5, "decay_steps": 10, "decay_rate": 0.5}
        assert schedule_of(tmp_path, "exponential", block) == Exponential(0.5, 10, 0.5, False, True)
        stairs = schedule_of(tmp_path, "exponential", {**block, "staircase": True, "offset": 15})
        assert stairs([0, 4, 5, 14, 15, 24, 25]).tolist() == [2.0, 2.0, 1.0, 1.0, 0.5, 0.5, 0.25]
        curve = schedule_of(tmp_path, "exponential", {**block, "offset": 10})
        assert curve == Exponential(1.0, 10, 0.5, False, True)

    def test_a_factor_of_zero(self, tmp_path: Path) -> None:
        block = {"initial_learning_rate": 0.5, "decay_steps": 10, "decay_rate": 0, "staircase": True}
        assert schedule_of(tmp_path, "exponential", block, linear(15))([5, 10, 20]).tolist() == [0.0, 0.0, 0.0]
        assert "inf" in error_of(tmp_path, "exponential", {**block, "offset": 15})

    def test_polynomial(self, tmp_path: Path) -> None:
        block = {"initial_learning_rate": 0.5, "decay_steps": 100, "end_learning_rate": 0.25}
        assert schedule_of(tmp_path, "polynomial", block) == Polynomial(0.5, 0.25, 100)
        assert schedule_of(tmp_path, "polynomial", {**block, "offset": 100}) == Polynomial(0.75, 0.25, 200)
        assert schedule_of(tmp_path, "polynomial", {**block, "offset": -100}) == Constant(0.25)
        assert schedule_of(tmp_path, "polynomial", {**block, "power": 0}) == Constant(0.5)
        assert schedule_of(tmp_path, "polynomial", {**block, "cycle": True}) == PolynomialCycles(0.5, 0.25, 100)
        assert schedule_of(tmp_path, "polynomial", {"initial_learning_rate": 0.5, "decay_steps": 9}) == Polynomial(
            0.5, as_float32(0.0001), 9
        )
        assert "the rate is infinite" in error_of(tmp_path, "polynomial", {**block, "cycle": True, "offset": 1})

    def test_cosine(self, tmp_path: Path) -> None:
        block = {"initial_learning_rate": 0.5, "decay_steps": 100, "alpha": 0.5}
        assert schedule_of(tmp_path, "cosine", block) == Cosine(0.5, 100, 0.25)
        rising = schedule_of(tmp_path, "cosine", {**block, "offset": 100})
        assert rising([0, 50, 100, 150, 200, 300]).tolist() == pytest.approx([0.25, 0.375, 0.5, 0.375, 0.25, 0.25])
        late = schedule_of(tmp_path, "cosine", block, linear(50))
        assert late([0, 25, 50, 100]).tolist() == pytest.approx([0.0, 0.1875, 0.375, 0.25])

    def test_the_power_family(self, tmp_path: Path) -> None:
        block = {"initial_learning_rate": 0.5}
        assert schedule_of(tmp_path, "power", block) == Power(0.5, -0.5)
        assert schedule_of(tmp_path, "power", block)([0, 1, 4]).tolist() == [0.5, 0.5, 0.25]
        cooled = {**block, "total_decay_steps": 100, "linear_decay_fraction": 0.25, "power": 0.0, "offset": 8}
        assert schedule_of(tmp_path, "power_linear", cooled)([0, 83, 95.5, 108, 200]).tolist()[:2] == [0.5, 0.5]
        assert schedule_of(tmp_path, "power_linear", cooled)([93, 108, 200]).tolist() == [0.5 * 15 / 25, 0.0, 0.0]
        capped = {**block, "pre_offset_learning_rate": 0.25, "offset": 7}
        schedule = schedule_of(tmp_path, "power_with_offset", capped)
        assert schedule([0, 7, 8, 11, 16]).tolist() == [0.25, 0.25, 0.25, 0.25, 0.5 / 3]
        assert schedule_of(tmp_path, "power_with_offset", block)([0, 1, 4]).tolist() == [1e6, 0.5, 0.25]

    def test_step_cosine(self, tmp_path: Path) -> None:
        block = {"boundaries": [0, 100, 300], "values": [0.5, 0.25, 0.125]}
        schedule = schedule_of(tmp_path, "step_cosine_with_offset", block)
        rates = schedule([0, 50, 100, 200, 299]).tolist()
        assert rates == pytest.approx([0.5, 0.375, 0.25, 0.1875, 0.125], rel=1e-4)

    @pytest.mark.parametrize("kind", ["linear", "polynomial"])
    @pytest.mark.parametrize("steps", [0, -5])
    def test_a_warm_up_of_no_steps(self, tmp_path: Path, kind: str, steps: int) -> None:
        warmup = {"type": kind, kind: {"warmup_steps": steps}}
        assert schedule_of(tmp_path, "constant", {"learning_rate": 0.5}, warmup) == Constant(0.5)

    def test_a_polynomial_warm_up_begins_with_step_1(self, tmp_path: Path) -> None:
        warmup = {"type": "polynomial", "polynomial": {"warmup_steps": 10, "power": 2}}
        schedule = schedule_of(tmp_path, "constant", {"learning_rate": 0.5}, warmup)
        assert schedule([0, 1, 5, 10]).tolist() == pytest.approx([0.005, 0.005, 0.125, 0.5])
        assert [phase.name for phase in schedule.phases()] == ["warm-up", "decay"]


class TestDescriptions:
    @pytest.mark.parametrize(
        ("schedule", "text"),
        [
            (Power(0.5, -0.5), "0.5 times step to the power -0.5"),
            (Shift(Power(0.5, -0.5), 20), "0.5 times (step + 20) to the power -0.5"),
            (
                Join((Constant(1), Power(0.5, 2, 7)), (5,)),
                "1 for 5 steps, then 0.5 times ((step - 5) / 7) to the power 2",
            ),
            (Power(0.5, 0, 1, 90, 20), "0.5 times step to the power 0, linearly to 0 over the 20 steps before step 90"),
            (Shift(Cosine(0.5, 9), 3), "cosine from 0.5 to 0 over 9 steps, counted from step -3"),
            (PolynomialCycles(0.5, 0.25, 9), "linear from 0.5 to 0.25 over 9 steps, in ever longer cycles"),
        ],
    )
    def test_in_one_line(self, schedule: Schedule, text: str) -> None:
        assert schedule.describe() == text


numbers = st.one_of(
    st.integers(-5, 300), st.floats(allow_nan=True), st.none(), st.booleans(), st.text("a1.-e", max_size=4)
)
KEYS = (
    "learning_rate initial_learning_rate decay_steps decay_rate staircase offset alpha power end_learning_rate cycle "
    "total_decay_steps linear_decay_fraction pre_offset_learning_rate boundaries values"
)
small = st.one_of(st.integers(1, 300), st.floats(0.01, 3))
wild_blocks = st.dictionaries(
    st.sampled_from(KEYS.split()),
    st.one_of(numbers, st.lists(st.one_of(st.integers(0, 300), st.floats(0, 1), numbers), max_size=4)),
)
tame_blocks = st.fixed_dictionaries(
    {
        **{key: st.one_of(small, st.just(0)) for key in KEYS.split()},
        **dict.fromkeys(["decay_steps", "total_decay_steps"], st.integers(1, 300)),
        "offset": st.integers(-400, 400),
        "power": st.floats(-2, 3),
        "linear_decay_fraction": st.floats(0, 1),
        "staircase": st.booleans(),
        "cycle": st.booleans(),
        "boundaries": st.sets(st.integers(0, 300), min_size=2, max_size=2).map(sorted),
        "values": st.lists(st.floats(0, 1), min_size=2, max_size=3),
    }
)
warmups = st.sampled_from(["linear", "polynomial"])
blocks = st.one_of(wild_blocks, tame_blocks)
TYPES = ["constant", "stepwise", "exponential", "polynomial", "cosine", "power", "power_linear", "power_with_offset"]


@examples(500)
@given(st.sampled_from([*TYPES, "step_cosine_with_offset"]), blocks, warmups, st.one_of(numbers, st.integers(0, 300)))
def test_any_block_makes_a_schedule_or_a_sentence(kind: str, block: dict[str, Any], warmup: str, steps: Any) -> None:
    with tempfile.TemporaryDirectory() as directory:
        ramp = {"type": warmup, warmup: {"warmup_steps": steps}}
        reading = read_config(Path(directory), {"type": kind, kind: block}, ramp)
        assert (reading.schedule is None) == (reading.error is not None)
        if reading.schedule is not None:
            assert not (reading.schedule(STEPS) < 0).any()
            reading.schedule.pieces(0, HORIZON)
            reading.schedule.first_change(0)
            assert reading.schedule.describe()
            assert from_message(to_message(reading.schedule)) == reading.schedule


@pytest.mark.parametrize(
    "build",
    [
        lambda: Shift(Constant(0.5), -1),
        lambda: Power(-1, 1),
        lambda: Power(1, float("nan")),
        lambda: Power(1, 1, 0),
        lambda: Power(1, 1, 1, float("inf"), 1),
        lambda: Power(1, 1, 1, 1, -1),
        lambda: PolynomialCycles(1, 0, 0),
        lambda: PolynomialCycles(1, 0, 5, 0),
    ],
)
def test_parameters_that_make_no_schedule(build: Any) -> None:
    with pytest.raises(ScheduleError):
        build()
