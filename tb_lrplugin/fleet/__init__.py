"""A check of many runs in parts: in several processes, on any executor, and again only where something changed.

    with concurrent.futures.ProcessPoolExecutor() as executor:
        report = tb_lrplugin.fleet.check("runs", executor, parts=8)

docs/fleet.md shows it, also on a cluster.
"""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import AbstractContextManager, nullcontext

from tb_lrplugin import __version__
from tb_lrplugin.answers import contract
from tb_lrplugin.answers.contract import Problem
from tb_lrplugin.data.background import in_background
from tb_lrplugin.data.log_root import LogRoot
from tb_lrplugin.data.standstill import awaited
from tb_lrplugin.fleet.layout import ABOVE, MOST_RUNS, Layout, has_more_runs, unit_of
from tb_lrplugin.fleet.parts import Answer, Asked, Seen, check_part
from tb_lrplugin.fleet.resumed import to_see_together
from tb_lrplugin.fleet.store import Store
from tb_lrplugin.report.looking import ToldProgress, contract_of, require_readable, tag_filter_of
from tb_lrplugin.words import counted
from tb_lrplugin.workspace import Snapshot
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
      parts: how many at least, 1 or more, and how many are handed out at a time; several for each worker, as they are
        of unlike cost.
      state: file in which the answer is kept: a later check reads only directories in which a file has changed since;
        "" for none.
      tags: as of `tb_lrplugin.check`.
      config_file: likewise.
      checkpoints: likewise.

    Returns:
      What `tb-lrplugin check --format json` prints.

    Raises:
      LogDirectoryError: if the directory cannot be read.
      OSError: if the file cannot be written, or the disk has no room.
    """
    with look_in_parts(
        os.fspath(logdir),
        executor,
        parts=parts,
        state=os.fspath(state),
        tags=tags,
        config_file=os.fspath(config_file),
        checkpoints=os.fspath(checkpoints),
    ) as snapshot:
        return contract_of(os.fspath(logdir), snapshot.entries, snapshot.problems)


@contextlib.contextmanager
def look_in_parts(
    logdir: str,
    executor: Executor,
    *,
    parts: int,
    state: str = "",
    tags: str = "",
    config_file: str = "",
    checkpoints: str = "",
    shows: Callable[[ToldProgress], AbstractContextManager[None]] | None = None,
) -> Iterator[Snapshot]:
    """Check as `check` does, and give what was seen: its entries are read from a disk, as long as the context lasts."""
    path = os.path.abspath(os.path.expanduser(logdir))
    tag_filter_of(tags)
    require_readable(path)
    asked = Asked(path, tags, _absolute(config_file), _absolute(checkpoints))
    try:
        with Store(state, {"version": __version__, **dataclasses.asdict(asked)}) as store:
            look = _Look(executor, asked, store, parts)
            with nullcontext() if shows is None else shows(look.progress):
                problems = look.whole()
            yield Snapshot("", (), tuple(problems), store.scalar_tags(), store.entries())
    except sqlite3.Error as error:
        place = state or "a temporary file (of the directory that SQLITE_TMPDIR names)"
        raise OSError(None, f"what was seen cannot be kept in {place}: {error}") from error


def needs_parts(logdir: str) -> bool:
    """Say whether a directory has more runs than a process should hold at a time."""
    # Where links cannot be made it has to.
    look = functools.partial(has_more_runs, logdir)
    return os.name == "posix" and awaited(in_background("lr_diagnostics_walk", look), logdir, time.process_time)


def _absolute(place: str) -> str:
    """Give the path that leads there from wherever a worker stands; "" for none."""
    return os.path.abspath(os.path.expanduser(place)) if place else ""


class _Look:
    """One check in parts."""

    def __init__(self, executor: Executor, asked: Asked, store: Store, parts: int) -> None:
        self._executor, self._asked, self._store, self._parts = executor, asked, store, max(parts, 1)
        self._done, self._total = 0, 0
        self._layout: Layout

    def progress(self) -> tuple[int, int] | None:
        """Tell how many runs were looked at, of how many; None before that is known."""
        return (self._done, self._total) if self._total else None

    def whole(self) -> list[Problem]:
        """Look at all that is not known, and put it together; gives the problems."""
        # What is kept is of use for as many directories as there can be: each may stay as it is.
        wanted = None if self._store.is_kept else self._parts * _UNITS_EACH
        elsewhere = tuple(filter(None, (self._asked.config_file, self._asked.checkpoints)))
        walk = functools.partial(Layout.of, self._asked.logdir, wanted, elsewhere)
        self._layout = awaited(in_background("lr_diagnostics_walk", walk), self._asked.logdir, time.process_time)
        stale = [unit for unit in self._layout.units if not self._ask((unit,))]
        self._total = sum(map(self._runs, stale))
        self._keep(self._in_parts(_dealt(self._layout, stale, self._parts)))
        self._look_together()
        self._store.forget_others()
        return [*self._store.problems(), *self._acknowledge()]

    def _ask(self, units: Sequence[str]) -> bool:
        return self._store.ask(units, self._layout.print_of(units) if self._store.is_kept else "")

    def _runs(self, unit: str) -> int:
        return self._layout.runs.get(unit, 1)

    def _in_parts(self, parts: Iterable[Sequence[str]]) -> Iterator[tuple[Sequence[str], Seen]]:
        """Check parts, some at a time; what fails on its way is seen as a problem of the directories that it had."""
        waiting: dict[Future[Seen], Sequence[str]] = {}
        for units in parts:
            waiting[self._executor.submit(check_part, self._asked, units, self._layout.beside(units))] = units
            if len(waiting) >= self._parts:
                yield from self._ended(waiting)
        while waiting:
            yield from self._ended(waiting)

    def _ended(self, waiting: dict[Future[Seen], Sequence[str]]) -> Iterator[tuple[Sequence[str], Seen]]:
        for done in wait(waiting, return_when=FIRST_COMPLETED).done:
            units = waiting.pop(done)
            yield units, _result(done, units)
            self._done = min(self._done + sum(map(self._runs, units)), self._total)

    def _keep(self, parts: Iterable[tuple[Sequence[str], Seen]]) -> None:
        """Share out what parts saw to the directories that it is of.

        A run above them is seen with each part, and told by one: what it lacks there, another part may have.
        """
        of_above: list[Problem] = []
        said_by_all: set[tuple[str, str]] | None = None
        for units, seen in parts:
            shares = {unit: (list[Answer](), list[Problem]()) for unit in units}
            for answer in seen.answers:
                shares[answer.unit][0].append(answer)
            said: list[Problem] = []
            for problem in seen.problems:
                unit = unit_of(shares.keys(), problem["where"]) if seen.is_whole else units[0]
                if seen.is_whole and unit == ABOVE and not problem["unread"]:
                    said.append(problem)
                elif unit in shares:
                    shares[unit][1].append(problem)
            of_above += said if ABOVE in shares else ()
            if seen.is_whole:
                named = {(problem["where"], problem["message"]) for problem in said}
                said_by_all = named if said_by_all is None else said_by_all & named
            for unit, (answers, problems) in shares.items():
                self._store.keep((unit,), dataclasses.replace(seen, answers=tuple(answers), problems=tuple(problems)))
        told = [one for one in of_above if (one["where"], one["message"]) in (said_by_all or ())]
        if told:
            self._store.keep_problems((ABOVE,), told)

    def _look_together(self) -> None:
        """Look once more, together, at runs that may go on from runs of other parts."""
        wanted = to_see_together(self._store.base)
        for units, seen in self._in_parts([units for units in wanted if not self._ask(units)]):
            self._store.keep(units, seen)
        for units, named in wanted.items():
            self._store.tell_instead(units, named)

    def _acknowledge(self) -> list[Problem]:
        """Tell which verdicts people leave as they are: of all series at once, and as of today, whatever was kept."""
        known = Acknowledgements(LogRoot(self._asked.logdir), time.monotonic)
        known.look()
        if known.are_some:
            for number, *name in self._store.names():
                found = known.of(*name)
                if found is not None:
                    self._store.acknowledge(number, found)
        return known.problems(lambda: (name for _, *name in self._store.names()))


def _dealt(layout: Layout, units: Sequence[str], parts: int) -> Iterator[Sequence[str]]:
    """Deal neighbours to one part: runs that go on from each other are mostly such.

    No part is of so many that what a worker holds would grow with the fleet.
    """
    share = min(-(-sum(layout.runs.get(unit, 1) for unit in units) // parts), MOST_RUNS)
    dealt, room = list[str](), share
    for unit in units:
        if dealt and room < layout.runs.get(unit, 1):
            yield tuple(dealt)
            dealt, room = [], share
        dealt.append(unit)
        room -= layout.runs.get(unit, 1)
    if dealt:
        yield tuple(dealt)


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
