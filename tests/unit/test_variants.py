"""A series that follows a variation of its schedule is told so, by name; nothing else is."""

from __future__ import annotations

import dataclasses
import itertools
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from tb_lrplugin.data.series import Series
from tb_lrplugin.diagnosis.engine import diagnose
from tb_lrplugin.diagnosis.model import Finding
from tb_lrplugin.diagnosis.unknowns import bind
from tb_lrplugin.diagnosis.variants import Variant, variants_of
from tb_lrplugin.diagnosis.variants.advice import HEADLINES, causes, fix, headline
from tb_lrplugin.diagnosis.verdicts import variant as verdict
from tb_lrplugin.frameworks.huggingface.schedule import Plan, from_transformers
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.schedules import (
    Constant,
    Cosine,
    CosineArc,
    CosineRestarts,
    CosineWave,
    Exponential,
    Floor,
    Held,
    InverseTime,
    Join,
    OnAxis,
    PiecewiseConstant,
    Polynomial,
    Power,
    Sampled,
    Schedule,
    Shift,
    cosine_decay_with_warmup,
    exponential_decay_with_burnin,
    manual_stepping,
)
from tests.support.made_series import diagnose_against, healthy_series, prefix_of, reading_of, series_of
from tests.support.properties import examples
from tests.support.schedule_strategies import HORIZON, STEPS, schedules

LAST = 1200
EVERY_STEP = np.arange(LAST)
DECAY = Exponential(0.1, 300, 0.5)


def hugging_face(name: str, **options: float) -> Schedule:
    schedule = from_transformers(name, Plan(5e-5, 50, 1000, options))
    assert schedule is not None
    return schedule


def garden_cosine() -> Schedule:
    """A warm-up that covers the first steps of its decay, as in the TF Model Garden."""
    decay = Cosine(0.1, 1000, 0.001)
    return Join((Polynomial(0.0, decay.value_at(100), 100), Shift(decay, 100)), (100,), ("warm-up", "decay"))


def detectron2_cosine() -> Schedule:
    decay = CosineArc(0.1, 0.0, -100, 900)
    return Join((Polynomial(0.0001, decay.value_at(0), 100), decay), (100,), ("warm-up", "decay"))


SCHEDULES: dict[str, Schedule] = {
    "burn-in, staircase, floor": exponential_decay_with_burnin(0.01, 60, 0.8, 0.002, 40, 0.0004),
    "burn-in, continuous, floor": exponential_decay_with_burnin(0.01, 60, 0.8, 0.002, 40, 0.0004, staircase=False),
    "warm-up, hold, cosine": cosine_decay_with_warmup(0.02, 900, 0.002, 50, 100),
    "by hand with warm-up": manual_stepping(0.001, [100, 300, 600], [0.01, 0.001, 0.0001], warmup=True),
    "linear": hugging_face("linear"),
    "cosine": hugging_face("cosine"),
    "hard restarts": hugging_face("cosine_with_restarts", num_cycles=3),
    "waves": hugging_face("cosine", num_cycles=1.5),
    "polynomial": hugging_face("polynomial", power=2.0, lr_end=1e-6),
    "cosine with minimum": hugging_face("cosine_with_min_lr", min_lr_rate=0.1),
    "warm-up, stable, decay": hugging_face("warmup_stable_decay", num_decay_steps=200, min_lr_ratio=0.1),
    "inverse square root": hugging_face("inverse_sqrt"),
    "counted through warm-up": garden_cosine(),
    "entered late": detectron2_cosine(),
    "curved warm-up": Join((Power(0.1, 2.0, 80), Cosine(0.1, 900)), (80,), ("warm-up", "decay")),
    "polynomial warm-up": Join((Polynomial(0.0, 0.1, 80, 2.0), Cosine(0.1, 900)), (80,), ("warm-up", "decay")),
    "milestones after warm-up": Join(
        (Polynomial(0.001, 0.1, 80), PiecewiseConstant((200, 500), (0.1, 0.01, 0.001))), (80,), ("warm-up", "decay")
    ),
    "restarts": CosineRestarts(0.1, 0.01, 200),
    "wave": CosineWave(0.1, 0.01, 300),
    "by epoch": Held(Exponential(0.1, 1, 0.9), 50),
    "on an axis of samples": OnAxis(cosine_decay_with_warmup(0.02, 9000, 0.002, 500), 10, 0, "iteration"),
    "cosine to a minimum": Cosine(0.1, 800, 0.01),
    "inverse time, staircase": InverseTime(0.1, 100, 0.5, True),
    "inverse time": InverseTime(0.1, 100, 0.5),
    "floored cosine": Floor(Cosine(0.1, 800), 0.02),
}
every_schedule = pytest.mark.parametrize("schedule", SCHEDULES.values(), ids=SCHEDULES.keys())


def find(series: Series, schedule: Schedule) -> Finding | None:
    bound = bind(series, [reading_of(schedule)])
    assert bound is not None and bound.case is not None
    return verdict.find(bound.case)


def names_of(schedule: Schedule) -> set[str]:
    return {variant.name for variant in variants_of(schedule)}


def reservoir(count: int, seed: int) -> np.ndarray:
    """Steps as TensorBoard keeps them: a random sample, and the last one."""
    kept = np.random.default_rng(seed).choice(LAST - 1, count, replace=False)
    return np.sort(np.append(kept, LAST - 1))


class TestEveryVariant:
    @every_schedule
    def test_is_found(self, schedule: Schedule) -> None:
        for variant in variants_of(schedule):
            for offset, interval in ((0, 1), (-1, 10), (1, 10)):
                series = healthy_series(variant.schedule, np.arange(0, LAST, interval), offset)
                finding = find(series, schedule)
                assert finding is not None, (variant, offset, interval)
                assert (finding.verdict, finding.variant) == ("variant", variant.name), (variant, offset, interval)
                assert finding.explained == pytest.approx(series.values, rel=1.1e-5, abs=2e-6 * series.values.max())

    @every_schedule
    def test_is_found_in_a_sample_wherever_two_points_tell(self, schedule: Schedule) -> None:
        """A sample may miss what tells two variations apart; what is found then explains every point as well."""
        for variant in variants_of(schedule):
            for steps in (np.arange(3, LAST, 47), reservoir(100, 1), reservoir(40, 2)):
                self.is_found_where_two_points_tell(schedule, variant, steps)

    @staticmethod
    def is_found_where_two_points_tell(schedule: Schedule, variant: Variant, steps: np.ndarray) -> None:
        series = healthy_series(variant.schedule, steps)
        finding = find(series, schedule)
        apart = np.abs(variant.schedule(steps) - schedule(steps)) > 1e-3 * schedule(steps).max()
        # A conventional offset of the configured schedule hides nothing that lies a thousandth of its top apart.
        slope = np.abs(np.diff(schedule(np.array([steps - 1, steps, steps + 1])), axis=0)).max(axis=0)
        telling = apart & (np.abs(variant.schedule(steps) - schedule(steps)) > 1.5 * slope)
        rates = {float(rate) for rate in series.values[telling]}
        if len(rates) >= 2:
            assert finding is not None
        if finding is not None:
            assert finding.explained == pytest.approx(series.values, rel=1.1e-5, abs=2e-6 * series.values.max())
            same = [other for other in variants_of(schedule) if other.name == finding.variant]
            assert finding.variant in (variant.name, "stepped_per_epoch") or any(
                np.allclose(other.schedule(steps + offset), series.values, rtol=2e-5, atol=2e-6 * series.values.max())
                for other in same
                for offset in (-1, 0, 1)
            )

    @every_schedule
    def test_says_both_formulas(self, schedule: Schedule) -> None:
        for variant in variants_of(schedule):
            finding = find(healthy_series(variant.schedule, EVERY_STEP), schedule)
            assert finding is not None, variant
            assert f"Configured: {schedule.describe()}" in finding.detail, variant
            assert "Followed: " in finding.detail, variant
            assert finding.causes, variant

    def test_every_name_is_covered(self) -> None:
        made = {name for schedule in SCHEDULES.values() for name in names_of(schedule)}
        assert made | {"stepped_per_epoch"} == set(HEADLINES)

    @pytest.mark.parametrize("name", HEADLINES)
    def test_headlines_fit_their_place(self, name: str) -> None:
        assert 0 < len(headline(name)) <= 60
        assert len(causes(name, Reading("pipeline_config"))) >= 3


class TestWhichApply:
    def test_a_tree_without_the_part_has_no_variation_of_it(self) -> None:
        assert names_of(Exponential(0.1, 100, 0.5)) == {"staircase"}
        assert names_of(Exponential(0.1, 100, 0.5, staircase=True)) == {"continuous"}
        assert names_of(Cosine(0.1, 100)) == {"linear_instead_of_cosine", "rises_again"}
        assert names_of(Polynomial(0.1, 0.0, 100)) == {"cosine_instead_of_linear"}
        assert names_of(Floor(DECAY, 0.01)) == {"no_floor", "staircase"}

    @pytest.mark.parametrize(
        "schedule",
        [
            Constant(0.1),
            PiecewiseConstant((10, 20), (0.3, 0.2, 0.1)),
            Sampled((0, 10), (0.1, 0.2)),
            Exponential(0.1, 1, 0.9, staircase=True),
            Exponential(0.1, 10, 1.0),
            Exponential(0.0, 10, 0.5),
            Cosine(0.1, 100, 0.1),
            Polynomial(0.0, 0.1, 100),
        ],
        ids=lambda schedule: schedule.describe(),
    )
    def test_nothing_to_vary(self, schedule: Schedule) -> None:
        assert names_of(schedule) == set()

    def test_burn_in_at_the_base_rate_cannot_be_missing_while_the_decay_stands_where_it_is(self) -> None:
        flat = exponential_decay_with_burnin(0.01, 60, 0.8, 0.01, 40)
        missing = [variant for variant in variants_of(flat) if variant.name == "no_burnin"]
        assert [variant.schedule for variant in missing] == [exponential_decay_with_burnin(0.01, 60, 0.8)]

    def test_the_formulas(self) -> None:
        schedule = exponential_decay_with_burnin(0.01, 60, 0.8, 0.002, 40)
        found = {variant.name: variant.schedule for variant in reversed(list(variants_of(schedule)))}
        steps = np.arange(41, 500)
        assert found["burnin_not_subtracted"](steps) == pytest.approx(0.01 * 0.8 ** (steps // 60))
        assert found["continuous"](steps) == pytest.approx(0.01 * 0.8 ** ((steps - 40) / 60))
        assert found["no_burnin"](np.arange(300)) == pytest.approx(0.01 * 0.8 ** (np.arange(300) // 60))

    def test_the_decay_of_bert_drops_at_the_end_of_warm_up(self) -> None:
        """google-research/bert: the decay counts from 0 over all steps, warm-up overrides its first rates."""
        warmup, total = 50, 1000
        steps = np.arange(total)
        bert = np.where(steps < warmup, 5e-5 * steps / warmup, 5e-5 * (1 - steps / total))
        found = diagnose_against(series_of(steps, bert), SCHEDULES["linear"]).finding
        assert found.variant == "warmup_not_subtracted"
        assert "ends at the same step" in found.detail

    def test_a_cosine_that_ignores_its_minimum_is_cut_off(self) -> None:
        """GPT-NeoX before its pull request 1008."""
        steps = np.arange(0, 800, 5)
        values = np.maximum(0.05 * (1 + np.cos(np.pi * steps / 800)), 0.01)
        diagnosis = diagnose_against(series_of(steps, values), Cosine(0.1, 800, 0.01))
        assert (diagnosis.finding.verdict, diagnosis.severity) == ("variant", "warning")
        assert diagnosis.evidence.variant == "clamped_floor"
        # The cut shows from the start: a cosine to 0 falls faster.
        assert diagnosis.evidence.onset_step in (5, 10)

    def test_parts_of_one_kind_vary_together(self) -> None:
        schedule = Join((Cosine(0.1, 100), Cosine(0.05, 100)), (100,))
        line = next(variant for variant in variants_of(schedule) if variant.name == "linear_instead_of_cosine")
        assert line.schedule == Join((Polynomial(0.1, 0.0, 100), Polynomial(0.05, 0.0, 100)), (100,))

    def test_a_warm_up_that_leads_to_the_decay_leads_to_the_varied_one(self) -> None:
        line = next(v for v in variants_of(garden_cosine()) if v.name == "linear_instead_of_cosine")
        assert line.schedule.value_at(99) < line.schedule.value_at(100) == pytest.approx(0.001 + 0.099 * 0.9)


class TestSteppedPerEpoch:
    @pytest.mark.parametrize("name", ["linear", "cosine", "counted through warm-up", "cosine to a minimum", "restarts"])
    @pytest.mark.parametrize("number", [20, 37, 90])
    @pytest.mark.parametrize("offset", [-1, 0, 1])
    def test_every_step(self, name: str, number: int, offset: int) -> None:
        schedule = SCHEDULES[name]
        series = series_of(EVERY_STEP, schedule(np.maximum(EVERY_STEP + offset, 0) // number * number))
        finding = diagnose_against(series, schedule).finding
        assert (finding.verdict, finding.variant) == ("variant", "stepped_per_epoch")
        assert f"once in {number} steps" in finding.detail

    @pytest.mark.parametrize(
        "steps",
        [np.arange(0, LAST, 10), np.arange(4, LAST, 11), reservoir(400, 3), reservoir(150, 4)],
        ids=["every 10th", "every 11th", "400 of them", "150 of them"],
    )
    @pytest.mark.parametrize("number", [37, 64])
    def test_a_sample(self, steps: np.ndarray, number: int) -> None:
        schedule = hugging_face("cosine")
        series = series_of(steps, schedule(steps // number * number))
        finding = diagnose_against(series, schedule).finding
        assert finding.variant == "stepped_per_epoch"
        assert finding.explained == pytest.approx(series.values, rel=1.1e-5, abs=1e-10)

    def test_long_epochs_and_a_long_run(self) -> None:
        schedule = Join((Polynomial(0.0, 0.1, 5000), Cosine(0.1, 995_000)), (5000,), ("warm-up", "decay"))
        steps = np.arange(0, 1_000_000, 1000)
        series = series_of(steps, schedule(steps // 12_345 * 12_345))
        finding = diagnose_against(series, schedule).finding
        assert "once in 12,345 steps" in finding.detail

    @pytest.mark.parametrize("seed", range(4))
    def test_a_reservoir_of_a_very_long_run(self, seed: int) -> None:
        schedule = Cosine(0.1, 10_000_000)
        kept = np.sort(np.random.default_rng(seed).choice(10_000_000, 1000, replace=False))
        series = series_of(kept, schedule(kept // 123_457 * 123_457))
        finding = diagnose_against(series, schedule).finding
        assert finding.variant == "stepped_per_epoch"
        number = int(finding.detail.partition("once in ")[2].partition(" ")[0].replace(",", ""))
        # What the points cannot tell apart is a few steps.
        assert number == pytest.approx(123_457, abs=3)

    @pytest.mark.parametrize(("every", "number"), [(50, 33), (50, 170), (97, 123)])
    def test_an_epoch_length_is_told_from_few_points_by_their_rates(self, every: int, number: int) -> None:
        schedule = Cosine(0.1, 1000)
        steps = np.arange(0, 1000, every)
        finding = diagnose_against(series_of(steps, schedule(steps // number * number)), schedule).finding
        assert (finding.verdict, finding.variant) == ("variant", "stepped_per_epoch")
        assert f"once in {number} steps" in finding.detail

    def test_another_curve_in_stairs_is_no_variation(self) -> None:
        series = series_of(EVERY_STEP, Exponential(0.03, 77.7, 0.777)(EVERY_STEP // 37 * 37))
        assert diagnose_against(series, Cosine(0.1, 1000)).finding.verdict == "off_schedule"

    def test_stairs_that_were_asked_for_are_none(self) -> None:
        stairs = Held(Cosine(0.1, 20), 50)
        assert diagnose_against(healthy_series(stairs, EVERY_STEP), stairs).finding.verdict == "on_schedule"


class TestProof:
    @every_schedule
    def test_one_disagreeing_point_is_never_enough(self, schedule: Schedule) -> None:
        """The rest agrees, one point lies on the variation."""
        for variant in variants_of(schedule):
            at = EVERY_STEP[:: LAST // 60]
            values = schedule(at)
            apart = np.flatnonzero(np.abs(variant.schedule(at) - values) > 1e-3 * values.max())
            for index in apart[:: max(1, len(apart) // 4)]:
                mixed = values.copy()
                mixed[index] = variant.schedule.value_at(int(at[index]))
                assert find(series_of(at, mixed), schedule) is None, (variant, index)

    @every_schedule
    def test_a_prefix_is_no_variant_before_two_points_disagree(self, schedule: Schedule) -> None:
        for variant in variants_of(schedule):
            series = healthy_series(variant.schedule, np.arange(0, LAST, 20))
            for count in (1, 2, 3, 5, 8, 13, 21, 34, 55):
                part = prefix_of(series, count)
                finding = find(part, schedule)
                if finding is not None:
                    bound = bind(part, [reading_of(schedule)])
                    assert bound is not None and bound.case is not None
                    assert (~bound.case.agrees).sum() >= 2, (variant, count)

    @every_schedule
    @pytest.mark.parametrize("offset", [-1, 0, 1])
    def test_a_healthy_series_is_none(self, schedule: Schedule, offset: int) -> None:
        for steps in (EVERY_STEP, EVERY_STEP[::7], reservoir(100, 5)):
            assert find(healthy_series(schedule, steps, offset), schedule) is None

    @every_schedule
    def test_a_level_off_a_little_is_none(self, schedule: Schedule) -> None:
        for factor in (1.0001, 0.97, 3.0):
            assert find(series_of(EVERY_STEP, factor * schedule(EVERY_STEP)), schedule) is None

    @every_schedule
    def test_a_variation_with_one_wrong_point_is_none(self, schedule: Schedule) -> None:
        for variant in variants_of(schedule):
            values = variant.schedule(EVERY_STEP)
            values[LAST // 2] = 1.01 * values[LAST // 2] + 1e-3 * values.max()
            assert find(series_of(EVERY_STEP, values), schedule) is None, variant

    def test_the_configured_offset_and_tolerance_hold(self) -> None:
        """A logger that rounds to three digits, and shows the rate of the update before."""

        @dataclasses.dataclass(frozen=True)
        class Rounding(Reading):
            def step_offset(self, run: str, tag: str) -> int:
                return -1

        reading = Rounding("made", "here", DECAY, relative_tolerance=5e-3)
        stairs = dataclasses.replace(DECAY, staircase=True)
        rounded = [float(f"{value:.3g}") for value in stairs(EVERY_STEP - 1)]
        diagnosis = diagnose(series_of(EVERY_STEP, rounded), [reading])
        assert diagnosis.finding.variant == "staircase"
        assert diagnosis.evidence.step_offset == -1

    def test_what_fits_as_well_is_named(self) -> None:
        series = healthy_series(dataclasses.replace(DECAY, staircase=True), EVERY_STEP)
        finding = find(series, DECAY)
        assert finding is not None
        assert (finding.variant, len(finding.alternatives)) == ("staircase", 1)
        assert "once in 300 steps" in finding.alternatives[0]


class TestFix:
    def of(self, schedule: Schedule, name: str, kind: str) -> str | None:
        variant = next(variant for variant in variants_of(schedule) if variant.name == name)
        series = healthy_series(variant.schedule, EVERY_STEP)
        return diagnose(series, [Reading(kind, "here", schedule)]).finding.fix

    def test_in_the_syntax_of_the_source(self) -> None:
        stairs = SCHEDULES["burn-in, staircase, floor"]
        assert str(self.of(stairs, "continuous", "pipeline_config")).endswith("\nstaircase: false")
        cosine = SCHEDULES["cosine"]
        assert self.of(cosine, "linear_instead_of_cosine", "hf_trainer") == 'lr_scheduler_type="cosine"'
        assert self.of(cosine, "linear_instead_of_cosine", "torchtune") is None

    @every_schedule
    def test_python_is_python(self, schedule: Schedule) -> None:
        for variant in variants_of(schedule):
            bound = bind(healthy_series(variant.schedule, EVERY_STEP), [Reading("metadata", "here", schedule)])
            assert bound is not None and bound.case is not None
            compile(str(fix(variant, bound.case)), f"fix of {variant.name}", "exec")


@examples(300)
@given(schedules)
@example(Join((Constant(1.0), Constant(0.0), Constant(0.0)), (1, 2), ("warm-up", "hold", "decay")))
def test_every_variation_of_any_schedule_is_a_schedule(schedule: Schedule) -> None:
    for variant in variants_of(schedule):
        rates = variant.schedule(STEPS)
        assert np.isfinite(rates).all()
        assert (rates >= 0).all()
        assert variant.describe()
        assert variant.schedule != schedule
        assert np.isfinite(variant.schedule.largest_term(STEPS))
        pieces = variant.schedule.pieces(0, HORIZON)
        assert pieces.starts[0] == 0


@examples(150)
@given(schedules, schedules, st.integers(1, 9))
def test_a_verdict_always_explains_every_point(schedule: Schedule, other: Schedule, interval: int) -> None:
    steps = STEPS[::interval]
    series = healthy_series(other, steps)
    due = other(steps)
    assume(((due == 0) | (due > 1e-37)).all() and schedule.known_until() is None)
    finding = find(series, schedule)
    if finding is not None:
        assert finding.explained == pytest.approx(series.values, rel=1.1e-5, abs=2e-6)


HUGE = 2**60
EXTREMES: dict[str, Schedule] = {
    "growth": Join((Polynomial(0.0, 1.0, 9), Shift(Exponential(1.0, 7.0, 1e9), 2**40)), (9,), ("warm-up", "decay")),
    "growth by epoch": Held(Exponential(1.0, 1e300, 1e9), HUGE),
    "long": Join((Polynomial(0.0, 1.0, HUGE - 1), Cosine(1.0, HUGE)), (HUGE - 1,), ("warm-up", "decay")),
    "long holds": Held(Join((Constant(1.0), Cosine(1.0, HUGE, 0.1)), (HUGE,)), HUGE),
    "short": Join((Polynomial(0.0, 1.0, 1), Cosine(1.0, 1, 0.1)), (1,), ("warm-up", "decay")),
    "tiny": Join((Constant(5e-324), Floor(Exponential(1e-300, 3, 0.1), 5e-324)), (3,), ("burn-in", "decay")),
}


@pytest.mark.parametrize("schedule", EXTREMES.values(), ids=EXTREMES.keys())
def test_extremes_are_survived(schedule: Schedule) -> None:
    for variant in variants_of(schedule):
        assert variant.describe()
    for steps in ([0, 1, 2, 3, 40, 41], [-(2**63), -5, 0, 7, 2**62, 2**63 - 1], [5, 6, HUGE, HUGE + 1, HUGE + 2]):
        for values in ([1e-3, 1e-3, 2e-3, 2e-3, 3e-3, 3e-3], np.full(6, 1e-3), np.linspace(0.0, 1.0, 6)):
            assert find(series_of(steps, values[: len(steps)]), schedule) is None


def test_names_are_found_in_the_document() -> None:
    text = (Path(__file__).parents[2] / "docs" / "verdicts.md").read_text()
    for name in HEADLINES:
        assert f"`{name}`" in text


def test_no_schedule_is_given_twice() -> None:
    for schedule in SCHEDULES.values():
        found = [variant.schedule for variant in variants_of(schedule)]
        assert all(one != other for one, other in itertools.combinations(found, 2))
