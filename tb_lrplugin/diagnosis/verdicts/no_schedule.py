"""No source speaks for the series; say what the points do."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np

from tb_lrplugin.data.series import Series
from tb_lrplugin.diagnosis.comparing import is_flat
from tb_lrplugin.diagnosis.describing import moves_faster_than_logged
from tb_lrplugin.diagnosis.model import Diagnosis, Finding, Inferred, Question
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.words.numbers import format_percent, format_rate, format_step

_IMPORT = "import tb_lrplugin.summary"
_WRITE = "tb_lrplugin.summary.optimizer_config"
_PIPELINE = """\
Object Detection API: put the pipeline.config of the run into its model directory, and start
#    TensorBoard on that directory or one above it, not on train/"""
_KERAS = f"""\
Keras, in the training script, once, before fit():
{_IMPORT}
{_WRITE}(optimizer, writer=log_directory)"""
_FUNCTION = f"""\
any other, PyTorch say, once, before training: a function from a step to the rate that is meant
{_IMPORT}
{_WRITE}(lambda step: base_rate * factor(step), total_steps=10_000, writer=log_directory)"""
# By the tags of their loggers; what nothing tells is a loop of one's own.
_OF_KERAS, _OF_PIPELINE = (
    re.compile(r"(?:epoch|batch)_learning_rate"),
    re.compile(r"learning_rate|LearningRate(?:/.*)?"),
)


def _ways_to_give_one(tag: str) -> str:
    """List the ways to give a run a schedule, that of the framework which the tag suggests first."""
    ways = [_FUNCTION, _KERAS, _PIPELINE]
    first = _KERAS if _OF_KERAS.fullmatch(tag) else _PIPELINE if _OF_PIPELINE.fullmatch(tag) else _FUNCTION
    ways.sort(key=lambda way: way != first)
    numbered = [f"# {number}. {way}" for number, way in enumerate(ways, 1)]
    return "\n".join(["# one of these gives the run a schedule to be held against", *numbered])


def find(question: Question) -> Finding | None:
    """Apply to every series that no source speaks for, or whose source names what nobody can evaluate."""
    if question.case is not None:
        return None
    series, reading = question.series, question.reading
    shape = _shape(series)
    why = (
        "Nothing in the run or the directories above it, up to the log directory, says which schedule was asked for"
        if reading is None
        else f"{reading.where} {_what_it_says(reading)}"
    )
    return Finding(
        "no_schedule",
        f"No schedule known; {shape}",
        f"{why}, so there is nothing to hold the {series.counted} against. From step "
        f"{format_step(int(series.steps[0]))} to {format_step(int(series.steps[-1]))} the rate is {shape}.",
        (),
        _ways_to_give_one(series.tag),
    )


def with_inferred(diagnosis: Diagnosis, inferred: Inferred) -> Finding:
    """Say which schedule the points follow, marked as inferred, with the distance of the farthest point."""
    finding = diagnosis.finding
    if is_flat(diagnosis.series.values):
        # "constant at 0.001" says all there is.
        return finding
    return replace(
        finding,
        headline=f"No schedule known; the points follow: {inferred.text} (inferred)",
        detail=f"{finding.detail} Inferred from the points alone: {inferred.text}. The farthest point lies "
        f"{_distance(inferred.residual)} of the largest rate from it.",
    )


def _distance(residual: float) -> str:
    return "less than 0.0001 %" if residual < 1e-6 else format_percent(residual)


def _what_it_says(reading: Reading) -> str:
    if reading.schedule is None:
        return f"names {reading.unreadable}"
    if reading.claims_until is not None:
        return f"names {reading.followed_by}, which sets the rate behind step {format_step(reading.claims_until)}"
    return f"holds a schedule recorded only up to step {format_step(reading.schedule.known_until() or 0)}"


def _shape(series: Series) -> str:
    first, last = format_rate(float(series.values[0])), format_rate(float(series.values[-1]))
    if is_flat(series.values):
        return f"constant at {last}"
    moves = np.diff(series.values)
    if (moves <= 0).all():
        return f"falling from {first} to {last}"
    if (moves >= 0).all():
        return f"rising from {first} to {last}"
    low, high = format_rate(float(series.values.min())), format_rate(float(series.values.max()))
    if moves_faster_than_logged(series.values):
        return f"moving between {low} and {high} faster than it is logged, now {last}"
    return f"moving up and down between {low} and {high}, now {last}"
