"""Any callable recorded as points: jumps to the step, curves within 1e-6, no more points than needed."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from tb_lrplugin.schedules import Cosine, Exponential, Polynomial, Sampled, record

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
    assert record(lambda step: 0.1, 10**9) == Sampled((0, 10**9), (0.1, 0.1))


def test_one_step_is_enough() -> None:
    assert record(lambda step: 0.1 * step, 1) == Sampled((0, 1), (0.0, 0.1))


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
    assert len(recorded.steps) <= 45_000
