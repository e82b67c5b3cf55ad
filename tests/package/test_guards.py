"""The guards of the tests themselves: skips and findings."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.fuzz import Finding, findings_in, inputs_in
from tests.support.skips import AllowedSkip, SkipGuard, allowed_skips


class TestSkips:
    def test_every_line_of_the_list_says_why(self) -> None:
        for skip in allowed_skips():
            assert skip.tests.startswith("tests/")
            assert skip.reason and skip.why

    @pytest.mark.parametrize(
        ("test", "reason", "is_allowed"),
        [
            ("tests/a.py::test_one[x]", "Skipped: torch is not installed", True),
            ("tests/a.py::test_one[x]", "Skipped: keras is not installed", False),
            ("tests/b.py::test_one", "Skipped: torch is not installed", False),
        ],
    )
    def test_only_a_skip_on_the_list_is_allowed(self, test: str, reason: str, is_allowed: bool) -> None:
        guard = SkipGuard([AllowedSkip("tests/a.py::*", "torch is not installed", "large")])
        guard.pytest_runtest_logreport(
            pytest.TestReport(test, ("a.py", 1, "test"), {}, "skipped", ("a.py", 1, reason), "setup")
        )
        assert (guard.unexpected == []) == is_allowed


def test_no_two_test_modules_share_a_name() -> None:
    """pytest imports them by their file's name alone, and stops where two are one."""
    names = Counter(path.name for path in Path(__file__).parents[1].rglob("test_*.py"))
    assert [name for name, count in names.items() if count > 1] == []


def test_what_fails_is_printed_as_an_example() -> None:
    output = """\
E   AssertionError: assert 1 == 2
E   Falsifying example: test_one(
E       schedule=Floor(schedule=Constant(value=0.0), min_value=1.0),
E       step=0,  # or any other generated value
E   )
E   You can reproduce this example by temporarily adding @reproduce_failure('6', b'A') as a decorator
  | Failing test case: test_two(
  |     text='a, b',
  | )
"""
    assert list(findings_in(output)) == [
        Finding("test_one", "@example(schedule=Floor(schedule=Constant(value=0.0), min_value=1.0), step=0)"),
        Finding("test_two", "@example(text='a, b')"),
    ]


def test_inputs_are_counted_by_test_in_all_phases() -> None:
    output = """\
tests/a.py::test_one[x]:

  - during explicit phase (0.06 seconds):
    - 2 passing, 0 failing, and 0 invalid test cases
  - during generate phase (0.06 seconds):
    - 100 passing, 1 failing, and 12 invalid test cases

tests/a.py::TestAll::test_one[y]:

  - during generate phase (0.06 seconds):
    - 30 passing examples, 0 failing examples, 12 invalid examples

tests/a.py::test_other:

  - during generate phase (0.06 seconds):
    - 5 passing, 0 failing, and 0 invalid test cases
"""
    assert inputs_in(output) == {"test_one": 133, "test_other": 5}
