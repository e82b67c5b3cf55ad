"""The Python interface: `tb_lrplugin.check` for a log directory, `tb_lrplugin.diagnose` for arrays in memory.

The names of `__all__` are those of `tb_lrplugin` itself; docs/python_api.md shows their use.
"""

from __future__ import annotations

import fnmatch
import json
import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from tb_lrplugin.answers import contract
from tb_lrplugin.answers.contract import from_attributes
from tb_lrplugin.data.series import Series
from tb_lrplugin.diagnosis import engine
from tb_lrplugin.diagnosis.model import Severity
from tb_lrplugin.live import asked_of
from tb_lrplugin.report.looking import LogDirectoryError, contract_of, fails, look
from tb_lrplugin.report.pages import html_of_report
from tb_lrplugin.report.series import Evidence, NextChange, SeriesDiagnosis, Source, Warned

__all__ = [
    "Evidence",
    "LogDirectoryError",
    "NextChange",
    "Problem",
    "Report",
    "SeriesDiagnosis",
    "Source",
    "Warned",
    "check",
    "diagnose",
]

FailAt = Literal["error", "warning", "notice"]
_GIVEN = "the schedule that was passed"


@dataclass(frozen=True)
class Problem:
    """A finding that belongs to no single series.

    Attributes:
      where: file or run, relative to the log directory.
      message: what is wrong and what to do, a sentence.
      unread: whether a part of the log directory could not be read for it.
    """

    where: str
    message: str
    unread: bool


@dataclass(frozen=True, eq=False, repr=False)
class Report:
    """The diagnoses of a log directory, worst first; attributes are added, never renamed or taken away.

    Iterating gives the series, `len()` their number.

    Attributes:
      logdir: what was looked at.
      series: all learning-rate series, worst first, then by name.
      problems: what belongs to no single series.
    """

    logdir: str
    series: tuple[SeriesDiagnosis, ...]
    problems: tuple[Problem, ...]

    def __iter__(self) -> Iterator[SeriesDiagnosis]:
        return iter(self.series)

    def __len__(self) -> int:
        return len(self.series)

    @property
    def complete(self) -> bool:
        """Whether every part of the log directory could be read."""
        return not any(problem.unread for problem in self.problems)

    @property
    def worst(self) -> SeriesDiagnosis | None:
        """The most severe series; None where there is none."""
        return self.series[0] if self.series else None

    def fails(self, at: FailAt = "error") -> bool:
        """Say whether `tb-lrplugin check --fail-on AT` would exit with 1.

        Args:
          at: least severity that fails. What could not be read is as bad as an error.
        """
        return fails([one.failing_severity for one in self.series], self.complete, at)

    def select(
        self,
        *,
        run: str = "*",
        tag: str = "*",
        verdict: str | Collection[str] = (),
        severity: Severity | Collection[Severity] = (),
    ) -> Report:
        """Take some of the series; problems stay.

        Args:
          run: pattern as in a shell: "exp1/*".
          tag: likewise.
          verdict: one or several; () for all.
          severity: likewise.
        """
        verdicts = {verdict} if isinstance(verdict, str) else set(verdict)
        severities = {severity} if isinstance(severity, str) else set(severity)
        kept = (
            one
            for one in self.series
            if fnmatch.fnmatchcase(one.run, run)
            and fnmatch.fnmatchcase(one.tag, tag)
            and (not verdicts or one.verdict in verdicts)
            and (not severities or one.severity in severities)
        )
        return Report(self.logdir, tuple(kept), self.problems)

    def to_dict(self) -> contract.Report:
        """Give what `tb-lrplugin check --format json` prints (docs/http_api.md)."""
        problems = [from_attributes(contract.Problem, problem) for problem in self.problems]
        return contract_of(self.logdir, [one.to_dict() for one in self.series], problems)

    def to_json(self) -> str:
        """Write that as JSON."""
        return json.dumps(self.to_dict(), indent=2, allow_nan=False)

    def _repr_html_(self) -> str:
        """Show it in a notebook: a table, and pictures of the worst series."""
        return html_of_report(self.logdir, self.series, self.problems)

    def __repr__(self) -> str:
        lines = [f"Report of {self.logdir}: {len(self)} series, {len(self.problems)} problems"]
        return "\n  ".join([*lines, *map(repr, self.series)])


def check(
    logdir: str | os.PathLike[str],
    *,
    tags: str = "",
    config_file: str | os.PathLike[str] = "",
    checkpoints: str | os.PathLike[str] = "",
) -> Report:
    """Diagnose every learning-rate series below a log directory, as `tb-lrplugin check` does.

    All logged points are kept in memory, about 100 bytes each.

    Args:
      logdir: as for `tensorboard --logdir`: a directory, or a path of a remote file system.
      tags: regular expression of the tags to diagnose; "" for the names that frameworks use.
      config_file: schedule file for runs that nothing else speaks for (docs/schedule_file.md); "" for none.
      checkpoints: directory of checkpoints that lie outside of the log directory; "" for none.

    Raises:
      LogDirectoryError: if it cannot be read, or `tags` is no regular expression; a `ValueError`.
    """
    path = os.path.expanduser(os.fspath(logdir))
    snapshot = look(
        path,
        tags=tags,
        config_file=os.fspath(config_file),
        checkpoints=os.fspath(checkpoints),
        keeps_diagnoses=True,
    )
    known = (entry["acknowledged"] for entry in snapshot.entries)
    return Report(
        path,
        tuple(map(SeriesDiagnosis, snapshot.diagnoses, known)),
        tuple(Problem(**one) for one in snapshot.problems),
    )


def diagnose(
    steps: npt.ArrayLike,
    values: npt.ArrayLike,
    schedule: Any = None,
    *,
    wall_times: npt.ArrayLike | None = None,
    total_steps: int | None = None,
    steps_per_call: int | None = None,
    run: str = ".",
    tag: str = "learning_rate",
) -> SeriesDiagnosis:
    """Diagnose rates in memory.

    Args:
      steps: int[n], n >= 1, the optimizer steps at which the rates were logged.
      values: float[n], the rates.
      schedule: what was asked for: a `tb_lrplugin.schedules.Schedule`, or whatever else
        `tb_lrplugin.summary.optimizer_config` takes (a torch scheduler, a function from a step to a rate ...); None
        where nothing is known: then the answer says what the points follow by themselves.
      wall_times: float[n], seconds; None where not known.
      total_steps: planned length of the run, up to which a function is recorded; None where not known: then up to the
        last point, and a pace above its own cannot be seen.
      steps_per_call: optimizer steps between two calls of a torch scheduler's `step()`; None for one.
      run: its name, for people.
      tag: likewise.

    Raises:
      ValueError: if the arrays are empty or differ in length, or the schedule is none.
      TypeError: if `schedule` is nothing that is understood.
    """
    step_array, value_array = np.asarray(steps, np.int64), np.asarray(values, np.float64)
    if step_array.ndim != 1 or step_array.shape != value_array.shape or not step_array.size:
        raise ValueError(
            f"steps have the shape {step_array.shape} and values {value_array.shape}: pass two lists of one length, "
            "with a point at least."
        )
    times = np.zeros(step_array.shape) if wall_times is None else np.asarray(wall_times, np.float64)
    if times.shape != step_array.shape:
        raise ValueError(f"wall_times have the shape {times.shape}: pass one for each of the {len(step_array)} points.")
    # A function has to be recorded as far as it is held against points.
    asked = [] if schedule is None else asked_of(schedule, total_steps or max(int(step_array.max()), 1), steps_per_call)
    readings = [one.as_found(_GIVEN, total_steps) for one in asked]
    return SeriesDiagnosis(engine.diagnose(Series.from_points(run, tag, step_array, value_array, times), readings))
