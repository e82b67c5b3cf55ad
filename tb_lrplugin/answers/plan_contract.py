"""The JSON contract of `tb-lrplugin plan` (docs/plan.md says what the keys mean).

The page's types are made of this too (frontend/src/api/contract.ts).
"""

from __future__ import annotations

from typing import Literal, TypedDict

from tb_lrplugin.answers.contract import Curve, Problem, RateAt, ScheduleObject, Source, Warning
from tb_lrplugin.diagnosis.model import Severity


class Missing(TypedDict):
    """A number that a configuration leaves open, and the flag of `tb-lrplugin plan` that gives it."""

    name: str
    flag: str | None


class Plan(TypedDict):
    """What a configuration alone asks for."""

    source: Source
    severity: Severity
    tag: str
    optimizer: str
    schedule: ScheduleObject | None
    schedule_text: str
    schedule_formula: str
    unit: str
    total_steps: int | None
    points: Curve
    start: RateAt | None
    peak: RateAt | None
    first_change: RateAt | None
    end: RateAt | None
    warnings: list[Warning]
    missing: list[Missing]
    notes: list[str]


class Plans(TypedDict):
    """`tb-lrplugin plan --format json`."""

    version: Literal[1]
    plans: list[Plan]
    problems: list[Problem]
