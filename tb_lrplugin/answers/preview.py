"""A schedule that somebody edits, evaluated beside the series that it is for."""

from __future__ import annotations

import dataclasses

import numpy as np

from tb_lrplugin.answers.entry import JsonObject, look_ahead, strings_for_non_finite
from tb_lrplugin.diagnosis.model import Diagnosis
from tb_lrplugin.diagnosis.warnings.plan_warnings import plan_warnings
from tb_lrplugin.frameworks import own_configuration
from tb_lrplugin.frameworks.own.optimizer_config import file_configuration
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.schedules import Schedule, ScheduleError
from tb_lrplugin.schedules.base import MAX_STEP
from tb_lrplugin.schedules.views.formula import formula_of
from tb_lrplugin.schedules.views.object_form import to_object
from tb_lrplugin.schedules.views.outline import outline
from tb_lrplugin.schedules.views.parameters import Parameter, editable_parameters

_NO_SOURCE = Reading("", "", None)


def preview(diagnosis: Diagnosis, schedule: Schedule | None = None, total_steps: int | None = None) -> JsonObject:
    """Write what the page shows of a schedule that is being edited (docs/http_api.md).

    Args:
      diagnosis: of the series that the schedule is for.
      schedule: the edited one, on the axis of the series; None for the one that is configured.
      total_steps: planned steps in the place of those that are configured; None for the latter.

    Raises:
      ScheduleError: if the schedule cannot be evaluated at the steps of the series.
    """
    asked = diagnosis.schedule if schedule is None else schedule
    body: JsonObject = {
        "run": diagnosis.series.run,
        "tag": diagnosis.series.tag,
        "schedule": None,
        "schedule_text": "",
        "schedule_formula": "",
        "curve": None,
        "rate_at_end": None,
        "configuration": None,
        "configuration_syntax": None,
        "parameters": [],
        "warnings": [],
    }
    if asked is None:
        return body
    reading = diagnosis.reading or _NO_SOURCE
    if total_steps is not None:
        reading = dataclasses.replace(reading, total_steps=total_steps)
    try:
        # Rates that overflow are infinite, and shown as that.
        with np.errstate(all="ignore"):
            body |= _evaluated(diagnosis, reading, asked)
    except (ArithmeticError, ValueError, IndexError) as error:
        raise ScheduleError(f"it cannot be evaluated with such numbers ({type(error).__name__}: {error})") from error
    return strings_for_non_finite(body)


def _evaluated(diagnosis: Diagnosis, reading: Reading, schedule: Schedule) -> JsonObject:
    series, offset = diagnosis.series, diagnosis.offset
    first, last = int(series.steps[0]), int(series.steps[-1])
    end = min(reading.total_steps or last, MAX_STEP)
    corners = outline(schedule, first + offset, max(last + look_ahead(first, last), end) + offset)
    written = own_configuration(reading, schedule) or file_configuration(reading, schedule)
    return {
        "schedule": to_object(schedule),
        "schedule_text": schedule.describe(),
        "schedule_formula": formula_of(schedule),
        "curve": {
            "step": (corners.steps - offset).tolist(),
            "value": corners.values.tolist(),
            "interpolation": "linear",
        },
        "rate_at_end": {"step": end, "value": schedule.value_at(end + offset)},
        "configuration": written.text,
        "configuration_syntax": written.syntax,
        "parameters": [_parameter_object(parameter) for parameter in editable_parameters(schedule)],
        "warnings": [dataclasses.asdict(warning) for warning in plan_warnings(series, reading, schedule)],
    }


def _parameter_object(parameter: Parameter) -> JsonObject:
    return {
        **dataclasses.asdict(parameter),
        "path": list(parameter.path),
        "also": [list(path) for path in parameter.also],
    }
