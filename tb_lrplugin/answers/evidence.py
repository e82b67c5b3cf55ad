"""A diagnosis' numbers as lines for people: terminal, annotation, page and report print them as they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tb_lrplugin.answers.contract import EvidenceRow
from tb_lrplugin.diagnosis.model import Diagnosis
from tb_lrplugin.tolerance import CONVENTIONAL_OFFSETS
from tb_lrplugin.words import one_of, place
from tb_lrplugin.words.numbers import format_duration, format_error, format_rate, format_step

_SHOWN_STEPS = 5


def evidence_rows(diagnosis: Diagnosis) -> list[EvidenceRow]:
    """Write the numbers that carry a verdict; none where it needs none.

    Returns:
      Such as {"name": "time_scale", "text": "4"}, {"name": "from", "text": "step 20 on: logged 0.01, expected 0.02"}.
      A step offset of up to 1 is a convention of loggers, and not among them.
    """
    return [EvidenceRow(name=name, text=text) for name, text in _evidence(diagnosis)]


def comparison_rows(diagnosis: Diagnosis) -> list[EvidenceRow]:
    """Write how the points stand to the schedule, whatever the verdict."""
    logged = diagnosis.series.last_value
    error = diagnosis.evidence.max_relative_error
    rows = [] if logged is None else [("now", _both_rates(logged, diagnosis.expected_last))]
    if error is not None:
        rows.append(("largest relative error", format_error(error)))
    rows.append(("points checked", format_step(len(diagnosis.series if diagnosis.case is None else diagnosis.case))))
    return [EvidenceRow(name=name, text=text) for name, text in rows]


def line_of(rows: Iterable[EvidenceRow]) -> str:
    """Write rows in one line: "time_scale 4; from step 20 on: logged 0.01, expected 0.02"."""
    return "; ".join(f"{row['name']} {row['text']}" for row in rows)


def next_change_text(diagnosis: Diagnosis) -> str:
    """Write when the expected rate moves next: "0.0038 at step 800,720, in 700,720 steps, about 16 h"; "" for never."""
    change, unit = diagnosis.next_change, _unit(diagnosis)
    if change is None:
        return ""
    left = change.step - int(diagnosis.series.steps[-1])
    seconds = "" if change.eta_seconds is None else f", about {format_duration(change.eta_seconds)}"
    beyond = ", after the planned end of the run" if change.beyond_planned_end else ""
    return (
        f"{format_rate(change.value)} at {place(unit, change.step)}, "
        f"in {format_step(left)} {unit if left != 1 else one_of(unit)}{seconds}{beyond}"
    )


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
        yield "restarted at", _places(unit, evidence.restart_steps)
    elif evidence.boundary_steps:
        yield "changes at", _places(unit, evidence.boundary_steps)
    if evidence.onset_step is not None:
        rates = _both_rates(evidence.onset_logged, evidence.onset_expected)
        phase = f"; {evidence.phase}" if evidence.phase else ""
        yield "from", f"{place(unit, evidence.onset_step)} on: {rates}{phase}"


def _unit(diagnosis: Diagnosis) -> str:
    return "steps" if diagnosis.reading is None else diagnosis.reading.unit


def _both_rates(logged: float | None, expected: float | None) -> str:
    rates = (("logged", logged), ("expected", expected))
    return ", ".join(f"{name} {format_rate(rate)}" for name, rate in rates if rate is not None)


def _places(unit: str, steps: Sequence[int]) -> str:
    shown = ", ".join(map(format_step, steps[:_SHOWN_STEPS]))
    more = f" and {len(steps) - _SHOWN_STEPS:,} more" if len(steps) > _SHOWN_STEPS else ""
    return f"{one_of(unit) if len(steps) == 1 else unit} {shown}{more}"
