"""A diagnosis as the JSON of the contract: one for the command line and the page alike.

Beside it what the page draws (chart), a table of the points, and an edited schedule (preview).
"""

from __future__ import annotations

from typing import TypeVar, cast

from tb_lrplugin.answers import contract
from tb_lrplugin.answers.contract import from_attributes, plain
from tb_lrplugin.answers.evidence import comparison_rows, evidence_rows, next_change_text
from tb_lrplugin.diagnosis.model import SEVERITIES, Diagnosis, Inferred, Severity
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.frameworks.ways_to_tell import unit_of
from tb_lrplugin.frameworks.witness import Witness
from tb_lrplugin.schedules.views import formula_of, to_object

Told = TypeVar("Told", contract.Row, contract.Entry)


def series_entry(diagnosis: Diagnosis) -> contract.Entry:
    """Write a diagnosis as an element of `series` (docs/http_api.md)."""
    series, finding, change = diagnosis.series, diagnosis.finding, diagnosis.next_change
    reading, schedule = diagnosis.reading, diagnosis.schedule
    return plain(
        contract.Entry(
            run=series.run,
            tag=series.tag,
            verdict=finding.verdict,
            severity=diagnosis.severity,
            standing=_standing(diagnosis.severity, None, diagnosis.applied),
            headline=finding.headline,
            applied_value=None if diagnosis.applied is None else diagnosis.applied.rate,
            acknowledged=None,
            detail=finding.detail,
            steps={
                "first": series.first_step,
                "last": series.last_step,
                "count": len(series),
                "sampled": series.is_sample,
            },
            unit=unit_of(reading, series.tag),
            logged={"first": series.first_value, "last": series.last_value},
            expected={"first": diagnosis.expected_first, "last": diagnosis.expected_last},
            evidence=from_attributes(contract.Evidence, diagnosis.evidence),
            evidence_rows=evidence_rows(diagnosis),
            comparison_rows=comparison_rows(diagnosis),
            alternatives=list(finding.alternatives),
            inferred=None if diagnosis.inferred is None else _inferred(diagnosis.inferred),
            next_change=None if change is None else from_attributes(contract.NextChange, change),
            next_change_text=next_change_text(diagnosis),
            schedule=None if schedule is None else to_object(schedule),
            schedule_text=_schedule_text(diagnosis),
            schedule_formula="" if schedule is None else formula_of(schedule),
            source=None if reading is None else source_of(reading),
            binding=diagnosis.binding,
            other_sources=[source_of(other) for other in diagnosis.others],
            measures=diagnosis.measures,
            checkpoint=None if diagnosis.witness is None else _checkpoint(diagnosis.witness),
            warnings=[from_attributes(contract.Warning, warning) for warning in diagnosis.warnings],
            causes=list(finding.causes),
            fix=finding.fix,
        )
    )


def diagnosis_row(diagnosis: Diagnosis) -> contract.Row:
    """Write a diagnosis as its row in `./diagnoses`: the same values as in its series entry."""
    series, change = diagnosis.series, diagnosis.next_change
    return plain(
        contract.Row(
            run=series.run,
            tag=series.tag,
            verdict=diagnosis.finding.verdict,
            severity=diagnosis.severity,
            standing=_standing(diagnosis.severity, None, diagnosis.applied),
            headline=diagnosis.finding.headline,
            applied_value=None if diagnosis.applied is None else diagnosis.applied.rate,
            acknowledged=None,
            last_step=series.last_step,
            last_value=series.last_value,
            expected_value=diagnosis.expected_last,
            onset_step=diagnosis.evidence.onset_step,
            next_change_step=None if change is None else change.step,
            schedule_text=_schedule_text(diagnosis),
            warnings=[warning.id for warning in diagnosis.warnings],
        )
    )


def reading_order(row: contract.Row | contract.Entry) -> tuple[int, int, str, str]:
    """Give the sort key of lists that people read: worst first, warnings before none, then by name."""
    return (SEVERITIES.index(row["standing"]), -len(row["warnings"]), row["run"], row["tag"])


def acknowledged_as(told: Told, acknowledged: contract.Acknowledged | None) -> Told:
    """Tell what somebody wrote about the verdict of a row or an entry, and how bad the series is with it."""
    standing = _standing(told["severity"], acknowledged, told["applied_value"])
    return cast(Told, {**told, "acknowledged": acknowledged, "standing": standing})


def _standing(severity: Severity, acknowledged: contract.Acknowledged | None, applied: object) -> Severity:
    """Say how bad a series is: at least a warning where the optimizer trains at another rate than is logged.

    What somebody acknowledged is no more than a notice.
    """
    if acknowledged is not None and severity in ("error", "warning"):
        severity = "notice"
    return severity if applied is None or severity == "error" else "warning"


def failing_severity(row: contract.SeriesVerdict) -> Severity:
    """Say what a series counts as in a check, which nothing fails that somebody acknowledged."""
    return row["severity"] if row["acknowledged"] is None else "ok"


def _schedule_text(diagnosis: Diagnosis) -> str:
    return "" if diagnosis.case is None else diagnosis.case.described


def _checkpoint(witness: Witness) -> contract.Checkpoint:
    return {
        "where": witness.where,
        "step": witness.step,
        "scheduler": witness.scheduler,
        "last_epoch": witness.last_epoch,
        "updates": witness.updates,
        "scheduler_lr": witness.scheduler_rates[0] if witness.scheduler_rates else None,
        "optimizer_lr": witness.optimizer_rates[0] if witness.optimizer_rates else None,
    }


def _inferred(inferred: Inferred) -> contract.Inferred:
    return {
        "text": inferred.text,
        "schedule": to_object(inferred.schedule),
        "schedule_text": inferred.schedule.describe(),
        "residual": inferred.residual,
    }


def source_of(reading: Reading) -> contract.Source:
    """Write where a schedule was read from."""
    source: contract.Source = {"kind": reading.kind, "where": reading.where}
    if reading.lines is not None:
        source["lines"] = list(reading.lines)
    if reading.text:
        source["text"] = reading.text
    return source
