"""A diagnosis as the JSON objects of the contract: one for the command line and the page alike."""

from __future__ import annotations

import dataclasses
import itertools
import math
from typing import Any

from tb_lrplugin.answers.evidence import comparison_rows, evidence_rows, next_change_text
from tb_lrplugin.answers.thinning import shown_points
from tb_lrplugin.diagnosis.model import SEVERITIES, Diagnosis, Inferred
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.schedules import Schedule, draw
from tb_lrplugin.schedules.views.formula import formula_of
from tb_lrplugin.schedules.views.object_form import to_object

JsonObject = dict[str, Any]

# The expected curve goes on beyond the last point by at most this share of the logged span ...
_LOOK_AHEAD = 0.15
# ... and at least far enough to be seen where only one point is logged.
_LEAST_SPAN = 20


def series_entry(diagnosis: Diagnosis) -> JsonObject:
    """Write a diagnosis as an element of `series` (docs/http_api.md)."""
    series, finding, evidence = diagnosis.series, diagnosis.finding, diagnosis.evidence
    change = diagnosis.next_change
    entry: JsonObject = {
        "run": series.run,
        "tag": series.tag,
        "verdict": finding.verdict,
        "severity": diagnosis.severity,
        "headline": finding.headline,
        "detail": finding.detail,
        "steps": {
            "first": int(series.steps[0]),
            "last": int(series.steps[-1]),
            "count": len(series),
        },
        "unit": "steps" if diagnosis.reading is None else diagnosis.reading.unit,
        "logged": {"first": float(series.values[0]), "last": float(series.values[-1])},
        "expected": {"first": diagnosis.expected_first, "last": diagnosis.expected_last},
        "evidence": {
            "max_relative_error": evidence.max_relative_error,
            "time_scale": evidence.time_scale,
            "value_scale": evidence.value_scale,
            "step_offset": evidence.step_offset,
            "onset_step": evidence.onset_step,
            "onset_logged": evidence.onset_logged,
            "onset_expected": evidence.onset_expected,
            "restart_steps": list(evidence.restart_steps),
            "boundary_steps": list(evidence.boundary_steps),
            "phase": evidence.phase,
            "variant": evidence.variant,
        },
        "evidence_rows": evidence_rows(diagnosis),
        "comparison_rows": comparison_rows(diagnosis),
        "alternatives": list(finding.alternatives),
        "inferred": None if diagnosis.inferred is None else _inferred_object(diagnosis.inferred),
        "next_change": None if change is None else dataclasses.asdict(change),
        "next_change_text": next_change_text(diagnosis),
        "schedule": None if diagnosis.schedule is None else to_object(diagnosis.schedule),
        "schedule_text": "" if diagnosis.schedule is None else diagnosis.schedule.describe(),
        "schedule_formula": "" if diagnosis.schedule is None else formula_of(diagnosis.schedule),
        "source": None if diagnosis.reading is None else _source_object(diagnosis.reading),
        "binding": diagnosis.binding,
        "other_sources": [_source_object(reading) for reading in diagnosis.others],
        "measures": diagnosis.measures,
        "warnings": [dataclasses.asdict(warning) for warning in diagnosis.warnings],
        "causes": list(finding.causes),
        "fix": finding.fix,
    }
    return strings_for_non_finite(entry)


def diagnosis_row(diagnosis: Diagnosis) -> JsonObject:
    """Write a diagnosis as its row in `./diagnoses`: the same values as in its series entry."""
    series, change = diagnosis.series, diagnosis.next_change
    return {
        "run": series.run,
        "tag": series.tag,
        "verdict": diagnosis.finding.verdict,
        "severity": diagnosis.severity,
        "headline": diagnosis.finding.headline,
        "last_step": int(series.steps[-1]),
        "last_value": _finite(float(series.values[-1])),
        "expected_value": _finite(diagnosis.expected_last),
        "onset_step": diagnosis.evidence.onset_step,
        "next_change_step": None if change is None else change.step,
        "schedule_text": "" if diagnosis.schedule is None else diagnosis.schedule.describe(),
        "warnings": [warning.id for warning in diagnosis.warnings],
    }


def reading_order(row: JsonObject) -> tuple[int, int, str, str]:
    """Give the sort key of lists that people read: worst first, warnings before none, then by name."""
    return (SEVERITIES.index(row["severity"]), -len(row["warnings"]), row["run"], row["tag"])


def chart_data(diagnosis: Diagnosis) -> JsonObject:
    """Write what the page draws: logged points, expected curve and the marks on them.

    Of a long series only the points that make up its picture; `steps.count` of its entry tells how many there are.
    """
    series, expected, errors = diagnosis.series, diagnosis.expected, diagnosis.relative_errors
    shown = shown_points(series.values)
    chart: JsonObject = {
        "points": {
            "step": series.steps[shown].tolist(),
            "wall_time": series.wall_times[shown].tolist(),
            "value": series.values[shown].tolist(),
            "expected": None if expected is None else expected[shown].tolist(),
            "error": None if errors is None else errors[shown].tolist(),
        },
        "curve": None,
        "inferred_curve": None,
        "explained": None,
        "marks": _marks(diagnosis),
    }
    first, last = int(series.steps[0]), int(series.steps[-1])
    if diagnosis.schedule is not None:
        chart["curve"] = _curve(diagnosis.schedule, first, last, diagnosis.offset)
    if diagnosis.inferred is not None:
        chart["inferred_curve"] = _curve(diagnosis.inferred.schedule, first, last)
    if diagnosis.finding.explained is not None:
        explained = diagnosis.finding.explained
        shown = shown_points(explained)
        chart["explained"] = {
            "step": series.steps[shown].tolist(),
            "value": explained[shown].tolist(),
            "interpolation": "linear",
        }
    return strings_for_non_finite(chart)


def look_ahead(first: int, last: int) -> int:
    """Give the number of steps by which the expected curve goes on beyond the last logged one."""
    return max(int((last - first) * _LOOK_AHEAD), _LEAST_SPAN)


def _curve(schedule: Schedule, first: int, last: int, offset: int = 0) -> JsonObject:
    corners = draw(schedule, first + offset, last + look_ahead(first, last) + offset)
    return {
        "step": (corners.steps - offset).tolist(),
        "value": corners.values.tolist(),
        "interpolation": "linear",
    }


def _marks(diagnosis: Diagnosis) -> list[JsonObject]:
    marks: list[JsonObject] = []
    offset = diagnosis.offset
    if diagnosis.schedule is not None:
        phases = diagnosis.schedule.phases()
        marks += [
            {"kind": "phase", "step": after.start - offset, "label": f"{before.name} ends"}
            for before, after in itertools.pairwise(phases)
        ]
    if diagnosis.evidence.onset_step is not None:
        marks.append({"kind": "onset", "step": diagnosis.evidence.onset_step, "label": "onset"})
    marks += [{"kind": "restart", "step": step, "label": "restart"} for step in diagnosis.evidence.restart_steps]
    marks += [{"kind": "boundary", "step": step, "label": "boundary"} for step in diagnosis.evidence.boundary_steps]
    if diagnosis.next_change is not None:
        marks.append({"kind": "next_change", "step": diagnosis.next_change.step, "label": "next change"})
    if diagnosis.reading is not None and diagnosis.reading.total_steps is not None:
        marks.append({"kind": "end", "step": diagnosis.reading.total_steps, "label": "planned end"})
    return marks


def _inferred_object(inferred: Inferred) -> JsonObject:
    return {
        "text": inferred.text,
        "schedule": to_object(inferred.schedule),
        "schedule_text": inferred.schedule.describe(),
        "residual": inferred.residual,
    }


def _source_object(reading: Reading) -> JsonObject:
    source: JsonObject = {"kind": reading.kind, "where": reading.where}
    if reading.lines is not None:
        source["lines"] = list(reading.lines)
    if reading.text:
        source["text"] = reading.text
    return source


def strings_for_non_finite(value: JsonObject) -> JsonObject:
    """Replace NaN and infinities by the strings that TensorBoard writes for them."""
    return {key: _finite(part) for key, part in value.items()}


def _finite(value: Any) -> Any:
    if isinstance(value, float):
        if math.isfinite(value):
            return value
        return "NaN" if math.isnan(value) else ("Infinity" if value > 0 else "-Infinity")
    if isinstance(value, dict):
        return strings_for_non_finite(value)
    if isinstance(value, list):
        return [_finite(part) for part in value]
    return value
