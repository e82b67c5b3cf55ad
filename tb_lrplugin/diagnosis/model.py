"""The shape of a diagnosis: verdict, evidence, causes, fix."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from tb_lrplugin.data.company import ALONE, Company
from tb_lrplugin.data.series import FloatArray, Series
from tb_lrplugin.diagnosis.comparing import Case
from tb_lrplugin.diagnosis.comparing.next_change import NextChange
from tb_lrplugin.frameworks.reading import AppliedRate, Measures, Reading, RunWarning
from tb_lrplugin.frameworks.witness import Witness
from tb_lrplugin.schedules import Schedule

Severity = Literal["error", "warning", "notice", "ok", "unknown"]
# Worst first, the order of every list that people read.
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "notice", "unknown", "ok")


@dataclass(frozen=True, eq=False)
class Question:
    """What there is to judge.

    Attributes:
      series: the logged rates; at least one point.
      reading: what governs it; None where no source speaks for it.
      case: the points beside the schedule; None where there is none to hold them against.
      company: what else the run has.
      witness: what its checkpoint saw; None where it has none.
    """

    series: Series
    reading: Reading | None
    case: Case | None
    company: Company = ALONE
    witness: Witness | None = None


@dataclass(frozen=True, eq=False)
class Finding:
    """What one verdict says of a series.

    Attributes:
      verdict: its name in the table of `diagnosis/verdicts`.
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

    verdict: str
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


# Nearer to each other, two rates are one that was rounded.
_ANOTHER_RATE = 0.01


def applied_rate(warnings: Sequence[RunWarning]) -> AppliedRate | None:
    """Give the first rate by which the optimizer trains instead of the logged one; None where none is known."""
    told = (warning.applied for warning in warnings if warning.applied is not None)
    return next((one for one in told if abs(one.rate - one.logged) > _ANOTHER_RATE * abs(one.logged)), None)


@dataclass(frozen=True)
class Diagnosis:
    """Everything there is to say of one series.

    Attributes:
      severity: how bad the verdict is.
      reading: what governs the series; None where no source speaks for it.
      case: the points beside the expected rates, up to the end of a schedule's record; None without a schedule.
      binding: why this reading governs the series, for people; None where none does.
      others: what else speaks for the series.
      inferred: what the points follow, where no schedule is known or they follow another one.
      witness: what a checkpoint of the run saw; None where it has none.
    """

    series: Series
    finding: Finding
    severity: Severity
    evidence: Evidence
    reading: Reading | None
    case: Case | None
    next_change: NextChange | None = None
    warnings: tuple[RunWarning, ...] = ()
    binding: str | None = None
    others: tuple[Reading, ...] = ()
    inferred: Inferred | None = None
    witness: Witness | None = None

    @property
    def schedule(self) -> Schedule | None:
        """What was asked for."""
        return None if self.case is None else self.case.schedule

    @property
    def offset(self) -> int:
        """Offset d of the expected curve, f(x + d), which the framework's logger has."""
        return 0 if self.case is None else self.case.offset

    @property
    def measures(self) -> Measures:
        """What the logged number is; a checkpoint may confirm that it is the optimizer's rate."""
        told = "unknown" if self.reading is None else self.reading.measures(self.series.run, self.series.tag)
        is_open = told in ("unknown", "schedule") and (self.reading is None or not self.reading.is_recomputed)
        return "optimizer" if is_open and self.witness is not None and self.witness.shows_optimizers_rate else told

    @property
    def applied(self) -> AppliedRate | None:
        """The rate that the optimizer applies; None where nothing is known of another than the logged one."""
        return applied_rate(self.warnings)

    @property
    def expected_first(self) -> float | None:
        """Expected rate at the first logged step; None without a schedule."""
        return None if self.case is None else float(self.case.expected[0])

    @property
    def expected_last(self) -> float | None:
        """Expected rate at the last logged step; None without a schedule, and beyond its record."""
        is_whole = self.case is not None and len(self.case) == len(self.series)
        return float(self.case.expected[-1]) if self.case is not None and is_whole else None

    @property
    def expected(self) -> FloatArray | None:
        """float64[n], the expected rate at every logged point; None without a schedule, NaN where it claims nothing."""
        if self.case is None:
            return None
        if self.reading is not None and self.reading.claims_until is not None:
            return np.concatenate([self.case.expected, np.full(len(self.series) - len(self.case), np.nan)])
        beyond = self.series.steps[len(self.case) :]
        rates = self.case.expected
        return np.concatenate([rates, self.case.schedule(beyond + self.offset)]) if beyond.size else rates

    @property
    def relative_errors(self) -> FloatArray | None:
        """float64[n], `Case.errors` and NaN beyond a schedule's record; None without a schedule."""
        if self.case is None:
            return None
        return np.concatenate([self.case.errors, np.full(len(self.series) - len(self.case), np.nan)])
