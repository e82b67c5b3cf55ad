"""How rates, steps, shares and spans of time are written for people: a table that the page's own tests run as well."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tb_lrplugin.words import capitalized, numbers, uncapitalized
from tb_lrplugin.words.round_numbers import whole_factor

_CASES = json.loads((Path(__file__).parents[1] / "support" / "number_cases.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("rule", "case"), [(rule, case) for rule, cases in _CASES.items() for case in cases])
def test_the_table(rule: str, case: dict[str, Any]) -> None:
    digits = [case["digits"]] if "digits" in case else []
    # A number that JSON has no form for is a string there, as in the contract.
    assert getattr(numbers, rule)(float(case["value"]), *digits) == case["text"]


def test_every_rule_that_the_page_shares_has_cases() -> None:
    assert _CASES.keys() == {"format_rate", "format_step", "format_duration", "format_percent", "format_error"}


def test_what_single_precision_adds_is_not_shown() -> None:
    assert numbers.format_rate(float(np.float32(0.004) * np.float32(0.95))) == "0.0038"


def test_a_step_beyond_what_a_double_holds_keeps_its_digits() -> None:
    assert numbers.format_step(2**60 + 1) == f"{2**60 + 1:,}"


@pytest.mark.parametrize("number", [0.0, 5e-324, 1e-310, math.inf, math.nan])
def test_a_factor_beyond_all_numbers_is_no_whole_one(number: float) -> None:
    assert whole_factor(number) is None


@pytest.mark.parametrize(
    ("amid", "first"),
    [("the rate", "The rate"), ("a loop", "A loop"), ("the model's learn()", "The model's learn()"), ("in", "In")],
)
def test_words_begin_a_sentence_and_go_on_in_one(amid: str, first: str) -> None:
    assert (capitalized(amid), uncapitalized(first)) == (first, amid)
    assert (capitalized(first), uncapitalized(amid)) == (first, amid)


@pytest.mark.parametrize(
    "text", ["NeMo logs", "RLlib's loop", "lr_scheduler.step()", "fit() ends", "`lr0` is", "2 ends", ""]
)
def test_names_and_code_stay_as_they_are_written(text: str) -> None:
    assert (capitalized(text), uncapitalized(text)) == (text, text)
