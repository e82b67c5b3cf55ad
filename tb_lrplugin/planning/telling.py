"""A configuration's schedule as the JSON of the contract: in words, as a curve, and what is wrong with it."""

from __future__ import annotations

import math

import numpy as np

from tb_lrplugin.answers import contract, plan_contract, source_of
from tb_lrplugin.answers.contract import RateAt, from_attributes, plain
from tb_lrplugin.data.run_evidence import LastPoint
from tb_lrplugin.data.series import Series
from tb_lrplugin.diagnosis.model import Severity
from tb_lrplugin.diagnosis.warnings import plan_warnings
from tb_lrplugin.frameworks.reading import Reading, RunWarning, changed
from tb_lrplugin.planning.numbers import PLANNED, Numbers, Settled, settled
from tb_lrplugin.schedules import Schedule
from tb_lrplugin.schedules.base import MAX_STEP
from tb_lrplugin.schedules.views import Vertices, formula_of, outline, spans_of, to_object
from tb_lrplugin.words import in_unit

# Beyond its last corner a schedule whose run is of unknown length is drawn so much further.
_BEYOND = 1.25
_LEAST_STEPS = 100
# Of a staircase without an end so many drops are drawn.
_DROPS = 5
# Where the only trainer that is warned of writes its series: TF2's train_loop.
_RUN, _TAG = "train", "learning_rate"


def as_plan(found: Reading, where: str, numbers: Numbers, *, needs_steps: bool = False) -> plan_contract.Plan:
    """Write what a configuration asks for.

    Args:
      found: what a source says, without an error.
      where: its file, as the user would name it.
      numbers: what is known of the run beside it.
      needs_steps: whether it has a schedule as soon as the steps of the run are told.
    """
    done = settled(found, numbers)
    reading, missing = changed(done.reading, where=where), list(done.missing)
    schedule = reading.schedule
    if schedule is None and needs_steps and not missing:
        missing.append(PLANNED)
    answer = plan_contract.Plan(
        source=source_of(reading),
        severity="ok",
        tag=reading.tag,
        optimizer=reading.optimizer,
        schedule=None,
        schedule_text="",
        schedule_formula="",
        unit=reading.unit,
        total_steps=reading.total_steps,
        points={"step": [], "value": [], "interpolation": "linear"},
        start=None,
        peak=None,
        first_change=None,
        end=None,
        warnings=[],
        missing=missing,
        notes=_notes(done, bool(missing)),
    )
    if schedule is not None:
        if reading.total_steps is None and not schedule.is_constant and reading.unit == "steps":
            missing.append(PLANNED)
        with np.errstate(all="ignore"):
            _tell(answer, reading, schedule)
    answer["severity"] = _severity(answer)
    return plain(answer)


def _tell(answer: plan_contract.Plan, reading: Reading, schedule: Schedule) -> None:
    """Fill in what follows from a whole schedule."""
    total = reading.total_steps
    curve = outline(schedule, 0, max(_horizon(schedule) if total is None else min(total, MAX_STEP), 1))
    change = schedule.first_change(0)
    answer["schedule"] = to_object(schedule)
    answer["schedule_text"] = in_unit(reading.described(schedule), reading.unit)
    answer["schedule_formula"] = formula_of(schedule)
    answer["points"] = {
        "step": curve.steps.tolist(),
        "value": curve.values.tolist(),
        "interpolation": "linear",
    }
    answer["start"] = _rate_at(schedule, 0)
    answer["peak"] = _peak(curve)
    answer["first_change"] = None if change is None else _rate_at(schedule, change)
    answer["end"] = None if total is None else _rate_at(schedule, min(total, MAX_STEP))
    answer["warnings"] = [from_attributes(contract.Warning, warning) for warning in _warnings(reading, schedule)]


def _warnings(reading: Reading, schedule: Schedule) -> tuple[RunWarning, ...]:
    """Warn of what no run has to show: nothing was logged yet."""
    nothing = Series.from_points(_RUN, reading.tag or _TAG, [], [], [])
    end = min(reading.total_steps or 0, MAX_STEP)
    own = reading.warnings(_RUN, reading.tag or _TAG, LastPoint(end, schedule.value_at(end)))
    return (*own, *plan_warnings(nothing, reading, schedule))


def _notes(done: Settled, is_open: bool) -> list[str]:
    reading = done.reading
    if reading.schedule is None:
        return [] if is_open or not reading.unreadable else [f"It asks for {reading.unreadable}."]
    if reading.rule is not None:
        return [f"{reading.rule.name} moves the rate by a metric: only the first rate is due."]
    if reading.names_rate_alone:
        return ["This is a rate without a word on a schedule: the program may move it by itself."]
    if done.is_by_epoch:
        return ["Told as stepped once per epoch, the default; code that steps it with every update is not seen here."]
    return []


def _severity(answer: plan_contract.Plan) -> Severity:
    if answer["warnings"]:
        return "warning"
    if answer["missing"]:
        return "notice"
    return "unknown" if answer["schedule"] is None else "ok"


def _rate_at(schedule: Schedule, step: int) -> RateAt:
    return {"step": step, "value": schedule.value_at(step)}


def _peak(curve: Vertices) -> RateAt:
    index = int(np.nanargmax(curve.values)) if np.isfinite(curve.values).any() else 0
    return {"step": int(curve.steps[index]), "value": float(curve.values[index])}


def _horizon(schedule: Schedule) -> int:
    """Give the step up to which a schedule shows what it is, where nobody says how long the run takes."""
    corners = [float(_LEAST_STEPS)]
    for span in spans_of(schedule):
        primitive = span.schedule
        boundaries = getattr(primitive, "boundaries", ())
        drops = getattr(primitive, "transition_steps", 0)
        own = (primitive.arrival or 0.0, boundaries[-1] if boundaries else 0.0, _DROPS * drops)
        corners += [span.begin, *(span.at(step) for step in own)]
    last = _BEYOND * max(corner for corner in corners if math.isfinite(corner))
    return int(min(last, MAX_STEP))
