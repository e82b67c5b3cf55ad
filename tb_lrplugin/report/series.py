"""One diagnosed series as Python sees it."""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from tb_lrplugin.answers import acknowledged_as, contract, failing_severity, series_entry
from tb_lrplugin.answers.picture import picture
from tb_lrplugin.diagnosis.model import Diagnosis, Severity
from tb_lrplugin.schedules import Schedule

_EXACT = {"NaN": float("nan"), "Infinity": float("inf"), "-Infinity": float("-inf")}


@dataclass(frozen=True)
class Warned:
    """Something that is true whatever the curve does.

    Attributes:
      id: one word, the same for every run: "first_change_after_end".
      text: what is wrong, a sentence or two.
      fix: what to write instead; None where nothing can be written.
    """

    id: str
    text: str
    fix: str | None


@dataclass(frozen=True)
class Evidence:
    """The numbers of a verdict; steps are steps of the series.

    Attributes:
      max_relative_error: the largest |logged - expected| / expected; None without a schedule.
      time_scale, value_scale, step_offset: k, a and d of the explanation y(x) = a * f(k * x + d).
      onset_step: first logged step at which logged and expected part; None where they do not.
      onset_logged, onset_expected: the rates there.
      restart_steps: steps at which the schedule started again.
      boundary_steps: steps at which the explanation changes.
      phase: where in the schedule it happened ("burn-in", "after warm-up"); None where that says nothing.
      variant: the named variation that the points follow; None for none.
    """

    max_relative_error: float | None
    time_scale: float
    value_scale: float
    step_offset: int
    onset_step: int | None
    onset_logged: float | None
    onset_expected: float | None
    restart_steps: tuple[int, ...]
    boundary_steps: tuple[int, ...]
    phase: str | None
    variant: str | None


@dataclass(frozen=True)
class NextChange:
    """Where the expected rate will have changed by 1 % or more.

    Attributes:
      step: of the series.
      value: the rate there.
      eta_seconds: from the last point on; None where the pace cannot be told.
      beyond_planned_end: whether that is after the end of the run.
    """

    step: int
    value: float
    eta_seconds: float | None
    beyond_planned_end: bool


@dataclass(frozen=True)
class Source:
    """Where the schedule was read.

    Attributes:
      kind: as in the JSON: "pipeline_config", "metadata" ...
      where: file relative to the log directory, or run and tag of a summary.
    """

    kind: str
    where: str


@dataclass(frozen=True, eq=False, repr=False)
class SeriesDiagnosis:
    """One learning-rate series, and what is said of it; attributes are added, never renamed or taken away."""

    _diagnosis: Diagnosis
    _acknowledged: contract.Acknowledged | None = None

    @functools.cached_property
    def _entry(self) -> contract.Entry:
        return acknowledged_as(series_entry(self._diagnosis), self._acknowledged)

    @property
    def acknowledged(self) -> str | None:
        """Why somebody leaves the verdict as it is (`lr_diagnostics.yaml`); None where nobody does."""
        return None if self._acknowledged is None else self._acknowledged["reason"]

    @property
    def failing_severity(self) -> Severity:
        """What it counts as in a check: what is acknowledged fails none."""
        return failing_severity(self._entry)

    @property
    def run(self) -> str:
        """Name of the TensorBoard run; "." for the log directory itself."""
        return self._diagnosis.series.run

    @property
    def tag(self) -> str:
        """Tag of the scalar."""
        return self._diagnosis.series.tag

    @property
    def verdict(self) -> str:
        """One word of docs/verdicts.md: "on_schedule", "stuck_at_initial" ..."""
        return self._diagnosis.finding.verdict

    @property
    def severity(self) -> Severity:
        """How bad that is: "error", "warning", "notice", "unknown" or "ok"."""
        return self._diagnosis.severity

    @property
    def headline(self) -> str:
        """The verdict in one sentence."""
        return self._entry["headline"]

    @property
    def detail(self) -> str:
        """A short paragraph with the numbers."""
        return self._entry["detail"]

    @property
    def causes(self) -> tuple[str, ...]:
        """Likely causes, the likelier first."""
        return tuple(self._entry["causes"])

    @property
    def fix(self) -> str | None:
        """What to do or write, ready to copy; None where nothing needs fixing."""
        return self._entry["fix"]

    @property
    def warnings(self) -> tuple[Warned, ...]:
        """What is true whatever the curve does."""
        return tuple(Warned(one["id"], one["text"], one["fix"]) for one in self._entry["warnings"])

    @property
    def steps(self) -> npt.NDArray[np.int64]:
        """int64[n], the steps of the logged points, strictly increasing."""
        return self._diagnosis.series.steps

    @property
    def values(self) -> npt.NDArray[np.float64]:
        """float64[n], the logged rates."""
        return self._diagnosis.series.values

    @property
    def wall_times(self) -> npt.NDArray[np.float64]:
        """float64[n], when they were logged, seconds since the epoch."""
        return self._diagnosis.series.wall_times

    @property
    def expected(self) -> npt.NDArray[np.float64] | None:
        """float64[n], the rates that are due there, NaN where nothing is claimed; None without a schedule."""
        return self._diagnosis.expected

    @property
    def schedule(self) -> Schedule | None:
        """The schedule, a function of steps (`tb_lrplugin.schedules`); None where none is known."""
        return self._diagnosis.schedule

    @property
    def schedule_text(self) -> str:
        """The schedule in words; "" where none is known."""
        return self._entry["schedule_text"]

    @property
    def source(self) -> Source | None:
        """Where the schedule was read; None where nothing speaks for the series."""
        found = self._entry["source"]
        return None if found is None else Source(found["kind"], found["where"])

    @property
    def evidence(self) -> Evidence:
        """The numbers of the verdict."""
        told: dict[str, Any] = {name: _number(value) for name, value in self._entry["evidence"].items()}
        return Evidence(**told)

    @property
    def next_change(self) -> NextChange | None:
        """The next change of the expected rate after the last point; None where none is to come."""
        change = self._entry["next_change"]
        return None if change is None else NextChange(**{name: _number(value) for name, value in change.items()})

    def to_dict(self) -> contract.Entry:
        """Give the element of `series` in the JSON (docs/http_api.md)."""
        return self._entry

    def to_json(self) -> str:
        """Write that as JSON."""
        return json.dumps(self._entry, indent=2, allow_nan=False)

    def to_svg(self) -> str:
        """Draw logged over expected rates: the text of an SVG file, legible on a light and on a dark page."""
        return picture(self._diagnosis)

    def _repr_html_(self) -> str:
        """Show it in a notebook."""
        from tb_lrplugin.report.pages import html_of_series

        return html_of_series(self)

    def __repr__(self) -> str:
        return f"<{self.run} {self.tag}: {self.verdict} ({self.severity}), {self.headline}>"


def _number(value: Any) -> Any:
    """Read back what JSON has no form for."""
    if isinstance(value, list):
        return tuple(map(_number, value))
    return _EXACT.get(value, value) if isinstance(value, str) else value
