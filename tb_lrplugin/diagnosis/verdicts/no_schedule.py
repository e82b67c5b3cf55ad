"""No source speaks for the series; say what the points do."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from tb_lrplugin.data.series import Series
from tb_lrplugin.diagnosis.comparing import is_flat
from tb_lrplugin.diagnosis.describing import brief, moves_faster_than_logged
from tb_lrplugin.diagnosis.model import Diagnosis, Finding, Inferred, Question
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.frameworks.ways_to_tell import Way, unit_of, way_for
from tb_lrplugin.words import place
from tb_lrplugin.words.numbers import format_percent, format_rate, format_step, headline_rate

# So many characters fit into a row of the page, and into a line of a terminal beside the run.
_MOST_CHARACTERS = 110
# Nothing that trains by itself has ever been meant to run below this.
_LEAST_MEANT = 1e-7


def find(question: Question) -> Finding | None:
    """Apply to every series that no source speaks for, or whose source names what nobody can evaluate."""
    if question.case is not None:
        return None
    series = question.series
    shape, trouble = _shape(series, format_rate), _trouble(series)
    unit = unit_of(question.reading, series.tag)
    passed_over = question.company.passed_over if question.reading is None else ""
    return Finding(
        "no_schedule",
        f"No schedule known; {trouble or _shape(series, headline_rate)}",
        f"{why(question)}, {_and_so(question)}. From {place(unit, int(series.steps[0]))} to "
        f"{format_step(int(series.steps[-1]))} the rate is {shape}. {passed_over}".rstrip(),
        _standing(question) if trouble is None else _CAUSES_OF_NOTHING,
        how_to_tell(question),
    )


def how_to_tell(question: Question) -> str:
    """Say how the run may tell its schedule, in the words of the framework that it seems to be of."""
    way = _way(question)
    return f"# {way.framework}\n{way.text}"


def _way(question: Question) -> Way:
    return way_for(question.series.tag, [*question.company.names, posixpath.basename(question.series.run)])


def _standing(question: Question) -> tuple[str, ...]:
    """Say why a rate stands still that was meant to move, where its framework has a reason of its own."""
    series = question.series
    said = _way(question).standing if len(series) > 1 and is_flat(series.values) else ""
    return (said,) if said else ()


def _and_so(question: Question) -> str:
    reading = question.reading
    if reading is not None and reading.since is not None and reading.unreadable:
        # Some points were held against the configuration that is left.
        return "so the run as a whole has no schedule to be held against"
    return f"so there is nothing to hold the {question.series.counted} against"


def why(question: Question) -> str:
    """Say why there is no schedule to hold a series against."""
    reading = question.reading
    if reading is None:
        return (
            "Nothing in the run or the directories above it, up to the log directory, says which schedule was asked for"
        )
    return f"{reading.where} {_what_it_says(reading)}{_stepped(reading)}"


def _stepped(reading: Reading) -> str:
    """Say how often a scheduler was stepped that nobody can evaluate, where a checkpoint counts it."""
    seen = reading.witness
    if seen is None or not seen.scheduler or not seen.last_epoch or not seen.steps:
        return ""
    calls, updates = format_step(seen.last_epoch), format_step(seen.steps)
    if seen.pace == 1:
        return f", stepped with every one of {updates} updates (its lengths have to count updates)"
    between = seen.updates_per_call
    every = "" if between is None else f", once in {format_step(between)}: its lengths have to count those calls"
    return f", stepped {calls} times in {updates} updates{every}"


_CAUSES_OF_NOTHING = (
    "A scheduler that has run out (its total is far too small), or whose warm-up has not begun.",
    "A factor that is applied again and again: the rate is divided by the batch, or multiplied by a decay, each time.",
    "What is logged is not the rate of the parameter group that trains.",
)


def _trouble(series: Series) -> str | None:
    """Say that the rate trains nothing, or next to nothing, at every point; None where it may."""
    largest = float(series.values.max())
    if largest == 0:
        return "the rate is 0 at every point, and nothing is learned"
    if largest < _LEAST_MEANT:
        return f"the rate is never above {headline_rate(largest)}, and next to nothing is learned"
    return None


def with_inferred(diagnosis: Diagnosis, inferred: Inferred) -> Finding:
    """Say which schedule the points follow, marked as inferred, with the distance of the farthest point."""
    finding = diagnosis.finding
    if is_flat(diagnosis.series.values):
        # "constant at 0.001" says all there is.
        return finding
    # A rate that trains nothing is worse news than its shape.
    headline = f"{finding.headline if finding.causes else 'No schedule known'}; inferred: "
    return replace(
        finding,
        headline=headline + brief(inferred.text, _MOST_CHARACTERS - len(headline)),
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


def _shape(series: Series, write: Callable[[float], str]) -> str:
    first, last = write(float(series.values[0])), write(float(series.values[-1]))
    if is_flat(series.values):
        return f"constant at {last}"
    moves = np.diff(series.values)
    if (moves <= 0).all():
        return f"falling from {first} to {last}"
    if (moves >= 0).all():
        return f"rising from {first} to {last}"
    low, high = write(float(series.values.min())), write(float(series.values.max()))
    turn = int(np.argmax(series.values))
    if (moves[:turn] >= 0).all() and (moves[turn:] <= 0).all():
        return f"rising from {first} to {high}, then falling to {last}"
    turn = int(np.argmin(series.values))
    if (moves[:turn] <= 0).all() and (moves[turn:] >= 0).all():
        return f"falling from {first} to {low}, then rising to {last}"
    if moves_faster_than_logged(series.values):
        return f"moving between {low} and {high} faster than it is logged, now {last}"
    return f"moving up and down between {low} and {high}, now {last}"
