"""One part of a log directory, checked in whatever process it is sent to."""

from __future__ import annotations

import gc
import json
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tb_lrplugin.answers import reading_order
from tb_lrplugin.answers.contract import Entry, Problem
from tb_lrplugin.fleet.layout import ABOVE, leads_back, unit_of
from tb_lrplugin.report.looking import look
from tb_lrplugin.workspace.acknowledgements import FILE_NAME


@dataclass(frozen=True)
class Asked:
    """What is the same for all parts; paths are absolute."""

    logdir: str
    tags: str = ""
    config_file: str = ""
    checkpoints: str = ""


class Answer(NamedTuple):
    """One series: its entry as text, as it is written and sent, and what the whole is put together by.

    Attributes:
      unit: the directory that it lies in.
      run: as in the entry.
      tag: likewise.
      verdict: likewise.
      rank: how bad it is, 0 for the worst.
      warnings: how many it has.
      is_odd: whether the runs before it may tell more of it.
      first: step.
      last: likewise.
      points: how many.
      text: the entry as JSON.
    """

    unit: str
    run: str
    tag: str
    verdict: str
    rank: int
    warnings: int
    is_odd: bool
    first: int
    last: int
    points: int
    text: str

    @staticmethod
    def of(entry: Entry, unit: str) -> Answer:
        """Write an entry."""
        rank, no_warnings, run, tag = reading_order(entry)
        steps = entry["steps"]
        return Answer(
            unit,
            run,
            tag,
            entry["verdict"],
            rank,
            -no_warnings,
            # Only of these the diagnosis asks for the runs before.
            entry["severity"] in ("error", "warning") or entry["expected"]["last"] is None,
            steps["first"] or 0,
            steps["last"] or 0,
            steps["count"],
            json.dumps(entry, allow_nan=False),
        )


@dataclass(frozen=True)
class Seen:
    """What a part has.

    Attributes:
      answers: its series, runs named from the whole log directory.
      problems: findings that belong to no single series.
      scalar_tags: some that there are, where none is a learning rate.
      is_whole: whether it was looked at.
    """

    answers: tuple[Answer, ...]
    problems: tuple[Problem, ...]
    scalar_tags: tuple[str, ...] = ()
    is_whole: bool = True

    @property
    def is_settled(self) -> bool:
        """Whether the next look would say the same: what could not be read may be readable by then."""
        is_read = not any(problem["unread"] for problem in self.problems)
        return self.is_whole and is_read and all(answer.verdict != "not_diagnosed" for answer in self.answers)


def check_part(asked: Asked, units: Sequence[str], beside: Sequence[str]) -> Seen:
    """Diagnose the runs of some directories as if there were no others.

    The part is a directory of links to their points, so that every run has its own name; configurations and checkpoints
    are read where they are. What people acknowledge is held against the whole alone.

    Args:
      asked: the same for all parts.
      units: the directories.
      beside: what lies above them; of a run up there theirs may inherit.
    """
    # What one part has left behind is not held while the next is looked at; what was there before is not searched.
    gc.freeze()
    try:
        return _checked(asked, units, beside)
    finally:
        gc.collect()
        gc.unfreeze()


def _checked(asked: Asked, units: Sequence[str], beside: Sequence[str]) -> Seen:
    known = frozenset(units)
    with tempfile.TemporaryDirectory(prefix="tb_lrplugin_part_") as view:
        _link(asked.logdir, view, [name for name in (*units, *beside) if name not in (ABOVE, FILE_NAME)])
        snapshot = look(
            view,
            tags=asked.tags,
            config_file=asked.config_file,
            checkpoints=asked.checkpoints,
            configured_in=asked.logdir,
        )
        placed = ((entry, unit_of(known, entry["run"])) for entry in snapshot.entries)
        # Seen from there, a link to a directory that it lies in is none.
        answers = tuple(
            Answer.of(entry, unit)
            for entry, unit in placed
            if unit in known and not leads_back(asked.logdir, entry["run"])
        )
        return Seen(answers, snapshot.problems, snapshot.scalar_tags)


def _link(logdir: str, view: str, names: Sequence[str]) -> None:
    folders = {""}
    for name in names:
        folder = os.path.dirname(name)
        if folder not in folders:
            os.makedirs(os.path.join(view, folder), exist_ok=True)
            folders.add(folder)
        os.symlink(os.path.join(logdir, name), os.path.join(view, name))
