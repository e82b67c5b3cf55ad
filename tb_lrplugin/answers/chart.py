"""What is drawn of a series: the page's chart, and the small picture of a list."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import numpy as np

from tb_lrplugin.answers.contract import Chart, Curve, Mark, Number, Sparkline, Stretch, plain
from tb_lrplugin.answers.evidence import tells_next_change
from tb_lrplugin.answers.thinning import MOST_OF_A_PICTURE, outline_points, shown_points
from tb_lrplugin.data.series import FloatArray
from tb_lrplugin.diagnosis.model import Diagnosis
from tb_lrplugin.schedules import Schedule, draw
from tb_lrplugin.schedules.views import Vertices

# The expected curve goes on beyond the last point by at most this share of the logged span ...
_LOOK_AHEAD = 0.15
# ... and at least far enough to be seen where only one point is logged.
_LEAST_SPAN = 20
# Beyond this many, stretches cannot be told apart on any screen.
_MOST_STRETCHES = 200
# Four digits are more than a small picture can show.
_DIGITS = 4


def chart_data(diagnosis: Diagnosis) -> Chart:
    """Write what the page draws: logged points, expected curve and the marks on them.

    Of a long series only the points that make up its picture; `steps.count` of its entry tells how many there are.
    """
    series, expected, errors = diagnosis.series, diagnosis.expected, diagnosis.relative_errors
    inferred, explained = diagnosis.inferred, diagnosis.finding.explained
    shown = shown_points(series.values)
    chart: Chart = {
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
        "disagreements": _disagreements(diagnosis),
        "marks": _marks(diagnosis),
    }
    if diagnosis.schedule is not None:
        end = look_ahead(diagnosis)
        if diagnosis.reading is not None and diagnosis.reading.claims_until is not None:
            end = min(end, diagnosis.reading.claims_until)
        chart["curve"] = curve(diagnosis, diagnosis.schedule, end, diagnosis.offset)
    if inferred is not None:
        chart["inferred_curve"] = curve(diagnosis, inferred.schedule, look_ahead(diagnosis))
    if explained is not None:
        shown = shown_points(explained)
        chart["explained"] = {
            "step": series.steps[shown].tolist(),
            "value": explained[shown].tolist(),
            "interpolation": "linear",
        }
    return plain(chart)


def sparkline(diagnosis: Diagnosis) -> Sparkline:
    """Choose the points of one series' small picture.

    Returns:
      The series' name and three columns of one length, at most MOST_OF_A_PICTURE; "expected" is empty where no schedule
      is known.
    """
    series, expected = diagnosis.series, diagnosis.expected
    chosen = outline_points(series.values, MOST_OF_A_PICTURE)
    return plain(
        Sparkline(
            run=series.run,
            tag=series.tag,
            step=series.steps[chosen].tolist(),
            logged=_rounded(series.values[chosen]),
            expected=[] if expected is None else _rounded(expected[chosen]),
        )
    )


def look_ahead(diagnosis: Diagnosis) -> int:
    """Give the step, beyond the last logged one, up to which the expected curve is drawn.

    A run with one step so far has no length of its own: there it is drawn up to the planned end.
    """
    first, last = int(diagnosis.series.steps[0]), int(diagnosis.series.steps[-1])
    planned = diagnosis.reading and diagnosis.reading.total_steps
    if first == last and planned and planned > last:
        return planned
    return last + max(int((last - first) * _LOOK_AHEAD), _LEAST_SPAN)


def curve(
    diagnosis: Diagnosis,
    schedule: Schedule,
    end: int,
    offset: int = 0,
    vertices: Callable[[Schedule, int, int], Vertices] = draw,
) -> Curve:
    """Draw a schedule from the first logged step up to one of the series' own axis.

    Args:
      diagnosis: of the series that the schedule is drawn beside.
      schedule: on the axis of the series, but for the offset.
      end: last step.
      offset: d of the drawn curve f(x + d).
      vertices: chooses the corners between two steps of the schedule.
    """
    corners = vertices(schedule, int(diagnosis.series.steps[0]) + offset, end + offset)
    return {"step": (corners.steps - offset).tolist(), "value": corners.values.tolist(), "interpolation": "linear"}


def _disagreements(diagnosis: Diagnosis) -> list[Stretch]:
    """List the stretches whose points disagree, as steps of their first and last point; the begin and end of many."""
    case = diagnosis.case
    if case is None or diagnosis.severity not in ("error", "warning") or case.holds:
        return []
    edges = np.flatnonzero(np.diff(np.concatenate([[True], case.agrees, [True]]).astype(np.int8)))
    firsts, lasts = case.series.steps[edges[::2]], case.series.steps[edges[1::2] - 1]
    if len(firsts) > _MOST_STRETCHES:
        firsts, lasts = firsts[:1], lasts[-1:]
    return [{"first": first, "last": last} for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True)]


def _marks(diagnosis: Diagnosis) -> list[Mark]:
    marks: list[Mark] = []
    evidence = diagnosis.evidence
    if diagnosis.schedule is not None:
        marks += [
            {"kind": "phase", "step": after.start - diagnosis.offset, "label": f"{before.name} ends"}
            for before, after in itertools.pairwise(diagnosis.schedule.phases())
        ]
    if evidence.onset_step is not None:
        marks.append({"kind": "onset", "step": evidence.onset_step, "label": "onset"})
    marks += [{"kind": "restart", "step": step, "label": "restart"} for step in evidence.restart_steps]
    marks += [{"kind": "boundary", "step": step, "label": "boundary"} for step in evidence.boundary_steps]
    if diagnosis.next_change is not None and tells_next_change(diagnosis):
        marks.append({"kind": "next_change", "step": diagnosis.next_change.step, "label": "next change"})
    if diagnosis.reading is not None and diagnosis.reading.total_steps is not None:
        marks.append({"kind": "end", "step": diagnosis.reading.total_steps, "label": "planned end"})
    return marks


def _rounded(values: FloatArray) -> list[Number]:
    return [float(f"{value:.{_DIGITS}g}") for value in values.tolist()]
