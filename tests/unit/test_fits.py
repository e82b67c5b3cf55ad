"""Each search of y(x) = a * f(k * x + d), against series that were made so."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tb_lrplugin.diagnosis.comparing import Case
from tb_lrplugin.diagnosis.explaining import legs
from tb_lrplugin.diagnosis.explaining.epochs import fit_epochs
from tb_lrplugin.diagnosis.explaining.legs import find_legs
from tb_lrplugin.diagnosis.explaining.level import fit_value_scale
from tb_lrplugin.diagnosis.explaining.pace import PaceSearch
from tb_lrplugin.diagnosis.explaining.place import fit_shift
from tb_lrplugin.diagnosis.explaining.telling import is_aliased, turning_interval
from tb_lrplugin.diagnosis.unknowns import bind
from tb_lrplugin.schedules import (
    Cosine,
    Cyclic,
    Exponential,
    Polynomial,
    Schedule,
    cosine_decay_with_warmup,
    exponential_decay_with_burnin,
)
from tb_lrplugin.words.round_numbers import simplest_factor
from tests.support.made_series import reading_of, series_of
from tests.support.properties import examples

TOTAL = 10_000
SCHEDULES = {
    "staircase": exponential_decay_with_burnin(0.01, 700, 0.8),
    "continuous": Exponential(0.1, 900, 0.5),
    "cosine": cosine_decay_with_warmup(0.02, TOTAL, 0.002, 500, 500),
    "linear": Polynomial(0.1, 0.0, TOTAL),
}
SAMPLINGS = {
    "every step": np.arange(TOTAL),
    "every 100": np.arange(0, TOTAL, 100),
    "random": np.sort(np.random.default_rng(0).choice(TOTAL, 300, replace=False)),
    "twelve": np.arange(0, TOTAL, 900),
}
by_schedule = pytest.mark.parametrize("schedule", SCHEDULES.values(), ids=SCHEDULES.keys())
by_sampling = pytest.mark.parametrize("steps", SAMPLINGS.values(), ids=SAMPLINGS.keys())


def case_of(schedule: Schedule, steps: np.ndarray, rates: np.ndarray) -> Case:
    bound = bind(series_of(steps, rates), [reading_of(schedule, TOTAL)])
    assert bound is not None
    assert bound.case is not None
    return bound.case


def reproduces(case: Case, explained: np.ndarray) -> bool:
    return bool(case.near(explained).all())


@by_schedule
@by_sampling
class TestEverySampling:
    @pytest.mark.parametrize("scale", [4.0, 0.25, 1.5])
    def test_pace(self, schedule: Schedule, steps: np.ndarray, scale: float) -> None:
        case = case_of(schedule, steps, schedule(np.floor(scale * steps).astype(np.int64)))
        fit = PaceSearch(case).fit()
        assert fit is not None
        # Few points on stairs leave a factor open.
        assert fit.number == pytest.approx(scale, rel=0.15 if len(steps) < 20 else 0.01)
        assert reproduces(case, fit.explained)

    @pytest.mark.parametrize("scale", [2.0, 0.125, 0.731])
    def test_level(self, schedule: Schedule, steps: np.ndarray, scale: float) -> None:
        case = case_of(schedule, steps, scale * schedule(steps))
        found = fit_value_scale(case.conventions())
        assert found is not None
        assert found[1].number == pytest.approx(scale, rel=1e-6)

    @pytest.mark.parametrize("offset", [1200, -1200, 2500])
    def test_place(self, schedule: Schedule, steps: np.ndarray, offset: int) -> None:
        case = case_of(schedule, steps, schedule(steps + offset))
        fit = fit_shift(case, -case.horizon, case.horizon)
        assert fit is not None
        assert fit.number + case.offset == pytest.approx(offset, abs=700 if len(steps) < 20 else 60)
        assert reproduces(case, fit.explained)

    @pytest.mark.parametrize("at", [2000, 6543])
    def test_restart(self, schedule: Schedule, steps: np.ndarray, at: int) -> None:
        case = case_of(schedule, steps, schedule(np.where(steps >= at, steps - at, steps)))
        found = find_legs(case)
        assert [leg.restarts for leg in found] == [False, True]
        first = int(np.searchsorted(steps, at))
        assert steps[first - 1] - 1 <= -found[1].step_offset <= steps[first] + 1
        assert reproduces(case, np.concatenate([leg.explained for leg in found]))

    @pytest.mark.parametrize("length", [2500, 3333])
    def test_epochs(self, schedule: Schedule, steps: np.ndarray, length: int) -> None:
        case = case_of(schedule, steps, schedule(steps // length * length))
        found = fit_epochs(case, 3)
        assert found
        for number in found:
            rates = [schedule(np.maximum(steps + offset, 0) // number * number) for offset in (-1, 0, 1)]
            assert any(reproduces(case, explained) for explained in rates)


def test_known_numbers_win_over_simpler_ones() -> None:
    assert simplest_factor(2.9, 3.1) == 3
    assert simplest_factor(2.9, 3.1, [3.03]) == pytest.approx(3.03)
    assert simplest_factor(0.24, 0.26, [3.9]) == pytest.approx(1 / 3.9)
    assert simplest_factor(1.3332, 1.3334) == pytest.approx(4 / 3)
    assert simplest_factor(1.23449, 1.23451) == pytest.approx(1.2345)


def test_the_schedule_turns_faster_than_the_log() -> None:
    schedule = Cyclic(0.001, 0.01, 10, 10, 1.0, 1.0)
    steps = np.arange(0, TOTAL, 33)
    case = case_of(schedule, steps, np.linspace(0.002, 0.009, len(steps)))
    assert is_aliased(case, case.steps)
    assert turning_interval(case) == pytest.approx(10, rel=0.1)
    slow = case_of(Cosine(0.1, TOTAL), steps, np.linspace(0.002, 0.009, len(steps)))
    assert turning_interval(slow) is None


@examples(15)
@given(
    st.sampled_from(list(SCHEDULES.values())),
    st.sampled_from(list(SAMPLINGS.values())),
    st.floats(0.1, 8.0),
    st.integers(-2000, 2000),
)
def test_what_is_given_reproduces_every_point(schedule: Schedule, steps: np.ndarray, scale: float, offset: int) -> None:
    rates = schedule(np.maximum(np.floor(scale * steps + offset), 0).astype(np.int64))
    case = case_of(schedule, steps, rates)
    assume(not case.agrees.all())
    pace, place = PaceSearch(case).fit(), fit_shift(case, -case.horizon, case.horizon)
    level = fit_value_scale([case])
    for fit in (pace, place, level and level[1]):
        # Under a level the tolerance grows with it.
        assert fit is None or np.allclose(fit.explained, case.values, rtol=1e-4, atol=2e-5 * case.scale)
    found = find_legs(case)
    assert not found or sum(map(len, found)) == len(case)


@by_schedule
@pytest.mark.parametrize("steps", [[2**62, 2**63 - 1], [0, 1], [5]], ids=["garbage", "two", "one"])
def test_odd_steps_never_raise(schedule: Schedule, steps: list[int]) -> None:
    case = case_of(schedule, np.array(steps), np.full(len(steps), 0.0123))
    PaceSearch(case).fit()
    fit_shift(case, -case.horizon, 2 * case.horizon)
    fit_value_scale(case.conventions())
    fit_epochs(case, 3)
    find_legs(case)


def test_points_that_need_a_leg_each_are_soon_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    searched: list[int] = []
    longest = legs._longest
    monkeypatch.setattr(legs, "_longest", lambda *asked: searched.append(asked[1]) or longest(*asked))
    steps = np.arange(0, 5000, 50)
    # Each point is where the schedule begins, but for one.
    case = case_of(Polynomial(0.1, 0.01, 5000), steps, np.where(steps == 1000, 0.5, 0.1))
    assert find_legs(case) == () and 0 < len(searched) < 30


def test_legs_of_a_long_series() -> None:
    schedule = exponential_decay_with_burnin(0.01, 6_000, 0.8, 0.002, 400)
    steps = np.arange(30_000)
    restarted = schedule(np.where(steps < 20_123, steps, steps - 20_123))
    [_, leg] = find_legs(case_of(schedule, steps, restarted))
    assert leg.restarts and (leg.start, leg.step_offset) == (20_123, -20_123)
    # A point that jumps falls through the coarse look, and is found all the same.
    jumped = np.where(steps == 7_001, 0.5, schedule(steps))
    assert [leg.jumps for leg in find_legs(case_of(schedule, steps, jumped))] == [False, True, False]
    wobbling = schedule(steps) * (1 + 0.2 * np.sin(steps / 900))
    assert find_legs(case_of(schedule, steps, wobbling)) == ()
