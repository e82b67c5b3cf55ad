"""A schedule's own sins, told before any point can show them."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tb_lrplugin.diagnosis.engine import diagnose
from tb_lrplugin.diagnosis.warnings import plan_warnings
from tb_lrplugin.frameworks.huggingface.schedule import Plan, from_transformers
from tb_lrplugin.frameworks.reading import Reading, RunWarning
from tb_lrplugin.frameworks.torch.schedule import from_torch_scheduler
from tb_lrplugin.schedules import (
    Constant,
    Cosine,
    CosineCycles,
    CosineWave,
    Exponential,
    Floor,
    Held,
    InverseTime,
    Join,
    OnAxis,
    PiecewiseConstant,
    Polynomial,
    Schedule,
    cosine_decay_with_warmup,
    exponential_decay_with_burnin,
    manual_stepping,
)
from tests.support.hf_arguments import diagnosed, read
from tests.support.made_series import diagnose_against, healthy_series, series_of
from tests.support.pipelines import SEED, pipeline, read_text
from tests.support.plan_warnings import PLAN_WARNING_IDS
from tests.support.properties import examples
from tests.support.schedule_strategies import rates, schedules

SERIES = series_of([1, 2], 0.1)


def warnings_of(schedule: Schedule, total: int | None, kind: str = "pipeline_config", **more: Any) -> list[RunWarning]:
    reading = Reading(kind, "somewhere", schedule, total_steps=total, **more)
    return list(plan_warnings(SERIES, reading, schedule))


def ids(schedule: Schedule, total: int | None, kind: str = "pipeline_config") -> list[str]:
    return [warning.id for warning in warnings_of(schedule, total, kind)]


class TestFirstDropBeyondRun:
    def test_the_founding_question(self, tmp_path: Path) -> None:
        reading = read_text(tmp_path, SEED)
        assert reading.schedule is not None
        (warning,) = plan_warnings(SERIES, reading, reading.schedule)
        assert warning == RunWarning(
            "first_drop_beyond_run",
            "The schedule's first drop comes at step 800,720, but the run is planned to end at step 200,000: the rate "
            "stands at 0.004 to the end, and nothing decays.",
            "# down to 0.000398 by step 200,000: 45 drops of 0.95, one every 4,444 steps\n"
            "exponential_decay_learning_rate {\n"
            "  initial_learning_rate: 0.004\n  decay_steps: 4444\n  decay_factor: 0.95\n  staircase: true\n}",
        )
        # What is proposed is read back as a schedule that does it, and about which there is nothing to say.
        again = read_text(tmp_path, pipeline(str(warning.fix), num_steps=200_000))
        assert again.schedule is not None
        assert again.schedule.value_at(200_000) == pytest.approx(0.0004, rel=0.01)
        assert plan_warnings(SERIES, again, again.schedule) == ()

    @pytest.mark.parametrize(
        "schedule",
        [
            Exponential(0.1, 1000, 0.5, staircase=True),
            InverseTime(0.1, 1000, 0.5, staircase=True),
            PiecewiseConstant((1000, 2000), (0.1, 0.01, 0.001)),
            Held(Exponential(0.1, 100, 0.5, staircase=True), 10),
            exponential_decay_with_burnin(0.1, 990, 0.5, 0.01, 10, 0.001),
            manual_stepping(0.001, [10, 1000], [0.1, 0.01], warmup=True),
        ],
        ids=lambda schedule: type(schedule).__name__,
    )
    def test_every_kind_of_stair(self, schedule: Schedule) -> None:
        assert ids(schedule, 1001) == []
        assert ids(schedule, 900) == ["first_drop_beyond_run"]

    def test_a_drop_from_a_rate_held_before_is_a_drop(self) -> None:
        stairs = Join((Constant(0.2), Exponential(0.1, 1000, 0.5, staircase=True)), (100,))
        assert ids(stairs, 900) == []

    def test_a_drop_with_the_last_step_is_none(self) -> None:
        assert ids(Exponential(0.1, 1000, 0.5, staircase=True), 1000) == ["first_drop_beyond_run"]

    def test_the_drops_are_moved_in_proportion(self) -> None:
        (warning,) = warnings_of(PiecewiseConstant((3000, 4000), (0.1, 0.01, 0.001)), 2000)
        assert "schedule { step: 1350 learning_rate: 0.01 }" in str(warning.fix)
        assert "schedule { step: 1800 learning_rate: 0.001 }" in str(warning.fix)

    def test_one_large_drop_comes_half_way(self) -> None:
        (warning,) = warnings_of(Exponential(0.1, 3000, 0.1, staircase=True), 2000)
        assert "a drop of 0.1 after 1,000 steps" in str(warning.fix)

    @pytest.mark.parametrize("schedule", [Exponential(0.1, 3000, 0.5), Exponential(0.1, 3000, 1.0, True)])
    def test_what_has_no_drop_has_no_first_one(self, schedule: Schedule) -> None:
        assert "first_drop_beyond_run" not in ids(schedule, 2000)

    def test_steps_logged_are_no_plan(self) -> None:
        schedule = Exponential(0.1, 1000, 0.5, staircase=True)
        assert diagnose_against(healthy_series(schedule, range(0, 500, 10)), schedule).warnings == ()


class TestLongerThanTheRun:
    @pytest.mark.parametrize(
        ("schedule", "rate"),
        [
            (Cosine(0.1, 2000), "0.05, 50 % of its peak"),
            (CosineWave(0.1, 0.0, 2000), "0.05, 50 % of its peak"),
            (Polynomial(0.1, 0.0, 4000), "0.075, 75 % of its peak"),
            (Held(Cosine(0.1, 20), 100), "0.05, 50 % of its peak"),
            (CosineCycles(0.1, 4000, 1), "0.0853553, 85 % of its peak"),
        ],
        ids=lambda value: type(value).__name__,
    )
    def test_what_is_left_at_the_end(self, schedule: Schedule, rate: str) -> None:
        (warning,) = warnings_of(schedule, 1000)
        assert warning.id == "schedule_longer_than_run"
        assert f"there the rate is still {rate}, and never falls to 0." in warning.text

    def test_the_total_that_ends_with_the_run(self) -> None:
        (warning,) = warnings_of(cosine_decay_with_warmup(0.1, 50_000, 0.01, 1000), 25_000)
        assert "ends at step 50,000, but the run is planned to end at step 25,000" in warning.text
        assert "  total_steps: 25000\n" in str(warning.fix)
        assert "  warmup_steps: 1000\n" in str(warning.fix)

    def test_in_keras_syntax(self) -> None:
        (warning,) = warnings_of(Cosine(0.1, 2000, 0.001), 1000, "keras_model")
        assert "never falls to 0.001" in warning.text
        assert "keras.optimizers.schedules.CosineDecay(" in str(warning.fix)
        assert "decay_steps=1000," in str(warning.fix)
        # Keras counts its warm-up beside the decay: with decay_steps as long as the run it ends after it.
        ramp = Join((Polynomial(0.0, 0.1, 100), Cosine(0.1, 1000)), (100,), ("warm-up", "decay"))
        (warning,) = warnings_of(ramp, 1000, "keras_model")
        assert "decay_steps=900," in str(warning.fix)

    def test_a_floor_that_is_reached_within_the_run_is_the_end(self) -> None:
        assert ids(Floor(Cosine(0.1, 2000), 0.06), 1000) == []
        assert ids(Floor(Cosine(0.1, 2000), 0.01), 1000) == ["schedule_longer_than_run"]
        assert ids(Floor(Cosine(0.1, 500), 0.01), 1000) == []

    def test_a_decay_that_never_begins(self) -> None:
        held = Join((Constant(0.1), Cosine(0.1, 1000)), (3000,), ("hold", "decay"))
        (warning,) = warnings_of(held, 2000)
        assert "its decay begins at step 3,000, when the run is over" in warning.text
        assert warning.fix is None

    @pytest.mark.parametrize("total", [1000, 999, 991, 1009, 1001])
    @pytest.mark.parametrize("schedule", [Cosine(0.1, 1000), Polynomial(0.1, 0.0, 1000), CosineWave(0.1, 0.0, 1000)])
    def test_within_a_hundredth_they_are_one(self, schedule: Schedule, total: int) -> None:
        assert ids(schedule, total) == []

    def test_a_program_that_counts_from_its_second_update(self) -> None:
        """CleanRL holds the first rate for one update, and its decay is as long as the run."""
        late = Join((Constant(0.1), Polynomial(0.1, 0.0, 20_480)), (512,))
        assert warnings_of(late, 20_480, late_by=512) == []
        assert ids(late, 20_480) == ["schedule_longer_than_run"]


class TestShorterThanTheRun:
    def test_the_rate_is_nothing_for_the_rest(self) -> None:
        (warning,) = warnings_of(cosine_decay_with_warmup(0.08, 50_000, 0.02, 1000), 60_000)
        assert warning.id == "schedule_shorter_than_run"
        assert "for the last 10,000 steps (17 % of the run) the rate is 0, and nothing is learned." in warning.text
        assert "  total_steps: 60000\n" in str(warning.fix)

    def test_a_cosine_that_turns_up_again(self) -> None:
        (warning,) = warnings_of(CosineWave(0.1, 0.0, 800), 1000, "lightning_cli")
        assert "for the last 200 steps (20 % of the run) the rate turns up again, to 0.0146447." in warning.text
        assert "CosineAnnealingLR(optimizer, T_max=1000, eta_min=0.0)" in str(warning.fix)

    def test_a_wave_that_comes_again_and_again_is_meant(self) -> None:
        assert ids(CosineWave(0.1, 0.0, 100), 1000) == []
        assert ids(CosineWave(0.1, 0.0, 1000, 2.0), 1000) == []

    def test_a_rate_that_is_held_low_is_meant(self) -> None:
        assert ids(Polynomial(0.1, 0.01, 500), 1000) == []
        assert ids(Polynomial(0.1, 0.00005, 500), 1000) == ["schedule_shorter_than_run"]

    def test_what_comes_after_the_end_counts(self) -> None:
        restarted = Join((Polynomial(0.1, 0.0, 500), Constant(0.05)), (500,))
        assert ids(restarted, 1000) == []


class TestPreparation:
    def test_a_warm_up_longer_than_the_run(self) -> None:
        (warning,) = warnings_of(cosine_decay_with_warmup(0.1, 50_000, 0.0, 2000), 1000)
        assert warning.id == "warmup_longer_than_run"
        assert "lasts until step 2,000" in warning.text
        assert "the rate is 0.05 there and never gets to 0.1." in warning.text
        assert "  warmup_steps: 50\n" in str(warning.fix)

    def test_a_burn_in_longer_than_the_run_is_all_there_is_to_say_of_the_plan(self) -> None:
        (warning,) = warnings_of(exponential_decay_with_burnin(0.1, 100_000, 0.5, 0.01, 5000), 2000)
        assert (warning.id, "never gets to 0.1" in warning.text) == ("warmup_longer_than_run", True)
        assert "  burnin_steps: 100\n" in str(warning.fix)

    def test_in_hf_arguments(self) -> None:
        reading = read({"warmup_steps": 500, "max_steps": 100})
        assert reading.schedule is not None
        diagnosis = diagnosed(reading, reading.schedule, -1)
        (warning,) = diagnosis.warnings
        assert warning.id == "warmup_longer_than_run"

    def test_a_burn_in_above_the_base_rate(self) -> None:
        (warning,) = warnings_of(exponential_decay_with_burnin(0.004, 100, 0.95, 0.01, 50), None)
        assert warning.id == "burnin_above_base"
        assert "burnin_learning_rate: 0.0004\n" in str(warning.fix)

    @pytest.mark.parametrize("burnin", [0.0, 0.001, 0.004])
    def test_a_gentle_burn_in(self, burnin: float) -> None:
        assert ids(exponential_decay_with_burnin(0.004, 100, 0.95, burnin, 50), None) == []

    def test_a_warm_up_that_falls_is_meant(self) -> None:
        """YOLO warms the biases up from above."""
        falling = Join((Polynomial(0.1, 0.01, 100), Polynomial(0.01, 0.001, 900)), (100,), ("warm-up", "decay"))
        assert ids(falling, 1000, "yolov5") == []


class TestRates:
    @pytest.mark.parametrize(("floor", "word"), [(0.01, "above"), (0.004, "as high as"), (0.00399, "as high as")])
    def test_a_floor_that_nothing_can_fall_below(self, floor: float, word: str) -> None:
        (warning,) = warnings_of(exponential_decay_with_burnin(0.004, 100, 0.95, min_learning_rate=floor), None)
        assert warning.id == "floor_above_base"
        assert f"is {word} the base rate 0.004" in warning.text
        assert "  min_learning_rate: 4e-5\n" in str(warning.fix)

    def test_a_floor_below(self) -> None:
        assert ids(exponential_decay_with_burnin(0.004, 100, 0.95, min_learning_rate=0.0039), None) == []

    def test_keras_end_rate_by_default_above_a_small_rate(self) -> None:
        """PolynomialDecay ends at 1e-4 unless told otherwise."""
        (warning,) = warnings_of(Polynomial(1e-5, 1e-4, 1000), None, "keras_model")
        assert warning.id == "floor_above_base"
        assert "end_learning_rate=1e-7" in str(warning.fix)
        assert ids(Polynomial(1e-5, 1e-4, 1000), None, "lightning_cli") == [], "a LinearLR alone is a warm-up"

    def test_a_cosine_to_above_its_start(self) -> None:
        assert ids(CosineWave(0.001, 0.01, 100), 100, "lightning_cli") == ["floor_above_base"]

    @pytest.mark.parametrize(
        ("factor", "name", "words"),
        [(1.05, "rate_grows", "grows without end"), (1.0, "setting_without_effect", "never changes")],
    )
    def test_a_factor_of_one_or_above(self, factor: float, name: str, words: str) -> None:
        (warning,) = warnings_of(Exponential(0.1, 100, factor, staircase=True), 1000)
        assert (warning.id, words in warning.text) == (name, True)
        assert ("decay_factor: 0.952" if factor > 1 else "decay_factor: 0.794") in str(warning.fix)

    def test_without_a_plan_a_factor_of_one_has_no_better_one(self) -> None:
        (warning,) = warnings_of(Exponential(0.1, 100, 1.0), None)
        assert warning.fix is None


totals = st.one_of(st.none(), st.integers(1, 500), st.sampled_from([2**31, 2**53, 2**62]))


@examples(400)
@given(schedules, totals, st.sampled_from(["pipeline_config", "keras_model", "hf_trainer", "lightning_cli", "coqui"]))
def test_any_schedule_gets_sentences(schedule: Schedule, total: int | None, kind: str) -> None:
    found = warnings_of(schedule, total, kind)
    assert {warning.id for warning in found} <= PLAN_WARNING_IDS
    for warning in found:
        assert warning.text.endswith(".")
        assert "nan" not in warning.text.lower()
        assert warning.fix is None or warning.fix.startswith(("# ", "Make the ", "Set the "))


@examples(200)
@given(
    st.one_of(
        st.builds(Exponential, rates, st.integers(1, 5000), st.floats(0.3, 2.0), st.booleans()),
        st.builds(Cosine, rates, st.integers(1, 5000)),
        st.builds(cosine_decay_with_warmup, rates, st.integers(900, 5000), st.just(0.0), st.integers(0, 800)),
    ),
    st.integers(500, 2000),
)
def test_what_is_proposed_for_a_pipeline_has_no_such_fault(
    tmp_path_factory: pytest.TempPathFactory, schedule: Schedule, total: int
) -> None:
    for warning in warnings_of(schedule, total):
        if warning.fix is not None and "_learning_rate {" in warning.fix:
            again = read_text(tmp_path_factory.getbasetemp(), pipeline(warning.fix, num_steps=total))
            assert again.schedule is not None, warning.fix
            assert warning.id not in [other.id for other in plan_warnings(SERIES, again, again.schedule)]


DEFAULTS: list[tuple[str, str, dict[str, Any]]] = [
    ("linear", "hf_trainer", {}),
    ("cosine", "hf_trainer", {}),
    ("cosine_with_restarts", "hf_trainer", {"num_cycles": 3}),
    ("polynomial", "hf_trainer", {}),
    ("constant", "hf_trainer", {}),
    ("constant_with_warmup", "hf_trainer", {}),
    ("inverse_sqrt", "hf_trainer", {}),
    ("cosine_with_min_lr", "hf_trainer", {"min_lr_rate": 0.1}),
    ("cosine_warmup_with_min_lr", "hf_trainer", {"min_lr_rate": 0.1}),
    ("warmup_stable_decay", "hf_trainer", {"num_decay_steps": 20}),
    ("warmup_stable_decay", "hf_trainer", {"num_decay_steps": 20, "min_lr_ratio": 0.1}),
]


@pytest.mark.parametrize(("name", "kind", "options"), DEFAULTS)
@pytest.mark.parametrize("warmup", [0, 1, 10, 100])
def test_nothing_is_said_of_a_trainers_own_schedules(
    name: str, kind: str, options: dict[str, Any], warmup: int
) -> None:
    schedule = from_transformers(name, Plan(1e-3, warmup, 1000, options))
    assert schedule is not None
    assert ids(schedule, 1000, kind) == []


@pytest.mark.parametrize("total", [10, 100, 5000])
@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("OneCycleLR", {"max_lr": 0.1, "total_steps": "TOTAL"}),
        ("OneCycleLR", {"max_lr": 0.1, "total_steps": "TOTAL", "three_phase": True, "anneal_strategy": "linear"}),
        ("CosineAnnealingLR", {"T_max": "TOTAL"}),
        ("CosineAnnealingWarmRestarts", {"T_0": 7, "T_mult": 2}),
        ("LinearLR", {}),
        ("ConstantLR", {}),
        ("PolynomialLR", {"total_iters": "TOTAL"}),
        ("ExponentialLR", {"gamma": 0.99}),
        ("StepLR", {"step_size": 3}),
        ("MultiStepLR", {"milestones": [3, 6]}),
        ("CyclicLR", {"base_lr": 0.001, "max_lr": 0.1}),
    ],
)
def test_nothing_is_said_of_torchs_schedulers_over_the_run(name: str, arguments: dict[str, Any], total: int) -> None:
    given = {key: total if value == "TOTAL" else value for key, value in arguments.items()}
    schedule = from_torch_scheduler(name, given, 0.1)
    assert schedule is not None
    assert ids(schedule, total, "lightning_cli") == []


def test_an_evaluation_repeats_nothing(tmp_path: Path) -> None:
    reading = read_text(tmp_path, SEED)
    assert reading.schedule is not None
    evaluation = series_of([1, 2], 0.004, run="eval_0")
    assert plan_warnings(evaluation, reading, reading.schedule) == ()


def test_other_units_and_other_sources_are_named_as_such() -> None:
    schedule = Exponential(0.1, 30, 0.1, staircase=True)
    (warning,) = warnings_of(schedule, 8, "ultralytics", unit="epochs")
    assert "comes at epoch 30, but the run is planned to end at epoch 8" in warning.text
    assert warning.fix == "Let the rate come down to 0.01 by epoch 8: a drop of 0.1 after 4 epochs."


def test_a_drop_with_the_last_step_comes_too_late_for_any_update() -> None:
    schedule = Held(Exponential(0.1, 30, 0.5, staircase=True), 10, "epoch")
    (warning,) = warnings_of(schedule, 300, "mmcv")
    assert warning.id == "first_drop_beyond_run" and "stands at 0.1 to the end" in warning.text
    assert "decay_steps" not in (warning.fix or "")
    assert "In the unit that the scheduler counts the length is " in (warning.fix or "")


@pytest.mark.parametrize(("length", "found"), [(400, True), (398, True), (10, False), (200, False)])
def test_a_length_in_updates_of_a_scheduler_that_is_stepped_per_epoch(length: int, found: bool) -> None:
    schedule = Held(Polynomial(0.1, 0.0, length), 40, "epoch")
    texts = [one.text for one in warnings_of(schedule, 400, "lightning_cli") if "once in 40 of them" in one.text]
    assert bool(texts) == found


def test_a_schedule_of_updates_is_as_long_as_the_run_by_right() -> None:
    assert ids(Polynomial(0.1, 0.0, 400), 400, "lightning_cli") == []


def test_the_warnings_come_after_those_of_the_source(tmp_path: Path) -> None:
    reading = read_text(tmp_path, SEED)
    diagnosis = diagnose_against(SERIES, Constant(0.1))
    assert diagnosis.warnings == ()
    from tb_lrplugin.diagnosis.engine import diagnose

    found = diagnose(series_of(range(0, 1000, 10), 0.004), [dataclasses.replace(reading)])
    assert [warning.id for warning in found.warnings] == ["hidden_time_decay", "first_drop_beyond_run"]


@pytest.mark.parametrize("name", sorted(PLAN_WARNING_IDS))
def test_every_warning_has_its_section(name: str) -> None:
    page = (Path(__file__).parents[2] / "docs" / "verdicts.md").read_text(encoding="utf-8")
    assert f"\n## {name}\n" in page.partition("\n# Warnings\n")[2]


class TestWarmupAsLongAsTheRun:
    @pytest.mark.parametrize(("warmup", "is_told"), [(1000, True), (995, True), (950, False)])
    def test_the_rate_rises_to_the_end(self, warmup: int, is_told: bool) -> None:
        schedule = Join((Polynomial(0.0, 0.1, warmup), Constant(0.1)), (warmup,), ("warm-up", "hold"))
        found = [warning for warning in warnings_of(schedule, 1000) if warning.id == "warmup_longer_than_run"]
        assert bool(found) is is_told
        assert all("rises all the way" in warning.text for warning in found)


class TestOverAlready:
    """Nobody tells how long the run is to be; how far it has come tells enough."""

    @pytest.mark.parametrize(("last", "is_told"), [(500, False), (600, False), (1000, True)])
    @pytest.mark.parametrize("end", [0.0, 0.01])
    def test_a_run_that_goes_on_at_nothing(self, last: int, is_told: bool, end: float) -> None:
        schedule = Polynomial(0.1, end, 500)
        series = healthy_series(schedule, range(0, last + 1, 10))
        found = diagnose(series, [Reading("keras_model", "keras", schedule)])
        assert found.finding.verdict == "on_schedule"
        told = [warning for warning in found.warnings if warning.id == "schedule_shorter_than_run"]
        # A floor is meant.
        assert bool(told) is (is_told and end == 0)
        for warning in told:
            assert "for 50 % of it the rate is 0, and nothing is learned" in warning.text
            assert "decay_steps=1000" in str(warning.fix)


class TestLengthsInEpochs:
    """Lengths that were given in epochs to a schedule that counts batches."""

    @pytest.mark.parametrize(
        ("schedule", "last", "number"),
        [
            (cosine_decay_with_warmup(0.1, 12, 0.0, 2), 12, "decay_steps=160"),
            (Polynomial(0.1, 0.01, 10), 10, "decay_steps=160"),
            (PiecewiseConstant((5, 10), (0.1, 0.01, 0.001)), 10, "boundaries=[79, 159]"),
        ],
    )
    def test_over_within_the_first_epoch(self, schedule: Schedule, last: int, number: str) -> None:
        on_epochs = OnAxis(schedule, 16, 1)
        (warning,) = warnings_of(on_epochs, None, "keras_model", unit="epochs")
        assert warning.id == "schedule_shorter_than_run"
        assert f"over at step {last}," in warning.text
        diagnosis = diagnose(
            healthy_series(on_epochs, range(20), tag="epoch_learning_rate"),
            [Reading("keras_model", "keras", on_epochs, unit="epochs")],
        )
        finding = diagnosis.finding
        assert finding.verdict == "flat_by_design" and "16 steps long" in finding.detail
        assert "decay_steps" in finding.causes[0] and "epochs" in finding.causes[0]
        assert [other.id for other in diagnosis.warnings] == [warning.id]
        # What is proposed counts the same numbers in epochs.
        assert number in str(finding.fix)

    def test_how_long_an_epoch_is_may_not_be_known(self) -> None:
        schedule = OnAxis(Polynomial(0.1, 0.01, 10), 16, 1, "epoch (assumed)")
        (warning,) = warnings_of(schedule, None, "keras_model", unit="epochs")
        assert warning.fix is None and "16" not in warning.text

    @pytest.mark.parametrize("schedule", [Constant(0.1), Polynomial(0.1, 0.01, 100), Exponential(0.1, 4, 0.5)])
    def test_no_word_of_what_moves_on_the_axis_or_never(self, schedule: Schedule) -> None:
        assert warnings_of(OnAxis(schedule, 16, 1), None, "keras_model", unit="epochs") == []

    @pytest.mark.parametrize(
        ("schedule", "setting"),
        [
            (CosineWave(0.1, 0.0, 20), "T_max = 20"),
            (PiecewiseConstant((10, 15), (0.1, 0.01, 0.001)), "milestones = 15"),
            (Exponential(0.1, 10, 0.1, staircase=True), "step_size = 10"),
        ],
    )
    def test_stepped_per_batch(self, schedule: Schedule, setting: str) -> None:
        numbers = (("trainer.max_epochs", 20.0),)
        (warning,) = (
            one
            for one in warnings_of(schedule, 800, "lightning_cli", numbers=numbers)
            if one.id == "length_counts_epochs"
        )
        assert setting in warning.text and "per batch" in warning.text
        assert '"interval": "epoch"' in str(warning.fix)

    @pytest.mark.parametrize(
        ("schedule", "total", "more"),
        [
            (CosineWave(0.1, 0.0, 800), 800, {"numbers": (("trainer.max_epochs", 20.0),)}),
            (Held(CosineWave(0.1, 0.0, 20), 40), 800, {"numbers": (("trainer.max_epochs", 20.0),)}),
            (CosineWave(0.1, 0.0, 20), 20, {"numbers": (("epochs", 20.0),), "unit": "epochs"}),
            # One batch an epoch, or nobody says how many epochs.
            (CosineWave(0.1, 0.0, 20), 20, {"numbers": (("trainer.max_epochs", 20.0),)}),
            (CosineWave(0.1, 0.0, 20), 800, {"numbers": (("num_epoch", 20.0),)}),
        ],
    )
    def test_no_word_where_the_unit_is_right(self, schedule: Schedule, total: int, more: dict[str, Any]) -> None:
        found = warnings_of(schedule, total, "lightning_cli", **more)
        assert "length_counts_epochs" not in [warning.id for warning in found]
