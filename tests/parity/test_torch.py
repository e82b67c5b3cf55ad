"""Our closed forms against torch's own schedulers: recorded rates everywhere, every step where torch is installed."""

from __future__ import annotations

import importlib.util
import warnings

import numpy as np
import pytest

from tb_lrplugin.frameworks.torch.schedule import from_torch_scheduler
from tb_lrplugin.schedules import Schedule
from tests.parity.golden.golden_file import read
from tests.parity.golden.torch_cases import BASE, CASES, rates_of

RECORDED = read("torch-2.13.0")
every_case = pytest.mark.parametrize("case", CASES)
needs_torch = pytest.mark.skipif(importlib.util.find_spec("torch") is None, reason="torch is not installed")


def schedule_of(case: str) -> Schedule:
    schedule = from_torch_scheduler(*CASES[case], BASE)
    assert schedule is not None
    return schedule


def assert_equal_rates(ours: np.ndarray, theirs: np.ndarray) -> None:
    assert (np.abs(ours - theirs) <= 1e-6 * np.abs(theirs) + 1e-6 * BASE).all()


def test_every_case_is_recorded_over_ten_thousand_steps() -> None:
    assert RECORDED.keys() == CASES.keys()
    assert all(found.count >= 10_000 for found in RECORDED.values())


@every_case
def test_the_recorded_rates(case: str) -> None:
    recorded = RECORDED[case]
    assert_equal_rates(schedule_of(case)(recorded.steps), recorded.rates)


@needs_torch
@every_case
def test_every_step_of_torch_itself(case: str) -> None:
    with warnings.catch_warnings():
        # torch warns of its own habits: of a scheduler made within another, of steps without gradients.
        warnings.simplefilter("ignore")
        theirs = np.array(rates_of(*CASES[case]))
    ours = schedule_of(case)(np.arange(len(theirs)))
    assert_equal_rates(ours, theirs)
    # Jumps come at the very step.
    large = 1e-3 * BASE
    assert (
        np.flatnonzero(np.abs(np.diff(ours)) > large).tolist()
        == np.flatnonzero(np.abs(np.diff(theirs)) > large).tolist()
    )
