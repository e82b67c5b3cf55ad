"""What every check of a plan looks at."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

from tb_lrplugin.diagnosis.advice import in_syntax
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.schedules import Schedule, ScheduleError
from tb_lrplugin.schedules.views import Span, edited, spans_of
from tb_lrplugin.words import place
from tb_lrplugin.words.numbers import format_step

# Ends this close to each other, as a share of the plan, are meant to be one.
SLACK = 0.01
# Conventions of counting differ by a step or two of the schedule's own.
_SLACK_STEPS = 2.0


@dataclass(frozen=True)
class Plan:
    """A schedule beside the planned steps of its run."""

    reading: Reading
    schedule: Schedule

    @property
    def steps(self) -> int | None:
        """The planned steps; None where nobody tells them."""
        return self.reading.total_steps

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """The primitives of the schedule."""
        return spans_of(self.schedule)

    def at(self, step: float) -> str:
        """Name a place on the axis."""
        return place(self.reading.unit, math.ceil(step))

    def count(self, steps: float) -> str:
        """Name a number of steps: "the 200,000 steps"."""
        return f"{format_step(steps)} {self.reading.unit}"

    def is_all_preparation(self, steps: int) -> bool:
        """Say whether a burn-in or warm-up takes all of the planned steps."""
        return any(self.fills(span, steps) for span in self.spans)

    def fills(self, span: Span, steps: int) -> bool:
        """Say whether a span is a burn-in or warm-up that takes all of the planned steps, or as good as all."""
        is_preparation = span.name in ("burn-in", "warm-up") and span.begin < steps
        return is_preparation and span.end is not None and span.end > (1 - SLACK) * steps

    def slack(self, span: Span, steps: int) -> float:
        """Say how far an end may lie from the planned one."""
        return max(SLACK * steps, _SLACK_STEPS * max(span.unit, 1.0))

    def edit(self, span: Span, **parameters: float | tuple[int, ...]) -> Schedule | None:
        """Give the schedule with other parameters for one primitive; None where that makes none."""
        try:
            return edited(self.schedule, span, **parameters)
        except ScheduleError:
            return None

    def fix(self, schedule: Schedule | None, intent: str, otherwise: str | None = None) -> str | None:
        """Write a schedule in the syntax of the source."""
        return None if schedule is None else in_syntax(self.reading, schedule, intent, otherwise)


def first_rate(primitive: Schedule) -> float:
    """Give the rate that a move or a decay begins with; 0 for a schedule of another kind."""
    return float(getattr(primitive, "init_value", 0.0))


def last_rate(primitive: Schedule) -> float:
    """Give the rate that a move ends with; 0 for a schedule of another kind."""
    return float(getattr(primitive, "end_value", 0.0))
