"""Any callable recorded as points: jumps to the step, curves within 1e-6, no more points than needed."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable

import numpy as np
import pytest

from tb_lrplugin.diagnosis.engine import diagnose
from tb_lrplugin.frameworks.own.optimizer_config import parse_message
from tb_lrplugin.protos import optimizer_config_pb2 as pb
from tb_lrplugin.schedules import Cosine, Exponential, Polynomial, Sampled, from_message, record, to_message
from tests.support.made_series import series_of

TOTAL = 20_000


def one_cycle(step: int) -> float:
    return 0.01 + 0.09 * (1 - abs(2 * step / TOTAL - 1))


CALLABLES: dict[str, Callable[[int], float]] = {
    "staircase": Exponential(0.1, 777, 0.9, staircase=True).value_at,
    "continuous": Exponential(0.1, 777, 0.9).value_at,
    "cosine": Cosine(0.1, TOTAL).value_at,
    "warm-up of 10 steps": Polynomial(0.0, 0.1, 10).value_at,
    "one cycle": one_cycle,
    "inverse square root": lambda step: 0.1 / math.sqrt(max(step, 400)),
}


@pytest.mark.parametrize("name", CALLABLES)
def test_the_recording_is_the_callable(name: str) -> None:
    recorded = record(CALLABLES[name], TOTAL)
    steps = np.arange(TOTAL + 1)
    truth = np.array([CALLABLES[name](int(step)) for step in steps])
    # Straightness is judged at three points of each line; between them it may be a little worse.
    assert (np.abs(recorded(steps) - truth) <= 2 * (1e-6 * truth + 1e-7 * truth.max())).all()
    assert (recorded.steps[0], recorded.steps[-1]) == (0, TOTAL)


def test_jumps_are_recorded_to_the_step() -> None:
    recorded = record(CALLABLES["staircase"], TOTAL)
    jumps = np.flatnonzero(np.diff(recorded(np.arange(TOTAL + 1)))) + 1
    assert jumps.tolist() == [777 * number for number in range(1, TOTAL // 777 + 1)]


def test_a_constant_takes_two_points() -> None:
    assert record(lambda step: 0.1, 10**9) == Sampled((0, 10**9), (0.1, 0.1), is_refined=True)


def test_one_step_is_enough() -> None:
    assert record(lambda step: 0.1 * step, 1) == Sampled((0, 1), (0.0, 0.1), is_refined=True)


def test_a_callable_is_asked_for_few_of_a_billion_steps() -> None:
    asked = []

    def schedule(step: int) -> float:
        asked.append(step)
        return 0.1 if step < 123_456_789 else 0.01

    recorded = record(schedule, 10**9)
    assert recorded.first_change(0) == 123_456_789
    assert len(asked) < 10_000
    assert max(asked) == 10**9


def test_noise_ends_in_a_bounded_number_of_points() -> None:
    recorded = record(lambda step: 0.1 + 0.01 * (step * 2654435761 % 1000) / 1000, 10**6)
    assert len(recorded.steps) <= 100_000
    # Of what comes behind its end the record says nothing.
    assert recorded.known_until() == recorded.steps[-1] < 10**6


WAVES: dict[str, Callable[[int], float]] = {
    "restarts": lambda step: 0.05 * (1 + math.cos(math.pi * (step % 1000) / 1000)),
    "sine": lambda step: 0.05 + 0.04 * math.sin(step / 300),
    "sine of period 19": lambda step: 0.05 + 0.04 * math.sin(2 * math.pi * step / 19),
    "sawtooth of 37 steps": lambda step: 0.1 * (1 - (step % 37) / 37),
    "a spike of one step": lambda step: 0.5 if step == 12_345 else 0.1,
    "stairs": lambda step: 0.1 * 0.99 ** (step // 199),
}


@pytest.mark.parametrize("name", WAVES)
def test_waves_and_restarts_are_recorded_exactly(name: str) -> None:
    total = 50_000
    recorded = record(WAVES[name], total)
    truth = np.array([WAVES[name](step) for step in range(total + 1)])
    assert recorded.known_until() == total
    assert (np.abs(recorded(np.arange(total + 1)) - truth) <= 1e-6 * truth + 1e-7 * truth.max()).all()
    assert from_message(to_message(recorded)) == recorded


def test_where_the_points_run_out_the_record_ends() -> None:
    restarts = WAVES["restarts"]
    recorded = record(restarts, 10**6)
    end = recorded.known_until()
    assert end is not None and 50_000 < end < 10**6
    steps = np.arange(0, end, 7)
    truth = np.array([restarts(int(step)) for step in steps])
    assert (np.abs(recorded(steps) - truth) <= 2 * (1e-6 * truth + 1e-7 * truth.max())).all()


@pytest.mark.parametrize(
    ("count", "is_refined", "verdict"), [(19_983, False, "no_schedule"), (19_983, True, "on_schedule")]
)
def test_no_verdict_rests_on_a_record_that_ran_out_of_points(count: int, is_refined: bool, verdict: str) -> None:
    steps = np.arange(count)
    schedule = Sampled(tuple(steps.tolist()), tuple((0.1 * (1 - steps / 30_000)).tolist()), is_refined)
    reading = parse_message(pb.OptimizerConfig(version=1, schedule=to_message(schedule)).SerializeToString())
    found = diagnose(series_of(steps[::50], schedule(steps[::50])), [dataclasses.replace(reading, kind="metadata")])
    assert found.finding.verdict == verdict
