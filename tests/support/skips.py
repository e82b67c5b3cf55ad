"""No test is skipped in silence: where `CI` is set, a skip that is not on the list fails the run."""

from __future__ import annotations

import fnmatch
import os
from pathlib import Path
from typing import NamedTuple

import pytest

_LIST = Path(__file__).resolve().parents[1] / "allowed_skips.txt"


class AllowedSkip(NamedTuple):
    """A line of tests/allowed_skips.txt."""

    tests: str
    reason: str
    why: str

    def allows(self, test: str, reason: str) -> bool:
        return fnmatch.fnmatchcase(test, self.tests) and self.reason in reason


def allowed_skips() -> list[AllowedSkip]:
    lines = [line for line in _LIST.read_text().splitlines() if line and not line.startswith("#")]
    return [AllowedSkip(*(part.strip() for part in line.split("|"))) for line in lines]


class SkipGuard:
    """Plugin of pytest that notes the skips of a run, those of its workers too."""

    def __init__(self, allowed: list[AllowedSkip]) -> None:
        self._allowed = allowed
        self.unexpected: list[str] = []

    def _note(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        # A failure that is expected counts as skipped as well.
        if not report.skipped or hasattr(report, "wasxfail"):
            return
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        # `[` begins the parameters, and a set of characters in a pattern.
        test = report.nodeid.partition("[")[0]
        if not any(skip.allows(test, reason) for skip in self._allowed):
            self.unexpected.append(f"{report.nodeid}: {reason}")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._note(report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        self._note(report)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.unexpected and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self.unexpected:
            terminalreporter.section("skipped, and not on the list tests/allowed_skips.txt", red=True)
            terminalreporter.write_line("\n".join(sorted(set(self.unexpected))))


def is_strict() -> bool:
    return os.environ.get("CI", "").lower() in ("1", "true")
