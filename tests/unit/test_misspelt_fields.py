"""The API refuses a pipeline whose learning rate has a field that there is not; so do we, with what may be meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.pipelines import pipeline, read_text

EXPONENTIAL = "exponential_decay_learning_rate {\n initial_learning_rate: 0.1\n decay_steps: 100\n decay_factor: 0.5\n}"
CONSTANT = "constant_learning_rate { learning_rate: 0.5 }"


@pytest.mark.parametrize(
    ("learning_rate", "line", "misspelt", "meant"),
    [
        (EXPONENTIAL.replace("decay_factor", "decay_factorX"), 5, "decay_factorX", "decay_factor"),
        (EXPONENTIAL.replace("decay_steps", "decay_step"), 4, "decay_step", "decay_steps"),
        ("constant_learning_rate {\n# note\n learnig_rate: 0.5\n}", 4, "learnig_rate", "learning_rate"),
        (
            "manual_step_learning_rate {\n initial_learning_rate: 1\n schedule {\n step: 5\n rate: 1\n}}",
            6,
            "rate",
            "",
        ),
        # Beside the one that is chosen, before it and behind it, and instead of any.
        (f"{CONSTANT}\n exponentail_decay_learning_rate {{ }}", 3, "exponentail_decay_learning_rate", "exponential_"),
        (f"constant_learning_rat {{ }}\n{CONSTANT}", 2, "constant_learning_rat", "constant_learning_rate"),
        ("constant_learning_rates { learning_rate: 0.5 }", 2, "constant_learning_rates", "constant_learning_rate"),
    ],
)
def test_a_misspelt_field_is_named_with_its_line_and_what_may_be_meant(
    learning_rate: str, line: int, misspelt: str, meant: str, tmp_path: Path
) -> None:
    reading = read_text(tmp_path, pipeline(learning_rate))
    assert reading.schedule is None and reading.error is not None
    assert f"(line {line})" in reading.error
    assert f"no field {misspelt}" in reading.error
    assert (f"did you mean {meant}" in reading.error) if meant else True


def test_a_field_in_the_wrong_place_is_named(tmp_path: Path) -> None:
    reading = read_text(tmp_path, pipeline(f"{CONSTANT}\ndecay_factor: 0.5"))
    assert reading.error is not None and "(line 3): decay_factor does not belong here" in reading.error


@pytest.mark.parametrize(
    "learning_rate",
    [
        CONSTANT,
        EXPONENTIAL,
        f"{EXPONENTIAL} # constant_learning_rat {{ }}",
        "cosine_decay_learning_rate { learning_rate_base: 1 total_steps: 90000 }",
    ],
)
def test_a_right_one_is_read(learning_rate: str, tmp_path: Path) -> None:
    text = pipeline(learning_rate) + "eval_config { learning_rat { odd: 1 } }\nmodel { decay_factorX: 1 }\n"
    reading = read_text(tmp_path, text)
    assert reading.error is None and reading.schedule is not None
