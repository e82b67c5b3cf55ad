"""Schedules as plain objects, made by us and by anybody."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tb_lrplugin.schedules import Constant, Cosine, Floor, Join, Polynomial, Schedule, ScheduleError
from tb_lrplugin.schedules.views import from_object, to_object
from tests.support.properties import examples
from tests.support.schedule_strategies import schedules

COSINE = {"kind": "cosine", "init_value": 0.1, "decay_steps": 100, "end_value": 0.01}

numbers = st.one_of(
    st.integers(-5, 200),
    st.floats(),
    st.sampled_from([2**53, 2**63, 10**400, -1, 0, 1e-320, 1e308, 1e300, True, None, "7", "NaN", "\ud800"]),
)


@st.composite
def schedule_objects(draw: st.DrawFn) -> Any:
    """An object of a valid schedule with something else in some of its places."""
    value = to_object(draw(schedules))
    for _ in range(draw(st.integers(1, 3))):
        node: Any = value
        while True:
            key = draw(st.sampled_from(sorted(node) if isinstance(node, dict) else list(range(len(node)))))
            if isinstance(node[key], (dict, list)) and node[key] and draw(st.booleans()):
                node = node[key]
                continue
            other = draw(st.one_of(numbers, st.sampled_from([{}, [], [COSINE], COSINE])))
            # A copy: the next change may be made within it.
            node[key] = copy.deepcopy(other)
            break
    return value


@given(schedules)
def test_what_is_written_reads_back_equal(schedule: Schedule) -> None:
    text = json.dumps(to_object(schedule))
    assert from_object(json.loads(text)) == schedule


@examples(500)
@given(schedule_objects())
def test_anything_else_is_a_schedule_or_a_sentence(value: Any) -> None:
    try:
        assert isinstance(from_object(value), Schedule)
    except ScheduleError as error:
        assert 10 < len(str(error)) < 500
        assert "\n" not in str(error)


def test_defaults_may_be_left_out() -> None:
    assert from_object({"kind": "cosine", "init_value": 1, "decay_steps": 10.0}) == Cosine(1.0, 10, 0.0)


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (7, 'the schedule is 7: an object with a "kind" is needed'),
        ({}, "is of kind None, which is none that is known"),
        ({"kind": "cosyne"}, "is of kind 'cosyne', which is none that is known"),
        ({"kind": ["cosine"]}, "which is none that is known"),
        ({"kind": "constant"}, "constant lacks its parameter value"),
        ({**COSINE, "alpha": 1}, "cosine has no parameter 'alpha'; it has init_value, decay_steps, end_value"),
        ({**COSINE, "decay_steps": 1.5}, "decay_steps of cosine is 1.5: a whole number is needed"),
        ({**COSINE, "decay_steps": 2**60}, "a whole number is needed, at most 2^53"),
        ({**COSINE, "decay_steps": True}, "decay_steps of cosine is True: a number is needed"),
        ({**COSINE, "init_value": "0.1"}, "init_value of cosine is '0.1': a number is needed"),
        ({**COSINE, "init_value": float("nan")}, "a finite number is needed"),
        ({**COSINE, "init_value": 10**400}, "a finite number is needed"),
        ({**COSINE, "init_value": -1}, "a learning rate must be a finite number, 0 or above"),
        ({"kind": "floor", "schedule": 3, "min_value": 0}, "schedule of floor is 3"),
        ({"kind": "join", "schedules": {}, "boundaries": []}, "schedules of join is {}: a list is needed"),
        ({"kind": "join", "schedules": [COSINE, 4], "boundaries": [5]}, "an entry of schedules of join is 4"),
        ({"kind": "exponential", "init_value": 1, "transition_steps": 5, "decay_rate": 1, "staircase": 1}, "true or"),
        ({"kind": "on_axis", "schedule": COSINE, "steps_per_unit": 1, "unit": "\ud800"}, "cannot be shown"),
        ({"kind": "on_axis", "schedule": COSINE, "steps_per_unit": 1, "unit": "x" * 1000}, "at most 200 characters"),
    ],
)
def test_what_is_wrong_is_said(value: Any, sentence: str) -> None:
    with pytest.raises(ScheduleError) as refused:
        from_object(value)
    assert sentence in str(refused.value)


def nested(depth: int) -> dict[str, Any]:
    value: dict[str, Any] = {"kind": "constant", "value": 0.1}
    for _ in range(depth):
        value = {"kind": "floor", "schedule": value, "min_value": 0.0}
    return value


def test_depth_parts_and_lists_are_bounded() -> None:
    assert isinstance(from_object(nested(19)), Floor)
    with pytest.raises(ScheduleError, match="nested more than 20 deep"):
        from_object(nested(20))
    parts = [{"kind": "constant", "value": 0.1}] * 100
    wide = {"kind": "join", "schedules": parts, "boundaries": list(range(1, 100))}
    assert isinstance(from_object(wide), Join)
    with pytest.raises(ScheduleError, match="more than 100 parts"):
        from_object(wide, most_parts=100)
    with pytest.raises(ScheduleError, match="more than 50 entries"):
        from_object(wide, most_numbers=50)


def test_the_object_of_a_composed_schedule() -> None:
    schedule = Join((Polynomial(0.0, 0.1, 5), Constant(0.1)), (5,), ("warm-up", "hold"))
    assert to_object(schedule) == {
        "kind": "join",
        "schedules": [
            {"kind": "polynomial", "init_value": 0.0, "end_value": 0.1, "transition_steps": 5, "power": 1.0},
            {"kind": "constant", "value": 0.1},
        ],
        "boundaries": [5],
        "phase_names": ["warm-up", "hold"],
    }
