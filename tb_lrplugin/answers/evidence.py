"""A diagnosis' numbers as lines for people: terminal, annotation, page and report print them as they are."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator

import numpy as np

from tb_lrplugin.answers.contract import EvidenceRow
from tb_lrplugin.diagnosis.comparing.next_change import seconds_per_step, stands_still, usual_interval
from tb_lrplugin.diagnosis.model import Diagnosis
from tb_lrplugin.frameworks.ways_to_tell import unit_of
from tb_lrplugin.tolerance import CONVENTIONAL_OFFSETS
from tb_lrplugin.words import length, place, places
from tb_lrplugin.words.numbers import deviation, format_duration, format_error, format_rate, format_step

# A run that has been silent for so many intervals, and so long, has stopped.
_SILENT_INTERVALS, _SILENT_SECONDS = 20, 3600.0


def evidence_rows(diagnosis: Diagnosis) -> list[EvidenceRow]:
    """Write the numbers that carry a verdict; none where it needs none.

    Returns:
      Such as {"name": "time_scale", "text": "4"}, {"name": "from", "text": "step 20 on: logged 0.01, expected 0.02"}.
      A step offset of up to 1 is a convention of loggers, and not among them.
    """
    return [EvidenceRow(name=name, text=text) for name, text in (*_evidence(diagnosis), *_seen(diagnosis))]


def comparison_rows(diagnosis: Diagnosis) -> list[EvidenceRow]:
    """Write how the points stand to the schedule, whatever the verdict."""
    logged = diagnosis.series.last_value
    rows = [] if logged is None else [("now", _both_rates(logged, diagnosis.expected_last))]
    difference = _largest_difference(diagnosis)
    if difference:
        rows.append(("largest relative error", difference))
    rows.append(("points checked", format_step(len(diagnosis.series))))
    return [EvidenceRow(name=name, text=text) for name, text in rows]


def _largest_difference(diagnosis: Diagnosis) -> str:
    """Write the largest relative error so that it agrees with the two rates: "100 % too low, 0 instead of 1e-7"."""
    error, case = diagnosis.evidence.max_relative_error, diagnosis.case
    if error is None or case is None:
        return ""
    if case.holds:
        return format_error(error)
    worst = int(np.argmax(np.abs(case.errors)))
    rate, due = float(case.values[worst]), float(case.expected[worst])
    rates = f"{format_rate(rate)} instead of {format_rate(due)} at {case.at(case.step_at(worst))}"
    return ", ".join(part for part in (deviation(rate, due), rates) if part)


def line_of(rows: Iterable[EvidenceRow]) -> str:
    """Write rows in one line: "time_scale 4; from step 20 on: logged 0.01, expected 0.02"."""
    return "; ".join(f"{row['name']} {row['text']}" for row in rows)


def next_change_text(diagnosis: Diagnosis, now: float | None = None) -> str:
    """Write when the expected rate moves next: "0.0038 at step 800,720, in 700,720 steps, about 16 h".

    Args:
      diagnosis: of a series that follows its schedule.
      now: seconds since the epoch; the present where None.

    Returns:
      "" where it never moves, moves all the time, or where the run does something else than the schedule. A time is
      told of a run alone that goes on and gets there.
    """
    change, unit = diagnosis.next_change, _unit(diagnosis)
    if change is None or not tells_next_change(diagnosis):
        return ""
    where = f"{format_rate(change.value)} at {place(unit, change.step)}"
    if change.beyond_planned_end and diagnosis.reading is not None:
        return f"{where}, after the planned end ({format_step(diagnosis.reading.total_steps or 0)})"
    left = length(unit, change.step - int(diagnosis.series.steps[-1]))
    seconds = None if _has_stopped(diagnosis, time.time() if now is None else now) else change.eta_seconds
    return f"{where}, in {left}" + ("" if seconds is None else f", about {format_duration(seconds)}")


def tells_next_change(diagnosis: Diagnosis) -> bool:
    """Say whether the next change is worth a word: the run follows, and the rate stands still until then."""
    schedule = diagnosis.schedule
    if diagnosis.next_change is None or schedule is None or diagnosis.severity not in ("ok", "notice"):
        return False
    return diagnosis.finding.verdict == "flat_by_design" or stands_still(diagnosis.series, schedule, diagnosis.offset)


def _has_stopped(diagnosis: Diagnosis, now: float) -> bool:
    """Say whether the last point is so old that the run seems to be over, or wrote no times."""
    pace = seconds_per_step(diagnosis.series)
    if pace is None:
        return True
    usual = pace * usual_interval(diagnosis.series)
    return not now - float(diagnosis.series.wall_times[-1]) <= max(_SILENT_INTERVALS * usual, _SILENT_SECONDS)


def _evidence(diagnosis: Diagnosis) -> Iterator[tuple[str, str]]:
    evidence, unit = diagnosis.evidence, _unit(diagnosis)
    if evidence.time_scale != 1:
        yield "time_scale", format_rate(evidence.time_scale)
    if evidence.value_scale != 1:
        yield "value_scale", format_rate(evidence.value_scale)
    if evidence.step_offset not in CONVENTIONAL_OFFSETS:
        yield "step_offset", format_step(evidence.step_offset)
    if evidence.variant:
        yield "variant", evidence.variant
    if evidence.restart_steps:
        yield "restarted at", places(unit, evidence.restart_steps)
    elif evidence.boundary_steps:
        yield "changes at", places(unit, evidence.boundary_steps)
    if evidence.onset_step is not None:
        rates = _both_rates(evidence.onset_logged, evidence.onset_expected)
        # That a rate is stuck in its warm-up or freezes in its decay says the headline; a resume is news.
        after = f"; {evidence.phase}" if evidence.phase and evidence.phase.startswith("after") else ""
        yield "from", f"{place(unit, evidence.onset_step)} on: {rates}{after}"


def _seen(diagnosis: Diagnosis) -> Iterator[tuple[str, str]]:
    """Tell what a checkpoint shows: how often the scheduler was stepped, and a rate that is not the scheduler's."""
    witness = diagnosis.witness
    if witness is None:
        return
    # A scheduler that is stepped once per epoch is nothing to tell of where all is well; where nothing is known it is.
    is_told = diagnosis.severity in ("error", "warning") or diagnosis.finding.verdict == "no_schedule"
    if is_told and witness.last_epoch is not None and not (witness.pace == 1.0 or witness.steps is None):
        calls, updates = format_step(witness.last_epoch), format_step(witness.steps)
        yield "scheduler", f"stepped {calls} times in {updates} updates ({witness.where})"
    rates = witness.rates_differ()
    if rates is not None:
        set_last, held = map(format_rate, rates)
        yield "optimizer", f"runs at {held} where the scheduler set {set_last} ({witness.where})"


def _unit(diagnosis: Diagnosis) -> str:
    return unit_of(diagnosis.reading, diagnosis.series.tag)


def _both_rates(logged: float | None, expected: float | None) -> str:
    rates = (("logged", logged), ("expected", expected))
    return ", ".join(f"{name} {format_rate(rate)}" for name, rate in rates if rate is not None)
