"""What a source found: the common interface of all readers."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, TypeVar

from tb_lrplugin.data.run_evidence import LastPoint
from tb_lrplugin.frameworks.unknown import NOTHING_TOLD, EpochLengths, Solution, Unknown
from tb_lrplugin.frameworks.witness import Witness
from tb_lrplugin.schedules import Schedule
from tb_lrplugin.tolerance import RELATIVE_TOLERANCE

Measures = Literal["optimizer", "schedule", "window_mean", "unknown"]


class AppliedRate(NamedTuple):
    """The rate that the optimizer applies at one step, where that is not the one in the log."""

    rate: float
    logged: float


@dataclass(frozen=True)
class MetricRule:
    """How a metric may move the rate from one moment to the next, whatever the metric does.

    Attributes:
      name: the setting that chose it, for people: "schedule: adaptive".
      metric: what it follows, for people: "the KL divergence".
      factor: every move multiplies or divides the rate by it, 1 or above; NaN where that is not known.
      floor: it goes no lower; 0 for no bound.
      ceiling: it goes no higher; infinity for no bound.
      raises: whether it raises the rate as well as lowering it.
      is_averaged: whether the logger writes a mean over several moves, which shows no single one of them.
    """

    name: str
    metric: str = "the metric"
    factor: float = math.nan
    floor: float = 0.0
    ceiling: float = math.inf
    raises: bool = False
    is_averaged: bool = False


@dataclass(frozen=True)
class RunWarning:
    """Something that is true whatever the curve does.

    Attributes:
      id: one word, the same for every run.
      text: what is wrong, a sentence or two.
      fix: what to write instead, in the syntax of the source; None where nothing can be written.
      applied: the rate that the optimizer applies, and the one that it is logged to; None where the warning tells none.
    """

    id: str
    text: str
    fix: str | None = None
    applied: AppliedRate | None = None


@dataclass(frozen=True)
class Reading:
    """A schedule, or the reason why there is none, as one source tells it.

    Attributes:
      kind: the source's kind, as in the JSON contract ("pipeline_config"); the framework's declaration adds it.
      where: file relative to the log directory, or run and tag of a summary; the reader adds it.
      schedule: the schedule asked for; None where `error` says why not.
      error: why the configuration cannot be valid, a sentence; None where it can.
      is_closed: whether the error is that its file cannot be opened, whatever is in it.
      tag: the one series it governs; "" for every learning-rate series of the run.
      total_steps: planned steps of the run; None where not known.
      optimizer: name of the optimizer, for people; "" where not known.
      unit: what schedule and series count, in the plural: "steps", "epochs".
      lines: first and last line of the schedule in the file, 1-based; None where not known.
      text: the schedule as the source wrote it; "" where there is no text.
      unreadable: what the source names but nobody can evaluate ("the schedule MyWarmup, ..."), where there is
        neither a schedule nor an error; "" otherwise.
      relative_tolerance: how far a logged rate may lie from the schedule's; larger where the framework's logger
        rounds.
      absolute_tolerance: how far besides, in rates: a mean over a stretch may be that of any place in it.
      loss_scaling: the setting under which a loss scaler skips updates that overflow ("fp16=True"); "" where none is
        known of, None where there is none, or the scheduler moves after an update that was skipped as well.
      numbers: settings of the run that may turn up as a factor between asked for and logged, by name
        ("gradient_accumulation_steps", 4.0).
      is_optimizers_own: whether this is what the optimizer was really made with, so that a rate other than a
        constant of its own must have been set from outside.
      rule: what moves the rate by a metric, so that nothing is due but at its first step; None for nothing.
      names_rate_alone: whether this is a rate without a word on a schedule, so that the program may well move it by
        itself.
      is_assumed: whether a length in it is only assumed, the least that the log admits, say: it may be held against the
        points, and nothing is foreseen from it.
      of_total: builds the schedule for another total, where that changes more than the length of its last decay.
      since: wall time at which the configuration was written, seconds since the epoch, where an earlier one may have
        been in force before; None where it was the first.
      claims_until: last step of the series' axis that it speaks for; None for all.
      followed_by: what sets the rate from then on, for people ("StochasticWeightAveraging").
      is_recomputed: whether the logger evaluates this very configuration anew instead of asking the optimizer, so that
        the points agree with it whatever the optimizer does.
      tags: regular expression of the tags that it governs; "" for those of its framework.
      measured: what the logged number is; "unknown" for what its framework logs.
      offset: which offset d the logger has, that of its framework where 0.
      first_logged: step of its axis before which nothing is logged, by design, so that a log that begins there does not
        go on from another one.
      late_by: by how many steps of its axis the program's own schedules begin after the first, by design; one that is
        as long as the run ends so much after it.
      lengths: the steps per epoch that the run's own log admits.
      solution: the number that was filled in where the configuration leaves one open; None where it leaves none.
      others: what the same metadata admit as well: other versions of a formula, other rates, other totals.
      told: warnings that hold whatever was logged.
      mean_of: what the schedule is the mean of, over the stretches that the logger averages, and is told as; None where
        it is none, or is told by itself.
      is_hypothesis: whether it speaks only where every point agrees with it.
      witness: what the checkpoint saw that this was read from; None where it is no checkpoint.
    """

    kind: str = ""
    where: str = ""
    schedule: Schedule | None = None
    error: str | None = None
    tag: str = ""
    total_steps: int | None = None
    optimizer: str = ""
    unit: str = "steps"
    lines: tuple[int, int] | None = None
    text: str = ""
    unreadable: str = ""
    relative_tolerance: float = RELATIVE_TOLERANCE
    absolute_tolerance: float = 0.0
    is_optimizers_own: bool = False
    loss_scaling: str | None = ""
    numbers: tuple[tuple[str, float], ...] = ()
    names_rate_alone: bool = False
    rule: MetricRule | None = None
    is_assumed: bool = False
    of_total: Callable[[int], Schedule | None] | None = field(default=None, compare=False, repr=False)
    since: float | None = None
    claims_until: int | None = None
    followed_by: str = ""
    is_recomputed: bool = False
    tags: str = ""
    measured: Measures = "unknown"
    offset: int = 0
    first_logged: int = 0
    late_by: int = 0
    lengths: EpochLengths = NOTHING_TOLD
    solution: Solution | None = field(default=None, compare=False, repr=False)
    others: tuple[Reading, ...] = field(default=(), repr=False)
    told: tuple[RunWarning, ...] = ()
    mean_of: Schedule | None = field(default=None, compare=False, repr=False)
    is_closed: bool = False
    is_hypothesis: bool = False
    witness: Witness | None = None

    def described(self, schedule: Schedule) -> str:
        """Tell a schedule of this reading in one line; of the means that are logged, what they are means of."""
        return schedule.describe() if self.mean_of is None or schedule != self.schedule else self.mean_of.describe()

    @property
    def is_state(self) -> bool:
        """Whether this is what a scheduler itself was made with, whatever configurations say."""
        return self.witness is not None and bool(self.witness.scheduler) and self.schedule is not None

    def governs(self, run: str, tag: str) -> bool:
        """Say whether the reading, found for a run, speaks for a series of it."""
        return self.tag == tag if self.tag else not self.tags or re.fullmatch(self.tags, tag) is not None

    def alternatives(self, tag: str) -> Iterable[Reading | Unknown]:
        """List what the metadata admit for a series, the documented default first.

        Where they leave something open (steps per epoch, which of two schedulers is in force), what the points agree
        with governs.
        """
        return (self, *self.others)

    def step_offset(self, run: str, tag: str) -> int:
        """Say which offset d the framework's logger has: the value logged at x is f(x + d)."""
        return self.offset

    def is_evaluation(self, run: str, tag: str) -> bool:
        """Say whether an evaluation logged the series: one point a checkpoint, and no optimizer behind it."""
        return False

    def measures(self, run: str, tag: str) -> Measures:
        """Say what the logged number is: the optimizer's rate, the schedule's output, or a mean."""
        return self.measured

    def warnings(self, run: str, tag: str, last: LastPoint) -> tuple[RunWarning, ...]:
        """Warn of what the configuration does whatever the curve shows; `last` is the last logged point."""
        return self.told


Some = TypeVar("Some")


def changed(found: Some, **changes: Any) -> Some:
    """Give a reading, say, with other values; `dataclasses.replace` takes longer than most files to parse.

    What has been worked out and is kept with it stays.
    """
    result = object.__new__(type(found))
    vars(result).update(vars(found), **changes)
    return result
