"""The JSON contract: keys and types of what every face hands out (docs/http_api.md says what they mean).

The page's types are made of this (frontend/src/api/contract.ts).
"""

from __future__ import annotations

import math
from typing import Any, Literal, TypedDict, TypeVar, cast

from tb_lrplugin.diagnosis.model import Severity
from tb_lrplugin.frameworks.reading import Measures

# Numbers that JSON has no form for are strings, as in TensorBoard's own routes.
Number = float | Literal["NaN", "Infinity", "-Infinity"]
# A schedule as an object: its kind, and the parameters of that kind.
ScheduleObject = dict[str, Any]
Path = list[str | int]
Answer = TypeVar("Answer")


class SeriesName(TypedDict):
    """What tells one series from all others."""

    run: str
    tag: str


class Acknowledged(TypedDict):
    """Why somebody leaves a verdict as it is, until when (a date), where that is written; `text` says it all."""

    reason: str
    until: str | None
    where: str
    text: str


class SeriesVerdict(SeriesName):
    """What a row and a full entry have in common; `standing` is how bad the series is, all things considered."""

    verdict: str
    severity: Severity
    standing: Severity
    headline: str
    applied_value: Number | None
    acknowledged: Acknowledged | None


class Row(SeriesVerdict):
    """A series in a list."""

    last_step: int | None
    last_value: Number | None
    expected_value: Number | None
    onset_step: int | None
    next_change_step: int | None
    schedule_text: str
    warnings: list[str]


class Steps(TypedDict):
    """The logged points on the horizontal axis; none where they cannot be read."""

    first: int | None
    last: int | None
    count: int
    sampled: bool


class FirstAndLast(TypedDict):
    """A rate at the first and at the last logged point."""

    first: Number | None
    last: Number | None


class Evidence(TypedDict):
    """The numbers of a verdict."""

    max_relative_error: Number | None
    time_scale: Number
    value_scale: Number
    step_offset: int
    onset_step: int | None
    onset_logged: Number | None
    onset_expected: Number | None
    restart_steps: list[int]
    boundary_steps: list[int]
    phase: str | None
    variant: str | None


class EvidenceRow(TypedDict):
    """One number in words, to be shown as it is: "time_scale", "4"."""

    name: str
    text: str


class NextChange(TypedDict):
    """Where the expected rate will have changed."""

    step: int
    value: Number
    eta_seconds: Number | None
    beyond_planned_end: bool


class Checkpoint(TypedDict):
    """What a checkpoint of the run saw: counters, and the rates of the first parameter group."""

    where: str
    step: int | None
    scheduler: str
    last_epoch: int | None
    updates: int | None
    scheduler_lr: Number | None
    optimizer_lr: Number | None


class Inferred(TypedDict):
    """The schedule that the points alone describe."""

    text: str
    schedule: ScheduleObject
    schedule_text: str
    residual: Number


class SourceName(TypedDict):
    """Which source it is: its kind, and a file or a run and tag."""

    kind: str
    where: str


class Source(SourceName, total=False):
    """Where a schedule was read from, and as what where that is known."""

    lines: list[int]
    text: str


class Warning(TypedDict):
    """Something that is true whatever the curve does, and what to write instead."""

    id: str
    text: str
    fix: str | None


class Entry(SeriesVerdict):
    """The full diagnosis of one series."""

    detail: str
    steps: Steps
    unit: str
    logged: FirstAndLast
    expected: FirstAndLast
    evidence: Evidence
    evidence_rows: list[EvidenceRow]
    comparison_rows: list[EvidenceRow]
    alternatives: list[str]
    inferred: Inferred | None
    next_change: NextChange | None
    next_change_text: str
    schedule: ScheduleObject | None
    schedule_text: str
    schedule_formula: str
    source: Source | None
    binding: str | None
    other_sources: list[Source]
    measures: Measures
    checkpoint: Checkpoint | None
    warnings: list[Warning]
    causes: list[str]
    fix: str | None


class Points(TypedDict):
    """The logged points as columns of one length."""

    step: list[int]
    wall_time: list[Number]
    value: list[Number]
    expected: list[Number] | None
    error: list[Number] | None


class Curve(TypedDict):
    """Vertices to be joined by straight lines."""

    step: list[int]
    value: list[Number]
    interpolation: Literal["linear"]


class Mark(TypedDict):
    """A place worth a line on the chart."""

    kind: Literal["phase", "onset", "restart", "boundary", "next_change", "end"]
    step: int
    label: str


class Stretch(TypedDict):
    """Points that follow one another, by the steps of the first and the last."""

    first: int
    last: int


class Chart(TypedDict):
    """What the page draws of one series."""

    points: Points
    curve: Curve | None
    inferred_curve: Curve | None
    explained: Curve | None
    disagreements: list[Stretch]
    marks: list[Mark]


class Panel(TypedDict):
    """What the page's panel says beside the entry: all numbers in people's words, and lines to acknowledge with."""

    number_rows: list[EvidenceRow]
    measures_text: str
    acknowledging: str


class Series(Entry, Chart, Panel):
    """`./series`."""


class Problem(TypedDict):
    """A finding that belongs to no single series; `unread` where a part of the log directory could not be read."""

    where: str
    message: str
    unread: bool


class Progress(TypedDict):
    """How far a look is that is still under way: series diagnosed, of a total that is 0 while it is not known."""

    done: int
    total: int


class Diagnoses(TypedDict):
    """`./diagnoses`; `complete` where every part of the log directory could be read; `logdir` as TensorBoard got it."""

    version: Literal[1]
    logdir: str
    complete: bool
    series: list[Row]
    problems: list[Problem]
    scalar_tags: list[str]
    reading: Progress | None


class Report(TypedDict):
    """`tb-lrplugin check --format json`."""

    version: Literal[1]
    logdir: str
    complete: bool
    series: list[Entry]
    problems: list[Problem]


class Sparkline(SeriesName):
    """A small picture; `expected` is empty where nothing is expected."""

    step: list[int]
    logged: list[Number]
    expected: list[Number]


class Sparklines(TypedDict):
    """`./sparklines`."""

    sparklines: list[Sparkline]


class Parameter(TypedDict):
    """One number or switch of a schedule, and where it stands in it."""

    path: Path
    name: str
    label: str
    value: Number | bool
    kind: Literal["number", "integer", "boolean"]
    also: list[Path]


class Setting(TypedDict):
    """One number or switch of a configuration, by its framework's own name."""

    name: str
    value: Number | bool
    kind: Literal["number", "integer", "boolean"]
    is_total: bool


class RateAt(TypedDict):
    """The rate at one step."""

    step: int
    value: Number


class Preview(SeriesName):
    """`./preview`."""

    schedule: ScheduleObject | None
    schedule_text: str
    schedule_formula: str
    curve: Curve | None
    rate_at_end: RateAt | None
    configuration: str | None
    configuration_syntax: str | None
    settings: list[Setting]
    settings_note: str
    parameters: list[Parameter]
    warnings: list[Warning]


def from_attributes(shape: type[Answer], source: object) -> Answer:
    """Make an object of the contract whose keys are named like the attributes that they are taken from."""
    return cast(Answer, {name: getattr(source, name) for name in shape.__annotations__})


def plain(answer: Answer) -> Answer:
    """Make an answer plain JSON, however deep: lists of tuples, of NaN and infinities TensorBoard's strings."""
    result: Any = answer
    if isinstance(answer, float):
        if not math.isfinite(answer):
            result = "NaN" if math.isnan(answer) else ("Infinity" if answer > 0 else "-Infinity")
    elif isinstance(answer, dict):
        result = {key: plain(part) for key, part in answer.items()}
    elif isinstance(answer, (list, tuple)):
        result = [plain(part) for part in answer]
    return cast(Answer, result)
