"""Our readings of mmengine's and detectron2's configurations against the rates that they themselves computed."""

from __future__ import annotations

import numpy as np
import pytest

from tb_lrplugin.formats import Arguments
from tb_lrplugin.frameworks.detectron2 import schedule_of
from tb_lrplugin.frameworks.mmengine.schedule import chain
from tb_lrplugin.schedules import Schedule
from tests.parity.golden import detectron2_cases, mmengine_cases
from tests.parity.golden.golden_file import Recorded, read

MMENGINE = read("mmengine-0.10.7")
DETECTRON2 = read("detectron2-02b5c4e2")


def assert_equal_rates(schedule: Schedule, recorded: Recorded, base: float) -> None:
    ours, theirs = schedule(recorded.steps), recorded.rates
    excess = np.abs(ours - theirs) - 1e-6 * np.abs(theirs) - 1e-6 * base
    worst = int(np.argmax(excess))
    assert excess[worst] <= 0, f"step {recorded.steps[worst]}: {ours[worst]} here, {theirs[worst]} there"


def test_every_case_is_recorded_over_ten_thousand_steps() -> None:
    assert MMENGINE.keys() == mmengine_cases.CASES.keys()
    assert DETECTRON2.keys() == detectron2_cases.CASES.keys()
    assert all(found.count >= 10_000 for found in (*MMENGINE.values(), *DETECTRON2.values()))


@pytest.mark.parametrize("case", mmengine_cases.CASES)
def test_a_chain_of_mmengine(case: str) -> None:
    schedule = chain(mmengine_cases.CASES[case], mmengine_cases.BASE, mmengine_cases.EPOCH_LENGTH)
    assert_equal_rates(schedule, MMENGINE[case], mmengine_cases.BASE)


@pytest.mark.parametrize("case", detectron2_cases.CASES)
def test_a_solver_of_detectron2(case: str) -> None:
    solver = detectron2_cases.CASES[case]
    schedule = schedule_of(Arguments("SOLVER", solver))
    assert schedule is not None
    assert_equal_rates(schedule, DETECTRON2[case], solver["BASE_LR"])
