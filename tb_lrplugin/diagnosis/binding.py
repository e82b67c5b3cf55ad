"""Which of the readings governs a series."""

from __future__ import annotations

from collections.abc import Sequence

from tb_lrplugin.data.series import Series
from tb_lrplugin.diagnosis.agreement import compare
from tb_lrplugin.diagnosis.case import Case
from tb_lrplugin.sources.reading import Reading


def bind(series: Series, readings: Sequence[Reading]) -> tuple[Reading, Case | None] | None:
    """Choose the reading that governs a series.

    A summary that names the series' tag beats every other; then the readings stand in the order of
    discovery. Where the first source gives several (one summary per optimizer, none of which names a tag),
    the one whose schedule the points agree with longest is taken.

    Args:
      series: at least one point.
      readings: in the order of discovery, the one to believe first.

    Returns:
      The reading, with its case unless the reading is an error; None where no reading speaks for the series.
    """
    named = [reading for reading in readings if reading.tag == series.tag]
    general = [reading for reading in readings if not reading.tag and reading.governs(series.run, series.tag)]
    candidates = named or [reading for reading in general if reading.kind == general[0].kind]
    if not candidates:
        return None
    found = [_best(series, reading) for reading in candidates]
    valid = [(reading, case) for reading, case in found if case is not None]
    if not valid:
        return found[0]
    return max(valid, key=lambda pair: pair[1].agreement.first_disagreement)


def _best(series: Series, reading: Reading) -> tuple[Reading, Case | None]:
    """Take the candidate of a reading that the points agree with; where none does, its documented default."""
    cases = ((candidate, _case(series, candidate)) for candidate in reading.candidates(series))
    first = next(cases)
    for candidate, case in (first, *cases):
        if case is not None and case.agreement.holds:
            return candidate, case
    return first


def _case(series: Series, reading: Reading) -> Case | None:
    if reading.schedule is None:
        return None
    known = reading.schedule.known_until()
    if known is not None:
        # A recorded schedule says nothing of the steps beyond its record.
        series = series.until(known)
        if len(series) == 0:
            return None
    offset = reading.step_offset(series.run, series.tag)
    return Case(series, reading, reading.schedule, compare(series, reading.schedule, offset))
