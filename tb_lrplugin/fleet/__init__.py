"""A check of many runs in parts: in several processes, on any executor, and again only where something changed.

    with concurrent.futures.ProcessPoolExecutor() as executor:
        report = tb_lrplugin.fleet.check("runs", executor, parts=8)

docs/fleet.md shows it, also on a cluster.
"""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from concurrent.futures import Executor, Future, as_completed

from tb_lrplugin.answers import acknowledged_as, contract, reading_order
from tb_lrplugin.answers.contract import Entry, Problem
from tb_lrplugin.data.log_root import LogRoot
from tb_lrplugin.fleet.layout import ABOVE, MOST_RUNS, Layout, unit_of
from tb_lrplugin.fleet.parts import Asked, Seen, check_part
from tb_lrplugin.fleet.resumed import to_see_together
from tb_lrplugin.fleet.state import State
from tb_lrplugin.report.looking import contract_of, require_readable
from tb_lrplugin.words import counted
from tb_lrplugin.workspace.acknowledgements import Acknowledgements

__all__ = ["check"]

# A part is of so many directories at least, where there are enough of them.
_UNITS_EACH = 4


def check(
    logdir: str | os.PathLike[str],
    executor: Executor,
    *,
    parts: int = 8,
    state: str | os.PathLike[str] = "",
    tags: str = "",
    config_file: str | os.PathLike[str] = "",
    checkpoints: str | os.PathLike[str] = "",
) -> contract.Report:
    """Diagnose every learning-rate series below a log directory, in parts that an executor works on.

    Runs are told as by `tb_lrplugin.check`, also those that go on from a run of another part. A part that fails is a
    problem with the directories that it had, and costs no other.

    Args:
      logdir: a directory on a disk that every worker sees under this path.
      executor: runs the parts: processes, a cluster; anything with `submit`.
      parts: how many at least, 1 or more; several for each worker, as they are of unlike cost.
      state: file in which the answer is kept: a later check reads only directories in which a file has changed since;
        "" for none.
      tags: as of `tb_lrplugin.check`.
      config_file: likewise.
      checkpoints: likewise.

    Returns:
      What `tb-lrplugin check --format json` prints.

    Raises:
      LogDirectoryError: if the directory cannot be read.
    """
    path = os.path.abspath(os.path.expanduser(os.fspath(logdir)))
    require_readable(path)
    layout = Layout.of(path, parts * _UNITS_EACH)
    asked = Asked(path, tags, _absolute(config_file), _absolute(checkpoints), layout.units)
    known = State.read(os.fspath(state), asked, layout)
    stale = [unit for unit in layout.units if unit not in known.units]
    seen = known.units | _by_unit(layout, _in_parts(executor, asked, _dealt(layout, stale, parts)))
    for unit in stale:
        known.keep(unit, seen.get(unit))
    whole = _together(seen.values())
    seen_together = _with_resumed(executor, known, layout, whole)
    known.write()
    series, problems = _with_acknowledged(path, seen_together)
    return contract_of(os.fspath(logdir), sorted(series, key=reading_order), problems)


def _absolute(place: str | os.PathLike[str]) -> str:
    """Give the path that leads there from wherever a worker stands; "" for none."""
    return os.path.abspath(os.path.expanduser(os.fspath(place))) if place else ""


def _dealt(layout: Layout, units: Sequence[str], parts: int) -> list[tuple[str, ...]]:
    """Deal neighbours to one part: runs that go on from each other are mostly such.

    No part is of so many that what a worker holds would grow with the fleet.
    """
    runs = {unit: layout.runs.get(unit, 1) for unit in units}
    share = min(-(-sum(runs.values()) // max(parts, 1)), MOST_RUNS)
    dealt: list[list[str]] = []
    room = 0
    for unit in units:
        if room < runs[unit]:
            dealt.append([])
            room = share
        dealt[-1].append(unit)
        room -= runs[unit]
    return [tuple(part) for part in dealt]


def _in_parts(executor: Executor, asked: Asked, parts: Iterable[tuple[str, ...]]) -> list[tuple[tuple[str, ...], Seen]]:
    """Check parts; what fails on its way is seen as a problem of the directories that it had."""
    waiting: dict[Future[Seen], tuple[str, ...]] = {executor.submit(check_part, asked, units): units for units in parts}
    return [(waiting[done], _result(done, waiting[done])) for done in as_completed(waiting)]


def _result(done: Future[Seen], units: Sequence[str]) -> Seen:
    try:
        return done.result()
    except Exception as error:  # A worker that was killed, a machine that is gone, a disk that does not answer.
        named = ", ".join(units[:3]) + (f" and {len(units) - 3} more" if len(units) > 3 else "")
        message = (
            f"This part of the check failed, so {counted(len(units), 'directory', 'directories')} were not looked at: "
            f"{type(error).__name__}: {str(error)[:200]}. Run the check again."
        )
        return Seen((), ({"where": named, "message": message, "unread": True},), is_whole=False)


def _by_unit(layout: Layout, parts: Iterable[tuple[tuple[str, ...], Seen]]) -> dict[str, Seen]:
    """Share out what parts saw to the directories that it is of.

    A run above them is seen with each part, and told by one: what it lacks there, another part may have.
    """
    shares: dict[str, list[Seen]] = {}
    every = list(parts)
    for units, seen in every:
        of_unit: dict[str, tuple[list[Entry], list[Problem]]] = {unit: ([], []) for unit in units}
        for entry in seen.series:
            of_unit[unit_of(layout.units, entry["run"])][0].append(entry)
        for problem in seen.problems:
            unit = unit_of(layout.units, problem["where"]) if seen.is_whole else units[0]
            if unit in units and (unit != ABOVE or problem["unread"] or _is_seen_by_all(problem, every)):
                of_unit[unit][1].append(problem)
        for unit, (series, problems) in of_unit.items():
            shares.setdefault(unit, []).append(Seen(tuple(series), tuple(problems), seen.is_whole))
    return {unit: _together(seen) for unit, seen in shares.items()}


def _is_seen_by_all(problem: Problem, parts: Iterable[tuple[tuple[str, ...], Seen]]) -> bool:
    return all(problem in seen.problems for _, seen in parts if seen.is_whole)


def _together(seen: Iterable[Seen]) -> Seen:
    """Put what was seen together, each series and problem once."""
    parts = list(seen)
    series = {(entry["run"], entry["tag"]): entry for part in parts for entry in part.series}
    problems = {(one["where"], one["message"]): one for part in parts for one in part.problems}
    return Seen(tuple(series.values()), tuple(problems.values()), all(part.is_whole for part in parts))


def _with_resumed(executor: Executor, known: State, layout: Layout, whole: Seen) -> Seen:
    """Look once more, together, at runs that may go on from runs of other parts."""
    wanted: Mapping[tuple[str, ...], Collection[str]] = to_see_together(whole.series, layout.units)
    new = _in_parts(executor, known.asked, [units for units in wanted if units not in known.groups])
    seen_together = {**{units: known.groups[units] for units in wanted if units in known.groups}, **dict(new)}
    again: dict[tuple[str, str], Entry] = {}
    problems = list(whole.problems)
    for units, seen in seen_together.items():
        known.keep_group(units, seen)
        again |= {(one["run"], one["tag"]): one for one in seen.series if one["run"] in wanted[units]}
        problems += () if seen.is_whole else seen.problems
    series = [again.get((entry["run"], entry["tag"]), entry) for entry in whole.series]
    return Seen(tuple(series), tuple(problems))


def _with_acknowledged(logdir: str, whole: Seen) -> tuple[list[Entry], list[Problem]]:
    """Tell which verdicts people leave as they are: of all series at once, and as of today, whatever was kept."""
    acknowledgements = Acknowledgements(LogRoot(logdir), time.monotonic)
    acknowledgements.look()
    named = [(entry["run"], entry["tag"], entry["verdict"]) for entry in whole.series]
    series = [
        acknowledged_as(entry, acknowledgements.of(*name)) for entry, name in zip(whole.series, named, strict=True)
    ]
    return series, [*whole.problems, *acknowledgements.problems(named)]
