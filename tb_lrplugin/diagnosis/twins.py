"""Runs of one schedule whose points are the same, as those of a sweep over seeds: what holds of one holds of all."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import NamedTuple

from tb_lrplugin.data.company import ALONE, Company
from tb_lrplugin.data.run_evidence import LastPoint
from tb_lrplugin.data.series import Series
from tb_lrplugin.diagnosis.comparing.next_change import timed
from tb_lrplugin.diagnosis.engine import diagnose
from tb_lrplugin.diagnosis.model import Diagnosis
from tb_lrplugin.diagnosis.origin import FindOrigins
from tb_lrplugin.diagnosis.warnings import EARLIER_LAUNCH
from tb_lrplugin.frameworks.reading import Reading, changed

# Schedules whose last series is remembered, and the longest of these.
_MOST_KEPT = 64
_MOST_POINTS = 10_000


class _Known(NamedTuple):
    """A healthy series: the reading that speaks for it, and what was found."""

    reading: Reading
    diagnosis: Diagnosis


class Twins:
    """Diagnoses series, and remembers the last healthy ones. Safe to call from many threads.

    A healthy series agrees with its schedule at every point, so that the verdict hangs on points and reading alone. The
    names of run and file and the times of the points are its own.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: dict[tuple[str, int, int], _Known] = {}

    def diagnosed(
        self, series: Series, readings: Sequence[Reading], company: Company = ALONE, find_origins: FindOrigins = tuple
    ) -> Diagnosis:
        """Diagnose a series as `diagnose` does, at a part of the cost where a twin of it is known."""
        reading = readings[0] if len(readings) == 1 else None
        if reading is None or reading.schedule is None or not 0 < len(series) <= _MOST_POINTS:
            return diagnose(series, readings, company, find_origins)
        # The schedule stays alive with what is kept under its identity.
        key = series.tag, len(series), id(reading.schedule)
        known = self._known.get(key)
        if known is not None and not company.earlier_launches(series):
            found = _as_twin(known, series, reading)
            if found is not None:
                return found
        diagnosis = diagnose(series, readings, company, find_origins)
        if _hangs_on_points_alone(diagnosis, reading):
            with self._lock:
                self._known.pop(key, None)
                self._known[key] = _Known(reading, diagnosis)
                if len(self._known) > _MOST_KEPT:
                    del self._known[next(iter(self._known))]
        return diagnosis


def _hangs_on_points_alone(diagnosis: Diagnosis, reading: Reading) -> bool:
    """Say whether neither the run's name nor its times nor what else it has made the verdict."""
    case, bound = diagnosis.case, diagnosis.reading
    return (
        diagnosis.severity in ("ok", "notice")
        and case is not None
        and case.holds
        and len(case) == len(diagnosis.series)
        and bound is not None
        and bound.where == reading.where
        and (reading.since, bound.since, diagnosis.witness) == (None, None, None)
        and all(warning.id != EARLIER_LAUNCH for warning in diagnosis.warnings)
    )


def _as_twin(known: _Known, series: Series, reading: Reading) -> Diagnosis | None:
    """Give the diagnosis of a series by what is known of another one; None where they differ in what made it."""
    one, case, bound = known.diagnosis.series, known.diagnosis.case, known.diagnosis.reading
    if case is None or bound is None or not _are_same_points(one, series):
        return None
    if type(reading) is not type(known.reading) or {**vars(reading), "where": known.reading.where} != vars(
        known.reading
    ):
        return None
    own = changed(bound, where=reading.where)
    if _told_by_name(known.reading, bound, one) != _told_by_name(reading, own, series):
        return None
    held = changed(case, series=series, reading=own)
    change = known.diagnosis.next_change
    return changed(
        known.diagnosis,
        series=series,
        reading=own,
        case=held,
        evidence=changed(known.diagnosis.evidence, case=held),
        next_change=None if change is None else timed(change, series),
    )


def _are_same_points(one: Series, other: Series) -> bool:
    return (
        (one.tag, one.unreadable, one.is_sample, one.rounding, one.origin)
        == (other.tag, other.unreadable, other.is_sample, other.rounding, other.origin)
        # To the bit, which is told sooner than whether all numbers are equal.
        and one.steps.tobytes() == other.steps.tobytes()
        and one.values.tobytes() == other.values.tobytes()
    )


def _told_by_name(reading: Reading, bound: Reading, series: Series) -> tuple[object, ...]:
    """Give what a reading makes of the name of a run."""
    run, tag = series.run, series.tag
    return (
        reading.governs(run, tag),
        reading.step_offset(run, tag),
        bound.step_offset(run, tag),
        bound.is_evaluation(run, tag),
        bound.warnings(run, tag, LastPoint(int(series.steps[-1]), float(series.values[-1]))),
    )
