"""The schedule is found from the points alone: its shape, its parameters, and an honest residual."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from tb_lrplugin.answers import series_entry
from tb_lrplugin.answers.chart import chart_data
from tb_lrplugin.data.series import Series
from tb_lrplugin.diagnosis.describing import brief, infer, moves_faster_than_logged
from tb_lrplugin.diagnosis.engine import diagnose
from tb_lrplugin.diagnosis.model import Inferred
from tb_lrplugin.schedules import (
    Constant,
    Cosine,
    CosineRestarts,
    CosineWave,
    Cyclic,
    Exponential,
    Floor,
    Held,
    InverseTime,
    Join,
    PiecewiseConstant,
    Polynomial,
    Schedule,
    Shift,
    SquareRoot,
)
from tests.support.inferred_shapes import SAMPLINGS, SHAPES, TOTAL, Steps, reservoir
from tests.support.made_series import diagnose_against, healthy_series, series_of

SEEDS = range(4)
EXACT = 2.2e-5


def residual_of(inferred: Inferred, series: Series) -> float:
    return float(np.abs(inferred.schedule(series.steps) - series.values).max() / series.values.max())


def hidden_errors(inferred: Inferred, schedule: Schedule, series: Series) -> tuple[float, int]:
    """Compare at steps that were not logged, relative to the largest rate.

    Returns:
      The worst error at steps between two logged points on one smooth piece, and the longest way over which a jump
      is displaced, in logging intervals.
    """
    steps = np.arange(series.steps[0], series.steps[-1] + 1, 7)
    wrong = np.abs(inferred.schedule(steps) - schedule(steps)) > 0.01 * series.values.max()
    intervals = np.unique(np.searchsorted(series.steps, steps[wrong]))
    jumps = schedule.breakpoints(int(series.steps[0]), int(series.steps[-1]) + 1)
    unexplained = np.setdiff1d(intervals, np.searchsorted(series.steps, jumps))
    return float(wrong.mean()), len(unexplained)


@pytest.mark.parametrize("sampling", SAMPLINGS)
@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_is_found(shape: str, sampling: str) -> None:
    for seed in SEEDS:
        rng = np.random.default_rng([seed, len(shape), len(sampling)])
        schedule = SHAPES[shape](rng)
        series = healthy_series(schedule, SAMPLINGS[sampling](rng))
        inferred = infer(series)
        assert inferred is not None, schedule
        assert not inferred.text.startswith("about"), (schedule, inferred.text)
        assert inferred.residual == pytest.approx(residual_of(inferred, series), abs=1e-15)
        assert inferred.residual <= EXACT
        # Between the points it is the same schedule too, but for the place of a jump between two of them.
        assert hidden_errors(inferred, schedule, series)[1] == 0, (schedule, inferred.text)


@pytest.mark.parametrize("rate", [1e-12, 1e-6, 1.0, 1e3])
@pytest.mark.parametrize("interval", [1, 17, 1000, 10_000])
def test_any_rate_and_any_interval(rate: float, interval: int) -> None:
    steps = np.arange(200) * interval
    series = healthy_series(Cosine(rate, 200 * interval, 0.1 * rate), steps)
    inferred = infer(series)
    assert inferred is not None and isinstance(inferred.schedule, Cosine)
    assert inferred.schedule.decay_steps == pytest.approx(200 * interval, rel=0.01)
    assert inferred.schedule.init_value == pytest.approx(rate, rel=1e-5)
    assert inferred.schedule.end_value == pytest.approx(0.1 * rate, rel=0.01)


EVERY_100 = np.arange(0, TOTAL + 1, 100)


@pytest.mark.parametrize(
    ("schedule", "text"),
    [
        (Constant(3e-4), "constant 0.0003"),
        (Polynomial(1e-3, 0, TOTAL), "linear from 0.001 to 0 at step 100,000"),
        (Polynomial(1e-3, 1e-4, 80_000), "linear from 0.001 to 0.0001 at step 80,000, then constant"),
        (Polynomial(1e-3, 0, 110_000, 0.9), "polynomial of power 0.9 from 0.001 to 0 at step 110,000"),
        (Cosine(1e-3, 60_000, 1e-5), "cosine from 0.001 to 1e-5 at step 60,000, then constant"),
        (Cosine(1e-3, 300_000, 1e-5), "cosine from 0.001 to 1e-5 at step 300,000"),
        (CosineWave(1e-3, 1e-5, 60_000), "cosine from 0.001 to 1e-5 at step 60,000, and up again from there"),
        (
            Join((Polynomial(0, 1e-3, 5000), Cosine(1e-3, 95_000, 1e-5)), (5000,)),
            "linear warm-up from 0 to 0.001 over 5,000 steps, then cosine from 0.001 to 1e-5 at step 100,000",
        ),
        (
            CosineRestarts(1e-2, 0, 15_000, 2),
            "cosine from 0.01 to 0 over 15,000 steps, restarted at steps 15,000 and 45,000, each cycle 2 times as "
            "long as the one before",
        ),
        (
            Cyclic(1e-4, 1e-2, 8000, 12_000),
            "up and down between 0.0001 and 0.01 in straight lines, 8,000 steps up and 12,000 down",
        ),
        (Exponential(0.1, 20_000, 0.95), "0.1, x0.95 every 20,000 steps (exponential)"),
        (Exponential(0.1, 5000, 0.95, True), "0.1, x0.95 every 5,000 steps"),
        (Floor(Exponential(0.1, 7000, 0.5, True), 0.002), "0.1, x0.5 every 7,000 steps, not below 0.002"),
        (
            Join((Constant(0.01), Exponential(0.1, 10_000, 0.9, True)), (2000,)),
            "constant 0.01 until step 2,000, then 0.1, x0.9 every 10,000 steps, counted from step 2,000",
        ),
        (
            Join((Polynomial(0, 0.1, 2500), Shift(Exponential(0.1, 10_000, 0.9, True), 2500)), (2500,)),
            "linear warm-up from 0 to 0.1 over 2,500 steps, then 0.1, x0.9 every 10,000 steps",
        ),
        (PiecewiseConstant((60_000, 80_000), (0.1, 0.01, 0.001)), "0.1, x0.1 at steps 60,000 and 80,000"),
        (
            PiecewiseConstant((17_231, 40_113, 62_129), (0.1, 0.01, 1e-3, 1e-4)),
            "0.1, x0.1 at steps 17,300, 40,200 and 62,200; irregular, as a plateau rule does",
        ),
        (InverseTime(0.1, 1000, 0.5), "0.1 / (1 + step / 2,000)"),
        (
            Join((Polynomial(0, 1e-3, 2000), Constant(1e-3), SquareRoot(1e-3, 0, 20_000)), (2000, 80_000)),
            "linear warm-up from 0 to 0.001 over 2,000 steps, then constant 0.001 until step 80,000, then 1 - square "
            "root from 0.001 to 0 at step 100,000",
        ),
        (Held(Cosine(0.1, 100, 0.001), 1000), "cosine from 0.1 to 0.001 at stair 100, a stair every 1,000 steps"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_words(schedule: Schedule, text: str) -> None:
    inferred = infer(healthy_series(schedule, EVERY_100))
    assert inferred is not None
    assert inferred.text == text


def test_epochs_are_called_epochs() -> None:
    inferred = infer(healthy_series(Exponential(0.1, 30, 0.5, True), np.arange(100)), "epochs")
    assert inferred is not None
    assert inferred.text == "0.1, x0.5 every 30 epochs"
    assert inferred.schedule == Exponential(0.1, 30, 0.5, True)


@pytest.mark.parametrize("seed", range(20))
def test_a_drop_lies_within_its_logging_interval(seed: int) -> None:
    rng = np.random.default_rng(seed)
    boundaries = np.sort(rng.choice(np.arange(1000, 99_000), 3, replace=False))
    if np.diff(boundaries).min() < 1000:
        boundaries = np.array([10_001, 40_777, 90_909])
    rates = tuple((10.0 ** -rng.permutation(4)).tolist())
    series = healthy_series(PiecewiseConstant(tuple(boundaries.tolist()), rates), reservoir(rng))
    inferred = infer(series)
    assert inferred is not None
    found = inferred.schedule.breakpoints(0, TOTAL + 1)
    assert len(found) == 3
    index = np.searchsorted(series.steps, boundaries)
    assert (found > series.steps[index - 1]).all() and (found <= series.steps[index]).all()


@pytest.mark.parametrize("count", [4, 5, 8, 12, 20])
def test_few_points(count: int) -> None:
    steps = np.linspace(0, 10_000, count).astype(int)
    linear = infer(healthy_series(Polynomial(0.1, 0.0, 10_000), steps))
    decay = infer(healthy_series(Exponential(0.1, 2000, 0.5), steps))
    assert linear is not None and linear.text == "linear from 0.1 to 0 at step 10,000"
    assert decay is not None and decay.text == "0.1, x0.5 every 2,000 steps (exponential)"


def test_a_million_points_with_a_short_warm_up() -> None:
    steps = np.arange(1_000_000)
    schedule = Join((Polynomial(0, 1e-3, 500), Cosine(1e-3, 999_500)), (500,))
    inferred = infer(healthy_series(schedule, steps))
    assert inferred is not None
    assert inferred.text == (
        "linear warm-up from 0 to 0.001 over 500 steps, then cosine from 0.001 to 0 at step 1,000,000"
    )


def test_a_late_start() -> None:
    steps = np.arange(500_000, 600_001, 100)
    inferred = infer(healthy_series(Polynomial(0.1, 0.0, 1_000_000), steps))
    assert inferred is not None
    assert inferred.schedule.value_at(550_000) == pytest.approx(0.045, rel=1e-5)
    assert inferred.schedule.value_at(0) < 0.1


@pytest.mark.parametrize("lead", [112, 77])
def test_steps_that_the_logger_rounded_give_about(lead: int) -> None:
    """A fraction of an epoch times 1,000, cut off, some steps late: the warm-up begins a hair off its first point."""
    epochs = np.arange(0, 70) * 0.1397
    rates = np.where(epochs < 5, 3.75e-5 * epochs / 5, 3.75e-5 * (1 + np.cos(np.pi * (epochs - 5) / 5)) / 2)
    inferred = infer(series_of((1000 * epochs).astype(np.int64) + lead, rates))
    assert inferred is not None
    assert "linear warm-up from 0 to 3.75" in inferred.text
    assert ", then cosine from 3.75" in inferred.text
    assert inferred.text.endswith(f"e-5 to 0 at step {10_000 + lead:,}")


@pytest.mark.parametrize(("rounding", "third"), [(0.0, "0.00933683"), (5e-5, "0.0093368")])
def test_a_rise_along_no_simple_curve_is_told_by_its_points(rounding: float, third: str) -> None:
    steps = np.arange(1, 13)
    values = 1e-4 + 0.5 * (0.01 - 1e-4) * (1 + np.cos(np.pi * (steps - 1) / 12))
    values[:2] = 0.00375, 0.0086024
    series = series_of(steps, [float(f"{value:.5g}") for value in values] if rounding else values)
    inferred = infer(dataclasses.replace(series, rounding=rounding), "epochs")
    assert inferred is not None
    assert inferred.text == (
        f"warm-up along no simple curve from 0.00375 at epoch 1 to {third} at epoch 3, then cosine from 0.01 to "
        "0.0001 at epoch 13"
    )
    np.testing.assert_allclose(inferred.schedule(steps), values, rtol=max(rounding, 1e-6))


def test_a_rise_to_no_curve_is_nothing() -> None:
    steps = np.arange(0, 400, 10)
    values = np.random.default_rng(0).uniform(0.2, 0.8, len(steps))
    values[:6] = 0.1, 0.11, 0.15, 0.3, 0.35, 0.9
    assert infer(series_of(steps, values)) is None


def test_a_line_of_two_points_is_told_by_the_one_where_it_begins() -> None:
    steps = np.arange(400, 4001, 400)
    values = np.interp(steps, [400, 2400, 3400], [1e-3, 1e-4, 5e-5])
    inferred = infer(series_of(steps, values))
    assert inferred is not None
    assert inferred.text == (
        "linear from 0.00118 to 0.0001 at step 2,400, then linear from 0.0001 to 5e-5 at step 3,400, then constant"
    )
    # Where the line begins elsewhere, two points lie on any.
    assert infer(series_of(steps, np.where(steps > 2400, 0.9 * values, values))) is None


def test_noise_gives_about() -> None:
    rng = np.random.default_rng(0)
    steps = np.arange(0, 10_000, 50)
    inferred = infer(series_of(steps, Cosine(0.1, 10_000)(steps) + rng.uniform(0, 2e-4, len(steps))))
    assert inferred is not None
    assert inferred.text.startswith("about cosine from 0.1")
    assert 1e-4 < inferred.residual <= 0.01


@pytest.mark.parametrize(
    "values",
    [
        [0.1],
        [0.1, float("nan"), 0.1, 0.1],
        [0.1, float("inf"), 0.1, 0.1],
        [0.1, -0.1, 0.1, 0.1],
        [0.1, 0.7, 0.2, 0.9, 0.3, 0.35, 0.1, 0.8],
        np.random.default_rng(1).uniform(0, 1, 300),
        np.random.default_rng(2).uniform(0, 1, 300).cumsum() % 7,
    ],
)
def test_garbage_is_nothing(values: list[float]) -> None:
    assert infer(series_of(np.arange(len(values)), values)) is None


def test_faster_than_logged() -> None:
    steps = np.arange(0, 100_000, 1000)
    series = healthy_series(Cyclic(0.01, 0.1, 900, 1000), steps)
    assert moves_faster_than_logged(series.values)
    assert infer(series) is None
    assert "faster than it is logged" in diagnose(series, []).finding.headline


def test_negative_steps_are_nothing() -> None:
    assert infer(series_of([-5, 0, 5, 10], [0.1, 0.2, 0.3, 0.4])) is None


def test_no_schedule_says_what_the_points_follow() -> None:
    steps: Steps = np.arange(0, 20_001, 100)
    diagnosis = diagnose(healthy_series(Cosine(1e-3, 20_000, 1e-5), steps), [])
    assert diagnosis.finding.headline == ("No schedule known; inferred: cosine from 0.001 to 1e-5 at step 20,000")
    assert "The farthest point lies less than 0.0001 % of the largest rate from it." in diagnosis.finding.detail
    assert diagnosis.inferred is not None and diagnosis.inferred.schedule == Cosine(1e-3, 20_000, 1e-5)
    assert not series_entry(diagnosis).keys() & chart_data(diagnosis).keys()
    entry = series_entry(diagnosis)["inferred"]
    assert entry["schedule"]["kind"] == "cosine" and entry["residual"] < 1e-6
    assert chart_data(diagnosis)["inferred_curve"]["step"][0] == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "linear warm-up from 0 to 0.000123456 over 12,345 steps, then cosine from 0.000123456 to 0 at step 99,000",
            "linear warm-up, then cosine from 0.000123 to 0 at step 99,000",
        ),
        ("up from 0 by step 8 at the latest, then 0.1", "up by step 8, then 0.1"),
        (
            "constant 0.00174693 until step 1, then linear from 0.00174693 to 0.1 at step 80",
            "constant 0.00175 until step 1, then linear to 0.1 at step 80",
        ),
        # A factor keeps its digits, a step its own, and two rates are not made one.
        ("0.1, x0.99985 every 1,234.56 steps (exponential)",) * 2,
        ("0.1000012, 0.09999 from step 3", "0.1, 0.09999 from step 3"),
        (
            "cosine from 0.1 to 0 over 1,000 steps, restarted at steps 1,000, 2,000, 3,000 and 96 more",
            "cosine from 0.1 to 0 over 1,000 steps, restarted at steps 1,000, ...",
        ),
    ],
)
def test_a_headline_is_brief(text: str, said: str) -> None:
    assert brief(text, 70) == said


def test_no_schedule_falls_back_to_words() -> None:
    diagnosis = diagnose(series_of([0, 10, 20], [0.3, 0.21, 0.2]), [])
    assert diagnosis.inferred is None
    assert diagnosis.finding.headline == "No schedule known; falling from 0.3 to 0.2"


def test_off_schedule_sets_what_ran_beside_what_was_asked_for() -> None:
    steps = np.arange(0, 200_000, 200)
    ran = Exponential(0.08, 20_000, 0.9, True)
    diagnosis = diagnose_against(healthy_series(ran, steps), Exponential(0.1, 5000, 0.95, True))
    assert diagnosis.finding.verdict == "off_schedule"
    assert diagnosis.inferred is not None and diagnosis.inferred.schedule == ran
    assert diagnosis.finding.detail.endswith(
        "The schedule: 0.1, times 0.95 every 5,000 steps (staircase). What ran: 0.08, x0.9 every 20,000 steps "
        "(inferred from the points)."
    )


def test_a_healthy_series_is_not_inferred() -> None:
    schedule = Exponential(0.1, 5000, 0.95, True)
    assert diagnose_against(healthy_series(schedule, np.arange(0, 50_000, 100)), schedule).inferred is None
