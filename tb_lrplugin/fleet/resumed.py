"""Which runs may go on from a run of another part: those are looked at once more, together."""

from __future__ import annotations

import heapq
import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping

from tb_lrplugin.fleet.store import blob, name_in
from tb_lrplugin.workspace.origins import places

# Between the last point before a checkpoint and the first one behind it lie two intervals of the log, and some more.
_INTERVALS = 4
# As many as the diagnosis itself looks at.
_MOST = 8
# As steps are of 64 bits; SQLite takes no number below.
_LEAST_STEP = -(2**63)
_SERIES = "FROM series JOIN now USING (owner) JOIN owner ON owner.id = series.owner WHERE NOT owner.is_group"


def to_see_together(base: sqlite3.Connection) -> Mapping[tuple[str, ...], set[tuple[str, str]]]:
    """Group the directories that have to be seen at once.

    Args:
      base: of a store, with the series of all directories.

    Returns:
      For each group of directories the series, by run and tag, whose diagnosis may change with it.
    """
    odd = [(json.loads(units)[0], run, tag, first, interval) for units, run, tag, first, interval in _odd(base)]
    if not odd:
        return {}
    _stand_beside(base, {place for _, run, tag, *_ in odd for place in _places(run, tag)})
    found: dict[tuple[str, ...], set[tuple[str, str]]] = defaultdict(set)
    for unit, run, tag, first, interval in odd:
        others = dict[str, None]()
        for name in _near(base, _places(run, tag), first, int(_INTERVALS * interval)):
            other = json.loads(name)[0]
            if other != unit:
                others[other] = None
            if len(others) == _MOST:
                break
        if others:
            found[(unit, *sorted(others))].add((name_in(run), name_in(tag)))
    return found


def _odd(base: sqlite3.Connection) -> Iterator[tuple[str, bytes, bytes, int, float]]:
    """List the series of which the diagnosis asks for the runs before, with their first step and interval."""
    rows = base.execute(f"SELECT units, run, tag, first, last, points {_SERIES} AND is_odd AND first > 1")
    for units, run, tag, first, last, points in rows:
        interval = max((last - first) / max(points - 1, 1), 1.0)
        if first > interval:
            yield units, run, tag, first, interval


def _stand_beside(base: sqlite3.Connection, wanted: set[bytes]) -> None:
    """Make a table of where series end, by the places that are asked for."""
    base.execute("CREATE TEMP TABLE beside (place BLOB, last INTEGER, run BLOB, units TEXT)")
    rows = base.execute(f"SELECT run, tag, last, units {_SERIES}")
    base.executemany(
        "INSERT INTO beside VALUES (?, ?, ?, ?)",
        (
            (place, last, run, units)
            for run, tag, last, units in rows
            for place in wanted.intersection(_places(run, tag))
        ),
    )
    base.execute("CREATE INDEX standing ON beside (place, last, run)")


def _near(base: sqlite3.Connection, asked: list[bytes], first: int, before: int) -> Iterator[str]:
    """List the directories of series that end near a step, or later, the nearest first."""
    select = "SELECT last, run, units FROM beside WHERE place = ? AND last"
    ways = [base.execute(f"{select} >= ? ORDER BY last, run", (place, first)) for place in asked]
    values = [(place, first, max(first - before, _LEAST_STEP)) for place in asked]
    ways += [base.execute(f"{select} < ? AND last >= ? ORDER BY last DESC, run", value) for value in values]
    for _, _, units in heapq.merge(*ways, key=lambda row: (abs(row[0] - first), row[1])):
        yield units


def _places(run: bytes, tag: bytes) -> list[bytes]:
    """Name the places beside which a series stands: other runs are of the same name but for one part of it."""
    return [b"\0".join((blob("\0".join(place)), tag)) for place in places(name_in(run))]
