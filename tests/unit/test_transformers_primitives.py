"""The primitives that transformers' and DeepSpeed's schedules need, at their limits."""

from __future__ import annotations

import numpy as np
import pytest

from tb_lrplugin.schedules import (
    CosineCycles,
    CosineWave,
    InverseSquareRoot,
    Logarithmic,
    Schedule,
    ScheduleError,
    SquareRoot,
)


@pytest.mark.parametrize(("cycle_count", "starts_of_cycles"), [(3, [0, 30, 60]), (7, [0, 13, 26, 39, 52, 65, 78])])
def test_breakpoints_are_where_the_cosine_jumps_up(cycle_count: int, starts_of_cycles: list[int]) -> None:
    schedule = CosineCycles(1.0, 90, cycle_count)
    jumps = np.flatnonzero(np.diff(schedule(np.arange(90))) > 0) + 1
    assert schedule.breakpoints(0, 200).tolist() == [*jumps.tolist(), 90] == [*starts_of_cycles[1:], 90]


@pytest.mark.parametrize(
    ("schedule_class", "parameters"),
    [
        (InverseSquareRoot, (-1.0, 5)),
        (InverseSquareRoot, (1.0, 0)),
        (InverseSquareRoot, (1.0, float("nan"))),
        (SquareRoot, (1.0, -1.0, 5)),
        (SquareRoot, (1.0, 0.0, 0)),
        (Logarithmic, (0.0, float("inf"), 5)),
        (Logarithmic, (0.0, 1.0, 1)),
        (CosineWave, (1.0, 0.0, 0)),
        (CosineWave, (1.0, 0.0, 5, 0.0)),
        (CosineWave, (1.0, 0.0, 5, 0.5, -1)),
        (CosineCycles, (1.0, 0)),
        (CosineCycles, (1.0, 5, -1.0)),
    ],
)
def test_parameters_out_of_range_are_refused(schedule_class: type[Schedule], parameters: tuple[float, ...]) -> None:
    with pytest.raises(ScheduleError):
        schedule_class(*parameters)


@pytest.mark.parametrize(
    "schedule",
    [
        InverseSquareRoot(1.0, 1e300),
        SquareRoot(1.0, 0.0, 2**53),
        Logarithmic(0.0, 1.0, 2**53),
        CosineWave(1.0, 0.0, 2**53, 0.01),
        CosineCycles(1.0, 2**53, 2.0),
        CosineCycles(1.0, 90, 1e300),
    ],
    ids=str,
)
@pytest.mark.parametrize("low", [1e-300, 0.1, 0.9])
def test_extremes_are_searched_in_no_time(schedule: Schedule, low: float) -> None:
    found = schedule.first_outside(0, low, 1.0)
    assert found is None or not low <= schedule.value_at(found) <= 1.0
