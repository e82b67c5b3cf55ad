"""Numbers in the texts of configurations: found by name, and written anew in their places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tb_lrplugin.formats.literals import places_in, with_values
from tests.support.pace import quiet_seconds

MOST_SECONDS = 2.0


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("lr0: 0.01\ncos_lr: false\nepochs: 8", {"lr0": 0.01, "cos_lr": False, "epochs": 8}),
        ('{"lr": 1e-4, "power": 2.0,\n"steps": [10, 20]}', {"lr": 1e-4, "power": 2.0, "steps[0]": 10, "steps[1]": 20}),
        ("T(..., lr=-.5, kwargs={'a_b': True})", {"lr": -0.5, "a_b": True}),
        ("param = [{'T_max': 8, 'eta_min': 1e-05}]", {"T_max": 8, "eta_min": 1e-05}),
        ("--lr 0.0005\n--warmup-updates=80", {"lr": 0.0005, "warmup-updates": 80}),
        ("gin.scope.base_lr = 0.1", {"gin.scope.base_lr": 0.1}),
        ('"lr": [[0, 1e-3], [20, 0.0]],', {"lr[0][0]": 0, "lr[0][1]": 1e-3, "lr[1][0]": 20, "lr[1][1]": 0.0}),
        ("learning_rate: lin_0.001\nkind: lin_a", {"learning_rate": 0.001}),
        ("s { step: 1 rate: 0.1 }\ns { step: 2 rate: 0.2 }", {"step 1": 1, "rate 1": 0.1, "step 2": 2, "rate 2": 0.2}),
        ("# lr: 1\n  # epochs: 2\nlr: 3  # not 4", {"lr": 3}),
        ("time: 1:30\nversion: 1.2.3\nname: 3d\nword: '3'\nnone: null\nwords: [a, b]", {}),
    ],
)
def test_what_stands_behind_a_name(text: str, found: dict[str, object]) -> None:
    assert {place.name: place.value for place in places_in(text)} == found
    assert with_values(text, {}) == text


def test_each_is_written_the_way_it_was() -> None:
    text = "lr: 0.1\nsteps: 10\ncos: false\nmain: True\n# lr: 0.1\nfloor: 0"
    values = {"lr": 2, "steps": 25, "cos": True, "main": False, "floor": 1e-6}
    assert with_values(text, values) == "lr: 2.0\nsteps: 25\ncos: true\nmain: False\n# lr: 0.1\nfloor: 1e-6"


@given(st.dictionaries(st.from_regex(r"[a-z_]{1,8}", fullmatch=True), st.floats(-1e9, 1e9), min_size=1, max_size=5))
def test_what_is_written_is_found_again(values: dict[str, float]) -> None:
    text = "".join(f"  {name}: 0.5\n" for name in values)
    written = with_values(text, values)
    assert {place.name: place.value for place in places_in(written)} == values


@pytest.mark.parametrize("piece", ["a", "-", "1", "a=", "a=[1,", "a=[[1],", "a=[[1,", "--a ", " ", "a-", "a: 1 "])
def test_any_text_takes_time_for_its_length_alone(piece: str) -> None:
    text = (piece * 100_000)[:200_000] + "!"
    assert quiet_seconds(lambda: places_in(text), MOST_SECONDS) <= MOST_SECONDS
