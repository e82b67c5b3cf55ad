"""The shape of a diagnosis: verdict, evidence, causes, fix."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tb_lrplugin.data.series import Series
from tb_lrplugin.schedules import Schedule
from tb_lrplugin.sources.reading import Measures, Reading, RunWarning

Verdict = Literal[
    "on_schedule",
    "constant_by_config",
    "flat_by_design",
    "externally_controlled",
    "stuck_at_initial",
    "frozen",
    "constant_mismatch",
    "off_schedule",
    "invalid_values",
    "config_error",
    "no_schedule",
    "waiting",
]
Severity = Literal["error", "warning", "notice", "ok", "unknown"]

SEVERITY_OF: dict[Verdict, Severity] = {
    "on_schedule": "ok",
    "constant_by_config": "ok",
    "flat_by_design": "notice",
    "externally_controlled": "notice",
    "stuck_at_initial": "error",
    "frozen": "error",
    "constant_mismatch": "error",
    "off_schedule": "warning",
    "invalid_values": "error",
    "config_error": "error",
    "no_schedule": "unknown",
    "waiting": "unknown",
}
# Worst first, the order of every list that people read.
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "notice", "unknown", "ok")


@dataclass(frozen=True)
class Finding:
    """What one verdict says of a series.

    Attributes:
      verdict: the verdict.
      headline: one short sentence or phrase.
      detail: a short paragraph with the numbers.
      causes: likely causes, likelier first.
      fix: what to do or write instead, ready to copy; None where nothing needs fixing.
      onset: index of the logged point at which logged and expected part; None where they do not.
      phase: where in the schedule it happened ("burn-in", "after warm-up"); None where that says nothing.
    """

    verdict: Verdict
    headline: str
    detail: str
    causes: tuple[str, ...] = ()
    fix: str | None = None
    onset: int | None = None
    phase: str | None = None


@dataclass(frozen=True)
class NextChange:
    """The next step (of the series' x axis) at which the expected rate has changed by 1 % or more."""

    step: int
    value: float
    eta_seconds: float | None


@dataclass(frozen=True)
class Evidence:
    """Numbers that carry the verdict; steps are steps of the series' own x axis."""

    max_relative_error: float | None = None
    step_offset: int = 0
    onset_step: int | None = None
    onset_logged: float | None = None
    onset_expected: float | None = None
    phase: str | None = None


@dataclass(frozen=True)
class Diagnosis:
    """Everything there is to say of one series.

    Attributes:
      expected_first, expected_last: expected rates at the first and last logged step; None without a schedule.
      binding: why this reading governs the series, for people; None where none does.
      others: what else speaks for the series.
    """

    series: Series
    finding: Finding
    evidence: Evidence
    reading: Reading | None
    schedule: Schedule | None
    measures: Measures
    expected_first: float | None = None
    expected_last: float | None = None
    next_change: NextChange | None = None
    warnings: tuple[RunWarning, ...] = ()
    binding: str | None = None
    others: tuple[Reading, ...] = ()

    @property
    def severity(self) -> Severity:
        """How bad the verdict is."""
        return SEVERITY_OF[self.finding.verdict]
