"""Which runs may go on from a run of another part: those are looked at once more, together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from tb_lrplugin.answers.contract import Entry
from tb_lrplugin.fleet.layout import unit_of
from tb_lrplugin.workspace.origins import places

# Between the last point before a checkpoint and the first one behind it lie two intervals of the log, and some more.
_INTERVALS = 4
# As many as the diagnosis itself looks at.
_MOST = 8


def to_see_together(series: Sequence[Entry], units: Sequence[str]) -> Mapping[tuple[str, ...], set[str]]:
    """Group the directories that have to be seen at once.

    Args:
      series: full entries of all parts.
      units: directories that parts are made of.

    Returns:
      For each group of directories the runs whose diagnosis may change with it.
    """
    beside: dict[tuple[str, ...], dict[str, int]] = defaultdict(dict)
    for entry in series:
        for place in places(entry["run"]):
            beside[place][entry["run"]] = entry["steps"]["last"] or 0
    found: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for entry in series:
        first, last, count = entry["steps"]["first"] or 0, entry["steps"]["last"] or 0, entry["steps"]["count"]
        interval = max((last - first) / max(count - 1, 1), 1.0)
        # Only of these the diagnosis asks for the runs before.
        is_odd = entry["severity"] in ("error", "warning") or entry["expected"]["last"] is None
        if not is_odd or first <= interval:
            continue
        own = unit_of(units, entry["run"])
        lasts = {run: step for place in places(entry["run"]) for run, step in beside[place].items()}
        near = sorted(
            (run for run, step in lasts.items() if step >= first - _INTERVALS * interval),
            key=lambda run: (abs(lasts[run] - first), run),
        )
        others = _units(units, own, near)
        if others:
            found[(own, *others)].add(entry["run"])
    return found


def _units(units: Sequence[str], own: str, runs: Iterable[str]) -> tuple[str, ...]:
    named = dict.fromkeys(unit_of(units, run) for run in runs)
    return tuple(sorted([unit for unit in named if unit != own][:_MOST]))
