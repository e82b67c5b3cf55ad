"""torch's schedulers from their arguments, and the primitives that only they need, held against a scan."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tb_lrplugin.frameworks.torch.schedule import from_torch_scheduler
from tb_lrplugin.schedules import (
    Constant,
    CosineArc,
    CosineRestarts,
    Cyclic,
    Held,
    Schedule,
    ScheduleError,
    Shape,
    draw,
    from_message,
    to_message,
)
from tests.support.properties import examples
from tests.support.schedule_strategies import HORIZON, STEPS, joins, lengths, primitives, rates_or_zero

starts = st.integers(0, HORIZON - 2)
thorough = examples(100)

alone: st.SearchStrategy[Schedule] = st.one_of(
    st.builds(
        Cyclic,
        rates_or_zero,
        rates_or_zero,
        lengths,
        lengths,
        st.sampled_from([1.0, 0.5]),
        st.sampled_from([1.0, 0.99, 0.7]),
    ),
    st.builds(
        lambda first, last, begin, length: CosineArc(first, last, begin, begin + length),
        rates_or_zero,
        rates_or_zero,
        st.floats(-50, 90),
        st.floats(0.5, 200),
    ),
    st.builds(CosineRestarts, rates_or_zero, rates_or_zero, lengths, st.integers(1, 4)),
)
inner = st.one_of(primitives, alone, joins(st.one_of(primitives, alone)))
schedules = st.one_of(alone, st.builds(Held, inner, st.integers(1, 30)), joins(alone))


@thorough
@given(schedules)
def test_the_message_gives_back_an_equal_schedule(schedule: Schedule) -> None:
    again = from_message(type(to_message(schedule)).FromString(to_message(schedule).SerializeToString()))
    assert again == schedule
    assert again.describe() == schedule.describe()


@thorough
@given(schedules, starts, st.integers(1, HORIZON))
def test_pieces_partition_the_steps_and_tell_the_truth(schedule: Schedule, start: int, length: int) -> None:
    stop = start + length
    pieces = schedule.pieces(start, stop)
    assert pieces.starts[0] == start
    assert (np.diff(pieces.starts) > 0).all()
    assert pieces.starts[-1] < stop
    for begin, end, shape in zip(pieces.starts, np.append(pieces.starts[1:], stop), pieces.shapes, strict=True):
        steps = np.arange(begin, end)
        values = schedule(steps)
        if shape == Shape.CONSTANT:
            np.testing.assert_allclose(values, values[0], rtol=1e-14, atol=0)
        elif shape == Shape.LINEAR:
            straight = np.interp(steps, [begin, end - 1], [values[0], values[-1]])
            assert np.abs(values - straight).max() <= 1e-9 * values.max()


@thorough
@given(schedules, starts, st.data())
def test_first_outside_is_what_a_scan_finds(schedule: Schedule, start: int, data: st.DataObject) -> None:
    values = np.array([schedule.value_at(int(step)) for step in STEPS])
    bounds = st.one_of(st.sampled_from(sorted(set(values.tolist()))), st.floats(0, 1.2))
    low, high = sorted([data.draw(bounds), data.draw(bounds)])
    outside = np.flatnonzero((values < low) | (values > high))
    outside = outside[outside >= start]
    found = schedule.first_outside(start, low, high)
    if found is None or found >= HORIZON:
        assert outside.size == 0
        assert found is None or not low <= schedule.value_at(found) <= high
    else:
        assert found == outside[0]


@thorough
@given(schedules, st.integers(0, HORIZON - 20), st.integers(10, HORIZON))
def test_the_drawn_line_shows_the_true_value(schedule: Schedule, start: int, length: int) -> None:
    vertices = draw(schedule, start, start + length)
    steps = np.arange(start, start + length + 1)
    last = np.append(vertices.steps[1:] != vertices.steps[:-1], True)
    drawn = np.interp(steps, vertices.steps[last], vertices.values[last])
    seen = np.isin(steps, vertices.steps)
    np.testing.assert_allclose(drawn[seen], schedule(steps[seen]), rtol=1e-12)


def test_a_held_schedule_says_what_it_counts() -> None:
    schedule = from_torch_scheduler("StepLR", {"step_size": 2, "gamma": 0.5}, 0.1)
    assert schedule is not None
    held = Held(schedule, 10, "epoch (inferred)")
    assert held.describe() == (
        "0.1, times 0.5 every 2 steps (staircase), counted in epochs; 10 steps per epoch (inferred)"
    )
    assert held([19, 20]).tolist() == [0.1, 0.05]


def test_a_change_beyond_every_count_is_never() -> None:
    far = from_torch_scheduler("StepLR", {"step_size": 2**58}, 0.1)
    assert far is not None
    assert Held(far, 1000).first_change(0) is None


@pytest.mark.parametrize(
    "name", ["LambdaLR", "MultiplicativeLR", "torch.optim.lr_scheduler.LambdaLR", "MyScheduler", "", "a.b."]
)
def test_what_has_no_closed_form_is_none(name: str) -> None:
    assert from_torch_scheduler(name, {}, 0.1) is None


@pytest.mark.parametrize("name", ["ReduceLROnPlateau", "lightning.pytorch.cli.ReduceLROnPlateau"])
def test_a_metric_driven_one_is_constant(name: str) -> None:
    assert from_torch_scheduler(name, {"monitor": "loss"}, 0.1) == Constant(0.1)


def sequence(*nodes: Any, milestones: Any) -> dict[str, Any]:
    return {"schedulers": list(nodes), "milestones": milestones}


STEP = {"class_path": "torch.optim.lr_scheduler.StepLR", "init_args": {"step_size": 3}}
LAMBDA = {"class_path": "torch.optim.lr_scheduler.LambdaLR", "init_args": {}}
ONE_CYCLE = {"class_path": "OneCycleLR", "init_args": {"max_lr": 0.1, "total_steps": 10}}
COSINE = {"class_path": "CosineAnnealingLR", "init_args": {"T_max": 9, "eta_min": 0.01}}


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("SequentialLR", sequence(STEP, LAMBDA, milestones=[5])),
        ("SequentialLR", sequence(STEP, ONE_CYCLE, milestones=[5])),
        ("ChainedScheduler", {"schedulers": [STEP, STEP]}),
        ("ChainedScheduler", {"schedulers": [COSINE, STEP]}),
        ("CyclicLR", {"base_lr": 0.1, "max_lr": 0.2, "scale_fn": "lambda x: x"}),
    ],
)
def test_compositions_without_a_closed_form_are_none(name: str, arguments: dict[str, Any]) -> None:
    assert from_torch_scheduler(name, arguments, 0.1) is None


DEEP: dict[str, Any] = STEP
for _ in range(50):
    DEEP = {"class_path": "ChainedScheduler", "init_args": {"schedulers": [DEEP]}}


@pytest.mark.parametrize(
    ("name", "arguments", "sentence"),
    [
        ("StepLR", {}, "StepLR has no step_size"),
        ("StepLR", {"step_size": "2"}, "a whole number is needed"),
        ("StepLR", {"step_size": 2.5}, "a whole number is needed"),
        ("StepLR", {"step_size": True}, "a whole number is needed"),
        ("StepLR", {"step_size": 10**5000}, "out of all bounds"),
        ("StepLR", {"step_size": 0}, "must be 1 or more"),
        ("StepLR", {"step_size": 2, "gamma": math.nan}, "a finite number is needed"),
        ("StepLR", {"step_size": 2, "gamma": 10**400}, "a finite number is needed"),
        ("StepLR", {"step_size": 2, "gamma": [0.1]}, "a number is needed"),
        ("MultiStepLR", {"milestones": [[1]]}, "a whole number is needed"),
        ("MultiStepLR", {"milestones": [1, 1, 1], "gamma": 1e300}, "beyond all numbers"),
        ("ExponentialLR", {"gamma": -1.0}, "decay factor is -1"),
        ("CosineAnnealingLR", {"T_max": 0}, "1 or more"),
        ("CosineAnnealingLR", {"T_max": 5, "eta_min": -1}, "0 or above"),
        ("CosineAnnealingWarmRestarts", {"T_0": 5, "T_mult": 0}, "1 or more"),
        ("OneCycleLR", {"max_lr": 0.1}, "has no epochs"),
        ("OneCycleLR", {"max_lr": 0.1, "total_steps": 10, "pct_start": 2}, "between 0 and 1"),
        ("OneCycleLR", {"max_lr": 0.1, "total_steps": 10, "pct_start": 0.1}, "takes no step"),
        ("OneCycleLR", {"max_lr": 0.1, "total_steps": 10, "anneal_strategy": "exp"}, "one of cos, linear"),
        ("OneCycleLR", {"max_lr": 0.1, "total_steps": 10, "div_factor": 0}, "above 0"),
        ("LinearLR", {"start_factor": 0}, "above 0"),
        ("ConstantLR", {"factor": 3}, "at most 1"),
        ("CyclicLR", {"base_lr": 0.1, "max_lr": 0.2, "step_size_up": 0}, "1 or more"),
        ("CyclicLR", {"base_lr": 0.1, "max_lr": 0.2, "mode": "sawtooth"}, "one of triangular"),
        ("SequentialLR", sequence(STEP, milestones=[5]), "one fewer"),
        ("SequentialLR", sequence(STEP, STEP, STEP, milestones=[5, 4]), "must increase"),
        ("SequentialLR", {"schedulers": "x", "milestones": []}, "no list of schedulers"),
        ("SequentialLR", sequence(3, milestones=[]), "without a class_path"),
        ("ChainedScheduler", {"schedulers": [DEEP]}, "nested more than"),
    ],
)
def test_bad_arguments_end_in_a_sentence(name: str, arguments: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ScheduleError, match=sentence):
        from_torch_scheduler(name, arguments, 0.1)
