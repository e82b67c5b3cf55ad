"""A schedule that somebody edits, evaluated beside the series that it is for."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import numpy as np

from tb_lrplugin.answers import contract
from tb_lrplugin.answers.chart import curve, look_ahead
from tb_lrplugin.answers.contract import from_attributes, plain
from tb_lrplugin.diagnosis.model import Diagnosis
from tb_lrplugin.diagnosis.warnings import plan_warnings
from tb_lrplugin.formats.literals import Value, with_values
from tb_lrplugin.frameworks import collection, own_configuration
from tb_lrplugin.frameworks.framework import Configuration
from tb_lrplugin.frameworks.own.optimizer_config import file_configuration
from tb_lrplugin.frameworks.reading import Reading
from tb_lrplugin.frameworks.settings import settings_of, source_lines, tried
from tb_lrplugin.schedules import Schedule, ScheduleError
from tb_lrplugin.schedules.base import MAX_STEP
from tb_lrplugin.schedules.views import editable_parameters, formula_of, outline, to_object
from tb_lrplugin.words import in_unit

_NO_SOURCE = Reading("", "", None)
_NOT_TOLD = (
    "The lines that were read do not tell this schedule by themselves: these are the numbers of the schedule, and not "
    "settings by name."
)


def preview(
    diagnosis: Diagnosis,
    schedule: Schedule | None = None,
    total_steps: int | None = None,
    settings: Mapping[str, Value] | None = None,
) -> contract.Preview:
    """Write what the page shows of a schedule that is being edited (docs/http_api.md).

    Args:
      diagnosis: of the series that the schedule is for.
      schedule: the edited one, on the axis of the series; None for the one that is configured.
      total_steps: planned steps in the place of those that are configured; None for the latter.
      settings: values in the place of those in the schedule's configuration, by the framework's names; None for none.

    Raises:
      ScheduleError: if the schedule cannot be evaluated at the steps of the series, or has no such settings.
    """
    asked = diagnosis.schedule if schedule is None else schedule
    answer = contract.Preview(
        run=diagnosis.series.run,
        tag=diagnosis.series.tag,
        schedule=None,
        schedule_text="",
        schedule_formula="",
        curve=None,
        rate_at_end=None,
        configuration=None,
        configuration_syntax=None,
        settings=[],
        settings_note="",
        parameters=[],
        warnings=[],
    )
    if asked is None:
        return answer
    reading = diagnosis.reading or _NO_SOURCE
    try:
        # Rates that overflow are infinite, and shown as that.
        with np.errstate(all="ignore"):
            written = _written(diagnosis, reading, asked)
            if settings:
                reading = tried(written, settings)
                asked = reading.schedule or asked
                written = dataclasses.replace(written, text=with_values(written.text, settings))
            if total_steps is not None:
                reading = dataclasses.replace(reading, total_steps=total_steps)
            _evaluate(answer, diagnosis, reading, asked, written)
    except ScheduleError:
        raise
    except (ArithmeticError, ValueError, IndexError) as error:
        raise ScheduleError(f"it cannot be evaluated with such numbers ({type(error).__name__}: {error})") from error
    return plain(answer)


def _written(diagnosis: Diagnosis, reading: Reading, schedule: Schedule) -> Configuration:
    """Write a schedule in the syntax of its source, or as its own lines; as a schedule file where it has neither."""
    series = diagnosis.series
    own = own_configuration(reading, schedule)
    if own is None and reading.text:
        own = source_lines(collection().of(reading), reading, schedule, series.tag, int(series.steps[-1]))
    return own or file_configuration(reading, schedule)


def _evaluate(
    answer: contract.Preview, diagnosis: Diagnosis, reading: Reading, schedule: Schedule, written: Configuration
) -> None:
    """Fill in what there is to say of a schedule."""
    offset = diagnosis.offset
    end = min(reading.total_steps or int(diagnosis.series.steps[-1]), MAX_STEP)
    answer["schedule"] = to_object(schedule)
    answer["schedule_text"] = in_unit(reading.described(schedule), reading.unit)
    answer["schedule_formula"] = formula_of(schedule)
    answer["curve"] = curve(diagnosis, schedule, max(look_ahead(diagnosis), end), offset, outline)
    answer["rate_at_end"] = {"step": end, "value": schedule.value_at(end + offset)}
    answer["configuration"] = written.text
    answer["configuration_syntax"] = written.syntax
    answer["settings"] = [from_attributes(contract.Setting, setting) for setting in settings_of(written, schedule, end)]
    if not answer["settings"] and reading.kind:
        answer["settings_note"] = collection().of(reading).without_settings or _NOT_TOLD
    answer["parameters"] = [
        from_attributes(contract.Parameter, parameter) for parameter in editable_parameters(schedule)
    ]
    answer["warnings"] = [
        from_attributes(contract.Warning, warning) for warning in plan_warnings(diagnosis.series, reading, schedule)
    ]
