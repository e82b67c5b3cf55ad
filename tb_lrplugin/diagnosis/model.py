"""The shape of a diagnosis: verdict, evidence, causes, fix."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from tb_lrplugin.data.series import FloatArray, Series
from tb_lrplugin.diagnosis.comparing.case import Case
from tb_lrplugin.frameworks.reading import Measures, Reading, RunWarning
from tb_lrplugin.schedules import Schedule

Verdict = Literal[
    "on_schedule",
    "constant_by_config",
    "flat_by_design",
    "externally_controlled",
    "not_measured",
    "stuck_at_initial",
    "frozen",
    "constant_mismatch",
    "time_scaled",
    "shifted",
    "restarted",
    "resumed_elsewhere",
    "value_scaled",
    "variant",
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
    "not_measured": "notice",
    "stuck_at_initial": "error",
    "frozen": "error",
    "constant_mismatch": "error",
    "time_scaled": "warning",
    "shifted": "warning",
    "restarted": "warning",
    "resumed_elsewhere": "warning",
    "value_scaled": "warning",
    "variant": "warning",
    "off_schedule": "warning",
    "invalid_values": "error",
    "config_error": "error",
    "no_schedule": "unknown",
    "waiting": "unknown",
}
# Worst first, the order of every list that people read.
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "notice", "unknown", "ok")


@dataclass(frozen=True, eq=False)
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
      time_scale, value_scale, step_offset: k, a and d of the explanation y(x) = a * f(k * x + d); a step offset of
        None stands for that of the comparison.
      restart_steps: steps at which the schedule started again.
      boundary_steps: steps at which the explanation changes.
      variant: name of the variation of the schedule that the points follow; None where they follow none.
      alternatives: other explanations that fit as well, a sentence each.
      explained: float64[n], the rates that the explanation gives at the logged points; None where there is none.
    """

    verdict: Verdict
    headline: str
    detail: str
    causes: tuple[str, ...] = ()
    fix: str | None = None
    onset: int | None = None
    phase: str | None = None
    time_scale: float = 1.0
    value_scale: float = 1.0
    step_offset: int | None = None
    restart_steps: tuple[int, ...] = ()
    boundary_steps: tuple[int, ...] = ()
    variant: str | None = None
    alternatives: tuple[str, ...] = ()
    explained: FloatArray | None = None


@dataclass(frozen=True)
class NextChange:
    """The next step (of the series' x axis) at which the expected rate has changed by 1 % or more.

    Attributes:
      step, value: where, and the rate there.
      eta_seconds: how long it takes from the last point on; None where the pace cannot be told.
      beyond_planned_end: whether the run is planned to end before; False where the plan is not known.
    """

    step: int
    value: float
    eta_seconds: float | None
    beyond_planned_end: bool = False


@dataclass(frozen=True)
class Evidence:
    """Numbers that carry the verdict; steps are steps of the series' own x axis.

    Attributes:
      case: the points beside the expected rates, to measure the error when it is asked for; None without a schedule.
    """

    case: Case | None = field(default=None, repr=False, compare=False)
    step_offset: int = 0
    onset_step: int | None = None
    onset_logged: float | None = None
    onset_expected: float | None = None
    phase: str | None = None
    time_scale: float = 1.0
    value_scale: float = 1.0
    restart_steps: tuple[int, ...] = ()
    boundary_steps: tuple[int, ...] = ()
    variant: str | None = None

    @property
    def max_relative_error(self) -> float | None:
        """The largest |logged - expected| / expected; None without a schedule, or where a logged rate is not finite."""
        return None if self.case is None else self.case.max_relative_error


@dataclass(frozen=True)
class Inferred:
    """The schedule that the points themselves describe, whatever the configuration says.

    Attributes:
      schedule: on the series' own x axis.
      text: what the points do, for people: "0.1, times 0.5 every 30 epochs".
      residual: largest |logged - inferred| relative to the largest logged rate.
    """

    schedule: Schedule
    text: str
    residual: float


@dataclass(frozen=True)
class Diagnosis:
    """Everything there is to say of one series.

    Attributes:
      expected_first, expected_last: expected rates at the first and last logged step; None without a schedule.
      case: the points beside the expected rates, up to the end of a schedule's record; None without a schedule.
      offset: offset d of the expected curve, f(x + d), which the framework's logger has.
      binding: why this reading governs the series, for people; None where none does.
      others: what else speaks for the series.
      inferred: what the points follow, where no schedule is known or they follow another one.
    """

    series: Series
    finding: Finding
    evidence: Evidence
    reading: Reading | None
    schedule: Schedule | None
    measures: Measures
    expected_first: float | None = None
    expected_last: float | None = None
    case: Case | None = None
    offset: int = 0
    next_change: NextChange | None = None
    warnings: tuple[RunWarning, ...] = ()
    binding: str | None = None
    others: tuple[Reading, ...] = ()
    inferred: Inferred | None = None

    @property
    def severity(self) -> Severity:
        """How bad the verdict is."""
        return SEVERITY_OF[self.finding.verdict]

    @property
    def expected(self) -> FloatArray | None:
        """float64[n], the expected rate at every logged point; None without a schedule."""
        if self.case is None:
            return None
        beyond = self.series.steps[len(self.case.series) :]
        rates = self.case.expected
        return np.concatenate([rates, self.case.schedule(beyond + self.offset)]) if beyond.size else rates

    @property
    def relative_errors(self) -> FloatArray | None:
        """float64[n], `Case.relative_errors` and NaN beyond a schedule's record; None without a schedule."""
        if self.case is None:
            return None
        errors = self.case.relative_errors
        return np.concatenate([errors, np.full(len(self.series) - len(errors), np.nan)])
