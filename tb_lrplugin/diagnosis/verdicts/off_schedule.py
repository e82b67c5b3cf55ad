"""The rate does something else than the schedule, and no simpler explanation fits."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tb_lrplugin.diagnosis.advice import advice_on
from tb_lrplugin.diagnosis.comparing import Case, is_flat
from tb_lrplugin.diagnosis.explaining.telling import turning_interval
from tb_lrplugin.diagnosis.model import Diagnosis, Finding, Inferred
from tb_lrplugin.frameworks.shared_advice import MOST_CAUSES
from tb_lrplugin.words import shortened
from tb_lrplugin.words.numbers import deviation, format_rate, format_step, headline_pair

# So many points that agree again, on a rate that moves, are no chance.
_LEAST_AFTER = 5
_MOST_MOVES = 3


def find(case: Case) -> Finding | None:
    """Apply where any point disagrees; the last verdict to be asked."""
    if case.holds:
        return None
    onset, worst, back = case.first_disagreement, case.farthest, _follows_since(case)
    wrong = int((~case.agrees).sum())
    far = deviation(float(case.values[worst]), float(case.expected[worst]))
    advice = advice_on(case, "off_schedule")
    return Finding(
        "off_schedule",
        _headline(case, onset, worst, back),
        f"{wrong:,} of {case.series.counted} {'disagrees' if wrong == 1 else 'disagree'} with the schedule, the first "
        f"at {_compared(case, onset)}, the farthest at {_compared(case, worst)}{far and ', '}{far}. "
        f"{_at_last(case, back)} The schedule: {case.described}.{_aliasing(case)}",
        advice.causes if back is None else _let_go(case, back, advice.causes),
        advice.fix,
        onset,
    )


def _let_go(case: Case, back: int, causes: tuple[str, ...]) -> tuple[str, ...]:
    """Put first what sets a rate for a while: settings that are not in force do not come into force again."""
    last = case.at(case.step_at(back - 1))
    own = (
        f"Something else set the rate up to {last}, and let go of it then: a warm-up of your own in the training loop, "
        "a hook or a callback.",
    )
    return (*own, *causes)[:MOST_CAUSES]


def _headline(case: Case, onset: int, worst: int, back: int | None) -> str:
    first = case.at(case.step_at(onset))
    if back is not None:
        last = case.step_at(back - 1)
        if onset == 0:
            return f"Off the schedule up to {case.at(last)}; since then it follows"
        return f"Off the schedule from {first} to {format_step(last)}; it follows since"
    far = deviation(float(case.values[worst]), float(case.expected[worst]))
    if worst != onset and onset > 0 and far:
        # Two rates would be taken for those of the step that stands beside them.
        return f"Off schedule since {first}: up to {far}"
    is_rate, due_rate = headline_pair(float(case.values[worst]), float(case.expected[worst]))
    rates = f"{is_rate} where {due_rate} is due"
    if onset == 0:
        return f"Off schedule: {rates} at {case.at(case.step_at(worst))}"
    if worst == onset:
        return f"Leaves the schedule at {first}: {rates}"
    return f"Off schedule since {first}: {rates} at {case.at(case.step_at(worst))}"


def _compared(case: Case, index: int) -> str:
    rate, due = format_rate(float(case.values[index])), format_rate(float(case.expected[index]))
    return f"{case.at(case.step_at(index))} ({rate} instead of {due})"


def _at_last(case: Case, back: int | None) -> str:
    if back is not None:
        return f"Since {case.at(case.step_at(back))} all agree."
    rate, due = format_rate(float(case.values[-1])), format_rate(float(case.expected[-1]))
    return f"At {case.at(case.last_step)} the rate is {rate}, due is {due}."


def _follows_since(case: Case) -> int | None:
    """Give the index of the first of the last points, enough of them to be no chance, that all agree; None for none."""
    back = int(np.flatnonzero(~case.agrees)[-1]) + 1
    after = case.expected[back:]
    return back if len(after) >= _LEAST_AFTER and not is_flat(after) else None


def _aliasing(case: Case) -> str:
    """Say that the log is too sparse to tell more, where it is."""
    every = turning_interval(case)
    if every is None:
        return ""
    logged = float(np.median(np.diff(case.series.steps)))
    return (
        f" It turns about every {format_step(max(round(every), 1))} {case.reading.unit}, but only about one in "
        f"{format_step(round(logged))} is logged (aliasing): what the rate does in between cannot be told from these "
        "points. Log more often to see it."
    )


def with_inferred(diagnosis: Diagnosis, inferred: Inferred) -> Finding:
    """Set what the points follow beside what was asked for."""
    if diagnosis.schedule is None:
        return diagnosis.finding
    sentence = f"What ran: {shortened(inferred.text, _MOST_MOVES)} (inferred from the points)."
    return replace(diagnosis.finding, detail=f"{diagnosis.finding.detail} {sentence}")
