"""The numbers of a schedule that a person may want to change, as one flat list."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from tb_lrplugin.schedules.base import Path, Schedule
from tb_lrplugin.schedules.floor import Floor
from tb_lrplugin.schedules.join import Join
from tb_lrplugin.schedules.ramps import Ramp
from tb_lrplugin.schedules.sampled import Sampled
from tb_lrplugin.schedules.steps import PiecewiseConstant
from tb_lrplugin.schedules.views.message import parameters_of
from tb_lrplugin.schedules.views.spans import at_path

# Longer lists are edited in a file, not in a form.
_MOST_OF_A_LIST = 16
# What says how a framework counts or computes, and nothing that anybody configures.
_CONVENTIONS = frozenset({"float32_steps", "shift"})

# A class names its own labels where they differ from these.
_LABELS = {
    "value": "rate",
    "init_value": "rate at the start",
    "end_value": "rate at the end",
    "peak_value": "peak rate",
    "transition_steps": "steps",
    "decay_steps": "decay steps",
    "decay_rate": "decay rate",
    "min_value": "floor",
    "num_cycles": "cycles",
    "hold_steps": "steps per epoch",
    "steps": "steps skipped",
    "first_steps": "steps of the first cycle",
    "length_factor": "length of a cycle relative to the one before",
    "timescale": "steps of the scale",
}


@dataclass(frozen=True)
class Parameter:
    """One number or switch.

    Attributes:
      path: where it stands in the schedule, and in its object form: ("schedule", "schedules", 1, "decay_steps").
      name: its name there; of an entry of a list that of the list.
      label: what it is, for people.
      value: what it is now.
      kind: what may be put in its place.
      also: further places that hold the same number and mean the same: the end of a warm-up and its length.
    """

    path: Path
    name: str
    label: str
    value: float | bool
    kind: Literal["number", "integer", "boolean"]
    also: tuple[Path, ...] = ()


def editable_parameters(schedule: Schedule) -> tuple[Parameter, ...]:
    """List the parameters of a schedule, the same number in several places as one."""
    partners: dict[Path, Path] = {}
    for first, second in _links(schedule, ()):
        partners[second] = partners.get(first, first)
    also: dict[Path, list[Path]] = {}
    for second, first in partners.items():
        also.setdefault(first, []).append(second)
    return tuple(
        dataclasses.replace(parameter, also=tuple(also.get(parameter.path, ())))
        for parameter in _parameters(schedule, (), "")
        if parameter.path not in partners
    )


def _parameters(schedule: Schedule, path: Path, phase: str) -> Iterator[Parameter]:
    if isinstance(schedule, Sampled):
        # Recorded points belong to whatever was recorded.
        return
    for name, value in parameters_of(schedule).items():
        if name in _CONVENTIONS or isinstance(value, str):
            continue
        label = schedule.labels.get(name) or _LABELS.get(name) or name.replace("_", " ")
        at: Path = (*path, name)
        if isinstance(value, Schedule):
            yield from _parameters(value, at, phase)
        elif isinstance(value, tuple):
            yield from _entries(schedule, name, value, at, phase)
        else:
            yield _parameter(at, name, label, value, phase, _is_whole(schedule, name))


def _entries(schedule: Schedule, name: str, values: tuple[object, ...], at: Path, phase: str) -> Iterator[Parameter]:
    if len(values) > _MOST_OF_A_LIST:
        return
    names = schedule.phase_names if isinstance(schedule, Join) else ()
    for index, value in enumerate(values):
        if isinstance(value, Schedule):
            yield from _parameters(value, (*at, index), names[index] if names else phase)
        elif isinstance(value, (int, float)):
            label = f"rate {index + 1}" if name == "values" else f"step of change {index + 1}"
            if names:
                before, after = names[index], names[index + 1]
                label = f"{before} steps" if index == 0 else f"step at which the {after} begins"
            yield _parameter((*at, index), name, label, value, "" if names else phase, name != "values")


def _parameter(path: Path, name: str, label: str, value: float | bool, phase: str, is_whole: bool) -> Parameter:
    shown = label if phase in ("", "decay") else f"{phase}: {label}"
    if isinstance(value, bool):
        return Parameter(path, name, shown, value, "boolean")
    return Parameter(path, name, shown, value, "integer" if is_whole else "number")


def _is_whole(schedule: Schedule, name: str) -> bool:
    types = {field.name: field.type for field in dataclasses.fields(schedule)}  # type: ignore[arg-type]
    return types[name] == "int"


def _links(schedule: Schedule, path: Path) -> Iterator[tuple[Path, Path]]:
    """Find pairs of places that are to change together; the first one is the one to show."""
    if isinstance(schedule, Join):
        first, boundary = schedule.schedules[0], (*path, "boundaries", 0)
        if schedule.boundaries and isinstance(first, Ramp) and first.transition_steps == schedule.boundaries[0]:
            yield boundary, (*path, "schedules", 0, "transition_steps")
        for index in range(len(schedule.boundaries)):
            before = _last_rate(schedule.schedules[index], (*path, "schedules", index))
            after = _first_rate(schedule.schedules[index + 1], (*path, "schedules", index + 1))
            if (
                before is not None
                and after is not None
                and at_path(schedule, before[len(path) :]) == at_path(schedule, after[len(path) :])
            ):
                yield before, after
    for part in schedule.parts():
        yield from _links(part.schedule, (*path, *part.path))


def _last_rate(schedule: Schedule, path: Path) -> Path | None:
    return (*path, schedule.last_rate) if schedule.last_rate else None


def _first_rate(schedule: Schedule, path: Path) -> Path | None:
    if isinstance(schedule, PiecewiseConstant):
        return (*path, "values", 0) if len(schedule.values) <= _MOST_OF_A_LIST else None
    if isinstance(schedule, Floor):
        return _first_rate(schedule.schedule, (*path, "schedule"))
    return (*path, schedule.first_rate) if schedule.first_rate else None
